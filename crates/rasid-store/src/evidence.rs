//! A bundle of everything that the record holds of one report, which can be checked without this program.

use crate::captures::sha256;
use crate::export::zip::Archive;
use crate::ledger::DECISIONS;
use crate::{Captured, ErrorKind, KeptReport, Store, StoreError, ledger, tombstones};
use rasid_record::Review;
use serde_json::{Value, json};
use std::collections::HashSet;
use std::io::{Cursor, Write};

/// A file of a bundle: its name and its bytes.
pub type BundleFile = (String, Vec<u8>);

/// What the bundle says of itself, in Arabic and English.
const README: &str = include_str!("../data/evidence.txt");

impl Store {
    /// The files of the bundle for a report: the bytes as received, how they were got, text, reading, words with their
    /// places, decisions, and the SHA-256 sums of all of them in `SHA256SUMS`, as `sha256sum -c` reads it. Nothing where
    /// there is no such report.
    ///
    /// `with_blind` says whether decisions are among them that somebody who codes blind must not see yet.
    ///
    /// # Errors
    /// When the record cannot be read or what was received is damaged.
    pub fn evidence(&self, report_id: &str, with_blind: bool) -> Result<Option<Vec<BundleFile>>, StoreError> {
        let Some(kept) = self.report(report_id)? else { return Ok(None) };
        let mut files: Vec<BundleFile> = vec![("README.txt".to_owned(), README.as_bytes().to_vec())];
        let captures = self.captures(report_id)?;
        let mut facts = Vec::new();
        for (n, captured) in captures.iter().enumerate() {
            let name = format!("received-{}.{}", n + 1, ending(&captured.capture.media_type));
            files.push((name.clone(), self.captured_bytes(captured)?));
            facts.push(of_capture(&name, captured));
        }
        let report = &kept.reading.report;
        files.push(("captures.json".to_owned(), self.pretty(&facts)?));
        files.push(("text.txt".to_owned(), report.text.clone().into_bytes()));
        files.push(("report.json".to_owned(), self.pretty(&of_report(&kept))?));
        let reading = serde_json::to_value(&kept.reading).map_err(|e| self.fault(&e))?;
        files.push(("words.tsv".to_owned(), words(&reading).into_bytes()));
        files.push(("reading.json".to_owned(), self.pretty(&reading)?));
        let (decisions, chain) = self.decided(&kept, with_blind)?;
        files.push(("decisions.jsonl".to_owned(), decisions.into_bytes()));
        files.push(("ledger.json".to_owned(), self.pretty(&chain)?));
        files.sort();
        let sums: String = files.iter().map(|(name, bytes)| format!("{}  {name}\n", sha256(bytes))).collect();
        files.push(("SHA256SUMS".to_owned(), sums.into_bytes()));
        Ok(Some(files))
    }

    fn fault(&self, error: &serde_json::Error) -> StoreError {
        StoreError::new(ErrorKind::Internal, self.path(), error.to_string())
    }

