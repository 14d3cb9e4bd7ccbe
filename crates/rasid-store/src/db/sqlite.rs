//! A record in a file of SQLite.

use super::{Cursor, Db, PATIENCE, RowOf, Value};
use crate::{ErrorKind, StoreError};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags, Row, ToSql, ffi};
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// Prepared statements that are kept.
const PREPARED: usize = 128;

/// A connection to one file.
#[derive(Debug)]
pub(crate) struct File {
    connection: Connection,
    path: PathBuf,
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

impl File {
    pub(super) fn connect(path: &Path, name: &Path) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(|e| fault(&e, name))?;
        connection.busy_timeout(PATIENCE).map_err(|e| fault(&e, name))?;
        connection.set_prepared_statement_cache_capacity(PREPARED);
        Ok(File { connection, path: name.to_path_buf() })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn batch(&self, sql: &str) -> Result<(), StoreError> {
        self.connection.execute_batch(sql).map_err(|e| fault(&e, &self.path))
    }

    pub(super) fn exec(&self, sql: &str, values: &[Value<'_>]) -> Result<usize, StoreError> {
        let mut statement = self.connection.prepare_cached(sql).map_err(|e| fault(&e, &self.path))?;
        statement.execute(rusqlite::params_from_iter(values)).map_err(|e| fault(&e, &self.path))
    }

    pub(super) fn each(
        &self,
        db: &Db,
        sql: &str,
        values: &[Value<'_>],
        mut row: impl FnMut(&mut Cursor<'_>) -> Result<bool, StoreError>,
    ) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare_cached(sql).map_err(|e| fault(&e, &self.path))?;
        let mut rows = statement.query(rusqlite::params_from_iter(values)).map_err(|e| fault(&e, &self.path))?;
        while let Some(next) = rows.next().map_err(|e| fault(&e, &self.path))? {
            if !row(&mut Cursor::new(RowOf::File(next), db))? {
                break;
            }
        }
        Ok(())
    }
}

/// The bytes of a cell of whatever sort; a number as its digits.
pub(super) fn bytes(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Vec<u8>>> {
    Ok(match row.get_ref(column)? {
        ValueRef::Null => None,
        ValueRef::Integer(int) => Some(int.to_string().into_bytes()),
        ValueRef::Real(real) => Some(format!("{real:?}").into_bytes()),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => Some(bytes.to_vec()),
    })
}

/// A cell as it would be written again.
pub(super) fn value(row: &Row<'_>, column: usize) -> rusqlite::Result<Value<'static>> {
    Ok(match row.get_ref(column)? {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(int) => Value::Int(int),
        ValueRef::Real(real) => Value::Real(real),
        ValueRef::Text(_) => Value::Text(Cow::Owned(row.get(column)?)),
        ValueRef::Blob(bytes) => Value::Bytes(Cow::Owned(bytes.to_vec())),
    })
}

/// Turns an error of the driver into one of the store's.
pub(super) fn fault(error: &rusqlite::Error, path: &Path) -> StoreError {
    use rusqlite::ErrorCode as Code;
    let detail = error.to_string();
    let kind = match error {
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
