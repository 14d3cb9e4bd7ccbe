//! The strict reader of lexicon tables: TSV with a header that says where the words come from.
//!
//! A table begins with comment lines `# key: value` (table, language, licence, source,
//! reviewer), then one line with the names of the columns, then rows. Cells are separated by
//! tabs, alternatives inside a cell by `|`. Nothing is guessed: a row with a cell too many is
//! an error that names file, line and column.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The keys that the header of each table must give.
pub const HEADER_KEYS: [&str; 5] = ["table", "language", "licence", "source", "reviewer"];

/// Something wrong in a table, with the place and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableError {
    /// File name of the table.
    pub file: String,
    /// Line, counted from 1.
    pub line: usize,
    /// Column of the table, counted from 1; 0 where it is about the whole line.
    pub column: usize,
    /// What is wrong, with the offending text.
    pub message: String,
    /// What to do.
    pub hint: String,
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}; {}", self.file, self.line, self.column, self.message, self.hint)
    }
}

impl std::error::Error for TableError {}

/// What part of the shape of a table is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Its header.
    Header,
    /// The names of its columns.
    Columns,
    /// The number of cells of a row.
    Cells,
    /// White space or control characters in a cell.
    Space,
}

/// A table that was read: the names of its columns and its rows.
#[derive(Clone, Debug)]
pub struct Table<'t> {
    /// File name, for messages.
    pub file: &'t str,
    columns: Vec<&'t str>,
    rows: Vec<(usize, Vec<&'t str>)>,
    cursor: Cursor,
}

/// The row that is being looked at, counted from 1 in the order of the file; 0 before the first.
///
/// A table shares it with whoever opened it, so that what is made of a row can be traced to it.
pub(crate) type Cursor = Arc<AtomicUsize>;

/// One row of a table.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a, 't> {
    table: &'a Table<'t>,
    /// Line in the file, counted from 1.
    pub line: usize,
    cells: &'a [&'t str],
}

impl<'t> Table<'t> {
    /// Reads `text`; `columns` are those that must be there, in this order.
    ///
    /// # Errors
    ///
    /// The first fault of the shape of the table.
    pub fn parse(file: &'t str, text: &'t str, columns: &[&str]) -> Result<Self, TableError> {
        let (table, mut faults) = Self::read(file, text, columns);
        if faults.is_empty() { Ok(table) } else { Err(faults.swap_remove(0).1) }
    }

    /// Reads what can be read of `text`, with every fault of its shape in the order of the lines.
    /// Rows with a fault are left out; where the columns are wrong there are no rows.
    pub(crate) fn read(file: &'t str, text: &'t str, columns: &[&str]) -> (Self, Vec<(Shape, TableError)>) {
        let error = |line, column, message: String, hint: &str| TableError {
            file: file.to_owned(),
            line,
            column,
            message,
            hint: hint.to_owned(),
        };
        let mut faults = Vec::new();
        let mut table = Table { file, columns: Vec::new(), rows: Vec::new(), cursor: Cursor::default() };
        let mut lines = text.lines().enumerate().map(|(n, l)| (n + 1, l));
        let head = lines.by_ref().find(|(_, content)| !content.starts_with('#'));
        for missing in HEADER_KEYS.iter().filter(|key| header_value(text, key).is_none()) {
            let message = format!("the header does not give \u{201C}{missing}\u{201D}");
            faults.push((Shape::Header, error(1, 0, message, &format!("add a line # {missing}: value"))));
        }
        let (line, content) = head.unwrap_or((1, ""));
        table.columns = content.split('\t').collect();
        if table.columns != columns {
            let hint = format!("the columns of this table are: {}", columns.join(", "));
            let message = format!("the columns are \u{201C}{content}\u{201D}");
            faults.push((Shape::Columns, error(line, 0, message, &hint)));
            return (table, faults);
        }
        for (line, content) in lines.filter(|(_, content)| !content.is_empty() && !content.starts_with('#')) {
            let cells: Vec<&str> = content.split('\t').collect();
            if cells.len() != columns.len() {
                let message = format!("{} cells where the table has {} columns", cells.len(), columns.len());
                let column = cells.len().min(columns.len());
                faults.push((Shape::Cells, error(line, column, message, "check the tabs of this line")));
                continue;
            }
            let before = faults.len();
            for (at, cell) in cells.iter().enumerate() {
                if cell.trim() != *cell || cell.chars().any(char::is_control) {
                    let message =
                        format!("\u{201C}{cell}\u{201D} has white space or a control character at its border");
                    faults.push((Shape::Space, error(line, at + 1, message, "remove it")));
                }
            }
            if faults.len() == before {
                table.rows.push((line, cells));
            }
        }
        (table, faults)
    }

