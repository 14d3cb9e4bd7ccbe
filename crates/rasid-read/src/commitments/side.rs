//! Who is bound: the subject of what will be done, else who says it, else the side they stand for.

use super::{Ground, Side};
use crate::arrangements;
use crate::names::Mention;
use rasid_lang::{Kinds, Particle, Sense};
use std::ops::Range;
use std::rc::Rc;

/// The side for which `id` speaks: for a minister the state.
pub(super) fn of_id(ground: &Ground<'_, '_, '_>, id: &Rc<str>) -> Rc<str> {
    arrangements::spoken_for(ground.doc, id)
}

/// The side that statement `n` speaks for.
pub(super) fn of_speaker(ground: &Ground<'_, '_, '_>, n: usize) -> Option<Side> {
    let statement = &ground.statements[n];
    let id = statement.speaker_id.as_ref()?;
    let side = of_id(ground, id);
    // A document or outlet binds nobody, nor does a source without a name.
    let binds = !side.starts_with("anon:") && !side.starts_with("media:");
    binds.then_some(Side { id: side, span: statement.speaker })
}

/// The actors named within `range`, the last ones, joined where "and" joins them.
pub(super) fn named_last(ground: &Ground<'_, '_, '_>, range: Range<usize>) -> Option<Side> {
    let mentions = ground.names.within(range.clone());
    // Behind a preposition stands no subject: "its operations against the foreign forces".
    let governed = |first: usize| {
        ground.doc.clitics(first).is_preposition()
            || first > range.start && ground.doc.any_particle(first - 1, &[Particle::Preposition, Particle::Locative])
    };
    let mut last = mentions.iter().rposition(|m| m.is_actor() && !governed(m.first))?;
    let mut end = mentions[last].end;
    let mut ids = vec![of_id(ground, &mentions[last].id)];
    // "Relief agencies that belong to the United Nations" bind the United Nations.
    if ground.doc.any_particle(end, &[Particle::Allegiance])
        && let Some(owner) = mentions.get(last + 1).filter(|m| m.first == end + 1 && m.is_actor())
    {
        ids = vec![of_id(ground, &owner.id)];
        end = owner.end;
    }
    while last > 0
        && ground.doc.clitics(mentions[last].first).and
        && mentions[last - 1].is_actor()
        && mentions[last - 1].end + 1 >= mentions[last].first
    {
        last -= 1;
        ids.insert(0, of_id(ground, &mentions[last].id));
    }
    let first = mentions[last].first;
    Some(Side { id: ids.join("+").into(), span: Some(ground.doc.span(first, ground.doc.cut(first), end)) })
}

/// The side of one that is named.
pub(super) fn named_one(ground: &Ground<'_, '_, '_>, m: &Mention) -> Side {
    Side { id: of_id(ground, &m.id), span: Some(m.span) }
}

/// The side of one that is named, and of those whom "and" joins to it: "that the president and the leader meet".
pub(super) fn named_from(ground: &Ground<'_, '_, '_>, m: &Mention) -> Side {
    let mut ids = vec![of_id(ground, &m.id)];
    let mut end = m.end;
    while let Some(next) = ground.names.mention_at(end)
        && next.first == end
        && next.is_actor()
        && ground.doc.clitics(end).and
        && ids.len() < MOST
    {
        let id = of_id(ground, &next.id);
        if !ids.contains(&id) {
            ids.push(id);
        }
        end = next.end;
    }
    Side { id: ids.join("+").into(), span: Some(ground.doc.span(m.first, ground.doc.cut(m.first), end)) }
}

/// Most sides that are joined.
const MOST: usize = 4;

/// Whether `id` is a side of its own or a known actor, not a person of whom nothing is known.
pub(super) fn is_known(ground: &Ground<'_, '_, '_>, id: &str) -> bool {
    id.split('+').all(|part| part.contains(':') || is_state(part) || ground.doc.lexicon.actor_by_id(part).is_some())
}

pub(super) fn is_state(id: &str) -> bool {
    let id = id.split(':').next().unwrap_or(id);
    id.len() == 3 && id.bytes().all(|b| b.is_ascii_uppercase())
}

/// Whether two sides have one in common: the same identifier, or the same state.
pub(super) fn same(a: &str, b: &str) -> bool {
    let code = |id: &str| {
        id.split(':').next().filter(|c| c.len() == 3 && c.bytes().all(|x| x.is_ascii_uppercase())).map(str::to_owned)
    };
    a.split('+').any(|a| b.split('+').any(|b| a == b || code(a).is_some() && code(a) == code(b)))
}

/// Two or more states named by adjectives: "the two teams, the American and the Russian".
pub(super) fn adjectives(ground: &Ground<'_, '_, '_>, range: Range<usize>) -> Option<Side> {
    let doc = ground.doc;
    let mut ids: Vec<&str> = Vec::new();
    let (mut first, mut end) = (None, range.start);
    for i in range {
        let state = doc.hits_of(i, Kinds::NATIONALITY).iter().find_map(|h| match h.sense {
            Sense::Nationality(state, false) => Some(&doc.lexicon.actor(state).id),
            _ => None,
        });
        if let Some(state) = state.filter(|s| !ids.contains(&s.as_str())) {
            ids.push(state);
            first = first.or(i.checked_sub(1));
            end = i + 1;
        }
    }
    let first = first.filter(|_| ids.len() > 1)?;
    Some(Side { id: ids.join("+").into(), span: Some(doc.span(first, doc.cut(first), end)) })
}
