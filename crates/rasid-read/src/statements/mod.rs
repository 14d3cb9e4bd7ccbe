//! Statements: speech, writing or an expressed view with its source.
//!
//! [`cues`] finds reporting words and what they bring in, [`speaker`] who speaks, [`ahead`] subjects before the verb, [`identity`] by which identifier, [`content`]
//! where the content ends, [`phrase`] reads "according to", [`headline`] the colon after a
//! name, [`asides`] "as X said", [`carried`] "the agency carried from X". [`resolve`] gives what has no
//! written speaker to whoever spoke last.

mod ahead;
mod asides;
mod carried;
mod content;
mod cues;
mod headline;
mod identity;
mod lookup;
mod opening;
mod phrase;
mod resolve;
mod speaker;
mod stance;
mod subject;

pub(crate) use ahead::heading;
pub(crate) use identity::identify;
pub(crate) use lookup::Statements;

use crate::doc::Doc;
use crate::names::Names;
use crate::order;
use crate::trace::Trace;
use lookup::Contents;
use rasid_lang::inflect::{Aspect, Person};
use rasid_lang::{Kinds, Particle, Sense};
use rasid_record::{Form, Stance};
use rasid_text::Span;
use std::ops::Range;
use std::rc::Rc;

/// A statement in the making: spans in bytes, ranges in tokens.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    /// The rule that found it.
    pub rule: &'static str,
    /// Token of the cue.
    pub cue: usize,
    /// Span of the cue.
    pub cue_span: Span,
    /// Span of who speaks.
    pub speaker: Option<Span>,
    /// Identifier of who speaks.
    pub speaker_id: Option<Rc<str>>,
    /// Tokens of the content.
    pub content: Option<Range<usize>>,
    /// Span of the content.
    pub content_span: Option<Span>,
    /// How it is given.
    pub form: Form,
    /// Who is spoken to.
    pub addressee: Option<Span>,
    /// Through which outlets.
    pub via: Vec<Span>,
    /// What the speaker does by it.
    pub stance: Stance,
    /// Whether it was said not to be said.
    pub negated: bool,
}

/// All statements of a report, in order of the text.
pub(crate) fn find<T: Trace>(doc: &Doc<'_, '_>, names: &Names, trace: &mut T) -> Statements {
    let mut drafts = Vec::new();
    let title = (1..doc.len()).find(|&i| doc.tokens[i].lines_before > 0).unwrap_or(doc.len());
    for sentence in doc.sentences.clone() {
        let found = cues::in_sentence(doc, names, sentence.clone());
        headline::find(doc, names, (sentence.clone(), title), &found, &mut drafts);
        for cue in &found {
            let draft = match cue.form.aspect {
                rasid_lang::inflect::Aspect::Fixed => phrase::read(doc, names, cue, &found),
                _ => asides::read(doc, names, cue).or_else(|| cues::read(doc, names, cue, &found, trace)),
            };
            if let Some(draft) = draft {
                trace.fired(draft.rule, draft.cue_span);
                drafts.push(draft);
            }
        }
    }
    drafts.sort_by_key(|d| (d.cue_span.start, d.cue_span.end));
    resolve::resolve(doc, names, &mut drafts);
    drop_echoes(doc, &mut drafts);
    for draft in &mut drafts {
        stance::refine(doc, names, draft, draft.stance);
    }
    Statements::new(drafts)
}

/// A verb without a subject of its own inside somebody's words only says how they say it ("that
/// it hopes to announce"): it gives its stance to the statement and is none itself.
fn drop_echoes(doc: &Doc<'_, '_>, drafts: &mut Vec<Draft>) {
    let contents = Contents::new(drafts, |_| true);
    let mut echoes = vec![false; drafts.len()];
    for n in 0..drafts.len() {
        let draft = &drafts[n];
        let outer = contents.around(draft.cue_span).into_iter().filter(|&outer| outer < n && !echoes[outer]).max();
        let own = doc.hits_of(draft.cue, Kinds::CUE).iter().any(|h| match h.sense {
            Sense::Cue(_, f) => h.pronoun.is_none() || matches!(f.person, Person::I | Person::We),
            _ => false,
        });
        // "That he called on both": an act of speaking that is over is told for itself.
        let over = draft.stance != Stance::Inform
            && stance::has_pronoun(doc, draft.cue)
            && doc
                .hits_of(draft.cue, Kinds::CUE)
                .iter()
                .any(|h| matches!(h.sense, Sense::Cue(_, f) if f.aspect == Aspect::Past));
        // "After he announced": the clause about it is the outlet's or another's.
        let past = |h: &crate::doc::Hit| matches!(h.sense, Sense::Cue(_, f) if f.aspect == Aspect::Past);
        let after = doc.particle_before(draft.cue, &[Particle::Subordinate]).is_some();
        let over = over || after && doc.hits(draft.cue).iter().any(past);
        let echo = draft.rule == "statement/verb" && draft.speaker.is_none() && own && !over;
        if let Some(outer) = outer.filter(|_| echo) {
            let (mut stance, cue) = (draft.stance, draft.cue);
            // "We will not accept": the opposite of accepting.
            if cue > 0 && doc.any_particle(cue - 1, &[Particle::Negation]) {
                stance = if stance == Stance::Accept { Stance::Reject } else { Stance::Inform };
            }
            let begins = drafts[outer].content.as_ref().is_some_and(|c| cue <= c.start + ECHO_REACH);
            if begins && drafts[outer].stance == Stance::Inform {
                drafts[outer].stance = stance;
            }
            echoes[n] = true;
        }
    }
    order::leave_out(drafts, &echoes);
}

/// How far into a content the verb may stand that tells how it is said, in tokens.
const ECHO_REACH: usize = 4;
