//! Places: where records happen, with what is known of where that is.

use crate::courses::{COLUMNS, CourseRow, row};
use crate::db::{Cursor, Db, Value};
use crate::links::json;
use crate::reports::{REPORT_REF, report_ref};
use crate::{Page, Paged, ReportRef, Store, StoreError};
use rasid_record::{List, PlaceReason, PlaceRole, Precision, Reading};
use std::collections::BTreeMap;

/// A place of the record.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceRow {
    /// Identifier.
    pub id: String,
    /// The name that reports use most.
    pub words: String,
    /// Country, ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// How closely most words say where.
    pub precision: Precision,
    /// Degrees north and east, where anything says so.
    pub point: Option<(f64, f64)>,
    /// How often it is told.
    pub records: usize,
    /// In how many reports.
    pub reports: usize,
    /// The day of the latest, or nothing.
    pub last_day: String,
}

/// Which places are wanted. Everything that is set must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlaceFilter {
    /// In this country, ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Told so closely.
    pub precision: Option<String>,
}

/// How often a place is told in one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceWay {
    /// The name that was looked up.
    pub matched: String,
    /// How closely the words say where.
    pub precision: Precision,
    /// Why there is a point, or none.
    pub reason: PlaceReason,
    /// How often.
    pub times: usize,
}

/// A place with everything about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// As in a list.
    pub row: PlaceRow,
    /// In which ways it is told, the most frequent first; at most thirty.
    pub ways: Vec<PlaceWay>,
    /// Arrangements that hold there, those that most texts tell of first; at most twelve.
    pub courses: Vec<CourseRow>,
}

/// A mention of a place.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceMention {
    /// Where it stands.
    pub report: ReportRef,
    /// The words that say where.
    pub words: String,
    /// Whose place it is.
    pub records: Vec<(List, usize)>,
    /// What happened there.
    pub role: PlaceRole,
    /// How closely.
    pub precision: Precision,
    /// Why there is a point, or none.
    pub reason: PlaceReason,
}

/// A stretch of the earth, in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// The least latitude.
    pub south: f64,
    /// The largest.
    pub north: f64,
    /// The least longitude.
    pub west: f64,
    /// The largest.
    pub east: f64,
}

const PLACE: &str = "x.place_id, x.words, x.country, x.\"precision\", x.lat, x.lon, x.records, x.reports, x.last_day";

fn place_row(c: &mut Cursor<'_>) -> Result<PlaceRow, StoreError> {
    Ok(PlaceRow {
        id: c.text()?,
        words: c.text()?,
        country: c.opt_text()?,
        precision: c.word(Precision::parse)?,
        point: {
            let lat = c.opt_real()?;
            lat.zip(c.opt_real()?)
        },
        records: c.count()?,
        reports: c.count()?,
        last_day: c.text()?,
    })
}

impl Store {
    /// The places that fit, those of most reports first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn places(&self, filter: &PlaceFilter, page: Page) -> Result<Paged<PlaceRow>, StoreError> {
        self.db().steady(|db| {
            let (mut values, mut conditions) = (Vec::<Value<'_>>::new(), "1 = 1".to_owned());
            for (column, wanted) in [("country", &filter.country), ("\"precision\"", &filter.precision)] {
                if let Some(word) = wanted {
                    values.push(word.as_str().into());
                    conditions.push_str(&format!(" AND x.{column} = ?{}", values.len()));
                }
            }
            let total = db.count(&format!("SELECT COUNT(*) FROM place_counts x WHERE {conditions}"), &values)?;
            let n = values.len();
            let sql = format!(
                "SELECT {PLACE} FROM place_counts x WHERE {conditions}
                 ORDER BY x.reports DESC, x.place_id LIMIT ?{} OFFSET ?{}",
                n + 1,
                n + 2
            );
            values.extend([page.limit.into(), page.offset.into()]);
            Ok(Paged { rows: db.all(&sql, &values, place_row)?, total })
        })
    }

