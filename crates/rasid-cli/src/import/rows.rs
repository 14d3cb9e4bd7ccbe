//! Readings out of files of Parquet, a few at a time, without holding a file.
//!
//! Files are untrusted. A text is refused when it is longer than a reading can be, and a fault of the library that
//! takes files apart costs the rest of that file and no more. What a page unfolds to is not known beforehand; the
//! format itself bounds it at 2 GiB.

use crate::faults;
use crate::style::bare;
use parquet::basic::Type;
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, ByteArrayType};
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use rasid_record::LIMIT_LINE;
use rasid_source::shown_path;
use std::collections::VecDeque;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The longest reading: it repeats the words of its text, so it is longer than its article.
const LIMIT: usize = 4 * LIMIT_LINE;
/// Rows that are taken out together.
const TOGETHER: usize = 16;
/// The columns, and whether each must be there.
const COLUMNS: [(&str, bool); 3] = [("reading", true), ("rules", true), ("problem", false)];

/// A row with a reading.
pub struct Row {
    /// The reading as JSON.
    pub reading: String,
    /// The version of the rules that made it.
    pub rules: String,
}

/// The rows of files, each with its place; a sentence in the place of what cannot be used.
pub struct Rows {
    files: VecDeque<(PathBuf, u64)>,
    open: Option<Open>,
    found: VecDeque<(String, Result<Row, String>)>,
    progress: Progress,
}

/// How far reading has come, in bytes of files; can be asked from another thread.
#[derive(Clone)]
pub struct Progress {
    taken: Arc<AtomicU64>,
    total: u64,
}

impl Progress {
    /// Bytes of the files that are done.
    pub fn taken(&self) -> u64 {
        self.taken.load(Ordering::Relaxed)
    }

    /// Bytes of all files.
    pub fn total(&self) -> u64 {
        self.total
    }
}

/// A file that is being read.
struct Open {
    name: String,
    size: u64,
    file: SerializedFileReader<File>,
    /// Where the columns are.
    places: [Option<usize>; 3],
    /// The next group of rows.
    group: usize,
    columns: Vec<Option<ColumnReaderImpl<ByteArrayType>>>,
    /// Number of the last row, from 1.
    row: u64,
}

impl Rows {
    /// The rows in `folders`: folders that Spark wrote, those around them, or single files.
    ///
    /// # Errors
    ///
    /// A sentence for each that cannot be used; then nothing is.
    pub fn open(folders: &[PathBuf]) -> Result<Self, Vec<String>> {
        let (mut files, mut wrong) = (VecDeque::new(), Vec::new());
        for folder in folders {
            match listed(folder) {
                Ok(found) if found.is_empty() => wrong.push("there is no file of Parquet in it.".to_owned()),
                Ok(found) => {
                    files.extend(found);
                    continue;
                }
                Err(sentence) => wrong.push(sentence),
            }
            if let Some(last) = wrong.last_mut() {
                *last = format!("{}: {last}", shown_path(folder));
            }
        }
        let total = files.iter().map(|(_, size)| size).sum();
        let progress = Progress { taken: Arc::default(), total };
        if wrong.is_empty() { Ok(Rows { files, open: None, found: VecDeque::new(), progress }) } else { Err(wrong) }
    }

    /// How far reading has come.
    pub fn progress(&self) -> Progress {
        self.progress.clone()
    }

    /// Ends with the file that is open.
    fn close(&mut self, problem: Option<String>) {
        if let Some(open) = self.open.take() {
            self.progress.taken.fetch_add(open.size, Ordering::Relaxed);
            self.found.extend(problem.map(|problem| (format!("{}, after row {}", open.name, open.row), Err(problem))));
        }
    }
}

impl Iterator for Rows {
    type Item = (String, Result<Row, String>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(found) = self.found.pop_front() {
                return Some(found);
            }
            if let Some(open) = &mut self.open {
                let found = &mut self.found;
                match faults::guard(|| open.advance(found)) {
                    Ok(Ok(true)) => {}
                    Ok(Ok(false)) => self.close(None),
                    Ok(Err(error)) => self.close(Some(damaged(&error))),
                    Err(fault) => self.close(Some(format!("the file is damaged ({}).", bare(&fault)))),
                }
                continue;
            }
            let (path, size) = self.files.pop_front()?;
            let name = path.to_string_lossy().into_owned();
            match faults::guard(|| Open::new(&path, size)).unwrap_or_else(|fault| Err(bare(&fault).to_string())) {
                Ok(open) => self.open = Some(open),
                Err(sentence) => return Some((name, Err(sentence))),
            }
        }
    }
}

