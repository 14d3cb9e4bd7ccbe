//! What a speaker does by saying it, where the content says more than the cue.

use super::Draft;
use super::opening::has_verb;
use crate::arrangements::spoken_for;
use crate::doc::{Doc, Hit};
use crate::names::Names;
use rasid_lang::inflect::{Aspect, Person, VerbForm, will_cut};
use rasid_lang::tables::actors::ActorKind;
use rasid_lang::tables::cues::Takes;
use rasid_lang::{Kinds, Particle, Sense};
use rasid_record::{Form, Stance};

/// Words of the content that are looked at: what is said first says what is done.
const HEAD: usize = 22;
/// Words at the head within which a future verb makes a promise of it.
const FUTURE: usize = 10;
/// How far before a verb its subject may end, in tokens.
const SUBJECT: usize = 3;

/// Refines the stance of a statement whose cue only informs, from the words of its content.
pub(super) fn refine(doc: &Doc<'_, '_>, names: &Names, draft: &mut Draft, cue: Stance) {
    // What was not said binds and blames nobody.
    if draft.negated && cue == Stance::Inform {
        return;
    }
    let Some(range) = draft.content.clone() else { return };
    let takes = |wanted: Takes| {
        doc.hits_of(draft.cue, Kinds::CUE).iter().any(|h| match h.sense {
            Sense::Cue(c, f) => f.aspect != Aspect::Fixed && doc.lexicon.cue(c).takes.contains(&wanted),
            _ => false,
        })
    };
    let urged = cue == Stance::Urge && takes(Takes::Quote);
    // "Held that": blame by itself, unless the words tell something else.
    let held = cue == Stance::Accuse && takes(Takes::That) && takes(Takes::Object);
    // What something is called says nothing of that kind.
    let labels = takes(Takes::Object) && !takes(Takes::That) && (takes(Takes::By) || takes(Takes::Quote));
    if cue != Stance::Inform && !urged && !held {
        return;
    }
    let head = range.start..range.end.min(range.start + HEAD);
    let own = |i: usize| is_own(doc, names, draft, range.start, i);
    // Outlets, monitors and witnesses tell what happened; who did it is in their words.
    let reports = draft.speaker_id.as_deref().is_some_and(|id| {
        id.starts_with("media:")
            || id.starts_with("anon:")
            || doc.lexicon.actor_by_id(id).is_some_and(|a| a.kind == ActorKind::Body)
    });
    let word = |i: usize| {
        let (hit, stance) = doc.longest_of(i, Kinds::STANCE, |h| match h.sense {
            Sense::Stance(stance) => Some(stance),
            _ => None,
        })?;
        // "That the movement agreed": what another does by speaking is not what the speaker does.
        let another = is_anothers(doc, hit, stance) && !own(i);
        (!(another || reports && stance == Stance::Accuse)).then_some(stance)
    };
    let told = head.clone().find_map(word).or_else(|| obliged(doc, range.start, head.end));
    if urged {
        // "Stressed the need for": what is stressed may be asked for, with "must"; a clause may ask for nothing.
        let clause = draft.form == Form::Direct || doc.particle_before(range.start, &[Particle::That]).is_some();
        let must = head.clone().any(|i| word(i) == Some(Stance::Demand)).then_some(Stance::Demand);
        draft.stance = must.or(told).unwrap_or(if clause { Stance::Inform } else { cue });
        return;
    }
    if held {
        draft.stance = told.unwrap_or(cue);
        return;
    }
    if labels {
        let harsh = told.filter(|s| matches!(s, Stance::Accuse | Stance::Threaten));
        draft.stance = harsh.unwrap_or(draft.stance);
        return;
    }
    // What becomes of a mechanism when it is announced is a promise of those who announce it.
    let mechanism = |h: &Hit| matches!(h.sense, Sense::Mechanism(_));
    // "What Russia announced about the corridors" only tells what it was about.
    let topic = draft.cue > 0 && doc.any_particle(draft.cue - 1, &[Particle::What]);
    let announced = takes(Takes::Object) && !topic && doc.hits(range.start).iter().any(mechanism);
    let named = draft.speaker_id.as_deref().is_some_and(|id| !id.starts_with("anon:"));
    // "Announced that the convoy will move": what no other does is in the hands of whoever announces it.
    let announces = takes(Takes::Object) && !draft.negated;
    let nobodys =
        |i: usize| announces && names.within(range.start..i).iter().all(|m| !m.is_actor()) && !described(doc, i);
    let promised = (head.start..head.end.min(head.start + FUTURE)).any(|i| is_future(doc, i) && (own(i) || nobodys(i)));
    // "The truce will last until": those who announce a mechanism say what becomes of it.
    let lasts = (range.start..range.start + SUBJECT)
        .find(|&i| doc.hits(i).iter().any(mechanism))
        .and_then(|i| doc.hits(i).iter().find(|h| mechanism(h)).map(|h| h.end))
        .is_some_and(|end| is_future(doc, end));
    draft.stance = match told {
        Some(stance) => stance,
        None if (promised || lasts) && named => Stance::Promise,
        None if announced && named && draft.rule != "statement/according-to" => Stance::Promise,
        None => draft.stance,
    };
}

