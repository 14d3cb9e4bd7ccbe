//! The tokens of HTML and XML, as lenient as browsers are.

/// What is to be cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    /// HTML: scripts and styles are raw, names mean the same in capitals.
    Html,
    /// XML: nothing is raw but what is marked as character data.
    Xml,
}

/// A piece of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// The beginning of an element; [`Tokens::attribute`] gives its attributes until the next token.
    Open {
        /// Its name as written.
        name: &'a str,
        /// Whether it closes itself.
        empty: bool,
    },
    /// The end of an element.
    Close(&'a str),
    /// Text, with references that are not replaced yet.
    Text(&'a str),
    /// Text as it stands: what is in a script, in a style, in marked character data.
    Raw(&'a str),
}

/// Attributes of one element that are kept; whoever writes more does not mean a page.
const ATTRIBUTES: usize = 64;
/// Elements of HTML whose content is text up to their end, whatever it looks like.
const RAW: [&str; 9] = ["script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "plaintext"];
/// Those of them in which references count.
const REFERENCES: [&str; 2] = ["title", "textarea"];

/// Cuts a page.
pub(crate) struct Tokens<'a> {
    rest: &'a str,
    language: Language,
    attributes: Vec<(&'a str, &'a str)>,
    /// The element whose content comes next and is raw.
    raw: Option<&'a str>,
}

impl<'a> Tokens<'a> {
    /// The tokens of `text`.
    pub fn new(text: &'a str, language: Language) -> Self {
        Tokens { rest: text, language, attributes: Vec::new(), raw: None }
    }

    /// The value of an attribute of the element that was opened last, with references not replaced.
    /// `name` is in small letters.
    pub fn attribute(&self, name: &str) -> Option<&'a str> {
        self.attributes.iter().find(|(given, _)| given.eq_ignore_ascii_case(name)).map(|(_, value)| *value)
    }

    /// Bytes that are not cut yet.
    pub fn left(&self) -> usize {
        self.rest.len()
    }

    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }

    /// Text up to the end tag of `name`.
    fn raw(&mut self, name: &str) -> Option<Token<'a>> {
        let mut from = 0;
        let end = loop {
            let Some(at) = self.rest[from..].find("</") else { break self.rest.len() };
            let after = self.rest.as_bytes().get(from + at + 2..from + at + 2 + name.len());
            if after.is_some_and(|after| after.eq_ignore_ascii_case(name.as_bytes())) {
                break from + at;
            }
            from += at + 2;
        };
        let text = self.take(end);
        let references = REFERENCES.iter().any(|kind| name.eq_ignore_ascii_case(kind));
        (!text.is_empty()).then_some(if references { Token::Text(text) } else { Token::Raw(text) })
    }

    /// What begins with `<!` or `<?`: a comment or an instruction, which is passed over, or character data.
    fn aside(&mut self) -> Option<Token<'a>> {
        if self.rest.starts_with("<!--") {
            // `<!-->` is a whole comment too.
            let end = self.rest[2..].find("-->").map_or(self.rest.len(), |at| at + 5);
            self.take(end);
            return None;
        }
        if self.language == Language::Xml && self.rest.starts_with("<![CDATA[") {
            self.take(9);
            let end = self.rest.find("]]>").unwrap_or(self.rest.len());
            let text = self.take(end);
            self.take(self.rest.len().min(3));
            return Some(Token::Raw(text));
        }
        let end = self.rest.find('>').map_or(self.rest.len(), |at| at + 1);
        self.take(end);
        None
    }

    /// A tag, of which the rest begins with `<` and a letter or `</` and a letter.
    fn tag(&mut self, closes: bool) -> Option<Token<'a>> {
        let text = self.rest;
        let bytes = text.as_bytes();
        let start = 1 + usize::from(closes);
        let mut at = start + bytes[start..].iter().take_while(|b| !ends_name(**b)).count();
        let name = &text[start..at];
        self.attributes.clear();
        let mut empty = false;
        loop {
            at += bytes[at..].iter().take_while(|b| b.is_ascii_whitespace() || **b == b'/').count();
            match bytes.get(at) {
                // A tag that is cut off at the end of the page is none.
                None => {
                    self.rest = "";
                    return None;
                }
                Some(b'>') => {
                    empty |= bytes[at - 1] == b'/';
                    break;
                }
                Some(_) => {}
            }
            let key = at;
            at += 1 + bytes[at + 1..].iter().take_while(|b| !ends_name(**b) && **b != b'=').count();
            let key = &text[key..at];
            let spaces = bytes[at..].iter().take_while(|b| b.is_ascii_whitespace()).count();
            let mut value = "";
            if bytes.get(at + spaces) == Some(&b'=') {
                at += spaces + 1;
                at += bytes[at..].iter().take_while(|b| b.is_ascii_whitespace()).count();
                value = match bytes.get(at) {
                    Some(&quote @ (b'"' | b'\'')) => {
                        let from = at + 1;
                        let length = text[from..].find(quote as char).unwrap_or(text.len() - from);
                        at = (from + length + 1).min(text.len());
                        &text[from..from + length]
                    }
                    _ => {
                        let from = at;
                        at += bytes[at..].iter().take_while(|b| !b.is_ascii_whitespace() && **b != b'>').count();
                        &text[from..at]
                    }
                };
            }
            if self.attributes.len() < ATTRIBUTES {
                self.attributes.push((key, value));
            }
        }
        self.rest = &text[at + 1..];
        if closes {
            return Some(Token::Close(name));
        }
        if self.language == Language::Html && RAW.iter().any(|raw| name.eq_ignore_ascii_case(raw)) {
            self.raw = Some(name);
        }
        Some(Token::Open { name, empty })
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if let Some(name) = self.raw.take()
            && let Some(token) = self.raw(name)
        {
            return Some(token);
        }
        while !self.rest.is_empty() {
            let bytes = self.rest.as_bytes();
            let token = match bytes {
                [b'<', b'!' | b'?', ..] => self.aside(),
                [b'<', b'/', b, ..] if begins_name(*b) => self.tag(true),
                [b'<', b, ..] if begins_name(*b) => self.tag(false),
                _ => {
                    let first = self.rest.chars().next().map_or(1, char::len_utf8);
                    let end = self.rest[first..].find('<').map_or(self.rest.len(), |at| at + first);
                    Some(Token::Text(self.take(end)))
                }
            };
            if token.is_some() {
                return token;
            }
        }
        None
    }
}

