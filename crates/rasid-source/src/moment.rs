//! Moments as pages, feeds and e-mails write them, in the form that reports use.
//!
//! ISO 8601 in its many dialects, RFC 2822, numbers of seconds, and days as figures or with English names of
//! months. What words of other languages mean is not known here: who knows it hands it in ([`DateWords`]).

use crate::date::published;
use rasid_record::utc;

/// What a date written in words means, as `YYYY-MM-DD` or with `THH:MM`; nothing where it is none.
pub type DateWords = fn(&str) -> Option<String>;

/// Months by their first three letters.
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/// Names of zones that RFC 2822 knows, with what they are in hours from Greenwich.
const ZONES: [(&str, &str); 13] = [
    ("gmt", "Z"),
    ("utc", "Z"),
    ("ut", "Z"),
    ("z", "Z"),
    ("est", "-05:00"),
    ("edt", "-04:00"),
    ("cst", "-06:00"),
    ("cdt", "-05:00"),
    ("mst", "-07:00"),
    ("mdt", "-06:00"),
    ("pst", "-08:00"),
    ("pdt", "-07:00"),
    ("cet", "+01:00"),
];

/// A moment that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    /// It, in the form that reports use.
    pub iso: String,
    /// Whether it can be understood in one way only: 5/6/2018 cannot.
    pub certain: bool,
}

/// What `given` says; nothing where it is no moment.
pub(crate) fn moment(given: &str) -> Option<Moment> {
    let given = western(given.trim());
    if given.len() > 80 {
        return None;
    }
    let certain = |iso| Moment { iso, certain: true };
    iso(&given).or_else(|| seconds(&given)).or_else(|| named(&given)).map(certain).or_else(|| figures(&given))
}

/// The text with digits of Arabic and Persian as those of English.
fn western(text: &str) -> String {
    text.chars()
        .filter(|c| !crate::shown::is_direction_mark(*c))
        .map(|c| match u32::from(c) {
            digit @ 0x660..=0x669 => char::from(b'0' + (digit - 0x660) as u8),
            digit @ 0x6F0..=0x6F9 => char::from(b'0' + (digit - 0x6F0) as u8),
            _ => c,
        })
        .collect()
}

/// ISO 8601 with its day in the extended form or in eight digits, and a zone that may stand apart or be named.
fn iso(given: &str) -> Option<String> {
    let bytes = given.as_bytes();
    let separated = bytes.len() >= 10 && matches!(bytes[4], b'-' | b'/' | b'.') && bytes[7] == bytes[4];
    let (year, month, day, rest) = if separated {
        (given.get(..4)?, given.get(5..7)?, given.get(8..10)?, given.get(10..)?)
    } else if bytes.len() >= 8
        && bytes[..8].iter().all(u8::is_ascii_digit)
        && !bytes.get(8).is_some_and(u8::is_ascii_digit)
    {
        (given.get(..4)?, given.get(4..6)?, given.get(6..8)?, given.get(8..)?)
    } else {
        return None;
    };
    let day = published(&format!("{year}-{month}-{day}"))?;
    let rest = rest.trim_start_matches(['T', 't', ' ', ',']).trim();
    Some(clock(rest).and_then(|clock| published(&format!("{day}T{clock}"))).unwrap_or(day))
}

/// A time of day with its zone: `10:30`, `10:30:05.123+0300`, `10:30 PM`, `10:30 +03:00`, `10:30 GMT`.
fn clock(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let digits = |from: usize| Some(bytes.get(from..)?.iter().take_while(|b| b.is_ascii_digit()).count());
    let hours: usize = digits(0).filter(|n| matches!(n, 1 | 2))?;
    if bytes.get(hours) != Some(&b':') {
        return None;
    }
    let mut hour: u32 = text[..hours].parse().ok()?;
    let minutes = text.get(hours + 1..hours + 3)?;
    let mut at = hours + 3;
    let mut rest = String::new();
    if bytes.get(at) == Some(&b':') && text.get(at + 1..at + 3).is_some_and(|s| s.bytes().all(|b| b.is_ascii_digit())) {
        rest.push_str(&text[at..at + 3]);
        at += 3;
        if matches!(bytes.get(at), Some(b'.' | b',')) {
            at += 1 + digits(at + 1)?;
        }
    }
    let after = text[at..].trim();
    let zone = match after.get(..2).map(str::to_ascii_lowercase).as_deref() {
        Some("pm") => {
            hour = if hour < 12 { hour + 12 } else { hour };
            after[2..].trim()
        }
        Some("am") => {
            hour = if hour == 12 { 0 } else { hour };
            after[2..].trim()
        }
        _ => after,
    };
    let zone = zone_of(zone);
    Some(format!("{hour:02}:{minutes}{rest}{zone}"))
}

/// A zone as an offset; nothing where none is named that is known, since no zone is better than a wrong one.
fn zone_of(text: &str) -> String {
    let first = text.split([' ', '(']).next().unwrap_or("");
    if let Some((_, zone)) = ZONES.iter().find(|(name, _)| first.eq_ignore_ascii_case(name)) {
        return (*zone).to_owned();
    }
    let Some(digits) = first.strip_prefix(['+', '-']) else { return String::new() };
    let plain: String = digits.chars().filter(|c| *c != ':').collect();
    if !matches!(plain.len(), 2 | 4) || !plain.bytes().all(|b| b.is_ascii_digit()) {
        return String::new();
    }
    format!("{}{}:{}", &first[..1], &plain[..2], plain.get(2..).filter(|m| !m.is_empty()).unwrap_or("00"))
}

