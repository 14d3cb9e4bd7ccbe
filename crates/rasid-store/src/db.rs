//! The one small interface to the database: run statements, ask questions, all or nothing.
//!
//! Behind it is a file of SQLite ([`sqlite`]) or a schema of a PostgreSQL server ([`server`]); nothing else in the
//! crate names a driver. Statements are written in the subset of SQL that both share, with placeholders `?1`, `?2`, …;
//! what only one of them understands is in `migrations/*.sqlite.sql`, `migrations/*.pg.sql`, `search.rs` and here.

mod address;
mod bulk;
mod server;
mod sqlite;

pub(crate) use address::Address;
use server::FromServer;

use crate::{ErrorKind, StoreError};
use std::borrow::Cow;
use std::path::Path;
use std::time::Duration;

/// How long a statement waits for another program to finish writing.
const PATIENCE: Duration = Duration::from_secs(15);

/// A value that goes into a statement.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value<'a> {
    Null,
    Text(Cow<'a, str>),
    Int(i64),
    Real(f64),
    Bytes(Cow<'a, [u8]>),
}

impl Value<'_> {
    /// The same, which borrows nothing.
    pub(crate) fn kept(&self) -> Value<'static> {
        match self {
            Value::Null => Value::Null,
            Value::Text(text) => Value::Text(Cow::Owned(text.clone().into_owned())),
            Value::Int(int) => Value::Int(*int),
            Value::Real(real) => Value::Real(*real),
            Value::Bytes(bytes) => Value::Bytes(Cow::Owned(bytes.clone().into_owned())),
        }
    }

    /// What [`Cursor::any`] reads where this was written.
    pub(crate) fn bytes(&self) -> Option<Vec<u8>> {
        match self {
            Value::Null => None,
            Value::Text(text) => Some(text.as_bytes().to_vec()),
            Value::Int(int) => Some(int.to_string().into_bytes()),
            Value::Real(real) => Some(format!("{real:?}").into_bytes()),
            Value::Bytes(bytes) => Some(bytes.to_vec()),
        }
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Value::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Value::Text(Cow::Owned(text))
    }
}

impl<'a> From<&'a [u8]> for Value<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Value::Bytes(Cow::Borrowed(bytes))
    }
}

impl From<i64> for Value<'_> {
    fn from(int: i64) -> Self {
        Value::Int(int)
    }
}

impl From<u32> for Value<'_> {
    fn from(int: u32) -> Self {
        Value::Int(int.into())
    }
}

impl From<usize> for Value<'_> {
    fn from(int: usize) -> Self {
        Value::Int(i64::try_from(int).unwrap_or(i64::MAX))
    }
}

impl From<bool> for Value<'_> {
    fn from(flag: bool) -> Self {
        Value::Int(flag.into())
    }
}

impl From<f64> for Value<'_> {
    fn from(real: f64) -> Self {
        Value::Real(real)
    }
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(option: Option<T>) -> Self {
        option.map_or(Value::Null, Into::into)
    }
}

/// One row of an answer, read from its first column to its last.
pub(crate) struct Cursor<'r> {
    row: RowOf<'r>,
    next: usize,
    db: &'r Db,
}

/// A row as its driver gives it.
pub(crate) enum RowOf<'r> {
    File(&'r rusqlite::Row<'r>),
    Server(&'r postgres::Row),
}

impl<'r> Cursor<'r> {
    pub(crate) fn new(row: RowOf<'r>, db: &'r Db) -> Self {
        Cursor { row, next: 0, db }
    }

    fn take<T>(&mut self) -> Result<T, StoreError>
    where
        T: rusqlite::types::FromSql + FromServer,
    {
        let column = self.next;
        self.next += 1;
        match self.row {
            RowOf::File(row) => row.get(column).map_err(|e| sqlite::fault(&e, self.db.path())),
            RowOf::Server(row) => {
                let value = server::value(row, column).map_err(|e| server::fault(&e, self.db.path()))?;
                T::from_value(value).ok_or_else(|| self.damaged(format!("column {column} holds something else")))
            }
        }
    }

    /// The next column, a text.
    pub(crate) fn text(&mut self) -> Result<String, StoreError> {
        self.take()
    }

