//! The button by which somebody watches a thing, and what watched things are called.

use crate::actors::Namer;
use crate::links;
use crate::pages::arrangements;
use crate::shown;
use crate::visit::Visit;
use rasid_store::{Store, StoreError, Watch, WatchKind};

/// The button.
#[derive(Clone, Debug)]
pub(crate) struct WatchButton {
    pub(crate) kind: &'static str,
    pub(crate) id: String,
    pub(crate) idx: usize,
    pub(crate) is_watched: bool,
    pub(crate) back: String,
}

impl WatchButton {
    /// For one thing and whoever visits.
    pub(crate) fn new(store: &Store, visit: &Visit, watch: &Watch) -> Result<Self, StoreError> {
        let is_watched = store.watches(&visit.who.pseudonym)?.contains(watch);
        Ok(WatchButton {
            kind: watch.kind.as_str(),
            id: watch.id.clone(),
            idx: watch.idx,
            is_watched,
            back: visit.here.clone(),
        })
    }
}

/// What a watched thing is called, and its page; nothing of it is left where the record has it no more.
pub(crate) fn named(namer: &Namer<'_>, store: &Store, watch: &Watch) -> Result<(String, String), StoreError> {
    Ok(match watch.kind {
        WatchKind::Party => (namer.name(&watch.id, None), links::person(&watch.id)),
        WatchKind::Place => {
            let words = store.place(&watch.id)?.map(|place| shown::shortened(&place.row.words, 60));
            (words.unwrap_or_else(|| shown::owned(&watch.id)), links::place(&watch.id))
        }
        WatchKind::Arrangement => {
            let row = store.course_row(&watch.id, watch.idx)?;
            let name = row.map(|row| {
                let name = arrangements::name(row.name.as_deref(), &row.words);
                arrangements::heading(namer.lang, row.kind, &name)
            });
            (name.unwrap_or_else(|| namer.lang.t("since.gone").to_owned()), links::arrangement(&watch.id, watch.idx))
        }
    })
}

/// A watch as one word of an address, and back.
pub(crate) fn word(watch: &Watch) -> String {
    format!("{}.{}.{}", watch.kind.as_str(), watch.idx, watch.id)
}

/// The watch of such a word.
pub(crate) fn of_word(word: &str) -> Option<Watch> {
    let mut parts = word.splitn(3, '.');
    let (kind, idx, id) = (parts.next()?, parts.next()?, parts.next()?);
    Some(Watch { kind: WatchKind::parse(kind)?, idx: idx.parse().ok()?, id: id.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_watch_is_one_word_of_an_address() {
        for (kind, id) in [(WatchKind::Party, "SYR:mil"), (WatchKind::Arrangement, "a.b/../c")] {
            let watch = Watch { kind, id: id.into(), idx: 3 };
            assert_eq!(of_word(&word(&watch)), Some(watch));
        }
        for word in ["", "party", "party.x.RUS", "nobody.0.RUS"] {
            assert_eq!(of_word(word), None);
        }
    }
}
