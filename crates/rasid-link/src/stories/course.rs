//! How the stories of one week go on in another.
//!
//! A large group is continued by one large group at most, so that two stories which are mistaken for one
//! in some week do not become one for ever.

use super::week::{Cluster, Week, demand};
use crate::features::Features;
use crate::frequencies::Term;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// How alike the centres of groups of two weeks must be that have no report in common.
const ALIKE_ACROSS: f64 = 0.20;

/// What the groups of two weeks that overlap have to do with one another.
#[derive(Default)]
pub(super) struct Overlap {
    /// Groups of the first and of the second week that have most in common, seen from both.
    pub same: Vec<(usize, usize)>,
    /// Groups of the first week that lie mostly in one of the second, and how many reports of them.
    pub in_second: Vec<(usize, usize, usize)>,
    /// Groups of the second week that lie mostly in one of the first.
    pub in_first: Vec<(usize, usize, usize)>,
}

/// Compares two weeks by the reports that lie in both.
pub(super) fn overlap(first: &Week, second: &Week) -> Overlap {
    let mut places: FxHashMap<u32, usize> = FxHashMap::default();
    for (b, cluster) in second.clusters.iter().enumerate() {
        places.extend(cluster.reports.iter().map(|&number| (number, b)));
    }
    let mut both: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (a, cluster) in first.clusters.iter().enumerate() {
        for b in cluster.reports.iter().filter_map(|number| places.get(number)) {
            *both.entry((a, *b)).or_default() += 1;
        }
    }
    let best_of_first = best(first.clusters.len(), both.iter().map(|(&(a, b), &n)| (a, b, n)));
    let best_of_second = best(second.clusters.len(), both.iter().map(|(&(a, b), &n)| (b, a, n)));
    let mut overlap = Overlap::default();
    for (a, found) in best_of_first.iter().enumerate() {
        let Some(Best { other, shared, all }) = *found else { continue };
        if best_of_second[other].is_some_and(|back| back.other == a) {
            overlap.same.push((a, other));
        } else if 2 * shared > all {
            overlap.in_second.push((a, other, shared));
        }
    }
    for (b, found) in best_of_second.iter().enumerate() {
        let Some(Best { other, shared, all }) = *found else { continue };
        if best_of_first[other].is_none_or(|back| back.other != b) && 2 * shared > all {
            overlap.in_first.push((b, other, shared));
        }
    }
    overlap
}

/// With which group one has most reports in common.
#[derive(Clone, Copy)]
struct Best {
    other: usize,
    shared: usize,
    /// How many it has in common with all.
    all: usize,
}

/// The best partner of each of `n` groups, by triples of group, partner, and how much they share.
fn best(n: usize, pairs: impl Iterator<Item = (usize, usize, usize)>) -> Vec<Option<Best>> {
    let mut found: Vec<Option<Best>> = vec![None; n];
    for (group, other, shared) in pairs {
        let best = found[group].get_or_insert(Best { other, shared: 0, all: 0 });
        best.all += shared;
        if shared > best.shared {
            (best.other, best.shared) = (other, shared);
        }
    }
    found
}

/// Which groups go on in which, where the two have no report in common: those whose centres are most
/// alike, seen from both, and alike enough.
pub(super) fn goes_on(from: &[Cluster], into: &[Cluster], reports: &[Features]) -> Vec<(usize, usize)> {
    let mut postings: FxHashMap<Term, Vec<(usize, f32)>> = FxHashMap::default();
    for (b, cluster) in into.iter().enumerate() {
        for &(term, weight) in &*cluster.centre(reports) {
            postings.entry(term).or_default().push((b, weight));
        }
    }
    let demands: Vec<f64> = into.iter().map(|cluster| demand(cluster.reports.len() as f64)).collect();
    let mut best_of_from = vec![None; from.len()];
    let mut best_of_into = vec![(ALIKE_ACROSS, None); into.len()];
    let mut sums = vec![0.0_f64; into.len()];
    for (a, cluster) in from.iter().enumerate() {
        sums.iter_mut().for_each(|sum| *sum = 0.0);
        for (term, weight) in &*cluster.centre(reports) {
            for &(b, theirs) in postings.get(term).into_iter().flatten() {
                sums[b] += f64::from(*weight) * f64::from(theirs);
            }
        }
        let mine = demand(cluster.reports.len() as f64);
        let mut best = (ALIKE_ACROSS, None);
        for (b, theirs) in demands.iter().enumerate() {
            let score = sums[b] / theirs.min(mine);
            if score > best.0 {
                best = (score, Some(b));
            }
            if score > best_of_into[b].0 {
                best_of_into[b] = (score, Some(a));
            }
        }
        best_of_from[a] = best.1;
    }
    let pairs = best_of_from.into_iter().enumerate().filter_map(|(a, b)| Some((a, b?)));
    pairs.filter(|&(a, b)| best_of_into[b].1 == Some(a)).collect()
}
