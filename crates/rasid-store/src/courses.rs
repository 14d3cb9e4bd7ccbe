//! Arrangements through time: their list, and one with its phases and its violation ledger.

use crate::db::{Cursor, Db, Value};
use crate::links::{json, many, note};
use crate::{Page, Paged, Store, StoreError};
use rasid_record::{ArrangementCourse, ArrangementKind, Counts, List, Phase, PhaseClaim};

/// In which order arrangements come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CourseOrder {
    /// Those that most texts tell of first.
    #[default]
    MostTold,
    /// Those that were spoken of last first.
    Latest,
}

/// Which arrangements are wanted. Everything that is set must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CourseFilter {
    /// What most mentions take it for.
    pub kind: Option<String>,
    /// The latest phase that was claimed.
    pub phase: Option<String>,
    /// Who is party to it.
    pub actor: Option<String>,
    /// In which order.
    pub order: CourseOrder,
}

/// An arrangement, in a list of arrangements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CourseRow {
    /// Its first mention: the report, and the index in its arrangements. By this it can be asked for,
    /// whatever is added later.
    pub first: (String, usize),
    /// What most mentions take it for.
    pub kind: ArrangementKind,
    /// The document that names it.
    pub name: Option<String>,
    /// The words of a clear mention.
    pub words: String,
    /// Where.
    pub place: Option<String>,
    /// Identifiers of who is bound by it.
    pub parties: Vec<String>,
    /// The latest phase that was claimed.
    pub phase: Phase,
    /// The day of that claim.
    pub phase_at: Option<String>,
    /// Who claims it, unless outlets say it themselves.
    pub phase_by: Option<String>,
    /// How many claims there are about its phase.
    pub phases: usize,
    /// How many entries its violation ledger has.
    pub breaches: usize,
    /// How well it is attested.
    pub counts: Counts,
}

/// What a row is read from, of `courses x`.
pub(crate) const COLUMNS: &str =
    "x.report_id, x.idx, x.kind, x.name, x.words, x.place, x.parties, x.phase, x.phase_at, x.phase_by,
                       x.phases, x.breaches, x.counts";

impl Store {
    /// The arrangements that fit, a page at a time.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn courses(&self, filter: &CourseFilter, page: Page) -> Result<Paged<CourseRow>, StoreError> {
        self.db().steady(|db| {
            let (mut values, mut conditions) = (Vec::<Value<'_>>::new(), "1 = 1".to_owned());
            for (column, wanted) in [("kind", &filter.kind), ("phase", &filter.phase)] {
                if let Some(word) = wanted {
                    values.push(word.as_str().into());
                    conditions.push_str(&format!(" AND x.{column} = ?{}", values.len()));
                }
            }
            if let Some(actor) = &filter.actor {
                values.push(actor.as_str().into());
                conditions.push_str(&format!(
                    " AND x.no IN (SELECT no FROM linked_actors WHERE actor_id = ?{} AND list = 'arrangements')",
                    values.len()
                ));
            }
            let total = db.count(&format!("SELECT COUNT(*) FROM courses x WHERE {conditions}"), &values)?;
            let order = match filter.order {
                CourseOrder::MostTold => "x.texts DESC, x.last_day DESC, x.no DESC",
                CourseOrder::Latest => "x.last_day DESC, x.no DESC",
            };
            let n = values.len();
            let sql = format!(
                "SELECT {COLUMNS} FROM courses x WHERE {conditions} ORDER BY {order} LIMIT ?{} OFFSET ?{}",
                n + 1,
                n + 2
            );
            values.extend([page.limit.into(), page.offset.into()]);
            Ok(Paged { rows: db.all(&sql, &values, row)?, total })
        })
    }

