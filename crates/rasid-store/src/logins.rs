//! Who may log in: accounts and sessions, in a file of their own beside the record, so that a record that is handed
//! on carries no passwords along. Of a record on a server they are in a schema of their own, `NAME_accounts`, which
//! those who may look into the record need no right to look into.
//!
//! Passwords come hashed, sessions by the hash of their identifier; times are seconds since 1970. Names and
//! pseudonyms are never given again, so that what somebody decided stays theirs.

use crate::db::{Address, Cursor, Db};
use crate::open::{trouble, with_suffix};
use crate::served::{self, for_server};
use crate::{ErrorKind, StoreError, logins_sums};
use std::fs::OpenOptions;
use std::path::{Path, PathBuf};

/// Somebody who may log in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Login {
    /// The name to log in with.
    pub name: String,
    /// The name under which decisions are kept.
    pub pseudonym: String,
    /// What they may do, a word.
    pub role: String,
    /// When it was made: ISO 8601, UTC.
    pub made_at: String,
}

/// The accounts of a record: one connection, for one thread at a time.
#[derive(Debug)]
pub struct Logins {
    db: Db,
}

const TABLES: &str = "
CREATE TABLE IF NOT EXISTS accounts (
    name TEXT NOT NULL PRIMARY KEY,
    pseudonym TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL,
    password TEXT NOT NULL,  -- Argon2id, in the PHC form; '' once the account is removed
    made_at TEXT NOT NULL,
    removed BIGINT NOT NULL  -- 1: may not log in; the names stay taken
);
CREATE TABLE IF NOT EXISTS sessions (
    id_hash TEXT NOT NULL PRIMARY KEY,  -- BLAKE3 hash of the identifier that the browser has
    name TEXT NOT NULL,
    begun BIGINT NOT NULL,  -- seconds since 1970
    seen BIGINT NOT NULL
);
CREATE INDEX IF NOT EXISTS sessions_name ON sessions (name);
CREATE TABLE IF NOT EXISTS failures (
    id_hash TEXT NOT NULL PRIMARY KEY,  -- hash of a name, an address, or both: what is typed as a name may be a password
    times BIGINT NOT NULL,
    latest BIGINT NOT NULL  -- seconds since 1970
);";

impl Logins {
    /// The file for the accounts of a record: `talks.rasid` has `talks.rasid.accounts`.
    pub fn path_for(record: &Path) -> PathBuf {
        with_suffix(record, ".accounts")
    }

    /// Opens the accounts of a record, or nothing where it has none.
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub fn open(record: &Path) -> Result<Option<Self>, StoreError> {
        if Address::is_one(record) {
            let db = Db::reach(&Address::parse(record)?.of_accounts(), true)?;
            let is_there = db.tables()?.iter().any(|table| table == "accounts");
            return Ok(is_there.then_some(Logins { db }));
        }
        let path = Self::path_for(record);
        if !path.exists() {
            return Ok(None);
        }
        let db = Db::connect(&path, &path)?;
        db.batch("PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF")?;
        db.batch(TABLES)?;
        let sql = "SELECT COUNT(*) FROM sqlite_schema WHERE name = 'sums'";
        if db.count(sql, &[])? == 0 {
            db.whole(|db| {
                db.batch(logins_sums::TABLE)?;
                logins_sums::fill(db)
            })?;
        }
        Ok(Some(Logins { db }))
    }

