//! What is new in a period about a topic, for a briefing; and briefings that were kept, which open again as they
//! were since they name the moment up to which the record is looked at.

use crate::courses::line;
use crate::db::{Db, Value};
use crate::{Page, Paged, Store, StoreError, search};
use rasid_record::{ArrangementCourse, CommitmentCourse, Disagreement, FigureCourse, List};
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// What a briefing is about. Everything that is set must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BriefFilter {
    /// The first day.
    pub from: String,
    /// The last day.
    pub until: String,
    /// The arrangement that this mention is part of: the report and the index in its arrangements.
    pub arrangement: Option<(String, usize)>,
    /// Who is party to it, or speaks of it.
    pub party: Option<String>,
    /// Where: the identifier of a place, or a name of it in the words of reports.
    pub place: Option<String>,
    /// Words that its reports hold, in the form in which they are searched for.
    pub terms: Option<String>,
}

/// What is new in the period, in the order of days; of each sort those that most texts tell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Brief {
    /// Claims of phases, by their index in the arrangement.
    pub phases: Told<(Arc<ArrangementCourse>, usize)>,
    /// Commitments that fall due.
    pub dues: Told<CommitmentCourse>,
    /// Entries of violation ledgers, by their index.
    pub breaches: Told<(Arc<ArrangementCourse>, usize)>,
    /// Figures that were given more than once, the last time in the period or later.
    pub figures: Told<FigureCourse>,
    /// Disagreements.
    pub disagreements: Told<Disagreement>,
    /// Commitments that were first spoken of.
    pub words: Told<CommitmentCourse>,
    /// Commitments of which reports tell what became.
    pub deeds: Told<CommitmentCourse>,
}

/// Some of what was found, and how much there is.
#[derive(Clone, Debug, PartialEq)]
pub struct Told<T> {
    /// Those that most texts tell.
    pub rows: Vec<T>,
    /// How many there are.
    pub total: usize,
}

impl<T> Default for Told<T> {
    fn default() -> Self {
        Told { rows: Vec::new(), total: 0 }
    }
}

/// How many stand behind a line: three counts that are never one number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backing {
    /// Reports.
    pub reports: usize,
    /// Outlets of these reports.
    pub outlets: usize,
    /// Accounts that do not go back to one another: copies of one wording are one, and so is what one outlet says twice.
    pub accounts: usize,
}

/// A briefing that was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptBriefing {
    /// Its number, from 1.
    pub no: usize,
    /// What it is called; may be empty.
    pub title: String,
    /// What was asked for: the query of its page.
    pub asked: String,
    /// The moment up to which the record was looked at: ISO 8601, UTC.
    pub cutoff: String,
    /// Hash of its lines.
    pub digest: String,
    /// Who kept it.
    pub who: String,
    /// When.
    pub made_at: String,
}

/// More than this is not looked at for one part of a briefing.
const MANY: usize = 3000;

/// The numbers and reports that a topic leaves.
struct Topic<'f> {
    filter: &'f BriefFilter,
    /// The number of the arrangement; none has -1.
    course: Option<i64>,
    /// The reports, where words or a place are asked for.
    reports: Option<HashSet<String>>,
    /// The identifiers of the place.
    places: HashSet<String>,
}

