//! When and where: the nearest expression of time and the place named behind a trigger.

use super::ground::Ground;
use crate::names::Kind;
use crate::{order, times};
use rasid_lang::Particle;
use rasid_text::Span;

/// How many tokens away a time may stand.
const WHEN: usize = 14;
/// No expression of time has so many tokens.
const LONGEST: usize = 300;
/// How many tokens behind a place may stand.
const WHERE: usize = 12;

impl Ground<'_, '_, '_> {
    /// Index of the time that tells when: the nearest in the sentence.
    pub fn when(&self, at: usize, times: &[times::Draft]) -> Option<usize> {
        let sentence = self.doc.sentence(at);
        // None is so long that one which begins farther before the trigger could end near it.
        let near = at.saturating_sub(LONGEST).max(sentence.start)..(at + WHEN + 1).min(sentence.end);
        order::within(times, near)
            .map(|n| (n, &times[n]))
            .map(|(n, t)| (if t.first >= at { t.first - at } else { at - t.end.min(at) + 2 }, n))
            .filter(|(distance, _)| *distance <= WHEN)
            .min()
            .map(|(_, n)| n)
    }

    /// The place behind token `from`, with the noun of place before its name.
    pub fn place(&self, from: usize) -> Option<Span> {
        let doc = self.doc;
        let limit = doc.limit(from, WHERE);
        for i in from..limit {
            if doc.any_particle(i, &[Particle::That, Particle::Meanwhile]) {
                return None;
            }
            let Some(mention) =
                self.names.mention_at(i).filter(|m| m.first == i && (m.kind == Kind::Place || m.as_place))
            else {
                continue;
            };
            let first = if i > from && doc.any_particle(i - 1, &[Particle::PlaceNoun]) { i - 1 } else { i };
            return Some(doc.span(first, doc.cut(first), mention.end));
        }
        None
    }
}
