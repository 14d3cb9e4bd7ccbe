//! Which reports can belong together: an index of words by half a week.
//!
//! A report is compared only with those of the days around it, and among those only with the ones that
//! share a word, so that the work does not grow with the archive.

use crate::features::{Alike, Features, Word};
use crate::frequencies::Term;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// Which reports have a word, with its weights in each.
type Postings = FxHashMap<Term, Vec<(u32, Alike)>>;

/// The index.
#[derive(Default)]
pub(crate) struct Index {
    /// By number of the half of a week; reports without a date are under `None`.
    halves: BTreeMap<Option<i64>, Postings>,
}

/// How alike one report is to those around it.
#[derive(Default)]
pub(crate) struct Around {
    /// Reports that share a word with it.
    pub near: Vec<u32>,
    sums: Vec<Alike>,
}

impl Around {
    /// How alike it and report `other` are.
    pub fn alike(&self, other: u32) -> Alike {
        self.sums[other as usize]
    }

    fn clear(&mut self, reports: usize) {
        for &other in &self.near {
            self.sums[other as usize] = Alike::default();
        }
        self.near.clear();
        self.sums.resize(reports, Alike::default());
    }
}

impl Index {
    /// Files report `number`.
    pub fn add(&mut self, number: u32, report: &Features) {
        let postings = self.halves.entry(report.half()).or_default();
        for Word { term, weights } in &report.words {
            // Half of all words are in one report of a half alone.
            postings.entry(*term).or_insert_with(|| Vec::with_capacity(1)).push((number, *weights));
        }
    }

    /// Compares `report` with those filed under `halves`, of `reports` in all; `around` is used again.
    ///
    /// Words are in the same order in all reports, so that the sums of a pair are the same whichever of
    /// the two comes later.
    pub fn compare(&self, report: &Features, halves: RangeInclusive<Option<i64>>, reports: usize, around: &mut Around) {
        around.clear(reports);
        let Around { near, sums } = around;
        for (_, postings) in self.halves.range(halves) {
            for Word { term, weights } in &report.words {
                for (other, theirs) in postings.get(term).into_iter().flatten() {
                    let sum = &mut sums[*other as usize];
                    if sum.whole == 0.0 {
                        near.push(*other);
                    }
                    sum.whole += weights.whole * theirs.whole;
                    sum.opening += weights.opening * theirs.opening;
                }
            }
        }
    }
}
