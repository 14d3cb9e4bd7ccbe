//! Who may take part in an event: everybody named in its sentence, and those whom words outside it bring in.

use super::Weigher;
use super::event_signs::part;
use crate::events::{Draft, Member};
use crate::names::Kind;
use rasid_lang::clitics::Enclitic;
use rasid_lang::inflect::is_relation;
use rasid_lang::weights::Part;
use rasid_lang::{Kinds, Sense};
use rasid_record::EventType;
use std::ops::Range;
use std::rc::Rc;

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
    /// Which pronoun means them: the one at the word that shows the event, or one behind it.
    pub meant: Part<'static>,
}

/// Kinds of words that may begin a phrase for somebody without a name.
const BEGINS: Kinds =
    Kinds::TRIGGER.with(Kinds::FIGURE).with(Kinds::PARTICLE).with(Kinds::NATIONALITY).with(Kinds::BELONGING);

/// Kinds of words that stand for acts and things, not for people.
const THINGS: Kinds = Kinds::TRIGGER.with(Kinds::MECHANISM).with(Kinds::PHASE);

/// Longest sentence in which everybody is looked at, in tokens.
const LONG: usize = 250;
/// How many words behind a word may carry the pronoun of whom it is done to.
const PRONOUN: usize = 2;
/// How many events back one of the same type is looked for.
const SAME: usize = 12;
/// Longest phrase that names a stranger.
const PHRASE: usize = 5;

/// Whether two phrases are one: where they begin and end is not always read alike.
fn is_same(a: &Member, b: &Member) -> bool {
    a.span == b.span || a.id == b.id && a.span.start < b.span.end && b.span.start < a.span.end
}

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
                Some(mut party) => {
                    // "A German girl": her nation does nothing and suffers nothing beside her.
                    if let [one] = &*party.members
                        && matches!(one.kind, Kind::Person | Kind::People)
                        && let Some(nation) = ground.adjectives(party.end).filter(|n| n.first == party.end)
                    {
                        party.end = nation.end;
                    }
                    (party, part!("party"))
                }
                None => {
                    match ground.adjectives(i).filter(|p| p.first == i && i > sentence.start && ground.doc.is_word(i)) {
                        Some(party) if ground.names.mention_at(i).is_none_or(|m| m.first == i) => {
                            match ground.person_of_nation(i - 1) {
                                Some(person) => (person, part!("noun")),
                                None => (party, part!("adjective")),
                            }
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
                guests.push(Guest { member, first, end, nth, from, times, meant: part!("-") });
            }
            i = end;
        }
        guests
    }

    /// Somebody whom no phrase of the sentence names as a participant.
    fn outsider(&self, member: &Member, from: Part<'static>) -> Guest {
        let first = self.ground.doc.token_at(member.span.start);
        let times = self.times_of(member);
        Guest { member: member.clone(), first, end: first + 1, nth: 0, from, times, meant: part!("-") }
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
        (kind, pronoun): (EventType, Option<Enclitic>),
        subject: Option<usize>,
        sentence: &[Guest],
        drawn: Option<&Draft>,
        before: &[Draft],
    ) -> Vec<Guest> {
        let ground = self.ground;
        let mut guests = sentence.to_vec();
        // Rules know better whom words stand for, and which words they are: the dead in the ranks of a side are of that side.
        for member in drawn.iter().flat_map(|d| d.actors.iter().chain(&d.recipients)) {
            for guest in guests.iter_mut().filter(|g| is_same(&g.member, member)) {
                guest.member = member.clone();
            }
        }
        let mut meant: Vec<(Rc<str>, Part<'static>)> = Vec::new();
        let mut add = |member: &Member, from: Part<'static>| {
            let known =
                guests.iter().any(|g| is_same(&g.member, member) || g.from.text != "party" && g.member.id == member.id);
            if !known {
                guests.push(self.outsider(member, from));
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
        // Whom the pronoun at the word means, or at one of the two words behind it: "his arrest", "the release of both".
        let limit = ground.doc.sentence(at).end;
        let own = pronoun.map(|p| (at, p));
        let behind = (end..(end + PRONOUN).min(limit)).find_map(|k| Some((k, ground.doc.pronoun(k)?)));
        for (word, from) in [(own, part!("his")), (behind, part!("him"))] {
            let Some(party) = word.and_then(|(k, pronoun)| ground.referent(k, pronoun)) else { continue };
            for member in &party.members {
                add(member, from);
            }
            meant.extend(party.members.into_iter().map(|m| (m.id, from)));
        }
        // Who took part when an act of the same type was told last.
        if let Some(same) = before.iter().rev().skip(1).take(SAME).find(|d| d.kind == kind) {
            same.actors.iter().chain(&same.recipients).for_each(|m| add(m, part!("same")));
        }
        for member in &self.most {
            if guests.iter().all(|g| g.member.id != member.id) {
                guests.push(self.outsider(member, part!("topic")));
            }
        }
        // The nation of somebody whom the rules found is nobody beside them: "the killing of a German girl".
        let last = |g: &Guest| ground.doc.token_at(g.member.span.end.saturating_sub(1)) + 1;
        let person = |g: &Guest| matches!(g.member.kind, Kind::Person | Kind::People) && g.from.text != "adjective";
        let ends: Vec<usize> = guests.iter().filter(|g| person(g)).map(last).collect();
        guests.retain(|g| g.from.text != "adjective" || !ends.contains(&g.first));
        for guest in &mut guests {
            if let Some((_, by)) = meant.iter().find(|(id, _)| *id == guest.member.id) {
                guest.meant = *by;
            }
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
        // "Labour unions": behind their noun stands what kind they are.
        let kind = is_relation(doc.folded(i)) && guests.iter().any(|g| g.end == i);
        if !doc.is_word(i)
            || grammar
            || thing
            || place
            || taken
            || kind
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
        Some(Guest { member, first: i, end, nth: 0, from: part!("noun"), times, meant: part!("-") })
    }
}
