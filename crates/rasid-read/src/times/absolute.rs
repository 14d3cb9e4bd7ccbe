//! Dates that name a day of a month: "27 July 2016", "the ninth of September last",
//! 2016-07-27, 15 Ramadan 1437.

use super::finder::{Finder, Found};
use super::tense::Tense;
use super::when::When;
use super::years::YearOf;
use crate::counts;
use rasid_lang::calendar::Day;
use rasid_lang::tables::times::{Count, Direction, Needs, TimeWord, Unit};

/// A day of a month as its words say it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Date {
    /// One past its last token.
    pub end: usize,
    /// Folded bytes of its first token that do not belong to it.
    pub cut: u8,
    /// What it means.
    pub when: When,
    /// Whether the day of publication was used.
    pub anchored: bool,
    /// Whether words or signs make sure that it is a date.
    pub sure: bool,
}

impl Finder<'_, '_, '_> {
    /// The day of a month at token `i`.
    pub(super) fn date(&self, i: usize) -> Option<Date> {
        self.numeric(i).or_else(|| self.day_then_month(i)).or_else(|| self.month_then_day(i))
    }

    /// The number of a day at token `i`: digits or an ordinal; with its end and cut.
    pub(super) fn day_number(&self, i: usize) -> Option<(usize, u8, u8)> {
        let small = |n: u32| (1..=31).contains(&n).then_some(n as u8);
        if let Some(day) = counts::whole(self.doc, i).and_then(small) {
            return Some((i + 1, day, 0));
        }
        let cut = if self.doc.clitics(i).is_empty() { 0 } else { self.doc.cut(i) };
        if let Some((day, end)) = counts::ordinal_at(self.doc, i) {
            return Some((end, day, cut));
        }
        // "the twentieth", "the thirtieth" are tens with the article.
        let count = counts::number_at(self.doc, i).filter(|c| c.definite && !c.number.digits)?;
        let day = small(count.number.value as u32).filter(|d| *d >= 20 && count.number.value.fract() == 0.0)?;
        Some((count.end, day, count.cut))
    }

    fn day_then_month(&self, i: usize) -> Option<Date> {
        let (end, day, cut) = self.day_number(i)?;
        let digits = counts::whole(self.doc, i).is_some();
        let of = self.skip(end, TimeWord::Of);
        let dash = of + matches!(self.doc.written(of), "-" | "." | "/") as usize;
        if let Some(month) = self.month(dash).filter(|m| m.cut == 0 || dash > of) {
            let sure = digits || of > end || month.sure || month.needs != Needs::Number;
            // Months whose names are also ordinals' neighbours need the day in digits or "of".
            let named = !self.doc.clitics(dash).and;
            return (sure && named).then(|| self.of_month(i, cut, day, &month))?;
        }
        // "of this month", "of next month", "of last".
        let of = self.link(end, TimeWord::Of)?;
        let this = self.link(of, TimeWord::This);
        let at = this.unwrap_or(of);
        let (after, Unit::Month, Count::One) = self.unit(at)? else { return None };
        let (end, direction) = match self.direction(after) {
            Some(found) => found,
            None if this.is_some() => (after, Direction::This),
            None => return None,
        };
        let first = self.today()?;
        let shift = match direction {
            Direction::Past | Direction::Last => -1,
            Direction::This => 0,
            Direction::Next | Direction::Following => 1,
        };
        let month = Day { day: 1, ..first }.plus_months(shift);
        let when = Day::new(month.year, month.month, day).map_or(When::Open, When::Day);
        Some(Date { end, cut, when, anchored: true, sure: true })
    }

    /// "September 10", "January the first".
    fn month_then_day(&self, i: usize) -> Option<Date> {
        let month = self.month(i).filter(|m| !m.hijri)?;
        let digits = counts::whole(self.doc, month.end).is_some();
        let (end, day, cut) = self.day_number(month.end)?;
        let counts_on = digits && (self.unit(end).is_some() || counts::number_at(self.doc, end).is_some());
        if cut > 0 || counts_on || (!digits && !self.doc.is_definite(month.end)) {
            return None;
        }
        let moved = super::months::Month { end, ..month };
        self.of_month(i, month.cut, day, &moved)
    }

    /// The day `day` of `month`, with the year behind it.
    fn of_month(&self, i: usize, cut: u8, day: u8, month: &super::months::Month) -> Option<Date> {
        if month.hijri {
            return self.hijri_day(i, cut, day, month);
        }
        let (end, year) = self.year_of(month.end);
        let (year, anchored) = self.resolve_month(month.month, Some(day), year, i, end);
        let when = year.and_then(|y| Day::new(y, month.month, day)).map_or(When::Open, When::Day);
        Some(Date { end, cut, when, anchored, sure: true })
    }

    fn hijri_day(&self, i: usize, cut: u8, day: u8, month: &super::months::Month) -> Option<Date> {
        let hijri = self.doc.lexicon.hijri();
        if let Some((end, year)) = self.hijri_year_of(month.end) {
            let when = hijri.day(year, month.month, day).map_or(When::Open, When::Day);
            return Some(Date { end, cut, when, anchored: false, sure: true });
        }
        let (end, _) = self.year_of(month.end);
        let near = self.today().and_then(|today| {
            let this = hijri.year_of(today)?;
            let days = (this - 1..=this + 1).filter_map(|y| hijri.day(y, month.month, day));
            pick(days, today, self.tense(i, end))
        });
        Some(Date { end, cut, when: near.map_or(When::Open, When::Day), anchored: near.is_some(), sure: true })
    }

    /// Dates in digits alone.
    fn numeric(&self, i: usize) -> Option<Date> {
        let (end, parts) = self.parts(i)?;
        let date = |year: u32, month: u32, day: u32| {
            let month = u8::try_from(month).ok()?;
            Day::new(year as i32, month, u8::try_from(day).ok()?)
        };
        let long = |y: u32| if y < 100 { y + if y < 70 { 2000 } else { 1900 } } else { y };
        let found = |when, sure| Some(Date { end, cut: 0, when, anchored: false, sure });
        match parts[..] {
            [(year, 4), (month, _), (day, _)] => found(When::Day(date(year, month, day)?), true),
            [(a, _), (b, _), (year, width)] if width == 4 || a <= 31 => {
                // Day before month, as Arabic writes it, unless that is no date.
                let day =
                    date(long(year), b, a).or_else(|| date(long(year), a, b)).or_else(|| date(long(a), b, year))?;
                found(When::Day(day), true)
            }
            [(year @ 1900..2100, 4), (month @ 1..=12, _)] => found(When::Month(year as i32, month as u8), true),
            [(month, _), (year, 4)] if (1..=12).contains(&month) => found(When::Month(year as i32, month as u8), false),
            [(a, 1 | 2), (b, 1 | 2)] => {
                let (day, month) = if (1..=12).contains(&b) { (a, b) } else { (b, a) };
                if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
                    return None;
                }
                let (year, anchored) = self.resolve_month(month as u8, Some(day as u8), YearOf::Unsaid, i, end);
                let when = year.and_then(|y| date(y as u32, month, day)).map_or(When::Open, When::Day);
                // 24/7 is no date, 22/04 is one.
                let sure = parts.iter().all(|(_, width)| *width == 2) && self.doc.written(i + 1) == "/" && day > 12;
                Some(Date { end, cut: 0, when, anchored, sure })
            }
            _ => None,
        }
    }

    /// The parts of a date in digits, each with its number of digits.
    fn parts(&self, i: usize) -> Option<(usize, Vec<(u32, usize)>)> {
        let written = self.doc.digits(i);
        if !written.starts_with(|c: char| c.is_ascii_digit()) || written.len() > 10 {
            return None;
        }
        if written.contains('.') {
            let parts: Option<Vec<_>> = written.split('.').map(|p| Some((p.parse().ok()?, p.len()))).collect();
            return parts.filter(|p| p.len() == 3).map(|p| (i + 1, p));
        }
        let mut parts = vec![(counts::whole(self.doc, i)?, written.len())];
        let sign = self.doc.written(i + 1);
        if !matches!(sign, "-" | "/" | "\\") {
            return None;
        }
        let mut end = i + 1;
        while parts.len() < 3
            && self.doc.written(end) == sign
            && !self.doc.tokens[end].spaced
            && self.doc.tokens.get(end + 1).is_some_and(|t| !t.spaced)
        {
            let Some(part) = counts::whole(self.doc, end + 1) else { break };
            parts.push((part, self.doc.digits(end + 1).len()));
            end += 2;
        }
        // "08/12, 2015"
        if let [(_, 1 | 2), (_, 1 | 2)] = parts[..]
            && self.doc.is_comma(end)
            && let Some(year) = counts::whole(self.doc, end + 1).filter(|y| (1900..2100).contains(y))
        {
            parts.push((year, 4));
            end += 2;
        }
        (parts.len() > 1).then_some((end, parts))
    }
}

