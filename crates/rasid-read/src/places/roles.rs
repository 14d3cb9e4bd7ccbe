//! What happened at a place: whether it is where something was done, where people met, or an end of a way.

use super::Ground;
use crate::doc::Doc;
use crate::names::{Kind, Mention};
use rasid_lang::Particle;
use rasid_lang::tables::topics::Topic;
use rasid_lang::tables::triggers::Entry;
use rasid_lang::{Kinds, Sense};
use rasid_record::{ArrangementKind, EventType, List, PlaceRole};
use rasid_text::Span;

/// How far behind the word for a way its ends may stand, in tokens.
const WAY: usize = 14;

/// The places of all records: words, role, and the record.
pub(super) fn of(ground: &Ground<'_, '_, '_>) -> Vec<(Span, PlaceRole, List, usize)> {
    let mut found = Vec::new();
    let mut triggers: Vec<usize> = ground.events.iter().map(|event| event.at).collect();
    triggers.sort_unstable();
    for (index, event) in ground.events.iter().enumerate() {
        let moves = matches!(event.kind, EventType::Retreat | EventType::Aid);
        // Behind the next act begins another way.
        let next = triggers.get(triggers.partition_point(|&at| at <= event.at)).copied().unwrap_or(usize::MAX);
        let ends = if moves { ends(ground, event.at + 1, next) } else { Vec::new() };
        if let Some(place) = event.place.filter(|place| ends.iter().all(|(end, _)| !meet(*end, *place))) {
            let role = if event.kind == EventType::Consult { PlaceRole::Meeting } else { PlaceRole::Occurred };
            found.push((place, role, List::Events, index));
        }
        found.extend(ends.into_iter().map(|(end, role)| (end, role, List::Events, index)));
    }
    for (index, arrangement) in ground.arrangements.iter().enumerate() {
        let way = matches!(arrangement.kind, ArrangementKind::Evacuation | ArrangementKind::Corridor);
        let ends = if way { ends(ground, arrangement.core + 1, usize::MAX) } else { Vec::new() };
        if let Some(place) = arrangement.place.filter(|place| ends.iter().all(|(end, _)| !meet(*end, *place))) {
            let talks = arrangement.kind == ArrangementKind::Talks;
            let role = if talks { PlaceRole::Meeting } else { PlaceRole::Covered };
            found.push((place, role, List::Arrangements, index));
        }
        found.extend(ends.into_iter().map(|(end, role)| (end, role, List::Arrangements, index)));
    }
    for (index, breach) in ground.breaches.iter().enumerate() {
        found.extend(breach.place.map(|place| (place, PlaceRole::Occurred, List::Breaches, index)));
    }
    found
}

/// Whence and where to, as the words behind token `from` say, up to token `next`.
fn ends(ground: &Ground<'_, '_, '_>, from: usize, next: usize) -> Vec<(Span, PlaceRole)> {
    let doc = ground.doc;
    let Some(last) = doc.len().checked_sub(1) else { return Vec::new() };
    let limit = doc.sentence(from.min(last)).end.min(from + WAY).min(next);
    let mut found: Vec<(Span, PlaceRole)> = Vec::new();
    for mention in ground.names.within(from..limit).iter().filter(|m| m.kind == Kind::Place || m.as_place) {
        let Some(role) = role(doc, mention, from) else { continue };
        if found.iter().all(|(_, known)| *known != role) {
            found.push((words(doc, mention), role));
        }
    }
    found
}

/// Whether the preposition before a name, or before the nouns of place before it, says from or to.
fn role(doc: &Doc<'_, '_>, mention: &Mention, from: usize) -> Option<PlaceRole> {
    let mut at = mention.first;
    while at > from && doc.any_particle(at - 1, &[Particle::PlaceNoun]) && doc.clitics(at).is_empty() {
        at -= 1;
    }
    if doc.clitics(at).to {
        return Some(PlaceRole::To);
    }
    let before = at.checked_sub(1).filter(|&before| before >= from && doc.clitics(at).is_empty())?;
    let is = |topic: Topic| {
        doc.hits_of(before, Kinds::TRIGGER).iter().any(|hit| match hit.sense {
            Sense::Trigger(e, _) => hit.end == at && matches!(doc.lexicon.trigger(e), Entry::Topic(t) if *t == topic),
            _ => false,
        })
    };
    if is(Topic::LINK_FROM) { Some(PlaceRole::From) } else { is(Topic::LINK_TO).then_some(PlaceRole::To) }
}

/// The name with the noun of place before it, as events have it.
fn words(doc: &Doc<'_, '_>, mention: &Mention) -> Span {
    match mention.first.checked_sub(1).filter(|&noun| doc.any_particle(noun, &[Particle::PlaceNoun])) {
        Some(noun) if doc.clitics(mention.first).is_empty() => doc.span(noun, doc.cut(noun), mention.end),
        _ => mention.span,
    }
}

/// Whether two stretches have letters in common.
fn meet(a: Span, b: Span) -> bool {
    a.start < b.end && b.start < a.end
}
