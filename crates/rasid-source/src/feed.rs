//! Feeds: RSS 0.9 to 2, Atom, JSON Feed. What is broken in one entry is passed over, as feeds in the wild are often broken.

use crate::address::resolve;
use crate::markup::{Language, Token, Tokens, decode};
use crate::moment::moment;
use crate::page;
use serde_json::Value;

/// Entries of one feed that are taken; feeds have a few dozen.
const ENTRIES: usize = 5_000;
/// The longest title, address or name, in bytes.
const LONGEST: usize = 4 * 1024;
/// Letters from which on what an entry holds is taken for the whole article.
const WHOLE: usize = 250;
/// Elements that are followed into one another.
const DEEPEST: usize = 64;

/// A feed.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Feed {
    /// What it calls itself.
    pub title: Option<String>,
    /// Its entries, in its order.
    pub entries: Vec<Entry>,
}

/// An entry of a feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// What tells it from others: its identifier, else its address, else its title; never empty.
    pub key: String,
    /// Its address.
    pub url: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// When it was published, in the form that reports use.
    pub published: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// The whole article, where the feed holds it.
    pub text: Option<String>,
    /// Where it lies in the text of the feed, in bytes; nothing in JSON.
    pub place: Option<(usize, usize)>,
}

/// The feed that `text` is, found at `base`; nothing where it is none.
pub(crate) fn feed(text: &str, base: &str) -> Option<Feed> {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if start.starts_with('{') {
        return json(&serde_json::from_str(start).ok()?, base);
    }
    start.starts_with('<').then(|| Maker::new(text, base).make()).flatten()
}

/// What is known of an entry while it is read.
#[derive(Default)]
struct Draft {
    id: Option<String>,
    link: Option<String>,
    title: Option<String>,
    published: Option<String>,
    updated: Option<String>,
    author: Option<String>,
    content: Option<Content>,
    summary: Option<Content>,
}

/// A text, and whether it is HTML.
struct Content(String, bool);

impl Draft {
    fn finish(self, base: &str, place: Option<(usize, usize)>) -> Option<Entry> {
        let short = |text: Option<String>| {
            let text = page::plain(&text.filter(|text| text.len() <= LONGEST)?);
            Some(text.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty())
        };
        let id = self.id.map(|id| id.trim().to_owned()).filter(|id| !id.is_empty() && id.len() <= LONGEST);
        // An identifier that is an address is one where nothing else says otherwise.
        let link = self
            .link
            .filter(|link| !link.trim().is_empty())
            .or_else(|| id.clone().filter(|id| crate::address::is_web(id)));
        let url = link.and_then(|link| resolve(base, &link));
        let title = short(self.title);
        let key = id.or_else(|| url.clone()).or_else(|| title.clone())?;
        let published = self.published.or(self.updated).and_then(|date| moment(&date)).map(|moment| moment.iso);
        let text =
            [self.content, self.summary.filter(|_| url.is_none())].into_iter().flatten().map(Content::text).find(
                |text| {
                    let cut = text.trim_end().trim_end_matches([']', ')']);
                    let cut = cut.ends_with('\u{2026}') || cut.ends_with("...");
                    let letters = text.chars().filter(|c| !c.is_whitespace()).count();
                    letters > 0 && (url.is_none() || (letters >= WHOLE && !cut))
                },
            );
        Some(Entry { key, url, title, published, author: short(self.author), text, place })
    }
}

impl Content {
    fn text(self) -> String {
        if self.1 { page::piece(&self.0) } else { self.0.trim().to_owned() }
    }
}

/// A value that is being read.
struct Field<'a> {
    name: &'a str,
    /// How many elements are open around it.
    depth: usize,
    text: String,
    /// Where its content begins.
    start: usize,
    /// Whether there are elements in it.
    nested: bool,
    html: bool,
}

struct Maker<'a> {
    text: &'a str,
    base: &'a str,
    tokens: Tokens<'a>,
    open: Vec<&'a str>,
    deeper: usize,
    feed: Feed,
    is_feed: bool,
    draft: Option<(Draft, usize, usize)>,
    field: Option<Field<'a>>,
}

