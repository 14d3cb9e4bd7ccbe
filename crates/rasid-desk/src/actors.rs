//! Names of people and parties in the visitor's language, with the way to their page.

use crate::desk::Desk;
use crate::i18n::Lang;
use crate::{links, shown};
use rasid_store::{Store, is_private, is_shared};

/// A piece of text that may lead somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) text: String,
    /// Address, or empty where it leads nowhere.
    pub(crate) href: String,
    /// Words of the text beside a value worked out from them, or empty.
    pub(crate) words: String,
}

impl Item {
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Item { text: text.into(), href: String::new(), words: String::new() }
    }
}

/// Names actors for one visitor.
pub(crate) struct Namer<'a> {
    desk: &'a Desk,
    /// Where the names are sought that reports use.
    store: Option<&'a Store>,
    pub(crate) lang: Lang,
}

impl<'a> Namer<'a> {
    pub(crate) fn new(desk: &'a Desk, lang: Lang) -> Self {
        Namer { desk, store: None, lang }
    }

    /// One that knows those who are in no table by the words that reports use most for them: for claims
    /// about many reports, which have no words of their own.
    pub(crate) fn of_many(desk: &'a Desk, store: &'a Store, lang: Lang) -> Self {
        Namer { desk, store: Some(store), lang }
    }

    /// The display name of one actor: the name that is known, else the words that the report
    /// uses, else what the identifier says.
    pub(crate) fn name(&self, id: &str, words: Option<&str>) -> String {
        let words = words.map(|w| shown::shortened(w, 80));
        if let Some(label) = id.strip_prefix("anon:") {
            return words.unwrap_or_else(|| match self.is_foreign(label) {
                true => self.lang.t("chain.unnamed.any").to_owned(),
                false => self.lang.fill("chain.unnamed", &[("label", &shown::shown(label))]),
            });
        }
        if let Some(label) = id.strip_prefix("grp:") {
            return words.unwrap_or_else(|| match self.is_foreign(label) {
                true => self.lang.t("chain.group").to_owned(),
                false => shown::owned(label),
            });
        }
        // Trouble with the record shows itself where the page is asked for.
        let used = || self.store.and_then(|store| store.name_of(id).ok().flatten());
        let used = || used().map(|name| shown::shortened(&name, 80));
        (self.desk.actor_name)(id, self.lang).or(words).or_else(used).unwrap_or_else(|| shown::owned(id))
    }

    /// Whether a label is a key of the tables, which are in English, and no word for this visitor.
    fn is_foreign(&self, label: &str) -> bool {
        self.lang == Lang::Ar && label.is_ascii()
    }

    /// The actors of several identifiers, those that hold inside one report by what `report` calls them.
    pub(crate) fn in_report(&self, ids: &[String], report: Option<&str>) -> Vec<Item> {
        let called = |id: &str| self.store?.called_in(report?, id).ok()?;
        let items = |id: &String| match is_private(id) {
            true => self.items(id, called(id).as_deref()),
            false => self.items(id, None),
        };
        ids.iter().flat_map(items).collect()
    }

    /// The actors of an identifier, which may join several with `+`, each with its page where it
    /// has one: public actors do, those that hold inside one article do not.
    pub(crate) fn items(&self, id: &str, words: Option<&str>) -> Vec<Item> {
        let parts: Vec<&str> = id.split('+').filter(|part| !part.is_empty()).collect();
        // The words name all of them together, so they stand for one only where there is one.
        let words = words.filter(|_| parts.len() == 1);
        parts
            .into_iter()
            .map(|part| Item {
                text: self.name(part, words),
                href: if is_shared(part) { links::person(part) } else { String::new() },
                words: String::new(),
            })
            .collect()
    }

    /// Those who claim something in many reports. Whoever holds inside one report only goes by its `words`
    /// for them: the label alone would be a word of the tables.
    pub(crate) fn claimants(&self, id: &str, words: &[Item]) -> Vec<Item> {
        match is_private(id) {
            false => self.items(id, None),
            true if words.is_empty() => vec![Item::plain(self.lang.t("chain.unnamed.any"))],
            true => words.to_vec(),
        }
    }

    /// The actors of several identifiers.
    pub(crate) fn all(&self, ids: &[String]) -> Vec<Item> {
        ids.iter().flat_map(|id| self.items(id, None)).collect()
    }
}
