//! The structure that holds reports and keeps their links up to date.

use crate::candidates::{Around, Index};
use crate::copies::Wordings;
use crate::events::{self, Events};
use crate::features::{Features, dot};
use crate::frequencies::Frequencies;
use crate::moment;
use crate::similarity::Evidence;
use crate::stories::Stories;
use rasid_record::{Link, Reading};
use rustc_hash::FxHashMap;

/// How alike what two reports open with must be for the pair to be looked at closer.
const GLANCE: f32 = 0.03;

/// Holds what linking keeps of each report. Reports come one by one, in any order; what their links are
/// depends on which came, and not on when.
pub struct Linker {
    table: Frequencies,
    reports: Vec<Features>,
    numbers: FxHashMap<String, u32>,
    index: Index,
    around: Around,
    wordings: Wordings,
    /// For each report the earliest one whose wording it repeats.
    origins: Vec<Option<u32>>,
    events: Events,
    stories: Stories,
}

impl Default for Linker {
    fn default() -> Self {
        Linker::new()
    }
}

/// The links of all `readings`, in their order. Where two have one identifier the first of them counts.
pub fn link<'r>(readings: impl IntoIterator<Item = &'r Reading>) -> Vec<Link> {
    let mut linker = Linker::new();
    readings.into_iter().for_each(|reading| {
        linker.add(reading);
    });
    linker.links()
}

impl Linker {
    /// A linker that holds nothing yet.
    pub fn new() -> Self {
        Linker {
            table: Frequencies::builtin(),
            reports: Vec::new(),
            numbers: FxHashMap::default(),
            index: Index::default(),
            around: Around::default(),
            wordings: Wordings::default(),
            origins: Vec::new(),
            events: Events::default(),
            stories: Stories::default(),
        }
    }

    /// Takes in a report, unless one with its identifier is here already; says whether it was new.
    pub fn add(&mut self, reading: &Reading) -> bool {
        let number = self.reports.len() as u32;
        if self.numbers.contains_key(&reading.report.id) {
            return false;
        }
        self.numbers.insert(reading.report.id.clone(), number);
        self.reports.push(Features::of(reading, &self.table));
        self.origins.push(None);
        for other in self.wordings.add(number, &self.reports) {
            self.origin(number, other);
            self.origin(other, number);
        }
        let report = &self.reports[number as usize];
        let days = report.day().map_or(None..=None, |day| {
            let begin = moment::weeks_of(day).map(moment::first_day);
            // Both weeks of a day together reach further than events do.
            Some(begin[0].min(begin[1]))..=Some(begin[0].max(begin[1]) + 6)
        });
        self.index.compare(report, days, self.reports.len(), &mut self.around);
        let (reports, around) = (&self.reports, &self.around);
        let glanced = around.near.iter().filter(|&&other| around.opening(other) >= GLANCE);
        let likely = glanced.filter_map(|&other| {
            let their = &reports[other as usize];
            let evidence = Evidence::between(report, their, around.opening(other).into(), around.whole(other).into())?;
            (evidence.hours <= (events::DAYS * 24) as f64).then(|| (other, evidence.one_event()))
        });
        self.events.add(number, likely);
        self.stories.add(number, report, around);
        self.index.add(number, report);
        true
    }

    /// Notes that `copy` repeats `other`, where that is earlier than it and than all others it repeats.
    fn origin(&mut self, copy: u32, other: u32) {
        let order = |number: u32| self.reports[number as usize].order();
        let known = self.origins[copy as usize];
        if order(other) < order(copy) && known.is_none_or(|known| order(other) < order(known)) {
            self.origins[copy as usize] = Some(other);
        }
    }

    /// How many reports are held.
    pub fn len(&self) -> usize {
        self.reports.len()
    }

    /// Whether none is held.
    pub fn is_empty(&self) -> bool {
        self.reports.is_empty()
    }

    /// The links of all reports, in the order in which they came.
    pub fn links(&mut self) -> Vec<Link> {
        self.settle();
        (0..self.reports.len() as u32).map(|number| self.link_of(number)).collect()
    }

    /// The link of the report with this identifier.
    pub fn link(&mut self, id: &str) -> Option<Link> {
        self.settle();
        self.numbers.get(id).map(|&number| self.link_of(number))
    }

    /// What two reports have in common: the reasons of a link, or of there being none. Nothing where one
    /// of them is not here, or only one has a date.
    pub fn evidence(&self, id: &str, other: &str) -> Option<Evidence> {
        let [a, b] = [id, other].map(|id| self.numbers.get(id).map(|&n| &self.reports[n as usize]));
        let (a, b) = (a?, b?);
        Evidence::between(a, b, dot(&a.opening, &b.opening), dot(&a.whole, &b.whole))
    }

    fn settle(&mut self) {
        let changed = self.events.settle(&self.reports);
        self.stories.settle(&self.reports, &self.events, &changed);
    }

    fn link_of(&self, number: u32) -> Link {
        let id = |number: u32| self.reports[number as usize].id.clone();
        Link {
            id: id(number),
            copy_of: self.origins[number as usize].map(id),
            event: id(self.events.first(number)),
            story: id(self.stories.first(number)),
        }
    }
}
