//! Opening a record on a server, or making one there: a schema that holds the tables and nothing else.

use crate::db::{Address, Db};
use crate::open::{NEEDED, check_tables, newer};
use crate::schema::{VERSION, steps};
use crate::{ErrorKind, StoreError};

/// Connects to a record that is there and brings it up to date.
pub(crate) fn open_existing(address: &Address) -> Result<Db, StoreError> {
    let db = Db::reach(address, true)?;
    let found = version(&db, address)?;
    if found > VERSION {
        return Err(newer(address.name(), found));
    }
    if found < VERSION {
        db.whole(|db| match version(db, address)? {
            // Another program may have been faster.
            found if found < VERSION => steps(db, found, VERSION),
            _ => Ok(()),
        })?;
    }
    check_tables(address.name(), &db.tables()?, NEEDED.into_iter())?;
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

/// Refuses an address where a record or something else is.
pub(crate) fn check_missing(db: &Db, address: &Address) -> Result<(), StoreError> {
    match version(db, address) {
        Err(error) if error.kind() == ErrorKind::Missing => Ok(()),
        Err(error) => Err(error),
        Ok(_) => Err(StoreError::new(ErrorKind::Exists, address.name(), "")),
    }
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

/// Tables as PostgreSQL makes them: texts are put in order by their bytes, as SQLite does, whatever language the
/// server is set to.
pub(crate) fn for_server(common: &str) -> String {
    let mut made = String::new();
    for line in common.lines() {
        // What stands behind two dashes is for people.
        let (code, remark) = line.split_at(line.find("--").unwrap_or(line.len()));
        made.push_str(&code.replace(" TEXT", " TEXT COLLATE \"C\"").replace(" BLOB", " BYTEA"));
        made.push_str(remark);
        made.push('\n');
    }
    made.push_str(&remarks(common));
    made
}

/// What the remarks in a migration say of tables, views and columns, as comments that PostgreSQL shows.
fn remarks(common: &str) -> String {
    let mut made = String::new();
    // The table or view that the lines are about, and whether a column was named yet.
    let mut of: Option<(String, String, bool)> = None;
    let mut said = String::new();
    for line in common.replace(" IF NOT EXISTS", "").lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        if let ["CREATE", sort @ ("TABLE" | "VIEW"), name, ..] = words[..] {
            of = Some((sort.to_owned(), name.to_owned(), false));
            said.clear();
            continue;
        }
        let Some((sort, name, has_columns)) = of.clone() else { continue };
        let text = line.trim();
        if let Some(remark) = text.strip_prefix("--").filter(|_| !has_columns) {
            said = format!("{said} {}", remark.trim());
            continue;
        }
        if !has_columns && !said.is_empty() {
            made.push_str(&format!("COMMENT ON {sort} {name} IS '{}';\n", said.trim().replace('\'', "''")));
        }
        let goes_on = !text.is_empty() && sort == "TABLE" && !text.starts_with(')');
        of = goes_on.then(|| (sort, name.clone(), true));
        if let (Some(_), Some((column, remark))) = (&of, text.split_once("--"))
            && let Some(column) = column
                .split_whitespace()
                .next()
                .filter(|word| word.starts_with(|c: char| c.is_ascii_lowercase() || c == '"'))
        {
            made.push_str(&format!("COMMENT ON COLUMN {name}.{column} IS '{}';\n", remark.trim().replace('\'', "''")));
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_of_a_server_are_in_order_by_bytes_and_say_what_they_hold() {
        let common = "CREATE TABLE a (\n    -- What it is.\n    -- Really.\n    id TEXT NOT NULL,  -- TEXT, it's one\n    \"end\" BIGINT\n);\n\
                      CREATE VIEW b AS\n    -- A view.\n    SELECT 1;";
        let made = for_server(common);
        assert!(made.contains("id TEXT COLLATE \"C\" NOT NULL,  -- TEXT, it's one\n"), "{made}");
        assert!(made.contains("COMMENT ON TABLE a IS 'What it is. Really.';"), "{made}");
        assert!(made.contains("COMMENT ON COLUMN a.id IS 'TEXT, it''s one';"), "{made}");
        assert!(made.contains("COMMENT ON VIEW b IS 'A view.';"), "{made}");
    }
}
