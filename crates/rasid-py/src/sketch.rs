//! What a cluster needs to find copies among more reports than one machine holds: keys by which possible pairs
//! meet, and the decision about a pair. Both are those of linking itself.

use crate::reading::{Native, parsed};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use rasid_link::copying::{Copying, Decision, essence};
use rasid_record::Reading;
use std::sync::OnceLock;

/// The table of how telling words are, once for the whole process.
static DECISION: OnceLock<Decision> = OnceLock::new();

/// What decides about copies of one report, and the reading with no more in it than that.
#[pyclass(frozen)]
pub struct Sketch {
    copying: Copying,
    essence: Reading,
}

#[pymethods]
impl Sketch {
    /// A sketch out of what `to_json` gave.
    #[staticmethod]
    fn from_json(py: Python<'_>, line: &str) -> PyResult<Self> {
        py.detach(|| parsed(line).map(Sketch::of)).map_err(PyValueError::new_err)
    }

    /// Identifier of the report.
    #[getter]
    fn id(&self) -> &str {
        self.copying.id()
    }

    /// When it was published, in minutes; nothing where that is not known.
    #[getter]
    fn minute(&self) -> Option<i64> {
        self.copying.minute()
    }

    /// The stretch of days in which it is looked for; a pair that is dated lies in one or in two that are neighbours.
    #[getter]
    fn stretch(&self) -> Option<i64> {
        self.copying.stretch()
    }

    /// The hashes of its runs of words, ascending.
    #[getter]
    fn hashes(&self) -> Vec<u32> {
        self.copying.hashes().to_vec()
    }

    /// The reading with no more in it than decides, as JSON.
    fn to_json(&self, py: Python<'_>) -> String {
        py.detach(|| serde_json::to_string(&self.essence).expect("a reading can be written as JSON"))
    }

    /// Whether one of the two repeats the other.
    fn repeats(&self, other: &Sketch) -> bool {
        self.copying.repeats(&other.copying)
    }
}

/// What decides about copies of the report of `reading`.
#[pyfunction]
pub fn sketch(py: Python<'_>, reading: &Native) -> Sketch {
    py.detach(|| Sketch::of(essence(reading.reading())))
}

impl Sketch {
    fn of(essence: Reading) -> Self {
        Sketch { copying: DECISION.get_or_init(Decision::builtin).of(&essence), essence }
    }
}
