//! Words of a report inside their sentence, with the way to them: what every claim about many reports
//! rests on.

use crate::actors::{Item, Namer};
use crate::{card, links, shown};
use rasid_record::Reference;
use rasid_store::{Quote, Store, StoreError};

/// Words in their sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Quoted {
    pub(crate) before: String,
    pub(crate) words: String,
    pub(crate) after: String,
    /// Address of the words in their report.
    pub(crate) href: String,
    /// Who says it there, or empty where the outlet does.
    pub(crate) by: Vec<Item>,
    /// Who is bound by it, in the words of the report; only of commitments.
    pub(crate) bound: Vec<Item>,
    pub(crate) outlet: String,
    pub(crate) date: String,
}

/// Some of the words that say a thing, and how many more places say it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Quotes {
    pub(crate) shown: Vec<Quoted>,
    /// `and 3 more`, or empty.
    pub(crate) more: String,
}

/// The longest quotation of the words themselves, in letters.
const WORDS: usize = 220;
/// How much of the sentence is shown on each side.
const ROOM: usize = 90;

impl Quotes {
    /// The first `most` of these places.
    pub(crate) fn new(namer: &Namer<'_>, store: &Store, places: &[Reference], most: usize) -> Result<Self, StoreError> {
        let few = &places[..places.len().min(most)];
        let shown = store.quotes(few)?.iter().map(|quote| Quoted::new(namer, quote)).collect();
        let rest = places.len() - few.len();
        let more = if rest > 0 { namer.lang.n("n.more", rest) } else { String::new() };
        Ok(Quotes { shown, more })
    }
}

impl Quotes {
    /// Who says it in the first of the places, as it is written there.
    pub(crate) fn by(&self) -> &[Item] {
        self.shown.first().map_or(&[], |quoted| &quoted.by)
    }

    /// Who is bound by it there.
    pub(crate) fn bound(&self) -> &[Item] {
        self.shown.first().map_or(&[], |quoted| &quoted.bound)
    }
}

impl Quoted {
    pub(crate) fn new(namer: &Namer<'_>, quote: &Quote) -> Self {
        let row = &quote.row;
        let speaker = match (&row.fields, &row.claim) {
            (rasid_store::Fields::Statement(said), _) => {
                Some((said.speaker_id.as_deref(), said.speaker.as_deref().or(said.speaker_name.as_deref())))
            }
            (_, Some(claim)) => Some((claim.speaker_id.as_deref(), claim.speaker.as_deref())),
            _ => None,
        };
        let by = match speaker {
            Some((Some(id), words)) => namer.items(id, words),
            Some((None, Some(words))) => vec![Item::plain(shown::shortened(words, 80))],
            _ => Vec::new(),
        };
        let bound = match &row.fields {
            rasid_store::Fields::Commitment(bound) => bound.by.as_deref(),
            _ => None,
        };
        Quoted {
            bound: bound.map(|words| Item::plain(shown::shortened(words, 80))).into_iter().collect(),
            before: before(&quote.before),
            words: shown::shortened(&row.at.text, WORDS),
            after: after(&quote.after),
            href: links::words(&row.report.id, row.list(), row.idx),
            by,
            outlet: card::outlet(namer.lang, row.report.outlet.as_deref()),
            date: card::date(namer.lang, row.report.published.as_deref()),
        }
    }
}

/// Whether a sentence ends with this letter, given the one after it. A point inside a number ends none.
fn is_end(letter: char, next: Option<char>) -> bool {
    letter == '\n' || (matches!(letter, '.' | '!' | '?' | '\u{61f}') && next.is_none_or(char::is_whitespace))
}

/// What of the text before some words belongs to their sentence.
fn before(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let end = (0..letters.len()).rev().find(|&n| is_end(letters[n], letters.get(n + 1).copied()));
    let begin = end.map_or(0, |end| end + 1).max(letters.len().saturating_sub(ROOM));
    let cut = begin > 0 && end.is_none_or(|end| begin > end + 1);
    let rest: String = letters[begin..].iter().collect();
    let flat = shown::shortened(&rest, usize::MAX);
    // The first word is only half there where it was cut.
    let flat = if cut { flat.split_once(' ').map_or("", |(_, rest)| rest) } else { &flat };
    let space = if rest.ends_with(char::is_whitespace) { " " } else { "" };
    let mark = if cut { "… " } else { "" };
    format!("{mark}{flat}{space}")
}

/// What of the text after some words belongs to their sentence.
fn after(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let end = (0..letters.len()).find(|&n| is_end(letters[n], letters.get(n + 1).copied()));
    let sentence: String = letters[..end.map_or(letters.len(), |end| end + 1)].iter().collect();
    if sentence.trim().is_empty() {
        return String::new();
    }
    let space = if sentence.starts_with(char::is_whitespace) { " " } else { "" };
    let cut = if end.is_none() && letters.len() > ROOM { ROOM } else { ROOM + 30 };
    format!("{space}{}", shown::shortened(&sentence, cut))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_shown_in_their_own_sentence() {
        assert_eq!(before("قال إن 2.5 مليون. وأعلن عن "), "وأعلن عن ");
        assert_eq!(after("، أمس. وقال"), "، أمس.");
        assert_eq!(before("نهاية\nبـ"), "بـ");
        assert_eq!((before(""), after(""), after("\nو")), (String::new(), String::new(), String::new()));
    }

    #[test]
    fn long_sentences_are_cut_between_words() {
        let long = "كلمة ".repeat(60);
        assert!(before(&long).starts_with("… كلمة ") && before(&long).ends_with("كلمة "));
        assert!(after(&format!(" {long}")).ends_with("كلمة…"));
        assert!(before(&long).chars().count() <= ROOM + 3);
    }
}
