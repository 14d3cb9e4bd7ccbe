//! Days of the Gregorian calendar as numbers, and back.
//!
//! Days are counted from 1 January 1970; years are taken to begin in March, so that the leap day comes last, and are
//! counted in eras of 400 (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").

/// Days from 0000-03-01 to 1970-01-01.
const BEFORE: i64 = 719_468;
/// Days of 400 years.
const ERA: i64 = 146_097;

/// The number of a day. `month` is 1 to 12; a day that the month does not have runs on into the next.
pub fn day_number(year: i64, month: i64, day: i64) -> i64 {
    let shifted = year - i64::from(month <= 2);
    let (era, of_era) = (shifted.div_euclid(400), shifted.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year - BEFORE
}

/// Year, month and day of the month of a number.
pub fn civil_day(number: i64) -> (i64, u8, u8) {
    let shifted = number + BEFORE;
    let (era, of_era) = (shifted.div_euclid(ERA), shifted.rem_euclid(ERA));
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month as u8, day as u8)
}

/// The number of the day that is written as `YYYY-MM-DD`; nothing for what is no day.
pub fn day_number_of(day: &str) -> Option<i64> {
    let bytes = day.as_bytes();
    let figures = |at: std::ops::Range<usize>| bytes[at].iter().all(u8::is_ascii_digit);
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' || !(figures(0..4) && figures(5..7) && figures(8..10))
    {
        return None;
    }
    let (year, month, date): (i64, i64, i64) =
        (day[..4].parse().ok()?, day[5..7].parse().ok()?, day[8..].parse().ok()?);
    let number = day_number(year, month, date);
    // A day that its month does not have is another one.
    ((1..=12).contains(&month) && civil_day(number) == (year, month as u8, date as u8)).then_some(number)
}

/// A number as `YYYY-MM-DD`.
pub fn day_text(number: i64) -> String {
    let (year, month, day) = civil_day(number);
    format!("{year:04}-{month:02}-{day:02}")
}

/// The moment that is `seconds` after the beginning of 1970: ISO 8601, UTC, to the second.
pub fn utc(seconds: i64) -> String {
    let (day, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    format!("{}T{:02}:{:02}:{:02}Z", day_text(day), rest / 3_600, rest / 60 % 60, rest % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_their_numbers_are_the_same() {
        for (day, number) in [("1970-01-01", 0), ("1970-01-31", 30), ("1969-12-31", -1), ("2000-02-29", 11_016)] {
            assert_eq!(day_number_of(day), Some(number), "{day}");
            assert_eq!(day_text(number), day);
        }
        for number in (-800_000..800_000).step_by(97) {
            let (year, month, day) = civil_day(number);
            assert_eq!(day_number(year, month.into(), day.into()), number);
        }
    }

    #[test]
    fn what_is_no_day_has_no_number() {
        for text in
            ["", "2018", "2018-02-29", "2018-13-01", "2018-00-10", "2018-1-1", "2018-+1-01", "2018/01/01", "٢٠١٨-٠١"]
        {
            assert_eq!(day_number_of(text), None, "{text}");
        }
    }

    #[test]
    fn seconds_become_dates() {
        assert_eq!(utc(0), "1970-01-01T00:00:00Z");
        assert_eq!(utc(951_782_399), "2000-02-28T23:59:59Z");
        assert_eq!(utc(951_782_400), "2000-02-29T00:00:00Z");
        assert_eq!(utc(951_868_800), "2000-03-01T00:00:00Z");
        assert_eq!(utc(1_519_653_909), "2018-02-26T14:05:09Z");
        assert_eq!(utc(4_107_542_399), "2100-02-28T23:59:59Z");
        assert_eq!(utc(4_107_542_400), "2100-03-01T00:00:00Z");
    }
}
