//! Copies: wording that is repeated across outlets, or within one.

use crate::features::Features;
use crate::moment::DAY;
use crate::similarity::Evidence;
use crate::stretches::{ALL, File, Stretches};
use rasid_record::Sketch;
use rustc_hash::FxHashMap;

/// Which part of the shorter body's runs must be repeated by another outlet. This is half of the body:
/// where words are changed here and there, fewer of the runs of three words than of the words are the same.
const REPEATED: f64 = 0.4;
/// The same within one outlet, which repeats its own background from day to day.
const REPEATED_WITHIN: f64 = 0.6;
/// The same within one outlet when hours lie between: what is told then in changed words is mostly what came
/// next, with the background repeated, and only a text printed again is a copy.
const REPEATED_LATER: f64 = 0.9;
/// From how many minutes on that is so.
const LATER: u64 = 12 * 60;
/// How likely two reports of one outlet must tell one event: only then is the second a copy.
const LIKELY_WITHIN: f64 = 0.95;
/// Runs that must be shared at least: fewer may be a common phrase or a dateline.
pub(crate) const LEAST: usize = 10;
/// Days in which wording is repeated for the same occurrence.
const DAYS: i64 = 3;

/// The runs of words of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Wording {
    /// The smallest hashes of its runs, ascending.
    hashes: Vec<u32>,
    /// Up to which hash all are here.
    whole_until: u32,
}

impl Wording {
    /// The runs in a sketch. What is no hash is left out.
    pub fn of(sketch: &Sketch) -> Self {
        let read = |text: &String| u64::from_str_radix(text, 16).ok();
        // Longer hashes of other makers are cut to their first half.
        let mut hashes: Vec<u32> = sketch
            .shingles
            .iter()
            .filter_map(|text| read(text).map(|hash| if text.len() > 8 { (hash >> 32) as u32 } else { hash as u32 }))
            .collect();
        hashes.sort_unstable();
        hashes.dedup();
        hashes.shrink_to_fit();
        let complete = sketch.runs as usize <= hashes.len();
        let whole_until = if complete { u32::MAX } else { hashes.last().copied().unwrap_or(u32::MAX) };
        Wording { hashes, whole_until }
    }

    /// The hashes of its runs.
    pub fn hashes(&self) -> &[u32] {
        &self.hashes
    }

    /// Which part of the shorter one's runs are in both, from 0 to 1: exact for articles of usual
    /// length, an estimate for longer ones. Zero where too few are shared to say.
    pub fn repeated(&self, other: &Wording) -> f64 {
        let until = self.whole_until.min(other.whole_until);
        let mine = &self.hashes[..self.hashes.partition_point(|&h| h <= until)];
        let theirs = &other.hashes[..other.hashes.partition_point(|&h| h <= until)];
        let (short, long) = if mine.len() <= theirs.len() { (mine, theirs) } else { (theirs, mine) };
        let both = short.iter().filter(|hash| long.binary_search(hash).is_ok()).count();
        if both < LEAST { 0.0 } else { both as f64 / short.len() as f64 }
    }
}

/// The stretch of days that `day` is in.
pub(crate) fn stretch(day: i64) -> i64 {
    day.div_euclid(DAYS)
}

/// Whether one of two reports repeats the other.
pub(crate) fn is_copy(a: &Features, b: &Features) -> bool {
    let near = match (a.minute, b.minute) {
        (Some(a), Some(b)) => a.abs_diff(b) <= (DAYS * DAY) as u64,
        // A text without a date may be of any.
        _ => true,
    };
    let repeated = a.wording.repeated(&b.wording);
    if !near || repeated < REPEATED || a.outlet.is_none() || a.outlet != b.outlet {
        return near && repeated >= REPEATED;
    }
    let evidence = Evidence::between(a, b, a.alike(b));
    let later = a.minute.zip(b.minute).is_some_and(|(a, b)| a.abs_diff(b) > LATER);
    repeated >= if later { REPEATED_LATER } else { REPEATED_WITHIN }
        && evidence.is_none_or(|evidence| evidence.one_event() >= LIKELY_WITHIN)
}

/// Which reports have a run, by three days: only those of nine days are looked through.
#[derive(Default)]
pub(crate) struct Wordings {
    pub spans: Stretches<Runs>,
    shared: Vec<u16>,
}

/// Which reports of three days have a run.
#[derive(Default)]
pub(crate) struct Runs {
    /// Runs with the reports that have them, ascending: what came before the rest, in a list of just its length.
    packed: Vec<(u32, u32)>,
    /// Where the chain of a run begins.
    heads: FxHashMap<u32, u32>,
    /// A report, and where the chain goes on. Most runs are in one report alone, so that a list for each
    /// would cost many times this.
    links: Vec<(u32, u32)>,
}

/// The end of a chain.
const END: u32 = u32::MAX;

impl Runs {
    /// The reports that have the run.
    fn of(&self, hash: u32) -> impl Iterator<Item = u32> {
        let begin = self.packed.partition_point(|(known, _)| *known < hash);
        let packed =
            self.packed[begin..].iter().take_while(move |(known, _)| *known == hash).map(|(_, number)| *number);
        let mut at = self.heads.get(&hash).copied().unwrap_or(END);
        let open = std::iter::from_fn(move || {
            let (number, next) = *self.links.get(at as usize)?;
            at = next;
            Some(number)
        });
        packed.chain(open)
    }
}

impl File for Runs {
    fn add(&mut self, number: u32, report: &Features) {
        for &hash in &report.wording.hashes {
            let link = self.links.len() as u32;
            let next = self.heads.insert(hash, link).unwrap_or(END);
            self.links.push((number, next));
        }
    }

    /// Packs what is not packed, unless that is little beside what is: so each run is moved a few times only, in
    /// whatever order reports come.
    fn pack(&mut self) {
        if self.links.len() < self.packed.len() || self.links.is_empty() {
            return;
        }
        let mut all = Vec::with_capacity(self.packed.len() + self.links.len());
        all.append(&mut self.packed);
        for (hash, head) in &self.heads {
            let mut at = *head;
            while let Some((number, next)) = self.links.get(at as usize) {
                all.push((*hash, *number));
                at = *next;
            }
        }
        all.sort_unstable();
        *self = Runs { packed: all, ..Runs::default() };
    }

    fn len(&self) -> usize {
        self.packed.len() + self.links.len()
    }
}

impl Wordings {
    /// The reports that are copies of `report` or copied by it, ascending; then files it as `number`.
    pub fn add(&mut self, number: u32, reports: &[Features]) -> Vec<u32> {
        let report = &reports[number as usize];
        let span = report.day().map(stretch);
        self.shared.resize(reports.len(), 0);
        let mut near = Vec::new();
        // A text without a date may be of any.
        let looked = span.map_or_else(|| vec![ALL], |w| vec![None..=None, Some(w - 1)..=Some(w + 1)]);
        for spans in looked {
            for runs in self.spans.reach(spans, reports) {
                for other in report.wording.hashes.iter().flat_map(|&hash| runs.of(hash)) {
                    let shared = &mut self.shared[other as usize];
                    if *shared == 0 {
                        near.push(other);
                    }
                    *shared = shared.saturating_add(1);
                }
            }
        }
        let mut copies: Vec<u32> =
            near.iter().copied().filter(|&other| usize::from(self.shared[other as usize]) >= LEAST).collect();
        near.iter().for_each(|&other| self.shared[other as usize] = 0);
        copies.retain(|&other| is_copy(report, &reports[other as usize]));
        copies.sort_unstable();
        self.spans.add(span, number, report);
        copies
    }
}
