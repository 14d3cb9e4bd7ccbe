//! Where the members of a ZIP archive lie, and what is in them (APPNOTE 6.3.10; stored and deflated members, ZIP64).
//!
//! Own code instead of a crate: the list of members is read with a bound, which crates read whole; members are given as
//! streams that own their source; names in the charsets of Arabic Windows are read.

use crate::bytes::{self, Budget};
use crate::charset;
use crate::error::Problem;
use crate::limits::ENTRIES;
use flate2::Crc;
use flate2::bufread::DeflateDecoder;
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::sync::Arc;

/// Bytes at the end in which the end of the list stands: 22 and a comment.
const END: u64 = 22 + 65_535;

/// Where an archive lies.
#[derive(Clone, Debug)]
pub(crate) enum Store {
    /// On the disk.
    File(PathBuf),
    /// In memory.
    Bytes(Arc<[u8]>),
}

trait Source: Read + Seek + Send {}
impl<T: Read + Seek + Send> Source for T {}

impl Store {
    fn open(&self) -> io::Result<Box<dyn Source>> {
        Ok(match self {
            Store::File(path) => Box::new(File::open(path)?),
            Store::Bytes(bytes) => Box::new(Cursor::new(bytes.clone())),
        })
    }
}

/// A member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Its path in the archive, as it says it.
    pub name: String,
    /// Whether it is a folder.
    pub is_folder: bool,
    locked: bool,
    method: u16,
    crc: u32,
    compressed: u64,
    size: u64,
    /// Where its head begins.
    at: u64,
}

/// The members of an archive.
pub(crate) struct Members {
    store: Store,
    entries: Vec<Entry>,
}

impl Members {
    /// Reads the list of members.
    pub fn of(store: Store) -> Result<Self, Problem> {
        let unreadable = |error: io::Error| match error.kind() {
            io::ErrorKind::UnexpectedEof => damaged("it is cut off"),
            _ => Problem::Unreadable(error.to_string()),
        };
        let mut source = BufReader::new(store.open().map_err(unreadable)?);
        let end = find_end(&mut source).map_err(unreadable)?.ok_or_else(|| damaged("it has no list of members"))?;
        if end.count > ENTRIES as u64 {
            return Err(Problem::ManyEntries);
        }
        source.seek(SeekFrom::Start(end.list_at)).map_err(unreadable)?;
        let mut entries = Vec::new();
        for _ in 0..end.count {
            entries
                .push(entry(&mut source).map_err(unreadable)?.ok_or_else(|| damaged("its list of members is broken"))?);
        }
        // Members that lie over one another make much of little.
        let mut places: Vec<(u64, u64)> = entries.iter().map(|entry| (entry.at, entry.compressed)).collect();
        places.sort_unstable();
        let overlap = places.windows(2).any(|pair| pair[0].0.saturating_add(30 + pair[0].1) > pair[1].0);
        if overlap {
            return Err(damaged("its members lie over one another"));
        }
        Ok(Members { store, entries })
    }

    /// The members, in the order of the list.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What is in a member, decompressed; reading ends with an error where it is not what the list says. What is read of
    /// a file counts for `budget`; what lies in memory was counted when it came there.
    pub fn open(&self, entry: &Entry, budget: Option<&Budget>) -> Result<Box<dyn Read + Send>, Problem> {
        if entry.locked {
            return Err(Problem::Locked);
        }
        let source = self.store.open().and_then(|source| at_data(source, entry));
        let raw = source.map_err(|error| damaged(&error.to_string()))?;
        let raw: Box<dyn Read + Send> = match (&self.store, budget) {
            (Store::File(_), Some(budget)) => Box::new(budget.count(raw)),
            _ => Box::new(raw),
        };
        let checked =
            |raw: Box<dyn Read + Send>| Checked { raw, crc: Crc::new(), expected: entry.crc, left: entry.size };
        match entry.method {
            0 => Ok(Box::new(checked(raw))),
            8 => Ok(Box::new(checked(Box::new(DeflateDecoder::new(BufReader::new(raw)))))),
            other => Err(Problem::Damaged(format!("a member is compressed by method {other}, which is not read"))),
        }
    }

    /// A member by its name, whole, where it is not larger than `limit`.
    pub fn whole(&self, name: &str, limit: usize) -> Result<Option<Vec<u8>>, Problem> {
        let Some(entry) = self.entries.iter().find(|entry| entry.name == name) else { return Ok(None) };
        let bytes = bytes::whole(self.open(entry, None)?, limit).map_err(|error| damaged(&error.to_string()))?;
        bytes.ok_or(Problem::Bomb).map(Some)
    }
}

