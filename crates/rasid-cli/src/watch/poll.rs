//! One look at a source: its feed, and the pages of which that has only the links.

use super::state::{Standing, Waiting};
use crate::clock;
use rasid_fetch::{Ask, FetchError, Visit, Visitor};
use rasid_record::{Basis, Received};
use rasid_source::{FeedEntry, FeedItem, Fetched, Problem, Source, feed_from_bytes, report_from_page, resolve};
use rasid_store::{Store, StoreError};
use serde_json::Value;
use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// How often a page is tried.
const TRIES: u32 = 5;
/// The wait before the second try; each one after waits four times as long.
const FIRST_WAIT: u64 = 60;
/// Parts of an address that say how somebody came to it, and not what it is.
const TRACKING: [&str; 6] = ["utm_", "fbclid=", "gclid=", "ref=", "mc_cid=", "mc_eid="];

/// What came of a look.
#[derive(Debug, Default)]
pub struct Look {
    /// Where the source stands now.
    pub standing: Standing,
    /// Entries of the feed.
    pub entries: usize,
    /// Reports that were handed on.
    pub new: usize,
    /// Whether the feed was the same as before.
    pub same: bool,
    /// What went wrong with the feed.
    pub failed: Option<FetchError>,
    /// Sentences about single pages.
    pub said: Vec<String>,
}

/// What a look needs.
pub struct Looker<'l> {
    /// Fetches.
    pub visitor: &'l Visitor,
    /// The record, to ask what it has.
    pub record: &'l Store,
    /// Identifiers of reports that are on their way into the record, of all sources.
    pub under_way: &'l Mutex<HashSet<String>>,
    /// Takes a report; `false` where nobody does any more.
    pub hand_on: &'l dyn Fn(Received) -> bool,
}

/// What came of one page.
enum Page {
    /// It is done: kept, or known, or there is nothing in it.
    Done,
    /// It is to be tried again.
    Later(FetchError),
    /// Work is to end.
    Ended,
}

