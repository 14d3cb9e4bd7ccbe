//! The ledger as people look at it: who, when, what, why, before and after.

use crate::db::Value;
use crate::ledger::{DECISIONS, Decision, decision};
use crate::{Page, Paged, Store, StoreError, Tombstone, tombstones};
use rasid_record::Review;

/// Which decisions are wanted. Everything that is set must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LedgerFilter {
    /// Of this person.
    pub who: Option<String>,
    /// Of this sort.
    pub what: Option<String>,
    /// On the page of this report.
    pub report: Option<String>,
    /// On this day or later: `2018-02-26`.
    pub from: Option<String>,
    /// On this day or earlier.
    pub until: Option<String>,
    /// Only this decision.
    pub seq: Option<u64>,
    /// On the content of this number.
    pub no: Option<usize>,
}

/// A decision with what it says.
#[derive(Clone, Debug, PartialEq)]
pub struct LedgerLine {
    /// The decision in its chain.
    pub decision: Decision,
    /// What it says; nothing where that was deleted, or is of another form.
    pub review: Option<Review>,
    /// Number of the content that it is about.
    pub no: Option<usize>,
    /// The tombstone that it is, where a report was deleted by it.
    pub tombstone: Option<Tombstone>,
    /// Those who code that content blind and must not see what others decided, while there are any who have not.
    pub hidden_from: Vec<String>,
}

impl Store {
    /// The decisions that fit, the latest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn ledger(&self, filter: &LedgerFilter, page: Page) -> Result<Paged<LedgerLine>, StoreError> {
        let (mut values, mut conditions) = (Vec::<Value<'_>>::new(), "1 = 1".to_owned());
        let mut must = |condition: &str, value: Value<'static>| {
            values.push(value);
            conditions.push_str(&format!(" AND {}", condition.replace('?', &format!("?{}", values.len()))));
        };
        let chosen = [
            ("l.who = ?", &filter.who),
            ("l.what = ?", &filter.what),
            ("l.report_id = ?", &filter.report),
            ("d.made_at >= ?", &filter.from),
        ];
        for (condition, value) in chosen {
            if let Some(value) = value {
                must(condition, value.clone().into());
            }
        }
        if let Some(until) = &filter.until {
            // Everything on that day sorts before the day with a letter after T.
            must("d.made_at < ?", format!("{until}U").into());
        }
        if let Some(seq) = filter.seq {
            must("d.seq = ?", i64::try_from(seq).unwrap_or(i64::MAX).into());
        }
        if let Some(no) = filter.no {
            must("l.no = ?", no.into());
        }
        let from = format!("FROM decisions d LEFT JOIN review_log l ON l.seq = d.seq WHERE {conditions}");
        self.db().steady(|db| {
            let total = db.count(&format!("SELECT COUNT(*) {from}"), &values)?;
            let n = values.len();
            let sql = format!("SELECT d.seq, l.no {from} ORDER BY d.seq DESC LIMIT ?{} OFFSET ?{}", n + 1, n + 2);
            values.extend([page.limit.into(), page.offset.into()]);
            let found = db.all(&sql, &values, |c| Ok((c.int()?, c.opt_count()?)))?;
            let mut rows = Vec::new();
            for (seq, no) in found {
                let sql = format!("{DECISIONS} WHERE d.seq = ?1");
                let Some(decision) = db.first(&sql, &[seq.into()], |c| Ok(decision(c)?.0))? else { continue };
                let sql = "SELECT who FROM review_assigned
                           WHERE no = ?1 AND blind = 1 AND EXISTS (SELECT 1 FROM review_assigned o WHERE o.no = ?1 AND o.blind = 1 AND o.done = 0)";
                let hidden_from = match no {
                    Some(no) => db.all(sql, &[no.into()], |c| c.text())?,
                    None => Vec::new(),
                };
                let review = decision.payload.as_deref().and_then(Review::parse);
                let tombstone = if review.is_none() { tombstones::numbered(db, decision.seq)? } else { None };
                rows.push(LedgerLine { decision, review, no, tombstone, hidden_from });
            }
            Ok(Paged { rows, total })
        })
    }
}
