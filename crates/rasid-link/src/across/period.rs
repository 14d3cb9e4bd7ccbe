//! The times of records as stretches of minutes and as lengths.

use crate::moment::{DAY, minute};
use rasid_record::{Time, TimeKind, TimeMod, day_number};

/// A time as far as linking needs it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct When {
    /// As it is written in the reading.
    pub value: String,
    /// The stretch of minutes that it is, its end exclusive.
    pub span: Option<(i64, i64)>,
    /// How many hours it lasts, where it is a length.
    pub hours: Option<f64>,
    /// How many hours lie between two, where it comes back.
    pub every: Option<f64>,
}

impl When {
    /// What a time of a reading means. Nothing where it has no value.
    pub fn of(time: &Time) -> Option<Self> {
        let value = time.value.clone()?;
        let length = hours(&value);
        let span = if length.is_some() { None } else { span(&value).map(|s| part(s, time.modifier)) };
        let set = time.kind == TimeKind::Set;
        Some(When { hours: length.filter(|_| !set), every: length.filter(|_| set), span, value })
    }
}

/// The part of a stretch that a modifier leaves.
fn part((from, until): (i64, i64), modifier: Option<TimeMod>) -> (i64, i64) {
    let third = (until - from) / 3;
    match modifier {
        Some(TimeMod::Start) => (from, from + third),
        Some(TimeMod::Mid) => (from + third, until - third),
        Some(TimeMod::End) => (until - third, until),
        Some(TimeMod::Before) => (from, from),
        _ => (from, until),
    }
}

/// The minutes of a date, month, year, week or date with time.
fn span(value: &str) -> Option<(i64, i64)> {
    if value.get(4..6) == Some("-W") {
        let (year, week) = (value[..4].parse::<i64>().ok()?, value[6..].parse::<i64>().ok()?);
        if !(1..=53).contains(&week) {
            return None;
        }
        // The fourth of January lies in the first week of its year. Weeks begin on Mondays.
        let fourth = day_number(year, 1, 4);
        let first = fourth - (fourth + 3).rem_euclid(7) + 7 * (week - 1);
        return Some((first * DAY, (first + 7) * DAY));
    }
    let mut parts = value.get(..value.len().min(10))?.split('-');
    let year: i64 = parts.next().filter(|y| y.len() == 4)?.parse().ok()?;
    let Some(month) = parts.next() else {
        return Some((day_number(year, 1, 1) * DAY, day_number(year + 1, 1, 1) * DAY));
    };
    let month: i64 = month.parse().ok().filter(|m| (1..=12).contains(m))?;
    let Some(day) = parts.next() else {
        let next = if month == 12 { day_number(year + 1, 1, 1) } else { day_number(year, month + 1, 1) };
        return Some((day_number(year, month, 1) * DAY, next * DAY));
    };
    let day: i64 = day.parse().ok().filter(|d| (1..=31).contains(d))?;
    if value.len() > 10 {
        let at = minute(value)?;
        return Some((at, at + 1));
    }
    let first = day_number(year, month, day) * DAY;
    Some((first, first + DAY))
}

/// The hours of an ISO 8601 duration; nothing for what is none.
fn hours(value: &str) -> Option<f64> {
    let rest = value.strip_prefix('P')?;
    let (mut sum, mut number, mut clock) = (0.0, String::new(), false);
    for c in rest.chars() {
        let unit = match c {
            'T' => {
                clock = true;
                continue;
            }
            '0'..='9' | '.' => {
                number.push(c);
                continue;
            }
            'Y' => 8766.0,
            'M' if clock => 1.0 / 60.0,
            'M' => 720.0,
            'W' => 168.0,
            'D' => 24.0,
            'H' => 1.0,
            'S' => 1.0 / 3600.0,
            _ => return None,
        };
        sum += number.parse::<f64>().ok()? * unit;
        number.clear();
    }
    (sum > 0.0 && sum < 1e6 && number.is_empty()).then_some(sum)
}

/// How long an arrangement lasts, as far as that tells it from others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Length {
    /// Hours of every day.
    Daily,
    /// So many hours once.
    Hours(f64),
}

impl Length {
    /// The length that two times of a mention give.
    pub fn of(from: Option<&When>, until: Option<&When>) -> Option<Self> {
        let both = [from, until];
        if both.iter().flatten().any(|when| when.every.is_some()) {
            return Some(Length::Daily);
        }
        both.iter().flatten().find_map(|when| when.hours).map(Length::Hours)
    }

    /// Whether two lengths can be of one arrangement. A few hours may be those of every day.
    pub fn agrees(self, other: Length) -> bool {
        match (self, other) {
            (Length::Daily, Length::Daily) => true,
            (Length::Daily, Length::Hours(h)) | (Length::Hours(h), Length::Daily) => h <= 12.0,
            (Length::Hours(a), Length::Hours(b)) => a.max(b) <= a.min(b) * 1.1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_ends_where_the_next_begins_and_weeks_begin_on_mondays() {
        let at = |date: &str| minute(date).unwrap() / DAY * DAY;
        assert_eq!(span("2016-08"), Some((at("2016-08-01"), at("2016-09-01"))));
        assert_eq!(span("2016-12"), Some((at("2016-12-01"), at("2017-01-01"))));
        assert_eq!(span("2016-W30"), Some((at("2016-07-25"), at("2016-08-01"))));
        assert_eq!(span("2016").unwrap().1, at("2017-01-01"));
        assert_eq!((span("T09:00"), span("PT5H"), span("20"), span("x-y")), (None, None, None, None));
    }

    #[test]
    fn lengths_agree_where_they_may_be_of_one_arrangement() {
        assert_eq!((hours("PT48H"), hours("P1M"), hours("P"), hours("2016")), (Some(48.0), Some(720.0), None, None));
        assert!(Length::Hours(720.0).agrees(Length::Hours(hours("P30D").unwrap())));
        assert!(Length::Daily.agrees(Length::Hours(5.0)) && !Length::Daily.agrees(Length::Hours(720.0)));
    }
}
