//! A workbook: a sheet for the reports and one for each list, written row by row so that a large
//! record needs no large memory.

use super::sheet::{Cell, Sheet, joined};
use super::target::Half;
use crate::StoreError;
use crate::columns::{Column, Kind};
use crate::db::Db;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

/// Rows of a sheet, without the head. More go to a second sheet.
const ROWS: u32 = 1_048_575;
/// Characters (UTF-16 units) of a cell.
const LONGEST: usize = 32_767;
/// What stands at the end of a text that a cell cannot hold.
const CUT: &str = " [cut: longer than a cell can be]";

pub(super) fn write(db: &Db, half: &Half, with_text: bool) -> Result<(), StoreError> {
    let failed = |e: XlsxError| half.failed(e);
    let rtl = right_to_left(db)?;
    let mut book = Workbook::new();
    if let Some(folder) = half.path().parent().filter(|folder| !folder.as_os_str().is_empty()) {
        // Not the system's place for such files, which may be small and in memory.
        book.set_tempdir(folder).map_err(failed)?;
    }
    for sheet in Sheet::all(with_text) {
        let (mut number, mut row) = (1, 0);
        begin(&mut book, sheet.name, &sheet.columns, rtl).map_err(failed)?;
        sheet.each(db, |cells| {
            if row == ROWS {
                (number, row) = (number + 1, 0);
                begin(&mut book, &format!("{} {number}", sheet.name), &sheet.columns, rtl).map_err(failed)?;
            }
            row += 1;
            let last = book.worksheets_mut().last_mut();
            last.map_or(Ok(()), |page| write_row(page, row, &cells)).map_err(failed)
        })?;
    }
    book.save(half.path()).map_err(failed)
}

/// Adds a sheet with its head.
fn begin(book: &mut Workbook, name: &str, columns: &[Column], rtl: bool) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let page = book.add_worksheet_with_constant_memory()?;
    page.set_name(name)?;
    page.set_right_to_left(rtl);
    page.set_freeze_panes(1, 0)?;
    for (i, column) in (0_u16..).zip(columns) {
        let wide = matches!(column.name, "text" | "title" | "url");
        let width = if wide { 50.0 } else if column.kind == Kind::Text { 18.0 } else { 9.0 };
        page.set_column_width(i, width)?;
    }
    for (i, column) in (0_u16..).zip(columns) {
        page.write_string_with_format(0, i, column.name, &bold)?;
    }
    Ok(())
}

fn write_row(page: &mut Worksheet, row: u32, cells: &[Cell]) -> Result<(), XlsxError> {
    for (i, cell) in (0_u16..).zip(cells) {
        // Texts are written as texts, so that none of them can be taken for a formula.
        match cell {
            Cell::Null => continue,
            Cell::Text(text) => page.write_string(row, i, fitting(text))?,
            Cell::Many(texts) if texts.is_empty() => continue,
            Cell::Many(texts) => page.write_string(row, i, fitting(&joined(texts)))?,
            Cell::Int(int) => page.write_number(row, i, *int as f64)?,
            Cell::Real(real) => page.write_number(row, i, *real)?,
            Cell::Flag(flag) => page.write_boolean(row, i, *flag)?,
        };
    }
    Ok(())
}

/// The text, or as much of it as a cell can hold, with a note.
fn fitting(text: &str) -> String {
    if text.len() <= LONGEST || text.encode_utf16().count() <= LONGEST {
        return text.to_owned();
    }
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > LONGEST - CUT.len()
    });
    format!("{}{CUT}", &text[..end.map_or(text.len(), |(at, _)| at)])
}

/// Whether most reports that say their language are in one that is written from the right.
fn right_to_left(db: &Db) -> Result<bool, StoreError> {
    let all = db.count("SELECT COUNT(*) FROM reports WHERE lang IS NOT NULL", &[])?;
    let sql = "SELECT COUNT(*) FROM reports WHERE lang IN ('ar', 'fa', 'he', 'ps', 'ur', 'ckb', 'dv', 'sd', 'ug', 'yi')";
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
}
