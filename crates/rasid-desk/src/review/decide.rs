//! How a decision that a form sends is kept.

use crate::desk::Desk;
use crate::i18n::Lang;
use crate::shown;
use rasid_record::{Act, Content, FieldMap, List, Reading, Review};
use rasid_store::{By, Made, RecordReview, ReviewEntry, ReviewState, Store, StoreError};

/// A record as somebody who reviews it sees it.
pub(crate) struct Seen {
    pub(crate) report: String,
    pub(crate) reading: Reading,
    pub(crate) rules: String,
    pub(crate) content: Content,
    /// The record as the rules read it; nothing where they do not.
    pub(crate) read: Option<FieldMap>,
    /// Index in its list, where the rules read it.
    pub(crate) idx: Option<usize>,
    pub(crate) known: Option<RecordReview>,
    /// What holds as far as the visitor may see it.
    pub(crate) state: ReviewState,
    /// Whether the visitor codes it blind.
    pub(crate) is_blind: bool,
}

impl Seen {
    /// Record `idx` of `list` of a report; nothing where there is none.
    pub(crate) fn record(
        store: &Store,
        viewer: &str,
        report: &str,
        list: List,
        idx: usize,
    ) -> Result<Option<Self>, StoreError> {
        let Some(kept) = store.report(report)? else { return Ok(None) };
        let known = store.review_at(report, list, idx)?;
        let Some(content) =
            known.as_ref().map(|known| known.content.clone()).or_else(|| kept.reading.content(list, idx))
        else {
            return Ok(None);
        };
        let read = kept.reading.fields(list, idx);
        Self::of(store, viewer, kept.reading, kept.rules_version, content, read, Some(idx), known).map(Some)
    }

    /// What was decided on under number `no`; nothing where there is none.
    pub(crate) fn decided(store: &Store, viewer: &str, no: usize) -> Result<Option<Self>, StoreError> {
        let Some(known) = store.review_of(no)? else { return Ok(None) };
        let Some(kept) = store.report(&known.report)? else { return Ok(None) };
        let read = known.idx.and_then(|idx| kept.reading.fields(known.content.list, idx));
        let (content, idx) = (known.content.clone(), known.idx);
        Self::of(store, viewer, kept.reading, kept.rules_version, content, read, idx, Some(known)).map(Some)
    }

    #[expect(clippy::too_many_arguments, reason = "both ways to a record end here, and nothing else does")]
    fn of(
        store: &Store,
        viewer: &str,
        reading: Reading,
        rules: String,
        content: Content,
        read: Option<FieldMap>,
        idx: Option<usize>,
        known: Option<RecordReview>,
    ) -> Result<Self, StoreError> {
        let is_blind = known.as_ref().is_some_and(|known| known.state.is_blind_to(viewer));
        let state = match &known {
            Some(known) if is_blind => own(&store.entries(known.no)?, viewer),
            Some(known) => known.state.clone(),
            None => ReviewState::default(),
        };
        Ok(Seen { report: reading.report.id.clone(), reading, rules, content, read, idx, known, state, is_blind })
    }

    /// The record as it stands: as people have it, else as it is read.
    pub(crate) fn fields(&self) -> FieldMap {
        self.state.record().or_else(|| self.read.clone()).or_else(|| self.state.was.clone()).unwrap_or_default()
    }

    /// A decision on it by `who`, who had seen the decisions up to `after`.
    pub(crate) fn decision(&self, who: &str, after: u64, reason: &str, act: Act) -> Review {
        let mut review = Review::new(who, act);
        review.report = Some(self.report.clone());
        review.on = Some(self.content.clone());
        review.rules = Some(self.rules.clone());
        review.was = self.read.clone().or_else(|| self.state.was.clone());
        review.after = after;
        review.blind = self.is_blind && (review.act.standing().is_some() || matches!(review.act, Act::Claim { .. }));
        review.reason = reason_of(reason);
        review
    }
}

/// What holds by the decisions of one person alone.
fn own(entries: &[ReviewEntry], who: &str) -> ReviewState {
    let own: Vec<ReviewEntry> = (entries.iter())
        .filter(|entry| entry.review.by == who)
        .map(|entry| {
            // Seen alone, what was coded blind is a decision like any other.
            let mut entry = entry.clone();
            entry.review.blind = false;
            entry
        })
        .collect();
    let mut state = ReviewState::of(&own);
    state.last = entries.last().map_or(0, |entry| entry.seq);
    state
}

/// Why, where something was written.
pub(crate) fn reason_of(written: &str) -> Option<String> {
    let text = clean(written, rasid_record::LIMIT_REMARK);
    (!text.is_empty()).then_some(text)
}

/// What was written, without what is not seen, cut to `limit` letters.
pub(crate) fn clean(written: &str, limit: usize) -> String {
    let text: String = shown::shown(written).replace('\r', "").chars().take(limit).collect();
    text.trim().to_owned()
}

/// Names or tags that are parted by commas or line ends.
pub(crate) fn names(written: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for part in written.split([',', '\u{60c}', '\n', ';', '\u{61b}']) {
        let name = clean(&part.split_whitespace().collect::<Vec<_>>().join(" "), rasid_record::LIMIT_NAME);
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Keeps a decision.
pub(crate) fn keep(desk: &Desk, review: &Review) -> Result<Made, StoreError> {
    let mut salt = [0; 32];
    (desk.random)(&mut salt);
    let at = (desk.now)();
    linked_soon(desk, |store| store.review(review, &salt, &at))
}

/// Keeps several, all or none.
pub(crate) fn keep_all(desk: &Desk, reviews: &[Review]) -> Result<Vec<Made>, StoreError> {
    let at = (desk.now)();
    let salt = |_| {
        let mut salt = vec![0; 32];
        (desk.random)(&mut salt);
        salt
    };
    linked_soon(desk, |store| store.review_all(reviews, salt, &at))
}

/// Decides something, and has the record linked anew where links are not of what holds any more.
fn linked_soon<T>(desk: &Desk, decide: impl FnOnce(&mut Store) -> Result<T, StoreError>) -> Result<T, StoreError> {
    let (made, is_current) = desk.with_writer(|store| Ok((decide(store)?, store.linking()?.is_current())))?;
    if !is_current {
        desk.relink_soon();
    }
    Ok(made)
}

/// Who decided, when, and why, on one line.
pub(crate) fn by(lang: Lang, by: &By) -> String {
    // A name in the other direction keeps its own and leaves that of the line alone.
    let apart = |text: &str| format!("\u{2068}{text}\u{2069}");
    let (who, at) = (apart(&shown::shortened(&by.who, 60)), apart(&crate::format::date(lang, &by.at)));
    lang.fill("review.by", &[("who", &who), ("at", &at), ("seq", &by.seq.to_string())])
}
