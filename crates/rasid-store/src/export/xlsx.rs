//! A workbook: a sheet for the reports and one for each list, written row by row so that a large
//! record needs no large memory.

use super::sheet::{Cell, Sheet, joined};
use super::target::Half;
use super::zip::{Archive, Part};
use crate::StoreError;
use crate::columns::{Column, Kind};
use crate::db::Db;
use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{Seek, Write};

/// Rows of a sheet, with the head. More go to a second sheet.
const ROWS: u32 = 1_048_576;
/// Characters (UTF-16 units) of a cell.
const LONGEST: usize = 32_767;
/// What stands at the end of a text that a cell cannot hold.
const CUT: &str = " [cut: longer than a cell can be]";
/// The format of the head, a number in `styles.xml`.
const BOLD: &str = " s=\"1\"";

pub(super) fn write(db: &Db, half: &Half, with_text: bool) -> Result<(), StoreError> {
    let rtl = right_to_left(db)?;
    let mut archive = Archive::new(half.file("")?);
    let mut names = Vec::new();
    for sheet in Sheet::all(with_text) {
        // The rows must be asked for in one go, but a sheet may not hold them all: a new part is
        // begun in between, so that the archive must be handed back by the part before it.
        let mut rows = 0;
        loop {
            let first = rows;
            names.push(if first == 0 { sheet.name.to_owned() } else { format!("{} {}", sheet.name, names.len()) });
            let part = archive.part(&format!("xl/worksheets/sheet{}.xml", names.len()));
            let mut page = Page::begin(part.map_err(|e| half.failed(e))?, &sheet.columns, rtl).map_err(|e| half.failed(e))?;
            let mut seen = 0;
            let mut more = false;
            sheet.each(db, |cells| {
                seen += 1;
                if seen > first && page.row < ROWS {
                    rows += 1;
                    return page.write(&cells).map_err(|e| half.failed(e));
                }
                more |= seen > rows;
                Ok(())
            })?;
            page.end().map_err(|e| half.failed(e))?;
            if !more {
                break;
            }
        }
    }
    finish(archive, &names).map_err(|e| half.failed(e))
}
