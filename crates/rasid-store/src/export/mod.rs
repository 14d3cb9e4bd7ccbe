//! Writing the whole record out, for spreadsheets, notebooks and other programs.

mod csv;
mod jsonl;
mod parquet;
mod sheet;
mod target;
mod xlsx;
mod zip;

use crate::{Store, StoreError};
use std::path::Path;

/// In which form the record is written out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One file: the readings as in `docs/formats.md`, one a line.
    Jsonl,
    /// A folder: `reports.csv` and one file for each list, UTF-8 with a byte order mark. Texts
    /// that a spreadsheet would take for a formula begin with an apostrophe.
    Csv,
    /// One file: a workbook with a sheet for the reports and one for each list.
    Xlsx,
    /// A folder: `reports.parquet` and one file for each list.
    Parquet,
}

impl Format {
    /// Every form.
    pub const ALL: &'static [Format] = &[Format::Jsonl, Format::Csv, Format::Xlsx, Format::Parquet];

    /// The word for it on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Format::Jsonl => "jsonl",
            Format::Csv => "csv",
            Format::Xlsx => "xlsx",
            Format::Parquet => "parquet",
        }
    }

    /// The form that is spelled `word`.
    pub fn parse(word: &str) -> Option<Self> {
        Format::ALL.iter().copied().find(|format| format.as_str() == word)
    }

    /// Whether it makes a folder rather than one file.
    pub fn is_folder(self) -> bool {
        matches!(self, Format::Csv | Format::Parquet)
    }
}

/// Writes the whole record to `target`, a file or a folder by format, which must not be there yet.
/// It is written under another name beside it and gets its own only when it is whole. Returns the
/// number of reports written.
///
/// The texts of the reports are left out unless `with_text` is set. Words that name private
/// persons (identifiers `anon:…`) are left out always; the identifier stays.
///
/// # Errors
/// When `target` is there already or cannot be written, or the record cannot be read.
pub fn export(store: &Store, format: Format, target: &Path, with_text: bool) -> Result<usize, StoreError> {
    let half = target::Half::begin(target, format.is_folder())?;
    let reports = store.db().steady(|db| {
        match format {
            Format::Jsonl => jsonl::write(db, &half, with_text)?,
            Format::Csv => csv::write(db, &half, with_text)?,
            Format::Xlsx => xlsx::write(db, &half, with_text)?,
            Format::Parquet => parquet::write(db, &half, with_text)?,
        }
        db.count("SELECT COUNT(*) FROM reports", &[])
    })?;
    half.finish()?;
    Ok(reports)
}

/// Whether an identifier is that of a private person, whose name leaves no export. Of several
/// joined with `+`, one such part is enough, since the words name them together.
fn is_person(id: &str) -> bool {
    id.split('+').any(|part| part.starts_with("anon:"))
}
