//! What is written out as tables: the reports and the eight lists, row by row, the same for every
//! format.

use super::hiding::Hidden;
use super::is_person;
use crate::StoreError;
use crate::columns::{self, Column, Kind};
use crate::db::{Cursor, Db};
use rasid_record::List;

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Null,
    Text(String),
    Int(i64),
    Real(f64),
    Flag(bool),
    Many(Vec<String>),
}

/// A table.
pub(super) struct Sheet {
    /// Its name, which is that of its table in the record.
    pub(super) name: &'static str,
    /// Its columns.
    pub(super) columns: Vec<Column>,
    /// How its rows are asked for.
    sql: String,
}

const fn text(name: &'static str) -> Column {
    Column { name, kind: Kind::Text, names: None }
}

impl Sheet {
    /// All tables: the reports, then the lists in the order of the codebook; and what was deleted, if anything was.
    pub(super) fn all(db: &Db, with_text: bool) -> Result<Vec<Sheet>, StoreError> {
        let lists = List::ALL.iter().map(|&list| Sheet::of(list));
        let mut all: Vec<Sheet> = std::iter::once(Sheet::reports(with_text)).chain(lists).collect();
        if db.count("SELECT COUNT(*) FROM tombstones", &[])? > 0 {
            all.push(Sheet::tombstones());
        }
        Ok(all)
    }

    fn tombstones() -> Sheet {
        let names = ["report_id", "text_id", "who", "why", "made_at"];
        let sql = format!("SELECT {} FROM tombstones ORDER BY seq", names.join(", "));
        Sheet { name: "tombstones", columns: names.into_iter().map(text).collect(), sql }
    }

    fn reports(with_text: bool) -> Sheet {
        let own = ["id", "text_id", "outlet", "published", "basis", "title", "url", "lang", "other", "added_at"];
        let mut select: Vec<String> = own.iter().map(|name| format!("r.{name}")).collect();
        let mut columns: Vec<Column> = own.into_iter().map(text).collect();
        select.push("d.rules_version".to_owned());
        columns.push(text("rules_version"));
        if with_text {
            select.push("t.text".to_owned());
            columns.push(text("text"));
        }
        let sql = format!(
            "SELECT {} FROM reports r JOIN texts t ON t.text_id = r.text_id
             LEFT JOIN readings d ON d.report_id = r.id ORDER BY r.no",
            select.join(", ")
        );
        Sheet { name: "reports", columns, sql }
    }

    fn of(list: List) -> Sheet {
        let sql = format!(
            "SELECT r.outlet, {} FROM reports r CROSS JOIN {list} x WHERE x.report_id = r.id ORDER BY r.no, x.idx",
            columns::select(list, "x.")
        );
        let columns = std::iter::once(text("outlet")).chain(columns::all(list).copied()).collect();
        Sheet { name: list.as_str(), columns, sql }
    }

    /// Hands each row to `row`, without the names of private persons.
    pub(super) fn each(
        &self,
        db: &Db,
        mut row: impl FnMut(Vec<Cell>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let names: Vec<(usize, usize)> = self.names();
        db.scan(&self.sql, &[], |cursor| {
            let cells: Result<Vec<Cell>, StoreError> =
                self.columns.iter().map(|column| cell(cursor, column.kind)).collect();
            let mut cells = cells?;
            if let Some(title) = self.columns.iter().position(|column| self.name == "reports" && column.name == "title")
                && let (Cell::Text(id), Cell::Text(words)) = (&cells[0], &cells[title])
            {
                cells[title] = Cell::Text(Hidden::of_report(db, id)?.without(words));
            }
            for &(words, id) in &names {
                let hidden = without_persons(&cells[words], &cells[id]);
                cells[words] = hidden;
            }
            row(cells)?;
            Ok(true)
        })
    }

    /// The columns that name somebody, each with the column of the identifier.
    fn names(&self) -> Vec<(usize, usize)> {
        let place = |name: &str| self.columns.iter().position(|c| c.name == name);
        let named = |(i, c): (usize, &Column)| Some((i, place(c.names?)?));
        self.columns.iter().enumerate().filter_map(named).collect()
    }
}

fn cell(cursor: &mut Cursor<'_>, kind: Kind) -> Result<Cell, StoreError> {
    Ok(match kind {
        // The empty string stands for nothing where a table needs something to sort by.
        Kind::Text => cursor.opt_text()?.filter(|text| !text.is_empty()).map_or(Cell::Null, Cell::Text),
        Kind::Int => cursor.opt_count()?.map_or(Cell::Null, |n| Cell::Int(n as i64)),
        Kind::Real => cursor.opt_real()?.map_or(Cell::Null, Cell::Real),
        Kind::Flag => Cell::Flag(cursor.flag()?),
        Kind::Many => Cell::Many(cursor.many()?),
    })
}

/// The words that name somebody, or nothing in their place where the identifier is a private person's.
fn without_persons(words: &Cell, id: &Cell) -> Cell {
    match (words, id) {
        (_, Cell::Text(id)) if is_person(id) => Cell::Null,
        (Cell::Many(words), Cell::Many(ids)) => {
            let shown = |(word, id): (&String, &String)| if is_person(id) { String::new() } else { word.clone() };
            Cell::Many(words.iter().zip(ids).map(shown).collect())
        }
        _ => words.clone(),
    }
}

/// Several texts in one cell of a table that knows no lists.
pub(super) fn joined(texts: &[String]) -> String {
    texts.join("; ")
}
