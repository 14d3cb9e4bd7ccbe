//! Links: what many reports make together. They are derived from the readings by somebody else, handed
//! over as lines, and replaced as a whole; no decision hangs on their labels, which change with every
//! report, but on the records of readings that they are made of.

use crate::body::{self, TEXTLESS};
use crate::courses;
use crate::db::{Db, Value};
use crate::news::{self, Moments};
use crate::reports::{REPORT_REF, report_ref};
use crate::{Page, Paged, ReportRef, Store, StoreError, review};
use crate::{figure_courses, places, positions, promises};
use rasid_record::{ArrangementCourse, CommitmentCourse, Disagreement, FigureCourse, Link, Position, Reading};
use std::collections::HashMap;

/// Links of all reports, as `rasid link` writes them, without their labels' meaning anything here.
#[derive(Clone, Copy, Debug, Default)]
pub struct Lines<'a> {
    /// What each report belongs to.
    pub reports: &'a [Link],
    /// Arrangements, in the order in which they were first told.
    pub arrangements: &'a [ArrangementCourse],
    /// Commitments, in the order in which they were first told.
    pub commitments: &'a [CommitmentCourse],
    /// Disagreements.
    pub disagreements: &'a [Disagreement],
    /// Who stands where on which arrangement, by the labels of the arrangements.
    pub positions: &'a [Position],
    /// Figures of one thing through time, in the order in which they were first told.
    pub figures: &'a [FigureCourse],
}

/// What holds for all links.
#[derive(Clone, Copy, Debug)]
pub struct LinkStamp<'a> {
    /// The version of the rules by which they were made.
    pub version: &'a str,
    /// When: ISO 8601, UTC.
    pub at: &'a str,
    /// What [`Store::readings`] returned when they were taken from here.
    pub changes: u64,
}

/// By what the links were made, and whether of the readings that are there now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Linking {
    /// The version of the rules that made them; nothing where they were never made.
    pub version: Option<String>,
    /// The moment up to which reports were looked at for outcomes.
    pub as_of: Option<String>,
    /// When they were made: ISO 8601, UTC.
    pub made_at: Option<String>,
    /// How many reports were linked.
    pub reports: usize,
    changes: usize,
    linked: usize,
}

impl Linking {
    /// Whether they are the links of all readings as they are now.
    pub fn is_current(&self) -> bool {
        self.changes == self.linked
    }

    /// What [`LinkStamp::changes`] asks for, of now.
    pub fn changes(&self) -> u64 {
        self.changes as u64
    }

    /// Whether they need not be made anew by the rules of `version`.
    pub fn is_of(&self, version: &str) -> bool {
        self.is_current() && (self.version.as_deref() == Some(version) || self.changes == 0)
    }
}

/// What a report has to do with others.
#[derive(Clone, Debug, PartialEq)]
pub struct Linked {
    /// The earliest report whose wording it repeats.
    pub copy_of: Option<ReportRef>,
    /// Reports that repeat its wording, the earliest first.
    pub copies: Paged<ReportRef>,
    /// Others that tell the same occurrence, neither its origin nor its copies, the latest first.
    pub event: Paged<ReportRef>,
    /// Others of the same story that tell another occurrence, the latest first.
    pub story: Paged<ReportRef>,
}

/// Notes that readings have changed, so that links are not taken for theirs.
pub(crate) fn mark_changed(db: &Db) -> Result<(), StoreError> {
    db.exec("UPDATE linking SET changes = changes + 1", &[]).map(drop)
}

/// Every table of links, emptied before they are filled.
pub(crate) const TABLES: [&str; 12] = [
    "report_links",
    "courses",
    "promises",
    "disagreements",
    "linked_records",
    "linked_actors",
    "positions",
    "figure_courses",
    "news",
    "news_about",
    "copy_counts",
    "place_counts",
];

