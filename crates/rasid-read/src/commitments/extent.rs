//! Where the thing to be done ends, and the condition it stands under.

use super::{Found, Ground};
use crate::names::Kind;
use crate::order;
use rasid_lang::tables::mechanisms::{Binding, Part};
use rasid_lang::{Kinds, Particle, Sense};
use rasid_record::ArrangementKind;
use rasid_text::Span;
use std::ops::Range;

/// Longest thing to be done, in tokens.
const LONGEST: usize = 22;
/// How far into it a relative clause may still belong to it.
const RELATIVE: usize = 9;
/// Longest condition, in tokens.
const CONDITION: usize = 14;

/// One past the last token of what is to be done from `first` on, at most `limit`.
pub(super) fn end(ground: &Ground<'_, '_, '_>, first: usize, limit: usize) -> usize {
    let doc = ground.doc;
    if let Some(end) = mechanism_end(ground, first, limit) {
        return end;
    }
    let limit = limit.min(first + LONGEST).min(doc.sentence(first).end);
    let mut i = first + 1;
    while i < limit {
        if let Some(pair) = doc.quotes.opened_at(i).filter(|p| p.closed && p.close < limit) {
            i = pair.close + 1;
            continue;
        }
        let stops = doc.is_comma(i) && !inserted(ground, i, limit)
            || doc.is_sign(i, ".")
            || is_condition(ground, i)
            || doc.any_particle(i, &[Particle::Relative]) && doc.clitics(i).is_empty() && i > first + RELATIVE
            || doc.any_particle(i, &[Particle::Meanwhile, Particle::But, Particle::Subordinate])
                && !doc.is_time(i)
                && !doc.is_time(i + 1)
                && !doc.any_particle(i, &[Particle::Preposition])
            || i > first + 1 && (joins_another(ground, i) || besides(ground, i));
        if stops {
            break;
        }
        i += 1;
    }
    while i > first + 1 && !doc.is_word(i - 1) && !doc.written(i - 1).chars().any(char::is_numeric) {
        i -= 1;
    }
    // "The truce will be daily from nine": there the time is what is promised.
    let promised = order::around(ground.phrases, first)
        .is_some_and(|p| ground.phrases[p].first == first || ground.phrases[p].core == first);
    if promised { i } else { without_time(ground, first, i) }
}

/// Whether "with" at token `i` brings in another act that goes beside: "with the voicing of its fears".
fn besides(ground: &Ground<'_, '_, '_>, i: usize) -> bool {
    let doc = ground.doc;
    let with = |h: &crate::doc::Hit| {
        matches!(h.sense, Sense::Mechanism(m) if {
            let m = doc.lexicon.mechanism(m);
            m.part == Part::Among && m.class == "with"
        })
    };
    doc.hits(i).iter().any(with) && doc.clitics(i + 1).is_empty() && super::bound::is_act(ground, i + 1)
}

/// Whether the comma at token `i` only opens or closes an inserted time, or a name behind its title: "the president, so
/// and so, will".
fn inserted(ground: &Ground<'_, '_, '_>, i: usize, limit: usize) -> bool {
    let doc = ground.doc;
    let name = |first: usize| ground.names.mention_at(first).filter(|m| m.first == first && m.kind == Kind::Person);
    let apposed = name(i + 1).is_some_and(|m| m.end < limit && doc.is_comma(m.end));
    let closes = i > 0
        && ground
            .names
            .mention_at(i - 1)
            .is_some_and(|m| m.end == i && m.kind == Kind::Person && m.first > 0 && doc.is_comma(m.first - 1));
    if apposed || closes {
        return true;
    }
    let mut behind = ground.times[order::within(ground.times, i + 1..i + 3)].iter();
    let opens = behind.any(|t| t.end < limit && doc.is_comma(t.end));
    // With a preposition before it or without.
    opens || time_before(ground, i).is_some_and(|t| (1..=2).any(|k| doc.is_comma(t.start.saturating_sub(k))))
}

