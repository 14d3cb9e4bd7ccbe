//! A workbook: a sheet for the reports and one for each list, written row by row so that a large
//! record needs no large memory.

use super::sheet::{Cell, Sheet, joined};
use super::target::Half;
use super::zip::{Archive, Part};
use crate::StoreError;
use crate::columns::{Column, Kind};
use crate::db::Db;
use std::borrow::Cow;
use std::io::{Result, Seek, Write};

/// Rows of a sheet, with the head. More go to a second sheet.
const ROWS: u32 = 1_048_576;
/// Characters (UTF-16 units) of a cell.
const LONGEST: usize = 32_767;
/// What stands at the end of a text that a cell cannot hold.
const CUT: &str = " [cut: longer than a cell can be]";

pub(super) fn write(db: &Db, half: &Half, with_text: bool, decided: bool) -> std::result::Result<(), StoreError> {
    let rtl = right_to_left(db)?;
    let mut archive = Archive::new(half.file("")?);
    let mut names = Vec::new();
    for sheet in Sheet::all(db, with_text, decided)? {
        let mut number = 1;
        names.push(sheet.name.to_owned());
        let page = Page::begin(archive, names.len(), &sheet.columns, rtl);
        let mut page = Some(page.map_err(|e| half.failed(e))?);
        sheet.each(db, |cells| {
            let mut write = || {
                if page.as_ref().is_some_and(|page| page.row == ROWS)
                    && let Some(full) = page.take()
                {
                    number += 1;
                    names.push(format!("{} {number}", sheet.name));
                    page = Some(Page::begin(full.end()?, names.len(), &sheet.columns, rtl)?);
                }
                page.as_mut().map_or(Ok(()), |page| page.row(&cells, ""))
            };
            write().map_err(|e| half.failed(e))
        })?;
        let last = page.ok_or_else(|| half.failed("a sheet was lost"))?;
        archive = last.end().map_err(|e| half.failed(e))?;
    }
    let file = finish(archive, &names).map_err(|e| half.failed(e))?;
    let file = file.into_inner().map_err(|e| half.failed(e.error()))?;
    file.sync_all().map_err(|e| half.failed(e))
}

/// A sheet that is being written.
struct Page<W: Write + Seek> {
    part: Part<W>,
    /// Rows written.
    row: u32,
    /// The letters of each column.
    letters: Vec<String>,
    /// The row that is being put together.
    line: String,
}

impl<W: Write + Seek> Page<W> {
    /// Begins sheet number `number` with its head.
    fn begin(archive: Archive<W>, number: usize, columns: &[Column], rtl: bool) -> Result<Self> {
        let mut part = archive.part(&format!("xl/worksheets/sheet{number}.xml"))?;
        let rtl = if rtl { " rightToLeft=\"1\"" } else { "" };
        write!(
            part,
            "{XML}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView{rtl} workbookViewId=\"0\">\
             <pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>"
        )?;
        for (n, column) in (1..).zip(columns) {
            let wide = matches!(column.name, "text" | "title" | "url");
            let width = match column.kind {
                _ if wide => 50,
                Kind::Text | Kind::Many => 18,
                _ => 9,
            };
            write!(part, "<col min=\"{n}\" max=\"{n}\" width=\"{width}\" customWidth=\"1\"/>")?;
        }
        part.write_all(b"</cols><sheetData>")?;
        let mut page = Page { part, row: 0, letters: (0..columns.len()).map(letters).collect(), line: String::new() };
        let head: Vec<Cell> = columns.iter().map(|c| Cell::Text(c.name.to_owned())).collect();
        // The second format of `STYLES` is bold.
        page.row(&head, " s=\"1\"")?;
        Ok(page)
    }

    fn row(&mut self, cells: &[Cell], format: &str) -> Result<()> {
        self.row += 1;
        let row = self.row;
        // Put together first, because packing many short pieces is slow.
        self.line.clear();
        self.line.push_str(&format!("<row r=\"{row}\">"));
        for (cell, column) in cells.iter().zip(&self.letters) {
            let content = match cell {
                Cell::Null => continue,
                Cell::Many(texts) if texts.is_empty() => continue,
                // Texts are written as texts, so that none of them can be taken for a formula.
                Cell::Text(text) => inline(text, format),
                Cell::Many(texts) => inline(&joined(texts), format),
                Cell::Int(int) => format!("><v>{int}</v>"),
                Cell::Real(real) => format!("><v>{real}</v>"),
                Cell::Flag(flag) => format!(" t=\"b\"><v>{}</v>", u8::from(*flag)),
            };
            self.line.push_str(&format!("<c r=\"{column}{row}\"{content}</c>"));
        }
        self.line.push_str("</row>");
        self.part.write_all(self.line.as_bytes())
    }

    /// Ends the sheet and gives the archive back.
    fn end(mut self) -> Result<Archive<W>> {
        self.part.write_all(b"</sheetData></worksheet>")?;
        self.part.end()
    }
}

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATED: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const TYPES: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
/// Two formats for cells: plain and bold.
const STYLES: &str = "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>\
    <font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>\
    <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>\
    <borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
    <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
    <cellXfs count=\"2\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
    <xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/></cellXfs>\
    <cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>";

