//! What comes out of scoring: measures over all reports, and a line for each gold record.

use crate::article::Marks;
use rasid_record::{List, Reading};

/// One measure: how many records there should be, how many there are, and how many are right.
///
/// Stretches are the same from half their common extent on; each record is paired at most once.
///
/// | measure | counted right when |
/// | --- | --- |
/// | `times` | the stretch is the same |
/// | `times.value` | and value and modifier, other than `approx`, too |
/// | `figures` | stretch, low and high are the same |
/// | `figures.measure`, `.by` | and what is measured; and who says it |
/// | `statements` | the content (the cue, where nothing is said) is the same |
/// | `statements.who`, `.id`, `.form`, `.stance` | and the speaker's words; the speaker; form; stance |
/// | `events.type` | the triggers share a character and the type is the same |
/// | `events.who`, `.by`, `.full` | and one actor and recipient; who says it; everybody, mode and aux |
/// | `commitments` | what is promised and who is bound are the same |
/// | `commitments.class`, `.until` | and the class; the value of its end, over those that have one |
/// | `arrangements`, `.phase` | stretch and kind; and phase |
/// | `breaches`, `.by` | they share a character and one accused; and who says it |
/// | `naming`, `.voice` | stretch and party; and voice |
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Its name: a list, or a list and a part of its records.
    pub name: &'static str,
    /// Records in the gold readings.
    pub gold: usize,
    /// Records in the readings that are scored.
    pub found: usize,
    /// Those that agree.
    pub good: usize,
}

impl Measure {
    /// The share of what was found that is right, from 0 to 1.
    pub fn precision(&self) -> f64 {
        ratio(self.good, self.found)
    }

    /// The share of what should be found that was, from 0 to 1.
    pub fn recall(&self) -> f64 {
        ratio(self.good, self.gold)
    }

    /// The harmonic mean of precision and recall, from 0 to 1.
    pub fn f1(&self) -> f64 {
        ratio(2 * self.good, self.gold + self.found)
    }
}

/// `a` out of `b`, and nothing out of nothing.
fn ratio(a: usize, b: usize) -> f64 {
    if b == 0 { 0.0 } else { a as f64 / b as f64 }
}

/// Whether one record was paired: a gold one with a found one, or the other way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Identifier of the report.
    pub report: String,
    /// Its list.
    pub list: List,
    /// Its place in its list, from 0.
    pub index: usize,
    /// Whether a record of the other side was paired with it by the first measure of the list.
    pub hit: bool,
}

/// The outcome over all reports.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The measures in the order of the judge; empty where there is no gold.
    pub measures: Vec<Measure>,
    /// A line for each gold record, report by report in the order given, list by list.
    pub items: Vec<Item>,
    /// A line for each found record of these reports, in the same order.
    pub found: Vec<Item>,
    /// Identifiers of gold reports that have no reading.
    pub missing: Vec<String>,
}

impl Report {
    /// The measure with this name.
    pub fn measure(&self, name: &str) -> Option<&Measure> {
        self.measures.iter().find(|m| m.name == name)
    }

    /// Adds what came out for one report.
    pub(crate) fn add(&mut self, marks: Marks, gold: &Reading, got: &Reading) {
        for measure in marks.measures {
            match self.measures.iter_mut().find(|m| m.name == measure.name) {
                Some(total) => {
                    total.gold += measure.gold;
                    total.found += measure.found;
                    total.good += measure.good;
                }
                None => self.measures.push(measure),
            }
        }
        for &list in List::ALL {
            let pairs = marks.pairs.iter().find(|(l, _)| *l == list).map_or(&[][..], |(_, pairs)| pairs);
            let item = |index, hit| Item { report: gold.report.id.clone(), list, index, hit };
            let gold_items = (0..gold.len_of(list)).map(|n| item(n, pairs.iter().any(|&(i, _)| i == n)));
            self.items.extend(gold_items);
            let found = (0..got.len_of(list)).map(|n| item(n, pairs.iter().any(|&(_, j)| j == n)));
            self.found.extend(found);
        }
    }
}
