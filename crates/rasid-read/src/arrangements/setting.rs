//! What stands around a mechanism: its place, those bound by it, whom it is for, its times.

use super::Draft;
use super::choice::Candidate;
use crate::doc::Doc;
use crate::names::{Kind, Names};
use crate::statements;
use rasid_lang::tables::mechanisms::Part;
use rasid_lang::{Particle, Sense};
use rasid_record::Phase;
use rasid_text::Span;
use std::ops::Range;
use std::rc::Rc;

/// How far behind a mechanism its place, parties and people may stand, in tokens.
const BEHIND: usize = 12;

/// Makes the draft of a mention that is recorded.
pub(super) fn draft(
    doc: &Doc<'_, '_>,
    names: &Names,
    statements: &[statements::Draft],
    times: &[Range<usize>],
    c: &Candidate<'_>,
) -> Draft {
    let phrase = c.phrase;
    let sentence = doc.sentence(phrase.first);
    let end = (phrase.end + BEHIND).min(sentence.end);
    let behind = phrase.first..clause_end(doc, phrase.end, end);
    let (from, until) = bounds(doc, times, behind.clone(), phrase.length);
    let mut parties = adjectives(doc, phrase.first..phrase.end);
    parties.extend(between(doc, names, phrase.end..behind.end));
    if parties.is_empty() && matches!(c.claim.phase, Phase::Announced | Phase::Extended) {
        parties.extend(c.by.and_then(|s| statements[s].speaker_id.clone()).map(|id| side(doc, &id)));
    }
    let mut distinct: Vec<Rc<str>> = Vec::new();
    for id in parties {
        if !distinct.contains(&id) {
            distinct.push(id);
        }
    }
    Draft {
        rule: c.claim.rule,
        first: phrase.first,
        span: c.span,
        kind: phrase.kind,
        place: place(doc, names, behind.clone()),
        parties: distinct,
        beneficiaries: people(doc, names, phrase.people.clone(), behind.clone()),
        from,
        until,
        phase: c.claim.phase,
        core: phrase.core,
        by: c.by,
    }
}

/// The end of the clause that goes on at `from`.
fn clause_end(doc: &Doc<'_, '_>, from: usize, end: usize) -> usize {
    (from..end)
        .find(|&i| {
            doc.is_comma(i)
                || doc.any_particle(i, &[Particle::Meanwhile, Particle::But, Particle::That, Particle::Relative])
        })
        .unwrap_or(end)
}

/// The side that an actor stands for: a person's state or body, else the actor.
pub(crate) fn side(doc: &Doc<'_, '_>, id: &Rc<str>) -> Rc<str> {
    match doc.lexicon.actor_by_id(id) {
        Some(actor) => actor
            .side
            .as_deref()
            .or(actor.country.as_deref().filter(|_| is_person(actor)))
            .map_or_else(|| id.clone(), Rc::from),
        None => id.clone(),
    }
}

fn is_person(actor: &rasid_lang::tables::actors::Actor) -> bool {
    actor.kind == rasid_lang::tables::actors::ActorKind::Person
}

/// Nationalities inside the phrase: the American-Russian talks.
fn adjectives(doc: &Doc<'_, '_>, range: Range<usize>) -> Vec<Rc<str>> {
    range
        .filter_map(|i| {
            doc.hits(i).iter().find_map(|h| match h.sense {
                Sense::Nationality(state, false) => Some(doc.lexicon.actor(state).id.as_str().into()),
                _ => None,
            })
        })
        .collect()
}

/// Those named behind "between" or "with".
fn between(doc: &Doc<'_, '_>, names: &Names, range: Range<usize>) -> Vec<Rc<str>> {
    let Some(at) = range.clone().find(|&i| {
        doc.hits(i)
            .iter()
            .any(|h| matches!(h.sense, Sense::Mechanism(m) if doc.lexicon.mechanism(m).part == Part::Among))
    }) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    let mut last = at + 1;
    for m in names.within(at + 1..range.end) {
        if m.kind == Kind::Place || (m.first > last && !doc.clitics(m.first).and) {
            break;
        }
        out.push(m.id.clone());
        last = m.end;
    }
    out
}

/// The first place behind the phrase, written with a preposition of place.
fn place(doc: &Doc<'_, '_>, names: &Names, range: Range<usize>) -> Option<Span> {
    names
        .within(range)
        .iter()
        .find(|m| (m.kind == Kind::Place || m.as_place) && !doc.clitics(m.first).and)
        .map(|m| m.span)
}

/// People who leave or receive: those of the phrase, else people behind it.
fn people(doc: &Doc<'_, '_>, names: &Names, inside: Option<Range<usize>>, range: Range<usize>) -> Option<Span> {
    if let Some(people) = inside {
        return Some(doc.span(people.start, doc.cut(people.start), people.end));
    }
    names.within(range).iter().find(|m| m.kind == Kind::People).map(|m| m.span)
}

/// The times behind the phrase when it begins and ends; a length, or a time behind "until" or
/// "within", ends it.
fn bounds(
    doc: &Doc<'_, '_>,
    times: &[Range<usize>],
    range: Range<usize>,
    length: Option<usize>,
) -> (Option<usize>, Option<usize>) {
    let (mut from, mut until) = (None, length);
    let ends = |i: usize| {
        doc.hits(i).iter().any(|h| match h.sense {
            Sense::Mechanism(m) => {
                matches!(doc.lexicon.mechanism(m).part, Part::Until | Part::During | Part::Length)
            }
            _ => false,
        })
    };
    for (n, time) in times.iter().enumerate().filter(|(_, t)| range.contains(&t.start)) {
        if Some(n) == length {
            continue;
        }
        if time.start > range.start && ends(time.start - 1) {
            until.get_or_insert(n);
        } else {
            from.get_or_insert(n);
        }
    }
    (from, until)
}
