//! The reports of several inputs, one after the other, without holding more than one of them.

use crate::bytes::{self, Budget};
use crate::error::{InputError, Problem};
use crate::folder;
use crate::kind::Kind;
use crate::limits::CONTAINERS;
use crate::moment::DateWords;
use crate::shown::shown;
use crate::streams::{self, Finds, Opened, Origin, Row, Step, Streaming};
use crate::table::ColumnMap;
use rasid_record::{Received, Way};
use std::collections::VecDeque;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Cursor, Read};
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
    /// An input that lies in another.
    Inner(Inner),
}

/// An input that lies in another.
pub(crate) struct Inner {
    /// Its name in the other.
    pub name: String,
    /// The name of the other, as messages have it.
    pub container: String,
    /// What it is.
    pub kind: Kind,
    /// What is in it.
    pub bytes: Box<dyn Read + Send>,
}

/// What the caller knows and files do not say.
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    /// Which columns of tables are what.
    pub columns: Option<ColumnMap>,
    /// What dates in words mean, for pages that say theirs in no other way.
    pub dates: Option<DateWords>,
}

/// An input that is being read, and those that lie in it.
struct Level {
    stream: Box<dyn Streaming>,
    finds: Finds,
    budget: Budget,
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
    /// The input that is being read, and behind it the one that lies in it.
    levels: Vec<Level>,
    options: Options,
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
            levels: Vec::new(),
            options: Options::default(),
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
    pub fn with_dates(mut self, words: DateWords) -> Self {
        self.options.dates = Some(words);
        self
    }

    /// The same, with what the caller says of the columns of tables; nothing where they are to be found by their names.
    #[must_use]
    pub fn with_columns(mut self, columns: Option<ColumnMap>) -> Self {
        self.options.columns = columns;
        self
    }

    fn begin(&mut self, job: Job) -> Result<Level, InputError> {
        let taken = self.taken.clone();
        let outer = self.levels.last().map(|level| level.budget.clone());
        let budget = outer.unwrap_or_else(|| Budget::new(taken.clone()));
        let path = if let Job::File { path, .. } = &job { Some(path.clone()) } else { None };
        let (name, container, kind, rows, opened) = match job {
            Job::Fail(error) => return Err(error),
            Job::Stdin => {
                ("standard input".to_owned(), None, Kind::Guess, vec![], bytes::open(io::stdin(), taken, &budget))
            }
            Job::Bytes { name, kind, bytes } => {
                (name, None, kind, vec![], bytes::open(Cursor::new(bytes), taken, &budget))
            }
            Job::File { path, kind, rows } => {
                let file = File::open(&path).map_err(|error| bytes::problem(&error, false));
                let opened = file.and_then(|file| bytes::open(file, taken, &budget));
                (path.to_string_lossy().into_owned(), None, kind, rows, opened)
            }
            // What lies in another was counted when that was read.
            Job::Inner(Inner { name, container, kind, bytes }) => {
                (name, Some(container), kind, vec![], bytes::open(bytes, Arc::default(), &budget))
            }
        };
        let shown = container.as_ref().map_or_else(|| name.clone(), |outer| format!("{outer}/{name}"));
        if self.levels.len() >= CONTAINERS {
            return Err(InputError::new(shown, Problem::Nested));
        }
        let stream = opened.map_err(|problem| InputError::new(&shown, problem)).and_then(|bytes| {
            let origin = Origin { name, container, gzip: bytes.gzip, mark: bytes.mark };
            let opened = Opened { shown: &shown, origin, rows, path, input: bytes.input, budget: &budget };
            streams::begin(kind, opened, &self.options)
        });
        stream.map(|stream| Level { stream, finds: Finds::new(shown), budget })
    }
}

impl Iterator for Reports {
    type Item = Result<Received, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let job = match self.levels.last_mut() {
                None => self.jobs.pop_front()?,
                Some(level) => {
                    if let Some((line, found)) = level.finds.pop() {
                        self.place = Place { input: level.finds.name().to_owned(), line };
                        return Some(found.map(|mut received| {
                            // What an archive holds was fetched by another program, whoever hands the archive over.
                            if received.capture.way == Way::File {
                                received.capture.way = self.way;
                            }
                            received
                        }));
                    }
                    match level.stream.advance(&mut level.finds) {
                        Step::On => continue,
                        Step::Inner(job) => *job,
                        Step::End if level.finds.is_empty() => {
                            self.levels.pop();
                            continue;
                        }
                        Step::End => {
                            level.stream = Box::new(streams::Ended);
                            continue;
                        }
                    }
                }
            };
            match self.begin(job) {
                Ok(level) => {
                    self.place = Place { input: level.finds.name().to_owned(), line: None };
                    self.levels.push(level);
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
        Job::Inner(_) => Some(0),
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
