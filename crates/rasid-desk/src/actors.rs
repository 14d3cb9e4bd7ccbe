//! Names of people and parties in the visitor's language, with the way to their page.

use crate::desk::Desk;
use crate::i18n::Lang;
use crate::{links, shown};
use rasid_store::is_shared;

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
    pub(crate) lang: Lang,
}

impl<'a> Namer<'a> {
    pub(crate) fn new(desk: &'a Desk, lang: Lang) -> Self {
        Namer { desk, lang }
    }

    /// The display name of one actor: the name that is known, else the words that the report
    /// uses, else what the identifier says.
    pub(crate) fn name(&self, id: &str, words: Option<&str>) -> String {
        let words = words.map(|w| shown::shortened(w, 80));
        if let Some(label) = id.strip_prefix("anon:") {
            return words.unwrap_or_else(|| self.lang.fill("chain.unnamed", &[("label", &shown::shown(label))]));
        }
        if let Some(label) = id.strip_prefix("grp:") {
            return words.unwrap_or_else(|| shown::owned(label));
        }
        (self.desk.actor_name)(id, self.lang).or(words).unwrap_or_else(|| shown::owned(id))
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

    /// The actors of several identifiers.
    pub(crate) fn all(&self, ids: &[String]) -> Vec<Item> {
        ids.iter().flat_map(|id| self.items(id, None)).collect()
    }
}
