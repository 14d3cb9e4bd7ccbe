//! Adding readings, a batch at a time: what is acknowledged is kept, the rest is as if never begun.

use crate::body::{Body, Written};
use crate::captures::{self, Packed};
use crate::db::{Db, Value};
use crate::links::{self, json};
use crate::tally::Tally;
use crate::{ErrorKind, Store, StoreError, columns, derive, places, reports, review, search, tombstones};
use rasid_record::{List, Reading, Report};
use std::collections::{HashMap, HashSet};
use std::path::Path;

/// One reading to keep.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// The reading, whole: report with identifiers and text.
    pub reading: &'a Reading,
    /// The words under which the report is found, in the form in which they will be searched for
    /// (folded, stemmed), parted by spaces.
    pub search_terms: &'a str,
    /// What the report was taken from; nothing where that is not known.
    pub packed: Option<&'a Packed>,
    /// The form in which that very reading is kept; where there is nothing, it is made when it is kept. Where there is one,
    /// `reading` may lack its sketch, of which nothing else is made.
    pub written: Option<&'a Written>,
    /// Whether it is added although it was deleted before ([`Store::delete_report`]).
    pub even_deleted: bool,
}

impl<'a> Entry<'a> {
    /// A reading that is found by `search_terms`.
    pub fn of(reading: &'a Reading, search_terms: &'a str) -> Self {
        Entry { reading, search_terms, packed: None, written: None, even_deleted: false }
    }

    /// The same, taken from what was packed.
    pub fn from(self, packed: &'a Packed) -> Self {
        Entry { packed: Some(packed), ..self }
    }

    /// The same, added although it may have been deleted before.
    pub fn even_deleted(self, even_deleted: bool) -> Self {
        Entry { even_deleted, ..self }
    }
}

/// What holds for a whole batch.
#[derive(Clone, Copy, Debug)]
pub struct Stamp<'a> {
    /// The version of the rules and tables that made the readings.
    pub rules_version: &'a str,
    /// The time of adding: ISO 8601, UTC (`2018-02-26T14:05:00Z`).
    pub at: &'a str,
}

/// What a batch did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// Reports that were not there.
    pub new: usize,
    /// Reports that were there with a reading by the same rules.
    pub known: usize,
    /// Reports that were there with a reading by other rules, now replaced.
    pub reread: usize,
    /// Identifiers under which another report (other text, outlet or date) is kept already; these
    /// were not added.
    pub clashes: Vec<String>,
    /// Identifiers of reports that were deleted before, or whose text was; these were not added.
    pub buried: Vec<String>,
}

impl Added {
    /// Counts another batch in.
    pub fn merge(&mut self, other: Added) {
        self.new += other.new;
        self.known += other.known;
        self.reread += other.reread;
        self.clashes.extend(other.clashes);
        self.buried.extend(other.buried);
    }
}

impl Store {
    /// Keeps readings, all in one transaction: when this returns, they are on the disk; when it
    /// fails or the program is killed, none of them is. A few hundred at a time are fast.
    ///
    /// # Errors
    /// When the file cannot be written (read-only, full, damaged, busy); nothing of the batch is
    /// kept then, and the batch can be added again. Also when a reading has no identifier or not
    /// that of its text.
    pub fn add_batch(&mut self, entries: &[Entry<'_>], stamp: &Stamp<'_>) -> Result<Added, StoreError> {
        for entry in entries {
            check(entry.reading)?;
        }
        if entries.len() > MANY {
            // The indexes are filled in no order; where they stay in memory, few pages are written twice.
            self.db().tune("PRAGMA cache_size = -262144")?;
        }
        self.db().whole(|db| {
            let last = db.count("SELECT COALESCE(MAX(no), 0) FROM reports", &[])?;
            let captures = captures::last(db)?;
            let inserts = Inserts::new();
            let mut batch = Batch {
                db,
                known: known(db, entries)?,
                stamp,
                inserts: &inserts,
                last,
                captures,
                captured: captures::Known::of(db, entries)?,
                added: Added::default(),
                tally: Tally::default(),
                found_by: Vec::new(),
                written: Vec::new(),
            };
            let gone = tombstones::Gone::of(db, entries)?;
            for entry in entries {
                if !entry.even_deleted && gone.has(&entry.reading.report) {
                    batch.added.buried.push(entry.reading.report.id.clone());
                    continue;
                }
                batch.add(entry)?;
            }
            if batch.captures > captures {
                captures::note_last(db, batch.captures)?;
            }
            batch.find_decided()?;
            batch.tally.write(db)?;
            // The index of words writes to the disk whenever another table is written in between.
            for (no, terms) in batch.found_by {
                search::insert(db, no, terms)?;
            }
            if batch.added.new + batch.added.reread > 0 {
                links::mark_changed(db)?;
            }
            Ok(batch.added)
        })
    }

    /// The version of the rules by which the kept reading of a report was made, or nothing where
    /// the report is not there: who finds the current version need not read the report again.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn rules_version_of(&self, report_id: &str) -> Result<Option<String>, StoreError> {
        self.db().first("SELECT rules_version FROM readings WHERE report_id = ?1", &[report_id.into()], |c| c.text())
    }
}

