//! The grammatical gender of whoever a phrase names, and whether a verb before it can have it for its subject.
//!
//! A verb right before its subject agrees with it in gender: behind a masculine verb a feminine state is the object
//! ("he called on Russia"), and so is a masculine body behind a feminine verb.

use crate::doc::Doc;
use crate::names::{Kind, Names};
use rasid_lang::inflect::{Aspect, Person, looks_feminine, looks_plural};
use rasid_lang::tables::topics::Topic;
use rasid_lang::tables::triggers::Entry;
use rasid_lang::{Particle, Sense};

/// The gender of a noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gender {
    /// Masculine.
    Masculine,
    /// Feminine; broken plurals count as such.
    Feminine,
}

/// The gender of whoever is named from token `first` on, where it is sure.
pub(crate) fn gender(doc: &Doc<'_, '_>, names: &Names, first: usize) -> Option<Gender> {
    let masculine = || {
        doc.hits(first).iter().any(|h| match h.sense {
            Sense::Trigger(e, _) => {
                matches!(doc.lexicon.trigger(e), Entry::Topic(topic) if *topic == Topic::MASCULINE)
            }
            _ => false,
        })
    };
    // "His counterpart", "the Russians": a pronoun is no ending, and a people is a plural.
    let people = |sense: Sense| matches!(sense, Sense::Nationality(..)) && doc.is_definite(first);
    if doc.hits(first).iter().any(|h| h.pronoun.is_some() || people(h.sense))
        || doc.any_particle(first, &[Particle::Counterpart])
    {
        return None;
    }
    let feminine = || looks_feminine(doc.folded(first));
    if let Some(role) = names.role_at(first).filter(|r| r.first == first && r.name != Some(first)) {
        let plural = doc.hits(first).iter().any(|h| match h.sense {
            Sense::Trigger(e, _) => matches!(doc.lexicon.trigger(e), Entry::Topic(t) if *t == Topic::MEMBERS),
            _ => false,
        });
        let known = !role.id.starts_with("anon:");
        return match feminine() {
            _ if plural => None,
            true => Some(Gender::Feminine),
            false => known.then_some(Gender::Masculine),
        };
    }
    let Some(mention) = names.mention_at(first).filter(|m| m.first == first) else {
        // "Coordination": a definite verbal noun.
        let verbal = doc.is_definite(first)
            && doc.hits(first).iter().any(|h| match h.sense {
                Sense::Trigger(_, form) | Sense::Cue(_, form) => form.aspect == Aspect::Noun,
                _ => false,
            });
        return (verbal && !feminine() && !looks_plural(doc.folded(first))).then_some(Gender::Masculine);
    };
    match mention.kind {
        // Careless agreement is common with states that are masculine.
        Kind::State if masculine() => None,
        Kind::State | Kind::Capital => Some(Gender::Feminine),
        Kind::Organ | Kind::Body | Kind::Group | Kind::Party if feminine() => Some(Gender::Feminine),
        Kind::Organ | Kind::Body | Kind::Group if masculine() => Some(Gender::Masculine),
        _ => None,
    }
}

/// Whether the verb at token `at`, in one of the forms that it may be, can have whoever is named from token `first` on
/// for its subject.
pub(crate) fn may_have_subject(doc: &Doc<'_, '_>, names: &Names, at: usize, first: usize) -> bool {
    let Some(gender) = gender(doc, names, first) else { return true };
    let mut verbs = doc
        .hits(at)
        .iter()
        .filter_map(|h| match h.sense {
            Sense::Verb(form) | Sense::Cue(_, form) | Sense::Trigger(_, form) => Some(form),
            _ => None,
        })
        .filter(|form| matches!(form.aspect, Aspect::Past | Aspect::Present))
        .peekable();
    verbs.peek().is_none()
        || verbs.any(|form| {
            !matches!((form.person, gender), (Person::HeOr, Gender::Feminine) | (Person::She, Gender::Masculine))
        })
}
