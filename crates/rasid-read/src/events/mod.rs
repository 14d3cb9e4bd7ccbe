//! Events: who did what to whom, by PLOVER's types.
//!
//! [`triggers`] finds words that may show an event, [`needs`] holds them against their
//! conditions, [`clause`] and [`frames`] find who takes part, [`modality`] tells what is no
//! plain fact, [`circumstances`] when and where, [`settle`] what remains of them together.

mod circumstances;
mod clause;
mod frames;
mod ground;
mod modality;
mod needs;
mod party;
mod settle;
mod triggers;

use crate::doc::Doc;
use crate::names::{Kind, Names};
use crate::{statements, times};
use crate::trace::Trace;
use clause::Clause;
use frames::Cast;
use ground::Ground;
use rasid_lang::Particle;
use rasid_lang::inflect::{Aspect, Person};
use rasid_lang::tables::triggers::{Part, Topic, Trigger, Wants};
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
    /// Whether it only tells who was killed or hurt.
    pub outcome: bool,
}

/// All events of a report, in order of the text. `times` are its expressions of time, in the
/// order of the published list.
pub(crate) fn find<T: Trace>(
    doc: &Doc<'_, '_>,
    names: &Names,
    statements: &[statements::Draft],
    times: &[times::Draft],
    trace: &mut T,
) -> Vec<Draft> {
    let ground = Ground { doc, names, statements };
    let mut drafts = Vec::new();
    if ground.is_elsewhere() {
        return drafts;
    }
    let mut i = 0;
    let mut last: Option<Last> = None;
    while i < doc.len() {
        let Some(candidate) = ground.candidate(i) else {
            i += 1;
            continue;
        };
        match ground.read(&candidate, last.as_ref(), times) {
            Ok(draft) => {
                trace.fired(draft.rule, draft.span);
                last = Some(Last { kind: draft.kind, finite: candidate.is_finite(), at: candidate.at, aux: draft.aux, actors: draft.actors.clone() });
                drafts.push(draft);
            }
            Err(reason) => trace.near(RULE, candidate.span, reason),
        }
        i = candidate.end;
    }
    settle::merge_outcomes(&ground, &mut drafts);
    settle::own_truces(&ground, &mut drafts);
    drafts.sort_by_key(|d| (d.span.start, d.span.end));
    drafts.dedup_by_key(|d| d.span);
    drafts
}

/// The event before a candidate.
struct Last {
    kind: EventType,
    finite: bool,
    at: usize,
    aux: Option<Aux>,
    actors: Vec<Member>,
}

/// Identifier of the Security Council.
const COUNCIL: &str = "unsc";
/// Identifier of a resolution as a speaker.
const RESOLUTION: &str = "anon:resolution";
/// How far apart nouns that are joined may stand, in tokens.
const JOINED: usize = 4;
/// How far behind a threat or demand the act stands that is threatened or demanded.
const GOVERNED: usize = 5;

/// The rule's name where a candidate was left before a rule claimed it.
const RULE: &str = "event/trigger";

