//! Years: written with the word "year", bare behind a preposition, or told from the day of
//! publication (last year).

use super::finder::{Finder, Found};
use super::when::When;
use crate::counts;
use rasid_lang::tables::figures::FigureWord;
use rasid_lang::tables::times::{Count, Direction, TimeWord, Unit};
use rasid_lang::{Kinds, Particle, Sense};

/// A year that belongs to a day or month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum YearOf {
    /// This one.
    Exact(i32),
    /// This many years from that of publication.
    Offset(i32),
    /// The day or month itself is last, next or this.
    Directed(Direction),
    /// That of the time spoken of last.
    Same,
    /// Not said.
    Unsaid,
}

/// Numbers that can be years in news.
const LIKELY: std::ops::RangeInclusive<u32> = 1800..=2100;
/// Years of the Hijri calendar that can stand in news.
const HIJRI: std::ops::RangeInclusive<u32> = 1300..=1500;

impl Finder<'_, '_, '_> {
    /// The year that follows a month or day at token `i`, with the end of its words.
    pub(super) fn year_of(&self, i: usize) -> (usize, YearOf) {
        // "of the year 2016", "of last year", "2016", "last".
        let of = self.skip(i, TimeWord::Of);
        let (at, hit) = match self.word(of, super::finder::unit_of) {
            Some((hit, (Unit::Year, Count::One))) if !hit.clitics.and && (hit.clitics.is_empty() || hit.clitics.to) => {
                (hit.end, true)
            }
            _ => (of, false),
        };
        if hit {
            if let Some((end, year)) = self.year_number(at) {
                return (self.era(end), YearOf::Exact(year));
            }
            if let Some((end, direction)) = self.direction(at) {
                return (end, offset(direction));
            }
            if let Some(end) = self.link(at, TimeWord::Same) {
                return (end, YearOf::Same);
            }
            if of > i && self.doc.is_definite(of) {
                return (at, YearOf::Offset(0));
            }
            return (i, YearOf::Unsaid);
        }
        if let Some(same) = self.link(of, TimeWord::SameBefore)
            && let Some((end, Unit::Year, Count::One)) = self.unit(same)
        {
            return (end, YearOf::Same);
        }
        if let Some(this) = self.link(of, TimeWord::This)
            && let Some((end, Unit::Year, Count::One)) = self.unit(this)
        {
            return (end, YearOf::Offset(0));
        }
        let comma = i + (self.doc.is_comma(i) && of == i) as usize;
        if let Some(year) = counts::whole(self.doc, comma).filter(|y| LIKELY.contains(y)) {
            return (self.era(comma + 1), YearOf::Exact(year as i32));
        }
        let words = if of > i { of } else { comma };
        if let Some((end, year)) = self.year_number(words).filter(|(_, y)| *y >= 1000) {
            return (end, YearOf::Exact(year));
        }
        if let Some((end, direction)) = self.direction(i) {
            return (end, YearOf::Directed(direction));
        }
        (i, YearOf::Unsaid)
    }

    /// A number that is a year where its words say so.
    fn year_number(&self, i: usize) -> Option<(usize, i32)> {
        if let Some(year) = counts::whole(self.doc, i) {
            return (year > 0 && year < 3000).then_some((i + 1, year as i32));
        }
        let count = counts::number_at(self.doc, i).filter(|c| !c.number.digits && c.cut == 0)?;
        let year = count.number.value;
        ((100.0..3000.0).contains(&year) && year.fract() == 0.0).then_some((count.end, year as i32))
    }

    /// The mark of the era behind a year.
    fn era(&self, i: usize) -> usize {
        self.skip(i, TimeWord::CeMark)
    }

    /// The Hijri year that follows a Hijri month or day, with the end of its words.
    pub(super) fn hijri_year_of(&self, i: usize) -> Option<(usize, i32)> {
        let of = self.skip(i, TimeWord::Of);
        let word = self.unit(of).filter(|(_, u, c)| *u == Unit::Year && *c == Count::One).map_or(of, |(end, ..)| end);
        let year = counts::whole(self.doc, word).filter(|y| HIJRI.contains(y))?;
        Some((self.skip(word + 1, TimeWord::HijriMark), year as i32))
    }
}

/// Rule `time/year`: a year with its word ("the year 2014"), or as a bare number behind a preposition or a noun where
/// it counts nothing. Tables: timewords, numbers, counted.
pub(super) fn read(finder: &Finder<'_, '_, '_>, i: usize) -> Option<Found> {
    let doc = finder.doc;
    let found = |end, cut, year| Found {
        first: i,
        end,
        cut,
        when: When::Year(year),
        modifier: None,
        anchored: false,
        rule: "time/year",
    };
    if let Some((hit, _)) =
        finder.word(i, |w| matches!(w, TimeWord::Unit(Unit::Year, Count::One | Count::Two)).then_some(()))
    {
        if let Some(year) = counts::whole(doc, hit.end).filter(|y| *y > 99 && *y < 3000) {
            let end = hit.end + 1;
            if HIJRI.contains(&year) && finder.link(end, TimeWord::HijriMark).is_some() {
                return Some(Found { when: When::Open, ..found(finder.skip(end, TimeWord::HijriMark), hit.cut, 0) });
            }
            return Some(found(finder.era(end), hit.cut, year as i32));
        }
        // Two years in words are no year: "two years and three months".
        let two = finder.unit(hit.first).is_some_and(|(_, _, count)| count == Count::Two);
        let (end, year) = finder.year_number(hit.end).filter(|_| !two)?;
        return Some(found(end, hit.cut, year));
    }
    let year = counts::whole(doc, i).filter(|y| LIKELY.contains(y) && is_four_digits(finder, i))?;
    bare(finder, i).then(|| found(finder.era(i + 1), 0, year as i32))
}

