//! A table cut into rows, the bytes of each as they were received. A cell in quotation marks may hold ends of lines.

use crate::bytes::{Input, Positioned};
use crate::error::Problem;
use crate::limits::LIMIT_LINE;
use crate::pieces::Piece;
use std::io::{self, BufRead};

/// Rows that are not read yet.
pub(super) struct Rows {
    input: Positioned,
    delimiter: u8,
    line: u64,
}

/// Where in a cell the reader stands.
#[derive(Clone, Copy, PartialEq)]
enum At {
    Start,
    Plain,
    Quoted,
    /// After a quotation mark in a quoted cell: its end, or the first of two that mean one.
    Mark,
}

impl At {
    fn then(self, byte: u8, delimiter: u8) -> At {
        match (self, byte) {
            (At::Quoted, b'"') => At::Mark,
            (At::Quoted, _) => At::Quoted,
            (At::Start | At::Mark, b'"') => At::Quoted,
            (_, byte) if byte == delimiter => At::Start,
            _ => At::Plain,
        }
    }
}

impl Rows {
    /// Nothing of `input` is read yet.
    pub fn new(input: Input, delimiter: u8) -> Self {
        Rows { input: Positioned::new(input), delimiter, line: 1 }
    }

    /// The next row that is not blank, without the end of its line. A row that is too long is passed over.
    pub fn next(&mut self) -> io::Result<Option<Piece>> {
        loop {
            let (line, at) = (self.line, self.input.at());
            let (mut bytes, mut too_long, mut state, mut ended) = (Vec::new(), false, At::Start, false);
            while !ended {
                let buffer = self.input.fill_buf()?;
                if buffer.is_empty() {
                    break;
                }
                let mut length = 0;
                for &byte in buffer {
                    length += 1;
                    self.line += u64::from(byte == b'\n');
                    if byte == b'\n' && state != At::Quoted {
                        ended = true;
                        break;
                    }
                    state = state.then(byte, self.delimiter);
                }
                too_long |= bytes.len() + length > LIMIT_LINE;
                if too_long {
                    bytes = Vec::new();
                } else {
                    bytes.extend_from_slice(&buffer[..length]);
                }
                self.input.consume(length);
            }
            if too_long {
                return Ok(Some(Piece { line, at, bytes: Err(Problem::LongLine) }));
            }
            if bytes.is_empty() && !ended {
                return Ok(None);
            }
            while bytes.ends_with(b"\n") || bytes.ends_with(b"\r") {
                bytes.pop();
            }
            if !bytes.is_empty() {
                return Ok(Some(Piece { line, at, bytes: Ok(bytes) }));
            }
        }
    }
}

/// What separates the cells of the row that `start` begins with: the mark that stands there most often outside of
/// quotation marks. Programs for tables write semicolons where the comma belongs to numbers.
pub(super) fn delimiter(start: &[u8]) -> u8 {
    let mut counts = [(b'|', 0), (b'\t', 0), (b';', 0), (b',', 0)];
    let mut quoted = false;
    for &byte in start.trim_ascii_start() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if quoted => {}
            _ => {
                for (mark, count) in &mut counts {
                    *count += usize::from(*mark == byte);
                }
            }
        }
    }
    // Of equals the last one wins, so the comma comes last.
    counts.into_iter().max_by_key(|(_, count)| *count).map_or(b',', |(mark, _)| mark)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn rows(table: &str) -> Vec<(u64, u64, String)> {
        let mut rows = Rows::new(Box::new(Cursor::new(table.as_bytes().to_vec())), b',');
        let mut found = Vec::new();
        while let Some(Piece { line, at, bytes }) = rows.next().unwrap() {
            found.push((line, at, String::from_utf8(bytes.unwrap()).unwrap()));
        }
        found
    }

    #[test]
    fn rows_are_cut_where_they_end() {
        assert_eq!(
            rows("a,b\r\n\n\"x\ny\"\"z\n\",1\n5\" wide,2\nlast"),
            [
                (1, 0, "a,b".into()),
                (3, 6, "\"x\ny\"\"z\n\",1".into()),
                (6, 18, "5\" wide,2".into()),
                (7, 28, "last".into())
            ]
        );
    }

    #[test]
    fn what_separates_is_found() {
        assert_eq!(delimiter("النص;العنوان,الفرعي;ت\n,,,,,,".as_bytes()), b';');
        assert_eq!(delimiter(b"a\tb\tc,d"), b'\t');
        assert_eq!(delimiter(b"\"a;b;c\",d\n"), b',');
        assert_eq!(delimiter(b"one"), b',');
    }

    #[test]
    fn a_row_may_be_as_long_as_the_limit_and_no_longer() {
        let table = |length: usize| format!("{}\nb", "x".repeat(length));
        let mut rows = Rows::new(Box::new(Cursor::new(table(LIMIT_LINE - 1).into_bytes())), b',');
        assert!(rows.next().unwrap().unwrap().bytes.is_ok());
        let mut rows = Rows::new(Box::new(Cursor::new(table(LIMIT_LINE).into_bytes())), b',');
        assert_eq!(rows.next().unwrap().unwrap().bytes, Err(Problem::LongLine));
        assert_eq!(rows.next().unwrap().unwrap().bytes, Ok(b"b".to_vec()));
    }
}
