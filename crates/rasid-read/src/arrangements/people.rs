//! Whom a mechanism is for: people in its phrase or behind it, with what tells which of them.

use super::choice::Candidate;
use crate::events::Ground;
use crate::names::Kind;
use rasid_lang::Particle;
use rasid_lang::tables::topics::Topic;
use rasid_record::ArrangementKind as K;
use rasid_text::Span;
use std::ops::Range;

/// Longest complement of an adjective: "who wish to lay down their arms".
const COMPLEMENT: usize = 4;

/// People who leave or receive: those of the phrase, else people behind it. What a pause or
/// corridor is for may also stand further on: "so that the wounded can leave".
pub(super) fn served(
    ground: &Ground<'_, '_, '_>,
    c: &Candidate<'_>,
    clause: Range<usize>,
    sentence_end: usize,
) -> Option<Span> {
    let doc = ground.doc;
    if let Some(people) = c.phrase.people.clone() {
        return Some(doc.span(people.start, doc.cut(people.start), people.end));
    }
    let behind = c.phrase.end..clause.end;
    let passes = matches!(c.phrase.kind, K::Corridor | K::Pause | K::Amnesty | K::Evacuation);
    // Those for whom it is made stand behind "for", or leave by it.
    let meant = |i: usize| {
        doc.clitics(i).to
            || i > 0
                && (ground.any_topic(i - 1, &[LEAVING])
                    || c.phrase.kind == K::Amnesty && ground.any_topic(i - 1, &[Topic::LINK_ABOUT]))
    };
    let found = behind.clone().find_map(|i| people(ground, i).filter(|_| passes && meant(i)).map(|end| (i, end)));
    let named = || {
        if matches!(c.phrase.kind, K::Sanctions | K::Talks | K::Cooperation | K::Transition | K::Monitoring) {
            return None;
        }
        let first = ground.names.within(clause.clone()).iter().find(|m| m.kind == Kind::People)?;
        Some((first.first, first.end))
    };
    let further = || {
        let mut rest = (clause.end..sentence_end).take_while(|&i| i < clause.end + FURTHER);
        rest.find_map(|i| people(ground, i).filter(|_| passes && meant(i)).map(|end| (i, end)))
    };
    let (first, end) = found.or_else(named).or_else(further)?;
    let end = reach(ground, end, sentence_end);
    Some(doc.span(first, doc.cut(first), end))
}

/// Words of leaving, before those who leave.
const LEAVING: Topic = Topic::WITHDRAWAL;
/// How far behind its clause the people may stand that a pause is for.
const FURTHER: usize = 16;

/// The end of a phrase for people at token `i`, who may be fighters or members of a side.
fn people(ground: &Ground<'_, '_, '_>, i: usize) -> Option<usize> {
    if let Some(mention) = ground.names.mention_at(i) {
        return (mention.first == i && matches!(mention.kind, Kind::People | Kind::Party)).then_some(mention.end);
    }
    if let Some(end) = ground.topic(i, Topic::MEMBERS) {
        return ground.genitive(end).map(|p| p.end);
    }
    ground.counted_people(i).or_else(|| ground.topic(i, Topic::GROUPS))
}

/// How far the phrase goes on: more people, adjectives with their complement, a relative clause.
fn reach(ground: &Ground<'_, '_, '_>, end: usize, limit: usize) -> usize {
    let doc = ground.doc;
    let mut end = end;
    while end < limit && doc.clitics(end).and {
        let Some(after) = people(ground, end) else { break };
        end = after;
    }
    // "Those who wish to leave" may be people by themselves.
    if let Some(mention) = ground.names.mention_at(end)
        && mention.kind == Kind::People
        && doc.is_definite(end)
        && doc.clitics(end).is_empty()
    {
        return mention.end;
    }
    if end < limit && doc.is_definite(end) && ground.is_adjective(end) && doc.is_definite(end - 1) {
        end += 1;
        let link = |i: usize| i < limit && doc.any_particle(i, &[Particle::Preposition, Particle::Locative]);
        let free = |i: usize| i < limit && doc.is_word(i) && doc.clitics(i).is_empty() && !doc.is_time(i);
        if link(end) && free(end + 1) {
            let mut to = end + 2;
            while to < end + COMPLEMENT && free(to) && doc.is_definite(to) && !link(to) {
                to += 1;
            }
            return to;
        }
        return end;
    }
    if end < limit && doc.any_particle(end, &[Particle::Relative]) && !doc.any_particle(end, &[Particle::Preposition]) {
        let stops = |i: usize| !doc.is_word(i) || doc.clitics(i).and;
        return (end + 1..limit).find(|&i| stops(i)).unwrap_or(limit);
    }
    end
}
