//! DOCX: the words of the body, paragraph by paragraph, with the title and dates that the file has beside it.
//!
//! Extractor `docx/1`. Deleted words that are still tracked, fields' codes, comments, notes, heads and feet of pages are
//! no part of the text.

use super::is_title;
use crate::archive::members::{Members, Store};
use crate::charset;
use crate::error::Problem;
use crate::limits::PART;
use crate::markup::{Language, Token, Tokens, decode};

/// The extractor, with its version.
pub(crate) const EXTRACTOR: &str = "docx/1";

/// What a DOCX holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Docx {
    /// Its text, a paragraph a line.
    pub text: String,
    /// What it calls itself, where that is a title.
    pub title: Option<String>,
    /// When it was made: ISO 8601.
    pub created: Option<String>,
    /// When it was changed last: ISO 8601.
    pub modified: Option<String>,
}

/// Takes the text out of a DOCX.
///
/// # Errors
///
/// Where the bytes are no DOCX, it has no words, or gets too large.
pub(crate) fn extract(bytes: &[u8]) -> Result<Docx, Problem> {
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        // What has a password, and what older programs wrote, is another kind of file inside.
        return Err(Problem::Locked);
    }
    let members = Members::of(Store::Bytes(bytes.into()))?;
    let relations = part(&members, "_rels/.rels")?.unwrap_or_default();
    let main = main_part(&relations).unwrap_or_else(|| "word/document.xml".to_owned());
    let body = part(&members, &main)?.ok_or_else(|| Problem::Damaged("there is no document in it".to_owned()))?;
    let text = text(&body);
    if text.trim().is_empty() {
        return Err(Problem::Blank);
    }
    let core = part(&members, "docProps/core.xml")?.unwrap_or_default();
    let date = |name: &str| element(&core, name).and_then(|date| crate::date::published(&date));
    Ok(Docx {
        text,
        title: element(&core, "title").filter(|title| is_title(title)),
        created: date("created"),
        modified: date("modified"),
    })
}

fn part(members: &Members, name: &str) -> Result<Option<String>, Problem> {
    Ok(members.whole(name, PART)?.map(|bytes| charset::decode(&bytes, charset::declared_in_markup(&bytes), None).text))
}

/// The part with the text.
fn main_part(relations: &str) -> Option<String> {
    let mut tokens = Tokens::new(relations, Language::Xml);
    while let Some(token) = tokens.next() {
        if let Token::Open { .. } = token
            && tokens.attribute("type").is_some_and(|kind| kind.ends_with("/officeDocument"))
        {
            return tokens.attribute("target").map(|target| target.trim_start_matches('/').to_owned());
        }
    }
    None
}

/// The name of an element without its prefix.
fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// The words of the first element of that name.
fn element(xml: &str, wanted: &str) -> Option<String> {
    let mut words: Option<String> = None;
    for token in Tokens::new(xml, Language::Xml) {
        match (token, &mut words) {
            (Token::Open { name, empty: false }, None) if local(name) == wanted => words = Some(String::new()),
            (Token::Text(text), Some(words)) => words.push_str(&decode(text)),
            (Token::Raw(text), Some(words)) => words.push_str(text),
            (Token::Close(name), Some(_)) if local(name) == wanted => break,
            _ => {}
        }
    }
    words.map(|words| words.trim().to_owned()).filter(|words| !words.is_empty())
}

/// The words of the body.
fn text(xml: &str) -> String {
    let mut text = String::new();
    // What is shown twice (for older programs) and what was deleted, as deep as it lies.
    let (mut skipped, mut in_words) = (0_usize, false);
    for token in Tokens::new(xml, Language::Xml) {
        match token {
            Token::Open { name, empty } => match local(name) {
                "Fallback" | "del" | "moveFrom" if !empty => skipped += 1,
                _ if skipped > 0 => {}
                "t" => in_words = !empty,
                "tab" => text.push('\t'),
                "br" | "cr" => text.push('\n'),
                "noBreakHyphen" => text.push('-'),
                "p" => end_line(&mut text),
                _ => {}
            },
            Token::Close(name) => match local(name) {
                "Fallback" | "del" | "moveFrom" => skipped = skipped.saturating_sub(1),
                "t" => in_words = false,
                "p" if skipped == 0 => end_line(&mut text),
                _ => {}
            },
            Token::Text(words) if in_words && skipped == 0 => text.push_str(&decode(words)),
            Token::Raw(words) if in_words && skipped == 0 => text.push_str(words),
            _ => {}
        }
    }
    text.trim().to_owned()
}