    /// Opens the accounts of a record, which are made where there are none; only the owner of the file may read it.
    ///
    /// # Errors
    /// When the file cannot be opened or made.
    pub fn open_or_make(record: &Path) -> Result<Self, StoreError> {
        if Address::is_one(record) {
            let address = Address::parse(record)?.of_accounts();
            let db = Db::reach(&address, true)?;
            db.whole(|db| {
                served::make_schema(db, &address)?;
                if db.tables()?.is_empty() {
                    db.batch(&for_server(TABLES))?;
                    db.batch(&for_server(logins_sums::TABLE))?;
                }
                Ok(())
            })?;
            return Ok(Logins { db });
        }
        let path = Self::path_for(record);
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&path).map_err(|e| trouble(&e, &path))?;
        Self::open(record)?.ok_or_else(|| StoreError::new(ErrorKind::Missing, &path, "it is gone"))
    }

    /// The database behind it.
    pub(crate) fn db(&self) -> &Db {
        &self.db
    }

    /// Everybody who may log in, by name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list(&self) -> Result<Vec<Login>, StoreError> {
        self.db.all(&format!("{ACCOUNTS} WHERE removed = 0 ORDER BY name"), &[], account)
    }

    /// Adds somebody; says whether neither name nor pseudonym was ever taken.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add(&mut self, new: &Login, password: &str) -> Result<bool, StoreError> {
        let sql = "INSERT INTO accounts (name, pseudonym, role, password, made_at, removed)
                   VALUES (?1, ?2, ?3, ?4, ?5, 0) ON CONFLICT DO NOTHING";
        let values = [&new.name, &new.pseudonym, &new.role].map(|v| v.as_str().into());
        let [name, pseudonym, role] = values;
        let values = [name, pseudonym, role, password.into(), new.made_at.as_str().into()];
        self.db.whole(|db| logins_sums::account(db, &new.name, |db| Ok(db.exec(sql, &values)? > 0)))
    }

    /// Gives somebody another role; says whether there is such an account.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_role(&mut self, name: &str, role: &str) -> Result<bool, StoreError> {
        let sql = "UPDATE accounts SET role = ?2 WHERE name = ?1 AND removed = 0";
        let values = [name.into(), role.into()];
        self.db.whole(|db| logins_sums::account(db, name, |db| Ok(db.exec(sql, &values)? > 0)))
    }

    /// Gives somebody another password and ends their sessions; says whether there is such an account.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_password(&mut self, name: &str, password: &str) -> Result<bool, StoreError> {
        self.db.whole(|db| {
            db.exec("DELETE FROM sessions WHERE name = ?1", &[name.into()])?;
            let sql = "UPDATE accounts SET password = ?2 WHERE name = ?1 AND removed = 0";
            let values = [name.into(), password.into()];
            logins_sums::account(db, name, |db| Ok(db.exec(sql, &values)? > 0))
        })
    }

    /// Removes an account and ends its sessions; its names stay taken. Says whether there was one.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn remove(&mut self, name: &str) -> Result<bool, StoreError> {
        self.db.whole(|db| {
            db.exec("DELETE FROM sessions WHERE name = ?1", &[name.into()])?;
            let sql = "UPDATE accounts SET removed = 1, password = '' WHERE name = ?1 AND removed = 0";
            logins_sums::account(db, name, |db| Ok(db.exec(sql, &[name.into()])? > 0))
        })
    }

    /// The hashed password of an account, or nothing where there is none.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn password(&self, name: &str) -> Result<Option<String>, StoreError> {
        let sql = "SELECT password FROM accounts WHERE name = ?1 AND removed = 0";
        self.db.first(sql, &[name.into()], |c| c.text())
    }

    /// Begins a session and forgets those that were over before `over`.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn begin(&mut self, name: &str, id_hash: &str, now: i64, over: i64) -> Result<(), StoreError> {
        self.db.whole(|db| {
            db.exec("DELETE FROM sessions WHERE begun < ?1", &[over.into()])?;
            let sql = "INSERT INTO sessions (id_hash, name, begun, seen) VALUES (?1, ?2, ?3, ?3)";
            db.exec(sql, &[id_hash.into(), name.into(), now.into()])?;
            logins_sums::session(db, id_hash)
        })
    }

    /// Whose session it is, when it began and when it was last seen; nothing where there is none.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn session(&self, id_hash: &str) -> Result<Option<(Login, i64, i64)>, StoreError> {
        let sql = "SELECT a.name, a.pseudonym, a.role, a.made_at, s.begun, s.seen FROM sessions s
                   JOIN accounts a ON a.name = s.name WHERE s.id_hash = ?1 AND a.removed = 0";
        self.db.first(sql, &[id_hash.into()], |c| Ok((account(c)?, c.int()?, c.int()?)))
    }

    /// Notes that a session was seen.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn see(&mut self, id_hash: &str, now: i64) -> Result<(), StoreError> {
        self.db.exec("UPDATE sessions SET seen = ?2 WHERE id_hash = ?1", &[id_hash.into(), now.into()]).map(drop)
    }

    /// The failed tries that are remembered: of whom, how many, when the latest was.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn failures(&self) -> Result<Vec<(String, i64, i64)>, StoreError> {
        let sql = "SELECT id_hash, times, latest FROM failures ORDER BY id_hash";
        self.db.all(sql, &[], |c| Ok((c.text()?, c.int()?, c.int()?)))
    }

    /// Remembers failed tries, and forgets those whose latest was before `over`.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn note_failures(&mut self, noted: &[(&str, i64, i64)], over: i64) -> Result<(), StoreError> {
        self.db.whole(|db| {
            db.exec("DELETE FROM failures WHERE latest < ?1", &[over.into()])?;
            for &(id_hash, times, latest) in noted {
                let sql = "INSERT INTO failures (id_hash, times, latest) VALUES (?1, ?2, ?3)
                           ON CONFLICT (id_hash) DO UPDATE SET times = excluded.times, latest = excluded.latest";
                db.exec(sql, &[id_hash.into(), times.into(), latest.into()])?;
            }
            Ok(())
        })
    }

    /// Forgets failed tries.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn forget_failures(&mut self, id_hash: &str) -> Result<(), StoreError> {
        self.db.exec("DELETE FROM failures WHERE id_hash = ?1", &[id_hash.into()]).map(drop)
    }

    /// Ends a session.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn end(&mut self, id_hash: &str) -> Result<(), StoreError> {
        self.db.exec("DELETE FROM sessions WHERE id_hash = ?1", &[id_hash.into()]).map(drop)
    }

    /// Ends all sessions of an account; says how many.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn end_all(&mut self, name: &str) -> Result<usize, StoreError> {
        self.db.exec("DELETE FROM sessions WHERE name = ?1", &[name.into()])
    }
}

