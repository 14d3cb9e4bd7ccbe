//! Opening a record on a server, or making one there: a schema that holds the tables and nothing else.

use crate::db::{Address, Db};
use crate::schema::{VERSION, steps};
use crate::{ErrorKind, StoreError};

/// Connects to a record that is there and brings it up to date.
pub(crate) fn open_existing(address: &Address) -> Result<Db, StoreError> {
    let db = Db::reach(address, true)?;
    let found = version(&db, address)?;
    if found > VERSION {
        let detail = format!("its tables have version {found}, this program knows {VERSION}");
        return Err(StoreError::new(ErrorKind::Newer, address.name(), detail));
    }
    if found < VERSION {
        db.whole(|db| match version(db, address)? {
            // Another program may have been faster.
            found if found < VERSION => steps(db, found, VERSION),
            _ => Ok(()),
        })?;
    }
    let tables = db.tables()?;
    for table in ["meta", "texts", "reports", "readings", "decisions"] {
        if !tables.iter().any(|name| name == table) {
            return Err(StoreError::new(ErrorKind::Damaged, address.name(), format!("its table `{table}` is gone")));
        }
    }
    Ok(db)
}

/// Makes an empty record whose tables have version `version`, in one transaction. Where another program makes it at
/// the same time, one of the two does.
pub(crate) fn create(address: &Address, version: u32) -> Result<(), StoreError> {
    let db = Db::reach(address, true)?;
    db.whole(|db| {
        make_schema(db, address)?;
        match self::version(db, address) {
            Err(error) if error.kind() == ErrorKind::Missing => steps(db, 0, version),
            found => found.map(drop),
        }
    })
}

/// Makes the schema of an address where it is missing; who makes it is the only one who may see into it.
pub(crate) fn make_schema(db: &Db, address: &Address) -> Result<(), StoreError> {
    let sql = "SELECT COUNT(*) FROM pg_namespace WHERE nspname = ?1";
    // A role that may not make schemas can be given an empty one.
    if db.count(sql, &[address.schema().into()])? == 0 {
        db.batch(&format!("CREATE SCHEMA \"{}\"", address.schema()))?;
    }
    Ok(())
}

/// The version of the tables that are there.
fn version(db: &Db, address: &Address) -> Result<u32, StoreError> {
    let trouble = |kind, detail: &str| Err(StoreError::new(kind, address.name(), detail));
    let sql = "SELECT has_schema_privilege(oid, 'USAGE') FROM pg_namespace WHERE nspname = ?1";
    match db.first(sql, &[address.schema().into()], |c| c.flag())? {
        None => return trouble(ErrorKind::Missing, ""),
        Some(false) => return trouble(ErrorKind::Forbidden, "no right to use its schema"),
        Some(true) => {}
    }
    let tables = db.tables()?;
    if tables.is_empty() {
        return trouble(ErrorKind::Missing, "");
    }
    if !tables.iter().any(|name| name == "meta") {
        return trouble(ErrorKind::NotARecord, "its schema holds tables of something else");
    }
    let format = db.first("SELECT value FROM meta WHERE key = 'format'", &[], |c| c.text())?;
    match format.and_then(|format| format.parse().ok()) {
        Some(version) => Ok(version),
        None => trouble(ErrorKind::NotARecord, "its schema holds tables of something else"),
    }
}
