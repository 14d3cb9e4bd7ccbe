//! Stories: the running affairs that events belong to.
//!
//! Within a week, groups of reports are merged whose centres are alike: the centre of a large story says
//! better than any one report what it is about, so that a report may join it which is like none of the
//! others much. Two groups that are both large must be more alike, since a wrong merger of them costs
//! most. Weeks begin twice a week, so that each overlaps with the next; a story goes on from one to the
//! next in the group with which it has most reports in common, or after a pause in the one most like it.
//!
//! A week is taken as a whole, so what is made of it does not depend on the order of its reports; and a
//! new report changes only its two weeks and how those go on.

mod course;
mod week;

use crate::candidates::Around;
use crate::events::Events;
use crate::features::Features;
use crate::graph::Sets;
use crate::moment::{self, DAY};
use course::{Overlap, goes_on, overlap};
use rustc_hash::FxHashSet;
use std::collections::{BTreeMap, BTreeSet};
use week::Week;

/// Reports of a group that may be taken for a part of a larger one on the word of the other week.
const SMALL: usize = 5;

/// Numbers that are kept to say how alike the reports of weeks are: for older weeks they are worked out again.
const ALIKE_KEPT: usize = 20_000_000;

/// Number of a week as in [`moment::weeks_of`], or `None` for reports without a date.
type Key = Option<i64>;

/// All stories.
#[derive(Default)]
pub(crate) struct Stories {
    weeks: BTreeMap<Key, Week>,
    /// What each week has to do with the one that begins within it.
    overlaps: BTreeMap<i64, Overlap>,
    /// How each week goes on in the one that begins at its end.
    next: BTreeMap<i64, Vec<(usize, usize)>>,
    /// For each report the one that stands for its story: the first of them.
    first: Vec<u32>,
    /// For each report the week in whose middle it lies.
    homes: Vec<Key>,
    /// Weeks that must be made again.
    stale: FxHashSet<Key>,
    /// How many numbers say how alike the reports of all weeks are.
    kept: usize,
}

impl Stories {
    /// Takes in report `number`, which is like others as `around` says.
    pub fn add(&mut self, number: u32, report: &Features, around: &Around) {
        self.first.push(number);
        self.homes.push(home(report));
        for week in weeks_of(report) {
            let made = self.weeks.entry(week).or_default();
            let before = made.kept();
            made.add(number, around);
            self.kept = self.kept + made.kept() - before;
            self.stale.insert(week);
        }
        while self.kept > ALIKE_KEPT {
            let others = self.weeks.values_mut().filter(|week| week.kept() > 0 && week.last() != Some(number));
            let Some(oldest) = others.min_by_key(|week| week.last()) else { break };
            self.kept -= oldest.kept();
            oldest.forget();
        }
    }

    /// Takes in report `number`, whose event has others: it goes with that.
    pub fn follow(&mut self, number: u32, report: &Features) {
        self.first.push(number);
        self.homes.push(home(report));
        self.stale.extend(weeks_of(report));
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
        for key in &stale {
            if let Some(week) = self.weeks.get_mut(key) {
                week.group(key.map_or(0, |w| moment::first_day(w) * DAY), reports, events);
            }
        }
        // What a week is to the one that begins within it, and to the one that begins at its end.
        let around =
            |later: i64| -> BTreeSet<i64> { stale.iter().flatten().flat_map(|&week| [week - later, week]).collect() };
        for week in around(1) {
            if let (Some(a), Some(b)) = (self.weeks.get(&Some(week)), self.weeks.get(&Some(week + 1))) {
                self.overlaps.insert(week, overlap(a, b));
            }
        }
        for week in around(2) {
            if let (Some(a), Some(b)) = (self.weeks.get(&Some(week)), self.weeks.get(&Some(week + 2))) {
                self.next.insert(week, goes_on(&a.clusters, &b.clusters, reports));
            }
        }
        self.name(reports, events);
    }

