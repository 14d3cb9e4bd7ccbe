//! What is put into every page after it was made: the past that its links keep, and the token that its forms
//! send. No page need know of either, so none can forget it.
//!
//! Pages are made by templates that escape every quotation mark in what comes from outside, so that
//! `href="/`, `action="/` and `<form` stand in them only where a template wrote them.

use crate::links;
use std::borrow::Cow;

/// The field that holds the token of a form.
pub(crate) const TOKEN: &str = "csrf";
/// The field that holds a past.
pub(crate) const AS_OF: &str = "asof";

/// Pages that are of no time: style, language, log-in and the choice of a past.
const TIMELESS: [&str; 7] = ["/static/", "/lang", "/name", "/asof", "/login", "/logout", "/account"];

/// What is put in.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Weave<'a> {
    /// The token for forms that change something.
    pub(crate) token: Option<&'a str>,
    /// The past that links and forms keep, as it is written in addresses before it is encoded.
    pub(crate) as_of: Option<&'a str>,
}

impl Weave<'_> {
    /// Whether pages stay as they are.
    pub(crate) fn is_nothing(&self) -> bool {
        self.token.is_none() && self.as_of.is_none()
    }

    /// A page with it.
    pub(crate) fn page<'h>(&self, html: &'h str) -> Cow<'h, str> {
        if self.is_nothing() {
            return Cow::Borrowed(html);
        }
        let mut out = String::with_capacity(html.len() + html.len() / 8);
        let mut rest = html;
        while let Some(at) = rest.find(['<', '"']) {
            let (before, here) = rest.split_at(at);
            out.push_str(before);
            rest = if let Some(tag) = here.strip_prefix("<form").filter(|tag| tag.starts_with([' ', '>', '\n'])) {
                self.form(tag, &mut out)
            } else if here.starts_with("\"/") && before.ends_with("href=") {
                self.link(here, &mut out)
            } else {
                out.push_str(&here[..1]);
                &here[1..]
            };
        }
        out.push_str(rest);
        Cow::Owned(out)
    }

    /// The rest of a page from `"` before an address, which is written.
    fn link<'h>(&self, here: &'h str, out: &mut String) -> &'h str {
        let (address, rest) = here[1..].split_once('"').unwrap_or((&here[1..], ""));
        out.push('"');
        out.push_str(&self.kept(address, "&#38;"));
        out.push('"');
        rest
    }

    /// The rest of a page from behind `<form`, whose tag is written with what it sends beside.
    fn form<'h>(&self, tag: &'h str, out: &mut String) -> &'h str {
        let (inside, rest) = tag.split_once('>').unwrap_or((tag, ""));
        let is_change = inside.contains("method=\"post\"");
        out.push_str("<form");
        match inside.split_once("action=\"") {
            // The address of a form that changes something says the past too, so that it is refused there.
            Some((before, after)) if is_change => {
                let (address, after) = after.split_once('"').unwrap_or((after, ""));
                out.push_str(before);
                out.push_str(&format!("action=\"{}\"{after}", self.kept(address, "&#38;")));
            }
            _ => out.push_str(inside),
        }
        if is_change && self.as_of.is_some() && !is_timeless(action(inside)) {
            out.push_str(" hidden");
        }
        out.push('>');
        if let (true, Some(token)) = (is_change, self.token) {
            out.push_str(&format!("<input type=\"hidden\" name=\"{TOKEN}\" value=\"{token}\">"));
        }
        if let (false, Some(as_of)) = (is_change || is_timeless(action(inside)), self.as_of) {
            out.push_str(&format!("<input type=\"hidden\" name=\"{AS_OF}\" value=\"{as_of}\">"));
        }
        rest
    }

    /// An address of this desk that stays in the past; `and` is how parts of a query are parted.
    pub(crate) fn kept<'u>(&self, address: &'u str, and: &str) -> Cow<'u, str> {
        let Some(as_of) = self.as_of else { return Cow::Borrowed(address) };
        // In a page `&` is written as `&#38;`, whose `#` begins no fragment.
        let mark = address.match_indices('#').find(|(at, _)| !address[..*at].ends_with('&')).map(|(at, _)| at);
        let (path, fragment) = address.split_at(mark.unwrap_or(address.len()));
        let has = path
            .split(['?', '&', ';'])
            .skip(1)
            .any(|part| part.strip_prefix(AS_OF).is_some_and(|v| v.starts_with('=')));
        if !path.starts_with('/') || is_timeless(path) || has {
            return Cow::Borrowed(address);
        }
        let joint = if path.contains('?') { and } else { "?" };
        Cow::Owned(format!("{path}{joint}{AS_OF}={}{fragment}", links::encode(as_of)))
    }
}

