//! The colon after a name in a headline: "Russia: there is no agreement".

use super::cues::Found;
use super::{Draft, content};
use crate::doc::Doc;
use crate::names::Names;
use rasid_record::Stance;
use std::ops::Range;

/// Rule `statement/headline-colon`: a colon behind a name at the head of a line of its own: "Moscow: there is no
/// agreement". Tables: persons, states, bodies, organs, titles.
const RULE: &str = "statement/headline-colon";

/// Looks at the head of a sentence that stands on a line of its own.
pub(super) fn find(doc: &Doc<'_, '_>, names: &Names, sentence: Range<usize>, cues: &[Found<'_>], out: &mut Vec<Draft>) {
    let own_line = sentence.start == 0 || doc.tokens[sentence.start].lines_before > 0;
    let ends_line = doc.tokens.get(sentence.end).is_none_or(|t| t.lines_before > 0);
    if !own_line || !ends_line {
        return;
    }
    let first = sentence.start;
    let (end, id) = match (names.role_at(first), names.mention_at(first)) {
        (Some(role), _) if role.first == first => (role.end, role.id.clone()),
        (_, Some(m)) if m.first == first && m.is_actor() => (m.end, m.id.clone()),
        _ => return,
    };
    if !doc.is_sign(end, ":") || cues.iter().any(|c| c.at < end) {
        return;
    }
    let extent = content::trimmed(doc, end + 1..sentence.end);
    if extent.range.len() < 2 {
        return;
    }
    out.push(Draft {
        rule: RULE,
        cue: end,
        cue_span: doc.tokens[end].span,
        speaker: Some(doc.span(first, doc.cut(first), end)),
        speaker_id: Some(id),
        content_span: Some(extent.span),
        content: Some(extent.range),
        form: extent.form,
        addressee: None,
        via: Vec::new(),
        stance: Stance::Inform,
        negated: false,
    });
}
