//! The compiled half of the wheel `rasid`: one report in, one reading out, and what many make together.
//!
//! It adds no meaning: texts and JSON come in, readings and JSON go out, and what is called by people is
//! written in Python beside it (`python/rasid`). No function here raises for what it is given: an input that
//! cannot be read comes back as the sentence that says why. Python's lock is let go while Rust works.

mod input;
mod linking;
mod many;
mod reading;
mod sketch;
mod tables;

use pyo3::prelude::*;

/// The module `rasid._native`.
#[pymodule(name = "_native")]
mod native {
    #[pymodule_export]
    use crate::input::{Reports, read};
    #[pymodule_export]
    use crate::linking::link;
    #[pymodule_export]
    use crate::many::Many;
    #[pymodule_export]
    use crate::reading::Native;
    #[pymodule_export]
    use crate::sketch::{Sketch, sketch};

    use super::*;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))?;
        module.add("RULES_VERSION", env!("RASID_RULES"))?;
        module.add("LINKS_VERSION", env!("RASID_LINKS"))?;
        module.add("LEAST_SHARED", rasid_link::copying::LEAST)
    }
}