impl Store {
    /// What is new, at most `most` of each sort.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn brief(&self, filter: &BriefFilter, most: usize) -> Result<Brief, StoreError> {
        self.db().steady(|db| {
            let topic = Topic::of(db, filter)?;
            let promise = |no: usize, _: usize| {
                let found =
                    db.first("SELECT json FROM promises WHERE no = ?1", &[no.into()], |c| line(c, "a commitment"))?;
                let fits = |found: &CommitmentCourse| topic.holds(found.mentions.iter().map(|m| m.0.as_str()), None);
                Ok(found.filter(fits))
            };
            // A long arrangement has hundreds of phases, and is read once for all of them.
            let known = RefCell::new(HashMap::<usize, Option<Arc<ArrangementCourse>>>::new());
            let course = |no: usize, item: usize, is_phase: bool| {
                let before = known.borrow().get(&no).cloned();
                let found = match before {
                    Some(found) => found,
                    None => {
                        let sql = "SELECT json FROM courses WHERE no = ?1";
                        let found = db.first(sql, &[no.into()], |c| line(c, "an arrangement"))?.map(Arc::new);
                        known.borrow_mut().insert(no, found.clone());
                        found
                    }
                };
                let fits = |course: &Arc<ArrangementCourse>| {
                    let mentions = match is_phase {
                        true => course.phases.get(item).map(|claim| &claim.mentions),
                        false => course.ledger.get(item).map(|entry| &entry.mentions),
                    };
                    let place = course.place_id.as_deref();
                    mentions.is_some_and(|m| topic.holds(m.iter().map(|m| m.0.as_str()), place))
                };
                Ok(found.filter(fits).map(|course| (course, item)))
            };
            let figures = |no: usize, _: usize| {
                let found = crate::figure_courses::numbered(db, no)?;
                let fits = |course: &FigureCourse| {
                    let given = course.series.iter().flat_map(|claimed| &claimed.given);
                    topic.holds(given.map(|g| g.figure.0.as_str()), None)
                };
                Ok(found.filter(fits))
            };
            let disagreement = |no: usize, _: usize| {
                let sql = "SELECT json FROM disagreements WHERE no = ?1";
                let found = db.first(sql, &[no.into()], |c| line(c, "a disagreement"))?;
                let fits = |found: &Disagreement| topic.holds(found.sides.iter().flatten().map(|r| r.0.as_str()), None);
                Ok(found.filter(fits))
            };
            // Where neither words nor a place are asked for, what was found fits and need not be read to be counted.
            let sure = |_: &str| topic.is_sure();
            Ok(Brief {
                phases: told(topic.news(db, "phase")?, most, sure, |no, item| course(no, item, true))?,
                dues: told(topic.news(db, "due")?, most, sure, promise)?,
                breaches: told(topic.news(db, "breach")?, most, sure, |no, item| course(no, item, false))?,
                figures: told(topic.figures(db)?, most, sure, figures)?,
                disagreements: told(topic.news(db, "disagreement")?, most, sure, disagreement)?,
                words: told(topic.words(db)?, most, sure, promise)?,
                deeds: told(topic.news(db, "outcome")?, most, sure, promise)?,
            })
        })
    }

    /// How many stand behind what these reports say.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn backing<'r>(&self, reports: impl Iterator<Item = &'r str>) -> Result<Backing, StoreError> {
        let reports: BTreeSet<&str> = reports.collect();
        let ids = serde_json::Value::from(reports.iter().copied().collect::<Vec<_>>()).to_string();
        let sql = format!(
            "SELECT r.id, COALESCE(r.outlet, ''), COALESCE(k.copy_of, r.id) FROM reports r
             LEFT JOIN report_links k ON k.report_id = r.id WHERE r.id {} ORDER BY r.no",
            self.db().among(1)
        );
        let rows = self.db().all(&sql, &[ids.into()], |c| Ok((c.text()?, c.text()?, c.text()?)))?;
        let outlets: HashSet<&str> = rows.iter().map(|row| row.1.as_str()).collect();
        // A report is of the account of whatever report before shares its wording or its outlet.
        let mut account = (0..rows.len()).collect::<Vec<usize>>();
        let mut by: HashMap<(bool, &str), usize> = HashMap::new();
        for (n, (_, outlet, origin)) in rows.iter().enumerate() {
            let mut keys = vec![(true, origin.as_str())];
            // Where no outlet is stated, nobody knows whether it is the same.
            keys.extend((!outlet.is_empty()).then_some((false, outlet.as_str())));
            for key in keys {
                let other = *by.entry(key).or_insert(n);
                let (a, b) = (root(&account, n), root(&account, other));
                account[a.max(b)] = a.min(b);
            }
        }
        let accounts = (0..rows.len()).filter(|&n| root(&account, n) == n).count();
        Ok(Backing { reports: rows.len(), outlets: outlets.len(), accounts })
    }

    /// Keeps a briefing, for good; `no` is given to it.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn keep_briefing(&mut self, briefing: &KeptBriefing) -> Result<usize, StoreError> {
        self.db().whole(|db| {
            let no = db.count("SELECT COALESCE(MAX(no), 0) + 1 FROM briefings", &[])?;
            let cells = [
                    no.into(),
                    briefing.title.as_str().into(),
                    briefing.asked.as_str().into(),
                    briefing.cutoff.as_str().into(),
                    briefing.digest.as_str().into(),
                    briefing.who.as_str().into(),
                    briefing.made_at.as_str().into(),
                ];
            let sql = "INSERT INTO briefings (no, title, asked, cutoff, digest, who, made_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
            db.exec(sql, &cells)?;
            crate::review::checks::sum_briefing(db, no, &cells)?;
            Ok(no)
        })
    }

    /// The briefings that were kept, the latest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn briefings(&self, page: Page) -> Result<Paged<KeptBriefing>, StoreError> {
        self.db().steady(|db| {
            let total = db.count("SELECT COUNT(*) FROM briefings", &[])?;
            let sql = format!("{BRIEFINGS} ORDER BY no DESC LIMIT ?1 OFFSET ?2");
            Ok(Paged { rows: db.all(&sql, &[page.limit.into(), page.offset.into()], kept)?, total })
        })
    }

    /// The briefing of that number.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn briefing(&self, no: usize) -> Result<Option<KeptBriefing>, StoreError> {
        self.db().first(&format!("{BRIEFINGS} WHERE no = ?1"), &[no.into()], kept)
    }
}

