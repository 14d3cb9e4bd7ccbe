//! Reviews: decisions of people about records, kept in the ledger, and what holds of each record by them.
//!
//! [`Store::review`] appends a decision. What holds is derived and asked for by record ([`Store::review_at`]), by
//! report ([`Store::reviews_of`]) or as a whole ([`Store::each_review`]); [`Store::reviewed`] gives a reading with
//! all of it applied. Decisions are bound to content, so they are found again after a report was read anew.

mod agreement;
pub(crate) mod checks;
pub(crate) mod derive;
mod ledger;
mod queue;
mod state;
mod verify;
mod worth;

pub use agreement::{Coders, Kappa};
pub use ledger::{LedgerFilter, LedgerLine};
pub use queue::{QueueFilter, QueueKey, Queued};
pub use state::{By, Entry, ReviewState};
pub use verify::{Checks, RowFault, Verified};

use crate::db::{Cursor, Db, Value};
use crate::{ErrorKind, Store, StoreError, ledger as chain, reports};
use rasid_record::{Act, CLAIM_SCALE, Content, Fit, List, Reading, Review, Ruling, Standing, What};
use std::collections::{BTreeMap, HashMap};

/// What people decided about one record, and where it is found in the reading of now.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordReview {
    /// Number of its content, the same in all reports of the text and after every re-reading.
    pub no: usize,
    /// The report.
    pub report: String,
    /// What was decided on.
    pub content: Content,
    /// Index in its list of the reading; nothing where the rules do not read it (any more, or never did).
    pub idx: Option<usize>,
    /// What the rules say of it now.
    pub fit: Fit,
    /// What holds.
    pub state: ReviewState,
}

/// What became of a decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Made {
    /// Its number in the ledger.
    pub seq: u64,
    /// What holds now of the record that it is about.
    pub state: Option<ReviewState>,
}

impl Made {
    /// Whether the decision contradicts one that its maker had not seen: it is kept, and does not hold.
    pub fn is_conflict(&self) -> bool {
        let lists = self.state.iter().flat_map(|state| [&state.conflict, &state.claim_conflict]);
        lists.flatten().any(|&seq| seq == self.seq)
    }
}

impl Store {
    /// Adds a decision at the end of the ledger; when this returns it is on the disk. `salt` is at least 16 bytes that
    /// nobody can guess, `at` ISO 8601, UTC. A decision that contradicts one which its maker had not seen is kept all
    /// the same ([`Made::is_conflict`]).
    ///
    /// # Errors
    /// When it is about words that are not in the text, takes back what is not there, or is too long; when the salt
    /// is too short or the file cannot be written.
    pub fn review(&mut self, review: &Review, salt: &[u8], at: &str) -> Result<Made, StoreError> {
        let made = self.review_all(std::slice::from_ref(review), |_| salt.to_vec(), at)?;
        let nothing = || StoreError::new(ErrorKind::Internal, self.path(), "a decision was lost");
        made.into_iter().next().ok_or_else(nothing)
    }

    /// Adds several decisions in their order, all or none; `salt` gives the salt of each.
    ///
    /// # Errors
    /// As for [`Store::review`].
    pub fn review_all(
        &mut self,
        reviews: &[Review],
        mut salt: impl FnMut(usize) -> Vec<u8>,
        at: &str,
    ) -> Result<Vec<Made>, StoreError> {
        self.db().whole(|db| {
            let mut made = Vec::new();
            for (n, review) in reviews.iter().enumerate() {
                check(db, review)?;
                let decision = chain::append(db, &review.payload(), &salt(n), at)?;
                let state = match &review.on {
                    Some(content) => state_of(db, content)?,
                    None => None,
                };
                made.push(Made { seq: decision.seq, state });
            }
            Ok(made)
        })
    }