impl Store {
    /// Hands every reading to `each`, without its text, in the order in which the reports came; returns a
    /// number that [`LinkStamp::changes`] asks for. All are of one moment, whatever others write meanwhile.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn readings(&self, mut each: impl FnMut(Reading)) -> Result<u64, StoreError> {
        self.db().steady(|db| {
            let changes = db.count("SELECT changes FROM linking", &[])?;
            let sql = format!("SELECT {TEXTLESS} FROM reports r JOIN readings d ON d.report_id = r.id ORDER BY r.no");
            db.scan(&sql, &[], |c| {
                each(body::whole(c)?);
                Ok(true)
            })?;
            Ok(changes as u64)
        })
    }

    /// Hands the readings of at most `most` reports that came after number `no` to `each` in the same way; the number of the
    /// last of them, or nothing where there is none yet.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn readings_after(
        &self,
        no: usize,
        most: usize,
        mut each: impl FnMut(Reading),
    ) -> Result<Option<usize>, StoreError> {
        let sql = format!(
            "SELECT {TEXTLESS}, r.no FROM reports r JOIN readings d ON d.report_id = r.id WHERE r.no > ?1
             ORDER BY r.no LIMIT ?2"
        );
        let mut last = None;
        self.db().each(&sql, &[no.into(), most.into()], |c| {
            each(body::whole(c)?);
            last = Some(c.count()?);
            Ok(true)
        })?;
        Ok(last)
    }

    /// By what the links were made.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn linking(&self) -> Result<Linking, StoreError> {
        let sql = "SELECT version, as_of, made_at, reports, changes, linked FROM linking";
        let found = self.db().first(sql, &[], |c| {
            Ok(Linking {
                version: c.opt_text()?,
                as_of: c.opt_text()?,
                made_at: c.opt_text()?,
                reports: c.count()?,
                changes: c.count()?,
                linked: c.count()?,
            })
        })?;
        Ok(found.unwrap_or_default())
    }

    /// Puts these links in the place of all that were there, in one transaction.
    ///
    /// # Errors
    /// When the file cannot be written; then the links are as they were.
    pub fn keep_links(&mut self, lines: &Lines<'_>, stamp: &LinkStamp<'_>) -> Result<(), StoreError> {
        self.db().whole(|db| {
            for table in TABLES {
                db.exec(&format!("DELETE FROM {table}"), &[])?;
            }
            let published = published(db)?;
            let of = |report: &str| published.get(report).map_or("", |found| found.0.as_str());
            for link in lines.reports {
                db.put(
                    "INSERT INTO report_links (report_id, published, copy_of, event, story) VALUES (?1, ?2, ?3, ?4, ?5)",
                    &[
                        link.id.as_str().into(),
                        of(&link.id).into(),
                        link.copy_of.as_deref().into(),
                        link.event.as_str().into(),
                        link.story.as_str().into(),
                    ],
                )?;
            }
            for (no, course) in lines.arrangements.iter().enumerate() {
                courses::insert(db, no, course)?;
            }
            for (no, promise) in lines.commitments.iter().enumerate() {
                promises::insert(db, no, promise, of)?;
            }
            for (no, found) in lines.disagreements.iter().enumerate() {
                promises::insert_disagreement(db, no, found, of)?;
            }
            for (no, course) in lines.figures.iter().enumerate() {
                figure_courses::insert(db, no, course)?;
            }
            let labels: HashMap<&str, usize> =
                lines.arrangements.iter().enumerate().map(|(no, course)| (course.arrangement.as_str(), no)).collect();
            for position in lines.positions {
                if let Some(&no) = labels.get(position.arrangement.as_str()) {
                    positions::insert(db, no, position)?;
                }
            }
            news::note(db, lines, &Moments { of: &published })?;
            count_copies(db)?;
            places::count(db)?;
            review::derive::mark_disputed(db, lines.disagreements)?;
            review::checks::seal(db)?;
            // Where nobody is bound to anything, outcomes would be those of the latest report.
            let latest = || lines.reports.iter().filter_map(|link| of(&link.id).get(..10)).max();
            let as_of = lines.commitments.iter().find_map(|promise| promise.as_of.as_deref()).or_else(latest);
            db.exec(
                "UPDATE linking SET version = ?1, as_of = ?2, made_at = ?3, reports = ?4, linked = ?5",
                &[
                    stamp.version.into(),
                    as_of.into(),
                    stamp.at.into(),
                    lines.reports.len().into(),
                    Value::Int(i64::try_from(stamp.changes).unwrap_or(i64::MAX)),
                ],
            )?;
            Ok(())
        })?;
        self.db().learn()
    }

    /// What a report has to do with others, at most `most` of each sort, or nothing where it is not linked.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn linked(&self, report: &str, most: usize) -> Result<Option<Linked>, StoreError> {
        self.db().steady(|db| {
            let sql = "SELECT copy_of, event, story FROM report_links WHERE report_id = ?1";
            let found = db.first(sql, &[report.into()], |c| Ok((c.opt_text()?, c.text()?, c.text()?)))?;
            let Some((copy_of, event, story)) = found else { return Ok(None) };
            let page = Page { limit: most, offset: 0 };
            let values: [Value<'_>; 4] =
                [report.into(), copy_of.as_deref().unwrap_or("").into(), event.as_str().into(), story.as_str().into()];
            let other = "k.report_id <> ?1 AND k.report_id <> ?2 AND (k.copy_of IS NULL OR k.copy_of <> ?1)";
            Ok(Some(Linked {
                copy_of: refs(db, "k.report_id = ?1", "ASC", &values[1..2], page)?.rows.pop(),
                copies: refs(db, "k.copy_of = ?1", "ASC", &values[..1], page)?,
                event: refs(db, &format!("k.event = ?3 AND {other}"), "DESC", &values[..3], page)?,
                story: refs(db, &format!("k.story = ?4 AND k.event <> ?3 AND {other}"), "DESC", &values, page)?,
            }))
        })
    }
}

