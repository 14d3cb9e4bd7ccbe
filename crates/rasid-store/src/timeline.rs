//! A stretch of time: the arrangements that were spoken of in it, how many events were told on which day, and what
//! fell due.

use crate::courses::line;
use crate::db::Value;
use crate::{Store, StoreError};
use rasid_record::{ArrangementCourse, Reference};

/// What of a stretch of time is wanted. Everything that is set must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StretchFilter {
    /// The first day.
    pub from: String,
    /// The last day.
    pub until: String,
    /// Who is party to it, takes part, is bound.
    pub actor: Option<String>,
    /// Identifier of the place.
    pub place: Option<String>,
    /// Told by this outlet.
    pub outlet: Option<String>,
    /// The kind of arrangement.
    pub kind: Option<String>,
}

/// What fell due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The day.
    pub day: String,
    /// The first mention of the commitment.
    pub at: Reference,
    /// Identifier of who is bound.
    pub by: String,
}

/// Events told on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventsOn {
    /// The day on which they were published.
    pub day: String,
    /// How many.
    pub events: usize,
}

/// What happened in a stretch of time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stretch {
    /// Arrangements spoken of in it, those that most texts tell of first.
    pub courses: Vec<ArrangementCourse>,
    /// How many there are, also those that are left out.
    pub courses_total: usize,
    /// Days with events, in order.
    pub events: Vec<EventsOn>,
    /// What fell due, in order.
    pub dues: Vec<Due>,
    /// How many dues there are, also those that are left out.
    pub dues_total: usize,
}

/// How many dues are handed over.
const DUES: usize = 300;

impl Store {
    /// The first and the last day on which a report was published, or nothing where none has a date.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn days(&self) -> Result<Option<(String, String)>, StoreError> {
        let sql = "SELECT (SELECT MIN(day) FROM report_tallies WHERE day <> ''), (SELECT MAX(day) FROM report_tallies)";
        let found = self.db().first(sql, &[], |c| Ok((c.opt_text()?, c.opt_text()?)))?;
        Ok(found.and_then(|(first, last)| Some((first?, last?))))
    }

    /// What happened in a stretch of time, with at most `most` arrangements.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn stretch(&self, filter: &StretchFilter, most: usize) -> Result<Stretch, StoreError> {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let (actor, place, outlet, kind) =
            (text(&filter.actor), text(&filter.place), text(&filter.outlet), text(&filter.kind));
        let values: [Value<'_>; 6] = [
            filter.from.as_str().into(),
            filter.until.as_str().into(),
            actor.as_str().into(),
            // As it stands in the JSON of an arrangement; identifiers of places hold nothing that JSON would write otherwise.
            format!("\"place_id\":\"{place}\"").into(),
            outlet.as_str().into(),
            kind.as_str().into(),
        ];
        let mut conditions = "x.last_day >= ?1 AND r.day <> '' AND r.day <= ?2".to_owned();
        // Every value is named, so that their numbers hold whatever is asked for.
        conditions +=
            " AND (?3 = '' OR x.no IN (SELECT no FROM linked_actors WHERE actor_id = ?3 AND list = 'arrangements'))";
        conditions += if place.is_empty() { " AND ?4 = ?4" } else { " AND instr(x.json, ?4) > 0" };
        conditions += " AND (?5 = '' OR x.no IN (SELECT m.no FROM report_tallies t JOIN linked_records m ON m.report_id = t.report_id
                        AND m.list = 'arrangements' WHERE t.outlet = ?5))";
        conditions += " AND (?6 = '' OR x.kind = ?6)";
        let from = format!("FROM courses x JOIN report_tallies r ON r.report_id = x.report_id WHERE {conditions}");
        self.db().steady(|db| {
            let courses_total = db.count(&format!("SELECT COUNT(*) {from}"), &values)?;
            let sql = format!("SELECT x.json {from} ORDER BY x.texts DESC, x.last_day DESC, x.no LIMIT {most}");
            let courses = db.all(&sql, &values, |c| line(c, "an arrangement"))?;
            let days = [values[0].clone(), values[1].clone(), outlet.as_str().into(), actor.as_str().into()];
            let sql = match (actor.is_empty(), place.is_empty()) {
                (true, true) => {
                    "SELECT day, SUM(events) FROM report_tallies WHERE day >= ?1 AND day <= ?2 AND (?3 = '' OR outlet = ?3)
                     AND ?4 = ?4 GROUP BY day HAVING SUM(events) > 0 ORDER BY day"
                }
                (false, _) => {
                    "SELECT t.day, COUNT(DISTINCT m.report_id || ' ' || m.idx) FROM mentions m JOIN report_tallies t ON t.report_id = m.report_id
                     WHERE m.actor_id = ?4 AND m.list = 'events' AND t.day >= ?1 AND t.day <= ?2 AND (?3 = '' OR t.outlet = ?3)
                     GROUP BY t.day ORDER BY t.day"
                }
                (true, false) => {
                    "SELECT t.day, COUNT(*) FROM located l JOIN report_tallies t ON t.report_id = l.report_id
                     WHERE l.place_id = ?4 AND instr(l.records, 'events') > 0 AND t.day >= ?1 AND t.day <= ?2
                     AND (?3 = '' OR t.outlet = ?3) GROUP BY t.day ORDER BY t.day"
                }
            };
            let mut days = days;
            if actor.is_empty() && !place.is_empty() {
                days[3] = place.as_str().into();
            }
            let events = db.all(sql, &days, |c| Ok(EventsOn { day: c.text()?, events: c.count()? }))?;
            // Commitments have no place of their own.
            let (mut dues, mut dues_total) = (Vec::new(), 0);
            if place.is_empty() {
                let from = "FROM news n JOIN promises p ON p.no = n.no WHERE n.what = 'due' AND n.day >= ?1 AND n.day <= ?2
                            AND (?4 = '' OR p.by_id = ?4)
                            AND (?3 = '' OR p.report_id IN (SELECT report_id FROM report_tallies WHERE outlet = ?3))";
                dues_total = db.count(&format!("SELECT COUNT(*) {from}"), &days)?;
                let sql = format!("SELECT n.day, p.report_id, p.idx, p.by_id {from} ORDER BY n.day, p.no LIMIT {DUES}");
                dues = db.all(&sql, &days, |c| {
                    let day = c.text()?;
                    let at = Reference(c.text()?, rasid_record::List::Commitments, c.count()?);
                    Ok(Due { day, at, by: c.text()? })
                })?;
            }
            Ok(Stretch { courses, courses_total, events, dues, dues_total })
        })
    }
}
