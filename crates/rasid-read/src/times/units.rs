//! A unit told from the day of publication: last week, this month, the end of next year, the
//! first week of October.

use super::finder::{Finder, Found, unit_of};
use super::tense::Tense;
use super::when::When;
use crate::counts;
use rasid_lang::calendar::Day;
use rasid_lang::tables::times::{Count, Direction, Edge, TimeWord, Unit};
use rasid_record::TimeMod;

fn edge_modifier(edge: Edge) -> Option<TimeMod> {
    match edge {
        Edge::Start => Some(TimeMod::Start),
        Edge::Mid => Some(TimeMod::Mid),
        Edge::End => Some(TimeMod::End),
        Edge::Within => None,
    }
}

/// Rule `time/unit`: a day, week, month or year told from publication, or from the time spoken of last: "last week",
/// "this month", "the same year". Tables: timewords.
pub(super) fn read(finder: &Finder<'_, '_, '_>, i: usize) -> Option<Found> {
    let this = finder.word(i, demonstrative);
    let at = this.map_or(i, |(hit, _)| hit.end);
    let (hit, (unit, count)) = finder.word(at, unit_of)?;
    if count != Count::One || (at > i && !hit.clitics.is_empty()) {
        return None;
    }
    let cut = this.map_or(hit.cut, |(h, _)| h.cut);
    let definite = finder.doc.is_definite(at) || finder.doc.is_definite(hit.end - 1);
    let mut end = hit.end;
    let direction = match this {
        Some((_, TimeWord::This)) => Some(Direction::This),
        Some((_, TimeWord::SameBefore)) => None,
        _ => finder.direction(end).filter(|_| definite || finder.doc.cut(at) > 0).map(|(after, direction)| {
            end = after;
            direction
        }),
    };
    let back = match this {
        Some((_, TimeWord::That | TimeWord::SameBefore)) => true,
        _ => direction.is_none() && definite && finder.link(end, TimeWord::Same).map(|after| end = after).is_some(),
    };
    let found = |end, when, anchored| Found { first: i, end, cut, when, modifier: None, anchored, rule: "time/unit" };
    if back {
        return spoken_of(finder, i, unit).map(|when| found(end, when, finder.last_anchored));
    }
    let direction = direction?;
    if unit == Unit::Span {
        return Some(found(end, When::Open, false));
    }
    // "last week on Friday"
    if unit == Unit::Week
        && let Some(week) = finder.today().map(|t| shifted(t, Unit::Week, direction)).map(|w| w.first_day())
        && let Some((after, weekday)) = weekday_behind(finder, end)
    {
        let day = finder.day_in_week(week?, weekday);
        return Some(found(after, When::Day(day), true));
    }
    let (when, anchored) = resolve(finder, unit, direction);
    (unit >= Unit::Day || unit == Unit::Hour && direction != Direction::This).then(|| found(end, when, anchored))
}

fn demonstrative(word: TimeWord) -> Option<TimeWord> {
    matches!(word, TimeWord::This | TimeWord::That | TimeWord::SameBefore).then_some(word)
}

fn weekday_behind(finder: &Finder<'_, '_, '_>, i: usize) -> Option<(usize, u8)> {
    let at = finder.unit(i).filter(|(_, u, c)| *u == Unit::Day && *c == Count::One).map_or(i, |(end, ..)| end);
    finder.inner(at, |w| match w {
        TimeWord::Weekday(day) => Some(day),
        _ => None,
    })
}

/// The unit around the time that was spoken of last.
fn spoken_of(finder: &Finder<'_, '_, '_>, i: usize, unit: Unit) -> Option<When> {
    if !finder.after_preposition(i) {
        return None;
    }
    let when = finder.last.and_then(When::first_day).map_or(When::Open, |day| around(day, unit));
    Some(when)
}

fn around(day: Day, unit: Unit) -> When {
    match unit {
        Unit::Day | Unit::Hour => When::Day(day),
        Unit::Week => When::Week(day),
        Unit::Month => When::Month(day.year, day.month),
        Unit::Year => When::Year(day.year),
        _ => When::Open,
    }
}

