//! In which way an event is less than a plain fact: negated, future, only possible.

use super::ground::Ground;
use super::triggers::Candidate;
use crate::times;
use rasid_lang::Particle;
use rasid_lang::inflect::Aspect;
use rasid_lang::tables::topics::Topic;
use rasid_record::{Aux, EventType, Stance};

/// How many tokens before a trigger are looked at.
const REACH: usize = 5;
/// How many tokens before it a promise may stand ("is ready to do whatever it can for").
const PROMISED: usize = 5;
/// How many tokens before a trigger an "if" may stand.
const IF_REACH: usize = 6;
/// How many tokens before a trigger a word of mere possibility may stand.
const IRREAL_REACH: usize = 3;
/// How many tokens before a trigger "it is expected that" may begin.
const SCHEDULED: usize = 5;
/// Letters of a date.
const DATE: usize = 10;
/// A year in months.
const YEAR: i32 = 12;

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
        if will || at > start && doc.any_particle(at - 1, &[Particle::Future]) || self.is_scheduled(at, start) {
            return Some(Aux::Future);
        }
        let mut i = at;
        while i > floor {
            i -= 1;
            if !doc.is_word(i) && !doc.is_quote(i) {
                break;
            }
            if i + IRREAL_REACH >= at && self.topic(i, Topic::IRREAL).is_some()
                || !finite && doc.any_particle(i, &[Particle::May]) && i + 2 >= at && !self.is_past(i + 1)
            {
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
        if !finite && self.may_come_to(at, floor) {
            return Some(Aux::Hypothetical);
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

    /// Whether "it is expected that" stands right before token `at`: only "that" and the subject may
    /// stand between.
    fn is_scheduled(&self, at: usize, start: usize) -> bool {
        let floor = at.saturating_sub(SCHEDULED).max(start);
        (floor..at).any(|i| {
            self.topic(i, Topic::SCHEDULED)
                .is_some_and(|end| (end..at).all(|k| self.doc.any_particle(k, &[Particle::That]) || !self.finite(k)))
        })
    }

    /// Whether the only verb before a noun is one that may be: "may resort to carrying out a raid".
    fn may_come_to(&self, at: usize, floor: usize) -> bool {
        let Some(verb) = (floor..at).rev().find(|&i| self.finite(i) && !self.doc.is_definite(i)) else { return false };
        let may = verb > floor && self.doc.any_particle(verb - 1, &[Particle::May]) && !self.is_past(verb);
        may && !(verb..at).any(|i| self.doc.is_comma(i))
    }

    /// Whether somebody binds or offers themselves to what the word at `at` names.
    pub fn is_promised(&self, at: usize) -> bool {
        let doc = self.doc;
        let floor = at.saturating_sub(PROMISED).max(doc.sentence(at).start);
        for i in (floor..at).rev() {
            if self.topic(i, Topic::PROMISE).is_some() {
                return true;
            }
            if !doc.is_word(i) && !doc.is_quote(i) || self.only_verb(i) {
                return false;
            }
        }
        false
    }

    /// Whether a meeting is still to come: "the expected summit", "preparations for talks", "to hold talks".
    pub fn is_planned(&self, candidate: &Candidate) -> bool {
        const NEAR: usize = 3;
        let doc = self.doc;
        let start = doc.sentence(candidate.at).start;
        let floor = candidate.at.saturating_sub(NEAR).max(start);
        (candidate.end..candidate.end + NEAR)
            .take_while(|&i| doc.is_word(i))
            .any(|i| self.any_topic(i, &[Topic::PLANNED]))
            || (floor..candidate.at).any(|i| {
                self.any_topic(i, &[Topic::PREPARES])
                    || doc.clitics(i).to
                        && i + 1 == candidate.at
                        && self.any_topic(i, &[Topic::LIGHT])
                        && !self.finite(i)
            })
    }

    /// Whether what happened at `time` happened more than a year before the report. What has gone
    /// on since then has not ended with it, unless the verb is in the perfect.
    pub fn is_historical(&self, candidate: &Candidate, time: &times::Draft) -> bool {
        let month = |date: &str| {
            let year: i32 = date.get(..4)?.parse().ok()?;
            let month = date.get(5..7).and_then(|m| m.parse::<i32>().ok());
            Some((year * 12 + month.unwrap_or(11), month.is_some()))
        };
        let Some((now, _)) = self.doc.published.and_then(month) else { return false };
        let Some((then, exact)) = time.value.as_deref().and_then(month) else { return false };
        let since = time.first > 0 && self.any_topic(time.first - 1, &[Topic::SINCE]);
        let past = candidate.form.aspect == Aspect::Past;
        let between = candidate.end..time.first;
        let own = time.first < candidate.at
            || between.into_iter().all(|k| self.verb_at(k).is_none() || self.topic(k, Topic::LIGHT).is_some());
        now - then >= if exact { YEAR } else { 1 } && (past || !since) && own
    }

    /// Whether what is to happen at `time` lies after the report: "the summit takes place next Tuesday". What is only
    /// said, or lasts until then, does not wait for it.
    pub fn lies_ahead(&self, candidate: &Candidate, kind: EventType, time: &times::Draft) -> bool {
        let waits = matches!(
            kind,
            EventType::Consult
                | EventType::Protest
                | EventType::Aid
                | EventType::Mobilize
                | EventType::Sanction
                | EventType::Coerce
                | EventType::Retreat
        );
        if !waits || candidate.form.aspect == Aspect::Past || time.first < candidate.end {
            return false;
        }
        let Some(now) = self.doc.published.and_then(|p| p.get(..DATE)) else { return false };
        let ahead = time.when.first_day().is_some_and(|day| *day.to_string() > *now);
        let governed = self.is_preposition(time.first - 1) && !self.any_topic(time.first - 1, &[Topic::LINK_IN]);
        ahead && !governed && (candidate.end..time.first).all(|k| !self.only_verb(k))
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
        self.verb_at(i).is_some_and(|v| v.3 == Aspect::Past)
    }

    fn is_negated(&self, at: usize, floor: usize, finite: bool) -> bool {
        let doc = self.doc;
        // "The city did not see any demonstration": its subject stands between.
        if !finite
            && let Some(verb) = (floor..at).rev().find(|&i| self.only_verb(i))
            && self.any_topic(verb, &[Topic::HELD, Topic::LIGHT])
            && verb > doc.sentence(at).start
            && doc.any_particle(verb - 1, &[Particle::Negation])
            && self.topic(verb - 1, Topic::STILL).is_none()
            && !(verb..at).any(|i| doc.is_comma(i))
        {
            return true;
        }
        let mut i = at;
        while i > floor {
            i -= 1;
            if !doc.is_word(i) {
                break;
            }
            if self.topic(i, Topic::STILL).is_some() {
                return false;
            }
            if doc.any_particle(i, &[Particle::Negation]) {
                return true;
            }
            if !finite && self.topic(i, Topic::DENY).is_some() {
                return true;
            }
            // Only helpers and light verbs stand between a negation and what it negates.
            // "I do not think that they …": what is thought is negated with the thinking.
            let that = finite && doc.any_particle(i, &[Particle::That]);
            if that
                && i > floor
                && self.finite(i - 1)
                && i > floor + 1
                && doc.any_particle(i - 2, &[Particle::Negation])
            {
                return true;
            }
            let passes = doc.any_particle(i, &[Particle::Auxiliary, Particle::Adverb, Particle::That])
                || !finite && (self.verb_at(i).is_some() || i + 1 == at);
            if !passes {
                break;
            }
        }
        let denied = self.statement_at(at).map(|n| &self.statements[n]).filter(|d| d.stance == Stance::Deny);
        // What is denied stands at its head, or behind "reports of".
        denied.and_then(|d| d.content.as_ref()).is_some_and(|c| {
            let head = c.start..at.min(c.end);
            !finite
                && at < c.start + REACH
                && head.into_iter().all(|k| self.verb_at(k).is_none() && self.candidate(k).is_none())
        })
    }
}
