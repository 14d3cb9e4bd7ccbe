//! Stories: the running affairs that events belong to.
//!
//! Within a week, groups of reports are merged whose centres are alike: the centre of a large story says
//! better than any one report what it is about, so that a report may join it which is like none of the
//! others much. Two groups that are both large must be more alike, since a wrong merger of them costs
//! most. From week to week a story goes on in the group that is most like it.
//!
//! A week is taken as a whole, so what is made of it does not depend on the order of its reports; and a
//! new report changes only its week and how that week is joined to the two beside it.

use crate::agglomerate::{Likeness, agglomerate};
use crate::candidates::{Around, Index};
use crate::events::Events;
use crate::features::{Features, Terms};
use crate::frequencies::Term;
use crate::graph::Sets;
use crate::moment::{self, DAY};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// How alike the centres of two groups must be.
const ALIKE: f64 = 0.19;
/// How alike the centres of groups of two weeks must be.
const ALIKE_ACROSS: f64 = 9;
/// How much more alike two groups must be that both have several reports.
const BOTH_LARGE: f64 = 0.4;
/// From this size on groups are simply large.
const LARGE: f64 = 8.0;
/// Terms of a centre that are compared across weeks, the heaviest.
const CENTRE: usize = 200;
/// Reports that are grouped at once; a week with more is halved until each part has no more.
const LARGEST: usize = 2_000;

/// A week by its number in [`moment::weeks_of`], or `None` for reports without a date.
type Week = Option<i64>;
/// A group, by its place in its week.
type Place = (Week, usize);

/// All stories.
#[derive(Default)]
pub(crate) struct Stories {
    weeks: BTreeMap<Week, Reports>,
    /// How groups go on: within a week that was cut into parts, and into the next.
    joins: BTreeMap<Week, Vec<(Place, Place)>>,
    /// For each report the one that stands for its story: the first of them.
    first: Vec<u32>,
    /// Weeks that must be made again.
    stale: FxHashSet<Week>,
}

/// The reports of a week.
#[derive(Default)]
struct Reports {
    /// In the order of arrival.
    numbers: Vec<u32>,
    /// How alike each is to those before it; empty where the week is too large to keep that.
    alike: Vec<Vec<f32>>,
    /// The groups, part by part.
    parts: Vec<Vec<Cluster>>,
}

/// Reports of one story in a part of a week.
struct Cluster {
    reports: Vec<u32>,
    centre: Terms,
}

impl Stories {
    /// Takes in report `number`, which is like others as `around` says.
    pub fn add(&mut self, number: u32, report: &Features, around: &Around) {
        self.first.push(number);
        for week in weeks_of(report) {
            self.weeks.entry(week).or_default().add(number, around);
            self.stale.insert(week);
        }
    }

    /// The report that stands for the story of report `number`.
    pub fn first(&self, number: u32) -> u32 {
        self.first[number as usize]
    }

    /// Makes the stories of weeks with new reports, and of those where events of reports `changed`.
    pub fn settle(&mut self, reports: &[Features], events: &Events, changed: &[u32]) {
        self.stale.extend(changed.iter().flat_map(|&n| weeks_of(&reports[n as usize])));
        if self.stale.is_empty() {
            return;
        }
        let stale = std::mem::take(&mut self.stale);
        for week in &stale {
            if let Some(of_week) = self.weeks.get_mut(week) {
                of_week.group(*week, reports, events);
            }
        }
        // How a week goes on depends on itself, on the one that begins within it, and on the one behind it.
        let before = stale.iter().flat_map(|week| (0..=2).map(move |back| week.map(|w| w - back)));
        let to_join: FxHashSet<Week> = before.collect();
        for week in to_join {
            self.joins.insert(week, self.joins_of(week));
        }
        self.name(reports, events);
    }

