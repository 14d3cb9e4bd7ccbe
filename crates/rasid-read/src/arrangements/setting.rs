//! What stands around a mechanism: its place and its times. Those bound by it are in
//! [`parties`](super::parties), whom it is for in [`people`](super::people).

use super::choice::Candidate;
use super::{Draft, parties, people};
use crate::doc::Doc;
use crate::events;
use crate::names::Kind;
use crate::{order, times};
use rasid_lang::tables::mechanisms::Part;
use rasid_lang::tables::topics::Topic;
use rasid_lang::{Kinds, Particle, Sense};
use rasid_record::{Phase, TimeKind};
use rasid_text::Span;
use std::ops::Range;

/// How far behind a mechanism its place, parties and people may stand, in tokens.
const BEHIND: usize = 12;
/// How far behind the word that tells its phase its place may stand.
const BEHIND_PREDICATE: usize = 3;

/// What is known of the report where a mechanism is set.
pub(super) struct Setting<'a, 't, 'l> {
    /// The report, its names and statements, with what events know of clauses.
    pub ground: events::Ground<'a, 't, 'l>,
    /// Its times.
    pub times: &'a [times::Draft],
}

impl Setting<'_, '_, '_> {
    /// Makes the draft of a mention that is recorded.
    pub fn draft(&self, c: &Candidate<'_>) -> Draft {
        let doc = self.ground.doc;
        let phrase = c.phrase;
        let sentence = doc.sentence(phrase.first);
        let end = (phrase.end + BEHIND).min(sentence.end);
        let behind = phrase.first..clause_end(doc, phrase.end, end);
        let (from, until) = self.bounds(behind.clone(), c);
        let predicate = c.claim.decider.filter(|&d| d >= phrase.end);
        let place = self.place(behind.clone()).or_else(|| {
            let at = predicate?;
            self.place(at..(at + BEHIND_PREDICATE).min(sentence.end))
        });
        Draft {
            rule: c.claim.rule,
            first: phrase.first,
            span: c.span,
            kind: phrase.kind,
            name: None,
            place,
            place_id: None,
            parties: parties::bound(&self.ground, c, behind.clone()),
            beneficiaries: people::served(&self.ground, c, behind, sentence.end),
            from,
            until,
            phase: c.claim.phase,
            core: phrase.core,
            by: c.by,
        }
    }

    /// The first place behind the phrase, written with a preposition of place; else a noun of
    /// place with the article, which is one that was named before: "in the city".
    fn place(&self, range: Range<usize>) -> Option<Span> {
        let (doc, names) = (self.ground.doc, self.ground.names);
        let named = names
            .within(range.clone())
            .iter()
            .find(|m| (m.kind == Kind::Place || m.as_place) && !doc.clitics(m.first).and)
            .map(|m| m.span);
        named.or_else(|| {
            let known = |i: usize| {
                doc.any_particle(i - 1, &[Particle::Locative, Particle::Preposition])
                    && self.ground.any_topic(i - 1, &[Topic::LINK_IN])
                    && doc.is_definite(i)
                    && doc.clitics(i).is_empty()
                    && self.ground.any_topic(i, &[Topic::GROUND])
            };
            let at = (range.start + 1..range.end).find(|&i| known(i))?;
            Some(doc.span(at, doc.cut(at), at + 1))
        })
    }

    /// The times behind the phrase when it begins and ends; a length, or a time behind "until" or
    /// "within", ends it. So does a deadline set for reaching it, which stands before.
    fn bounds(&self, range: Range<usize>, c: &Candidate<'_>) -> (Option<usize>, Option<usize>) {
        let doc = self.ground.doc;
        let length = c.phrase.length;
        let (mut from, mut until) = (None, length);
        let ends = |i: usize| {
            doc.hits_of(i, Kinds::MECHANISM).iter().find_map(|h| match h.sense {
                Sense::Mechanism(m) => {
                    let part = doc.lexicon.mechanism(m).part;
                    matches!(part, Part::Until | Part::During | Part::Length).then_some(h.end)
                }
                _ => None,
            })
        };
        let prolonged = c.claim.phase == Phase::Extended;
        for n in order::within(self.times, range.clone()) {
            let time = &self.times[n];
            if Some(n) == length {
                continue;
            }
            // "Extended the truce a week": how much longer it will hold.
            let longer = prolonged && time.kind == TimeKind::Duration;
            if longer || time.first > range.start && ends(time.first - 1).is_some() {
                until.get_or_insert(n);
            } else {
                from.get_or_insert(n);
            }
        }
        if until.is_none() {
            until = self.lasted(c.phrase.end, &ends).or_else(|| self.deadline(c, &ends));
        }
        (from, until)
    }

    /// The length that a relative clause gives: "the talks that lasted five months".
    fn lasted(&self, end: usize, ends: &impl Fn(usize) -> Option<usize>) -> Option<usize> {
        let doc = self.ground.doc;
        let verb = end + usize::from(doc.any_particle(end, &[Particle::Relative]));
        let time = ends(verb).filter(|_| verb > end && self.ground.finite(verb))?;
        order::from(self.times, time).filter(|&n| self.times[n].kind == TimeKind::Duration)
    }

    /// The deadline for reaching it: "set the first of August as the last date to agree on …".
    fn deadline(&self, c: &Candidate<'_>, ends: &impl Fn(usize) -> Option<usize>) -> Option<usize> {
        let first = c.claim.words.last().copied()?;
        let set = |time: &times::Draft| (first..time.first).any(|i| ends(i) == Some(time.first));
        let mut between = order::within(self.times, first + 1..c.phrase.first);
        between.find(|&n| self.times[n].end <= c.phrase.first && set(&self.times[n]))
    }
}

/// The end of the clause that goes on at `from`. "From" is written like the relative "who", which
/// never follows a mechanism.
fn clause_end(doc: &Doc<'_, '_>, from: usize, end: usize) -> usize {
    let closes = [Particle::Meanwhile, Particle::But, Particle::That];
    let relative =
        |i: usize| doc.any_particle(i, &[Particle::Relative]) && !doc.any_particle(i, &[Particle::Preposition]);
    (from..end).find(|&i| doc.is_comma(i) || doc.any_particle(i, &closes) || relative(i)).unwrap_or(end)
}
