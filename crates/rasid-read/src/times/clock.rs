//! Clock times: "nine in the morning", "14:30 Greenwich time", "half past seven in the evening".

use super::finder::{Finder, Found};
use super::when::{Clock, When};
use crate::counts;
use rasid_lang::numbers::NumberWord;
use rasid_lang::tables::figures::FigureWord;
use rasid_lang::tables::times::{Count, Part, TimeWord, Unit};
use rasid_lang::{Kinds, Particle, Sense};
use rasid_text::TokenKind;

/// What the words of a clock time have said so far.
#[derive(Clone, Copy, Debug)]
struct Said {
    end: usize,
    cut: u8,
    hour: u32,
    minute: u32,
    second: Option<u32>,
    /// Whether digits with a colon, the word "hour", a part of the day or a zone make it sure.
    sure: bool,
}

/// Rule `time/clock`: an hour of the day: "nine in the morning", "14:30 Greenwich time", "half past seven". A number
/// alone is none: a part of the day, a zone, the word "hour" or a colon must make it sure. Tables: timewords, numbers.
pub(super) fn read(finder: &Finder<'_, '_, '_>, i: usize) -> Option<Found> {
    // "in the evening at seven": the part of the day may stand before the hour.
    let before = finder.word(i, day_part);
    let from = before.map_or(i, |(hit, _)| hit.end);
    let word = finder.word(from, |w| (w == TimeWord::Unit(Unit::Hour, Count::One)).then_some(()));
    let word = word.filter(|(hit, ())| finder.doc.is_definite(hit.first) && (from == i || hit.clitics.is_empty()));
    let at = word.map_or(from, |(hit, ())| hit.end);
    let mut said = face(finder, at)?;
    if let Some((hit, ())) = word {
        (said.cut, said.sure) = (hit.cut, true);
    }
    minutes(finder, &mut said);
    let mut part = part(finder, &mut said);
    if let Some((hit, early)) = before {
        if !said.sure {
            return None;
        }
        said.cut = hit.cut;
        part = part.or(Some(early));
    }
    let utc = zone(finder, &mut said);
    if part.is_none() && utc.is_none() && !said.sure {
        return None;
    }
    let hour = hour(said.hour, part)?;
    let clock = Clock {
        day: None,
        hour,
        minute: u8::try_from(said.minute).ok().filter(|m| *m < 60)?,
        second: said.second.and_then(|s| u8::try_from(s).ok()),
        utc: utc == Some(true),
    };
    let mut out = Found {
        first: i,
        end: said.end,
        cut: said.cut,
        when: When::Clock(clock),
        modifier: None,
        anchored: false,
        rule: "time/clock",
    };
    with_day(finder, &mut out, clock);
    Some(out)
}

/// The hour and what stands in digits with it.
fn face(finder: &Finder<'_, '_, '_>, i: usize) -> Option<Said> {
    let doc = finder.doc;
    if let Some(hour) = counts::whole(doc, i) {
        let mut said = Said { end: i + 1, cut: 0, hour, minute: 0, second: None, sure: false };
        let part = |at: usize| {
            let tight = doc.written(at) == ":"
                && doc.tokens.get(at + 1).is_some_and(|t| !t.spaced && t.kind == TokenKind::Number);
            counts::whole(doc, at + 1).filter(|m| tight && *m < 60 && doc.digits(at + 1).len() == 2)
        };
        if let Some(minute) = part(i + 1) {
            (said.minute, said.end, said.sure) = (minute, i + 3, true);
            if let Some(second) = part(i + 3) {
                (said.second, said.end) = (Some(second), i + 5);
            }
        } else if hour > 99 {
            // 0900, 1430: hours and minutes in one.
            let four = doc.digits(i).len() >= 3;
            (said.hour, said.minute) = (hour / 100, hour % 100);
            if !four || hour > 2359 || !zoned(finder, i + 1) {
                return None;
            }
        }
        return (said.hour <= 24).then_some(said);
    }
    // 10,00 as agencies write it.
    if let Some((hour, minute)) = doc.digits(i).split_once([',', '.'])
        && let (Ok(hour), Ok(minute), 2) = (hour.parse::<u32>(), minute.parse::<u32>(), minute.len())
        && hour <= 24
        && minute < 60
    {
        return Some(Said { end: i + 1, cut: 0, hour, minute, second: None, sure: false });
    }
    // Ordinals of the feminine are hours; number words only behind "the hour".
    let cut = if doc.clitics(i).is_empty() { 0 } else { doc.cut(i) };
    if let Some((hour, end)) = counts::ordinal_at(doc, i).filter(|(h, _)| *h <= 12 && doc.is_definite(i)) {
        return Some(Said { end, cut, hour: u32::from(hour), minute: 0, second: None, sure: false });
    }
    let count = counts::number_at(doc, i).filter(|c| !c.number.digits && (1.0..=12.0).contains(&c.number.value))?;
    let hour_before = i > 0 && finder.unit(i - 1).is_some_and(|(_, u, _)| u == Unit::Hour) && doc.is_definite(i - 1);
    hour_before.then_some(Said {
        end: count.end,
        cut: count.cut,
        hour: count.number.value as u32,
        minute: 0,
        second: None,
        sure: true,
    })
}

