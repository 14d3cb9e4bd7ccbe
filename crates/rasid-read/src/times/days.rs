//! Days: of the week, counted from today, with their part of the day and the date beside them.
//! All that stands together is one expression with one value.

use super::absolute::pick;
use super::finder::{Finder, Found};
use super::tense::Tense;
use super::when::When;
use rasid_lang::calendar::Day;
use rasid_lang::tables::times::{Count, Direction, Edge, Part, TimeWord, Unit};
use rasid_record::TimeMod;

/// Which part of the day a word means in a record.
pub(super) fn part_modifier(part: Part) -> TimeMod {
    match part {
        Part::Dawn | Part::Morning => TimeMod::Start,
        Part::Noon | Part::Afternoon => TimeMod::Mid,
        Part::Evening | Part::Night | Part::Midnight => TimeMod::End,
    }
}

/// What the words of a day have said so far.
#[derive(Clone, Copy, Debug, Default)]
struct Said {
    relative: Option<i8>,
    weekday: Option<u8>,
    direction: Option<Direction>,
    part: Option<Part>,
    /// A first day of the month of the date, with what it means.
    date: Option<(When, bool)>,
    /// A number of the day without a month.
    number: Option<u8>,
    /// The week that the day is in, in weeks from this one.
    week: Option<i64>,
    this: bool,
}

/// Rule `time/day`: a day of the week, or one told from today, with the part of the day and the date beside it:
/// "yesterday", "on Friday evening", "Tuesday, 26 July". A weekday is the last one where the report tells what was, the
/// next one where it tells what will be. Tables: timewords, months, numbers.
pub(super) fn read(finder: &Finder<'_, '_, '_>, i: usize) -> Option<Found> {
    let mut said = Said::default();
    let mut at = i;
    let mut cut = None;
    // The first word may carry a preposition; those behind it may not.
    let mut take = |hit: &crate::doc::Hit, at: &mut usize| {
        if *at > i && !hit.clitics.is_empty() {
            return false;
        }
        cut.get_or_insert(hit.cut);
        *at = hit.end;
        true
    };
    let edge = finder.word(at, |w| matches!(w, TimeWord::Edge(Edge::Start | Edge::End)).then_some(w));
    if let Some((hit, _)) = &edge {
        take(hit, &mut at);
        at = finder.skip(at, TimeWord::Of);
    }
    if let Some((hit, ())) = finder.word(at, |w| (w == TimeWord::This).then_some(())) {
        said.this = take(&hit, &mut at);
    }
    if let Some((hit, part)) = finder.word(at, part_of)
        && take(&hit, &mut at)
    {
        said.part = Some(part);
    }
    if edge.is_some() && said.part.is_none() {
        return None;
    }
    if let Some((hit, night)) = finder.word(at, night_of)
        && said.part.is_none()
        && take(&hit, &mut at)
    {
        (said.relative, said.part) = (Some(night), Some(Part::Night));
    }
    at = weekday_head(finder, at, &mut said, &mut take);
    let end = rest(finder, at, &mut said);
    let cut = cut.or_else(|| (end > i).then_some(finder.doc.cut(i)))?;
    let found = |when, modifier, anchored| Found { first: i, end, cut, when, modifier, anchored, rule: "time/day" };
    // "that day" is not today.
    let that = |i: usize| finder.behind(i, |w| matches!(w, TimeWord::That));
    if said.relative == Some(0) && said.weekday.is_none() && that(i) {
        return None;
    }
    let modifier = said.part.map(part_modifier);
    if said.relative.is_none() && said.weekday.is_none() && said.week.is_none() {
        return part_alone(finder, i, end, &said).map(|(when, anchored)| found(when, modifier, anchored));
    }
    let (when, anchored) = resolve(finder, i, end, &said);
    Some(found(when, modifier, anchored))
}

fn part_of(word: TimeWord) -> Option<Part> {
    match word {
        TimeWord::Part(part) => Some(part),
        _ => None,
    }
}

fn night_of(word: TimeWord) -> Option<i8> {
    match word {
        TimeWord::Night(night) => Some(night),
        _ => None,
    }
}

