//! Months by name: two names of one month beside each other are one, a bare one is resolved from the
//! day of publication.

use super::finder::{Finder, Found};
use super::tense::Tense;
use super::when::When;
use super::years::YearOf;
use crate::counts;
use rasid_lang::calendar::Day;
use rasid_lang::tables::times::{Direction, Needs, TimeWord, Unit};

/// A month by name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Month {
    /// One past its last token.
    pub end: usize,
    /// Folded bytes of its first token that do not belong to it.
    pub cut: u8,
    /// Whether of the Hijri calendar.
    pub hijri: bool,
    /// 1 to 12.
    pub month: u8,
    /// What it needs beside it.
    pub needs: Needs,
    /// Whether "month" or a second name makes sure.
    pub sure: bool,
}

impl Finder<'_, '_, '_> {
    /// The month at token `i`: "the month of", its name, and a second name behind a stroke or
    /// in brackets.
    pub(super) fn month(&self, i: usize) -> Option<Month> {
        // The dual before two months is written like "monthly".
        let head =
            self.word(i, |w| matches!(w, TimeWord::Unit(Unit::Month, _) | TimeWord::Set(1, Unit::Month)).then_some(()));
        let at = head.map_or(i, |(hit, ())| hit.end);
        let (hit, (hijri, month, needs)) = self.word(at, |word| match word {
            TimeWord::Month { hijri, month, needs } => Some((hijri, month, needs)),
            _ => None,
        })?;
        let cut = match head {
            Some((head, ())) if hit.clitics.is_empty() => head.cut,
            Some(_) => return None,
            // A short name with a letter written to it is mostly another word.
            None if hit.clitics.is_preposition() && self.doc.folded(at).chars().count() < 4 => return None,
            None => hit.cut,
        };
        let mut out = Month { end: hit.end, cut, hijri, month, needs, sure: head.is_some() };
        if let Some(end) = self.second_name(&out) {
            (out.end, out.sure) = (end, true);
        }
        Some(out)
    }

    /// The end of a second name of the same month.
    fn second_name(&self, month: &Month) -> Option<usize> {
        // Two names side by side: "May Ayyar".
        let beside = self.inner(month.end, |word| match word {
            TimeWord::Month { hijri, month: m, .. } => (hijri == month.hijri && m == month.month).then_some(()),
            _ => None,
        });
        if let Some((end, ())) = beside {
            return Some(end);
        }
        let sign = self.doc.written(month.end);
        let bracket = matches!(sign, "(" | "[");
        if !bracket && !matches!(sign, "/" | "-" | "\u{2013}" | "\\") {
            return None;
        }
        let (end, ()) = self.inner(month.end + 1, |word| match word {
            TimeWord::Month { hijri, month: m, .. } => (hijri == month.hijri && m == month.month).then_some(()),
            _ => None,
        })?;
        if bracket {
            return matches!(self.doc.written(end), ")" | "]").then_some(end + 1);
        }
        Some(end)
    }

    /// The year of `month`, of the day `day` in it where one is said, from what is said and the
    /// day of publication; and whether that day was used. Tokens `first..end` are the expression.
    pub(super) fn resolve_month(
        &self,
        month: u8,
        day: Option<u8>,
        year: YearOf,
        first: usize,
        end: usize,
    ) -> (Option<i32>, bool) {
        if let YearOf::Exact(year) = year {
            return (Some(year), false);
        }
        if year == YearOf::Same {
            return (self.last.and_then(When::first_day).map(|d| d.year), self.last_anchored);
        }
        let Some(today) = self.today() else { return (self.inherited(month, first), false) };
        let this = today.year;
        // Where the month lies as seen from today, a day of the same month by the day.
        let order = |y: i32| (y, month, day.unwrap_or(today.day)).cmp(&(this, today.month, today.day));
        let year = match year {
            YearOf::Offset(offset) => this + offset,
            YearOf::Directed(Direction::This) => this,
            YearOf::Directed(Direction::Past | Direction::Last) => this - order(this).is_ge() as i32,
            YearOf::Directed(Direction::Next | Direction::Following) => this + order(this).is_le() as i32,
            YearOf::Exact(_) | YearOf::Same | YearOf::Unsaid => {
                match (self.inherited(month, first), self.plain_tense(first, end)) {
                    (Some(year), _) => return (Some(year), false),
                    (None, tense) => nearest(this, today, month, day, tense, self.verb_beside(first)),
                }
            }
        };
        (Some(year), true)
    }

    /// "from February 2016 until September": the year of the month before.
    fn inherited(&self, month: u8, first: usize) -> Option<i32> {
        let until = self.behind(first, |w| w == TimeWord::Until);
        let When::Month(year, before) = self.last.filter(|_| until)? else { return None };
        (!self.last_anchored).then_some(year + (month < before) as i32)
    }
}

/// The year of a month that the text gives without one, seen from `today`. A month that comes
/// next is that one even after a verb of the past, unless it stands right beside ("they had set a date in August"): whoever means
/// the one eleven months ago says so.
fn nearest(this: i32, today: Day, month: u8, day: Option<u8>, tense: Tense, verb_beside: bool) -> i32 {
    let ahead = (i32::from(month) - i32::from(today.month)).rem_euclid(12);
    let reach = match tense {
        Tense::Past if verb_beside => 0,
        Tense::Past => 1,
        Tense::Future => 11,
        _ => 3,
    };
    let coming = this + (month < today.month) as i32;
    // A day of this month that lies behind was, unless the clause looks forward to next year's.
    if ahead == 0 || ahead <= reach {
        return coming + (ahead == 0 && tense == Tense::Future && day.is_some_and(|d| d + 15 < today.day)) as i32;
    }
    coming - 1
}

/// Rule `time/month`: a month by name, with or without its year; two names of one month side by side are one. Where no
/// year is said, it is the one that fits the tense and the day of publication. Tables: months, timewords, numbers.
pub(super) fn read(finder: &Finder<'_, '_, '_>, i: usize) -> Option<Found> {
    let this = finder.word(i, |w| (w == TimeWord::This).then_some(())).map(|(hit, ())| hit);
    let at = this.map_or(i, |hit| hit.end);
    let month = finder.month(at)?;
    let cut = this.map_or(month.cut, |hit| hit.cut);
    let found = |end, when, anchored| Found { first: i, end, cut, when, modifier: None, anchored, rule: "time/month" };
    if month.hijri {
        let year = finder.hijri_year_of(month.end);
        let with_year = counts::whole(finder.doc, month.end).is_some();
        if !month.sure && year.is_none() && !with_year && !enough(finder, i, &month, false) {
            return None;
        }
        // A month of the moon is no month of the sun, so it has no value.
        let end = year.map_or_else(|| finder.year_of(month.end).0, |(end, _)| end);
        return Some(found(end, When::Open, false));
    }
    let (end, year) = finder.year_of(month.end);
    let year = if this.is_some() { YearOf::Directed(Direction::This) } else { year };
    if !month.sure && !enough(finder, i, &month, year != YearOf::Unsaid || this.is_some()) {
        return None;
    }
    let (year, anchored) = finder.resolve_month(month.month, None, year, i, end);
    let when = year.map_or(When::Open, |y| When::Month(y, month.month));
    Some(found(end, when, anchored))
}

/// Whether the words beside a month make it one.
fn enough(finder: &Finder<'_, '_, '_>, i: usize, month: &Month, beside: bool) -> bool {
    match month.needs {
        Needs::Nothing => true,
        Needs::Context => beside || finder.after_preposition(i) || finder.behind(i, |w| matches!(w, TimeWord::Edge(_))),
        Needs::Number => beside,
    }
}
