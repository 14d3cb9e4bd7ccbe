//! Opening a record, or making one.
//!
//! Whatever cannot be opened is left as it was: the head of the file is read before the database
//! sees it, and a new record is made whole under another name before it gets its own.

use crate::db::{Address, Db};
use crate::schema::{APPLICATION_ID, VERSION, migrate};
use crate::{ErrorKind, StoreError, review, served};
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind as Io, Read};
use std::path::{Path, PathBuf};
use std::process::Command;

/// An open record: one connection, for one thread at a time.
#[derive(Debug)]
pub struct Store {
    db: Db,
}

impl Store {
    /// Notes that this record was made out of another to be shared, and what is left out of it: a sentence that whoever
    /// opens it with any tool finds beside what it is.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn mark_redacted(&mut self, left_out: &str) -> Result<(), StoreError> {
        let sql = "INSERT INTO meta (key, value) VALUES ('redacted', ?1)
                   ON CONFLICT (key) DO UPDATE SET value = excluded.value";
        self.db().whole(|db| db.exec(sql, &[left_out.into()]).map(drop))
    }

    /// Whether this record was made out of another to be shared.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn is_redacted(&self) -> Result<bool, StoreError> {
        Ok(self.db().count("SELECT COUNT(*) FROM meta WHERE key = 'redacted'", &[])? > 0)
    }

    /// Opens the record at `path` to read and write, and makes one where there is no file. A new
    /// file is readable and writable by its owner only; an older record is brought up to date.
    /// `path` may also be an address, `postgres://user@host/database?schema=name`: then the record is in that
    /// schema, which is made where it is missing.
    ///
    /// # Errors
    /// When it cannot be opened or written: a folder in its place, not a record, damaged, made by
    /// a newer version, read-only, disk full. The file is left as it was.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        match Self::open_existing(path) {
            Err(e) if e.kind() == ErrorKind::Missing => {
                Self::create(path, VERSION)?;
                Self::open_existing(path)
            }
            opened => opened,
        }
    }

    /// Opens the record at `path` as [`Store::open`] does, but only where there is one.
    ///
    /// # Errors
    /// As for [`Store::open`], and when there is no file.
    pub fn open_existing(path: &Path) -> Result<Self, StoreError> {
        if Address::is_one(path) {
            let db = served::open_existing(&Address::parse(path)?)?;
            review::derive::complete(&db)?;
            return Ok(Store { db });
        }
        check_head(path)?;
        OpenOptions::new().read(true).write(true).open(path).map_err(|e| trouble(&e, path))?;
        let db = Db::connect(path, path)?;
        prepare(&db)?;
        // What the head says may be older than what the log beside the file says.
        let version = number(&db, "PRAGMA user_version")?;
        if version > VERSION {
            return Err(newer(path, version));
        }
        let there = db.all("SELECT name FROM sqlite_schema", &[], |c| c.text())?;
        check_tables(path, &there, NEEDED.into_iter().chain(["search"]))?;
        if version < VERSION {
            migrate(&db, version, VERSION)?;
        }
        review::derive::complete(&db)?;
        Ok(Store { db })
    }

    /// One more connection to the same record, for another thread, which can only read.
    ///
    /// # Errors
    /// When the file cannot be read any more.
    pub fn reader(&self) -> Result<Self, StoreError> {
        if let Db::Server(server) = &self.db {
            return Ok(Store { db: Db::reach(server.address(), false)? });
        }
        let db = Db::connect(self.path(), self.path())?;
        prepare(&db)?;
        db.batch("PRAGMA query_only = ON")?;
        Ok(Store { db })
    }

    /// Holds no more than 4 MiB of the file in memory from here on, as long as no more than 100 reports are added at once:
    /// for what runs for months with several connections, each of which would hold up to 64 MiB.
    ///
    /// # Errors
    /// When the file cannot be read any more.
    pub fn hold_little(&self) -> Result<(), StoreError> {
        self.db.tune("PRAGMA cache_size = -4096")
    }

    /// What messages should call a record that `record` names: an address without the password that may stand in it
    /// (which stays known to this program, so that the record can be opened by what is returned), a file as it is.
    pub fn plain_name(record: &Path) -> PathBuf {
        Address::name_of(record)
    }

    /// Lets a program that is about to be started open the record too: a password that stood in the address goes to it as
    /// `PGPASSWORD`, since other people of the computer can see arguments.
    pub fn let_open(record: &Path, program: &mut Command) {
        if let Some(password) = Address::heard(record) {
            program.env("PGPASSWORD", password);
        }
    }

    /// What files made from a record are called after: the file without its ending, or the schema of an address or,
    /// where that has the usual name, the database.
    pub fn short_name(record: &Path) -> String {
        if Address::is_one(record) {
            return Address::parse(record).map_or_else(|_| "record".to_owned(), |address| address.short_name());
        }
        record.file_stem().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// A place for what is made from a record and thrown away again: beside the file, where its texts may lie too; of
    /// an address in the folder for passing files, whose names others may see there. Whoever makes something at it
    /// lets nobody else read it.
    pub fn beside(record: &Path, suffix: &str) -> PathBuf {
        if Address::is_one(record) {
            return std::env::temp_dir().join(format!("rasid-{}{suffix}", Store::short_name(record)));
        }
        with_suffix(record, suffix)
    }

    /// Whether `record` is an address of a server, not the name of a file.
    pub fn is_served(record: &Path) -> bool {
        Address::is_one(record)
    }

    /// The file, or the address of the record without a password.
    pub fn path(&self) -> &Path {
        self.db.path()
    }

    /// Writes everything that waits in the log beside the file into the file itself, so that it can be moved alone.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn settle(&mut self) -> Result<(), StoreError> {
        self.db.tune("PRAGMA wal_checkpoint(TRUNCATE)")
    }

    /// The database behind it.
    pub(crate) fn db(&self) -> &Db {
        &self.db
    }

    /// Makes an empty record at `path` whose tables have version `version`.
    pub(crate) fn create(path: &Path, version: u32) -> Result<(), StoreError> {
        if Address::is_one(path) {
            return served::create(&Address::parse(path)?, version);
        }
        let beside = Beside::new(path)?;
        {
            let db = beside.tables(path, version)?;
            // Only now, so that everything is in the file itself and not in a log beside it, which
            // could be lost when it cannot be written back.
            db.batch("PRAGMA journal_mode = WAL")?;
        }
        check_head(&beside.path).map_err(|e| e.about(path))?;
        // Where another program was faster, its record will do.
        beside.put_in_place(path).map(drop)
    }
}

