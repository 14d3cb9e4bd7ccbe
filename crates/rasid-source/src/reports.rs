//! The reports of several inputs, one after the other, without holding more than one of them.

use crate::bytes;
use crate::error::{InputError, Problem};
use crate::folder;
use crate::kind::Kind;
use crate::moment::DateWords;
use crate::saved::Saved;
use crate::shown::shown;
use crate::stream::{Found, Row, Stream};
use rasid_record::{Received, Way};
use std::collections::VecDeque;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Cursor};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Something to be opened when its turn comes.
pub(crate) enum Job {
    /// Something that went wrong before.
    Fail(InputError),
    /// A file.
    File { path: PathBuf, kind: Kind, rows: Vec<Row> },
    /// Standard input.
    Stdin,
    /// Bytes that are here already.
    Bytes { name: String, kind: Kind, bytes: Vec<u8> },
}

/// An input that is being read.
enum Source {
    /// Texts and JSON.
    Stream(Stream),
    /// Pages, archives, feeds.
    Saved(Saved),
}

impl Source {
    fn name(&self) -> &str {
        match self {
            Source::Stream(stream) => stream.name(),
            Source::Saved(saved) => saved.name(),
        }
    }

    /// Reads on until something is found and puts it into `found`; `false` at the end.
    fn advance(&mut self, found: &mut VecDeque<Found>) -> bool {
        match self {
            Source::Stream(stream) => stream.advance(found),
            Source::Saved(saved) => saved.advance(found),
        }
    }
}

/// Where a report stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Name of the input as it was given.
    pub input: String,
    /// Line where the report begins, counted from 1; nothing where it is the whole input.
    pub line: Option<u64>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&shown(&self.input))?;
        self.line.map_or(Ok(()), |line| write!(f, ", line {line}"))
    }
}

/// The reports of one or more inputs, in their order, each as it was received (not yet
/// [completed](rasid_record::Report::complete)), with the bytes that it was taken from. What cannot be read comes as an error in its place, and reading
/// goes on after it; an error that [is a warning](InputError::is_warning) comes before its report.
pub struct Reports {
    jobs: VecDeque<Job>,
    input: Option<Source>,
    words: Option<DateWords>,
    found: VecDeque<Found>,
    place: Place,
    way: Way,
    taken: Arc<AtomicU64>,
    total: Option<u64>,
}

/// How far reading has come; can be asked from another thread.
#[derive(Clone, Debug)]
pub struct Progress {
    taken: Arc<AtomicU64>,
    total: Option<u64>,
}

impl Progress {
    /// Bytes read so far, as they lie on the disk.
    pub fn taken(&self) -> u64 {
        self.taken.load(Ordering::Relaxed)
    }

    /// All bytes there are; nothing where that cannot be known.
    pub fn total(&self) -> Option<u64> {
        self.total
    }
}

impl Reports {
    pub(crate) fn new(jobs: impl IntoIterator<Item = Job>) -> Self {
        let jobs: VecDeque<Job> = jobs.into_iter().collect();
        let total = jobs.iter().map(size).sum();
        Reports {
            jobs,
            input: None,
            words: None,
            found: VecDeque::new(),
            place: Place::default(),
            way: Way::File,
            taken: Arc::default(),
            total,
        }
    }

    /// The same, with captures that say that the inputs came on `way`.
    pub(crate) fn on(self, way: Way) -> Self {
        Reports { way, ..self }
    }

    /// Where the report or error stands that was given last.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// How far reading has come.
    pub fn progress(&self) -> Progress {
        Progress { taken: self.taken.clone(), total: self.total }
    }

    /// The same, with what dates in words mean, for pages that say theirs in no other way.
    #[must_use]
    pub fn with_dates(self, words: DateWords) -> Self {
        Reports { words: Some(words), ..self }
    }

    fn begin(&mut self, job: Job) -> Result<Source, InputError> {
        let taken = self.taken.clone();
        let (name, kind, rows, opened) = match job {
            Job::Fail(error) => return Err(error),
            Job::Stdin => ("standard input".to_owned(), Kind::Guess, vec![], bytes::open(io::stdin(), taken)),
            Job::Bytes { name, kind, bytes } => (name, kind, vec![], bytes::open(Cursor::new(bytes), taken)),
            Job::File { path, kind, rows } => {
                let file = File::open(&path).map_err(|error| bytes::problem(&error, false));
                (path.to_string_lossy().into_owned(), kind, rows, file.and_then(|file| bytes::open(file, taken)))
            }
        };
        let words = self.words;
        let source = opened.and_then(|bytes| match kind {
            Kind::Page | Kind::Archive | Kind::Feed => {
                Ok(Source::Saved(Saved::new(name.clone(), kind, bytes, rows, words)))
            }
            Kind::Text | Kind::Json | Kind::JsonLines | Kind::Guess => {
                Stream::new(name.clone(), kind, bytes, rows).map(Source::Stream)
            }
        });
        source.map_err(|problem| InputError::new(name, problem))
    }
}

impl Iterator for Reports {
    type Item = Result<Received, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some((line, found)) = self.found.pop_front() {
                self.place.line = line;
                return Some(found.map(|mut received| {
                    // What an archive holds was fetched by another program, whoever hands the archive over.
                    if received.capture.way == Way::File {
                        received.capture.way = self.way;
                    }
                    received
                }));
            }
            if let Some(input) = &mut self.input {
                if !input.advance(&mut self.found) {
                    self.input = None;
                }
                continue;
            }
            let job = self.jobs.pop_front()?;
            match self.begin(job) {
                Ok(input) => {
                    self.place.input = input.name().to_owned();
                    self.input = Some(input);
                }
                Err(error) => {
                    self.place = Place { input: error.input().to_owned(), line: error.line() };
                    return Some(Err(error));
                }
            }
        }
    }
}

/// Bytes of a job; nothing where that cannot be known.
fn size(job: &Job) -> Option<u64> {
    match job {
        Job::Fail(_) => Some(0),
        Job::Stdin => None,
        Job::Bytes { bytes, .. } => Some(bytes.len() as u64),
        Job::File { path, .. } => fs::metadata(path).ok().filter(|meta| meta.is_file()).map(|meta| meta.len()),
    }
}

/// What is to be done for an input that somebody named.
pub(crate) fn jobs(input: &Path) -> Vec<Job> {
    if input == Path::new("-") {
        return vec![Job::Stdin];
    }
    let name = input.to_string_lossy().into_owned();
    let fail = |problem| vec![Job::Fail(InputError::new(name.clone(), problem))];
    match fs::metadata(input) {
        Err(error) => fail(bytes::problem(&error, false)),
        Ok(meta) if meta.is_dir() => folder::jobs(input),
        Ok(_) => match Kind::of(&name) {
            Ok(kind) => vec![Job::File { path: input.to_owned(), kind, rows: vec![] }],
            Err(ending) => fail(Problem::UnknownKind(ending)),
        },
    }
}