/// "day" before the name of a day, then names of days in any order.
fn weekday_head(
    finder: &Finder<'_, '_, '_>,
    mut at: usize,
    said: &mut Said,
    take: &mut impl FnMut(&crate::doc::Hit, &mut usize) -> bool,
) -> usize {
    let mut bare = false;
    if let Some((hit, ())) = finder.word(at, is_day_noun) {
        let named = finder.inner(hit.end, |w| {
            matches!(w, TimeWord::Weekday(_) | TimeWord::BareWeekday(_) | TimeWord::Day(_)).then_some(())
        });
        if named.is_some() && !finder.doc.is_definite(hit.first) {
            bare = take(&hit, &mut at);
        }
    }
    loop {
        let found = finder.word(at, |w| match w {
            TimeWord::Day(day) if said.relative.is_none() => Some((Some(day), None)),
            TimeWord::Weekday(day) if said.weekday.is_none() => Some((None, Some(day))),
            TimeWord::BareWeekday(day) if bare && said.weekday.is_none() => Some((None, Some(day))),
            _ => None,
        });
        let Some((hit, (relative, weekday))) = found else { break };
        if !take(&hit, &mut at) {
            break;
        }
        said.relative = said.relative.or(relative);
        said.weekday = said.weekday.or(weekday);
        bare = false;
    }
    at
}

/// "day" as a noun, and its dual before names of days, which is written like "daily".
fn is_day_noun(word: TimeWord) -> Option<()> {
    matches!(word, TimeWord::Unit(Unit::Day, Count::One) | TimeWord::Set(1, Unit::Day)).then_some(())
}

/// What follows the name of a day: a second night, last or next, its week, its date, its part.
fn rest(finder: &Finder<'_, '_, '_>, mut at: usize, said: &mut Said) -> usize {
    if said.weekday.is_none() && said.relative.is_none() {
        return at;
    }
    // The night between two days.
    if said.part == Some(Part::Night)
        && let Some((end, _)) = finder.inner(at, |w| matches!(w, TimeWord::Weekday(_)).then_some(()))
    {
        at = end;
    }
    if said.weekday.is_some() {
        if let Some((end, direction)) = finder.direction(at) {
            (at, said.direction) = (end, Some(direction));
        }
        if let Some((end, week)) = finder.link(at, TimeWord::Of).and_then(|of| finder.week_phrase(of)) {
            (at, said.week) = (end, Some(week));
        }
    }
    let comma = at + finder.doc.is_comma(at) as usize;
    let matching = finder.link(at, TimeWord::Matching).unwrap_or(comma);
    if let Some(date) = finder.date(matching).filter(|d| d.sure && d.cut == 0 || matching > comma) {
        (at, said.date) = (date.end, Some((date.when, date.anchored)));
    } else if said.weekday.is_some() && comma == at {
        let inside = finder.link(at, TimeWord::In).unwrap_or(at);
        if let Some((end, day, 0)) = finder.day_number(inside)
            && !finder.doc.is_word(end)
        {
            (at, said.number) = (end, Some(day));
        }
    }
    if said.part.is_none()
        && let Some((end, part)) = finder.inner(at, |w| match w {
            TimeWord::PartAdverb(part) | TimeWord::Part(part) => Some(part),
            _ => None,
        })
    {
        (at, said.part) = (end, Some(part));
    }
    at
}

