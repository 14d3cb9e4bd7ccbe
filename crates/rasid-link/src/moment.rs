//! Dates of publication as minutes, so that they can be compared.

use rasid_record::day_number;

/// Minutes of a day.
pub(crate) const DAY: i64 = 24 * 60;

/// The minute of an ISO 8601 date or date with time, counted from the beginning of 1970 at offset zero.
/// A date alone counts as its noon, which is least far from the truth.
pub(crate) fn minute(published: &str) -> Option<i64> {
    let published = published.trim();
    let date = published.get(..10)?;
    let mut parts = date.split('-');
    let mut number = || parts.next()?.parse::<i64>().ok();
    let (year, month, day) = (number()?, number()?, number()?);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let midnight = day_number(year, month, day) * DAY;
    let clock = published[10..].trim_start_matches(['T', ' ']);
    Some(midnight + clock_minutes(clock).unwrap_or(DAY / 2))
}

/// The minutes of `14:05`, `14:05:30.5+03:00` or `14:05Z` since midnight at offset zero.
fn clock_minutes(clock: &str) -> Option<i64> {
    let two = |text: &str, at: usize| text.get(at..at + 2)?.parse::<i64>().ok();
    let minutes = two(clock, 0)? * 60 + two(clock, 3)?;
    let offset = clock.find(['+', '-']).map_or(Some(0), |at| {
        let digits: String = clock[at + 1..].chars().filter(char::is_ascii_digit).collect();
        let away = two(&digits, 0)? * 60 + two(&digits, 2).unwrap_or(0);
        Some(if clock[at..].starts_with('-') { -away } else { away })
    })?;
    Some(minutes - offset)
}

/// The day of a minute.
pub(crate) fn day_of(minute: i64) -> i64 {
    minute.div_euclid(DAY)
}

/// The half of a week that a day lies in: from Monday to Wednesday, which has an even number, or from
/// Thursday to Sunday.
pub(crate) fn half_of(day: i64) -> i64 {
    // The first of January 1970 was a Thursday.
    let since_monday = day + 3;
    2 * since_monday.div_euclid(7) + i64::from(since_monday.rem_euclid(7) >= 3)
}

/// The two weeks that a day lies in, each called after the half it begins with: one begins on a Monday,
/// one on a Thursday. So whatever happens within three days lies in one week whole.
pub(crate) fn weeks_of(day: i64) -> [i64; 2] {
    [half_of(day) - 1, half_of(day)]
}

/// The first day of the week that begins with a half.
pub(crate) fn first_day(half: i64) -> i64 {
    half.div_euclid(2) * 7 - if half % 2 == 0 { 3 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_clock_times_are_compared_at_offset_zero() {
        assert_eq!(minute("1970-01-01T00:00"), Some(0));
        assert_eq!(minute("2018-02-26"), Some(17_588 * DAY + DAY / 2));
        assert_eq!(minute("2018-02-26T14:05"), minute("2018-02-26T17:05:00+03:00"));
        assert_eq!(minute("2018-02-26T14:05Z"), minute("2018-02-26 12:05-02:00"));
    }

    #[test]
    fn what_is_no_date_has_no_minute() {
        for text in ["", "2018", "2018-13-01", "yesterday!", "٢٠١٨-٠٢-٢٦"] {
            assert_eq!(minute(text), None, "{text}");
        }
    }

    #[test]
    fn weeks_begin_on_mondays_and_on_thursdays() {
        let day = |date: &str| day_of(minute(date).unwrap());
        let weeks = |date: &str| weeks_of(day(date)).map(first_day);
        assert_eq!(weeks("2018-02-26"), [day("2018-02-22"), day("2018-02-26")]);
        assert_eq!(weeks("2018-02-28"), [day("2018-02-22"), day("2018-02-26")]);
        assert_eq!(weeks("2018-03-01"), [day("2018-02-26"), day("2018-03-01")]);
        assert_eq!(weeks("2018-02-25"), [day("2018-02-19"), day("2018-02-22")]);
        assert_eq!(weeks("1969-12-25"), [day("1969-12-22"), day("1969-12-25")]);
    }
}
