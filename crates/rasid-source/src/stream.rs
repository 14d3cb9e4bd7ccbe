//! One input to its reports, each with the line where it stands.

use crate::again::{JSON, TEXT};
use crate::article::article;
use crate::bytes::{self, Bytes, MARK};
use crate::decode;
use crate::error::{InputError, Problem};
use crate::kind::Kind;
use crate::pieces::{Lines, Piece, Pieces};
use crate::values::Values;
use rasid_record::{Capture, CharsetBy, LIMIT_TEXT, Received};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::VecDeque;
use std::sync::Arc;

/// What `index.csv` says of a text: the fields of an article but its text.
pub(crate) type Row = Map<String, Value>;

/// What was found, and the line where it stands, unless it is about the whole input.
pub(crate) type Found = (Option<u64>, Result<Received, InputError>);

/// One input that is being read.
pub(crate) struct Stream {
    name: String,
    kind: Kind,
    gzip: bool,
    mark: bool,
    pieces: Pieces,
    rows: Vec<Row>,
    binary: Option<Run>,
    found_any: bool,
}

/// Lines after one another that are no text; they are named once.
struct Run {
    first: u64,
    last: u64,
}

impl Stream {
    /// Begins to read `bytes`, named `name` in messages. A text that has `rows` becomes a report for
    /// each of them: one text that several outlets printed.
    pub fn new(name: String, kind: Kind, bytes: Bytes, rows: Vec<Row>) -> Result<Self, Problem> {
        if bytes.utf16 {
            return Err(Problem::Utf16);
        }
        let Bytes { mut input, gzip, mark, .. } = bytes;
        let mut kind = kind;
        if kind == Kind::Guess {
            let (first, all) = bytes::first_letter(input, LIMIT_TEXT).map_err(|error| bytes::problem(&error, gzip))?;
            kind = if first == Some(b'{') { Kind::JsonLines } else { Kind::Text };
            input = all;
        }
        let pieces = match kind {
            Kind::Text | Kind::Guess => Pieces::Text(Some(input)),
            Kind::Json => Pieces::Values(Values::new(input)),
            Kind::JsonLines => Pieces::Lines(Lines::new(input)),
            Kind::Page | Kind::Archive | Kind::Feed => return Err(Problem::UnknownKind("html".to_owned())),
        };
        Ok(Stream { name, kind, gzip, mark, pieces, rows, binary: None, found_any: false })
    }

    /// The name of the input.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Reads on until something is found and puts it into `found`; `false` at the end.
    pub fn advance(&mut self, found: &mut VecDeque<Found>) -> bool {
        let piece = match self.pieces.next() {
            Ok(Some(piece)) => piece,
            Ok(None) => {
                self.finish(found);
                return false;
            }
            Err(error) => {
                self.end_run(found, false);
                let problem = bytes::problem(&error, self.gzip);
                found.push_back((None, Err(InputError::new(&self.name, problem))));
                return false;
            }
        };
        self.take(piece, found);
        self.found_any = true;
        true
    }

    /// What has to be said at the end of the input.
    fn finish(&mut self, found: &mut VecDeque<Found>) {
        if !self.found_any {
            found.push_back((None, Err(InputError::new(&self.name, Problem::Empty))));
        }
        self.end_run(found, true);
    }

    fn take(&mut self, Piece { line, at, bytes }: Piece, found: &mut VecDeque<Found>) {
        let bytes = match bytes {
            Ok(bytes) => bytes,
            Err(problem) => {
                self.end_run(found, false);
                return self.fail(line, problem, found);
            }
        };
        if self.kind == Kind::Text {
            return self.take_text(bytes, found);
        }
        if self.kind == Kind::JsonLines && self.is_binary(line, &bytes) {
            return;
        }
        self.end_run(found, false);
        match decode::object(&bytes) {
            Ok(fields) => {
                let capture = self.capture(bytes.into(), Some(at));
                self.take_article(line, fields, capture, found);
            }
            Err((lines, problem)) => self.fail(line + lines, problem, found),
        }
    }

    fn take_text(&mut self, bytes: Vec<u8>, found: &mut VecDeque<Found>) {
        if bytes.is_empty() {
            return found.push_back((None, Err(InputError::new(&self.name, Problem::Empty))));
        }
        let received: Arc<[u8]> = if self.mark { [&MARK[..], &bytes].concat().into() } else { bytes.as_slice().into() };
        let capture = self.capture(received, None);
        let text = match decode::text(bytes) {
            Ok(text) => text,
            Err((_, problem @ Problem::Binary { .. })) => {
                return found.push_back((None, Err(InputError::new(&self.name, problem))));
            }
            Err((lines, problem)) => return self.fail(1 + lines, problem, found),
        };
        let rows = std::mem::take(&mut self.rows);
        for mut row in if rows.is_empty() { vec![Row::new()] } else { rows } {
            row.insert("text".into(), Value::String(text.clone()));
            self.take_article(1, row, capture.clone(), found);
        }
    }

    /// What was received: all of a text, or the piece of a file that begins `at`.
    fn capture(&self, bytes: Arc<[u8]>, at: Option<u64>) -> Capture {
        let name = self.name.as_str();
        let inner = name.strip_suffix(".gz").filter(|_| self.gzip);
        let mut capture = Capture::new(bytes, inner.unwrap_or(name), if at.is_some() { JSON } else { TEXT });
        if self.mark {
            capture.charset_by = CharsetBy::Mark;
        }
        match at {
            None => capture.container = inner.map(|_| name.to_owned()),
            Some(at) => {
                capture.container = Some(name.to_owned());
                capture.offset = Some(at + if self.mark { MARK.len() as u64 } else { 0 });
                capture.media_type = Cow::Borrowed("application/json");
            }
        }
        capture
    }

    fn take_article(&mut self, line: u64, fields: Map<String, Value>, capture: Capture, found: &mut VecDeque<Found>) {
        match article(fields) {
            Ok((report, doubt)) => {
                if let Some(problem) = doubt {
                    self.fail(line, problem, found);
                }
                // A text is the whole of its file, and so has no line.
                found.push_back(((self.kind != Kind::Text).then_some(line), Ok(Received { report, capture })));
            }
            Err(problem) => self.fail(line, problem, found),
        }
    }

    fn fail(&self, line: u64, problem: Problem, found: &mut VecDeque<Found>) {
        found.push_back((Some(line), Err(InputError::at_line(&self.name, line, problem))));
    }

    /// Whether the line is no text, or continues a stretch of such lines: by chance some lines of a
    /// picture look like text.
    fn is_binary(&mut self, line: u64, bytes: &[u8]) -> bool {
        if bytes.starts_with(b"{") || (self.binary.is_none() && !bytes.contains(&0) && !decode::looks_binary(bytes)) {
            return false;
        }
        self.binary.get_or_insert(Run { first: line, last: line }).last = line;
        true
    }

    /// Names the stretch of lines that are no text, where there is one.
    fn end_run(&mut self, found: &mut VecDeque<Found>, at_end: bool) {
        let Some(run) = self.binary.take() else { return };
        let whole = at_end && run.first == 1;
        let until = (run.last > run.first && !whole).then_some(run.last);
        let problem = Problem::Binary { until };
        if whole {
            found.push_back((None, Err(InputError::new(&self.name, problem))));
        } else {
            self.fail(run.first, problem, found);
        }
    }
}
