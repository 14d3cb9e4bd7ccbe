//! What all inputs have in common, whatever is in them: they are read on until something is found, and may hold others.

use crate::archive::Archive;
use crate::article::article;
use crate::bytes::{self, Budget, Input, MARK};
use crate::chats::{Telegram, TelegramPage, WhatsApp, telegram, telegram_page, whatsapp};
use crate::documents::Document;
use crate::error::{InputError, Problem};
use crate::kind::Kind;
use crate::mail::mailbox::Mailbox;
use crate::reports::{Job, Options};
use crate::saved::Saved;
use crate::stream::Stream;
use crate::table::Table;
use rasid_record::{Capture, CharsetBy, Received};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;

/// Bytes at the beginning of an input by which it is told what is in it.
const LOOKED_AT: usize = 64 * 1024;

/// What `index.csv` says of a text: the fields of an article but its text.
pub(crate) type Row = Map<String, Value>;

/// What was found, and the line where it stands, unless it is about the whole input.
pub(crate) type Found = (Option<u64>, Result<Received, InputError>);

/// What came of reading on.
pub(crate) enum Step {
    /// There may be more.
    On,
    /// An input that lies in this one is to be read first.
    Inner(Box<Job>),
    /// That was all.
    End,
}

/// An input that is being read.
pub(crate) trait Streaming: Send {
    /// Reads on, and puts what is found into `finds`.
    fn advance(&mut self, finds: &mut Finds) -> Step;
}

/// What was found in the input called `name` and not given on yet.
pub(crate) struct Finds {
    name: String,
    queue: VecDeque<Found>,
}

impl Finds {
    /// Nothing is found yet in the input called `name`.
    pub fn new(name: String) -> Self {
        Finds { name, queue: VecDeque::new() }
    }

    /// Whether there is nothing to give on.
    pub fn is_empty(&self) -> bool {
        self.queue.is_empty()
    }

    /// The name of the input.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What was found first.
    pub fn pop(&mut self) -> Option<Found> {
        self.queue.pop_front()
    }

    /// An article that begins at `line`, unless it is the whole of the input.
    pub fn article(&mut self, line: Option<u64>, fields: Map<String, Value>, capture: Capture) {
        match article(fields) {
            Ok((report, doubt)) => {
                if let Some(problem) = doubt {
                    self.problem(line, problem);
                }
                self.received(line, Received { report, capture });
            }
            Err(problem) => self.problem(line, problem),
        }
    }

    /// A report that is made already and begins at `line`, unless it is about the whole of the input.
    pub fn received(&mut self, line: Option<u64>, received: Received) {
        self.queue.push_back((line, Ok(received)));
    }

    /// An article that is a whole file: one for each of `rows`, in which `index.csv` says what the file does not. A date
    /// that stands there is stated, however that of the file was found.
    pub fn whole(&mut self, fields: Map<String, Value>, capture: Capture, rows: Vec<Row>) {
        if rows.is_empty() {
            return self.article(None, fields, capture);
        }
        for row in rows {
            let mut fields = fields.clone();
            if row.contains_key("published") {
                fields.shift_remove("published_basis");
            }
            fields.extend(row);
            self.article(None, fields, capture.clone());
        }
    }

    /// Something is wrong with an input called `name` that lies in this one.
    pub fn member(&mut self, name: &str, problem: Problem) {
        self.queue.push_back((None, Err(InputError::new(format!("{}/{name}", self.name), problem))));
    }

    /// Something is wrong or doubtful, at `line` or with the whole input.
    pub fn problem(&mut self, line: Option<u64>, problem: Problem) {
        let error = match line {
            Some(line) => InputError::at_line(&self.name, line, problem),
            None => InputError::new(&self.name, problem),
        };
        self.queue.push_back((line, Err(error)));
    }
}

/// Where the bytes of an input come from, for captures.
#[derive(Clone, Debug)]
pub(crate) struct Origin {
    /// Its path, the path of a member in its container, or an address.
    pub name: String,
    /// The name of the input that it lies in.
    pub container: Option<String>,
    /// Whether it was compressed by itself.
    pub gzip: bool,
    /// Whether a byte order mark of UTF-8 was taken away before it.
    pub mark: bool,
}