/// Seconds or thousandths of seconds since the beginning of 1970.
fn seconds(given: &str) -> Option<String> {
    if !given.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let seconds: i64 = match given.len() {
        9 | 10 => given.parse().ok()?,
        13 => given.parse::<i64>().ok()? / 1000,
        _ => return None,
    };
    Some(utc(seconds))
}

/// A day with an English month: `Thu, 13 Dec 2018 10:30:00 +0300`, `December 13, 2018 at 10:30 AM`.
fn named(given: &str) -> Option<String> {
    let (mut month, mut day, mut year) = (None, None, None);
    let mut rest = given;
    while day.is_none() || month.is_none() || year.is_none() {
        rest = rest.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        if word.is_empty() {
            return None;
        }
        rest = after;
        let letters = word.to_ascii_lowercase();
        if word.bytes().all(|b| b.is_ascii_alphabetic()) {
            let found = MONTHS.iter().position(|name| letters.starts_with(name));
            month = month.or(found.map(|n| n + 1));
        } else if word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()) {
            year = Some(word);
        } else if day.is_none() {
            let number = letters.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            day = number.parse::<u8>().ok();
            day?;
        } else {
            return None;
        }
    }
    let day = published(&format!("{}-{:02}-{:02}", year?, month?, day?))?;
    let at = rest.find(|c: char| c.is_ascii_digit()).map_or("", |at| &rest[at..]);
    Some(clock(at).and_then(|clock| published(&format!("{day}T{clock}"))).unwrap_or(day))
}

/// A day in figures: the day comes first, as where Arabic is written, unless only the other way is a day.
fn figures(given: &str) -> Option<Moment> {
    let (day, rest) = given.split_once(' ').unwrap_or((given, ""));
    let mut parts = day.trim_end_matches(',').split(['/', '-', '.']);
    let (one, two, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 || one.len() > 2 || two.len() > 2 {
        return None;
    }
    let (one, two): (u8, u8) = (one.parse().ok()?, two.parse().ok()?);
    let of = |day: u8, month: u8| published(&format!("{year}-{month:02}-{day:02}"));
    let (first, second) = (of(one, two), of(two, one));
    let certain = one == two || first.is_none() || second.is_none();
    let day = first.or(second)?;
    let at = rest.find(|c: char| c.is_ascii_digit()).map_or("", |at| &rest[at..]);
    let iso = clock(at).and_then(|clock| published(&format!("{day}T{clock}"))).unwrap_or(day);
    Some(Moment { iso, certain })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_way_of_writing_is_understood() {
        for (given, expected) in [
            ("2018-12-13T10:30:00+03:00", "2018-12-13T10:30:00+03:00"),
            ("2018-12-13T10:30:00.000+0300", "2018-12-13T10:30:00+03:00"),
            ("2018-12-13T07:30:00.123Z", "2018-12-13T07:30:00Z"),
            ("2018-12-13 10:30:00 UTC", "2018-12-13T10:30:00Z"),
            ("2018-12-13 10:30", "2018-12-13T10:30"),
            ("2018/12/13", "2018-12-13"),
            ("20181213", "2018-12-13"),
            ("2018-12-13 أمس", "2018-12-13"),
            ("Thu, 13 Dec 2018 10:30:00 +0300", "2018-12-13T10:30:00+03:00"),
            ("Thu, 13 Dec 2018 07:30:00 GMT", "2018-12-13T07:30:00Z"),
            ("Thu Dec 13 2018", "2018-12-13"),
            ("December 13, 2018 at 1:05 PM", "2018-12-13T13:05"),
            ("3rd June 2018", "2018-06-03"),
            ("1544700600", "2018-12-13T11:30:00Z"),
            ("1544700600000", "2018-12-13T11:30:00Z"),
            ("١٣/١٢/٢٠١٨ ٠٩:١٥", "2018-12-13T09:15"),
            ("13-12-2018", "2018-12-13"),
        ] {
            assert_eq!(moment(given), Some(Moment { iso: expected.to_owned(), certain: true }), "{given}");
        }
    }

    #[test]
    fn a_day_that_can_be_two_is_doubtful() {
        assert_eq!(moment("5/6/2018"), Some(Moment { iso: "2018-06-05".to_owned(), certain: false }));
        assert_eq!(moment("12/25/2018"), Some(Moment { iso: "2018-12-25".to_owned(), certain: true }));
    }

    #[test]
    fn anything_else_is_no_moment() {
        let long = "1".repeat(1000);
        for given in ["", "today", "2018", "32/13/2018", "Dec 2018", "99999999", "13 قال 2018", "12345", &long] {
            assert_eq!(moment(given), None, "{given}");
        }
    }

    #[test]
    fn an_unknown_zone_is_left_out() {
        assert_eq!(moment("2018-12-13 10:30 AST").map(|m| m.iso).as_deref(), Some("2018-12-13T10:30"));
    }
}
