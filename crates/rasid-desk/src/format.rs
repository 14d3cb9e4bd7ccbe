//! Numbers, days, lengths and values of time, as people write them in each language.

use crate::i18n::Lang;
use rasid_record::TimeMod;
pub(crate) use rasid_record::{day_number_of as day_number, day_text};

/// A whole number with its thousands parted.
pub(crate) fn whole(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// A number that may have a fraction.
pub(crate) fn number(n: f64) -> String {
    if n.fract() == 0.0 && (0.0..1e15).contains(&n) { whole(n as u64) } else { n.to_string() }
}

/// The day of an ISO 8601 date or time: `2016-07-27T11:50` → `2016-07-27`.
pub(crate) fn day_of(iso: &str) -> Option<&str> {
    let day = iso.get(..10)?;
    day_number(day).map(|_| day)
}

/// Days since 1970-01-01 of the day of an ISO 8601 date or time.
pub(crate) fn number_of(iso: &str) -> Option<i64> {
    day_of(iso).and_then(day_number)
}

/// A date or time for people, at the precision that it has; what is no ISO 8601 stays as it is.
pub(crate) fn date(lang: Lang, iso: &str) -> String {
    let (day, clock) = match iso.split_once('T') {
        Some((day, clock)) => (day, Some(clock)),
        None => (iso, None),
    };
    let time = clock.map(|c| c.get(..5).unwrap_or(c).trim_end_matches('Z').to_owned());
    if day.is_empty() {
        return time.unwrap_or_default();
    }
    let parts: Vec<&str> = day.split('-').collect();
    let text = match parts.as_slice() {
        [y] if is_digits(y) => (*y).to_owned(),
        [y, w] if is_digits(y) && w.starts_with('W') => {
            lang.fill("date.week", &[("y", y), ("w", w.trim_start_matches('W').trim_start_matches('0'))])
        }
        [y, m] if is_digits(y) => match month(lang, m) {
            Some(month) => lang.fill("date.month", &[("y", y), ("month", month)]),
            None => return iso.to_owned(),
        },
        [y, m, d] if is_digits(y) && is_digits(d) => match month(lang, m) {
            Some(month) => lang.fill("date.day", &[("y", y), ("month", month), ("d", d.trim_start_matches('0'))]),
            None => return iso.to_owned(),
        },
        _ => return iso.to_owned(),
    };
    match time {
        Some(time) => lang.fill("date.at", &[("date", &text), ("time", &time)]),
        None => text,
    }
}

fn is_digits(s: &str) -> bool {
    !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit())
}

fn month(lang: Lang, number: &str) -> Option<&'static str> {
    lang.find(&format!("month.{}", number.parse::<u8>().ok()?))
}

/// A day without its year: `2016-07-27` → 27 July.
pub(crate) fn short_day(lang: Lang, day: &str) -> String {
    match (day.get(5..7).and_then(|m| month(lang, m)), day.get(8..10)) {
        (Some(month), Some(d)) => lang.fill("date.short", &[("month", month), ("d", d.trim_start_matches('0'))]),
        _ => day.to_owned(),
    }
}

/// From one day to another.
pub(crate) fn period(lang: Lang, first: &str, last: &str) -> String {
    if first == last {
        return date(lang, first);
    }
    lang.fill("date.range", &[("from", &date(lang, first)), ("to", &date(lang, last))])
}

/// A value of a time of a reading: a date, a length (`PT48H`), or both with what modifies them.
pub(crate) fn value(lang: Lang, value: &str, modifier: Option<TimeMod>) -> String {
    let text = length(lang, value).unwrap_or_else(|| date(lang, value));
    match modifier {
        Some(modifier) => format!("{} {text}", lang.word("timemod", modifier.as_str())),
        None => text,
    }
}

/// How often something comes back: `P1D` → every day.
pub(crate) fn every(lang: Lang, value: &str) -> String {
    length(lang, value).map_or_else(|| date(lang, value), |n| lang.fill("date.every", &[("n", &n)]))
}

/// An ISO 8601 length of one unit or more: `PT48H` → 48 hours.
fn length(lang: Lang, iso: &str) -> Option<String> {
    let rest = iso.strip_prefix('P')?;
    let (days, clock) = rest.split_once('T').unwrap_or((rest, ""));
    let mut parts = Vec::new();
    for (text, units) in [
        (days, &[('Y', "n.years"), ('M', "n.months"), ('W', "n.weeks"), ('D', "n.days")][..]),
        (clock, &[('H', "n.hours"), ('M', "n.minutes"), ('S', "n.seconds")][..]),
    ] {
        let mut rest = text;
        while !rest.is_empty() {
            let at = rest.find(|c: char| c.is_ascii_alphabetic())?;
            let (count, unit) = (&rest[..at], rest[at..].chars().next()?);
            let key = units.iter().find(|(letter, _)| *letter == unit)?.1;
            parts.push(lang.n(key, count.parse().ok()?));
            rest = &rest[at + 1..];
        }
    }
    if parts.is_empty() { None } else { Some(parts.join(" + ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_parted() {
        assert_eq!([0, 999, 1000, 22121, 1234567].map(whole), ["0", "999", "1,000", "22,121", "1,234,567"]);
        assert_eq!(number(1.5), "1.5");
    }

    #[test]
    fn dates_keep_their_precision_in_both_languages() {
        for (iso, ar, en) in [
            ("2016-07-27", "27 تموز/يوليو 2016", "27 July 2016"),
            ("2016-08", "آب/أغسطس 2016", "August 2016"),
            ("2016", "2016", "2016"),
            ("2016-W30", "الأسبوع 30 من 2016", "week 30 of 2016"),
            ("2016-07-27T11:50", "27 تموز/يوليو 2016، 11:50", "27 July 2016, 11:50"),
            ("2016-07-27T11:50:00Z", "27 تموز/يوليو 2016، 11:50", "27 July 2016, 11:50"),
            ("T09:00", "09:00", "09:00"),
            ("yesterday", "yesterday", "yesterday"),
            ("2016-13-40", "2016-13-40", "2016-13-40"),
        ] {
            assert_eq!(date(Lang::Ar, iso), ar);
            assert_eq!(date(Lang::En, iso), en);
        }
    }

    #[test]
    fn lengths_and_recurring_times_are_said_in_words() {
        assert_eq!(value(Lang::Ar, "PT48H", None), "48 ساعة");
        assert_eq!(value(Lang::Ar, "P3M", None), "3 أشهر");
        assert_eq!(value(Lang::En, "P1Y", Some(TimeMod::Approx)), "about one year");
        assert_eq!(every(Lang::En, "P1D"), "every one day");
        assert_eq!(value(Lang::En, "PLENTY", None), "PLENTY");
    }

    #[test]
    fn days_are_counted_and_written_back() {
        for day in ["1970-01-01", "2016-02-29", "2018-12-31", "1999-03-01"] {
            assert_eq!(day_text(day_number(day).unwrap()), day);
        }
        assert_eq!(day_number("1970-01-31"), Some(30));
        assert_eq!(day_number("2018-02-29"), None);
        assert_eq!(day_of("2018-02-26T14:05:00Z"), Some("2018-02-26"));
        assert_eq!(day_of("2018"), None);
    }
}