impl<'a> Maker<'a> {
    fn new(text: &'a str, base: &'a str) -> Self {
        let tokens = Tokens::new(text, Language::Xml);
        Maker {
            text,
            base,
            tokens,
            open: Vec::new(),
            deeper: 0,
            feed: Feed::default(),
            is_feed: false,
            draft: None,
            field: None,
        }
    }

    fn make(mut self) -> Option<Feed> {
        loop {
            let before = self.text.len() - self.tokens.left();
            let Some(token) = self.tokens.next() else { break };
            match token {
                Token::Open { name, empty } => self.begin(name, empty, before),
                Token::Close(name) => self.end(name, before),
                Token::Text(text) => self.write(&decode(text)),
                Token::Raw(text) => self.write(text),
            }
            if self.feed.entries.len() >= ENTRIES {
                break;
            }
        }
        // An entry that is cut off may have lost its end, but what was read of it stands.
        if let Some(field) = self.field.take() {
            self.set(field, self.text.len());
        }
        self.end_entry(self.text.len());
        self.is_feed.then_some(self.feed)
    }

    fn write(&mut self, text: &str) {
        if let Some(field) = &mut self.field {
            field.text.push_str(text);
        }
    }

    fn begin(&mut self, name: &'a str, empty: bool, at: usize) {
        let after = self.text.len() - self.tokens.left();
        if self.open.is_empty() {
            self.is_feed = ["rss", "feed", "rdf:RDF", "RDF", "channel", "item", "entry"].contains(&name);
        }
        if name == "item" || name == "entry" {
            // One that was not ended ends where the next begins.
            if let Some(field) = self.field.take() {
                self.set(field, at);
            }
            self.end_entry(at);
            self.draft = Some((Draft::default(), at, self.open.len()));
        } else if let Some(field) = &mut self.field {
            field.nested = true;
        } else if name == "link" && self.draft.is_some() && self.tokens.attribute("href").is_some() {
            self.link();
        } else if !empty && self.is_field(name) {
            let kind = self.tokens.attribute("type").unwrap_or("");
            // RSS means HTML always, Atom where it says so.
            let html = kind != "text" && !(kind.is_empty() && ["content", "summary"].contains(&name));
            let field = Field { name, depth: self.open.len(), text: String::new(), start: after, nested: false, html };
            self.field = Some(field);
        }
        if !empty {
            if self.open.len() < DEEPEST {
                self.open.push(name);
            } else {
                self.deeper += 1;
            }
        }
    }

    /// Whether the element that begins says something of the entry, or is the title of the feed.
    fn is_field(&self, name: &str) -> bool {
        let of_entry = self.draft.as_ref().is_some_and(|(_, _, depth)| self.open.len() <= depth + 2);
        let of_feed = name == "title"
            && self.feed.title.is_none()
            && self.open.len() <= 2
            && self.open.last().is_some_and(|n| *n != "image");
        of_feed || (of_entry && FIELDS.contains(&name))
    }

    /// The address of an entry in Atom; others beside it lead to pictures or to remarks.
    fn link(&mut self) {
        let of = |name| self.tokens.attribute(name);
        let (rel, href) = (of("rel").unwrap_or("alternate"), of("href").unwrap_or(""));
        if let Some((draft, _, _)) = &mut self.draft
            && rel == "alternate"
            && draft.link.is_none()
            && href.len() <= LONGEST
        {
            draft.link = Some(decode(href).into_owned());
        }
    }

    fn end(&mut self, name: &str, at: usize) {
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        let Some(depth) = self.open.iter().rposition(|open| *open == name) else { return };
        self.open.truncate(depth);
        if self.field.as_ref().is_some_and(|field| field.depth >= depth)
            && let Some(field) = self.field.take()
        {
            self.set(field, at);
        }
        if self.draft.as_ref().is_some_and(|(_, _, entry)| *entry >= depth) {
            self.end_entry(self.text.len() - self.tokens.left());
        }
    }

