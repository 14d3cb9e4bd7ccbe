//! `index.csv`: what the text files of a folder cannot say themselves.

use crate::decode;
use crate::error::{InputError, Problem};
use crate::streams::Row;
use csv::{ByteRecord, ReaderBuilder};
use rasid_record::LIMIT_LINE;
use serde_json::Value;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use unicode_normalization::UnicodeNormalization;

/// A line of an index.
pub(crate) struct Entry {
    /// The file it is about, as [`key`] writes it.
    pub key: String,
    /// The file as it is written there.
    pub file: String,
    /// The line, counted from 1.
    pub line: u64,
    /// What it says.
    pub row: Row,
}

/// What two spellings of one file have in common: some systems give names back in another
/// normal form than people type, and tables made on Windows have backslashes.
pub(crate) fn key(file: &str) -> String {
    let file = file.trim().replace('\\', "/");
    file.strip_prefix("./").unwrap_or(&file).nfc().collect()
}

/// Reads the index at `path`, named `name` in messages.
pub(crate) fn read(path: &Path, name: &str) -> (Vec<Entry>, Vec<InputError>) {
    match load(path) {
        Ok(bytes) => parse(&bytes, name),
        Err(problem) => (Vec::new(), vec![InputError::new(name, problem)]),
    }
}

fn load(path: &Path) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(LIMIT_LINE as u64 + 1).read_to_end(&mut bytes))
        .map_err(|error| Problem::Unreadable(error.to_string()))?;
    match bytes.as_slice() {
        _ if bytes.len() > LIMIT_LINE => Err(Problem::LongLine),
        [] => Err(Problem::Empty),
        // Programs for tables write the charset of their system.
        _ => Ok(decode::text(&bytes)?.text.into_bytes()),
    }
}

/// Reads what is in an index. A line that cannot be understood does not take the others with it.
fn parse(bytes: &[u8], name: &str) -> (Vec<Entry>, Vec<InputError>) {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter(bytes)).from_reader(bytes);
    let (mut entries, mut errors) = (Vec::new(), Vec::new());
    let mut columns: Option<Vec<String>> = None;
    let mut record = ByteRecord::new();
    let mut lines = LineCounter { bytes, at: 0, line: 1 };
    loop {
        match reader.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                errors.push(InputError::new(name, Problem::IndexLine(error.to_string())));
                break;
            }
        }
        let line = lines.at(record.position().map_or(0, |p| p.byte() as usize));
        let cells: Result<Vec<String>, _> = record.iter().map(|cell| String::from_utf8(cell.to_vec())).collect();
        let cells = match cells {
            Ok(cells) => cells,
            Err(_) => {
                errors.push(InputError::at_line(name, line, Problem::NotUtf8 { byte: 1 }));
                continue;
            }
        };
        let Some(columns) = &columns else {
            let names: Vec<String> = cells.iter().map(|cell| cell.trim().to_lowercase()).collect();
            if !names.iter().any(|column| column == "file") {
                errors.push(InputError::at_line(name, line, Problem::IndexWithoutFile));
                break;
            }
            columns = Some(names);
            continue;
        };
        match entry(columns, cells, line) {
            Ok(entry) => entries.extend(entry),
            Err(problem) => errors.push(InputError::at_line(name, line, problem)),
        }
    }
    (entries, errors)
}

/// Counts lines. The CSV reader does so too, but takes the end of a line for the beginning of the next.
struct LineCounter<'b> {
    bytes: &'b [u8],
    at: usize,
    line: u64,
}

impl LineCounter<'_> {
    /// The line, counted from 1, of the first cell at or after byte `start`, which never goes back.
    fn at(&mut self, start: usize) -> u64 {
        let ends = self.bytes[start..].iter().take_while(|&&b| matches!(b, b'\r' | b'\n')).count();
        self.line += self.bytes[self.at..start + ends].iter().filter(|&&b| b == b'\n').count() as u64;
        self.at = start + ends;
        self.line
    }
}

/// One line; nothing where all its cells are empty.
fn entry(columns: &[String], cells: Vec<String>, line: u64) -> Result<Option<Entry>, Problem> {
    if cells.iter().all(|cell| cell.trim().is_empty()) {
        return Ok(None);
    }
    if cells.len() > columns.len() && cells[columns.len()..].iter().any(|cell| !cell.trim().is_empty()) {
        let reason = format!("it has {} cells, but the first line names {} columns", cells.len(), columns.len());
        return Err(Problem::IndexLine(reason));
    }
    let (mut file, mut row) = (String::new(), Row::new());
    for (column, cell) in columns.iter().zip(cells) {
        match column.as_str() {
            "file" => file = cell,
            // What a text is, its file says.
            "" | "text" => {}
            _ if cell.trim().is_empty() => {}
            _ => drop(row.insert(column.clone(), Value::String(cell.trim().to_owned()))),
        }
    }
    if file.trim().is_empty() {
        return Err(Problem::IndexLine("it names no file".into()));
    }
    Ok(Some(Entry { key: key(&file), file, line, row }))
}

/// What separates the cells: programs for tables write semicolons where the comma belongs to numbers.
fn delimiter(bytes: &[u8]) -> u8 {
    let first = bytes.split(|&b| b == b'\n').next().unwrap_or_default();
    let count = |mark: u8| first.iter().filter(|&&b| b == mark).count();
    // Of equals the last one wins, so the comma comes last.
    [b'\t', b';', b','].into_iter().max_by_key(|&mark| count(mark)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_by_their_names() {
        let (entries, errors) =
            parse("\u{feff}Outlet;File;ملاحظة\r\nبي بي سي;sub\\a.txt;\"س; ص\"\r\n;;\r\n".as_bytes(), "i");
        assert_eq!(errors, []);
        assert_eq!((entries.len(), entries[0].key.as_str(), entries[0].line), (1, "sub/a.txt", 2));
        assert_eq!(entries[0].row["outlet"], "بي بي سي");
        assert_eq!(entries[0].row["ملاحظة"], "س; ص");
    }

    #[test]
    fn a_bad_line_does_not_take_the_others_with_it() {
        let (entries, errors) = parse(b"file,outlet\na.txt,\xC7\nb.txt,B\n,C\nc.txt,D,E\n", "i");
        assert_eq!(entries.iter().map(|e| e.key.as_str()).collect::<Vec<_>>(), ["b.txt"]);
        assert_eq!(errors.iter().map(|e| e.line()).collect::<Vec<_>>(), [Some(2), Some(4), Some(5)]);
    }

    #[test]
    fn a_table_without_files_is_of_no_use() {
        let (entries, errors) = parse(b"name,outlet\na.txt,B\n", "i");
        assert!(entries.is_empty());
        assert_eq!(errors, [InputError::at_line("i", 1, Problem::IndexWithoutFile)]);
    }
}
