//! What a page says of itself in its head and in marks for machines: JSON-LD, OpenGraph, other `meta`, `<time>`.

use crate::markup::{Tokens, decode};
use serde_json::Value;

/// The longest value that is kept, in bytes.
const LONGEST: usize = 4 * 1024;
/// All JSON-LD of a page that is looked at, in bytes.
const LINKED_DATA: usize = 2 * 1024 * 1024;
/// Values of each sort that are kept.
const MOST: usize = 64;

/// Names of `meta` that are looked at, with what they say, in the order in which they are believed.
const NAMES: [(&str, What); 34] = [
    ("article:published_time", What::Published),
    ("og:article:published_time", What::Published),
    ("og:published_time", What::Published),
    ("datepublished", What::Published),
    ("parsely-pub-date", What::Published),
    ("sailthru.date", What::Published),
    ("publish-date", What::Published),
    ("publish_date", What::Published),
    ("publishdate", What::Published),
    ("publication_date", What::Published),
    ("pubdate", What::Published),
    ("article.published", What::Published),
    ("published-date", What::Published),
    ("dc.date.issued", What::Published),
    ("dcterms.created", What::Published),
    ("dcterms.date", What::Published),
    ("dc.date.created", What::Published),
    ("dc.date", What::Published),
    ("date", What::Published),
    ("article:modified_time", What::Modified),
    ("og:updated_time", What::Modified),
    ("last-modified", What::Modified),
    ("og:title", What::Title),
    ("twitter:title", What::Title),
    ("dc.title", What::Title),
    ("parsely-title", What::Title),
    ("og:site_name", What::Site),
    ("application-name", What::Site),
    ("dc.publisher", What::Site),
    ("publisher", What::Site),
    ("apple-mobile-web-app-title", What::Site),
    ("og:url", What::Address),
    ("og:type", What::Type),
    ("author", What::Author),
];

/// What a value says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// When it was published.
    Published,
    /// When it was changed.
    Modified,
    /// Its headline, perhaps with the name of the site.
    Title,
    /// The name of the site.
    Site,
    /// Its address.
    Address,
    /// What sort of page it is.
    Type,
    /// Who wrote it.
    Author,
}

/// What was found.
#[derive(Default)]
pub(super) struct Facts {
    /// What `meta` says: what, the rank of its name in [`NAMES`], the value.
    meta: Vec<(What, usize, String)>,
    /// The content of `<title>`.
    pub title: String,
    /// The address that the page calls its own.
    pub canonical: Option<String>,
    /// Moments in the text: what the mark says, and the block before which it stands.
    pub times: Vec<(String, usize)>,
    /// The article of JSON-LD, where there is one.
    pub article: Linked,
    linked_data: usize,
    /// What the next text or raw text is.
    next: Next,
}

/// What the text after an opened element belongs to.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Next {
    #[default]
    Nothing,
    Title,
    LinkedData,
}

/// An article as JSON-LD tells it.
#[derive(Default)]
pub(super) struct Linked {
    /// Whether there is one.
    pub found: bool,
    /// Its headline.
    pub headline: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// When it was changed.
    pub modified: Option<String>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Its text.
    pub body: Option<String>,
    /// The name of the site, from whatever else is told.
    pub site: Option<String>,
}

impl Facts {
    /// What `meta` says of `what`, what is believed most first.
    pub fn said(&self, what: What) -> Vec<&str> {
        let mut found: Vec<(usize, &str)> =
            self.meta.iter().filter(|(of, _, _)| *of == what).map(|(_, rank, value)| (*rank, value.as_str())).collect();
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().map(|(_, value)| value).collect()
    }

    /// Takes notice of an element that begins before block number `block`.
    pub fn open(&mut self, name: &str, tokens: &Tokens<'_>, block: usize) {
        let of = |attribute| tokens.attribute(attribute).filter(|value| value.len() <= LONGEST);
        let is = |kind: &str| name.eq_ignore_ascii_case(kind);
        self.next = Next::Nothing;
        if is("meta") {
            let key = of("property").or_else(|| of("name")).or_else(|| of("itemprop")).or_else(|| of("http-equiv"));
            if let (Some(key), Some(content)) = (key, of("content")) {
                self.meta(key.trim(), content);
            }
        } else if is("link") {
            if of("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) && self.canonical.is_none() {
                self.canonical = of("href").map(clean);
            }
        } else if is("title") {
            self.next = if self.title.is_empty() { Next::Title } else { Next::Nothing };
        } else if is("script") {
            let kind = of("type").unwrap_or("");
            let linked = kind.trim().get(..19).is_some_and(|kind| kind.eq_ignore_ascii_case("application/ld+json"));
            self.next = if linked { Next::LinkedData } else { Next::Nothing };
        } else if is("time") || of("itemprop").is_some() {
            self.time(is("time"), tokens, block);
        }
    }

