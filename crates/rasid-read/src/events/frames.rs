//! Actors and recipients of a trigger, from where its frame says that they stand.

use super::Member;
use super::clause::Clause;
use super::ground::Ground;
use super::party::Party;
use super::triggers::Candidate;
use crate::names::Kind;
use rasid_lang::Particle;
use rasid_lang::inflect::Aspect;
use rasid_lang::tables::triggers::{Part, Source, Topic, Trigger};
use rasid_record::EventType;

/// How many tokens behind a trigger a preposition may bring in a participant.
const REACH: usize = 12;
/// The same for "with" and "between".
const NEAR: usize = 9;
/// How many tokens before a noun the light verb that governs it may stand.
const LIGHT: usize = 16;
/// How far behind verb and subject the object of a light verb may begin.
const OBJECT: usize = 5;
/// How far behind a thing its owner may stand.
const BELONGS: usize = 4;

/// Who takes part.
#[derive(Clone, Debug, Default)]
pub(super) struct Cast {
    /// Who does it.
    pub actors: Vec<Member>,
    /// To whom.
    pub recipients: Vec<Member>,
}

impl Cast {
    fn add(&mut self, part: Part, party: Party, with_object: bool) {
        for member in party.members {
            let actor = match part {
                Part::Actor => true,
                Part::Recipient => false,
                Part::ByKind => match member.kind {
                    Kind::People => false,
                    Kind::Capital | Kind::Place => continue,
                    _ => true,
                },
                Part::Passive => with_object || matches!(member.kind, Kind::Organ | Kind::State) && self.recipients.is_empty(),
            };
            let list = if actor { &mut self.actors } else { &mut self.recipients };
            if !list.iter().any(|m| m.id == member.id) {
                list.push(member);
            }
        }
    }
}