    fn set(&mut self, field: Field<'a>, end: usize) {
        // Elements that stand in a value are HTML as they are.
        let (text, html) = if field.nested && field.html {
            (self.text[field.start..end].to_owned(), true)
        } else {
            (field.text, field.html)
        };
        let Some((draft, _, _)) = &mut self.draft else {
            self.feed.title = Some(page::plain(&text)).filter(|title| !title.is_empty() && title.len() <= LONGEST);
            return;
        };
        let text = if ["content", "content:encoded", "description", "summary"].contains(&field.name) {
            text
        } else {
            text.trim().to_owned()
        };
        match field.name {
            "title" => draft.title = draft.title.take().or(Some(text)),
            "link" | "feedburner:origLink" if text.len() <= LONGEST => draft.link = draft.link.take().or(Some(text)),
            "guid" | "id" => draft.id = Some(text),
            "pubDate" | "published" | "dc:date" | "date" | "issued" => draft.published = Some(text),
            "updated" | "modified" => draft.updated = Some(text),
            "author" | "dc:creator" | "name" => draft.author = draft.author.take().or(Some(text)),
            "content:encoded" | "content" => draft.content = Some(Content(text, html)),
            "description" | "summary" => draft.summary = Some(Content(text, html)),
            _ => {}
        }
    }

    fn end_entry(&mut self, end: usize) {
        self.field = None;
        if let Some((draft, start, depth)) = self.draft.take() {
            self.open.truncate(depth);
            self.feed.entries.extend(draft.finish(self.base, Some((start, end))));
        }
    }
}

/// Elements that say something of an entry.
const FIELDS: [&str; 19] = [
    "title",
    "link",
    "feedburner:origLink",
    "guid",
    "id",
    "pubDate",
    "published",
    "dc:date",
    "date",
    "issued",
    "updated",
    "modified",
    "author",
    "dc:creator",
    "name",
    "content:encoded",
    "content",
    "description",
    "summary",
];