    /// The countries of places, those with most places first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn place_countries(&self) -> Result<Vec<(String, usize)>, StoreError> {
        let sql = "SELECT country, COUNT(*) FROM place_counts WHERE country IS NOT NULL
                   GROUP BY country ORDER BY COUNT(*) DESC, country";
        self.db().all(sql, &[], |c| Ok((c.text()?, c.count()?)))
    }

    /// Places with a point inside `bounds`, those of most reports first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn places_in(&self, bounds: Bounds, most: usize) -> Result<Vec<PlaceRow>, StoreError> {
        let sql = format!(
            "SELECT {PLACE} FROM place_counts x WHERE x.lat BETWEEN ?1 AND ?2 AND x.lon BETWEEN ?3 AND ?4
             ORDER BY x.reports DESC, x.place_id LIMIT ?5"
        );
        let values = [bounds.south.into(), bounds.north.into(), bounds.west.into(), bounds.east.into(), most.into()];
        self.db().all(&sql, &values, place_row)
    }

    /// One place, or nothing where no report tells of it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn place(&self, id: &str) -> Result<Option<Place>, StoreError> {
        self.db().steady(|db| {
            let sql = format!("SELECT {PLACE} FROM place_counts x WHERE x.place_id = ?1");
            let Some(found) = db.first(&sql, &[id.into()], place_row)? else { return Ok(None) };
            let sql = "SELECT matched, \"precision\", reason, COUNT(*) FROM located WHERE place_id = ?1
                       GROUP BY matched, \"precision\", reason ORDER BY COUNT(*) DESC, matched LIMIT 30";
            let ways = db.all(sql, &[id.into()], |c| {
                Ok(PlaceWay {
                    matched: c.text()?,
                    precision: c.word(Precision::parse)?,
                    reason: c.word(PlaceReason::parse)?,
                    times: c.count()?,
                })
            })?;
            let sql = format!(
                "SELECT {COLUMNS} FROM courses x WHERE x.no IN
                 (SELECT no FROM news_about WHERE about = ?1 AND what = 'phase')
                 ORDER BY x.texts DESC, x.last_day DESC, x.no DESC LIMIT 12"
            );
            let courses = db.all(&sql, &[format!("place:{id}").into()], row)?;
            Ok(Some(Place { row: found, ways, courses }))
        })
    }

    /// Where a place is told, the latest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn place_mentions(&self, id: &str, page: Page) -> Result<Paged<PlaceMention>, StoreError> {
        self.db().steady(|db| {
            let total = db.count("SELECT COUNT(*) FROM located WHERE place_id = ?1", &[id.into()])?;
            let sql = format!(
                "SELECT {REPORT_REF}, x.text, x.records, x.role, x.\"precision\", x.reason FROM
                 (SELECT report_id, idx FROM located WHERE place_id = ?1
                  ORDER BY published DESC, report_id DESC, idx LIMIT ?2 OFFSET ?3) p
                 JOIN located x ON x.report_id = p.report_id AND x.idx = p.idx
                 JOIN reports r ON r.id = x.report_id JOIN texts t ON t.text_id = r.text_id
                 ORDER BY x.published DESC, x.report_id DESC, x.idx"
            );
            let rows = db.all(&sql, &[id.into(), page.limit.into(), page.offset.into()], |c| {
                Ok(PlaceMention {
                    report: report_ref(c)?,
                    words: c.text()?,
                    records: crate::courses::line(c, "the records of a place")?,
                    role: c.word(PlaceRole::parse)?,
                    precision: c.word(Precision::parse)?,
                    reason: c.word(PlaceReason::parse)?,
                })
            })?;
            Ok(Paged { rows, total })
        })
    }
}

/// Keeps the places of a reading.
pub(crate) fn insert(db: &Db, reading: &Reading) -> Result<(), StoreError> {
    let places: Vec<String> = (1..=LOCATED.split(',').count()).map(|n| format!("?{n}")).collect();
    let sql = format!("INSERT INTO located ({LOCATED}) VALUES ({})", places.join(", "));
    for idx in 0..reading.places.len() {
        db.put(&sql, &located(db, reading, idx)?)?;
    }
    Ok(())
}