impl Open {
    fn new(path: &Path, size: u64) -> Result<Self, String> {
        let file = File::open(path).map_err(|error| format!("it cannot be read ({error})."))?;
        let file = SerializedFileReader::new(file).map_err(|error| damaged(&error))?;
        let schema = file.metadata().file_metadata().schema_descr_ptr();
        let mut places = [None; 3];
        for ((name, required), place) in COLUMNS.into_iter().zip(&mut places) {
            *place = schema.columns().iter().position(|column| column.path().string() == name);
            let Some(column) = place.map(|place| schema.column(place)) else {
                if required {
                    return Err(format!("it has no column \"{name}\"; spark/read_archive.py writes files that do."));
                }
                continue;
            };
            // Texts that may be missing have one level, those that may not none.
            let is_text = column.physical_type() == Type::BYTE_ARRAY;
            if !is_text || column.max_rep_level() > 0 || column.max_def_level() > 1 {
                return Err(format!("the column \"{name}\" holds no texts."));
            }
        }
        let name = path.to_string_lossy().into_owned();
        Ok(Open { name, size, file, places, group: 0, columns: Vec::new(), row: 0 })
    }

    /// Takes some rows into `found`; `false` at the end of the file.
    fn advance(&mut self, found: &mut VecDeque<(String, Result<Row, String>)>) -> Result<bool, ParquetError> {
        if self.columns.is_empty() {
            if self.group == self.file.num_row_groups() {
                return Ok(false);
            }
            let group = self.file.get_row_group(self.group)?;
            for place in self.places {
                let reader = place.map(|place| group.get_column_reader(place)).transpose()?;
                self.columns.push(match reader {
                    Some(ColumnReader::ByteArrayColumnReader(reader)) => Some(reader),
                    _ => None,
                });
            }
            self.group += 1;
        }
        let mut texts = [const { Vec::new() }; 3];
        for (column, texts) in self.columns.iter_mut().zip(&mut texts) {
            if let Some(column) = column {
                *texts = some(column)?;
            }
        }
        let [readings, rules, problems] = texts;
        if readings.is_empty() && rules.is_empty() {
            self.columns.clear();
            return Ok(true);
        }
        if readings.len() != rules.len() {
            return Err(ParquetError::General("its columns are of different length".to_owned()));
        }
        let problems = problems.into_iter().chain(std::iter::repeat(None));
        for ((reading, rules), problem) in readings.into_iter().zip(rules).zip(problems) {
            self.row += 1;
            let row = match (reading, problem) {
                (Some(reading), _) => {
                    text(reading).and_then(|reading| Ok(Row { reading, rules: rules.map_or(Ok(String::new()), text)? }))
                }
                (None, Some(problem)) => Err(text(problem).unwrap_or_else(|sentence| sentence)),
                (None, None) => Err("the row has no reading.".to_owned()),
            };
            found.push_back((format!("{}, row {}", self.name, self.row), row));
        }
        Ok(true)
    }
}

/// The next texts of a column, with nothing where there is none.
fn some(column: &mut ColumnReaderImpl<ByteArrayType>) -> Result<Vec<Option<ByteArray>>, ParquetError> {
    let (mut values, mut levels) = (Vec::new(), Vec::new());
    let (rows, ..) = column.read_records(TOGETHER, Some(&mut levels), None, &mut values)?;
    let mut values = values.into_iter();
    // Where no text may be missing there are no levels.
    let is_there = |row: usize| levels.get(row).is_none_or(|&level| level > 0);
    Ok((0..rows).map(|row| if is_there(row) { values.next() } else { None }).collect())
}

/// The text that bytes are.
fn text(bytes: ByteArray) -> Result<String, String> {
    if bytes.len() > LIMIT {
        return Err(format!("the reading is longer than {} MiB and was left out.", LIMIT >> 20));
    }
    String::from_utf8(bytes.data().to_vec()).map_err(|_| "the reading is not in UTF-8.".to_owned())
}

fn damaged(error: &ParquetError) -> String {
    match error {
        ParquetError::General(reason) if reason.to_lowercase().contains("disabled feature") => {
            format!("its compression cannot be undone here ({reason}); write it with snappy.")
        }
        _ => format!("the file is no Parquet, or damaged ({error})."),
    }
}

/// The files of a folder with their sizes, in the order of their names.
fn listed(path: &Path) -> Result<Vec<(PathBuf, u64)>, String> {
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder; look at the spelling of its name.".to_owned(),
        _ => format!("it cannot be read ({error})."),
    };
    let metadata = fs::metadata(path).map_err(failed)?;
    if metadata.is_file() {
        return Ok(vec![(path.to_owned(), metadata.len())]);
    }
    let inner = path.join("readings");
    let folder = if inner.is_dir() { inner } else { path.to_owned() };
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name == "_temporary" {
            return Err("Spark has not finished it; start the job again, which does what is missing.".to_owned());
        }
        // A link may lead anywhere; Spark makes none. What begins with these signs is no data.
        let metadata = entry.path().symlink_metadata().map_err(failed)?;
        if metadata.is_file() && name.ends_with(".parquet") && !name.starts_with(['_', '.']) {
            files.push((entry.path(), metadata.len()));
        }
    }
    files.sort();
    Ok(files)
}
