//! What all rules of time share: looking up words of time, when the report was published, and
//! what was spoken of before.

use super::tense::{self, Tense};
use super::when::{Published, When};
use crate::doc::{Doc, Hit};
use rasid_lang::calendar::Day;
use rasid_lang::tables::times::{Count, Direction, TimeWord, Unit};
use rasid_lang::{Kinds, Sense};
use rasid_record::TimeMod;

/// An expression that a rule found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    /// First token.
    pub first: usize,
    /// One past the last token.
    pub end: usize,
    /// Folded bytes of the first token that do not belong to it.
    pub cut: u8,
    /// What it means.
    pub when: When,
    /// Which part or side of it.
    pub modifier: Option<TimeMod>,
    /// Whether the date of publication was used.
    pub anchored: bool,
    /// The rule.
    pub rule: &'static str,
}

/// Looks for expressions of time in one report.
pub(super) struct Finder<'d, 't, 'l> {
    /// The report.
    pub doc: &'d Doc<'t, 'l>,
    /// When it was published.
    pub published: Option<Published>,
    /// One past the last token of the sentence that is read.
    pub limit: usize,
    /// The known point of time that was spoken of last.
    pub last: Option<When>,
    /// One past its last token.
    pub last_end: usize,
    /// Whether the day of publication was used for it.
    pub last_anchored: bool,
    /// The length that was spoken of last.
    pub last_length: Option<When>,
    /// The feast that was spoken of last.
    pub last_feast: Option<Day>,
}

impl<'d, 't, 'l> Finder<'d, 't, 'l> {
    /// A finder that has seen nothing yet.
    pub fn new(doc: &'d Doc<'t, 'l>) -> Self {
        let published = doc.published.and_then(Published::parse);
        Finder {
            doc,
            published,
            limit: doc.len(),
            last: None,
            last_end: 0,
            last_anchored: false,
            last_length: None,
            last_feast: None,
        }
    }

    /// The longest word of time at token `i` that `pick` accepts, with what it made of it.
    pub fn word<R>(&self, i: usize, mut pick: impl FnMut(TimeWord) -> Option<R>) -> Option<(Hit, R)> {
        if i >= self.limit {
            return None;
        }
        self.doc
            .longest_of(i, Kinds::TIME.with(Kinds::TIME_LINK), |hit| match hit.sense {
                Sense::Time(word) | Sense::TimeLink(word) if hit.pronoun.is_none() => pick(word),
                _ => None,
            })
            .map(|(hit, made)| (*hit, made))
    }

    /// The same inside an expression, where nothing may be written to the word.
    pub fn inner<R>(&self, i: usize, pick: impl FnMut(TimeWord) -> Option<R>) -> Option<(usize, R)> {
        self.word(i, pick).filter(|(hit, _)| hit.clitics.is_empty()).map(|(hit, made)| (hit.end, made))
    }

    /// The end of the word `wanted` at token `i`, inside an expression.
    pub fn link(&self, i: usize, wanted: TimeWord) -> Option<usize> {
        self.inner(i, |word| (word == wanted).then_some(())).map(|(end, ())| end)
    }

    /// The end of the word `wanted` at token `i`, or `i` itself where it does not stand there.
    pub fn skip(&self, i: usize, wanted: TimeWord) -> usize {
        self.link(i, wanted).unwrap_or(i)
    }

    /// Whether the word or words right before token `i` are one that `pick` accepts.
    pub fn behind(&self, i: usize, pick: impl Fn(TimeWord) -> bool) -> bool {
        let sentence = self.doc.sentence(i).start;
        (sentence.max(i.saturating_sub(3))..i).any(|at| {
            self.doc.hits_of(at, Kinds::TIME.with(Kinds::TIME_LINK)).iter().any(|hit| match hit.sense {
                Sense::Time(word) | Sense::TimeLink(word) => hit.end == i && pick(word),
                _ => false,
            })
        })
    }

    /// Whether a preposition stands before token `i` or is written to it.
    pub fn after_preposition(&self, i: usize) -> bool {
        use TimeWord::*;
        self.doc.clitics(i).is_preposition()
            || self.behind(i, |w| matches!(w, Before | After | Since | Until | Within | Length | In | Of | From))
    }

    /// The unit at token `i` with its count, inside an expression.
    pub fn unit(&self, i: usize) -> Option<(usize, Unit, Count)> {
        self.inner(i, unit_of).map(|(end, (unit, count))| (end, unit, count))
    }

    /// The direction at token `i`.
    pub fn direction(&self, i: usize) -> Option<(usize, Direction)> {
        self.inner(i, |word| match word {
            TimeWord::Direction(direction) => Some(direction),
            _ => None,
        })
    }

    /// The tense around tokens `first..end`.
    pub fn tense(&self, first: usize, end: usize) -> Tense {
        tense::around(self.doc, first, end)
    }

    /// The same, with reporting verbs left out: they say when something was said.
    pub fn plain_tense(&self, first: usize, end: usize) -> Tense {
        tense::of_what_is_told(self.doc, first, end)
    }

    /// Whether a verb of the past stands right before token `i`, at most a preposition between.
    pub fn verb_beside(&self, i: usize) -> bool {
        let from = self.doc.sentence(i).start.max(i.saturating_sub(2));
        (from..i).any(|at| tense::is_past(self.doc, at))
    }

    /// The day of publication.
    pub fn today(&self) -> Option<Day> {
        self.published.map(|p| p.day)
    }

    /// Whether an entry of names or titles of several words covers token `i`: the words are
    /// part of a name there.
    pub fn in_name(&self, i: usize) -> bool {
        const NAMES: Kinds = Kinds::ACTOR.with(Kinds::TITLE).with(Kinds::ORGAN).with(Kinds::PARTY).with(Kinds::PLACE);
        (i.saturating_sub(5)..=i).any(|at| {
            self.doc.hits_of(at, NAMES).iter().any(|h| {
                h.end > i
                    && h.end - at > 1
                    && matches!(
                        h.sense,
                        Sense::Actor(..) | Sense::Title(_) | Sense::Organ(_) | Sense::Party(_) | Sense::Place(_)
                    )
            })
        })
    }
}

/// The unit that a word of time is, with the count that its form says.
pub(super) fn unit_of(word: TimeWord) -> Option<(Unit, Count)> {
    match word {
        TimeWord::Unit(unit, count) => Some((unit, count)),
        _ => None,
    }
}