impl Ground<'_, '_, '_> {
    /// Reads the event of a candidate, or says why there is none.
    fn read(&self, candidate: &Candidate, last: Option<&Last>, times: &[times::Draft]) -> Result<Draft, &'static str> {
        let finite = candidate.is_finite();
        let clause = if finite || candidate.form.aspect == Aspect::Participle {
            self.clause(candidate.at, candidate.end, candidate.pronoun.is_some(), candidate.form.person)
        } else {
            let subject = self.party(candidate.end).filter(|_| !self.doc.clitics(candidate.end).and);
            let rest = subject.as_ref().map_or(candidate.end, |s| s.end);
            Clause { subject, object: None, rest, carried: false }
        };
        let mut aux = self.aux(candidate.at, finite, candidate.will);
        let mut reason = "no sense of the word has its conditions fulfilled";
        for &(sense, form) in &candidate.senses {
            let candidate = &Candidate { form, ..candidate.clone() };
            let Some(trigger) = self.doc.lexicon.trigger(sense).event() else { continue };
            if !trigger.needs.iter().all(|need| self.fulfils(candidate, &clause, aux, need)) {
                continue;
            }
            let mut cast = self.cast(candidate, trigger, &clause);
            let last = last.filter(|l| self.doc.sentence_of(l.at) == self.doc.sentence_of(candidate.at));
            if cast.actors.is_empty()
                && (verbal(trigger.kind) || matches!(trigger.kind, EventType::Concede | EventType::Agree))
                && let Some(speaker) = self.opened_by(candidate).and_then(|n| self.speaker(n, candidate.at))
            {
                cast.actors = speaker.members;
            }
            if let Some(last) = last {
                if self.is_governed(candidate, trigger, last) {
                    reason = "it is only what is threatened or demanded";
                    continue;
                }
                let joined = self.doc.clitics(candidate.at).and && !finite && !last.finite && candidate.at <= last.at + JOINED;
                if joined && cast.actors.is_empty() {
                    cast.actors.clone_from(&last.actors);
                }
                let or = candidate.at > 0 && self.doc.any_particle(candidate.at - 1, &[Particle::And]);
                if (joined || or && !finite && candidate.at <= last.at + 2 * JOINED) && last.kind == trigger.kind && aux.is_none() {
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

    /// Whether the word only names what the threat or demand before it is about, or is what an
    /// act before it did ("a raid that hit a house").
    fn is_governed(&self, candidate: &Candidate, trigger: &Trigger, last: &Last) -> bool {
        let material = matches!(
            trigger.kind,
            EventType::Assault | EventType::Coerce | EventType::Sanction | EventType::Retreat | EventType::Concede | EventType::Aid
        );
        let near = candidate.at <= last.at + GOVERNED;
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
        let verbal = matches!(last.kind, EventType::Threaten | EventType::Request | EventType::Mobilize);
        // The threat goes on up to another verb.
        let threatened = last.kind == EventType::Threaten
            && material
            && (last.at + 1..candidate.at).all(|i| self.verb_at(i).is_none() || self.named(i).is_some() || self.topic(i, Topic::LIGHT).is_some());
        if threatened {
            return true;
        }
        let offered = joint && candidate.preposition && matches!(last.kind, EventType::Threaten | EventType::Request | EventType::Agree);
        (material && verbal || offered) && near && !self.doc.clitics(candidate.at).and
    }

    /// Whether what was found is enough for a record.
    fn accept(&self, candidate: &Candidate, trigger: &Trigger, cast: &Cast, aux: Option<Aux>) -> Result<(), &'static str> {
        let some = !cast.actors.is_empty() || !cast.recipients.is_empty();
        let sides = |m: &Member| matches!(m.kind, Kind::State | Kind::Capital | Kind::Organ | Kind::Group | Kind::Party | Kind::Body);
        let armed = |m: &Member| m.id.ends_with(":mil") || matches!(m.kind, Kind::Group | Kind::Party);
        let third = !matches!(candidate.form.person, Person::We | Person::I);
        let enough = match trigger.wants {
            Wants::Free => true,
            Wants::Any => some,
            Wants::Actor => !cast.actors.is_empty(),
            Wants::Recipient => !cast.recipients.is_empty(),
            Wants::Both => !cast.actors.is_empty() && !cast.recipients.is_empty(),
            Wants::Two => cast.actors.len() >= 2 || cast.actors.iter().any(|m| m.kind == Kind::Party || m.id.contains('+')),
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
            && matches!(trigger.kind, EventType::Aid | EventType::Retreat | EventType::Concede | EventType::Agree | EventType::Cooperate)
        {
            return Err("it is only a clause of a draft");
        }
        // What nobody of politics or arms does is no event, unless they protest or suffer it.
        let deed = matches!(trigger.kind, EventType::Protest | EventType::Assault | EventType::Retreat | EventType::Coerce);
        if !deed && !cast.actors.is_empty() && !cast.actors.iter().any(|m| self.is_political(m)) {
            return Err("no political actor takes part");
        }
        if !enough {
            return Err("nobody was found who takes part");
        }
        if some {
            return Ok(());
        }
        // Without anybody only an act that happened is an event.
        let unconventional = trigger.mode.as_deref() == Some("unconventional");
        let happened = !matches!(aux, Some(Aux::Future | Aux::Hypothetical)) || unconventional;
        let acts = matches!(trigger.kind, EventType::Assault | EventType::Retreat | EventType::Aid);
        let struck = trigger.kind == EventType::Assault && self.striking_verb(candidate.end).is_some();
        let placed = struck || candidate.form.definite || unconventional || self.place(candidate.end).is_some();
        if acts && happened && placed { Ok(()) } else { Err("nobody takes part") }
    }

    fn draft(&self, candidate: &Candidate, trigger: &Trigger, cast: Cast, aux: Option<Aux>, times: &[times::Draft]) -> Draft {
        let mut kind = trigger.kind;
        let mut mode = trigger.mode.clone();
        let mut aux = aux;
        let mut cast = cast;
        // A resolution speaks for the council that adopted it.
        if let Some(council) = self.names.mentions.iter().find(|m| &*m.id == COUNCIL) {
            cast.actors.iter_mut().filter(|m| &*m.id == RESOLUTION).for_each(|m| (m.id, m.kind) = (council.id.clone(), Kind::Body));
        }
        let cooperative = matches!(kind, EventType::Consult | EventType::Support | EventType::Cooperate | EventType::Aid);
        let promised = aux == Some(Aux::Future) || self.is_promised(candidate.at);
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
            EventType::Agree if aux == Some(Aux::Negated) && candidate.form.aspect == Aspect::Present && self.is_past_negated(candidate.at) => {
                (kind, aux) = (EventType::Reject, None);
            }
            _ => {}
        }
        let when = self.when(candidate.at, times);
        if aux.is_none() && when.is_some_and(|n| self.is_historical(candidate, &times[n])) {
            aux = Some(Aux::Historical);
        }
        if kind == EventType::Consult && mode.is_none() {
            mode = self.meeting_mode(&cast.actors);
        }
        Draft {
            rule: RULE,
            kind,
            mode,
            at: candidate.at,
            span: candidate.span,
            outcome: kind == EventType::Assault
                && (trigger.wants == Wants::Recipient || trigger.frame.iter().any(|(_, p)| *p == Part::Passive) && cast.actors.is_empty()),
            actors: cast.actors,
            recipients: cast.recipients,
            when,
            place: self.place(candidate.end),
            aux,
            by: self.attribution(candidate, kind),
            carried: false,
        }
    }
}

impl Ground<'_, '_, '_> {
    /// How those who meet are met: through an envoy who mediates, or as more than two.
    fn meeting_mode(&self, actors: &[Member]) -> Option<String> {
        let envoy = |m: &Member| self.doc.lexicon.has_office(&m.id, "un.envoy");
        let states = actors.iter().filter(|m| m.kind == Kind::Person && !envoy(m)).count();
        if actors.iter().any(envoy) && actors.len() >= 2 && (actors.len() == 2 || states < 2) {
            return Some("third-party".to_owned());
        }
        (actors.len() >= 3).then(|| "multilateral".to_owned())
    }

    /// The innermost statement that says so. Where the word only names the speech itself
    /// ("renewed its call"), the statement that it belongs to does not count.
    fn attribution(&self, candidate: &Candidate, kind: EventType) -> Option<usize> {
        let by = statements::innermost(self.statements, candidate.span)?;
        if verbal(kind) && self.opened_by(candidate) == Some(by) {
            return statements::innermost(self.statements, self.statements[by].cue_span);
        }
        Some(by)
    }

    /// The statement whose content a noun of speech opens.
    fn opened_by(&self, candidate: &Candidate) -> Option<usize> {
        if candidate.is_finite() {
            return None;
        }
        self.statements.iter().position(|d| {
            d.content.as_ref().is_some_and(|c| c.start == candidate.at || c.start + 1 == candidate.at) && d.cue + 4 >= candidate.at && d.cue < candidate.at
        })
    }
}

/// Whether a type is an act of speech.
fn verbal(kind: EventType) -> bool {
    matches!(kind, EventType::Request | EventType::Accuse | EventType::Reject | EventType::Threaten | EventType::Support)
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
