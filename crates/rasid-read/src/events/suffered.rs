//! Whom an act named by a noun was done to, where a verb of suffering or receiving says so: "the army came under
//! fire", "the plan met with criticism".

use super::ground::Ground;
use super::party::Party;
use super::triggers::Candidate;
use rasid_lang::Particle;
use rasid_lang::tables::topics::Topic;
use rasid_lang::tables::triggers::{Part, Trigger};
use rasid_record::EventType;

/// How many tokens before the noun its verb may stand.
const BEFORE: usize = 12;
/// How far behind verb and subject the noun may stand.
const OBJECT: usize = 5;
/// How many tokens behind it the verb of its relative clause may stand.
const BEHIND: usize = 5;

impl Ground<'_, '_, '_> {
    /// Whoever suffers or receives what the noun of `candidate` names, by the verb that governs it.
    pub fn sufferer(&self, candidate: &Candidate, trigger: &Trigger) -> Option<Party> {
        let doc = self.doc;
        let done = matches!(
            trigger.kind,
            EventType::Assault
                | EventType::Accuse
                | EventType::Support
                | EventType::Threaten
                | EventType::Sanction
                | EventType::Coerce
        );
        if !done || !trigger.frame.iter().any(|(_, part)| *part != Part::Actor) {
            return None;
        }
        let sentence = doc.sentence(candidate.at);
        let floor = candidate.at.saturating_sub(BEFORE).max(sentence.start);
        let verb = (floor..candidate.at).rev().find(|&i| self.finite(i) || self.topic(i, Topic::SUFFERS).is_some());
        if let Some(verb) = verb.filter(|&i| self.topic(i, Topic::SUFFERS).is_some()) {
            let party = match self.verb_at(verb) {
                Some((end, person, pronoun, _)) => {
                    let clause = self.clause(verb, end, pronoun, person);
                    // What stands right behind verb and subject is the object.
                    let near = candidate.at <= clause.rest.max(end) + OBJECT;
                    clause.subject.filter(|_| near && !clause.carried)
                }
                None => match doc.hits(verb).iter().find_map(|h| h.pronoun) {
                    Some(pronoun) => self.referent(verb, pronoun),
                    None => self.genitive(verb + 1),
                },
            };
            return party.filter(|p| p.end <= candidate.at);
        }
        let limit = sentence.end.min(candidate.end + BEHIND);
        let relative = (candidate.end..limit).find(|&i| doc.any_particle(i, &[Particle::Relative]))?;
        let verb = relative + 1;
        self.topic(verb, Topic::SUFFERS)?;
        let (end, ..) = self.verb_at(verb)?;
        // "The attack that (to it) the army was exposed".
        let from = end + usize::from(self.topic(end, Topic::FOR_THEM).is_some());
        self.genitive(from)
    }
}
