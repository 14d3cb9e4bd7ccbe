//! Reports filed by stretches of time, in memory that hardly grows with the archive.
//!
//! Reports mostly come in the order of their publication. A stretch that none came to for some time is packed; and
//! of those that are packed only so many stay filed: of others only the numbers of their reports are kept, from
//! which they are filed again when a report comes that must be compared with them. Each that is filed again raises
//! the bound by its size. So whatever the order in which reports come, all that is filed again together is little
//! more than all that there is, and an archive in no order at all is kept filed.

use crate::features::Features;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// A stretch of time by its number; reports without a date have one of their own.
pub(crate) type Key = Option<i64>;

/// All stretches.
pub(crate) const ALL: RangeInclusive<Key> = None..=Some(i64::MAX);

/// Stretches that stay as they are: those a report is compared with, and one more for those that come late.
const OPEN: usize = 5;
/// Entries that are kept filed besides.
const BOUND: usize = 4_000_000;

/// Reports of one stretch, filed so that those can be found that have something in common.
pub(crate) trait File: Default {
    /// Files report `number`.
    fn add(&mut self, number: u32, report: &Features);
    /// Takes less memory from now on, unless that would be much work for little.
    fn pack(&mut self);
    /// How many entries there are.
    fn len(&self) -> usize;
}

/// Files by stretch.
pub(crate) struct Stretches<F> {
    all: BTreeMap<Key, Stretch<F>>,
    /// Those that reports were filed under lately, the last one at the end.
    recent: Vec<Key>,
    /// Entries of all files.
    held: usize,
    bound: usize,
    /// Reports that were filed: the time by which is known which files were not used for longest.
    time: u64,
}

struct Stretch<F> {
    /// Its reports, in the order in which they came.
    numbers: Vec<u32>,
    /// Nothing where it was thrown away.
    file: Option<F>,
    /// When it was last used.
    used: u64,
}

impl<F> Default for Stretches<F> {
    fn default() -> Self {
        Stretches::bounded(BOUND)
    }
}

impl<F> Stretches<F> {
    /// None yet; of packed ones no more than `bound` entries will be kept filed.
    pub fn bounded(bound: usize) -> Self {
        Stretches { all: BTreeMap::new(), recent: Vec::with_capacity(OPEN + 1), held: 0, bound, time: 0 }
    }
}

impl<F: File> Stretches<F> {
    /// The files of the stretches between two, filed again where they were thrown away. `reports` are all.
    pub fn reach(&mut self, keys: RangeInclusive<Key>, reports: &[Features]) -> impl Iterator<Item = &F> {
        for (_, stretch) in self.all.range_mut(keys.clone()) {
            stretch.used = self.time;
            if stretch.file.is_none() {
                let mut file = F::default();
                stretch.numbers.iter().for_each(|&number| file.add(number, &reports[number as usize]));
                file.pack();
                self.held += file.len();
                self.bound += file.len();
                stretch.file = Some(file);
            }
        }
        self.all.range(keys).filter_map(|(_, stretch)| stretch.file.as_ref())
    }

    /// Files report `number`.
    pub fn add(&mut self, key: Key, number: u32, report: &Features) {
        self.time += 1;
        let new = || Stretch { numbers: Vec::new(), file: Some(F::default()), used: 0 };
        let stretch = self.all.entry(key).or_insert_with(new);
        stretch.numbers.push(number);
        stretch.used = self.time;
        if let Some(file) = &mut stretch.file {
            let before = file.len();
            file.add(number, report);
            self.held += file.len() - before;
        }
        if let Some(stretch) = self.touch(key).and_then(|old| self.all.get_mut(&old)) {
            stretch.file.iter_mut().for_each(F::pack);
            stretch.numbers.shrink_to_fit();
            self.let_go();
        }
    }

    /// Notes that a report is filed under `key`; says which other stretch is no recent one any more.
    fn touch(&mut self, key: Key) -> Option<Key> {
        if let Some(at) = self.recent.iter().rposition(|known| *known == key) {
            self.recent.remove(at);
        }
        self.recent.push(key);
        (self.recent.len() > OPEN).then(|| self.recent.remove(0))
    }

    /// Throws files away that were not used for longest, until no more is held than may be.
    fn let_go(&mut self) {
        while self.held > self.bound {
            let old = self.all.iter_mut().filter(|(key, stretch)| stretch.file.is_some() && !self.recent.contains(key));
            let Some((_, stretch)) = old.min_by_key(|(_, stretch)| stretch.used) else { return };
            self.held -= stretch.file.take().map_or(0, |file| file.len());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rasid_record::{Reading, Report};

    /// A file that counts what is filed in it.
    #[derive(Default)]
    struct Counted(Vec<u32>);

    impl File for Counted {
        fn add(&mut self, number: u32, _: &Features) {
            FILED.set(FILED.get() + 1);
            self.0.push(number);
        }
        fn pack(&mut self) {}
        fn len(&self) -> usize {
            self.0.len()
        }
    }

    thread_local! {
        static FILED: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
    }

    fn reports(count: u32) -> Vec<Features> {
        let table = crate::frequencies::Frequencies::builtin();
        (0..count).map(|_| Features::of(&Reading::empty(Report::default()), &table)).collect()
    }

    #[test]
    fn a_stretch_that_no_report_came_to_for_longest_is_named() {
        let mut stretches = Stretches::<Counted>::default();
        let named: Vec<Option<Key>> = [1, 2, 3, 4, 5, 1, 6, 6, 7].map(|key| stretches.touch(Some(key))).to_vec();
        assert_eq!(named, [None, None, None, None, None, None, Some(Some(2)), None, Some(Some(3))]);
    }

    #[test]
    fn what_was_thrown_away_is_there_when_it_is_asked_for() {
        let mut stretches = Stretches::<Counted>::bounded(20);
        let reports = reports(200);
        for number in 0..200_u32 {
            stretches.add(Some(i64::from(number / 10)), number, &reports[number as usize]);
        }
        assert!(stretches.held <= 60, "{} of 200 are held", stretches.held);
        let found: Vec<u32> = stretches.reach(ALL, &reports).flat_map(|file| file.0.clone()).collect();
        assert_eq!(found, (0..200).collect::<Vec<u32>>());
    }

    #[test]
    fn in_any_order_each_report_is_filed_a_few_times_at_most() {
        const REPORTS: u32 = 20_000;
        const STRETCHES: u32 = 100;
        let reports = reports(REPORTS);
        // In order, in steps, and in none.
        for step in [1, 7_919, 12_347] {
            let mut stretches = Stretches::<Counted>::bounded(500);
            FILED.set(0);
            for n in 0..REPORTS {
                let key = i64::from((n * step % REPORTS) / (REPORTS / STRETCHES));
                stretches.reach(Some(key - 1)..=Some(key + 1), &reports).count();
                stretches.add(Some(key), n, &reports[n as usize]);
            }
            assert!(FILED.get() <= 3 * REPORTS as usize, "{} for a step of {step}", FILED.get());
            assert_eq!(stretches.all.values().map(|stretch| stretch.numbers.len()).sum::<usize>(), REPORTS as usize);
        }
    }
}
