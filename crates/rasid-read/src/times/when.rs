//! What an expression of time means, and its form in ISO 8601.

use rasid_lang::calendar::Day;
use rasid_lang::tables::times::Unit;
use rasid_record::TimeKind;

/// What an expression of time means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum When {
    /// A day.
    Day(Day),
    /// The week that a day lies in.
    Week(Day),
    /// A month.
    Month(i32, u8),
    /// A year.
    Year(i32),
    /// A time of day, on a day where one is said.
    Clock(Clock),
    /// A length, with a second smaller one where both are said.
    Length(f64, Unit, Option<(f64, Unit)>),
    /// What comes back after a length.
    Every(f64, Unit),
    /// A point or stretch that the text leaves open, or that hangs on an unknown date.
    Open,
    /// A length that the text leaves open.
    OpenLength,
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Clock {
    /// The day, where one is said.
    pub day: Option<Day>,
    /// Hour, 0 to 23.
    pub hour: u8,
    /// Minute.
    pub minute: u8,
    /// Second, where one is said.
    pub second: Option<u8>,
    /// Whether it is Greenwich time.
    pub utc: bool,
}

impl When {
    /// The kind of record.
    pub fn kind(self) -> TimeKind {
        match self {
            When::Clock(Clock { day: None, .. }) => TimeKind::Clock,
            When::Length(..) | When::OpenLength => TimeKind::Duration,
            When::Every(..) => TimeKind::Set,
            _ => TimeKind::Date,
        }
    }

    /// The value in ISO 8601, or nothing where it is open.
    pub fn value(self) -> Option<String> {
        Some(match self {
            When::Day(day) => day.to_string(),
            When::Week(day) => {
                let (year, week) = day.week();
                format!("{year:04}-W{week:02}")
            }
            When::Month(year, month) => format!("{year:04}-{month:02}"),
            When::Year(year) => format!("{year:04}"),
            When::Clock(clock) => clock.value(),
            When::Length(count, unit, more) => length(count, unit, more)?,
            When::Every(count, unit) => length(count, unit, None)?,
            When::Open | When::OpenLength => return None,
        })
    }

    /// Whether it is a point or stretch on the calendar that is known.
    pub fn is_point(self) -> bool {
        matches!(
            self,
            When::Day(_) | When::Week(_) | When::Month(..) | When::Year(_) | When::Clock(Clock { day: Some(_), .. })
        )
    }

    /// The first day of a known point, for counting on from it.
    pub fn first_day(self) -> Option<Day> {
        match self {
            When::Day(day) | When::Clock(Clock { day: Some(day), .. }) => Some(day),
            When::Week(day) => Some(day.plus(1 - i64::from(day.weekday()))),
            When::Month(year, month) => Day::new(year, month, 1),
            When::Year(year) => Day::new(year, 1, 1),
            _ => None,
        }
    }
}

impl Clock {
    fn value(self) -> String {
        let day = self.day.map(|d| d.to_string()).unwrap_or_default();
        let second = self.second.map(|s| format!(":{s:02}")).unwrap_or_default();
        let zone = if self.utc { "Z" } else { "" };
        format!("{day}T{:02}:{:02}{second}{zone}", self.hour, self.minute)
    }
}

/// An ISO 8601 duration in the written unit; decades and centuries are years.
fn length(count: f64, unit: Unit, more: Option<(f64, Unit)>) -> Option<String> {
    let (mut date, mut time) = (String::new(), String::new());
    let mut parts = [Some((count, unit)), more];
    // ISO writes the larger unit first.
    if more.is_some_and(|(_, u)| u > unit) {
        parts.swap(0, 1);
    }
    for (count, unit) in parts.into_iter().flatten() {
        match unit {
            Unit::Second => time += &format!("{count}S"),
            Unit::Minute => time += &format!("{count}M"),
            Unit::Hour => time += &format!("{count}H"),
            Unit::Day => date += &format!("{count}D"),
            Unit::Week => date += &format!("{count}W"),
            Unit::Month => date += &format!("{count}M"),
            Unit::Year => date += &format!("{count}Y"),
            Unit::Decade => date += &format!("{}Y", count * 10.0),
            Unit::Century => date += &format!("{}Y", count * 100.0),
            Unit::Span => return None,
        }
    }
    Some(if time.is_empty() { format!("P{date}") } else { format!("P{date}T{time}") })
}

/// When a report was published.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Published {
    /// The day.
    pub day: Day,
    /// The hour, where it is known.
    pub hour: Option<u8>,
    /// The minute.
    pub minute: u8,
}

impl Published {
    /// Reads an ISO 8601 date, or date with time.
    pub fn parse(text: &str) -> Option<Self> {
        let two = |at: usize| text.get(at..at + 2)?.parse::<u8>().ok();
        Some(Published { day: Day::parse(text)?, hour: two(11).filter(|h| *h < 24), minute: two(14).unwrap_or(0) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_iso() {
        let day = Day::new(2016, 7, 27).unwrap();
        let clock = Clock { day: None, hour: 9, minute: 0, second: None, utc: false };
        for (when, value) in [
            (When::Day(day), "2016-07-27"),
            (When::Week(day), "2016-W30"),
            (When::Month(2016, 8), "2016-08"),
            (When::Year(2016), "2016"),
            (When::Clock(clock), "T09:00"),
            (When::Clock(Clock { day: Some(day), utc: true, ..clock }), "2016-07-27T09:00Z"),
            (When::Length(48.0, Unit::Hour, None), "PT48H"),
            (When::Length(3.5, Unit::Year, None), "P3.5Y"),
            (When::Length(2.0, Unit::Day, Some((1.0, Unit::Month))), "P1M2D"),
            (When::Length(2.0, Unit::Decade, None), "P20Y"),
            (When::Every(1.0, Unit::Day), "P1D"),
        ] {
            assert_eq!(when.value().as_deref(), Some(value));
        }
        assert_eq!(When::Open.value(), None);
    }

    #[test]
    fn publication_has_an_hour_only_where_it_is_given() {
        assert_eq!(Published::parse("2016-07-27").unwrap().hour, None);
        assert_eq!(Published::parse("2016-07-27T11:50").unwrap().hour, Some(11));
        assert!(Published::parse("July").is_none());
    }
}
