//! A reading as Rust holds it.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use rasid_record::Reading;
use std::sync::Arc;

/// A reading that is not written out yet. What people use of it is made in Python from its JSON.
#[pyclass(frozen, from_py_object, name = "Native")]
#[derive(Clone)]
pub struct Native(Arc<Reading>);

impl Native {
    /// Holds `reading`.
    pub fn of(reading: Reading) -> Self {
        Native(Arc::new(reading))
    }

    /// The reading.
    pub fn reading(&self) -> &Reading {
        &self.0
    }
}

/// A reading out of its JSON; the sentence that says why it is none.
pub fn parsed(line: &str) -> Result<Reading, String> {
    serde_json::from_str(line)
        .map_err(|error| format!("this is not a reading in the layout of docs/formats.md ({error})."))
}

#[pymethods]
impl Native {
    /// A reading out of its JSON, as `rasid read --format jsonl` writes it. It comes from outside, so that its words
    /// are held against its text.
    #[staticmethod]
    fn from_json(py: Python<'_>, line: &str) -> PyResult<Self> {
        py.detach(|| {
            let reading = parsed(line)?;
            match reading.fault() {
                Some(fault) => Err(format!("the reading does not hold together: {fault}")),
                None => Ok(Native::of(reading)),
            }
        })
        .map_err(PyValueError::new_err)
    }

    /// Its JSON, as `rasid read --format jsonl` writes it.
    fn to_json(&self, py: Python<'_>) -> String {
        py.detach(|| serde_json::to_string(&*self.0).expect("a reading can be written as JSON"))
    }

    /// Identifier of the report.
    #[getter]
    fn id(&self) -> &str {
        &self.0.report.id
    }

    /// When the report was published.
    #[getter]
    fn published(&self) -> Option<&str> {
        self.0.report.published.as_deref()
    }
}
