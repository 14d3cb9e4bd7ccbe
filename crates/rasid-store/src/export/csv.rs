//! Tables for spreadsheets and everything else: comma-separated, in UTF-8 with a byte order mark,
//! without which one widespread spreadsheet shows Arabic as rubbish.

use super::sheet::{Cell, Sheet, joined};
use super::target::Half;
use crate::StoreError;
use crate::db::Db;
use std::borrow::Cow;
use std::io::Write;

pub(super) fn write(db: &Db, half: &Half, with_text: bool, decided: bool) -> Result<(), StoreError> {
    for sheet in Sheet::all(db, with_text, decided)? {
        let mut file = half.file(&format!("{}.csv", sheet.name))?;
        file.write_all("\u{feff}".as_bytes()).map_err(|e| half.failed(e))?;
        let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(file);
        table.write_record(sheet.columns.iter().map(|c| c.name)).map_err(|e| half.failed(e))?;
        sheet.each(db, |cells| {
            let fields = cells.iter().map(|cell| field(cell).into_owned());
            table.write_record(fields).map_err(|e| half.failed(e))
        })?;
        table.flush().map_err(|e| half.failed(e))?;
        let file = table.into_inner().map_err(|e| half.failed(e))?;
        file.into_inner().map_err(|e| half.failed(e.error()))?.sync_all().map_err(|e| half.failed(e))?;
    }
    Ok(())
}

/// A cell as a field, harmless for spreadsheets.
pub(super) fn field(cell: &Cell) -> Cow<'_, str> {
    match cell {
        Cell::Null => Cow::Borrowed(""),
        Cell::Text(text) => harmless(Cow::Borrowed(text)),
        Cell::Many(texts) => harmless(Cow::Owned(joined(texts))),
        Cell::Int(int) => Cow::Owned(int.to_string()),
        Cell::Real(real) => Cow::Owned(real.to_string()),
        Cell::Flag(flag) => Cow::Borrowed(if *flag { "1" } else { "0" }),
    }
}

/// The text with an apostrophe before it where a spreadsheet would take it for a formula.
fn harmless(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { Cow::Owned(format!("'{text}")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_formula_is_made_harmless() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"] {
            assert_eq!(field(&Cell::Text(text.into())), format!("'{text}"));
        }
        assert_eq!(field(&Cell::Text("a=1".into())), "a=1");
        assert_eq!(field(&Cell::Many(vec!["=a".into(), "b".into()])), "'=a; b");
    }

    #[test]
    fn numbers_are_numbers() {
        assert_eq!(field(&Cell::Real(-3.5)), "-3.5");
        assert_eq!(field(&Cell::Real(200_000.0)), "200000");
        assert_eq!(field(&Cell::Int(-1)), "-1");
    }
}
