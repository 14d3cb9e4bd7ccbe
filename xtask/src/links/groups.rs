//! Reports grouped by hand, and how far links agree with them; the measures are those of `stories.py`.

use crate::{Result, place};
use rasid_record::Link;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;
use std::path::Path;

/// A set of reports grouped by hand.
pub struct Groups {
    /// The name of its file.
    pub name: String,
    /// Its reports.
    pub rows: Vec<Row>,
}

/// A report and what it belongs to.
pub struct Row {
    /// Identifier of the report.
    pub id: String,
    /// Its event.
    pub event: String,
    /// Its story.
    pub story: String,
}

/// How far links agree with the groups.
pub struct Scores {
    /// Over pairs of reports that are put into one event.
    pub pairs: Share,
    /// Over reports: how far the story of each is what it should be (B-Cubed).
    pub story: Share,
}

/// Which share of what was found is right, and which share of what is right was found.
pub struct Share {
    precision: f64,
    recall: f64,
}

impl Share {
    /// The harmonic mean of both.
    pub fn f1(&self) -> f64 {
        let sum = self.precision + self.recall;
        if sum == 0.0 { 0.0 } else { 2.0 * self.precision * self.recall / sum }
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "P {:.3} R {:.3} F1 {:.3}", self.precision, self.recall, self.f1())
    }
}

impl Groups {
    /// Reads a file of groups.
    pub fn read(path: &Path) -> Result<Self> {
        let text = place::read(path)?;
        let mut rows = Vec::new();
        for (n, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            let [_, id, event, story, ..] = cells[..] else {
                return Err(format!("{}, line {n}: there are fewer than four cells.", path.display()));
            };
            rows.push(Row { id: id.to_owned(), event: event.to_owned(), story: story.to_owned() });
        }
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Groups { name, rows })
    }

    /// The identifiers of its reports.
    pub fn ids(&self) -> HashSet<&str> {
        self.rows.iter().map(|row| row.id.as_str()).collect()
    }

    /// Compares. A report without a link counts as alone.
    pub fn score(&self, links: &[Link]) -> Scores {
        let found: HashMap<&str, &Link> = links.iter().map(|link| (link.id.as_str(), link)).collect();
        let (mut events, mut stories) = (Vec::new(), Vec::new());
        for row in &self.rows {
            let link = found.get(row.id.as_str());
            events.push((row.event.as_str(), link.map_or(row.id.as_str(), |link| &link.event)));
            stories.push((row.story.as_str(), link.map_or(row.id.as_str(), |link| &link.story)));
        }
        Scores { pairs: pairs(&events), story: b_cubed(&stories) }
    }
}

/// Over pairs of members with one label.
fn pairs(labels: &[(&str, &str)]) -> Share {
    let (mut right, mut gold, mut found) = (0.0, 0.0, 0.0);
    for (n, a) in labels.iter().enumerate() {
        for b in &labels[..n] {
            let (in_gold, in_found) = (a.0 == b.0, a.1 == b.1);
            right += f64::from(u8::from(in_gold && in_found));
            gold += f64::from(u8::from(in_gold));
            found += f64::from(u8::from(in_found));
        }
    }
    let share = |all: f64| if all == 0.0 { 1.0 } else { right / all };
    Share { precision: share(found), recall: share(gold) }
}

/// Over members: which share of those found with each belongs there, and which share of those that
/// belong there was found.
fn b_cubed(labels: &[(&str, &str)]) -> Share {
    let (mut gold, mut found, mut both) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for pair in labels {
        *gold.entry(pair.0).or_insert(0.0) += 1.0;
        *found.entry(pair.1).or_insert(0.0) += 1.0;
        *both.entry(*pair).or_insert(0.0) += 1.0;
    }
    let count = labels.len() as f64;
    let (mut precision, mut recall) = (0.0, 0.0);
    for pair in labels {
        precision += both[pair] / found[pair.1] / count;
        recall += both[pair] / gold[pair.0] / count;
    }
    Share { precision, recall }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(found: f64, expected: f64) -> bool {
        (found - expected).abs() < 1e-12
    }

    #[test]
    fn what_agrees_is_one_and_what_is_apart_lacks_recall() {
        let same = [("a", "1"), ("a", "1"), ("b", "2")];
        assert!(is(pairs(&same).f1(), 1.0) && is(b_cubed(&same).f1(), 1.0));
        let apart = [("a", "1"), ("a", "3"), ("b", "2")];
        assert!(is(pairs(&apart).f1(), 0.0) && is(b_cubed(&apart).precision, 1.0));
        assert!(is(b_cubed(&apart).recall, 2.0 / 3.0));
        let merged = [("a", "1"), ("a", "1"), ("b", "1")];
        assert!(is(pairs(&merged).precision, 1.0 / 3.0) && is(pairs(&merged).recall, 1.0));
    }
}
