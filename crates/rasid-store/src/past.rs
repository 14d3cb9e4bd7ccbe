//! The record as it stood at a past time: a record of its own, made from the kept readings without reading
//! again, which holds only the reports that were there by then and what was decided by then.
//!
//! Its links are those of nothing until somebody links it, as after adding.

use crate::body::{self, TEXTLESS};
use crate::copying::copy_table;
use crate::db::{Db, Value};
use crate::schema::VERSION;
use crate::tally::Tally;
use crate::{Store, StoreError, derive, links, search};
use std::collections::HashSet;
use std::path::Path;

/// By what a report counts as there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PastBy {
    /// When it was added to the record.
    Added,
    /// When it was published; reports without a date of publication are left out.
    Published,
}

/// A past time.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Cutoff {
    by: PastBy,
    until: String,
}

impl Cutoff {
    /// The end of a day (`2018-03-01`) or, by adding only, a moment (`2018-03-01T14:05:00Z`); nothing where
    /// `until` is neither. `published:` before a day goes by publication.
    pub fn parse(text: &str) -> Option<Self> {
        let (by, until) = match text.strip_prefix("published:") {
            Some(day) => (PastBy::Published, day),
            None => (PastBy::Added, text),
        };
        let shape = |pattern: &str| {
            until.len() == pattern.len()
                && until.bytes().zip(pattern.bytes()).all(|(b, p)| if p == b'0' { b.is_ascii_digit() } else { b == p })
        };
        let fits = shape("0000-00-00") || (by == PastBy::Added && shape("0000-00-00T00:00:00Z"));
        let number = |range| until.get(range).and_then(|part: &str| part.parse::<u8>().ok()).unwrap_or(0);
        let is_day = fits && (1..=12).contains(&number(5..7)) && (1..=31).contains(&number(8..10));
        is_day.then(|| Cutoff { by, until: until.to_owned() })
    }

    /// The form that [`Cutoff::parse`] reads.
    pub fn text(&self) -> String {
        match self.by {
            PastBy::Added => self.until.clone(),
            PastBy::Published => format!("published:{}", self.until),
        }
    }

    /// By what reports count as there.
    pub fn by(&self) -> PastBy {
        self.by
    }

    /// The day or the moment.
    pub fn until(&self) -> &str {
        &self.until
    }

    /// The last moment that is still in: ISO 8601, UTC.
    pub fn moment(&self) -> String {
        if self.until.len() == 10 { format!("{}T23:59:59Z", self.until) } else { self.until.clone() }
    }

    /// The condition on a report `r` of being there, with `?1` for [`Cutoff::bound`].
    fn condition(&self) -> &'static str {
        match self.by {
            PastBy::Added => "r.added_at <= ?1",
            // Days are compared: an hour without its zone cannot be.
            PastBy::Published => "substr(r.published, 1, 10) <= ?1",
        }
    }

    fn bound(&self) -> String {
        match self.by {
            PastBy::Added => self.moment(),
            PastBy::Published => self.until.clone(),
        }
    }
}

/// How much of a record is in its past.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PastSize {
    /// Reports that were there.
    pub reports: usize,
    /// Reports that are there now.
    pub of: usize,
}

/// Tables that are filled otherwise: what they hold is made from the others, here or when the past is opened.
const REMADE: [&str; 13] = [
    "meta",
    "linking",
    "list_counts",
    "actor_counts",
    "actor_names",
    "naming_counts",
    "review_log",
    "review_contents",
    "reviewed",
    "review_assigned",
    "review_queue",
    "review_made",
    "checksums",
];