fn resolve(finder: &Finder<'_, '_, '_>, unit: Unit, direction: Direction) -> (When, bool) {
    let following = direction == Direction::Following;
    let base = if following { finder.last.and_then(When::first_day).or(finder.today()) } else { finder.today() };
    match base {
        Some(day) => (shifted(day, unit, direction), true),
        None => (When::Open, false),
    }
}

/// The unit one before, around or after `day`.
fn shifted(day: Day, unit: Unit, direction: Direction) -> When {
    let step = match direction {
        Direction::Past | Direction::Last => -1,
        Direction::This => 0,
        Direction::Next | Direction::Following => 1,
    };
    let moved = match unit {
        Unit::Day | Unit::Hour => day.plus(step),
        Unit::Week => day.plus(7 * step),
        Unit::Month => Day { day: 1, ..day }.plus_months(step as i32),
        Unit::Year => Day { day: 1, year: day.year + step as i32, ..day },
        _ => return When::Open,
    };
    around(moved, unit)
}

/// Rule `time/edge`: the beginning, middle or end of a month, year, week, feast or affair: "early August", "later this
/// week". Tables: timewords, months, numbers.
pub(super) fn edge(finder: &Finder<'_, '_, '_>, i: usize) -> Option<Found> {
    let (hit, edge) = finder.word(i, |w| match w {
        TimeWord::Edge(edge) => Some(edge),
        _ => None,
    })?;
    let at = finder.skip(hit.end, TimeWord::Of);
    let found = |inner: Found| Found {
        first: i,
        cut: hit.cut,
        modifier: edge_modifier(edge).or(inner.modifier),
        rule: "time/edge",
        ..inner
    };
    let stretch = super::months::read(finder, at)
        .or_else(|| super::years::read(finder, at))
        .or_else(|| read(finder, at))
        .or_else(|| nth_week(finder, at))
        .or_else(|| super::feasts::read(finder, at))
        // "later on Sunday", "earlier today".
        .or_else(|| (edge == Edge::Within).then(|| super::days::read(finder, at))?);
    if let Some(inner) = stretch.filter(|f| f.cut == 0) {
        return Some(found(inner));
    }
    // "the beginning of the year", "at the end of the week".
    if let Some((end, unit, Count::One)) = finder.unit(at)
        && finder.doc.is_definite(at)
        && matches!(unit, Unit::Week | Unit::Month | Unit::Year)
        && edge != Edge::Within
    {
        let today = finder.today();
        let when = today.map_or(When::Open, |day| match (edge, finder.tense(i, end)) {
            (Edge::Start, Tense::Future) => shifted(day, unit, Direction::Next),
            _ => around(day, unit),
        });
        let inner = Found { first: i, end, cut: 0, when, modifier: None, anchored: today.is_some(), rule: "time/edge" };
        return Some(found(inner));
    }
    let affair = finder.link(at, TimeWord::Affair)?;
    finder.behind(i, |w| w == TimeWord::Since).then(|| {
        found(Found {
            first: i,
            end: affair,
            cut: 0,
            when: When::Open,
            modifier: None,
            anchored: false,
            rule: "time/edge",
        })
    })
}

/// Rule `time/nth-week`: a week of a month or a quarter of a year by its number: "the first week of October", "the
/// third quarter of this year". Tables: timewords, months, numbers.
pub(super) fn nth_week(finder: &Finder<'_, '_, '_>, i: usize) -> Option<Found> {
    let (hit, part) = finder.word(i, |w| match w {
        TimeWord::Unit(Unit::Week, Count::One) => Some(4),
        TimeWord::Division => Some(4),
        _ => None,
    })?;
    let (nth, after) = counts::ordinal_at(finder.doc, hit.end).filter(|(n, _)| *n <= part)?;
    let at = finder.link(after, TimeWord::Of).or_else(|| finder.link(after, TimeWord::In)).unwrap_or(after);
    let inner =
        super::months::read(finder, at).or_else(|| super::years::read(finder, at)).or_else(|| read(finder, at))?;
    let modifier = match nth {
        1 => Some(TimeMod::Start),
        n if n == part => Some(TimeMod::End),
        _ => Some(TimeMod::Mid),
    };
    Some(Found { first: i, cut: hit.cut, modifier, rule: "time/nth-week", ..inner })
}
