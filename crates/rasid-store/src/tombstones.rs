//! Deleting a report, where there is a duty to: everything that it said goes, and a tombstone stays that says that it
//! was here, with its hashes, who deleted it, when and why.
//!
//! The tombstone is a decision of the ledger too, so that it cannot be taken away, put up later or changed without the
//! chain showing it. What the ledger said about the report is deleted; the chain stays whole, since it is made over
//! hashes.

use crate::db::{Db, Value};
use crate::ledger::DECISIONS;
use crate::review::{checks, derive};
use crate::{Entry, ErrorKind, Store, StoreError, add, ledger, links};
use rasid_record::{Act, Report, Review};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// A row that was deleted with a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Buried {
    /// Its table: `captures`, `clause_links`, `decision_payloads`.
    pub name: String,
    /// Its number.
    pub key: u64,
    /// Of a capture: BLAKE3 hash of the bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blake3: Option<String>,
    /// Of a capture: SHA-256 hash of the bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// Of a capture: how many bytes they were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
}

/// What is left of a report that was deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tombstone {
    /// The decision of the ledger that says so.
    pub seq: u64,
    /// Identifier of the report.
    pub report_id: String,
    /// Hash of its text.
    pub text_id: String,
    /// Pseudonym of who deleted it.
    pub who: String,
    /// Why, in their words.
    pub why: String,
    /// When: ISO 8601, UTC.
    pub made_at: String,
    /// What was deleted with it.
    pub buried: Vec<Buried>,
}

impl Tombstone {
    /// As exports have it.
    pub(crate) fn json(&self) -> serde_json::Value {
        let Tombstone { report_id, text_id, who, why, made_at, .. } = self;
        serde_json::json!({"report_id": report_id, "text_id": text_id, "who": who, "why": why, "made_at": made_at})
    }
}

/// Who deletes a report, when and why.
#[derive(Clone, Copy, Debug)]
pub struct Burial<'a> {
    /// Pseudonym.
    pub who: &'a str,
    /// ISO 8601, UTC.
    pub at: &'a str,
    /// In their words; it stays, and so it should say nothing of what the report said.
    pub why: &'a str,
    /// At least 16 bytes that nobody can guess.
    pub salt: &'a [u8],
}

/// What a deletion did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deletion {
    /// The tombstone.
    pub tombstone: Tombstone,
    /// Other reports that have the same text, which therefore stays.
    pub same_text: Vec<String>,
}

/// The JSON form of a tombstone in the ledger.
#[derive(Serialize, Deserialize, PartialEq)]
struct Payload {
    rasid_tombstone: u32,
    report: String,
    text: String,
    by: String,
    why: String,
    buried: Vec<Buried>,
}

/// Version of that form.
const FORM: u32 = 1;

impl Store {
    /// Deletes a report with its text, bytes, reading and everything that was decided on it, for good, and puts up a
    /// tombstone. Nothing where there is no such report. The links of the record are emptied, since they hold words of
    /// it: they must be made anew afterwards.
    ///
    /// The file is written anew, so that no copy of the words stays in space that is free. What backups, exports and
    /// the disk itself remember is not reached.
    ///
    /// # Errors
    /// When the file cannot be written; then everything is as it was. When the salt is too short or no reason is given.
    pub fn delete_report(&mut self, report_id: &str, burial: &Burial<'_>) -> Result<Option<Deletion>, StoreError> {
        if burial.why.trim().is_empty() {
            return Err(StoreError::new(ErrorKind::Invalid, self.path(), "A deletion needs a reason"));
        }
        let db = self.db();
        db.tune("PRAGMA secure_delete = ON")?;
        let done = db.whole(|db| bury(db, report_id, burial))?;
        if done.is_some() {
            // Space that became free before may hold the words too, in links that were replaced and in the index.
            if db.is_server() {
                let tables = db.tables()?;
                db.write_anew(tables.iter().map(String::as_str).chain(["search"]))?;
            } else {
                db.batch("INSERT INTO search (search) VALUES ('optimize')")?;
                db.batch("VACUUM")?;
            }
        }
        db.tune("PRAGMA secure_delete = OFF; PRAGMA wal_checkpoint(TRUNCATE)")?;
        Ok(done)
    }

