//! What a speaker does by saying it, where the content says more than the cue.

use super::Draft;
use crate::doc::Doc;
use rasid_lang::inflect::Aspect;
use rasid_lang::tables::cues::Takes;
use rasid_lang::{Particle, Sense};
use rasid_record::{Form, Stance};

/// Words of the content that are looked at: what is said first says what is done.
const HEAD: usize = 22;
/// Words at the head within which a future verb makes a promise of it.
const FUTURE: usize = 10;

/// Refines the stance of a statement whose cue only informs, from the words of its content.
pub(super) fn refine(doc: &Doc<'_, '_>, draft: &mut Draft, cue: Stance) {
    let Some(range) = draft.content.clone() else { return };
    let urged = cue == Stance::Urge
        && doc.hits(draft.cue).iter().any(|h| match h.sense {
            Sense::Cue(c, _) => doc.lexicon.cue(c).takes.contains(&Takes::Quote),
            _ => false,
        });
    // What something is called says nothing of that kind.
    let labels = doc.hits(draft.cue).iter().any(|h| match h.sense {
        Sense::Cue(c, f) => {
            let takes = &doc.lexicon.cue(c).takes;
            let label = takes.contains(&Takes::By) || takes.contains(&Takes::Quote);
            f.aspect != Aspect::Fixed && takes.contains(&Takes::Object) && !takes.contains(&Takes::That) && label
        }
        _ => false,
    });
    if cue != Stance::Inform && !urged || labels {
        return;
    }
    let head = range.start..range.end.min(range.start + HEAD);
    let word = |i: usize| {
        doc.longest(i, |h| match h.sense {
            Sense::Stance(stance) => Some(stance),
            _ => None,
        })
        .map(|(_, stance)| stance)
    };
    // What becomes of a mechanism when it is announced is a promise of those who announce it.
    let announces = doc.hits(draft.cue).iter().any(|h| match h.sense {
        Sense::Cue(c, _) => doc.lexicon.cue(c).takes.contains(&Takes::Object),
        _ => false,
    });
    let announced = announces && doc.hits(range.start).iter().any(|h| matches!(h.sense, Sense::Mechanism(_)));
    let own = draft.speaker_id.as_deref().is_some_and(|id| !id.starts_with("anon:"));
    let future = (head.start..head.end.min(head.start + FUTURE))
        .any(|i| doc.clitics(i).will || doc.any_particle(i, &[Particle::Future]));
    // "Stressed that": what is stressed may be asked for, with "must".
    if urged {
        if head.clone().any(|i| word(i) == Some(Stance::Demand)) {
            draft.stance = Stance::Demand;
        }
        return;
    }
    let reports = draft.speaker_id.as_deref().is_some_and(|id| id.starts_with("media:") || id.starts_with("anon:"));
    draft.stance = match head.clone().find_map(word) {
        // Outlets and witnesses tell what happened; who did it is in their words.
        Some(Stance::Accuse) if reports => draft.stance,
        Some(stance) => stance,
        None if future && own && draft.form != Form::Mixed => Stance::Promise,
        None if announced && own && draft.rule != "statement/according-to" => Stance::Promise,
        None => draft.stance,
    };
}
