//! The eight lists over all reports.

use crate::actors::is_shared;
use crate::columns;
use crate::db::{Db, Value};
use crate::reports::REPORT_REF;
use crate::row_read::read_row;
use crate::{Page, Paged, Row, Store, StoreError};
use rasid_record::List;

/// In which order records come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Those of the latest reports first; in one report as in its text.
    #[default]
    Latest,
    /// Those of the earliest reports first: a timeline.
    Earliest,
}

/// Which records of a list are wanted. Everything that is set must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListFilter {
    /// Only records in which this actor has a part. Identifiers that hold inside one article only
    /// (`anon:`, `grp:`) find nothing here unless `report` is set too.
    pub actor: Option<String>,
    /// The first word of the list: `kind` of times, commitments, arrangements and namings,
    /// `measure` of figures, `stance` of statements, `type` of events, `act` of breaches.
    pub kind: Option<String>,
    /// The second word of the list: `mod` of times, `who` of figures, `form` of statements,
    /// `mode` of events, `class` of commitments, `phase` of arrangements, `answer` of breaches,
    /// `voice` of namings.
    pub detail: Option<String>,
    /// Only this report.
    pub report: Option<String>,
    /// Only this outlet; the empty string stands for reports that say none.
    pub outlet: Option<String>,
    /// In which order.
    pub order: Order,
}

impl Store {
    /// The records of a list that fit, a page at a time.
    ///
    /// The timeline of arrangements is `list(List::Arrangements, …)` with [`Order::Earliest`].
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list(&self, list: List, filter: &ListFilter, page: Page) -> Result<Paged<Row>, StoreError> {
        self.db().steady(|db| {
            if let Some(report) = &filter.report {
                return of_report(db, list, filter, report, page);
            }
            let question = Question { db, list, filter, page };
            let (keys, total) = match (&filter.actor, &filter.kind, &filter.detail) {
                (Some(actor), ..) if is_shared(actor) => question.of_actor(actor)?,
                (Some(_), ..) => return Ok(Paged::default()),
                (None, None, None) => question.of_reports()?,
                (None, Some(_), _) if filter.outlet.is_none() => question.of_kind()?,
                _ => question.of_outlet()?,
            };
            Ok(Paged { rows: fetch(db, list, &keys)?, total })
        })
    }
}

/// Where a record is found.
pub(crate) struct Key {
    report: String,
    idx: usize,
}

/// The rows at these keys, in their order.
pub(crate) fn fetch(db: &Db, list: List, keys: &[Key]) -> Result<Vec<Row>, StoreError> {
    keys.iter().filter_map(|key| fetch_one(db, list, &key.report, key.idx).transpose()).collect()
}

/// Record `idx` of `list` of a report, or nothing where there is none.
pub(crate) fn fetch_one(db: &Db, list: List, report: &str, idx: usize) -> Result<Option<Row>, StoreError> {
    let sql = format!("{} AND x.idx = ?2", select(list));
    db.first(&sql, &[report.into(), idx.into()], |c| read_row(c, list))
}

/// The keys that a statement finds, whose answer has the columns `report_id` and `idx`.
pub(crate) fn keys(db: &Db, sql: &str, values: &[Value<'_>]) -> Result<Vec<Key>, StoreError> {
    db.all(sql, values, |c| Ok(Key { report: c.text()?, idx: c.count()? }))
}

/// Asks for the rows of report `?1`.
fn select(list: List) -> String {
    format!(
        "SELECT {REPORT_REF}, {} FROM {list} x JOIN reports r ON r.id = x.report_id
         JOIN texts t ON t.text_id = r.text_id WHERE x.report_id = ?1",
        columns::select(list, "x.")
    )
}

/// The records of one report are few: all are read and sorted out here, so that identifiers which
/// hold only inside it can be asked for.
fn of_report(db: &Db, list: List, filter: &ListFilter, report: &str, page: Page) -> Result<Paged<Row>, StoreError> {
    let sql = format!("{} ORDER BY x.idx", select(list));
    let mut rows = db.all(&sql, &[report.into()], |c| read_row(c, list))?;
    let wanted = |row: &Row| {
        let (kind, detail) = row.words();
        filter.actor.as_deref().is_none_or(|actor| row.involves(actor))
            && filter.outlet.as_deref().is_none_or(|outlet| row.report.outlet.as_deref().unwrap_or("") == outlet)
            && filter.kind.as_deref().is_none_or(|word| kind == Some(word))
            && filter.detail.as_deref().is_none_or(|word| detail == Some(word))
    };
    rows.retain(wanted);
    let total = rows.len();
    Ok(Paged { rows: rows.into_iter().skip(page.offset).take(page.limit).collect(), total })
}

/// A question for records in many reports.
struct Question<'a> {
    db: &'a Db,
    list: List,
    filter: &'a ListFilter,
    page: Page,
}

