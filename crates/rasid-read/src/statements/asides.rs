//! "As X said": a cue behind what is said, which brings in nothing of its own.

use super::cues::Found;
use super::{Draft, content, identity, speaker};
use crate::doc::Doc;
use crate::names::Names;
use rasid_lang::Particle;

/// Rule `statement/as-said`: "as X said" at the end of a sentence; what is said is the clause before it. Tables: cues,
/// particles.
const RULE: &str = "statement/as-said";

/// Reads a cue that closes its sentence behind "as": the clause before it is what was said.
pub(super) fn read(doc: &Doc<'_, '_>, names: &Names, found: &Found<'_>) -> Option<Draft> {
    let sentence = doc.sentence(found.at);
    if !found.is_finite() || found.opening.is_some() || found.at < sentence.start + 4 {
        return None;
    }
    if !doc.any_particle(found.at - 1, &[Particle::Meanwhile]) {
        return None;
    }
    let (first, end) = speaker::phrase_from(doc, names, found.end, sentence.end)?;
    if (end..sentence.end).any(|i| doc.is_word(i)) {
        return None;
    }
    let last = found.at - 1;
    let last = last - doc.is_comma(last - 1) as usize;
    let extent = content::trimmed(doc, sentence.start..last);
    (!extent.range.is_empty()).then(|| Draft {
        rule: RULE,
        cue: found.at,
        cue_span: found.span,
        speaker: Some(doc.span(first, doc.cut(first), end)),
        speaker_id: Some(identity::identify(doc, names, first, end)),
        content: Some(extent.range),
        content_span: Some(extent.span),
        form: extent.form,
        addressee: None,
        via: Vec::new(),
        stance: found.cue.stance,
        negated: false,
    })
}
