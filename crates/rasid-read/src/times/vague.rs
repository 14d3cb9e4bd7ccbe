//! Times that the text leaves open, or that point back: "soon", "at that time", "the day after".

use super::finder::{Finder, Found};
use super::when::When;
use rasid_lang::tables::times::TimeWord;

/// Rule `time/vague`: times that the text leaves open or that point back: "soon", "recently", "at that time". They are
/// kept, mostly without a value. Tables: timewords.
pub(super) fn read(finder: &Finder<'_, '_, '_>, i: usize) -> Option<Found> {
    let (hit, word) = finder.word(i, |w| match w {
        TimeWord::Vague
        | TimeWord::VagueBehind
        | TimeWord::Decade
        | TimeWord::Season
        | TimeWord::Then
        | TimeWord::ThenSpan
        | TimeWord::NextDay => Some(w),
        _ => None,
    })?;
    let doc = finder.doc;
    let found =
        |end, when, anchored| Found { first: i, end, cut: hit.cut, when, modifier: None, anchored, rule: "time/vague" };
    let of = finder.link(hit.end, TimeWord::Of).is_some();
    match word {
        // "near to" is no time.
        TimeWord::Vague => (!of).then(|| found(hit.end, When::Open, false)),
        TimeWord::VagueBehind => finder.after_preposition(i).then(|| found(hit.end, When::Open, false)),
        TimeWord::Decade => {
            let century = finder.unit(hit.end).map_or(hit.end, |(end, ..)| end);
            let end = finder.direction(century).map_or(century, |(end, _)| end);
            Some(found(end, When::Open, false))
        }
        TimeWord::Season => season(finder, i, hit.end).map(|(end, when, anchored)| found(end, when, anchored)),
        TimeWord::Then => {
            let when = finder.last.filter(|w| w.is_point()).unwrap_or(When::Open);
            Some(found(hit.end, when, finder.last_anchored && when != When::Open))
        }
        TimeWord::ThenSpan => finder
            .after_preposition(i)
            .then(|| found(hit.end, finder.last_length.unwrap_or(When::OpenLength), finder.last_length.is_some())),
        TimeWord::NextDay => {
            let day = finder.last.and_then(When::first_day).or(finder.today());
            let when = day.map_or(When::Open, |d| When::Day(d.plus(1)));
            let plain = doc
                .hits(hit.end)
                .iter()
                .all(|h| !matches!(h.sense, rasid_lang::Sense::Particle(rasid_lang::Particle::Relative)));
            plain.then(|| found(hit.end, when, when != When::Open))
        }
        _ => None,
    }
}

/// A season with its year, or of this year where the words point to it.
fn season(finder: &Finder<'_, '_, '_>, i: usize, end: usize) -> Option<(usize, When, bool)> {
    let (after, year) = finder.year_of(end);
    let today = finder.today();
    use super::years::YearOf::*;
    match year {
        Exact(year) => Some((after, When::Year(year), false)),
        Offset(by) => Some((after, today.map_or(When::Open, |d| When::Year(d.year + by)), today.is_some())),
        Directed(_) | Same => Some((after, When::Open, false)),
        Unsaid => {
            let said = end > i + 1 || finder.after_preposition(i);
            (finder.doc.is_definite(end - 1) && said).then_some((end, When::Open, false))
        }
    }
}
