//! One input to its reports, each with the line where it stands.

use crate::again::{JSON, TEXT};
use crate::bytes;
use crate::charset;
use crate::decode;
use crate::error::Problem;
use crate::kind::Kind;
use crate::pieces::{Lines, Piece, Pieces};
use crate::streams::{Finds, Opened, Origin, Row, Step, Streaming};
use crate::values::Values;
use rasid_record::LIMIT_TEXT;
use serde_json::Value;

/// A file of texts or articles that is being read.
pub(crate) struct Stream {
    kind: Kind,
    origin: Origin,
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
    /// Begins to read a file of `kind`. A text that has rows becomes a report for each of them: one text that several
    /// outlets printed.
    pub fn new(mut kind: Kind, opened: Opened<'_>) -> Result<Self, Problem> {
        let Opened { origin, rows, mut input, .. } = opened;
        if kind == Kind::Guess {
            let first = bytes::first_letter(input, LIMIT_TEXT);
            let (first, all) = first.map_err(|error| bytes::problem(&error, origin.gzip))?;
            kind = if first == Some(b'{') { Kind::JsonLines } else { Kind::Text };
            input = all;
        }
        let pieces = match kind {
            Kind::Json => Pieces::Values(Values::new(input)),
            Kind::JsonLines => Pieces::Lines(Lines::new(input)),
            _ => Pieces::Text(Some(input)),
        };
        Ok(Stream { kind, origin, pieces, rows, binary: None, found_any: false })
    }

    /// What has to be said at the end of the input.
    fn finish(&mut self, finds: &mut Finds) {
        if !self.found_any {
            finds.problem(None, Problem::Empty);
        }
        self.end_run(finds, true);
    }

    fn take(&mut self, Piece { line, at, bytes }: Piece, finds: &mut Finds) {
        let bytes = match bytes {
            Ok(bytes) => bytes,
            Err(problem) => {
                self.end_run(finds, false);
                return finds.problem(Some(line), problem);
            }
        };
        if self.kind == Kind::Text {
            return self.take_text(&bytes, finds);
        }
        if self.kind == Kind::JsonLines && self.is_binary(line, &bytes) {
            return;
        }
        self.end_run(finds, false);
        match decode::object(&bytes) {
            Ok(fields) => {
                let capture = self.origin.piece(bytes, at, JSON, "application/json");
                finds.article(Some(line), fields, capture);
            }
            Err((lines, problem)) => finds.problem(Some(line + lines), problem),
        }
    }

