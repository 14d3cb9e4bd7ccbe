//! What was received and how: the bytes that a report was taken from, and the facts of their capture.

use crate::Report;
use std::borrow::Cow;
use std::sync::Arc;

crate::vocabulary::vocabulary! {
    /// The way on which bytes were got.
    Way {
        /// A file that somebody named, or standard input.
        File = "file",
        /// A text that somebody pasted at the desk.
        Pasted = "pasted",
        /// A file that somebody handed over at the desk.
        Uploaded = "uploaded",
        /// Fetched over the network by this program.
        Fetched = "fetched",
        /// A record of a web archive (WARC), which another program fetched.
        Archive = "archive",
    }
}

crate::vocabulary::vocabulary! {
    /// How the charset of bytes was found.
    CharsetBy {
        /// The bytes are valid in it, and nothing else was said.
        Valid = "valid",
        /// By a byte order mark.
        Mark = "bom",
        /// The bytes, or what came with them, declare it.
        Declared = "declared",
        /// By how often letters stand beside one another: a guess.
        Statistics = "statistics",
    }
}

/// Bytes as they were received, and how they were got.
///
/// The bytes are those of the smallest sensible piece: a whole file, one line of JSON Lines, one message of a chat,
/// the payload of one record of an archive. What is compressed is kept as it comes out of the compression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capture {
    /// The bytes.
    pub bytes: Arc<[u8]>,
    /// Where they come from: a path of a file, the path of a member inside its container, an address; empty for what
    /// was pasted.
    pub name: String,
    /// Name of the outer file that holds them, where they are a piece of one.
    pub container: Option<String>,
    /// Where the piece begins in its container (after decompression), in bytes from 0, where that makes sense.
    pub offset: Option<u64>,
    /// On which way they came.
    pub way: Way,
    /// Their media type, such as `text/html`.
    pub media_type: Cow<'static, str>,
    /// What makes the text of them, with its version: `html/1`. An extractor that would make another text of the
    /// same bytes gets another number.
    pub extractor: Cow<'static, str>,
    /// The charset by which they were decoded, as the WHATWG names it in small letters: `utf-8`, `windows-1256`.
    pub charset: Cow<'static, str>,
    /// How that charset was found.
    pub charset_by: CharsetBy,
    /// When they were fetched as the container says (`WARC-Date`), as it says it; what this program fetches or is
    /// given is dated by whoever keeps it.
    pub fetched_at: Option<String>,
}

impl Capture {
    /// A capture of `bytes` called `name`, which are UTF-8 and were found as a file: what is otherwise is set after.
    pub fn new(bytes: impl Into<Arc<[u8]>>, name: impl Into<String>, extractor: &'static str) -> Self {
        Capture {
            bytes: bytes.into(),
            name: name.into(),
            container: None,
            offset: None,
            way: Way::File,
            media_type: Cow::Borrowed("text/plain"),
            extractor: Cow::Borrowed(extractor),
            charset: Cow::Borrowed("utf-8"),
            charset_by: CharsetBy::Valid,
            fetched_at: None,
        }
    }
}

/// A report, and what it was taken from.
#[derive(Clone, Debug, PartialEq)]
pub struct Received {
    /// The report.
    pub report: Report,
    /// The bytes, and how they were got.
    pub capture: Capture,
}

/// The extractor of a text that somebody pasted.
pub const PASTED: &str = "pasted/1";

/// What is kept of a pasted text: browsers send ends of lines of two characters, and white space around it is chance.
pub fn pasted_text(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}
