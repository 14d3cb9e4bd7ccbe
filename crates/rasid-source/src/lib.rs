//! Bytes to reports: folders, texts, JSON and JSON Lines, also compressed.
//!
//! Every report comes with a [`Capture`]: the bytes that it was taken from and how they were got; [`again`] takes the
//! text out of them once more.
//!
//! Input is untrusted: nothing larger than the limits of `rasid-record` is held, one broken article
//! does not take the others with it, and what cannot be read is named with its place and the reason.
//! This crate knows nothing of reading or storage.

mod address;
mod again;
mod archive;
mod article;
mod bytes;
pub mod charset;
mod chats;
mod date;
mod decode;
mod documents;
mod error;
mod feed;
mod folder;
mod http;
mod index;
mod kind;
mod limits;
mod mail;
mod markup;
mod moment;
mod page;
mod pieces;
mod reports;
mod saved;
mod script;
mod shown;
mod stream;
mod streams;
mod table;
mod values;
mod warc;
mod watched;
mod words;

pub use address::{host, resolve};
pub use again::{Again, again};
pub use error::{InputError, Problem};
pub use feed::Entry as FeedItem;
pub use moment::DateWords;
pub use reports::{Place, Progress, Reports};
pub use saved::{FeedEntry, FeedRead};
pub use shown::{is_direction_mark, is_unsafe_to_show, shown, shown_path};
pub use table::ColumnMap;
pub use watched::{Source, SourceList};

use kind::Kind;
use rasid_record::{Capture, LIMIT_LINE, PASTED, Received, Report, Way, pasted_text};
use reports::Job;
use serde_json::{Map, Value};
use std::path::Path;

/// The reports of `inputs`: folders, files, and `-` for standard input.
///
/// Folders are looked through at once, so that the amount of work is known; files are opened one by one.
pub fn open<P: AsRef<Path>>(inputs: impl IntoIterator<Item = P>) -> Reports {
    Reports::new(inputs.into_iter().flat_map(|input| reports::jobs(input.as_ref())))
}

/// The reports in `bytes`, a file called `name` that somebody handed over.
///
/// They are given one by one, and what is compressed may be far larger than `bytes`: a caller that keeps
/// them sets a limit to how many it takes.
pub fn reports_from_bytes(name: &str, bytes: Vec<u8>) -> Reports {
    let name = name.to_owned();
    Reports::new([match Kind::of(&name) {
        Ok(kind) => Job::Bytes { name, kind, bytes },
        Err(ending) => Job::Fail(InputError::new(name, Problem::UnknownKind(ending))),
    }])
    .on(Way::Uploaded)
}

/// A page or a feed that was fetched.
#[derive(Clone, Copy, Debug)]
pub struct Fetched<'f> {
    /// The address that it came from, after all redirects.
    pub url: &'f str,
    /// What the server says of its kind: `text/html; charset=windows-1256`.
    pub media_type: &'f str,
    /// How it is compressed, as the server says: `gzip`, or nothing.
    pub encoding: &'f str,
}

/// The report that a fetched page is. `words` says what dates in words mean.
///
/// # Errors
///
/// Where the page holds no article, is too large or is compressed in an unknown way.
pub fn report_from_page(
    bytes: Vec<u8>,
    fetched: Fetched<'_>,
    words: Option<DateWords>,
) -> Result<Received, InputError> {
    let Fetched { url, media_type, encoding } = fetched;
    let origin = saved::Origin { name: url.to_owned(), media_type: media_type.to_owned(), ..Default::default() };
    let received =
        http::decompressed(bytes, encoding, page::LIMIT_PAGE).and_then(|bytes| saved::report(bytes, origin, words));
    let mut received = received.map_err(|problem| InputError::new(url, problem))?;
    received.capture.way = Way::Fetched;
    Ok(received)
}

/// The entries of a fetched feed.
///
/// # Errors
///
/// Where it is no feed, too large or compressed in an unknown way.
pub fn feed_from_bytes(bytes: Vec<u8>, fetched: Fetched<'_>) -> Result<FeedRead, InputError> {
    let Fetched { url, media_type, encoding } = fetched;
    http::decompressed(bytes, encoding, page::LIMIT_PAGE)
        .and_then(|bytes| saved::entries(&bytes, url, Some(media_type)))
        .map_err(|problem| InputError::new(url, problem))
}

/// What somebody says of a text that they paste.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// Who published it.
    pub outlet: Option<String>,
    /// Where it was found.
    pub url: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// When it was published: ISO 8601, a date or a date with time.
    pub published: Option<String>,
}

/// The report that a pasted text is. Ends of lines are made those of this system's texts, and white space around it
/// is left out; the capture holds it as it came.
///
/// # Errors
///
/// Where the text is only white space or too large, or the date is none: the one who pastes can mend it.
pub fn report_from_text(text: String, details: Details) -> Result<Received, InputError> {
    let mut fields = Map::new();
    let Details { outlet, url, title, published } = details;
    for (name, value) in [("outlet", outlet), ("url", url), ("title", title), ("published", published)] {
        fields.insert(name.to_owned(), value.map_or(Value::Null, Value::String));
    }
    fields.insert("text".to_owned(), Value::String(pasted_text(&text)));
    let capture = Capture { way: Way::Pasted, ..Capture::new(text.into_bytes(), "", PASTED) };
    match article::article(fields) {
        Ok((report, None)) => Ok(Received { report, capture }),
        Ok((_, Some(problem))) | Err(problem) => Err(InputError::new("pasted text", problem)),
    }
}

/// The report that the JSON of one article is (`docs/formats.md`), with a doubt about its date.
///
/// # Errors
///
/// Where it is no article, or too large.
pub fn report_from_json(bytes: &[u8]) -> Result<(Report, Option<Problem>), Problem> {
    if bytes.len() > LIMIT_LINE {
        return Err(Problem::LongLine);
    }
    decode::object(bytes).map_err(|(_, problem)| problem).and_then(article::article)
}