const BRIEFINGS: &str = "SELECT no, title, asked, cutoff, digest, who, made_at FROM briefings";

fn kept(c: &mut crate::db::Cursor<'_>) -> Result<KeptBriefing, StoreError> {
    Ok(KeptBriefing {
        no: c.count()?,
        title: c.text()?,
        asked: c.text()?,
        cutoff: c.text()?,
        digest: c.text()?,
        who: c.text()?,
        made_at: c.text()?,
    })
}

/// The account that another goes back to.
fn root(account: &[usize], mut n: usize) -> usize {
    while account[n] != n {
        n = account[n];
    }
    n
}

/// What was found: number, item, day; those that most texts tell first.
type Found = Vec<(usize, usize, String)>;

/// The first `most` of what was found that fit, in the order of days, and how many fit. What is found with a day that is
/// `sure` is only read to be shown.
fn told<T>(
    found: Found,
    most: usize,
    sure: impl Fn(&str) -> bool,
    read: impl Fn(usize, usize) -> Result<Option<T>, StoreError>,
) -> Result<Told<T>, StoreError> {
    let (mut rows, mut total) = (Vec::new(), 0);
    for (no, item, day) in found {
        if rows.len() >= most && sure(&day) {
            total += 1;
        } else if let Some(row) = read(no, item)? {
            total += 1;
            if rows.len() < most {
                rows.push((day, row));
            }
        }
    }
    rows.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(Told { rows: rows.into_iter().map(|(_, row)| row).collect(), total })
}

impl<'f> Topic<'f> {
    fn of(db: &Db, filter: &'f BriefFilter) -> Result<Self, StoreError> {
        let course = match &filter.arrangement {
            None => None,
            Some((report, idx)) => {
                let sql = "SELECT no FROM linked_records WHERE report_id = ?1 AND list = 'arrangements' AND idx = ?2";
                Some(db.first(sql, &[report.as_str().into(), (*idx).into()], |c| c.int())?.unwrap_or(-1))
            }
        };
        let mut reports: Option<HashSet<String>> = None;
        let mut keep = |found: Vec<String>| {
            let found: HashSet<String> = found.into_iter().collect();
            reports = Some(match reports.take() {
                None => found,
                Some(before) => before.intersection(&found).cloned().collect(),
            });
        };
        if let Some(query) = filter.terms.as_deref().and_then(|terms| search::query(db, terms)) {
            let sql = format!("SELECT r.id FROM {} f JOIN reports r ON r.no = f.no", search::found(db, 1));
            keep(db.all(&sql, &[query.into()], |c| c.text())?);
        }
        let mut places = HashSet::new();
        if let Some(place) = &filter.place {
            let place: Value<'_> = place.as_str().into();
            let sql = "SELECT DISTINCT place_id FROM located WHERE place_id = ?1 OR matched = ?1 OR text = ?1";
            places = db.all(sql, std::slice::from_ref(&place), |c| c.text())?.into_iter().collect();
            let sql = "SELECT DISTINCT report_id FROM located WHERE place_id IN
                       (SELECT place_id FROM located WHERE place_id = ?1 OR matched = ?1 OR text = ?1)";
            keep(db.all(sql, std::slice::from_ref(&place), |c| c.text())?);
        }
        Ok(Topic { filter, course, reports, places })
    }

    /// Whether everything that is found is about the topic.
    fn is_sure(&self) -> bool {
        self.reports.is_none()
    }

