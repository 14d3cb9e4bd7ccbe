//! What a figure measures: said by the counted noun, by the verb or noun that governs it, or by
//! the figure before.

use super::counted::Noun;
use super::quantity::word;
use crate::doc::Doc;
use rasid_lang::tables::figures::{CountedClass, FigureWord};
use rasid_lang::{Kinds, Sense};
use rasid_record::{Measure, Who};

/// How far before a figure the word that governs it may stand, in tokens, and how far behind.
const BEFORE: usize = 14;
const RIGHT_BEHIND: usize = 2;
const BEHIND: usize = 7;

/// What the words around tokens `first..end` say that people are counted for.
pub(super) fn of_people(doc: &Doc<'_, '_>, first: usize, end: usize) -> Option<Measure> {
    let sentence = doc.sentence(first);
    let people = |m: &Measure| !matches!(m, Measure::Attack | Measure::Breach);
    // What "and" joins behind the figure is about the next one.
    let close = (end..sentence.end.min(end + RIGHT_BEHIND)).take_while(|&i| !doc.clitics(i).and && !doc.is_comma(i));
    close
        .into_iter()
        .find_map(|i| measure_at(doc, i).filter(people))
        .or_else(|| {
            (sentence.start.max(first.saturating_sub(BEFORE))..first)
                .rev()
                .find_map(|i| measure_at(doc, i).filter(people))
        })
        .or_else(|| behind(doc, end).filter(|m| people(m) && *m != Measure::Aid))
}

/// The measure said behind token `end`: a figure that "and" joins is passed over, any other takes
/// the words behind it.
fn behind(doc: &Doc<'_, '_>, end: usize) -> Option<Measure> {
    let limit = doc.sentence(end.saturating_sub(1)).end.min(end + BEHIND);
    let mut i = end;
    while i < limit {
        if let Some(count) = crate::counts::number_at(doc, i) {
            if !doc.clitics(i).and && !doc.is_and(i.saturating_sub(1)) {
                return None;
            }
            i = count.end;
            continue;
        }
        if let Some(measure) = measure_at(doc, i) {
            return (!doc.clitics(i).and).then_some(measure);
        }
        i += 1;
    }
    None
}

/// Whether people are said to need or get aid behind token `i`, or where `m` is said at all.
pub(super) fn said_behind(doc: &Doc<'_, '_>, i: usize, m: Measure) -> bool {
    const FAR: usize = 14;
    (i..doc.sentence(i.saturating_sub(1)).end.min(i + FAR)).any(|k| measure_at(doc, k) == Some(m))
}

/// Whether `m` is said anywhere in the sentence of token `i`.
pub(super) fn said_in_sentence(doc: &Doc<'_, '_>, i: usize, m: Measure) -> bool {
    doc.sentence(i).any(|k| measure_at(doc, k) == Some(m))
}

/// What a thing is counted for: an act of violence or a breach right before it says so.
pub(super) fn of_thing(doc: &Doc<'_, '_>, first: usize) -> Option<Measure> {
    const NEAR: usize = 4;
    let sentence = doc.sentence(first);
    (sentence.start.max(first.saturating_sub(NEAR))..first)
        .rev()
        .find_map(|i| measure_at(doc, i).filter(|m| matches!(m, Measure::Attack | Measure::Breach)))
}

/// What "times" counts: breaches or attacks anywhere before it in the sentence.
pub(super) fn of_times(doc: &Doc<'_, '_>, first: usize) -> Option<Measure> {
    let sentence = doc.sentence(first);
    let range = || (sentence.start..first).rev();
    range()
        .find_map(|i| measure_at(doc, i).filter(|m| *m == Measure::Breach))
        .or_else(|| range().find_map(|i| measure_at(doc, i).filter(|m| *m == Measure::Attack)))
}

/// The measure that the word at token `i` says; a pronoun may hang on it ("whom they besiege").
pub(super) fn measure_at(doc: &Doc<'_, '_>, i: usize) -> Option<Measure> {
    doc.longest_of(i, Kinds::FIGURE, |h| match h.sense {
        Sense::Figure(FigureWord::Measure(m)) => Some(m),
        _ => None,
    })
    .map(|(_, m)| m)
}

/// A total that is told of: "the number of displaced … reached". The noun behind the word.
pub(super) fn tally(doc: &Doc<'_, '_>, first: usize) -> Option<Noun> {
    const REACH: usize = 16;
    let sentence = doc.sentence(first);
    let from = sentence.start.max(first.saturating_sub(REACH));
    (from..first).rev().find_map(|i| {
        let (end, ..) = word(doc, i, |w| (w == FigureWord::Tally).then_some(()))?;
        let at = (end.min(first)..first.min(end + 1)).find_map(|k| super::counted::known(doc, k));
        at.or_else(|| definite_people(doc, end)).filter(|n| n.end <= first)
    })
}

/// "the foreign forces": a definite noun of armed people that no table of counted nouns holds.
fn definite_people(doc: &Doc<'_, '_>, i: usize) -> Option<Noun> {
    let measure = measure_at(doc, i).or_else(|| doc.is_definite(i).then(|| organ(doc, i)).flatten())?;
    let mut end = i + 1;
    while doc.is_word(end) && doc.is_definite(end) && doc.clitics(end).is_empty() && end < i + 3 {
        end += 1;
    }
    let who = if measure == Measure::Present { Who::Combatant } else { Who::Unknown };
    Some(Noun {
        first: i,
        end,
        span: doc.span(i, doc.cut(i), end),
        class: CountedClass::People,
        measure: Some(measure),
        who: Some(who),
        known: true,
        others: false,
        times: false,
    })
}

/// Forces are counted where they are.
fn organ(doc: &Doc<'_, '_>, i: usize) -> Option<Measure> {
    doc.has(i, Kinds::ORGAN).then_some(Measure::Present)
}