    fn take_text(&mut self, bytes: &[u8], finds: &mut Finds) {
        if bytes.is_empty() {
            return finds.problem(None, Problem::Empty);
        }
        let mut capture = self.origin.whole(bytes, TEXT, "text/plain");
        // With its mark, where it had one: that says the charset.
        let decoded = match decode::text(&capture.bytes) {
            Ok(decoded) => decoded,
            Err(problem) => return finds.problem(None, problem),
        };
        decoded.charset.tell(&mut capture);
        if decoded.text.trim().is_empty() {
            return finds.problem(Some(1), Problem::Blank);
        }
        for doubt in charset::doubts(&decoded) {
            finds.problem(None, doubt);
        }
        let mut fields = Row::new();
        fields.insert("text".into(), Value::String(decoded.text));
        finds.whole(fields, capture, std::mem::take(&mut self.rows));
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
    fn end_run(&mut self, finds: &mut Finds, at_end: bool) {
        let Some(run) = self.binary.take() else { return };
        let whole = at_end && run.first == 1;
        let until = (run.last > run.first && !whole).then_some(run.last);
        finds.problem((!whole).then_some(run.first), Problem::Binary { until });
    }
}

impl Streaming for Stream {
    fn advance(&mut self, finds: &mut Finds) -> Step {
        match self.pieces.next() {
            Ok(Some(piece)) => {
                self.take(piece, finds);
                self.found_any = true;
                Step::On
            }
            Ok(None) => {
                self.finish(finds);
                Step::End
            }
            Err(error) => {
                self.end_run(finds, false);
                finds.problem(None, bytes::problem(&error, self.origin.gzip));
                Step::End
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::kind::Kind;
    use crate::limits::{ARCHIVE, CHAT, DOCUMENT, LIMIT_TEXT, MESSAGES};
    use crate::reports::{Inner, Job, Reports};
    use std::io::{self, Read};

    /// A file of so many bytes that nobody holds.
    struct Made {
        head: &'static [u8],
        left: u64,
    }

    impl Read for Made {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let length = (buffer.len() as u64).min(self.left) as usize;
            buffer[..length].fill(b'x');
            let head = self.head.len().min(length);
            buffer[..head].copy_from_slice(&self.head[..head]);
            self.head = &self.head[head..];
            self.left -= length as u64;
            Ok(length)
        }
    }

    fn said(name: &str, head: &'static [u8], size: u64) -> Vec<String> {
        let bytes = Box::new(Made { head, left: size });
        let kind = Kind::of(name).unwrap();
        let job = Job::Inner(Inner { name: name.to_owned(), container: "made".to_owned(), kind, bytes });
        Reports::new([job]).map(|found| found.err().map_or("read".to_owned(), |error| error.to_string())).collect()
    }

    #[test]
    fn an_article_of_a_gigabyte_is_refused_without_being_held() {
        let size = 1 << 30;
        let long = "it is longer than 16 MiB, the most that one article may have.";
        assert_eq!(said("a.jsonl", b"{\"text\": \"", size), [format!("made/a.jsonl, line 1: {long}")]);
        let text = "the text is larger than 4 MiB, the most that one report may have; split it.";
        assert_eq!(said("a.txt", b"", size), [format!("made/a.txt, line 1: {text}")]);
        assert_eq!(said("a.txt", b"", LIMIT_TEXT as u64), ["read"]);
    }

    /// An export of so many messages, made as it is read.
    struct Export {
        left: u64,
        piece: io::Cursor<Vec<u8>>,
    }

    impl Read for Export {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let length = self.piece.read(buffer)?;
            if length > 0 || self.left == 0 {
                return Ok(length);
            }
            self.left -= 1;
            let end: &[u8] = if self.left == 0 { b"]}" } else { b"," };
            self.piece = io::Cursor::new([b"{\"type\":\"message\",\"text\":\"x\"}", end].concat());
            self.piece.read(buffer)
        }
    }

    #[test]
    #[cfg_attr(debug_assertions, ignore = "a million messages take minutes without optimisation")]
    fn so_many_messages_and_no_more() {
        let read = |count: u64| {
            let head = io::Cursor::new(b"{\"name\":\"x\",\"type\":\"private_group\",\"messages\":[".to_vec());
            let bytes = Box::new(Export { left: count, piece: head });
            let (name, container) = ("result.json".to_owned(), "made".to_owned());
            let job = Job::Inner(Inner { name, container, kind: Kind::Json, bytes });
            let (mut good, mut said) = (0, Vec::new());
            for found in Reports::new([job]) {
                match found {
                    Ok(_) => good += 1,
                    Err(error) => said.push(error.to_string()),
                }
            }
            (good, said)
        };
        assert_eq!(read(MESSAGES), (MESSAGES, vec![]));
        let (good, said) = read(MESSAGES + 1);
        assert!(good == MESSAGES && said[0].contains("it has more than 1000000 messages"), "{said:?}");
    }

    #[test]
    #[cfg_attr(debug_assertions, ignore = "half a gigabyte takes long without optimisation")]
    fn an_archive_that_is_not_on_the_disk_has_a_limit() {
        assert!(said("a.zip", b"PK", ARCHIVE as u64 + 1)[0].contains("it is larger than 512 MiB"));
        assert!(said("a.zip", b"PK", ARCHIVE as u64)[0].contains("it has no list of members"));
    }

    #[test]
    fn documents_and_chats_have_a_limit() {
        for name in ["a.pdf", "a.docx", "a.eml"] {
            let is_large = |size: usize| {
                let said = said(name, b"", size as u64);
                said == [format!(
                    "made/{name}: it is larger than 64 MiB, the most that a file of this kind may have; split it."
                )]
            };
            assert!(is_large(DOCUMENT + 1) && !is_large(DOCUMENT), "{name}");
        }
        let head = b"[25/05/2021, 09:01:10] X: a\n[25/05/2021, 09:01:10] X: b\n";
        assert!(said("_chat.txt", head, CHAT as u64 + 1)[0].contains("it is larger than 64 MiB"));
        assert_eq!(said("_chat.txt", head, CHAT as u64)[0], "read");
    }
}
