//! Writes the rows of a layout, tables or lines of JSON, and compares them with an earlier export on the way.

use super::changes::{Before, Shape};
use super::csv::field;
use super::sheet::Cell;
use super::target::Half;
use crate::{ErrorKind, StoreError};
use serde_json::Value;
use std::fs::File;
use std::io::{BufWriter, Write};

/// What is written around the lines of a JSON document.
pub(super) struct Frame {
    pub(super) begin: String,
    pub(super) end: String,
}

enum Form {
    Table { table: Box<csv::Writer<BufWriter<File>>>, id: usize },
    Lines { file: BufWriter<File>, frame: Option<Frame>, id: &'static str, is_first: bool },
}

/// The rows that are being written.
pub(super) struct Rows<'h> {
    half: &'h Half,
    before: Option<Before>,
    form: Form,
    written: usize,
}

impl<'h> Rows<'h> {
    /// Begins a table with these columns. A byte order mark is written for spreadsheets where `mark` is set.
    pub(super) fn table(
        half: &'h Half,
        before: Option<Before>,
        shape: Shape,
        columns: &[&str],
        mark: bool,
    ) -> Result<Self, StoreError> {
        let Shape::Table { delimiter, id } = shape else { return Err(half.failed("this layout is no table")) };
        let mut file = half.file("")?;
        if mark {
            file.write_all("\u{feff}".as_bytes()).map_err(|e| half.failed(e))?;
        }
        let end = if delimiter == b'\t' { csv::Terminator::Any(b'\n') } else { csv::Terminator::CRLF };
        let mut table = csv::WriterBuilder::new().delimiter(delimiter).terminator(end).from_writer(file);
        table.write_record(columns).map_err(|e| half.failed(e))?;
        let id = columns.iter().position(|column| *column == id).unwrap_or(0);
        Ok(Rows { half, before, form: Form::Table { table: Box::new(table), id }, written: 0 })
    }

    /// Begins lines of JSON: by themselves, or the parts of one document.
    pub(super) fn lines(
        half: &'h Half,
        before: Option<Before>,
        shape: Shape,
        frame: Option<Frame>,
    ) -> Result<Self, StoreError> {
        let Shape::Lines { id } = shape else { return Err(half.failed("this layout is a table")) };
        let mut file = half.file("")?;
        if let Some(frame) = &frame {
            writeln!(file, "{}", frame.begin).map_err(|e| half.failed(e))?;
        }
        Ok(Rows { half, before, form: Form::Lines { file, frame, id, is_first: true }, written: 0 })
    }

    /// Writes a row of a table.
    pub(super) fn row(&mut self, cells: &[Cell]) -> Result<(), StoreError> {
        let Form::Table { table, id } = &mut self.form else { return Err(self.half.failed("a row is no line")) };
        let fields: Vec<String> = cells.iter().map(|cell| one_line(&field(cell))).collect();
        table.write_record(&fields).map_err(|e| self.half.failed(e))?;
        if let Some(before) = &mut self.before {
            before.compare(&fields[*id], fields.iter().map(String::as_str));
        }
        self.written += 1;
        Ok(())
    }

    /// Writes a line.
    pub(super) fn line(&mut self, json: &Value) -> Result<(), StoreError> {
        let Form::Lines { file, frame, id, is_first } = &mut self.form else {
            return Err(self.half.failed("a line is no row"));
        };
        let line = serde_json::to_string(json)
            .map_err(|e| StoreError::new(ErrorKind::Internal, self.half.target(), e.to_string()))?;
        let joint = if frame.is_some() && !*is_first { ",\n" } else { "" };
        let end = if frame.is_none() { "\n" } else { "" };
        write!(file, "{joint}{line}{end}").map_err(|e| self.half.failed(e))?;
        *is_first = false;
        if let Some(before) = &mut self.before {
            before.compare(json[*id].as_str().unwrap_or(""), std::iter::once(line.as_str()));
        }
        self.written += 1;
        Ok(())
    }

    /// Ends what is written; returns how many rows it has, and what to compare it with is left of.
    pub(super) fn end(self) -> Result<(usize, Option<Before>), StoreError> {
        let half = self.half;
        let file = match self.form {
            Form::Table { table, .. } => table.into_inner().map_err(|e| half.failed(e))?,
            Form::Lines { mut file, frame, is_first, .. } => {
                if let Some(frame) = frame {
                    let joint = if is_first { "" } else { "\n" };
                    writeln!(file, "{joint}{}", frame.end).map_err(|e| half.failed(e))?;
                }
                file
            }
        };
        let file = file.into_inner().map_err(|e| half.failed(e.error()))?;
        file.sync_all().map_err(|e| half.failed(e))?;
        Ok((self.written, self.before))
    }
}

/// The text on one line: layouts that other programs read know no line feeds and tabs in cells.
fn one_line(text: &str) -> String {
    text.replace(['\n', '\r', '\t'], " ")
}

/// A text, or an empty cell.
pub(super) fn text(text: impl Into<String>) -> Cell {
    let text = text.into();
    if text.is_empty() { Cell::Null } else { Cell::Text(text) }
}

/// A number that is written as one: what a formula is made of is taken out before.
pub(super) fn number(number: Option<u64>) -> Cell {
    number.map_or(Cell::Null, |number| Cell::Int(number.min(i64::MAX as u64) as i64))
}

/// A degree.
pub(super) fn degree(degree: Option<f64>) -> Cell {
    degree.map_or(Cell::Null, Cell::Real)
}
