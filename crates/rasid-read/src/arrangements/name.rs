//! The document that names a mechanism: a resolution by its number, a memorandum by its place.

use super::phrase::Phrase;
use crate::doc::Doc;
use crate::names::{Kind, Names};
use rasid_lang::{Kinds, Sense};
use rasid_text::Span;
use std::ops::Range;

/// How many words may stand between a resolution and its number ("resolution of the Security Council number").
const BETWEEN: usize = 7;
/// The fewest digits of a number that names a document.
const DIGITS: std::ops::RangeInclusive<usize> = 3..=5;

/// Names of documents in a report.
pub(super) struct Documents {
    /// Those with a number, by tokens.
    numbered: Vec<Range<usize>>,
    /// Those called after a place.
    placed: Vec<Range<usize>>,
}

impl Documents {
    /// Finds all names of documents.
    pub fn find(doc: &Doc<'_, '_>, names: &Names) -> Self {
        let mut found = Documents { numbered: Vec::new(), placed: Vec::new() };
        for i in 0..doc.len() {
            match head(doc, i) {
                Some((end, true)) => found.numbered.extend(number(doc, end).map(|n| i..n + 1)),
                Some((end, false)) => found.placed.extend(place(doc, names, end).map(|end| i..end)),
                None => {}
            }
        }
        found
    }

    /// The name of the mechanism of a phrase: a document that the phrase itself is called after, or one with a
    /// number in its sentence; where the phrase says that it is a resolution, the only one that the report names.
    pub fn of(&self, doc: &Doc<'_, '_>, phrase: &Phrase) -> Option<Span> {
        let within = |d: &&Range<usize>| d.start < phrase.end && d.end > phrase.first;
        let sentence = doc.sentence(phrase.first);
        let away = |d: &&Range<usize>| {
            if d.start >= phrase.end { d.start - phrase.end } else { phrase.first.saturating_sub(d.end) }
        };
        let near = self.numbered.iter().filter(|d| sentence.contains(&d.start)).min_by_key(away);
        let only = || match &self.numbered[..] {
            [one] if head(doc, phrase.first).is_some_and(|(_, numbered)| numbered) => Some(one),
            _ => None,
        };
        let found = self.placed.iter().find(within).or(near).or_else(only)?;
        Some(doc.span(found.start, doc.cut(found.start), found.end))
    }
}

/// The noun of a document that begins at token `i`: where it ends, and whether a number names it.
fn head(doc: &Doc<'_, '_>, i: usize) -> Option<(usize, bool)> {
    let (hit, numbered) = doc.longest_of(i, Kinds::DOCUMENT, |h| match h.sense {
        Sense::Document(numbered) => Some(numbered),
        _ => None,
    })?;
    hit.pronoun.is_none().then_some((hit.end, numbered))
}

/// The token of the number behind a resolution. Words without a verb may stand between the two.
fn number(doc: &Doc<'_, '_>, from: usize) -> Option<usize> {
    let end = doc.sentence(from.saturating_sub(1)).end.min(from + BETWEEN);
    (from..end)
        .take_while(|&i| (doc.is_word(i) || !doc.digits(i).is_empty()) && !doc.clitics(i).and)
        .find(|&i| {
            let digits = doc.digits(i);
            DIGITS.contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
        })
        .filter(|&i| !doc.is_time(i))
}

/// The end of the place behind a document that is called after it.
fn place(doc: &Doc<'_, '_>, names: &Names, from: usize) -> Option<usize> {
    let mention = names.mention_at(from).filter(|m| m.first == from)?;
    let named = matches!(mention.kind, Kind::Place | Kind::Capital) && doc.clitics(from).is_empty();
    (named && doc.together(from.checked_sub(1)?, from)).then_some(mention.end)
}
