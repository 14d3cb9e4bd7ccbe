//! What the clause of a mechanism says has become of it.

use super::phrase::Phrase;
use crate::doc::{Doc, Hit};
use rasid_lang::inflect::Aspect;
use rasid_lang::tables::mechanisms::PhaseWord;
use rasid_lang::{Particle, Sense};
use rasid_record::{Phase, Stance};
use std::ops::Range;

/// A phase, and how it was found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Claim {
    /// The phase.
    pub phase: Phase,
    /// The rule.
    pub rule: &'static str,
    /// The token of the word that says so.
    pub at: Option<usize>,
}

/// How far before a mechanism its verb may stand, in tokens.
const BEFORE: usize = 16;
/// How far behind it.
const BEHIND: usize = 9;

/// Reads the phase of `phrases[n]`; `stance` is that of the statement it stands in, and
/// `floor` the first token of that statement's content.
pub(super) fn read(doc: &Doc<'_, '_>, phrases: &[Phrase], n: usize, stance: Option<Stance>) -> Claim {
    let phrase = &phrases[n];
    let left = left(doc, phrases, n);
    let claim = |phase, rule, at| Claim { phase, rule, at };
    if let Some((phase, at, true)) = left {
        return claim(phase, "arrangement/touching", Some(at));
    }
    if let Some((phase, at)) = inside(doc, phrase.first..phrase.end) {
        return claim(phase, "arrangement/adjective", Some(at));
    }
    if let Some((phase, at)) = right(doc, phrases, n) {
        return claim(phase, "arrangement/predicate", Some(at));
    }
    if let Some((phase, at, false)) = left {
        return claim(phase, "arrangement/verb", Some(at));
    }
    match stance.and_then(of_stance) {
        Some(phase) => claim(phase, "arrangement/stance", None),
        None => claim(Phase::Mentioned, "arrangement/mention", None),
    }
}

/// What a statement does to the mechanism it is about.
fn of_stance(stance: Stance) -> Option<Phase> {
    Some(match stance {
        Stance::Accept => Phase::Agreed,
        Stance::Reject | Stance::Deny => Phase::Refused,
        Stance::Demand | Stance::Urge | Stance::Hope | Stance::Threaten => Phase::Proposed,
        Stance::Promise => Phase::Announced,
        Stance::Doubt | Stance::Accuse | Stance::Inform => return None,
    })
}

/// Words of phase at token `i`; an entry of two words that covers it takes them.
fn words<'d, 'l>(doc: &'d Doc<'_, 'l>, i: usize) -> impl Iterator<Item = (&'d Hit, &'l PhaseWord, Aspect)> {
    let covered = i.checked_sub(1).is_some_and(|b| doc.hits(b).iter().any(|h| h.end > i && matches!(h.sense, Sense::Particle(_))));
    let lexicon = doc.lexicon;
    doc.hits(i).iter().filter(move |_| !covered).filter_map(move |h| match h.sense {
        Sense::Phase(p, form) => Some((h, lexicon.phase(p), form.aspect)),
        _ => None,
    })
}

/// The nearest word of phase before the phrase, its token, and whether it touches it.
fn left(doc: &Doc<'_, '_>, phrases: &[Phrase], n: usize) -> Option<(Phase, usize, bool)> {
    let phrase = &phrases[n];
    let start = doc.sentence(phrase.first).start.max(phrase.first.saturating_sub(BEFORE));
    let mut touching = true;
    let mut fallback: Option<(Phase, usize, bool)> = None;
    let mut will = false;
    let mut i = phrase.first;
    while i > start {
        i -= 1;
        // A mechanism before this one in the same list shares what governs it.
        if let Some(other) = phrases[..n].iter().rev().find(|p| p.first <= i && i < p.end) {
            touching &= doc.clitics(phrase.first).and || doc.any_particle(phrase.first - 1, &[Particle::And]);
            i = other.first;
            continue;
        }
        will |= doc.clitics(i).will || doc.any_particle(i, &[Particle::Future]);
        let mut through = false;
        let mut found: Option<(Phase, bool)> = None;
        for (_, word, aspect) in words(doc, i) {
            let Some(phase) = word.phase else {
                through = true;
                continue;
            };
            let noun = matches!(aspect, Aspect::Noun | Aspect::Fixed);
            let reaches = (word.grip.near && touching) || word.grip.far && (!noun || !doc.is_definite(i));
            if reaches && found.is_none_or(|(_, finite)| !finite) {
                found = Some((phase, !noun));
            }
        }
        if let Some((phase, _)) = found {
            let phase = negated(doc, i, start).then(|| opposite(phase)).unwrap_or(phase);
            let phase = if will && phase == Phase::InForce { Phase::Announced } else { phase };
            if !through {
                return Some((phase, i, touching));
            }
            fallback.get_or_insert((phase, i, touching));
            continue;
        }
        if through {
            continue;
        }
        if doc.any_particle(i, &[Particle::Subordinate, Particle::Meanwhile, Particle::But, Particle::Relative]) {
            break;
        }
        touching &= passes(doc, i);
    }
    fallback.map(|(phase, at, touching)| (if will && phase == Phase::InForce { Phase::Announced } else { phase }, at, touching))
}

