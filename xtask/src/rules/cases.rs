//! Case files as examples: their texts and what the program records of them.

use crate::rules::source;
use crate::{Result, place, program};
use rasid_record::List;
use serde_json::{Value, json};
use std::path::Path;

/// A case file with its reading.
#[derive(Debug)]
pub struct Case {
    /// Its path from the root of the repository.
    pub path: String,
    /// The line that says what it is about.
    pub title: String,
    /// The text.
    pub text: String,
    /// The date of publication, or nothing.
    pub published: Option<String>,
    /// The lists whose records it says, all of them.
    pub lists: Vec<List>,
    /// Rules that must not make a record of it.
    pub against: Vec<String>,
    /// What the program records.
    pub reading: Value,
}

/// The line that names rules which must not make a record.
const AGAINST: &str = "not by:";
/// The line of a case whose records are not yet as they must be; such a case shows nothing.
const GAP: &str = "gap:";

/// All case files below `root` but those of gaps, read by `binary`.
pub fn all(root: &Path, binary: &Path) -> Result<Vec<Case>> {
    let mut cases = Vec::new();
    for path in files(root, "cases", "md")? {
        let file = place::read(&root.join(&path))?;
        if !file.lines().any(|line| line.starts_with(GAP)) {
            cases.push(parse(&path, &file)?);
        }
    }
    let lines: String = cases.iter().map(|case| case.report().to_string() + "\n").collect();
    let file = place::target()?.join("rules/cases.jsonl");
    place::write(&file, lines.as_bytes())?;
    let printed = program::read(binary, &file)?;
    let mut readings = printed.lines();
    for case in &mut cases {
        let line = readings.next().unwrap_or_default();
        case.reading = serde_json::from_str(line).map_err(|e| format!("{} has no reading: {e}.", case.path))?;
    }
    Ok(cases)
}

/// Paths from `root` of the files below `folder` with this ending, sorted.
pub fn files(root: &Path, folder: &str, ending: &str) -> Result<Vec<String>> {
    let path = root.join(folder);
    let cannot = |e: std::io::Error| format!("{} cannot be read: {e}.", path.display());
    let mut out = Vec::new();
    for entry in std::fs::read_dir(&path).map_err(cannot)? {
        let entry = entry.map_err(cannot)?;
        let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            out.extend(files(root, &name, ending)?);
        } else if Path::new(&name).extension().is_some_and(|e| e == ending) {
            out.push(name);
        }
    }
    out.sort();
    Ok(out)
}

fn parse(path: &str, file: &str) -> Result<Case> {
    let line = |head: &str| file.lines().find_map(|l| l.strip_prefix(head)).map(str::trim).filter(|l| !l.is_empty());
    let block = |name: &str| {
        let (_, rest) = file.split_once(&format!("```{name}\n"))?;
        rest.split_once("\n```").map(|(block, _)| block)
    };
    let block = |name: &str| block(name).ok_or_else(|| format!("{path} has no block ```{name} that is closed."));
    let expected = block("expect")?;
    // "none times" says of a list that it is empty.
    let list = |line: &str| {
        let mut words = line.split_whitespace();
        let first = words.next()?;
        source::list_of(if first == "none" { words.next()? } else { first })
    };
    let mut lists: Vec<List> = expected.lines().filter_map(list).collect();
    lists.sort();
    lists.dedup();
    Ok(Case {
        path: path.to_owned(),
        title: line("# ").unwrap_or("").to_owned(),
        text: block("text")?.to_owned(),
        published: line("published:").map(str::to_owned),
        lists,
        against: line(AGAINST).map_or(Vec::new(), |l| l.split(',').map(|id| id.trim().to_owned()).collect()),
        reading: Value::Null,
    })
}

impl Case {
    fn report(&self) -> Value {
        let mut report = json!({"id": self.path, "lang": "ar", "text": self.text});
        if let Some(published) = &self.published {
            report["published"] = json!(published);
        }
        report
    }

    /// The records of a list.
    pub fn records(&self, list: List) -> &[Value] {
        self.reading[list.as_str()].as_array().map_or(&[], Vec::as_slice)
    }

    /// How many records of a list are less than a plain fact.
    pub fn hedged(&self, list: List) -> usize {
        self.records(list).iter().filter(|r| !r["aux"].is_null() || r["negated"] == true).count()
    }

    /// How many records of a list a rule made.
    pub fn made_by(&self, list: List, rule: &str) -> usize {
        self.records(list).iter().filter(|r| r["rule"] == rule).count()
    }
}

#[cfg(test)]
mod tests {
    use super::parse;
    use rasid_record::List;

    #[test]
    fn a_case_says_which_lists_it_is_about_and_which_rules_it_is_against() {
        let file = "# A title\n\npublished: 2018-02-26\nnot by: event/verb, time/day\n\n```text\nWords.\n```\n\n```expect\nbreach \"x\"\nnone times\nbreach \"y\"\n```\n";
        let case = parse("cases/a.md", file).expect("it is well formed");
        assert_eq!((case.title.as_str(), case.text.as_str()), ("A title", "Words."));
        assert_eq!(case.published.as_deref(), Some("2018-02-26"));
        assert_eq!(case.lists, [List::Times, List::Breaches]);
        assert_eq!(case.against, ["event/verb", "time/day"]);
        assert!(parse("cases/b.md", "```text\nWords.\n```\n").is_err_and(|e| e.contains("```expect")));
    }
}
