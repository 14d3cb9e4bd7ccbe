//! Sums over accounts and sessions, so that it is seen where somebody gave themselves a role, a name or a session
//! beside the program.

use crate::agreements::hash;
use crate::db::{Cursor, Db, Value};
use crate::{Logins, RowFault, StoreError};
use std::collections::BTreeMap;

/// The table of sums.
pub(crate) const TABLE: &str = "
CREATE TABLE IF NOT EXISTS sums (
    name TEXT NOT NULL,  -- accounts, sessions
    key TEXT NOT NULL,
    hash TEXT NOT NULL,  -- BLAKE3 hash over the columns but `seen`
    PRIMARY KEY (name, key)
);";

/// The tables: name, key, columns that are summed.
const SUMMED: [(&str, &str, &str, usize); 2] = [
    ("accounts", "name", "name, pseudonym, role, password, made_at, removed", 6),
    ("sessions", "id_hash", "id_hash, name, begun", 3),
];

fn sum(c: &mut Cursor<'_>, count: usize) -> Result<String, StoreError> {
    let cells: Vec<String> = (0..count).map(|_| cell(c)).collect::<Result<_, _>>()?;
    let columns: Vec<&str> = cells.iter().map(String::as_str).collect();
    Ok(hash("rasid account 1", &columns))
}

fn cell(c: &mut Cursor<'_>) -> Result<String, StoreError> {
    Ok(String::from_utf8_lossy(&c.any()?.unwrap_or_default()).into_owned())
}

/// The sums that the rows of a table have, by their keys: of all, or only of the row with a key.
fn made(db: &Db, table: usize, only: Option<&str>) -> Result<BTreeMap<String, String>, StoreError> {
    let (name, key, columns, count) = SUMMED[table];
    let which = if only.is_some() { format!(" WHERE {key} = ?1") } else { String::new() };
    let values: Vec<Value<'_>> = only.into_iter().map(Value::from).collect();
    let sql = format!("SELECT {key}, {columns} FROM {name}{which}");
    Ok(db.all(&sql, &values, |c| Ok((cell(c)?, sum(c, count)?)))?.into_iter().collect())
}

/// The sums that were written for a table, by the keys of its rows: all, or only that of the row with a key.
fn written(db: &Db, table: usize, only: Option<&str>) -> Result<BTreeMap<String, String>, StoreError> {
    let which = if only.is_some() { " AND key = ?2" } else { "" };
    let values: Vec<Value<'_>> = [SUMMED[table].0].into_iter().chain(only).map(Value::from).collect();
    let sql = format!("SELECT key, hash FROM sums WHERE name = ?1{which}");
    Ok(db.all(&sql, &values, |c| Ok((cell(c)?, cell(c)?)))?.into_iter().collect())
}

fn write(db: &Db, table: usize, key: &str, sum: &str) -> Result<(), StoreError> {
    let sql = "INSERT INTO sums (name, key, hash) VALUES (?1, ?2, ?3)
               ON CONFLICT (name, key) DO UPDATE SET hash = excluded.hash";
    db.exec(sql, &[SUMMED[table].0.into(), key.into(), sum.into()]).map(drop)
}

/// Sums everything: of a file from before there were sums.
pub(crate) fn fill(db: &Db) -> Result<(), StoreError> {
    for table in 0..SUMMED.len() {
        for (key, sum) in made(db, table, None)? {
            write(db, table, &key, &sum)?;
        }
    }
    Ok(())
}

/// Changes an account and sums it again, unless it was not as it was written before: that must stay to be seen.
pub(crate) fn account<T>(
    db: &Db,
    name: &str,
    change: impl FnOnce(&Db) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let before = made(db, 0, Some(name))?.remove(name);
    let is_right = before == written(db, 0, Some(name))?.remove(name);
    let changed = change(db)?;
    if is_right && let Some(sum) = made(db, 0, Some(name))?.remove(name) {
        write(db, 0, name, &sum)?;
    }
    Ok(changed)
}

