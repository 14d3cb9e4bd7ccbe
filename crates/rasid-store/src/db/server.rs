//! A record in a schema of a PostgreSQL server.
//!
//! Statements are those of SQLite, with `$1` for `?1` and `strpos` for `instr`. One that fails inside a transaction
//! spoils all of it, which is remembered, so that nothing is taken for committed that the server threw away.

use super::bulk::{Waiting, of_many};
use super::{Address, Cursor, Db, PATIENCE, RowOf, Value};
use crate::{ErrorKind, StoreError};
use bytes::BytesMut;
use postgres::error::SqlState;
use postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use postgres::{Client, NoTls, Row, Statement};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::error::Error;
use std::path::Path;

/// Prepared statements that are kept.
const PREPARED: usize = 256;
/// How many rows of a long answer are fetched together.
const FETCHED: usize = 256;
/// The oldest version that is spoken to: older ones are no longer kept up.
const OLDEST: i64 = 130_000;
/// Marks advisory locks of Rasid: the letters `RSID`.
const LOCK: u32 = crate::schema::APPLICATION_ID;
/// Stands for U+0000, which PostgreSQL's texts cannot hold; it is no character of any writing.
const NOTHING: char = '\u{10ffff}';
/// Stands, with a digit behind it, for itself and the above, in texts that hold them all the same.
const ESCAPE: char = '\u{10fffe}';

/// A connection to one schema of a server.
pub(crate) struct Server {
    address: Address,
    may_write: bool,
    link: RefCell<Option<Link>>,
    in_transaction: Cell<bool>,
    /// A statement of this transaction failed.
    is_spoilt: Cell<bool>,
}

struct Link {
    client: Client,
    prepared: HashMap<String, Statement>,
    /// Rows that were not sent yet, in the order in which their statements first came.
    waiting: Vec<Waiting>,
    /// Statements of many rows, by those of one.
    bulk: HashMap<String, String>,
    cursors: u64,
}

impl std::fmt::Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Server").field("address", &self.address).field("may_write", &self.may_write).finish()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(link) = self.link.get_mut().take() {
            // The driver may not end where an event loop runs, and the desk drops its connections there.
            let _ = std::thread::spawn(move || drop(link)).join();
        }
    }
}

impl Server {
    pub(super) fn connect(address: &Address, may_write: bool) -> Result<Self, StoreError> {
        let link = Link::connect(address, may_write)?;
        let link = RefCell::new(Some(link));
        let (in_transaction, is_spoilt) = (Cell::new(false), Cell::new(false));
        Ok(Server { address: address.clone(), may_write, link, in_transaction, is_spoilt })
    }

    pub(super) fn path(&self) -> &Path {
        self.address.name()
    }

    /// Where it is.
    pub(crate) fn address(&self) -> &Address {
        &self.address
    }

    /// Uses the connection, and makes it anew where the server ended it and nothing depends on it.
    fn with<T>(&self, work: impl FnOnce(&mut Link) -> Result<T, postgres::Error>) -> Result<T, StoreError> {
        let mut slot = self.link.borrow_mut();
        let is_free = !self.in_transaction.get();
        if is_free && slot.as_ref().is_none_or(|link| link.client.is_closed()) {
            *slot = None;
            *slot = Some(Link::connect(&self.address, self.may_write)?);
        }
        let Some(link) = slot.as_mut() else {
            return Err(StoreError::new(ErrorKind::Unreachable, self.path(), "the connection is closed"));
        };
        work(link).map_err(|e| {
            self.is_spoilt.set(true);
            fault(&e, self.path())
        })
    }

    pub(super) fn batch(&self, sql: &str) -> Result<(), StoreError> {
        self.with(|link| {
            link.flush()?;
            link.client.batch_execute(sql)
        })?;
        if sql.starts_with("ROLLBACK TO") {
            self.is_spoilt.set(false);
        }
        Ok(())
    }

    /// Begins a transaction with `sql`. Where the server has ended the connection since it was used last, it is made anew.
    fn begin(&self, sql: &str) -> Result<(), StoreError> {
        let begun = match self.batch(sql) {
            Err(error) if error.kind() == ErrorKind::Unreachable => self.batch(sql),
            done => done,
        };
        self.is_spoilt.set(begun.is_err());
        self.in_transaction.set(begun.is_ok());
        begun
    }

