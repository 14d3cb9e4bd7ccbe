//! The date and time before a message of WhatsApp, which every telephone writes in its own manner:
//! `[01/05/2021, 12:34:56]`, `5/1/21, 12:34 PM - `, and with Arabic digits, marks of direction and halves of the day.

use crate::shown::is_direction_mark;

/// A date and time as it is written, before it is known which number is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stamp {
    /// The three numbers of the date, in their order.
    numbers: [u32; 3],
    /// Whether the first number is the year.
    year_first: bool,
    hour: u32,
    minute: u32,
    second: Option<u32>,
}

/// Which number of a date is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    DayMonth,
    MonthDay,
}

/// The stamp that `line` begins with, and what stands after it.
pub(crate) fn stamp(line: &str) -> Option<(Stamp, &str)> {
    let mut at = Cursor(line.trim_start_matches('\u{FEFF}'));
    let in_brackets = at.take('[');
    let (first, width) = at.number()?;
    at.one_of(&['/', '.', '-'])?;
    let (second, _) = at.number()?;
    at.one_of(&['/', '.', '-'])?;
    let (third, _) = at.number()?;
    at.between()?;
    let (mut hour, _) = at.number()?;
    at.one_of(&[':', '.'])?;
    let (minute, 2) = at.number()? else { return None };
    let seconds = at.one_of(&[':', '.']).and_then(|()| at.number());
    match at.half() {
        Some(_) if hour > 12 || hour == 0 => {}
        Some(Half::Morning) => hour %= 12,
        Some(Half::Evening) => hour = hour % 12 + 12,
        None => {}
    }
    at.spaces();
    if in_brackets {
        at.one_of(&[']'])?;
    } else {
        at.one_of(&['-', '\u{2013}'])?;
    }
    let stamp = Stamp {
        numbers: [first, second, third],
        year_first: width == 4,
        hour,
        minute,
        second: seconds.map(|(second, _)| second),
    };
    let is_time = hour < 24 && minute < 60 && stamp.second.is_none_or(|s| s < 60);
    is_time.then(|| (stamp, at.0.strip_prefix([' ', '\u{A0}']).unwrap_or(at.0)))
}

impl Stamp {
    /// Year, month and day when the numbers stand in `order`; nothing where that is no day, or no year of our calendar.
    fn day(&self, order: Order) -> Option<(u32, u32, u32)> {
        let [first, second, third] = self.numbers;
        let (year, month, day) = match (self.year_first, order) {
            (true, _) => (first, second, third),
            (false, Order::DayMonth) => (third, second, first),
            (false, Order::MonthDay) => (third, first, second),
        };
        let year = if year < 100 { year + 2000 } else { year };
        // Telephones also count years of the Hijra and of the Persian calendar.
        ((1990..2200).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day))
            .then_some((year, month, day))
    }

    /// The date and time in the form of ISO 8601, without an offset, which no export says.
    pub fn iso(&self, order: Order) -> Option<String> {
        let (year, month, day) = self.day(order)?;
        let Stamp { hour, minute, second, .. } = self;
        let second = second.map(|s| format!(":{s:02}")).unwrap_or_default();
        crate::date::published(&format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}{second}"))
    }
}

/// In which order the stamps of a whole file are written, and whether another order fits as well.
///
/// An order fits better when fewer of its dates are impossible, and then when time goes back less often: a chat is
/// written in the order of time. Where both fit, days are taken to come first, as everywhere where Arabic is spoken.
pub(crate) fn order(stamps: &[Stamp]) -> (Order, bool) {
    let faults = |order| {
        let days: Vec<Option<(u32, u32, u32)>> = stamps.iter().map(|stamp| stamp.day(order)).collect();
        let none = days.iter().filter(|day| day.is_none()).count();
        let known: Vec<_> = days.into_iter().flatten().collect();
        (none, known.windows(2).filter(|pair| pair[1] < pair[0]).count())
    };
    let (days, months) = (faults(Order::DayMonth), faults(Order::MonthDay));
    let differ = stamps.iter().any(|s| s.day(Order::DayMonth) != s.day(Order::MonthDay));
    (if months < days { Order::MonthDay } else { Order::DayMonth }, differ && months == days)
}

enum Half {
    Morning,
    Evening,
}

/// What is not read yet of a line.
struct Cursor<'t>(&'t str);

impl<'t> Cursor<'t> {
    /// Marks of direction stand between any two signs and say nothing.
    fn marks(&mut self) {
        self.0 = self.0.trim_start_matches(is_direction_mark);
    }