    /// How the groups of a week go on.
    fn joins_of(&self, week: Week) -> Vec<(Place, Place)> {
        let Some(mine) = self.weeks.get(&week) else { return Vec::new() };
        let next = week.map(|w| Some(w + 2));
        let others = next.and_then(|next| self.weeks.get(&next)).map_or(&[][..], |of_week| &of_week.parts);
        let parts: Vec<(Week, &Vec<Cluster>)> = mine
            .parts
            .iter()
            .map(|part| (week, part))
            .chain(others.first().map(|part| (next.flatten(), part)))
            .collect();
        let mut joins = Vec::new();
        let mut before = 0;
        for pair in parts.windows(2) {
            let [(_, from), (into_week, into)] = pair else { continue };
            let start = if *into_week == week { before + from.len() } else { 0 };
            let place = |(a, b)| ((week, before + a), (*into_week, start + b));
            joins.extend(alike_across(from, into).into_iter().map(place));
            before += from.len();
        }
        let within = week.map(|w| Some(w + 1));
        if let Some((within, others)) = within.and_then(|within| Some((within, self.weeks.get(&within)?))) {
            joins.extend(shared(mine, others).into_iter().map(|(a, b)| ((week, a), (within, b))));
        }
        joins
    }

    /// Puts together what goes on and what shares an event, and finds the first report of each story.
    fn name(&mut self, reports: &[Features], events: &Events) {
        let mut starts: BTreeMap<Week, usize> = BTreeMap::new();
        let mut groups: Vec<&[u32]> = Vec::new();
        for (week, of_week) in &self.weeks {
            starts.insert(*week, groups.len());
            groups.extend(of_week.parts.iter().flatten().map(|cluster| cluster.reports.as_slice()));
        }
        let mut sets = Sets::new(groups.len());
        for ((from_week, from), (into_week, into)) in self.joins.values().flatten() {
            sets.join(starts[from_week] + from, starts[into_week] + into);
        }
        let mut of_event: FxHashMap<u32, usize> = FxHashMap::default();
        for (group, numbers) in groups.iter().enumerate() {
            for &number in *numbers {
                let other = *of_event.entry(events.first(number)).or_insert(group);
                sets.join(group, other);
            }
        }
        let mut firsts: FxHashMap<usize, u32> = FxHashMap::default();
        for (group, numbers) in groups.iter().enumerate() {
            let first = firsts.entry(sets.root(group)).or_insert(numbers[0]);
            for &number in *numbers {
                if reports[number as usize].order() < reports[*first as usize].order() {
                    *first = number;
                }
            }
        }
        for (group, numbers) in groups.iter().enumerate() {
            for &number in *numbers {
                self.first[number as usize] = firsts[&sets.root(group)];
            }
        }
    }
}

/// The weeks that a report lies in.
fn weeks_of(report: &Features) -> Vec<Week> {
    report.day().map_or_else(|| vec![None], |day| moment::weeks_of(day).map(Some).to_vec())
}

/// Which groups of two weeks that overlap are one story: those that have most of the reports in common
/// which the smaller of them has in both weeks.
fn shared(from: &Reports, into: &Reports) -> Vec<(usize, usize)> {
    let groups = |week: &'_ Reports| -> FxHashMap<u32, usize> {
        let clusters = week.parts.iter().flatten().enumerate();
        clusters.flat_map(|(at, cluster)| cluster.reports.iter().map(move |&number| (number, at)).collect::<Vec<_>>()).collect()
    };
    let (from, into) = (groups(from), groups(into));
    let mut both: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let (mut of_from, mut of_into) = (FxHashMap::default(), FxHashMap::default());
    for (number, &a) in &from {
        if let Some(&b) = into.get(number) {
            *both.entry((a, b)).or_default() += 1;
            *of_from.entry(a).or_insert(0_usize) += 1;
            *of_into.entry(b).or_insert(0_usize) += 1;
        }
    }
    let most = |(a, b): &(usize, usize), n: usize| 2 * n > of_from[a].min(of_into[b]);
    both.into_iter().filter(|(pair, n)| most(pair, *n)).map(|(pair, _)| pair).collect()
}

impl Reports {
    /// Takes in report `number`.
    fn add(&mut self, number: u32, around: &Around) {
        if self.numbers.len() < LARGEST {
            self.alike.push(self.numbers.iter().map(|&other| around.whole(other)).collect());
        } else {
            self.alike = Vec::new();
        }
        self.numbers.push(number);
    }