    pub(super) fn begin_to_read(&self) -> Result<(), StoreError> {
        self.begin("BEGIN ISOLATION LEVEL REPEATABLE READ")
    }

    /// Begins a transaction once nobody else writes.
    pub(super) fn begin_to_write(&self) -> Result<(), StoreError> {
        self.begin("BEGIN ISOLATION LEVEL READ COMMITTED")?;
        let lock =
            format!("SELECT pg_advisory_xact_lock({}, hashtext('{}'))", LOCK.cast_signed(), self.address.schema());
        self.batch(&lock).inspect_err(|_| {
            let _ = self.roll_back();
        })
    }

    pub(super) fn commit(&self) -> Result<(), StoreError> {
        let is_sound = self.with(Link::flush).is_ok() && !self.is_spoilt.get();
        if !is_sound {
            // Whoever asked rolls back.
            let what = "a part of it failed, so that the whole was not kept";
            return Err(StoreError::new(ErrorKind::Internal, self.path(), what));
        }
        let done = self.batch("COMMIT");
        self.in_transaction.set(false);
        done
    }

    pub(super) fn roll_back(&self) -> Result<(), StoreError> {
        let done = self.with(|link| {
            link.waiting.clear();
            link.client.batch_execute("ROLLBACK")
        });
        self.in_transaction.set(false);
        self.is_spoilt.set(false);
        done
    }

