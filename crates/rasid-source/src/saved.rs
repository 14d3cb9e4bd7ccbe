//! Pages, web archives and feeds as inputs: each page and each whole entry becomes a report with its capture.

use crate::address;
use crate::article::article;
use crate::bytes::{self, Input, MARK};
use crate::charset::{self, Charset};
use crate::error::Problem;
use crate::feed::{self, Entry};
use crate::kind::Kind;
use crate::moment::DateWords;
use crate::page::{self, EXTRACTOR, Known, LIMIT_PAGE};
use crate::streams::{Finds, Opened, Row, Step, Streaming};
use crate::warc::{Record, Records};
use rasid_record::{Basis, Capture, CharsetBy, Received, Way};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::HashSet;
use std::io::Read;
use std::sync::Arc;

/// What takes an entry out of a feed, with its version.
pub(crate) const FEED: &str = "feed/1";

/// An input that holds pages or entries.
pub(crate) struct Saved {
    /// Its name and that of what holds it, as captures have them.
    inner: (String, Option<String>),
    gzip: bool,
    words: Option<DateWords>,
    content: Content,
}

enum Content {
    Page { input: Option<Input>, mark: bool, rows: Vec<Row> },
    Archive { records: Records, without: u64, good: u64 },
    Feed { input: Option<Input> },
}

impl Saved {
    /// Begins to read an input of `kind`, a page where it is none of the others.
    pub fn new(kind: Kind, opened: Opened<'_>, words: Option<DateWords>) -> Self {
        let Opened { origin, rows, input, .. } = opened;
        let content = match kind {
            Kind::Archive => Content::Archive { records: Records::new(input), without: 0, good: 0 },
            Kind::Feed => Content::Feed { input: Some(input) },
            _ => Content::Page { input: Some(input), mark: origin.mark, rows },
        };
        Saved { inner: origin.names(), gzip: origin.gzip, words, content }
    }

    /// Reads all of a page, or of a feed.
    fn read(&mut self, finds: &mut Finds) -> Result<(), Problem> {
        match &mut self.content {
            Content::Page { input, mark, rows } => {
                let Some(input) = input.take() else { return Ok(()) };
                let (name, container) = self.inner.clone();
                let origin = Origin { name, container, ..Origin::default() };
                let (fields, capture) = extract(all(input, self.gzip, *mark)?, origin, self.words)?;
                finds.whole(fields, capture, std::mem::take(rows));
            }
            Content::Feed { input } => {
                let Some(input) = input.take() else { return Ok(()) };
                feed_of(&all(input, self.gzip, false)?, finds)?;
            }
            Content::Archive { .. } => {}
        }
        Ok(())
    }

    /// Reads the next record of an archive.
    fn record(&mut self, finds: &mut Finds) -> Step {
        let Content::Archive { records, without, good } = &mut self.content else { return Step::End };
        match records.next() {
            Ok(Some(Ok(record))) => {
                let number = record.number;
                match of_record(record, finds.name(), self.words) {
                    Ok(received) => {
                        *good += 1;
                        finds.received(Some(number), received);
                    }
                    Err(Problem::NoArticle) => *without += 1,
                    Err(problem) => finds.problem(Some(number), problem),
                }
                Step::On
            }
            Ok(Some(Err(problem))) => {
                finds.problem(Some(records.number()), problem);
                Step::On
            }
            outcome => {
                let (over, pages, none) = (records.passed_over(), *without, *good + records.number() == 0);
                match outcome {
                    Err(error) => {
                        let problem = match error.kind() {
                            std::io::ErrorKind::InvalidData | std::io::ErrorKind::UnexpectedEof => {
                                Problem::Record(error.to_string())
                            }
                            _ => bytes::problem(&error, self.gzip),
                        };
                        finds.problem(None, problem);
                    }
                    _ if none => finds.problem(None, Problem::Empty),
                    _ => {}
                }
                if over + pages > 0 {
                    finds.problem(None, Problem::PassedOver { records: over, pages });
                }
                Step::End
            }
        }
    }
}

