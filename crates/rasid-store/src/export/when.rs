//! The day of an incident: what a layout with a date and a precision can be told of a value in a reading.

use rasid_record::{Time, TimeKind, TimeMod};

/// How closely a time is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Closeness {
    /// A day.
    Day,
    /// Some days: a week, a part of a month, about a day.
    Days,
    /// A month.
    Month,
    /// A year.
    Year,
}

/// A stretch of days in which something happened.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct When {
    /// The first day it can be, `YYYY-MM-DD`.
    pub(super) first: String,
    /// The last.
    pub(super) last: String,
    /// How closely it is known.
    pub(super) closeness: Closeness,
    /// The clock time, where one is told.
    pub(super) clock: Option<String>,
}

impl When {
    /// The days of a time, or nothing where it says no day, month or year: lengths, sets, clock times alone,
    /// and what was only before or after.
    pub(super) fn of(time: &Time) -> Option<Self> {
        if time.kind == TimeKind::Duration || time.kind == TimeKind::Set {
            return None;
        }
        if matches!(time.modifier, Some(TimeMod::Before | TimeMod::After)) {
            return None;
        }
        Self::of_value(time.value.as_deref()?, time.modifier)
    }

    /// The same of a value.
    pub(super) fn of_value(value: &str, modifier: Option<TimeMod>) -> Option<Self> {
        let (day, clock) = value.split_once('T').map_or((value, None), |(day, clock)| (day, Some(clock.to_owned())));
        let (first, last, closeness) = stretch(day)?;
        let mut when = When { first: text(first), last: text(last), closeness, clock };
        match (closeness, modifier) {
            (Closeness::Day, Some(TimeMod::Approx)) => when.closeness = Closeness::Days,
            (Closeness::Month, Some(part @ (TimeMod::Start | TimeMod::Mid | TimeMod::End))) => {
                let (from, until) = match part {
                    TimeMod::Start => (first, first + 9),
                    TimeMod::Mid => (first + 10, first + 19),
                    _ => (first + 20, last),
                };
                (when.first, when.last, when.closeness) = (text(from), text(until), Closeness::Days);
            }
            _ => {}
        }
        Some(when)
    }

    /// The day in the middle of the stretch: what layouts that know one date only are given.
    pub(super) fn middle(&self) -> String {
        match (number(&self.first), number(&self.last)) {
            (Some(first), Some(last)) => text(first + (last - first) / 2),
            _ => self.first.clone(),
        }
    }

    /// The year of that day.
    pub(super) fn year(&self) -> String {
        self.middle()[..4].to_owned()
    }
}

/// The first and last day of `2018-02-26`, `2018-W09`, `2018-02` or `2018`.
fn stretch(day: &str) -> Option<(i64, i64, Closeness)> {
    if let Some(number) = number(day) {
        return Some((number, number, Closeness::Day));
    }
    if let Some((year, week)) = day.split_once("-W") {
        let week: i64 = week.parse().ok().filter(|week| (1..=53).contains(week))?;
        // The week with the fourth of January is the first; the first of January 1970 was a Thursday.
        let fourth = number(&format!("{year}-01-04"))?;
        let monday = fourth - (fourth + 3).rem_euclid(7) + (week - 1) * 7;
        return Some((monday, monday + 6, Closeness::Days));
    }
    match day.len() {
        7 => {
            let first = number(&format!("{day}-01"))?;
            let length = (28..=31).rev().find(|&d| number(&format!("{day}-{d}")).is_some())?;
            Some((first, first + length - 1, Closeness::Month))
        }
        4 => Some((number(&format!("{day}-01-01"))?, number(&format!("{day}-12-31"))?, Closeness::Year)),
        _ => None,
    }
}