/// Settings of every connection.
fn prepare(db: &Db) -> Result<(), StoreError> {
    // FULL, so that what is acknowledged survives a loss of power too. The log may grow to about
    // 128 MB before it is written back: far fewer pages are written twice when many reports come.
    db.batch(
        "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 16000; PRAGMA journal_size_limit = 134217728;
         PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF",
    )
}

fn number(db: &Db, pragma: &str) -> Result<u32, StoreError> {
    Ok(u32::try_from(db.count(pragma, &[])?).unwrap_or(u32::MAX))
}

/// Reads the head of the file and says what speaks against opening it.
fn check_head(path: &Path) -> Result<(), StoreError> {
    let data = std::fs::metadata(path).map_err(|e| trouble(&e, path))?;
    if data.is_dir() {
        return Err(StoreError::new(ErrorKind::Folder, path, ""));
    }
    let not = |why: &str| Err(StoreError::new(ErrorKind::NotARecord, path, why));
    if !data.is_file() {
        return not("it is no ordinary file");
    }
    let mut head = Vec::new();
    File::open(path).and_then(|f| f.take(100).read_to_end(&mut head)).map_err(|e| trouble(&e, path))?;
    if head.is_empty() {
        return not("it is empty");
    }
    if head.len() < 100 || !head.starts_with(b"SQLite format 3\0") {
        return not("it does not begin like one");
    }
    let word = |at: usize| u32::from_be_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
    if word(68) != APPLICATION_ID {
        return not("it is a database of another program");
    }
    let version = word(60);
    if version > VERSION {
        return Err(newer(path, version));
    }
    let page = match u64::from(u16::from_be_bytes([head[16], head[17]])) {
        1 => 65536,
        size => size,
    };
    let whole = u64::from(word(28)) * page;
    // With a log beside it, the file may be shorter than its head says until the log is written back.
    if data.len() < whole && beside_len(path, "-wal") == 0 {
        let detail = format!("{} bytes are missing at its end", whole - data.len());
        return Err(StoreError::new(ErrorKind::Damaged, path, detail));
    }
    Ok(())
}