/// A batch that is larger deserves memory.
const MANY: usize = 100;

/// Refuses what would break the order of the record.
fn check(reading: &Reading) -> Result<(), StoreError> {
    let report = &reading.report;
    let fault = if report.id.is_empty() {
        "A report without an identifier cannot be kept".to_owned()
    } else if report.text_id != rasid_record::text_id(&report.text) {
        format!(
            "The report `{}` cannot be kept because its text_id `{}` is not that of its text",
            report.id, report.text_id
        )
    } else {
        return Ok(());
    };
    Err(StoreError::new(ErrorKind::Invalid, Path::new(""), fault))
}

/// A batch while it is being written.
struct Batch<'a> {
    db: &'a Db,
    stamp: &'a Stamp<'a>,
    inserts: &'a Inserts,
    /// What is known of the reports of the batch that are there, by identifier.
    known: HashMap<String, Known>,
    /// The number of the latest report.
    last: usize,
    /// The number of the latest capture.
    captures: usize,
    /// What of the batch is captured already.
    captured: captures::Known,
    added: Added,
    tally: Tally,
    /// Numbers of reports and the words to find them by.
    found_by: Vec<(usize, &'a str)>,
    /// Readings that were written.
    written: Vec<&'a Reading>,
}

/// What is known of a report before it is added.
struct Known {
    no: usize,
    text_id: String,
    outlet: Option<String>,
    published: Option<String>,
    rules_version: String,
}

impl Known {
    /// Whether it is the same text from the same outlet at the same time.
    fn is(&self, report: &Report) -> bool {
        self.text_id == report.text_id && self.outlet == report.outlet && self.published == report.published
    }
}

