//! Where an entry of the dictionary comes from: the table, and the row in it.

use crate::schema::{Holds, Schema};
use crate::table::Row;

/// The row of a table that an entry comes from.
#[derive(Clone, Debug)]
pub struct Origin {
    schema: Option<&'static Schema>,
    own: bool,
    row: Box<str>,
}

impl Origin {
    /// The number of the row of an entry that is in no table.
    pub(crate) const NOWHERE: u32 = u32::MAX;

    pub(crate) fn new(file: &str, row: &Row<'_, '_>, own: bool) -> Self {
        Origin { schema: Schema::find(file), own, row: row.cells().join("\t").into() }
    }

    /// File name of the table.
    pub fn table(&self) -> &'static str {
        self.schema.map_or("", |schema| schema.file)
    }

    /// By what the row is known: the cells of the key of its table that hold something, with
    /// only the first of alternatives.
    pub fn key(&self) -> String {
        let key = self.schema.map_or(&[][..], |schema| schema.key);
        let cells = self.cells(|name, _| key.contains(&name));
        let mut first: Vec<&str> = cells.map(|(_, cell)| cell.split('|').next().unwrap_or("")).collect();
        // The forms of a verb are often those of its noun.
        first.dedup();
        first.join(", ")
    }

    /// What the row says beside its words: the names of the columns and their cells that hold something.
    pub fn facts(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let key = self.schema.map_or(&[][..], |schema| schema.key);
        self.cells(move |name, holds| holds != Holds::Words && !key.contains(&name))
    }

    /// Whether it is from a table of a team, and not one that comes with the program.
    pub fn is_own(&self) -> bool {
        self.own
    }

    fn cells(&self, take: impl Fn(&'static str, Holds) -> bool) -> impl Iterator<Item = (&'static str, &str)> {
        let columns = self.schema.map_or(&[][..], |schema| schema.columns);
        let cells = columns.iter().zip(self.row.split('\t'));
        cells
            .filter(move |(column, cell)| !cell.is_empty() && take(column.name, column.holds))
            .map(|(c, s)| (c.name, s))
    }
}