    /// The next column, a text or nothing.
    pub(crate) fn opt_text(&mut self) -> Result<Option<String>, StoreError> {
        self.take()
    }

    /// The next column, bytes.
    pub(crate) fn blob(&mut self) -> Result<Vec<u8>, StoreError> {
        self.take()
    }

    /// The next column, a whole number.
    pub(crate) fn int(&mut self) -> Result<i64, StoreError> {
        self.take()
    }

    /// The next column, a count or an index.
    pub(crate) fn count(&mut self) -> Result<usize, StoreError> {
        let int = self.int()?;
        usize::try_from(int).map_err(|_| self.damaged(format!("a count of {int}")))
    }

    /// The next column, an index or nothing.
    pub(crate) fn opt_count(&mut self) -> Result<Option<usize>, StoreError> {
        let int: Option<i64> = self.take()?;
        int.map(|i| usize::try_from(i).map_err(|_| self.damaged(format!("an index of {i}")))).transpose()
    }

    /// The next column, a number with decimals.
    pub(crate) fn real(&mut self) -> Result<f64, StoreError> {
        self.take()
    }

    /// The next column, a number with decimals or nothing.
    pub(crate) fn opt_real(&mut self) -> Result<Option<f64>, StoreError> {
        self.take()
    }

    /// The next column, yes or no.
    pub(crate) fn flag(&mut self) -> Result<bool, StoreError> {
        Ok(self.int()? != 0)
    }

    /// The next column, a word of a closed list.
    pub(crate) fn word<T>(&mut self, parse: impl Fn(&str) -> Option<T>) -> Result<T, StoreError> {
        let word = self.text()?;
        parse(&word).ok_or_else(|| self.damaged(format!("the unknown word `{word}`")))
    }

    /// The next column, a word of a closed list or nothing.
    pub(crate) fn opt_word<T>(&mut self, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>, StoreError> {
        let word = self.opt_text()?;
        word.map(|w| parse(&w).ok_or_else(|| self.damaged(format!("the unknown word `{w}`")))).transpose()
    }

    /// The next column, a JSON array of texts; nothing counts as empty.
    pub(crate) fn many(&mut self) -> Result<Vec<String>, StoreError> {
        match self.opt_text()? {
            None => Ok(Vec::new()),
            Some(json) => serde_json::from_str(&json).map_err(|e| self.damaged(format!("a broken list, {e}"))),
        }
    }

    /// The bytes of the next column, of whatever sort it is; a number as its digits. For checks, which must also read
    /// what is damaged.
    pub(crate) fn any(&mut self) -> Result<Option<Vec<u8>>, StoreError> {
        let column = self.next;
        self.next += 1;
        match self.row {
            RowOf::File(row) => sqlite::bytes(row, column).map_err(|e| sqlite::fault(&e, self.db.path())),
            RowOf::Server(row) => {
                let value = server::value(row, column).map_err(|e| server::fault(&e, self.db.path()))?;
                Ok(value.bytes())
            }
        }
    }

    /// The next column, as it would be written again.
    pub(crate) fn value(&mut self) -> Result<Value<'static>, StoreError> {
        let column = self.next;
        self.next += 1;
        match self.row {
            RowOf::File(row) => sqlite::value(row, column).map_err(|e| sqlite::fault(&e, self.db.path())),
            RowOf::Server(row) => server::value(row, column).map_err(|e| server::fault(&e, self.db.path())),
        }
    }

    /// A row that does not hold what it must.
    pub(crate) fn damaged(&self, what: String) -> StoreError {
        StoreError::new(ErrorKind::Damaged, self.db.path(), what)
    }
}

/// A connection to one record.
#[derive(Debug)]
pub(crate) enum Db {
    /// A file.
    File(sqlite::File),
    /// A schema of a server.
    Server(Box<server::Server>),
}

impl Db {
    /// Connects to the file at `path`, which must be there. `name` is the path that messages name.
    pub(crate) fn connect(path: &Path, name: &Path) -> Result<Self, StoreError> {
        sqlite::File::connect(path, name).map(Db::File)
    }

    /// Connects to a server; `may_write` says whether the connection can change anything.
    pub(crate) fn reach(address: &Address, may_write: bool) -> Result<Self, StoreError> {
        server::Server::connect(address, may_write).map(|server| Db::Server(Box::new(server)))
    }