/// Sums a session that has just begun, and forgets the sums of those that are over.
pub(crate) fn session(db: &Db, id_hash: &str) -> Result<(), StoreError> {
    db.exec("DELETE FROM sums WHERE name = 'sessions' AND key NOT IN (SELECT id_hash FROM sessions)", &[])?;
    match made(db, 1, Some(id_hash))?.remove(id_hash) {
        Some(sum) => write(db, 1, id_hash, &sum),
        None => Ok(()),
    }
}

impl Logins {
    /// The accounts and sessions that are not as they were written. When a session was last seen is not looked at.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn faults(&self) -> Result<Vec<RowFault>, StoreError> {
        let db = self.db();
        let fault = |table: &str, row: &str, what: &str| RowFault {
            table: table.to_owned(),
            row: row.to_owned(),
            what: what.to_owned(),
        };
        let mut found = Vec::new();
        db.steady(|db| {
            for what in db.integrity()? {
                if what != "ok" {
                    found.push(fault("accounts file", "", &what));
                }
            }
            for (table, (name, ..)) in SUMMED.iter().enumerate() {
                let mut written = written(db, table, None)?;
                for (key, sum) in made(db, table, None)? {
                    match written.remove(&key) {
                        Some(kept) if kept == sum => {}
                        Some(_) => found.push(fault(name, &key, "it was changed after it was written")),
                        None => found.push(fault(name, &key, "it was written by something else")),
                    }
                }
                // Sessions end; accounts stay, so that their names are never given again.
                if *name == "accounts" {
                    found.extend(written.keys().map(|key| fault(name, key, "it is gone")));
                }
            }
            Ok(())
        })?;
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use crate::open::tests::scratch;
    use crate::{Login, Logins};
    use rusqlite::Connection;

    #[test]
    fn a_role_a_name_or_a_session_that_somebody_gave_themselves_is_named() {
        let folder = scratch("accounts-sums");
        let record = folder.join("r.rasid");
        let mut accounts = Logins::open_or_make(&record).unwrap();
        for (name, pseudonym) in [("huda", "R1"), ("omar", "R2")] {
            let somebody = Login {
                name: name.into(),
                pseudonym: pseudonym.into(),
                role: "reader".into(),
                made_at: "2018-03-01T00:00:00Z".into(),
            };
            assert!(accounts.add(&somebody, "phc").unwrap());
        }
        accounts.begin("huda", "h1", 100, 0).unwrap();
        accounts.begin("omar", "h2", 100, 0).unwrap();
        accounts.see("h1", 120).unwrap();
        accounts.end("h2").unwrap();
        assert!(accounts.set_role("huda", "editor").unwrap() && accounts.remove("omar").unwrap());
        assert_eq!(accounts.faults().unwrap(), []);
        drop(accounts);
        let path = Logins::path_for(&record);
        let copy = folder.join("c.rasid");
        for (table, column) in [
            ("accounts", "name"),
            ("accounts", "pseudonym"),
            ("accounts", "role"),
            ("accounts", "password"),
            ("accounts", "made_at"),
            ("accounts", "removed"),
            ("sessions", "id_hash"),
            ("sessions", "name"),
            ("sessions", "begun"),
            ("sums", "hash"),
        ] {
            std::fs::copy(&path, Logins::path_for(&copy)).unwrap();
            let connection = Connection::open(Logins::path_for(&copy)).unwrap();
            connection.execute(&format!("UPDATE {table} SET {column} = {column} || '1' WHERE rowid = 1"), []).unwrap();
            drop(connection);
            let mut accounts = Logins::open(&copy).unwrap().unwrap();
            let faults = accounts.faults().unwrap();
            let table = if table == "sums" { "accounts" } else { table };
            assert!(faults.iter().any(|fault| fault.table == table), "{table}.{column}: {faults:?}");
            // Whoever changes the account by the program afterwards does not cover it up.
            accounts.set_role("huda", "reader").unwrap();
            assert!(!accounts.faults().unwrap().is_empty(), "{table}.{column}");
        }
    }
}
