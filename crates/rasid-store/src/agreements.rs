//! The register of agreements: versions of signed texts as people entered them, never changed and never deleted.

use crate::db::{Cursor, Db, Value};
use crate::links::json;
use crate::{ErrorKind, Store, StoreError};
use rasid_record::Agreement;

/// Who enters something into the register, when, and what they say about it.
#[derive(Clone, Copy, Debug)]
pub struct Entered<'a> {
    /// Their pseudonym.
    pub who: &'a str,
    /// When: ISO 8601, UTC.
    pub at: &'a str,
    /// What they say about it, or empty.
    pub why: &'a str,
}

/// A version of an agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgreementVersion {
    /// What it says.
    pub agreement: Agreement,
    /// From 1.
    pub version: usize,
    /// Whether it was taken out of the register with this version.
    pub deleted: bool,
    /// Who entered it.
    pub who: String,
    /// When.
    pub made_at: String,
    /// What they say was changed, or empty.
    pub why: String,
}

/// What became of a version that was handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptAgreement {
    /// It is the latest now, under this number.
    New(usize),
    /// It says what the latest says, whose number this is; nothing was written.
    Same(usize),
    /// Somebody entered another version, of this number, since the one that this was made from; nothing was written.
    Behind(usize),
}

/// How many agreements are listed.
const MOST: usize = 1000;
const COLUMNS: &str = "a.json, a.version, a.deleted, a.who, a.made_at, a.why";
const LATEST: &str = "a.version = (SELECT MAX(version) FROM agreements b WHERE b.id = a.id)";

impl Store {
    /// The latest version of every agreement that is in the register, the one signed last first; those that were
    /// taken out too where that is asked for.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn agreements(&self, with_deleted: bool) -> Result<Vec<AgreementVersion>, StoreError> {
        let which = if with_deleted { "" } else { " AND a.deleted = 0" };
        let sql = format!("SELECT {COLUMNS} FROM agreements a WHERE {LATEST}{which} ORDER BY a.id LIMIT ?1");
        let mut all = self.db().all(&sql, &[MOST.into()], version)?;
        all.sort_by(|a, b| b.agreement.signed.cmp(&a.agreement.signed));
        Ok(all)
    }

    /// One agreement: the latest version, or the one of this number.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn registered(&self, id: &str, number: Option<usize>) -> Result<Option<AgreementVersion>, StoreError> {
        let which = if number.is_some() { "a.version = ?2" } else { LATEST };
        let sql = format!("SELECT {COLUMNS} FROM agreements a WHERE a.id = ?1 AND {which}");
        let values: [Value<'_>; 2] = [id.into(), number.unwrap_or(0).into()];
        self.db().first(&sql, &values[..if number.is_some() { 2 } else { 1 }], version)
    }

    /// All versions of an agreement, the latest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn agreement_versions(&self, id: &str) -> Result<Vec<AgreementVersion>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM agreements a WHERE a.id = ?1 ORDER BY a.version DESC LIMIT ?2");
        self.db().all(&sql, &[id.into(), MOST.into()], version)
    }

    /// Keeps a version of an agreement that was made from version `from`, 0 where it is new. `deleted` takes the
    /// agreement out of the register; a later version brings it back.
    ///
    /// # Errors
    /// When the agreement is not as it must be ([`Agreement::check`]) or the file cannot be written.
    pub fn keep_agreement(
        &mut self,
        agreement: &Agreement,
        from: usize,
        deleted: bool,
        by: &Entered<'_>,
    ) -> Result<KeptAgreement, StoreError> {
        if let Err(bad) = agreement.check() {
            let what = bad.to_string();
            return Err(StoreError::new(ErrorKind::Invalid, self.path(), what.trim_end_matches('.')));
        }
        self.db().whole(|db| {
            let sql = format!("SELECT {COLUMNS} FROM agreements a WHERE a.id = ?1 AND {LATEST}");
            let latest = db.first(&sql, &[agreement.id.as_str().into()], version)?;
            let number = latest.as_ref().map_or(0, |latest| latest.version);
            if latest.is_some_and(|latest| latest.agreement == *agreement && latest.deleted == deleted) {
                return Ok(KeptAgreement::Same(number));
            }
            if number != from {
                return Ok(KeptAgreement::Behind(number));
            }
            let json = json(db, agreement)?;
            let (next, flag) = ((number + 1).to_string(), if deleted { "1" } else { "0" });
            let hash = hash("rasid agreement 1", &[&agreement.id, &next, flag, by.who, by.at, by.why, &json]);
            db.exec(
                "INSERT INTO agreements (id, version, deleted, who, made_at, why, json, hash)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                &[
                    agreement.id.as_str().into(),
                    (number + 1).into(),
                    deleted.into(),
                    by.who.into(),
                    by.at.into(),
                    by.why.into(),
                    json.as_str().into(),
                    hash.into(),
                ],
            )?;
            Ok(KeptAgreement::New(number + 1))
        })
    }
}

