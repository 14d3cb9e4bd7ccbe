//! What a concluded agreement provides for binds its parties.

use super::{Found, Ground, Side, bound, extent, side};
use crate::{arrangements, order};
use rasid_lang::tables::mechanisms::Part;
use rasid_lang::{Kinds, Particle, Sense};
use rasid_record::{Class, Phase};

/// Rule `commitment/clause`: what an agreement that was concluded provides for, by those it names as its parties, or by
/// whom the clause names: "the agreement provides for the leaving of the fighters". Tables: mechanisms, phases.
const CLAUSE: &str = "commitment/clause";

/// How far from the verb the agreement may stand, in tokens.
const NEAR: usize = 3;

/// All clauses of agreements in a report.
pub(super) fn find(ground: &Ground<'_, '_, '_>) -> Vec<Found> {
    let doc = ground.doc;
    let mut out = Vec::new();
    for phrase in ground.phrases.iter().filter(|p| p.agreed) {
        let sentence = doc.sentence(phrase.first);
        // "An agreement that provides for", or "the agreement provides for" with the verb before it.
        let behind = (phrase.end..sentence.end.min(phrase.end + NEAR)).find_map(|i| provides(ground, i));
        let before = |i: &usize| provides(ground, *i) == Some(phrase.first);
        let ahead = (sentence.start.max(phrase.first.saturating_sub(2))..phrase.first).find(before);
        let Some(at) = behind.or(ahead.map(|_| phrase.end)) else { continue };
        let Some((first, that)) = complement(ground, at, sentence.end) else { continue };
        let Some(parties) = parties(ground, phrase) else { continue };
        let span = doc.span(first, doc.cut(first), first + 1);
        let said_in = ground.statements.innermost(span);
        let side = if that { subject(ground, first) } else { Some(parties) };
        let Some(side) = side else { continue };
        let things = if that { vec![(first, sentence.end)] } else { extent::joined(ground, first, sentence.end) };
        out.extend(things.into_iter().map(|(at, limit)| Found {
            rule: CLAUSE,
            side: side.clone(),
            first: at,
            cut: doc.cut(at).max(rasid_lang::inflect::joined_cut(doc.folded(at)) as u8),
            limit,
            class: Class::Undertaking,
            negative: false,
            said_in,
        }));
    }
    out
}

/// The end of the word at token `i` that brings in what an agreement provides for.
fn provides(ground: &Ground<'_, '_, '_>, i: usize) -> Option<usize> {
    let lexicon = ground.doc.lexicon;
    let found = ground.doc.longest_of(i, Kinds::MECHANISM, |h| {
        matches!(h.sense, Sense::Mechanism(m) if lexicon.mechanism(m).part == Part::Provide).then_some(h.end)
    });
    found.map(|(_, end)| end)
}

/// What is provided for, from token `at` on: the noun of an act, or behind "that" its verb.
fn complement(ground: &Ground<'_, '_, '_>, at: usize, end: usize) -> Option<(usize, bool)> {
    let doc = ground.doc;
    let mut i = at;
    if doc.hits_of(i, Kinds::TAKES).iter().any(|h| matches!(h.sense, Sense::Takes(_, false))) {
        i += 1;
    }
    if let Some(after) = doc.particle(i, Particle::That) {
        return (after < end).then_some((after, true));
    }
    let act = bound::is_act(ground, i) || order::from(ground.phrases, i).is_some();
    (i < end && act).then_some((i, false))
}

/// The subject behind the verb at token `first`.
fn subject(ground: &Ground<'_, '_, '_>, first: usize) -> Option<Side> {
    let named = ground.names.mention_at(first + 1).filter(|m| m.first == first + 1)?;
    let side = Side { id: side::of_id(ground, &named.id), span: Some(named.span) };
    (!ground.doc.clitics(first + 1).is_preposition()).then_some(side)
}

/// Those bound by the agreement of a phrase, where it was concluded: as its own record has them, else as one of the same
/// kind has them.
fn parties(ground: &Ground<'_, '_, '_>, phrase: &arrangements::Phrase) -> Option<Side> {
    let concluded = |a: &&arrangements::Draft| {
        matches!(a.phase, Phase::Agreed | Phase::InForce | Phase::Extended | Phase::Violated) && a.parties.len() > 1
    };
    let same = ground.arranged.iter().find(|a| a.core == phrase.core);
    let told = same.is_none_or(|a| !matches!(a.phase, Phase::Proposed | Phase::Negotiated | Phase::Refused));
    let other = || ground.arranged.iter().find(|a| a.kind == phrase.kind && concluded(a));
    let found = same.filter(concluded).or_else(other).filter(|_| told)?;
    let id = found.parties.iter().map(|p| &**p).collect::<Vec<_>>().join("+");
    Some(Side { id: id.into(), span: None })
}