/// The time that ends before token `i`.
fn time_before<'g>(ground: &Ground<'g, '_, '_>, i: usize) -> Option<&'g Range<usize>> {
    order::before(ground.times, i).map(|n| &ground.times[n]).filter(|t| t.end == i)
}

/// The end without a time that stands last, which goes into its own field.
fn without_time(ground: &Ground<'_, '_, '_>, first: usize, end: usize) -> usize {
    let Some(time) = time_before(ground, end).filter(|t| t.start > first + 1) else { return end };
    let within = order::around(ground.phrases, time.start).is_some_and(|p| ground.phrases[p].first < time.start);
    let preposition =
        ground.doc.any_particle(time.start - 1, &[Particle::Preposition, Particle::Locative, Particle::Subordinate]);
    if within { end } else { time.start - preposition as usize }
}

/// The things to be done from `first` to `limit` that "and" joins, each with its own limit.
pub(super) fn joined(ground: &Ground<'_, '_, '_>, first: usize, limit: usize) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut at = first;
    while out.len() < MOST {
        let stop = end(ground, at, limit);
        let near = (at + 2..stop).find(|&i| masdar_joined(ground, i)).unwrap_or(stop);
        // Between a mechanism and what is joined to it its purpose may stand.
        let next =
            (near..limit.min(near + 6)).take_while(|&i| !ground.doc.is_comma(i)).find(|&i| masdar_joined(ground, i));
        out.push((at, near.max(at + 1)));
        match next.filter(|&n| n < limit && n > at) {
            Some(n) => at = n,
            None => break,
        }
    }
    out
}

/// Most things to be done that one list is read as.
const MOST: usize = 3;

/// Whether "and" at token `i` joins another act by its noun.
fn masdar_joined(ground: &Ground<'_, '_, '_>, i: usize) -> bool {
    let doc = ground.doc;
    let mechanism = doc.clitics(i).and && order::from(ground.phrases, i).is_some();
    let unknown = doc.is_word(i)
        && !doc.is_definite(i)
        && ground.names.mention_at(i).is_none()
        && rasid_lang::inflect::looks_like_joined_noun(doc.folded(i));
    mechanism || unknown
}

/// The end of a mechanism that stands at the head of what is to be done, with its place; its
/// purpose is no part of it. None where a verb follows ("the truce will be daily").
fn mechanism_end(ground: &Ground<'_, '_, '_>, first: usize, limit: usize) -> Option<usize> {
    let doc = ground.doc;
    let cores = first..first + HEAD;
    let mut phrases = cores.clone().filter_map(|i| order::around(ground.phrases, i)).map(|p| &ground.phrases[p]);
    let phrase = phrases.find(|p| cores.contains(&p.core) && p.end <= limit)?;
    let kind = matches!(
        phrase.kind,
        ArrangementKind::Ceasefire | ArrangementKind::Pause | ArrangementKind::Corridor | ArrangementKind::Amnesty
    );
    let verb = doc.clitics(phrase.end).will
        || doc.any_particle(phrase.end, &[Particle::Future])
        || doc
            .hits_of(phrase.end, Kinds::VERB)
            .iter()
            .any(|h| matches!(h.sense, Sense::Verb(_)) && h.clitics.is_empty());
    if !kind || verb && phrase.end < limit {
        return None;
    }
    let mut end = phrase.own_end;
    if end < limit && doc.any_particle(end, &[Particle::Locative]) {
        let noun = |&i: &usize| doc.any_particle(i, &[Particle::PlaceNoun, Particle::Quantifier]);
        let at = (end + 1..limit).find(|i| !noun(i)).unwrap_or(limit);
        end = match ground.names.mention_at(at) {
            Some(m) if m.first == at && m.end <= limit => m.end,
            _ if doc.is_definite(end + 1) && end + 2 <= limit => end + 2,
            _ => end,
        };
    }
    // "For the leaving of civilians": its purpose, up to a comma or another thing.
    if phrase.kind == ArrangementKind::Corridor && end < limit && is_purpose(ground, end) {
        let stop = limit.min(end + PURPOSE);
        end = (end + 1..stop).find(|&i| doc.is_comma(i) || !doc.is_word(i) || doc.clitics(i).and).unwrap_or(stop);
    }
    Some(end)
}

