//! A small document for word processors: headings, paragraphs and tables, from left to right or from right to
//! left. Enough for a briefing; written here since the crates that write such documents bring pictures and XML
//! readers along, and none sets the direction of every part.

use super::zip::Archive;
use std::fmt::Write as _;
use std::io::{Cursor, Result};

/// A piece of text of one look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// The text.
    pub text: String,
    /// Whether it is set in bold.
    pub is_bold: bool,
    /// Whether it is written from right to left.
    pub is_rtl: bool,
    /// Whether it is set smaller and grey.
    pub is_note: bool,
}

impl Run {
    /// A text as it is, in the direction of its letters.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        Run { is_rtl: is_rtl(&text), text, ..Run::default() }
    }

    /// The same in bold.
    pub fn bold(mut self) -> Self {
        self.is_bold = true;
        self
    }

    /// The same smaller.
    pub fn note(mut self) -> Self {
        self.is_note = true;
        self
    }
}

/// A paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// 0 for text, 1 to 3 for headings.
    pub level: u8,
    /// What stands in it.
    pub runs: Vec<Run>,
    /// Whether it is laid out from right to left.
    pub is_rtl: bool,
}

impl Paragraph {
    /// Text in the direction of its first piece.
    pub fn new(runs: Vec<Run>) -> Self {
        let is_rtl = runs.first().is_some_and(|run| run.is_rtl);
        Paragraph { level: 0, runs, is_rtl }
    }

    /// A heading.
    pub fn heading(level: u8, text: impl Into<String>) -> Self {
        Paragraph { level: level.clamp(1, 3), ..Paragraph::new(vec![Run::new(text)]) }
    }
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Paragraph),
    /// Rows of cells, each with paragraphs; the first row is the head. All rows are as long as the first.
    Table(Vec<Vec<Vec<Paragraph>>>),
}

/// A document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Its title, in its properties.
    pub title: String,
    /// Who made it, in its properties.
    pub author: String,
    /// When: ISO 8601, UTC.
    pub made_at: String,
    /// Whether its tables run from right to left.
    pub is_rtl: bool,
    /// What is in it.
    pub blocks: Vec<Block>,
}

impl Document {
    /// The bytes of the file. The same document gives the same bytes.
    ///
    /// # Errors
    /// When it is larger than 4 GiB.
    pub fn bytes(&self) -> Result<Vec<u8>> {
        let archive = Archive::new(Cursor::new(Vec::new()))
            .add("[Content_Types].xml", TYPES)?
            .add("_rels/.rels", RELATIONS)?
            .add("docProps/core.xml", &self.properties())?
            .add("word/_rels/document.xml.rels", DOCUMENT_RELATIONS)?
            .add("word/styles.xml", STYLES)?
            .add("word/document.xml", &self.body())?;
        Ok(archive.finish()?.into_inner())
    }

    fn properties(&self) -> String {
        format!(
            "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
             xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
             xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title><dc:creator>{}</dc:creator>\
             <dcterms:created xsi:type=\"dcterms:W3CDTF\">{}</dcterms:created></cp:coreProperties>",
            xml(&self.title),
            xml(&self.author),
            xml(&self.made_at)
        )
    }

    fn body(&self) -> String {
        let mut out = format!("{HEAD}<w:document xmlns:w=\"{WORDS}\"><w:body>");
        for block in &self.blocks {
            match block {
                Block::Paragraph(paragraph) => write_paragraph(&mut out, paragraph, false),
                Block::Table(rows) => self.write_table(&mut out, rows),
            }
        }
        let bidi = if self.is_rtl { "<w:bidi/>" } else { "" };
        out.push_str("<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/>");
        out.push_str("<w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/>");
        out.push_str(bidi);
        out.push_str("</w:sectPr></w:body></w:document>");
        out
    }

