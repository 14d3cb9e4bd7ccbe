//! In which way an event is less than a plain fact: negated, future, only possible.

use super::ground::Ground;
use rasid_lang::Particle;
use rasid_lang::tables::triggers::Topic;
use rasid_record::{Aux, Stance};

/// How many tokens before a trigger are looked at.
const REACH: usize = 5;
/// How many tokens before a trigger an "if" may stand.
const IF_REACH: usize = 6;
/// How many tokens before a trigger a word of mere possibility may stand.
const IRREAL_REACH: usize = 3;
/// How many tokens behind a trigger a year may stand.
const YEAR_REACH: usize = 14;

impl Ground<'_, '_, '_> {
    /// What the words before token `at` make of what it shows. `finite` says whether it is a verb,
    /// `will` whether the future is written to it.
    pub fn aux(&self, at: usize, finite: bool, will: bool) -> Option<Aux> {
        let doc = self.doc;
        let start = doc.sentence(at).start;
        let floor = at.saturating_sub(REACH).max(start);
        if self.is_negated(at, floor, finite) {
            return Some(Aux::Negated);
        }
        if will || at > start && doc.any_particle(at - 1, &[Particle::Future]) {
            return Some(Aux::Future);
        }
        let mut i = at;
        while i > floor {
            i -= 1;
            if !doc.is_word(i) && !doc.is_quote(i) {
                break;
            }
            if i + IRREAL_REACH >= at && self.topic(i, Topic::IRREAL).is_some() || !finite && doc.any_particle(i, &[Particle::May]) && i + 2 >= at {
                return Some(Aux::Hypothetical);
            }
            // What a light verb says of its object: "may carry out raids".
            if !finite && self.topic(i, Topic::LIGHT).is_some() && self.verb_at(i).is_some() {
                return self.aux(i, true, doc.clitics(i).will);
            }
            if !finite && doc.clitics(i).will && self.verb_at(i).is_some() {
                return Some(Aux::Future);
            }
            if finite && i + 2 < at {
                break;
            }
        }
        let may = (at.saturating_sub(2).max(start)..at).any(|i| doc.any_particle(i, &[Particle::May]));
        if finite && may && !self.is_past(at) {
            return Some(Aux::Hypothetical);
        }
        let mut i = at;
        while i > at.saturating_sub(IF_REACH).max(start) {
            i -= 1;
            if doc.is_comma(i) {
                break;
            }
            if doc.any_particle(i, &[Particle::If]) {
                return Some(Aux::Hypothetical);
            }
        }
        None
    }

    /// Whether somebody binds or offers themselves to what the word at `at` names.
    pub fn is_promised(&self, at: usize) -> bool {
        let doc = self.doc;
        let floor = at.saturating_sub(REACH).max(doc.sentence(at).start);
        for i in (floor..at).rev() {
            if self.topic(i, Topic::PROMISE).is_some() {
                return true;
            }
            if !doc.is_word(i) && !doc.is_quote(i) || self.verb_at(i).is_some() && self.named(i).is_none() {
                return false;
            }
        }
        false
    }

    /// Whether a year behind token `at` lies more than a year before the report.
    pub fn is_historical(&self, at: usize, past: bool) -> bool {
        let doc = self.doc;
        let Some(published) = doc.published.and_then(|p| p.get(..4)).and_then(|y| y.parse::<u32>().ok()) else { return false };
        let limit = doc.sentence(at).end.min(at + YEAR_REACH);
        (at + 1..limit).any(|i| {
            let year = doc.written(i).parse::<u32>().ok().filter(|y| (1900..=2100).contains(y));
            let since = (i.saturating_sub(4)..i).any(|k| self.any_topic(k, &[Topic::SINCE]));
            year.is_some_and(|y| y + 1 < published) && (past || !since) && (at + 1..i).all(|k| self.verb_at(k).is_none() || self.topic(k, Topic::LIGHT).is_some())
        })
    }

    /// Whether the verb at `at` is negated as something that did not happen, not as something that is not.
    pub fn is_past_negated(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|b| self.doc.any_particle(b, &[Particle::Negation])) && self.subject_is_side(at)
    }

    fn subject_is_side(&self, at: usize) -> bool {
        let Some((end, person, pronoun, _)) = self.verb_at(at) else { return false };
        !matches!(person, rasid_lang::inflect::Person::They) && self.clause(at, end, pronoun, person).subject.is_some()
    }

    /// Whether the finite verb at `i` is in the perfect.
    pub fn is_past(&self, i: usize) -> bool {
        self.verb_at(i).is_some_and(|v| v.3 == rasid_lang::inflect::Aspect::Past)
    }

    fn is_negated(&self, at: usize, floor: usize, finite: bool) -> bool {
        let doc = self.doc;
        let mut i = at;
        while i > floor {
            i -= 1;
            if !doc.is_word(i) {
                break;
            }
            if doc.any_particle(i, &[Particle::Negation]) {
                return true;
            }
            if !finite && self.topic(i, Topic::DENY).is_some() {
                return true;
            }
            // Only helpers and light verbs stand between a negation and what it negates.
            let passes = doc.any_particle(i, &[Particle::Auxiliary, Particle::Adverb, Particle::That])
                || !finite && (self.verb_at(i).is_some() || i + 1 == at);
            if !passes {
                break;
            }
        }
        let denied = self.statement_at(at).map(|n| &self.statements[n]).filter(|d| d.stance == Stance::Deny);
        denied.is_some_and(|d| d.content.as_ref().is_some_and(|c| at < c.start + 2)) && !finite
    }
}