    /// The arrangements that the mentions in a report are part of, in the order of its text.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn courses_of(&self, report: &str) -> Result<Vec<CourseRow>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM courses x JOIN (SELECT no, MIN(idx) AS first FROM linked_records
             WHERE report_id = ?1 AND list = 'arrangements' GROUP BY no) m ON m.no = x.no ORDER BY m.first"
        );
        self.db().all(&sql, &[report.into()], row)
    }

    /// The arrangement that a mention is part of, as in a list.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn course_row(&self, report: &str, idx: usize) -> Result<Option<CourseRow>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM linked_records m JOIN courses x ON x.no = m.no
             WHERE m.report_id = ?1 AND m.list = 'arrangements' AND m.idx = ?2"
        );
        self.db().first(&sql, &[report.into(), idx.into()], row)
    }

    /// The arrangement that a mention is part of, with everything that is said of it; nothing where the
    /// mention is not linked.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn course(&self, report: &str, idx: usize) -> Result<Option<ArrangementCourse>, StoreError> {
        let sql = "SELECT x.json FROM linked_records m JOIN courses x ON x.no = m.no
                   WHERE m.report_id = ?1 AND m.list = 'arrangements' AND m.idx = ?2";
        self.db().first(sql, &[report.into(), idx.into()], |c| line(c, "an arrangement"))
    }
}

/// A line out of the JSON in which it is kept.
pub(crate) fn line<T: serde::de::DeserializeOwned>(c: &mut Cursor<'_>, what: &str) -> Result<T, StoreError> {
    let json = c.text()?;
    serde_json::from_str(&json).map_err(|e| c.damaged(format!("{what}, {e}")))
}

/// Reads a row from [`COLUMNS`].
pub(crate) fn row(c: &mut Cursor<'_>) -> Result<CourseRow, StoreError> {
    Ok(CourseRow {
        first: (c.text()?, c.count()?),
        kind: c.word(ArrangementKind::parse)?,
        name: c.opt_text()?,
        words: c.text()?,
        place: c.opt_text()?,
        parties: c.many()?,
        phase: c.word(Phase::parse)?,
        phase_at: c.opt_text()?,
        phase_by: c.opt_text()?,
        phases: c.count()?,
        breaches: c.count()?,
        counts: line(c, "the counts of an arrangement")?,
    })
}

/// The latest claim that says more than that there is such a thing, else the latest.
fn latest(course: &ArrangementCourse) -> Option<&PhaseClaim> {
    course.phases.iter().rev().find(|claim| claim.phase != Phase::Mentioned).or(course.phases.last())
}

/// Keeps arrangement `no`.
pub(crate) fn insert(db: &Db, no: usize, course: &ArrangementCourse) -> Result<(), StoreError> {
    let latest = latest(course);
    let mentions = || course.phases.iter().flat_map(|claim| &claim.mentions);
    // Phases come in order of time; within a claim the first mention is the earliest.
    let Some(first) = mentions().next() else { return Ok(()) };
    let spoken = course.phases.iter().filter_map(|claim| claim.at.as_deref());
    let broken = course.ledger.iter().filter_map(|entry| entry.at.as_deref());
    db.put(
        "INSERT INTO courses (no, report_id, idx, kind, name, words, place, parties, phase, phase_at, phase_by, last_day,
         phases, breaches, texts, counts, json)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
        &[
            no.into(),
            first.0.as_str().into(),
            first.1.into(),
            course.kind.as_str().into(),
            course.name.as_deref().into(),
            course.words.as_str().into(),
            course.place.as_deref().into(),
            many(db, &course.parties)?,
            latest.map_or(Phase::Mentioned, |claim| claim.phase).as_str().into(),
            latest.and_then(|claim| claim.at.as_deref()).into(),
            latest.and_then(|claim| claim.by.as_deref()).into(),
            spoken.chain(broken).max().unwrap_or("").into(),
            course.phases.len().into(),
            course.ledger.len().into(),
            course.counts.texts.into(),
            json(db, &course.counts)?.into(),
            json(db, course)?.into(),
        ],
    )?;
    note(db, List::Arrangements, no, mentions().map(|m| (m.0.clone(), m.1)), &course.parties)
}
