//! What the records of many reports make together: arrangements through time, outcomes of commitments,
//! disagreements.
//!
//! | module | what |
//! | --- | --- |
//! | `facts` | what is kept of the records of a reading |
//! | `counts` | the three counts of every claim |
//! | `sides`, `letters`, `period` | identifiers, short words and times as they are compared |
//! | `units`, `joining` | which mentions of arrangements are one, within a report and across |
//! | `course` | the line of an arrangement: phases and ledger |
//! | `promises`, `outcome` | which commitments are one, and what became of them |
//! | `figures` | which figures count one thing, and who gave which when |
//! | `disagree` | figures, denials and phases that exclude each other |
//! | `pointers` | the records that all these lines point at |

pub(crate) mod counts;
pub(crate) mod course;
mod disagree;
pub(crate) mod facts;
mod figures;
mod joining;
mod letters;
mod outcome;
mod period;
mod pointers;
mod promises;
pub(crate) mod sides;
mod units;

pub(crate) use facts::Facts;

use crate::graph::Sets;
use crate::views;
use counts::Sources;
use course::Courses;
use disagree::Disagreements;
use outcome::{AsOf, Outcomes};
use rasid_record::{ArrangementCourse, CommitmentCourse, Disagreement, FigureCourse, Position};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// What many reports make together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Across {
    /// Arrangements, in the order in which they were first spoken of.
    pub arrangements: Vec<ArrangementCourse>,
    /// Commitments with their outcomes, in the order in which they were first told.
    pub commitments: Vec<CommitmentCourse>,
    /// Disagreements, the earliest first.
    pub disagreements: Vec<Disagreement>,
    /// Who stands where on which arrangement.
    pub positions: Vec<Position>,
    /// Figures of one thing that were given more than once, the earliest first.
    pub figures: Vec<FigureCourse>,
}

/// Everything that is needed of the links of the reports.
pub(crate) struct Links<'l> {
    pub facts: &'l [Facts],
    /// For each report the one at the beginning of its chain of copies.
    pub roots: &'l [u32],
    /// For each report the one that stands for its event.
    pub events: &'l [u32],
    /// For each report the one that stands for its story.
    pub stories: &'l [u32],
    /// Reports that say again what another says word by word, each with that one (see `twins`): its records are of what
    /// those of the other are of, and are compared with no others.
    pub again: &'l FxHashMap<u32, u32>,
}

impl Links<'_> {
    /// Whether the records of a report are compared with others.
    pub fn compared(&self, report: u32) -> bool {
        !self.again.contains_key(&report)
    }
}

/// Records that are joined, some of which only say again what others say: those are not compared.
#[derive(Default)]
struct Echoes {
    /// Where each record stands that is compared.
    told: FxHashMap<(u32, usize), usize>,
    /// Where the others stand, each with the record that it says again.
    again: Vec<(usize, (u32, usize))>,
}

impl Echoes {
    /// Takes in what stands at `at`, which is record `n` of a report; says whether it is to be compared with others.
    fn compares(&mut self, links: &Links<'_>, at: usize, (report, n): (u32, usize)) -> bool {
        match links.again.get(&report) {
            Some(&first) => self.again.push((at, (first, n))),
            None => drop(self.told.insert((report, n), at)),
        }
        links.compared(report)
    }

    /// Joins those that were not compared with those that they say again.
    fn join(self, sets: &mut Sets) {
        let pairs = self.again.into_iter().filter_map(|(at, first)| Some((at, *self.told.get(&first)?)));
        pairs.for_each(|(at, first)| sets.join(at, first));
    }
}

/// Joins the arrangements of all reports.
pub(crate) fn courses<'f>(links: &Links<'f>) -> Courses<'f> {
    Courses::new(joining::join(links), links.facts)
}

/// Makes all lines, outcomes up to `as_of`.
pub(crate) fn across(links: &Links<'_>, as_of: Option<&str>, story: &dyn Fn(u32) -> String) -> Across {
    let facts = links.facts;
    let sources = Sources { facts, roots: links.roots };
    let courses = courses(links);
    let (breaches, commitments) = (courses.breaches(facts), courses.commitments(facts));
    let of = |found: &BTreeMap<usize, Vec<(u32, usize)>>, group: usize| {
        let mut found = found.get(&group).cloned().unwrap_or_default();
        found.sort_by(|a, b| (facts[a.0 as usize].order(), a.1).cmp(&(facts[b.0 as usize].order(), b.1)));
        found
    };
    let line = |(n, units): (usize, &Vec<_>)| {
        let label = format!("a{}", n + 1);
        course::line(label, units, &of(&breaches, n), &of(&commitments, n), &sources, links.events, story)
    };
    let outcomes = Outcomes::new(links, &sources, &courses, AsOf::new(as_of, facts));
    let promises = promises::join(links, &courses);
    Across {
        arrangements: courses.groups.iter().enumerate().map(line).collect(),
        commitments: (promises.iter().enumerate())
            .map(|(n, promise)| outcomes.line(format!("c{}", n + 1), promise))
            .collect(),
        disagreements: Disagreements::find(links, &sources, &courses),
        positions: views::positions(links, &courses),
        figures: figures::find(links, &sources, story),
    }
}
