//! Checks of what cells refer to: persons, countries, sides, offices and their terms.

use super::{Check, Fault, Sheet};
use crate::schema::Holds;
use crate::table::Row;
use crate::tables::actors::HOME;
use rustc_hash::{FxHashMap, FxHashSet};

/// Tables whose rows are actors that an office or a side may belong to.
const OWNERS: [&str; 4] = ["states.tsv", "groups.tsv", "bodies.tsv", "outlets.tsv"];

/// Offices whose identifier ends in this may be held by several people at once.
const SHARED: &str = "spokesperson";

/// What is wrong in references from one table to another.
pub(super) fn check(sheets: &[Sheet<'_>]) -> Vec<Fault> {
    let ids = |files: &[&str]| -> FxHashSet<&str> {
        let of = sheets.iter().filter(|sheet| files.contains(&sheet.schema.file));
        of.flat_map(|sheet| sheet.table.rows().map(|row| row.get("id"))).collect()
    };
    let known = Known { persons: ids(&["persons.tsv"]), states: ids(&["states.tsv"]), owners: ids(&OWNERS) };
    let mut faults = Vec::new();
    for sheet in sheets {
        for row in sheet.rows() {
            for (at, column) in sheet.schema.columns.iter().enumerate() {
                let cell = row.cells()[at];
                if !cell.is_empty()
                    && let Some((check, message, hint)) = known.wrong(column.holds, cell)
                {
                    faults.push(sheet.fault(check, &row, at, message, hint));
                }
            }
        }
        if sheet.schema.file == "offices.tsv" {
            faults.extend(terms(sheet));
        }
    }
    faults
}

struct Known<'t> {
    persons: FxHashSet<&'t str>,
    states: FxHashSet<&'t str>,
    owners: FxHashSet<&'t str>,
}

impl Known<'_> {
    /// What is wrong with a reference.
    fn wrong(&self, holds: Holds, cell: &str) -> Option<(Check, String, &'static str)> {
        let owned = |cell: &str, border: &[char]| {
            let owner = cell.split(border).next().unwrap_or(cell);
            self.owners.contains(cell) || self.owners.contains(owner)
        };
        match holds {
            Holds::Home if cell == HOME => None,
            Holds::Person => (!self.persons.contains(cell)).then(|| {
                let message = format!("\u{201C}{cell}\u{201D} is no person");
                (Check::UnknownPerson, message, "add the person to persons.tsv first")
            }),
            Holds::Country | Holds::Home => cell.split('|').find(|code| !self.states.contains(code)).map(|code| {
                let message = format!("\u{201C}{code}\u{201D} is no country");
                (Check::UnknownCountry, message, "write its ISO 3166-1 alpha-3 code, as in states.tsv")
            }),
            Holds::Side => (!owned(cell, &[':'])).then(|| {
                let message = format!("\u{201C}{cell}\u{201D} is no side");
                (Check::UnknownSide, message, "write a country code with a role, or the identifier of a group or body")
            }),
            Holds::Office => {
                let role = cell.split_once([':', '.']).is_some_and(|(_, role)| !role.is_empty());
                (!role || !owned(cell, &[':', '.'])).then(|| {
                    let message = format!("\u{201C}{cell}\u{201D} is no office");
                    (Check::UnknownOffice, message, "write whose it is and a role, as in USA:mfa or un.envoy-syria")
                })
            }
            Holds::Words | Holds::Vocabulary | Holds::OneOf(_) | Holds::Id | Holds::Day | Holds::Text => None,
        }
    }
}

/// Terms that end before they begin, and offices that two people hold at once.
fn terms(sheet: &Sheet<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut by_office: FxHashMap<&str, Vec<Row<'_, '_>>> = FxHashMap::default();
    for row in sheet.table.rows() {
        by_office.entry(row.get("office")).or_default().push(row);
    }
    for (office, mut rows) in by_office {
        rows.sort_by_key(|row| (from(row), to(row)));
        for row in rows.iter().filter(|row| row.line <= sheet.until && from(row) > to(row)) {
            let message = format!("the term ends on {} before it begins on {}", to(row), from(row));
            faults.push(sheet.fault(Check::Term, row, 4, message, "look up both days"));
        }
        if office.ends_with(SHARED) {
            continue;
        }
        for pair in rows.windows(2) {
            let [first, second] = pair else { continue };
            let (told, other) = if second.line <= sheet.until { (second, first) } else { (first, second) };
            // On the day of the change both hold it.
            if told.line <= sheet.until && other.line <= sheet.until && from(second) < to(first) {
                let (person, until) = (other.get("person"), to(first));
                let message = format!("{office} is held by {person} too, from {} to {until}", from(second));
                faults.push(sheet.fault(Check::TermOverlap, told, 3, message, "end the term of the one before"));
            }
        }
    }
    faults
}

/// First day of a term; the beginning of time where it is open.
fn from<'t>(row: &Row<'_, 't>) -> &'t str {
    row.optional("from").unwrap_or("0000")
}

/// Last day of a term; the end of time where it is open.
fn to<'t>(row: &Row<'_, 't>) -> &'t str {
    row.optional("to").unwrap_or("9999")
}
