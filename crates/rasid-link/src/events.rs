//! Events: reports that tell one occurrence.
//!
//! Two reports are connected where it is likely enough that they tell one event. What is connected is
//! cut into groups in which it is likely on average, so that a chain of reports, each like the next,
//! does not become one event. No group can reach beyond what is connected, since an average is never
//! more than its largest part.

use crate::agglomerate::{Likeness, Standing, agglomerate};
use crate::features::Features;
use rustc_hash::FxHashMap;

/// How likely two groups must be one event, on average over their reports.
pub(crate) const LIKELY: f64 = 0.33;
/// Pairs less likely than this are not remembered.
const FAINT: f64 = 0.02;
/// Days between two reports of one event at most.
pub(crate) const DAYS: i64 = 3;
/// Reports that may be connected before only stronger connections count.
const LARGEST: usize = 1_000;

/// How likely which pairs of reports tell one event.
#[derive(Default)]
pub(crate) struct Events {
    /// For each report the others, with how likely.
    pairs: Vec<Vec<(u32, f32)>>,
    /// For each report the one that stands for its event: the first of those that were compared.
    first: Vec<u32>,
    /// Reports that were not compared, each with the one it follows.
    followers: FxHashMap<u32, u32>,
    /// For the one that stands for an event a follower that is earlier.
    earlier: FxHashMap<u32, u32>,
    /// Reports that came since events were last made.
    fresh: Vec<u32>,
}

impl Events {
    /// Takes in report `number`, which is one event with others as `likely` as said.
    pub fn add(&mut self, number: u32, likely: impl Iterator<Item = (u32, f64)>) {
        let mine: Vec<(u32, f32)> = likely.filter(|(_, p)| *p >= FAINT).map(|(n, p)| (n, p as f32)).collect();
        for &(other, p) in &mine {
            self.pairs[other as usize].push((number, p));
        }
        self.pairs.push(mine);
        self.first.push(number);
        self.fresh.push(number);
    }

    /// Takes in report `number`, which is of the event of `first`.
    pub fn follow(&mut self, number: u32, first: u32) {
        self.pairs.push(Vec::new());
        self.first.push(number);
        self.followers.insert(number, first);
    }

    /// The report that stands for the event of report `number`: the first of all.
    pub fn first(&self, number: u32) -> u32 {
        let first = self.compared(number);
        self.earlier.get(&first).copied().unwrap_or(first)
    }

    /// The first of those reports of the event of report `number` that were compared.
    pub fn compared(&self, number: u32) -> u32 {
        let number = self.followers.get(&number).copied().unwrap_or(number);
        self.first[number as usize]
    }

    /// Makes the events of what is connected with fresh reports, and says which reports' events changed.
    pub fn settle(&mut self, reports: &[Features]) -> Vec<u32> {
        let mut seen = vec![false; self.pairs.len()];
        let mut changed = Vec::new();
        for start in std::mem::take(&mut self.fresh) {
            if !seen[start as usize] {
                let connected = self.connected(start, LIKELY, &mut seen);
                self.cut(connected, LIKELY, reports, &mut changed);
            }
        }
        let order = |number: u32| reports[number as usize].order();
        self.earlier.clear();
        for &follower in self.followers.keys() {
            let first = self.compared(follower);
            let earliest = self.earlier.get(&first).copied().unwrap_or(first);
            if order(follower) < order(earliest) {
                self.earlier.insert(first, follower);
            }
        }
        changed
    }

    /// All reports that are connected with `start` by pairs at least as likely as `least`.
    fn connected(&self, start: u32, least: f64, seen: &mut [bool]) -> Vec<u32> {
        let mut found = vec![start];
        seen[start as usize] = true;
        let mut next = 0;
        while let Some(&report) = found.get(next) {
            next += 1;
            for &(other, p) in &self.pairs[report as usize] {
                if f64::from(p) >= least && !std::mem::replace(&mut seen[other as usize], true) {
                    found.push(other);
                }
            }
        }
        found
    }

    /// Cuts connected reports into events.
    fn cut(&mut self, mut connected: Vec<u32>, least: f64, reports: &[Features], changed: &mut Vec<u32>) {
        if connected.len() > LARGEST {
            let mut seen = vec![true; self.pairs.len()];
            connected.iter().for_each(|&report| seen[report as usize] = false);
            // So many reports are no one event: only stronger connections are followed, up to those that are as good as
            // certain.
            let stronger = least + (1.0 - least) / 4.0 + 0.01;
            if stronger >= 1.0 {
                let first = connected.iter().copied().min_by_key(|&report| reports[report as usize].order());
                connected.into_iter().for_each(|report| self.put(report, first.unwrap_or(report), changed));
                return;
            }
            for start in connected {
                if !seen[start as usize] {
                    let part = self.connected(start, stronger, &mut seen);
                    self.cut(part, stronger, reports, changed);
                }
            }
            return;
        }
        connected.sort_unstable_by(|a, b| reports[*a as usize].order().cmp(&reports[*b as usize].order()));
        let place: FxHashMap<u32, usize> = connected.iter().enumerate().map(|(at, n)| (*n, at)).collect();
        let mut likeness = Likeness::new(connected.len());
        for (at, report) in connected.iter().enumerate() {
            for (other, p) in &self.pairs[*report as usize] {
                if let Some(&there) = place.get(other) {
                    likeness.set(at, there, *p);
                }
            }
        }
        let alone: Vec<usize> = (0..connected.len()).collect();
        // The score of two groups is how likely it is on average that a report of one tells the other's event.
        let labels = agglomerate(likeness, &alone, LIKELY, |group| Standing { share: 1.0 / group.size, ease: 1.0 });
        let mut firsts: Vec<u32> = Vec::new();
        for (report, label) in connected.into_iter().zip(labels) {
            if label == firsts.len() {
                firsts.push(report);
            }
            self.put(report, firsts[label], changed);
        }
    }

    /// Puts a report into the event for which `first` stands.
    fn put(&mut self, report: u32, first: u32, changed: &mut Vec<u32>) {
        if std::mem::replace(&mut self.first[report as usize], first) != first {
            changed.push(report);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frequencies::Frequencies;
    use rasid_record::{Reading, Report};

    #[test]
    fn thousands_of_reports_that_are_as_good_as_certainly_one_event_are_one_and_others_are_cut() {
        const REPORTS: u32 = 1_100;
        let table = Frequencies::builtin();
        let report = |n: u32| Reading::empty(Report { id: format!("r{n:04}"), ..Report::default() });
        let reports: Vec<Features> = (0..REPORTS).map(|n| Features::of(&report(n), &table)).collect();
        let first = |likely: f64| {
            let mut events = Events::default();
            (0..REPORTS).for_each(|n| events.add(n, (n.saturating_sub(3)..n).map(|other| (other, likely))));
            events.settle(&reports);
            (0..REPORTS).map(|n| events.first(n)).collect::<Vec<u32>>()
        };
        assert!(first(1.0).into_iter().all(|n| n == 0));
        assert!(first(0.9).into_iter().any(|n| n > 0));
    }
}