    /// Follows the groups from week to week, and finds the first report of each story.
    fn name(&mut self, reports: &[Features], events: &Events) {
        let course = Course::new(&self.weeks);
        let mut sets = course.follow(&self.overlaps, &self.next);
        // A report belongs where the first of its event does, so that no event is in two stories.
        let mut homes: Vec<usize> = vec![0; reports.len()];
        for (key, week) in &self.weeks {
            for (at, cluster) in (course.starts[key]..).zip(&week.clusters) {
                let story = sets.root(at);
                let at_home = cluster.reports.iter().filter(|&&number| self.homes[number as usize] == *key);
                at_home.for_each(|&number| homes[number as usize] = story);
            }
        }
        let of = |number: u32| homes[events.compared(number) as usize];
        let mut firsts: Vec<Option<u32>> = vec![None; course.sizes.len()];
        for number in 0..reports.len() as u32 {
            let first = firsts[of(number)].get_or_insert(number);
            if reports[number as usize].order() < reports[*first as usize].order() {
                *first = number;
            }
        }
        for (number, first) in (0..).zip(&mut self.first) {
            *first = firsts[of(number)].unwrap_or(number);
        }
    }
}

/// The groups of all weeks in one row.
struct Course {
    /// Where the groups of each week begin.
    starts: BTreeMap<Key, usize>,
    /// How many reports each group has.
    sizes: Vec<usize>,
}

impl Course {
    fn new(weeks: &BTreeMap<Key, Week>) -> Self {
        let (mut starts, mut sizes) = (BTreeMap::new(), Vec::new());
        for (key, week) in weeks {
            starts.insert(*key, sizes.len());
            sizes.extend(week.clusters.iter().map(|cluster| cluster.reports.len()));
        }
        Course { starts, sizes }
    }

    /// Puts together what goes on.
    fn follow(&self, overlaps: &BTreeMap<i64, Overlap>, next: &BTreeMap<i64, Vec<(usize, usize)>>) -> Sets {
        let mut sets = Sets::new(self.sizes.len());
        let start = |week: &i64, later: i64| self.starts[&Some(week + later)];
        let (mut goes_on, mut comes_from) = (vec![false; self.sizes.len()], vec![false; self.sizes.len()]);
        for (week, overlap) in overlaps {
            for &(a, b) in &overlap.same {
                let (a, b) = (start(week, 0) + a, start(week, 1) + b);
                sets.join(a, b);
                (goes_on[a], comes_from[b]) = (true, true);
            }
        }
        // What is not continued by itself and small is a part of what it lies in.
        let mut lies_in: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for (week, overlap) in overlaps {
            let second = overlap.in_second.iter().map(|&(a, b, n)| (start(week, 0) + a, start(week, 1) + b, n));
            let first = overlap.in_first.iter().map(|&(b, a, n)| (start(week, 1) + b, start(week, 0) + a, n));
            for (part, whole, shared) in second.chain(first) {
                if self.sizes[part] <= SMALL && !goes_on[part] && !comes_from[part] {
                    let best = lies_in.entry(part).or_insert((whole, shared));
                    if shared > best.1 {
                        *best = (whole, shared);
                    }
                }
            }
        }
        for (part, (whole, _)) in lies_in {
            sets.join(part, whole);
            (goes_on[part], comes_from[part]) = (true, true);
        }
        for (week, pairs) in next {
            for &(a, b) in pairs {
                let (a, b) = (start(week, 0) + a, start(week, 2) + b);
                if !goes_on[a] && !comes_from[b] {
                    sets.join(a, b);
                }
            }
        }
        sets
    }
}

/// The weeks that a report lies in.
fn weeks_of(report: &Features) -> Vec<Key> {
    report.day().map_or_else(|| vec![None], |day| moment::weeks_of(day).map(Some).to_vec())
}

/// The one of its weeks in whose middle a report lies.
fn home(report: &Features) -> Key {
    let day = report.day()?;
    let from_middle = |week: &i64| (day - moment::first_day(*week) - 3).abs();
    moment::weeks_of(day).into_iter().min_by_key(from_middle)
}
