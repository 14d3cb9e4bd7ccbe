//! Offers and resolve: "is ready to", "is determined to", and what somebody aims at.

use super::{Found, Ground, Side, bound, extent, side};
use rasid_lang::inflect::joined_cut;
use rasid_lang::tables::mechanisms::Binding;
use rasid_lang::{Kinds, Particle, Sense};
use rasid_record::{Class, Stance};

/// Rule `commitment/ready`: what somebody is ready, willing or determined to do: an offer, or what the word's entry
/// says. Tables: undertakings, mechanisms.
const READY: &str = "commitment/ready";
/// Rule `commitment/aim`: what an aim amounts to: "our aim is to hold a round of talks". Tables: undertakings,
/// mechanisms.
const AIM: &str = "commitment/aim";

/// How far before the word of readiness who is ready may stand, in tokens.
const SUBJECT: usize = 14;
/// How far behind it what they are ready for may begin.
const COMPLEMENT: usize = 4;

/// All offers and aims of a report that stand in such words.
pub(super) fn find(ground: &Ground<'_, '_, '_>) -> Vec<Found> {
    let doc = ground.doc;
    let mut out = Vec::new();
    let mut i = 0;
    while i < doc.len() {
        let Some((end, word)) = ground.word(i, &[Binding::Ready, Binding::Aim]) else {
            i += 1;
            continue;
        };
        let rule = if word.binding == Binding::Aim { AIM } else { READY };
        out.extend(
            read(ground, rule, i, end, word.class.unwrap_or(Class::Offer)).into_iter().flat_map(|f| each(ground, f)),
        );
        i = end;
    }
    out
}

/// What is joined by "and" is offered each for itself.
fn each(ground: &Ground<'_, '_, '_>, found: Found) -> Vec<Found> {
    let things = extent::joined(ground, found.first, found.limit);
    let cut = |at: usize| ground.doc.cut(at).max(joined_cut(ground.doc.folded(at)) as u8);
    let one = |(at, limit): (usize, usize)| {
        let cut = if at == found.first { found.cut } else { cut(at) };
        Found { first: at, limit, cut, ..found.clone() }
    };
    things.into_iter().map(one).collect()
}

fn read(ground: &Ground<'_, '_, '_>, rule: &'static str, at: usize, end: usize, class: Class) -> Option<Found> {
    let doc = ground.doc;
    let sentence = doc.sentence(at);
    let negated = at > sentence.start && doc.any_particle(at - 1, &[Particle::Negation]);
    if negated {
        return None;
    }
    let (first, cut) =
        if rule == AIM { aimed(ground, end, sentence.end)? } else { complement(ground, end, sentence.end)? };
    let said_in = ground.statements.innermost(doc.span(at, doc.cut(at), end));
    if said_in.is_some_and(|n| matches!(ground.statements[n].stance, Stance::Deny | Stance::Accuse | Stance::Doubt)) {
        return None;
    }
    let start = sentence.start.max(at.saturating_sub(SUBJECT));
    let start = (start..at).rev().find(|&i| doc.any_particle(i, &[Particle::That])).map_or(start, |i| i + 1);
    // "Its counterpart is ready" binds another than the one who says it.
    if (start..at).any(|i| doc.any_particle(i, &[Particle::Counterpart])) {
        return None;
    }
    let speaker = said_in.and_then(|n| side::of_speaker(ground, n));
    let named = || side::named_last(ground, start..at);
    let speaker = || speaker.clone().map(|s| Side { span: None, ..s });
    // "Our aim": whose it is says the speaker; "X is ready": who is named.
    let side = if rule == AIM { speaker().or_else(named)? } else { named().or_else(speaker)? };
    let limit = said_in.and_then(|n| ground.statements[n].content.clone()).map_or(sentence.end, |c| c.end);
    // "Warned that it is ready to resume enrichment if": what is held out is a threat.
    let threatens = said_in.is_some_and(|n| ground.statements[n].stance == Stance::Threaten);
    let class = if class == Class::Offer && threatens { Class::Threat } else { class };
    Some(Found { rule, side, first, cut, limit, class, negative: false, said_in })
}

/// What an aim amounts to: behind "is" or "consists in".
fn aimed(ground: &Ground<'_, '_, '_>, from: usize, end: usize) -> Option<(usize, u8)> {
    let doc = ground.doc;
    let (mut at, _) = ground.word(from, &[Binding::Is]).filter(|_| from < end)?;
    while at < end && (doc.is_quote(at) || doc.any_particle(at, &[Particle::Locative])) {
        at += 1;
    }
    (at < end && doc.is_word(at)).then(|| (at, doc.cut(at)))
}

/// What somebody is ready for: the first word with "to" written to it, or behind "to", "on".
fn complement(ground: &Ground<'_, '_, '_>, from: usize, end: usize) -> Option<(usize, u8)> {
    let doc = ground.doc;
    // "Its intention to send": the act stands right behind the noun.
    if from < end && doc.clitics(from).is_empty() && bound::is_act(ground, from) {
        return Some((from, 0));
    }
    for i in from..end.min(from + COMPLEMENT) {
        if doc.hits_of(i, Kinds::TAKES).iter().any(|h| matches!(h.sense, Sense::Takes(_, false)))
            || doc.any_particle(i, &[Particle::That])
        {
            let after = doc.particle(i + 1, Particle::That).unwrap_or(i + 1);
            return Some((after, doc.cut(after)));
        }
        // "Its commitment to giving up": right behind the noun.
        if i == from && doc.clitics(i).by && bound::is_act(ground, i) {
            return Some((i, doc.cut(i)));
        }
        if doc.clitics(i).to && !doc.any_particle(i, &[Particle::Adverb]) {
            return Some((i, doc.cut(i)));
        }
        // A word that no table knows, right behind: its "to" is a good guess.
        let (guess, cut) = doc.preposition(i);
        if i == from && guess.to {
            return Some((i, cut));
        }
        // "Is going ahead in freeing the town".
        if i == from && doc.any_particle(i, &[Particle::Locative]) && doc.is_word(i + 1) {
            return Some((i + 1, doc.cut(i + 1)));
        }
    }
    None
}
