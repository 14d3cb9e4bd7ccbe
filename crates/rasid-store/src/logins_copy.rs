//! Accounts copied beside a copy of their record: names, pseudonyms, roles and hashed passwords, so that whoever logged
//! in there can log in here. Sessions are not, so that everybody logs in anew, and neither are failed tries.

use crate::{ErrorKind, Logins, StoreError, logins_sums};
use std::path::Path;

impl Logins {
    /// Copies the accounts of the record at `from` to the record at `to`, all or none; says how many may log in, or
    /// nothing where there are none to copy. Names of accounts that were removed stay taken.
    ///
    /// # Errors
    /// When there are accounts at `to` already, those at `from` are not as they were written, or one of both cannot be
    /// read or written.
    pub fn copy(from: &Path, to: &Path) -> Result<Option<usize>, StoreError> {
        let Some(source) = Logins::open(from)? else { return Ok(None) };
        if let Some(fault) = source.faults()?.first() {
            let what = format!("The accounts of {} are not as they were written ({})", from.display(), fault.what);
            return Err(StoreError::new(ErrorKind::Invalid, from, what));
        }
        if Logins::is_taken(to)? {
            return Err(StoreError::new(ErrorKind::Invalid, to, format!("{} has accounts already", to.display())));
        }
        let sql = "SELECT name, pseudonym, role, password, made_at, removed FROM accounts ORDER BY name";
        let rows = source
            .db()
            .all(sql, &[], |c| Ok([c.value()?, c.value()?, c.value()?, c.value()?, c.value()?, c.value()?]))?;
        let target = Logins::open_or_make(to)?;
        target.db().whole(|db| {
            let sql = "INSERT INTO accounts (name, pseudonym, role, password, made_at, removed)
                       VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
            rows.iter().try_for_each(|row| db.exec(sql, row).map(drop))?;
            logins_sums::fill(db)
        })?;
        target.list().map(|accounts| Some(accounts.len()))
    }

    /// Whether a record has accounts, also ones that were removed.
    pub fn is_taken(record: &Path) -> Result<bool, StoreError> {
        let count = |logins: Logins| logins.db().count("SELECT COUNT(*) FROM accounts", &[]);
        Ok(Logins::open(record)?.map(count).transpose()?.unwrap_or(0) > 0)
    }
}