/// Days from 1970-01-01 to `YYYY-MM-DD`; nothing for what is no day.
pub(super) fn number(day: &str) -> Option<i64> {
    let b = day.as_bytes();
    if b.len() != 10 || b[4] != b'-' || b[7] != b'-' || !day.is_ascii() {
        return None;
    }
    let (y, m, d): (i64, i64, i64) = (day[..4].parse().ok()?, day[5..7].parse().ok()?, day[8..].parse().ok()?);
    // Years that begin in March have their leap day at the end.
    let shifted = if m <= 2 { y - 1 } else { y };
    let (era, month) = (shifted.div_euclid(400), (m + 9) % 12);
    let year = shifted.rem_euclid(400);
    let days = era * 146_097 + year * 365 + year / 4 - year / 100 + (153 * month + 2) / 5 + d - 719_469;
    let real = (1..=12).contains(&m) && d >= 1 && text(days) == day;
    real.then_some(days)
}

/// `YYYY-MM-DD` of a day counted from 1970-01-01.
pub(super) fn text(days: i64) -> String {
    let z = days + 719_468;
    let (era, of_era) = (z.div_euclid(146_097), z.rem_euclid(146_097));
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    format!("{:04}-{month:02}-{day:02}", year + era * 400 + i64::from(month <= 2))
}

/// Seconds from 1970 to a UTC time such as `2018-02-26T14:05:00Z`, for layouts that count them.
pub(super) fn seconds(at: &str) -> Option<i64> {
    let (day, clock) = at.trim_end_matches('Z').split_once('T')?;
    let mut parts = clock.split(':').map(|part| part.get(..2).unwrap_or(part).parse::<i64>());
    let mut part = || parts.next().unwrap_or(Ok(0)).ok();
    Some(number(day)? * 86_400 + part()? * 3600 + part()? * 60 + part()?)
}

/// The day of a date of publication.
pub(super) fn day(published: Option<&str>) -> Option<&str> {
    published.and_then(|at| at.get(..10)).filter(|day| number(day).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn when(value: &str, modifier: Option<TimeMod>) -> Option<(String, String, Closeness)> {
        When::of_value(value, modifier).map(|w| (w.first, w.last, w.closeness))
    }

    #[test]
    fn values_become_stretches_of_days() {
        let is = |first: &str, last: &str, closeness| Some((first.to_owned(), last.to_owned(), closeness));
        assert_eq!(when("2018-02-26T14:05", None), is("2018-02-26", "2018-02-26", Closeness::Day));
        assert_eq!(when("2018-02-26", Some(TimeMod::Approx)), is("2018-02-26", "2018-02-26", Closeness::Days));
        assert_eq!(when("2018-W09", None), is("2018-02-26", "2018-03-04", Closeness::Days));
        assert_eq!(when("2016-W01", None), is("2016-01-04", "2016-01-10", Closeness::Days));
        assert_eq!(when("2016-02", None), is("2016-02-01", "2016-02-29", Closeness::Month));
        assert_eq!(when("2016-02", Some(TimeMod::End)), is("2016-02-21", "2016-02-29", Closeness::Days));
        assert_eq!(when("2016", None), is("2016-01-01", "2016-12-31", Closeness::Year));
        for none in ["T09:00", "PT48H", "2016-02-30", "2016-W60", "", "soon"] {
            assert_eq!(when(none, None), None, "{none}");
        }
    }

    #[test]
    fn days_are_counted_there_and_back() {
        for (day, n) in [("1970-01-01", 0), ("2000-02-29", 11_016), ("1969-12-31", -1)] {
            assert_eq!((number(day), text(n)), (Some(n), day.to_owned()));
        }
        assert_eq!(seconds("1970-01-02T01:02:03Z"), Some(86_400 + 3_723));
    }

    #[test]
    fn what_is_only_before_or_after_has_no_day() {
        let time = |modifier| Time {
            at: Default::default(),
            kind: TimeKind::Date,
            value: Some("2018-02-26".into()),
            modifier,
            anchored: true,
            rule: String::new(),
        };
        assert!(When::of(&time(None)).is_some());
        assert!(When::of(&time(Some(TimeMod::Before))).is_none());
        assert!(When::of(&time(Some(TimeMod::After))).is_none());
    }
}
