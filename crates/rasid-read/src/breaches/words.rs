//! Words of breaking (to breach, to violate) and of not keeping (did not abide by).

use super::{Ground, Mark};
use crate::arrangements::Subject;
use crate::order;
use rasid_lang::inflect::Aspect;
use rasid_lang::tables::mechanisms::BreachKind;
use rasid_lang::{Kinds, Particle, Sense};
use rasid_record::{Phase, Stance};

/// Rule `breach/word`: a verb or noun of breaking with the mechanism behind it, or before it in a relative clause:
/// "violated the truce", "the agreement that they backed out of". Not where it is negated, wished for or threatened.
/// Tables: breaches, mechanisms, matter.
const BROKEN: &str = "breach/word";
/// Rule `breach/not-kept`: a word of keeping that is negated, with its mechanism: "did not abide by the truce". Not
/// under a condition. Tables: breaches, mechanisms.
const NOT_KEPT: &str = "breach/not-kept";
/// Rule `breach/no-truce`: somebody says that it is no truce: "this is not a truce". Tables: mechanisms, particles.
const NO_TRUCE: &str = "breach/no-truce";

/// How far behind a word of breach its mechanism may stand, in tokens.
const OBJECT: usize = 9;
/// How far before it, in a relative clause or the passive.
const TOPIC: usize = 16;

/// The words of breach that begin at token `i`.
pub(super) fn at(ground: &Ground<'_, '_, '_>, i: usize) -> Option<Mark> {
    if ground.names.mention_at(i).is_some() {
        return None;
    }
    broken(ground, i).or_else(|| not_kept(ground, i)).or_else(|| no_truce(ground, i))
}

/// A verb or noun of breaking with its mechanism.
fn broken(ground: &Ground<'_, '_, '_>, i: usize) -> Option<Mark> {
    let doc = ground.doc;
    let (end, word, aspect) = ground.word(i, &[BreachKind::Object])?;
    let phrase = mechanism(ground, i, end)?;
    // A collapse is laid at somebody's door only where somebody blames for it.
    let accuses = |n: Option<usize>| n.is_some_and(|n| ground.statements[n].stance == Stance::Accuse);
    let span = doc.span(i, doc.cut(i), end);
    let blamed = accuses(ground.statements.innermost(span));
    if is_negated(ground, i) || aspect == Aspect::Noun && meant(ground, i) {
        return None;
    }
    // "Used the leaving of the agreement": what becomes of it stands between, and that is what was done.
    let left = |p: usize| {
        (end..ground.phrases[p].first).any(|k| {
            let ended = |h: &crate::doc::Hit| matches!(h.sense, Sense::Phase(w, f) if f.aspect == Aspect::Noun && doc.lexicon.phase(w).phase == Some(Phase::Ended));
            doc.hits_of(k, Kinds::PHASE).iter().any(ended)
        })
    };
    if phrase.is_some_and(left) {
        return None;
    }
    // Who breaks it may stand between, however long the name is.
    let subject = ground.names.mention_at(end).filter(|m| m.first == end && aspect != Aspect::Noun);
    let behind = subject.map_or(end, |m| m.end);
    let touches = phrase.is_none_or(|p| ground.phrases[p].first < behind + 4);
    (touches || blamed).then_some(Mark { rule: BROKEN, first: i, end, word: i, aspect, phrase, act: word.act })
}

/// A verb or noun of keeping that is negated, with its mechanism.
fn not_kept(ground: &Ground<'_, '_, '_>, i: usize) -> Option<Mark> {
    let doc = ground.doc;
    doc.particle(i, Particle::Negation)?;
    let sentence = doc.sentence(i);
    // "Was not able to ensure the keeping of": a helping verb and its subject may stand between.
    let limit = (i + 8).min(sentence.end);
    let (at, end, aspect) = (i + 1..limit)
        .take_while(|&k| k == i + 1 || !doc.is_comma(k) && doc.particle(k, Particle::That).is_none())
        .find_map(|k| ground.word(k, &[BreachKind::Negated]).map(|(end, _, aspect)| (k, end, aspect)))?;
    let close = at <= i + 2;
    let phrase = mechanism(ground, at, end)?;
    if !close && phrase.is_none() || conditional(ground, i) {
        return None;
    }
    let verb = if close { at } else { i + 1 };
    let aspect = if close { aspect } else { Aspect::Present };
    Some(Mark { rule: NOT_KEPT, first: i, end, word: verb, aspect, phrase, act: None })
}