    /// The latest tombstone of a report, or nothing where it was never deleted.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn tombstone(&self, report_id: &str) -> Result<Option<Tombstone>, StoreError> {
        let sql = format!("{TOMBSTONES} WHERE report_id = ?1 ORDER BY seq DESC LIMIT 1");
        self.db().steady(|db| Ok(read(db, &sql, &[report_id.into()])?.pop()))
    }
}

const TOMBSTONES: &str = "SELECT seq, report_id, text_id, who, why, made_at FROM tombstones";

fn read(db: &Db, sql: &str, values: &[Value<'_>]) -> Result<Vec<Tombstone>, StoreError> {
    let mut found = db.all(sql, values, |c| {
        Ok(Tombstone {
            seq: c.count()? as u64,
            report_id: c.text()?,
            text_id: c.text()?,
            who: c.text()?,
            why: c.text()?,
            made_at: c.text()?,
            buried: Vec::new(),
        })
    })?;
    let sql = "SELECT name, key, blake3, sha256, size FROM buried WHERE tombstone = ?1 ORDER BY name, key";
    for tombstone in &mut found {
        tombstone.buried = db.all(sql, &[number(tombstone.seq)], |c| {
            Ok(Buried {
                name: c.text()?,
                key: c.count()? as u64,
                blake3: c.opt_text()?,
                sha256: c.opt_text()?,
                size: c.opt_count()?.map(|size| size as u64),
            })
        })?;
    }
    Ok(found)
}

/// The tombstone that decision `seq` is, where it is one.
pub(crate) fn numbered(db: &Db, seq: u64) -> Result<Option<Tombstone>, StoreError> {
    Ok(read(db, &format!("{TOMBSTONES} WHERE seq = ?1"), &[number(seq)])?.pop())
}

/// A number that the ledger gave.
fn number(seq: u64) -> Value<'static> {
    Value::Int(i64::try_from(seq).unwrap_or(i64::MAX))
}

/// What of a batch was deleted before: it is not added again unless somebody asks for it.
#[derive(Default)]
pub(crate) struct Gone {
    /// Identifiers of reports.
    reports: HashSet<String>,
    /// Texts that no report has any more.
    texts: HashSet<String>,
}

