//! Days, months, years, ISO weeks, and the Umm al-Qura calendar.
//!
//! The Gregorian side is arithmetic; the Hijri side is a table of month lengths, since the
//! calendar that is printed in the Gulf is computed from the moon and follows no rule.

use rasid_record::{civil_day, day_number};

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// Year.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, 1 to 31.
    pub day: u8,
}

impl Day {
    /// The day, or nothing where the month has no such day.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        ((1..=12).contains(&month) && (1..=month_length(year, month)).contains(&day)).then_some(Day {
            year,
            month,
            day,
        })
    }

    /// Reads the day at the head of an ISO 8601 date or date with time.
    pub fn parse(text: &str) -> Option<Self> {
        let day = text.get(..10)?;
        let mut parts = day.split('-');
        let mut number = || parts.next().filter(|p| p.bytes().all(|b| b.is_ascii_digit()))?.parse::<u16>().ok();
        let (year, month, date) = (number()?, number()?, number()?);
        Day::new(i32::from(year), u8::try_from(month).ok()?, u8::try_from(date).ok()?)
    }

    /// Days since 1 January 1970.
    pub fn number(self) -> i64 {
        day_number(self.year.into(), self.month.into(), self.day.into())
    }

    /// The day that is `number` days after 1 January 1970.
    pub fn from_number(number: i64) -> Self {
        let (year, month, day) = civil_day(number);
        Day { year: year as i32, month, day }
    }

    /// `days` days later, or earlier where negative.
    pub fn plus(self, days: i64) -> Self {
        Day::from_number(self.number() + days)
    }

    /// `months` months later, or earlier where negative; the last day of a shorter month.
    pub fn plus_months(self, months: i32) -> Self {
        let count = self.year * 12 + i32::from(self.month) - 1 + months;
        let (year, month) = (count.div_euclid(12), count.rem_euclid(12) as u8 + 1);
        Day { year, month, day: self.day.min(month_length(year, month)) }
    }

    /// Day of the week, 1 for Monday to 7 for Sunday.
    pub fn weekday(self) -> u8 {
        ((self.number() + 3).rem_euclid(7) + 1) as u8
    }

    /// ISO 8601 year and week.
    pub fn week(self) -> (i32, u8) {
        // A week belongs to the year of its Thursday.
        let thursday = self.plus(4 - i64::from(self.weekday()));
        let first = Day { year: thursday.year, month: 1, day: 1 };
        (thursday.year, ((thursday.number() - first.number()) / 7 + 1) as u8)
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// Days of a month.
fn month_length(year: i32, month: u8) -> u8 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 => 28 + u8::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The Umm al-Qura calendar: for each year its first day and which months have thirty days.
#[derive(Clone, Debug, Default)]
pub struct Hijri {
    first_year: i32,
    years: Vec<(Day, u16)>,
}

impl Hijri {
    /// Adds the next year; `long` has bit 0 for the first month, set where it has thirty days.
    /// Nothing is added, and `false` returned, where `year` does not follow the one before.
    pub fn push(&mut self, year: i32, first: Day, long: u16) -> bool {
        if self.years.is_empty() {
            self.first_year = year;
        }
        let follows = year - self.first_year == self.years.len() as i32
            && self.years.last().is_none_or(|&(day, long)| day.plus(year_length(long)) == first);
        if follows {
            self.years.push((first, long));
        }
        follows
    }

    /// The Gregorian day of a Hijri date, or nothing where the table or the month does not hold it.
    pub fn day(&self, year: i32, month: u8, day: u8) -> Option<Day> {
        let (first, long) = *self.years.get(usize::try_from(year - self.first_year).ok()?)?;
        if !(1..=12).contains(&month) || day == 0 || day > 29 + (long >> (month - 1) & 1) as u8 {
            return None;
        }
        let before: i64 = (0..month - 1).map(|m| 29 + i64::from(long >> m & 1)).sum();
        Some(first.plus(before + i64::from(day) - 1))
    }

    /// The Hijri year that a Gregorian day lies in.
    pub fn year_of(&self, day: Day) -> Option<i32> {
        let at = self.years.partition_point(|&(first, _)| first <= day);
        (at > 0 && (at < self.years.len() || day.year <= self.years[at - 1].0.year))
            .then(|| self.first_year + at as i32 - 1)
    }
}

fn year_length(long: u16) -> i64 {
    29 * 12 + i64::from(long.count_ones())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn days_count_through_leap_years_and_back() {
        assert_eq!(day("1970-01-01").number(), 0);
        for number in (-800_000..800_000).step_by(37) {
            assert_eq!(Day::from_number(number).number(), number);
        }
        assert_eq!(day("2016-02-28").plus(1).to_string(), "2016-02-29");
        assert_eq!(day("2018-02-28").plus(1).to_string(), "2018-03-01");
        assert_eq!(day("2018-01-31").plus_months(1).to_string(), "2018-02-28");
        assert_eq!(day("2016-01-15").plus_months(-1).to_string(), "2015-12-15");
    }

    #[test]
    fn weekdays_and_weeks_are_those_of_iso() {
        assert_eq!(day("2016-07-27").weekday(), 3);
        assert_eq!(day("2016-01-03").week(), (2015, 53));
        assert_eq!(day("2018-12-31").week(), (2019, 1));
        assert_eq!(day("2018-03-31").week(), (2018, 13));
    }

    #[test]
    fn a_month_has_no_day_that_it_lacks() {
        assert_eq!(Day::parse("2018-02-30"), None);
        assert_eq!(Day::parse("27 July"), None);
    }

    #[test]
    fn hijri_dates_are_those_of_umm_al_qura() {
        let lexicon = crate::Lexicon::builtin();
        let hijri = lexicon.hijri();
        assert_eq!(hijri.day(1437, 9, 15).unwrap().to_string(), "2016-06-20");
        assert_eq!(hijri.day(1439, 10, 1).unwrap().to_string(), "2018-06-15");
        assert_eq!(hijri.day(1439, 10, 31), None);
        assert_eq!(hijri.year_of(day("2018-06-15")), Some(1439));
        assert_eq!(hijri.year_of(day("2018-09-11")), Some(1440));
    }
}
