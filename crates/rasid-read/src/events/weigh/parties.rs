//! Who may take part in an event: everybody named in its sentence, and those whom words outside it bring in.

use super::Weigher;
use super::event_signs::part;
use crate::events::{Draft, Member};
use crate::names::Kind;
use rasid_lang::weights::Part;
use rasid_lang::{Kinds, Sense};
use std::ops::Range;

/// Somebody who may take part.
#[derive(Clone, Debug)]
pub(super) struct Guest {
    /// Who.
    pub member: Member,
    /// First token of the phrase.
    pub first: usize,
    /// One past its last token.
    pub end: usize,
    /// Which of those joined in one phrase.
    pub nth: usize,
    /// Where they come from.
    pub from: Part<'static>,
    /// How often the report names them.
    pub times: usize,
}

/// Kinds of words that may begin a phrase for somebody without a name.
const BEGINS: Kinds =
    Kinds::TRIGGER.with(Kinds::FIGURE).with(Kinds::PARTICLE).with(Kinds::NATIONALITY).with(Kinds::BELONGING);

/// Kinds of words that stand for acts and things, not for people.
const THINGS: Kinds = Kinds::TRIGGER.with(Kinds::MECHANISM).with(Kinds::PHASE);

/// Longest sentence in which everybody is looked at, in tokens.
const LONG: usize = 250;
/// Longest phrase that names a stranger.
const PHRASE: usize = 5;

impl Weigher<'_, '_, '_, '_> {
    /// Everybody whom a sentence names.
    pub(super) fn guests_of(&self, sentence: Range<usize>) -> Vec<Guest> {
        let ground = self.ground;
        let mut guests: Vec<Guest> = Vec::new();
        let mut i = sentence.start;
        while i < sentence.end.min(sentence.start + LONG) {
            // Most words cannot begin a phrase that names somebody.
            let named = ground.names.role_at(i).is_some() || ground.names.mention_at(i).is_some();
            if !named && !ground.doc.has(i, BEGINS) && ground.doc.is_word(i) {
                i += 1;
                continue;
            }
            let (party, from) = match ground.party(i) {
                Some(party) => (party, part!("party")),
                None => {
                    match ground.adjectives(i).filter(|p| p.first == i && i > sentence.start && ground.doc.is_word(i)) {
                        Some(party) if ground.names.mention_at(i).is_none_or(|m| m.first == i) => {
                            (party, part!("adjective"))
                        }
                        _ => {
                            i += 1;
                            continue;
                        }
                    }
                }
            };
            let end = party.end.max(i + 1);
            for (nth, member) in party.members.into_iter().enumerate() {
                let first = ground.doc.token_at(member.span.start);
                let times = self.times_of(&member);
                let first = if nth == 0 { party.first } else { first };
                guests.push(Guest { member, first, end, nth, from, times });
            }
            i = end;
        }
        guests
    }

    /// How often the report names somebody.
    fn times_of(&self, member: &Member) -> usize {
        self.named.get(&member.id).copied().unwrap_or(0)
    }

    /// Which tokens of a sentence are finite verbs.
    pub(super) fn verbs_of(&self, sentence: Range<usize>) -> Vec<bool> {
        sentence.map(|k| self.ground.finite(k)).collect()
    }

    /// All who may take part in the event at tokens `at..end`, behind whose verb the subject ends at token `subject`, `drawn` by the rules, behind the events told before.
    pub(super) fn guests(
        &self,
        (at, end): (usize, usize),
        subject: Option<usize>,
        sentence: &[Guest],
        drawn: Option<&Draft>,
        before: &[Draft],
    ) -> Vec<Guest> {
        let ground = self.ground;
        let mut guests = sentence.to_vec();
        // Rules know better whom words stand for: the dead in the ranks of a side are of that side.
        for member in drawn.iter().flat_map(|d| d.actors.iter().chain(&d.recipients)) {
            for guest in guests.iter_mut().filter(|g| g.member.span == member.span) {
                guest.member = member.clone();
            }
        }
        let mut add = |member: &Member, from: Part<'static>| {
            let first = ground.doc.token_at(member.span.start);
            let known = guests
                .iter()
                .any(|g| g.member.span == member.span || g.from.text != "party" && g.member.id == member.id);
            if !known {
                let times = self.times_of(member);
                guests.push(Guest { member: member.clone(), first, end: first + 1, nth: 0, from, times });
            }
        };
        if let Some(draft) = drawn {
            draft.actors.iter().chain(&draft.recipients).for_each(|m| add(m, part!("rule")));
        }
        if let Some(speaker) = ground.statement_at(at).and_then(|n| ground.speaker(n, at)) {
            speaker.members.iter().for_each(|m| add(m, part!("speaker")));
        }
        if let Some(speaker) = ground.spoken_by(at) {
            speaker.members.iter().for_each(|m| add(m, part!("speaks")));
        }
        if let Some(last) = before.last() {
            last.actors.iter().chain(&last.recipients).for_each(|m| add(m, part!("last")));
        }
        if let Some(carried) = ground.carried(at) {
            carried.members.iter().for_each(|m| add(m, part!("carried")));
        }
        // Right behind the word and behind its subject stands whom it is done to.
        for i in [Some(end), subject].into_iter().flatten() {
            if let Some(stranger) = self.stranger_at(i, &guests) {
                guests.push(stranger);
            }
        }
        guests
    }

    /// Somebody whom no table knows, by the noun phrase at token `i`: a private person, people of some trade.
    pub(super) fn stranger_at(&self, i: usize, guests: &[Guest]) -> Option<Guest> {
        let (ground, doc) = (self.ground, self.ground.doc);
        let grammar = doc.hits_of(i, Kinds::PARTICLE).iter().any(|h| matches!(h.sense, Sense::Particle(_)));
        let thing = doc.has(i, THINGS);
        let place = ground.names.mention_at(i).is_some();
        let taken = guests.iter().any(|g| g.first <= i && i < g.end);
        if !doc.is_word(i)
            || grammar
            || thing
            || place
            || taken
            || ground.finite(i)
            || doc.is_time(i)
            || doc.clitics(i).and
        {
            return None;
        }
        let limit = doc.sentence(i).end.min(i + PHRASE);
        let goes_on = |k: usize| ground.is_adjective(k) || ground.names.unknown.contains(&k);
        let end = (i + 1..limit).find(|&k| !goes_on(k)).unwrap_or(limit);
        let member =
            Member { span: doc.span(i, doc.cut(i), end), id: ground.people_id(doc.bare(i)), kind: Kind::People };
        let times = self.times_of(&member);
        Some(Guest { member, first: i, end, nth: 0, from: part!("noun"), times })
    }
}
