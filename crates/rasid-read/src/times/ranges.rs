//! Ranges that share their month or part of the day: "from 4 to 22 January", "between two and
//! five in the afternoon". The first end gets what the second says; both are times.

use super::finder::{Finder, Found};
use super::when::{Clock, When};
use crate::counts;
use rasid_lang::calendar::Day;
use rasid_lang::tables::figures::FigureWord;
use rasid_lang::tables::times::{TimeWord, Unit};
use rasid_lang::{Kinds, Sense};

/// Rule `time/range`: the first end of a range that takes its month or its part of the day from the second end: "from 4
/// to 22 January", "between two and five in the afternoon". Each end is a time. Tables: timewords, months, numbers.
pub(super) fn first_end(finder: &Finder<'_, '_, '_>, second: &Found) -> Option<Found> {
    let last = before_second(finder, second)?;
    match second.when {
        When::Day(day) if second.rule == "time/date" => of_month(finder, last, day, second),
        When::Clock(clock) => of_clock(finder, last, clock, second),
        _ => None,
    }
}

/// The last token of what stands before the word that joins the ends.
fn before_second(finder: &Finder<'_, '_, '_>, second: &Found) -> Option<usize> {
    let doc = finder.doc;
    let before = second.first.checked_sub(1)?;
    if doc.clitics(second.first).and {
        return Some(before);
    }
    let joins = doc.is_and(before)
        || matches!(doc.written(before), "-" | "\u{2013}")
        || finder.behind(second.first, |w| w == TimeWord::Until);
    let last = before.checked_sub(1)?;
    (joins && doc.together(last, second.first)).then_some(last)
}

/// Whether a word that opens a range stands before token `i`, or the ends touch by a dash.
fn opens(finder: &Finder<'_, '_, '_>, i: usize, second: &Found) -> bool {
    let doc = finder.doc;
    let between = i > 0
        && doc.hits_of(i - 1, Kinds::FIGURE).iter().any(|h| matches!(h.sense, Sense::Figure(FigureWord::Between)));
    let dash = matches!(doc.written(second.first.saturating_sub(1)), "-" | "\u{2013}");
    between
        || dash
        || finder
            .behind(i, |w| matches!(w, TimeWord::Of | TimeWord::From | TimeWord::Within | TimeWord::Unit(Unit::Day, _)))
}

fn of_month(finder: &Finder<'_, '_, '_>, last: usize, day: Day, second: &Found) -> Option<Found> {
    let (start, number, cut) = [last, last.checked_sub(1)?]
        .into_iter()
        .find_map(|at| finder.day_number(at).filter(|(end, ..)| *end == last + 1).map(|(_, n, cut)| (at, n, cut)))?;
    let first = Day::new(day.year, day.month, number).filter(|d| *d < day && opens(finder, start, second))?;
    Some(Found { first: start, end: last + 1, cut, when: When::Day(first), rule: "time/range", ..*second })
}

fn of_clock(finder: &Finder<'_, '_, '_>, last: usize, clock: Clock, second: &Found) -> Option<Found> {
    let doc = finder.doc;
    let small = |hour: u32| (hour <= 24).then_some(hour as u8);
    let digits = counts::whole(doc, last).and_then(small).map(|h| (last, h));
    let word = || counts::ordinal_at(doc, last).filter(|(h, end)| *end == last + 1 && *h <= 12).map(|(h, _)| (last, h));
    let (at, hour) = digits.or_else(word)?;
    let noun = at > 0 && finder.unit(at - 1).is_some_and(|(_, u, _)| u == Unit::Hour) && doc.is_definite(at - 1);
    let start = at - noun as usize;
    if !opens(finder, start, second) {
        return None;
    }
    // The part of the day that makes the second end an afternoon hour makes the first one too,
    // unless it would then come after it.
    let later = hour + 12;
    let hour = if hour < 12 && clock.hour >= 12 && later < clock.hour { later } else { hour };
    let when = When::Clock(Clock { hour, minute: 0, second: None, ..clock });
    Some(Found { first: start, end: last + 1, cut: 0, when, rule: "time/range", ..*second })
}
