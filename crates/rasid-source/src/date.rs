//! Whether a date of publication is one.

/// `given` in the form that readings use, or nothing where it is not a date or a date with time of
/// ISO 8601 in its extended form (`2016-07-27`, `2016-07-27T11:50`, `2016-07-27T11:50:00+03:00`).
///
/// White space around it is left out, and a space between date and time becomes the `T` that the
/// standard asks for; nothing else is changed.
pub fn published(given: &str) -> Option<String> {
    let given = given.trim();
    // Cutting by bytes below needs this; a date is ASCII anyway.
    if !given.is_ascii() {
        return None;
    }
    let (day, rest) = given.split_at_checked(10)?;
    is_day(day).then_some(())?;
    if rest.is_empty() {
        return Some(day.to_owned());
    }
    let time = rest.strip_prefix(['T', 't', ' '])?;
    is_time_with_offset(time).then(|| format!("{day}T{time}"))
}

/// Whether this is `YYYY-MM-DD` and the month has that day.
fn is_day(day: &str) -> bool {
    let bytes = day.as_bytes();
    if bytes[4] != b'-' || bytes[7] != b'-' {
        return false;
    }
    let (Some(year), Some(month), Some(date)) = (number(&day[..4]), number(&day[5..7]), number(&day[8..])) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    year > 0 && (1..=length).contains(&date)
}

/// Whether this is `HH:MM`, with or without seconds, their fraction and an offset.
fn is_time_with_offset(time: &str) -> bool {
    let (clock, offset) = match time.find(['Z', 'z', '+', '-']) {
        Some(at) => time.split_at(at),
        None => (time, ""),
    };
    is_clock(clock) && is_offset(offset)
}

fn is_clock(clock: &str) -> bool {
    let (clock, fraction) = match clock.split_once(['.', ',']) {
        Some((clock, fraction)) if clock.len() == 8 => (clock, Some(fraction)),
        Some(_) => return false,
        None => (clock, None),
    };
    let parts: Vec<&str> = clock.split(':').collect();
    let limits: &[u32] = match parts.len() {
        2 => &[23, 59],
        // A leap second is a time too.
        3 => &[23, 59, 60],
        _ => return false,
    };
    let within = |(part, limit): (&&str, &u32)| part.len() == 2 && number(part).is_some_and(|n| n <= *limit);
    parts.iter().zip(limits).all(within)
        && fraction.is_none_or(|f| !f.is_empty() && f.len() <= 9 && number(f).is_some())
}

fn is_offset(offset: &str) -> bool {
    let Some(hours) = offset.strip_prefix(['+', '-']) else {
        return matches!(offset, "" | "Z" | "z");
    };
    let (hours, minutes) = match hours.len() {
        2 => (hours, "00"),
        4 => hours.split_at(2),
        5 if hours.as_bytes()[2] == b':' => (&hours[..2], &hours[3..]),
        _ => return false,
    };
    number(hours).is_some_and(|h| h <= 18) && number(minutes).is_some_and(|m| m <= 59)
}

/// The number that `digits` write; nothing where there is anything but ASCII digits.
fn number(digits: &str) -> Option<u32> {
    if digits.bytes().all(|b| b.is_ascii_digit()) { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::published;

    #[test]
    fn dates_and_times_of_the_standard_are_kept() {
        for given in [
            "2016-07-27",
            "2016-02-29",
            "2000-02-29",
            "2016-07-27T11:50",
            "2016-07-27T11:50:09",
            "2016-07-27T11:50:09.123Z",
            "2016-07-27T11:50+03:00",
            "2016-07-27T11:50-0330",
            "2016-07-27T11:50+03",
        ] {
            assert_eq!(published(given).as_deref(), Some(given));
        }
    }

    #[test]
    fn a_space_becomes_the_letter_of_the_standard() {
        assert_eq!(published(" 2016-07-27 11:50\n").as_deref(), Some("2016-07-27T11:50"));
    }

    #[test]
    fn anything_else_is_no_date() {
        for given in [
            "",
            "27/07/2016",
            "2016-7-27",
            "2016-13-01",
            "2015-02-29",
            "1900-02-29",
            "2016-00-10",
            "0000-01-01",
            "2016-07-27T",
            "2016-07-27T24:00",
            "2016-07-27T11",
            "2016-07-27T11:5",
            "2016-07-27T11:50:",
            "2016-07-27T11:50.5",
            "2016-07-27T11:50+3",
            "2016-07-27T11:50+99:00",
            "2016-07-27T+1:50",
            "٢٠١٦-٠٧-٢٧",
            "2016-07-27 أمس",
            "+016-07-27",
            "yesterday!",
        ] {
            assert_eq!(published(given), None, "{given}");
        }
    }
}
