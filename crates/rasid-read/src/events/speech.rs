//! Acts of speech: who speaks and who is spoken to comes from the statement whose cue the
//! trigger is, or whose content a noun of speech opens.

use super::Member;
use super::clause::Clause;
use super::ground::Ground;
use super::party::Party;
use super::triggers::Candidate;
use crate::names::Kind;
use crate::statements;
use rasid_lang::tables::topics::Topic;
use rasid_lang::tables::triggers::{Part, Source, Trigger};
use rasid_lang::{Particle, Sense};
use rasid_record::{EventType, Stance};

/// How far before a call that is joined to it the verb stands whose subject goes on.
const BEFORE: usize = 30;

impl Ground<'_, '_, '_> {
    /// "And called on all parties to …": what looks like the subject of a call that goes on is
    /// whom it calls on.
    pub fn addressed(&self, candidate: &Candidate, trigger: &Trigger, clause: &Clause) -> Option<Clause> {
        let calls = trigger.kind == EventType::Request && trigger.frame.contains(&(Source::Object, Part::Recipient));
        let subject = clause
            .subject
            .as_ref()
            .filter(|s| s.first >= candidate.end && clause.object.is_none() && s.members.len() == 1)?;
        // "And laid on the rebels the responsibility": who stands right before it bears it.
        let burden = trigger.needs.iter().any(|n| !n.not && n.topics.contains(&Topic::RESPONSIBILITY))
            && (subject.end..subject.end + 2).any(|i| self.any_topic(i, &[Topic::RESPONSIBILITY]));
        let all =
            ["all parties", "everybody", "international community"].iter().any(|l| subject.members[0].id.ends_with(l))
                || self.doc.any_particle(subject.first, &[Particle::Quantifier]);
        // "The federation demands of Turkey": where who speaks stands before the verb, who stands behind it is called on.
        let ahead = calls && subject.first == candidate.end && self.speaks_before(candidate.at);
        // "They accused the rebels of": as the statement has it, those behind the verb are spoken to.
        let told = trigger.frame.contains(&(Source::Object, Part::Recipient))
            && candidate.is_finite()
            && self.addressee_at(candidate.at).is_some_and(|at| at == subject.first);
        if ahead || told {
            return Some(Clause { subject: None, object: Some(subject.clone()), rest: clause.rest, carried: true });
        }
        let start = self.doc.sentence(candidate.at).start;
        let and = calls && self.doc.clitics(candidate.at).and;
        let goes_on = and && self.goes_on_to(candidate, subject, start);
        if !(burden || goes_on || and && all) {
            return None;
        }
        // Whoever has said something in the same sentence says more.
        let said = goes_on.then(|| self.earlier_speaker_from(start, candidate.at, &subject.members[0].id)).flatten();
        let before = said
            .or_else(|| self.previous_subject(candidate.at, start))
            .or_else(|| self.earlier_speaker(candidate.at, &subject.members[0].id));
        Some(Clause { subject: before, object: Some(subject.clone()), rest: clause.rest, carried: true })
    }

    /// Whether a call that is joined to a verb before it in its sentence has whom it calls on right behind it: "he
    /// condemned the raids, and called on the council to meet".
    fn goes_on_to(&self, candidate: &Candidate, called: &Party, start: usize) -> bool {
        let doc = self.doc;
        let person = called.members[0].kind == Kind::Person;
        let to = doc.any_particle(called.end, &[Particle::Preposition])
            && self.any_topic(called.end, &[Topic::LINK_TO])
            || doc.clitics(called.end).to;
        let verb = || {
            let floor = candidate.at.saturating_sub(BEFORE).max(start);
            (floor..candidate.at).rev().find(|&i| self.only_verb(i))
        };
        called.first == candidate.end && !person && to && candidate.at > start && verb().is_some()
    }

    /// Whoever spoke last before token `at`, other than the actor `id`.
    pub fn earlier_speaker(&self, at: usize, id: &str) -> Option<Party> {
        self.earlier_speaker_from(0, at, id)
    }

    /// The same, by a cue at token `start` or behind it.
    fn earlier_speaker_from(&self, start: usize, at: usize, id: &str) -> Option<Party> {
        let other = |d: &statements::Draft| d.speaker_id.as_deref().is_some_and(|known| known != id);
        let before = self.statements.before(self.doc.tokens[at].span.start);
        let n = before.iter().rposition(|d| d.cue < at && other(d)).filter(|&n| before[n].cue >= start)?;
        self.speaker(n, at)
    }

    /// The speaker of the statement whose cue is token `at`.
    pub fn spoken_by(&self, at: usize) -> Option<Party> {
        let number = self.statements.by_cue(at).next()?;
        self.speaker(number, at)
    }

    /// Whoever "from" brings in behind a noun of speech as who speaks by it.
    pub(super) fn spoken_behind(&self, candidate: &Candidate) -> Option<Party> {
        let from = candidate.end;
        if candidate.is_finite() || !self.any_topic(from, &[Topic::LINK_FROM]) {
            return None;
        }
        let draft = &self.statements[self.statements.by_cue(candidate.at).next()?];
        self.party(from + 1).filter(|_| draft.speaker.is_some_and(|s| self.doc.token_at(s.start) == from + 1))
    }

    /// Whoever speaks by the cue at token `at` where only the words of the text say who: "the assembled demanded".
    /// A thing that is said to speak ("the deal calls for") is nobody.
    pub fn stranger(&self, at: usize) -> Option<Party> {
        let draft = &self.statements[self.statements.by_cue(at).next()?];
        let id = draft.speaker_id.clone().filter(|id| !id.is_ascii())?;
        let span = draft.speaker?;
        let head = self.doc.token_at(span.start);
        let people = [Topic::GROUPS, Topic::POPULACE, Topic::MEMBERS, Topic::PERSONS, Topic::SIDES, Topic::BOTH];
        let thing = self.doc.hits(head).iter().any(|h| matches!(h.sense, Sense::Trigger(..) | Sense::Mechanism(_)))
            && !self.any_topic(head, &people);
        let grammar =
            self.doc.any_particle(head, &[Particle::Demonstrative, Particle::Preposition, Particle::Locative]);
        let member = Member { span, id, kind: Kind::Party };
        (!thing && !grammar).then(|| Party { first: at, end: at, members: vec![member] })
    }

    /// Whether the statement whose cue is token `at` has its speaker written before it.
    fn speaks_before(&self, at: usize) -> bool {
        let start = self.doc.tokens[at].span.start;
        self.statements.by_cue(at).any(|n| self.statements[n].speaker.is_some_and(|s| s.end <= start))
    }

    /// Whether the statement whose cue is token `at` has its speaker written.
    pub fn names_speaker(&self, at: usize) -> bool {
        self.statements.by_cue(at).any(|n| self.statements[n].speaker.is_some())
    }

    /// The addressee of the statement whose cue is token `at`.
    pub fn spoken_to(&self, at: usize) -> Option<Party> {
        self.party(self.addressee_at(at)?)
    }

    /// The same, but for whom an accusation is only written to: "accused in a letter to the secretary-general Algeria of".
    pub(super) fn charged(&self, candidate: &Candidate) -> Option<Party> {
        let accuses = |&n: &usize| self.statements[n].stance == Stance::Accuse;
        let written = candidate.is_finite() && self.statements.by_cue(candidate.at).any(|n| accuses(&n));
        self.spoken_to(candidate.at).filter(|p| !written || !self.doc.clitics(p.first).to)
    }

    /// The token at which that addressee begins.
    pub(super) fn addressee_at(&self, at: usize) -> Option<usize> {
        let draft = &self.statements[self.statements.by_cue(at).next()?];
        Some(self.doc.token_at(draft.addressee?.start))
    }

    /// The innermost statement that says so. Where the word only names the speech itself
    /// ("renewed its call"), the statement that it belongs to does not count, unless that one
    /// denies it or the word only tells what ought to be.
    pub fn attribution(&self, candidate: &Candidate, trigger: &Trigger) -> Option<usize> {
        let by = self.statements.innermost(candidate.span)?;
        let duty = trigger.frame.iter().any(|(source, _)| *source == Source::Speaker);
        let own = verbal(trigger.kind) && !duty && self.statements[by].stance != Stance::Deny;
        if own && self.opened_by(candidate, true) == Some(by) {
            return self.statements.innermost(self.statements[by].cue_span);
        }
        Some(by)
    }

    /// The statement whose content a noun of speech opens; `loose` says that one word may stand before it.
    pub fn opened_by(&self, candidate: &Candidate, loose: bool) -> Option<usize> {
        if candidate.is_finite() {
            return None;
        }
        let opens = |n: &usize| {
            let content = self.statements[*n].content.as_ref();
            content.is_some_and(|c| c.start == candidate.at || loose && c.start + 1 == candidate.at)
        };
        // The first of them in order of the text.
        (candidate.at.saturating_sub(4)..candidate.at).flat_map(|at| self.statements.by_cue(at)).filter(opens).min()
    }
}

/// Whether a type is an act of speech.
pub(super) fn verbal(kind: EventType) -> bool {
    matches!(
        kind,
        EventType::Request | EventType::Accuse | EventType::Reject | EventType::Threaten | EventType::Support
    )
}
