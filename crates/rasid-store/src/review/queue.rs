//! What is next to be reviewed: by weight and doubt, or what somebody is to do.

use crate::db::{Cursor, Value};
use crate::lists::fetch_one;
use crate::{Page, Paged, Row, Store, StoreError};
use rasid_record::List;

/// Which records are wanted. Everything that is set must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueueFilter {
    /// Only this list.
    pub list: Option<List>,
    /// Only this outlet; the empty string stands for reports that say none.
    pub outlet: Option<String>,
    /// Only this report.
    pub report: Option<String>,
    /// Only what this person is to review and has not yet.
    pub assigned: Option<String>,
    /// Leaves out what this person codes blind and has decided.
    pub viewer: String,
}

/// Where a record stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueKey {
    /// The report.
    pub report: String,
    /// The list.
    pub list: List,
    /// Index in the list.
    pub idx: usize,
}

/// A record to be reviewed.
#[derive(Clone, Debug, PartialEq)]
pub struct Queued {
    /// The record.
    pub row: Row,
    /// How much hangs on it, 0 to 100.
    pub weight: u32,
    /// How doubtful it is, 0 to 100.
    pub doubt: u32,
    /// Whether it is part of a disagreement of sources.
    pub disputed: bool,
}

impl Store {
    /// What is to be reviewed, the most urgent first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn queue(&self, filter: &QueueFilter, page: Page) -> Result<Paged<Queued>, StoreError> {
        self.db().steady(|db| {
            let (from, mut values) = filter.question();
            let total = db.count(&format!("SELECT COUNT(*) {from}"), &values)?;
            let n = values.len();
            let sql = format!("SELECT {COLUMNS} {from} {ORDER} LIMIT ?{} OFFSET ?{}", n + 1, n + 2);
            values.extend([page.limit.into(), page.offset.into()]);
            let keys = db.all(&sql, &values, key)?;
            let mut rows = Vec::new();
            for (key, weight, doubt, disputed) in keys {
                if let Some(row) = fetch_one(db, key.list, &key.report, key.idx)? {
                    rows.push(Queued { row, weight, doubt, disputed });
                }
            }
            Ok(Paged { rows, total })
        })
    }

    /// The record that comes after `after`, or the first; nothing where there is none left.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn next_in_queue(
        &self,
        filter: &QueueFilter,
        after: Option<&QueueKey>,
    ) -> Result<Option<QueueKey>, StoreError> {
        self.beside_in_queue(filter, after, true)
    }

    /// The record that comes before `before`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn last_in_queue(&self, filter: &QueueFilter, before: &QueueKey) -> Result<Option<QueueKey>, StoreError> {
        self.beside_in_queue(filter, Some(before), false)
    }

    fn beside_in_queue(
        &self,
        filter: &QueueFilter,
        of: Option<&QueueKey>,
        forward: bool,
    ) -> Result<Option<QueueKey>, StoreError> {
        let (mut from, mut values) = filter.question();
        if let Some(of) = of {
            // Its place holds also after it was decided and has left the queue, as its rank stands still there.
            let n = values.len();
            values.extend([of.report.clone().into(), of.list.as_str().into(), of.idx.into()]);
            let sign = if forward { '<' } else { '>' };
            from.push_str(&format!(
                " AND (q.rank, q.published, q.report_id, q.list, q.idx) {sign}
                 (SELECT o.rank, o.published, o.report_id, o.list, o.idx FROM review_queue o
                  WHERE o.report_id = ?{} AND o.list = ?{} AND o.idx = ?{})",
                n + 1,
                n + 2,
                n + 3
            ));
        }
        let order = if forward { ORDER } else { BACKWARD };
        let sql = format!("SELECT {COLUMNS} {from} {order} LIMIT 1");
        Ok(self.db().first(&sql, &values, key)?.map(|(key, ..)| key))
    }

    /// What the queue says of one record; nothing where it is reached from its report alone.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn worth_of(&self, key: &QueueKey) -> Result<Option<(u32, u32, bool)>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM review_queue q WHERE q.report_id = ?1 AND q.list = ?2 AND q.idx = ?3");
        let values = [key.report.as_str().into(), key.list.as_str().into(), key.idx.into()];
        let found = self.db().first(&sql, &values, self::key)?;
        Ok(found.map(|(_, weight, doubt, disputed)| (weight, doubt, disputed)))
    }
}

const COLUMNS: &str = "q.report_id, q.list, q.idx, q.weight, q.doubt, q.disputed";
const ORDER: &str = "ORDER BY q.rank DESC, q.published DESC, q.report_id DESC, q.list DESC, q.idx DESC";
const BACKWARD: &str = "ORDER BY q.rank, q.published, q.report_id, q.list, q.idx";

fn key(c: &mut Cursor<'_>) -> Result<(QueueKey, u32, u32, bool), StoreError> {
    let key = QueueKey { report: c.text()?, list: c.word(List::parse)?, idx: c.count()? };
    let small = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Ok((key, small(c.count()?), small(c.count()?), c.flag()?))
}

impl QueueFilter {
    /// Tables and conditions, with their values.
    fn question(&self) -> (String, Vec<Value<'static>>) {
        let mut values: Vec<Value<'static>> = Vec::new();
        let mut conditions = Vec::new();
        let mut must = |condition: &str, value: Value<'static>| {
            values.push(value);
            conditions.push(condition.replace('?', &format!("?{}", values.len())));
        };
        match &self.assigned {
            // What was decided by others is still to be coded by whom it was given to.
            Some(who) => must(
                "EXISTS (SELECT 1 FROM reviewed f JOIN review_assigned a ON a.no = f.no
                         WHERE f.report_id = q.report_id AND f.list = q.list AND f.idx = q.idx AND a.who = ? AND a.done = 0)",
                who.clone().into(),
            ),
            None => {
                must("q.open = ?", 1_i64.into());
                if !self.viewer.is_empty() {
                    must(
                        "NOT EXISTS (SELECT 1 FROM review_assigned a JOIN reviewed f ON f.no = a.no
                                     WHERE a.who = ? AND a.blind = 1 AND a.done = 1
                                     AND f.report_id = q.report_id AND f.list = q.list AND f.idx = q.idx)",
                        self.viewer.clone().into(),
                    );
                }
            }
        }
        if let Some(list) = self.list {
            must("q.list = ?", list.as_str().into());
        }
        if let Some(outlet) = &self.outlet {
            must(
                "EXISTS (SELECT 1 FROM report_tallies y WHERE y.report_id = q.report_id AND y.outlet = ?)",
                outlet.clone().into(),
            );
        }
        if let Some(report) = &self.report {
            must("q.report_id = ?", report.clone().into());
        }
        (format!("FROM review_queue q WHERE {}", conditions.join(" AND ")), values)
    }
}
