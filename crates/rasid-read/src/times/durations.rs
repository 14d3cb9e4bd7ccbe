//! Lengths of time: "48 hours", "two months", "the last sixteen days", "more than a year",
//! "days" behind a preposition.

use super::finder::{Finder, Found, unit_of};
use super::when::When;
use crate::counts::{self, Count as Number};
use rasid_lang::numbers::NumberWord;
use rasid_lang::tables::figures::{Bound, FigureWord};
use rasid_lang::tables::times::{Count, Edge, TimeWord, Unit};
use rasid_lang::{Kinds, Sense};
use rasid_record::TimeMod;

/// A length as its words say it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Length {
    /// One past its last token.
    pub end: usize,
    /// Folded bytes of its first token that do not belong to it.
    pub cut: u8,
    /// How many, where that is said.
    pub count: Option<f64>,
    /// The unit.
    pub unit: Unit,
    /// A second, smaller length joined to it.
    pub more: Option<(f64, Unit)>,
    /// Whether it is rough.
    pub rough: bool,
    /// Whether a direction (last, next) fixes it to the day of publication.
    pub directed: bool,
    /// Whether a number or a word of completeness stands with it; a bare unit is none.
    pub stated: bool,
}

impl Length {
    /// What it means.
    pub fn when(&self) -> When {
        match self.count {
            Some(count) if self.unit != Unit::Span => When::Length(count, self.unit, self.more),
            _ => When::OpenLength,
        }
    }
}