/// Whether "for" with what a corridor is for begins at token `i`.
fn is_purpose(ground: &Ground<'_, '_, '_>, i: usize) -> bool {
    let doc = ground.doc;
    doc.clitics(i).to
        || doc.is_word(i) && doc.hits(i).is_empty() && rasid_lang::inflect::looks_like_purpose(doc.folded(i))
}

/// Longest purpose, in tokens.
const PURPOSE: usize = 5;

/// How far from its head the mechanism of a thing to be done may begin, in tokens.
const HEAD: usize = 3;

/// Whether "and" at token `i` joins another thing to be done.
pub(super) fn joins_another(ground: &Ground<'_, '_, '_>, i: usize) -> bool {
    let doc = ground.doc;
    doc.clitics(i).and
        && (doc.clitics(i).will
            || doc.any_particle(i, &[Particle::That, Particle::Negation])
            || order::from(ground.phrases, i).is_some()
            || doc
                .hits_of(i, Kinds::CUE.with(Kinds::VERB).with(Kinds::PHASE))
                .iter()
                .any(|h| matches!(h.sense, Sense::Cue(..) | Sense::Verb(_) | Sense::Phase(..))))
}

/// Whether a condition opens at token `i`.
pub(super) fn is_condition(ground: &Ground<'_, '_, '_>, i: usize) -> bool {
    ground.word(i, &[Binding::Condition]).is_some() && !ground.doc.clitics(i).and
}

/// The condition that opens at or right behind token `at`, without the word that brings it in.
pub(super) fn condition(ground: &Ground<'_, '_, '_>, at: usize, end: usize) -> Option<Span> {
    let doc = ground.doc;
    let at = at + (at < end && (doc.is_comma(at) || doc.is_quote(at))) as usize;
    let (mut first, _) = ground.word(at, &[Binding::Condition]).filter(|_| at < end)?;
    if let Some(after) = doc.particle(first, Particle::That) {
        first = after;
    }
    span(ground, first, end)
}

/// A condition before the thing to be done, in the same sentence: "if the shelling stops, …".
pub(super) fn condition_before(ground: &Ground<'_, '_, '_>, found: &Found) -> Option<Span> {
    let doc = ground.doc;
    let sentence = doc.sentence(found.first);
    let start = sentence.start.max(found.first.saturating_sub(LONGEST));
    let at = (start..found.first).rev().find(|&i| doc.any_particle(i, &[Particle::If]))?;
    let (first, _) = ground.word(at, &[Binding::Condition])?;
    let comma = (first..found.first).find(|&i| doc.is_comma(i)).unwrap_or(found.first);
    span(ground, first, comma)
}

/// Whether a negated condition stands before the thing to be done: "if it is not so, we will …".
pub(super) fn is_warned(ground: &Ground<'_, '_, '_>, found: &Found) -> bool {
    let doc = ground.doc;
    let start = doc.sentence(found.first).start.max(found.first.saturating_sub(LONGEST));
    let at = (start..found.first).rev().find(|&i| doc.any_particle(i, &[Particle::If]));
    at.is_some_and(|at| (at + 1..found.first.min(at + 4)).any(|i| doc.any_particle(i, &[Particle::Negation])))
}

fn span(ground: &Ground<'_, '_, '_>, first: usize, end: usize) -> Option<Span> {
    let doc = ground.doc;
    let limit = end.min(first + CONDITION);
    let mut last = (first..limit).find(|&i| doc.is_comma(i) || doc.is_sign(i, ".")).unwrap_or(limit);
    while last > first && !doc.is_word(last - 1) {
        last -= 1;
    }
    (last > first).then(|| doc.span(first, 0, last))
}