/// Whether token `i` may stand between a word that touches and the phrase.
fn passes(doc: &Doc<'_, '_>, i: usize) -> bool {
    doc.is_quote(i)
        || doc.any_particle(i, &[Particle::Preposition, Particle::Quantifier, Particle::Demonstrative])
        || doc.hits(i).iter().any(|h| matches!(h.sense, Sense::Takes(..)))
}

/// Whether a negation stands right before token `i`, a helping verb between them allowed.
pub(super) fn negated(doc: &Doc<'_, '_>, i: usize, start: usize) -> bool {
    (start..i).rev().take(2).any(|b| doc.any_particle(b, &[Particle::Negation]))
}

/// What a negated word of phase says.
fn opposite(phase: Phase) -> Phase {
    match phase {
        Phase::Agreed => Phase::Negotiated,
        Phase::Announced | Phase::Proposed => Phase::Refused,
        Phase::InForce | Phase::Extended => Phase::Failed,
        Phase::Violated | Phase::Refused | Phase::Failed | Phase::Ended | Phase::Suspended => Phase::InForce,
        Phase::Negotiated | Phase::Mentioned => Phase::Mentioned,
    }
}

/// An adjective of phase inside the phrase.
fn inside(doc: &Doc<'_, '_>, range: Range<usize>) -> Option<(Phase, usize)> {
    range.skip(1).find_map(|i| {
        words(doc, i).find_map(|(_, word, _)| word.phase.filter(|_| word.grip.inside).map(|phase| (phase, i)))
    })
}

/// A predicate or relative clause behind the phrase.
fn right(doc: &Doc<'_, '_>, phrases: &[Phrase], n: usize) -> Option<(Phase, usize)> {
    let phrase = &phrases[n];
    let end = doc.sentence(phrase.first).end.min(phrase.end + BEHIND);
    let mut i = phrase.end;
    while i < end && (doc.is_quote(i) || doc.is_sign(i, ")")) {
        i += 1;
    }
    let relative = doc.any_particle(i, &[Particle::Relative]) && doc.clitics(i).is_empty();
    let from = i;
    let mut will = false;
    while i < end {
        if let Some(other) = phrases[n + 1..].iter().find(|p| p.first == i) {
            if !relative {
                return None;
            }
            i = other.end;
            continue;
        }
        if doc.clitics(i).and || doc.is_sign(i, ".") || doc.any_particle(i, &[Particle::That, Particle::Meanwhile, Particle::But]) && i > from {
            return None;
        }
        if doc.is_comma(i) && !relative {
            return None;
        }
        will |= doc.clitics(i).will || doc.any_particle(i, &[Particle::Future]);
        let found = words(doc, i).find_map(|(h, word, aspect)| {
            let finite = matches!(aspect, Aspect::Past | Aspect::Present | Aspect::Participle);
            let clause = relative && word.grip.clause || !relative && h.pronoun.is_some() && word.grip.clause;
            word.phase.filter(|_| finite && (word.grip.after || clause))
        });
        if let Some(phase) = found {
            let phase = if negated(doc, i, from) { opposite(phase) } else { phase };
            return Some((if will && phase == Phase::InForce { Phase::Announced } else { phase }, i));
        }
        // Another verb is the predicate.
        if !relative && doc.hits(i).iter().any(|h| matches!(h.sense, Sense::Verb(_) | Sense::Cue(..)) && h.clitics.is_empty()) && i > from {
            return None;
        }
        i += 1;
    }
    None
}