/// "This is no truce".
fn no_truce(ground: &Ground<'_, '_, '_>, i: usize) -> Option<Mark> {
    let doc = ground.doc;
    let after = doc.particle(i, Particle::Negation)?;
    let phrase = order::from(ground.phrases, after)?;
    let found = &ground.phrases[phrase];
    let bare = found.end == found.first + 1 && !doc.is_definite(found.first) && Ground::is_truce(found.kind);
    let is =
        doc.any_particle(i, &[Particle::Auxiliary]) || i > 0 && doc.any_particle(i - 1, &[Particle::Demonstrative]);
    (bare && is).then_some(Mark {
        rule: NO_TRUCE,
        first: i,
        end: found.end,
        word: i,
        aspect: Aspect::Fixed,
        phrase: Some(phrase),
        act: None,
    })
}

/// The mechanism that the word at `i..end` is about: the outer `Option` tells whether there is
/// one, the inner which phrase names it, none where a word for a pledge does.
fn mechanism(ground: &Ground<'_, '_, '_>, i: usize, end: usize) -> Option<Option<usize>> {
    let doc = ground.doc;
    let sentence = doc.sentence(i);
    let behind = end..(end + OBJECT).min(sentence.end);
    let stop = behind.clone().find(|&k| doc.is_comma(k) || doc.is_sign(k, ".")).unwrap_or(behind.end);
    if let Some(p) = ground.phrase_in(end..stop).filter(|&p| ground.breakable(p)) {
        return Some(Some(p));
    }
    let conflict = ground.subject == Subject::Conflict;
    let pledge = |k: usize| conflict && ground.word(k, &[BreachKind::Pledge]).is_some();
    if (end..stop).any(pledge) || pledge(i) {
        return Some(None);
    }
    // "The truce …, but this measure was not carried out": what points back takes up the truce before.
    let points = |k: usize| {
        k > sentence.start + 1 && doc.is_definite(k - 1) && doc.any_particle(k - 2, &[Particle::Demonstrative])
    };
    let verb = i - usize::from(i > sentence.start && doc.any_particle(i - 1, &[Particle::Negation]));
    if verb < i && points(verb) {
        let spoken = order::within(ground.phrases, sentence.clone()).rfind(|&p| ground.phrases[p].end < verb);
        if let Some(p) = spoken.filter(|&p| ground.breakable(p)) {
            return Some(Some(p));
        }
    }
    // "The agreement from which the other side backed out": the topic stands before.
    let before = sentence.start.max(i.saturating_sub(TOPIC))..i;
    let relative = before.clone().any(|k| doc.any_particle(k, &[Particle::Relative]));
    let passive = order::before(ground.phrases, i).filter(|&p| {
        let end = ground.phrases[p].end;
        (end == i || end + 1 == i && doc.is_word(end)) && ground.breakable(p)
    });
    match order::within(ground.phrases, before).next_back().filter(|&p| relative && ground.breakable(p)) {
        Some(p) => Some(Some(p)),
        None => passive.map(Some),
    }
}

/// Whether the breaking is only threatened or aimed at: the word before wants it.
fn meant(ground: &Ground<'_, '_, '_>, i: usize) -> bool {
    let doc = ground.doc;
    i > doc.sentence(i).start
        && doc.hits_of(i - 1, Kinds::CUE.with(Kinds::PHASE)).iter().any(|h| match h.sense {
            Sense::Cue(c, _) => matches!(doc.lexicon.cue(c).stance, Stance::Threaten | Stance::Hope),
            Sense::Phase(p, _) => {
                doc.lexicon.phase(p).phase.is_some_and(|p| matches!(p, Phase::Proposed | Phase::Mentioned))
            }
            _ => false,
        })
}

fn is_negated(ground: &Ground<'_, '_, '_>, i: usize) -> bool {
    i.checked_sub(1).is_some_and(|b| ground.doc.any_particle(b, &[Particle::Negation]))
}

/// Whether a condition opens shortly before token `i`.
fn conditional(ground: &Ground<'_, '_, '_>, i: usize) -> bool {
    (i.saturating_sub(3)..=i).any(|k| ground.doc.any_particle(k, &[Particle::If]))
}
