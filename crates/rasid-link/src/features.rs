//! What linking keeps of a reading.

use crate::copies::Wording;
use crate::frequencies::{Frequencies, Term, term};
use crate::ids::Id;
use crate::moment::{self, DAY};
use rasid_record::{EventType, Reading};
use std::collections::BTreeMap;

/// Letters of the body in which an event's word says what the report is about.
const OPENING_LETTERS: usize = 180;

/// Terms with their weights, ascending by term.
pub(crate) type Terms = Vec<(Term, f32)>;

/// How alike two reports are, or what a word counts for that.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Alike {
    /// By all words.
    pub whole: f32,
    /// By what they open with.
    pub opening: f32,
}

/// A word of a report.
#[derive(PartialEq)]
pub(crate) struct Word {
    /// Its number.
    pub term: Term,
    /// Its weights in two vectors of length one.
    pub weights: Alike,
}

/// A report as linking sees it.
pub(crate) struct Features {
    /// Identifier of the report.
    pub id: Id,
    /// Number that stands for the outlet.
    pub outlet: Option<Term>,
    /// When it was published.
    pub minute: Option<i64>,
    /// All its words, ascending by term.
    pub words: Vec<Word>,
    /// The words of its title: a vector of length one.
    pub title: Terms,
    /// Numbers in it with the weight of each.
    pub numbers: Terms,
    /// Which types of events it opens with: a vector of length one.
    pub kinds: Vec<f32>,
    /// Its runs of words.
    pub wording: Wording,
}

impl Features {
    /// What linking keeps of `reading`.
    pub fn of(reading: &Reading, table: &Frequencies) -> Self {
        let report = &reading.report;
        let sketch = &reading.sketch;
        // A reading made elsewhere may have no opening; then all its words are one.
        let opening = if sketch.opening.is_empty() { &sketch.terms } else { &sketch.opening };
        let again = |count: f64| (1.0 + 2.0 * count).ln();
        let opens = |stem: &String| again(f64::from(opening.get(stem).copied().unwrap_or(0)));
        // Of a long text not all words are kept, but those it opens with are.
        let rest = opening.keys().filter(|stem| !sketch.terms.contains_key(*stem)).map(|stem| (stem, &1));
        let all = sketch.terms.iter().chain(rest);
        let whole = unit(weighted(all.map(|(stem, n)| (stem, 1.0 + f64::from((*n).max(1)).ln() + opens(stem))), table));
        let opening = unit(weighted(opening.keys().map(|stem| (stem, opens(stem))), table));
        let numbers =
            sketch.terms.keys().filter(|stem| stem.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b','));
        Features {
            id: report.id.as_str().into(),
            outlet: report.outlet.as_deref().map(term),
            minute: report.published.as_deref().and_then(moment::minute),
            words: words(&whole, &opening),
            title: unit(weighted(sketch.title.iter().map(|stem| (stem, 1.0)), table)),
            numbers: weighted(numbers.map(|stem| (stem, 1.0)), table),
            kinds: kinds(reading),
            wording: Wording::of(sketch),
        }
    }

    /// The order of reports: earlier first, those without a date last, then by identifier.
    pub fn order(&self) -> (i64, &str) {
        (self.minute.unwrap_or(i64::MAX), &self.id)
    }

    /// The half of a week in which it is filed; reports without a date have one of their own.
    pub fn half(&self) -> Option<i64> {
        self.day().map(moment::half_of)
    }

    /// The day on which it was published.
    pub fn day(&self) -> Option<i64> {
        self.minute.map(moment::day_of)
    }

    /// How alike two reports are.
    pub fn alike(&self, other: &Features) -> Alike {
        let (mut a, mut b) = (self.words.iter().peekable(), other.words.iter().peekable());
        let mut alike = Alike::default();
        while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
            let order = x.term.cmp(&y.term);
            if order.is_eq() {
                alike.whole += x.weights.whole * y.weights.whole;
                alike.opening += x.weights.opening * y.weights.opening;
            }
            if order.is_le() {
                a.next();
            }
            if order.is_ge() {
                b.next();
            }
        }
        alike
    }

    /// Whether two reports of one day have one text, as far as linking sees it.
    pub fn is_of_one_text(&self, other: &Features) -> bool {
        self.day() == other.day()
            && self.wording == other.wording
            && self.words == other.words
            && self.title == other.title
            && self.numbers == other.numbers
            && self.kinds == other.kinds
    }

    /// Hours between two reports. Those without a date may be a day apart from one another, and have
    /// nothing to do with those that have one.
    pub fn hours(&self, other: &Features) -> Option<f64> {
        match (self.minute, other.minute) {
            (Some(a), Some(b)) => Some(a.abs_diff(b) as f64 / 60.0),
            (None, None) => Some(DAY as f64 / 60.0),
            _ => None,
        }
    }
}

/// Words with their weights in both vectors; `opening` has no term that `whole` has not.
fn words(whole: &Terms, opening: &Terms) -> Vec<Word> {
    let mut opening = opening.iter().peekable();
    let word = |&(term, whole): &(Term, f32)| {
        let opening = opening.next_if(|(other, _)| *other == term).map_or(0.0, |(_, weight)| *weight);
        Word { term, weights: Alike { whole, opening } }
    };
    whole.iter().map(word).collect()
}

/// Terms with `amounts` times the weight of each.
fn weighted<'s>(amounts: impl Iterator<Item = (&'s String, f64)>, table: &Frequencies) -> Terms {
    let mut sums: BTreeMap<Term, f32> = BTreeMap::new();
    for (stem, amount) in amounts {
        let term = term(stem);
        *sums.entry(term).or_default() += amount as f32 * table.weight(term);
    }
    sums.into_iter().filter(|(_, weight)| *weight > 0.0).collect()
}

/// The same direction with length one.
fn unit(mut terms: Terms) -> Terms {
    let length = terms.iter().map(|(_, w)| f64::from(*w).powi(2)).sum::<f64>().sqrt();
    if length > 0.0 {
        terms.iter_mut().for_each(|(_, w)| *w = (f64::from(*w) / length) as f32);
    }
    terms
}

/// The inner product of two vectors of terms.
pub(crate) fn dot(a: &Terms, b: &Terms) -> f64 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.0.cmp(&y.0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += f64::from(x.1) * f64::from(y.1);
                (i, j) = (i + 1, j + 1);
            }
        }
    }
    sum
}

/// The sum of the weights, in `a`, of the terms that both have.
pub(crate) fn shared(a: &Terms, b: &Terms) -> f64 {
    let mine = a.iter().filter(|(term, _)| b.binary_search_by_key(term, |(t, _)| *t).is_ok());
    mine.map(|(_, w)| f64::from(*w)).sum()
}

/// Which types of events the report opens with.
fn kinds(reading: &Reading) -> Vec<f32> {
    let title = reading.report.title.as_deref().unwrap_or("").chars().count();
    let mut counts = vec![0_u32; EventType::ALL.len()];
    for event in reading.events.iter().filter(|e| (e.trigger.start as usize) < title + OPENING_LETTERS) {
        counts[event.kind as usize] += 1;
    }
    let mut kinds: Vec<f32> =
        counts.iter().map(|&n| if n == 0 { 0.0 } else { 1.0 + f64::from(n).ln() as f32 }).collect();
    let length = kinds.iter().map(|w| w * w).sum::<f32>().sqrt();
    if length > 0.0 {
        kinds.iter_mut().for_each(|w| *w /= length);
    }
    kinds
}
