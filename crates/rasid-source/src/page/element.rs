//! What the elements of HTML are, and what their names and classes say of what is inside.

/// What an element is for the reading of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// In the line: emphasis, spans.
    Inline,
    /// A link.
    Link,
    /// A paragraph.
    Paragraph,
    /// A headline of this rank.
    Heading(u8),
    /// An item of a list, a term, a cell, a row.
    Item,
    /// A list.
    List,
    /// A division of the page.
    Division,
    /// The body of the page, which is never left out.
    Body,
    /// What the page says is an article, or its main part.
    Article,
    /// Ways to other pages, asides, footers.
    Around,
    /// A picture with its caption.
    Figure,
    /// Never seen as text: scripts, forms' fields, pictures.
    Silent,
    /// A moment in time.
    Time,
    /// The end of a line.
    Break,
    /// Has neither content nor effect.
    Void,
}

/// The kind of the element called `name`, in whatever letters.
pub(super) fn kind(name: &str) -> Kind {
    let mut small = [0; 10];
    let Some(small) = small.get_mut(..name.len()) else { return Kind::Inline };
    small.copy_from_slice(name.as_bytes());
    small.make_ascii_lowercase();
    match &*small {
        b"a" => Kind::Link,
        b"p" | b"pre" => Kind::Paragraph,
        b"h1" => Kind::Heading(1),
        b"h2" => Kind::Heading(2),
        b"h3" => Kind::Heading(3),
        b"h4" | b"h5" | b"h6" => Kind::Heading(4),
        b"li" | b"dd" | b"dt" | b"td" | b"th" | b"tr" => Kind::Item,
        b"ul" | b"ol" | b"dl" => Kind::List,
        b"div" | b"section" | b"header" | b"form" | b"table" | b"tbody" | b"thead" | b"tfoot" | b"center"
        | b"blockquote" | b"fieldset" | b"details" | b"summary" | b"address" | b"hgroup" | b"caption" => Kind::Division,
        b"body" | b"html" => Kind::Body,
        b"article" | b"main" => Kind::Article,
        b"nav" | b"aside" | b"footer" | b"menu" | b"dialog" | b"search" | b"marquee" => Kind::Around,
        b"figure" | b"figcaption" | b"picture" => Kind::Figure,
        b"script" | b"style" | b"noscript" | b"svg" | b"iframe" | b"template" | b"select" | b"button" | b"textarea"
        | b"object" | b"canvas" | b"audio" | b"video" | b"title" | b"noembed" | b"noframes" | b"math" | b"label"
        | b"rp" | b"rt" => Kind::Silent,
        b"time" => Kind::Time,
        b"br" | b"hr" => Kind::Break,
        b"head" | b"img" | b"meta" | b"link" | b"input" | b"source" | b"embed" | b"wbr" | b"base" | b"param"
        | b"track" | b"col" | b"area" => Kind::Void,
        _ => Kind::Inline,
    }
}

impl Kind {
    /// Whether what is inside begins a new line.
    pub fn is_block(self) -> bool {
        !matches!(self, Kind::Inline | Kind::Link | Kind::Time | Kind::Void | Kind::Silent | Kind::Break)
    }
}

/// What classes, identifiers and roles say of what is inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hint {
    /// Nothing.
    None,
    /// It is the text of an article.
    Text,
    /// It stands around the text: shares, related articles, comments.
    Around,
}

/// Words of classes that name what stands around a text, sorted. English is what they are written in everywhere.
const AROUND: &[&str] = &[
    "ad",
    "adbox",
    "ads",
    "adsbygoogle",
    "adslot",
    "advert",
    "advertisement",
    "advertising",
    "also",
    "author",
    "authorbox",
    "banner",
    "bio",
    "breadcrumb",
    "breadcrumbs",
    "breaking",
    "byline",
    "caption",
    "captions",
    "comment",
    "comments",
    "consent",
    "cookie",
    "cookies",
    "copyright",
    "credit",
    "credits",
    "dateline",
    "disqus",
    "donate",
    "embed",
    "footer",
    "gdpr",
    "hidden",
    "keywords",
    "latest",
    "login",
    "masthead",
    "menu",
    "meta",
    "metadata",
    "modal",
    "mostread",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "pager",
    "pagination",
    "popular",
    "popup",
    "print",
    "promo",
    "promoted",
    "rating",
    "readalso",
    "readmore",
    "recommend",
    "recommendations",
    "recommended",
    "related",
    "relatednews",
    "relatedposts",
    "reply",
    "search",
    "seealso",
    "share",
    "sharebar",
    "sharebox",
    "sharing",
    "sidebar",
    "signup",
    "similar",
    "skip",
    "social",
    "sponsor",
    "sponsored",
    "subscribe",
    "subscription",
    "tag",
    "tags",
    "teaser",
    "teasers",
    "ticker",
    "toolbar",
    "tools",
    "topbar",
    "trending",
    "widget",
    "widgets",
];