    /// What was decided about the records of a report, in the order of the text; those that were added and those that
    /// the rules do not read any more among them.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn reviews_of(&self, report: &str) -> Result<Vec<RecordReview>, StoreError> {
        records_of(self.db(), report)
    }

    /// What was decided about record `idx` of `list` of a report; nothing where nobody decided anything.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn review_at(&self, report: &str, list: List, idx: usize) -> Result<Option<RecordReview>, StoreError> {
        let sql = format!("{RECORDS} WHERE f.report_id = ?1 AND f.list = ?2 AND f.idx = ?3");
        self.db().first(&sql, &[report.into(), list.as_str().into(), idx.into()], record_review)
    }

    /// What was decided about content `no`, in its first report.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn review_of(&self, no: usize) -> Result<Option<RecordReview>, StoreError> {
        let sql = format!("{RECORDS} WHERE f.no = ?1 ORDER BY f.report_id LIMIT 1");
        self.db().first(&sql, &[no.into()], record_review)
    }

    /// Hands everything that was decided about records to `each`, report by report: what exports need beside the
    /// readings. A record that is not among it is unreviewed.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn each_review(&self, mut each: impl FnMut(RecordReview)) -> Result<(), StoreError> {
        self.db().scan(&format!("{RECORDS} ORDER BY f.report_id, x.start, x.no"), &[], |c| {
            each(record_review(c)?);
            Ok(true)
        })
    }

    /// The decisions on content `no`, in the order of the ledger, without those that were deleted.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn entries(&self, no: usize) -> Result<Vec<Entry>, StoreError> {
        derive::entries(self.db(), no)
    }

    /// The reading of a report as people decided it: without what was rejected, with what was corrected and added.
    /// Words about claims change nothing here. Nothing where there is no such report.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn reviewed(&self, report: &str) -> Result<Option<Reading>, StoreError> {
        self.db().steady(|db| {
            let Some(reading) = reports::reading(db, report)? else { return Ok(None) };
            let sql = format!("{RECORDS} WHERE f.report_id = ?1 ORDER BY x.no");
            let rulings: Vec<Ruling> =
                db.all(&sql, &[report.into()], record_review)?.iter().filter_map(RecordReview::ruling).collect();
            Ok(Some(if rulings.is_empty() { reading } else { reading.reviewed(&rulings) }))
        })
    }

    /// The records of each report that people rejected, where the rules read them: linking leaves them out.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn rejected(&self) -> Result<HashMap<String, Vec<(List, usize)>>, StoreError> {
        let sql = "SELECT f.report_id, f.list, f.idx FROM reviewed f JOIN review_contents x ON x.no = f.no
                   WHERE x.standing = 'rejected' AND f.idx IS NOT NULL ORDER BY f.report_id, f.no";
        let mut rejected: HashMap<String, Vec<(List, usize)>> = HashMap::new();
        self.db().each(sql, &[], |c| {
            rejected.entry(c.text()?).or_default().push((c.word(List::parse)?, c.count()?));
            Ok(true)
        })?;
        Ok(rejected)
    }

    /// The words by which the team says whether claims hold.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn claim_scale(&self) -> Result<Vec<String>, StoreError> {
        let last = effective(self.db(), &[What::Scale])?.pop();
        Ok(match last.map(|(_, review)| review.act) {
            Some(Act::Scale { statuses }) => statuses,
            _ => CLAIM_SCALE.map(str::to_owned).to_vec(),
        })
    }

    /// Merges and splits that hold, with their numbers, in the order of the ledger.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn identities(&self) -> Result<Vec<(u64, Review)>, StoreError> {
        effective(self.db(), &[What::Merge, What::Split])
    }

    /// The lists of each report that somebody said are reviewed to the end, by report.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn completed(&self) -> Result<BTreeMap<String, Vec<List>>, StoreError> {
        let mut completed = BTreeMap::new();
        for (_, review) in effective(self.db(), &[What::Complete])? {
            if let (Some(report), Act::Complete { lists }) = (review.report, review.act) {
                completed.insert(report, lists);
            }
        }
        completed.retain(|_, lists: &mut Vec<List>| !lists.is_empty());
        Ok(completed)
    }

    /// Everybody who decided something or is to, by name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn reviewers(&self) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT who FROM review_log UNION SELECT who FROM review_assigned ORDER BY 1";
        self.db().all(sql, &[], |c| c.text())
    }

    /// Everything that was ever given as a tag and still is, by name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn tags(&self) -> Result<Vec<String>, StoreError> {
        let mut tags = std::collections::BTreeSet::new();
        let sql = "SELECT DISTINCT x.json FROM review_log l JOIN review_contents x ON x.no = l.no WHERE l.what = 'tag'";
        self.db().each(sql, &[], |c| {
            tags.extend(state_from(c)?.tags);
            Ok(true)
        })?;
        Ok(tags.into_iter().collect())
    }
}

impl RecordReview {
    /// What it makes of the reading.
    pub fn ruling(&self) -> Option<Ruling> {
        let list = self.content.list;
        match (self.state.standing, self.idx) {
            (Standing::Unreviewed | Standing::Accepted, Some(_))
            | (Standing::Unreviewed | Standing::Rejected, None) => None,
            (Standing::Rejected, Some(idx)) => Some(Ruling::Drop(list, idx)),
            (Standing::Corrected | Standing::Added, Some(idx)) => {
                Some(Ruling::Change(list, idx, self.state.changes.clone()))
            }
            // What people hold stays, also where the rules do not read it any more.
            (Standing::Added | Standing::Accepted | Standing::Corrected, None) => {
                self.state.record().map(|record| Ruling::Add(list, record))
            }
        }
    }
}