    /// Tells `cursor` from now on which row is being looked at.
    pub(crate) fn follow(&mut self, cursor: &Cursor) {
        self.cursor = cursor.clone();
    }

    /// The rows in the order of the file.
    pub fn rows<'a>(&'a self) -> impl Iterator<Item = Row<'a, 't>> {
        self.rows.iter().enumerate().map(move |(n, (line, cells))| {
            self.cursor.store(n + 1, Ordering::Relaxed);
            Row { table: self, line: *line, cells }
        })
    }
}

/// What the header of a table says for `key`, where it says anything.
pub(crate) fn header_value<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    let lines = text.lines().map_while(|line| line.strip_prefix('#'));
    lines
        .filter_map(|line| line.split_once(':'))
        .find(|(k, _)| k.trim() == key)
        .map(|(_, v)| v.trim())
        .filter(|v| !v.is_empty())
}

impl<'a, 't> Row<'a, 't> {
    /// The cell of `column`; empty where the table has no such column.
    pub fn get(&self, column: &str) -> &'t str {
        self.table.columns.iter().position(|c| *c == column).map_or("", |at| self.cells[at])
    }

    /// All cells, in the order of the columns.
    pub fn cells(&self) -> &'a [&'t str] {
        self.cells
    }

    /// The alternatives in the cell of `column`.
    pub fn list(&self, column: &str) -> impl Iterator<Item = &'t str> + use<'t> {
        self.get(column).split('|').filter(|s| !s.is_empty())
    }

    /// The cell, or nothing where it is empty.
    pub fn optional(&self, column: &str) -> Option<&'t str> {
        Some(self.get(column)).filter(|s| !s.is_empty())
    }

    /// An error about the cell of `column`.
    pub fn error(&self, column: &str, message: impl Into<String>, hint: impl Into<String>) -> TableError {
        TableError {
            file: self.table.file.to_owned(),
            line: self.line,
            column: self.table.columns.iter().position(|c| *c == column).map_or(0, |at| at + 1),
            message: message.into(),
            hint: hint.into(),
        }
    }

    /// The cell of `column` as a word of a vocabulary.
    pub fn word<T>(&self, column: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, TableError> {
        let cell = self.get(column);
        parse(cell).ok_or_else(|| {
            self.error(
                column,
                format!("\u{201C}{cell}\u{201D} is no word for {column}"),
                "see docs/codebook.md for the words",
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "# table: x\n# language: ar\n# licence: CC0-1.0\n# source: s\n# reviewer: r\na\tb\n";

    #[test]
    fn rows_are_read_by_column() {
        let text = format!("{HEAD}1\tس|ص\n\n2\t\n");
        let table = Table::parse("x.tsv", &text, &["a", "b"]).unwrap();
        let rows: Vec<_> = table.rows().collect();
        assert_eq!(rows[0].list("b").collect::<Vec<_>>(), ["س", "ص"]);
        assert_eq!(rows[1].optional("b"), None);
    }

    #[test]
    fn errors_name_line_and_column() {
        let text = format!("{HEAD}1\t2\t3\n");
        let error = Table::parse("x.tsv", &text, &["a", "b"]).unwrap_err();
        assert_eq!((error.line, error.column), (7, 2));
        assert!(Table::parse("x.tsv", "a\tb\n", &["a", "b"]).unwrap_err().message.contains("table"));
        assert!(Table::parse("x.tsv", &format!("{HEAD}1\t2 \n"), &["a", "b"]).is_err());
    }

    #[test]
    fn every_fault_of_the_shape_is_found_and_the_other_rows_are_read() {
        let text = format!("{}1\t2\t3\nx\ty\n 1\t2 \n", HEAD.replace("# source: s\n", "# source:\n"));
        let (table, faults) = Table::read("x.tsv", &text, &["a", "b"]);
        let places: Vec<_> = faults.iter().map(|(_, f)| (f.line, f.column)).collect();
        assert_eq!(places, [(1, 0), (7, 2), (9, 1), (9, 2)]);
        assert_eq!(table.rows().map(|row| row.get("a")).collect::<Vec<_>>(), ["x"]);
    }
}
