//! What is next to be reviewed: by weight and doubt, or what somebody is to do.

use crate::db::{Cursor, Db, Value};
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
            let (from, mut values) = filter.question(db)?;
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
        let found = self.beside_in_queue(filter, after, true)?;
        if found.is_some() || after.is_none() || filter.assigned.is_none() {
            return Ok(found);
        }
        // What somebody is to do is gone through from the beginning again until nothing is left.
        let first = self.beside_in_queue(filter, None, true)?;
        Ok(first.filter(|key| Some(key) != after))
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
        let (mut from, mut values) = filter.question(self.db())?;
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
    fn question(&self, db: &Db) -> Result<(String, Vec<Value<'static>>), StoreError> {
        let mut values: Vec<Value<'static>> = Vec::new();
        let mut conditions = Vec::new();
        let mut must = |condition: &str, value: Value<'static>| {
            values.push(value);
            conditions.push(condition.replace('?', &format!("?{}", values.len())));
        };
        let from = match (&self.assigned, &self.outlet) {
            // What was decided by others is still to be coded by whom it was given to.
            (Some(who), _) => {
                must("q.who = ? AND q.done = 0", who.clone().into());
                ASSIGNED
            }
            (None, None) => {
                must("q.open = ?", 1_i64.into());
                "review_queue q"
            }
            // Records lie together by their report, so that the reports of an outlet lead to them.
            (None, Some(_)) => {
                // The sign keeps the index over `open` away, which would be gone through for each report.
                must("+q.open = ?", 1_i64.into());
                "report_tallies y CROSS JOIN review_queue q"
            }
        };
        match (&self.assigned, &self.outlet) {
            (None, Some(outlet)) => must("q.report_id = y.report_id AND y.outlet = ?", outlet.clone().into()),
            (Some(_), Some(outlet)) => must(
                "EXISTS (SELECT 1 FROM report_tallies y WHERE y.report_id = q.report_id AND y.outlet = ?)",
                outlet.clone().into(),
            ),
            _ => {}
        }
        if self.assigned.is_none() && self.has_coded(db)? {
            must(
                "(q.report_id, q.list, q.idx) NOT IN (SELECT f.report_id, f.list, f.idx FROM review_assigned a
                 JOIN reviewed f ON f.no = a.no WHERE a.who = ? AND a.blind = 1 AND a.done = 1 AND f.idx IS NOT NULL)",
                self.viewer.clone().into(),
            );
        }
        if let Some(list) = self.list {
            must("q.list = ?", list.as_str().into());
        }
        if let Some(report) = &self.report {
            must("q.report_id = ?", report.clone().into());
        }
        Ok((format!("FROM {from} WHERE {}", conditions.join(" AND ")), values))
    }

    /// Whether the viewer coded anything blind: most have not, and then nothing need be looked up for each record.
    fn has_coded(&self, db: &Db) -> Result<bool, StoreError> {
        let sql = "SELECT COUNT(*) FROM review_assigned WHERE who = ?1 AND blind = 1 AND done = 1";
        Ok(db.count(sql, &[self.viewer.as_str().into()])? > 0)
    }
}

/// What somebody is to review, whether it is in the queue or reached from its report alone.
const ASSIGNED: &str = "(SELECT a.who, a.done, f.report_id, f.list, f.idx, COALESCE(q.published, '') AS published,
    COALESCE(q.rank, 0) AS rank, COALESCE(q.weight, 0) AS weight, COALESCE(q.doubt, 0) AS doubt, COALESCE(q.disputed, 0) AS disputed
    FROM review_assigned a JOIN reviewed f ON f.no = a.no
    LEFT JOIN review_queue q ON q.report_id = f.report_id AND q.list = f.list AND q.idx = f.idx
    WHERE f.idx IS NOT NULL) q";
