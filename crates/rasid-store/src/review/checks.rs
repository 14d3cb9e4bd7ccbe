//! Checksums of rows that carry none of their own: reports, readings, briefings and links.

use crate::StoreError;
use crate::db::{Cursor, Db, Value};

/// A table whose rows are summed: its name, its key, its columns.
pub(crate) struct Summed {
    pub(crate) name: &'static str,
    pub(crate) key: &'static str,
    columns: &'static str,
    count: usize,
}

/// All of them.
pub(crate) const SUMMED: [Summed; 4] = [
    Summed {
        name: "reports",
        key: "id",
        columns: "id, no, text_id, outlet, url, title, published, basis, lang, other, added_at",
        count: 11,
    },
    Summed { name: "readings", key: "report_id", columns: "report_id, rules_version, json, made_at", count: 4 },
    Summed { name: "briefings", key: "no", columns: "no, title, asked, cutoff, digest, who, made_at", count: 7 },
    Summed {
        name: "watches",
        key: "person || ' ' || kind || ' ' || id || ' ' || CAST(idx AS TEXT)",
        columns: "person, kind, id, idx, made_at",
        count: 5,
    },
];

impl Summed {
    /// The sum of the row whose columns come next.
    fn sum(&self, c: &mut Cursor<'_>) -> Result<String, StoreError> {
        let mut hasher = blake3::Hasher::new();
        for _ in 0..self.count {
            hash(&mut hasher, c.any()?.as_deref());
        }
        Ok(hasher.finalize().to_hex()[..32].to_owned())
    }

