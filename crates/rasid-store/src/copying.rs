//! A record copied whole: from a file to a server, back, or to another of the same sort. Nothing is read or worked out
//! anew, so that both hold the same rows, the same ledger with the same head, and give the same exports.
//!
//! Who may log in is no part of a record and is not copied.

use crate::db::{Address, Db, Value};
use crate::open::Beside;
use crate::schema::{VERSION, steps};
use crate::{ErrorKind, Store, StoreError, search, served};
use std::path::Path;

/// What was copied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Copied {
    /// Each table with the number of its rows, in the order of their names.
    pub tables: Vec<(String, usize)>,
    /// Reports whose words were put into the index.
    pub indexed: usize,
    /// Hash of the last decision of the ledger.
    pub head: Option<String>,
}

impl Store {
    /// Makes a record at `target`, a file or an address of a server where there is no record yet, that holds all that
    /// this one holds at this moment. `told` hears the name of each table that is begun. All of it is there in the
    /// end, or nothing.
    ///
    /// # Errors
    /// When something is at `target` already, this record cannot be read, or the other not be written.
    pub fn copy(&self, target: &Path, mut told: impl FnMut(&str)) -> Result<Copied, StoreError> {
        if Address::is_one(target) {
            let address = Address::parse(target)?;
            let to = Db::reach(&address, true)?;
            let copied = self.db().steady(|from| {
                to.whole(|to| {
                    served::make_schema(to, &address)?;
                    served::check_missing(to, &address)?;
                    steps(to, 0, VERSION)?;
                    fill(from, to, &mut told)
                })
            })?;
            to.learn()?;
            return Ok(copied);
        }
        let exists = || StoreError::new(ErrorKind::Exists, target, "");
        if target.symlink_metadata().is_ok() {
            return Err(exists());
        }
        let beside = Beside::new(target)?;
        let copied = {
            let to = beside.tables(target, VERSION)?;
            let copied = self.db().steady(|from| to.whole(|to| fill(from, to, &mut told)))?;
            to.batch("PRAGMA journal_mode = WAL")?;
            copied
        };
        if beside.put_in_place(target)? { Ok(copied) } else { Err(exists()) }
    }
}

/// Copies every row into new tables.
fn fill(from: &Db, to: &Db, told: &mut dyn FnMut(&str)) -> Result<Copied, StoreError> {
    let mut copied = Copied::default();
    for table in to.tables()? {
        told(&table);
        let rows = copy_table(from, to, &table, "1 = 1", &[])?;
        copied.tables.push((table, rows));
    }
    told("search");
    search::each_indexed(from, |no, terms| {
        copied.indexed += 1;
        search::insert_indexed(to, no, terms)
    })?;
    let sql = "SELECT hash FROM decisions ORDER BY seq DESC LIMIT 1";
    copied.head = to.first(sql, &[], |c| c.text())?;
    Ok(copied)
}

/// Puts the rows that fulfil a condition in the place of those that a new record begins with; says how many.
pub(crate) fn copy_table(
    from: &Db,
    to: &Db,
    table: &str,
    condition: &str,
    values: &[Value<'_>],
) -> Result<usize, StoreError> {
    let columns: Vec<String> = to.columns(table)?.iter().map(|name| format!("\"{name}\"")).collect();
    let places: Vec<String> = (1..=columns.len()).map(|n| format!("?{n}")).collect();
    let names = columns.join(", ");
    to.exec(&format!("DELETE FROM {table}"), &[])?;
    let insert = format!("INSERT INTO {table} ({names}) VALUES ({})", places.join(", "));
    let mut rows = 0;
    from.scan(&format!("SELECT {names} FROM {table} WHERE {condition}"), values, |c| {
        let row: Vec<Value<'static>> = columns.iter().map(|_| c.value()).collect::<Result<_, _>>()?;
        to.put(&insert, &row)?;
        rows += 1;
        Ok(true)
    })?;
    Ok(rows)
}