    fn pretty(&self, value: &impl serde::Serialize) -> Result<Vec<u8>, StoreError> {
        let mut bytes = serde_json::to_vec_pretty(value).map_err(|e| self.fault(&e))?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// The decisions on a report and on what was read in its text, a line each; and where the chain of all stands.
    fn decided(&self, kept: &KeptReport, with_blind: bool) -> Result<(String, Value), StoreError> {
        let report = &kept.reading.report;
        let hidden: HashSet<u64> = if with_blind {
            HashSet::new()
        } else {
            let sql = "SELECT l.seq FROM review_log l WHERE EXISTS
                       (SELECT 1 FROM review_assigned a WHERE a.no = l.no AND a.blind = 1 AND a.done = 0)";
            self.db().all(sql, &[], |c| Ok(c.count()? as u64))?.into_iter().collect()
        };
        let (mut lines, mut count, mut head) = (String::new(), 0_u64, None);
        self.db().scan(&format!("{DECISIONS} ORDER BY d.seq"), &[], |c| {
            let (decision, salt) = ledger::decision(c)?;
            count += 1;
            let review = decision.payload.as_deref().and_then(Review::parse);
            let is_about = review.is_some_and(|review| {
                tombstones::is_about(&review, &report.id, Some(&report.text_id))
                    || review.report.as_deref() == Some(&report.id)
            });
            if is_about && !hidden.contains(&decision.seq) {
                let payload = decision.payload.as_deref().map(serde_json::from_str::<Value>).transpose();
                let line = json!({
                    "seq": decision.seq, "prev": decision.prev, "payload_hash": decision.payload_hash,
                    "hash": decision.hash, "made_at": decision.made_at, "salt": salt,
                    "says": payload.unwrap_or_default(), "payload": decision.payload,
                });
                lines.push_str(&line.to_string());
                lines.push('\n');
            }
            head = Some(decision.hash);
            Ok(true)
        })?;
        let rules = "payload_hash is the BLAKE3 hash over the lines 'rasid payload 1', salt, and the payload; hash is that \
                     over the lines 'rasid decision 1', seq, prev, payload_hash, made_at, each with a line feed";
        Ok((lines, json!({"decisions": count, "head": head, "how": rules})))
    }
}

/// The bundle as one ZIP, its files in the folder `folder`.
///
/// # Errors
/// When it would be larger than 4 GiB.
pub fn zipped(folder: &str, files: &[BundleFile]) -> std::io::Result<Vec<u8>> {
    let mut archive = Archive::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let mut part = archive.part(&format!("{folder}/{name}"))?;
        part.write_all(bytes)?;
        archive = part.end()?;
    }
    archive.finish().map(Cursor::into_inner)
}

/// How a file of this media type is called.
fn ending(media_type: &str) -> &'static str {
    match media_type {
        "text/plain" => "txt",
        "text/html" | "application/xhtml+xml" => "html",
        "application/json" => "json",
        "application/pdf" => "pdf",
        "message/rfc822" => "eml",
        "text/csv" => "csv",
        "application/xml" | "text/xml" | "application/rss+xml" | "application/atom+xml" => "xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "docx",
        _ => "bin",
    }
}

fn of_capture(file: &str, captured: &Captured) -> Value {
    let facts = &captured.capture;
    json!({
        "file": file, "capture": captured.seq, "way": facts.way.as_str(), "name": facts.name,
        "container": facts.container, "offset": facts.offset, "media_type": facts.media_type,
        "extractor": facts.extractor, "charset": facts.charset, "charset_by": facts.charset_by.as_str(),
        "fetched_at": facts.fetched_at, "acquired_at": captured.acquired_at, "bytes": captured.size,
        "sha256": captured.sha256, "blake3": captured.blake3,
    })
}

fn of_report(kept: &KeptReport) -> Value {
    let report = &kept.reading.report;
    json!({
        "id": report.id, "text_id": report.text_id, "outlet": report.outlet, "published": report.published,
        "published_basis": report.published_basis, "title": report.title, "url": report.url, "lang": report.lang,
        "other": report.other, "added_at": kept.added_at, "rules_version": kept.rules_version,
    })
}

/// Every place of a reading with its words, a line each.
fn words(reading: &Value) -> String {
    let mut lines = String::from("path\tstart\tend\twords\n");
    walk(reading, &mut String::new(), &mut lines);
    lines
}

fn walk(value: &Value, path: &mut String, lines: &mut String) {
    let length = path.len();
    let mut within = |name: &str, value: &Value, lines: &mut String| {
        path.push('/');
        path.push_str(name);
        walk(value, path, lines);
        path.truncate(length);
    };
    match value {
        Value::Array(values) => values.iter().enumerate().for_each(|(n, value)| within(&n.to_string(), value, lines)),
        Value::Object(fields) => {
            let number = |name: &str| fields.get(name).and_then(Value::as_u64);
            let at = number("start").zip(number("end")).zip(fields.get("text").and_then(Value::as_str));
            for (name, value) in fields {
                within(name, value, lines);
            }
            if let Some(((start, end), words)) = at {
                let plain = words.replace(['\t', '\n', '\r'], " ");
                lines.push_str(&format!("{path}\t{start}\t{end}\t{plain}\n"));
            }
        }
        _ => {}
    }
}
