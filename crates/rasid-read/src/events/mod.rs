//! Events: who did what to whom, by PLOVER's types.
//!
//! [`triggers`] finds words that may show an event, [`needs`] holds them against their
//! conditions. [`frames`] finds who takes part: [`clause`] and [`antecedents`] know subjects and
//! objects, [`party`] the phrases that name somebody, [`people`] those without a name, [`reach`] what prepositions bring in,
//! [`around`] and [`control`] who does what only a noun names, [`crowd`] who protests, [`speech`] who speaks, [`suffered`] who only suffers, [`undergone`] whom a pronoun or a mere noun names, [`duty`] who is told what to do. [`modality`] tells what is
//! no plain fact, [`circumstances`] when and where, [`accept`] whether it is enough, [`record`]
//! what is recorded, [`settle`] what remains of all of them together.

mod accept;
mod antecedents;
mod around;
mod circumstances;
mod clause;
mod control;
mod crowd;
mod duty;
mod frames;
mod ground;
mod heading;
mod modality;
mod needs;
mod party;
mod people;
mod reach;
mod record;
mod settle;
mod speech;
mod suffered;
mod triggers;
mod undergone;
mod weigh;

#[cfg(test)]
mod tests;

use crate::doc::Doc;
use crate::names::{Kind, Names};
use crate::statements::Statements;
use crate::trace::Trace;
use crate::{figures, times};
use clause::Clause;
pub(crate) use ground::Ground;
pub(crate) use party::Party;
use rasid_lang::Particle;
use rasid_lang::inflect::Aspect;
use rasid_lang::tables::triggers::Wants;
use rasid_record::{Aux, Event, EventType, Participant};
use rasid_text::Span;
use std::rc::Rc;
use triggers::Candidate;

/// Somebody who takes part.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    /// The words that name them.
    pub span: Span,
    /// Identifier.
    pub id: Rc<str>,
    /// What the identifier stands for.
    pub kind: Kind,
}

/// An event in the making: spans in bytes.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    /// The rule that found it.
    pub rule: &'static str,
    /// PLOVER's type.
    pub kind: EventType,
    /// PLOVER's mode.
    pub mode: Option<String>,
    /// Token of the trigger.
    pub at: usize,
    /// Span of the trigger.
    pub span: Span,
    /// Who does it.
    pub actors: Vec<Member>,
    /// To whom.
    pub recipients: Vec<Member>,
    /// Index of the time.
    pub when: Option<usize>,
    /// The place.
    pub place: Option<Span>,
    /// In which way it is less than a plain fact.
    pub aux: Option<Aux>,
    /// Number of the innermost statement.
    pub by: Option<usize>,
    /// Whether it only continues that statement.
    pub carried: bool,
    /// Whether the trigger is a finite verb.
    pub finite: bool,
    /// Whether it only tells who was killed or hurt.
    pub outcome: bool,
}

/// All events of a report, in order of the text. `times` are its expressions of time, in the
/// order of the published list.
pub(crate) fn find<T: Trace>(
    doc: &Doc<'_, '_>,
    names: &Names,
    statements: &Statements,
    times: &[times::Draft],
    figures: &[figures::Draft],
    trace: &mut T,
) -> Vec<Draft> {
    let ground = Ground::new(doc, names, statements);
    let mut drafts = Vec::new();
    if ground.is_elsewhere() {
        return drafts;
    }
    let mut i = 0;
    let mut last: Option<Last> = None;
    let mut met: Vec<Member> = Vec::new();
    let mut words: Vec<weigh::Word> = Vec::new();
    while i < doc.len() {
        if let Some((draft, end)) = ground.duty(i, times) {
            trace.fired(draft.rule, draft.span);
            drafts.push(draft);
            i = end;
            continue;
        }
        let Some(candidate) = ground.candidate(i) else {
            i += 1;
            continue;
        };
        let reason;
        match ground.read(&candidate, last.as_ref(), &met, times) {
            Ok(draft) => {
                trace.fired(draft.rule, draft.span);
                if matches!(draft.kind, EventType::Consult | EventType::Agree) && draft.actors.len() > 1 {
                    met.clone_from(&draft.actors);
                }
                last = Some(Last {
                    kind: draft.kind,
                    finite: candidate.is_finite(),
                    at: candidate.at,
                    aux: draft.aux,
                    will: ground.aux(candidate.at, candidate.is_finite(), candidate.will) == Some(Aux::Future),
                    actors: draft.actors.clone(),
                    recipients: draft.recipients.clone(),
                });
                drafts.push(draft);
                reason = None;
            }
            Err(why) => {
                trace.near(RULE, candidate.span, why);
                reason = Some(why);
            }
        }
        i = candidate.end;
        words.push(weigh::Word { candidate, reason });
    }
    settle::merge_means(&ground, &mut drafts);
    settle::merge_outcomes(&ground, &mut drafts);
    settle::give_tolls(&ground, &mut drafts, figures);
    settle::share_hits(&ground, &mut drafts);
    settle::own_truces(&ground, &mut drafts);
    drafts.sort_by_key(|d| (d.span.start, d.span.end));
    drafts.dedup_by_key(|d| d.span);
    weigh::revise(&ground, drafts, &words, times, figures, trace)
}

/// The event before a candidate.
pub(crate) struct Last {
    kind: EventType,
    finite: bool,
    at: usize,
    aux: Option<Aux>,
    /// Whether the future was written to it, whatever became of that.
    will: bool,
    actors: Vec<Member>,
    recipients: Vec<Member>,
}

/// How far behind an accusation the act stands.
const ACCUSED: usize = 14;
/// How far apart nouns that are joined may stand, in tokens.
const JOINED: usize = 4;

