//! Reports of one text on one day.
//!
//! So many outlets print a text that all of its reports are compared; but a crawler that takes one page for thousands,
//! or somebody who means harm, would make linking take the square of their number. So of one text on one day only
//! some are compared, and each that comes after them follows the first: it is of its event and story.

use crate::copies::LEAST;
use crate::features::Features;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;

/// Reports of one text on one day that are compared. In half a year of news from nine outlets there were three at most.
pub(crate) const MOST: usize = 50;

/// Which reports have one text.
#[derive(Default)]
pub(crate) struct Twins {
    /// The report that came first, by a hash of day and text.
    firsts: FxHashMap<u64, u32>,
    /// The texts that have several reports, by the first of them.
    several: FxHashMap<u32, Text>,
}

/// A text of which there are several reports on one day.
#[derive(Default)]
pub(crate) struct Text {
    /// Those that are compared, in the order in which they came.
    pub compared: Vec<u32>,
    /// Those that follow the first.
    pub followers: Vec<u32>,
}

impl Twins {
    /// Takes in report `number`; where there are so many of its text that it is not compared, the one that it follows.
    pub fn add(&mut self, number: u32, reports: &[Features]) -> Option<u32> {
        let report = &reports[number as usize];
        // What has hardly any words is no copy of anything.
        if report.wording.hashes().len() < LEAST {
            return None;
        }
        let first = *self.firsts.entry(hash(report)).or_insert(number);
        // Other texts may have the hash.
        if first == number || !reports[first as usize].is_of_one_text(report) {
            return None;
        }
        let text = self.several.entry(first).or_insert_with(|| Text { compared: vec![first], ..Text::default() });
        if text.compared.len() < MOST {
            text.compared.push(number);
            return None;
        }
        text.followers.push(number);
        Some(first)
    }

    /// The texts that have followers.
    pub fn followed(&self) -> impl Iterator<Item = &Text> {
        self.several.values().filter(|text| !text.followers.is_empty())
    }
}

/// A number that reports of one text on one day have in common.
fn hash(report: &Features) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_i64(report.day().unwrap_or(i64::MAX));
    let words = report.words.iter().map(|word| word.term).chain(report.title.iter().map(|(term, _)| *term));
    report.wording.hashes().iter().copied().chain(words).for_each(|number| hasher.write_u32(number));
    hasher.finish()
}