/// A JSON Feed (jsonfeed.org, version 1 and 1.1).
fn json(value: &Value, base: &str) -> Option<Feed> {
    let of = |value: &Value, key: &str| match value.get(key)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    of(value, "version").filter(|version| version.contains("jsonfeed.org"))?;
    let entries = value.get("items")?.as_array()?.iter().take(ENTRIES).filter_map(|item| {
        let author = item.get("authors").and_then(|authors| authors.get(0)).or_else(|| item.get("author"));
        Draft {
            id: of(item, "id"),
            link: of(item, "url"),
            title: of(item, "title"),
            published: of(item, "date_published"),
            updated: of(item, "date_modified"),
            author: author.and_then(|author| of(author, "name")),
            content: of(item, "content_html")
                .map(|html| Content(html, true))
                .or_else(|| of(item, "content_text").map(|text| Content(text, false))),
            summary: of(item, "summary").map(|text| Content(text, false)),
        }
        .finish(base, None)
    });
    Some(Feed { title: of(value, "title"), entries: entries.collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "https://a.example/feed/";
    const LONG: &str = "أعلن المتحدث باسم القوات المشتركة صباح اليوم تمديد الهدنة أسبوعين إضافيين في ريف المحافظة الجنوبي، دون أن يحدد موعدا لذلك.";

    fn of(text: &str) -> Feed {
        feed(text, BASE).expect("this is a feed")
    }

    #[test]
    fn rss_gives_its_entries_and_their_whole_text() {
        let feed = of(&format!(
            "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>وكالة المسار</title><image><title>x</title></image>
             <item><title>تمديد &amp;quot;الهدنة&amp;quot;</title><link>https://a.example/1?a=1&amp;b=2</link><guid isPermaLink=\"false\">g1</guid>
             <pubDate>Thu, 13 Dec 2018 10:30:00 +0300</pubDate><dc:creator><![CDATA[محرر]]></dc:creator><description>ملخص</description>
             <content:encoded><![CDATA[<p>{LONG}</p><figure>صورة</figure><p>{LONG}</p><p>{LONG}</p><p><a href=\"/\">المصدر</a></p>]]></content:encoded></item>
             <item><title>خبر</title><link>/2</link><description>{LONG}{LONG}{LONG}</description></item></channel></rss>"
        ));
        assert_eq!(feed.title.as_deref(), Some("وكالة المسار"));
        let [one, two] = &feed.entries[..] else { panic!("two entries: {feed:?}") };
        assert_eq!((one.key.as_str(), one.url.as_deref()), ("g1", Some("https://a.example/1?a=1&b=2")));
        assert_eq!(one.title.as_deref(), Some("تمديد \"الهدنة\""));
        assert_eq!(
            (one.published.as_deref(), one.author.as_deref()),
            (Some("2018-12-13T10:30:00+03:00"), Some("محرر"))
        );
        assert_eq!(one.text.as_deref(), Some(&*format!("{LONG}\n\n{LONG}\n\n{LONG}")));
        assert_eq!((two.key.as_str(), &two.text), ("https://a.example/2", &None), "a summary is not the article");
    }

    #[test]
    fn atom_gives_its_entries_and_text_in_elements() {
        let feed = of(&format!(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"/\"><title type=\"text\">منبر</title><entry><id>tag:a,1</id><title>خبر</title>
             <link rel=\"replies\" href=\"/r\"/><link href=\"../1\"/><author><name>ن</name></author><updated>2018-12-14T00:00:00Z</updated><published>2018-12-13T07:30:00Z</published>
             <content type=\"xhtml\"><div xmlns=\"x\"><p>{LONG}</p><p>{LONG}</p><p>{LONG}</p></div></content></entry></feed>"
        ));
        let entry = &feed.entries[0];
        assert_eq!((entry.key.as_str(), entry.url.as_deref()), ("tag:a,1", Some("https://a.example/1")));
        assert_eq!((entry.published.as_deref(), entry.author.as_deref()), (Some("2018-12-13T07:30:00Z"), Some("ن")));
        assert_eq!(entry.text.as_deref(), Some(&*format!("{LONG}\n\n{LONG}\n\n{LONG}")));
    }

    #[test]
    fn json_gives_its_entries() {
        let feed = of(
            r#"{"version": "https://jsonfeed.org/version/1.1", "title": "منبر", "items": [{"id": 7, "url": "/7", "date_published": "2018-12-13T10:30:00+03:00"},
               {"id": "8", "content_text": "نص قصير"}, {"x": 1}]}"#,
        );
        assert_eq!(feed.entries.iter().map(|e| e.key.as_str()).collect::<Vec<_>>(), ["7", "8"]);
        assert_eq!(
            (feed.entries[0].url.as_deref(), feed.entries[1].text.as_deref()),
            (Some("https://a.example/7"), Some("نص قصير"))
        );
        assert_eq!(super::feed(r#"{"items": []}"#, BASE), None);
    }

    #[test]
    fn a_broken_entry_does_not_take_the_others_with_it() {
        let feed = of("<rss><channel><item><title>one</title><link>/1<item><title>two</title><link>/2</link></item><item/>
            <item><guid></guid></item><item><title>three &nope; <b>x</title><link>/3</link></item><item><title>cut</title><link>/4</li");
        let titles: Vec<_> = feed.entries.iter().filter_map(|e| e.title.as_deref()).collect();
        assert_eq!(titles, ["one", "two", "three &nope; x", "cut"]);
    }

    #[test]
    fn an_entry_lies_where_it_is_said_to_lie() {
        let text =
            "<rss><channel><item><title>خبر</title><guid>1</guid></item>  <item><guid>2</guid></item></channel></rss>";
        for entry in of(text).entries {
            let (start, end) = entry.place.unwrap();
            assert_eq!(of(&text[start..end]).entries[0].key, entry.key);
            assert!(text[start..end].starts_with("<item>") && text[start..end].ends_with("</item>"));
        }
    }

    #[test]
    fn what_is_no_feed_is_none() {
        for text in ["", "<html><p>x", "{\"a\": 1}", "text", "{", "<"] {
            assert_eq!(feed(text, BASE), None, "{text}");
        }
    }

    #[test]
    fn a_feed_nested_a_million_deep_is_read_in_time() {
        feed(&format!("<rss><item><description>{}", "<a>".repeat(1_000_000)), BASE);
        feed(&format!("<rss>{}", "<item>".repeat(1_000_000)), BASE);
    }
}
