//! Saved pages of the web: the article in them, its headline, its date, who published it.
//!
//! What is promised and what is not is in `docs/sources.md`. The method is our own ([`body`]); it was measured
//! against a port of Readability on the page templates of the tests.

mod body;
mod element;
mod facts;
mod headline;
mod outline;
#[cfg(test)]
mod tests;

use crate::moment::{DateWords, Moment, moment};
use facts::What;
use outline::Outline;
use rasid_record::Basis;

/// The name and version of this extractor, for captures.
pub(crate) const EXTRACTOR: &str = "html/1";
/// The largest page, in bytes.
pub(crate) const LIMIT_PAGE: usize = rasid_record::LIMIT_LINE;
/// Words of a block that are looked at for a date.
const DATE_LINE: usize = 160;

/// What is known of a page from where it came.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Known<'k> {
    /// The address that it was fetched from.
    pub url: Option<&'k str>,
    /// What dates in words mean.
    pub words: Option<DateWords>,
}

/// The article of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Page {
    /// Its text, paragraphs parted by an empty line, without the headline.
    pub text: String,
    /// Its headline, without the name of the site.
    pub title: Option<String>,
    /// Who published it: what the page says, else the name of the computer that it is from.
    pub outlet: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// Whether the page states that.
    pub basis: Option<Basis>,
    /// Who wrote it.
    pub author: Option<String>,
}

/// The article in a page; nothing where there is none, as on the front page of a site.
pub(crate) fn extract(html: &str, known: Known<'_>) -> Option<Page> {
    let outline = Outline::of(html);
    let facts = &outline.facts;
    let own =
        [facts.canonical.as_deref()].into_iter().flatten().chain(facts.said(What::Address)).find(|url| is_web(url));
    let url = known.url.or(own).map(str::to_owned);
    let host = url.as_deref().and_then(host);
    let headline = headline::find(&outline, host);
    let says = facts.article.found || facts.said(What::Type).iter().any(|kind| kind.eq_ignore_ascii_case("article"));
    let body = body::find(&outline, says, headline.title.as_deref());
    let first = body.as_ref().and_then(|body| body.blocks.first().copied());
    let text = match (&body, &facts.article.body) {
        (Some(body), Some(told)) if !agrees(&outline, body, told) => told.trim().to_owned(),
        (None, Some(told)) if told.split_whitespace().count() >= 8 => told.trim().to_owned(),
        (Some(body), _) => text(&outline, body, headline.title.as_deref()),
        (None, _) => return None,
    };
    let date = date(&outline, first, url.as_deref(), known.words);
    let author =
        facts.article.author.clone().or_else(|| facts.said(What::Author).first().map(|name| (*name).to_owned()));
    Some(Page {
        text,
        title: headline.title,
        outlet: headline.site.or_else(|| host.map(|host| host.trim_start_matches("www.").to_owned())),
        url,
        published: date.as_ref().map(|(iso, _)| iso.clone()),
        basis: date.map(|(_, basis)| basis),
        author: author.filter(|name| !is_web(name)),
    })
}

/// All text of a piece of HTML that is no page but a message, paragraph by paragraph.
pub(crate) fn plain(html: &str) -> String {
    let outline = Outline::of(html);
    join(outline.blocks.iter().map(|block| outline.text(block)))
}

/// The text of an article that came as a piece of HTML by itself, as feeds have it: without pictures' captions and lines of links.
pub(crate) fn piece(html: &str) -> String {
    let outline = Outline::of(html);
    join(outline.blocks.iter().filter(|block| body::is_text(&outline, block)).map(|block| outline.text(block)))
}

fn text(outline: &Outline, body: &body::Body, title: Option<&str>) -> String {
    let texts = body.blocks.iter().map(|&n| outline.text(&outline.blocks[n]));
    join(texts.filter(|text| Some(*text) != title))
}

fn join<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let mut out = String::new();
    for text in texts {
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        out.push_str(text);
    }
    out
}