fn resolve(finder: &Finder<'_, '_, '_>, first: usize, end: usize, said: &Said) -> (When, bool) {
    if let Some((when, anchored)) = said.date.filter(|(when, _)| *when != When::Open) {
        let when = if anchored { of_weekday(when, said.weekday) } else { when };
        return (when, said.weekday.is_some() || said.date.is_some_and(|d| d.1));
    }
    let Some(today) = finder.today() else { return (When::Open, false) };
    if let (Some(weekday), Some(number)) = (said.weekday, said.number) {
        let days = (-60..=60).map(|d| today.plus(d)).filter(|d| d.weekday() == weekday && d.day == number);
        if let Some(day) = pick(days, today, Tense::Unknown) {
            return (When::Day(day), true);
        }
    }
    if let Some(relative) = said.relative {
        let day = today.plus(i64::from(relative));
        // Where the two do not agree the report is older than its date: the day that is named.
        let named = (-3..=3).map(|n| day.plus(n)).find(|d| said.weekday.is_none_or(|w| d.weekday() == w));
        let day = if said.weekday == Some(day.weekday()) {
            day
        } else {
            named.filter(|_| said.weekday.is_some()).unwrap_or(day)
        };
        return (When::Day(day), true);
    }
    let Some(weekday) = said.weekday else { return (When::Open, false) };
    if let Some(week) = said.week {
        let monday = today.plus(1 - i64::from(today.weekday()) + 7 * week);
        return (When::Day(monday.plus(i64::from(weekday) - 1)), true);
    }
    let back = (i64::from(today.weekday()) - i64::from(weekday)).rem_euclid(7);
    let ahead = (7 - back) % 7;
    let shift = match said.direction {
        Some(Direction::Past | Direction::Last) => -(if back == 0 { 7 } else { back }),
        Some(Direction::Next | Direction::Following) => 7 - back,
        Some(Direction::This) => ahead,
        None if said.this => ahead,
        // "Monday and Tuesday": the second is the one behind the first.
        None if finder.joined_day(first).is_some() => {
            let day = finder.joined_day(first).unwrap_or(today);
            return (When::Day(day.plus((i64::from(weekday) - i64::from(day.weekday())).rem_euclid(7))), true);
        }
        None => match finder.tense(first, end) {
            Tense::Future => ahead,
            Tense::Present if back > 0 => ahead,
            _ => -back,
        },
    };
    (When::Day(today.plus(shift)), true)
}

/// The same day of the year before or after, where that falls on the weekday that is said.
fn of_weekday(when: When, weekday: Option<u8>) -> When {
    let (When::Day(day), Some(weekday)) = (when, weekday) else { return when };
    let years = [day.year, day.year + 1, day.year - 1];
    let fits = years.into_iter().filter_map(|y| Day::new(y, day.month, day.day)).find(|d| d.weekday() == weekday);
    When::Day(fits.unwrap_or(day))
}

/// A part of the day by itself: "this morning", "during the night".
fn part_alone(finder: &Finder<'_, '_, '_>, i: usize, end: usize, said: &Said) -> Option<(When, bool)> {
    let part = said.part?;
    let definite = finder.doc.is_definite(end - 1);
    if part == Part::Midnight
        || !(said.this || (definite && finder.after_preposition(i)))
        || finder.doc.is_definite(end)
    {
        return None;
    }
    let Some(published) = finder.published else { return Some((When::Open, false)) };
    // The night of a report that came out by day is the night before.
    let before = part == Part::Night && !said.this && published.hour.is_none_or(|h| h < 18);
    Some((When::Day(published.day.plus(-(before as i64))), true))
}

impl Finder<'_, '_, '_> {
    /// A week by direction at token `i`, in weeks from this one.
    pub(super) fn week_phrase(&self, i: usize) -> Option<(usize, i64)> {
        let this = self.link(i, TimeWord::This);
        let (end, Unit::Week, Count::One) = self.unit(this.unwrap_or(i))? else { return None };
        if this.is_some() {
            return Some((end, 0));
        }
        self.direction(end).map(|(end, direction)| {
            (
                end,
                match direction {
                    Direction::Past | Direction::Last => -1,
                    Direction::This => 0,
                    Direction::Next | Direction::Following => 1,
                },
            )
        })
    }

    /// The day that ends right before token `i`, where "and" joins it to what begins there.
    fn joined_day(&self, i: usize) -> Option<Day> {
        let joined = self.doc.clitics(i).and && self.last_end == i;
        self.last.filter(|_| joined).and_then(When::first_day)
    }

    /// The day of the week around `week` that is weekday number `weekday`.
    pub(super) fn day_in_week(&self, week: Day, weekday: u8) -> Day {
        week.plus(i64::from(weekday) - i64::from(week.weekday()))
    }
}
