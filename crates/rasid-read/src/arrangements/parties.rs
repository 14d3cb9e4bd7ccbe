//! Those bound by a mechanism: nationalities in its phrase, those between whom it is, whoever
//! announces, extends or breaks it, and whom sanctions are aimed at.

use super::choice::Candidate;
use crate::doc::Doc;
use crate::events::{Ground, Party};
use crate::names::Kind;
use rasid_lang::tables::actors::{Actor, ActorKind};
use rasid_lang::tables::mechanisms::Part;
use rasid_lang::tables::topics::Topic;
use rasid_lang::{Kinds, Sense};
use rasid_record::{ArrangementKind as K, Phase};
use std::ops::Range;
use std::rc::Rc;

/// Labels of groups that are no side of their own.
const ALL: [&str; 5] =
    ["all parties", "everybody", "international community", "international organisations", "aid organisations"];
/// Organs that bind the state itself.
const HEADS: [&str; 3] = ["presidency", "mfa", "mission"];

/// The side that an actor binds by what it says or does: for the presidency its state.
fn binding(doc: &Doc<'_, '_>, id: &Rc<str>) -> Rc<str> {
    let side = side(doc, id);
    match side.split_once(':') {
        Some((state, organ)) if state.len() == 3 && HEADS.contains(&organ) => state.into(),
        _ => side,
    }
}

/// The side that an actor stands for: a person's state or body, else the actor. An unnamed
/// official of a state stands for the state.
pub(crate) fn side(doc: &Doc<'_, '_>, id: &Rc<str>) -> Rc<str> {
    if let Some(label) = id.strip_prefix("anon:")
        && let Some(code) = label.get(..3)
        && code.bytes().all(|b| b.is_ascii_uppercase())
        && label[3..].starts_with(' ')
    {
        return code.into();
    }
    let person = |actor: &Actor| actor.kind == ActorKind::Person;
    match doc.lexicon.actor_by_id(id) {
        Some(actor) => actor
            .side
            .as_deref()
            .or(actor.country.as_deref().filter(|_| person(actor)))
            .map_or_else(|| id.clone(), Rc::from),
        None => id.clone(),
    }
}

/// The same of several that speak or are bound together, each with its own side.
pub(crate) fn spoken_for(doc: &Doc<'_, '_>, id: &Rc<str>) -> Rc<str> {
    if !id.contains('+') {
        return side(doc, id);
    }
    let sides: Vec<Rc<str>> = id.split('+').map(|part| side(doc, &part.into())).collect();
    sides.join("+").into()
}

/// Identifiers of those bound by the mechanism of a candidate; `clause` is what stands behind it.
pub(super) fn bound(ground: &Ground<'_, '_, '_>, c: &Candidate<'_>, clause: Range<usize>) -> Vec<Rc<str>> {
    let doc = ground.doc;
    let phrase = c.phrase;
    let mut parties = adjectives(doc, phrase.first..phrase.own_end);
    parties.extend(phrase.defined.clone().map(|range| adjectives(doc, range)).unwrap_or_default());
    let other = between(ground, phrase.own_end..clause.end);
    if matches!(phrase.kind, K::Ceasefire | K::Pause) {
        parties.extend(armed(ground, phrase.own_end..clause.end));
    }
    let sanctions = phrase.kind == K::Sanctions;
    // Beside one that is named behind "with" stands whoever the clause is about.
    let half = other.with && other.ids.len() == 1 && parties.is_empty();
    let told = match c.claim.phase {
        Phase::Announced | Phase::Extended | Phase::Violated | Phase::Agreed | Phase::Negotiated | Phase::Suspended => {
            true
        }
        // Who refuses a mechanism as the outlet has it is a side of it; a speaker only comments.
        Phase::Refused => true,
        // Under a wish stands who would agree: "the two must unite to agree on it".
        Phase::InForce | Phase::Proposed => sanctions || half || c.claim.words.iter().any(|&at| !proposes(doc, at)),
        Phase::Failed | Phase::Ended | Phase::Mentioned => false,
    };
    if told && (parties.is_empty() || sanctions) && (other.ids.is_empty() || half) {
        parties.extend(by_words(ground, c, sanctions || half));
    }
    parties.extend(other.ids);
    if sanctions {
        parties.extend(targets(ground, phrase.own_end));
    }
    let speaks = matches!(c.claim.phase, Phase::Announced | Phase::Extended);
    if parties.is_empty() && speaks {
        parties.extend(c.by.map(|n| speakers(ground, n)).unwrap_or_default());
    }
    let mut distinct: Vec<Rc<str>> = Vec::with_capacity(parties.len());
    for id in parties {
        let all = id.starts_with("grp:") && ALL.iter().any(|label| id.ends_with(label)) || id.starts_with("anon:");
        if !all && !distinct.contains(&id) {
            distinct.push(id);
        }
    }
    distinct
}

