//! What people decided about who is who: identifiers that are one, and an identifier that stands for two.
//!
//! Decisions are an input like the readings: a table that people write, applied to each reading before it is
//! linked. So the links with decisions are as independent of order as those without.

use rasid_record::{Participant, Reading};
use std::collections::BTreeMap;
use std::fmt;

/// The columns of a table of decisions.
const COLUMNS: [&str; 4] = ["do", "id", "other", "where"];
/// What stands between identifiers that act together.
const TOGETHER: char = '+';

/// Decisions about identifiers of actors and places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merges {
    /// For an identifier the one that stands for both.
    into: BTreeMap<String, String>,
    /// For an identifier where it is somebody else, and who.
    splits: BTreeMap<String, Vec<(Scope, String)>>,
}

/// Where an identifier stands for somebody else.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Scope {
    /// In the report with this identifier.
    Report(String),
    /// In all reports of this outlet.
    Outlet(String),
}

/// A line that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeError {
    /// Line, counted from 1.
    pub line: usize,
    /// What is wrong, and what to do.
    pub message: String,
}

impl fmt::Display for MergeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for MergeError {}

impl Merges {
    /// Reads a table: lines `merge`, the identifier that is kept, the one that is the same; and `split`, an
    /// identifier, the one that it is instead, and where: `report:ID` or `outlet:NAME`. Cells are separated by
    /// tabs, lines that begin with # are notes, a first line with the names of the columns may stand.
    ///
    /// # Errors
    ///
    /// All lines that say nothing, or the contrary of another.
    pub fn read(text: &str) -> Result<Self, Vec<MergeError>> {
        let (mut merges, mut errors) = (Merges::default(), Vec::new());
        for (line, content) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            let cells: Vec<&str> = content.split('\t').map(str::trim).collect();
            if content.starts_with('#') || content.trim().is_empty() || cells == COLUMNS {
                continue;
            }
            if let Err(message) = merges.line(&cells) {
                errors.push(MergeError { line: line + 1, message });
            }
        }
        if errors.is_empty() { Ok(merges) } else { Err(errors) }
    }

    fn line(&mut self, cells: &[&str]) -> Result<(), String> {
        let cells: Vec<&str> = cells.iter().copied().filter(|cell| !cell.is_empty()).collect();
        match cells[..] {
            ["merge" | "split", id, other, ..] if [id, other].iter().any(|id| id.contains(TOGETHER)) => {
                Err("name one identifier, not several with + between them.".to_owned())
            }
            ["merge", kept, same] => self.merge(kept, same),
            ["split", id, other, place] => {
                let scope = match place.split_once(':') {
                    Some(("report", of)) if !of.is_empty() => Scope::Report(of.to_owned()),
                    Some(("outlet", of)) if !of.is_empty() => Scope::Outlet(of.to_owned()),
                    _ => {
                        return Err(format!(
                            "\u{201C}{place}\u{201D} does not say where; write report:ID or outlet:NAME."
                        ));
                    }
                };
                let splits = self.splits.entry(id.to_owned()).or_default();
                if let Some((_, before)) = splits.iter().find(|(s, before)| *s == scope && before != other) {
                    return Err(format!("there {id} is {before} already; leave one of the two lines out."));
                }
                splits.push((scope, other.to_owned()));
                // A report says more than its outlet, and comes first.
                splits.sort();
                splits.dedup();
                Ok(())
            }
            _ => Err("write merge, the identifier to keep and the same one's other identifier; or split, an \
                      identifier, the one to use instead, and report:ID or outlet:NAME."
                .to_owned()),
        }
    }

    fn merge(&mut self, kept: &str, same: &str) -> Result<(), String> {
        if let Some(before) = self.into.get(same).filter(|before| *before != kept) {
            return Err(format!("{same} is merged into {before} already; merge {before} and {kept} instead."));
        }
        if self.kept(kept) == same {
            return Err(format!("{kept} is merged into {same} already, so that neither would be kept."));
        }
        self.into.insert(same.to_owned(), kept.to_owned());
        Ok(())
    }

    /// The identifier that stands for `id` in the end.
    fn kept<'a>(&'a self, id: &'a str) -> &'a str {
        let mut id = id;
        // No identifier leads to itself, since `merge` refuses it.
        while let Some(into) = self.into.get(id) {
            id = into;
        }
        id
    }

    /// Whether there is no decision.
    pub fn is_empty(&self) -> bool {
        self.into.is_empty() && self.splits.is_empty()
    }

    /// Rewrites the identifiers of `reading` as people decided: first what is somebody else there, then who is
    /// the same.
    pub fn apply(&self, reading: &mut Reading) {
        if self.is_empty() {
            return;
        }
        let here = Here { merges: self, report: reading.report.id.clone(), outlet: reading.report.outlet.clone() };
        for statement in &mut reading.statements {
            statement.speaker_id.iter_mut().chain(&mut statement.side).for_each(|id| here.rename(id));
            here.all(&mut statement.via_ids);
        }
        for event in &mut reading.events {
            here.people(&mut event.actors);
            here.people(&mut event.recipients);
        }
        reading.commitments.iter_mut().for_each(|commitment| here.rename(&mut commitment.by_id));
        for arrangement in &mut reading.arrangements {
            arrangement.place_id.iter_mut().for_each(|id| here.rename(id));
            here.all(&mut arrangement.parties);
        }
        for breach in &mut reading.breaches {
            here.all(&mut breach.accused);
            here.all(&mut breach.against);
        }
        reading.naming.iter_mut().for_each(|naming| here.rename(&mut naming.id));
    }
}