impl Gone {
    /// Two questions for a whole batch: a server is a way off. None more than whether there is a tombstone at all
    /// where there is none.
    pub(crate) fn of(db: &Db, entries: &[Entry<'_>]) -> Result<Self, StoreError> {
        if db.first("SELECT 1 FROM tombstones LIMIT 1", &[], |c| c.int())?.is_none() {
            return Ok(Gone::default());
        }
        let gone = |sql: String, key: fn(&Report) -> &str| {
            let keys: Vec<&str> = entries.iter().map(|entry| key(&entry.reading.report)).collect();
            db.all(&sql, &[links::json(db, &keys)?.into()], |c| c.text())
        };
        let among = db.among(1);
        let sql = format!("SELECT DISTINCT report_id FROM tombstones WHERE report_id {among}");
        let reports = gone(sql, |report| &report.id)?;
        let sql = format!(
            "SELECT DISTINCT t.text_id FROM tombstones t WHERE t.text_id {among}
             AND NOT EXISTS (SELECT 1 FROM texts x WHERE x.text_id = t.text_id)"
        );
        let texts = gone(sql, |report| &report.text_id)?;
        Ok(Gone { reports: reports.into_iter().collect(), texts: texts.into_iter().collect() })
    }

    /// Whether this report was deleted, or its text was.
    pub(crate) fn has(&self, report: &Report) -> bool {
        self.reports.contains(&report.id) || self.texts.contains(&report.text_id)
    }
}

/// All tombstones, in the order of the ledger.
pub(crate) fn all(db: &Db) -> Result<Vec<Tombstone>, StoreError> {
    read(db, &format!("{TOMBSTONES} ORDER BY seq"), &[])
}

/// The numbers of the rows of a table that were deleted with reports.
pub(crate) fn keys(db: &Db, name: &str) -> Result<HashSet<usize>, StoreError> {
    let keys = db.all("SELECT key FROM buried WHERE name = ?1", &[name.into()], |c| c.count())?;
    Ok(keys.into_iter().collect())
}

fn bury(db: &Db, id: &str, burial: &Burial<'_>) -> Result<Option<Deletion>, StoreError> {
    let sql = "SELECT no, text_id FROM reports WHERE id = ?1";
    let Some((no, text_id)) = db.first(sql, &[id.into()], |c| Ok((c.count()?, c.text()?)))? else { return Ok(None) };
    let sql = "SELECT id FROM reports WHERE text_id = ?1 AND id <> ?2 ORDER BY id";
    let same_text = db.all(sql, &[text_id.as_str().into(), id.into()], |c| c.text())?;
    let decided = decided(db, id, same_text.is_empty().then_some(&*text_id))?;
    let mut buried = captures(db, id)?;
    let plain = |name: &str, key: u64| Buried { name: name.to_owned(), key, blake3: None, sha256: None, size: None };
    let sql = "SELECT seq FROM clause_links WHERE report_id = ?1 ORDER BY seq";
    let attached = db.all(sql, &[id.into()], |c| c.count())?;
    buried.extend(attached.into_iter().map(|seq| plain("clause_links", seq as u64)));
    buried.extend(decided.iter().map(|&seq| plain("decision_payloads", seq)));
    let tombstone = put_up(db, (id, &text_id), burial, buried)?;

    add::take_out(db, id, no)?;
    for seq in &decided {
        db.exec("DELETE FROM decision_payloads WHERE seq = ?1", &[number(*seq)])?;
        db.exec("DELETE FROM review_log WHERE seq = ?1", &[number(*seq)])?;
    }
    if same_text.is_empty() {
        let of_text = "no IN (SELECT no FROM review_contents WHERE text_id = ?1)";
        for table in ["reviewed", "review_assigned", "review_contents"] {
            db.exec(&format!("DELETE FROM {table} WHERE {of_text}"), &[text_id.as_str().into()])?;
        }
    } else {
        let sql = "SELECT no FROM review_contents WHERE text_id = ?1";
        for no in db.all(sql, &[text_id.as_str().into()], |c| c.count())? {
            derive::refresh(db, no)?;
        }
    }
    checks::forget(db, id)?;
    db.exec("DELETE FROM watches WHERE kind = 'arrangement' AND id = ?1", &[id.into()])?;
    db.exec("DELETE FROM clause_links WHERE report_id = ?1", &[id.into()])?;
    db.exec("DELETE FROM captures WHERE report_id = ?1", &[id.into()])?;
    for bytes in tombstone.buried.iter().filter_map(|row| row.blake3.as_deref()) {
        let sql =
            "DELETE FROM captured WHERE blake3 = ?1 AND NOT EXISTS (SELECT 1 FROM captures c WHERE c.blake3 = ?1)";
        db.exec(sql, &[bytes.into()])?;
    }
    db.exec("DELETE FROM reports WHERE id = ?1", &[id.into()])?;
    let sql = "DELETE FROM texts WHERE text_id = ?1 AND NOT EXISTS (SELECT 1 FROM reports r WHERE r.text_id = ?1)
               AND NOT EXISTS (SELECT 1 FROM captured b WHERE b.text_id = ?1)";
    db.exec(sql, &[text_id.as_str().into()])?;
    // What was linked holds words of it, and labels may be named after it.
    for table in links::TABLES {
        db.exec(&format!("DELETE FROM {table}"), &[])?;
    }
    derive::mark_disputed(db, &[])?;
    checks::seal(db)?;
    links::mark_changed(db)?;
    Ok(Some(Deletion { tombstone, same_text }))
}

/// The captures of a report, as a tombstone names them.
fn captures(db: &Db, id: &str) -> Result<Vec<Buried>, StoreError> {
    let sql = "SELECT c.seq, c.blake3, b.sha256, b.size FROM captures c JOIN captured b ON b.blake3 = c.blake3
               WHERE c.report_id = ?1 ORDER BY c.seq";
    db.all(sql, &[id.into()], |c| {
        Ok(Buried {
            name: "captures".to_owned(),
            key: c.count()? as u64,
            blake3: Some(c.text()?),
            sha256: Some(c.text()?),
            size: Some(c.count()? as u64),
        })
    })
}

/// The decisions that say something of a report: on its page, on who is who in it and, where its text goes, on what was
/// read in the text.
fn decided(db: &Db, id: &str, text_id: Option<&str>) -> Result<Vec<u64>, StoreError> {
    let mut found = Vec::new();
    db.scan(&format!("{DECISIONS} ORDER BY d.seq"), &[], |c| {
        let (decision, _) = ledger::decision(c)?;
        let review = decision.payload.as_deref().and_then(Review::parse);
        // Who takes back what was said of it says nothing more once that is gone.
        let undoes = |review: &Review| matches!(review.act, Act::Undo { undoes } if found.contains(&undoes));
        if review.is_some_and(|review| is_about(&review, id, text_id) || undoes(&review)) {
            found.push(decision.seq);
        }
        Ok(true)
    })?;
    Ok(found)
}

/// Whether a decision says something of a report: on what was read in its text, on who is who in it, or on its page.
pub(crate) fn is_about(review: &Review, id: &str, text_id: Option<&str>) -> bool {
    match (&review.on, &review.act) {
        (Some(content), _) => text_id == Some(&*content.text_id),
        (None, Act::Split { place, .. }) => place.strip_prefix("report:") == Some(id),
        (None, _) => review.report.as_deref() == Some(id),
    }
}

/// Writes a tombstone into the ledger and the tables.
fn put_up(
    db: &Db,
    (id, text_id): (&str, &str),
    burial: &Burial<'_>,
    mut buried: Vec<Buried>,
) -> Result<Tombstone, StoreError> {
    let &Burial { who, at, why, salt } = burial;
    buried.sort_by(|a, b| (&a.name, a.key).cmp(&(&b.name, b.key)));
    let payload = Payload {
        rasid_tombstone: FORM,
        report: id.to_owned(),
        text: text_id.to_owned(),
        by: who.to_owned(),
        why: why.to_owned(),
        buried,
    };
    let seq = ledger::append(db, &links::json(db, &payload)?, salt, at)?.seq;
    db.exec(
        "INSERT INTO tombstones (seq, report_id, text_id, who, why, made_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        &[number(seq), id.into(), text_id.into(), who.into(), why.into(), at.into()],
    )?;
    for row in &payload.buried {
        let values = [
            number(seq),
            row.name.as_str().into(),
            number(row.key),
            row.blake3.as_deref().into(),
            row.sha256.as_deref().into(),
            row.size.map(|size| i64::try_from(size).unwrap_or(i64::MAX)).into(),
        ];
        let sql = "INSERT INTO buried (tombstone, name, key, blake3, sha256, size) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        db.exec(sql, &values)?;
    }
    Ok(Tombstone {
        seq,
        report_id: id.to_owned(),
        text_id: text_id.to_owned(),
        who: who.to_owned(),
        why: why.to_owned(),
        made_at: at.to_owned(),
        buried: payload.buried,
    })
}

/// Names tombstones that are not what the ledger says, by their number; and says how many there are.
pub(crate) fn faults(db: &Db, mut fault: impl FnMut(String, &str)) -> Result<u64, StoreError> {
    let mut there = all(db)?;
    let count = there.len() as u64;
    db.scan(&format!("{DECISIONS} ORDER BY d.seq"), &[], |c| {
        let (decision, _) = ledger::decision(c)?;
        let said = decision.payload.as_deref().and_then(|payload| serde_json::from_str::<Payload>(payload).ok());
        let Some(said) = said.filter(|said| said.rasid_tombstone == FORM) else { return Ok(true) };
        let at = there.iter().position(|tombstone| tombstone.seq == decision.seq);
        let is_same = at.is_some_and(|at| {
            let Tombstone { seq: _, report_id, text_id, who, why, made_at, buried } = there.swap_remove(at);
            let here = Payload { rasid_tombstone: FORM, report: report_id, text: text_id, by: who, why, buried };
            here == said && made_at == decision.made_at
        });
        if !is_same {
            fault(decision.seq.to_string(), "it is not what the ledger says");
        }
        Ok(true)
    })?;
    for tombstone in there {
        fault(tombstone.seq.to_string(), "the ledger does not say so");
    }
    Ok(count)
}