/// Writes what binds the sheets together to a workbook.
fn finish<W: Write + Seek>(archive: Archive<W>, names: &[String]) -> Result<W> {
    let (mut sheets, mut relations, mut types) = (String::new(), String::new(), String::new());
    for (n, name) in (1..).zip(names) {
        sheets.push_str(&format!("<sheet name=\"{name}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>"));
        relations.push_str(&relation(n, "worksheet", &format!("worksheets/sheet{n}.xml")));
        types.push_str(&format!(
            "<Override PartName=\"/xl/worksheets/sheet{n}.xml\" ContentType=\"{TYPES}.worksheet+xml\"/>"
        ));
    }
    relations.push_str(&relation(names.len() + 1, "styles", "styles.xml"));
    let relations_of =
        |content: &str| format!("{XML}<Relationships xmlns=\"{PACKAGE}/relationships\">{content}</Relationships>");
    let book = format!("{XML}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATED}\"><sheets>{sheets}</sheets></workbook>");
    let types = format!(
        "{XML}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/xl/workbook.xml\" ContentType=\"{TYPES}.sheet.main+xml\"/>\
         <Override PartName=\"/xl/styles.xml\" ContentType=\"{TYPES}.styles+xml\"/>{types}</Types>"
    );
    archive
        .add("xl/styles.xml", &format!("{XML}<styleSheet xmlns=\"{MAIN}\">{STYLES}</styleSheet>"))?
        .add("xl/workbook.xml", &book)?
        .add("xl/_rels/workbook.xml.rels", &relations_of(&relations))?
        .add("_rels/.rels", &relations_of(&relation(1, "officeDocument", "xl/workbook.xml")))?
        .add("[Content_Types].xml", &types)?
        .finish()
}

fn relation(n: usize, kind: &str, target: &str) -> String {
    format!("<Relationship Id=\"rId{n}\" Type=\"{RELATED}/{kind}\" Target=\"{target}\"/>")
}

/// What a cell with a text consists of, after its place.
fn inline(text: &str, format: &str) -> String {
    let text = escaped(&fitting(text));
    format!("{format} t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is>")
}

/// The letters of column `n`, counted from 0: A, B, …, Z, AA, …
fn letters(n: usize) -> String {
    let last = char::from(b'A' + (n % 26) as u8);
    if n < 26 { last.to_string() } else { format!("{}{last}", letters(n / 26 - 1)) }
}

/// The text with what XML has no letters for written as the format wants it: `_x0001_`.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\t' | '\n' => escaped.push(c),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => escaped.push_str(&format!("_x{:04X}_", u32::from(c))),
            '_' if looks_escaped(&text.as_bytes()[at..]) => escaped.push_str("_x005F_"),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// Whether a text begins like `_x0001_`, which a spreadsheet would turn into one letter.
fn looks_escaped(text: &[u8]) -> bool {
    text.len() >= 7 && text[1] == b'x' && text[2..6].iter().all(u8::is_ascii_hexdigit) && text[6] == b'_'
}

/// The text, or as much of it as a cell can hold, with a note.
fn fitting(text: &str) -> Cow<'_, str> {
    if text.len() <= LONGEST || text.encode_utf16().count() <= LONGEST {
        return Cow::Borrowed(text);
    }
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > LONGEST - CUT.len()
    });
    Cow::Owned(format!("{}{CUT}", &text[..end.map_or(text.len(), |(at, _)| at)]))
}

/// Whether most reports that say their language are in one that is written from the right.
fn right_to_left(db: &Db) -> std::result::Result<bool, StoreError> {
    let all = db.count("SELECT COUNT(*) FROM reports WHERE lang IS NOT NULL", &[])?;
    let sql =
        "SELECT COUNT(*) FROM reports WHERE lang IN ('ar', 'fa', 'he', 'ps', 'ur', 'ckb', 'dv', 'sd', 'ug', 'yi')";
    Ok(all > 0 && db.count(sql, &[])? * 2 > all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_longer_than_a_cell_is_cut_and_says_so() {
        let long = "\u{1f4dd}".repeat(20_000);
        let cut = fitting(&long);
        assert!(cut.ends_with(CUT) && cut.encode_utf16().count() <= LONGEST);
        let fits = "\u{645}".repeat(LONGEST);
        assert_eq!(fitting(&fits), fits);
    }

    #[test]
    fn letters_that_a_sheet_cannot_hold_are_written_as_numbers() {
        assert_eq!(escaped("a<b>&\"c\""), "a&lt;b&gt;&amp;\"c\"");
        assert_eq!(escaped("\u{1}\r\n"), "_x0001__x000D_\n");
        assert_eq!(escaped("_x0041_ and _xyz"), "_x005F_x0041_ and _xyz");
    }

    #[test]
    fn columns_are_counted_in_letters() {
        let first: Vec<String> = [0, 25, 26, 51, 52, 701, 702].into_iter().map(letters).collect();
        assert_eq!(first, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