    pub(super) fn exec(&self, sql: &str, values: &[Value<'_>]) -> Result<usize, StoreError> {
        self.with(|link| {
            link.flush()?;
            let statement = link.statement(sql)?;
            let changed = link.client.execute(&statement, &parameters(values))?;
            Ok(usize::try_from(changed).unwrap_or(usize::MAX))
        })
    }

    pub(super) fn put(&self, sql: &str, values: &[Value<'_>]) -> Result<(), StoreError> {
        debug_assert!(self.in_transaction.get(), "rows may only wait inside a transaction");
        self.with(|link| {
            let at = link.waiting.iter().position(|waiting| waiting.sql == sql).unwrap_or_else(|| {
                link.waiting.push(Waiting::new(sql, values.len()));
                link.waiting.len() - 1
            });
            if link.waiting[at].push(values) { link.flush() } else { Ok(()) }
        })
    }

    pub(super) fn each(
        &self,
        db: &Db,
        sql: &str,
        values: &[Value<'_>],
        mut row: impl FnMut(&mut Cursor<'_>) -> Result<bool, StoreError>,
    ) -> Result<(), StoreError> {
        let rows = self.with(|link| {
            link.flush()?;
            let statement = link.statement(sql)?;
            link.client.query(&statement, &parameters(values))
        })?;
        for found in &rows {
            if !row(&mut Cursor::new(RowOf::Server(found), db))? {
                break;
            }
        }
        Ok(())
    }

    /// By a cursor of the server, which needs a transaction.
    pub(super) fn scan(
        &self,
        db: &Db,
        sql: &str,
        values: &[Value<'_>],
        mut row: impl FnMut(&mut Cursor<'_>) -> Result<bool, StoreError>,
    ) -> Result<(), StoreError> {
        if !self.in_transaction.get() {
            return db.steady(|db| self.scan(db, sql, values, row));
        }
        let name = self.with(|link| {
            link.flush()?;
            link.cursors += 1;
            let name = format!("scan_{}", link.cursors);
            let declare = format!("DECLARE {name} NO SCROLL CURSOR FOR {}", translated(sql));
            link.client.execute(&declare, &parameters(values))?;
            Ok(name)
        })?;
        let fetch = format!("FETCH FORWARD {FETCHED} FROM {name}");
        'all: loop {
            let rows = self.with(|link| {
                link.flush()?;
                link.client.query(&fetch, &[])
            })?;
            for found in &rows {
                if !row(&mut Cursor::new(RowOf::Server(found), db))? {
                    break 'all;
                }
            }
            if rows.len() < FETCHED {
                break;
            }
        }
        self.batch(&format!("CLOSE {name}"))
    }
}

impl Link {
    fn connect(address: &Address, may_write: bool) -> Result<Self, StoreError> {
        let name = address.name();
        let mut client = address.config.connect(NoTls).map_err(|e| fault(&e, name))?;
        let mut ask = |sql: &str| client.query_one(sql, &[]).map_err(|e| fault(&e, name));
        let row =
            ask("SELECT CAST(current_setting('server_version_num') AS BIGINT), current_setting('server_encoding')")?;
        let (version, encoding): (i64, String) = (row.get(0), row.get(1));
        if version < OLDEST {
            let detail = format!("its version is {}, and the oldest is {}", version / 10_000, OLDEST / 10_000);
            return Err(StoreError::new(ErrorKind::TooOld, name, detail));
        }
        if encoding != "UTF8" {
            let detail = format!("the database keeps letters as {encoding}, which cannot hold every letter");
            return Err(StoreError::new(ErrorKind::NotARecord, name, detail));
        }
        // What is acknowledged must be on the disk, whatever the server is set to. Plans are not compiled: that takes
        // longer than most questions of a page.
        let settings = format!(
            "SET search_path TO \"{}\"; SET lock_timeout TO {}; SET jit TO off; SET standard_conforming_strings TO on;
             SET client_min_messages TO warning; SET default_transaction_read_only TO {};
             SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'",
            address.schema(),
            PATIENCE.as_millis(),
            if may_write { "off" } else { "on" },
        );
        client.batch_execute(&settings).map_err(|e| fault(&e, name))?;
        Ok(Link { client, prepared: HashMap::new(), waiting: Vec::new(), bulk: HashMap::new(), cursors: 0 })
    }

    /// A statement, prepared once.
    fn statement(&mut self, sql: &str) -> Result<Statement, postgres::Error> {
        if let Some(statement) = self.prepared.get(sql) {
            return Ok(statement.clone());
        }
        if self.prepared.len() >= PREPARED {
            self.prepared.clear();
        }
        let statement = self.client.prepare(&translated(sql))?;
        self.prepared.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    /// Sends the rows that wait.
    fn flush(&mut self) -> Result<(), postgres::Error> {
        if self.waiting.iter().all(|waiting| waiting.rows() == 0) {
            return Ok(());
        }
        let mut all = std::mem::take(&mut self.waiting);
        for waiting in all.iter_mut().filter(|waiting| waiting.rows() > 0) {
            self.send(waiting)?;
            waiting.clear();
        }
        self.waiting = all;
        Ok(())
    }

    fn send(&mut self, waiting: &Waiting) -> Result<(), postgres::Error> {
        let many = match self.bulk.get(&waiting.sql) {
            Some(many) => many.clone(),
            None => {
                // The server says of which types the values are.
                let one = self.client.prepare(&translated(&waiting.sql))?;
                let types: Vec<String> = one.params().iter().map(|ty| ty.name().to_owned()).collect();
                let many = of_many(&waiting.sql, &types).unwrap_or_default();
                self.bulk.insert(waiting.sql.clone(), many.clone());
                many
            }
        };
        if !many.is_empty() {
            let statement = self.statement(&many)?;
            let columns: Vec<&(dyn ToSql + Sync)> = waiting.columns.iter().map(|c| c as &(dyn ToSql + Sync)).collect();
            return self.client.execute(&statement, &columns).map(drop);
        }
        let statement = self.statement(&waiting.sql)?;
        for n in 0..waiting.rows() {
            let row: Vec<&(dyn ToSql + Sync)> = waiting.columns.iter().map(|c| &c[n] as &(dyn ToSql + Sync)).collect();
            self.client.execute(&statement, &row)?;
        }
        Ok(())
    }
}

/// A statement as PostgreSQL writes it.
fn translated(sql: &str) -> String {
    let mut found = String::with_capacity(sql.len());
    let mut rest = sql;
    while let Some(at) = rest.find('?') {
        found.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        found.push(if rest.starts_with(|c: char| c.is_ascii_digit()) { '$' } else { '?' });
    }
    found.push_str(rest);
    found.replace("instr(", "strpos(")
}

fn parameters<'v>(values: &'v [Value<'v>]) -> Vec<&'v (dyn ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

/// A text as PostgreSQL can hold it, of as many characters.
fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['\0', NOTHING, ESCAPE]) {
        return Cow::Borrowed(text);
    }
    let text = text.replace(ESCAPE, "\u{10fffe}0").replace(NOTHING, "\u{10fffe}1");
    Cow::Owned(text.replace('\0', "\u{10ffff}"))
}

/// The text that was [`escaped`].
fn unescaped(text: &str) -> String {
    if !text.contains([NOTHING, ESCAPE]) {
        return text.to_owned();
    }
    text.replace(NOTHING, "\0").replace("\u{10fffe}1", "\u{10ffff}").replace("\u{10fffe}0", "\u{10fffe}")
}

impl ToSql for Value<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Value::Null => Ok(IsNull::Yes),
            // Where a number is wanted its digits will do, as they do for SQLite.
            Value::Text(text) if *ty == Type::INT8 => text.parse::<i64>()?.to_sql(ty, out),
            Value::Text(text) => escaped(text).as_ref().to_sql(ty, out),
            Value::Int(int) => match *ty {
                Type::INT8 => int.to_sql(ty, out),
                Type::INT4 => i32::try_from(*int)?.to_sql(ty, out),
                Type::INT2 => i16::try_from(*int)?.to_sql(ty, out),
                Type::BOOL => (*int != 0).to_sql(ty, out),
                Type::FLOAT8 => (*int as f64).to_sql(ty, out),
                _ => int.to_string().to_sql(ty, out),
            },
            Value::Real(real) => match *ty {
                Type::FLOAT8 => real.to_sql(ty, out),
                _ => Err(format!("a number with decimals where {ty} is wanted").into()),
            },
            Value::Bytes(bytes) => bytes.as_ref().to_sql(ty, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// A cell of an answer.
struct Answer(Value<'static>);

impl<'a> FromSql<'a> for Answer {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Answer(match *ty {
            Type::INT8 => Value::Int(i64::from_sql(ty, raw)?),
            Type::INT4 => Value::Int(i32::from_sql(ty, raw)?.into()),
            Type::INT2 => Value::Int(i16::from_sql(ty, raw)?.into()),
            Type::BOOL => Value::Int(bool::from_sql(ty, raw)?.into()),
            Type::NUMERIC => Value::Int(whole_number(raw)?),
            Type::FLOAT8 => Value::Real(f64::from_sql(ty, raw)?),
            Type::FLOAT4 => Value::Real(f32::from_sql(ty, raw)?.into()),
            Type::BYTEA => Value::Bytes(Cow::Owned(raw.to_vec())),
            _ => Value::Text(Cow::Owned(unescaped(std::str::from_utf8(raw)?))),
        }))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

/// A sum of whole numbers, which PostgreSQL gives as `numeric`: digits to the base 10000.
fn whole_number(raw: &[u8]) -> Result<i64, Box<dyn Error + Sync + Send>> {
    let word = |n: usize| raw.get(2 * n..2 * n + 2).map(|b| i16::from_be_bytes([b[0], b[1]]));
    let (Some(digits), Some(weight), Some(sign)) = (word(0), word(1), word(2)) else {
        return Err("a short number".into());
    };
    let mut sum: i64 = 0;
    for n in 0..=weight.max(-1) {
        let digit = if n < digits { word(4 + usize::try_from(n)?).ok_or("a short number")? } else { 0 };
        sum = sum.checked_mul(10_000).and_then(|sum| sum.checked_add(digit.into())).ok_or("a number too large")?;
    }
    if digits > weight + 1 {
        return Err("a number with decimals where a whole one is expected".into());
    }
    Ok(if sign == 0 { sum } else { -sum })
}

/// A cell as it would be written again.
pub(super) fn value(row: &Row, column: usize) -> Result<Value<'static>, postgres::Error> {
    Ok(row.try_get::<_, Option<Answer>>(column)?.map_or(Value::Null, |answer| answer.0))
}

/// What can be read from a cell.
pub(crate) trait FromServer: Sized {
    /// Nothing where the cell holds something else.
    fn from_value(value: Value<'static>) -> Option<Self>;
}

impl FromServer for String {
    fn from_value(value: Value<'static>) -> Option<Self> {
        if let Value::Text(text) = value { Some(text.into_owned()) } else { None }
    }
}

impl FromServer for i64 {
    fn from_value(value: Value<'static>) -> Option<Self> {
        if let Value::Int(int) = value { Some(int) } else { None }
    }
}

impl FromServer for f64 {
    fn from_value(value: Value<'static>) -> Option<Self> {
        match value {
            Value::Real(real) => Some(real),
            Value::Int(int) => Some(int as f64),
            _ => None,
        }
    }
}

impl FromServer for Vec<u8> {
    fn from_value(value: Value<'static>) -> Option<Self> {
        if let Value::Bytes(bytes) = value { Some(bytes.into_owned()) } else { None }
    }
}

impl<T: FromServer> FromServer for Option<T> {
    fn from_value(value: Value<'static>) -> Option<Self> {
        if value == Value::Null { Some(None) } else { T::from_value(value).map(Some) }
    }
}

/// Turns an error of the driver into a sentence.
pub(super) fn fault(error: &postgres::Error, path: &Path) -> StoreError {
    let Some(db) = error.as_db_error() else {
        let mut detail = error.to_string();
        let mut source = error.source();
        while let Some(next) = source {
            detail = format!("{detail}: {next}");
            source = next.source();
        }
        let is_login = detail.contains("password missing") || detail.contains("authentication");
        let is_cell = detail.contains("deserializing") || detail.contains("serializing");
        let kind = match (is_login, is_cell) {
            (true, _) => ErrorKind::Login,
            (_, true) => ErrorKind::Damaged,
            _ => ErrorKind::Unreachable,
        };
        return StoreError::new(kind, path, detail);
    };
    let code = db.code();
    let kind = match code {
        code if code.code().starts_with("28") => ErrorKind::Login,
        code if code.code().starts_with("08") || code.code().starts_with("57P") => ErrorKind::Unreachable,
        code if code.code().starts_with("53") && *code != SqlState::TOO_MANY_CONNECTIONS => ErrorKind::Full,
        code if code.code().starts_with("XX") && *code != SqlState::INTERNAL_ERROR => ErrorKind::Damaged,
        &SqlState::TOO_MANY_CONNECTIONS => ErrorKind::Unreachable,
        &SqlState::INVALID_CATALOG_NAME => ErrorKind::NoDatabase,
        &SqlState::READ_ONLY_SQL_TRANSACTION => ErrorKind::ReadOnly,
        &SqlState::INSUFFICIENT_PRIVILEGE => ErrorKind::Forbidden,
        &SqlState::LOCK_NOT_AVAILABLE | &SqlState::T_R_DEADLOCK_DETECTED => ErrorKind::Busy,
        &SqlState::UNDEFINED_TABLE | &SqlState::UNDEFINED_COLUMN => ErrorKind::Damaged,
        _ => ErrorKind::Internal,
    };
    StoreError::new(kind, path, db.message())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_written_as_postgresql_wants_them() {
        assert_eq!(translated("a = ?1 AND instr(b, ?12) > 0"), "a = $1 AND strpos(b, $12) > 0");
    }

    #[test]
    fn every_text_can_be_kept() {
        for text in ["", "نص", "a\0b", "\u{10ffff}", "\u{10fffe}\u{10ffff}0\0\u{10fffe}1"] {
            assert!(!escaped(text).contains('\0'));
            assert_eq!(unescaped(&escaped(text)), text);
        }
    }

    #[test]
    fn sums_are_whole_numbers() {
        let raw = |digits: &[i16], weight: i16, sign: u16| {
            let mut raw = Vec::new();
            for word in [digits.len() as i16, weight, sign.cast_signed(), 0].iter().chain(digits) {
                raw.extend(word.to_be_bytes());
            }
            raw
        };
        assert_eq!(whole_number(&raw(&[], 0, 0)).unwrap(), 0);
        assert_eq!(whole_number(&raw(&[7], 0, 0)).unwrap(), 7);
        assert_eq!(whole_number(&raw(&[1, 2345], 1, 0x4000)).unwrap(), -12345);
        assert_eq!(whole_number(&raw(&[3], 1, 0)).unwrap(), 30_000);
        assert!(whole_number(&raw(&[1, 5000], 0, 0)).is_err());
    }
}
