//! The day of an incident: what a layout with a date and a precision can be told of a value in a reading.

use rasid_record::{Time, TimeKind, TimeMod, day_number_of, day_text};

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
        let mut when = When { first: day_text(first), last: day_text(last), closeness, clock };
        match (closeness, modifier) {
            (Closeness::Day, Some(TimeMod::Approx)) => when.closeness = Closeness::Days,
            (Closeness::Month, Some(part @ (TimeMod::Start | TimeMod::Mid | TimeMod::End))) => {
                let (from, until) = match part {
                    TimeMod::Start => (first, first + 9),
                    TimeMod::Mid => (first + 10, first + 19),
                    _ => (first + 20, last),
                };
                (when.first, when.last, when.closeness) = (day_text(from), day_text(until), Closeness::Days);
            }
            _ => {}
        }
        Some(when)
    }

    /// The day in the middle of the stretch: what layouts that know one date only are given.
    pub(super) fn middle(&self) -> String {
        match (day_number_of(&self.first), day_number_of(&self.last)) {
            (Some(first), Some(last)) => day_text(first + (last - first) / 2),
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
    if let Some(number) = day_number_of(day) {
        return Some((number, number, Closeness::Day));
    }
    if let Some((year, week)) = day.split_once("-W") {
        let week: i64 = week.parse().ok().filter(|week| (1..=53).contains(week))?;
        // The week with the fourth of January is the first; the first of January 1970 was a Thursday.
        let fourth = day_number_of(&format!("{year}-01-04"))?;
        let monday = fourth - (fourth + 3).rem_euclid(7) + (week - 1) * 7;
        return Some((monday, monday + 6, Closeness::Days));
    }
    match day.len() {
        7 => {
            let first = day_number_of(&format!("{day}-01"))?;
            let length = (28..=31).rev().find(|&d| day_number_of(&format!("{day}-{d}")).is_some())?;
            Some((first, first + length - 1, Closeness::Month))
        }
        4 => Some((day_number_of(&format!("{day}-01-01"))?, day_number_of(&format!("{day}-12-31"))?, Closeness::Year)),
        _ => None,
    }
}

/// Seconds from 1970 to a UTC time such as `2018-02-26T14:05:00Z`, for layouts that count them.
pub(super) fn seconds(at: &str) -> Option<i64> {
    let (day, clock) = at.trim_end_matches('Z').split_once('T')?;
    let mut parts = clock.split(':').map(|part| part.get(..2).unwrap_or(part).parse::<i64>());
    let mut part = || parts.next().unwrap_or(Ok(0)).ok();
    Some(day_number_of(day)? * 86_400 + part()? * 3600 + part()? * 60 + part()?)
}

/// The day of a date of publication.
pub(super) fn day(published: Option<&str>) -> Option<&str> {
    published.and_then(|at| at.get(..10)).filter(|day| day_number_of(day).is_some())
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
            assert_eq!((day_number_of(day), day_text(n)), (Some(n), day.to_owned()));
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
