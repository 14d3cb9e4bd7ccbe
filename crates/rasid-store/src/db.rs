//! The one small interface to the database: run statements, ask questions, all or nothing.
//!
//! Nothing else in the crate names the driver. Statements are written in the subset of SQL that
//! SQLite and PostgreSQL share, with placeholders `?1`, `?2`, …; the few that only SQLite
//! understands are in `migrations/*.sqlite.sql` and `search.rs`.

use crate::{ErrorKind, StoreError};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags, ToSql, ffi};
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a statement waits for another program to finish writing.
const PATIENCE: Duration = Duration::from_secs(15);
/// Prepared statements that are kept.
const PREPARED: usize = 128;

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

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Int(int) => ValueRef::Integer(*int),
            Value::Real(real) => ValueRef::Real(*real),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
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
    row: &'r rusqlite::Row<'r>,
    next: usize,
    db: &'r Db,
}

impl Cursor<'_> {
    fn take<T: rusqlite::types::FromSql>(&mut self) -> Result<T, StoreError> {
        let column = self.next;
        self.next += 1;
        self.row.get(column).map_err(|e| self.db.fault(e))
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
        let value = self.row.get_ref(column).map_err(|e| self.db.fault(e))?;
        Ok(match value {
            ValueRef::Null => None,
            ValueRef::Integer(int) => Some(int.to_string().into_bytes()),
            ValueRef::Real(real) => Some(format!("{real:?}").into_bytes()),
            ValueRef::Text(bytes) | ValueRef::Blob(bytes) => Some(bytes.to_vec()),
        })
    }

    /// A row that does not hold what it must.
    pub(crate) fn damaged(&self, what: String) -> StoreError {
        StoreError::new(ErrorKind::Damaged, &self.db.path, what)
    }
}

/// A connection to one file.
#[derive(Debug)]
pub(crate) struct Db {
    connection: Connection,
    path: PathBuf,
}

impl Db {
    /// Connects to the file at `path`, which must be there. `name` is the path that messages name.
    pub(crate) fn connect(path: &Path, name: &Path) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(|e| fault(e, name))?;
        let db = Db { connection, path: name.to_path_buf() };
        db.connection.busy_timeout(PATIENCE).map_err(|e| db.fault(e))?;
        db.connection.set_prepared_statement_cache_capacity(PREPARED);
        Ok(db)
    }

    /// The file that messages name.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Turns an error of the driver into a sentence.
    fn fault(&self, error: rusqlite::Error) -> StoreError {
        fault(error, &self.path)
    }

    /// Runs several statements that take no values; answers are thrown away.
    pub(crate) fn batch(&self, sql: &str) -> Result<(), StoreError> {
        self.connection.execute_batch(sql).map_err(|e| self.fault(e))
    }

    /// Runs one statement and says how many rows it changed.
    pub(crate) fn exec(&self, sql: &str, values: &[Value<'_>]) -> Result<usize, StoreError> {
        let mut statement = self.connection.prepare_cached(sql).map_err(|e| self.fault(e))?;
        statement.execute(rusqlite::params_from_iter(values)).map_err(|e| self.fault(e))
    }

    /// Asks one question and hands each row to `row`, until it says `false`.
    pub(crate) fn each(
        &self,
        sql: &str,
        values: &[Value<'_>],
        mut row: impl FnMut(&mut Cursor<'_>) -> Result<bool, StoreError>,
    ) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare_cached(sql).map_err(|e| self.fault(e))?;
        let mut rows = statement.query(rusqlite::params_from_iter(values)).map_err(|e| self.fault(e))?;
        while let Some(next) = rows.next().map_err(|e| self.fault(e))? {
            if !row(&mut Cursor { row: next, next: 0, db: self })? {
                break;
            }
        }
        Ok(())
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

    /// Does all of `work` or nothing of it.
    pub(crate) fn whole<T>(&self, work: impl FnOnce(&Db) -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.batch("BEGIN IMMEDIATE")?;
        let done = work(self).and_then(|value| self.batch("COMMIT").map(|()| value));
        if done.is_err() {
            // A full disk may have ended the transaction already; then this fails and says nothing new.
            let _ = self.connection.execute_batch("ROLLBACK");
        }
        done
    }

    /// Reads with one view of the record, whatever others write meanwhile.
    pub(crate) fn steady<T>(&self, work: impl FnOnce(&Db) -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.batch("BEGIN")?;
        let done = work(self);
        // Nothing was written, so there is nothing that ending could lose.
        let _ = self.connection.execute_batch("COMMIT");
        done
    }
}

/// Turns an error of the driver into one of the store's.
fn fault(error: rusqlite::Error, path: &Path) -> StoreError {
    use rusqlite::ErrorCode as Code;
    let detail = error.to_string();
    let kind = match &error {
        rusqlite::Error::SqliteFailure(code, _) => match (code.code, code.extended_code) {
            (Code::DiskFull, _) | (_, ffi::SQLITE_IOERR_SHMSIZE) => ErrorKind::Full,
            (Code::DatabaseBusy | Code::DatabaseLocked, _) => ErrorKind::Busy,
            (Code::DatabaseCorrupt, _) | (_, ffi::SQLITE_IOERR_SHORT_READ) => ErrorKind::Damaged,
            (Code::NotADatabase, _) => ErrorKind::NotARecord,
            (Code::ReadOnly | Code::CannotOpen, _) => ErrorKind::ReadOnly,
            (Code::PermissionDenied | Code::AuthorizationForStatementDenied, _) => ErrorKind::Forbidden,
            (Code::SystemIoFailure, _) => ErrorKind::Io,
            _ => ErrorKind::Internal,
        },
        rusqlite::Error::InvalidColumnType(..)
        | rusqlite::Error::FromSqlConversionFailure(..)
        | rusqlite::Error::IntegralValueOutOfRange(..)
        | rusqlite::Error::Utf8Error(..) => ErrorKind::Damaged,
        _ => ErrorKind::Internal,
    };
    StoreError::new(kind, path, detail)
}
