//! What was received, and how it was got: kept once by its content, with two hashes, and given back byte for byte.

use crate::agreements::hash;
use crate::db::{Cursor, Db, Value};
use crate::links::json;
use crate::review::checks;
use crate::{Entry, ErrorKind, Store, StoreError};
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use rasid_record::{Capture, CharsetBy, LIMIT_LINE, Report, Way};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::HashSet;
use std::io::{Read, Write};

/// The bytes that a report was taken from, hashed and packed. That takes time, and so it is done beside the record.
#[derive(Clone, Debug)]
pub struct Packed {
    capture: Capture,
    blake3: String,
    sha256: String,
    size: usize,
    packing: &'static str,
    bytes: Vec<u8>,
}

/// How bytes lie in `captured`.
const ZLIB: &str = "zlib";
const NONE: &str = "none";
pub(crate) const TEXT: &str = "text";
/// The first line of what the hash of a row of `captures` is made over, and what stands for NULL in it.
pub(crate) const HASHED: &str = "rasid capture 1";
pub(crate) const ABSENT: &str = "-";
/// Bytes of one capture that are unpacked at most: twice the largest piece that a source gives.
const LIMIT_UNPACKED: u64 = 2 * LIMIT_LINE as u64;

impl Packed {
    /// Packs `capture`, from which a report with the text `text` was taken. Where the bytes are that text, they are not
    /// kept a second time.
    pub fn of(capture: &Capture, text: &str) -> Self {
        let bytes = &*capture.bytes;
        let (packing, packed) = if bytes == text.as_bytes() {
            (TEXT, Vec::new())
        } else {
            // The fastest level: on news in JSON it saves more than half, and is not seen beside the reading.
            let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 2 + 64), Compression::fast());
            match encoder.write_all(bytes).and_then(|()| encoder.finish()) {
                Ok(packed) if packed.len() < bytes.len() => (ZLIB, packed),
                _ => (NONE, bytes.to_vec()),
            }
        };
        Packed {
            blake3: blake3::hash(bytes).to_hex().to_string(),
            sha256: sha256(bytes),
            size: bytes.len(),
            // What is packed is not held twice.
            capture: Capture { bytes: Vec::new().into(), ..capture.clone() },
            packing,
            bytes: packed,
        }
    }

    /// BLAKE3 hash of the bytes, in hexadecimal.
    pub(crate) fn blake3(&self) -> &str {
        &self.blake3
    }

    /// Bytes that it takes in memory.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Whether it takes no bytes of its own.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }
}

/// The SHA-256 hash of bytes, in hexadecimal, as `sha256sum` writes it.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let digit = |four: u8| char::from_digit(four.into(), 16).unwrap_or('0');
        hex.push(digit(byte >> 4));
        hex.push(digit(byte & 15));
        hex
    })
}

/// How the bytes of a report were got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Captured {
    /// Its number in the record, from 1.
    pub seq: usize,
    /// The report that was taken from the bytes.
    pub report_id: String,
    /// BLAKE3 hash of the bytes, in hexadecimal.
    pub blake3: String,
    /// SHA-256 hash of the bytes, in hexadecimal.
    pub sha256: String,
    /// How many bytes they are.
    pub size: usize,
    /// When they came into the record: ISO 8601, UTC.
    pub acquired_at: String,
    /// The facts, without the bytes ([`Store::captured_bytes`]).
    pub capture: Capture,
}

pub(crate) const FACTS: &str =
    "c.seq, c.report_id, c.blake3, b.sha256, b.size, c.acquired_at, c.name, c.container, c.start, c.way,
    c.media_type, c.extractor, c.charset, c.charset_by, c.fetched_at";

pub(crate) fn facts(c: &mut Cursor<'_>) -> Result<Captured, StoreError> {
    Ok(Captured {
        seq: c.count()?,
        report_id: c.text()?,
        blake3: c.text()?,
        sha256: c.text()?,
        size: c.count()?,
        acquired_at: c.text()?,
        capture: Capture {
            bytes: Vec::new().into(),
            name: c.text()?,
            container: c.opt_text()?,
            offset: c.opt_count()?.map(|at| at as u64),
            way: c.word(Way::parse)?,
            media_type: Cow::Owned(c.text()?),
            extractor: Cow::Owned(c.text()?),
            charset: Cow::Owned(c.text()?),
            charset_by: c.word(CharsetBy::parse)?,
            fetched_at: c.opt_text()?,
        },
    })
}

impl Store {
    /// Whether it is known what the report was taken from: of records from before evidence was kept it is not, until
    /// the report is added again.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn is_captured(&self, report_id: &str) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM captures WHERE report_id = ?1 LIMIT 1";
        Ok(self.db().first(sql, &[report_id.into()], |c| c.int())?.is_some())
    }

    /// How the bytes of a report were got, the first capture first; without the bytes.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn captures(&self, report_id: &str) -> Result<Vec<Captured>, StoreError> {
        let sql = format!(
            "SELECT {FACTS} FROM captures c JOIN captured b ON b.blake3 = c.blake3 WHERE c.report_id = ?1 ORDER BY c.seq"
        );
        self.db().all(&sql, &[report_id.into()], facts)
    }

    /// The bytes of a capture, as they were received.
    ///
    /// # Errors
    /// When the file cannot be read, or the bytes are not there or damaged.
    pub fn captured_bytes(&self, captured: &Captured) -> Result<Vec<u8>, StoreError> {
        bytes(self.db(), &captured.blake3)
    }
}