impl Store {
    /// Makes a record at `target`, where no file may be, that holds what this one held at `cutoff`.
    ///
    /// # Errors
    /// When this record cannot be read or the other not be written; it is of no use then.
    pub fn past(&self, cutoff: &Cutoff, target: &Path) -> Result<PastSize, StoreError> {
        Store::create(target, VERSION)?;
        if self.db().is_server() {
            let to = hurried(target)?;
            return self.db().steady(|from| to.whole(|to| fetch(from, to, cutoff)));
        }
        let size = {
            let db = past_of(self.path(), target)?;
            db.whole(|db| copy(db, cutoff))?
        };
        // The index of words is told in which reports it may find any; by a connection that has not seen it before
        // its tables were copied.
        let db = past_of(self.path(), target)?;
        db.whole(|db| {
            db.exec("DELETE FROM search WHERE rowid IN (SELECT no FROM source.reports WHERE no NOT IN (SELECT no FROM reports))", &[])
        })?;
        Ok(size)
    }

    /// Two times at which this says the same for `cutoff`, [`Store::past`] makes the same record.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn past_mark(&self, cutoff: &Cutoff) -> Result<String, StoreError> {
        self.db().steady(|db| {
            let sql = format!(
                "SELECT d.rules_version, COUNT(*) FROM reports r JOIN readings d ON d.report_id = r.id WHERE {}
                 GROUP BY d.rules_version ORDER BY d.rules_version",
                cutoff.condition()
            );
            let readings = db.all(&sql, &[cutoff.bound().into()], |c| Ok(format!("{}: {}", c.text()?, c.count()?)))?;
            let sql = "SELECT COUNT(*), COUNT(p.seq) FROM decisions d LEFT JOIN decision_payloads p ON p.seq = d.seq
                       WHERE d.made_at <= ?1";
            let decisions = db.first(sql, &[cutoff.moment().into()], |c| Ok((c.count()?, c.count()?)))?;
            let sql = "SELECT (SELECT COUNT(*) FROM agreements WHERE made_at <= ?1) + (SELECT COUNT(*) FROM clause_links WHERE made_at <= ?1)";
            let register = db.count(sql, &[cutoff.moment().into()])?;
            Ok(format!("{readings:?} {decisions:?} {register}"))
        })
    }

    /// A number that grows whenever readings, decisions or agreements are added: while it stays, so does every past.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn growth(&self) -> Result<u64, StoreError> {
        let sql = "SELECT (SELECT changes FROM linking) + (SELECT COALESCE(MAX(seq), 0) FROM decisions)
                   + (SELECT COUNT(*) FROM agreements) + (SELECT COALESCE(MAX(seq), 0) FROM clause_links)";
        Ok(self.db().count(sql, &[])? as u64)
    }
}

/// A connection to the past at `target`.
fn hurried(target: &Path) -> Result<Db, StoreError> {
    let db = Db::connect(target, target)?;
    // Should the power fail, the file is made again.
    db.batch("PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY")?;
    Ok(db)
}

/// A connection to the past at `target` with the record at `record` beside it, called `source`.
fn past_of(record: &Path, target: &Path) -> Result<Db, StoreError> {
    let db = hurried(target)?;
    db.exec("ATTACH DATABASE ?1 AS source", &[record.to_string_lossy().into_owned().into()])?;
    Ok(db)
}