/// The rule's name where a candidate was left before a rule claimed it.
///
/// Rule `event/trigger`: a word that may name an act and was left, with the reason: a condition of its entry is not
/// fulfilled, or nobody takes part. Makes no records. Tables: triggers, topics.
const RULE: &str = "event/trigger";

impl Ground<'_, '_, '_> {
    /// Reads the event of a candidate, or says why there is none. `met` are those of the last meeting told.
    fn read(
        &self,
        candidate: &Candidate,
        last: Option<&Last>,
        met: &[Member],
        times: &[times::Draft],
    ) -> Result<Draft, &'static str> {
        let finite = candidate.is_finite();
        let clause = if finite {
            self.clause(candidate.at, candidate.end, candidate.pronoun.is_some(), candidate.form.person)
        } else if candidate.form.aspect == Aspect::Participle {
            self.participle_clause(candidate.at, candidate.end)
        } else {
            let subject = self.party(candidate.end).filter(|_| !self.doc.clitics(candidate.end).and);
            let rest = subject.as_ref().map_or(candidate.end, |s| s.end);
            Clause { subject, object: None, rest, carried: false }
        };
        let mut aux = self.aux(candidate.at, finite, candidate.will);
        // "He will travel and meet": the future is written once.
        let goes_on = candidate.form.aspect == Aspect::Present && self.doc.clitics(candidate.at).and && aux.is_none();
        if goes_on
            && last
                .is_some_and(|l| l.will && l.finite && self.doc.sentence_of(l.at) == self.doc.sentence_of(candidate.at))
        {
            aux = Some(Aux::Future);
        }
        let mut reason = "no sense of the word has its conditions fulfilled";
        for &(sense, form) in &candidate.senses {
            let candidate = &Candidate { form, ..candidate.clone() };
            let Some(trigger) = self.doc.lexicon.trigger(sense).event() else { continue };
            if !trigger.needs.iter().all(|need| self.fulfils(candidate, &clause, aux, need)) {
                continue;
            }
            let mut cast = self.cast(candidate, trigger, &clause);
            self.name_fighters(&mut cast.actors);
            self.name_fighters(&mut cast.recipients);
            let last = last.filter(|l| self.doc.sentence_of(l.at) == self.doc.sentence_of(candidate.at));
            if cast.actors.is_empty()
                && (speech::verbal(trigger.kind) || matches!(trigger.kind, EventType::Concede | EventType::Agree))
                && let Some(speaker) =
                    self.opened_by(candidate, speech::verbal(trigger.kind)).and_then(|n| self.speaker(n, candidate.at))
            {
                cast.actors = speaker.members;
            }
            // "A call of the president": who speaks by the noun stands right behind it.
            if let Some(speaker) = self.spoken_behind(candidate).filter(|_| speech::verbal(trigger.kind)) {
                cast.recipients.retain(|r| speaker.members.iter().all(|s| s.id != r.id));
                cast.actors = speaker.members;
            }
            // "After the summit": the one that was told before.
            let again = trigger.kind == EventType::Consult && trigger.wants == Wants::Any;
            if again && !finite && cast.actors.len() < 2 && self.is_known(candidate) {
                let same = cast.actors.iter().all(|a| met.iter().any(|m| m.id == a.id));
                if same && !met.is_empty() {
                    cast.actors = met.to_vec();
                }
            }
            if let Some(last) = last {
                if self.is_governed(candidate, trigger, last) {
                    reason = "it is only what is threatened or demanded";
                    continue;
                }
                // Whoever is accused of an act has done it, as the accuser has it.
                let accused = last.kind == EventType::Accuse
                    && !finite
                    && cast.actors.is_empty()
                    && candidate.at <= last.at + ACCUSED
                    && !speech::verbal(trigger.kind)
                    && (last.at + 1..candidate.at).all(|i| !self.only_verb(i));
                if accused {
                    cast.actors.clone_from(&last.recipients);
                    let actors = &cast.actors;
                    cast.recipients.retain(|r| actors.iter().all(|a| a.id != r.id));
                }
                let joined =
                    self.doc.clitics(candidate.at).and && !finite && !last.finite && candidate.at <= last.at + JOINED;
                if joined && cast.actors.is_empty() {
                    cast.actors.clone_from(&last.actors);
                }
                let or = candidate.at > 0 && self.doc.any_particle(candidate.at - 1, &[Particle::And]);
                if (joined || or && !finite && candidate.at <= last.at + 2 * JOINED)
                    && last.kind == trigger.kind
                    && aux.is_none()
                {
                    aux = last.aux;
                    if cast.actors.is_empty() {
                        cast.actors.clone_from(&last.actors);
                    }
                }
            }
            match self.accept(candidate, trigger, &cast, aux) {
                Ok(()) => return Ok(self.draft(candidate, trigger, cast, aux, times)),
                Err(why) => reason = why,
            }
        }
        Err(reason)
    }
}

impl Ground<'_, '_, '_> {
    /// Whether a noun is one that the reader knows of: it has the article, or a day behind it.
    fn is_known(&self, candidate: &Candidate) -> bool {
        candidate.form.definite || self.doc.is_time(candidate.end)
    }
}

/// An event in the form that goes outside.
pub(crate) fn publish(doc: &Doc<'_, '_>, draft: &Draft) -> Event {
    let people = |members: &[Member]| {
        members.iter().map(|m| Participant { span: doc.anchor(m.span), id: m.id.to_string() }).collect()
    };
    Event {
        kind: draft.kind,
        mode: draft.mode.clone(),
        trigger: doc.anchor(draft.span),
        actors: people(&draft.actors),
        recipients: people(&draft.recipients),
        when: draft.when,
        place: draft.place.map(|span| doc.anchor(span)),
        aux: draft.aux,
        by: draft.by,
        carried: draft.carried,
        rule: draft.rule.to_owned(),
    }
}