/// The day of `days` that fits the tense seen from `today`: past, to come, or nearest.
pub(super) fn pick(days: impl Iterator<Item = Day>, today: Day, tense: Tense) -> Option<Day> {
    let fits = |day: &Day| match tense {
        Tense::Past => *day <= today,
        Tense::Future => *day >= today,
        _ => true,
    };
    days.filter(fits).min_by_key(|d| (d.number() - today.number()).abs())
}

/// Rule `time/date`: a day of a month, in words or digits: "27 July 2016", "the ninth of September last", 2016-07-27.
/// Where no year is said, it is the one that fits the tense and the day of publication. Tables: months, hijri, numbers,
/// timewords.
pub(super) fn read(finder: &Finder<'_, '_, '_>, i: usize) -> Option<Found> {
    // "the day of the 15th of July", "the date 15/7".
    let head = finder.word(i, |w| (w == TimeWord::Unit(Unit::Day, Count::One)).then_some(()));
    let at = head.map_or(i, |(hit, ())| hit.end);
    let found =
        |end, cut, when, anchored| Found { first: i, end, cut, when, modifier: None, anchored, rule: "time/date" };
    if let Some(date) = finder.date(at) {
        let sure = date.sure
            || head.is_some()
            || finder.behind(i, |w| matches!(w, TimeWord::In | TimeWord::Since | TimeWord::Until));
        let slash = finder.doc.written(i + 1) == "/";
        let cut = head.map_or(date.cut, |(hit, ())| hit.cut);
        return (sure && (date.sure || slash || head.is_some()))
            .then(|| found(date.end, cut, date.when, date.anchored));
    }
    // "on day 27": the day of that number nearest to publication.
    let (hit, ()) = head?;
    let day = counts::whole(finder.doc, at).filter(|d| (1..=31).contains(d))?;
    let next_free = !finder.doc.is_word(at + 1) || !finder.doc.together(at + 1, at);
    let today = finder.today().filter(|_| next_free)?;
    let days = (-1..=1).filter_map(|m| {
        let month = Day { day: 1, ..today }.plus_months(m);
        Day::new(month.year, month.month, day as u8)
    });
    let day = pick(days, today, finder.tense(i, at + 1))?;
    Some(found(at + 1, hit.cut, When::Day(day), true))
}
