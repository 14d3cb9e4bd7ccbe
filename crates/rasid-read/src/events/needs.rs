//! The conditions of a trigger: which words must stand beside it.

use super::clause::Clause;
use super::ground::Ground;
use super::triggers::Candidate;
use rasid_lang::Particle;
use rasid_lang::inflect::Aspect;
use rasid_lang::tables::topics::Topic;
use rasid_lang::tables::triggers::{Need, Window};
use rasid_record::{Aux, Stance};
use std::ops::Range;

const NEXT: usize = 2;
const CLOSE: usize = 7;
const AFTER: usize = 22;
const PREV: usize = 2;
const NEAR: usize = 5;
const BEFORE: usize = 8;
/// How far a purpose reaches over what is joined by "and".
const AIM: usize = 14;
/// How many signs and words of a date may stand among those that count.
const PASSED: usize = 8;
/// Words of an object that are looked at.
const OBJECT: usize = 5;

impl Ground<'_, '_, '_> {
    /// Whether `candidate` fulfils `need`.
    pub fn fulfils(&self, candidate: &Candidate, clause: &Clause, aux: Option<Aux>, need: &Need) -> bool {
        let doc = self.doc;
        let sentence = doc.sentence(candidate.at);
        let behind = |n: usize| {
            let end = self.ahead(candidate.end, n, sentence.end, need.not);
            // Another clause behind a comma is not about this word any more.
            let other = (candidate.end..end).find(|&i| {
                doc.is_comma(i)
                    && (self.verb_at(i + 1).is_some() && doc.clitics(i + 1).and
                        || doc.any_particle(i + 1, &[Particle::Meanwhile, Particle::But]))
            });
            candidate.end..other.unwrap_or(end)
        };
        // What stands behind a long subject stands next to the verb all the same.
        let rest = clause.rest.max(candidate.end);
        let beyond =
            |n: usize| if rest > candidate.end { rest..self.ahead(rest, n, sentence.end, need.not) } else { 0..0 };
        let before = |n: usize| candidate.at.saturating_sub(n).max(sentence.start)..candidate.at;
        let found = match need.window {
            Window::Next => self.holds(behind(NEXT), need) || self.holds(beyond(NEXT), need),
            Window::Close => {
                self.holds(behind(CLOSE), need)
                    || self.holds(beyond(CLOSE), need)
                    || self.holds(self.taken_up(candidate, &sentence), need)
            }
            Window::After => self.holds(behind(AFTER), need) || self.holds(self.taken_up(candidate, &sentence), need),
            Window::Sentence => self.holds(sentence.clone(), need),
            Window::Prev => self.holds(before(PREV), need),
            Window::Near => self.holds(before(NEAR), need),
            Window::Before => self.holds(before(BEFORE), need),
            Window::Object => {
                let from = clause.rest.max(candidate.end);
                self.holds(from..self.ahead(from, OBJECT, sentence.end, need.not), need)
                    || self.holds(self.taken_up(candidate, &sentence), need)
            }
            Window::Subject => clause.subject.as_ref().is_some_and(|s| {
                let range = if s.end > s.first { s.first..s.end } else { 0..0 };
                self.holds(range, need)
            }),
            Window::Article => self.holds(before(PREV), need),
            Window::Future => aux == Some(Aux::Future),
            Window::Irreal => matches!(aux, Some(Aux::Future | Aux::Hypothetical)),
            Window::Unreal => matches!(aux, Some(Aux::Negated | Aux::Hypothetical)),
            Window::Promise => self.is_promised(candidate.at),
            Window::Purpose => {
                (candidate.preposition && !self.is_done_by(candidate.at) || self.is_aim(candidate.at))
                    && aux != Some(Aux::Negated)
                    && !self.is_promised(candidate.at)
            }
            Window::Cue => self.statements.has_cue(candidate.at),
            Window::Accuses => {
                self.statements.by_cue(candidate.at).any(|n| self.statements[n].stance == Stance::Accuse)
            }
            Window::Definite => self.doc.is_definite(candidate.at),
            Window::Past => candidate.form.aspect == Aspect::Past,
            Window::Relative => self.relative_light(candidate.end).is_some(),
        };
        found != need.not
    }

    /// Whether a light verb before token `at` tells with "by" what is done: "they went about the handing out of".
    fn is_done_by(&self, at: usize) -> bool {
        let floor = at.saturating_sub(AIM).max(self.doc.sentence(at).start);
        self.doc.clitics(at).by
            && (floor..at)
                .rev()
                .find(|&i| self.only_verb(i))
                .is_some_and(|i| self.any_topic(i, &[Topic::LIGHT, Topic::MANAGE]))
    }

    /// Whether a phrase of purpose before token `at` reaches up to it: "in order to let aid in and
    /// take the wounded out".
    fn is_aim(&self, at: usize) -> bool {
        let start = self.doc.sentence(at).start.max(at.saturating_sub(AIM));
        for i in (start..at).rev() {
            if self.any_topic(i, &[Topic::AIM]) && (i + 2 >= at || self.doc.clitics(at).and) {
                return true;
            }
            if self.only_verb(i) {
                return false;
            }
        }
        false
    }

    /// The token behind `n` words from `from` on: commas, quotation marks and dates between do not count ("closed, on
    /// Sunday, the road"), unless all are asked for.
    fn ahead(&self, from: usize, n: usize, limit: usize, all: bool) -> usize {
        let mut left = n;
        let mut i = from;
        while i < limit.min(from + n + PASSED) && left > 0 {
            let passed = !all && (self.doc.is_comma(i) || self.doc.is_quote(i) || self.doc.is_time(i));
            left -= usize::from(!passed);
            i += 1;
        }
        i
    }

    fn holds(&self, range: Range<usize>, need: &Need) -> bool {
        range.into_iter().any(|i| self.any_topic(i, &need.topics) || need.place && self.is_place(i))
    }

    /// The words that a verb takes up: those before its relative pronoun ("the truce that they
    /// announced"), or right before a verb with a pronoun at its end.
    fn taken_up(&self, candidate: &Candidate, sentence: &Range<usize>) -> Range<usize> {
        // "The sanctions that he wants to impose them": the noun with its pronoun takes up what was named.
        if !candidate.is_finite() && candidate.pronoun.is_some() {
            return candidate.at.saturating_sub(BEFORE).max(sentence.start)..candidate.at;
        }
        if !candidate.is_finite() {
            return 0..0;
        }
        let floor = candidate.at.saturating_sub(NEAR).max(sentence.start);
        let relative = (floor..candidate.at).rev().find(|&i| self.doc.any_particle(i, &[Particle::Relative]));
        match (relative, candidate.pronoun) {
            (Some(relative), _) => relative.saturating_sub(BEFORE).max(sentence.start)..relative,
            (None, Some(_)) => floor..candidate.at,
            (None, None) => 0..0,
        }
    }
}