/// What was decided about the records of a report, in the order of the text.
pub(crate) fn records_of(db: &Db, report: &str) -> Result<Vec<RecordReview>, StoreError> {
    let sql = format!("{RECORDS} WHERE f.report_id = ?1 ORDER BY x.start, x.no");
    db.all(&sql, &[report.into()], record_review)
}

const RECORDS: &str =
    "SELECT x.no, f.report_id, f.idx, f.fit, x.text_id, x.list, x.start, x.\"end\", x.kind, x.nth, x.words, x.json
                       FROM reviewed f JOIN review_contents x ON x.no = f.no";

/// Reads what was decided about a record from the columns of [`RECORDS`].
fn record_review(c: &mut Cursor<'_>) -> Result<RecordReview, StoreError> {
    let (no, report, idx, fit) = (c.count()?, c.text()?, c.opt_count()?, c.word(Fit::parse)?);
    let small = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let content = Content {
        text_id: c.text()?,
        list: c.word(List::parse)?,
        start: small(c.count()?),
        end: small(c.count()?),
        kind: c.text()?,
        nth: small(c.count()?),
        words: c.text()?,
    };
    Ok(RecordReview { no, report, content, idx, fit, state: state_from(c)? })
}

fn state_from(c: &mut Cursor<'_>) -> Result<ReviewState, StoreError> {
    let json = c.text()?;
    serde_json::from_str(&json).map_err(|e| c.damaged(format!("a review, {e}")))
}

fn state_of(db: &Db, content: &Content) -> Result<Option<ReviewState>, StoreError> {
    let sql = "SELECT json FROM review_contents
               WHERE text_id = ?1 AND list = ?2 AND start = ?3 AND \"end\" = ?4 AND kind = ?5 AND nth = ?6";
    db.first(sql, &content_key(content), state_from)
}

/// What a content is found by, in the order of the columns of its table.
fn content_key(content: &Content) -> [Value<'_>; 6] {
    [
        content.text_id.as_str().into(),
        content.list.as_str().into(),
        content.start.into(),
        content.end.into(),
        content.kind.as_str().into(),
        content.nth.into(),
    ]
}

/// Decisions of these sorts that were not taken back, with their numbers, in the order of the ledger.
fn effective(db: &Db, what: &[What]) -> Result<Vec<(u64, Review)>, StoreError> {
    let sql = "SELECT seq, undoes FROM review_log WHERE what = 'undo' ORDER BY seq";
    let undos = db.all(sql, &[], |c| Ok((c.count()? as u64, c.opt_count()?.map(|seq| seq as u64))))?;
    let undone = state::undone(undos.into_iter());
    let mut found = Vec::new();
    for what in what {
        let sql =
            "SELECT l.seq, p.payload FROM review_log l JOIN decision_payloads p ON p.seq = l.seq WHERE l.what = ?1";
        db.each(sql, &[what.as_str().into()], |c| {
            let (seq, payload) = (c.count()? as u64, c.text()?);
            if !undone.contains(&seq) {
                found.extend(Review::parse(&payload).map(|review| (seq, review)));
            }
            Ok(true)
        })?;
    }
    found.sort_by_key(|(seq, _)| *seq);
    Ok(found)
}

/// Refuses what cannot be decided.
fn check(db: &Db, review: &Review) -> Result<(), StoreError> {
    let refuse = |what: String| Err(StoreError::new(ErrorKind::Invalid, db.path(), what));
    if let Some(fault) = review.fault() {
        return refuse(format!("This cannot be decided: {fault}"));
    }
    if let Some(content) = &review.on {
        let (start, end) = (content.start as usize, content.end as usize);
        let sql = "SELECT substr(text, ?2, ?3) FROM texts WHERE text_id = ?1";
        // Letters are counted from 1 here.
        let values = [content.text_id.as_str().into(), (start + 1).into(), end.saturating_sub(start).into()];
        if db.first(sql, &values, |c| c.text())?.as_deref() != Some(&content.words) {
            return refuse(format!("The words \u{201C}{}\u{201D} do not stand at {start} in the text", content.words));
        }
    }
    let needs_record = review.act.standing().is_some() || matches!(review.act, Act::Claim { .. } | Act::Tag { .. });
    if needs_record && review.on.is_none() {
        return refuse("This decision needs a record that it is about".to_owned());
    }
    if let Act::Undo { undoes } = review.act {
        match derive::review_of(db, undoes)? {
            Some(undone) if undone.on == review.on => {}
            Some(_) => return refuse(format!("Decision {undoes} is about another record")),
            None => return refuse(format!("There is no decision {undoes} that could be taken back")),
        }
    }
    Ok(())
}