    /// Hands key and sum of every row to `each`.
    pub(crate) fn each(
        &self,
        db: &Db,
        mut each: impl FnMut(String, Result<String, StoreError>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let Summed { name, key, columns, .. } = self;
        db.scan(&format!("SELECT {key}, {columns} FROM {name} ORDER BY {key}"), &[], |c| {
            let key = String::from_utf8_lossy(&c.any()?.unwrap_or_default()).into_owned();
            let sum = self.sum(c);
            each(key, sum)?;
            Ok(true)
        })
    }

    /// Writes the sum of a row, whose cells these are in the order of the columns.
    fn write(&self, db: &Db, key: &str, cells: &[Value<'_>]) -> Result<(), StoreError> {
        debug_assert_eq!(cells.len(), self.count, "{}", self.name);
        let mut hasher = blake3::Hasher::new();
        for cell in cells {
            hash(&mut hasher, cell.bytes().as_deref());
        }
        keep(db, self.name, key, &hasher.finalize().to_hex()[..32])
    }
}

/// Keeps the sum of a row, or under an empty key that of a whole table. Belongs into a transaction.
pub(crate) fn keep(db: &Db, name: &str, key: &str, sum: &str) -> Result<(), StoreError> {
    db.put(
        "INSERT INTO checksums (name, key, hash) VALUES (?1, ?2, ?3)
         ON CONFLICT (name, key) DO UPDATE SET hash = excluded.hash",
        &[name.into(), key.into(), sum.into()],
    )
}

/// Adds a cell to a sum.
fn hash(hasher: &mut blake3::Hasher, cell: Option<&[u8]>) {
    match cell {
        // A length that no text has keeps nothing and the empty text apart.
        None => hasher.update(&u64::MAX.to_le_bytes()),
        Some(bytes) => hasher.update(&(bytes.len() as u64).to_le_bytes()).update(bytes),
    };
}

/// Sums a report from the cells that are written.
pub(crate) fn sum_report(db: &Db, id: &str, cells: &[Value<'_>]) -> Result<(), StoreError> {
    SUMMED[0].write(db, id, cells)
}

/// Sums a reading from the cells that are written.
pub(crate) fn sum_reading(db: &Db, id: &str, cells: &[Value<'_>]) -> Result<(), StoreError> {
    SUMMED[1].write(db, id, cells)
}

/// Sums a briefing from the cells that are written.
pub(crate) fn sum_briefing(db: &Db, no: usize, cells: &[Value<'_>]) -> Result<(), StoreError> {
    SUMMED[2].write(db, &no.to_string(), cells)
}

/// Sums a watch from the cells that are written.
pub(crate) fn sum_watch(db: &Db, key: &str, cells: &[Value<'_>]) -> Result<(), StoreError> {
    SUMMED[3].write(db, key, cells)
}

/// Forgets the sum of a watch.
pub(crate) fn forget_watch(db: &Db, key: &str) -> Result<(), StoreError> {
    db.exec("DELETE FROM checksums WHERE name = 'watches' AND key = ?1", &[key.into()]).map(drop)
}

/// Forgets the sums of a report that is deleted, of its reading, and of those who watched arrangements by it.
pub(crate) fn forget(db: &Db, report_id: &str) -> Result<(), StoreError> {
    let sql = "DELETE FROM checksums WHERE name IN ('reports', 'readings') AND key = ?1";
    db.exec(sql, &[report_id.into()])?;
    let sql = format!("SELECT {} FROM watches WHERE kind = 'arrangement' AND id = ?1", SUMMED[3].key);
    for key in db.all(&sql, &[report_id.into()], |c| c.text())? {
        forget_watch(db, &key)?;
    }
    Ok(())
}

/// Sums every row that has no sum yet: of a record that was made before there were sums.
pub(crate) fn fill_all(db: &Db) -> Result<(), StoreError> {
    SUMMED.iter().try_for_each(|summed| fill(db, summed.name))
}

/// The same for one table.
pub(crate) fn fill(db: &Db, name: &str) -> Result<(), StoreError> {
    for summed in SUMMED.iter().filter(|summed| summed.name == name) {
        let mut sums = Vec::new();
        summed.each(db, |key, sum| {
            sums.push((key, sum?));
            Ok(())
        })?;
        for (key, sum) in sums {
            let sql = "SELECT COUNT(*) FROM checksums WHERE name = ?1 AND key = ?2";
            if db.count(sql, &[summed.name.into(), key.as_str().into()])? == 0 {
                keep(db, summed.name, &key, &sum)?;
            }
        }
    }
    Ok(())
}

/// Tables of links, which are replaced as a whole: all their rows are summed when they are.
pub(crate) const SEALED: [&str; 12] = [
    "report_links",
    "courses",
    "promises",
    "disagreements",
    "linked_records",
    "linked_actors",
    "figure_courses",
    "positions",
    "copy_counts",
    "news",
    "news_about",
    "place_counts",
];
/// Digits of the sum of one row.
const DIGITS: usize = 8;
/// The most columns that a key of these tables has: in the order of so many cells no two rows are level.
const KEY: usize = 4;

/// The sums of all rows of a table, one behind the other.
pub(crate) fn sums_of(db: &Db, table: &str) -> Result<String, StoreError> {
    let mut sums = String::new();
    each_row(db, table, |_, sum| sums.push_str(&sum))?;
    Ok(sums)
}

/// Hands the first cells of every row of a table, and its sum, to `each`; the rows in the order of their cells.
fn each_row(db: &Db, table: &str, mut each: impl FnMut(String, String)) -> Result<(), StoreError> {
    let columns = db.columns(table)?.len();
    let order: Vec<String> = (1..=columns.min(KEY)).map(|n| n.to_string()).collect();
    db.scan(&format!("SELECT * FROM {table} ORDER BY {}", order.join(", ")), &[], |c| {
        let (mut hasher, mut name) = (blake3::Hasher::new(), Vec::new());
        for column in 0..columns {
            let cell = c.any()?;
            let bytes = cell.as_deref().unwrap_or_default();
            hasher.update(&[u8::from(cell.is_some())]).update(&(bytes.len() as u64).to_le_bytes()).update(bytes);
            if column < 3 {
                name.push(String::from_utf8_lossy(bytes).chars().take(80).collect::<String>());
            }
        }
        each(name.join(" "), hasher.finalize().to_hex()[..DIGITS].to_owned());
        Ok(true)
    })
}

/// Sums the links after they were made anew.
pub(crate) fn seal(db: &Db) -> Result<(), StoreError> {
    for table in SEALED {
        keep(db, table, "", &sums_of(db, table)?)?;
    }
    Ok(())
}

/// The rows of links that are not those which were summed, by table and first cells.
pub(crate) fn unsealed(db: &Db) -> Result<Vec<(&'static str, String)>, StoreError> {
    let mut found = Vec::new();
    for table in SEALED {
        let sql = "SELECT hash FROM checksums WHERE name = ?1 AND key = ''";
        let Some(kept) = db.first(sql, &[table.into()], |c| c.text())? else { continue };
        let mut rows = Vec::new();
        each_row(db, table, |name, sum| rows.push((name, sum)))?;
        let mut sums = kept.as_bytes().chunks(DIGITS);
        let differing = rows.iter().find(|(_, sum)| sums.next() != Some(sum.as_bytes()));
        match differing {
            Some((name, _)) => found.push((table, name.clone())),
            None if sums.next().is_some() => found.push((table, String::new())),
            None => {}
        }
    }
    Ok(found)
}