    fn write_table(&self, out: &mut String, rows: &[Vec<Vec<Paragraph>>]) {
        let Some(first) = rows.first() else { return };
        // The width of a page of this size between its margins, in twentieths of a point.
        let width = 9638 / first.len().max(1);
        let bidi = if self.is_rtl { "<w:bidiVisual/>" } else { "" };
        let _ = write!(
            out,
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"Lines\"/>{bidi}<w:tblW w:w=\"5000\" w:type=\"pct\"/></w:tblPr><w:tblGrid>"
        );
        for _ in first {
            let _ = write!(out, "<w:gridCol w:w=\"{width}\"/>");
        }
        out.push_str("</w:tblGrid>");
        for (n, row) in rows.iter().enumerate() {
            let head = if n == 0 { "<w:tblHeader/>" } else { "" };
            let _ = write!(out, "<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>");
            for cell in row {
                let _ = write!(out, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>");
                cell.iter().for_each(|paragraph| write_paragraph(out, paragraph, n == 0));
                if cell.is_empty() {
                    // A cell without a paragraph makes the file unreadable.
                    out.push_str("<w:p/>");
                }
                out.push_str("</w:tc>");
            }
            out.push_str("</w:tr>");
        }
        out.push_str("</w:tbl><w:p/>");
    }
}

fn write_paragraph(out: &mut String, paragraph: &Paragraph, is_head: bool) {
    out.push_str("<w:p><w:pPr>");
    if paragraph.level > 0 {
        let _ = write!(out, "<w:pStyle w:val=\"Heading{}\"/>", paragraph.level);
    }
    if paragraph.is_rtl {
        out.push_str("<w:bidi/>");
    }
    out.push_str("</w:pPr>");
    for run in &paragraph.runs {
        out.push_str("<w:r><w:rPr>");
        if run.is_bold || is_head {
            out.push_str("<w:b/><w:bCs/>");
        }
        if run.is_note {
            out.push_str("<w:color w:val=\"595959\"/><w:sz w:val=\"18\"/><w:szCs w:val=\"18\"/>");
        }
        if run.is_rtl {
            out.push_str("<w:rtl/><w:lang w:bidi=\"ar-SA\"/>");
        }
        let _ = write!(out, "</w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r>", xml(&run.text));
    }
    out.push_str("</w:p>");
}

/// Whether the first letter that has a direction runs from right to left.
fn is_rtl(text: &str) -> bool {
    let strong = |c: char| match c {
        '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' if c.is_alphabetic() => Some(true),
        c if c.is_alphabetic() => Some(false),
        _ => None,
    };
    text.chars().find_map(strong).unwrap_or(false)
}

/// Text inside XML: what XML forbids becomes a visible mark.
fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const WORDS: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>
<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/><Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/><Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>";
const RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>
<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/><Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>";
const DOCUMENT_RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>
<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/></Relationships>";
const STYLES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>
<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" w:cs=\"Arial\"/><w:sz w:val=\"21\"/><w:szCs w:val=\"23\"/><w:lang w:val=\"en-GB\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"60\"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style><w:style w:type=\"paragraph\" w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"Normal\"/><w:pPr><w:keepNext/><w:spacing w:before=\"120\" w:after=\"120\"/><w:outlineLvl w:val=\"0\"/></w:pPr><w:rPr><w:b/><w:bCs/><w:sz w:val=\"34\"/><w:szCs w:val=\"36\"/></w:rPr></w:style><w:style w:type=\"paragraph\" w:styleId=\"Heading2\"><w:name w:val=\"heading 2\"/><w:basedOn w:val=\"Normal\"/><w:pPr><w:keepNext/><w:spacing w:before=\"240\" w:after=\"80\"/><w:outlineLvl w:val=\"1\"/></w:pPr><w:rPr><w:b/><w:bCs/><w:sz w:val=\"26\"/><w:szCs w:val=\"28\"/></w:rPr></w:style><w:style w:type=\"paragraph\" w:styleId=\"Heading3\"><w:name w:val=\"heading 3\"/><w:basedOn w:val=\"Normal\"/><w:pPr><w:keepNext/><w:outlineLvl w:val=\"2\"/></w:pPr><w:rPr><w:b/><w:bCs/></w:rPr></w:style><w:style w:type=\"table\" w:styleId=\"Lines\"><w:name w:val=\"Lines\"/><w:tblPr><w:tblBorders><w:top w:val=\"single\" w:sz=\"4\" w:color=\"AAAAAA\"/><w:bottom w:val=\"single\" w:sz=\"4\" w:color=\"AAAAAA\"/><w:insideH w:val=\"single\" w:sz=\"4\" w:color=\"CCCCCC\"/></w:tblBorders><w:tblCellMar><w:top w:w=\"40\" w:type=\"dxa\"/><w:left w:w=\"80\" w:type=\"dxa\"/><w:bottom w:w=\"40\" w:type=\"dxa\"/><w:right w:w=\"80\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style></w:styles>";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_has_its_direction() {
        let cell = |text: &str| vec![Paragraph::new(vec![Run::new(text)])];
        let document = Document {
            title: "A & B".into(),
            is_rtl: true,
            blocks: vec![
                Block::Paragraph(Paragraph::heading(1, "إحاطة <1>")),
                Block::Table(vec![vec![cell("x"), cell("ه")], vec![cell("a\u{0}\tb"), Vec::new()]]),
            ],
            ..Document::default()
        };
        let body = document.body();
        assert!(body.contains("<w:pStyle w:val=\"Heading1\"/><w:bidi/>"), "{body}");
        assert!(body.contains("إحاطة &lt;1&gt;") && body.contains("a\u{FFFD} b") && body.contains("<w:bidiVisual/>"));
        assert!(body.contains("<w:p/></w:tc>"));
        assert!(document.properties().contains("A &amp; B"));
        let bytes = document.bytes().unwrap();
        assert!(bytes.starts_with(b"PK") && bytes == document.bytes().unwrap());
    }

    #[test]
    fn direction_is_that_of_the_first_letter_that_has_one() {
        assert!(is_rtl("«12 هدنة» truce") && is_rtl("ﷺ"));
        assert!(!is_rtl("12 truce هدنة") && !is_rtl("") && !is_rtl("12, 13"));
    }
}
