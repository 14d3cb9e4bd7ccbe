//! Whom an act was done to where no name stands behind its word: whoever a pronoun means ("the police arrested him"),
//! and private people whom only a noun tells ("the police arrested a man").

use super::Member;
use super::clause::Clause;
use super::ground::Ground;
use super::party::Party;
use super::triggers::Candidate;
use crate::doc::Hit;
use crate::gender::{Gender, gender};
use crate::names::Kind;
use rasid_lang::clitics::{Enclitic, enclitic};
use rasid_lang::inflect::{Aspect, is_relation, looks_feminine, looks_plural};
use rasid_lang::tables::figures::FigureWord;
use rasid_lang::tables::times::Count;
use rasid_lang::tables::topics::Topic;
use rasid_lang::tables::triggers::{Entry, Part, Source, Trigger, Wants};
use rasid_lang::{Kinds, Particle, Sense};
use rasid_record::EventType;

/// How far before a pronoun whoever it means may be named, in tokens.
const MEANT: usize = 45;
/// How far behind a verb the preposition may stand that brings in by a pronoun whom it is done to.
const NEAR: usize = 3;
/// Longest phrase for somebody without a name.
const PHRASE: usize = 5;
/// Letters that a noun for somebody has at least: shorter words are grammar.
const SHORTEST: usize = 3;
/// Longest run of quantities before it.
const QUANTITIES: usize = 3;
/// What acts are called that are done to single people.
const TO_PEOPLE: [&str; 7] = ["arrest", "deport", "abduct", "targeted", "release", "convict", "expel"];
/// What the labels of those hold who only tell of an act.
const TELLERS: [&str; 4] = ["source", "media", "report", "witness"];
/// Kinds of words that begin a phrase for somebody without a name.
const BEGINS: Kinds = Kinds::TRIGGER.with(Kinds::FIGURE).with(Kinds::NATIONALITY);

/// Whether an act is one that is done to people, not to sides or places: to arrest, to abduct, to kill, to release.
pub(super) fn is_done_to_people(trigger: &Trigger) -> bool {
    let kills = trigger.kind == EventType::Assault
        && (trigger.wants == Wants::Recipient || trigger.frame.contains(&(Source::Subject, Part::Passive)));
    kills || trigger.mode.as_deref().is_some_and(|mode| TO_PEOPLE.contains(&mode))
}