/// The address in a tag.
fn action(tag: &str) -> &str {
    tag.split_once("action=\"").map_or("/", |(_, after)| after.split('"').next().unwrap_or("/"))
}

/// Whether a page is of no time.
pub(crate) fn is_timeless(address: &str) -> bool {
    TIMELESS.iter().any(|page| address.starts_with(page))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAST: Weave<'_> = Weave { token: None, as_of: Some("published:2018-03-01") };

    #[test]
    fn links_keep_the_past_and_those_out_of_time_do_not() {
        let page = |html| PAST.page(html).into_owned();
        let with = "asof=published%3A2018-03-01";
        assert_eq!(page(r#"<a href="/">x</a>"#), format!(r#"<a href="/?{with}">x</a>"#));
        assert_eq!(
            page(r#"<a class="q" href="/r?a=b&#38;c=d#w">"#),
            format!(r#"<a class="q" href="/r?a=b&#38;c=d&#38;{with}#w">"#)
        );
        assert_eq!(page(r#"<a href="/report/x#r-1">"#), format!(r#"<a href="/report/x?{with}#r-1">"#));
        for same in [
            r#"<a href="/lang?to=ar&#38;back=%2F">"#,
            r##"<a href="#content">"##,
            r#"<a href="https://example.org/">"#,
            r#"<link href="/static/x.css">"#,
            r#"<a href="/r?asof=2018-01-01">"#,
            r#"<a href="/r?a=b&#38;asof=2018-01-01">"#,
            "he wrote href=&#34;/x&#34; <p title=\"a\">",
        ] {
            assert_eq!(page(same), same);
        }
    }

    #[test]
    fn forms_keep_the_past_and_those_that_change_something_are_gone() {
        let page = |html| PAST.page(html).into_owned();
        let field = r#"<input type="hidden" name="asof" value="published:2018-03-01">"#;
        assert_eq!(
            page(r#"<form action="/r" method="get"><p>"#),
            format!(r#"<form action="/r" method="get">{field}<p>"#)
        );
        assert_eq!(
            page(r#"<form action="/add" method="post">"#),
            r#"<form action="/add?asof=published%3A2018-03-01" method="post" hidden>"#
        );
        for same in [r#"<form action="/asof" method="get">"#, r#"<form action="/name" method="post">"#, "<formal>"] {
            assert_eq!(page(same), same);
        }
    }

    #[test]
    fn forms_that_change_something_send_the_token() {
        let weave = Weave { token: Some("ab12"), as_of: None };
        assert_eq!(
            weave.page(r#"<form class="x" method="post" action="/y">z"#),
            r#"<form class="x" method="post" action="/y"><input type="hidden" name="csrf" value="ab12">z"#
        );
        assert_eq!(weave.page(r#"<form method="get">"#), r#"<form method="get">"#);
        assert_eq!(Weave::default().page("<form method=\"post\">"), "<form method=\"post\">");
    }

    #[test]
    fn broken_pages_stay_whole() {
        for html in ["<form", "<form action=\"/x", "<a href=\"/x", "<", "\"", ""] {
            let woven = PAST.page(html);
            assert!(woven.len() >= html.len(), "{html}: {woven}");
        }
    }
}
