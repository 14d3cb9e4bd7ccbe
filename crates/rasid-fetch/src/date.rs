//! How long a server asks to be left alone.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Nobody is waited for longer.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// What a `Retry-After` means: seconds, or a moment (RFC 9110, 10.2.3) after `now`.
pub(crate) fn retry_after(value: &str, now: SystemTime) -> Option<Duration> {
    let value = value.trim();
    let wait = match value.parse() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => {
            let now = now.duration_since(UNIX_EPOCH).ok()?.as_secs();
            Duration::from_secs(moment(value)?.saturating_sub(now))
        }
    };
    Some(wait.min(LONGEST))
}

/// Seconds from 1970 to a moment such as `Thu, 13 Dec 2018 10:30:00 GMT`.
fn moment(value: &str) -> Option<u64> {
    let mut parts = value.split_once(", ")?.1.split([' ', ':']);
    let number = |parts: &mut std::str::Split<'_, [char; 2]>| parts.next()?.parse::<u64>().ok();
    let day = number(&mut parts)?;
    let name = parts.next()?;
    let month = MONTHS.iter().position(|month| *month == name)? as u64 + 1;
    let year = number(&mut parts).filter(|year| (1970..10_000).contains(year))?;
    let (hour, minute, second) = (number(&mut parts)?, number(&mut parts)?, number(&mut parts)?);
    if !(1..=31).contains(&day) || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    // Years begin in March here, so that leap days come last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 1;
    Some((days.checked_sub(719_468)?) * 86_400 + hour * 3_600 + minute * 60 + second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_and_moments_are_understood_and_bounded() {
        let now = UNIX_EPOCH + Duration::from_secs(1_544_697_000);
        let of = |value: &str| retry_after(value, now).map(|wait| wait.as_secs());
        assert_eq!(of("120"), Some(120));
        assert_eq!(of(" 99999999999 "), Some(86_400));
        assert_eq!(of("Thu, 13 Dec 2018 10:32:00 GMT"), Some(120));
        assert_eq!(of("Thu, 13 Dec 2018 10:00:00 GMT"), Some(0), "it is over");
        for value in ["", "soon", "-5", "Thu, 99 Dec 2018 10:00:00 GMT", "Thu, 13 Foo 2018 10:00:00 GMT", "Thu, 13 Dec"]
        {
            assert_eq!(of(value), None, "{value}");
        }
    }
}
