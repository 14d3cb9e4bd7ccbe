//! The ledger of human decisions: a chain over salted hashes, so that what a decision says can be
//! deleted and the chain still be checked.

use crate::db::{Cursor, Db};
use crate::{ErrorKind, Page, Paged, Store, StoreError, review};
use rasid_record::Review;

/// A decision as kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Its place in the chain, from 1.
    pub seq: u64,
    /// Hash of the decision before, or 64 zeros for the first.
    pub prev: String,
    /// Hash over salt and payload.
    pub payload_hash: String,
    /// Hash over all of the above and `made_at`.
    pub hash: String,
    /// When it was made: ISO 8601, UTC.
    pub made_at: String,
    /// What was decided, as JSON; nothing once it was deleted.
    pub payload: Option<String>,
}

/// What a check of the whole ledger found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LedgerCheck {
    /// Decisions in the chain.
    pub decisions: u64,
    /// Decisions whose payload was deleted.
    pub deleted: u64,
    /// Hash of the last decision: note it elsewhere to be able to prove that none was cut off.
    pub head: Option<String>,
    /// The first thing that is wrong, if any.
    pub fault: Option<LedgerFault>,
}

/// Something wrong in the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerFault {
    /// The decision.
    pub seq: u64,
    /// A sentence that says what is wrong.
    pub what: String,
}

/// What stands in the place of the hash before the first.
const NONE_BEFORE: &str = "0000000000000000000000000000000000000000000000000000000000000000";
/// The shortest salt, in bytes.
const SHORTEST_SALT: usize = 16;

impl Store {
    /// Adds a decision at the end of the chain. `payload` is JSON; `salt` at least 16 bytes that
    /// nobody can guess; `made_at` ISO 8601, UTC.
    ///
    /// # Errors
    /// When the payload is no JSON, the salt is too short or the file cannot be written.
    pub fn decide(&mut self, payload: &str, salt: &[u8], made_at: &str) -> Result<Decision, StoreError> {
        self.db().whole(|db| append(db, payload, salt, made_at))
    }

    /// The decisions, the latest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn decisions(&self, page: Page) -> Result<Paged<Decision>, StoreError> {
        self.db().steady(|db| {
            let total = db.count("SELECT COUNT(*) FROM decisions", &[])?;
            let sql = format!("{DECISIONS} ORDER BY d.seq DESC LIMIT ?1 OFFSET ?2");
            let rows = db.all(&sql, &[page.limit.into(), page.offset.into()], |c| Ok(decision(c)?.0))?;
            Ok(Paged { rows, total })
        })
    }

    /// Deletes what a decision says, for good; that it was made stays. Says whether it was there.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn delete_payload(&mut self, seq: u64) -> Result<bool, StoreError> {
        let db = self.db();
        // Without this, the bytes would stay in the file until their place is needed again.
        db.tune("PRAGMA secure_delete = ON")?;
        let seq = i64::try_from(seq).unwrap_or(i64::MAX);
        let deleted = db.whole(|db| {
            let deleted = db.exec("DELETE FROM decision_payloads WHERE seq = ?1", &[seq.into()])?;
            review::derive::forget(db, seq)?;
            Ok(deleted)
        })?;
        db.tune("PRAGMA secure_delete = OFF; PRAGMA wal_checkpoint(TRUNCATE)")?;
        if db.is_server() {
            db.write_anew(["decision_payloads"].into_iter())?;
        }
        Ok(deleted > 0)
    }

    /// Checks every link of the chain and every payload that is still there.
    ///
    /// # Errors
    /// When the file cannot be read. A broken chain is no error here but [`LedgerCheck::fault`].
    pub fn verify_ledger(&self) -> Result<LedgerCheck, StoreError> {
        self.db().steady(|db| self.check_chain(db))
    }

    /// The same, with the view of the record that `db` has.
    pub(crate) fn check_chain(&self, db: &Db) -> Result<LedgerCheck, StoreError> {
        let mut check = LedgerCheck::default();
        let mut prev = NONE_BEFORE.to_owned();
        db.scan(&format!("{DECISIONS} ORDER BY d.seq"), &[], |c| {
            let (decision, salt) = decision(c)?;
            check.decisions += 1;
            check.deleted += u64::from(decision.payload.is_none());
            if let Some(what) = fault(&decision, salt.as_deref(), check.decisions, &prev) {
                check.fault = Some(LedgerFault { seq: decision.seq, what });
                return Ok(false);
            }
            prev.clone_from(&decision.hash);
            check.head = Some(decision.hash);
            Ok(true)
        })?;
        let stray = "SELECT MIN(seq) FROM decision_payloads WHERE seq NOT IN (SELECT seq FROM decisions)";
        if check.fault.is_none()
            && let Some(Some(seq)) = db.first(stray, &[], |c| c.opt_count())?
        {
            let what = "a payload is there but not its decision".to_owned();
            check.fault = Some(LedgerFault { seq: seq as u64, what });
        }
        Ok(check)
    }
}