fn end_line(text: &mut String) {
    // Stops of a tabulator before the first word set it in, and say nothing.
    while text.ends_with('\t') {
        text.pop();
    }
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::members::write::archive;

    const BODY: &str = r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="x"><w:body>
<w:p><w:pPr><w:bidi/></w:pPr><w:r><w:t xml:space="preserve">قالت </w:t></w:r><w:r><w:t>اللجنة &quot;إن المعبر فُتح&quot;</w:t></w:r></w:p>
<w:p><w:r><w:t>سطر</w:t><w:br/><w:t>تحته</w:t></w:r><w:del><w:r><w:delText>محذوف</w:delText><w:t>محذوف أيضا</w:t></w:r></w:del></w:p>
<w:p/><w:tbl><w:tr><w:tc><w:p><w:r><w:t>خانة</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>أخرى</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<mc:AlternateContent><mc:Choice><w:p><w:r><w:t>إطار</w:t></w:r></w:p></mc:Choice><mc:Fallback><w:p><w:r><w:t>إطار</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>
<w:p><w:r><w:instrText>PAGE</w:instrText></w:r></w:p></w:body></w:document>"#;

    const CORE: &str = r#"<cp:coreProperties><dc:title>بيان عن المعبر</dc:title><dc:creator>شخص</dc:creator>
<dcterms:created xsi:type="dcterms:W3CDTF">2021-05-01T09:00:00Z</dcterms:created><dcterms:modified>2021-05-02T10:00:00Z</dcterms:modified></cp:coreProperties>"#;

    #[test]
    fn the_words_of_the_body_are_read_with_title_and_dates() {
        let bytes = archive(&[("word/document.xml", BODY), ("docProps/core.xml", CORE)], true);
        let docx = extract(&bytes).unwrap();
        assert_eq!(docx.text, "قالت اللجنة \"إن المعبر فُتح\"\nسطر\nتحته\nخانة\nأخرى\nإطار");
        assert_eq!(docx.title.as_deref(), Some("بيان عن المعبر"));
        assert_eq!(docx.created.as_deref(), Some("2021-05-01T09:00:00Z"));
        assert_eq!(docx.modified.as_deref(), Some("2021-05-02T10:00:00Z"));
    }

    #[test]
    fn the_part_with_the_text_may_have_another_name() {
        let relations = r#"<Relationships><Relationship Id="a" Type="http://x/officeDocument" Target="/word/document2.xml"/></Relationships>"#;
        let bytes = archive(&[("_rels/.rels", relations), ("word/document2.xml", BODY)], false);
        assert!(extract(&bytes).unwrap().text.starts_with("قالت"));
    }

    #[test]
    fn what_is_no_document_says_why() {
        assert!(matches!(extract(b"PK"), Err(Problem::Damaged(_))));
        assert!(matches!(extract(&archive(&[("a.txt", "x")], true)), Err(Problem::Damaged(_))));
        assert_eq!(extract(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), Err(Problem::Locked));
        assert_eq!(extract(&archive(&[("word/document.xml", "<w:p/>")], true)), Err(Problem::Blank));
    }

    #[test]
    fn a_part_may_grow_to_its_limit_and_not_further() {
        let of = |length: usize| {
            let body = format!("<w:t>{}</w:t>", "x".repeat(length - 11));
            extract(&archive(&[("word/document.xml", body)], true))
        };
        assert!(of(PART).is_ok());
        assert_eq!(of(PART + 1), Err(Problem::Bomb));
    }

    #[test]
    fn a_million_elements_in_one_another_are_read() {
        let body = format!("{}<w:t>نص</w:t>", "<w:p>".repeat(1_000_000));
        assert_eq!(extract(&archive(&[("word/document.xml", body)], true)).unwrap().text, "نص");
    }
}