/// Whether a part of the day or a zone follows, so that bare digits are a clock time.
fn zoned(finder: &Finder<'_, '_, '_>, i: usize) -> bool {
    finder
        .inner(i, |w| {
            matches!(w, TimeWord::PartAdverb(_) | TimeWord::Part(_) | TimeWord::Utc | TimeWord::LocalTime).then_some(())
        })
        .is_some()
        || finder
            .doc
            .hits_of(i, Kinds::TIME_LINK)
            .iter()
            .any(|h| matches!(h.sense, Sense::TimeLink(TimeWord::Utc | TimeWord::LocalTime)))
}

/// "and a half", "and 20 minutes", "less a quarter".
fn minutes(finder: &Finder<'_, '_, '_>, said: &mut Said) {
    let doc = finder.doc;
    let less = finder.link(said.end, TimeWord::Less);
    let at = less.unwrap_or(said.end);
    let part = doc.hits_of(at, Kinds::FIGURE).iter().find_map(|h| match h.sense {
        Sense::Figure(FigureWord::Number(NumberWord::Part(p))) if h.clitics.and || less.is_some() => {
            Some((h.end, (p * 60.0).round() as u32))
        }
        _ => None,
    });
    let and = doc.is_and(at) || doc.clitics(at).and;
    // "half past eight" with the article is a clock time even without the word for hour.
    said.sure |= part.is_some() && doc.is_definite(at);
    let sure = said.sure;
    let counted = || {
        let from = at + doc.is_and(at) as usize;
        let count = counts::number_at(doc, from).filter(|_| and || less.is_some())?;
        let word = finder.link(count.end, TimeWord::Minutes);
        let fits = count.number.value < 60.0 && count.number.value.fract() == 0.0;
        // Without the word, only what is sure to be a clock time takes more numbers.
        // "between 9 and 11": digits are minutes only with their word.
        if word.is_none() && count.number.digits {
            return None;
        }
        let end = word.unwrap_or(count.end);
        let in_part = || finder.inner(finder.link(end, TimeWord::In).unwrap_or(end), day_part).is_some();
        (fits && (word.is_some() || sure || in_part())).then_some((end, count.number.value as u32))
    };
    let Some((end, minute)) = part.or_else(counted) else { return };
    said.end = finder.link(end, TimeWord::Minutes).unwrap_or(end);
    if less.is_some() {
        said.hour = if said.hour <= 1 { said.hour + 11 } else { said.hour - 1 };
        said.minute = 60 - minute;
    } else {
        said.minute = minute;
    }
    said.sure |= less.is_some();
}

fn day_part(word: TimeWord) -> Option<Part> {
    match word {
        TimeWord::PartAdverb(part) | TimeWord::Part(part) => Some(part),
        _ => None,
    }
}

/// The part of the day behind the hour.
fn part(finder: &Finder<'_, '_, '_>, said: &mut Said) -> Option<Part> {
    let from = finder.link(said.end, TimeWord::Of).or_else(|| finder.link(said.end, TimeWord::In)).unwrap_or(said.end);
    let (end, part) = finder.inner(from, day_part)?;
    // A day behind the part belongs to it; the day rule reads both.
    if finder.inner(end, |w| matches!(w, TimeWord::Weekday(_) | TimeWord::Day(_)).then_some(())).is_none() {
        said.end = end;
    }
    Some(part)
}

