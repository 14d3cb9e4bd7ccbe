//! The chain from what was received to the words of records: bytes and their hashes, how they were got, the text that
//! they give, the places of words in it, the index by which it is found, and what was deleted.

use super::{Look, lossy};
use crate::agreements::hash;
use crate::captures::{self, ABSENT, FACTS, HASHED, TEXT, sha256, unpack};
use crate::{StoreError, search, tombstones};
use rasid_record::{Capture, Report};

/// What only others can say of a record.
pub struct Checks<'a> {
    /// Whether a report holds the text that its extractor makes of the bytes; nothing where it is not known any more
    /// what that extractor made.
    pub again: &'a dyn Fn(&Capture, &Report) -> Option<bool>,
    /// The words under which a text is found.
    pub terms: &'a dyn Fn(&str) -> String,
    /// The version of the rules which find these words: texts that were read by others are not compared.
    pub rules_version: &'a str,
}

/// Columns of `captures` that its hash is made over, before the hash.
const COLUMNS: &str = "seq, report_id, blake3, name, container, start, way, media_type, extractor, charset, charset_by,
    fetched_at, acquired_at";

impl Look<'_> {
    /// Bytes as received, by their own hashes.
    pub(super) fn captured(&mut self) -> Result<(), StoreError> {
        let sql = "SELECT b.blake3, b.sha256, b.size, b.packing, b.text_id, b.bytes, t.text FROM captured b
                   LEFT JOIN texts t ON t.text_id = b.text_id ORDER BY b.blake3";
        self.db.scan(sql, &[], |c| {
            let key = lossy(c.any()?);
            let (sha, size, packing) = (lossy(c.any()?), lossy(c.any()?), lossy(c.any()?));
            let (text_id, packed) = (c.any()?, c.any()?.unwrap_or_default());
            let text = c.any()?.and_then(|text| String::from_utf8(text).ok());
            self.found.captured += 1;
            let is_of_text = packing == TEXT;
            let what = if is_of_text != text_id.is_some() || (is_of_text && !packed.is_empty()) {
                Some("it is packed otherwise than it says".to_owned())
            } else {
                match unpack(&packing, packed, text) {
                    Err(what) => Some(what),
                    Ok(bytes) if blake3::hash(&bytes).to_hex().as_str() != key => {
                        Some("the bytes are not those of its BLAKE3 hash".to_owned())
                    }
                    Ok(bytes) if sha256(&bytes) != sha => {
                        Some("the bytes are not those of its SHA-256 hash".to_owned())
                    }
                    Ok(bytes) => (bytes.len().to_string() != size).then(|| "the bytes are not as many".to_owned()),
                }
            };
            if let Some(what) = what {
                self.fault("captured", key, what);
            }
            Ok(true)
        })?;
        let sql = "SELECT blake3 FROM captured WHERE blake3 NOT IN (SELECT blake3 FROM captures)";
        for key in self.db.all(sql, &[], |c| Ok(lossy(c.any()?)))? {
            self.fault("captured", key, "no report was taken from it");
        }
        Ok(())
    }

    /// How bytes were got.
    pub(super) fn captures(&mut self) -> Result<(), StoreError> {
        let buried = tombstones::keys(self.db, "captures")?;
        let noted = captures::noted(self.db)?;
        let mut last = 0;
        let mut faults = Vec::new();
        self.db.scan(&format!("SELECT {COLUMNS}, hash FROM captures ORDER BY seq"), &[], |c| {
            let cells: Vec<String> = (0..COLUMNS.split(',').count())
                .map(|_| Ok(c.any()?.map_or_else(|| ABSENT.to_owned(), |cell| lossy(Some(cell)))))
                .collect::<Result<_, StoreError>>()?;
            let columns: Vec<&str> = cells.iter().map(String::as_str).collect();
            let seq = columns[0].parse().unwrap_or(0);
            if hash(HASHED, &columns) != lossy(c.any()?) {
                faults.push((columns[0].to_owned(), "it was changed after it was written"));
            } else if (last + 1..seq).any(|gone| !buried.contains(&gone)) {
                faults.push((columns[0].to_owned(), "a capture before it is missing"));
            }
            last = seq;
            Ok(true)
        })?;
        if (last + 1..=noted).any(|gone| !buried.contains(&gone)) {
            faults.push((noted.to_string(), "it is gone"));
        }
        for (table, what) in [("captured", "its bytes are not there"), ("reports", "its report is not there")] {
            let (ours, theirs) = if table == "captured" { ("blake3", "blake3") } else { ("report_id", "id") };
            let sql = format!("SELECT seq FROM captures WHERE {ours} NOT IN (SELECT {theirs} FROM {table})");
            faults.extend(self.db.all(&sql, &[], |c| Ok(lossy(c.any()?)))?.into_iter().map(|seq| (seq, what)));
        }
        for (seq, what) in faults {
            self.fault("captures", seq, what);
        }
        Ok(())
    }

    /// Texts are what their extractors make of the bytes.
    pub(super) fn again(&mut self, checks: &Checks<'_>) -> Result<(), StoreError> {
        let sql = format!(
            "SELECT {FACTS}, b.packing, b.bytes, x.text, r.title, t.text FROM captures c
             JOIN captured b ON b.blake3 = c.blake3 LEFT JOIN texts x ON x.text_id = b.text_id
             JOIN reports r ON r.id = c.report_id JOIN texts t ON t.text_id = r.text_id ORDER BY c.seq"
        );
        self.db.scan(&sql, &[], |c| {
            let mut captured = captures::facts(c)?;
            let unpacked = unpack(&c.text()?, c.blob()?, c.opt_text()?);
            let report = Report { title: c.opt_text()?, text: c.text()?, ..Report::default() };
            // What cannot be unpacked was named already.
            let Ok(bytes) = unpacked else { return Ok(true) };
            captured.capture.bytes = bytes.into();
            match (checks.again)(&captured.capture, &report) {
                None => self.found.unknown += 1,
                Some(true) => self.found.again += 1,
                Some(false) => {
                    let what = format!("its text is not what {} makes of the bytes", captured.capture.extractor);
                    self.fault("reports", captured.report_id, what);
                }
            }
            Ok(true)
        })
    }

    /// Words stand in the text where readings say that they do.
    pub(super) fn spans(&mut self) -> Result<(), StoreError> {
        let sql = "SELECT d.report_id, d.json, t.text FROM readings d JOIN reports r ON r.id = d.report_id
                   JOIN texts t ON t.text_id = r.text_id ORDER BY d.report_id";
        self.db.scan(sql, &[], |c| {
            let id = lossy(c.any()?);
            let (json, text) = (c.any()?.unwrap_or_default(), lossy(c.any()?));
            // What is no JSON is named where readings are read.
            let Ok(reading) = serde_json::from_slice::<serde_json::Value>(&json) else { return Ok(true) };
            let mut places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            places.push(text.len());
            let mut walk = Spans { text: &text, places: &places, looked: 0, wrong: None };
            walk.value(&reading);
            self.found.spans += walk.looked;
            if let Some((start, end)) = walk.wrong {
                self.fault("readings", id, format!("the words at {start} to {end} are not those of its text"));
            }
            Ok(true)
        })
    }

    /// The index of words finds each report by the words of its text.
    pub(super) fn index(&mut self, checks: &Checks<'_>) -> Result<(), StoreError> {
        let mut sums = search::sums(self.db)?;
        let (mut differing, mut ids) = (Vec::new(), Vec::new());
        let sql = "SELECT r.no, r.id, d.rules_version, t.text FROM reports r JOIN readings d ON d.report_id = r.id
                   JOIN texts t ON t.text_id = r.text_id ORDER BY r.no";
        self.db.scan(sql, &[], |c| {
            let (no, id, version, text) = (c.count()?, lossy(c.any()?), lossy(c.any()?), lossy(c.any()?));
            let sum = sums.remove(&no);
            if version != checks.rules_version {
                return Ok(true);
            }
            self.found.indexed += 1;
            let terms = (checks.terms)(&text);
            if sum.unwrap_or_default() != search::sum(&terms) {
                differing.push((no, terms));
                ids.push((id, sum));
            }
            Ok(true)
        })?;
        // The index takes some rare letters apart otherwise.
        let mut exact = search::exact_sums(self.db, &differing)?;
        for ((no, _), (id, sum)) in differing.iter().zip(ids) {
            if exact.remove(no).unwrap_or_default() != sum.unwrap_or_default() {
                self.fault("search", id, "it is not found by the words of its text");
            }
        }
        for no in sums.into_keys() {
            self.fault("search", no.to_string(), "there is no report of this number");
        }
        Ok(())
    }

    /// What was deleted, as the ledger says.
    pub(super) fn tombstones(&mut self) -> Result<(), StoreError> {
        let mut faults = Vec::new();
        self.found.tombstones = tombstones::faults(self.db, |seq, what| faults.push((seq, what.to_owned())))?;
        for (seq, what) in faults {
            self.fault("tombstones", seq, what);
        }
        let sql = "SELECT DISTINCT tombstone FROM buried WHERE tombstone NOT IN (SELECT seq FROM tombstones)";
        for seq in self.db.all(sql, &[], |c| Ok(lossy(c.any()?)))? {
            self.fault("buried", seq, "there is no tombstone of this number");
        }
        Ok(())
    }
}

/// A walk through a reading to everything that has a place in its text.
struct Spans<'t> {
    text: &'t str,
    /// The byte of each code point, and the length.
    places: &'t [usize],
    looked: u64,
    wrong: Option<(u64, u64)>,
}

impl Spans<'_> {
    fn value(&mut self, value: &serde_json::Value) {
        match value {
            serde_json::Value::Array(values) => values.iter().for_each(|value| self.value(value)),
            serde_json::Value::Object(fields) => {
                let number = |name: &str| fields.get(name).and_then(serde_json::Value::as_u64);
                if let (Some(start), Some(end)) = (number("start"), number("end")) {
                    self.looked += 1;
                    let words = fields.get("text").and_then(serde_json::Value::as_str).unwrap_or("");
                    if self.words(start, end) != Some(words) {
                        self.wrong.get_or_insert((start, end));
                    }
                }
                fields.values().for_each(|value| self.value(value));
            }
            _ => {}
        }
    }

    fn words(&self, start: u64, end: u64) -> Option<&str> {
        let place = |at: u64| self.places.get(usize::try_from(at).ok()?).copied();
        self.text.get(place(start)?..place(end)?)
    }
}
