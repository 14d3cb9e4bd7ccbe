//! What is new, changed or gone since an earlier export of the same layout: both are compared row by row, by
//! the identifiers that rows have.

use super::target::Half;
use crate::{ErrorKind, StoreError};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;

/// How the rows of a layout are parted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A table; the column with this name identifies its rows.
    Table {
        /// What parts its cells.
        delimiter: u8,
        /// The column.
        id: &'static str,
    },
    /// JSON, one row a line, each with this field.
    Lines {
        /// The field.
        id: &'static str,
    },
}

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    New,
    Changed,
    Deleted,
}

/// The rows of an earlier export.
#[derive(Debug, Default)]
pub(super) struct Before {
    rows: BTreeMap<String, Row>,
    columns: Vec<String>,
    found: BTreeMap<String, (Fate, String)>,
}

/// A row by its hashes: of each cell of a table, else of the whole line.
type Row = Vec<u64>;

/// The longest line of an earlier export.
const LONGEST: u64 = 64 << 20;

impl Before {
    /// Reads an earlier export.
    pub(super) fn read(path: &Path, shape: Shape) -> Result<Self, StoreError> {
        let invalid = |what: String| {
            let sentence = format!(
                "{} cannot be compared with: {what}; give an earlier export of the same layout",
                path.display()
            );
            StoreError::new(ErrorKind::Invalid, path, sentence)
        };
        let file = File::open(path).map_err(|e| invalid(e.to_string()))?;
        let mut before = Before::default();
        match shape {
            Shape::Table { delimiter, id } => {
                let mut file = BufReader::new(file);
                skip_mark(&mut file).map_err(|e| invalid(e.to_string()))?;
                let mut table = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(file);
                let head = table.headers().map_err(|e| invalid(e.to_string()))?;
                before.columns = head.iter().map(str::to_owned).collect();
                let at = head.iter().position(|name| name == id);
                let at = at.ok_or_else(|| invalid(format!("it has no column {id}")))?;
                for row in table.records() {
                    let row = row.map_err(|e| invalid(e.to_string()))?;
                    before.rows.insert(row[at].to_owned(), row.iter().map(hash).collect());
                }
            }
            Shape::Lines { id } => {
                let mut lines = BufReader::new(file);
                loop {
                    let mut line = String::new();
                    let read = lines.by_ref().take(LONGEST).read_line(&mut line).map_err(|e| invalid(e.to_string()))?;
                    if read == 0 {
                        break;
                    }
                    let line = line.trim().trim_end_matches(',');
                    if line.starts_with('{') && line.ends_with('}') {
                        let json: serde_json::Value = serde_json::from_str(line).map_err(|e| invalid(e.to_string()))?;
                        let Some(id) = json[id].as_str() else {
                            return Err(invalid(format!("a line has no {id}")));
                        };
                        before.rows.insert(id.to_owned(), vec![hash(line)]);
                    }
                }
                if before.rows.is_empty() && path.metadata().is_ok_and(|meta| meta.len() > 256) {
                    return Err(invalid("it has no rows of this layout".to_owned()));
                }
            }
        }
        Ok(before)
    }

    /// Compares a row that is written now: its cells, or the line as the only one.
    pub(super) fn compare<'c>(&mut self, id: &str, cells: impl Iterator<Item = &'c str>) {
        let now: Row = cells.map(hash).collect();
        match self.rows.remove(id) {
            None => {
                self.found.insert(id.to_owned(), (Fate::New, String::new()));
            }
            Some(before) if before == now => {}
            Some(before) => {
                let differs = |(n, name): (usize, &String)| (before.get(n) != now.get(n)).then(|| name.clone());
                let columns: Vec<String> = self.columns.iter().enumerate().filter_map(differs).collect();
                self.found.insert(id.to_owned(), (Fate::Changed, columns.join("; ")));
            }
        }
    }

    /// Writes the list of changes: the identifier, what became of the row, and which columns differ.
    pub(super) fn write(mut self, half: &Half) -> Result<(), StoreError> {
        for (id, _) in std::mem::take(&mut self.rows) {
            self.found.insert(id, (Fate::Deleted, String::new()));
        }
        let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(half.file("")?);
        table.write_record(["id", "change", "columns"]).map_err(|e| half.failed(e))?;
        for (id, (fate, columns)) in &self.found {
            let fate = match fate {
                Fate::New => "new",
                Fate::Changed => "changed",
                Fate::Deleted => "deleted",
            };
            table.write_record([id.as_str(), fate, columns]).map_err(|e| half.failed(e))?;
        }
        let mut file = table.into_inner().map_err(|e| half.failed(e))?;
        file.flush().map_err(|e| half.failed(e))?;
        file.into_inner().map_err(|e| half.failed(e.error()))?.sync_all().map_err(|e| half.failed(e))
    }
}

fn hash(text: &str) -> u64 {
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&blake3::hash(text.as_bytes()).as_bytes()[..8]);
    u64::from_le_bytes(bytes)
}

/// Reads over a byte order mark.
fn skip_mark(file: &mut BufReader<File>) -> std::io::Result<()> {
    if file.fill_buf()?.starts_with("\u{feff}".as_bytes()) {
        file.consume(3);
    }
    Ok(())
}
