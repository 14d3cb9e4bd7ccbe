//! The record of an event: what modality, mediation and the council make of what was found.

use super::frames::Cast;
use super::ground::Ground;
use super::triggers::Candidate;
use super::{Draft, Member};
use crate::names::Kind;
use crate::times;
use rasid_lang::inflect::Aspect;
use rasid_lang::tables::triggers::{Part, Trigger, Wants};
use rasid_record::{Aux, EventType};

/// Identifier of the Security Council.
const COUNCIL: &str = "unsc";
/// Identifier of a resolution as a speaker.
const RESOLUTION: &str = "anon:resolution";

/// What the labels of those hold who only tell of something.
const SOURCES: [&str; 4] = ["source", "media", "report", "witness"];

/// Where the trigger is the cue of a statement.
///
/// Rule `event/speech`: the reporting word is itself the act: to call on, to threaten, to accept, to refuse, to accuse.
/// Who speaks is the actor, who is spoken to or of the recipient. Tables: triggers, topics, cues, stances.
const SPEECH: &str = "event/speech";

impl Ground<'_, '_, '_> {
    pub fn draft(
        &self,
        candidate: &Candidate,
        trigger: &Trigger,
        cast: Cast,
        aux: Option<Aux>,
        times: &[times::Draft],
    ) -> Draft {
        let mut kind = trigger.kind;
        let mut mode = trigger.mode.clone();
        let mut aux = aux;
        let mut cast = cast;
        // A resolution speaks for the council that adopted it.
        if cast.actors.iter().any(|m| &*m.id == RESOLUTION)
            && let Some(council) = self.names.mentions.iter().find(|m| &*m.id == COUNCIL)
        {
            cast.actors
                .iter_mut()
                .filter(|m| &*m.id == RESOLUTION)
                .for_each(|m| (m.id, m.kind) = (council.id.clone(), Kind::Body));
        }
        let cooperative =
            matches!(kind, EventType::Consult | EventType::Support | EventType::Cooperate | EventType::Aid);
        let planned = kind == EventType::Consult && !candidate.is_finite() && self.is_planned(candidate);
        let promised = aux == Some(Aux::Future) || planned || self.is_promised(candidate.at);
        if cooperative && promised && aux != Some(Aux::Negated) {
            (kind, mode, aux) = (EventType::Agree, None, None);
        }
        match kind {
            EventType::Concede if aux == Some(Aux::Future) => aux = None,
            EventType::Threaten | EventType::Request if aux != Some(Aux::Negated) => aux = None,
            EventType::Accuse => aux = None,
            // To say that one will attack is to threaten.
            EventType::Assault if aux == Some(Aux::Future) && candidate.is_finite() => {
                (kind, mode, aux) = (EventType::Threaten, Some("violence".to_owned()), None);
            }
            // Not to accept is to refuse.
            EventType::Agree
                if aux == Some(Aux::Negated)
                    && candidate.form.aspect == Aspect::Present
                    && self.is_past_negated(candidate.at) =>
            {
                (kind, aux) = (EventType::Reject, None);
            }
            _ => {}
        }
        // Whoever only tells of an act has not done it.
        if !super::speech::verbal(kind) {
            let tells = |m: &Member| m.id.starts_with("anon:") && SOURCES.iter().any(|s| m.id.contains(s));
            cast.actors.retain(|m| !tells(m));
        }
        let when = self.when(candidate.at, times);
        if aux.is_none() && when.is_some_and(|n| self.is_historical(candidate, &times[n])) {
            aux = Some(Aux::Historical);
        }
        if aux.is_none() && when.is_some_and(|n| self.lies_ahead(candidate, kind, &times[n])) {
            aux = Some(Aux::Future);
        }
        if kind == EventType::Consult && mode.is_none() {
            mode = self.meeting_mode(&cast.actors);
        }
        Draft {
            rule: self.rule(candidate),
            kind,
            mode,
            at: candidate.at,
            finite: candidate.is_finite(),
            span: candidate.span,
            outcome: kind == EventType::Assault
                && (trigger.wants == Wants::Recipient
                    || trigger.frame.iter().any(|(_, p)| *p == Part::Passive) && cast.actors.is_empty()),
            actors: cast.actors,
            recipients: cast.recipients,
            when,
            place: self.place(candidate.end),
            aux,
            by: self.attribution(candidate, trigger),
            carried: false,
        }
    }

    /// The rule by which a candidate was read.
    ///
    /// Rule `event/verb`: a verb of an act, with who does it and to whom before or behind it, as the frame of its entry
    /// says. Tables: triggers, topics, particles.
    ///
    /// Rule `event/participle`: a participle of an act, said of who does it. Tables: triggers, topics.
    ///
    /// Rule `event/phrase`: an act named by a set phrase of several words. Tables: triggers, topics.
    ///
    /// Rule `event/noun`: an act named by a noun: "the shelling of the town", "a meeting between X and Y". One without
    /// anybody on either side counts only where something surely happened. Tables: triggers, topics.
    fn rule(&self, candidate: &Candidate) -> &'static str {
        if self.statements.has_cue(candidate.at) {
            return SPEECH;
        }
        match candidate.form.aspect {
            Aspect::Past | Aspect::Present | Aspect::Passive => "event/verb",
            Aspect::Participle => "event/participle",
            Aspect::Noun | Aspect::Fixed if candidate.end > candidate.at + 1 => "event/phrase",
            Aspect::Noun | Aspect::Fixed => "event/noun",
        }
    }

    /// How those who meet are met: through an envoy who mediates, or as more than two.
    pub fn meeting_mode(&self, actors: &[Member]) -> Option<String> {
        let envoy = |m: &Member| self.doc.lexicon.has_office(&m.id, "un.envoy");
        let states = actors.iter().filter(|m| m.kind == Kind::Person && !envoy(m)).count();
        if actors.iter().any(envoy) && actors.len() >= 2 && (actors.len() == 2 || states < 2) {
            return Some("third-party".to_owned());
        }
        (actors.len() >= 3).then(|| "multilateral".to_owned())
    }
}