/// What is known of the reports of a batch. One question for many: a server is a way off.
fn known(db: &Db, entries: &[Entry<'_>]) -> Result<HashMap<String, Known>, StoreError> {
    let ids: Vec<&str> = entries.iter().map(|entry| entry.reading.report.id.as_str()).collect();
    let sql = format!(
        "SELECT r.id, no, text_id, outlet, published, rules_version FROM reports r
         LEFT JOIN readings d ON d.report_id = r.id WHERE r.id {}",
        db.among(1)
    );
    let found = db.all(&sql, &[json(db, &ids)?.into()], |c| {
        let (id, no, text_id) = (c.text()?, c.count()?, c.text()?);
        let (outlet, published, rules_version) = (c.opt_text()?, c.opt_text()?, c.opt_text()?.unwrap_or_default());
        Ok((id, Known { no, text_id, outlet, published, rules_version }))
    })?;
    Ok(found.into_iter().collect())
}

impl<'a> Batch<'a> {
    fn add(&mut self, entry: &Entry<'a>) -> Result<(), StoreError> {
        let report = &entry.reading.report;
        match self.known.get(&report.id) {
            None => {
                self.last += 1;
                self.insert_report(report)?;
                self.insert_reading(entry, self.last)?;
                self.insert_capture(entry)?;
                self.added.new += 1;
                // The same report may come twice in one batch.
                let (text_id, rules_version) = (report.text_id.clone(), self.stamp.rules_version.to_owned());
                let (outlet, published) = (report.outlet.clone(), report.published.clone());
                let known = Known { no: self.last, text_id, outlet, published, rules_version };
                self.known.insert(report.id.clone(), known);
            }
            Some(known) if !known.is(report) => self.added.clashes.push(report.id.clone()),
            Some(known) if known.rules_version == self.stamp.rules_version => {
                self.insert_missing_capture(entry)?;
                self.added.known += 1;
            }
            Some(known) => {
                let no = known.no;
                self.insert_missing_capture(entry)?;
                self.remove_reading(&report.id, no)?;
                self.insert_reading(entry, no)?;
                self.added.reread += 1;
                if let Some(known) = self.known.get_mut(&report.id) {
                    self.stamp.rules_version.clone_into(&mut known.rules_version);
                }
            }
        }
        Ok(())
    }

    /// Finds what was decided on in the texts of the batch again in their new readings.
    fn find_decided(&self) -> Result<(), StoreError> {
        let texts: Vec<&str> = self.written.iter().map(|reading| reading.report.text_id.as_str()).collect();
        let sql = format!("SELECT DISTINCT text_id FROM review_contents WHERE text_id {}", self.db.among(1));
        let decided = self.db.all(&sql, &[json(self.db, &texts)?.into()], |c| c.text())?;
        let decided: HashSet<&str> = decided.iter().map(String::as_str).collect();
        for reading in self.written.iter().filter(|reading| decided.contains(reading.report.text_id.as_str())) {
            review::derive::resolve(self.db, reading)?;
        }
        Ok(())
    }

    fn insert_capture(&mut self, entry: &Entry<'a>) -> Result<(), StoreError> {
        let Some(packed) = entry.packed else { return Ok(()) };
        self.captures += 1;
        let report = &entry.reading.report;
        self.captured.reports.insert(report.id.clone());
        if self.captured.bytes.insert(packed.blake3().to_owned()) {
            captures::insert_bytes(self.db, report, packed)?;
        }
        captures::insert(self.db, self.captures, report, packed, self.stamp.at)
    }

    /// A record from before evidence was kept gets it when its reports are added again.
    fn insert_missing_capture(&mut self, entry: &Entry<'a>) -> Result<(), StoreError> {
        if self.captured.reports.contains(&entry.reading.report.id) { Ok(()) } else { self.insert_capture(entry) }
    }

    fn insert_report(&self, report: &Report) -> Result<(), StoreError> {
        let sql = "INSERT INTO texts (text_id, text) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
        self.db.put(sql, &[report.text_id.as_str().into(), report.text.as_str().into()])?;
        let other = serde_json::to_string(&report.other)
            .map_err(|e| StoreError::new(ErrorKind::Internal, self.db.path(), e.to_string()))?;
        let cells = [
            report.id.as_str().into(),
            self.last.into(),
            report.text_id.as_str().into(),
            report.outlet.as_deref().into(),
            report.url.as_deref().into(),
            report.title.as_deref().into(),
            report.published.as_deref().into(),
            report.published_basis.map(|b| b.as_str()).into(),
            report.lang.as_deref().into(),
            other.into(),
            self.stamp.at.into(),
        ];
        self.db.put(
            "INSERT INTO reports (id, no, text_id, outlet, url, title, published, basis, lang, other, added_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            &cells,
        )?;
        review::checks::sum_report(self.db, &report.id, &cells)
    }

    fn insert_reading(&mut self, entry: &Entry<'a>, no: usize) -> Result<(), StoreError> {
        let (reading, id) = (entry.reading, entry.reading.report.id.as_str());
        let json = match entry.written {
            Some(written) => written.json().into(),
            None => Body::of(reading).json(self.db.path())?.into(),
        };
        let cells = [id.into(), self.stamp.rules_version.into(), json, self.stamp.at.into()];
        let sql = "INSERT INTO readings (report_id, rules_version, json, made_at) VALUES (?1, ?2, ?3, ?4)";
        self.db.put(sql, &cells)?;
        review::checks::sum_reading(self.db, id, &cells)?;
        let mut row = Vec::new();
        for (insert, &list) in self.inserts.lists.iter().zip(List::ALL) {
            for idx in 0..reading.len_of(list) {
                derive::row(reading, list, idx, &mut row);
                self.db.put(insert, &row)?;
            }
        }
        let mentions = derive::mentions(reading);
        let published = reading.report.published.as_deref().unwrap_or("");
        for m in &mentions {
            self.db.put(
                "INSERT INTO mentions (actor_id, list, published, report_id, idx, role, kind) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                &[m.actor.into(), m.list.as_str().into(), published.into(), id.into(), m.idx.into(), m.role.as_str().into(), m.kind.into()],
            )?;
        }
        places::insert(self.db, reading)?;
        self.db.put(&self.inserts.tallies, &tallies(reading))?;
        review::derive::insert_reading(self.db, reading)?;
        self.written.push(reading);
        self.found_by.push((no, entry.search_terms));
        self.tally.count(reading, &mentions, 1);
        Ok(())
    }

    fn remove_reading(&mut self, id: &str, no: usize) -> Result<(), StoreError> {
        let Some(old) = reports::reading(self.db, id)? else { return Ok(()) };
        let mentions = derive::mentions(&old);
        let published = old.report.published.as_deref().unwrap_or("");
        for m in &mentions {
            self.db.exec(
                "DELETE FROM mentions WHERE actor_id = ?1 AND list = ?2 AND published = ?3 AND report_id = ?4 AND idx = ?5",
                &[m.actor.into(), m.list.as_str().into(), published.into(), id.into(), m.idx.into()],
            )?;
        }
        for &list in List::ALL {
            self.db.exec(&format!("DELETE FROM {list} WHERE report_id = ?1"), &[id.into()])?;
        }
        self.db.exec("DELETE FROM located WHERE report_id = ?1", &[id.into()])?;
        review::derive::remove_reading(self.db, id)?;
        self.db.exec("DELETE FROM report_tallies WHERE report_id = ?1", &[id.into()])?;
        self.db.exec("DELETE FROM readings WHERE report_id = ?1", &[id.into()])?;
        search::remove(self.db, no)?;
        self.tally.count(&old, &mentions, -1);
        Ok(())
    }
}

/// Takes the reading of a report that is deleted out of every table that is made from it.
pub(crate) fn take_out(db: &Db, id: &str, no: usize) -> Result<(), StoreError> {
    let mut batch = Batch {
        db,
        known: HashMap::new(),
        stamp: &Stamp { rules_version: "", at: "" },
        inserts: &Inserts::new(),
        last: 0,
        captures: 0,
        captured: captures::Known::default(),
        added: Added::default(),
        tally: Tally::default(),
        found_by: Vec::new(),
        written: Vec::new(),
    };
    batch.remove_reading(id, no)?;
    batch.tally.write(db)
}

/// Statements that are put together from the columns, once a batch.
struct Inserts {
    lists: Vec<String>,
    tallies: String,
}

impl Inserts {
    fn new() -> Self {
        let lists = List::ALL.iter().map(|&list| {
            let places: Vec<String> = (1..=columns::all(list).count()).map(|n| format!("?{n}")).collect();
            format!("INSERT INTO {list} ({}) VALUES ({})", columns::select(list, ""), places.join(", "))
        });
        let tallies =
            "INSERT INTO report_tallies (report_id, published, day, outlet, times, figures, statements, events,
                       commitments, arrangements, breaches, naming)
                       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
        Inserts { lists: lists.collect(), tallies: tallies.to_owned() }
    }
}