    /// Whether a line with mentions in these reports, at this place, is about the topic.
    fn holds<'r>(&self, mut reports: impl Iterator<Item = &'r str>, place: Option<&str>) -> bool {
        let at_place = self.filter.terms.is_none() && place.is_some_and(|id| self.places.contains(id));
        at_place || self.reports.as_ref().is_none_or(|wanted| reports.any(|id| wanted.contains(id)))
    }

    /// Numbers and items of one sort of news in the period.
    fn news(&self, db: &Db, what: &str) -> Result<Found, StoreError> {
        let mut values: Vec<Value<'_>> =
            vec![what.into(), self.filter.from.as_str().into(), self.filter.until.as_str().into()];
        let mut sql =
            "SELECT n.no, n.item, n.day FROM news n WHERE n.what = ?1 AND n.day >= ?2 AND n.day <= ?3".to_owned();
        if let Some(course) = self.course {
            values.push(course.into());
            sql.push_str(match what {
                "phase" | "breach" => " AND n.no = ?4",
                "due" | "outcome" => PROMISES_OF,
                _ if db.is_server() => DISAGREEMENTS_OF_SERVER,
                _ => DISAGREEMENTS_OF,
            });
        }
        if let Some(party) = &self.filter.party {
            // Who speaks for a state has its code before a colon.
            let n = values.len();
            sql.push_str(&format!(
                " AND (n.no, n.item) IN (SELECT a.no, a.item FROM news_about a WHERE a.about = ?{0} AND a.what = ?1
                  UNION SELECT a.no, a.item FROM news_about a WHERE a.about > ?{1} AND a.about < ?{2} AND a.what = ?1)",
                n + 1,
                n + 2,
                n + 3
            ));
            values.extend([
                format!("party:{party}").into(),
                format!("party:{party}:").into(),
                format!("party:{party};").into(),
            ]);
        }
        sql.push_str(&format!(" ORDER BY n.texts DESC, n.day DESC, n.no, n.item LIMIT {MANY}"));
        db.all(&sql, &values, |c| Ok((c.count()?, c.count()?, c.text()?)))
    }

    /// Numbers of figures that were given in the period.
    fn figures(&self, db: &Db) -> Result<Found, StoreError> {
        let mut values: Vec<Value<'_>> = vec![self.filter.from.as_str().into(), self.filter.until.as_str().into()];
        // Those given last only later are left out here, since reading each to see when it was given takes long.
        let mut sql = "SELECT n.no, 0, n.last_day FROM figure_courses n WHERE n.last_day >= ?1 AND n.no IN
                       (SELECT m.no FROM report_tallies r JOIN linked_records m ON m.report_id = r.report_id
                        AND m.list = 'figures' WHERE r.day >= ?1 AND r.day <= ?2)"
            .to_owned();
        if let Some(course) = self.course {
            values.push(course.into());
            sql.push_str(FIGURES_OF);
        }
        self.bound(List::Figures, &mut sql, &mut values);
        sql.push_str(&format!(" ORDER BY n.sources DESC, n.texts DESC, n.last_day DESC, n.no LIMIT {MANY}"));
        db.all(&sql, &values, |c| Ok((c.count()?, c.count()?, c.text()?)))
    }

    /// Numbers of commitments that were first spoken of in the period.
    fn words(&self, db: &Db) -> Result<Found, StoreError> {
        let mut values: Vec<Value<'_>> = vec![self.filter.from.as_str().into(), self.filter.until.as_str().into()];
        let mut sql = "SELECT n.no, 0, n.day FROM promises n WHERE n.day >= ?1 AND n.day <= ?2".to_owned();
        if let Some(course) = self.course {
            values.push(course.into());
            sql.push_str(&PROMISES_OF.replace("?4", "?3"));
        }
        self.bound(List::Commitments, &mut sql, &mut values);
        sql.push_str(&format!(" ORDER BY n.texts DESC, n.day DESC, n.no LIMIT {MANY}"));
        db.all(&sql, &values, |c| Ok((c.count()?, c.count()?, c.text()?)))
    }

    /// Adds the condition on the party to a question about lines of a list.
    fn bound<'v>(&self, list: List, sql: &mut String, values: &mut Vec<Value<'v>>)
    where
        'f: 'v,
    {
        if let Some(party) = &self.filter.party {
            let n = values.len();
            sql.push_str(&format!(
                " AND n.no IN (SELECT no FROM linked_actors WHERE list = '{list}'
                  AND (actor_id = ?{0} OR (actor_id > ?{1} AND actor_id < ?{2})))",
                n + 1,
                n + 2,
                n + 3
            ));
            values.extend([party.as_str().into(), format!("{party}:").into(), format!("{party};").into()]);
        }
    }
}