/// The sides for which those speak who make statement `n`.
fn speakers(ground: &Ground<'_, '_, '_>, n: usize) -> Vec<Rc<str>> {
    let Some(id) = ground.statements[n].speaker_id.as_deref() else { return Vec::new() };
    id.split('+').map(|id| binding(ground.doc, &id.into())).filter(|id| !id.starts_with("media:")).collect()
}

/// Whoever does what the words of phase before the mechanism say; `carried` says that the subject
/// that a verb shares with the one before will do.
fn by_words(ground: &Ground<'_, '_, '_>, c: &Candidate<'_>, carried: bool) -> Vec<Rc<str>> {
    let doc = ground.doc;
    let fits = |party: &Party| {
        // Bodies bring truces about and are not bound by them.
        let binds = !matches!(c.phrase.kind, K::Ceasefire | K::Pause | K::Talks | K::Transition | K::Amnesty);
        let body = |id: &Rc<str>| doc.lexicon.actor_by_id(&side(doc, id)).is_some_and(|a| a.kind == ActorKind::Body);
        party.first != c.phrase.first && party.members.iter().all(|m| m.kind != Kind::People && (binds || !body(&m.id)))
    };
    let ids = |party: Party| party.members.iter().map(|m| binding(doc, &m.id)).collect::<Vec<_>>();
    for &at in &c.claim.words {
        let party = match ground.verb_at(at).filter(|_| ground.only_verb(at)) {
            Some((end, person, pronoun, _)) => {
                // Who calls for a mechanism or hopes for it is no side of it.
                if proposes(doc, at) && !carried {
                    return Vec::new();
                }
                let spoken = ground.statements.by_cue(at).find(|&n| ground.statements[n].speaker.is_none());
                if let Some(n) = spoken.filter(|_| carried) {
                    return speakers(ground, n);
                }
                let clause = ground.clause(at, end, pronoun, person);
                clause.subject.filter(|_| carried || !clause.carried)
            }
            None => {
                let genitive = ground.genitive(at + 1).filter(|p| p.end <= c.phrase.first);
                genitive.or_else(|| ground.ending(at)).filter(|_| !proposes(doc, at) || carried)
            }
        };
        if let Some(party) = party.filter(fits) {
            return ids(party);
        }
    }
    // "The two must unite to agree on it": a purpose is that of the verb before.
    let purpose = c.claim.words.iter().find(|&&at| doc.clitics(at).to && !proposes(doc, at));
    let subject = purpose.and_then(|&at| {
        let verb = (doc.sentence(at).start..at).rev().find(|&i| ground.finite(i))?;
        let (end, person, pronoun, _) = ground.verb_at(verb)?;
        let clause = ground.clause(verb, end, pronoun, person);
        let spoken = ground.statements.has_cue(verb);
        clause.subject.filter(|_| !clause.carried && !spoken)
    });
    subject.filter(fits).map(ids).unwrap_or_default()
}

