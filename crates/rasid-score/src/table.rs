//! The tables that are kept beside the code, and what changed between two of them.
//!
//! Both are tab-separated with one line of column names, so that a plain diff can be read.

use crate::Report;
use std::collections::HashMap;
use std::fmt::Write;

/// How many columns of [`measures`] name a row.
pub const MEASURE_KEY: usize = 1;
/// How many columns of [`items`] name a row.
pub const ITEM_KEY: usize = 3;

/// One line for each measure: measure, gold, found, P, R, F1, the last three with three decimals.
pub fn measures(report: &Report) -> String {
    let mut text = String::from("measure\tgold\tfound\tP\tR\tF1\n");
    for m in &report.measures {
        let (name, p, r, f1) = (m.name, m.precision(), m.recall(), m.f1());
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{name}\t{}\t{}\t{p:.3}\t{r:.3}\t{f1:.3}", m.gold, m.found);
    }
    text
}

/// One line for each gold record: article, list, index, hit (`yes` or `no`).
pub fn items(report: &Report) -> String {
    let mut text = String::from("article\tlist\tindex\thit\n");
    for item in &report.items {
        let hit = if item.hit { "yes" } else { "no" };
        let _ = writeln!(text, "{}\t{}\t{}\t{hit}", item.report, item.list, item.index);
    }
    text
}

/// A row that differs between two versions of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The columns that name the row, separated by spaces.
    pub key: String,
    /// The other columns before, separated by spaces; nothing where the row is new.
    pub before: Option<String>,
    /// The other columns after; nothing where the row is gone.
    pub after: Option<String>,
}

impl std::fmt::Display for Change {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let side = |side: &Option<String>| side.clone().unwrap_or_else(|| "(none)".to_owned());
        write!(f, "{}: {} -> {}", self.key, side(&self.before), side(&self.after))
    }
}

/// The rows that differ, those of `new` in their order, then those that are gone. The first
/// `key_columns` columns name a row; the line of column names is not a row.
pub fn changes(old: &str, new: &str, key_columns: usize) -> Vec<Change> {
    let (old_rows, new_rows) = (rows(old, key_columns), rows(new, key_columns));
    let before: HashMap<&String, &String> = old_rows.iter().map(|(key, rest)| (key, rest)).collect();
    let after: HashMap<&String, &String> = new_rows.iter().map(|(key, rest)| (key, rest)).collect();
    let change = |key: &String| Change {
        key: key.clone(),
        before: before.get(key).map(|rest| (*rest).clone()),
        after: after.get(key).map(|rest| (*rest).clone()),
    };
    let changed = new_rows.iter().filter(|(key, rest)| before.get(key) != Some(&rest));
    let gone = old_rows.iter().filter(|(key, _)| !after.contains_key(key));
    changed.chain(gone).map(|(key, _)| change(key)).collect()
}

/// Key and rest of each row.
fn rows(table: &str, key_columns: usize) -> Vec<(String, String)> {
    let split = |line: &str| {
        let columns: Vec<&str> = line.split('\t').collect();
        let (key, rest) = columns.split_at(key_columns.min(columns.len()));
        (key.join(" "), rest.join(" "))
    };
    table.lines().skip(1).filter(|line| !line.is_empty()).map(split).collect()
}