/// The zone behind the time: whether it is Greenwich.
fn zone(finder: &Finder<'_, '_, '_>, said: &mut Said) -> Option<bool> {
    let bracket = (finder.doc.written(said.end) == "(") as usize;
    let (hit, utc) = finder.word(said.end + bracket, |w| match w {
        TimeWord::Utc => Some(true),
        TimeWord::LocalTime => Some(false),
        _ => None,
    })?;
    if bracket == 1 && finder.doc.written(hit.end) != ")" {
        return None;
    }
    said.end = hit.end + bracket;
    if !utc {
        said.end = place(finder, said.end);
    }
    Some(utc)
}

/// The place whose time it is: "local time in Damascus", "Jerusalem time".
fn place(finder: &Finder<'_, '_, '_>, i: usize) -> usize {
    let doc = finder.doc;
    let noun = doc.any_particle(i, &[Particle::PlaceNoun]) || doc.clitics(i).to && !doc.hits(i).is_empty();
    let at = i + (noun && doc.any_particle(i, &[Particle::PlaceNoun])) as usize;
    let named = doc
        .hits(at)
        .iter()
        .filter(|h| matches!(h.sense, Sense::Place(_) | Sense::Actor(..)) && !h.clitics.and)
        .map(|h| h.end)
        .max();
    named.unwrap_or(i)
}

/// The hour of the day from 0 to 23.
fn hour(hour: u32, part: Option<Part>) -> Option<u8> {
    let hour = u8::try_from(hour).ok().filter(|h| *h <= 24)?;
    Some(match (part, hour) {
        (_, 24) => 0,
        (None, h) => h,
        (Some(_), h @ 13..) => h,
        (Some(Part::Dawn | Part::Morning), 12) => 0,
        (Some(Part::Dawn | Part::Morning), h) => h,
        (Some(Part::Noon), h @ 10..=12) => h,
        (Some(Part::Afternoon), 12) => 12,
        (Some(Part::Noon | Part::Afternoon), h) => h + 12,
        // After midnight the night is called by its small hours.
        (Some(Part::Night | Part::Midnight), 12) => 0,
        (Some(Part::Night | Part::Midnight), h @ 0..=4) => h,
        (Some(Part::Evening), 12) => 0,
        (Some(_), h) => h + 12,
    })
}

/// A day right behind the time, or behind "of", is one expression with it.
fn with_day(finder: &Finder<'_, '_, '_>, out: &mut Found, clock: Clock) {
    let at = finder.link(out.end, TimeWord::Of).unwrap_or(out.end);
    let day = super::days::read(finder, at).or_else(|| super::absolute::read(finder, at));
    if let Some(found) = day.filter(|f| f.cut == 0)
        && let When::Day(day) = found.when
    {
        out.end = found.end;
        out.anchored = found.anchored;
        let mut said = Said { end: found.end, cut: 0, hour: 0, minute: 0, second: None, sure: true };
        let utc = clock.utc || zone(finder, &mut said) == Some(true);
        out.end = said.end;
        out.when = When::Clock(Clock { day: Some(day), utc, ..clock });
    }
}

/// Rule `time/midnight`: midnight, or noon, by itself, without an hour. Tables: timewords.
pub(super) fn midnight(finder: &Finder<'_, '_, '_>, i: usize) -> Option<Found> {
    let (hit, part) = finder.word(i, |w| match w {
        TimeWord::Part(part @ (Part::Midnight | Part::Noon)) => Some(part),
        _ => None,
    })?;
    let doc = finder.doc;
    let phrase = part == Part::Midnight || hit.end > i + 1;
    let fits = phrase || (doc.is_definite(i) && finder.after_preposition(i));
    if !fits {
        return None;
    }
    let hour = if part == Part::Midnight { 0 } else { 12 };
    let clock = Clock { day: None, hour, minute: 0, second: None, utc: false };
    Some(Found {
        first: i,
        end: hit.end,
        cut: hit.cut,
        when: When::Clock(clock),
        modifier: None,
        anchored: false,
        rule: "time/midnight",
    })
}
