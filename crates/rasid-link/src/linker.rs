//! The structure that holds reports and keeps their links up to date.

use crate::across::{self, Across, Facts};
use crate::candidates::{Around, Index};
use crate::copies::{Wordings, is_copy};
use crate::events::{self, Events};
use crate::features::Features;
use crate::frequencies::Frequencies;
use crate::ids::{Id, Ids};
use crate::similarity::Evidence;
use crate::stories::Stories;
use crate::twins::Twins;
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
    numbers: FxHashMap<Id, u32>,
    ids: Ids,
    index: Index,
    around: Around,
    wordings: Wordings,
    twins: Twins,
    /// Pairs of reports that were compared.
    compared: u64,
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
            ids: Ids::default(),
            index: Index::default(),
            around: Around::default(),
            wordings: Wordings::default(),
            twins: Twins::default(),
            compared: 0,
            origins: Vec::new(),
            events: Events::default(),
            stories: Stories::default(),
        }
    }

    /// Takes in a report, unless one with its identifier is here already; says whether it was new.
    pub fn add(&mut self, reading: &Reading) -> bool {
        let number = self.reports.len() as u32;
        if self.numbers.contains_key(reading.report.id.as_str()) {
            return false;
        }
        let features = Features::of(reading, &self.table);
        self.numbers.insert(features.id.clone(), number);
        self.facts.push(Facts::of(reading, features.id.clone(), &self.ids));
        self.reports.push(features);
        self.origins.push(None);
        if let Some(first) = self.twins.add(number, &self.reports) {
            self.events.follow(number, first);
            self.stories.follow(number, &self.reports[number as usize]);
            return true;
        }
        for other in self.wordings.add(number, &self.reports) {
            self.origin(number, other);
            self.origin(other, number);
        }
        let report = &self.reports[number as usize];
        // The halves of weeks beside that of a day hold its two weeks, and reach as far as events do.
        let halves = report.half().map_or(None..=None, |half| Some(half - 1)..=Some(half + 1));
        self.index.compare(report, halves, &self.reports, &mut self.around);
        let (reports, around) = (&self.reports, &self.around);
        self.compared += around.near.len() as u64;
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
        if self.is_earlier_origin(copy, other) {
            self.origins[copy as usize] = Some(other);
        }
    }

    /// Whether `other` is earlier than `copy` and than all that it is known to repeat.
    fn is_earlier_origin(&self, copy: u32, other: u32) -> bool {
        let order = |number: u32| self.reports[number as usize].order();
        order(other) < order(copy) && self.origins[copy as usize].is_none_or(|known| order(other) < order(known))
    }

    /// How many pairs of reports were compared: nearly all of what linking costs.
    pub fn compared(&self) -> u64 {
        self.compared
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
        let groups = self.groups();
        make(&groups.links(&self.facts), &|number| groups.story(number))
    }

    /// Who belongs together now.
    fn groups(&mut self) -> Groups {
        self.settle();
        let numbers = 0..self.reports.len() as u32;
        let mut order: Vec<u32> = numbers.clone().collect();
        order.sort_unstable_by_key(|&number| self.reports[number as usize].order());
        let events: Vec<u32> = numbers.clone().map(|number| self.events.first(number)).collect();
        let stories: Vec<u32> = numbers.clone().map(|number| self.stories.first(number)).collect();
        let followers =
            self.twins.followed().flat_map(|t| t.followers.iter().map(|&follower| (follower, t.compared[0])));
        let same = |&(a, b): &(u32, u32)| self.facts[a as usize].says_the_same(&self.facts[b as usize]);
        Groups {
            again: followers.filter(same).collect(),
            origins: self.origins.clone(),
            roots: numbers.map(|number| self.root(number)).collect(),
            event_names: numbered(&order, &events),
            story_names: numbered(&order, &stories),
            events,
            stories,
        }
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
        self.groups().named(&self.facts).collect()
    }

    /// The same, and what [`Linker::across`] makes, when no more reports will come. All that only finding needs is
    /// freed before, so that an archive takes no more memory for what is made of it.
    pub fn finish(mut self, as_of: Option<&str>) -> (Vec<Link>, Across) {
        let (groups, facts) = (self.groups(), std::mem::take(&mut self.facts));
        drop(self);
        let across = across::across(&groups.links(&facts), as_of, &|number| groups.story(number));
        (groups.named(&facts).collect(), across)
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

    /// Finds what reports repeat that follow others of their text, and the others where a follower is earlier.
    fn settle_followers(&mut self) {
        let twins = std::mem::take(&mut self.twins);
        for text in twins.followed() {
            let all = || text.compared.iter().chain(&text.followers).copied();
            let earliest = all().min_by_key(|&number| self.reports[number as usize].order());
            let known = [self.origins[text.compared[0] as usize], earliest];
            for copy in all() {
                for other in known.into_iter().flatten() {
                    if self.is_earlier_origin(copy, other) {
                        self.compared += 1;
                        if is_copy(&self.reports[copy as usize], &self.reports[other as usize]) {
                            self.origins[copy as usize] = Some(other);
                        }
                    }
                }
            }
        }
        self.twins = twins;
    }

    fn settle(&mut self) {
        self.settle_followers();
        let changed = self.events.settle(&self.reports);
        self.stories.settle(&self.reports, &self.events, &changed);
    }

    fn link_of(&self, number: u32) -> Link {
        let id = |number: u32| self.reports[number as usize].id.to_string();
        Link {
            id: id(number),
            copy_of: self.origins[number as usize].map(id),
            event: id(self.events.first(number)),
            story: id(self.stories.first(number)),
        }
    }
}

/// Which reports belong together, each by its number.
struct Groups {
    /// The earliest report whose wording each repeats.
    origins: Vec<Option<u32>>,
    /// The report at the beginning of each one's chain of copies.
    roots: Vec<u32>,
    /// The report that stands for the event of each, and the number that the event is called by.
    events: Vec<u32>,
    event_names: Vec<u32>,
    /// The same of stories.
    stories: Vec<u32>,
    story_names: Vec<u32>,
    /// Reports that say again what another says.
    again: FxHashMap<u32, u32>,
}

impl Groups {
    fn links<'l>(&'l self, facts: &'l [Facts]) -> across::Links<'l> {
        let Groups { roots, events, stories, again, .. } = self;
        across::Links { facts, roots, events, stories, again }
    }

    /// The name of the story of a report.
    fn story(&self, number: u32) -> String {
        format!("s{}", self.story_names[number as usize])
    }

    /// The links with short names, in the order in which the reports came.
    fn named(&self, facts: &[Facts]) -> impl Iterator<Item = Link> {
        (0..facts.len()).map(|number| Link {
            id: facts[number].id.to_string(),
            copy_of: self.origins[number].map(|origin| facts[origin as usize].id.to_string()),
            event: format!("e{}", self.event_names[number]),
            story: self.story(number as u32),
        })
    }
}

/// Numbers what reports stand for, from one in the `order` of the reports: for each report the number of its own.
fn numbered(order: &[u32], firsts: &[u32]) -> Vec<u32> {
    let (mut names, mut last) = (vec![0; firsts.len()], 0);
    for &number in order {
        let name: &mut u32 = &mut names[firsts[number as usize] as usize];
        if *name == 0 {
            last += 1;
            *name = last;
        }
    }
    firsts.iter().map(|&first| names[first as usize]).collect()
}

#[cfg(test)]
mod tests;