impl Streaming for Saved {
    fn advance(&mut self, finds: &mut Finds) -> Step {
        if matches!(self.content, Content::Archive { .. }) {
            return self.record(finds);
        }
        if let Err(problem) = self.read(finds) {
            finds.problem(None, problem);
        }
        Step::End
    }
}

/// The entries of a feed that are whole articles; how many others there are is said.
fn feed_of(bytes: &[u8], finds: &mut Finds) -> Result<(), Problem> {
    let mut links = 0;
    for FeedEntry { whole, .. } in entries(bytes, finds.name(), None)?.entries {
        match whole {
            Some(mut received) => {
                received.capture.way = Way::File;
                finds.received(None, received);
            }
            None => links += 1,
        }
    }
    if links > 0 {
        finds.problem(None, Problem::OnlyLinks { count: links });
    }
    Ok(())
}

/// All of an input that must not be larger than a page.
fn all(input: Input, gzip: bool, mark: bool) -> Result<Vec<u8>, Problem> {
    let mark: &[u8] = if mark { &MARK } else { &[] };
    let bytes = bytes::whole(mark.chain(input), LIMIT_PAGE).map_err(|error| bytes::problem(&error, gzip))?;
    bytes.ok_or(Problem::LargePage).and_then(|bytes| if bytes.is_empty() { Err(Problem::Empty) } else { Ok(bytes) })
}

/// Where a page comes from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Origin {
    /// Its address, or the name of its file.
    pub name: String,
    /// The file that it is a piece of.
    pub container: Option<String>,
    /// Where in that it begins.
    pub offset: Option<u64>,
    /// What the server said of its kind.
    pub media_type: String,
    /// When it was fetched, where the container says it.
    pub fetched_at: Option<String>,
}

fn of_record(record: Record, file: &str, words: Option<DateWords>) -> Result<Received, Problem> {
    let Record { at, url, fetched_at, media_type, body, .. } = record;
    let name = url.unwrap_or_else(|| file.to_owned());
    let origin = Origin { name, container: Some(file.to_owned()), offset: Some(at), media_type, fetched_at };
    let day = origin.fetched_at.clone();
    let mut received = report(body, origin, words)?;
    received.capture.way = Way::Archive;
    if received.report.published.is_none() {
        // News is fetched soon after it is published; it cannot have been published later.
        received.report.published = day.as_deref().and_then(crate::date::published);
        received.report.published_basis = received.report.published.is_some().then_some(Basis::Inferred);
    }
    Ok(received)
}

/// The report that a page is; a doubt about its date is not said.
pub(crate) fn report(bytes: Vec<u8>, origin: Origin, words: Option<DateWords>) -> Result<Received, Problem> {
    let (fields, capture) = extract(bytes, origin, words)?;
    article(fields).map(|(report, _)| Received { report, capture })
}

/// What a page says as the fields of an article, and its capture.
fn extract(bytes: Vec<u8>, origin: Origin, words: Option<DateWords>) -> Result<(Map<String, Value>, Capture), Problem> {
    let url = Some(origin.name.as_str()).filter(|name| address::is_web(name));
    let (text, charset) = decode(&bytes, &origin.media_type, url);
    let page = page::extract(&text, Known { url, words }).ok_or(Problem::NoArticle)?;
    let mut fields = Map::new();
    let mut set = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            fields.insert(name.to_owned(), Value::String(value));
        }
    };
    set("outlet", page.outlet);
    set("url", page.url);
    set("title", page.title);
    set("published", page.published);
    set("published_basis", page.basis.filter(|basis| *basis != Basis::Stated).map(|basis| basis.as_str().to_owned()));
    set("author", page.author);
    set("text", Some(page.text));
    let mut capture = Capture::new(bytes, origin.name, EXTRACTOR);
    capture.container = origin.container;
    capture.offset = origin.offset;
    capture.fetched_at = origin.fetched_at;
    capture.media_type = Cow::Borrowed("text/html");
    charset.tell(&mut capture);
    Ok((fields, capture))
}

/// The text of a page that was captured.
pub(crate) fn text_again(capture: &Capture) -> Option<String> {
    let url = Some(capture.name.as_str()).filter(|name| address::is_web(name));
    page::extract(&decode_again(capture), Known { url, words: None }).map(|page| page.text)
}