impl Finder<'_, '_, '_> {
    /// The length at token `i`, bounds before and behind it included.
    pub(super) fn length(&self, i: usize) -> Option<Length> {
        let bound = self.bound(i);
        let at = bound.map_or(i, |(end, ..)| end);
        let mut length = self.core(at).filter(|l| at == i || l.cut == 0)?;
        if let Some((_, cut, _)) = bound {
            (length.cut, length.rough) = (cut, true);
            // "more than a year" is a length though the year stands bare.
            length.stated |= length.count.is_some();
        }
        self.trailing(&mut length);
        Some(length)
    }

    /// A word that bounds the length behind it, and its cut.
    fn bound(&self, i: usize) -> Option<(usize, u8, Bound)> {
        self.doc
            .longest_of(i, Kinds::FIGURE, |h| match h.sense {
                Sense::Figure(FigureWord::Bound(bound)) => Some(bound),
                _ => None,
            })
            .map(|(hit, bound)| (hit.end, hit.cut, bound))
    }

    fn core(&self, i: usize) -> Option<Length> {
        self.counted(i).or_else(|| self.by_form(i)).or_else(|| self.counted_behind(i))
    }

    /// "30 days", "half an hour", "a few months".
    fn counted(&self, i: usize) -> Option<Length> {
        let plain = Length {
            end: i,
            cut: 0,
            count: None,
            unit: Unit::Day,
            more: None,
            rough: false,
            directed: false,
            stated: true,
        };
        if let Some(number) = counts::number_at(self.doc, i) {
            let (end, unit, _) = self.unit(number.end)?;
            // An attributive number belongs to the noun before it.
            let vague = number.number.vague;
            let mut length = Length { end, cut: number.cut, unit, rough: vague, ..plain };
            length.count = (!vague).then_some(number.number.value);
            return Some(self.joined(self.half(length)));
        }
        // "half an hour": the part is no number without a scale.
        let (hit, part) = self
            .doc
            .longest_of(i, Kinds::FIGURE, |h| match h.sense {
                Sense::Figure(FigureWord::Number(NumberWord::Part(part))) => Some(part),
                _ => None,
            })
            .map(|(hit, part)| (*hit, part))?;
        let (end, unit, Count::One) = self.unit(hit.end)? else { return None };
        Some(Length { end, cut: hit.cut, count: Some(part), unit, ..plain })
    }

    /// "an hour", "two months", "days": the form says how many.
    fn by_form(&self, i: usize) -> Option<Length> {
        let (hit, (unit, count)) = self.word(i, unit_of)?;
        let definite = self.doc.is_definite(i);
        let number = match count {
            Count::One => Some(1.0),
            Count::Two => Some(2.0),
            Count::Many => None,
        };
        if definite
            && count == Count::Many
            && counts::number_at(self.doc, hit.end).is_some_and(|n| n.cut == 0 && n.definite)
        {
            return None;
        }
        let stated = count == Count::Two;
        let length = Length {
            end: hit.end,
            cut: hit.cut,
            count: number,
            unit,
            more: None,
            rough: false,
            directed: false,
            stated,
        };
        Some(if definite { length } else { self.joined(self.half(length)) })
    }

    /// "the last sixteen days": the number stands behind its noun.
    fn counted_behind(&self, i: usize) -> Option<Length> {
        let (hit, (unit, count)) = self.word(i, unit_of)?;
        let number: Number = counts::number_at(self.doc, hit.end).filter(|n| n.definite && n.cut == 0)?;
        (count == Count::Many && self.doc.is_definite(i)).then_some(Length {
            end: number.end,
            cut: hit.cut,
            count: Some(number.number.value),
            unit,
            more: None,
            rough: false,
            directed: false,
            stated: true,
        })
    }

    /// "and a half", "and a half of the year".
    fn half(&self, mut length: Length) -> Length {
        let part = self.doc.hits_of(length.end, Kinds::FIGURE).iter().find_map(|h| match h.sense {
            Sense::Figure(FigureWord::Number(NumberWord::Part(part))) if h.clitics.and => Some((h.end, part)),
            _ => None,
        });
        if let (Some((end, part)), Some(count)) = (part, length.count) {
            (length.end, length.count, length.stated) = (end, Some(count + part), true);
            if let Some((end, unit, Count::One)) = self.unit(end)
                && unit == length.unit
            {
                length.end = end;
            }
        }
        length
    }

    /// "a month and 21 days".
    fn joined(&self, mut length: Length) -> Length {
        let and = self.doc.is_and(length.end);
        let at = length.end + (and || self.doc.is_comma(length.end)) as usize;
        let next = match counts::number_at(self.doc, at) {
            Some(n) if (at > length.end || self.doc.clitics(at).and) && !n.number.vague => {
                self.unit(n.end).map(|(end, unit, _)| (end, n.number.value, unit))
            }
            None if at == length.end || and => self.word(at, unit_of).and_then(|(hit, (unit, count))| {
                let many = match count {
                    Count::One => 1.0,
                    Count::Two => 2.0,
                    Count::Many => return None,
                };
                ((hit.clitics.and || and) && !hit.clitics.is_preposition() && !self.doc.is_definite(at))
                    .then_some((hit.end, many, unit))
            }),
            _ => None,
        };
        if let Some((end, count, unit)) = next
            && unit != length.unit
            && length.more.is_none()
            && length.count.is_some()
        {
            (length.end, length.more, length.stated) = (end, Some((count, unit)), true);
        }
        length
    }

    /// Words behind a length that belong to it.
    fn trailing(&self, length: &mut Length) {
        loop {
            if let Some((end, word)) =
                self.inner(length.end, |w| matches!(w, TimeWord::Whole | TimeWord::Few).then_some(w))
            {
                length.end = end;
                length.stated |= word == TimeWord::Whole && length.count.is_some();
                continue;
            }
            // "thirty days at least"
            if let Some((end, _, Bound::Least)) = self.bound(length.end) {
                (length.end, length.rough) = (end, true);
                continue;
            }
            let after =
                self.doc.hits(length.end).iter().find(|h| matches!(h.sense, Sense::Figure(FigureWord::BoundAfter(_))));
            if let Some(hit) = after.filter(|h| h.clitics.is_empty()) {
                (length.end, length.rough) = (hit.end, true);
                continue;
            }
            // A singular with a direction is a point, not a length.
            let fits = length.count != Some(1.0) || length.stated;
            match self.direction(length.end).filter(|_| fits && !length.directed) {
                Some((end, _)) => (length.end, length.directed) = (end, true),
                None => break,
            }
        }
    }
}

