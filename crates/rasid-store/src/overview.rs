//! What is in the record, on one page.

use crate::actors::{Role, names};
use crate::db::Db;
use crate::lists::{fetch, keys};
use crate::{Row, Store, StoreError};
use rasid_record::{ArrangementKind, List, Phase};

/// How many reports an outlet has in the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutletCount {
    /// The outlet, or nothing where the reports say none.
    pub outlet: Option<String>,
    /// Its reports.
    pub reports: usize,
}

/// How many records a list has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListCount {
    /// The list.
    pub list: List,
    /// Its records in all reports.
    pub records: usize,
}

/// Somebody who speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// Identifier.
    pub id: String,
    /// The name that the reports use most, where one is written.
    pub name: Option<String>,
    /// Statements.
    pub statements: usize,
}

/// Reports of one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayCount {
    /// The day: `2018-02-26`.
    pub day: String,
    /// Reports published on it.
    pub reports: usize,
}

/// How often arrangements of a kind are said to be in a phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhaseCount {
    /// The kind.
    pub kind: ArrangementKind,
    /// The phase.
    pub phase: Phase,
    /// Mentions.
    pub mentions: usize,
}

/// What is in the record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overview {
    /// Reports.
    pub reports: usize,
    /// Outlets, those with most reports first.
    pub outlets: Vec<OutletCount>,
    /// The first day on which a report was published.
    pub first_day: Option<String>,
    /// The last.
    pub last_day: Option<String>,
    /// Records of each list, in the order of `List::ALL`.
    pub records: Vec<ListCount>,
    /// The twenty who speak most, leaving out identifiers that hold inside one article only.
    pub speakers: Vec<Speaker>,
    /// Reports for each day that has any, in order.
    pub days: Vec<DayCount>,
    /// Reports without a date.
    pub undated: usize,
    /// Mentions of arrangements by kind and phase, in the order of the codebook.
    pub phases: Vec<PhaseCount>,
    /// The latest twenty mentions of arrangements.
    pub arrangements: Vec<Row>,
    /// The latest twenty commitments that have a time (`until`, or else `from`).
    pub commitments: Vec<Row>,
    /// The latest twenty breaches.
    pub breaches: Vec<Row>,
}

/// A mention of an arrangement, as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhaseMark {
    /// The day of publication.
    pub day: String,
    /// The kind.
    pub kind: ArrangementKind,
    /// The phase.
    pub phase: Phase,
    /// Where it stands: the report, and the index in its arrangements.
    pub at: (String, usize),
}

/// How many rows the overview shows of what is long.
const FEW: usize = 20;

impl Store {
    /// The latest mentions of arrangements that have a day and say what became of one; and whether there are more.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn phase_marks(&self, most: usize) -> Result<(Vec<PhaseMark>, bool), StoreError> {
        let sql = "SELECT y.day, x.kind, x.phase, x.report_id, x.idx FROM report_tallies y CROSS JOIN arrangements x
                   WHERE y.arrangements > 0 AND y.day <> '' AND x.report_id = y.report_id AND x.phase <> 'mentioned'
                   ORDER BY y.published DESC, y.report_id DESC, x.idx LIMIT ?1";
        let mut marks = self.db().all(sql, &[(most + 1).into()], |c| {
            Ok(PhaseMark {
                day: c.text()?,
                kind: c.word(ArrangementKind::parse)?,
                phase: c.word(Phase::parse)?,
                at: (c.text()?, c.count()?),
            })
        })?;
        let more = marks.len() > most;
        marks.truncate(most);
        Ok((marks, more))
    }

    /// What is in the record.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn overview(&self) -> Result<Overview, StoreError> {
        self.db().steady(|db| {
            let mut days = days(db)?;
            let undated = days.iter().position(|d| d.day.is_empty()).map_or(0, |i| days.remove(i).reports);
            Ok(Overview {
                reports: db.count("SELECT COUNT(*) FROM report_tallies", &[])?,
                outlets: outlets(db)?,
                first_day: days.first().map(|d| d.day.clone()),
                last_day: days.last().map(|d| d.day.clone()),
                records: records(db)?,
                speakers: speakers(db)?,
                days,
                undated,
                phases: phases(db)?,
                arrangements: latest(db, List::Arrangements)?,
                commitments: timed(db)?,
                breaches: latest(db, List::Breaches)?,
            })
        })
    }
}

/// All outlets, those with most reports first.
pub(crate) fn outlets(db: &Db) -> Result<Vec<OutletCount>, StoreError> {
    let sql = "SELECT outlet, COUNT(*) FROM report_tallies GROUP BY outlet ORDER BY COUNT(*) DESC, outlet";
    db.all(sql, &[], |c| {
        Ok(OutletCount { outlet: Some(c.text()?).filter(|outlet| !outlet.is_empty()), reports: c.count()? })
    })
}

fn days(db: &Db) -> Result<Vec<DayCount>, StoreError> {
    let sql = "SELECT day, COUNT(*) FROM report_tallies GROUP BY day ORDER BY day";
    db.all(sql, &[], |c| Ok(DayCount { day: c.text()?, reports: c.count()? }))
}

fn records(db: &Db) -> Result<Vec<ListCount>, StoreError> {
    let sql = "SELECT COALESCE(SUM(records), 0) FROM list_counts WHERE list = ?1";
    let count = |&list: &List| Ok(ListCount { list, records: db.count(sql, &[list.as_str().into()])? });
    List::ALL.iter().map(count).collect()
}

fn speakers(db: &Db) -> Result<Vec<Speaker>, StoreError> {
    let sql = "SELECT actor_id, records FROM actor_counts WHERE role = ?1 ORDER BY records DESC, actor_id LIMIT ?2";
    let mut speakers = db.all(sql, &[Role::Speaker.as_str().into(), FEW.into()], |c| {
        Ok(Speaker { id: c.text()?, name: None, statements: c.count()? })
    })?;
    for speaker in &mut speakers {
        speaker.name = names(db, &speaker.id, 1)?.pop();
    }
    Ok(speakers)
}

fn phases(db: &Db) -> Result<Vec<PhaseCount>, StoreError> {
    let sql = "SELECT kind, detail, SUM(records) FROM list_counts WHERE list = ?1 GROUP BY kind, detail";
    let mut phases = db.all(sql, &[List::Arrangements.as_str().into()], |c| {
        Ok(PhaseCount { kind: c.word(ArrangementKind::parse)?, phase: c.word(Phase::parse)?, mentions: c.count()? })
    })?;
    phases.sort_by_key(|count| (count.kind, count.phase));
    Ok(phases)
}

fn latest(db: &Db, list: List) -> Result<Vec<Row>, StoreError> {
    let sql = format!(
        "SELECT x.report_id, x.idx FROM report_tallies y CROSS JOIN {list} x
         WHERE y.{list} > 0 AND x.report_id = y.report_id
         ORDER BY y.published DESC, y.report_id DESC, x.idx LIMIT ?1"
    );
    fetch(db, list, &keys(db, &sql, &[FEW.into()])?)
}

fn timed(db: &Db) -> Result<Vec<Row>, StoreError> {
    let sql = "SELECT report_id, idx FROM commitments WHERE until_words IS NOT NULL OR from_words IS NOT NULL
               ORDER BY published DESC, report_id DESC, idx LIMIT ?1";
    fetch(db, List::Commitments, &keys(db, sql, &[FEW.into()])?)
}