/// The text of an entry that was captured: that of the name, where there are several.
pub(crate) fn entry_again(capture: &Capture) -> Option<String> {
    let feed = feed::feed(&decode_again(capture), capture.container.as_deref().unwrap_or(""))?;
    let mut entries = feed.entries;
    let is_it = |entry: &Entry| *name_of(entry) == capture.name && entry.text.is_some();
    let at = entries.iter().position(is_it).unwrap_or(0);
    (at < entries.len()).then(|| entries.swap_remove(at).text).flatten()
}

/// What is fetched or archived says its charset in the head of the answer, which is no part of the bytes; the charset that
/// was found is kept instead.
fn decode_again(capture: &Capture) -> String {
    charset::decode_as(&capture.bytes, &capture.charset).unwrap_or_default()
}

/// The text of a page or feed: by its mark, by what the server says, by what it says itself.
fn decode(bytes: &[u8], media_type: &str, url: Option<&str>) -> (String, Charset) {
    let declared = charset::declared_in_media_type(media_type).or_else(|| charset::declared_in_markup(bytes));
    let host = url.and_then(address::host);
    let decoded = charset::decode(bytes, declared, host.as_deref());
    (decoded.text, decoded.charset)
}

/// A feed whose entries are reports as far as they are whole.
#[derive(Debug)]
pub struct FeedRead {
    /// What it calls itself.
    pub title: Option<String>,
    /// Its entries, in its order.
    pub entries: Vec<FeedEntry>,
}

/// An entry of a feed.
#[derive(Debug)]
pub struct FeedEntry {
    /// What the feed says of it.
    pub entry: Entry,
    /// The report that it is, where the feed holds the whole article.
    pub whole: Option<Received>,
}

/// The entries of the feed in `bytes`, which is called `name` or lies at that address. `media_type` is what the server says.
pub(crate) fn entries(bytes: &[u8], name: &str, media_type: Option<&str>) -> Result<FeedRead, Problem> {
    let (text, charset) = decode(bytes, media_type.unwrap_or(""), Some(name));
    let feed = feed::feed(&text, name).ok_or(Problem::NotAFeed)?;
    // Pieces of the text are pieces of what was received only where nothing was decoded.
    let same =
        matches!(charset.found, CharsetBy::Valid) || (charset.found == CharsetBy::Declared && text.as_bytes() == bytes);
    let whole: Arc<[u8]> = bytes.into();
    let mut names = HashSet::new();
    let entries = feed.entries.into_iter().map(|mut entry| {
        // A feed may say one entry twice; what is taken out of its capture again is the first.
        if entry.text.is_some() && !names.insert(name_of(&entry).clone()) {
            entry.text = None;
        }
        let place = entry.place.filter(|_| same);
        let capture = || {
            let piece = place.map_or(whole.clone(), |(start, end)| whole[start..end].into());
            let mut capture = Capture::new(piece, name_of(&entry).clone(), FEED);
            capture.container = Some(name.to_owned());
            capture.offset = place.map(|(start, _)| start as u64);
            capture.way = Way::Fetched;
            capture.media_type =
                Cow::Borrowed(if entry.place.is_some() { "application/xml" } else { "application/feed+json" });
            charset.tell(&mut capture);
            capture
        };
        let whole = entry.text.as_ref().and_then(|text| {
            let mut fields = Map::new();
            let of = [
                ("outlet", &feed.title),
                ("url", &entry.url),
                ("title", &entry.title),
                ("published", &entry.published),
                ("author", &entry.author),
            ];
            for (name, value) in of {
                if let Some(value) = value {
                    fields.insert(name.to_owned(), Value::String(value.clone()));
                }
            }
            fields.insert("text".to_owned(), Value::String(text.clone()));
            // A text that is too large is no article; its page may say more.
            article(fields).ok().map(|(report, _)| Received { report, capture: capture() })
        });
        FeedEntry { entry, whole }
    });
    Ok(FeedRead { title: feed.title.clone(), entries: entries.collect() })
}

/// By what an entry is called in captures: its address, else its identifier.
fn name_of(entry: &Entry) -> &String {
    entry.url.as_ref().unwrap_or(&entry.key)
}
