//! Who does what a noun names where the noun itself does not say: an adjective of nationality,
//! a light verb before or behind it, whoever promises it, whoever meets.

use super::Member;
use super::frames::Cast;
use super::ground::Ground;
use super::party::Party;
use super::triggers::Candidate;
use crate::names::Kind;
use rasid_lang::inflect::{Aspect, Person};
use rasid_lang::tables::topics::Topic;
use rasid_lang::tables::triggers::{Part, Source, Trigger, Wants};
use rasid_lang::{Kinds, Particle, Sense};
use rasid_record::EventType;

/// How many tokens before a noun the light verb that governs it may stand.
const LIGHT: usize = 16;
/// How far behind verb and subject the object of a light verb may begin.
const OBJECT: usize = 5;
/// How far before a noun the word may stand that says who is behind it.
const BEHIND_IT: usize = 5;
/// How far before a noun the decision that brings it about may stand.
const DECIDED: usize = 9;

impl Ground<'_, '_, '_> {
    /// Who does what a noun names where the noun itself does not say: an adjective of
    /// nationality, a light verb before or behind it, whoever promises it.
    pub fn cast_around_noun(&self, candidate: &Candidate, trigger: &Trigger, cast: &mut Cast) {
        let doc = self.doc;
        // "The killing of a Russian spy": behind such nouns a word before the nationality is whom it is done to.
        let people = super::undergone::is_done_to_people(trigger) && !candidate.form.definite;
        let things = !candidate.form.definite && trigger.frame.contains(&(Source::Genitive, Part::Recipient));
        let right = |p: &Party| !(people || things) || self.doc.token_at(p.members[0].span.start) == candidate.end;
        let adjectives = self.adjectives(candidate.end).filter(right);
        let hurt = |m: &Member| cast.recipients.iter().any(|r| r.span.contains(m.span));
        if let Some(party) = adjectives.filter(|p| !p.members.iter().any(hurt)) {
            cast.add(Part::Actor, party, false);
            return;
        }
        if let Some(party) = self.driven(candidate) {
            cast.add(Part::Actor, party, false);
            return;
        }
        let joins = trigger.kind == EventType::Consult && !candidate.form.definite;
        if let Some(light) =
            self.relative_light(candidate.end).or_else(|| joins.then(|| self.light_behind(candidate.end)).flatten())
            && let Some((end, person, pronoun, _)) = self.verb_at(light)
        {
            let clause = self.clause(light, end, pronoun, person);
            if !clause.carried
                && let Some(subject) = clause.subject
            {
                let more = if trigger.kind == EventType::Consult {
                    clause
                        .object
                        .or_else(|| self.written_to(clause.rest, |c| c.by))
                        .or_else(|| self.behind(clause.rest, Topic::LINK_WITH, false))
                } else {
                    None
                };
                cast.add(Part::Actor, subject, false);
                more.into_iter().for_each(|p| cast.add(Part::Actor, p, false));
                return;
            }
        }
        let start = doc.sentence(candidate.at).start;
        if let Some(party) = self.decided(candidate.at, start) {
            cast.add(Part::Actor, party, false);
            return;
        }
        for i in (candidate.at.saturating_sub(LIGHT).max(start)..candidate.at).rev() {
            let promise = self.topic(i, Topic::PROMISE).is_some();
            let manages = self.topic(i, Topic::MANAGE).is_some();
            // What is only told of is not done by the teller: "reported that a shelling hit".
            if doc.any_particle(i, &[Particle::That]) && !candidate.preposition {
                return;
            }
            let brings = self.any_topic(i, &[Topic::LIGHT, Topic::MANAGE]) || self.declares(i, trigger, cast);
            if !promise && !brings {
                if self.only_verb(i) {
                    return;
                }
                continue;
            }
            // "Its carrying out of raids": the pronoun says whose.
            if let Some(pronoun) =
                doc.hits(i).iter().find(|h| matches!(h.sense, Sense::Trigger(..))).and_then(|h| h.pronoun)
                && !self.finite(i)
            {
                if let Some(party) = self.referent(i, pronoun) {
                    cast.add(Part::Actor, party, false);
                }
                return;
            }
            // "Responded by carrying out raids": the verb before says who, of whom an accuser speaks the accused.
            if doc.clitics(i).is_preposition() && !promise && candidate.at <= i + OBJECT {
                let party = self.genitive(i + 1).filter(|p| p.end <= candidate.at).or_else(|| self.governing(i));
                party.into_iter().for_each(|p| cast.add(Part::Actor, p, false));
                return;
            }
            // "The army's carrying out of raids", "the government's announcement of sanctions".
            if !promise
                && self.verb_at(i).is_none()
                && let Some(party) = self.genitive(i + 1).or_else(|| self.state_in_construct(i + 1))
                && party.end <= candidate.at
                && self.is_right_behind(party.end, candidate.at, OBJECT)
            {
                cast.add(Part::Actor, party, false);
                return;
            }
            let clause = match self.verb_at(i) {
                Some((end, person, pronoun, _)) => self.clause(i, end, pronoun, person),
                None if promise => self.clause(i, i + 1, false, Person::None),
                None if manages => self.clause(i, i + 1, false, Person::None),
                None => continue,
            };
            // A purpose between is what the verb is about.
            if !promise && (clause.rest..candidate.at).any(|k| doc.clitics(k).to && self.named(k).is_none()) {
                return;
            }
            // What stands right behind verb and subject is the object.
            let far = if doc.clitics(candidate.at).by { 2 * OBJECT } else { OBJECT };
            if !promise && !self.is_right_behind(clause.rest, candidate.at, far) {
                return;
            }
            let subject = clause.subject.or_else(|| manages.then(|| self.previous_subject(i, start)).flatten());
            if let Some(subject) = subject.filter(|s| s.end <= candidate.at) {
                cast.add(Part::Actor, subject, false);
            }
            return;
        }
    }

    /// Whether at most `far` words stand from token `from` up to `at`, without dates and what is put in between commas:
    /// "carried out, on Saturday, with the support of the coalition, a raid".
    fn is_right_behind(&self, from: usize, at: usize, far: usize) -> bool {
        let doc = self.doc;
        if doc.clitics(at).and {
            return at <= from + far;
        }
        let mut words = 0;
        let mut i = from;
        while i < at && i < from + LIGHT {
            let between = doc.is_comma(i) && self.is_preposition(i + 1) || doc.is_comma(i) && doc.clitics(i + 1).by;
            if between && let Some(close) = (i + 1..at).find(|&k| doc.is_comma(k)) {
                i = close + 1;
                continue;
            }
            let date = doc.is_time(i)
                || doc.is_comma(i) && (doc.is_time(i + 1) || i > from && doc.is_time(i - 1))
                || doc.any_particle(i, &[Particle::Preposition, Particle::Locative]) && doc.is_time(i + 1);
            words += usize::from(!date);
            i += 1;
        }
        i >= at && words <= far
    }

    /// Whom another drives or allows to do what a noun behind a preposition names: "drove the authorities to evacuate",
    /// "allowed the army to retake".
    fn driven(&self, candidate: &Candidate) -> Option<Party> {
        const VERB: usize = 2;
        let doc = self.doc;
        let start = doc.sentence(candidate.at).start;
        let written = doc.clitics(candidate.at);
        let end = if written.by || written.to {
            candidate.at
        } else {
            candidate
                .at
                .checked_sub(1)
                .filter(|&b| self.any_topic(b, &[Topic::LINK_TO, Topic::LINK_FROM, Topic::LINK_ON]))?
        };
        let party = self.ending(end).filter(|p| p.first > start)?;
        let floor = party.first.saturating_sub(VERB).max(start);
        (floor..party.first).any(|i| self.topic(i, Topic::DRIVES).is_some() && self.finite(i)).then_some(party)
    }

    /// Who is behind what a noun names: "Moscow stands behind the attack", "the army is responsible for the raid".
    pub fn culprit(&self, candidate: &Candidate, trigger: &Trigger) -> Option<Party> {
        let doc = self.doc;
        if !matches!(trigger.kind, EventType::Assault | EventType::Coerce) {
            return None;
        }
        let start = doc.sentence(candidate.at).start;
        let floor = candidate.at.saturating_sub(BEHIND_IT).max(start);
        let word = (floor..candidate.at).rev().find(|&i| self.topic(i, Topic::CULPRIT).is_some())?;
        let end = self.topic(word, Topic::CULPRIT)?;
        let passes = |i: usize| {
            doc.is_quote(i)
                || doc.any_particle(i, &[Particle::Demonstrative, Particle::Adverb, Particle::Quantifier])
                || self.any_topic(i, &[Topic::LIGHT, Topic::LINK_ABOUT, Topic::LINK_ON])
                || self.is_preposition(i)
                || doc.is_definite(i) && i + 2 == candidate.at
        };
        if !(end..candidate.at).all(passes) || doc.clitics(word).is_preposition() {
            return None;
        }
        let helpers = (word.saturating_sub(3).max(start)..word).rev();
        match helpers.clone().find(|&i| self.finite(i)) {
            Some(verb) => {
                let (end, person, pronoun, _) = self.verb_at(verb)?;
                self.own_subject(verb, end, pronoun, person).filter(|p| p.end <= word)
            }
            None => self.ending(word).or_else(|| {
                let pronoun = word.checked_sub(1).filter(|&b| b > start && doc.is_word(b))?;
                self.ending(pronoun)
            }),
        }
        .filter(|p| !doc.clitics(p.first).is_preposition())
    }

    /// Who does what the noun at token `i` behind a preposition names: the subject of the verb before it, or its object
    /// where that verb accuses.
    fn governing(&self, i: usize) -> Option<Party> {
        let doc = self.doc;
        let start = doc.sentence(i).start;
        let verb = (i.saturating_sub(LIGHT).max(start)..i).rev().find(|&k| self.finite(k))?;
        let (end, person, pronoun, _) = self.verb_at(verb)?;
        let accuses = doc.hits_of(verb, Kinds::TRIGGER).iter().any(|h| match h.sense {
            Sense::Trigger(e, _) => doc
                .lexicon
                .trigger(e)
                .event()
                .is_some_and(|t| matches!(t.kind, EventType::Accuse | EventType::Request | EventType::Threaten)),
            _ => false,
        });
        let clause = self.clause(verb, end, pronoun, person);
        if accuses { clause.object } else { clause.subject }.filter(|p| p.end <= i)
    }

    /// Whoever decided or tries what the noun at `at` names: "the president's decision to withdraw".
    pub fn decided(&self, at: usize, start: usize) -> Option<Party> {
        let floor = at.saturating_sub(DECIDED).max(start);
        let head =
            (floor..at).rev().find(|&i| self.any_topic(i, &[Topic::DECISION, Topic::ATTEMPT]) && !self.finite(i))?;
        let party = self.genitive(head + 1).or_else(|| self.adjectives(head + 1))?;
        // "The president's decision, on Tuesday, to withdraw".
        let joins = |i: usize| {
            self.doc.is_comma(i)
                || self.doc.is_time(i)
                || self.passes(i).is_some()
                || i + 1 == at && self.any_topic(i, &[Topic::GROUPS])
                || i + 1 == at
                    && self.any_topic(i, &[Topic::LINK_IN, Topic::LINK_ABOUT, Topic::LINK_ON, Topic::LINK_TO])
        };
        (party.end..at).all(joins).then_some(party)
    }

    /// Whether the word at `i` announces an act as one's own: "the army announced the recapture".
    /// Who was killed is announced by anybody.
    fn declares(&self, i: usize, trigger: &Trigger, cast: &Cast) -> bool {
        let own = matches!(
            trigger.kind,
            EventType::Assault
                | EventType::Retreat
                | EventType::Sanction
                | EventType::Concede
                | EventType::Coerce
                | EventType::Mobilize
                | EventType::Aid
                | EventType::Accuse
        );
        own && trigger.wants != Wants::Recipient
            && cast.recipients.is_empty()
            && self.topic(i, Topic::DECLARE).is_some()
    }

    /// A light verb right behind an indefinite noun and its adjective: "a call that brought together".
    fn light_behind(&self, end: usize) -> Option<usize> {
        (end..end + 3)
            .take_while(|&i| self.doc.is_word(i))
            .find(|&i| self.topic(i, Topic::LIGHT).is_some() && self.only_verb(i) && self.doc.clitics(i).is_empty())
    }

    /// Who else takes part in a meeting of which only `known` are named beside the word.
    pub fn other_side(&self, at: usize, known: &[Member]) -> Option<Party> {
        let person = known.iter().any(|m| m.kind == Kind::Person);
        let party = person
            .then(|| self.last_subject(at, None, true))
            .flatten()
            .or_else(|| self.last_subject(at, None, false))?;
        party.members.iter().all(|m| known.iter().all(|k| k.id != m.id)).then_some(party)
    }

    /// Whom an act named by a noun struck, by the verb behind it: "raids that hit the army".
    pub fn struck(&self, end: usize) -> Option<Party> {
        let verb = self.striking_verb(end)?;
        let with_pronoun = self
            .doc
            .hits_of(verb, Kinds::PARTICLE)
            .iter()
            .any(|h| matches!(h.sense, Sense::Particle(Particle::Preposition)))
            && self.doc.is_word(verb);
        let verb = verb + usize::from(with_pronoun);
        self.genitive(verb).or_else(|| self.belongs_to(verb))
    }

    /// The token behind a verb of attack that goes on about the noun before token `end`.
    pub fn striking_verb(&self, end: usize) -> Option<usize> {
        let doc = self.doc;
        let limit = doc.limit(end, 4);
        for i in end..limit {
            if !doc.is_word(i) && !doc.is_comma(i) || doc.clitics(i).and {
                return None;
            }
            let strikes = doc.hits_of(i, Kinds::TRIGGER).iter().any(|h| match h.sense {
                Sense::Trigger(e, form) => {
                    matches!(form.aspect, Aspect::Past | Aspect::Present)
                        && doc.lexicon.trigger(e).event().is_some_and(|t| t.kind == EventType::Assault)
                }
                _ => false,
            });
            let governed = self.is_preposition(i - 1);
            if (strikes || self.topic(i, Topic::REACHES).is_some())
                && !(governed && i > end)
                && doc.clitics(i).is_empty()
                && self.named(i).is_none()
            {
                return Some(i + 1);
            }
        }
        None
    }

    /// A light verb that says who did the act named by the noun before token `at`: "raids that
    /// the army carried out". Returns the token of the verb.
    pub fn relative_light(&self, at: usize) -> Option<usize> {
        let doc = self.doc;
        let limit = doc.limit(at, 6);
        let mut relative = false;
        for i in at..limit {
            if !doc.is_word(i) && !doc.is_comma(i) {
                return None;
            }
            let Some((_, _, pronoun, _)) = self.verb_at(i) else {
                relative |= doc.any_particle(i, &[Particle::Relative]);
                continue;
            };
            if !doc.clitics(i).is_preposition() && !doc.any_particle(i, &[Particle::Locative]) {
                return self.topic(i, Topic::LIGHT).filter(|_| relative || pronoun).map(|_| i);
            }
        }
        None
    }
}