fn damaged(reason: &str) -> Problem {
    Problem::Damaged(reason.to_owned())
}

/// Where the list is.
struct End {
    count: u64,
    list_at: u64,
}

fn find_end(source: &mut BufReader<Box<dyn Source>>) -> io::Result<Option<End>> {
    let length = source.seek(SeekFrom::End(0))?;
    let from = length.saturating_sub(END);
    source.seek(SeekFrom::Start(from))?;
    let mut tail = Vec::new();
    source.take(END).read_to_end(&mut tail)?;
    let Some(at) = tail.windows(22).rposition(|window| window.starts_with(b"PK\x05\x06")) else { return Ok(None) };
    let field = |from: usize, length: usize| number(&tail[at + from..at + from + length]);
    let end = End { count: field(10, 2), list_at: field(16, 4) };
    if end.count != 0xFFFF && end.list_at != 0xFFFF_FFFF {
        return Ok(Some(end));
    }
    // The list is larger than the old form can say: a locator before it says where the new one is.
    let Some(locator) = at.checked_sub(20).filter(|&at| tail[at..].starts_with(b"PK\x06\x07")) else {
        return Ok(Some(end));
    };
    source.seek(SeekFrom::Start(number(&tail[locator + 8..locator + 16])))?;
    let mut head = [0; 56];
    source.read_exact(&mut head)?;
    let is_end = head.starts_with(b"PK\x06\x06");
    Ok(is_end.then(|| End { count: number(&head[32..40]), list_at: number(&head[48..56]) }))
}

fn entry(source: &mut impl Read) -> io::Result<Option<Entry>> {
    let mut head = [0; 46];
    source.read_exact(&mut head)?;
    if !head.starts_with(b"PK\x01\x02") {
        return Ok(None);
    }
    let field = |from: usize, length: usize| number(&head[from..from + length]);
    let mut rest = |length: u64| {
        let mut bytes = vec![0; length as usize];
        source.read_exact(&mut bytes).map(|()| bytes)
    };
    let (name, extra) = (rest(field(28, 2))?, rest(field(30, 2))?);
    rest(field(32, 2))?;
    let (mut size, mut compressed, mut at) = (field(24, 4), field(20, 4), field(42, 4));
    // Numbers that do not fit stand in an extra field, those that do not fit only.
    let mut wide = extra_field(&extra, 1).unwrap_or_default().chunks_exact(8).map(number);
    for value in [&mut size, &mut compressed, &mut at] {
        if *value == 0xFFFF_FFFF {
            *value = wide.next().unwrap_or(*value);
        }
    }
    let name = charset::decode(&name, None, None).text.replace('\\', "/");
    Ok(Some(Entry {
        is_folder: name.ends_with('/'),
        name,
        locked: field(8, 2) & 1 == 1,
        method: field(10, 2) as u16,
        crc: field(16, 4) as u32,
        compressed,
        size,
        at,
    }))
}

fn extra_field(mut extra: &[u8], wanted: u64) -> Option<&[u8]> {
    while extra.len() >= 4 {
        let (id, length) = (number(&extra[..2]), number(&extra[2..4]) as usize);
        let field = extra.get(4..4 + length)?;
        if id == wanted {
            return Some(field);
        }
        extra = &extra[4 + length..];
    }
    None
}

/// The compressed bytes of a member, which begin after its own head.
fn at_data(mut source: Box<dyn Source>, entry: &Entry) -> io::Result<io::Take<Box<dyn Source>>> {
    source.seek(SeekFrom::Start(entry.at))?;
    let mut head = [0; 30];
    source.read_exact(&mut head)?;
    if !head.starts_with(b"PK\x03\x04") {
        return Err(io::Error::other("a member is not where the list says"));
    }
    let skipped = number(&head[26..28]) + number(&head[28..30]);
    source.seek(SeekFrom::Current(skipped as i64))?;
    Ok(source.take(entry.compressed))
}

/// A number as ZIP writes it, the least byte first.
fn number(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |value, &byte| value << 8 | u64::from(byte))
}

/// Gives what it reads, and an error at the end where that is not what the list says.
struct Checked {
    raw: Box<dyn Read + Send>,
    crc: Crc,
    expected: u32,
    left: u64,
}

impl Read for Checked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.raw.read(buffer)?;
        if length == 0 && !buffer.is_empty() && (self.left > 0 || self.crc.sum() != self.expected) {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "a member of the archive is damaged"));
        }
        self.left = self.left.checked_sub(length as u64).ok_or_else(|| {
            io::Error::new(io::ErrorKind::InvalidData, "a member of the archive is larger than its list says")
        })?;
        self.crc.update(&buffer[..length]);
        Ok(length)
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) mod write;