impl Looker<'_> {
    /// Looks at `source`, which stands as `standing`.
    ///
    /// # Errors
    ///
    /// Trouble with the record.
    pub fn look(&self, source: &Source, standing: Standing) -> Result<Look, StoreError> {
        let mut look = Look { standing, ..Look::default() };
        let asked = self.feed(source, &mut look)?;
        if asked {
            self.again(source, &mut look)?;
        }
        Ok(look)
    }

    /// The feed and its new entries; `false` where work is to end.
    fn feed(&self, source: &Source, look: &mut Look) -> Result<bool, StoreError> {
        let (etag, modified) = (look.standing.etag.clone(), look.standing.modified.clone());
        let ask = Ask { url: &source.url, etag: etag.as_deref(), modified: modified.as_deref() };
        let (url, body) = match self.visitor.visit(ask) {
            Ok(Visit::Body { url, body }) => (url, body),
            Ok(Visit::Same) => {
                look.same = true;
                look.standing.failures = 0;
                return Ok(true);
            }
            Err(FetchError::Stopped) => return Ok(false),
            Err(error) => {
                look.standing.failures += 1;
                look.failed = Some(error);
                return Ok(true);
            }
        };
        let fetched = Fetched { url: &url, media_type: &body.media_type, encoding: &body.encoding };
        let feed = match feed_from_bytes(body.bytes, fetched) {
            Ok(feed) => feed,
            Err(error) => {
                look.standing.failures += 1;
                look.failed = Some(FetchError::Broken(error.problem().to_string()));
                return Ok(true);
            }
        };
        look.entries = feed.entries.len();
        for FeedEntry { entry, whole } in feed.entries {
            let marks = marks(source, &entry);
            if marks.iter().any(|mark| look.standing.is_seen(mark)) {
                // Where one of both is new, the other will be known too.
                marks.into_iter().for_each(|mark| look.standing.see(mark));
                continue;
            }
            let outcome = match (whole, &entry.url) {
                (Some(received), url) => {
                    let id = identifier(url.as_deref().map_or_else(|| own(source, &entry.key), canonical));
                    self.keep(source, id, received, look)?
                }
                (None, Some(url)) if source.pages => {
                    if look.standing.waiting.iter().any(|page| page.key == entry.key || page.url == *url) {
                        continue;
                    }
                    self.page(source, &entry, url, look)?
                }
                _ => continue,
            };
            match outcome {
                Page::Done => marks.into_iter().for_each(|mark| look.standing.see(mark)),
                Page::Later(error) => later(&entry, 1, &error, look),
                Page::Ended => return Ok(false),
            }
        }
        // Only now: what was not looked at yet must come once more.
        look.standing.etag = body.etag;
        look.standing.modified = body.modified;
        look.standing.failures = 0;
        Ok(true)
    }

    /// Pages that could not be fetched before.
    fn again(&self, source: &Source, look: &mut Look) -> Result<(), StoreError> {
        let now = clock::seconds();
        let (due, rest) =
            std::mem::take(&mut look.standing.waiting).into_iter().partition::<Vec<_>, _>(|page| page.next <= now);
        look.standing.waiting = rest;
        let mut due = due.into_iter();
        while let Some(page) = due.next() {
            let Waiting { key, url, title, published, tries, .. } = page.clone();
            let entry = FeedItem { key, url: Some(url.clone()), title, published, ..FeedItem::default() };
            match self.page(source, &entry, &url, look)? {
                Page::Done => marks(source, &entry).into_iter().for_each(|mark| look.standing.see(mark)),
                Page::Later(error) => later(&entry, tries + 1, &error, look),
                Page::Ended => {
                    look.standing.waiting.push(page);
                    look.standing.waiting.extend(due);
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// Fetches a page and hands it on.
    fn page(&self, source: &Source, entry: &FeedItem, url: &str, look: &mut Look) -> Result<Page, StoreError> {
        let id = identifier(canonical(url));
        if self.is_known(&id)? {
            return Ok(Page::Done);
        }
        let (url, body) = match self.visitor.visit(Ask { url, ..Ask::default() }) {
            Ok(Visit::Body { url, body }) => (url, body),
            Ok(Visit::Same) => return Ok(Page::Done),
            Err(FetchError::Stopped) => return Ok(Page::Ended),
            Err(error) if is_passing(&error) => return Ok(Page::Later(error)),
            Err(error) => {
                look.said.push(format!("{url}: {error}; it is left out."));
                return Ok(Page::Done);
            }
        };
        let fetched = Fetched { url: &url, media_type: &body.media_type, encoding: &body.encoding };
        let mut received = match report_from_page(body.bytes, fetched, Some(rasid_lang::dateline)) {
            Ok(received) => received,
            Err(error) => {
                // What comes today without an article may be whole tomorrow.
                if *error.problem() == Problem::NoArticle {
                    return Ok(Page::Later(FetchError::Broken("no article was found in the page".to_owned())));
                }
                look.said.push(format!("{error} It is left out."));
                return Ok(Page::Done);
            }
        };
        let report = &mut received.report;
        if report.title.is_none() {
            report.title.clone_from(&entry.title);
        }
        // What a page leaves to be inferred its feed may state.
        if entry.published.is_some() && (report.published.is_none() || report.published_basis == Some(Basis::Inferred))
        {
            report.published.clone_from(&entry.published);
            report.published_basis = None;
        }
        self.keep(source, identifier(canonical(&url)), received, look)
    }

    /// Hands on a report unless it is known.
    fn keep(&self, source: &Source, id: String, mut received: Received, look: &mut Look) -> Result<Page, StoreError> {
        if self.is_known(&id)? || !self.under_way.lock().unwrap_or_else(PoisonError::into_inner).insert(id.clone()) {
            return Ok(Page::Done);
        }
        received.report.id = id;
        if let Some(outlet) = &source.outlet {
            received.report.outlet = Some(outlet.clone());
        }
        received.report.other.insert("feed".to_owned(), Value::String(source.url.clone()));
        look.new += 1;
        Ok(if (self.hand_on)(received) { Page::Done } else { Page::Ended })
    }

    fn is_known(&self, id: &str) -> Result<bool, StoreError> {
        self.record.is_captured(id)
    }
}

/// Puts a page among those that are tried again, unless it was tried often enough.
fn later(entry: &FeedItem, tries: u32, error: &FetchError, look: &mut Look) {
    let Some(url) = entry.url.clone() else { return };
    let asked = match error {
        FetchError::Refused { wait: Some(wait), .. } | FetchError::Resting(wait) => wait.as_secs(),
        _ => 0,
    };
    let wait = (FIRST_WAIT << (2 * tries.saturating_sub(1)).min(20)).max(asked);
    let page = Waiting {
        key: entry.key.clone(),
        url: url.clone(),
        title: entry.title.clone(),
        published: entry.published.clone(),
        tries,
        next: clock::seconds() + wait,
    };
    if tries >= TRIES || !look.standing.wait(page) {
        look.said.push(format!("{url}: {error}; it was tried {tries} times and is left out."));
        look.standing.see(mark(&canonical(&url)));
    } else if tries == 1 {
        look.said.push(format!("{url}: {error}; it is tried again in {}.", super::told(Duration::from_secs(wait))));
    }
}

/// Whether what hindered a visit may be over later.
fn is_passing(error: &FetchError) -> bool {
    match error {
        FetchError::Slow | FetchError::Broken(_) | FetchError::NoHost | FetchError::Resting(_) | FetchError::Robots => {
            true
        }
        FetchError::Refused { status, .. } => matches!(status, 408 | 425 | 429 | 500..=599),
        FetchError::Address | FetchError::Private | FetchError::Large | FetchError::Redirects | FetchError::Stopped => {
            false
        }
    }
}

/// By what an entry is remembered: its identifier in this feed, and its address.
fn marks(source: &Source, entry: &FeedItem) -> Vec<String> {
    let url = entry.url.as_deref().map(|url| mark(&canonical(url)));
    std::iter::once(mark(&own(source, &entry.key))).chain(url).collect()
}

fn mark(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..16].to_owned()
}

/// An identifier of an entry that means nothing outside its feed.
fn own(source: &Source, key: &str) -> String {
    format!("{}\n{key}", source.url)
}

/// The identifier of the report that an address is.
fn identifier(canonical: String) -> String {
    format!("w-{}", &blake3::hash(canonical.as_bytes()).to_hex()[..32])
}

/// An address without what says how somebody came to it.
fn canonical(url: &str) -> String {
    let url = resolve(url, "").unwrap_or_else(|| url.to_owned());
    let Some((path, query)) = url.split_once('?') else { return url };
    let kept: Vec<&str> =
        query.split('&').filter(|part| !TRACKING.iter().any(|tracking| part.starts_with(tracking))).collect();
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_the_same_however_somebody_came_to_it() {
        for url in [
            "https://A.example/x?utm_source=rss&id=1#top",
            "https://a.example/x?id=1&fbclid=2",
            "https://a.example/y/../x?id=1",
        ] {
            assert_eq!(canonical(url), "https://a.example/x?id=1");
        }
        assert_eq!(canonical("https://a.example/x?utm_source=rss"), "https://a.example/x");
        assert_ne!(
            identifier(canonical("https://a.example/x?id=1")),
            identifier(canonical("https://a.example/x?id=2"))
        );
    }
}