/// Whether the word of phase at token `at` only proposes.
fn proposes(doc: &Doc<'_, '_>, at: usize) -> bool {
    let phases = |h: &crate::doc::Hit| match h.sense {
        Sense::Phase(p, _) => doc.lexicon.phase(p).phase,
        _ => None,
    };
    doc.hits(at).iter().find_map(phases) == Some(Phase::Proposed)
}

/// Nationalities inside the phrase: the American-Russian talks.
fn adjectives(doc: &Doc<'_, '_>, range: Range<usize>) -> Vec<Rc<str>> {
    range
        .filter_map(|i| {
            doc.hits_of(i, Kinds::NATIONALITY).iter().find_map(|h| match h.sense {
                Sense::Nationality(state, false) => Some(doc.lexicon.actor(state).id.as_str().into()),
                _ => None,
            })
        })
        .collect()
}

/// Nationalities from token `at` on, as adjectives or as peoples: "its Russian allies".
fn nations(doc: &Doc<'_, '_>, at: usize) -> Vec<Rc<str>> {
    let nation = |i: usize| {
        doc.hits_of(i, Kinds::NATIONALITY).iter().find_map(|h| match h.sense {
            Sense::Nationality(state, _) => Some(doc.lexicon.actor(state).id.as_str().into()),
            _ => None,
        })
    };
    (at..doc.sentence(at.min(doc.len() - 1)).end).map_while(nation).collect()
}

/// The armies whose arms rest: "the grounding of the Russian and Syrian aircraft".
fn armed(ground: &Ground<'_, '_, '_>, range: Range<usize>) -> Vec<Rc<str>> {
    let when = |h: &crate::doc::Hit| matches!(h.sense, Sense::Mechanism(m) if ground.doc.lexicon.mechanism(m).part == Part::When);
    let end = range.clone().find(|&i| ground.doc.hits(i).iter().any(when)).unwrap_or(range.end);
    let arms = (range.start..end).find(|&i| ground.any_topic(i, &[Topic::ARMS]) && ground.named(i).is_none());
    let party = arms.and_then(|i| ground.party(i));
    party.map(|p| p.members.into_iter().map(|m| m.id).collect()).unwrap_or_default()
}

/// Those named behind "between" or "with".
#[derive(Default)]
struct Among {
    ids: Vec<Rc<str>>,
    with: bool,
}

fn between(ground: &Ground<'_, '_, '_>, range: Range<usize>) -> Among {
    let doc = ground.doc;
    let found = range.clone().find_map(|i| {
        doc.hits_of(i, Kinds::MECHANISM).iter().find_map(|h| match h.sense {
            Sense::Mechanism(m) => Some((h.end, doc.lexicon.mechanism(m))).filter(|(_, m)| m.part == Part::Among),
            _ => None,
        })
    });
    let Some((at, word)) = found else { return Among::default() };
    let mut among = Among { with: word.class == "with", ..Among::default() };
    let mut last = at;
    for m in ground.names.within(at..range.end) {
        if m.kind == Kind::Place || (m.first > last && !doc.clitics(m.first).and) {
            break;
        }
        among.ids.push(m.id.clone());
        last = m.end;
    }
    among
}

/// Whom sanctions are aimed at, with allies of whom only the nationality is told.
fn targets(ground: &Ground<'_, '_, '_>, end: usize) -> Vec<Rc<str>> {
    let aimed = ground.behind(end, Topic::LINK_ON, false).or_else(|| ground.state_behind(end, Topic::LINK_ON));
    let Some(party) = aimed.or_else(|| ground.behind(end, Topic::LINK_AGAINST, false)) else { return Vec::new() };
    let mut after = party.end;
    let mut ids: Vec<Rc<str>> = party.members.into_iter().filter(|m| !m.id.starts_with("grp:")).map(|m| m.id).collect();
    let allies = |i: usize| ground.any_topic(i, &[Topic::GROUPS]);
    // The list of those joined may have taken the allies in already.
    if allies(after) && ground.doc.clitics(after).and {
        after += 1;
    }
    if allies(after - 1) {
        ids.extend(nations(ground.doc, after));
    }
    ids
}