/// Commitments whose mentions stand in reports that speak of the arrangement `?4`.
const PROMISES_OF: &str =
    " AND n.no IN (SELECT p.no FROM linked_records a JOIN linked_records p ON p.report_id = a.report_id
                            WHERE a.list = 'arrangements' AND a.no = ?4 AND p.list = 'commitments')";
/// Figures in reports that speak of the arrangement `?3`.
const FIGURES_OF: &str =
    " AND n.no IN (SELECT p.no FROM linked_records a JOIN linked_records p ON p.report_id = a.report_id
                           WHERE a.list = 'arrangements' AND a.no = ?3 AND p.list = 'figures')";
/// Disagreements with a record in a report that speaks of the arrangement `?4`.
const DISAGREEMENTS_OF: &str =
    " AND EXISTS (SELECT 1 FROM disagreements d, json_each(d.json, '$.sides') s, json_each(s.value) m
                                 WHERE d.no = n.no AND m.value ->> 0 IN
                                 (SELECT report_id FROM linked_records WHERE list = 'arrangements' AND no = ?4))";
/// The same as PostgreSQL writes it.
const DISAGREEMENTS_OF_SERVER: &str =
    " AND EXISTS (SELECT 1 FROM disagreements d, json_array_elements(CAST(d.json AS json) -> 'sides') s,
                                 json_array_elements(s.value) m WHERE d.no = n.no AND m.value ->> 0 IN
                                 (SELECT report_id FROM linked_records WHERE list = 'arrangements' AND no = ?4))";

#[cfg(test)]
mod tests {
    use super::*;
    use rasid_record::{Reading, Report};

    #[test]
    fn what_is_sure_is_counted_without_being_read() {
        let found: Found = (0..5).map(|n| (n, 0, format!("2018-03-0{}", 9 - n))).collect();
        let read = std::cell::Cell::new(0);
        let look = |no: usize, _: usize| {
            read.set(read.get() + 1);
            Ok((no != 1).then_some(no))
        };
        let all = told(found.clone(), 2, |_| false, look).unwrap();
        assert_eq!((all.rows, all.total, read.take()), (vec![2, 0], 4, 5));
        let some = told(found, 2, |_| true, look).unwrap();
        assert_eq!((some.rows, some.total, read.take()), (vec![2, 0], 4, 3));
    }

    #[test]
    fn one_outlet_and_copies_of_one_wording_are_one_account() {
        let folder = crate::open::tests::scratch("backing");
        let mut store = Store::open(&folder.join("r.rasid")).unwrap();
        let reading = |(id, outlet): (&str, &str)| {
            let outlet = (!outlet.is_empty()).then(|| outlet.to_owned());
            Reading::empty(Report { id: id.into(), outlet, text: id.into(), ..Report::default() }.complete())
        };
        let readings: Vec<Reading> =
            [("a", "A"), ("b", "B"), ("c", "B"), ("d", "D"), ("e", ""), ("f", "")].map(reading).into();
        let entries: Vec<crate::Entry<'_>> = readings.iter().map(|reading| crate::Entry::of(reading, "x")).collect();
        store.add_batch(&entries, &crate::Stamp { rules_version: "1", at: "2018-03-01T00:00:00Z" }).unwrap();
        // What B told was taken over from A.
        let sql =
            "INSERT INTO report_links (report_id, published, copy_of, event, story) VALUES ('b', '', 'a', 'e', 's')";
        store.db().exec(sql, &[]).unwrap();
        let backing = |ids: &[&str]| {
            let found = store.backing(ids.iter().copied()).unwrap();
            (found.reports, found.outlets, found.accounts)
        };
        assert_eq!(backing(&["a", "b"]), (2, 2, 1));
        assert_eq!(backing(&["b", "c"]), (2, 1, 1));
        assert_eq!(backing(&["a", "b", "c", "d", "d"]), (4, 3, 2));
        assert_eq!(backing(&["e", "f"]).2, 2, "nobody knows whether they are of one outlet");
        assert_eq!(backing(&[]), (0, 0, 0));
    }
}
