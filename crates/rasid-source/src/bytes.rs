//! The bytes of an input, decompressed, without a byte order mark, and counted for progress.

use crate::error::Problem;
use crate::limits::{INFLATION, INFLATION_FROM};
use flate2::bufread::MultiGzDecoder;
use std::fmt;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Input that can be read piece by piece.
pub(crate) type Input = Box<dyn BufRead + Send>;

const BUFFER: usize = 64 * 1024;

/// An input that was opened.
pub(crate) struct Bytes {
    /// What is in it, decompressed.
    pub input: Input,
    /// Whether it is compressed.
    pub gzip: bool,
    /// Whether a byte order mark of UTF-8 stood before it, which was taken away.
    pub mark: bool,
}

/// The byte order mark of UTF-8.
pub(crate) const MARK: [u8; 3] = [0xEF, 0xBB, 0xBF];

/// Whether what begins with `start` says that it is UTF-16.
pub(crate) fn is_utf16(start: &[u8]) -> bool {
    start.starts_with(b"\xFF\xFE") || start.starts_with(b"\xFE\xFF")
}

/// Makes `raw` readable: what is compressed is recognised by its first bytes, since names are lost
/// on standard input and are often wrong after a download. What comes out of it is charged to `budget`.
pub(crate) fn open(
    raw: impl Read + Send + 'static,
    counter: Arc<AtomicU64>,
    budget: &Budget,
) -> Result<Bytes, Problem> {
    let raw: Input = Box::new(BufReader::with_capacity(BUFFER, Counted { raw, counter }));
    let (start, raw) = peek(raw, 2).map_err(|error| problem(&error, false))?;
    let gzip = start == [0x1f, 0x8b];
    let input: Input =
        if gzip { Box::new(BufReader::with_capacity(BUFFER, budget.charge(MultiGzDecoder::new(raw)))) } else { raw };
    let (start, mut input) = peek(input, MARK.len()).map_err(|error| problem(&error, gzip))?;
    let mark = start == MARK;
    if mark {
        input.consume(MARK.len());
    }
    Ok(Bytes { input, gzip, mark })
}

/// How much may come out of compressed data: so many times as much as goes in. What lies in one another shares one.
#[derive(Clone, Debug)]
pub(crate) struct Budget {
    /// Bytes that came out.
    given: Arc<AtomicU64>,
    /// Bytes that were taken from the disk, and how many of them before.
    taken: Arc<AtomicU64>,
    before: u64,
}

/// What reading ends with when too much comes out.
#[derive(Debug)]
struct Spent;

impl fmt::Display for Spent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("too much comes out of the compressed data")
    }
}

impl std::error::Error for Spent {}

impl Budget {
    /// For what is counted by `taken` from now on.
    pub fn new(taken: Arc<AtomicU64>) -> Self {
        let before = taken.load(Ordering::Relaxed);
        Budget { given: Arc::default(), taken, before }
    }

    /// What `raw` gives, as long as there is some left.
    pub fn charge<R: Read>(&self, raw: R) -> impl Read + use<R> {
        Charged { raw, budget: self.clone() }
    }

    /// What is read of `raw` counts as taken from the disk.
    pub fn count<R: Read>(&self, raw: R) -> impl Read + use<R> {
        Counted { raw, counter: self.taken.clone() }
    }

    fn spend(&self, bytes: u64) -> io::Result<()> {
        let given = self.given.fetch_add(bytes, Ordering::Relaxed) + bytes;
        let taken = self.taken.load(Ordering::Relaxed) - self.before;
        if given > INFLATION_FROM && given / INFLATION > taken { Err(io::Error::other(Spent)) } else { Ok(()) }
    }
}

struct Charged<R> {
    raw: R,
    budget: Budget,
}

impl<R: Read> Read for Charged<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.raw.read(buffer)?;
        self.budget.spend(length as u64)?;
        Ok(length)
    }
}

/// All of `input`, where that is not more than `limit` bytes.
pub(crate) fn whole(input: impl Read, limit: usize) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    input.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() <= limit).then_some(bytes))
}

/// All of a file of a kind that may have no more than `limit` bytes, which are whole MiB.
pub(crate) fn file(input: Input, limit: usize, gzip: bool) -> Result<Vec<u8>, Problem> {
    whole(input, limit).map_err(|error| problem(&error, gzip))?.ok_or(Problem::LargeFile(limit >> 20))
}

/// What an error while reading means: in compressed input it is most likely one of the compression.
pub(crate) fn problem(error: &io::Error, gzip: bool) -> Problem {
    if error.get_ref().is_some_and(|inner| inner.is::<Spent>()) {
        return Problem::Bomb;
    }
    match error.kind() {
        io::ErrorKind::NotFound => Problem::Missing,
        _ if gzip => Problem::Gzip(error.to_string()),
        _ => Problem::Unreadable(error.to_string()),
    }
}

/// The first byte that is no white space, without taking anything away.
pub(crate) fn first_letter(mut input: Input, limit: usize) -> io::Result<(Option<u8>, Input)> {
    let mut spaces = Vec::new();
    let first = loop {
        let buffer = input.fill_buf()?;
        let letter = buffer.iter().copied().find(|b| !b.is_ascii_whitespace());
        if buffer.is_empty() || letter.is_some() || spaces.len() > limit {
            break letter;
        }
        spaces.extend_from_slice(buffer);
        let length = buffer.len();
        input.consume(length);
    };
    Ok((first, before(spaces, input)))
}

/// Up to `length` bytes from the beginning, without taking them away. An error that comes after some of them is kept
/// for the one who reads on.
pub(crate) fn peek(mut input: Input, length: usize) -> io::Result<(Vec<u8>, Input)> {
    let mut start = Vec::with_capacity(length);
    match input.by_ref().take(length as u64).read_to_end(&mut start) {
        Ok(_) => Ok((start.clone(), before(start, input))),
        Err(error) if start.is_empty() => Err(error),
        Err(error) => {
            let rest: Input = Box::new(BufReader::new(Failing(Some(error))));
            Ok((start.clone(), before(start, rest)))
        }
    }
}

/// Gives an error once.
struct Failing(Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

fn before(start: Vec<u8>, input: Input) -> Input {
    if start.is_empty() { input } else { Box::new(Cursor::new(start).chain(input)) }
}

/// Input that knows how far it was read.
pub(crate) struct Positioned {
    input: Input,
    at: u64,
}

impl Positioned {
    /// Nothing of `input` is read yet.
    pub fn new(input: Input) -> Self {
        Positioned { input, at: 0 }
    }

    /// Bytes that were taken so far.
    pub fn at(&self) -> u64 {
        self.at
    }
}

impl Read for Positioned {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.input.read(buffer)?;
        self.at += length as u64;
        Ok(length)
    }
}

impl BufRead for Positioned {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.input.fill_buf()
    }

    fn consume(&mut self, length: usize) {
        self.input.consume(length);
        self.at += length as u64;
    }
}

/// Counts what is taken from the disk.
struct Counted<R> {
    raw: R,
    counter: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.raw.read(buffer)?;
        self.counter.fetch_add(length as u64, Ordering::Relaxed);
        Ok(length)
    }
}
