//! Every table of words says what it is, in which language, under which licence, from where, and
//! who looked it over.

use super::Problem;

/// Where the tables are.
const FOLDER: &str = "crates/rasid-lang/data/";
/// The lines that a table begins with, in this order.
const HEADER: [&str; 5] = ["table", "language", "licence", "source", "reviewer"];

/// Rules over the first lines of a table.
pub fn headers(path: &str, text: &str) -> Vec<Problem> {
    if !path.starts_with(FOLDER) || !path.ends_with(".tsv") {
        return Vec::new();
    }
    let mut lines = text.lines();
    HEADER
        .iter()
        .enumerate()
        .filter_map(|(i, key)| {
            let line = lines.next().unwrap_or("");
            let sentence = || format!("line {} of a table must be \"# {key}: …\", not {line:?}.", i + 1);
            (!says(line, key)).then(|| Problem::new(path, i + 1, sentence()))
        })
        .collect()
}

/// Whether the line is a comment that gives `key` a value.
fn says(line: &str, key: &str) -> bool {
    let rest = line.strip_prefix('#').map(str::trim_start).and_then(|line| line.strip_prefix(key));
    rest.and_then(|rest| rest.trim_start().strip_prefix(':').or_else(|| rest.strip_prefix('\t')))
        .is_some_and(|value| !value.trim().is_empty())
}