/// Decisions as they hold in one report.
struct Here<'m> {
    merges: &'m Merges,
    report: String,
    outlet: Option<String>,
}

impl Here<'_> {
    fn rename(&self, id: &mut String) {
        let changed: Vec<&str> = id.split(TOGETHER).map(|one| self.one(one)).collect();
        if !changed.iter().copied().eq(id.split(TOGETHER)) {
            // Two that act together and are one are named once.
            let mut once: Vec<&str> = Vec::with_capacity(changed.len());
            changed.into_iter().for_each(|one| {
                if !once.contains(&one) {
                    once.push(one);
                }
            });
            *id = once.join("+");
        }
    }

    fn one<'a>(&'a self, id: &'a str) -> &'a str {
        let holds = |scope: &Scope| match scope {
            Scope::Report(report) => *report == self.report,
            Scope::Outlet(outlet) => Some(outlet) == self.outlet.as_ref(),
        };
        let splits = self.merges.splits.get(id).into_iter().flatten();
        let other = splits.into_iter().find(|(scope, _)| holds(scope)).map(|(_, other)| other.as_str());
        self.merges.kept(other.unwrap_or(id))
    }

    /// Rewrites a list; those that have become one are in it once.
    fn all(&self, ids: &mut Vec<String>) {
        ids.iter_mut().for_each(|id| self.rename(id));
        let mut seen = Vec::new();
        ids.retain(|id| {
            let new = !seen.contains(id);
            if new {
                seen.push(id.clone());
            }
            new
        });
    }

    fn people(&self, people: &mut [Participant]) {
        people.iter_mut().for_each(|one| self.rename(&mut one.id));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rasid_record::{Anchor, Naming, NamingKind, Report, Voice};

    fn names(merges: &str, report: &str, ids: &[&str]) -> Vec<String> {
        let report = Report { id: report.into(), outlet: Some("A".into()), ..Report::default() };
        let mut reading = Reading::empty(report);
        reading.naming = ids
            .iter()
            .map(|id| Naming {
                at: Anchor::default(),
                id: (*id).to_owned(),
                kind: NamingKind::Plain,
                voice: Voice::Outlet,
                rule: String::new(),
            })
            .collect();
        Merges::read(merges).unwrap().apply(&mut reading);
        reading.naming.into_iter().map(|naming| naming.id).collect()
    }

    #[test]
    fn those_that_are_one_have_the_identifier_that_is_kept_in_any_order_of_the_lines() {
        for table in ["merge\ta\tb\nmerge\tb\tc\n", "# who is who\ndo\tid\tother\twhere\nmerge\tb\tc\t\nmerge\ta\tb\n"]
        {
            assert_eq!(names(table, "r", &["a", "b", "c", "d", "c+d", "b+c"]), ["a", "a", "a", "d", "a+d", "a"]);
        }
    }

    #[test]
    fn an_identifier_is_split_in_a_report_or_an_outlet_and_what_it_is_there_may_be_merged() {
        let table = "split\ta\tx\toutlet:A\nsplit\ta\ty\treport:one\nmerge\tz\ty\n";
        assert_eq!(names(table, "one", &["a", "b"]), ["z", "b"]);
        assert_eq!(names(table, "two", &["a", "a+b"]), ["x", "x+b"]);
    }

    #[test]
    fn what_cannot_be_followed_is_refused_with_its_line() {
        let wrong = |table: &str| Merges::read(table).unwrap_err().iter().map(|e| e.line).collect::<Vec<_>>();
        assert_eq!(wrong("merge\ta\tb\nmerge\tb\ta\n"), [2]);
        assert_eq!(wrong("merge\ta\ta\n"), [1]);
        assert_eq!(wrong("merge\ta\tb\nmerge\tc\tb\n"), [2]);
        assert_eq!(wrong("#\njoin\ta\tb\nsplit\ta\tb\nsplit\ta\tb\tthere\nmerge\ta+b\tc\n"), [2, 3, 4, 5]);
        assert_eq!(wrong("split\ta\tx\treport:r\nsplit\ta\ty\treport:r\n"), [2]);
    }
}