/// The bytes with this hash.
pub(crate) fn bytes(db: &Db, blake3: &str) -> Result<Vec<u8>, StoreError> {
    let damaged = |what: &str| StoreError::new(ErrorKind::Damaged, db.path(), format!("the bytes {blake3}: {what}"));
    let sql = "SELECT b.size, b.packing, b.bytes, t.text FROM captured b LEFT JOIN texts t ON t.text_id = b.text_id
               WHERE b.blake3 = ?1";
    let row = db.first(sql, &[blake3.into()], |c| Ok((c.count()?, c.text()?, c.blob()?, c.opt_text()?)))?;
    let Some((size, packing, packed, text)) = row else { return Err(damaged("they are not there")) };
    let bytes = unpack(&packing, packed, text).map_err(|what| damaged(&what))?;
    if bytes.len() == size { Ok(bytes) } else { Err(damaged("they are not as many as they were")) }
}

/// Undoes a packing, or says why that cannot be.
pub(crate) fn unpack(packing: &str, packed: Vec<u8>, text: Option<String>) -> Result<Vec<u8>, String> {
    match packing {
        NONE => Ok(packed),
        ZLIB => {
            let mut bytes = Vec::new();
            let unpacked = ZlibDecoder::new(&*packed).take(LIMIT_UNPACKED).read_to_end(&mut bytes);
            unpacked.map(|_| bytes).map_err(|e| format!("they cannot be unpacked, {e}"))
        }
        TEXT => text.map(String::into_bytes).ok_or_else(|| "their text is not there".to_owned()),
        other => Err(format!("their packing is the unknown word `{other}`")),
    }
}

/// The number of the latest capture that there ever was.
pub(crate) fn last(db: &Db) -> Result<usize, StoreError> {
    let there = db.count("SELECT COALESCE(MAX(seq), 0) FROM captures", &[])?;
    Ok(there.max(noted(db)?))
}

/// The number of the latest capture as it is noted among the sums; 0 where it is not.
pub(crate) fn noted(db: &Db) -> Result<usize, StoreError> {
    let noted = db.first("SELECT hash FROM checksums WHERE name = 'captures' AND key = ''", &[], |c| c.text())?;
    Ok(noted.and_then(|noted| noted.parse().ok()).unwrap_or(0))
}

/// Notes the number of the latest capture, so that it is seen where the last ones are cut off.
pub(crate) fn note_last(db: &Db, seq: usize) -> Result<(), StoreError> {
    checks::keep(db, "captures", "", &seq.to_string())
}

/// What of a batch is captured already.
#[derive(Default)]
pub(crate) struct Known {
    /// Identifiers of reports.
    pub(crate) reports: HashSet<String>,
    /// BLAKE3 hashes of bytes.
    pub(crate) bytes: HashSet<String>,
}

impl Known {
    /// Two questions for a whole batch: a server is a way off.
    pub(crate) fn of(db: &Db, entries: &[Entry<'_>]) -> Result<Self, StoreError> {
        let known = |sql: String, keys: Vec<&str>| db.all(&sql, &[json(db, &keys)?.into()], |c| c.text());
        let among = db.among(1);
        let reports = known(
            format!("SELECT DISTINCT report_id FROM captures WHERE report_id {among}"),
            entries.iter().map(|entry| entry.reading.report.id.as_str()).collect(),
        )?;
        let bytes = known(
            format!("SELECT blake3 FROM captured WHERE blake3 {among}"),
            entries.iter().filter_map(|entry| entry.packed).map(Packed::blake3).collect(),
        )?;
        Ok(Known { reports: reports.into_iter().collect(), bytes: bytes.into_iter().collect() })
    }
}

/// Keeps the bytes that `report` was taken from, which are not there. Belongs into a transaction.
pub(crate) fn insert_bytes(db: &Db, report: &Report, packed: &Packed) -> Result<(), StoreError> {
    let Packed { blake3, sha256, size, packing, bytes, .. } = packed;
    let text_id = (*packing == TEXT).then_some(report.text_id.as_str());
    db.put(
        "INSERT INTO captured (blake3, sha256, size, packing, text_id, bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        &[
            blake3.as_str().into(),
            sha256.as_str().into(),
            (*size).into(),
            (*packing).into(),
            text_id.into(),
            Value::Bytes(Cow::Borrowed(bytes)),
        ],
    )
}

/// Keeps how the bytes that `report` was taken from were got, as capture number `seq`. Belongs into a transaction.
pub(crate) fn insert(db: &Db, seq: usize, report: &Report, packed: &Packed, at: &str) -> Result<(), StoreError> {
    let Packed { capture, blake3, .. } = packed;
    let (seq_text, start) = (seq.to_string(), capture.offset.map(|at| at.to_string()));
    let or_none = |cell: Option<&str>| cell.unwrap_or(ABSENT).to_owned();
    let hash = hash(
        HASHED,
        &[
            &seq_text,
            &report.id,
            blake3,
            &capture.name,
            &or_none(capture.container.as_deref()),
            &or_none(start.as_deref()),
            capture.way.as_str(),
            &capture.media_type,
            &capture.extractor,
            &capture.charset,
            capture.charset_by.as_str(),
            &or_none(capture.fetched_at.as_deref()),
            at,
        ],
    );
    db.put(
        "INSERT INTO captures (seq, report_id, blake3, name, container, start, way, media_type, extractor, charset,
             charset_by, fetched_at, acquired_at, hash)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        &[
            seq.into(),
            report.id.as_str().into(),
            blake3.as_str().into(),
            capture.name.as_str().into(),
            capture.container.as_deref().into(),
            capture.offset.map(|at| i64::try_from(at).unwrap_or(i64::MAX)).into(),
            capture.way.as_str().into(),
            (&*capture.media_type).into(),
            (&*capture.extractor).into(),
            (&*capture.charset).into(),
            capture.charset_by.as_str().into(),
            capture.fetched_at.as_deref().into(),
            at.into(),
            hash.into(),
        ],
    )
}