impl Origin {
    /// The name that the input has when it is not compressed.
    pub fn inner_name(&self) -> &str {
        self.name.strip_suffix(".gz").filter(|_| self.gzip).unwrap_or(&self.name)
    }

    /// The name of what is captured when it is captured whole, and that of what holds it.
    pub fn names(&self) -> (String, Option<String>) {
        let outer = (self.gzip && self.inner_name() != self.name).then(|| self.name.clone());
        (self.inner_name().to_owned(), self.container.clone().or(outer))
    }

    /// A capture of all of the input; `bytes` are without the mark.
    pub fn whole(&self, bytes: &[u8], extractor: &'static str, media_type: &'static str) -> Capture {
        let bytes = if self.mark { [&MARK[..], bytes].concat() } else { bytes.to_vec() };
        let (name, container) = self.names();
        self.marked(Capture { container, ..Capture::new(bytes, name, extractor) }, media_type)
    }

    /// A capture of a piece that begins at byte `at`, counted without the mark.
    pub fn piece(
        &self,
        bytes: impl Into<Arc<[u8]>>,
        at: u64,
        extractor: &'static str,
        media_type: &'static str,
    ) -> Capture {
        let container = Some(self.container.clone().unwrap_or_else(|| self.name.clone()));
        let offset = Some(at + if self.mark { MARK.len() as u64 } else { 0 });
        self.marked(Capture { container, offset, ..Capture::new(bytes, self.inner_name(), extractor) }, media_type)
    }

    fn marked(&self, mut capture: Capture, media_type: &'static str) -> Capture {
        capture.media_type = Cow::Borrowed(media_type);
        if self.mark {
            capture.charset_by = CharsetBy::Mark;
        }
        capture
    }
}

/// An input of which all was read.
pub(crate) struct Ended;

impl Streaming for Ended {
    fn advance(&mut self, _: &mut Finds) -> Step {
        Step::End
    }
}

/// An input that is opened.
pub(crate) struct Opened<'o> {
    /// Its name, as messages have it.
    pub shown: &'o str,
    /// Where it comes from.
    pub origin: Origin,
    /// What `index.csv` says of it.
    pub rows: Vec<Row>,
    /// The file that it is, where it is one.
    pub path: Option<PathBuf>,
    /// What is in it.
    pub input: Input,
    /// What may come out of what is compressed in it.
    pub budget: &'o Budget,
}

/// Begins to read an input of `kind`, after a look at its beginning.
pub(crate) fn begin(kind: Kind, mut opened: Opened<'_>, options: &Options) -> Result<Box<dyn Streaming>, InputError> {
    let (gzip, shown) = (opened.origin.gzip, opened.shown);
    let whole = |problem| InputError::new(shown, problem);
    let (start, input) = bytes::peek(opened.input, LOOKED_AT).map_err(|error| whole(bytes::problem(&error, gzip)))?;
    opened.input = input;
    let kind = if kind == Kind::Guess { Kind::of_bytes(&start).unwrap_or(kind) } else { kind };
    match kind {
        Kind::Text | Kind::Guess if whatsapp::is_chat(opened.shown, &String::from_utf8_lossy(&start)) => {
            Ok(Box::new(WhatsApp::new(opened)?))
        }
        Kind::Json if telegram::is_export(opened.shown, &start) => Ok(Box::new(Telegram::new(opened))),
        Kind::Text | Kind::Json | Kind::JsonLines | Kind::Guess => {
            let is_json = matches!(kind, Kind::Json | Kind::JsonLines);
            if is_json && bytes::is_utf16(&start) {
                return Err(whole(Problem::Utf16));
            }
            Ok(Box::new(Stream::new(kind, opened).map_err(whole)?))
        }
        Kind::Page if telegram_page::is_export(&String::from_utf8_lossy(&start)) => {
            Ok(Box::new(TelegramPage::new(opened)?))
        }
        Kind::Page | Kind::Archive | Kind::Feed => Ok(Box::new(Saved::new(kind, opened, options.dates))),
        Kind::Zip => Ok(Box::new(Archive::new(opened).map_err(whole)?)),
        Kind::Docx | Kind::Pdf | Kind::Mail => Ok(Box::new(Document::new(kind, opened))),
        Kind::Mailbox => Ok(Box::new(Mailbox::new(opened))),
        Kind::Table => Ok(Box::new(Table::new(opened, &start, options).map_err(whole)?)),
    }
}
