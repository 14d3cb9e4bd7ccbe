//! Whether what was found is a record: the codebook's conditions for a type, and acts that are
//! only what a threat or demand is about.

use super::frames::Cast;
use super::ground::Ground;
use super::triggers::Candidate;
use super::{Draft, JOINED, Last, Member};
use crate::names::Kind;
use rasid_lang::Particle;
use rasid_lang::inflect::Person;
use rasid_lang::tables::topics::Topic;
use rasid_lang::tables::triggers::{Trigger, Wants};
use rasid_record::{Aux, EventType};

/// How far behind a threat or demand the act stands that is threatened or demanded.
const GOVERNED: usize = 5;
/// How far behind a demand what is joined to its object stands.
const CHAIN: usize = 14;
/// How far behind a promise its object stands, over the name of who promises.
const PROMISED: usize = 8;

impl Ground<'_, '_, '_> {
    /// Whether the word only names what the threat or demand before it is about, or is what an
    /// act before it did ("a raid that hit a house").
    pub fn is_governed(&self, candidate: &Candidate, trigger: &Trigger, last: &Last) -> bool {
        let material = matches!(
            trigger.kind,
            EventType::Assault
                | EventType::Coerce
                | EventType::Sanction
                | EventType::Retreat
                | EventType::Concede
                | EventType::Aid
        );
        let near = candidate.at <= last.at + GOVERNED;
        // "Expressed the wish to …" is one act, told by its verb.
        if last.kind == EventType::Agree
            && last.finite
            && trigger.kind == EventType::Request
            && candidate.at <= last.at + JOINED
        {
            return true;
        }
        // "Imposed sanctions": the verb tells it.
        if last.finite
            && last.kind == trigger.kind
            && matches!(trigger.kind, EventType::Sanction | EventType::Coerce | EventType::Concede | EventType::Accuse)
            && near
        {
            return true;
        }
        // "Intends a visit": the promise tells it.
        let promised =
            matches!(trigger.kind, EventType::Consult | EventType::Agree | EventType::Cooperate | EventType::Aid);
        let told = last.kind == EventType::Agree && last.finite && promised && !candidate.is_finite();
        if told
            && candidate.at <= last.at + PROMISED
            && !self.doc.clitics(candidate.at).and
            && !self.is_in(candidate.at)
            && (last.at + 1..candidate.at).all(|i| !self.only_verb(i))
        {
            return true;
        }
        // "The recapture of control": one act in two nouns.
        if !last.finite
            && last.kind == trigger.kind
            && trigger.kind == EventType::Assault
            && !candidate.is_finite()
            && candidate.at == last.at + 1
            && self.doc.clitics(candidate.at).is_empty()
        {
            return true;
        }
        // "Expressed his support" is told by its verb.
        if last.finite
            && last.kind == trigger.kind
            && trigger.kind == EventType::Support
            && !candidate.is_finite()
            && near
        {
            return true;
        }
        let joint = matches!(trigger.kind, EventType::Cooperate | EventType::Consult | EventType::Agree);
        let demanded = matches!(last.kind, EventType::Threaten | EventType::Request);
        if candidate.is_finite() {
            let same = trigger.kind == EventType::Assault && last.kind == EventType::Assault && !last.finite;
            let that = candidate.at > 0 && self.doc.any_particle(candidate.at - 1, &[Particle::That]);
            if demanded && (material || joint) && that && candidate.at <= last.at + 3 * GOVERNED {
                return true;
            }
            return same && near && !self.doc.clitics(candidate.at).and && self.doc.clitics(candidate.at).is_empty();
        }
        // "Warned of the consequences of the raid": the raid is not what is threatened.
        let borne = || (last.at + 1..candidate.at).any(|i| self.any_topic(i, &[Topic::CONSEQUENCE]));
        let verbal = last.kind == EventType::Threaten && !borne()
            || matches!(last.kind, EventType::Request | EventType::Mobilize | EventType::Reject)
            || last.kind == EventType::Agree && last.finite && trigger.kind == EventType::Retreat;
        // The threat goes on up to another verb.
        let threatened = last.kind == EventType::Threaten
            && !borne()
            && (material || trigger.kind == EventType::Reject)
            && (last.at + 1..candidate.at).all(|i| !self.only_verb(i) || self.topic(i, Topic::LIGHT).is_some());
        if threatened {
            return true;
        }
        // "The resumption of talks" is told by its first noun.
        if joint
            && last.kind == EventType::Agree
            && !last.finite
            && candidate.at <= last.at + 2
            && !self.doc.clitics(candidate.at).and
        {
            return true;
        }
        let offered = joint
            && candidate.preposition
            && matches!(last.kind, EventType::Threaten | EventType::Request | EventType::Agree);
        // "Demands the handing over of …, and the release of …": what is joined is demanded too.
        let and = self.doc.clitics(candidate.at).and;
        let chained = and
            && demanded
            && candidate.at <= last.at + CHAIN
            && !self.doc.is_comma(candidate.at - 1)
            && (last.at + 1..candidate.at).all(|i| !self.only_verb(i))
            && (last.at + 1..last.at + GOVERNED)
                .any(|i| self.doc.clitics(i).by || self.any_topic(i, &[Topic::LINK_TO]));
        (material && verbal || offered) && near && !and || material && chained
    }

    /// Whether what was found is enough for a record.
    pub fn accept(
        &self,
        candidate: &Candidate,
        trigger: &Trigger,
        cast: &Cast,
        aux: Option<Aux>,
    ) -> Result<(), &'static str> {
        let some = !cast.actors.is_empty() || !cast.recipients.is_empty();
        let sides = |m: &Member| {
            matches!(m.kind, Kind::State | Kind::Capital | Kind::Organ | Kind::Group | Kind::Party | Kind::Body)
        };
        let armed = |m: &Member| m.id.ends_with(":mil") || matches!(m.kind, Kind::Group | Kind::Party);
        let third = !matches!(candidate.form.person, Person::We | Person::I);
        let enough = match trigger.wants {
            Wants::Free => true,
            Wants::Any => some,
            Wants::Actor => !cast.actors.is_empty(),
            Wants::Recipient => !cast.recipients.is_empty(),
            // Whoever accuses need not be named where it is clear who is accused.
            Wants::Both => {
                !cast.recipients.is_empty() && (!cast.actors.is_empty() || self.addressee_at(candidate.at).is_some())
            }
            // Who offers to work together has promised it alone.
            Wants::Two if trigger.kind == EventType::Cooperate && self.is_promised(candidate.at) => {
                !cast.actors.is_empty()
            }
            Wants::Two => {
                cast.actors.len() >= 2
                    || matches!(trigger.kind, EventType::Consult | EventType::Agree)
                        && cast.actors.iter().any(|m| m.kind == Kind::Party || m.id.contains('+'))
            }
            Wants::Armed => cast.actors.iter().any(armed),
            Wants::Side => cast.actors.iter().any(sides),
            Wants::Person => third && cast.actors.iter().any(|m| m.kind == Kind::Person),
            Wants::Body => cast.actors.iter().any(|m| m.kind == Kind::Body),
            Wants::Speech => self.statement_at(candidate.at).is_some() && some,
            Wants::Place => some || self.place(candidate.end).is_some(),
        };
        // What a draft or resolution provides for has not been done.
        let document = self.statement_at(candidate.at).and_then(|n| self.statements[n].speaker_id.as_deref());
        if document.is_some_and(|id| id.starts_with("anon:draft") || id.starts_with("anon:resolution"))
            && matches!(
                trigger.kind,
                EventType::Aid | EventType::Retreat | EventType::Concede | EventType::Agree | EventType::Cooperate
            )
        {
            return Err("it is only a clause of a draft");
        }
        self.is_politics(trigger.kind, &cast.actors)?;
        if !enough {
            return Err("nobody was found who takes part");
        }
        if some {
            return Ok(());
        }
        let unconventional = trigger.mode.as_deref() == Some("unconventional");
        let acts = is_act(trigger.kind, if unconventional { None } else { aux });
        let struck = trigger.kind == EventType::Assault && self.striking_verb(candidate.end).is_some();
        let aimed = trigger.mode.is_some() && self.any_topic(candidate.end, &[Topic::LINK_ON, Topic::LINK_TO])
            || trigger.mode.is_some() && self.any_topic(candidate.end + 1, &[Topic::LINK_ON, Topic::LINK_TO]);
        // What can only be an armed act, or a withdrawal, needs nothing beside it; an "attack" or "campaign" without
        // its means may be a figure of speech, unless arms or those whom they hurt stand beside it.
        let sentence = self.doc.sentence(candidate.at);
        let armed = || {
            !self.topic_within(sentence.clone(), &[Topic::SPORT, Topic::CULTURE])
                && (trigger.mode.is_some()
                    || candidate.is_finite()
                    || self.topic_within(sentence.clone(), &[Topic::HARM]))
        };
        let sure = trigger.wants == Wants::Free
            && (trigger.kind == EventType::Retreat || trigger.kind == EventType::Assault && armed());
        let placed =
            sure || struck || aimed || candidate.form.definite || unconventional || self.place(candidate.end).is_some();
        let placed = placed
            || trigger.kind == EventType::Assault && self.any_topic(candidate.end, &[Topic::TARGET, Topic::CONTROL]);
        if acts && placed { Ok(()) } else { Err(NOBODY) }
    }

    /// What nobody of politics or arms does is no event, unless they protest or suffer it.
    fn is_politics(&self, kind: EventType, actors: &[Member]) -> Result<(), &'static str> {
        let deed = matches!(kind, EventType::Protest | EventType::Assault | EventType::Retreat | EventType::Coerce);
        let stands = deed || actors.is_empty() || actors.iter().any(|m| self.is_political(m));
        if stands { Ok(()) } else { Err("no political actor takes part") }
    }

    /// Whether an event that no entry of a table vouches for may be one by those who take part.
    pub fn may_stand(&self, draft: &Draft) -> Result<(), &'static str> {
        self.is_politics(draft.kind, &draft.actors)?;
        let some = !draft.actors.is_empty() || !draft.recipients.is_empty();
        if some || is_act(draft.kind, draft.aux) { Ok(()) } else { Err(NOBODY) }
    }
}

/// Why an act is none.
const NOBODY: &str = "nobody takes part";

/// Whether this is an event without anybody: only an act that happened is.
fn is_act(kind: EventType, aux: Option<Aux>) -> bool {
    matches!(kind, EventType::Assault | EventType::Retreat | EventType::Aid)
        && !matches!(aux, Some(Aux::Future | Aux::Hypothetical))
}