/// Classes, run together, that name the text of an article.
const TEXT: [&str; 16] = [
    "articlebody",
    "articlecontent",
    "articletext",
    "articledetails",
    "postcontent",
    "postbody",
    "posttext",
    "entrycontent",
    "storybody",
    "storycontent",
    "storytext",
    "newsbody",
    "newstext",
    "newscontent",
    "newsdetails",
    "detailsbody",
];

/// Values of `role` of what stands around a text.
const ROLES: [&str; 9] =
    ["navigation", "complementary", "contentinfo", "search", "dialog", "alert", "alertdialog", "menu", "toolbar"];

/// What the classes (or the identifier) `names` say. Only their first words count: a page whose classes fill
/// pages says nothing by them.
pub(super) fn hint(names: &str) -> Hint {
    let names = &names[..names.floor_char_boundary(200)];
    let mut around = false;
    for name in names.split_ascii_whitespace() {
        if name.len() <= 60 {
            let joined: String =
                name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
            if TEXT.iter().any(|text| joined.contains(text)) && !around_name(name, true) {
                return Hint::Text;
            }
            around |= around_name(name, false);
        }
    }
    if around { Hint::Around } else { Hint::None }
}

/// Whether a word of the class `name` names what stands around a text; `last` asks about its last word alone, so
/// that `article-body-comments` is one and `related-article-body`, too.
fn around_name(name: &str, ends: bool) -> bool {
    let is = |word: &str| AROUND.binary_search(&word).is_ok();
    let words = words(name);
    if ends {
        return words.first().is_some_and(|w| is(w)) || words.last().is_some_and(|w| is(w));
    }
    // Layouts say what they have beside the text: has-sidebar, with-ads, no-comments.
    let says_only =
        words.first().is_some_and(|w| matches!(w.as_str(), "has" | "with" | "no" | "without" | "single" | "page"));
    !says_only && words.iter().any(|word| is(word))
}

/// The words of a class: parted by marks and by capitals.
fn words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut small_before = false;
    for c in name.chars() {
        let parts = !c.is_ascii_alphanumeric();
        if (parts || (c.is_ascii_uppercase() && small_before)) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if !parts && !c.is_ascii_digit() {
            word.push(c.to_ascii_lowercase());
        }
        small_before = c.is_ascii_lowercase();
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Whether the value of `role` is one of what stands around a text.
pub(super) fn is_role_around(role: &str) -> bool {
    ROLES.iter().any(|around| role.eq_ignore_ascii_case(around))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_sorted() {
        assert!(AROUND.is_sorted(), "{:?}", AROUND.windows(2).find(|two| two[0] > two[1]));
    }

    #[test]
    fn classes_say_what_is_inside() {
        for (names, expected) in [
            ("articleBody", Hint::Text),
            ("c-entry__content post-content clearfix", Hint::Text),
            ("related-article-body", Hint::Around),
            ("article-body-comments", Hint::Around),
            ("relatedNews", Hint::Around),
            ("td-post-sharing", Hint::Around),
            ("page has-sidebar", Hint::None),
            ("roadmap shadow stage", Hint::None),
            ("", Hint::None),
        ] {
            assert_eq!(hint(names), expected, "{names}");
        }
    }

    #[test]
    fn names_tell_the_kind_in_whatever_letters() {
        assert_eq!(
            (kind("DIV"), kind("BlockQuote"), kind("x-very-long-name")),
            (Kind::Division, Kind::Division, Kind::Inline)
        );
    }
}