/// Rule `time/duration`: a length: "48 hours", "three months", "the last ten days". An age is none. Tables: timewords,
/// numbers.
pub(super) fn read(finder: &Finder<'_, '_, '_>, i: usize) -> Option<Found> {
    let found = |length: &Length, cut| Found {
        first: i,
        end: length.end,
        cut,
        when: length.when(),
        modifier: length.rough.then_some(TimeMod::Approx),
        anchored: length.directed && finder.published.is_some(),
        rule: "time/duration",
    };
    // "the last 24 hours" with "last" before its noun.
    if let Some((hit, ())) = finder.word(i, |w| (w == TimeWord::Edge(Edge::End)).then_some(()))
        && let Some(length) = finder.length(hit.end).filter(|l| l.cut == 0 && l.count.is_some_and(|c| c > 1.0))
        && !finder.doc.is_definite(hit.end)
    {
        return Some(Found { anchored: finder.published.is_some(), ..found(&length, hit.cut) });
    }
    let length = finder.length(i)?;
    if is_age(finder, i, &length) {
        return None;
    }
    if nth_day(finder, i) {
        return None;
    }
    if length.stated || (length.count.is_none() && length.directed) {
        return Some(found(&length, length.cut));
    }
    // "all week": with the article only behind a word of extent.
    let definite = finder.doc.is_definite(i);
    let lasting = finder.behind(i, |w| w == TimeWord::Length);
    let bare = match length.count {
        Some(_) if definite => lasting,
        Some(_) => lasting || introduced(finder, i),
        None => !definite && introduced(finder, i) && !of_something(finder, &length),
    };
    let word = matches!(length.unit, Unit::Span | Unit::Second | Unit::Minute);
    (bare && !word).then(|| found(&length, length.cut))
}

/// "the hours of the truce": a plural that belongs to a noun behind it is no length.
fn of_something(finder: &Finder<'_, '_, '_>, length: &Length) -> bool {
    let doc = finder.doc;
    doc.is_word(length.end)
        && doc.is_definite(length.end)
        && doc.clitics(length.end).is_empty()
        && !doc.any_particle(length.end, &[rasid_lang::Particle::Relative])
}

/// Whether a word before token `i` makes a bare unit a length.
fn introduced(finder: &Finder<'_, '_, '_>, i: usize) -> bool {
    use TimeWord::*;
    // The word for ten years is also a verbal noun ("to hold a meeting").
    let decade = finder.word(i, unit_of).is_some_and(|(_, (unit, _))| unit >= rasid_lang::tables::times::Unit::Decade);
    finder.behind(i, |w| matches!(w, Since | Within | Length | After | Before)) || (finder.doc.clitics(i).to && !decade)
}

/// An age: behind a word for age, or in brackets by itself behind a name.
fn is_age(finder: &Finder<'_, '_, '_>, i: usize, length: &Length) -> bool {
    let doc = finder.doc;
    if length.unit != Unit::Year {
        return false;
    }
    let age =
        |at: usize| doc.hits_of(at, Kinds::TIME_LINK).iter().any(|h| matches!(h.sense, Sense::TimeLink(TimeWord::Age)));
    let before = (i.saturating_sub(2)..i).any(|at| doc.together(at, i) && age(at));
    let bracketed = i > 0 && doc.written(i - 1) == "(" && doc.written(length.end) == ")";
    let behind =
        doc.hits_of(length.end, Kinds::TIME_LINK).iter().any(|h| matches!(h.sense, Sense::TimeLink(TimeWord::Age)));
    before || bracketed || behind
}

/// "the fifth day running" is read by its own rule.
fn nth_day(finder: &Finder<'_, '_, '_>, i: usize) -> bool {
    finder.unit(i).is_some_and(|(end, _, count)| {
        count == Count::One && finder.doc.is_definite(i) && counts::ordinal_at(finder.doc, end).is_some()
    })
}

/// Rule `time/running`: the day, week or year that something has gone on for ("for the fifth day running") is a length
/// of so many. Tables: timewords, numbers.
pub(super) fn running(finder: &Finder<'_, '_, '_>, i: usize) -> Option<Found> {
    let (hit, (unit, count)) = finder.word(i, unit_of)?;
    if count != Count::One || !finder.doc.is_definite(i) {
        return None;
    }
    let (nth, after) = counts::ordinal_at(finder.doc, hit.end)?;
    let end = finder.link(after, TimeWord::Whole)?;
    let when = When::Length(f64::from(nth), unit, None);
    Some(Found { first: i, end, cut: hit.cut, when, modifier: None, anchored: false, rule: "time/running" })
}