/// The columns of [`located`].
pub(crate) const LOCATED: &str =
    "report_id, idx, published, start, \"end\", text, matched, records, role, place_id, country,
     \"precision\", lat, lon, geonames, reason";

/// The row of place `idx` of a reading, in the order of [`LOCATED`].
pub(crate) fn located<'r>(db: &Db, reading: &'r Reading, idx: usize) -> Result<Vec<Value<'r>>, StoreError> {
    let x = &reading.places[idx];
    Ok(vec![
        reading.report.id.as_str().into(),
        idx.into(),
        reading.report.published.as_deref().unwrap_or("").into(),
        x.at.start.into(),
        x.at.end.into(),
        x.at.text.as_str().into(),
        x.matched.as_str().into(),
        json(db, &x.of)?.into(),
        x.role.as_str().into(),
        x.id.as_str().into(),
        x.country.as_deref().into(),
        x.precision.as_str().into(),
        x.lat.map(|n| n.0).into(),
        x.lon.map(|n| n.0).into(),
        x.geonames.into(),
        x.reason.as_str().into(),
    ])
}

/// What is counted of a place.
#[derive(Default)]
struct Counted {
    words: BTreeMap<String, usize>,
    countries: BTreeMap<String, usize>,
    precisions: BTreeMap<String, usize>,
    /// By the text of its numbers, since they have no order.
    points: BTreeMap<String, (usize, f64, f64)>,
    records: usize,
}

/// Counts all places anew.
pub(crate) fn count(db: &Db) -> Result<(), StoreError> {
    let mut places = BTreeMap::<String, Counted>::new();
    let sql = "SELECT place_id, matched, country, \"precision\", lat, lon, COUNT(*) FROM located
               GROUP BY place_id, matched, country, \"precision\", lat, lon";
    db.each(sql, &[], |c| {
        let place = places.entry(c.text()?).or_default();
        let (words, country, precision, lat) = (c.text()?, c.opt_text()?, c.text()?, c.opt_real()?);
        let (point, times) = (lat.zip(c.opt_real()?), c.count()?);
        place.records += times;
        *place.words.entry(words).or_default() += times;
        *place.precisions.entry(precision).or_default() += times;
        if let Some(country) = country {
            *place.countries.entry(country).or_default() += times;
        }
        if let Some((lat, lon)) = point {
            place.points.entry(format!("{lat} {lon}")).or_insert((0, lat, lon)).0 += times;
        }
        Ok(true)
    })?;
    let mut told = BTreeMap::<String, (usize, String)>::new();
    let sql = "SELECT place_id, COUNT(DISTINCT report_id), MAX(published) FROM located GROUP BY place_id";
    db.each(sql, &[], |c| {
        let (id, reports, last) = (c.text()?, c.count()?, c.text()?);
        told.insert(id, (reports, last.get(..10).unwrap_or(&last).to_owned()));
        Ok(true)
    })?;
    for (id, place) in places {
        let (reports, last) = told.remove(&id).unwrap_or_default();
        let point = place.points.values().max_by_key(|point| point.0);
        db.put(
            "INSERT INTO place_counts (place_id, words, country, \"precision\", lat, lon, records, reports, last_day)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            &[
                id.into(),
                most(&place.words).unwrap_or("").into(),
                most(&place.countries).into(),
                most(&place.precisions).unwrap_or("").into(),
                point.map(|point| point.1).into(),
                point.map(|point| point.2).into(),
                place.records.into(),
                reports.into(),
                last.into(),
            ],
        )?;
    }
    Ok(())
}

/// What is most frequent, the first of equals.
fn most(counts: &BTreeMap<String, usize>) -> Option<&str> {
    counts.iter().rev().max_by_key(|(_, times)| **times).map(|(word, _)| word.as_str())
}
