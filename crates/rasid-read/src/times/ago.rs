//! Points counted from today or from the time before: "two days ago", "two days after that".

use super::durations::Length;
use super::finder::{Finder, Found};
use super::tense::Tense;
use super::when::{Clock, When};
use rasid_lang::calendar::Day;
use rasid_lang::tables::times::{TimeWord, Unit};
use rasid_record::TimeMod;

/// Rule `time/ago`: a point counted back from the day of publication, or forward where something will be: "a year ago",
/// "in two days". What is counted from something else ("two days before the talks") is a length. Tables: timewords,
/// numbers.
pub(super) fn read(finder: &Finder<'_, '_, '_>, i: usize) -> Option<Found> {
    let (hit, back) = finder.word(i, |w| match w {
        TimeWord::Before => Some(true),
        TimeWord::After => Some(false),
        _ => None,
    })?;
    if hit.clitics.is_preposition() {
        return None;
    }
    let length = finder.length(hit.end).filter(|l| l.cut == 0 && l.unit != Unit::Span)?;
    if finder.doc.is_definite(hit.end) || length.directed {
        return None;
    }
    // A bare year, month or week behind "before" may belong to a date: "before the year 2011".
    if !length.stated && super::years::read(finder, hit.end).is_some_and(|f| f.end > length.end) {
        return None;
    }
    let from_something = finder.link(length.end, TimeWord::Of).is_some() && finder.doc.is_word(length.end + 1);
    if from_something && finder.inner(length.end + 1, |w| matches!(w, TimeWord::Day(0)).then_some(())).is_none() {
        return None;
    }
    let forward = !back && finder.tense(i, length.end) == Tense::Future && length.count.is_some();
    if !back && !forward {
        return None;
    }
    let (when, fine) = match (finder.published, length.count) {
        (Some(published), Some(count)) => {
            moved(published.day, published.hour.zip(Some(published.minute)), &length, count, back)
        }
        _ => (When::Open, true),
    };
    let rough = length.rough || !fine;
    Some(Found {
        first: i,
        end: length.end,
        cut: hit.cut,
        when,
        modifier: rough.then_some(TimeMod::Approx),
        anchored: when != When::Open,
        rule: "time/ago",
    })
}

/// Rule `time/after-that`: a point counted from the time spoken of last: "two days after that". Tables: timewords,
/// numbers.
pub(super) fn after_that(finder: &Finder<'_, '_, '_>, i: usize) -> Option<Found> {
    let (hit, back) = finder.word(i, |w| match w {
        TimeWord::AfterThat => Some(false),
        TimeWord::BeforeThat => Some(true),
        _ => None,
    })?;
    if !finder.doc.clitics(hit.end).by {
        return None;
    }
    let length = finder.length(hit.end)?;
    let from = finder.last.and_then(When::first_day);
    let when = match (from, length.count) {
        (Some(day), Some(count)) => as_coarse(moved(day, None, &length, count, back).0, finder.last, length.unit),
        _ => When::Open,
    };
    Some(Found {
        first: i,
        end: length.end,
        cut: hit.cut,
        when,
        modifier: length.rough.then_some(TimeMod::Approx),
        anchored: when != When::Open && finder.last_anchored,
        rule: "time/after-that",
    })
}

/// A point counted from one that is only known as a month or year is known no better, and not at
/// all where it lies nearer than that.
fn as_coarse(when: When, from: Option<When>, unit: Unit) -> When {
    let day = when.first_day();
    match (from, day) {
        (Some(When::Year(_)), Some(day)) if unit >= Unit::Year => When::Year(day.year),
        (Some(When::Month(..)), Some(day)) if unit >= Unit::Month => When::Month(day.year, day.month),
        (Some(When::Week(_)), Some(day)) if unit >= Unit::Week => When::Week(day),
        (Some(When::Year(_) | When::Month(..) | When::Week(_)), _) => When::Open,
        _ => when,
    }
}

/// The point `length` away from `day`: as fine as the unit below the written one. The second
/// value tells whether it is the day itself.
fn moved(day: Day, clock: Option<(u8, u8)>, length: &Length, count: f64, back: bool) -> (When, bool) {
    let whole = |count: f64| {
        let n = count.round() as i64;
        if back { -n } else { n }
    };
    let step = |day: Day, count: f64, unit: Unit| match unit {
        Unit::Day => day.plus(whole(count)),
        Unit::Week => day.plus(whole(count * 7.0)),
        Unit::Month => day.plus_months(whole(count) as i32),
        Unit::Year => day.plus_months(whole(count * 12.0) as i32),
        Unit::Decade => day.plus_months(whole(count * 120.0) as i32),
        Unit::Century => day.plus_months(whole(count * 1200.0) as i32),
        _ => day,
    };
    if length.unit < Unit::Day {
        let Some((hour, minute)) = clock else { return (When::Open, false) };
        let seconds = match length.unit {
            Unit::Hour => count * 3600.0,
            Unit::Minute => count * 60.0,
            _ => count,
        };
        let now = day.number() * 86_400 + i64::from(hour) * 3600 + i64::from(minute) * 60 + whole(seconds);
        let rest = now.rem_euclid(86_400);
        let clock = Clock {
            day: Some(Day::from_number(now.div_euclid(86_400))),
            hour: (rest / 3600) as u8,
            minute: (rest % 3600 / 60) as u8,
            second: None,
            utc: false,
        };
        return (When::Clock(clock), true);
    }
    if count > 5000.0 {
        return (When::Open, false);
    }
    let mut at = step(day, count, length.unit);
    if let Some((count, unit)) = length.more {
        at = step(at, count, unit);
        return (When::Day(at), true);
    }
    match length.unit {
        Unit::Decade | Unit::Century => (When::Year(at.year), false),
        Unit::Year => (When::Month(at.year, at.month), false),
        _ => (When::Day(at), true),
    }
}