    /// Groups the reports of `week`.
    fn group(&mut self, week: Week, reports: &[Features], events: &Events) {
        let mut arrived: Vec<usize> = (0..self.numbers.len()).collect();
        arrived.sort_unstable_by(|&a, &b| {
            let order = |at: usize| reports[self.numbers[at] as usize].order();
            order(a).cmp(&order(b))
        });
        let begin = week.map_or(0, |w| moment::first_day(w) * DAY);
        let mut parts = Vec::new();
        halve(&arrived, begin, begin + 7 * DAY, &|at| reports[self.numbers[at] as usize].minute, &mut parts);
        self.parts = parts.iter().map(|part| self.group_part(part, reports, events)).collect();
    }

    /// Groups a part of the week: the reports that arrived at these places, in their order.
    fn group_part(&self, part: &[usize], reports: &[Features], events: &Events) -> Vec<Cluster> {
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
        let told: Vec<usize> = numbers.iter().map(|&number| events.first(number) as usize).collect();
        let labels = agglomerate(&likeness, &told, ALIKE, |sum, a, b| {
            let cosine = sum / (a.within * b.within).sqrt();
            cosine / harder(a.size, b.size)
        });
        let mut clusters: Vec<Vec<u32>> = Vec::new();
        for (number, label) in numbers.into_iter().zip(labels) {
            if label == clusters.len() {
                clusters.push(Vec::new());
            }
            clusters[label].push(number);
        }
        clusters.into_iter().map(|members| Cluster { centre: centre(&members, reports), reports: members }).collect()
    }
}

/// How many times more alike groups of these sizes must be than single reports.
fn harder(a: f64, b: f64) -> f64 {
    1.0 + BOTH_LARGE * a.min(b).min(LARGE).ln()
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
    let mut index = Index::default();
    let mut around = Around::default();
    for (a, &number) in numbers.iter().enumerate() {
        let report = &reports[number as usize];
        index.compare(report, None..=Some(i64::MAX), a, &mut around);
        for &b in &around.near {
            likeness.set(a, b as usize, around.whole(b));
        }
        index.add(a as u32, report);
    }
}

/// The sum of all words of the reports, of length one; of a large group only the heaviest terms.
fn centre(members: &[u32], reports: &[Features]) -> Terms {
    let mut sums: FxHashMap<Term, f64> = FxHashMap::default();
    for &number in members {
        for &(term, weight) in &reports[number as usize].whole {
            *sums.entry(term).or_default() += f64::from(weight);
        }
    }
    let mut sums: Vec<(Term, f64)> = sums.into_iter().collect();
    sums.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let length = sums.iter().map(|(_, w)| w * w).sum::<f64>().sqrt();
    sums.truncate(CENTRE);
    sums.sort_unstable_by_key(|(term, _)| *term);
    sums.into_iter().map(|(term, weight)| (term, (weight / length.max(f64::MIN_POSITIVE)) as f32)).collect()
}

/// Which groups go on in which, by their places: each in the one most like it, seen from either side.
fn alike_across(from: &[Cluster], into: &[Cluster]) -> Vec<(usize, usize)> {
    let mut postings: FxHashMap<Term, Vec<(usize, f32)>> = FxHashMap::default();
    for (b, cluster) in into.iter().enumerate() {
        for &(term, weight) in &cluster.centre {
            postings.entry(term).or_default().push((b, weight));
        }
    }
    let mut joins = Vec::new();
    let mut best_before = vec![(ALIKE_ACROSS, None); into.len()];
    let mut sums = vec![0.0_f64; into.len()];
    for (a, cluster) in from.iter().enumerate() {
        sums.iter_mut().for_each(|sum| *sum = 0.0);
        for (term, weight) in &cluster.centre {
            for &(b, theirs) in postings.get(term).into_iter().flatten() {
                sums[b] += f64::from(*weight) * f64::from(theirs);
            }
        }
        let mut best = (ALIKE_ACROSS, None);
        for (b, other) in into.iter().enumerate() {
            let score = sums[b] / harder(cluster.reports.len() as f64, other.reports.len() as f64);
            if score > best.0 {
                best = (score, Some(b));
            }
            if score > best_before[b].0 {
                best_before[b] = (score, Some(a));
            }
        }
        joins.extend(best.1.map(|b| (a, b)));
    }
    joins.extend(best_before.iter().enumerate().filter_map(|(b, (_, a))| Some(((*a)?, b))));
    joins
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
