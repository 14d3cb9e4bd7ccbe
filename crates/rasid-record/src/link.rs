//! Links: what many reports make together.

use serde::{Deserialize, Serialize};

/// What a report belongs to. Labels of events and stories are only equal or not equal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Identifier of the report.
    pub id: String,
    /// The earliest report whose wording it repeats.
    pub copy_of: Option<String>,
    /// Reports that tell the same occurrence share it.
    pub event: String,
    /// Reports of the same running affair share it.
    pub story: String,
}
