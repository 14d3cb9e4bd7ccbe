//! Acts in spite of a mechanism, during it, or against it: raids despite the truce, shelling
//! of a corridor.

use super::{Ground, Mark};
use crate::order;
use rasid_lang::inflect::Aspect;
use rasid_lang::tables::mechanisms::{BreachKind, Part};
use rasid_lang::{Kinds, Sense};
use rasid_record::{ArrangementKind, EventType, Phase, Stance};
use std::ops::Range;

/// Rule `breach/despite`: an act in spite of a truce or while it holds: "raids went on despite the truce". Tables:
/// breaches, mechanisms.
const DESPITE: &str = "breach/despite";
/// Rule `breach/upon`: an act against the mechanism itself: a corridor or a convoy under fire. Tables: breaches,
/// mechanisms.
const UPON: &str = "breach/upon";
/// Rule `breach/again`: an act that began again, or of whose going on somebody is accused, in a report that tells of a
/// truce agreed before. Tables: breaches, mechanisms.
const AGAIN: &str = "breach/again";

/// How far behind "in spite of" its mechanism may stand, in tokens.
const TRUCE: usize = 5;
/// How far from "in spite of" the act may stand.
const ACT: usize = 14;

/// The words that begin at token `i`.
pub(super) fn at(ground: &Ground<'_, '_, '_>, i: usize) -> Option<Mark> {
    if ground.names.mention_at(i).is_some() || order::around(ground.phrases, i).is_some() {
        return None;
    }
    despite(ground, i).or_else(|| upon(ground, i)).or_else(|| again(ground, i))
}

/// An act word within `range`, outside of the phrases of mechanisms.
fn act_in(ground: &Ground<'_, '_, '_>, mut range: Range<usize>) -> Option<(usize, usize, Aspect, Option<EventType>)> {
    range.find_map(|k| {
        let inside = order::around(ground.phrases, k).is_some();
        let (end, word, aspect) = ground.word(k, &[BreachKind::Act]).filter(|_| !inside)?;
        Some((k, end, aspect, word.act))
    })
}

/// An act, and a mechanism in spite of which or during which it took place.
fn despite(ground: &Ground<'_, '_, '_>, i: usize) -> Option<Mark> {
    let doc = ground.doc;
    let sentence = doc.sentence(i);
    // The act before: "raids went on despite the truce".
    if let Some((_, word, aspect)) = ground.word(i, &[BreachKind::Act]) {
        let limit = (i + ACT).min(sentence.end);
        let at = (i + 1..limit).take_while(|&k| !doc.is_sign(k, ".")).find(|&k| spites(ground, k))?;
        let phrase = truce_behind(ground, at)?;
        let end = ground.phrases[phrase].end;
        return Some(Mark { rule: DESPITE, first: i, end, word: i, aspect, phrase: Some(phrase), act: word.act });
    }
    // The act behind: "despite the truce, planes bombed".
    ground.word(i, &[BreachKind::Despite])?;
    let phrase = truce_behind(ground, i)?;
    let end = ground.phrases[phrase].end;
    let (word, act_end, aspect, act) = act_in(ground, end..(end + ACT).min(sentence.end))?;
    Some(Mark { rule: DESPITE, first: i, end: act_end, word, aspect, phrase: Some(phrase), act })
}

/// Whether "in spite of" or "during" stands at token `i`.
fn spites(ground: &Ground<'_, '_, '_>, i: usize) -> bool {
    let during = ground
        .doc
        .hits_of(i, Kinds::MECHANISM)
        .iter()
        .any(|h| matches!(h.sense, Sense::Mechanism(m) if ground.doc.lexicon.mechanism(m).part == Part::During));
    during || ground.word(i, &[BreachKind::Despite]).is_some()
}

/// The truce shortly behind token `i`.
fn truce_behind(ground: &Ground<'_, '_, '_>, i: usize) -> Option<usize> {
    let phrase = ground.phrase_in(i + 1..i + 1 + TRUCE)?;
    let same = ground.doc.sentence_of(i) == ground.doc.sentence_of(ground.phrases[phrase].first);
    (same && Ground::is_truce(ground.phrases[phrase].kind)).then_some(phrase)
}

/// An act against the mechanism itself: a corridor or convoy under fire.
fn upon(ground: &Ground<'_, '_, '_>, i: usize) -> Option<Mark> {
    let (end, word, aspect) = ground.word(i, &[BreachKind::Act])?;
    let phrase = ground.phrase_in(end..end + 3)?;
    let kind = ground.phrases[phrase].kind;
    let same = ground.doc.sentence_of(i) == ground.doc.sentence_of(ground.phrases[phrase].first);
    let joined = (end..ground.phrases[phrase].first + 1).any(|k| ground.doc.clitics(k).and);
    (same && !joined && matches!(kind, ArrangementKind::Corridor | ArrangementKind::Aid)).then_some(Mark {
        rule: UPON,
        first: i,
        end,
        word: i,
        aspect,
        phrase: Some(phrase),
        act: word.act,
    })
}

/// An act that began again, or of whose going on somebody is accused, after a truce was agreed.
fn again(ground: &Ground<'_, '_, '_>, i: usize) -> Option<Mark> {
    let doc = ground.doc;
    let (end, word, aspect) = ground.word(i, &[BreachKind::Again, BreachKind::Resume])?;
    let sentence = doc.sentence(i);
    let (_, act_end, _, act) = act_in(ground, end..(end + 3).min(sentence.end))?;
    let span = doc.span(i, doc.cut(i), end);
    let by = ground.statements.innermost(span);
    let accused = by.is_some_and(|s| ground.statements[s].stance == Stance::Accuse);
    let binding = |phase: Phase| {
        matches!(
            phase,
            Phase::Announced | Phase::Agreed | Phase::InForce | Phase::Extended | Phase::Violated | Phase::Failed
        )
    };
    let truce = ground.arranged.iter().any(|a| Ground::is_truce(a.kind) && binding(a.phase));
    let resumed = word.kind == BreachKind::Resume && aspect == Aspect::Past;
    ((accused || resumed) && truce).then_some(Mark {
        rule: AGAIN,
        first: i,
        end: act_end,
        word: i,
        aspect,
        phrase: None,
        act,
    })
}
