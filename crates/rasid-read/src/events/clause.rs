//! Who the subject, object and antecedent of a word are, as far as word order shows it.

use super::ground::{FAR, Ground};
use super::party::Party;
use crate::gender::may_have_subject;
use crate::names::Kind;
use rasid_lang::clitics::without_enclitic;
use rasid_lang::inflect::{Aspect, Person};
use rasid_lang::tables::topics::Topic;
use rasid_lang::tables::triggers::Source;
use rasid_lang::{Kinds, Particle, Sense};

/// How many words may stand between a verb and its subject.
const GAP: usize = 9;
/// Identifier of a draft resolution, which speaks wherever a verb follows it.
const DRAFT: &str = "anon:draft";
/// Longest phrase for people without a name.
const UNNAMED: usize = 4;

/// Subject and object of a verb.
#[derive(Clone, Debug, Default)]
pub(crate) struct Clause {
    /// Who.
    pub subject: Option<Party>,
    /// Whom: behind the subject, or behind the verb where the subject stands before it.
    pub object: Option<Party>,
    /// The token behind verb and subject, where an object would begin.
    pub rest: usize,
    /// Whether the subject was only carried over from a verb before.
    pub carried: bool,
}

impl Ground<'_, '_, '_> {
    /// Subject and object of the verb in tokens `at..end`; `pronoun` says that its object hangs on it.
    pub fn clause(&self, at: usize, end: usize, pronoun: bool, person: Person) -> Clause {
        let mut clause = Clause { rest: end, ..Clause::default() };
        if matches!(person, Person::We | Person::I) {
            clause.subject = self.statement_at(at).and_then(|n| self.speaker(n, at));
            clause.object = self.object_from(end);
            clause.carried = true;
            return clause;
        }
        if !pronoun && let Some(before) = self.subject_before(at).or_else(|| self.subject_of_helper(at)) {
            clause.subject = Some(before);
            clause.object = self.object_from(end);
            return clause;
        }
        if !pronoun
            && let Some(heading) = self.heading(at)
            && let object = self.object_from(end)
            && (heading.who.is_some() || heading.told || object.is_some())
        {
            // A thing does nothing by itself, but what stands behind the verb is its object all the same: and where there is
            // none ("that the hospitals were shelled") whoever says so has not done it.
            clause.subject = heading.who;
            clause.object = object;
            return clause;
        }
        if !pronoun && let Some((subject, object)) = self.stranger_and_object(end) {
            clause.rest = subject.end;
            clause.subject = Some(subject);
            clause.object = Some(object);
            return clause;
        }
        if let Some(subject) = self.own_subject_after(at, end, pronoun, person) {
            clause.rest = subject.end;
            clause.object = if pronoun { None } else { self.object_from(subject.end) };
            clause.subject = Some(subject);
            return clause;
        }
        if let Some(relative) = self.antecedent(at).filter(|_| !pronoun) {
            clause.subject = Some(relative);
            clause.object = self.object_from(end);
            return clause;
        }
        // "The areas that the army besieges (them)": the pronoun takes up what was named before the subject.
        if pronoun && let Some(before) = self.subject_before(at) {
            clause.subject = Some(before);
            return clause;
        }
        clause.carried = true;
        clause.subject = self.carried(at);
        clause.object = self.object_from(end);
        clause
    }

    /// The subject that a verb has beside it, without going on from another verb.
    pub fn own_subject(&self, at: usize, end: usize, pronoun: bool, person: Person) -> Option<Party> {
        if matches!(person, Person::We | Person::I) {
            return self.statement_at(at).and_then(|n| self.speaker(n, at));
        }
        let before = self.subject_before(at).or_else(|| self.subject_of_helper(at));
        if !pronoun && before.is_some() {
            return before;
        }
        self.own_subject_after(at, end, pronoun, person).or_else(|| if pronoun { before } else { self.antecedent(at) })
    }

    /// The subject behind a verb, where it has one there.
    fn own_subject_after(&self, at: usize, end: usize, pronoun: bool, person: Person) -> Option<Party> {
        // A verb in the plural has its subject before it: what follows is the object. So has one behind "that he".
        if person == Person::They || !pronoun && self.is_subject_of(at) {
            return None;
        }
        self.subject_after(end, pronoun).filter(|s| self.agrees(at, end, s) && !self.is_object_of_relative(at, end, s))
    }

    /// The subject behind the helping verb that a clause begins with, over what is put in between: "the forces were,
    /// with the coalition's support, announcing".
    fn subject_of_helper(&self, at: usize) -> Option<Party> {
        let doc = self.doc;
        let start = doc.sentence(at).start.max(at.saturating_sub(FAR));
        for i in (start..at).rev() {
            if doc.any_particle(i, &[Particle::Auxiliary]) && !self.is_subject_of(i) {
                return self.party_within(i + 1, at).filter(|p| p.end <= at && !doc.clitics(i + 1).is_preposition());
            }
            let opens = doc.any_particle(i, &[Particle::That, Particle::Relative, Particle::Meanwhile]);
            if self.finite(i)
                || opens && !doc.any_particle(i, &[Particle::Preposition])
                || doc.clitics(i).and && doc.is_comma(i.saturating_sub(1))
            {
                return None;
            }
        }
        None
    }

    /// Subject and object of a participle that goes with the clause before it: whoever speaks by
    /// it, else whom the clause is about.
    pub fn participle_clause(&self, at: usize, end: usize) -> Clause {
        let start = self.doc.sentence(at).start;
        Clause { subject: self.previous_subject(at, start), object: self.object_from(end), rest: end, carried: true }
    }

    /// A participant right behind, without a preposition.
    fn object_from(&self, at: usize) -> Option<Party> {
        let doc = self.doc;
        // "Targets, since Friday, the army".
        let mut at = self.behind_time(at).unwrap_or(at + usize::from(doc.is_comma(at)));
        // "Received in the capital the minister".
        if self.any_topic(at, &[Topic::LINK_IN]) && self.is_place(at + 1) && !doc.clitics(at + 1).and {
            at = (at + 2..at + GAP).find(|&i| !self.is_place(i) && !doc.is_comma(i) && !doc.is_time(i)).unwrap_or(at);
        }
        let clitics = doc.clitics(at);
        // "Attacked with a knife a soldier": the means may stand before whom it hit.
        let means = clitics.by && !doc.is_definite(at) && self.named(at).is_none() && !self.names_act(at);
        if means && doc.clitics(at + 1).is_empty() {
            return self.party(at + 1).filter(|_| !doc.any_particle(at + 1, &[Particle::Relative]));
        }
        if clitics.is_preposition() || clitics.and {
            return None;
        }
        self.party(at)
    }

    /// Whether token `i` is the noun of an act: what somebody is accused of, and not by what it was done.
    fn names_act(&self, i: usize) -> bool {
        self.doc.hits_of(i, Kinds::TRIGGER).iter().any(|h| match h.sense {
            Sense::Trigger(e, form) => form.aspect == Aspect::Noun && self.doc.lexicon.trigger(e).event().is_some(),
            _ => false,
        })
    }

    /// A subject behind the verb; adverbs, dates and a preposition with its pronoun may stand between.
    /// Behind a verb with its object's pronoun ("carried out for ten days by the army") more may.
    fn subject_after(&self, end: usize, pronoun: bool) -> Option<Party> {
        let doc = self.doc;
        let limit = doc.limit(end, GAP);
        let mut i = end;
        while i < limit {
            let clitics = doc.clitics(i);
            if !doc.is_word(i) && !doc.is_quote(i) && !doc.is_comma(i) || clitics.and && i > end {
                return None;
            }
            let governed = i > end && self.governs(i - 1);
            if !clitics.is_preposition()
                && !(clitics.and)
                && !governed
                && let Some(party) = self.party(i)
            {
                return Some(party);
            }
            let passes = doc.any_particle(i, &[Particle::Adverb, Particle::Quantifier])
                || doc.is_time(i)
                || doc.takes_up(i)
                || doc.is_comma(i) && i == end;
            if !passes && (!pronoun || self.verb_at(i).is_some()) {
                return None;
            }
            i += 1;
        }
        None
    }

    /// Whether the verb in tokens `at..end` can have `subject` for its own, by its gender where nothing stands between.
    fn agrees(&self, at: usize, end: usize, subject: &Party) -> bool {
        // Only where the verb is done to somebody is it read so strictly: careless agreement is common elsewhere.
        let done_to = || self.is_done_to(at, true);
        subject.first != end || may_have_subject(self.doc, self.names, at, end) || !done_to()
    }

    /// Whether the verb at token `at` is one that is done to somebody; `said` counts those by which something is said to
    /// somebody.
    fn is_done_to(&self, at: usize, said: bool) -> bool {
        self.doc.hits(at).iter().any(|h| match h.sense {
            Sense::Cue(n, _) => said && self.doc.lexicon.cue(n).addressee,
            Sense::Trigger(e, _) => {
                let event = self.doc.lexicon.trigger(e).event();
                event.is_some_and(|t| t.frame.iter().any(|(source, _)| *source == Source::Object))
            }
            _ => false,
        })
    }

    /// Whether what looks like the subject behind the verb in tokens `at..end` is whom its relative clause is done to:
    /// "the missiles that hit the kingdom". Where the verb or its preposition has a pronoun, that takes up the noun.
    fn is_object_of_relative(&self, at: usize, end: usize, subject: &Party) -> bool {
        let doc = self.doc;
        let relative = at > doc.sentence(at).start && doc.any_particle(at - 1, &[Particle::Relative]);
        let pronoun = doc.hits(at).iter().any(|h| h.pronoun.is_some());
        relative
            && !pronoun
            && subject.first == end
            && !doc.takes_up(subject.end)
            && !doc.any_particle(subject.end, &[Particle::That])
            && self.is_done_to(at, false)
    }

    /// Whether token `i` is a preposition that no pronoun hangs on.
    fn governs(&self, i: usize) -> bool {
        self.doc.any_particle(i, &[Particle::Preposition, Particle::Locative])
            && !self.doc.takes_up(i)
            && without_enclitic(self.doc.folded(i)).is_empty()
    }

    /// A subject that ends right before the verb; helpers of the verb may stand between.
    fn subject_before(&self, at: usize) -> Option<Party> {
        let doc = self.doc;
        let sentence = doc.sentence(at);
        if doc.clitics(at).and || doc.clitics(at).so {
            return None;
        }
        if doc.any_particle(at, &[Particle::Subordinate]) {
            return None;
        }
        let helpers = [Particle::Auxiliary, Particle::May, Particle::Negation, Particle::Future, Particle::Adverb];
        let mut comma = false;
        let mut i = at;
        while i > sentence.start && i + GAP > at {
            let before = i - 1;
            comma |= doc.is_comma(before);
            // "The corps (of the guard) carries out": what stands in brackets is passed over.
            if doc.is_sign(before, ")")
                && let Some(open) = (sentence.start..before).rev().find(|&k| doc.is_sign(k, "("))
            {
                i = open;
                continue;
            }
            if doc.particle(before, Particle::Homeland).is_some() && !doc.clitics(before).is_preposition() {
                return self.homeland(before);
            }
            if let Some(party) = self.ending(i) {
                let draft = party.members[0].id.starts_with(DRAFT) && i == at;
                if draft || self.may_be_subject(&party, sentence.start) {
                    return Some(party);
                }
                // "Agencies that belong to the United Nations": what hangs on the subject by a preposition.
                let first = party.first;
                // "Units of the army": the noun before "of" heads the phrase.
                if first > sentence.start + 1
                    && self.any_topic(first - 1, &[Topic::LINK_FROM])
                    && let Some(whole) = self.party(first - 2).filter(|p| p.end == party.end)
                    && self.may_be_subject(&whole, sentence.start)
                {
                    return Some(whole);
                }
                let clitics = doc.clitics(first);
                if clitics.and || first <= sentence.start || first + GAP <= at {
                    return None;
                }
                let link = usize::from(!clitics.is_preposition());
                let modifier = usize::from(
                    doc.is_definite(first - 1 - link.min(first - 1))
                        && self.named(first - 1 - link.min(first - 1)).is_none(),
                );
                i = first.saturating_sub(link + modifier).max(sentence.start);
                continue;
            }
            let passes = doc.any_particle(before, &helpers)
                || doc.is_comma(before) && i == at
                || self.is_place(before) && !comma
                || i == at && (self.is_adjective(before) || self.topic(before, Topic::GOVERNMENTAL).is_some())
                || doc.is_sign(before, ")")
                || doc.is_quote(before)
                || self.any_topic(before, &[Topic::LINK_IN]) && i < at;
            if !passes {
                return None;
            }
            i = before;
        }
        None
    }

    /// The participants whose phrase ends right before token `end`.
    pub fn ending(&self, end: usize) -> Option<Party> {
        let last = end.checked_sub(1)?;
        let first = match (self.names.role_at(last), self.names.mention_at(last)) {
            (Some(role), _) if role.end == end => role.first,
            (_, Some(m)) if m.end == end && m.is_actor() => m.first,
            (None, None) => {
                let start = self.doc.sentence(last).start;
                return (end.saturating_sub(UNNAMED).max(start)..end)
                    .find_map(|i| self.party(i).filter(|p| p.end == end));
            }
            _ => return None,
        };
        let head = first.checked_sub(1).filter(|b| self.any_topic(*b, &[Topic::MEMBERS])).unwrap_or(first);
        let party = self.party(head).or_else(|| self.party(first))?;
        // "A and B did": go back to the first of those joined.
        let mut start = head;
        while self.doc.clitics(start).and
            && let Some(last) = start.checked_sub(1)
            && let Some(before) = match (self.names.role_at(last), self.names.mention_at(last)) {
                (Some(role), _) if role.end == start => Some(role.first),
                (None, Some(m)) if m.end == start && m.is_actor() => Some(m.first),
                _ => None,
            }
        {
            start = before;
        }
        if start < head
            && let Some(joined) = self.party(start).filter(|p| p.end == party.end)
        {
            return Some(joined);
        }
        Some(party)
    }

    /// Whether a phrase before a verb can be its subject: it follows no preposition or verb.
    fn may_be_subject(&self, party: &Party, start: usize) -> bool {
        let doc = self.doc;
        let mut first = party.first;
        while first > start && self.passes(first - 1) == Some(first) {
            first -= 1;
        }
        if doc.clitics(first).is_preposition() {
            return false;
        }
        if first == start {
            return true;
        }
        let before = first - 1;
        let blocked = self.is_preposition(before);
        let joined = doc.clitics(first).and;
        let people = party.members[0].kind == Kind::People;
        let opens = people
            || doc.any_particle(
                before,
                &[
                    Particle::That,
                    Particle::But,
                    Particle::Meanwhile,
                    Particle::Subordinate,
                    Particle::Auxiliary,
                    Particle::And,
                    Particle::If,
                ],
            );
        !blocked && (opens || joined || !doc.is_word(before))
    }

    /// The noun that a relative pronoun right before the verb takes up, where it can act.
    fn antecedent(&self, at: usize) -> Option<Party> {
        let doc = self.doc;
        let relative = (at.saturating_sub(3)..at).rev().find(|&i| doc.any_particle(i, &[Particle::Relative]))?;
        let end = relative - doc.is_comma(relative.checked_sub(1)?) as usize;
        self.ending(end)
    }

    /// Whether token `i` is surely a finite verb.
    pub fn finite(&self, i: usize) -> bool {
        self.verb_at(i).is_some()
            && !self.doc.clitics(i).is_preposition()
            && !self.doc.is_time(i)
            && self.names.mention_at(i).is_none_or(|m| m.first == i && !m.is_actor())
            && self.named(i).is_none()
            && !self.doc.any_particle(i, &[Particle::Preposition])
    }

    /// Whether token `i` is a finite verb and cannot be a verbal noun.
    pub fn only_verb(&self, i: usize) -> bool {
        let noun = |sense: Sense| match sense {
            Sense::Cue(_, form) | Sense::Trigger(_, form) => form.aspect == Aspect::Noun,
            _ => false,
        };
        self.finite(i) && !self.doc.hits(i).iter().any(|h| noun(h.sense))
    }

    /// The finite verb at token `i`, as far as tables know it: its end, person and pronoun.
    pub fn verb_at(&self, i: usize) -> Option<(usize, Person, bool, Aspect)> {
        self.doc
            .hits(i)
            .iter()
            .filter_map(|h| {
                let form = match h.sense {
                    Sense::Verb(form) | Sense::Cue(_, form) | Sense::Trigger(_, form) => form,
                    _ => return None,
                };
                matches!(form.aspect, Aspect::Past | Aspect::Present).then_some((
                    h.end,
                    form.person,
                    h.pronoun.is_some(),
                    form.aspect,
                ))
            })
            .next()
    }
}
