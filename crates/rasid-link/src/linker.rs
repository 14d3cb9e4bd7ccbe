//! The structure that holds reports and keeps their links up to date.

use crate::across::{self, Across, Facts};
use crate::candidates::{Around, Index};
use crate::copies::Wordings;
use crate::events::{self, Events};
use crate::features::Features;
use crate::frequencies::Frequencies;
use crate::similarity::Evidence;
use crate::stories::Stories;
use crate::views::{self, Series};
use rasid_record::{Link, Position, Reading};
use rustc_hash::FxHashMap;

/// How alike what two reports open with must be for the pair to be looked at closer.
const GLANCE: f32 = 0.05;

/// Holds what linking keeps of each report. Reports come one by one, in any order; what their links are
/// depends on which came, and not on when.
pub struct Linker {
    table: Frequencies,
    reports: Vec<Features>,
    facts: Vec<Facts>,
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
            facts: Vec::new(),
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
        self.facts.push(Facts::of(reading));
        self.origins.push(None);
        for other in self.wordings.add(number, &self.reports) {
            self.origin(number, other);
            self.origin(other, number);
        }
        let report = &self.reports[number as usize];
        // The halves of weeks beside that of a day hold its two weeks, and reach as far as events do.
        let halves = report.half().map_or(None..=None, |half| Some(half - 1)..=Some(half + 1));
        self.index.compare(report, halves, self.reports.len(), &mut self.around);
        let (reports, around) = (&self.reports, &self.around);
        let glanced = around.near.iter().filter(|&&other| around.alike(other).opening >= GLANCE);
        let likely = glanced.filter_map(|&other| {
            let evidence = Evidence::between(report, &reports[other as usize], around.alike(other))?;
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

    /// The links of all reports, in the order in which they came. Events and stories are called after
    /// their first report, so that they keep their names when later ones come.
    pub fn links(&mut self) -> Vec<Link> {
        self.settle();
        (0..self.reports.len() as u32).map(|number| self.link_of(number)).collect()
    }

    /// What the records of all reports make together. Labels (`a1` …) are numbered in the order in which
    /// things were first spoken of; stories have the names of [`Linker::numbered_links`]. Outcomes are those
    /// of the day or moment `as_of`, or else of the latest report: linking reads no clock.
    pub fn across(&mut self, as_of: Option<&str>) -> Across {
        self.linked(|links, story| across::across(links, as_of, story))
    }

    /// Who stands where on which arrangement, as the labels of [`Linker::across`] call them.
    pub fn positions(&mut self) -> Vec<Position> {
        self.linked(|links, _| views::positions(links, &across::courses(links)))
    }

    /// The figures of each story by who gives them.
    pub fn figures(&mut self) -> Vec<Series> {
        self.linked(|links, story| {
            let sources = across::counts::Sources { facts: links.facts, roots: links.roots };
            views::series(links, &sources, story)
        })
    }

    /// Hands the links of all reports, with the names of stories, to `make`.
    fn linked<R>(&mut self, make: impl FnOnce(&across::Links<'_>, &dyn Fn(u32) -> String) -> R) -> R {
        let names: Vec<String> = self.numbered_links().into_iter().map(|link| link.story).collect();
        let numbers = 0..self.reports.len() as u32;
        let roots: Vec<u32> = numbers.clone().map(|number| self.root(number)).collect();
        let events: Vec<u32> = numbers.clone().map(|number| self.events.first(number)).collect();
        let stories: Vec<u32> = numbers.map(|number| self.stories.first(number)).collect();
        let links = across::Links { facts: &self.facts, roots: &roots, events: &events, stories: &stories };
        make(&links, &|number| names[number as usize].clone())
    }

    /// The report at the beginning of the chain of copies that this one is in.
    fn root(&self, mut number: u32) -> u32 {
        while let Some(origin) = self.origins[number as usize] {
            number = origin;
        }
        number
    }

    /// The links with short names for events (`e1`, `e2` …) and stories (`s1` …): they are numbered in the
    /// order in which they began.
    pub fn numbered_links(&mut self) -> Vec<Link> {
        let mut links = self.links();
        let mut order: Vec<usize> = (0..links.len()).collect();
        order.sort_unstable_by(|&a, &b| self.reports[a].order().cmp(&self.reports[b].order()));
        let (mut events, mut stories) = (FxHashMap::default(), FxHashMap::default());
        for at in order {
            let Link { event, story, .. } = &mut links[at];
            for (names, letter, label) in [(&mut events, 'e', event), (&mut stories, 's', story)] {
                let next = names.len() + 1;
                let name: &String = names.entry(label.clone()).or_insert_with(|| format!("{letter}{next}"));
                label.clone_from(name);
            }
        }
        links
    }

    /// The link of the report with this identifier.
    pub fn link(&mut self, id: &str) -> Option<Link> {
        self.settle();
        self.numbers.get(id).map(|&number| self.link_of(number))
    }

    /// Which part of the wording of the shorter of two reports the other repeats, from 0 to 1.
    pub fn repeated(&self, id: &str, other: &str) -> Option<f64> {
        let [a, b] = [id, other].map(|id| self.numbers.get(id).map(|&n| &self.reports[n as usize]));
        Some(a?.wording.repeated(&b?.wording))
    }

    /// What two reports have in common: the reasons of a link, or of there being none. Nothing where one
    /// of them is not here, or only one has a date.
    pub fn evidence(&self, id: &str, other: &str) -> Option<Evidence> {
        let [a, b] = [id, other].map(|id| self.numbers.get(id).map(|&n| &self.reports[n as usize]));
        let (a, b) = (a?, b?);
        Evidence::between(a, b, a.alike(b))
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
