//! Rules over the tree that neither the compiler nor the linter knows.
//!
//! Every rule is a function over paths and texts or over what cargo says about the workspace, so
//! that it is tested on small bad trees; only this file looks at the real one.

mod arrows;
mod files;
mod lexicon;
mod licences;
#[cfg(test)]
mod tests;

use crate::{Outcome, Result, place};
use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// The default build stays under this many crates.
const CRATES_LIMIT: usize = 260;

/// Something that breaks a rule.
#[derive(Debug, PartialEq, Eq)]
struct Problem {
    /// Path from the root of the repository.
    file: String,
    /// The line, counted from 1.
    line: usize,
    /// What is wrong and what to do.
    sentence: String,
}

impl Problem {
    fn new(file: &str, line: usize, sentence: impl Into<String>) -> Self {
        Problem { file: file.to_owned(), line, sentence: sentence.into() }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.sentence)
    }
}

/// Looks at the whole tree.
pub fn run() -> Result<Outcome> {
    let root = place::root()?;
    let mut problems = Vec::new();
    let paths = listed(&root)?;
    for path in &paths {
        problems.extend(files::named(path));
        // What is no text has no lines to look at.
        if let Ok(text) = std::fs::read_to_string(root.join(path)) {
            problems.extend(files::written(path, &text));
            problems.extend(lexicon::headers(path, &text));
        }
    }

    let workspace = json(&place::cargo(&["metadata", "--format-version", "1", "--no-deps", "--offline"])?)?;
    let members = arrows::members(&workspace, &root)?;
    problems.extend(arrows::check(&members, |path| place::read(&root.join(path)).unwrap_or_default()));

    let lock = place::read(&root.join("Cargo.lock"))?;
    problems.extend(licences::check(&every_crate()?, &lock));

    let tree = place::cargo(&["tree", "-p", "rasid-cli", "-e", "normal,build", "--prefix", "none"])?;
    let crates = crates_in(&tree);
    println!("{crates} crates in the default build (fewer than {CRATES_LIMIT} allowed).");
    if crates >= CRATES_LIMIT {
        let sentence =
            format!("the default build has {crates} crates, {CRATES_LIMIT} or more; do without some of them.");
        problems.push(Problem::new("Cargo.lock", 1, sentence));
    }

    println!("{} files looked at.", paths.len());
    Ok(Outcome::of(&problems.iter().map(Problem::to_string).collect::<Vec<_>>()))
}

/// Paths of all files that are in the repository or would be with the next commit.
fn listed(root: &Path) -> Result<Vec<String>> {
    let output = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(root)
        .output()
        .map_err(|e| format!("git ls-files cannot be run: {e}."))?;
    if !output.status.success() {
        return Err(format!("git ls-files failed: {}", String::from_utf8_lossy(&output.stderr).trim_end()));
    }
    let mut paths: Vec<String> = String::from_utf8_lossy(&output.stdout)
        .split('\0')
        .filter(|path| !path.is_empty() && root.join(path).is_file())
        .map(str::to_owned)
        .collect();
    paths.sort();
    Ok(paths)
}

/// What cargo knows about every crate of the lock file. Without a network the crates that only
/// other systems need may not be at hand; then it is said that they were left out.
fn every_crate() -> Result<Value> {
    let arguments = ["metadata", "--format-version", "1"];
    let whole = place::cargo(&arguments).or_else(|failure| {
        let host = place::cargo(&["-vV"])?;
        let host = host.lines().find_map(|line| line.strip_prefix("host: ")).ok_or(failure)?;
        println!("Crates for other systems than {host} are not at hand; their licences were not looked at.");
        place::cargo(&[&arguments[..], &["--offline", "--filter-platform", host]].concat())
    });
    json(&whole?)
}

fn json(text: &str) -> Result<Value> {
    serde_json::from_str(text).map_err(|e| format!("cargo metadata printed something that is not JSON: {e}."))
}

/// How many different crates `cargo tree --prefix none` lists.
fn crates_in(tree: &str) -> usize {
    let name_and_version = |line: &str| line.split(' ').take(2).collect::<Vec<_>>().join(" ");
    tree.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('['))
        .map(name_and_version)
        .collect::<std::collections::BTreeSet<_>>()
        .len()
}
