//! Actors and recipients of a trigger, from where its frame says that they stand.

use super::Member;
use super::clause::Clause;
use super::ground::Ground;
use super::party::Party;
use super::triggers::Candidate;
use crate::names::Kind;
use rasid_lang::clitics::Enclitic;
use rasid_lang::inflect::Aspect;
use rasid_lang::tables::figures::FigureWord;
use rasid_lang::tables::topics::Topic;
use rasid_lang::tables::triggers::{Part, Source, Trigger, Wants};
use rasid_lang::{Kinds, Particle, Sense};
use rasid_record::EventType;
use rasid_text::TokenKind;

/// How many nouns of acts may be joined to one.
const NOUNS: usize = 12;

/// Who takes part.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cast {
    /// Who does it.
    pub actors: Vec<Member>,
    /// To whom.
    pub recipients: Vec<Member>,
}

impl Cast {
    /// Adds those of `party` in the part that `part` gives them.
    pub fn add(&mut self, part: Part, party: Party, with_object: bool) {
        for member in party.members {
            let actor = match part {
                Part::Actor => true,
                Part::Recipient => false,
                Part::ByKind => match member.kind {
                    // Behind "of" too, whom it was done to stays so.
                    _ if self.recipients.iter().any(|r| r.id == member.id) => false,
                    Kind::People => false,
                    Kind::Capital | Kind::Place => continue,
                    _ => true,
                },
                Part::Passive => {
                    with_object || matches!(member.kind, Kind::Organ | Kind::State) && self.recipients.is_empty()
                }
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
        let turned = self.addressed(candidate, trigger, clause);
        let clause = turned.as_ref().unwrap_or(clause);
        let given = self.with_object(candidate, trigger, clause);
        let clause = given.as_ref().unwrap_or(clause);
        let people = super::undergone::is_done_to_people(trigger);
        let (mut handed, mut to, mut accused) = (None, None, false);
        let from = if noun { candidate.end } else { clause.rest };
        // "His killing of a girl": whom he killed follows.
        let own = noun && people && candidate.pronoun.is_some() && self.victim(candidate.end).is_some();
        for &(source, mut part) in &trigger.frame {
            // "Its targeting of": the pronoun says who does it where the object follows.
            if source == Source::Genitive && candidate.pronoun.is_some() && (self.doc.clitics(candidate.end).to || own)
            {
                part = Part::Actor;
            }
            // "The party's support for the government": behind the first stands whom it is done to.
            if source == Source::Genitive
                && candidate.pronoun.is_none()
                && let Some(agent) = self.genitive(candidate.end).or_else(|| self.state_in_construct(candidate.end))
                && agent.members[0].kind != Kind::People
                && self.hands_on(trigger, agent.end, people)
            {
                part = Part::Actor;
                handed = Some(agent);
            }
            // "The accusation of Moscow of meddling": who is accused.
            if noun && source == Source::Genitive && part == Part::Actor && self.is_of_accused(candidate, trigger) {
                part = Part::Recipient;
                accused = true;
            }
            // "Their arrest": whom it was done to.
            let suffered = matches!(trigger.kind, EventType::Coerce) || trigger.wants == Wants::Recipient;
            let person = || self.genitive(candidate.end).is_some_and(|p| p.members[0].kind == Kind::Person);
            let done_to = if candidate.pronoun.is_some() { suffered } else { people && person() };
            if noun && source == Source::Genitive && part == Part::ByKind && done_to {
                part = Part::Recipient;
            }
            // "Carried out strikes for the militia": where another does it, it was done to those behind "to".
            if noun && source == Source::AfterTo && part == Part::ByKind {
                to = self.source(candidate, (source, part), clause, from, trigger);
                continue;
            }
            let with_object = clause.object.is_some();
            // Whoever suffers is written; whom the clause goes on about has done something.
            if source == Source::Subject
                && clause.carried
                && matches!(part, Part::Passive | Part::Recipient)
                && !with_object
            {
                // "And that he will pay for it": of whom the speaker has just spoken.
                let spoken =
                    trigger.frame.contains(&(Source::Speaker, Part::Actor)) && self.is_subject_of(candidate.at);
                if spoken {
                    let speaker = self.statement_at(candidate.at).and_then(|n| self.speaker(n, candidate.at));
                    let of = self.meant(candidate.at, speaker.as_ref());
                    of.into_iter().for_each(|p| cast.add(Part::Recipient, p, false));
                }
                continue;
            }
            // "The forces killed six of": whoever stands before the verb and no victim behind it has killed.
            let killed = (part == Part::Passive && !with_object && !clause.carried)
                .then(|| self.victim_behind(candidate.end))
                .flatten()
                .filter(|v| clause.subject.as_ref().is_some_and(|s| s.end <= candidate.at && s.first != v.first));
            // "Ten fighters loyal to Damascus were killed": what stands behind those counted without number or article
            // says who they are.
            let with_object = with_object && (part != Part::Passive || !self.is_apposed(clause));
            // "Soldiers killed a youth": behind the subject stands, in the accusative, whom they killed.
            let killed = killed.or_else(|| {
                let subject = clause.subject.as_ref().filter(|_| part == Part::Passive && !clause.carried)?;
                let accusative = subject.first >= candidate.end && self.doc.is_accusative(subject.end);
                accusative.then(|| self.victim(subject.end)).flatten()
            });
            let agent = handed.clone().filter(|_| source == Source::Genitive);
            if let Some(party) = agent.or_else(|| self.source(candidate, (source, part), clause, from, trigger)) {
                cast.add(part, party, with_object || killed.is_some());
            }
            if let Some(victim) = killed {
                cast.add(Part::Recipient, victim, false);
            }
        }
        if let Some(agent) = handed.filter(|_| cast.recipients.is_empty()) {
            let whom = self.party(agent.end).or_else(|| self.state_at(agent.end));
            let whom = whom.or_else(|| people.then(|| self.seized(agent.end, true)).flatten());
            whom.into_iter().for_each(|p| cast.add(Part::Recipient, p, false));
        }
        // "The arrest of a teacher", "the police's arrest of a teacher".
        if people && noun && cast.recipients.is_empty() {
            let whom = self.seized_by_noun(candidate, trigger);
            whom.into_iter().for_each(|p| cast.add(Part::Recipient, p, false));
        }
        if people && cast.recipients.is_empty() {
            let whom = self.seized_behind(candidate, trigger, from, &cast.actors);
            whom.into_iter().for_each(|p| cast.add(Part::Recipient, p, false));
        }
        // Meetings and joint acts need those on both sides: a preposition names only the other.
        let joint = trigger.frame.iter().any(|(s, _)| matches!(s, Source::Behind(Topic::LINK_WITH)));
        // "After a meeting with his colleague", "after meeting his colleague".
        let meets = trigger.frame.iter().any(|(s, p)| matches!((s, p), (Source::Object, Part::Actor)))
            && cast.actors.len() == 1;
        let mutual = joint
            && !cast.actors.is_empty()
            && candidate.pronoun.is_none()
            && (meets || self.genitive(candidate.end).is_none())
            && self.behind(from, Topic::LINK_BETWEEN, false).is_none()
            && self.adjectives(candidate.end).is_none();
        // The killed and hurt are people without a name more often than not.
        let hurt =
            (people || trigger.kind == EventType::Assault) && cast.recipients.is_empty() && cast.actors.is_empty();
        let suffers = trigger.frame.iter().any(|(s, p)| {
            matches!((s, p), (Source::Genitive, Part::Recipient) | (Source::Subject, Part::Recipient | Part::Passive))
        });
        let passive =
            trigger.frame.iter().any(|(s, p)| matches!((s, p), (Source::Subject, Part::Recipient | Part::Passive)));
        if hurt
            && suffers
            && candidate.pronoun.is_none()
            && let Some(party) =
                self.victim(candidate.end).or_else(|| if passive { self.victim_before(candidate.at) } else { None })
        {
            cast.add(Part::Recipient, self.one_person(party), false);
        }
        let framed = cast.actors.is_empty();
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
        if let Some(party) = to {
            let start = candidate.span.start;
            let others =
                framed && cast.actors.iter().any(|a| a.span.end <= start && party.members.iter().all(|m| m.id != a.id));
            let part = if others && cast.recipients.is_empty() { Part::Recipient } else { Part::ByKind };
            cast.add(part, party, false);
        }
        if noun
            && cast.recipients.is_empty()
            && let Some(party) = self.sufferer(candidate, trigger)
        {
            cast.actors.retain(|a| party.members.iter().all(|m| m.id != a.id));
            cast.add(Part::Recipient, party, false);
        }
        if noun
            && cast.actors.is_empty()
            && let Some(party) = self.culprit(candidate, trigger)
        {
            cast.recipients.retain(|r| party.members.iter().all(|m| m.id != r.id));
            cast.add(Part::Actor, party, false);
        }
        if noun && cast.actors.is_empty() {
            self.cast_by_control(candidate, trigger, &mut cast);
        }
        // "Discussed it during a call": those who did so took part.
        if noun
            && trigger.kind == EventType::Consult
            && trigger.wants == Wants::Any
            && cast.actors.is_empty()
            && let Some(party) = self.last_subject(candidate.at, None, false).filter(|p| p.members.len() > 1)
        {
            cast.add(Part::Actor, party, false);
        }
        // "Said at a meeting in Geneva": who said so took part.
        if noun
            && trigger.kind == EventType::Consult
            && trigger.wants == Wants::Any
            && cast.actors.is_empty()
            && self.is_setting(candidate)
            && let Some(party) = self.last_subject(candidate.at, None, false)
        {
            cast.add(Part::Actor, party, false);
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
        let taken = trigger.frame.iter().any(|(s, _)| matches!(s, Source::Behind(Topic::LINK_BY)));
        if cast.actors.is_empty()
            && !taken
            && !matches!(trigger.kind, EventType::Support | EventType::Agree | EventType::Concede)
            && let Some(party) = self.behind_over(from, Topic::LINK_BY, false, trigger.kind == EventType::Assault)
        {
            cast.add(Part::Actor, party, false);
        }
        if noun
            && matches!(trigger.kind, EventType::Assault | EventType::Sanction | EventType::Coerce)
            && cast.recipients.is_empty()
            && let Some(party) = self.struck(candidate.end)
        {
            cast.add(Part::Recipient, party, false);
        }
        // "Warned the president of withdrawing from the deal": whoever was named last withdraws.
        if noun
            && trigger.kind == EventType::Sanction
            && cast.actors.is_empty()
            && trigger.mode.as_deref() == Some("withdraw")
            && let Some(party) = self.named_before(candidate.at)
        {
            cast.add(Part::Actor, party, false);
        }
        // "Entered, with the support of the coalition": who was helped stands right before, or the clause is about them.
        if noun
            && trigger.kind == EventType::Cooperate
            && cast.recipients.is_empty()
            && !cast.actors.is_empty()
            && self.doc.clitics(candidate.at).by
            && let Some(party) = self.ending(candidate.at).or_else(|| self.last_subject(candidate.at, None, false))
        {
            cast.add(Part::Recipient, party, false);
        }
        // "Praised the efforts led by the envoy": who is praised or blamed is named in what is said.
        if matches!(trigger.kind, EventType::Support | EventType::Accuse)
            && !noun
            && cast.recipients.is_empty()
            && !cast.actors.is_empty()
            && let Some(party) = self.first_named(from, &cast.actors)
        {
            cast.add(Part::Recipient, party, false);
        }
        // "Came out to demand": who did so demands it.
        if noun
            && trigger.kind == EventType::Request
            && cast.actors.is_empty()
            && self.doc.clitics(candidate.at).to
            && let Some(party) = self.last_subject(candidate.at, None, false)
        {
            cast.add(Part::Actor, party, false);
        }
        // "Our raids", a president says: those of his country.
        if noun && candidate.pronoun == Some(Enclitic::Us) && trigger.kind == EventType::Assault {
            cast.actors.iter_mut().for_each(|m| self.speak_for_state(m));
        }
        // "Eight towns agreed": those counted behind the verb, whatever they are.
        if candidate.is_finite()
            && clause.carried
            && candidate.pronoun.is_none()
            && matches!(trigger.kind, EventType::Agree | EventType::Retreat | EventType::Request | EventType::Reject)
            && trigger.frame.contains(&(Source::Subject, Part::Actor))
            && self.is_number(candidate.end)
            && let Some(mut party) = self.crowd(candidate.end)
        {
            party.members.iter_mut().for_each(|m| m.kind = Kind::Party);
            cast.actors = party.members;
        }
        self.cast_crowd(candidate, trigger, from, noun, &mut cast);
        if cast.recipients.is_empty() {
            let whom = self.told_beside(candidate, trigger, from);
            whom.into_iter().for_each(|p| cast.add(Part::Recipient, p, false));
        }
        cast.recipients.retain(|r| !is_document(&r.id));
        // "Condemned the shelling of civilians": those hurt are not who is blamed.
        if trigger.kind == EventType::Accuse && !accused {
            cast.recipients.retain(|r| r.kind != Kind::People);
        }
        // A raid on a capital strikes a place.
        cast.recipients.retain(|r| {
            let before = self.doc.token_at(r.span.start).checked_sub(1);
            let against = before.is_some_and(|b| self.any_topic(b, &[Topic::LINK_AGAINST]));
            trigger.kind != EventType::Assault || r.kind != Kind::Capital || against
        });
        let actors = &cast.actors;
        cast.recipients.retain(|r| !actors.iter().any(|a| a.id == r.id));
        cast
    }

    /// Whether a verbal noun goes on at token `i`, behind who does it, with whom it is done to.
    fn hands_on(&self, trigger: &Trigger, i: usize, people: bool) -> bool {
        let takes = trigger.frame.iter().any(|(s, p)| *s == Source::AfterTo && *p != Part::Actor)
            || matches!(trigger.kind, EventType::Assault | EventType::Coerce | EventType::Aid | EventType::Support);
        takes
            && self.doc.clitics(i).to
            && (self.party(i).is_some()
                || self.state_at(i).is_some()
                || super::speech::verbal(trigger.kind)
                || people && self.doc.is_definite(i) && self.seized(i, true).is_some()
                || self.any_topic(i, &[Topic::TARGET, Topic::GROUND]))
    }

    /// Whether a number stands at token `i`.
    fn is_number(&self, i: usize) -> bool {
        self.doc.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Number)
            || self
                .doc
                .hits_of(i, Kinds::FIGURE)
                .iter()
                .any(|h| matches!(h.sense, Sense::Figure(FigureWord::Number(_))))
    }

    /// Whether token `i` is an indefinite noun or adjective, which a verb behind it without a pronoun describes.
    fn describes(&self, i: usize) -> bool {
        let doc = self.doc;
        doc.is_word(i)
            && !doc.is_definite(i)
            && !doc.is_time(i)
            && !self.finite(i)
            && self.names.mention_at(i).is_none()
            && self.names.role_at(i).is_none()
            && !(i > 0
                && doc
                    .hits_of(i - 1, Kinds::PARTICLE)
                    .iter()
                    .any(|h| h.end > i && matches!(h.sense, Sense::Particle(_))))
            && doc.hits(i).iter().all(|h| {
                !matches!(h.sense, Sense::Particle(p) if p != Particle::Modifier)
                    && !matches!(h.sense, Sense::Takes(..))
            })
    }

    /// Whether what looks like the object of a verb goes on about those counted before it.
    fn is_apposed(&self, clause: &Clause) -> bool {
        let (Some(subject), Some(object)) = (&clause.subject, &clause.object) else { return false };
        let counted = self.passes(subject.first).is_some();
        counted
            && object.first == subject.end
            && self.passes(object.first).is_none()
            && !self.doc.is_definite(object.first)
            && matches!(object.members[0].kind, Kind::People | Kind::Party)
    }

    /// Whether a meeting is only where or when something else was done: "at", "during", "after" it.
    fn is_setting(&self, candidate: &Candidate) -> bool {
        self.doc.clitics(candidate.at).by || self.is_in(candidate.at)
    }

    /// The token behind the nouns of acts that are joined to the one before token `end`: those in construct with the
    /// last belong to all, as in "the abduction and killing of journalists".
    fn behind_joined(&self, end: usize) -> usize {
        let noun = |i: usize| {
            self.doc.hits_of(i, Kinds::TRIGGER).iter().find_map(|h| match h.sense {
                Sense::Trigger(e, form) if form.aspect == Aspect::Noun && !self.doc.is_definite(i) => {
                    self.doc.lexicon.trigger(e).event().map(|_| h.end)
                }
                _ => None,
            })
        };
        let mut behind = end;
        for _ in 0..NOUNS {
            let clitics = self.doc.clitics(behind);
            if !clitics.and || clitics.is_preposition() || self.named(behind).is_some() {
                break;
            }
            let Some(next) = noun(behind) else { break };
            behind = next;
        }
        behind
    }

    fn source(
        &self,
        candidate: &Candidate,
        slot: (Source, Part),
        clause: &Clause,
        from: usize,
        trigger: &Trigger,
    ) -> Option<Party> {
        let (source, part) = slot;
        let kind = trigger.kind;
        let people = super::undergone::is_done_to_people(trigger);
        let verbal = super::speech::verbal(kind) || kind == EventType::Sanction;
        let noun = is_noun(candidate);
        match source {
            Source::Subject if noun => None,
            // The clause's own subject is surer than whoever spoke last.
            Source::Subject => match &clause.subject {
                Some(own) if !clause.carried && (own.end <= candidate.at || !self.names_speaker(candidate.at)) => {
                    Some(own.clone())
                }
                own => {
                    // Whoever spoke last goes on speaking only where the verb goes on.
                    let clitics = self.doc.clitics(candidate.at);
                    let object = clause.object.as_ref().filter(|o| clause.carried && o.first == candidate.end);
                    let goes_on = !candidate.is_finite()
                        || clitics.and
                        || object.is_some() && self.statements.has_cue(candidate.at)
                        || clitics.so
                        || own.is_some()
                        || self.names_speaker(candidate.at);
                    let start = self.doc.sentence(candidate.at).start;
                    // "The deal that imposes": a thing is the subject.
                    // "They will be allowed to": whoever allows it is not told.
                    let thing = own.is_none()
                        && candidate.pronoun.is_none()
                        && (!clause.carried
                            || candidate.at > start && self.doc.any_particle(candidate.at - 1, &[Particle::Relative])
                            || self.topic(candidate.end, Topic::FOR_THEM).is_some());
                    // "Convoys that head for": behind an indefinite noun the verb is about that.
                    let described = own.is_none()
                        && candidate.pronoun.is_none()
                        && candidate.at > start
                        && self.describes(candidate.at - 1)
                        && !self.names_speaker(candidate.at);
                    let speaker = if thing || described {
                        None
                    } else if goes_on {
                        self.spoken_by(candidate.at)
                    } else {
                        self.previous_subject(candidate.at, start)
                    };
                    speaker
                        .filter(|s| !shares(s, &clause.object))
                        .or_else(|| clause.carried.then(|| self.stranger(candidate.at)).flatten())
                        .or_else(|| own.clone())
                        .or_else(|| {
                            // "And called on Russia to": its form says that who follows is called on.
                            let turned = object.filter(|_| verbal && candidate.is_finite() && goes_on)?;
                            self.earlier_speaker(candidate.at, &turned.members[0].id)
                        })
                }
            },
            Source::Object if noun => self.object_of_noun(candidate),
            Source::Object if verbal && self.topic(candidate.end, Topic::ALONE).is_some() => {
                self.meant(candidate.at, clause.subject.as_ref())
            }
            Source::Object => clause.object.clone().or_else(|| match candidate.pronoun {
                _ if !verbal => candidate.pronoun.is_none().then(|| self.belongs_to(from)).flatten(),
                Some(pronoun) => self.referent(candidate.at, pronoun),
                // "The truce that the council called for": nobody else is called on.
                None if self.is_called_for(candidate.at, candidate.end) => None,
                None => self.charged(candidate).or_else(|| self.loose_object(from)).or_else(|| {
                    let calls = kind == EventType::Request && candidate.is_finite();
                    (calls && self.doc.is_definite(from)).then(|| self.crowd(from)).flatten()
                }),
            }),
            Source::Genitive if !noun => None,
            Source::Genitive => match candidate.pronoun {
                // "His arrest": the nearest that it can be, whoever the clause is about.
                Some(pronoun)
                    if part == Part::Recipient && people && !matches!(pronoun, Enclitic::Us | Enclitic::Me) =>
                {
                    self.undergone(candidate.at, pronoun, &[], true)
                }
                // "For their accusation of": people as well as sides.
                Some(pronoun) if part == Part::Recipient && kind == EventType::Accuse => {
                    self.undergone(candidate.at, pronoun, &[], false).or_else(|| self.referent(candidate.at, pronoun))
                }
                Some(pronoun) => self.referent(candidate.at, pronoun),
                // "America's withdrawal": behind such a noun a state is no place.
                None => {
                    let whose = self.genitive(self.behind_joined(candidate.end));
                    whose.filter(|p| !self.is_scene(p, kind, part)).or_else(|| {
                        let acts = part == Part::Actor && is_stand(kind);
                        // "The bombing of Syria", said of the state that suffers it.
                        let suffers = part == Part::Recipient && kind == EventType::Assault;
                        let state = (acts || suffers).then(|| self.state_in_construct(candidate.end)).flatten();
                        state
                            .or_else(|| (part == Part::Actor && verbal).then(|| self.homeland(candidate.end)).flatten())
                    })
                }
            },
            Source::Adjective => noun.then(|| self.adjectives(candidate.end)).flatten(),
            Source::Speaker => self.statement_at(candidate.at).and_then(|n| self.speaker(n, candidate.at)),
            Source::People => self.first_behind(from, |k| matches!(k, Kind::People | Kind::Party | Kind::Group)),
            Source::Owner if people => self.held(from),
            Source::Owner => self.owner(from).or_else(|| {
                let states = is_stand(kind) && self.doc.clitics(from).is_empty();
                states.then(|| self.state_in_construct(from + 1)).flatten()
            }),
            Source::That => self.behind_that(from),
            // "Of" brings in who did it only where it can be one: not "the dead of the experts".
            Source::Behind(Topic::LINK_FROM) if part == Part::Actor => {
                let party = self.behind(from, Topic::LINK_FROM, false).filter(|p| p.members[0].kind != Kind::People);
                party.filter(|p| kind != EventType::Assault || !self.is_bystander(p, from))
            }
            Source::Behind(topic) => self
                .behind(from, topic, part != Part::Actor)
                .or_else(|| {
                    // Whom a threat or sanction is aimed at may be a state that elsewhere would be a place.
                    let aimed =
                        verbal && part == Part::Recipient && matches!(topic, Topic::LINK_ON | Topic::LINK_AGAINST);
                    let struck = kind == EventType::Assault && part == Part::Recipient;
                    let near = || struck.then(|| self.state_right_behind(from, topic)).flatten();
                    aimed.then(|| self.state_behind(from, topic)).flatten().or_else(near)
                })
                .filter(|p| !self.is_tally(p.first)),
            Source::First => self.first_behind(from, |_| true).or_else(|| self.state_behind(from, Topic::LINK_ON)),
            Source::AfterBy => self.written_to(from, |c| c.by),
            Source::AfterTo => self.written_to(from, |c| c.to).filter(|p| {
                part != Part::ByKind || p.first <= from + 2 && self.is_of_noun(candidate.at, from..p.first)
            }),
        }
    }
}

/// Whether an act of this type is something that states do to one another, so that the state
/// behind its noun does it.
fn is_stand(kind: EventType) -> bool {
    matches!(
        kind,
        EventType::Sanction
            | EventType::Reject
            | EventType::Threaten
            | EventType::Accuse
            | EventType::Request
            | EventType::Retreat
            | EventType::Agree
            | EventType::Concede
    )
}

/// Whether a candidate is a noun, neither finite verb nor participle.
fn is_noun(candidate: &Candidate) -> bool {
    !candidate.is_finite() && candidate.form.aspect != Aspect::Participle
}

/// Whether a speaker is really the object.
fn shares(party: &Party, object: &Option<Party>) -> bool {
    object.as_ref().is_some_and(|o| o.members.iter().any(|m| party.members.iter().any(|p| p.id == m.id)))
}

/// Whether an identifier is that of a document.
fn is_document(id: &str) -> bool {
    const DOCUMENTS: [&str; 8] =
        ["resolution", "draft", "memorandum", "study", "report", "statement", "agreement", "document"];
    id.strip_prefix("anon:").is_some_and(|label| DOCUMENTS.iter().any(|d| label.contains(d)))
}
