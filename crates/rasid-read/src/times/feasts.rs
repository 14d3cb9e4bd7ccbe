//! Feasts: by their calendar, in the year that is said or nearest to publication.

use super::absolute::pick;
use super::finder::{Finder, Found};
use super::tense::Tense;
use super::when::When;
use crate::counts;
use rasid_lang::calendar::Day;
use rasid_lang::tables::times::{Feast, TimeWord};
use rasid_record::TimeMod;

/// Rule `time/feast`: a feast by its own calendar, in the year that is said or nearest to publication. The moon
/// decides, so that what is computed is approximate. Tables: timewords, hijri, numbers.
pub(super) fn read(finder: &Finder<'_, '_, '_>, i: usize) -> Option<Found> {
    let head = finder.word(i, |w| (w == TimeWord::FeastHead).then_some(()));
    let nth = head.is_none().then(|| counts::ordinal_at(finder.doc, i)).flatten();
    let at = match (head, nth) {
        (Some((hit, ())), _) => hit.end,
        // "the second day of the feast"
        (None, Some((_, end))) => {
            let day = finder.unit(end).map_or(end, |(end, ..)| end);
            finder.skip(day, TimeWord::FeastHead)
        }
        (None, None) => i,
    };
    let at = if at > i { finder.skip(at, TimeWord::Of) } else { at };
    let (hit, feast) = finder.word(at, |w| match w {
        TimeWord::Feast(feast) => Some(feast),
        _ => None,
    })?;
    if at > i && !hit.clitics.is_empty() {
        return None;
    }
    let cut = if at > i { finder.doc.cut(i) } else { hit.cut };
    let mut end = hit.end;
    let year = counts::whole(finder.doc, end).filter(|y| (1300..2101).contains(y));
    let (after, _) = if year.is_some() { (end + 1, ()) } else { (finder.year_of(end).0, ()) };
    end = after;
    let day = match feast {
        Feast::Last => finder.last_feast,
        _ => day_of(finder, feast, year, i, end),
    };
    let first = first_of(nth);
    let when = day.map_or(When::Open, |d| When::Day(d.plus(first)));
    // The moon decides: what is computed may be a day off.
    let moon = matches!(feast, Feast::Hijri(..) | Feast::Last) && day.is_some();
    Some(Found {
        first: i,
        end,
        cut,
        when,
        modifier: moon.then_some(TimeMod::Approx),
        anchored: day.is_some() && year.is_none(),
        rule: "time/feast",
    })
}

/// Days after the first day of the feast.
fn first_of(nth: Option<(u8, usize)>) -> i64 {
    nth.map_or(0, |(n, _)| i64::from(n) - 1)
}

fn day_of(finder: &Finder<'_, '_, '_>, feast: Feast, year: Option<u32>, first: usize, end: usize) -> Option<Day> {
    let hijri = finder.doc.lexicon.hijri();
    let tense = || match finder.tense(first, end) {
        Tense::Present => Tense::Unknown,
        tense => tense,
    };
    match (feast, year) {
        (Feast::Hijri(month, day), Some(year @ 1300..=1500)) => hijri.day(year as i32, month, day),
        (Feast::Hijri(month, day), Some(year)) => {
            let middle = Day::new(year as i32, 7, 1)?;
            let this = hijri.year_of(middle)?;
            (this - 1..=this + 1).filter_map(|y| hijri.day(y, month, day)).find(|d| d.year == year as i32)
        }
        (Feast::Hijri(month, day), None) => {
            let today = finder.today()?;
            let this = hijri.year_of(today)?;
            let near = (this - 1..=this + 1).filter_map(|y| hijri.day(y, month, day));
            pick(near.filter(|d| (d.number() - today.number()).abs() < 300), today, near_tense(tense()))
        }
        (Feast::Gregorian(month, day), Some(year)) => Day::new(year as i32, month, day),
        (Feast::Gregorian(month, day), None) => {
            let today = finder.today()?;
            let days = (today.year - 1..=today.year + 1).filter_map(|y| Day::new(y, month, day));
            pick(days, today, near_tense(tense()))
        }
        (Feast::Last | Feast::Unknown, _) => None,
    }
}

/// A feast is named when it is near: what was said of it matters less than how far it is.
fn near_tense(_: Tense) -> Tense {
    Tense::Unknown
}