/// The tables without which a record cannot be opened, wherever it is.
pub(crate) const NEEDED: [&str; 5] = ["meta", "texts", "reports", "readings", "decisions"];

/// Refuses a record in which one of the tables `needed` is not among those that are there.
pub(crate) fn check_tables<'t>(
    path: &Path,
    there: &[String],
    mut needed: impl Iterator<Item = &'t str>,
) -> Result<(), StoreError> {
    match needed.find(|table| !there.iter().any(|name| name == table)) {
        Some(table) => Err(StoreError::new(ErrorKind::Damaged, path, format!("its table `{table}` is gone"))),
        None => Ok(()),
    }
}

/// The error for a record of a version that this program does not know yet.
pub(crate) fn newer(path: &Path, version: u32) -> StoreError {
    let detail = format!("its tables have version {version}, this program knows {VERSION}");
    StoreError::new(ErrorKind::Newer, path, detail)
}

/// `path` with `suffix` put after its name.
pub(crate) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// How long the file is that SQLite keeps beside `path`.
fn beside_len(path: &Path, suffix: &str) -> u64 {
    std::fs::metadata(with_suffix(path, suffix)).map_or(0, |m| m.len())
}

/// Turns an error of the file system into one of the store's.
pub(crate) fn trouble(error: &std::io::Error, path: &Path) -> StoreError {
    let kind = match error.kind() {
        Io::NotFound => ErrorKind::Missing,
        Io::IsADirectory => ErrorKind::Folder,
        Io::ReadOnlyFilesystem => ErrorKind::ReadOnly,
        Io::PermissionDenied if File::open(path).is_ok() => ErrorKind::ReadOnly,
        Io::PermissionDenied => ErrorKind::Forbidden,
        Io::StorageFull | Io::QuotaExceeded | Io::FileTooLarge => ErrorKind::Full,
        _ => ErrorKind::Io,
    };
    StoreError::new(kind, path, error.to_string())
}

/// A new record under another name beside its own; thrown away unless it is put in its place.
pub(crate) struct Beside {
    path: PathBuf,
}

impl Beside {
    pub(crate) fn new(path: &Path) -> Result<Self, StoreError> {
        let beside = with_suffix(path, &format!(".new-{}", std::process::id()));
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        match options.open(&beside) {
            Ok(_) => Ok(Beside { path: beside }),
            Err(e) => Err(match e.kind() {
                Io::NotFound | Io::NotADirectory => {
                    StoreError::new(ErrorKind::Io, path, "the folder that it should be in is not there")
                }
                Io::PermissionDenied => StoreError::new(ErrorKind::ReadOnly, path, "its folder may not be written"),
                _ => trouble(&e, path),
            }),
        }
    }

    /// Makes empty tables in it; messages name `path`.
    pub(crate) fn tables(&self, path: &Path, version: u32) -> Result<Db, StoreError> {
        let db = Db::connect(&self.path, path)?;
        db.batch("PRAGMA page_size = 8192; PRAGMA synchronous = FULL")?;
        migrate(&db, 0, version)?;
        Ok(db)
    }

    /// Gives the file its name, and says whether no other program was faster.
    pub(crate) fn put_in_place(self, path: &Path) -> Result<bool, StoreError> {
        match std::fs::hard_link(&self.path, path) {
            Ok(()) => Ok(true),
            Err(e) if e.kind() == Io::AlreadyExists => Ok(false),
            // Some file systems have no links; there, a race between two programs is not caught.
            Err(_) if !path.exists() => std::fs::rename(&self.path, path).map(|()| true).map_err(|e| trouble(&e, path)),
            Err(e) => Err(trouble(&e, path)),
        }
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        for suffix in ["", "-wal", "-shm", "-journal"] {
            // What is not there need not be removed.
            let _ = std::fs::remove_file(with_suffix(&self.path, suffix));
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::path::{Path, PathBuf};

    /// A folder of a test's own, which is removed when the test is over.
    pub(crate) struct Scratch(PathBuf);

    impl std::ops::Deref for Scratch {
        type Target = Path;

        fn deref(&self) -> &Path {
            &self.0
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    /// An empty folder of a test's own.
    pub(crate) fn scratch(name: &str) -> Scratch {
        let folder = std::env::temp_dir().join(format!("rasid-store-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        Scratch(folder)
    }
}
