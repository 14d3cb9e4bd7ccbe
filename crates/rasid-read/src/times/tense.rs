//! Whether the clause around an expression of time speaks of what was or of what is to come.

use crate::doc::Doc;
use rasid_lang::inflect::{Aspect, looks_like_future};
use rasid_lang::tables::times::TimeWord;
use rasid_lang::{Kinds, Particle, Sense};

/// The tense of a clause as far as its words show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tense {
    /// What was.
    Past,
    /// What is to come.
    Future,
    /// A verb of the present that reports nothing: with a date it mostly means what is to come.
    Present,
    /// No verb near.
    Unknown,
}

/// How far to the left and right of the expression a verb is looked for, in tokens.
const LEFT: usize = 16;
const RIGHT: usize = 8;
/// How far before the expression a verb of the present may stand to govern it.
const PRESENT: usize = 7;
/// How far before a verb its helper ("was") may stand.
const HELPER: usize = 4;

/// The tense around tokens `first..end`: words right before it, then the nearest verb before it
/// in its sentence, then the nearest one behind it.
pub(crate) fn around(doc: &Doc<'_, '_>, first: usize, end: usize) -> Tense {
    near(doc, first, end, true)
}

/// The same, with reporting verbs left out.
pub(crate) fn of_what_is_told(doc: &Doc<'_, '_>, first: usize, end: usize) -> Tense {
    near(doc, first, end, false)
}

fn near(doc: &Doc<'_, '_>, first: usize, end: usize, cues: bool) -> Tense {
    let sentence = doc.sentence(first);
    let left = sentence.start.max(first.saturating_sub(LEFT))..first;
    match link(doc, first) {
        Some(TimeWord::Since) => return Tense::Past,
        Some(TimeWord::From | TimeWord::Planned) => return Tense::Future,
        // "lasted until": a verb right before the word for until says when.
        Some(TimeWord::Until) if !(left.end.saturating_sub(2)..left.end).any(|i| is_past(doc, i)) => {
            return Tense::Future;
        }
        _ => {}
    }
    let before = left
        .rev()
        .find_map(|i| verb(doc, i, cues).filter(|t| *t != Tense::Present || governs(doc, i, first)).map(|t| (t, i)));
    match before {
        Some((Tense::Present, i)) => return if was(doc, i) { Tense::Past } else { Tense::Present },
        Some((tense, _)) => return tense,
        None => {}
    }
    // Behind it a verb of the present governs it only from the next word.
    let behind = |i: usize| verb(doc, i, cues).filter(|t| *t != Tense::Present || i <= end + 1);
    (end..sentence.end.min(end + RIGHT)).find_map(behind).unwrap_or(Tense::Unknown)
}

/// The word of time right before token `first` that shows a tense.
fn link(doc: &Doc<'_, '_>, first: usize) -> Option<TimeWord> {
    let from = doc.sentence(first).start.max(first.saturating_sub(2));
    (from..first).rev().flat_map(|i| doc.hits(i)).filter(|h| h.end == first).find_map(|h| match h.sense {
        Sense::TimeLink(word @ (TimeWord::Since | TimeWord::From | TimeWord::Until | TimeWord::Planned)) => Some(word),
        _ => None,
    })
}

/// Whether the verb of the present at token `i` governs the expression at `first`: near, and not
/// that of a relative clause.
fn governs(doc: &Doc<'_, '_>, i: usize, first: usize) -> bool {
    let relative = i > 0 && doc.any_particle(i - 1, &[Particle::Relative]);
    let told = doc.hits_of(i, Kinds::TIME_LINK).iter().any(|h| h.sense == Sense::TimeLink(TimeWord::Told));
    let near = first - i <= PRESENT;
    near && !told && (!relative || first - i <= HELPER)
}

/// Whether a verb of the present tells of what was: behind a helper, or behind "before".
fn was(doc: &Doc<'_, '_>, i: usize) -> bool {
    let from = doc.sentence(i).start.max(i.saturating_sub(HELPER));
    (from..i).any(|k| doc.any_particle(k, &[Particle::Auxiliary]))
        || (from..i).any(|k| doc.particle(k, Particle::Subordinate) == Some(i))
}

/// The tense that the word at token `i` shows, if it shows any.
fn verb(doc: &Doc<'_, '_>, i: usize, cues: bool) -> Option<Tense> {
    let mut present = None;
    for hit in doc.hits(i) {
        let (form, reports) = match hit.sense {
            Sense::Cue(_, form) if cues => (form, true),
            Sense::Cue(..) if hit.clitics.will => return Some(Tense::Future),
            Sense::Cue(..) => return None,
            Sense::Trigger(_, form) | Sense::Verb(form) | Sense::Phase(_, form) | Sense::Breach(_, form) => {
                (form, false)
            }
            Sense::Particle(Particle::Future) => return Some(Tense::Future),
            Sense::TimeLink(TimeWord::Planned) => return Some(Tense::Future),
            _ => continue,
        };
        match form.aspect {
            Aspect::Present if hit.clitics.will => return Some(Tense::Future),
            Aspect::Past => return Some(Tense::Past),
            Aspect::Present if reports => return Some(Tense::Past),
            Aspect::Present => present = Some(Tense::Present),
            _ => {}
        }
    }
    if present.is_some() {
        return present;
    }
    (doc.is_word(i) && looks_like_future(doc.folded(i))).then_some(Tense::Future)
}

/// Whether the word at token `i` is a verb of the past that reports nothing.
pub(crate) fn is_past(doc: &Doc<'_, '_>, i: usize) -> bool {
    verb(doc, i, false) == Some(Tense::Past)
}
