//! Demands without a verb of their own: "(it is) on all parties to keep the truce", said by somebody.

use super::Draft;
use super::ground::Ground;
use crate::times;
use rasid_lang::Particle;
use rasid_lang::tables::topics::Topic;
use rasid_record::EventType;

/// How far behind the demand its words are looked at.
const WHAT: usize = 14;

impl Ground<'_, '_, '_> {
    /// The demand whose "on" is token `i`: whoever is named behind it owes what the verb behind "that" says.
    ///
    /// Rule `event/duty`: "on", somebody who is named, "that" and a verb, inside what somebody says: the speaker demands
    /// it of them. Tables: topics.
    pub fn duty(&self, i: usize, times: &[times::Draft]) -> Option<(Draft, usize)> {
        let doc = self.doc;
        self.topic(i, Topic::LINK_ON)?;
        let fresh = i.checked_sub(1).is_none_or(|b| {
            !doc.is_word(b) || doc.any_particle(b, &[Particle::That, Particle::But, Particle::Meanwhile, Particle::And])
        });
        if !fresh && !doc.clitics(i).and {
            return None;
        }
        let party = self.party(i + 1)?;
        let verb = party.end + 1;
        let that = doc.any_particle(party.end, &[Particle::That]) && self.verb_at(verb).is_some();
        let by = self.statement_at(i).filter(|_| that)?;
        let speaker = self.speaker(by, i)?;
        let same = |id: &str| speaker.members.iter().any(|m| &*m.id == id);
        if party.members.iter().any(|m| same(&m.id)) || !speaker.members.iter().any(|m| self.is_political(m)) {
            return None;
        }
        let what = verb..(verb + WHAT).min(doc.sentence(i).end);
        let mode = [("yield", &[Topic::TRUCE, Topic::WITHDRAWAL, Topic::STOP][..]), ("meet", &[Topic::TALKS][..])];
        let mode =
            mode.iter().find(|(_, topics)| self.topic_within(what.clone(), topics)).map(|(m, _)| (*m).to_owned());
        let span = doc.span(verb, doc.cut(verb), verb + 1);
        let draft = Draft {
            rule: "event/duty",
            kind: EventType::Request,
            mode,
            at: verb,
            span,
            actors: speaker.members,
            recipients: party.members,
            when: self.when(verb, times),
            place: None,
            aux: None,
            by: Some(by),
            carried: false,
            finite: true,
            outcome: false,
        };
        Some((draft, verb + 1))
    }
}