/// The row of `report_tallies` for a reading.
pub(crate) fn tallies(reading: &Reading) -> Vec<Value<'_>> {
    let published = reading.report.published.as_deref().unwrap_or("");
    let outlet = reading.report.outlet.as_deref().unwrap_or("");
    let mut row: Vec<Value<'_>> =
        vec![reading.report.id.as_str().into(), published.into(), day(published).into(), outlet.into()];
    row.extend(List::ALL.iter().map(|&list| Value::from(reading.len_of(list))));
    row
}

/// The first ten characters of a publication date where they are a day, else nothing.
fn day(published: &str) -> &str {
    let day = published.get(..10).unwrap_or("");
    let fits = day.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    if fits { day } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Page;
    use crate::open::tests::scratch;

    fn reading(n: usize) -> Reading {
        let text = format!("{n} {}", "words ".repeat(2000));
        Reading::empty(Report { id: format!("r{n}"), text, ..Report::default() }.complete())
    }

    #[test]
    fn a_full_disk_keeps_what_was_acknowledged_and_nothing_else() {
        let folder = scratch("full");
        let path = folder.join("r.rasid");
        let mut store = Store::open(&path).unwrap();
        let stamp = Stamp { rules_version: "1", at: "2018-03-01T00:00:00Z" };
        let readings: Vec<Reading> = (0..40).map(reading).collect();
        let entries: Vec<Entry<'_>> = readings.iter().map(|reading| Entry::of(reading, "w")).collect();
        store.add_batch(&entries[..10], &stamp).unwrap();
        let pages = store.db().count("PRAGMA page_count", &[]).unwrap();
        store.db().batch(&format!("PRAGMA max_page_count = {}", pages + 8)).unwrap();
        let error = store.add_batch(&entries, &stamp).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Full, "{error}");
        assert!(error.to_string().contains("disk is full"), "{error}");
        assert_eq!(store.reports(&Default::default(), Page::default()).unwrap().total, 10);
        store.db().batch("PRAGMA max_page_count = 1000000").unwrap();
        let added = store.add_batch(&entries, &stamp).unwrap();
        assert_eq!((added.new, added.known), (30, 10));
    }

    #[test]
    fn a_day_is_taken_only_from_a_whole_date() {
        assert_eq!(day("2018-02-26T14:05"), "2018-02-26");
        assert_eq!(day("2018-02-26"), "2018-02-26");
        assert_eq!((day("2018-02"), day("26 February 2018"), day("")), ("", "", ""));
    }
}
