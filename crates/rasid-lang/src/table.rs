//! The strict reader of lexicon tables: TSV with a header that says where the words come from.
//!
//! A table begins with comment lines `# key: value` (table, language, licence, source,
//! reviewer), then one line with the names of the columns, then rows. Cells are separated by
//! tabs, alternatives inside a cell by `|`. Nothing is guessed: a row with a cell too many is
//! an error that names file, line and column.

use std::fmt;

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

/// A table that was read: the names of its columns and its rows.
#[derive(Clone, Debug)]
pub struct Table<'t> {
    /// File name, for messages.
    pub file: &'t str,
    columns: Vec<&'t str>,
    rows: Vec<(usize, Vec<&'t str>)>,
}

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
    pub fn parse(file: &'t str, text: &'t str, columns: &[&str]) -> Result<Self, TableError> {
        let error = |line, column, message: String, hint: &str| TableError {
            file: file.to_owned(),
            line,
            column,
            message,
            hint: hint.to_owned(),
        };
        let mut keys = Vec::new();
        let mut lines = text.lines().enumerate().map(|(n, l)| (n + 1, l));
        let mut names: Vec<&str> = Vec::new();
        for (line, content) in lines.by_ref() {
            match content.strip_prefix('#') {
                Some(comment) => keys.extend(comment.split(':').next().map(str::trim)),
                None => {
                    names = content.split('\t').collect();
                    if names != columns {
                        let hint = format!("the columns of this table are: {}", columns.join(", "));
                        return Err(error(line, 0, format!("the columns are \u{201C}{content}\u{201D}"), &hint));
                    }
                    break;
                }
            }
        }
        if let Some(missing) = HEADER_KEYS.iter().find(|k| !keys.contains(k)) {
            return Err(error(1, 0, format!("the header does not give \u{201C}{missing}\u{201D}"), "add a line # key: value"));
        }
        let mut rows = Vec::new();
        for (line, content) in lines {
            if content.is_empty() || content.starts_with('#') {
                continue;
            }
            let cells: Vec<&str> = content.split('\t').collect();
            if cells.len() != names.len() {
                let message = format!("{} cells where the table has {} columns", cells.len(), names.len());
                return Err(error(line, cells.len().min(names.len()), message, "check the tabs of this line"));
            }
            if let Some(at) = cells.iter().position(|c| c.trim() != *c || c.chars().any(char::is_control)) {
                let message = format!("\u{201C}{}\u{201D} has white space or a control character at its border", cells[at]);
                return Err(error(line, at + 1, message, "remove it"));
            }
            rows.push((line, cells));
        }
        Ok(Table { file, columns: names, rows })
    }

    /// The rows in the order of the file.
    pub fn rows<'a>(&'a self) -> impl Iterator<Item = Row<'a, 't>> {
        self.rows.iter().map(move |(line, cells)| Row { table: self, line: *line, cells })
    }
}

impl<'a, 't> Row<'a, 't> {
    /// The cell of `column`; empty where the table has no such column.
    pub fn get(&self, column: &str) -> &'t str {
        self.table.columns.iter().position(|c| *c == column).map_or("", |at| self.cells[at])
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
            self.error(column, format!("\u{201C}{cell}\u{201D} is no word for {column}"), "see docs/codebook.md for the words")
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
}
