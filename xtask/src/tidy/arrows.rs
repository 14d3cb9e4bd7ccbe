//! Which crate may know which: the arrows of the map, as cargo sees them.

use super::Problem;
use crate::Result;
use serde_json::Value;
use std::path::Path;

/// What a crate may depend on.
enum May {
    /// Exactly these crates of the workspace.
    Know(&'static [&'static str]),
    /// Any crate of the workspace.
    KnowAll,
}

/// The map. A crate that is not here does not exist yet.
const MAP: [(&str, May); 14] = [
    ("rasid-text", May::Know(&[])),
    ("rasid-record", May::Know(&[])),
    ("rasid-lang", May::Know(&["rasid-record", "rasid-text"])),
    ("rasid-read", May::Know(&["rasid-lang", "rasid-record", "rasid-text"])),
    ("rasid-source", May::Know(&["rasid-record"])),
    ("rasid-fetch", May::Know(&[])),
    ("rasid-store", May::Know(&["rasid-record"])),
    ("rasid-desk", May::Know(&["rasid-record", "rasid-store"])),
    ("rasid-link", May::Know(&["rasid-record"])),
    ("rasid-score", May::Know(&["rasid-record"])),
    ("rasid-py", May::Know(&["rasid-lang", "rasid-link", "rasid-read", "rasid-record", "rasid-source"])),
    ("rasid-cli", May::KnowAll),
    ("rasid-fuzz", May::KnowAll),
    ("xtask", May::Know(&["rasid-lang", "rasid-link", "rasid-read", "rasid-record", "rasid-score", "rasid-text"])),
];

/// A crate of the workspace.
#[derive(Debug)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// Its manifest, from the root of the repository.
    pub manifest: String,
    /// The crates of the workspace that it depends on outside tests, sorted.
    pub knows: Vec<String>,
}

/// The crates of the workspace out of `cargo metadata --no-deps`.
pub fn members(metadata: &Value, root: &Path) -> Result<Vec<Member>> {
    let packages = metadata["packages"].as_array().ok_or("cargo metadata names no packages.")?;
    let names: Vec<&str> = packages.iter().filter_map(|p| p["name"].as_str()).collect();
    let member = |package: &Value| {
        let manifest = Path::new(package["manifest_path"].as_str()?);
        let dependencies = package["dependencies"].as_array()?;
        let mut knows: Vec<String> = dependencies
            .iter()
            // Tests may use what the crate itself must not know.
            .filter(|d| d["kind"] != "dev")
            .filter_map(|d| d["name"].as_str())
            .filter(|name| names.contains(name))
            .map(str::to_owned)
            .collect();
        knows.sort();
        knows.dedup();
        let manifest = manifest.strip_prefix(root).unwrap_or(manifest).display().to_string();
        Some(Member { name: package["name"].as_str()?.to_owned(), manifest, knows })
    };
    Ok(packages.iter().filter_map(member).collect())
}

/// Compares the arrows with the map. `manifest` gives the text of a manifest, to name its line.
pub fn check(members: &[Member], manifest: impl Fn(&str) -> String) -> Vec<Problem> {
    let mut problems = Vec::new();
    for member in members {
        let at = |name: &str| {
            let text = manifest(&member.manifest);
            let line = text.lines().position(|line| line.trim_start().starts_with(name));
            line.map_or(1, |i| i + 1)
        };
        let mut say = |line, sentence: String| problems.push(Problem::new(&member.manifest, line, sentence));
        match MAP.iter().find(|(name, _)| *name == member.name) {
            None => say(
                at("name"),
                format!("{} is not on the map in xtask/src/tidy/arrows.rs; enter it there.", member.name),
            ),
            Some((_, May::KnowAll)) => {}
            Some((name, May::Know(allowed))) => {
                for known in member.knows.iter().filter(|known| !allowed.contains(&known.as_str())) {
                    say(at(known), format!("{name} must not know {known}; see the map in ARCHITECTURE.md."));
                }
                for missing in allowed.iter().filter(|allowed| !member.knows.iter().any(|known| known == *allowed)) {
                    say(1, format!("the map lets {name} know {missing}, but it does not; take the arrow off the map."));
                }
            }
        }
    }
    problems
}
