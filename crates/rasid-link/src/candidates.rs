//! Which reports can belong together: an index of terms by day.
//!
//! A report is compared only with those of the days around it, and among those only with the ones that
//! share a term, so that the work does not grow with the archive.

use crate::features::{Features, Terms};
use crate::frequencies::Term;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// Which reports have a term, with its weight in each.
type Postings = FxHashMap<Term, Vec<(u32, f32)>>;

/// The terms of the reports of one day.
#[derive(Default)]
struct Day {
    whole: Postings,
    opening: Postings,
}

/// The index.
#[derive(Default)]
pub(crate) struct Index {
    /// Reports without a date are under `None`.
    days: BTreeMap<Option<i64>, Day>,
}

/// How alike one report is to those around it.
#[derive(Default)]
pub(crate) struct Around {
    /// Reports that share a term with it, ascending.
    pub near: Vec<u32>,
    whole: Vec<f32>,
    opening: Vec<f32>,
}

impl Around {
    /// How alike all words of it and of report `other` are.
    pub fn whole(&self, other: u32) -> f32 {
        self.whole[other as usize]
    }

    /// How alike what it opens with and what `other` opens with are.
    pub fn opening(&self, other: u32) -> f32 {
        self.opening[other as usize]
    }

    fn clear(&mut self, reports: usize) {
        for &other in &self.near {
            self.whole[other as usize] = 0.0;
            self.opening[other as usize] = 0.0;
        }
        self.near.clear();
        self.whole.resize(reports, 0.0);
        self.opening.resize(reports, 0.0);
    }
}

impl Index {
    /// Files report `number`.
    pub fn add(&mut self, number: u32, report: &Features) {
        let day = self.days.entry(report.day()).or_default();
        for (postings, terms) in [(&mut day.whole, &report.whole), (&mut day.opening, &report.opening)] {
            for &(term, weight) in terms {
                postings.entry(term).or_default().push((number, weight));
            }
        }
    }

    /// Compares `report` with those filed under `days`, of `reports` in all; `around` is used again.
    pub fn compare(&self, report: &Features, days: RangeInclusive<Option<i64>>, reports: usize, around: &mut Around) {
        around.clear(reports);
        for (_, day) in self.days.range(days) {
            add_up(&day.whole, &report.whole, &mut around.whole, &mut around.near);
            add_up(&day.opening, &report.opening, &mut around.opening, &mut around.near);
        }
        around.near.sort_unstable();
        around.near.dedup();
    }
}

/// Adds to `sums` the inner product with each report of `postings`, term after term: terms are in the
/// same order in all reports, so that the sum of a pair is the same whichever of the two comes later.
fn add_up(postings: &Postings, terms: &Terms, sums: &mut [f32], near: &mut Vec<u32>) {
    for (term, weight) in terms {
        for &(other, theirs) in postings.get(term).into_iter().flatten() {
            let sum = &mut sums[other as usize];
            if *sum == 0.0 {
                near.push(other);
            }
            *sum += weight * theirs;
        }
    }
}
