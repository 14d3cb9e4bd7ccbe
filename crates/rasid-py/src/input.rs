//! Articles and files to reports, and one report to its reading.

use crate::reading::Native;
use crate::tables;
use pyo3::prelude::*;
use rasid_record::Report;
use rasid_source::InputError;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

/// What became of an article: its reading, the sentence that says why there is none, and a doubt about it.
pub type Outcome = (Option<Native>, Option<String>, Option<String>);

/// The reading of `article`, the JSON of one article (`docs/formats.md`).
pub fn outcome(article: &[u8]) -> Outcome {
    match rasid_source::report_from_json(article) {
        Err(problem) => (None, Some(problem.to_string()), None),
        Ok((report, doubt)) => {
            let doubt = doubt.map(|problem| problem.to_string());
            match tables::read(report) {
                Ok(reading) => (Some(Native::of(reading)), None, doubt),
                Err(fault) => (None, Some(fault), doubt),
            }
        }
    }
}

/// Reads one article, given as JSON.
#[pyfunction]
pub fn read(py: Python<'_>, article: &[u8]) -> Outcome {
    py.detach(|| outcome(article))
}

/// The reports of folders and files, one after the other: `(article as JSON, problem, whether the problem is a
/// mere doubt about the next one)`.
#[pyclass]
pub struct Reports(Mutex<rasid_source::Reports>);

#[pymethods]
impl Reports {
    /// Looks through `paths`.
    #[new]
    fn new(paths: Vec<PathBuf>) -> Self {
        Reports(Mutex::new(rasid_source::open(paths).with_dates(rasid_lang::dateline)))
    }

    fn __iter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    fn __next__(&self, py: Python<'_>) -> Option<(Option<String>, Option<String>, bool)> {
        py.detach(|| {
            let mut reports = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            Some(match reports.next()? {
                Ok(received) => (Some(article(&received.report)), None, false),
                Err(error) => (None, Some(error.to_string()), InputError::is_warning(&error)),
            })
        })
    }
}

/// A report as the article that it came from: without what is worked out later.
fn article(report: &Report) -> String {
    let mut value = serde_json::to_value(report).expect("a report can be written as JSON");
    if let Some(fields) = value.as_object_mut() {
        fields.retain(|name, value| !matches!(name.as_str(), "id" | "text_id") || value != "");
    }
    value.to_string()
}
