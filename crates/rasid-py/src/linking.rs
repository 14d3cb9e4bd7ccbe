//! Many readings to what they make together.

use crate::reading::Native;
use crate::tables::guarded;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use rasid_link::{Linker, Merges};
use rasid_record::{OfMany, Reading};
use serde::Serialize;

/// The lines of `rasid link --format jsonl`, by what they are about: reports, arrangements, commitments,
/// disagreements. Before them the identifiers that came more than once; of those the first reading counts.
type Lines = (Vec<String>, Vec<String>, Vec<String>, Vec<String>, Vec<String>);

/// Links readings. `merges` is a table of decisions about who is who, as `rasid link --merges` takes it.
#[pyfunction]
pub fn link(py: Python<'_>, readings: Vec<Native>, as_of: Option<&str>, merges: &str) -> PyResult<Lines> {
    let merges = Merges::read(merges).map_err(|errors| {
        PyValueError::new_err(errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    })?;
    let made = py.detach(|| guarded(|| lines(readings.iter().map(Native::reading), as_of, &merges)));
    made.map_err(pyo3::exceptions::PyRuntimeError::new_err)
}

fn lines<'r>(readings: impl Iterator<Item = &'r Reading>, as_of: Option<&str>, merges: &Merges) -> Lines {
    let (mut linker, mut again) = (Linker::new(), Vec::new());
    for reading in readings {
        let new = if merges.is_empty() {
            linker.add(reading)
        } else {
            let mut merged = reading.clone();
            merges.apply(&mut merged);
            linker.add(&merged)
        };
        if !new {
            again.push(reading.report.id.clone());
        }
    }
    let (links, across) = linker.finish(as_of);
    let many = |n: usize| Vec::with_capacity(n);
    let (mut arrangements, mut commitments, mut disagreements) =
        (many(across.arrangements.len()), many(across.commitments.len()), many(across.disagreements.len()));
    arrangements.extend(across.arrangements.into_iter().map(|course| line(&OfMany::new(course))));
    commitments.extend(across.commitments.into_iter().map(|course| line(&OfMany::new(course))));
    disagreements.extend(across.disagreements.into_iter().map(|found| line(&OfMany::new(found))));
    (again, links.iter().map(line).collect(), arrangements, commitments, disagreements)
}

/// A line of JSON.
fn line(what: &impl Serialize) -> String {
    serde_json::to_string(what).expect("links can be written as JSON")
}
