//! Pairs gold records with found ones, each at most once.

use std::cmp::Reverse;

/// Pairs of indexes (gold, found), the fittest first.
///
/// `fit` says how well two records match, and zero where they do not. Of equal fits the pair wins
/// whose places in their lists are nearer to each other, then the later one; the judge decides the
/// same way, so this order is part of what the figures mean.
pub fn pair(gold: usize, found: usize, fit: impl Fn(usize, usize) -> f64) -> Vec<(usize, usize)> {
    let mut candidates: Vec<(f64, Reverse<usize>, usize, usize)> = (0..gold)
        .flat_map(|i| (0..found).map(move |j| (i, j)))
        .map(|(i, j)| (fit(i, j), Reverse(i.abs_diff(j)), i, j))
        .filter(|candidate| candidate.0 > 0.0)
        .collect();
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (b.1, b.2, b.3).cmp(&(a.1, a.2, a.3))));
    let (mut gold_taken, mut found_taken) = (vec![false; gold], vec![false; found]);
    candidates.retain(|&(_, _, i, j)| {
        let free = !gold_taken[i] && !found_taken[j];
        if free {
            (gold_taken[i], found_taken[j]) = (true, true);
        }
        free
    });
    candidates.into_iter().map(|(_, _, i, j)| (i, j)).collect()
}
