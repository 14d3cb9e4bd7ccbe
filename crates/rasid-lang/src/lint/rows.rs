//! Checks of the rows of a table beside each other.

use super::{Check, Fault, Sheet};
use crate::own;
use rustc_hash::FxHashMap;

/// What is wrong between the rows of a table.
pub(super) fn check(sheet: &Sheet<'_>) -> Vec<Fault> {
    let schema = sheet.schema;
    let column = schema.key.first().and_then(|key| schema.columns.iter().position(|c| c.name == *key)).unwrap_or(0);
    let mut faults = Vec::new();
    let mut seen: FxHashMap<Vec<String>, usize> = FxHashMap::default();
    let mut before: Option<&str> = None;
    for row in sheet.rows() {
        if own::key(schema, row.cells()).iter().all(String::is_empty) {
            let message = format!("the row has nothing in {}", schema.key.join(" and "));
            faults.push(sheet.fault(Check::NoKey, &row, column, message, "fill it in: rows are known by it"));
        }
        let unique = own::select(schema, schema.unique, row.cells());
        if !unique.is_empty()
            && let Some(first) = seen.insert(unique, row.line)
        {
            let message = format!("the row has the same {} as line {first}", schema.unique.join(", "));
            faults.push(sheet.fault(Check::KeyTwice, &row, column, message, "make one row of the two"));
        }
        let first = row.cells().first().copied().unwrap_or("");
        if schema.sorted
            && let Some(above) = before.filter(|above| *above > first)
        {
            let message = format!("\u{201C}{first}\u{201D} stands behind \u{201C}{above}\u{201D}");
            faults.push(sheet.fault(Check::Unsorted, &row, 0, message, "sort the rows by the first column"));
        }
        before = Some(first);
    }
    faults
}
