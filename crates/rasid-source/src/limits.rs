//! Every bound of what is read, in one place. `docs/sources.md` states them, and tests go up to each.

pub(crate) use rasid_record::{LIMIT_LINE, LIMIT_TEXT};

/// The largest chat of WhatsApp, in bytes: days and months are told apart over all of it, so it is held whole. WhatsApp
/// itself exports no more than 40,000 messages.
pub(crate) const CHAT: usize = 64 * 1024 * 1024;
/// Messages that are taken out of one chat or mailbox.
pub(crate) const MESSAGES: u64 = 1_000_000;
/// The largest document (DOCX, PDF, e-mail), in bytes, as it lies on the disk.
pub(crate) const DOCUMENT: usize = 64 * 1024 * 1024;
/// The most that one part of a document may have when it is decompressed, in bytes.
pub(crate) const PART: usize = 64 * 1024 * 1024;
/// How deep objects and lists of a file may lie in one another.
pub(crate) const NESTING: usize = 128;
/// How deep containers (an archive in an e-mail in an archive) may lie in one another.
pub(crate) const CONTAINERS: usize = 4;
/// Entries of one archive.
pub(crate) const ENTRIES: usize = 100_000;
/// The largest archive that does not lie on the disk itself (standard input, an upload, an archive in another), in bytes.
pub(crate) const ARCHIVE: usize = 512 * 1024 * 1024;
/// What is decompressed may be so many times as large as it lies on the disk; text is ten times, bombs a thousand.
pub(crate) const INFLATION: u64 = 200;
/// Up to so many bytes nobody looks at how much larger they got.
pub(crate) const INFLATION_FROM: u64 = 64 * 1024 * 1024;
/// Pages of a PDF.
pub(crate) const PAGES: usize = 10_000;
/// Operations of all pages of a PDF, in bytes.
pub(crate) const PDF_CONTENT: usize = 128 * 1024 * 1024;
/// What streams of objects of a PDF are when they are decompressed: each, in bytes. All of them are bounded as operations are.
pub(crate) const PDF_OBJECTS: usize = 16 * 1024 * 1024;
/// Lines of an e-mail that may begin a part.
pub(crate) const MAIL_PARTS: usize = 100_000;
/// Streams of objects of a PDF.
pub(crate) const PDF_STREAMS: usize = 100_000;
