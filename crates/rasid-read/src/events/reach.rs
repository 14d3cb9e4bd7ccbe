//! Participants within reach of a trigger: in construct with it, behind a preposition, or
//! owners of the thing behind one.

use super::Member;
use super::ground::Ground;
use super::party::Party;
use super::triggers::Candidate;
use crate::names::Kind;
use rasid_lang::clitics::Proclitics;
use rasid_lang::tables::topics::Topic;
use rasid_lang::tables::triggers::{Part, Source};
use rasid_lang::{Kinds, Particle};
use rasid_record::EventType;
use std::ops::Range;

/// How many tokens behind a trigger a preposition may bring in a participant.
const REACH: usize = 12;
/// The same for "with" and "between".
const NEAR: usize = 9;
/// How far behind a thing its owner may stand.
const BELONGS: usize = 4;
/// Letters of the code of a country.
const COUNTRY: usize = 3;

impl Ground<'_, '_, '_> {
    /// The participants in construct with a verbal noun.
    pub fn genitive(&self, end: usize) -> Option<Party> {
        let clitics = self.doc.clitics(end + usize::from(self.doc.is_quote(end)));
        if clitics.is_preposition() || clitics.and {
            return None;
        }
        self.party(end)
    }

    /// The object of a verbal noun, behind its agent: "the army's shelling of civilians".
    pub fn object_of_noun(&self, candidate: &Candidate) -> Option<Party> {
        let agent = match candidate.pronoun {
            Some(_) => candidate.end,
            None => self.genitive(candidate.end)?.end,
        };
        self.genitive(agent)
    }

    /// Whether nothing behind token `i` belongs to the trigger any more.
    pub fn ends_reach(&self, i: usize) -> bool {
        let doc = self.doc;
        doc.any_particle(i, &[Particle::That, Particle::Meanwhile, Particle::But, Particle::Subordinate])
            || doc.is_sign(i, ":")
            || doc.is_sign(i, ".")
            || self.only_verb(i) && self.topic(i, Topic::LIGHT).is_none()
    }

    /// A participant behind a preposition of class `topic`.
    /// `owner` says that whoever the thing behind it belongs to will do.
    pub fn behind(&self, from: usize, topic: Topic, owner: bool) -> Option<Party> {
        self.behind_over(from, topic, owner, false)
    }

    /// The same; `far` says that other verbs may stand between.
    pub fn behind_over(&self, from: usize, topic: Topic, owner: bool, far: bool) -> Option<Party> {
        let joint = matches!(topic, Topic::LINK_WITH | Topic::LINK_BETWEEN);
        let reach = if joint { NEAR } else { REACH };
        let doc = self.doc;
        let limit = doc.limit(from, reach);
        for i in from..limit {
            // "Battles that broke out between".
            let next = if joint { doc.particle(i + 1, Particle::Adverb).unwrap_or(i + 1) } else { i + 1 };
            let on = joint && (self.topic(next, topic).is_some() || doc.is_time(i + 1));
            if self.ends_reach(i) && !far && !(on && self.only_verb(i)) {
                return None;
            }
            if let Some(end) = self.topic(i, topic)
                && let Some(party) = self
                    .party(end)
                    .or_else(|| self.between_them(i, topic))
                    .or_else(|| joint.then(|| self.state_at(end)).flatten())
                    .or_else(|| owner.then(|| self.belongs_to(end)).flatten())
                    .or_else(|| (topic == Topic::CARE).then(|| self.adjectives(end)).flatten())
            {
                return Some(party);
            }
        }
        None
    }

    /// Whether nobody strikes who is named behind "from" and the noun of an attack that ends before token `from`: a missile
    /// "from Yemen" came from there, and in "the battles go on in spite of calls from the council" the council calls.
    pub fn is_bystander(&self, party: &Party, from: usize) -> bool {
        let place = matches!(party.members[0].kind, Kind::State | Kind::Capital);
        place || party.first >= from + 2 && self.is_said_from(party.first - 2)
    }

    /// Whether token `i` is a noun of speech that names behind "from" whose it is: "calls from the council".
    fn is_said_from(&self, i: usize) -> bool {
        let Some(act) = self.candidate(i).filter(|c| !c.is_finite()) else { return false };
        let mut triggers = act.senses.iter().filter_map(|(sense, _)| self.doc.lexicon.trigger(*sense).event());
        let from = (Source::Behind(Topic::LINK_FROM), Part::Actor);
        triggers.any(|t| super::speech::verbal(t.kind) && t.frame.contains(&from))
    }

    /// Whether only adjectives of the noun at token `noun` stand at these tokens behind it, so that what follows is of the
    /// noun: not in "the raids hit positions of the militia".
    pub fn is_of_noun(&self, noun: usize, mut between: Range<usize>) -> bool {
        let agrees = |k: usize| self.doc.is_definite(k) == self.doc.is_definite(noun);
        between.all(|k| agrees(k) && !self.any_topic(k, &[Topic::TARGET]))
    }

    /// The object of a verb of speech, further behind: dates and places may stand before it.
    pub fn loose_object(&self, from: usize) -> Option<Party> {
        let doc = self.doc;
        let limit = doc.limit(from, REACH);
        for i in from..limit {
            let clitics = doc.clitics(i);
            if clitics.and
                || doc.is_sign(i, ":")
                || doc.any_particle(i, &[Particle::That, Particle::Meanwhile, Particle::But])
            {
                return None;
            }
            let governed = i > from && self.is_preposition(i - 1);
            if !clitics.is_preposition()
                && !governed
                && let Some(party) = self.party(i)
            {
                return Some(party);
            }
        }
        None
    }

    /// The name of a state behind a preposition of class `topic`, even where it could be a place.
    pub fn state_behind(&self, from: usize, topic: Topic) -> Option<Party> {
        let limit = self.doc.limit(from, REACH);
        (from..limit).find_map(|i| self.state_at(self.topic(i, topic)?))
    }

    /// Whoever is named last before token `at`, at most a few words away and with no place's preposition.
    pub fn named_before(&self, at: usize) -> Option<Party> {
        let floor = at.saturating_sub(REACH).max(self.doc.sentence(at).start);
        (floor..at)
            .rev()
            .filter(|&i| self.names.role_at(i).is_none_or(|r| r.first == i))
            .filter(|&i| {
                self.named(i).is_some_and(|(.., kind)| matches!(kind, Kind::Person | Kind::State | Kind::Organ))
            })
            .find_map(|i| self.party(i).filter(|p| p.end <= at))
    }

    /// A state in construct with the noun before token `end`, or "his country" there, which is
    /// that of whoever the clause is about.
    pub fn state_in_construct(&self, end: usize) -> Option<Party> {
        let clitics = self.doc.clitics(end);
        if clitics.is_preposition() || clitics.and {
            return None;
        }
        self.state_at(end).or_else(|| self.homeland(end))
    }

    /// Makes of a person who stands for a country that country.
    pub fn speak_for_state(&self, member: &mut Member) {
        let country = self.doc.lexicon.actor_by_id(&member.id).filter(|_| member.kind == Kind::Person);
        if let Some(country) = country.and_then(|a| a.country.as_deref()) {
            (member.id, member.kind) = (country.into(), Kind::State);
        }
    }

    /// "His country", at token `at`.
    pub fn homeland(&self, at: usize) -> Option<Party> {
        let end = self.doc.particle(at, Particle::Homeland)?;
        let who =
            self.last_subject(at, None, true).or_else(|| self.statement_at(at).and_then(|n| self.speaker(n, at)))?;
        let id = &who.members.first()?.id;
        let country = match self.doc.lexicon.actor_by_id(id) {
            Some(actor) => actor.country.as_deref()?,
            None => id.split(':').next().filter(|c| c.len() == COUNTRY)?,
        };
        let span = self.doc.span(at, self.doc.cut(at), end);
        let member = Member { span, id: country.into(), kind: Kind::State };
        Some(Party { first: at, end, members: vec![member] })
    }

    /// The name of a state at token `at`, even where it could be a place, with whoever is joined to it.
    pub fn state_at(&self, at: usize) -> Option<Party> {
        let mention =
            self.names.mention_at(at).filter(|m| m.first == at && matches!(m.kind, Kind::State | Kind::Capital))?;
        let member = Member { span: mention.span, id: mention.id.clone(), kind: mention.kind };
        let mut party = Party { first: at, end: mention.end, members: vec![member] };
        if self.doc.clitics(mention.end).and
            && let Some(more) = self.party(mention.end)
        {
            party.end = more.end;
            party.members.extend(more.members);
        }
        Some(party)
    }

    /// The first side or person named behind token `from`, other than `others`.
    pub fn first_named(&self, from: usize, others: &[Member]) -> Option<Party> {
        const NAMED: usize = 10;
        let limit = self.doc.limit(from, NAMED);
        // ", and Turkey accused …": another clause.
        let other = |i: usize| i > from && self.doc.clitics(i).and && self.only_verb(i) && self.doc.is_comma(i - 1);
        let limit = (from..limit).find(|&i| other(i)).unwrap_or(limit);
        (from..limit).find_map(|i| {
            let (id, end, kind) = self.named(i).filter(|(id, _, k)| *k != Kind::People && !id.starts_with("anon:"))?;
            let member = Member { span: self.doc.span(i, self.doc.cut(i), end), id, kind };
            others.iter().all(|o| o.id != member.id).then(|| Party { first: i, end, members: vec![member] })
        })
    }

    /// The first participant behind token `from`.
    pub fn first_behind(&self, from: usize, takes: impl Fn(Kind) -> bool) -> Option<Party> {
        let limit = self.doc.limit(from, REACH);
        (from..limit).find_map(|i| self.party(i).filter(|p| !self.doc.clitics(i).and && takes(p.members[0].kind)))
    }

    /// Whoever the noun at token `from` belongs to, by a genitive or an adjective of nationality;
    /// a preposition may stand before the noun.
    pub fn owner(&self, from: usize) -> Option<Party> {
        let doc = self.doc;
        let noun =
            (from..from + 2).find(|&i| self.any_topic(i, &[Topic::LINK_IN, Topic::LINK_ON])).map_or(from, |i| i + 1);
        if !doc.is_word(noun) || doc.clitics(noun).and || doc.has(noun, Kinds::PARTICLE) {
            return None;
        }
        // The nationality in the title of a person says who that is, not whose.
        if self.names.role_at(noun).is_some_and(|role| role.first <= noun && noun + 1 < role.end) {
            return None;
        }
        // "An American doubt and a welcome of the UN": what is joined is another's.
        if doc.clitics(noun + 1).and {
            return None;
        }
        self.genitive(noun + 1).or_else(|| self.adjectives(noun + 1))
    }

    /// The subject of the clause that "that" brings in, or the genitive of a noun that stands for one.
    pub fn behind_that(&self, from: usize) -> Option<Party> {
        let doc = self.doc;
        let limit = doc.limit(from, 4);
        let that = (from..limit).find_map(|i| doc.particle(i, Particle::That));
        let Some(after) = that else { return self.genitive(from + 1) };
        if let Some((end, person, pronoun, _)) = self.verb_at(after) {
            let clause = self.clause(after, end, pronoun, person);
            return clause
                .subject
                .filter(|s| !clause.carried && s.first >= end)
                .or_else(|| self.first_behind(end, |_| true).filter(|p| p.first < end + 4));
        }
        self.party(after)
    }

    /// Whether a capital behind the noun of an attack is where it was: "the attack of Ouagadougou". Where somebody is hit
    /// behind it, as in "Ankara's shelling of the town", it stands for its state.
    pub fn is_scene(&self, party: &Party, kind: EventType, part: Part) -> bool {
        let capital = party.members.iter().all(|m| m.kind == Kind::Capital);
        let whom = || self.topic(party.end, Topic::LINK_ON).is_some() || self.doc.clitics(party.end).to;
        kind == EventType::Assault && part != Part::Recipient && capital && !whom()
    }

    /// Whoever the thing at token `noun` belongs to: "positions of the army", "stores that belong
    /// to the party".
    pub fn belongs_to(&self, noun: usize) -> Option<Party> {
        let doc = self.doc;
        let by = self.topic(noun, Topic::LINK_BY).is_some()
            || doc.clitics(noun).by
            || doc.any_particle(noun, &[Particle::Preposition, Particle::Locative]);
        if !doc.is_word(noun) || by || self.ends_reach(noun) || self.is_place(noun) {
            return None;
        }
        let party = self.genitive(noun + 1).or_else(|| self.person_of_nation(noun));
        // "A missile at Saudi territory": where something falls is no side.
        let land = self.topic(noun, Topic::LANDS).is_some();
        if let Some(party) = party.or_else(|| self.adjectives(noun + 1).filter(|_| !land)) {
            return Some(party);
        }
        if let Some(party) = self.holder(noun + 1) {
            return Some(party);
        }
        // "The supply lines of the rebels": a noun between, in construct with both.
        let between = noun + 1;
        let plain = doc.is_word(between)
            && doc.clitics(between).is_empty()
            && !doc.is_definite(between)
            && !self.finite(between)
            && !self.is_preposition(between)
            && !self.is_place(between)
            && self.named(between).is_none();
        if let Some(party) = plain.then(|| self.genitive(between + 1)).flatten() {
            return Some(party);
        }
        let mut limit = doc.sentence(noun).end.min(noun + BELONGS);
        let mut i = noun;
        while i + 1 < limit {
            i += 1;
            // "Positions, stores and vehicles of": what is joined belongs to the same.
            if doc.clitics(i).and && !doc.clitics(i).is_preposition() {
                limit = doc.sentence(noun).end.min(i + BELONGS).min(noun + REACH);
            }
            // "Targets that are Iran's".
            if self.topic(i, Topic::PERTAINS).is_some() {
                return self.party(i + 1);
            }
            if !doc.is_word(i) || self.ends_reach(i) {
                return None;
            }
            if doc.clitics(i).to {
                return self.party(i);
            }
        }
        None
    }

    /// A participant with a preposition written to it.
    pub fn written_to(&self, from: usize, takes: impl Fn(Proclitics) -> bool) -> Option<Party> {
        let limit = self.doc.limit(from, REACH);
        for i in from..limit {
            if self.ends_reach(i) {
                return None;
            }
            let to_them = self.any_topic(i, &[Topic::FOR_THEM]);
            if to_them && takes(Proclitics { to: true, ..Default::default() }) {
                return self.last_subject(i, None, false);
            }
            if takes(self.doc.clitics(i))
                && let Some(party) = self.party(i)
            {
                return Some(party);
            }
        }
        None
    }
}
