//! Arrangements: mentions of mechanisms between or over parties to a conflict, and what the
//! article says has become of them.
//!
//! [`phrase`] and [`reach`] find the noun phrases, [`phase`] and [`left`] what their clause claims, [`matter`] tells
//! whether the report is about a conflict, [`setting`] reads place and times, [`parties`] who is bound,
//! [`people`] whom it is for, [`name`] the document it is called after, and [`choice`] keeps one record for each distinct claim.

mod choice;
mod left;
mod matter;
mod name;
mod parties;
mod people;
pub(crate) mod phase;
pub(crate) mod phrase;
mod reach;
mod setting;

use crate::doc::Doc;
use crate::events;
use crate::names::Names;
use crate::statements::Statements;
use crate::times;
use crate::trace::Trace;
pub(crate) use choice::in_headline;
pub(crate) use left::is_about;
pub(crate) use matter::{Subject, subject};
pub(crate) use parties::spoken_for;
pub(crate) use phrase::Phrase;
use rasid_record::{Arrangement, ArrangementKind, Phase};
use rasid_text::Span;
use std::ops::Range;
use std::rc::Rc;

/// An arrangement in the making: spans in bytes, times by their index.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    /// The rule that read its phase.
    pub rule: &'static str,
    /// First token.
    pub first: usize,
    /// Its span.
    pub span: Span,
    /// What kind of mechanism.
    pub kind: ArrangementKind,
    /// The document that names it.
    pub name: Option<Span>,
    /// Where.
    pub place: Option<Span>,
    /// Identifier of the place.
    pub place_id: Option<Rc<str>>,
    /// Identifiers of those bound by it.
    pub parties: Vec<Rc<str>>,
    /// Whom it is for.
    pub beneficiaries: Option<Span>,
    /// Index of the time when it begins.
    pub from: Option<usize>,
    /// Index of the time when it ends, or of its length.
    pub until: Option<usize>,
    /// What has become of it.
    pub phase: Phase,
    /// The token of its innermost noun, which tells its phrase.
    pub core: usize,
    /// Index of the statement that says so.
    pub by: Option<usize>,
}

/// The phrases of mechanisms of a report. `times` are the tokens of its times.
pub(crate) fn phrases(doc: &Doc<'_, '_>, names: &Names, times: &[Range<usize>]) -> Vec<Phrase> {
    let mut phrases = phrase::find(doc, names, times);
    choice::resolve_truces(doc, &mut phrases);
    choice::resolve_agreements(doc, &mut phrases);
    phrases
}

/// All arrangements of a report, in order of the text.
pub(crate) fn find<T: Trace>(
    doc: &Doc<'_, '_>,
    names: &Names,
    statements: &Statements,
    times: &[times::Draft],
    phrases: &[Phrase],
    subject: Subject,
    trace: &mut T,
) -> Vec<Draft> {
    if phrases.is_empty() {
        return Vec::new();
    }
    let mut candidates = Vec::new();
    for (n, phrase) in phrases.iter().enumerate() {
        let span = phrase.span(doc);
        let core = doc.span(phrase.core, doc.cut(phrase.core), phrase.core + 1);
        let by = statements.innermost(core);
        let claim = phase::read(doc, names, phrases, n, by.map(|s| statements[s].stance));
        let by = claimed(statements, &claim).or(by);
        if let Err(reason) = choice::admits(doc, names, subject, phrases, n, &claim) {
            trace.near(claim.rule, span, reason);
            continue;
        }
        candidates.push(choice::Candidate { phrase, claim, span, by });
    }
    let kept = choice::distinct(doc, statements, candidates, trace);
    let setting = setting::Setting { ground: events::Ground::new(doc, names, statements), times };
    if kept.is_empty() {
        return Vec::new();
    }
    let documents = name::Documents::find(doc, names);
    kept.into_iter()
        .map(|c| {
            trace.fired(c.claim.rule, c.span);
            let draft = setting.draft(&c);
            // Where the place is no more than a noun ("the city") no name gives an identifier.
            let known = draft.place.and_then(|span| names.mention_at(doc.token_at(span.start)));
            Draft { name: documents.of(doc, c.phrase), place_id: known.map(|m| m.id.clone()), ..draft }
        })
        .collect()
}

/// The statement whose cue is the word that decides the phase: who refuses an announced pause
/// says so, not who announced it.
fn claimed(statements: &Statements, claim: &phase::Claim) -> Option<usize> {
    let decider = claim.decider?;
    statements.by_cue(decider).find(|&n| statements[n].speaker_id.is_some())
}

/// An arrangement in the form that goes outside.
pub(crate) fn publish(doc: &Doc<'_, '_>, draft: &Draft) -> Arrangement {
    Arrangement {
        at: doc.anchor(draft.span),
        kind: draft.kind,
        name: draft.name.map(|s| doc.anchor(s)),
        place: draft.place.map(|s| doc.anchor(s)),
        place_id: draft.place_id.as_deref().map(str::to_owned),
        parties: draft.parties.iter().map(|p| p.to_string()).collect(),
        beneficiaries: draft.beneficiaries.map(|s| doc.anchor(s)),
        from: draft.from,
        until: draft.until,
        phase: draft.phase,
        by: draft.by,
        rule: draft.rule.to_owned(),
    }
}
