//! Tables with a report a row (`.csv`, `.tsv`): what separates the cells, the charset and the columns are found, and the
//! caller can say the columns.
//!
//! Extractor `csv/1 column=N by=C`: the cell of column N (counted from 1) of a row whose cells are separated by C.

mod columns;
mod rows;

pub use columns::ColumnMap;

use crate::bytes;
use crate::charset::{self, Charset};
use crate::error::Problem;
use crate::moment::moment;
use crate::pieces::Piece;
use crate::reports::Options;
use crate::streams::{Finds, Opened, Origin, Step, Streaming};
use columns::Columns;
use csv::{ByteRecord, ReaderBuilder};
use rasid_record::{Basis, CharsetBy};
use rows::Rows;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// The beginning of the name of the extractor.
pub(crate) const EXTRACTOR: &str = "csv/1 ";

/// What separates cells, by the names that extractors give it. What is none of these is a comma.
const MARKS: [(&str, u8); 4] = [("comma", b','), ("tab", b'\t'), ("semicolon", b';'), ("bar", b'|')];

/// A table that is being read.
pub(crate) struct Table {
    origin: Origin,
    rows: Rows,
    charset: Charset,
    columns: Columns,
    extractor: String,
    delimiter: u8,
    /// How the columns were understood, where that was a guess and is not said yet.
    guessed: Option<Problem>,
    any: bool,
}

impl Table {
    /// Reads the first row; `start` is what the input begins with.
    pub fn new(opened: Opened<'_>, start: &[u8], options: &Options) -> Result<Self, Problem> {
        let Opened { origin, input, .. } = opened;
        if start.trim_ascii().is_empty() {
            return Err(Problem::Empty);
        }
        if bytes::is_utf16(start) {
            return Err(Problem::Utf16);
        }
        // A letter of several bytes may be cut off at the end of the look.
        let looked = &start[..start.iter().rposition(|&b| b == b'\n').unwrap_or(start.len())];
        // A mark that was taken away says it all the same.
        let looked = if origin.mark { [&bytes::MARK[..], looked].concat() } else { looked.to_vec() };
        let decoded = charset::decode(&looked, None, None);
        if decoded.text.contains('\0') {
            return Err(Problem::Binary { until: None });
        }
        let delimiter = rows::delimiter(start);
        let mut rows = Rows::new(input, delimiter);
        let head = rows.next().map_err(|error| bytes::problem(&error, origin.gzip))?.ok_or(Problem::Empty)?;
        let head = cells(&head.bytes?, delimiter, decoded.charset);
        let columns = Columns::of(head, options.columns.as_ref())?;
        let mark = MARKS.iter().find(|(_, mark)| *mark == delimiter).map_or("comma", |(name, _)| name);
        Ok(Table {
            origin,
            rows,
            charset: decoded.charset,
            extractor: format!("{EXTRACTOR}column={} by={mark}", columns.text() + 1),
            guessed: options.columns.is_none().then(|| Problem::Columns(columns.told())),
            columns,
            delimiter,
            any: false,
        })
    }

    fn take(&mut self, bytes: Vec<u8>, line: u64, at: u64, finds: &mut Finds) {
        let cells = cells(&bytes, self.delimiter, self.charset);
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return;
        }
        let mut fields: Map<String, Value> = Map::new();
        for (name, cell) in self.columns.fields(cells) {
            if name == "published" {
                dated(&mut fields, &cell);
            } else {
                fields.insert(name, Value::String(cell));
            }
        }
        let mut capture = self.origin.piece(bytes, at, "csv", "text/csv");
        capture.extractor = Cow::Owned(self.extractor.clone());
        if capture.charset_by != CharsetBy::Mark {
            self.charset.tell(&mut capture);
        }
        finds.article(Some(line), fields, capture);
    }
}

impl Streaming for Table {
    fn advance(&mut self, finds: &mut Finds) -> Step {
        if let Some(guessed) = self.guessed.take() {
            finds.problem(None, guessed);
        }
        match self.rows.next() {
            Ok(Some(Piece { line, at, bytes: Ok(bytes) })) => self.take(bytes, line, at, finds),
            Ok(Some(Piece { line, bytes: Err(problem), .. })) => finds.problem(Some(line), problem),
            Ok(None) => {
                if !self.any {
                    finds.problem(None, Problem::NoRows);
                }
                return Step::End;
            }
            Err(error) => {
                finds.problem(None, bytes::problem(&error, self.origin.gzip));
                return Step::End;
            }
        }
        self.any = true;
        Step::On
    }
}

/// A date as people and programs write it into tables; what cannot be understood is given on as it is.
fn dated(fields: &mut Map<String, Value>, cell: &str) {
    let found = moment(cell);
    if found.as_ref().is_some_and(|moment| !moment.certain) {
        fields.insert("published_basis".into(), Value::String(Basis::Inferred.as_str().into()));
    }
    fields.insert("published".into(), Value::String(found.map_or_else(|| cell.to_owned(), |moment| moment.iso)));
}

/// The cells of one row.
fn cells(row: &[u8], delimiter: u8, charset: Charset) -> Vec<String> {
    record(row, delimiter).iter().map(|cell| charset::decode_as(cell, charset.name).unwrap_or_default()).collect()
}

/// One row cut into its cells.
fn record(row: &[u8], delimiter: u8) -> ByteRecord {
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(row);
    let mut record = ByteRecord::new();
    // A row in memory cannot fail to be read.
    let _ = reader.read_byte_record(&mut record);
    record
}

/// The text of a row that was captured, by the name of its extractor.
pub(crate) fn text_again(row: &[u8], extractor: &str, charset: &str) -> Option<String> {
    let (column, mark) = extractor.strip_prefix(EXTRACTOR)?.strip_prefix("column=")?.split_once(" by=")?;
    let delimiter = MARKS.iter().find(|(name, _)| *name == mark).map_or(b',', |(_, mark)| *mark);
    let record = record(row, delimiter);
    let cell = record.get(column.parse::<usize>().ok()?.checked_sub(1)?)?;
    charset::decode_as(cell, charset)
}

#[cfg(test)]
mod tests;