/// Rule `time/hijri-year`: a year of the Hijra by its mark alone ("1437 of the Hijra"); it has no value. Tables:
/// timewords.
pub(super) fn hijri(finder: &Finder<'_, '_, '_>, i: usize) -> Option<Found> {
    counts::whole(finder.doc, i).filter(|y| HIJRI.contains(y))?;
    let end = finder.link(i + 1, TimeWord::HijriMark)?;
    Some(Found { first: i, end, cut: 0, when: When::Open, modifier: None, anchored: false, rule: "time/hijri-year" })
}

fn is_four_digits(finder: &Finder<'_, '_, '_>, i: usize) -> bool {
    finder.doc.digits(i).len() == 4
}

/// Whether a bare number may be a year: it counts nothing, names nothing, and stands where a
/// year can stand.
fn bare(finder: &Finder<'_, '_, '_>, i: usize) -> bool {
    let doc = finder.doc;
    let next = i + 1;
    let same = doc.together(next, i);
    let counts_something = same
        && doc.hits_of(next, Kinds::FIGURE.with(Kinds::NATIONALITY)).iter().any(|h| {
            h.clitics.is_empty()
                && matches!(
                    h.sense,
                    Sense::Figure(
                        FigureWord::Counted(..) | FigureWord::Times | FigureWord::Percent | FigureWord::Number(_)
                    ) | Sense::Nationality(..)
                )
        });
    let unit = same && finder.unit(next).is_some();
    let sign = doc.written(next);
    let joined = same && !doc.tokens[next].spaced && matches!(sign, ":" | "%" | "/");
    let Some(before) = i.checked_sub(1).filter(|&b| doc.together(b, i)) else { return false };
    let label = doc.hits_of(before, Kinds::FIGURE).iter().any(|h| matches!(h.sense, Sense::Figure(FigureWord::Label)));
    let bound = (before.saturating_sub(2)..=before).any(|b| {
        doc.hits_of(b, Kinds::FIGURE)
            .iter()
            .any(|h| h.end == i && matches!(h.sense, Sense::Figure(FigureWord::Bound(_))))
    });
    if counts_something || unit || joined || label || bound {
        return false;
    }
    let prepositions = finder.behind(i, |w| {
        matches!(
            w,
            TimeWord::Since
                | TimeWord::In
                | TimeWord::Until
                | TimeWord::Before
                | TimeWord::After
                | TimeWord::Within
                | TimeWord::Of
        )
    });
    // Behind a preposition a plain noun may still be what is counted.
    if prepositions {
        return finder.behind(i, |w| matches!(w, TimeWord::Since))
            || !doc.is_word(next)
            || !same
            || !may_be_counted(finder, next);
    }
    let separator = matches!(doc.written(before), "-" | "\u{2013}" | "\u{2014}" | "/" | "\u{0640}\u{0640}" | "(");
    let range =
        (separator || doc.is_and(before)) && i > 1 && (counts::whole(doc, i - 2).is_some_and(|y| LIKELY.contains(&y)));
    let noun = doc.is_word(before) && !doc.is_and(before) && doc.hits(before).iter().all(|h| !is_grammar(&h.sense));
    (range || separator || noun) && (!same || !doc.is_word(next) || !may_be_counted(finder, next))
}

/// Whether the word at `i` may be the noun that a number before it counts.
fn may_be_counted(finder: &Finder<'_, '_, '_>, i: usize) -> bool {
    let doc = finder.doc;
    !doc.is_definite(i)
        && doc.clitics(i).is_empty()
        && !doc.hits(i).iter().any(|h| {
            matches!(
                h.sense,
                Sense::Particle(_)
                    | Sense::Verb(_)
                    | Sense::Cue(..)
                    | Sense::TimeLink(_)
                    | Sense::Time(_)
                    | Sense::Takes(..)
            )
        })
}

/// Whether a word is one of grammar, a verb or a number, behind which no bare year stands.
fn is_grammar(sense: &Sense) -> bool {
    let particle = |p: &Particle| !matches!(p, Particle::PlaceNoun | Particle::Modifier | Particle::GroupNoun);
    matches!(sense, Sense::Particle(p) if particle(p))
        || matches!(
            sense,
            Sense::Verb(_)
                | Sense::Takes(..)
                | Sense::Figure(FigureWord::Number(_) | FigureWord::Tally | FigureWord::To)
        )
}

/// How many years a direction leads from the year of publication.
fn offset(direction: Direction) -> YearOf {
    YearOf::Offset(match direction {
        Direction::Past | Direction::Last => -1,
        Direction::This => 0,
        Direction::Next | Direction::Following => 1,
    })
}
