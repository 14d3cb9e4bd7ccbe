//! Looks at every row of a record and names those that are not as they were written.
//!
//! Texts carry their hash in their name, decisions are chained, reports and readings have a checksum, and what is
//! derived from readings is made again and compared.

mod received;
mod together;

pub use received::Checks;

use super::checks::{self, SUMMED};
use super::derive::{self, entries};
use super::state::ReviewState;
use super::worth::worth;
use crate::db::{Db, Value};
use crate::links::json;
use crate::{Store, StoreError, derive as rows, places, tally};
use rasid_record::{List, Number, Reading, text_id};
use std::collections::{HashMap, HashSet};
use together::{Kept, Sum, TOGETHER};

/// A row that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowFault {
    /// The table, or `file` where the file itself is damaged.
    pub table: String,
    /// What the row goes by: an identifier, a number, or both of a list and an index.
    pub row: String,
    /// A sentence that says what is wrong.
    pub what: String,
}

/// What was looked at, and what is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// Texts whose hash was worked out.
    pub texts: u64,
    /// Reports and readings whose checksum was worked out.
    pub summed: u64,
    /// Records of the eight lists that were compared with their reading.
    pub records: u64,
    /// Decisions of the chain.
    pub decisions: u64,
    /// Decisions whose payload was deleted, which is no fault.
    pub deleted: u64,
    /// Pieces of what was received, whose hashes were worked out.
    pub captured: u64,
    /// Texts that were taken out of what was received once more.
    pub again: u64,
    /// Texts that were not, since their extractor is of another version.
    pub unknown: u64,
    /// Words that were looked up in their texts.
    pub spans: u64,
    /// Reports whose words were compared with the index by which they are found.
    pub indexed: u64,
    /// Reports that were deleted.
    pub tombstones: u64,
    /// Hash of the last decision: note it elsewhere to be able to prove later that none was cut off.
    pub head: Option<String>,
    /// What is wrong, at most [`MOST`] of it.
    pub faults: Vec<RowFault>,
}

/// How many faults are named.
const MOST: usize = 200;

impl Store {
    /// Looks at the whole record. Trouble with reading a table is a fault like any other, so that the rest is looked at.
    ///
    /// # Errors
    /// When the record cannot be read at all.
    pub fn verify(&self) -> Result<Verified, StoreError> {
        self.look_over(None)
    }

    /// The same, and whether texts and the index of words are what `checks` makes of what was received.
    ///
    /// # Errors
    /// When the record cannot be read at all.
    pub fn verify_by(&self, checks: &Checks<'_>) -> Result<Verified, StoreError> {
        self.look_over(Some(checks))
    }

    fn look_over(&self, checks: Option<&Checks<'_>>) -> Result<Verified, StoreError> {
        let mut found = Verified::default();
        self.db().steady(|db| {
            let mut look = Look { db, found: &mut found };
            look.step("file", Look::file);
            look.step("decisions", |look| look.ledger(self));
            look.step("texts", Look::texts);
            look.step("reports", Look::reports);
            look.step("checksums", Look::sums);
            look.step("linking", Look::links);
            look.step("readings", Look::readings);
            look.step("review_contents", Look::reviews);
            look.step("agreements", Look::register);
            look.step("captured", Look::captured);
            look.step("captures", Look::captures);
            look.step("readings", Look::spans);
            look.step("tombstones", Look::tombstones);
            if let Some(checks) = checks {
                look.step("captures", |look| look.again(checks));
                look.step("search", |look| look.index(checks));
            }
            Ok(())
        })?;
        Ok(found)
    }
}

struct Look<'a> {
    db: &'a Db,
    found: &'a mut Verified,
}

