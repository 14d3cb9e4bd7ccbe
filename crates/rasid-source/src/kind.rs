//! What is in a file, told from its name.

/// How the bytes of an input become reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One text, or a chat of WhatsApp.
    Text,
    /// An article, an array of them, or an export of Telegram.
    Json,
    /// An article a line.
    JsonLines,
    /// A saved page of the web.
    Page,
    /// A web archive: many pages.
    Archive,
    /// A feed.
    Feed,
    /// A table with a report a row.
    Table,
    /// A document of an office program.
    Docx,
    /// A PDF with a layer of text.
    Pdf,
    /// An e-mail.
    Mail,
    /// A file of many e-mails.
    Mailbox,
    /// An archive of any of these.
    Zip,
    /// The name does not say: told from the first bytes; JSON Lines where the first letter is `{`, else one text.
    Guess,
}

/// Endings of names, without `.gz`, and what is in such files.
const ENDINGS: [(&str, Kind); 19] = [
    ("txt", Kind::Text),
    ("json", Kind::Json),
    ("jsonl", Kind::JsonLines),
    ("ndjson", Kind::JsonLines),
    ("html", Kind::Page),
    ("htm", Kind::Page),
    ("xhtml", Kind::Page),
    ("warc", Kind::Archive),
    ("rss", Kind::Feed),
    ("atom", Kind::Feed),
    ("xml", Kind::Feed),
    ("csv", Kind::Table),
    ("tsv", Kind::Table),
    ("docx", Kind::Docx),
    ("docm", Kind::Docx),
    ("pdf", Kind::Pdf),
    ("eml", Kind::Mail),
    ("mbox", Kind::Mailbox),
    ("zip", Kind::Zip),
];

/// The last part of a path, on whatever system it was written.
pub(crate) fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

impl Kind {
    /// The kind of the file called `name`; where it is none that is read, how the name ends.
    pub fn of(name: &str) -> Result<Kind, String> {
        let name = file_name(name).to_lowercase();
        let name = name.strip_suffix(".gz").unwrap_or(&name);
        match name.rsplit_once('.').map(|(_, ending)| ending) {
            None => Ok(Kind::Guess),
            Some(ending) => {
                let known = ENDINGS.iter().find(|(known, _)| *known == ending).map(|(_, kind)| *kind);
                known.ok_or_else(|| ending.to_owned())
            }
        }
    }

    /// The kind that the first bytes show, where it is none of plain text.
    pub fn of_bytes(start: &[u8]) -> Option<Kind> {
        match start {
            [b'P', b'K', 3 | 5, 4 | 6, ..] => Some(Kind::Zip),
            [b'%', b'P', b'D', b'F', b'-', ..] => Some(Kind::Pdf),
            [b'F', b'r', b'o', b'm', b' ', ..] => Some(Kind::Mailbox),
            _ => {
                let begins = |word: &[u8]| {
                    let start = start.trim_ascii_start();
                    start.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
                };
                (begins(b"<!doctype html") || begins(b"<html")).then_some(Kind::Page)
            }
        }
    }

    /// Whether a file is one report, of which `index.csv` may say what it does not.
    pub fn is_whole(self) -> bool {
        matches!(self, Kind::Text | Kind::Page | Kind::Docx | Kind::Pdf | Kind::Mail)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_bytes_tell_the_kind() {
        for (start, kind) in [
            (&b"PK\x03\x04"[..], Some(Kind::Zip)),
            (b"%PDF-1.7", Some(Kind::Pdf)),
            (b"From a@b Sat", Some(Kind::Mailbox)),
            (b" \n<!DOCTYPE html>", Some(Kind::Page)),
            (b"<p>", None),
            (b"", None),
        ] {
            assert_eq!(Kind::of_bytes(start), kind);
        }
    }

    #[test]
    fn names_tell_the_kind() {
        assert_eq!(Kind::of("a/خبر.TXT"), Ok(Kind::Text));
        assert_eq!(Kind::of("news.2018.jsonl.gz"), Ok(Kind::JsonLines));
        assert_eq!(Kind::of("a.b/news.json.gz"), Ok(Kind::Json));
        assert_eq!(Kind::of("a.b/news"), Ok(Kind::Guess));
        assert_eq!(Kind::of("page.HTM.gz"), Ok(Kind::Page));
        assert_eq!(Kind::of("CC-NEWS-2018.warc.gz"), Ok(Kind::Archive));
        assert_eq!(Kind::of("page.odt"), Err("odt".into()));
        assert_eq!(Kind::of("WhatsApp Chat - X.ZIP"), Ok(Kind::Zip));
    }
}
