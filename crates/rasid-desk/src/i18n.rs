//! The interface's two languages: tables of sentences, and which one a visitor gets.
//!
//! Sentences live in `i18n/ar.tsv` and `i18n/en.tsv`, with the same keys in the same order (a
//! test compares them). A key of the form `n.thing` holds the forms of a counted noun, parted by
//! ` | `: six in Arabic (0, 1, 2, 3–10, 11–99, hundreds), three in English (0, 1, more).

use crate::format;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lang {
    /// Arabic, from right to left.
    Ar,
    /// English, from left to right.
    En,
}

type Table = HashMap<&'static str, &'static str>;

static ARABIC: LazyLock<Table> = LazyLock::new(|| parse(include_str!("../i18n/ar.tsv")));
static ENGLISH: LazyLock<Table> = LazyLock::new(|| parse(include_str!("../i18n/en.tsv")));

fn parse(text: &'static str) -> Table {
    text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t')).collect()
}

impl Lang {
    /// The ISO 639 code: `ar` or `en`.
    pub fn code(self) -> &'static str {
        match self {
            Lang::Ar => "ar",
            Lang::En => "en",
        }
    }

    /// The language of that code.
    pub fn parse(code: &str) -> Option<Self> {
        [Lang::Ar, Lang::En].into_iter().find(|lang| lang.code() == code)
    }

    /// The value of HTML's `dir`.
    pub fn dir(self) -> &'static str {
        match self {
            Lang::Ar => "rtl",
            Lang::En => "ltr",
        }
    }

    /// The language that the switch leads to.
    pub fn other(self) -> Self {
        match self {
            Lang::Ar => Lang::En,
            Lang::En => Lang::Ar,
        }
    }

    /// What a visitor gets: what was chosen before, else Arabic where `Accept-Language` wants it
    /// at least as much as English, else English.
    pub(crate) fn choose(chosen: Option<&str>, accept: Option<&str>) -> Self {
        if let Some(lang) = chosen.and_then(Lang::parse) {
            return lang;
        }
        let mut best = (Lang::En, 0.0_f32);
        for part in accept.unwrap_or("").split(',') {
            let mut pieces = part.split(';');
            let tag = pieces.next().unwrap_or("").trim().to_ascii_lowercase();
            let weight = pieces.find_map(|p| p.trim().strip_prefix("q=")?.parse().ok()).unwrap_or(1.0);
            let primary = tag.split('-').next().unwrap_or("");
            if let Some(lang) = Lang::parse(primary)
                && weight > best.1
            {
                best = (lang, weight);
            }
        }
        best.0
    }

    /// The sentence for `key`; the key itself where there is none, which a test rules out for
    /// every key that templates and code name.
    pub(crate) fn t(self, key: &str) -> &'static str {
        let table = match self {
            Lang::Ar => &*ARABIC,
            Lang::En => &*ENGLISH,
        };
        table.get(key).copied().unwrap_or_else(|| missing(key))
    }

    /// The sentence for `key` if there is one.
    pub(crate) fn find(self, key: &str) -> Option<&'static str> {
        match self {
            Lang::Ar => ARABIC.get(key).copied(),
            Lang::En => ENGLISH.get(key).copied(),
        }
    }

    /// The sentence for `key` with each `{name}` replaced.
    pub(crate) fn fill(self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.t(key), values)
    }

    /// `count` of the noun under `key`, in the form that the language wants.
    pub(crate) fn n(self, key: &str, count: usize) -> String {
        let forms: Vec<&str> = self.t(key).split(" | ").collect();
        let form = match self {
            Lang::En => count.min(2),
            Lang::Ar => match (count, count % 100) {
                (0..=2, _) => count,
                (_, 3..=10) => 3,
                (_, 11..=99) => 4,
                _ => 5,
            },
        };
        fill(forms.get(form).or(forms.last()).unwrap_or(&key), &[("n", &format::whole(count as u64))])
    }

    /// The label of a word of a vocabulary, or the word where it has none.
    pub(crate) fn word(self, vocabulary: &str, word: &str) -> String {
        self.find(&format!("{vocabulary}.{word}")).map_or_else(|| word.to_owned(), str::to_owned)
    }
}

fn missing(key: &str) -> &'static str {
    debug_assert!(false, "no sentence for {key}");
    "…"
}

fn fill(sentence: &str, values: &[(&str, &str)]) -> String {
    // One pass, so that a value that holds braces is never filled in itself.
    let mut out = String::with_capacity(sentence.len() + 16);
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        match after.split_once('}') {
            Some((name, tail)) => {
                out.push_str(values.iter().find(|(n, _)| *n == name).map_or("", |(_, value)| value));
                rest = tail;
            }
            None => {
                rest = after;
            }
        }
    }
    out + rest
}

#[cfg(test)]
mod tests;