fn begins_name(b: u8) -> bool {
    b.is_ascii_alphabetic() || b == b'_'
}

fn ends_name(b: u8) -> bool {
    b.is_ascii_whitespace() || matches!(b, b'/' | b'>')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, language: Language) -> Vec<Token<'_>> {
        Tokens::new(text, language).collect()
    }

    #[test]
    fn tags_and_text_alternate() {
        let open = |name, empty| Token::Open { name, empty };
        assert_eq!(
            cut("<!DOCTYPE html><P class=a>x<br/>y</P ><!-- <b> -->z", Language::Html),
            [
                open("P", false),
                Token::Text("x"),
                open("br", true),
                Token::Text("y"),
                Token::Close("P"),
                Token::Text("z")
            ]
        );
    }

    #[test]
    fn attributes_are_found_in_every_way_of_writing_them() {
        let mut tokens = Tokens::new("<a HREF='x>y' data-b = \"2\" hidden c=3/x title=\"قال \n نعم\">", Language::Html);
        assert_eq!(tokens.next(), Some(Token::Open { name: "a", empty: false }));
        let of = |name| tokens.attribute(name);
        assert_eq!((of("href"), of("data-b"), of("hidden")), (Some("x>y"), Some("2"), Some("")));
        assert_eq!((of("c"), of("title"), of("none")), (Some("3/x"), Some("قال \n نعم"), None));
    }

    #[test]
    fn scripts_are_raw_in_html_alone() {
        let page = "<script>if (a</b>) '<p>'</SCRIPT><title>a &amp; <b</title>";
        let tokens = cut(page, Language::Html);
        assert_eq!(tokens[1], Token::Raw("if (a</b>) '<p>'"));
        assert_eq!(tokens[4], Token::Text("a &amp; <b"));
        assert_eq!(cut("<title>a<b>c</title>", Language::Xml).len(), 5);
    }

    #[test]
    fn character_data_of_xml_are_raw() {
        assert_eq!(cut("<![CDATA[<p>&amp;]]>x", Language::Xml), [Token::Raw("<p>&amp;"), Token::Text("x")]);
        assert_eq!(cut("<![CDATA[cut", Language::Xml), [Token::Raw("cut")]);
    }

    #[test]
    fn what_is_cut_off_ends_the_page() {
        for page in ["x<a href='", "x<a", "x<!-- ", "x</a", "x<a b=\"c", "x<?", "x<a b", "x<a b="] {
            assert_eq!(cut(page, Language::Html), [Token::Text("x")], "{page}");
        }
        assert_eq!(cut("1 < 2 <", Language::Html).len(), 3);
    }

    #[test]
    fn a_million_attributes_cost_nothing() {
        let page = format!("<a {}>x", "b=1 ".repeat(1_000_000));
        assert_eq!(cut(&page, Language::Html).len(), 2);
    }
}