impl Look<'_> {
    fn fault(&mut self, table: &str, row: impl Into<String>, what: impl Into<String>) {
        if self.found.faults.len() < MOST {
            self.found.faults.push(RowFault { table: table.to_owned(), row: row.into(), what: what.into() });
        }
    }

    /// Versions of agreements, and what was attached to clauses.
    fn register(&mut self) -> Result<(), StoreError> {
        let mut faults = Vec::new();
        crate::agreements::faults(self.db, |table, row, what| faults.push((table.to_owned(), row, what.to_owned())))?;
        for (table, row, what) in faults {
            self.fault(&table, row, what);
        }
        Ok(())
    }

    /// Does a part of the work; what breaks it off is a fault of `table`.
    fn step(&mut self, table: &str, part: impl FnOnce(&mut Self) -> Result<(), StoreError>) {
        let db = self.db;
        if let Err(error) = db.apart(|_| part(self)) {
            self.fault(table, "", error.to_string());
        }
    }

    /// The pages of the file and the indexes.
    fn file(&mut self) -> Result<(), StoreError> {
        for what in self.db.integrity()? {
            if what != "ok" {
                self.fault("file", "", what);
            }
        }
        Ok(())
    }

    fn ledger(&mut self, store: &Store) -> Result<(), StoreError> {
        let check = store.check_chain(self.db)?;
        self.found.decisions = check.decisions;
        self.found.deleted = check.deleted;
        self.found.head = check.head;
        if let Some(fault) = check.fault {
            self.fault("decisions", fault.seq.to_string(), fault.what);
        }
        Ok(())
    }

    fn texts(&mut self) -> Result<(), StoreError> {
        self.db.scan("SELECT text_id, text FROM texts ORDER BY text_id", &[], |c| {
            let (id, text) = (lossy(c.any()?), c.any()?.unwrap_or_default());
            self.found.texts += 1;
            let right = String::from_utf8(text).is_ok_and(|text| text_id(&text) == id);
            if !right {
                self.fault("texts", id, "its text is not the one that its identifier was made from");
            }
            Ok(true)
        })
    }

    /// Reports and readings point at what is there.
    fn reports(&mut self) -> Result<(), StoreError> {
        for (sql, table, what) in [
            (
                "SELECT id FROM reports WHERE text_id NOT IN (SELECT text_id FROM texts)",
                "reports",
                "its text is not there",
            ),
            ("SELECT id FROM reports WHERE id NOT IN (SELECT report_id FROM readings)", "reports", "it has no reading"),
            (
                "SELECT report_id FROM readings WHERE report_id NOT IN (SELECT id FROM reports)",
                "readings",
                "there is no report of this identifier",
            ),
        ] {
            for row in self.db.all(sql, &[], |c| Ok(lossy(c.any()?)))? {
                self.fault(table, row, what);
            }
        }
        Ok(())
    }

    fn sums(&mut self) -> Result<(), StoreError> {
        for summed in &SUMMED {
            let (mut keys, mut waiting) = (HashSet::new(), Vec::new());
            summed.each(self.db, |key, sum| {
                waiting.push((key, sum));
                if waiting.len() < TOGETHER { Ok(()) } else { self.summed(summed.name, &mut waiting, &mut keys) }
            })?;
            self.summed(summed.name, &mut waiting, &mut keys)?;
            let sql = "SELECT key FROM checksums WHERE name = ?1";
            for key in self.db.all(sql, &[summed.name.into()], |c| c.text())? {
                if !keys.contains(&key) {
                    self.fault(summed.name, key, "it is gone");
                }
            }
        }
        Ok(())
    }

    /// Compares the sums of some rows with those that were written.
    fn summed(
        &mut self,
        name: &'static str,
        rows: &mut Vec<(String, Result<String, StoreError>)>,
        keys: &mut HashSet<String>,
    ) -> Result<(), StoreError> {
        let asked: Vec<&str> = rows.iter().map(|(key, _)| key.as_str()).collect();
        let sql = format!("SELECT key, hash FROM checksums WHERE name = ?2 AND key {}", self.db.among(1));
        let values = [json(self.db, &asked)?.into(), name.into()];
        let kept: HashMap<String, String> =
            self.db.all(&sql, &values, |c| Ok((c.text()?, c.text()?)))?.into_iter().collect();
        for (key, sum) in rows.drain(..) {
            self.found.summed += 1;
            match (kept.get(&key), sum) {
                (Some(kept), Ok(sum)) if *kept == sum => {}
                (None, _) => {
                    self.fault(name, &*key, "it was written by something else, or its identifier was changed");
                }
                _ => self.fault(name, &*key, "it was changed after it was written"),
            }
            keys.insert(key);
        }
        Ok(())
    }

    /// Links are as they were handed over.
    fn links(&mut self) -> Result<(), StoreError> {
        for (table, row) in checks::unsealed(self.db)? {
            self.fault(table, row, "it was changed after it was linked; rows behind it may be others too");
        }
        Ok(())
    }

    /// What is derived from each reading.
    fn readings(&mut self) -> Result<(), StoreError> {
        let ids = self.db.all("SELECT report_id FROM readings ORDER BY report_id", &[], |c| Ok(lossy(c.any()?)))?;
        let mut sums = tally::Tally::default();
        let (mut mentions, mut mentioned) = (0, Sum::default());
        let mut queued = 0;
        for ids in ids.chunks(TOGETHER) {
            let mut readings = Vec::new();
            for (id, reading) in ids.iter().zip(together::readings(self.db, ids)) {
                match reading {
                    Ok(Some(reading)) => readings.push(reading),
                    // Its text or report is not there, which was said.
                    Ok(None) => {}
                    Err(error) => self.fault("readings", id, error.to_string()),
                }
            }
            let texts: Vec<&str> = readings.iter().map(|reading| reading.report.text_id.as_str()).collect();
            let kept = Kept::of(self.db, ids, &texts)?;
            for reading in &readings {
                for &list in List::ALL {
                    self.list(&kept, reading, list);
                }
                let of = rows::mentions(reading);
                mentions += of.len();
                of.iter().for_each(|mention| mentioned.add(cells(reading, mention).iter().map(|cell| cell.as_bytes())));
                self.places(&kept, reading)?;
                self.tallies(&kept, reading);
                queued += self.queued(&kept, reading);
                self.found_again(&kept, reading)?;
                sums.count(reading, &of, 1);
            }
        }
        self.mentions(&ids, mentioned)?;
        for (table, there) in [("mentions", mentions), ("review_queue", queued), ("report_tallies", ids.len())] {
            let count = self.db.count(&format!("SELECT COUNT(*) FROM {table}"), &[])?;
            if count != there {
                self.fault(table, "", format!("it has {count} rows where the readings make {there}"));
            }
        }
        for &list in List::ALL {
            let sql = format!(
                "SELECT DISTINCT report_id FROM {list} WHERE report_id NOT IN (SELECT report_id FROM readings)"
            );
            for id in self.db.all(&sql, &[], |c| Ok(lossy(c.any()?)))? {
                self.fault(list.as_str(), id, "there is no reading of this report");
            }
        }
        for (table, key) in sums.differences(self.db)? {
            self.fault(table, key, "the sum is not that of the readings");
        }
        Ok(())
    }

    /// The rows of one list of a reading.
    fn list(&mut self, kept: &Kept, reading: &Reading, list: List) {
        let id = reading.report.id.as_str();
        let kept = kept.list(list, id);
        let mut row = Vec::new();
        for idx in 0..reading.len_of(list).max(kept.len()) {
            self.found.records += 1;
            let name = format!("{id} {idx}");
            if idx >= reading.len_of(list) {
                self.fault(list.as_str(), name, "its reading has no such record");
                continue;
            }
            rows::row(reading, list, idx, &mut row);
            let same = kept.get(idx).is_some_and(|kept| kept.iter().zip(&row).all(|(kept, made)| same(kept, made)));
            if !same {
                self.fault(list.as_str(), name, "it is not what its reading says");
            }
        }
    }

    /// The places of a reading. Records from before they were kept got them from the JSON of the reading by SQLite.
    fn places(&mut self, kept: &Kept, reading: &Reading) -> Result<(), StoreError> {
        let id = reading.report.id.as_str();
        let kept = kept.places(id);
        for idx in 0..reading.places.len().max(kept.len()) {
            let made = if idx < reading.places.len() { places::located(self.db, reading, idx)? } else { Vec::new() };
            let same = !made.is_empty()
                && kept.get(idx).is_some_and(|kept| kept.iter().zip(&made).all(|(kept, made)| same(kept, made)));
            if !same {
                self.fault("located", format!("{id} {idx}"), "it is not what its reading says");
            }
        }
        Ok(())
    }

    /// The parts that actors have. Where all of them together are not those of the readings, each is looked for.
    fn mentions(&mut self, ids: &[String], made: Sum) -> Result<(), StoreError> {
        let mut kept = Sum::default();
        let sql = "SELECT actor_id, list, published, report_id, idx, role, kind FROM mentions";
        self.db.scan(sql, &[], |c| {
            let cells = (0..7).map(|_| Ok(c.any()?.unwrap_or_default())).collect::<Result<Vec<_>, StoreError>>()?;
            kept.add(cells.iter().map(Vec::as_slice));
            Ok(true)
        })?;
        if kept == made {
            return Ok(());
        }
        for ids in ids.chunks(TOGETHER) {
            for reading in together::readings(self.db, ids).into_iter().flatten().flatten() {
                self.mentioned(&reading)?;
            }
        }
        Ok(())
    }

    fn mentioned(&mut self, reading: &Reading) -> Result<(), StoreError> {
        let id = reading.report.id.as_str();
        let published = reading.report.published.as_deref().unwrap_or("");
        for m in &rows::mentions(reading) {
            let sql = "SELECT COUNT(*) FROM mentions WHERE actor_id = ?1 AND list = ?2 AND published = ?3
                       AND report_id = ?4 AND idx = ?5 AND role = ?6 AND kind = ?7";
            let values: [Value<'_>; 7] = [
                m.actor.into(),
                m.list.as_str().into(),
                published.into(),
                id.into(),
                m.idx.into(),
                m.role.as_str().into(),
                m.kind.into(),
            ];
            if self.db.count(sql, &values)? != 1 {
                self.fault(
                    "mentions",
                    format!("{} {id} {} {}", m.actor, m.list, m.idx),
                    "it is not what its reading says",
                );
            }
        }
        Ok(())
    }

    fn tallies(&mut self, kept: &Kept, reading: &Reading) {
        let id = reading.report.id.as_str();
        let made = crate::add::tallies(reading);
        let kept = kept.tallies(id);
        let same = kept.is_some_and(|kept| kept.iter().zip(&made).all(|(kept, made)| same(kept, made)));
        if !same {
            self.fault("report_tallies", id, "it is not what its reading says");
        }
    }

    fn queued(&mut self, kept: &Kept, reading: &Reading) -> usize {
        let id = reading.report.id.as_str();
        let of = reading.report.published.as_deref().unwrap_or("");
        let right = kept.queue(id).iter().filter(|(.., published, more)| published == of && [0, 50].contains(more));
        let kept: HashSet<(&str, usize, usize, usize)> =
            right.map(|(list, idx, weight, doubt, ..)| (list.as_str(), *idx, *weight, *doubt)).collect();
        let mut made = 0;
        for &list in List::ALL {
            for idx in 0..reading.len_of(list) {
                let Some(worth) = worth(reading, list, idx) else { continue };
                made += 1;
                let row = (list.as_str(), idx, worth.weight as usize, worth.doubt as usize);
                if !kept.contains(&row) {
                    self.fault("review_queue", format!("{id} {list} {idx}"), "it is not what its reading says");
                }
            }
        }
        made
    }

    /// Where what was decided on is found in a reading.
    fn found_again(&mut self, kept: &Kept, reading: &Reading) -> Result<(), StoreError> {
        let id = reading.report.id.as_str();
        let found = match kept.is_decided(&reading.report.text_id) {
            true => derive::resolved(self.db, reading)?,
            false => Vec::new(),
        };
        let kept = kept.reviewed(id);
        let made: Vec<_> = found
            .into_iter()
            .map(|found| (found.no, found.list.as_str().to_owned(), found.idx, found.fit.as_str().to_owned()))
            .collect();
        if kept != made.as_slice() {
            let differs = |row: &&(usize, _, _, _)| !made.contains(row);
            let no = kept.iter().find(differs).or_else(|| made.iter().find(|row| !kept.contains(row)));
            let no = no.map_or_else(String::new, |(no, ..)| format!(" {no}"));
            self.fault("reviewed", format!("{id}{no}"), "it is not what decisions and readings say");
        }
        Ok(())
    }

    /// What holds by the decisions.
    fn reviews(&mut self) -> Result<(), StoreError> {
        let sql = "SELECT no, json, standing, claim, conflict FROM review_contents ORDER BY no";
        let kept = self.db.all(sql, &[], |c| Ok((c.count()?, c.text()?, c.text()?, c.opt_text()?, c.flag()?)))?;
        for (no, json, standing, claim, conflict) in kept {
            let made = ReviewState::of(&entries(self.db, no)?);
            let same = serde_json::from_str::<ReviewState>(&json).is_ok_and(|kept| kept == made)
                && made.standing.as_str() == standing
                && made.claim == claim
                && made.is_disputed() == conflict;
            if !same {
                self.fault("review_contents", no.to_string(), "it is not what the decisions say");
            }
        }
        let sql = "SELECT d.seq, d.made_at, p.payload, l.seq, l.who, l.what, l.made_at FROM decisions d
                   JOIN decision_payloads p ON p.seq = d.seq LEFT JOIN review_log l ON l.seq = d.seq ORDER BY d.seq";
        self.db.scan(sql, &[], |c| {
            let (seq, at, payload) = (c.count()?, c.text()?, c.text()?);
            let Some(review) = rasid_record::Review::parse(&payload) else { return Ok(true) };
            let there = c.opt_count()?.is_some();
            let (who, what, log_at) = (c.opt_text()?, c.opt_text()?, c.opt_text()?);
            let same = there
                && who.as_deref() == Some(&review.by)
                && what.as_deref() == Some(review.act.what().as_str())
                && log_at == Some(at);
            if !same {
                self.fault("review_log", seq.to_string(), "it is not what the decision says");
            }
            Ok(true)
        })
    }
}

/// Whether a cell holds what was made for it. The JSON of readings does not give every number with decimals back to the
/// last bit, so that a kept one is sent the same way before it is compared.
fn same(kept: &Option<Vec<u8>>, made: &Value<'_>) -> bool {
    let Value::Real(made) = made else { return *kept == made.bytes() };
    let number = kept.as_deref().and_then(|digits| std::str::from_utf8(digits).ok()?.parse().ok());
    let sent = |number| serde_json::from_str::<Number>(&serde_json::to_string(&Number(number)).ok()?).ok();
    number.and_then(sent).is_some_and(|number| number.0.to_bits() == made.to_bits())
}

/// The cells of a mention, in the order of the columns of its table.
fn cells(reading: &Reading, mention: &rows::Mention<'_>) -> [String; 7] {
    let rows::Mention { actor, role, list, idx, kind, words: _ } = mention;
    let published = reading.report.published.as_deref().unwrap_or("");
    let id = &reading.report.id;
    [*actor, list.as_str(), published, id, &idx.to_string(), role.as_str(), kind].map(str::to_owned)
}

/// A key as far as it can be read.
fn lossy(bytes: Option<Vec<u8>>) -> String {
    String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned()
}
