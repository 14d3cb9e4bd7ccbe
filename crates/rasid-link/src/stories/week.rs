//! The stories of one week.

use super::course::goes_on;
use crate::agglomerate::{Likeness, Standing, agglomerate};
use crate::candidates::{Around, Half};
use crate::events::Events;
use crate::features::{Features, Terms};
use crate::frequencies::Term;
use crate::graph::Sets;
use crate::moment::DAY;
use crate::stretches::File;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// How alike the centres of two groups must be.
const ALIKE: f64 = 0.19;
/// How much more alike two groups must be that both have several reports.
const BOTH_LARGE: f64 = 0.4;
/// From this size on groups are simply large.
const LARGE: f64 = 8.0;
/// Terms of a centre that are compared from week to week, the heaviest.
const CENTRE: usize = 40;
/// Reports that are grouped at once; a week with more is halved until each part has no more.
const LARGEST: usize = 2_000;

/// The reports of a week.
#[derive(Default)]
pub(super) struct Week {
    /// In the order of arrival.
    numbers: Vec<u32>,
    /// How alike each is to those before it; empty where that is not kept.
    alike: Vec<Vec<f32>>,
    /// The groups.
    pub clusters: Vec<Cluster>,
}

/// Reports of one story in a week.
pub(super) struct Cluster {
    /// Their numbers.
    pub reports: Box<[u32]>,
    /// What they are about. Most groups are one report, of which this is soon found again: theirs are not kept.
    centre: Option<Box<Centre>>,
}

/// What reports are about: a vector of length one, without its lightest terms.
type Centre = [(Term, f32)];

impl Week {
    /// Takes in report `number`, which is like others as `around` says.
    pub fn add(&mut self, number: u32, around: &Around) {
        let keeps = self.alike.len() == self.numbers.len();
        if keeps && self.numbers.len() < LARGEST {
            self.alike.push(self.numbers.iter().map(|&other| around.alike(other).whole).collect());
        } else {
            self.alike = Vec::new();
        }
        self.numbers.push(number);
    }

    /// How many numbers are kept to say how alike its reports are.
    pub fn kept(&self) -> usize {
        let reports = self.alike.len();
        reports * reports.saturating_sub(1) / 2
    }

    /// Forgets how alike its reports are, which is worked out again where it is asked for.
    pub fn forget(&mut self) {
        self.alike = Vec::new();
    }

    /// The last report that came to it.
    pub fn last(&self) -> Option<u32> {
        self.numbers.last().copied()
    }

    /// Groups the reports of the week, whose first minute is `begin`.
    pub fn group(&mut self, begin: i64, reports: &[Features], events: &Events) {
        let mut arrived: Vec<usize> = (0..self.numbers.len()).collect();
        arrived.sort_unstable_by(|&a, &b| {
            let order = |at: usize| reports[self.numbers[at] as usize].order();
            order(a).cmp(&order(b))
        });
        let mut parts = Vec::new();
        halve(&arrived, begin, begin + 7 * DAY, &|at| reports[self.numbers[at] as usize].minute, &mut parts);
        let old = std::mem::take(&mut self.clusters);
        let mut known: Centres = old.into_iter().filter_map(|c| Some((c.reports, c.centre?))).collect();
        let parts = parts.iter().map(|part| self.group_part(part, reports, events, &mut known)).collect();
        self.clusters = put_together(parts, reports);
    }

    /// Groups a part of the week: the reports that arrived at these places, in their order.
    fn group_part(&self, part: &[usize], reports: &[Features], events: &Events, known: &mut Centres) -> Vec<Cluster> {
        let numbers: Vec<u32> = part.iter().map(|&at| self.numbers[at]).collect();
        let mut likeness = Likeness::new(part.len());
        if self.alike.len() == self.numbers.len() {
            for (a, &at) in part.iter().enumerate() {
                for (b, &other) in part[..a].iter().enumerate() {
                    likeness.set(a, b, self.alike[at.max(other)][at.min(other)]);
                }
            }
        } else {
            compare_all(&numbers, reports, &mut likeness);
        }
        let told: Vec<usize> = numbers.iter().map(|&number| events.compared(number) as usize).collect();
        // The score of two groups is the cosine of the angle between their centres, made harder for large ones.
        let labels = agglomerate(likeness, &told, ALIKE, |group| Standing {
            share: 1.0 / group.within.sqrt(),
            ease: 1.0 / demand(group.size),
        });
        let mut clusters: Vec<Vec<u32>> = Vec::new();
        for (number, label) in numbers.into_iter().zip(labels) {
            if label == clusters.len() {
                clusters.push(Vec::new());
            }
            clusters[label].push(number);
        }
        // Most groups are what they were before.
        let cluster = |members: Vec<u32>| match known.remove(&*members) {
            Some(centre) => Cluster { reports: members.into(), centre: Some(centre) },
            None => Cluster::new(members, reports),
        };
        clusters.into_iter().map(cluster).collect()
    }
}

/// The centres of groups, by their reports.
type Centres = FxHashMap<Box<[u32]>, Box<Centre>>;