    fn take(&mut self, wanted: char) -> bool {
        self.marks();
        let rest = self.0.strip_prefix(wanted);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    fn one_of(&mut self, wanted: &[char]) -> Option<()> {
        wanted.iter().any(|&c| self.take(c)).then_some(())
    }

    /// A number of up to four digits, and how many it has.
    fn number(&mut self) -> Option<(u32, usize)> {
        self.marks();
        let (mut value, mut width) = (0, 0);
        while let Some(digit) = self.0.chars().next().and_then(digit) {
            (value, width) = (value * 10 + digit, width + 1);
            if width > 4 {
                return None;
            }
            let mut rest = self.0.chars();
            rest.next();
            self.0 = rest.as_str();
        }
        (width > 0).then_some((value, width))
    }

    /// What stands between date and time: a comma, spaces, a short word.
    fn between(&mut self) -> Option<()> {
        let end = self.0.char_indices().take(10).find(|(_, c)| digit(*c).is_some())?.0;
        let between = &self.0[..end];
        self.0 = &self.0[end..];
        let is_gap = |c: char| c.is_whitespace() || matches!(c, ',' | '\u{060C}');
        let is_known = |c: char| is_gap(c) || c.is_alphabetic() || is_direction_mark(c) || c == '\u{0640}';
        (between.contains(is_gap) && between.chars().all(is_known)).then_some(())
    }

    fn spaces(&mut self) {
        self.0 = self.0.trim_start_matches(|c: char| c.is_whitespace() || is_direction_mark(c));
    }

    /// The half of the day, where one is written: AM, p.m., or the Arabic letters for it.
    fn half(&mut self) -> Option<Half> {
        let before = self.0;
        self.spaces();
        let half = match self.0.chars().next()? {
            'a' | 'A' | '\u{0635}' => Some(Half::Morning),
            'p' | 'P' | '\u{0645}' => Some(Half::Evening),
            _ => None,
        };
        let end = self.0.find(|c: char| !(c.is_alphabetic() || matches!(c, '.' | '\u{064B}'..='\u{0652}' | '\u{A0}')));
        match (half, end) {
            (Some(half), Some(end)) if end <= 12 => {
                self.0 = &self.0[end..];
                Some(half)
            }
            _ => {
                self.0 = before;
                None
            }
        }
    }
}

/// The value of a digit as it is written in Europe, in Arabic and in Persian.
fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(u32::from(c) - u32::from('0')),
        '\u{0660}'..='\u{0669}' => Some(u32::from(c) - 0x0660),
        '\u{06F0}'..='\u{06F9}' => Some(u32::from(c) - 0x06F0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Option<(String, &str)> {
        stamp(line).map(|(stamp, rest)| (stamp.iso(Order::DayMonth).unwrap_or_default(), rest))
    }

    #[test]
    fn stamps_of_both_telephones_are_read() {
        for (line, iso) in [
            ("[01/05/2021, 12:34:56] X: a", "2021-05-01T12:34:56"),
            ("\u{200e}[1/5/21, 1:04:06\u{202f}PM] X: a", "2021-05-01T13:04:06"),
            ("01/05/2021, 12:34 - X: a", "2021-05-01T12:34"),
            ("1/5/21, 12:34 am - X: a", "2021-05-01T00:34"),
            ("01.05.21, 9:34 - X: a", "2021-05-01T09:34"),
            ("2021-05-01, 09:34 - X: a", "2021-05-01T09:34"),
            ("2021/5/1 9:34 p.m. - X: a", "2021-05-01T21:34"),
            ("01/05/2021 à 09:34 - X: a", "2021-05-01T09:34"),
            ("[١‏/٥‏/٢٠٢١، ٩:٣٤:٠٥ م] X: a", "2021-05-01T21:34:05"),
            ("\u{200f}١\u{200f}/٥\u{200f}/٢٠٢١، ١٢:٣٤ ص - X: a", "2021-05-01T00:34"),
            ("۱/۵/۲۰۲۱،‏ ۹:۳۴ - X: a", "2021-05-01T09:34"),
            ("01/05/2021, 9:34 مساءً - X: a", "2021-05-01T21:34"),
            ("01/05/2021, 21:34 م - X: a", "2021-05-01T21:34"),
        ] {
            assert_eq!(read(line), Some((iso.to_owned(), "X: a")), "{line}");
        }
    }

    #[test]
    fn other_lines_begin_with_no_stamp() {
        for line in [
            "",
            "قال المتحدث",
            "12/5/2021 قال المتحدث",
            "12:30 - X: a",
            "01/05/2021, 12:34 X: a",
            "[01/05/2021, 12:34 X: a",
            "01/05/2021, 25:34 - X: a",
            "01/05/2021, 12:3 - X: a",
            "12345/1/1, 12:30 - X",
            "1/5/2021 1200 12:30 - X",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    fn order_of(dates: &[&str]) -> (Order, bool) {
        order(&dates.iter().map(|date| stamp(&format!("{date}, 12:00 - X: a")).unwrap().0).collect::<Vec<_>>())
    }

    #[test]
    fn days_and_months_are_told_apart_over_the_whole_file() {
        assert_eq!(order_of(&["3/4/2021", "25/4/2021"]), (Order::DayMonth, false));
        assert_eq!(order_of(&["4/3/2021", "4/25/2021"]), (Order::MonthDay, false));
        // None is above twelve, but time would go back.
        assert_eq!(order_of(&["11/1/2021", "12/1/2021", "1/2/2021"]), (Order::DayMonth, false));
        assert_eq!(order_of(&["1/11/2021", "1/12/2021", "2/1/2021"]), (Order::MonthDay, false));
        assert_eq!(order_of(&["3/4/2021", "5/6/2021"]), (Order::DayMonth, true));
        assert_eq!(order_of(&["3/3/2021"]), (Order::DayMonth, false));
        assert_eq!(order_of(&["2021/4/3", "2021/4/5"]), (Order::DayMonth, false));
    }

    #[test]
    fn years_of_other_calendars_are_no_dates() {
        assert_eq!(read("1/5/1442 هـ، 12:34 - X: a"), Some((String::new(), "X: a")));
        assert_eq!(read("31/2/2021, 12:34 - X: a"), Some((String::new(), "X: a")));
    }
}