/// Adds a decision at the end of the chain, and notes it where it is a review. Belongs into a transaction.
pub(crate) fn append(db: &Db, payload: &str, salt: &[u8], made_at: &str) -> Result<Decision, StoreError> {
    let invalid = |what: String| StoreError::new(ErrorKind::Invalid, db.path(), what);
    if salt.len() < SHORTEST_SALT {
        return Err(invalid(format!("A decision needs a salt of at least {SHORTEST_SALT} bytes")));
    }
    if let Err(e) = serde_json::from_str::<serde::de::IgnoredAny>(payload) {
        return Err(invalid(format!("A decision must be JSON: {e}")));
    }
    let salt: String = salt.iter().map(|byte| format!("{byte:02x}")).collect();
    let last =
        db.first("SELECT seq, hash FROM decisions ORDER BY seq DESC LIMIT 1", &[], |c| Ok((c.int()?, c.text()?)))?;
    let (seq, prev) = last.map_or((1, NONE_BEFORE.to_owned()), |(seq, hash)| (seq + 1, hash));
    let payload_hash = hash_payload(&salt, payload);
    let hash = hash_decision(seq, &prev, &payload_hash, made_at);
    db.exec(
        "INSERT INTO decisions (seq, prev, payload_hash, hash, made_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        &[seq.into(), prev.as_str().into(), payload_hash.as_str().into(), hash.as_str().into(), made_at.into()],
    )?;
    db.exec(
        "INSERT INTO decision_payloads (seq, salt, payload) VALUES (?1, ?2, ?3)",
        &[seq.into(), salt.as_str().into(), payload.into()],
    )?;
    if let Some(review) = Review::parse(payload) {
        review::derive::note(db, seq.unsigned_abs(), &review, made_at)?;
    }
    let payload = Some(payload.to_owned());
    Ok(Decision { seq: seq.unsigned_abs(), prev, payload_hash, hash, made_at: made_at.to_owned(), payload })
}

pub(crate) const DECISIONS: &str = "SELECT d.seq, d.prev, d.payload_hash, d.hash, d.made_at, p.payload, p.salt
                         FROM decisions d LEFT JOIN decision_payloads p ON p.seq = d.seq";

/// Reads a decision and the salt of its payload from the columns of [`DECISIONS`].
pub(crate) fn decision(c: &mut Cursor<'_>) -> Result<(Decision, Option<String>), StoreError> {
    let decision = Decision {
        seq: c.count()? as u64,
        prev: c.text()?,
        payload_hash: c.text()?,
        hash: c.text()?,
        made_at: c.text()?,
        payload: c.opt_text()?,
    };
    Ok((decision, c.opt_text()?))
}

/// What is wrong with a decision that should be number `seq` and follow the hash `prev`.
fn fault(decision: &Decision, salt: Option<&str>, seq: u64, prev: &str) -> Option<String> {
    let Decision { payload_hash, hash, made_at, .. } = decision;
    if decision.seq != seq {
        return Some(format!("decision {seq} is missing"));
    }
    if decision.prev != prev {
        return Some("it does not follow the decision before it".to_owned());
    }
    if hash_decision(seq as i64, prev, payload_hash, made_at) != *hash {
        return Some("it was changed after it was made".to_owned());
    }
    match (&decision.payload, salt) {
        (Some(payload), Some(salt)) if hash_payload(salt, payload) != *payload_hash => {
            Some("what it says was changed after it was made".to_owned())
        }
        _ => None,
    }
}

/// The hash over salt and payload, as the comment in `migrations/0001.sql` says.
fn hash_payload(salt: &str, payload: &str) -> String {
    blake3::hash(format!("rasid payload 1\n{salt}\n{payload}").as_bytes()).to_hex().to_string()
}

/// The hash over a decision, as the comment in `migrations/0001.sql` says.
fn hash_decision(seq: i64, prev: &str, payload_hash: &str, made_at: &str) -> String {
    blake3::hash(format!("rasid decision 1\n{seq}\n{prev}\n{payload_hash}\n{made_at}\n").as_bytes())
        .to_hex()
        .to_string()
}
