//! The bytes of an input, decompressed, without a byte order mark, and counted for progress.

use crate::error::Problem;
use flate2::bufread::MultiGzDecoder;
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
    /// Whether it begins like a text in UTF-16.
    pub utf16: bool,
    /// Whether a byte order mark of UTF-8 stood before it, which was taken away.
    pub mark: bool,
}

/// The byte order mark of UTF-8.
pub(crate) const MARK: [u8; 3] = [0xEF, 0xBB, 0xBF];

/// Makes `raw` readable: what is compressed is recognised by its first bytes, since names are lost
/// on standard input and are often wrong after a download.
pub(crate) fn open(raw: impl Read + Send + 'static, counter: Arc<AtomicU64>) -> Result<Bytes, Problem> {
    let raw: Input = Box::new(BufReader::with_capacity(BUFFER, Counted { raw, counter }));
    let (start, raw) = peek::<2>(raw).map_err(|error| problem(&error, false))?;
    let gzip = start == [0x1f, 0x8b];
    let input: Input = if gzip { Box::new(BufReader::with_capacity(BUFFER, MultiGzDecoder::new(raw))) } else { raw };
    let (start, mut input) = peek::<3>(input).map_err(|error| problem(&error, gzip))?;
    let mark = start == MARK;
    if mark {
        input.consume(MARK.len());
    }
    Ok(Bytes { utf16: matches!(start.as_slice(), [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]), input, gzip, mark })
}

/// What an error while reading means: in compressed input it is most likely one of the compression.
pub(crate) fn problem(error: &io::Error, gzip: bool) -> Problem {
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

/// Up to `N` bytes from the beginning, without taking them away.
fn peek<const N: usize>(mut input: Input) -> io::Result<(Vec<u8>, Input)> {
    let mut start = Vec::with_capacity(N);
    input.by_ref().take(N as u64).read_to_end(&mut start)?;
    Ok((start.clone(), before(start, input)))
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
