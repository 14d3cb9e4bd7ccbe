//! Who does what a noun names where only the clause around it says so: "after retaking the town the army advanced".

use super::frames::Cast;
use super::ground::Ground;
use super::party::Party;
use super::triggers::Candidate;
use crate::names::Kind;
use rasid_lang::tables::topics::Topic;
use rasid_lang::tables::triggers::{Part, Source, Trigger};
use rasid_lang::{Kinds, Particle, Sense};
use rasid_record::EventType;

/// How far before a noun the verb of its clause may stand.
const CLAUSE: usize = 24;

impl Ground<'_, '_, '_> {
    /// Adds whoever the clause around a noun is about, where a preposition hangs the noun on it and the act is one that
    /// whoever the clause is about does.
    pub fn cast_by_control(&self, candidate: &Candidate, trigger: &Trigger, cast: &mut Cast) {
        let bears = matches!(
            trigger.kind,
            EventType::Assault | EventType::Coerce | EventType::Retreat | EventType::Sanction | EventType::Mobilize
        );
        let visit = trigger.mode.as_deref() == Some("visit");
        // "Before the shelling": the reader is taken to know whose it was.
        if !bears && !visit || candidate.pronoun.is_some() || candidate.form.definite || !self.hangs(candidate) {
            return;
        }
        // The noun of a verb with a subject: "the retaking"; an attack is also somebody else's.
        let fires = matches!(trigger.mode.as_deref(), Some("aerial" | "heavy-weapons" | "firearms" | "explosives"));
        let own = !fires && trigger.frame.iter().any(|(source, _)| *source == Source::Subject);
        let Some((party, acts)) = self.around_clause(candidate.at) else { return };
        let sides = party.members.iter().all(|m| {
            let fits = if visit {
                m.kind == Kind::Person
            } else {
                matches!(m.kind, Kind::State | Kind::Organ | Kind::Group | Kind::Party | Kind::Body)
            };
            fits && !cast.recipients.iter().any(|r| r.id == m.id)
        });
        if sides && (own || acts) {
            cast.add(Part::Actor, party, false);
        }
    }

    /// Whether a preposition hangs a noun on its clause.
    fn hangs(&self, candidate: &Candidate) -> bool {
        let doc = self.doc;
        doc.clitics(candidate.at).by
            || candidate.at.checked_sub(1).is_some_and(|b| {
                doc.any_particle(b, &[Particle::Preposition, Particle::Locative, Particle::Subordinate])
            })
    }

    /// The subject of the clause that token `at` stands in, and whether its verb is an armed act. Where no verb stands
    /// before, the clause follows behind a comma.
    fn around_clause(&self, at: usize) -> Option<(Party, bool)> {
        let doc = self.doc;
        let sentence = doc.sentence(at);
        let floor = at.saturating_sub(CLAUSE).max(sentence.start);
        let before = (floor..at).rev().find(|&i| self.only_verb(i));
        let verb = before.or_else(|| {
            let comma = (at..sentence.end).find(|&i| doc.is_comma(i))?;
            (comma + 1..(comma + 3).min(sentence.end)).find(|&i| self.only_verb(i))
        })?;
        let (end, person, pronoun, _) = self.verb_at(verb)?;
        let party = self
            .own_subject(verb, end, pronoun, person)
            .or_else(|| self.is_subject_of(verb).then(|| self.carried(verb)).flatten())?;
        let kinds = || {
            doc.hits_of(verb, Kinds::TRIGGER).iter().filter_map(|h| match h.sense {
                Sense::Trigger(e, _) => doc.lexicon.trigger(e).event().map(|t| t.kind),
                _ => None,
            })
        };
        // "Keep them from leaving", "asked them to leave": somebody else would do it.
        let others = [EventType::Coerce, EventType::Request, EventType::Threaten, EventType::Reject, EventType::Accuse];
        let acts = kinds().any(|k| k == EventType::Assault);
        let own = kinds().next().is_none() || kinds().any(|k| !others.contains(&k));
        (own && self.topic(verb, Topic::STOP).is_none() || self.topic(verb, Topic::DECLARE).is_some())
            .then_some((party, acts))
    }
}