fn version(c: &mut Cursor<'_>) -> Result<AgreementVersion, StoreError> {
    Ok(AgreementVersion {
        agreement: crate::courses::line(c, "an agreement")?,
        version: c.count()?,
        deleted: c.flag()?,
        who: c.text()?,
        made_at: c.text()?,
        why: c.text()?,
    })
}

/// The hash over a row, each column in a line of its own behind its length in bytes, so that none runs into the next.
pub(crate) fn hash(what: &str, columns: &[&str]) -> String {
    let mut lines = format!("{what}\n");
    for column in columns {
        lines.push_str(&format!("{} {column}\n", column.len()));
    }
    blake3::hash(lines.as_bytes()).to_hex().to_string()
}

/// Names rows of the register that are not as they were written: their table, what they go by, and what is wrong.
pub(crate) fn faults(db: &Db, mut fault: impl FnMut(&str, String, &str)) -> Result<(), StoreError> {
    const CHANGED: &str = "it was changed after it was written";
    // A row is named by what its columns say now; whoever changed those is named by them.
    let text = |c: &mut Cursor<'_>| -> Result<String, StoreError> {
        Ok(String::from_utf8_lossy(&c.any()?.unwrap_or_default()).into_owned())
    };
    let mut before = (String::new(), 0);
    db.each(
        "SELECT id, version, CAST(version AS TEXT), CAST(deleted AS TEXT), who, made_at, why, json, hash FROM agreements a
         ORDER BY a.id, a.version",
        &[],
        |c| {
            let (id, version) = (text(c)?, c.count()?);
            let columns = [text(c)?, text(c)?, text(c)?, text(c)?, text(c)?, text(c)?];
            let all: Vec<&str> = std::iter::once(id.as_str()).chain(columns.iter().map(String::as_str)).collect();
            if hash("rasid agreement 1", &all) != text(c)? {
                fault("agreements", format!("{id} {version}"), CHANGED);
            } else if version != 1 && before != (id.clone(), version - 1) {
                fault("agreements", format!("{id} {version}"), "the version before it is missing");
            }
            before = (id, version);
            Ok(true)
        },
    )?;
    let mut last = 0;
    let buried = crate::tombstones::keys(db, "clause_links")?;
    db.each(
        "SELECT seq, CAST(seq AS TEXT), agreement, clause, report_id, list, CAST(start AS TEXT), CAST(\"end\" AS TEXT), text,
         CAST(attached AS TEXT), who, made_at, why, hash FROM clause_links l ORDER BY l.seq",
        &[],
        |c| {
            let seq = c.count()?;
            let mut columns = Vec::new();
            for _ in 0..12 {
                columns.push(text(c)?);
            }
            let all: Vec<&str> = columns.iter().map(String::as_str).collect();
            if hash("rasid clause 1", &all) != text(c)? {
                fault("clause_links", seq.to_string(), CHANGED);
            } else if (last + 1..seq).any(|gone| !buried.contains(&gone)) {
                fault("clause_links", seq.to_string(), "the line before it is missing");
            }
            last = seq;
            Ok(true)
        },
    )
}
