//! The archive that a workbook is: files packed one after the other, and a directory at the end.
//!
//! Written here because the crates that write workbooks row by row panic on a full disk. Neither
//! a part nor the archive may exceed 4 GiB, which is far more than a spreadsheet opens.

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use std::io::{Error, Result, Seek, SeekFrom, Write};

/// The first day that the format knows: archives of the same content are the same bytes.
const DATE: u16 = 1 << 5 | 1;
/// Version of the format that is needed to unpack.
const VERSION: u16 = 20;
/// Names are UTF-8.
const FLAGS: u16 = 1 << 11;
const DEFLATED: u16 = 8;

/// What the directory says of a part.
struct Entry {
    name: String,
    crc: u32,
    packed: u32,
    size: u32,
    at: u32,
}

/// An archive that is being written.
pub(crate) struct Archive<W: Write + Seek> {
    out: W,
    entries: Vec<Entry>,
}

impl<W: Write + Seek> Archive<W> {
    /// An empty archive.
    pub(crate) fn new(out: W) -> Self {
        Archive { out, entries: Vec::new() }
    }

    /// Begins a part; it is written like a file, and [`Part::end`] gives the archive back.
    pub(crate) fn part(mut self, name: &str) -> Result<Part<W>> {
        let at = small(self.out.stream_position()?)?;
        let entry = Entry { name: name.to_owned(), crc: 0, packed: 0, size: 0, at };
        write_local(&mut self.out, &entry)?;
        let data = self.out.stream_position()?;
        let packer = DeflateEncoder::new(self.out, Compression::fast());
        Ok(Part { packer, entries: self.entries, entry, crc: Crc::new(), size: 0, data })
    }

    /// Adds a whole part.
    pub(crate) fn add(self, name: &str, content: &str) -> Result<Self> {
        let mut part = self.part(name)?;
        part.write_all(content.as_bytes())?;
        part.end()
    }

    /// Writes the directory and gives back what was written to.
    pub(crate) fn finish(mut self) -> Result<W> {
        let begin = small(self.out.stream_position()?)?;
        for entry in &self.entries {
            self.out.write_all(b"PK\x01\x02")?;
            self.out.write_all(&VERSION.to_le_bytes())?;
            write_common(&mut self.out, entry)?;
            // No comment, first disk, no attributes.
            self.out.write_all(&[0; 2 + 2 + 2 + 4])?;
            self.out.write_all(&entry.at.to_le_bytes())?;
            self.out.write_all(entry.name.as_bytes())?;
        }
        let length = small(self.out.stream_position()?)? - begin;
        let count = u16::try_from(self.entries.len()).map_err(Error::other)?;
        self.out.write_all(b"PK\x05\x06\0\0\0\0")?;
        self.out.write_all(&count.to_le_bytes())?;
        self.out.write_all(&count.to_le_bytes())?;
        self.out.write_all(&length.to_le_bytes())?;
        self.out.write_all(&begin.to_le_bytes())?;
        self.out.write_all(&[0; 2])?;
        Ok(self.out)
    }
}

/// A part that is being written.
pub(crate) struct Part<W: Write + Seek> {
    packer: DeflateEncoder<W>,
    entries: Vec<Entry>,
    entry: Entry,
    crc: Crc,
    size: u64,
    data: u64,
}

impl<W: Write + Seek> Write for Part<W> {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        let written = self.packer.write(bytes)?;
        self.crc.update(&bytes[..written]);
        self.size += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> Result<()> {
        self.packer.flush()
    }
}

impl<W: Write + Seek> Part<W> {
    /// Ends the part: goes back to its head and writes what is known only now.
    pub(crate) fn end(mut self) -> Result<Archive<W>> {
        let mut out = self.packer.finish()?;
        let end = out.stream_position()?;
        self.entry.crc = self.crc.sum();
        self.entry.packed = small(end - self.data)?;
        self.entry.size = small(self.size)?;
        out.seek(SeekFrom::Start(self.entry.at.into()))?;
        write_local(&mut out, &self.entry)?;
        out.seek(SeekFrom::Start(end))?;
        self.entries.push(self.entry);
        Ok(Archive { out, entries: self.entries })
    }
}

fn write_local(out: &mut impl Write, entry: &Entry) -> Result<()> {
    out.write_all(b"PK\x03\x04")?;
    write_common(out, entry)?;
    out.write_all(entry.name.as_bytes())
}

/// What stands both before a part and in the directory.
fn write_common(out: &mut impl Write, entry: &Entry) -> Result<()> {
    for word in [VERSION, FLAGS, DEFLATED, 0, DATE] {
        out.write_all(&word.to_le_bytes())?;
    }
    for word in [entry.crc, entry.packed, entry.size] {
        out.write_all(&word.to_le_bytes())?;
    }
    let name = u16::try_from(entry.name.len()).map_err(Error::other)?;
    out.write_all(&name.to_le_bytes())?;
    // Nothing beyond the name.
    out.write_all(&[0; 2])
}

fn small(size: u64) -> Result<u32> {
    u32::try_from(size).map_err(|_| Error::other("a workbook cannot be larger than 4 GiB"))
}