impl Ground<'_, '_, '_> {
    /// Who takes part in the event that `candidate` shows in the sense `trigger`.
    pub fn cast(&self, candidate: &Candidate, trigger: &Trigger, clause: &Clause) -> Cast {
        let mut cast = Cast::default();
        let noun = is_noun(candidate);
        let from = if noun { candidate.end } else { clause.rest };
        for &(source, part) in &trigger.frame {
            let with_object = clause.object.is_some();
            // Whoever suffers is written; whom the clause goes on about has done something.
            if source == Source::Subject && clause.carried && matches!(part, Part::Passive | Part::Recipient) && !with_object {
                continue;
            }
            if let Some(party) = self.source(candidate, (source, part), clause, from, super::verbal(trigger.kind)) {
                cast.add(part, party, with_object);
            }
        }
        // Meetings and joint acts need those on both sides: a preposition names only the other.
        let joint = trigger.frame.iter().any(|(s, _)| matches!(s, Source::Behind(Topic::LINK_WITH)));
        // "After a meeting with his colleague", "after meeting his colleague".
        let meets = trigger.frame.iter().any(|(s, p)| matches!((s, p), (Source::Object, Part::Actor))) && cast.actors.len() == 1;
        let mutual = joint
            && !cast.actors.is_empty()
            && candidate.pronoun.is_none()
            && (meets || self.genitive(candidate.end).is_none())
            && self.behind(from, Topic::LINK_BETWEEN, false).is_none()
            && self.adjectives(candidate.end).is_none();
        if noun && (cast.actors.is_empty() || mutual) {
            let other = std::mem::take(&mut cast.actors);
            self.cast_around_noun(candidate, trigger, &mut cast);
            if mutual
                && cast.actors.is_empty()
                && other.len() == 1
                && let Some(party) = self.other_side(candidate.at, &other)
            {
                cast.add(Part::Actor, party, false);
            }
            for member in other {
                if !cast.actors.iter().any(|a| a.id == member.id) {
                    cast.actors.push(member);
                }
            }
        }
        if trigger.kind == EventType::Consult
            && !noun
            && cast.actors.len() == 1
            && trigger.frame.len() > 1
            && let Some(party) = self.other_side(candidate.at, &cast.actors)
        {
            let other = std::mem::take(&mut cast.actors);
            cast.add(Part::Actor, party, false);
            cast.actors.extend(other);
        }
        if cast.actors.is_empty()
            && let Some(party) = self.behind_over(from, Topic::LINK_BY, false, trigger.kind == EventType::Assault)
        {
            cast.add(Part::Actor, party, false);
        }
        if noun
            && trigger.kind == EventType::Assault
            && cast.recipients.is_empty()
            && let Some(party) = self.struck(candidate.end)
        {
            cast.add(Part::Recipient, party, false);
        }
        cast.recipients.retain(|r| !is_document(&r.id));
        let actors = &cast.actors;
        cast.recipients.retain(|r| !actors.iter().any(|a| a.id == r.id));
        cast
    }

    fn source(&self, candidate: &Candidate, slot: (Source, Part), clause: &Clause, from: usize, verbal: bool) -> Option<Party> {
        let (source, part) = slot;
        let noun = is_noun(candidate);
        match source {
            Source::Subject if noun => None,
            // The clause's own subject is surer than whoever spoke last.
            Source::Subject => match &clause.subject {
                Some(own) if !clause.carried && (own.end <= candidate.at || !self.names_speaker(candidate.at)) => Some(own.clone()),
                own => self.spoken_by(candidate.at).or_else(|| own.clone()),
            },
            Source::Object if noun => self.object_of_noun(candidate),
            Source::Object => clause.object.clone().or_else(|| match candidate.pronoun {
                _ if !verbal => candidate.pronoun.is_none().then(|| self.belongs_to(from)).flatten(),
                Some(pronoun) => self.referent(candidate.at, pronoun),
                None => self.spoken_to(candidate.at).or_else(|| self.loose_object(from)),
            }),
            Source::Genitive if !noun => None,
            Source::Genitive => match candidate.pronoun {
                Some(pronoun) => self.referent(candidate.at, pronoun),
                None => self.genitive(candidate.end),
            },
            Source::Adjective => noun.then(|| self.adjectives(candidate.end)).flatten(),
            Source::Speaker => self.statement_at(candidate.at).and_then(|n| self.speaker(n, candidate.at)),
            Source::First => self.first_behind(from, |_| true),
            Source::People => self.first_behind(from, |k| matches!(k, Kind::People | Kind::Party | Kind::Group)),
            Source::Owner => self.owner(from),
            Source::That => self.behind_that(from),
            Source::Behind(topic) => self.behind(from, topic, part != Part::Actor),
            Source::AfterBy => self.written_to(from, |c| c.by),
            Source::AfterTo => self.written_to(from, |c| c.to),
        }
    }

    /// The speaker of the statement whose cue is token `at`.
    fn spoken_by(&self, at: usize) -> Option<Party> {
        let number = self.statements.iter().position(|d| d.cue == at)?;
        self.speaker(number, at)
    }

    /// Whether the statement whose cue is token `at` has its speaker written.
    fn names_speaker(&self, at: usize) -> bool {
        self.statements.iter().any(|d| d.cue == at && d.speaker.is_some())
    }

    /// The addressee of the statement whose cue is token `at`.
    fn spoken_to(&self, at: usize) -> Option<Party> {
        let draft = self.statements.iter().find(|d| d.cue == at)?;
        self.party(self.doc.token_at(draft.addressee?.start))
    }

    /// The participants in construct with a verbal noun.
    fn genitive(&self, end: usize) -> Option<Party> {
        let clitics = self.doc.clitics(end);
        if clitics.is_preposition() || clitics.and {
            return None;
        }
        self.party(end)
    }

    /// The object of a verbal noun, behind its agent: "the army's shelling of civilians".
    fn object_of_noun(&self, candidate: &Candidate) -> Option<Party> {
        let agent = match candidate.pronoun {
            Some(_) => candidate.end,
            None => self.genitive(candidate.end)?.end,
        };
        self.genitive(agent)
    }

    /// Whether nothing behind token `i` belongs to the trigger any more.
    fn ends_reach(&self, i: usize) -> bool {
        let doc = self.doc;
        doc.any_particle(i, &[Particle::That, Particle::Meanwhile, Particle::But, Particle::Subordinate])
            || doc.is_sign(i, ":")
            || doc.is_sign(i, ".")
            || self.verb_at(i).is_some() && !doc.clitics(i).is_preposition() && self.topic(i, Topic::LIGHT).is_none() && self.named(i).is_none()
    }

    /// A participant behind a preposition of class `topic`.
    /// `owner` says that whoever the thing behind it belongs to will do.
    fn behind(&self, from: usize, topic: Topic, owner: bool) -> Option<Party> {
        self.behind_over(from, topic, owner, false)
    }

    /// The same; `far` says that other verbs may stand between.
    fn behind_over(&self, from: usize, topic: Topic, owner: bool, far: bool) -> Option<Party> {
        let reach = if matches!(topic, Topic::LINK_WITH | Topic::LINK_BETWEEN) { NEAR } else { REACH };
        let limit = self.doc.sentence(from.min(self.doc.len().saturating_sub(1))).end.min(from + reach);
        for i in from..limit {
            if self.ends_reach(i) && !far {
                return None;
            }
            if let Some(end) = self.topic(i, topic)
                && let Some(party) = self.party(end).or_else(|| owner.then(|| self.belongs_to(end)).flatten())
            {
                return Some(party);
            }
        }
        None
    }

    /// The object of a verb of speech, further behind: dates and places may stand before it.
    fn loose_object(&self, from: usize) -> Option<Party> {
        let doc = self.doc;
        let limit = doc.sentence(from.min(doc.len().saturating_sub(1))).end.min(from + REACH);
        for i in from..limit {
            let clitics = doc.clitics(i);
            if self.ends_reach(i) || clitics.and {
                return None;
            }
            let governed = i > from
                && (doc.any_particle(i - 1, &[Particle::Preposition, Particle::Locative])
                    || doc.hits(i - 1).iter().any(|h| matches!(h.sense, rasid_lang::Sense::Takes(..))));
            if !clitics.is_preposition()
                && !governed
                && let Some(party) = self.party(i)
            {
                return Some(party);
            }
        }
        None
    }

    /// Who else takes part in a meeting of which only `known` are named beside the word.
    fn other_side(&self, at: usize, known: &[Member]) -> Option<Party> {
        let person = known.iter().any(|m| m.kind == Kind::Person);
        let party = person.then(|| self.last_subject(at, None, true)).flatten().or_else(|| self.last_subject(at, None, false))?;
        party.members.iter().all(|m| known.iter().all(|k| k.id != m.id)).then_some(party)
    }

    /// Whom an act named by a noun struck, by the verb behind it: "raids that hit the army".
    fn struck(&self, end: usize) -> Option<Party> {
        let verb = self.striking_verb(end)?;
        self.genitive(verb).or_else(|| self.belongs_to(verb))
    }

    /// The token behind a verb of attack that goes on about the noun before token `end`.
    pub fn striking_verb(&self, end: usize) -> Option<usize> {
        let doc = self.doc;
        let limit = doc.sentence(end.min(doc.len().saturating_sub(1))).end.min(end + 4);
        for i in end..limit {
            if !doc.is_word(i) && !doc.is_comma(i) || doc.clitics(i).and {
                return None;
            }
            let strikes = doc.hits(i).iter().any(|h| match h.sense {
                rasid_lang::Sense::Trigger(e, form) => {
                    matches!(form.aspect, Aspect::Past | Aspect::Present)
                        && doc.lexicon.trigger(e).event().is_some_and(|t| t.kind == EventType::Assault)
                }
                _ => false,
            });
            if strikes && doc.clitics(i).is_empty() && self.named(i).is_none() {
                return Some(i + 1);
            }
        }
        None
    }

    /// The first participant behind token `from`.
    fn first_behind(&self, from: usize, takes: impl Fn(Kind) -> bool) -> Option<Party> {
        let limit = self.doc.sentence(from.min(self.doc.len().saturating_sub(1))).end.min(from + REACH);
        (from..limit).find_map(|i| self.party(i).filter(|p| !self.doc.clitics(i).and && takes(p.members[0].kind)))
    }

    /// Whoever the noun at token `from` belongs to, by a genitive or an adjective of nationality;
    /// a preposition may stand before the noun.
    fn owner(&self, from: usize) -> Option<Party> {
        let doc = self.doc;
        let noun = (from..from + 2).find(|&i| self.any_topic(i, &[Topic::LINK_IN, Topic::LINK_ON])).map_or(from, |i| i + 1);
        if !doc.is_word(noun) || doc.clitics(noun).and || doc.hits(noun).iter().any(|h| matches!(h.sense, rasid_lang::Sense::Particle(_))) {
            return None;
        }
        self.genitive(noun + 1).or_else(|| self.adjectives(noun + 1))
    }

    /// The subject of the clause that "that" brings in, or the genitive of a noun that stands for one.
    fn behind_that(&self, from: usize) -> Option<Party> {
        let doc = self.doc;
        let limit = doc.sentence(from.min(doc.len().saturating_sub(1))).end.min(from + 4);
        let that = (from..limit).find_map(|i| doc.particle(i, Particle::That));
        let Some(after) = that else { return self.genitive(from + 1) };
        if let Some((end, person, pronoun, _)) = self.verb_at(after) {
            let clause = self.clause(after, end, pronoun, person);
            return clause.subject.filter(|s| !clause.carried && s.first >= end).or_else(|| self.first_behind(end, |_| true).filter(|p| p.first < end + 4));
        }
        self.party(after)
    }

    /// Whoever the thing at token `noun` belongs to: "positions of the army", "stores that belong
    /// to the party".
    fn belongs_to(&self, noun: usize) -> Option<Party> {
        let doc = self.doc;
        if !doc.is_word(noun) || self.ends_reach(noun) || self.is_place(noun) {
            return None;
        }
        if let Some(party) = self.genitive(noun + 1) {
            return Some(party);
        }
        let limit = doc.sentence(noun).end.min(noun + BELONGS);
        for i in noun + 1..limit {
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
    fn written_to(&self, from: usize, takes: impl Fn(rasid_lang::clitics::Proclitics) -> bool) -> Option<Party> {
        let limit = self.doc.sentence(from.min(self.doc.len().saturating_sub(1))).end.min(from + REACH);
        for i in from..limit {
            if self.ends_reach(i) {
                return None;
            }
            let to_them = self.any_topic(i, &[Topic::FOR_THEM]);
            if to_them && takes(rasid_lang::clitics::Proclitics { to: true, ..Default::default() }) {
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

    /// Who does what a noun names where the noun itself does not say: an adjective of
    /// nationality, a light verb before or behind it, whoever promises it.
    fn cast_around_noun(&self, candidate: &Candidate, trigger: &Trigger, cast: &mut Cast) {
        let doc = self.doc;
        if let Some(party) = self.adjectives(candidate.end) {
            cast.add(Part::Actor, party, false);
            return;
        }
        if let Some(light) = self.relative_light(candidate.end)
            && let Some((end, person, pronoun, _)) = self.verb_at(light)
        {
            let clause = self.clause(light, end, pronoun, person);
            if !clause.carried
                && let Some(subject) = clause.subject
            {
                let more = if trigger.kind == EventType::Consult { clause.object.or_else(|| self.written_to(clause.rest, |c| c.by)) } else { None };
                cast.add(Part::Actor, subject, false);
                more.into_iter().for_each(|p| cast.add(Part::Actor, p, false));
                return;
            }
        }
        let start = doc.sentence(candidate.at).start;
        for i in (candidate.at.saturating_sub(LIGHT).max(start)..candidate.at).rev() {
            let promise = self.topic(i, Topic::PROMISE).is_some();
            if !promise && self.topic(i, Topic::LIGHT).is_none() {
                if self.verb_at(i).is_some() && self.named(i).is_none() && !doc.clitics(i).is_preposition() {
                    return;
                }
                continue;
            }
            let clause = match self.verb_at(i) {
                Some((end, person, pronoun, _)) => self.clause(i, end, pronoun, person),
                None if promise => self.clause(i, i + 1, false, rasid_lang::inflect::Person::None),
                None => continue,
            };
            // A purpose between is what the verb is about.
            if (clause.rest..candidate.at).any(|k| doc.clitics(k).to && self.named(k).is_none()) {
                return;
            }
            // What stands right behind verb and subject is the object.
            if !promise && candidate.at > clause.rest + OBJECT {
                return;
            }
            if let Some(subject) = clause.subject.filter(|s| s.end <= candidate.at) {
                cast.add(Part::Actor, subject, false);
            }
            return;
        }
    }
}

/// Whether a candidate is a noun, neither finite verb nor participle.
fn is_noun(candidate: &Candidate) -> bool {
    !candidate.is_finite() && candidate.form.aspect != Aspect::Participle
}

/// Whether an identifier is that of a document.
fn is_document(id: &str) -> bool {
    const DOCUMENTS: [&str; 8] = ["resolution", "draft", "memorandum", "study", "report", "statement", "agreement", "document"];
    id.strip_prefix("anon:").is_some_and(|label| DOCUMENTS.iter().any(|d| label.contains(d)))
}
