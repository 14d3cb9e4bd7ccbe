//! What is in a file, told from its name.

/// How the bytes of an input become reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One text.
    Text,
    /// An article, or an array of them.
    Json,
    /// An article a line.
    JsonLines,
    /// A saved page of the web.
    Page,
    /// A web archive: many pages.
    Archive,
    /// A feed.
    Feed,
    /// The name does not say: JSON Lines where the first letter is `{`, else one text.
    Guess,
}

impl Kind {
    /// The kind of the file called `name`; where it is none that is read, how the name ends.
    pub fn of(name: &str) -> Result<Kind, String> {
        let name = name.rsplit(['/', '\\']).next().unwrap_or(name).to_lowercase();
        let name = name.strip_suffix(".gz").unwrap_or(&name);
        match name.rsplit_once('.').map(|(_, ending)| ending) {
            Some("txt") => Ok(Kind::Text),
            Some("json") => Ok(Kind::Json),
            Some("jsonl" | "ndjson") => Ok(Kind::JsonLines),
            Some("html" | "htm" | "xhtml") => Ok(Kind::Page),
            Some("warc") => Ok(Kind::Archive),
            Some("rss" | "atom" | "xml") => Ok(Kind::Feed),
            None => Ok(Kind::Guess),
            Some(ending) => Err(ending.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_the_kind() {
        assert_eq!(Kind::of("a/خبر.TXT"), Ok(Kind::Text));
        assert_eq!(Kind::of("news.2018.jsonl.gz"), Ok(Kind::JsonLines));
        assert_eq!(Kind::of("a.b/news.json.gz"), Ok(Kind::Json));
        assert_eq!(Kind::of("a.b/news"), Ok(Kind::Guess));
        assert_eq!(Kind::of("page.HTM.gz"), Ok(Kind::Page));
        assert_eq!(Kind::of("CC-NEWS-2018.warc.gz"), Ok(Kind::Archive));
        assert_eq!(Kind::of("page.docx"), Err("docx".into()));
    }
}