/// Copies into the empty past `db` what was there.
fn copy(db: &Db, cutoff: &Cutoff) -> Result<PastSize, StoreError> {
    let (bound, moment) = (cutoff.bound(), cutoff.moment());
    db.exec("CREATE TEMP TABLE kept (id TEXT NOT NULL PRIMARY KEY, no BIGINT NOT NULL, text_id TEXT NOT NULL)", &[])?;
    let sql =
        format!("INSERT INTO kept SELECT r.id, r.no, r.text_id FROM source.reports r WHERE {}", cutoff.condition());
    let reports = db.exec(&sql, &[bound.into()])?;
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND sql NOT LIKE 'CREATE VIRTUAL%'";
    for table in db.all(tables, &[], |c| c.text())? {
        if REMADE.contains(&table.as_str()) || links::TABLES.contains(&table.as_str()) {
            continue;
        }
        let columns = db.all("SELECT name FROM pragma_table_info(?1)", &[table.as_str().into()], |c| c.text())?;
        let condition = condition(&table, &columns);
        // Rows that a new record begins with come from the older one too.
        db.exec(&format!("DELETE FROM main.\"{table}\""), &[])?;
        let columns: Vec<String> = columns.iter().map(|name| format!("\"{name}\"")).collect();
        let columns = columns.join(", ");
        let sql = format!(
            "INSERT INTO main.\"{table}\" ({columns}) SELECT {columns} FROM source.\"{table}\" WHERE {condition}"
        );
        let values: &[Value<'_>] = if condition.contains("?1") { &[moment.as_str().into()] } else { &[] };
        db.exec(&sql, values)?;
    }
    sum_up(db, reports)?;
    Ok(PastSize { reports, of: db.count("SELECT COUNT(*) FROM source.reports", &[])? })
}

/// Makes the sums of what was copied.
fn sum_up(db: &Db, reports: usize) -> Result<(), StoreError> {
    let mut tally = Tally::default();
    let sql = format!("SELECT {TEXTLESS} FROM main.reports r JOIN main.readings d ON d.report_id = r.id");
    db.each(&sql, &[], |c| {
        let reading = body::whole(c)?;
        tally.count(&reading, &derive::mentions(&reading), 1);
        Ok(true)
    })?;
    tally.write(db)?;
    if reports > 0 {
        links::mark_changed(db)?;
    }
    Ok(())
}

/// Fetches from a server, row by row, into the empty past `to` what was there.
fn fetch(from: &Db, to: &Db, cutoff: &Cutoff) -> Result<PastSize, StoreError> {
    let moment = cutoff.moment();
    // A moment is digits and a few signs, so that it may stand in the statement.
    let which = cutoff.condition().replace("?1", &format!("'{}'", cutoff.bound()));
    let kept = format!("FROM (SELECT r.id, r.no, r.text_id FROM reports r WHERE {which}) kept");
    for table in to.tables()? {
        if REMADE.contains(&table.as_str()) || links::TABLES.contains(&table.as_str()) {
            continue;
        }
        let condition = condition(&table, &to.columns(&table)?).replace("FROM kept", &kept).replace("source.", "");
        let values: &[Value<'_>] = if condition.contains("?1") { &[moment.as_str().into()] } else { &[] };
        copy_table(from, to, &table, &condition, values)?;
    }
    let numbers: HashSet<usize> = to.all("SELECT no FROM reports", &[], |c| c.count())?.into_iter().collect();
    search::each_indexed(
        from,
        |no, terms| if numbers.contains(&no) { search::insert_indexed(to, no, terms) } else { Ok(()) },
    )?;
    sum_up(to, numbers.len())?;
    Ok(PastSize { reports: numbers.len(), of: from.count("SELECT COUNT(*) FROM reports", &[])? })
}

/// Which rows of a table were there: those of reports that were, decisions and others made by then (`?1`); all
/// of a table that says neither.
fn condition(table: &str, columns: &[String]) -> &'static str {
    let has = |name: &str| columns.iter().any(|column| column == name);
    match table {
        "texts" => "text_id IN (SELECT text_id FROM kept)",
        "reports" => "id IN (SELECT id FROM kept)",
        "captures" => "report_id IN (SELECT id FROM kept)",
        "captured" => "blake3 IN (SELECT blake3 FROM source.captures WHERE report_id IN (SELECT id FROM kept))",
        "clause_links" => "made_at <= ?1 AND report_id IN (SELECT id FROM kept)",
        _ if has("made_at") && !has("rules_version") => "made_at <= ?1",
        _ if has("added_at") => "added_at <= ?1",
        _ if has("seq") => "seq IN (SELECT seq FROM source.decisions WHERE made_at <= ?1)",
        _ if has("report_id") => "report_id IN (SELECT id FROM kept)",
        _ => "1 = 1",
    }
}
