//! Figures of one thing through time: their list, and one with everything that was given.

use crate::courses::line;
use crate::db::{Cursor, Db, Value};
use crate::links::{json, note};
use crate::{Page, Paged, Store, StoreError, Tallied};
use rasid_record::{FigureCourse, List, Measure, Number};

/// Which figures are wanted. Everything that is set must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FigureFilter {
    /// What is counted.
    pub measure: Option<String>,
    /// Who gives some of them.
    pub source: Option<String>,
    /// Those given last first, instead of those that most sources give.
    pub latest: bool,
}

/// Figures of a page, and how many count what.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figured {
    /// The figures.
    pub found: Paged<FigureCourse>,
    /// What they count, whatever measure is asked for.
    pub measures: Vec<Tallied<Measure>>,
}

impl Store {
    /// The figures that fit, a page at a time.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn figure_courses(&self, filter: &FigureFilter, page: Page) -> Result<Figured, StoreError> {
        self.db().steady(|db| {
            let (mut values, mut conditions) = (Vec::<Value<'_>>::new(), "1 = 1".to_owned());
            if let Some(source) = &filter.source {
                values.push(source.as_str().into());
                conditions.push_str(&format!(
                    " AND x.no IN (SELECT no FROM linked_actors WHERE actor_id = ?{} AND list = 'figures')",
                    values.len()
                ));
            }
            let sql = format!("SELECT x.measure, COUNT(*) FROM figure_courses x WHERE {conditions} GROUP BY x.measure");
            let mut measures =
                db.all(&sql, &values, |c| Ok(Tallied { word: c.word(Measure::parse)?, lines: c.count()? }))?;
            measures.sort_by_key(|tallied| tallied.word);
            if let Some(measure) = &filter.measure {
                values.push(measure.as_str().into());
                conditions.push_str(&format!(" AND x.measure = ?{}", values.len()));
            }
            let total = db.count(&format!("SELECT COUNT(*) FROM figure_courses x WHERE {conditions}"), &values)?;
            let order = if filter.latest { "" } else { "x.sources DESC, " };
            let n = values.len();
            let sql = format!(
                "SELECT x.json FROM figure_courses x WHERE {conditions}
                 ORDER BY {order}x.last_day DESC, x.no DESC LIMIT ?{} OFFSET ?{}",
                n + 1,
                n + 2
            );
            values.extend([page.limit.into(), page.offset.into()]);
            let rows = db.all(&sql, &values, |c| line(c, "a course of figures"))?;
            Ok(Figured { found: Paged { rows, total }, measures })
        })
    }

    /// The figures of one thing that a figure is among, with everything that was given; nothing where it
    /// stands alone.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn figure_course(&self, report: &str, idx: usize) -> Result<Option<FigureCourse>, StoreError> {
        let sql = "SELECT x.json FROM linked_records m JOIN figure_courses x ON x.no = m.no
                   WHERE m.report_id = ?1 AND m.list = 'figures' AND m.idx = ?2";
        self.db().first(sql, &[report.into(), idx.into()], |c| line(c, "a course of figures"))
    }
}

/// The course of figures with this number.
pub(crate) fn numbered(db: &Db, no: usize) -> Result<Option<FigureCourse>, StoreError> {
    let sql = "SELECT json FROM figure_courses WHERE no = ?1";
    db.first(sql, &[no.into()], |c: &mut Cursor<'_>| line(c, "a course of figures"))
}

/// Keeps course `no`.
pub(crate) fn insert(db: &Db, no: usize, course: &FigureCourse) -> Result<(), StoreError> {
    let given = || course.series.iter().flat_map(|claimed| &claimed.given);
    // Whoever speaks first comes first, with the earliest first.
    let Some(first) = given().next() else { return Ok(()) };
    let numbers = |of: fn(&rasid_record::Given) -> Option<Number>| given().filter_map(of).map(|n| n.0);
    let named: Vec<String> = course.series.iter().filter_map(|claimed| claimed.source.clone()).collect();
    db.put(
        "INSERT INTO figure_courses (no, report_id, idx, measure, who, scope, low, high, given, sources, last_day, texts, json)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        &[
            no.into(),
            first.figure.0.as_str().into(),
            first.figure.2.into(),
            course.measure.as_str().into(),
            course.who.map(|who| who.as_str()).into(),
            course.scope.as_str().into(),
            numbers(|g| g.low.or(g.high)).reduce(f64::min).into(),
            numbers(|g| g.high.or(g.low)).reduce(f64::max).into(),
            given().count().into(),
            course.series.len().into(),
            given().filter_map(|g| g.at.as_deref()).max().unwrap_or("").into(),
            course.counts.texts.into(),
            json(db, course)?.into(),
        ],
    )?;
    note(db, List::Figures, no, given().map(|g| (g.figure.0.clone(), g.figure.2)), &named)
}