/// Whether a text that was found is the one that the page tells machines. Where it is not, the page is one that is
/// put together in the browser, or what was found is something else.
fn agrees(outline: &Outline, body: &body::Body, told: &str) -> bool {
    let told: Vec<&str> = told.split_whitespace().take(400).collect();
    if told.len() < 40 {
        return true;
    }
    let known: std::collections::HashSet<&str> =
        body.blocks.iter().flat_map(|&n| outline.text(&outline.blocks[n]).split_whitespace()).collect();
    told.iter().filter(|word| known.contains(*word)).count() * 2 > told.len()
}

/// When the page was published, and whether it says so. What machines are told comes first, then what stands near
/// the text, then what the address says.
fn date(
    outline: &Outline,
    first: Option<usize>,
    url: Option<&str>,
    words: Option<DateWords>,
) -> Option<(String, Basis)> {
    let facts = &outline.facts;
    let basis = |moment: Moment| {
        let basis = if moment.certain { Basis::Stated } else { Basis::Inferred };
        (moment.iso, basis)
    };
    let told = facts.article.published.as_deref().into_iter().chain(facts.said(What::Published));
    if let Some(found) = told.filter_map(moment).next() {
        return Some(basis(found));
    }
    let first = first.unwrap_or(outline.blocks.len());
    if let Some(found) = nearest_time(outline, first) {
        return Some(basis(found));
    }
    if let Some(found) = written(outline, first, words) {
        return Some(basis(found));
    }
    let changed = facts.article.modified.as_deref().into_iter().chain(facts.said(What::Modified)).find_map(moment);
    let inferred = url.and_then(day_in_address).or(changed.map(|moment| moment.iso));
    inferred.map(|iso| (iso, Basis::Inferred))
}

/// The mark of time that stands next before the text; else the first after its beginning. Those of other articles stand
/// around it.
fn nearest_time(outline: &Outline, first: usize) -> Option<Moment> {
    let times = &outline.facts.times;
    let near = |block: usize| first.abs_diff(block) <= 12;
    let before =
        times.iter().rev().filter(|(_, block)| *block <= first && near(*block)).find_map(|(value, _)| moment(value));
    before.or_else(|| {
        times.iter().filter(|(_, block)| *block > first && near(*block)).find_map(|(value, _)| moment(value))
    })
}

/// A date that is written between headline and text, or just after the beginning of that.
fn written(outline: &Outline, first: usize, words: Option<DateWords>) -> Option<Moment> {
    let from = first.saturating_sub(8);
    let until = (first + 2).min(outline.blocks.len());
    let short = |block: &&outline::Block| (block.end - block.start) as usize <= DATE_LINE;
    let blocks = outline.blocks.get(from..until)?.iter().rev().filter(short);
    blocks.map(|block| outline.text(block)).find_map(|text| {
        let known = words.and_then(|words| words(text)).map(|iso| Moment { iso, certain: true });
        known.or_else(|| in_line(text))
    })
}

/// A date among other words of a short line, such as a label and a clock.
fn in_line(text: &str) -> Option<Moment> {
    let starts = text.char_indices().filter(|(at, c)| c.is_numeric() && !text[..*at].ends_with(char::is_numeric));
    moment(text).or_else(|| {
        starts.map(|(at, _)| &text[at..]).find_map(|rest| {
            let end = rest.char_indices().map(|(at, _)| at).take(40).last().unwrap_or(rest.len());
            moment(rest)
                .or_else(|| moment(&rest[..end]))
                .or_else(|| moment(rest.split_whitespace().next()?.trim_end_matches([',', ';', '|', '\u{60C}'])))
        })
    })
}

/// The day in an address such as `/2018/12/13/name`.
fn day_in_address(url: &str) -> Option<String> {
    let parts: Vec<&str> = url.split(['/', '?']).collect();
    let days = parts.windows(3).find_map(|three| {
        let digits = |part: &str, n: std::ops::RangeInclusive<usize>| {
            n.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
        };
        let is = digits(three[0], 4..=4) && digits(three[1], 1..=2) && digits(three[2], 1..=2);
        is.then(|| crate::date::published(&format!("{}-{:0>2}-{:0>2}", three[0], three[1], three[2])))?
    });
    days.or_else(|| parts.iter().find_map(|part| crate::date::published(part.get(..10)?)))
}

/// The name of the computer in an address of the web.
fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?;
    Some(host.split(':').next().unwrap_or(host)).filter(|host| !host.is_empty())
}

fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}
