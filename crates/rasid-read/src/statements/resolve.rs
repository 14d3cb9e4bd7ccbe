//! Who speaks where a clause writes nobody: whoever spoke last, or the subject of the sentence.

use super::Draft;
use super::lookup::Contents;
use crate::arrangements::spoken_for;
use crate::doc::Doc;
use crate::names::{Kind, Names};
use rasid_lang::inflect::{Aspect, Person, is_feminine};
use rasid_lang::{Kinds, Particle, Sense};
use std::rc::Rc;

/// Gives statements without a written speaker to whoever spoke last.
pub(super) fn resolve(doc: &Doc<'_, '_>, names: &Names, drafts: &mut [Draft]) {
    let mut current: Option<Rc<str>> = None;
    let contents = Contents::new(drafts, |_| true);
    for (n, draft) in drafts.iter_mut().enumerate() {
        let inside = contents.around(draft.cue_span).into_iter().any(|outer| outer < n);
        // "The statement said": the document of whoever spoke last.
        let document = draft.speaker_id.as_deref() == Some("anon:statement")
            && draft.speaker.is_some_and(|s| doc.is_definite(doc.token_at(s.start)));
        if draft.speaker_id.is_none() || document && current.is_some() {
            let own = if inside { None } else { subject_of_sentence(doc, names, draft) };
            // "They said" is not the one who spoke last.
            let fits = |id: &Rc<str>| {
                !speaks_of_many(doc, draft.cue) || id.contains('+') || id.starts_with("grp:") || id.starts_with("anon:")
            };
            draft.speaker_id = own.or_else(|| current.clone().filter(fits));
            // "His country supports": the state of whoever speaks.
            let homeland =
                draft.speaker.is_some_and(|s| doc.any_particle(doc.token_at(s.start), &[Particle::Homeland]));
            if homeland {
                let side = draft.speaker_id.as_ref().map(|id| spoken_for(doc, id));
                let state =
                    side.as_deref().and_then(|id| id.get(..3)).filter(|id| doc.lexicon.actor_by_id(id).is_some());
                draft.speaker_id = state.map(Rc::from).or(draft.speaker_id.take());
            }
        }
        if !inside && draft.speaker_id.is_some() {
            current = draft.speaker_id.clone();
        }
    }
}

/// Whether the verb at `cue` is in the dual or plural.
fn speaks_of_many(doc: &Doc<'_, '_>, cue: usize) -> bool {
    let form = doc.hits_of(cue, Kinds::CUE).iter().find_map(|h| match h.sense {
        Sense::Cue(_, f) => Some(f),
        _ => None,
    });
    form.is_some_and(|f| f.aspect != Aspect::Participle && matches!(f.person, Person::Both | Person::They))
}

/// Whom a cue goes with when nobody has spoken in its sentence yet: the role or actor that stands
/// behind the first verb or at the head.
fn subject_of_sentence(doc: &Doc<'_, '_>, names: &Names, draft: &Draft) -> Option<Rc<str>> {
    let participle = draft.rule == "statement/participle";
    let sentence = doc.sentence(draft.cue);
    if !participle && (draft.rule != "statement/verb" || draft.cue <= sentence.start + 1) {
        return None;
    }
    let cue_before = (sentence.start..draft.cue).any(|i| {
        doc.hits_of(i, Kinds::CUE)
            .iter()
            .any(|h| matches!(h.sense, Sense::Cue(_, f) if f.aspect != Aspect::Noun) && h.end <= draft.cue)
            && names.mention_at(i).is_none_or(|m| m.first >= i)
            && doc.hits(i).iter().all(|h| !matches!(h.sense, Sense::Title(_)))
    });
    if cue_before {
        return None;
    }
    let verb =
        |i: usize| doc.hits(i).iter().any(|h| h.sense.is_finite_verb()) || doc.any_particle(i, &[Particle::Auxiliary]);
    let named = |i: usize| {
        let role = names
            .role_at(i)
            .filter(|r| r.first == i && (r.name.is_some() || !r.id.starts_with("anon:")))
            .map(|r| r.id.clone());
        let person = names.mention_at(i).filter(|m| m.first == i && m.kind == Kind::Person).map(|m| m.id.clone());
        role.or(person)
    };
    let heads = |i: &usize| *i == sentence.start || verb(i - 1);
    let person = (sentence.start..draft.cue).filter(heads).find_map(named);
    // "The army advances and refuses": an army, a body or a side that the verb may agree with.
    let side =
        || (sentence.start..draft.cue).find(heads).filter(|_| !participle).and_then(|i| agreeing(doc, names, draft, i));
    person.or_else(side)
}

/// The actor at token `i`, where the verb of the statement may be theirs.
fn agreeing(doc: &Doc<'_, '_>, names: &Names, draft: &Draft, i: usize) -> Option<Rc<str>> {
    let m = names.mention_at(i).filter(|m| m.first == i && m.is_actor())?;
    let fits = matches!(m.kind, Kind::Organ | Kind::Group | Kind::Body | Kind::State | Kind::Capital | Kind::Party);
    let person = doc.hits_of(draft.cue, Kinds::CUE).iter().find_map(|h| match h.sense {
        Sense::Cue(_, f) if h.sense.is_finite_verb() => Some(f.person),
        _ => None,
    })?;
    let feminine = is_feminine(doc.folded(i)) || matches!(m.kind, Kind::State | Kind::Capital);
    let agrees = match person {
        Person::HeOr => !feminine,
        Person::She => feminine,
        _ => false,
    };
    (fits && agrees).then(|| m.id.clone())
}