/// Of all reports when they were published and when they came.
fn published(db: &Db) -> Result<HashMap<String, (String, String)>, StoreError> {
    let sql = "SELECT id, COALESCE(published, ''), added_at FROM reports";
    Ok(db.all(sql, &[], |c| Ok((c.text()?, (c.text()?, c.text()?))))?.into_iter().collect())
}

/// Counts which outlet repeats which.
fn count_copies(db: &Db) -> Result<(), StoreError> {
    let sql = "INSERT INTO copy_counts (outlet, of_outlet, reports)
               SELECT COALESCE(r.outlet, ''), COALESCE(o.outlet, ''), COUNT(*) FROM report_links k
               JOIN reports r ON r.id = k.report_id JOIN reports o ON o.id = k.copy_of
               WHERE k.copy_of IS NOT NULL GROUP BY 1, 2";
    db.exec(sql, &[]).map(drop)
}

/// The reports whose links `k` fit, by date.
fn refs(db: &Db, condition: &str, way: &str, values: &[Value<'_>], page: Page) -> Result<Paged<ReportRef>, StoreError> {
    let total = db.count(&format!("SELECT COUNT(*) FROM report_links k WHERE {condition}"), values)?;
    let n = values.len();
    let sql = format!(
        "SELECT {REPORT_REF} FROM (SELECT k.report_id, k.published FROM report_links k WHERE {condition}
         ORDER BY k.published {way}, k.report_id {way} LIMIT ?{} OFFSET ?{}) p
         JOIN reports r ON r.id = p.report_id JOIN texts t ON t.text_id = r.text_id
         ORDER BY p.published {way}, p.report_id {way}",
        n + 1,
        n + 2
    );
    let mut values = values.to_vec();
    values.extend([page.limit.into(), page.offset.into()]);
    Ok(Paged { rows: db.all(&sql, &values, report_ref)?, total })
}

/// The JSON form of a line.
pub(crate) fn json(db: &Db, line: &impl serde::Serialize) -> Result<String, StoreError> {
    serde_json::to_string(line).map_err(|e| StoreError::new(crate::ErrorKind::Internal, db.path(), e.to_string()))
}

/// Several texts, or nothing where there are none.
pub(crate) fn many<'v>(db: &Db, texts: &[String]) -> Result<Value<'v>, StoreError> {
    if texts.is_empty() { Ok(Value::Null) } else { Ok(json(db, &texts)?.into()) }
}

/// Notes which records a line is made of, and whom it concerns.
pub(crate) fn note(
    db: &Db,
    list: rasid_record::List,
    no: usize,
    mentions: impl Iterator<Item = (String, usize)>,
    actors: &[String],
) -> Result<(), StoreError> {
    for (report, idx) in mentions {
        // A record is part of one line; where two claim it the first of them keeps it.
        db.put(
            "INSERT INTO linked_records (report_id, list, idx, no) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
            &[report.into(), list.as_str().into(), idx.into(), no.into()],
        )?;
    }
    for actor in actors.iter().flat_map(|id| id.split('+')).filter(|id| crate::is_shared(id)) {
        db.put(
            "INSERT INTO linked_actors (actor_id, list, no) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
            &[actor.into(), list.as_str().into(), no.into()],
        )?;
    }
    Ok(())
}
