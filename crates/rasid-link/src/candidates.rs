//! Which reports can belong together: an index of words by half a week.
//!
//! A report is compared only with those of the days around it, and among those only with the ones that
//! share a word, so that the work does not grow with the archive.

use crate::features::{Alike, Features, Word};
use crate::frequencies::Term;
use crate::stretches::{File, Key, Stretches};
use rustc_hash::FxHashMap;
use std::ops::RangeInclusive;

/// A report that has a word, with the weights of the word in it.
type Posting = (u32, Alike);

/// The index, by number of the half of a week.
#[derive(Default)]
pub(crate) struct Index(pub Stretches<Half>);

/// Which reports of half a week have a word.
#[derive(Default)]
pub(crate) struct Half {
    packed: Packed,
    /// Reports that came after those that are packed.
    open: FxHashMap<Term, Vec<Posting>>,
    /// How many postings are open.
    waiting: usize,
}

/// The same in lists of just their length: a table of many small lists takes several times as much.
#[derive(Default)]
struct Packed {
    /// Ascending.
    terms: Vec<Term>,
    /// Where the postings of each term end.
    ends: Vec<u32>,
    postings: Vec<Posting>,
}

impl Packed {
    /// The reports that have the word, in the order in which they came.
    fn of(&self, term: Term) -> &[Posting] {
        let Ok(at) = self.terms.binary_search(&term) else { return &[] };
        let begin = if at == 0 { 0 } else { self.ends[at - 1] as usize };
        &self.postings[begin..self.ends[at] as usize]
    }
}

impl File for Half {
    fn add(&mut self, number: u32, report: &Features) {
        for Word { term, weights } in &report.words {
            // Half of all words are in one report of a half alone.
            self.open.entry(*term).or_insert_with(|| Vec::with_capacity(1)).push((number, *weights));
        }
        self.waiting += report.words.len();
    }

    /// Packs what is open, unless that is little beside what is packed already: so each posting is moved a few times
    /// only, in whatever order reports come.
    fn pack(&mut self) {
        let (postings, packed) = (self.waiting, self.packed.postings.len());
        if postings < packed || postings == 0 || u32::try_from(postings + packed).is_err() {
            return;
        }
        let mut terms: Vec<Term> = self.open.keys().chain(&self.packed.terms).copied().collect();
        terms.sort_unstable();
        terms.dedup();
        terms.shrink_to_fit();
        let mut all = Vec::with_capacity(postings + packed);
        let mut ends = Vec::with_capacity(terms.len());
        for term in &terms {
            // What is packed came first.
            all.extend_from_slice(self.packed.of(*term));
            all.extend(self.open.get(term).into_iter().flatten());
            ends.push(all.len() as u32);
        }
        *self = Half { packed: Packed { terms, ends, postings: all }, ..Half::default() };
    }

    fn len(&self) -> usize {
        self.waiting + self.packed.postings.len()
    }
}

impl Half {
    /// Adds to `around` how alike `report` and those of the half are.
    ///
    /// Words are in the same order in all reports, so that the sums of a pair are the same whichever of
    /// the two comes later.
    pub fn compare(&self, report: &Features, around: &mut Around) {
        let Around { near, sums } = around;
        for Word { term, weights } in &report.words {
            for (other, theirs) in self.packed.of(*term).iter().chain(self.open.get(term).into_iter().flatten()) {
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

    /// Forgets what was compared; `reports` is how many there are to compare with.
    pub fn clear(&mut self, reports: usize) {
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
        self.0.add(report.half(), number, report);
    }

    /// Compares `report` with those filed under `halves`; `reports` are all, and `around` is used again.
    pub fn compare(
        &mut self,
        report: &Features,
        halves: RangeInclusive<Key>,
        reports: &[Features],
        around: &mut Around,
    ) {
        around.clear(reports.len());
        self.0.reach(halves, reports).for_each(|half| half.compare(report, around));
    }
}