    /// What messages name: the file, or the address of the server without its password.
    pub(crate) fn path(&self) -> &Path {
        match self {
            Db::File(file) => file.path(),
            Db::Server(server) => server.path(),
        }
    }

    /// Whether it is a server's.
    pub(crate) fn is_server(&self) -> bool {
        matches!(self, Db::Server(_))
    }

    /// Runs several statements that take no values; answers are thrown away.
    pub(crate) fn batch(&self, sql: &str) -> Result<(), StoreError> {
        match self {
            Db::File(file) => file.batch(sql),
            Db::Server(server) => server.batch(sql),
        }
    }

    /// Settings that only SQLite has, and needs; a server is set up by whoever runs it.
    pub(crate) fn tune(&self, pragmas: &str) -> Result<(), StoreError> {
        match self {
            Db::File(file) => file.batch(pragmas),
            Db::Server(_) => Ok(()),
        }
    }

    /// Runs one statement and says how many rows it changed.
    pub(crate) fn exec(&self, sql: &str, values: &[Value<'_>]) -> Result<usize, StoreError> {
        match self {
            Db::File(file) => file.exec(sql, values),
            Db::Server(server) => server.exec(sql, values),
        }
    }

    /// Inserts a row, at the latest before the next other statement: a server gets many rows in one statement. `sql`
    /// is `INSERT INTO … (…) VALUES (…)` with whatever may follow. Belongs into [`Db::whole`].
    pub(crate) fn put(&self, sql: &str, values: &[Value<'_>]) -> Result<(), StoreError> {
        match self {
            Db::File(file) => file.exec(sql, values).map(drop),
            Db::Server(server) => server.put(sql, values),
        }
    }

    /// Asks one question and hands each row to `row`, until it says `false`. Other questions may be asked meanwhile.
    pub(crate) fn each(
        &self,
        sql: &str,
        values: &[Value<'_>],
        row: impl FnMut(&mut Cursor<'_>) -> Result<bool, StoreError>,
    ) -> Result<(), StoreError> {
        match self {
            Db::File(file) => file.each(self, sql, values, row),
            Db::Server(server) => server.each(self, sql, values, row),
        }
    }

    /// The same for an answer that may be too long for memory: a server hands it out piece by piece.
    pub(crate) fn scan(
        &self,
        sql: &str,
        values: &[Value<'_>],
        row: impl FnMut(&mut Cursor<'_>) -> Result<bool, StoreError>,
    ) -> Result<(), StoreError> {
        match self {
            Db::File(file) => file.each(self, sql, values, row),
            Db::Server(server) => server.scan(self, sql, values, row),
        }
    }

    /// Asks one question and makes something of each row.
    pub(crate) fn all<T>(
        &self,
        sql: &str,
        values: &[Value<'_>],
        mut row: impl FnMut(&mut Cursor<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let mut found = Vec::new();
        self.each(sql, values, |cursor| {
            found.push(row(cursor)?);
            Ok(true)
        })?;
        Ok(found)
    }

    /// Asks one question that has one row or none.
    pub(crate) fn first<T>(
        &self,
        sql: &str,
        values: &[Value<'_>],
        mut row: impl FnMut(&mut Cursor<'_>) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        let mut found = None;
        self.each(sql, values, |cursor| {
            found = Some(row(cursor)?);
            Ok(false)
        })?;
        Ok(found)
    }

    /// Asks for one count.
    pub(crate) fn count(&self, sql: &str, values: &[Value<'_>]) -> Result<usize, StoreError> {
        Ok(self.first(sql, values, |c| c.count())?.unwrap_or(0))
    }

    /// Does all of `work` or nothing of it. One program writes at a time: on a server whoever writes holds the
    /// advisory lock of the record, so that the head of the ledger and the sums are never seen by two.
    pub(crate) fn whole<T>(&self, work: impl FnOnce(&Db) -> Result<T, StoreError>) -> Result<T, StoreError> {
        match self {
            Db::File(file) => file.batch("BEGIN IMMEDIATE")?,
            Db::Server(server) => server.begin_to_write()?,
        }
        self.finish(work(self))
    }

    /// Reads with one view of the record, whatever others write meanwhile.
    pub(crate) fn steady<T>(&self, work: impl FnOnce(&Db) -> Result<T, StoreError>) -> Result<T, StoreError> {
        match self {
            Db::File(file) => file.batch("BEGIN")?,
            Db::Server(server) => server.begin_to_read()?,
        }
        let done = work(self);
        // Nothing was written, so there is nothing that ending could lose.
        let _ = match self {
            Db::File(file) => file.batch("COMMIT"),
            Db::Server(server) => server.roll_back(),
        };
        done
    }

    /// Ends a transaction: with what it did where that went well, else as if it had not begun.
    fn finish<T>(&self, done: Result<T, StoreError>) -> Result<T, StoreError> {
        let commit = || match self {
            Db::File(file) => file.batch("COMMIT"),
            Db::Server(server) => server.commit(),
        };
        let done = done.and_then(|value| commit().map(|()| value));
        if done.is_err() {
            // A full disk may have ended the transaction already; then this fails and says nothing new.
            let _ = match self {
                Db::File(file) => file.batch("ROLLBACK"),
                Db::Server(server) => server.roll_back(),
            };
        }
        done
    }

    /// Does a part of [`Db::steady`] whose failure leaves the rest undisturbed.
    pub(crate) fn apart<T>(&self, work: impl FnOnce(&Db) -> Result<T, StoreError>) -> Result<T, StoreError> {
        match self {
            Db::File(_) => work(self),
            Db::Server(server) => {
                server.batch("SAVEPOINT apart")?;
                let done = work(self);
                server.batch(if done.is_ok() { "RELEASE apart" } else { "ROLLBACK TO apart" })?;
                done
            }
        }
    }

    /// Has a server count anew what its plans go by, after much was written.
    pub(crate) fn learn(&self) -> Result<(), StoreError> {
        if self.is_server() { self.batch("ANALYZE") } else { Ok(()) }
    }

    /// Has a server write tables anew, one after the other, so that no copy of what was deleted stays in space that is
    /// free. What its logs and backups hold is the matter of who runs it.
    pub(crate) fn write_anew<'t>(&self, tables: impl Iterator<Item = &'t str>) -> Result<(), StoreError> {
        for table in tables {
            self.batch(&format!("VACUUM (FULL) {table}"))?;
        }
        Ok(())
    }

    /// What SQLite says of the pages of its file and its indexes, `ok` where all is well; a server looks after its own
    /// (docs/server.md).
    pub(crate) fn integrity(&self) -> Result<Vec<String>, StoreError> {
        if self.is_server() {
            return Ok(Vec::new());
        }
        self.all("PRAGMA integrity_check(50)", &[], |c| c.text())
    }

    /// The tables of the record with rows of their own, by name; the index of words is none of them.
    pub(crate) fn tables(&self) -> Result<Vec<String>, StoreError> {
        let sql = match self {
            Db::File(_) => {
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'
                 AND name NOT LIKE 'search%' ORDER BY name"
            }
            Db::Server(_) => {
                "SELECT CAST(tablename AS TEXT) COLLATE \"C\" FROM pg_tables WHERE schemaname = current_schema()
                 AND tablename <> 'search' ORDER BY 1"
            }
        };
        self.all(sql, &[], |c| c.text())
    }

    /// The columns of a table, in their order.
    pub(crate) fn columns(&self, table: &str) -> Result<Vec<String>, StoreError> {
        let sql = match self {
            Db::File(_) => "SELECT name FROM pragma_table_info(?1) ORDER BY cid",
            Db::Server(_) => {
                "SELECT CAST(column_name AS TEXT) FROM information_schema.columns
                 WHERE table_schema = current_schema() AND table_name = ?1 ORDER BY ordinal_position"
            }
        };
        self.all(sql, &[table.into()], |c| c.text())
    }

    /// The condition of being among the texts of the JSON array that is value `n`.
    pub(crate) fn among(&self, n: usize) -> String {
        match self {
            Db::File(_) => format!("IN (SELECT value FROM json_each(?{n}))"),
            Db::Server(_) => format!("IN (SELECT json_array_elements_text(CAST(CAST(?{n} AS TEXT) AS json)))"),
        }
    }
}