impl Ground<'_, '_, '_> {
    /// The clause of a verb with the object that its pronoun means, or that only a noun for people tells.
    pub fn with_object(&self, candidate: &Candidate, trigger: &Trigger, clause: &Clause) -> Option<Clause> {
        let takes = trigger.frame.iter().any(|&(s, p)| s == Source::Object && p == Part::Recipient);
        if !takes || !candidate.is_finite() || clause.object.is_some() {
            return None;
        }
        let people = is_done_to_people(trigger);
        let doers = clause.subject.as_ref().map_or(&[][..], |s| &s.members);
        let material = matches!(trigger.kind, EventType::Assault | EventType::Coerce);
        let object = match candidate.pronoun {
            Some(pronoun) if people || material => self.undergone(candidate.at, pronoun, doers, people),
            Some(_) => None,
            // Whoever has power over people seizes them; of people it is said that they were seized.
            None if people && !clause.carried && doers.iter().any(|m| m.kind != Kind::People) => {
                let at = clause.rest.max(candidate.end);
                let sure = takes_anybody(trigger) && trigger.needs.is_empty();
                let victim = |at| self.victim(at).map(|v| self.one_person(v));
                self.behind_time(at).and_then(|at| if sure { self.seized(at, false) } else { victim(at) })
            }
            None => None,
        }?;
        Some(Clause { object: Some(object), ..clause.clone() })
    }

    /// The token at or behind `at` where an object begins, over a time that is put in between, with or without commas.
    pub fn behind_time(&self, at: usize) -> Option<usize> {
        const BETWEEN: usize = 9;
        let doc = self.doc;
        let comma = doc.is_comma(at);
        let from = at + usize::from(comma);
        let time = from + usize::from(doc.any_particle(from, &[Particle::Preposition]) && doc.is_time(from + 1));
        if !doc.is_time(time) {
            return (!comma).then_some(at);
        }
        let behind = (time..time + BETWEEN).find(|&i| !doc.is_time(i))?;
        Some(behind + usize::from(comma && doc.is_comma(behind)))
    }

    /// Whoever a pronoun at the end of token `at` means as the one whom an act was done to: the nearest before it in its
    /// sentence or the one before that it can be, other than the `doers`. `people` says that the act is done to people.
    pub fn undergone(&self, at: usize, pronoun: Enclitic, doers: &[Member], people: bool) -> Option<Party> {
        let doc = self.doc;
        if matches!(pronoun, Enclitic::Us | Enclitic::Me) {
            return None;
        }
        let fits = |p: &Party| {
            p.end <= at
                && !p.members.iter().any(|m| doers.iter().any(|d| d.id == m.id))
                && self.may_be_meant(p, pronoun, people)
        };
        let start = doc.sentence(at).start;
        // "The youth whom the police arrested (him)": the noun before the relative pronoun.
        if at > start + 1 && doc.any_particle(at - 1, &[Particle::Relative]) {
            let end = at - 1 - usize::from(doc.is_comma(at - 2));
            return self.ending(end).or_else(|| self.victim_before(end)).filter(fits);
        }
        let before = start.checked_sub(1).map_or(start, |last| doc.sentence(last).start);
        let floor = at.saturating_sub(MEANT).max(before);
        let mut i = at;
        while i > floor {
            i -= 1;
            // A name inside a title is not whom the title names.
            if let Some(role) = self.names.role_at(i).filter(|r| r.first < i && r.first >= floor) {
                i = role.first;
            }
            if self.named(i).is_none() && !doc.has(i, BEGINS) {
                continue;
            }
            // "A hundred persons": the phrase begins before the number.
            while i > floor && self.passes(i - 1) == Some(i) {
                i -= 1;
            }
            // "An Egyptian youth": the phrase begins before the nationality.
            let noun = i.checked_sub(1).and_then(|b| self.victim(b)).filter(|v| v.end > i);
            let party = self.party_within(i, at).or_else(|| noun.or_else(|| self.victim(i)));
            if let Some(party) = party.filter(fits) {
                return Some(self.one_person(party));
            }
        }
        None
    }

    /// Whether a pronoun of this number and gender can mean `party`.
    fn may_be_meant(&self, party: &Party, pronoun: Enclitic, people: bool) -> bool {
        let Some(member) = party.members.first() else { return false };
        if member.id.starts_with("anon:") && TELLERS.iter().any(|t| member.id.contains(t)) {
            return false;
        }
        let single = party.members.len() == 1 && !member.id.contains('+');
        let private = matches!(member.kind, Kind::Person | Kind::People);
        let side = matches!(member.kind, Kind::Group | Kind::Party) || member.id.ends_with(":mil");
        let fighters = matches!(member.kind, Kind::Group | Kind::Party) && pronoun != Enclitic::Him;
        if people && !private && !fighters || !private && !side {
            return false;
        }
        // Behind a number or quantity stands a plural.
        let head = self.doc.bare(party.first);
        let many = looks_plural(head) || self.passes(party.first).is_some();
        let gender = gender(self.doc, self.names, party.first);
        let feminine = gender == Some(Gender::Feminine) || member.kind == Kind::People && looks_feminine(head);
        match pronoun {
            Enclitic::Both => !single || many && member.kind == Kind::People,
            Enclitic::Them => !single || !private || member.kind == Kind::People && (many || !feminine),
            Enclitic::Him => single && !feminine && !(member.kind == Kind::People && many),
            Enclitic::Her => single && feminine,
            Enclitic::Us | Enclitic::Me => false,
        }
    }

    /// Whom a preposition of an act that is done to people brings in, by its pronoun or by a mere noun: "thirty of them
    /// were released", "they laid hold of a youth".
    pub fn seized_behind(
        &self,
        candidate: &Candidate,
        trigger: &Trigger,
        from: usize,
        doers: &[Member],
    ) -> Option<Party> {
        let doc = self.doc;
        let links = trigger.frame.iter().filter_map(|&(source, part)| match source {
            Source::Behind(topic) if part == Part::Recipient => Some(topic),
            _ => None,
        });
        let limit = doc.limit(from, NEAR);
        for link in links {
            for i in from..limit {
                if candidate.is_finite() && doc.takes_up(i) {
                    return self.undergone(i, enclitic(doc.folded(i))?, doers, true);
                }
                if let Some(end) = self.topic(i, link).filter(|_| !doc.takes_up(i)) {
                    let victim = || self.victim(end).map(|v| self.one_person(v));
                    return if takes_anybody(trigger) { self.seized(end, false) } else { victim() };
                }
            }
        }
        None
    }

    /// Whom an act was done to where only a word beside it tells: whose envoy is recalled, whom a threatened act would
    /// hit, whose deal is left, whose thing is struck.
    pub fn told_beside(&self, candidate: &Candidate, trigger: &Trigger, from: usize) -> Option<Party> {
        self.own_envoy_with(trigger, from)
            .or_else(|| self.threatened(trigger, from))
            .or_else(|| self.deal_with(trigger, from))
            .or_else(|| self.owner_of_struck(candidate, trigger))
    }

    /// With whom the deal is that is left or threatened to be left: "withdrew from the Iranian nuclear deal".
    fn deal_with(&self, trigger: &Trigger, from: usize) -> Option<Party> {
        const DEAL: usize = 5;
        let doc = self.doc;
        let leaves = match trigger.kind {
            EventType::Sanction => trigger.mode.as_deref() == Some("withdraw"),
            EventType::Threaten => true,
            _ => false,
        };
        if !leaves {
            return None;
        }
        let limit = doc.limit(from, DEAL);
        let deal = (from..limit).find(|&i| self.any_topic(i, &[Topic::AGREEMENT]))?;
        // Only another adjective may stand between.
        let first = |p: &Party| self.doc.token_at(p.members[0].span.start);
        self.adjectives(deal + 1).filter(|p| (deal + 1..first(p)).all(|i| self.doc.is_definite(i)))
    }

    /// Whose thing an act struck, by the nationality behind the thing: "the destruction of a Syrian reactor".
    fn owner_of_struck(&self, candidate: &Candidate, trigger: &Trigger) -> Option<Party> {
        let struck = matches!(trigger.kind, EventType::Assault | EventType::Coerce)
            && !candidate.is_finite()
            && candidate.pronoun.is_none()
            && !candidate.form.definite
            && !is_done_to_people(trigger)
            && trigger.frame.contains(&(Source::Genitive, Part::Recipient));
        if !struck || self.genitive(candidate.end).is_some() {
            return None;
        }
        self.adjectives(candidate.end).filter(|p| self.doc.token_at(p.members[0].span.start) > candidate.end)
    }

    /// A state right behind a preposition of class `topic`, or behind the ground that it has: "raids on Syria", "toward
    /// the territory of the kingdom".
    pub fn state_right_behind(&self, from: usize, topic: Topic) -> Option<Party> {
        const AIMED: usize = 4;
        let doc = self.doc;
        let limit = doc.limit(from, AIMED);
        let at =
            (from..limit).take_while(|&i| doc.is_word(i) && !self.ends_reach(i)).find_map(|i| self.topic(i, topic))?;
        self.state_at(at + usize::from(self.any_topic(at, &[Topic::GROUND])))
    }

    /// Whose country a state calls its envoy back from: "called back its ambassador in Moscow".
    fn own_envoy_with(&self, trigger: &Trigger, from: usize) -> Option<Party> {
        const WITH: usize = 6;
        let doc = self.doc;
        if trigger.kind != EventType::Sanction || trigger.mode.as_deref() != Some("withdraw") {
            return None;
        }
        let limit = doc.limit(from, WITH);
        let envoy = (from..limit).find(|&i| self.any_topic(i, &[Topic::AMBASSADOR]))?;
        (envoy + 1..limit).find_map(|i| {
            let with = self.any_topic(i, &[Topic::LINK_IN, Topic::LINK_FROM])
                || doc.any_particle(i, &[Particle::Locative, Particle::Preposition]);
            if doc.clitics(i).by { self.state_at(i) } else { with.then(|| self.state_at(i + 1)).flatten() }
        })
    }

    /// Whom the act that is threatened would be done to: "threatened to strike Syria".
    fn threatened(&self, trigger: &Trigger, from: usize) -> Option<Party> {
        let doc = self.doc;
        if trigger.kind != EventType::Threaten {
            return None;
        }
        let hostile = |i: usize| {
            doc.hits_of(i, Kinds::TRIGGER).iter().find_map(|h| match h.sense {
                Sense::Trigger(e, form) if form.aspect == Aspect::Noun && h.pronoun.is_none() => {
                    let act = doc.lexicon.trigger(e).event()?;
                    matches!(act.kind, EventType::Assault | EventType::Coerce | EventType::Sanction).then_some(h.end)
                }
                _ => None,
            })
        };
        let limit = doc.limit(from, NEAR);
        let end = (from..limit).filter(|&i| doc.clitics(i).by).find_map(hostile)?;
        self.genitive(end).or_else(|| self.state_in_construct(end)).or_else(|| self.belongs_to(end))
    }

    /// Whoever the noun that goes with a verb of release, at or near token `from`, is of: "set free his son", "set them free".
    pub fn held(&self, from: usize) -> Option<Party> {
        let noun = (from..from + NEAR).find(|&i| self.any_topic(i, &[Topic::RELEASE]))?;
        match self.doc.hits(noun).iter().find_map(|h| h.pronoun) {
            Some(pronoun) => self.undergone(noun, pronoun, &[], true),
            None => self.genitive(noun + 1).or_else(|| self.seized(noun + 1, false)),
        }
    }

    /// Somebody without a name whose phrase begins at token `i`: a private person, people of some trade; `to` says that
    /// the preposition written to it does not count.
    pub fn seized(&self, i: usize, to: bool) -> Option<Party> {
        let doc = self.doc;
        if let Some(victim) = self.victim(i) {
            return Some(self.one_person(victim));
        }
        let clitics = doc.clitics(i);
        if clitics.and || clitics.is_preposition() && !(to && clitics.to) {
            return None;
        }
        let mut head = i;
        while head < i + QUANTITIES
            && let Some(after) = self.passes(head)
        {
            head = after;
        }
        let counted = head > i;
        let act = |sense: Sense| match sense {
            Sense::Trigger(e, form) => form.aspect == Aspect::Noun && matches!(doc.lexicon.trigger(e), Entry::Event(_)),
            Sense::Mechanism(_) | Sense::Phase(..) => true,
            _ => false,
        };
        let grammar = doc.hits_of(head, Kinds::PARTICLE).iter().any(|h| matches!(h.sense, Sense::Particle(_)));
        let folk = [Topic::PERSONS, Topic::POPULACE, Topic::MEMBERS, Topic::GROUPS, Topic::TWO_PERSONS];
        let known = !self.any_topic(head, &folk) && self.topics_at(head).next().is_some();
        let short = doc.bare(head).chars().nth(SHORTEST - 1).is_none();
        let thing = !counted && (short || known || doc.hits(head).iter().any(|h| act(h.sense)));
        // A word of relation alone is an adjective of the act: "an arbitrary arrest".
        // So is one with the article behind a noun with it: "the Kurdish authorities".
        let behind = head > 0 && doc.is_definite(head - 1) && doc.together(head - 1, head) && head == i;
        let adjective = !counted && (behind || !doc.is_definite(head)) && is_relation(doc.folded(head));
        if !doc.is_word(head)
            || grammar
            || thing
            || adjective
            || doc.is_time(head)
            || self.finite(head)
            || self.is_preposition(head)
            || self.names.mention_at(head).is_some_and(|m| m.kind != Kind::Person)
        {
            return None;
        }
        let limit = doc.sentence(head).end.min(head + PHRASE);
        let definite = doc.is_definite(head);
        let nation = |k: usize| doc.has(k, Kinds::NATIONALITY) && doc.is_definite(k) == definite;
        let relation = |k: usize| !definite && doc.clitics(k).is_empty() && is_relation(doc.folded(k));
        let goes_on = |k: usize| self.is_adjective(k) || self.names.unknown.contains(&k) || nation(k) || relation(k);
        let end = (head + 1..limit).find(|&k| !goes_on(k)).unwrap_or(limit);
        let member =
            Member { span: doc.span(i, doc.cut(i), end), id: self.people_id(doc.bare(head)), kind: Kind::People };
        Some(self.one_person(Party { first: i, end, members: vec![member] }))
    }

    /// A private person is no group: "a man" by himself has a label of one who is not named.
    pub fn one_person(&self, mut party: Party) -> Party {
        let doc = self.doc;
        let one = |n: &Hit| match n.sense {
            Sense::Figure(FigureWord::Counted(_, count)) => Some(count == Count::One),
            _ => None,
        };
        let counted = doc.hits_of(party.first, Kinds::FIGURE).iter().find_map(one);
        let single = counted.unwrap_or(!looks_plural(doc.bare(party.first)))
            && self.passes(party.first).is_none()
            && self.topic(party.first, Topic::POPULACE).is_none();
        if let [member] = &mut party.members[..]
            && single
            && member.kind == Kind::People
            && let Some(label) = member.id.strip_prefix("grp:")
            && !label.contains(' ')
        {
            member.id = format!("anon:{label}").into();
        }
        party
    }

    /// Whether behind a noun of accusation whoever is accused stands: "the accusation of Moscow of meddling".
    pub fn is_of_accused(&self, candidate: &Candidate, trigger: &Trigger) -> bool {
        let allege = trigger.kind == EventType::Accuse && trigger.mode.as_deref() == Some("allege");
        let end = match candidate.pronoun {
            Some(_) => Some(candidate.end),
            None => self.genitive(candidate.end).map(|p| p.end),
        };
        allege
            && !looks_plural(self.doc.bare(candidate.at))
            && end.is_some_and(|end| self.doc.is_word(end) && self.doc.clitics(end).by)
    }

    /// Whom a noun of an act that is done to people stands in construct with, or who follows behind its agent: "the
    /// arrest of a teacher", "his killing of a girl".
    pub fn seized_by_noun(&self, candidate: &Candidate, trigger: &Trigger) -> Option<Party> {
        let doc = self.doc;
        let last = candidate.end - 1;
        if candidate.pronoun.is_some() {
            return self.victim(candidate.end).map(|v| self.one_person(v));
        }
        if candidate.form.definite || doc.is_definite(last) {
            return None;
        }
        let at = self.genitive(candidate.end).map_or(candidate.end, |agent| agent.end);
        // Behind a plural stands its adjective: "wide arrests"; things are struck and hit as well.
        let sure = at == candidate.end && !looks_plural(doc.folded(last)) && takes_anybody(trigger);
        if sure { self.seized(at, false) } else { self.victim(at).map(|v| self.one_person(v)) }
    }
}

/// Whether whatever noun stands for whom an act is done to names people: nobody arrests things.
fn takes_anybody(trigger: &Trigger) -> bool {
    match trigger.mode.as_deref() {
        Some("arrest" | "abduct" | "targeted" | "release") => true,
        Some("unconventional") => trigger.wants == Wants::Recipient,
        _ => false,
    }
}