impl Question<'_> {
    /// `ORDER BY` over the columns of the table called `of`.
    fn order(&self, of: &str, idx: &str) -> String {
        let way = match self.filter.order {
            Order::Latest => "DESC",
            Order::Earliest => "ASC",
        };
        format!("ORDER BY {of}.published {way}, {of}.report_id {way}{idx}")
    }

    /// The keys of the page that `SELECT {what} {from_where} {order}` finds.
    fn keys(
        &self,
        what: &str,
        from_where: &str,
        order: &str,
        values: &mut Vec<Value<'_>>,
    ) -> Result<Vec<Key>, StoreError> {
        let n = values.len();
        let sql = format!("SELECT {what} {from_where} {order} LIMIT ?{} OFFSET ?{}", n + 1, n + 2);
        values.extend([self.page.limit.into(), self.page.offset.into()]);
        keys(self.db, &sql, values)
    }

    /// Conditions on the two words of the list, for the table called `x`. Unless they are to be
    /// found `by_index`, they are written so that no index fits: where records are reached by
    /// their reports already, the index over the first word is the wrong way.
    fn words<'v>(&'v self, by_index: bool, conditions: &mut String, values: &mut Vec<Value<'v>>) {
        let (kind, detail) = columns::words(self.list);
        for (column, wanted) in [(kind, &self.filter.kind), (detail, &self.filter.detail)] {
            if let Some(word) = wanted {
                values.push(word.as_str().into());
                let tail = if by_index { "" } else { " || ''" };
                conditions.push_str(&format!(" AND x.\"{column}\"{tail} = ?{}", values.len()));
            }
        }
    }

    /// By the table of mentions, where everything about an actor lies together.
    fn of_actor(&self, actor: &str) -> Answer {
        let mut values: Vec<Value<'_>> = vec![actor.into(), self.list.as_str().into()];
        let mut tables = "FROM mentions m".to_owned();
        let mut conditions = "WHERE m.actor_id = ?1 AND m.list = ?2".to_owned();
        if self.filter.kind.is_some() || self.filter.detail.is_some() {
            tables.push_str(&format!(" CROSS JOIN {} x", self.list));
            conditions.push_str(" AND x.report_id = m.report_id AND x.idx = m.idx");
            self.words(false, &mut conditions, &mut values);
        }
        if let Some(outlet) = &self.filter.outlet {
            values.push(outlet.as_str().into());
            tables.push_str(" CROSS JOIN report_tallies y");
            conditions.push_str(&format!(" AND y.report_id = m.report_id AND y.outlet = ?{}", values.len()));
        }
        let order = self.order("m", ", m.idx");
        let (what, from_where) = ("DISTINCT m.report_id, m.idx, m.published", format!("{tables} {conditions}"));
        let total = self.db.count(&format!("SELECT COUNT(*) FROM (SELECT {what} {from_where}) n"), &values)?;
        Ok((self.keys(what, &from_where, &order, &mut values)?, total))
    }

    /// By the index over the first word of the list.
    fn of_kind(&self) -> Answer {
        let (mut values, mut conditions) = (Vec::new(), "1 = 1".to_owned());
        self.words(true, &mut conditions, &mut values);
        let from_where = format!("FROM {} x WHERE {conditions}", self.list);
        let keys = self.keys("x.report_id, x.idx", &from_where, &self.order("x", ", x.idx"), &mut values)?;
        Ok((keys, self.counted()?))
    }

    /// Report by report, looking at each record.
    fn of_outlet(&self) -> Answer {
        let total = self.counted()?;
        if self.page.offset >= total {
            return Ok((Vec::new(), total));
        }
        let (mut values, mut conditions) = (Vec::new(), "x.report_id = y.report_id".to_owned());
        self.words(false, &mut conditions, &mut values);
        if let Some(outlet) = &self.filter.outlet {
            values.push(outlet.as_str().into());
            conditions.push_str(&format!(" AND y.outlet = ?{}", values.len()));
        }
        let from_where = format!("FROM report_tallies y CROSS JOIN {} x WHERE {conditions}", self.list);
        let keys = self.keys("x.report_id, x.idx", &from_where, &self.order("y", ", x.idx"), &mut values)?;
        Ok((keys, total))
    }

    /// Report by report, by the number of records that each has, so that a page far down costs
    /// no more than one at the top.
    fn of_reports(&self) -> Answer {
        let (mut values, mut condition) = (Vec::new(), "1 = 1");
        if let Some(outlet) = &self.filter.outlet {
            values.push(outlet.as_str().into());
            condition = "y.outlet = ?1";
        }
        let list = self.list;
        let total = self
            .db
            .count(&format!("SELECT COALESCE(SUM(y.{list}), 0) FROM report_tallies y WHERE {condition}"), &values)?;
        let sql = format!(
            "SELECT y.report_id, y.{list} FROM report_tallies y WHERE {condition} AND y.{list} > 0 {}",
            self.order("y", "")
        );
        let (mut passed, mut keys) = (0, Vec::new());
        let Page { limit, offset } = self.page;
        self.db.each(&sql, &values, |c| {
            let (report, records) = (c.text()?, c.count()?);
            for idx in offset.saturating_sub(passed)..records {
                if keys.len() < limit {
                    keys.push(Key { report: report.clone(), idx });
                }
            }
            passed += records;
            Ok(keys.len() < limit)
        })?;
        Ok((keys, total))
    }

    /// The number of records with these words from this outlet, by the sums.
    fn counted(&self) -> Result<usize, StoreError> {
        let mut values: Vec<Value<'_>> = vec![self.list.as_str().into()];
        let mut sql = "SELECT COALESCE(SUM(records), 0) FROM list_counts WHERE list = ?1".to_owned();
        for (column, wanted) in
            [("kind", &self.filter.kind), ("detail", &self.filter.detail), ("outlet", &self.filter.outlet)]
        {
            if let Some(word) = wanted {
                values.push(word.as_str().into());
                sql.push_str(&format!(" AND {column} = ?{}", values.len()));
            }
        }
        self.db.count(&sql, &values)
    }
}

/// Keys of a page, and the length of the whole answer.
type Answer = Result<(Vec<Key>, usize), StoreError>;