    fn meta(&mut self, key: &str, content: &str) {
        let Some(rank) = NAMES.iter().position(|(name, _)| key.eq_ignore_ascii_case(name)) else { return };
        let content = clean(content);
        if !content.is_empty() && self.meta.len() < MOST {
            self.meta.push((NAMES[rank].1, rank, content));
        }
    }

    fn time(&mut self, is_time: bool, tokens: &Tokens<'_>, block: usize) {
        let of = |attribute| tokens.attribute(attribute).filter(|value| !value.is_empty() && value.len() <= LONGEST);
        let said = of("itemprop").is_some_and(|of| of.eq_ignore_ascii_case("datePublished"));
        let Some(value) = of("datetime").or_else(|| of("content").filter(|_| said)) else { return };
        if said {
            self.meta("datePublished", value);
        } else if is_time && self.times.len() < MOST {
            self.times.push((clean(value), block));
        }
    }

    /// Takes notice of text.
    pub fn text(&mut self, text: &str) {
        if self.next == Next::Title {
            self.next = Next::Nothing;
            self.title = clean(&text[..text.floor_char_boundary(LONGEST)]);
        }
    }

    /// Takes notice of the content of a script.
    pub fn raw(&mut self, text: &str) {
        if self.next == Next::LinkedData {
            self.next = Next::Nothing;
            self.linked_data += text.len();
            if self.linked_data <= LINKED_DATA {
                self.article.read(text);
            }
        }
    }
}

impl Linked {
    fn read(&mut self, text: &str) {
        let text = text.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>");
        // Line ends inside strings are forbidden in JSON and yet common.
        let value = serde_json::from_str::<Value>(text)
            .or_else(|_| serde_json::from_str(&text.replace(['\n', '\r', '\t'], " ")));
        if let Ok(value) = value {
            self.look(&value);
        }
    }

    /// Looks through what is told; the parser bounds how deep that is.
    fn look(&mut self, value: &Value) {
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.look(value)),
            Value::Object(fields) => {
                let is = |kinds: &[&str]| types(value).any(|given| kinds.iter().any(|kind| given.ends_with(kind)));
                if is(&["Article", "BlogPosting", "Report", "ReportageNewsArticle", "LiveBlogPosting"]) && !self.found {
                    self.take(value);
                } else if is(&["Organization", "NewsMediaOrganization", "WebSite"]) && self.site.is_none() {
                    self.site = name(value);
                }
                for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                    if let Some(value) = fields.get(key) {
                        self.look(value);
                    }
                }
            }
            _ => {}
        }
    }

    fn take(&mut self, article: &Value) {
        let of = |key: &str| word(article.get(key)?);
        self.found = true;
        self.headline = of("headline").or_else(|| of("name"));
        self.published = of("datePublished").or_else(|| of("dateCreated"));
        self.modified = of("dateModified");
        self.publisher = article.get("publisher").and_then(name);
        self.author = article.get("author").and_then(name);
        self.body = article.get("articleBody").and_then(Value::as_str).map(|body| decode(body).into_owned());
    }
}

fn types(value: &Value) -> impl Iterator<Item = &str> {
    let (one, many) = match value.get("@type") {
        Some(Value::Array(many)) => (None, many.as_slice()),
        Some(one) => (one.as_str(), &[][..]),
        None => (None, &[][..]),
    };
    one.into_iter().chain(many.iter().filter_map(Value::as_str))
}

/// The name of somebody who is told as words, as an object or as several of them.
fn name(value: &Value) -> Option<String> {
    match value {
        Value::Array(values) => values.first().and_then(|first| word(first).or_else(|| word(first.get("name")?))),
        value => word(value).or_else(|| word(value.get("name")?)),
    }
}

fn word(value: &Value) -> Option<String> {
    let value = match value {
        Value::Array(values) => values.first()?,
        value => value,
    };
    value.as_str().filter(|word| word.len() <= LONGEST).map(clean).filter(|word| !word.is_empty())
}

/// A value with its references replaced and its white space made plain.
pub(super) fn clean(value: &str) -> String {
    decode(value).split_whitespace().collect::<Vec<_>>().join(" ")
}