const ACCOUNTS: &str = "SELECT name, pseudonym, role, made_at FROM accounts";

fn account(c: &mut Cursor<'_>) -> Result<Login, StoreError> {
    Ok(Login { name: c.text()?, pseudonym: c.text()?, role: c.text()?, made_at: c.text()? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::open::tests::scratch;

    fn somebody(name: &str, pseudonym: &str) -> Login {
        Login { name: name.into(), pseudonym: pseudonym.into(), role: "reader".into(), made_at: "2018".into() }
    }

    #[test]
    fn names_are_never_given_twice_and_sessions_end_with_the_account() {
        let folder = scratch("accounts");
        let record = folder.join("r.rasid");
        assert!(Logins::open(&record).unwrap().is_none());
        let mut accounts = Logins::open_or_make(&record).unwrap();
        assert!(accounts.add(&somebody("huda", "R1"), "phc").unwrap());
        assert!(!accounts.add(&somebody("huda", "R2"), "phc").unwrap());
        assert!(!accounts.add(&somebody("omar", "R1"), "phc").unwrap());
        accounts.begin("huda", "h1", 100, 0).unwrap();
        accounts.begin("huda", "h2", 200, 150).unwrap();
        assert!(accounts.session("h1").unwrap().is_none(), "it was over");
        let (who, begun, seen) = accounts.session("h2").unwrap().unwrap();
        assert_eq!((who.pseudonym.as_str(), begun, seen), ("R1", 200, 200));
        accounts.see("h2", 260).unwrap();
        assert_eq!(accounts.session("h2").unwrap().unwrap().2, 260);
        assert!(accounts.set_role("huda", "admin").unwrap());
        assert_eq!(accounts.session("h2").unwrap().unwrap().0.role, "admin");
        assert!(accounts.set_password("huda", "other").unwrap());
        assert!(accounts.session("h2").unwrap().is_none());
        accounts.begin("huda", "h3", 300, 0).unwrap();
        assert!(accounts.remove("huda").unwrap() && !accounts.remove("huda").unwrap());
        assert!(accounts.session("h3").unwrap().is_none() && accounts.password("huda").unwrap().is_none());
        assert!(!accounts.add(&somebody("huda", "R9"), "phc").unwrap());
        assert!(accounts.list().unwrap().is_empty());
        assert!(!accounts.set_role("huda", "admin").unwrap());
    }

    #[test]
    fn failed_tries_are_remembered_until_they_are_old() {
        let folder = scratch("accounts-failures");
        let record = folder.join("r.rasid");
        let mut accounts = Logins::open_or_make(&record).unwrap();
        accounts.note_failures(&[("a", 1, 100), ("b", 1, 100)], 0).unwrap();
        accounts.note_failures(&[("b", 2, 150)], 0).unwrap();
        drop(accounts);
        let mut accounts = Logins::open(&record).unwrap().unwrap();
        assert_eq!(accounts.failures().unwrap(), [("a".into(), 1, 100), ("b".into(), 2, 150)]);
        accounts.note_failures(&[("c", 1, 200)], 120).unwrap();
        accounts.forget_failures("b").unwrap();
        assert_eq!(accounts.failures().unwrap(), [("c".into(), 1, 200)]);
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_may_read_the_file() {
        let folder = scratch("accounts-mode");
        let record = folder.join("r.rasid");
        Logins::open_or_make(&record).unwrap();
        let mode = std::fs::metadata(Logins::path_for(&record)).unwrap().permissions();
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&mode) & 0o777, 0o600);
    }
}
