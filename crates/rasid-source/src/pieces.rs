//! Input cut into pieces, one for each article, none of them larger than the limits allow.

use crate::bytes::{Input, Positioned};
use crate::error::Problem;
use rasid_record::{LIMIT_LINE, LIMIT_TEXT};
use std::io::{self, BufRead, Read};

/// The bytes of one article, or why they are not there.
pub(crate) struct Piece {
    /// The line where it begins, counted from 1.
    pub line: u64,
    /// The byte where it begins, counted from 0.
    pub at: u64,
    /// Its bytes.
    pub bytes: Result<Vec<u8>, Problem>,
}

/// Input and the way it is cut.
pub(crate) enum Pieces {
    /// All of it is one text.
    Text(Option<Input>),
    /// An article a line.
    Lines(Lines),
    /// JSON objects one after the other, or one array of them.
    Values(crate::values::Values),
}

impl Pieces {
    /// The next piece; an error ends the input.
    pub fn next(&mut self) -> io::Result<Option<Piece>> {
        match self {
            Pieces::Text(input) => input.take().map(text).transpose(),
            Pieces::Lines(lines) => lines.next(),
            Pieces::Values(values) => values.next(),
        }
    }
}

fn text(input: Input) -> io::Result<Piece> {
    let mut bytes = Vec::new();
    input.take(LIMIT_TEXT as u64 + 1).read_to_end(&mut bytes)?;
    let bytes = if bytes.len() > LIMIT_TEXT { Err(Problem::LargeText) } else { Ok(bytes) };
    Ok(Piece { line: 1, at: 0, bytes })
}

/// Input with an article a line.
pub(crate) struct Lines {
    input: Positioned,
    line: u64,
}

impl Lines {
    /// Nothing of `input` is read yet.
    pub fn new(input: Input) -> Self {
        Lines { input: Positioned::new(input), line: 0 }
    }

    /// The next line that is not blank. A line that is too long is passed over without being kept.
    fn next(&mut self) -> io::Result<Option<Piece>> {
        loop {
            let (mut bytes, at) = (Vec::new(), self.input.at());
            self.input.by_ref().take(LIMIT_LINE as u64 + 1).read_until(b'\n', &mut bytes)?;
            if bytes.is_empty() {
                return Ok(None);
            }
            self.line += 1;
            if bytes.len() > LIMIT_LINE && !bytes.ends_with(b"\n") {
                self.input.skip_until(b'\n')?;
                return Ok(Some(Piece { line: self.line, at, bytes: Err(Problem::LongLine) }));
            }
            bytes.truncate(bytes.trim_ascii_end().len());
            if !bytes.is_empty() {
                return Ok(Some(Piece { line: self.line, at, bytes: Ok(bytes) }));
            }
        }
    }
}
