//! Positions: what sides say of arrangements through time.

use crate::courses::{COLUMNS, CourseRow, line, row};
use crate::db::{Db, Value};
use crate::links::json;
use crate::{Page, Paged, Store, StoreError};
use rasid_record::{Position, Stand};

/// Which positions are wanted. Everything that is set must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PositionFilter {
    /// Whose.
    pub actor: Option<String>,
    /// On what kind of arrangement.
    pub kind: Option<String>,
    /// Only on arrangements of which some side says another thing than before.
    pub turned: bool,
}

/// An arrangement, and where sides stand on it.
#[derive(Clone, Debug, PartialEq)]
pub struct Stances {
    /// The arrangement.
    pub course: CourseRow,
    /// A row for each side, those first that say most.
    pub positions: Vec<Position>,
}

impl Store {
    /// Where sides stand on arrangements, a page of arrangements at a time: those first on which most
    /// sides say most.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn positions(&self, filter: &PositionFilter, page: Page) -> Result<Paged<Stances>, StoreError> {
        self.db().steady(|db| {
            let (mut values, mut conditions) = (Vec::<Value<'_>>::new(), "1 = 1".to_owned());
            if let Some(actor) = &filter.actor {
                values.push(actor.as_str().into());
                conditions.push_str(&format!(" AND p.actor_id = ?{}", values.len()));
            }
            if let Some(kind) = &filter.kind {
                values.push(kind.as_str().into());
                conditions.push_str(&format!(" AND x.kind = ?{}", values.len()));
            }
            if filter.turned {
                conditions.push_str(" AND p.turns > 0");
            }
            let from = format!("FROM positions p JOIN courses x ON x.no = p.course WHERE {conditions}");
            let total = db.count(&format!("SELECT COUNT(DISTINCT p.course) {from}"), &values)?;
            let n = values.len();
            let sql = format!(
                "SELECT p.course {from} GROUP BY p.course
                 ORDER BY COUNT(*) DESC, SUM(p.stands) DESC, p.course LIMIT ?{} OFFSET ?{}",
                n + 1,
                n + 2
            );
            values.extend([page.limit.into(), page.offset.into()]);
            let mut rows = Vec::new();
            for no in db.all(&sql, &values, |c| c.count())? {
                let sql = format!("SELECT {COLUMNS} FROM courses x WHERE x.no = ?1");
                if let Some(course) = db.first(&sql, &[no.into()], row)? {
                    let positions = of_course(db, no, filter.actor.as_deref())?;
                    rows.push(Stances { course, positions });
                }
            }
            Ok(Paged { rows, total })
        })
    }

    /// Where sides stand on the arrangement that a mention is part of; nothing where it is not linked.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn positions_on(&self, report: &str, idx: usize) -> Result<Option<Stances>, StoreError> {
        self.db().steady(|db| {
            let sql = "SELECT no FROM linked_records WHERE report_id = ?1 AND list = 'arrangements' AND idx = ?2";
            let Some(no) = db.first(sql, &[report.into(), idx.into()], |c| c.count())? else { return Ok(None) };
            let sql = format!("SELECT {COLUMNS} FROM courses x WHERE x.no = ?1");
            let Some(course) = db.first(&sql, &[no.into()], row)? else { return Ok(None) };
            Ok(Some(Stances { course, positions: of_course(db, no, None)? }))
        })
    }
}

/// The positions on arrangement `no`, of all or of one.
fn of_course(db: &Db, no: usize, actor: Option<&str>) -> Result<Vec<Position>, StoreError> {
    let sql = "SELECT json FROM positions WHERE course = ?1 AND (?2 = '' OR actor_id = ?2)
               ORDER BY stands DESC, actor_id";
    db.all(sql, &[no.into(), actor.unwrap_or("").into()], |c| line(c, "a position"))
}

/// How often somebody says another thing than before.
fn turns(stands: &[Stand]) -> usize {
    stands.windows(2).filter(|two| (two[0].stance, two[0].phase) != (two[1].stance, two[1].phase)).count()
}

/// Keeps a position on arrangement `course`.
pub(crate) fn insert(db: &Db, course: usize, position: &Position) -> Result<(), StoreError> {
    let last = position.stands.iter().filter_map(|stand| stand.at.as_deref()).max();
    db.exec(
        "INSERT INTO positions (course, actor_id, stands, turns, last_day, json) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT DO NOTHING",
        &[
            course.into(),
            position.party.as_str().into(),
            position.stands.len().into(),
            turns(&position.stands).into(),
            last.unwrap_or("").into(),
            json(db, position)?.into(),
        ],
    )
    .map(drop)
}
