//! The colon after a name in a headline: "Russia: there is no agreement".

use super::cues::Found;
use super::{Draft, content};
use crate::doc::Doc;
use crate::names::{Kind, Names};
use rasid_lang::Sense;
use rasid_lang::inflect::{Aspect, looks_like_verbal_noun};
use rasid_lang::tables::cues::Takes;
use rasid_record::Stance;
use std::ops::Range;

/// Rule `statement/headline-colon`: a colon behind a name at the head of a line of its own: "Moscow: there is no
/// agreement". Tables: persons, states, bodies, organs, titles.
const RULE: &str = "statement/headline-colon";

/// Most tokens of whom somebody speaks to in a headline.
const ADDRESSEE: usize = 4;

/// Most tokens of what somebody speaks about in a headline.
const TOPIC: usize = 10;

/// Looks at the head of a sentence that stands on a line of its own; the first line ends before token `title`.
pub(super) fn find(
    doc: &Doc<'_, '_>,
    names: &Names,
    (sentence, title): (Range<usize>, usize),
    cues: &[Found<'_>],
    out: &mut Vec<Draft>,
) {
    // The headline may hold two: "A: …. B: …".
    let titled = sentence.start < title;
    let own_line = titled || doc.tokens[sentence.start].lines_before > 0;
    let ends_line = titled || doc.tokens.get(sentence.end).is_none_or(|t| t.lines_before > 0);
    if !own_line || !ends_line {
        return;
    }
    let first = sentence.start;
    let (end, id) = match (names.role_at(first), names.mention_at(first)) {
        (Some(role), _) if role.first == first => (role.end, role.id.clone()),
        (_, Some(m)) if m.first == first && m.is_actor() => (m.end, m.id.clone()),
        _ => return,
    };
    let colon = if titled { title_colon(doc, names, end, sentence.end) } else { end };
    if !doc.is_sign(colon, ":") || cues.iter().any(|c| c.at < end || c.opening.is_some_and(|o| o.by == colon)) {
        return;
    }
    let extent = content::trimmed(doc, colon + 1..sentence.end);
    if extent.range.len() < 2 {
        return;
    }
    // "Turkey: arrest of observers": a country before what happened there is the topic.
    let place =
        names.mention_at(first).is_some_and(|m| matches!(m.kind, Kind::State | Kind::Capital)) && end == first + 1;
    if place && colon == end && tells_act(doc, extent.range.start) {
        return;
    }
    // "The minister backs the plan: a brave step": behind a clause of its own nobody is written beside the colon.
    let beside = colon == end || !(end..colon).any(|i| super::opening::has_verb(doc, i));
    let end = if beside { end } else { first };
    out.push(Draft {
        rule: RULE,
        cue: colon,
        cue_span: doc.tokens[colon].span,
        speaker: (end > first).then(|| doc.span(first, doc.cut(first), end)),
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

/// The colon of a headline behind somebody who ends at `end`: behind to whom they speak ("a minister to the agency: …"), or
/// behind a clause about them.
fn title_colon(doc: &Doc<'_, '_>, names: &Names, end: usize, to: usize) -> usize {
    let Some(colon) = (end..to).find(|&i| doc.is_sign(i, ":")) else { return end };
    let outlet = |i: usize| names.mention_at(i).is_some_and(|m| m.kind == Kind::Outlet);
    // An outlet may be written in Latin letters, in one word with "to".
    let latin = |i: usize| doc.written(i).bytes().any(|b| b.is_ascii_alphabetic());
    let addressed = colon <= end + ADDRESSEE && (end..colon).any(|i| outlet(i) || latin(i));
    // "The minister on the deal: …".
    let about = |h: &crate::doc::Hit| h.sense == Sense::Takes(Takes::About, false);
    let topic = colon <= end + TOPIC && doc.hits(end).iter().any(about);
    let clause = super::opening::has_present(doc, end) && names.role_at(end.saturating_sub(1)).is_some();
    if addressed || topic || clause { colon } else { end }
}

/// Whether a noun of an act or a number begins what stands at token `i`.
fn tells_act(doc: &Doc<'_, '_>, i: usize) -> bool {
    let noun =
        |h: &crate::doc::Hit| matches!(h.sense, Sense::Trigger(_, f) | Sense::Cue(_, f) if f.aspect == Aspect::Noun);
    let known = doc.hits(i).iter().any(noun);
    !doc.is_definite(i) && (known || looks_like_verbal_noun(doc.folded(i)) || !doc.digits(i).is_empty())
}
