//! Scores readings against hand-made ones: how many records of each list were found, and how much
//! of each record is right.
//!
//! The figures are those of the judge, a script that stands outside this repository, to the last
//! digit; what they mean is said with [`Measure`]. Beside them stands for each gold record whether
//! it was found, so that a change of a rule shows its effect record by record.
//!
//! Nothing here reads a file, and nothing can fail: what is missing counts as not found.

mod article;
mod identity;
mod measure;
mod overlap;
mod pairing;
pub mod table;
#[cfg(test)]
mod tests;

pub use measure::{Item, Measure, Report};

use rasid_record::Reading;
use std::collections::HashMap;

/// Scores `readings` against `gold`, matched by the identifier of the report.
///
/// A gold report without a reading counts as an empty reading and is named in [`Report::missing`];
/// readings without gold are not looked at. Where two readings carry one identifier, the last counts.
pub fn score(gold: &[Reading], readings: &[Reading]) -> Report {
    let by_id: HashMap<&str, &Reading> = readings.iter().map(|r| (r.report.id.as_str(), r)).collect();
    let mut report = Report::default();
    for wanted in gold {
        match by_id.get(wanted.report.id.as_str()) {
            Some(got) => report.add(article::marks(wanted, got), wanted, got),
            None => {
                report.missing.push(wanted.report.id.clone());
                let nothing = Reading::empty(wanted.report.clone());
                report.add(article::marks(wanted, &nothing), wanted, &nothing);
            }
        }
    }
    report
}