impl Cluster {
    fn new(members: Vec<u32>, reports: &[Features]) -> Self {
        Cluster { centre: (members.len() > 1).then(|| centre(&members, reports).into()), reports: members.into() }
    }

    /// What its reports are about.
    pub fn centre(&self, reports: &[Features]) -> Cow<'_, Centre> {
        self.centre.as_deref().map_or_else(|| centre(&self.reports, reports).into(), Cow::from)
    }
}

/// How many times more alike than a single report a group must be that joins one of this size. Of two
/// groups the lower demand counts: a single report is welcome everywhere.
pub(super) fn demand(size: f64) -> f64 {
    1.0 + BOTH_LARGE * size.min(LARGE).ln()
}

/// The groups of all parts, those that go on from one part to the next put together.
fn put_together(parts: Vec<Vec<Cluster>>, reports: &[Features]) -> Vec<Cluster> {
    if parts.len() == 1 {
        return parts.into_iter().flatten().collect();
    }
    let mut sets = Sets::new(parts.iter().map(Vec::len).sum());
    let mut start = 0;
    for pair in parts.windows(2) {
        let next = start + pair[0].len();
        goes_on(&pair[0], &pair[1], reports).into_iter().for_each(|(a, b)| sets.join(start + a, next + b));
        start = next;
    }
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); start + parts.last().map_or(0, Vec::len)];
    for (at, cluster) in parts.into_iter().flatten().enumerate() {
        members[sets.root(at)].extend(cluster.reports);
    }
    members.into_iter().filter(|members| !members.is_empty()).map(|members| Cluster::new(members, reports)).collect()
}

/// Cuts `arrived`, which are in order and lie between two minutes, into parts that can be grouped at once.
fn halve(arrived: &[usize], begin: i64, end: i64, minute: &impl Fn(usize) -> Option<i64>, parts: &mut Vec<Vec<usize>>) {
    if arrived.len() <= LARGEST {
        if !arrived.is_empty() {
            parts.push(arrived.to_vec());
        }
        return;
    }
    let middle = begin + (end - begin) / 2;
    let mut cut = arrived.partition_point(|&at| minute(at).is_some_and(|m| m < middle));
    if end - begin <= 1 || arrived.iter().all(|&at| minute(at).is_none()) {
        // One minute with so many reports, or no date: nothing is left to cut by but the identifiers.
        cut = arrived.len() / 2;
    }
    halve(&arrived[..cut], begin, middle, minute, parts);
    halve(&arrived[cut..], middle, end, minute, parts);
}

/// Compares all of `numbers` with one another.
fn compare_all(numbers: &[u32], reports: &[Features], likeness: &mut Likeness) {
    let (mut file, mut around) = (Half::default(), Around::default());
    for (a, &number) in numbers.iter().enumerate() {
        let report = &reports[number as usize];
        around.clear(a);
        file.compare(report, &mut around);
        for &b in &around.near {
            likeness.set(a, b as usize, around.alike(b).whole);
        }
        file.add(a as u32, report);
    }
}

/// The sum of all words of the reports, of length one; only the heaviest terms.
fn centre(members: &[u32], reports: &[Features]) -> Terms {
    let mut sums: FxHashMap<Term, f32> = FxHashMap::default();
    let mut terms: Terms = match members {
        [number] => reports[*number as usize].words.iter().map(|word| (word.term, word.weights.whole)).collect(),
        _ => {
            for word in members.iter().flat_map(|&number| &reports[number as usize].words) {
                *sums.entry(word.term).or_default() += word.weights.whole;
            }
            sums.into_iter().collect()
        }
    };
    // In one order, so that the sum below does not depend on that of a table.
    terms.sort_unstable_by_key(|(term, _)| *term);
    let length = terms.iter().map(|(_, w)| f64::from(*w).powi(2)).sum::<f64>().sqrt() as f32;
    if terms.len() > CENTRE {
        terms.select_nth_unstable_by(CENTRE, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        terms.truncate(CENTRE);
        terms.sort_unstable_by_key(|(term, _)| *term);
    }
    if length > 0.0 {
        terms.iter_mut().for_each(|(_, weight)| *weight /= length);
    }
    terms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_with_too_many_reports_is_cut_by_time_and_nothing_is_lost() {
        let minutes: Vec<Option<i64>> = (0..5_000).map(|n| Some(n * 2)).collect();
        let arrived: Vec<usize> = (0..minutes.len()).collect();
        let mut parts = Vec::new();
        halve(&arrived, 0, 7 * DAY, &|at| minutes[at], &mut parts);
        assert_eq!(parts.concat(), arrived);
        assert!(parts.iter().all(|part| part.len() <= LARGEST) && parts.len() > 2);
        for same in [Some(5), None] {
            let mut parts = Vec::new();
            halve(&arrived, 0, 7 * DAY, &|_| same, &mut parts);
            assert_eq!(parts.concat(), arrived);
            assert!(parts.iter().all(|part| part.len() <= LARGEST));
        }
    }
}
