//! Where the places of other records are: each with the words that were looked up, what happened there, how closely
//! it is said, a point where there is a reason for one, and the reason.
//!
//! Two passes: what can be told from the name and its country, then what other places of the report tell.

mod resolve;
mod roles;
#[cfg(test)]
mod tests;

use crate::doc::Doc;
use crate::names::{Kind, Mention, Names};
use crate::{arrangements, breaches, events};
use rasid_lang::tables::actors::PlaceNoun;
use rasid_record::{Anchor, List, Located, Note, Number, PlaceReason, PlaceRole};
use rasid_text::Span;
use resolve::{Found, Sought};
use std::collections::BTreeMap;

/// Decimals of degrees that are written: a tenth of a kilometre.
const DECIMALS: f64 = 1000.0;
/// The kind of note about a name that several places have.
const AMBIGUOUS: &str = "place-ambiguous";

/// The records whose places are looked for.
pub(crate) struct Ground<'g, 't, 'l> {
    /// The report.
    pub doc: &'g Doc<'t, 'l>,
    /// Its names.
    pub names: &'g Names,
    /// Its events.
    pub events: &'g [events::Draft],
    /// Its arrangements.
    pub arrangements: &'g [arrangements::Draft],
    /// Its breaches.
    pub breaches: &'g [breaches::Draft],
}

/// The places of all records, in order of the text, with notes about those that are not told apart.
pub(crate) fn find(ground: &Ground<'_, '_, '_>) -> (Vec<Located>, Vec<Note>) {
    let mut whose: BTreeMap<(u32, u32, PlaceRole), Vec<(List, usize)>> = BTreeMap::new();
    for (span, role, list, index) in roles::of(ground) {
        let of = whose.entry((span.start, span.end, role)).or_default();
        if !of.contains(&(list, index)) {
            of.push((list, index));
        }
    }
    let report = ground.names.context.country.as_deref();
    let mut drafts = Vec::new();
    for ((start, end, role), of) in whose {
        let span = Span::new(start as usize, end as usize);
        let Some((mention, noun)) = named(ground, span) else { continue };
        let Some(sought) = Sought::new(ground.doc.lexicon, mention, mention.span.of(ground.doc.text), noun) else {
            continue;
        };
        let found = resolve::alone(ground.doc.lexicon.gazetteer(), &sought, report);
        drafts.push((span, role, of, mention, sought, found));
    }
    let mut near: Vec<_> = drafts.iter().filter_map(|draft| draft.5.point).collect();
    near.sort_by(|a, b| a.lat.total_cmp(&b.lat).then(a.lon.total_cmp(&b.lon)));
    near.dedup_by(|a, b| a.lat == b.lat && a.lon == b.lon);
    let (mut places, mut notes) = (Vec::new(), Vec::new());
    for (span, role, of, mention, sought, found) in drafts {
        let found = match found.reason {
            PlaceReason::Several => resolve::beside(ground.doc.lexicon.gazetteer(), &sought, &near),
            _ => found,
        };
        let at = ground.doc.anchor(span);
        if found.reason == PlaceReason::Several && notes.last().is_none_or(|note: &Note| note.at != at) {
            notes.push(ambiguous(at.clone()));
        }
        places.push(located(at, mention.span.of(ground.doc.text), of, role, &sought, &found));
    }
    (places, notes)
}

/// The name of a place in `span`, and what a noun or direction before it says of it.
fn named<'g>(ground: &Ground<'g, '_, '_>, span: Span) -> Option<(&'g Mention, Option<PlaceNoun>)> {
    let (doc, names) = (ground.doc, ground.names);
    let (first, last) = (doc.token_at(span.start), doc.token_at(span.end.saturating_sub(1)));
    let mention = names.within(first..last + 1).iter().find(|m| m.kind == Kind::Place || m.as_place)?;
    let sentence = doc.sentence(mention.first);
    // A word with a preposition of its own does not hang on the one before it.
    let noun_before = |at: usize| {
        let before = at.checked_sub(1).filter(|before| sentence.contains(before) && doc.clitics(at).is_empty())?;
        doc.lexicon.place_noun(doc.bare(before))
    };
    let noun = noun_before(mention.first);
    // "West of the city of Homs" is around it too.
    let wider = noun.and_then(|_| noun_before(mention.first - 1)).filter(|noun| *noun == PlaceNoun::Around);
    Some((mention, wider.or(noun)))
}

fn located(
    at: Anchor,
    matched: &str,
    of: Vec<(List, usize)>,
    role: PlaceRole,
    sought: &Sought<'_>,
    found: &Found,
) -> Located {
    let degrees = |of: f64| Number((of * DECIMALS).round() / DECIMALS);
    Located {
        at,
        matched: matched.to_owned(),
        of,
        role,
        id: sought.id.to_owned(),
        country: found.country.as_deref().or(sought.country).map(str::to_owned),
        precision: sought.precision,
        lat: found.point.map(|point| degrees(point.lat)),
        lon: found.point.map(|point| degrees(point.lon)),
        geonames: found.geonames,
        reason: found.reason,
    }
}

fn ambiguous(at: Anchor) -> Note {
    Note {
        at,
        kind: AMBIGUOUS.to_owned(),
        message: "Several places are called so, and nothing in the report tells which is meant; it has no point."
            .to_owned(),
    }
}
