//! What is written out as tables: the reports and the eight lists, row by row, the same for every
//! format.

use super::decided::Decided;
use super::hiding::Hidden;
use super::is_person;
use super::reviews::Reviews;
use crate::columns::{self, Column, Kind};
use crate::db::{Cursor, Db, Value};
use crate::{StoreError, derive};
use rasid_record::List;
use std::rc::Rc;

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
    /// How its rows are asked for: of a list, behind the number of the report and without the last column.
    sql: String,
    /// Which list it is, with what people decided of its records.
    of: Option<(List, Rc<Reviews>)>,
}

/// The last column of a list: what people decided of the record.
const REVIEW: Column = text("review");
/// Where the columns `report_id` and `idx` of a list stand, behind `outlet`.
const REPORT: usize = 1;
const IDX: usize = 2;

const fn text(name: &'static str) -> Column {
    Column { name, kind: Kind::Text, names: None }
}

impl Sheet {
    /// All tables: the reports, then the lists in the order of the codebook; and what was deleted, if anything was.
    pub(super) fn all(db: &Db, with_text: bool, decided: bool) -> Result<Vec<Sheet>, StoreError> {
        let reviews = Rc::new(Reviews::of(db, decided)?);
        let lists = List::ALL.iter().map(|&list| Sheet::of(list, &reviews));
        let mut all: Vec<Sheet> = std::iter::once(Sheet::reports(with_text)).chain(lists).collect();
        if db.count("SELECT COUNT(*) FROM tombstones", &[])? > 0 {
            all.push(Sheet::tombstones());
        }
        Ok(all)
    }

    fn tombstones() -> Sheet {
        let names = ["report_id", "text_id", "who", "why", "made_at"];
        let sql = format!("SELECT {} FROM tombstones ORDER BY seq", names.join(", "));
        Sheet { name: "tombstones", columns: names.into_iter().map(text).collect(), sql, of: None }
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
        Sheet { name: "reports", columns, sql, of: None }
    }

    fn of(list: List, reviews: &Rc<Reviews>) -> Sheet {
        let sql = format!(
            "SELECT r.no, r.outlet, {} FROM reports r CROSS JOIN {list} x WHERE x.report_id = r.id ORDER BY r.no, x.idx",
            columns::select(list, "x.")
        );
        let columns = std::iter::once(text("outlet")).chain(columns::all(list).copied()).chain([REVIEW]).collect();
        Sheet { name: list.as_str(), columns, sql, of: Some((list, Rc::clone(reviews))) }
    }

    /// Hands each row to `row`, without the names of private persons.
    pub(super) fn each(
        &self,
        db: &Db,
        mut row: impl FnMut(Vec<Cell>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let names: Vec<(usize, usize)> = self.names();
        let mut row = |mut cells: Vec<Cell>| {
            for &(words, id) in &names {
                let hidden = without_persons(&cells[words], &cells[id]);
                cells[words] = hidden;
            }
            row(cells)
        };
        if let Some((list, reviews)) = &self.of {
            return self.each_of_list(db, *list, reviews, &mut row);
        }
        db.scan(&self.sql, &[], |cursor| {
            let mut cells = cells(cursor, &self.columns)?;
            if let Some(title) = self.columns.iter().position(|column| self.name == "reports" && column.name == "title")
                && let (Cell::Text(id), Cell::Text(words)) = (&cells[0], &cells[title])
            {
                cells[title] = Cell::Text(Hidden::of_report(db, id)?.without(words));
            }
            row(cells)?;
            Ok(true)
        })
    }

    /// Hands each record of a list to `row`: as rules made it, or as people decided it where that is wanted.
    fn each_of_list(
        &self,
        db: &Db,
        list: List,
        reviews: &Reviews,
        row: &mut dyn FnMut(Vec<Cell>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut others = reviews.others(db)?.into_iter().peekable();
        let (_, columns) = self.columns.split_last().unwrap_or((&REVIEW, &[]));
        db.scan(&self.sql, &[], |cursor| {
            let no = cursor.count()?;
            while let Some((_, report)) = others.next_if(|(other, _)| *other < no) {
                decided(db, list, &report, &self.columns, row)?;
            }
            let mut cells = cells(cursor, columns)?;
            if let (Cell::Text(report), Cell::Int(idx)) = (&cells[REPORT], &cells[IDX]) {
                if reviews.is_other(report) {
                    return Ok(true);
                }
                let standing = reviews.standing(report, list, usize::try_from(*idx).unwrap_or(usize::MAX));
                cells.push(Cell::Text(standing.as_str().to_owned()));
            }
            row(cells)?;
            Ok(true)
        })?;
        others.try_for_each(|(_, report)| decided(db, list, &report, &self.columns, row))
    }

    /// The columns that name somebody, each with the column of the identifier.
    fn names(&self) -> Vec<(usize, usize)> {
        let place = |name: &str| self.columns.iter().position(|c| c.name == name);
        let named = |(i, c): (usize, &Column)| Some((i, place(c.names?)?));
        self.columns.iter().enumerate().filter_map(named).collect()
    }
}

/// Hands each record of a report to `row` as people decided it.
fn decided(
    db: &Db,
    list: List,
    report: &str,
    columns: &[Column],
    row: &mut dyn FnMut(Vec<Cell>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let Some(decided) = Decided::of(db, report)? else { return Ok(()) };
    let reading = &decided.kept.reading;
    let mut values = Vec::new();
    for idx in 0..reading.len_of(list) {
        derive::row(reading, list, idx, &mut values);
        values.insert(0, reading.report.outlet.as_deref().into());
        values.push(decided.standing_now(list, idx).as_str().into());
        row(values.iter().zip(columns).map(|(value, column)| held(value, column.kind)).collect())?;
    }
    Ok(())
}

/// A value that would stand in a table of the record, as a cell.
fn held(value: &Value<'_>, kind: Kind) -> Cell {
    match (value, kind) {
        (Value::Text(json), Kind::Many) => Cell::Many(serde_json::from_str(json).unwrap_or_default()),
        (Value::Null, Kind::Many) => Cell::Many(Vec::new()),
        (Value::Int(int), Kind::Flag) => Cell::Flag(*int != 0),
        (Value::Text(text), _) if !text.is_empty() => Cell::Text(text.clone().into_owned()),
        (Value::Int(int), _) => Cell::Int(*int),
        (Value::Real(real), _) => Cell::Real(*real),
        _ => Cell::Null,
    }
}

fn cells(cursor: &mut Cursor<'_>, columns: &[Column]) -> Result<Vec<Cell>, StoreError> {
    columns.iter().map(|column| cell(cursor, column.kind)).collect()
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