/// What "that it is on them to" asks: a clause that begins with "on".
fn obliged(doc: &Doc<'_, '_>, start: usize, end: usize) -> Option<Stance> {
    // "In spite of" begins with the same word.
    let alone = doc.hits(start).iter().all(|h| h.end == start + 1);
    let on = alone && doc.hits_of(start, Kinds::TAKES).iter().any(|h| h.sense == Sense::Takes(Takes::On, false));
    let clause = on && doc.particle_before(start, &[Particle::That]).is_some();
    let that = (start + 2..end).any(|i| doc.particle(i, Particle::That).is_some());
    clause.then_some(if that { Stance::Demand } else { Stance::Urge })
}

/// Whether the entry is a verb by which somebody else may take the stance ("agrees", "refuses"), and no blame or need
/// of which the speaker tells ("violated", "must").
fn is_anothers(doc: &Doc<'_, '_>, hit: &Hit, stance: Stance) -> bool {
    let needs = matches!(stance, Stance::Demand | Stance::Urge);
    let third = |f: VerbForm| !matches!(f.person, Person::I | Person::We);
    !matches!(stance, Stance::Accuse | Stance::Deny)
        && doc.hits_of(hit.first, Kinds::CUE.with(Kinds::TRIGGER).with(Kinds::VERB)).iter().any(|h| match h.sense {
            Sense::Cue(_, f) => h.sense.is_finite_verb() && third(f),
            Sense::Trigger(_, f) | Sense::Verb(f) => !needs && h.sense.is_finite_verb() && third(f),
            _ => false,
        })
}

/// Whether the verb at token `i` is of the future.
fn is_future(doc: &Doc<'_, '_>, i: usize) -> bool {
    let looks = || doc.hits(i).is_empty() && will_cut(doc.folded(i)).is_some();
    doc.clitics(i).will || doc.any_particle(i, &[Particle::Future]) || looks()
}

/// Whether the verb at token `at` is that of a clause about something.
fn described(doc: &Doc<'_, '_>, at: usize) -> bool {
    at > 0 && doc.any_particle(at - 1, &[Particle::Relative, Particle::What, Particle::Subordinate])
}

/// Whether "that" before token `start` carries the pronoun of whoever speaks or is spoken of: "that he", not "that".
pub(super) fn has_pronoun(doc: &Doc<'_, '_>, start: usize) -> bool {
    let Some(that) = doc.particle_before(start, &[Particle::That]) else { return false };
    let folded = doc.folded(that);
    let by = folded.starts_with('\u{0628}') || folded.starts_with('\u{0644}');
    folded.chars().count() > 2 + usize::from(by)
}

/// Whether the verb at token `i` of the content that begins at `start` is what the speaker or their side does.
fn is_own(doc: &Doc<'_, '_>, names: &Names, draft: &Draft, start: usize, i: usize) -> bool {
    let person = doc.hits_of(i, Kinds::CUE.with(Kinds::TRIGGER).with(Kinds::VERB)).iter().find_map(|h| match h.sense {
        Sense::Cue(_, f) | Sense::Trigger(_, f) | Sense::Verb(f) if h.sense.is_finite_verb() => Some(f.person),
        _ => None,
    });
    if matches!(person, Some(Person::I | Person::We)) {
        return true;
    }
    // "That it will": nothing stands before the verb.
    let mut at = i;
    while at > start
        && doc.any_particle(at - 1, &[Particle::May, Particle::Negation, Particle::Future, Particle::Auxiliary])
    {
        at -= 1;
    }
    if at == start {
        return has_pronoun(doc, start);
    }
    if described(doc, at) {
        return false;
    }
    let Some(speaker) = &draft.speaker_id else { return false };
    let side = spoken_for(doc, speaker);
    let same = |id: &str| {
        let state = |id: &str| id.split(':').next().is_some_and(|s| s.len() == 3).then(|| id[..3].to_owned());
        id == &**speaker || id == &*side || state(id).is_some() && state(id) == state(&side)
    };
    let from = at.saturating_sub(SUBJECT).max(start);
    let homeland = (from..at).any(|k| doc.any_particle(k, &[Particle::Homeland]));
    let named = (from..at).rev().find_map(|k| names.mention_at(k).filter(|m| m.is_actor()));
    // A verb with "and" behind another goes on with the same subject.
    let joined = doc.clitics(i).and && (start..at).rev().take(SUBJECT * 3).any(|k| has_verb(doc, k) && k == start);
    homeland || named.is_some_and(|m| same(&m.id)) || joined
}
