//! What is new, and since when: noted when links are made, asked for by whoever was away.

use crate::courses::line;
use crate::db::{Db, Value};
use crate::figure_courses;
use crate::links::Lines;
use crate::{Page, Paged, Store, StoreError, Watch, WatchKind};
use rasid_record::{
    ArrangementCourse, CommitmentCourse, Disagreement, FigureCourse, Given, Mention, Number, Phase, Reference,
};
use std::collections::HashMap;

/// What kind of thing is new.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NewsKind {
    /// A phase of an arrangement is claimed by somebody who said another before, or nothing.
    Phase,
    /// A breach is claimed.
    Breach,
    /// A commitment fell due.
    Due,
    /// Reports tell what became of a commitment.
    Outcome,
    /// A figure moved: its source gave another before, or it lies outside of what was given before.
    Figure,
    /// Two sides say different things.
    Disagreement,
}

impl NewsKind {
    /// All of them, in the order in which people want them.
    pub const ALL: [NewsKind; 6] =
        [NewsKind::Phase, NewsKind::Due, NewsKind::Outcome, NewsKind::Breach, NewsKind::Figure, NewsKind::Disagreement];

    /// The word in the table.
    pub fn as_str(self) -> &'static str {
        match self {
            NewsKind::Phase => "phase",
            NewsKind::Breach => "breach",
            NewsKind::Due => "due",
            NewsKind::Outcome => "outcome",
            NewsKind::Figure => "figure",
            NewsKind::Disagreement => "disagreement",
        }
    }

    /// The kind of that word.
    pub fn parse(word: &str) -> Option<Self> {
        NewsKind::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// Since when, and by what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Since {
    /// What the record holds since this moment: ISO 8601, UTC.
    Added(String),
    /// What was first published on this day or later.
    Published(String),
}

impl Since {
    fn column(&self) -> &'static str {
        match self {
            Since::Added(_) => "added",
            Since::Published(_) => "day",
        }
    }

    fn from(&self) -> &str {
        match self {
            Since::Added(moment) => moment,
            Since::Published(day) => day,
        }
    }
}

/// A time from which something is new, up to which a due has fallen, and for whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewsFilter {
    /// Since when.
    pub since: Since,
    /// The day of today: what falls due later has not fallen.
    pub today: String,
    /// Only what concerns this.
    pub watch: Option<Watch>,
}

/// Something new.
#[derive(Clone, Debug, PartialEq)]
pub enum News {
    /// An arrangement of which something new is claimed.
    Phases {
        /// All of it.
        course: Box<ArrangementCourse>,
        /// Which of its phases are new, by index.
        new: Vec<usize>,
    },
    /// An entry of a violation ledger.
    Breach {
        /// The arrangement.
        course: Box<ArrangementCourse>,
        /// The index of the entry.
        entry: usize,
    },
    /// A commitment that fell due, or of which reports tell what became.
    Promise(Box<CommitmentCourse>),
    /// Figures of which one moved.
    Figure {
        /// All of them.
        course: Box<FigureCourse>,
        /// Its place in order of time.
        item: usize,
    },
    /// A disagreement.
    Disagreement(Box<Disagreement>),
}

/// All figures of a course in order of time: the index of their source, and the figure.
pub fn in_order(course: &FigureCourse) -> Vec<(usize, &Given)> {
    let mut all: Vec<(usize, &Given)> =
        course.series.iter().enumerate().flat_map(|(n, claimed)| claimed.given.iter().map(move |g| (n, g))).collect();
    // Those of one day stay in the order of their sources; without a day they come last.
    all.sort_by_key(|(_, given)| (given.at.is_none(), given.at.clone()));
    all
}

impl Store {
    /// How much of each kind is new. Of phases arrangements are counted.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn news_counts(&self, filter: &NewsFilter) -> Result<Vec<(NewsKind, usize)>, StoreError> {
        self.db().steady(|db| {
            let count = |kind: NewsKind| {
                let (sql, values) = question(db, kind, filter)?;
                Ok((kind, db.count(&format!("SELECT COUNT(*) FROM ({sql}) q"), &values)?))
            };
            NewsKind::ALL.into_iter().map(count).collect()
        })
    }

    /// How many reports came.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn new_reports(&self, since: &Since) -> Result<usize, StoreError> {
        let sql = match since {
            Since::Added(_) => "SELECT COUNT(*) FROM reports WHERE added_at >= ?1",
            Since::Published(_) => "SELECT COUNT(*) FROM report_tallies WHERE published >= ?1",
        };
        self.db().count(sql, &[since.from().into()])
    }

    /// The last day on which a report was published.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn last_day(&self) -> Result<Option<String>, StoreError> {
        let day = self.db().first("SELECT COALESCE(MAX(day), '') FROM report_tallies", &[], |c| c.text())?;
        Ok(day.filter(|day| !day.is_empty()))
    }

    /// What of one kind is new: what most texts tell first, then the latest.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn news(&self, kind: NewsKind, filter: &NewsFilter, page: Page) -> Result<Paged<News>, StoreError> {
        self.db().steady(|db| {
            let (sql, mut values) = question(db, kind, filter)?;
            let total = db.count(&format!("SELECT COUNT(*) FROM ({sql}) q"), &values)?;
            let n = values.len();
            let order = match kind {
                NewsKind::Due => "day DESC, no",
                _ => "weight DESC, day DESC, no, item",
            };
            let paged = format!("{sql} ORDER BY {order} LIMIT ?{} OFFSET ?{}", n + 1, n + 2);
            values.extend([page.limit.into(), page.offset.into()]);
            let found = db.all(&paged, &values, |c| Ok((c.count()?, c.count()?)))?;
            let mut rows = Vec::new();
            for (no, item) in found {
                rows.extend(read(db, kind, no, item, filter)?);
            }
            Ok(Paged { rows, total })
        })
    }
}

/// What finds the news of one kind: numbers and items with their weight and day.
fn question<'f>(db: &Db, kind: NewsKind, filter: &'f NewsFilter) -> Result<(String, Vec<Value<'f>>), StoreError> {
    let column = if kind == NewsKind::Due { "day" } else { filter.since.column() };
    let mut values: Vec<Value<'f>> = vec![kind.as_str().into(), filter.since.from().into()];
    let mut conditions = format!("n.what = ?1 AND n.{column} >= ?2");
    if kind == NewsKind::Due {
        // What falls due on the day of the last visit was not over then.
        let day = filter.since.from().get(..10).unwrap_or("");
        values[1] = day.into();
        values.push(filter.today.as_str().into());
        conditions.push_str(" AND n.day <> '' AND n.day < ?3");
    }
    if let Some(watch) = &filter.watch {
        let n = values.len();
        match watch.kind {
            WatchKind::Party | WatchKind::Place => {
                // Who speaks for a state has its code before a colon.
                let about = format!("{}:{}", watch.kind.as_str(), watch.id);
                conditions.push_str(&format!(
                    " AND (n.no, n.item) IN
                     (SELECT a.no, a.item FROM news_about a WHERE a.about = ?{0} AND a.what = ?1
                      UNION SELECT a.no, a.item FROM news_about a WHERE a.about > ?{1} AND a.about < ?{2} AND a.what = ?1)",
                    n + 1,
                    n + 2,
                    n + 3
                ));
                values.extend([format!("{about}:").into(), format!("{about};").into()]);
                values.insert(n, about.into());
            }
            WatchKind::Arrangement => {
                let sql = "SELECT no FROM linked_records WHERE report_id = ?1 AND list = 'arrangements' AND idx = ?2";
                let no = db.first(sql, &[watch.id.as_str().into(), watch.idx.into()], |c| c.int())?;
                let is_course = matches!(kind, NewsKind::Phase | NewsKind::Breach);
                conditions.push_str(&format!(" AND n.no = ?{}", n + 1));
                values.push(no.filter(|_| is_course).unwrap_or(-1).into());
            }
        }
    }
    let sql = match kind {
        NewsKind::Phase => format!(
            "SELECT n.no AS no, 0 AS item, SUM(n.texts) AS weight, MAX(n.day) AS day FROM news n WHERE {conditions} GROUP BY n.no"
        ),
        _ => {
            format!("SELECT n.no AS no, n.item AS item, n.texts AS weight, n.day AS day FROM news n WHERE {conditions}")
        }
    };
    Ok((sql, values))
}

/// Reads what a row is about; nothing where it is not there any more.
fn read(db: &Db, kind: NewsKind, no: usize, item: usize, filter: &NewsFilter) -> Result<Option<News>, StoreError> {
    let course = || db.first("SELECT json FROM courses WHERE no = ?1", &[no.into()], |c| line(c, "an arrangement"));
    Ok(match kind {
        NewsKind::Phase => {
            let sql = format!(
                "SELECT n.item FROM news n WHERE n.what = 'phase' AND n.no = ?1 AND n.{} >= ?2 ORDER BY n.item",
                filter.since.column()
            );
            let new = db.all(&sql, &[no.into(), filter.since.from().into()], |c| c.count())?;
            course()?.map(|course| News::Phases { course: Box::new(course), new })
        }
        NewsKind::Breach => course()?.map(|course| News::Breach { course: Box::new(course), entry: item }),
        NewsKind::Due | NewsKind::Outcome => db
            .first("SELECT json FROM promises WHERE no = ?1", &[no.into()], |c| line(c, "a commitment"))?
            .map(|promise| News::Promise(Box::new(promise))),
        NewsKind::Figure => {
            figure_courses::numbered(db, no)?.map(|course| News::Figure { course: Box::new(course), item })
        }
        NewsKind::Disagreement => db
            .first("SELECT json FROM disagreements WHERE no = ?1", &[no.into()], |c| line(c, "a disagreement"))?
            .map(|found| News::Disagreement(Box::new(found))),
    })
}

/// When the record got each report, and when each was published.
pub(crate) struct Moments<'m> {
    /// For each report: added, published.
    pub(crate) of: &'m HashMap<String, (String, String)>,
}

impl Moments<'_> {
    fn added(&self, report: &str) -> &str {
        self.of.get(report).map_or("", |found| &found.1)
    }

    fn day(&self, report: &str) -> &str {
        let published = self.of.get(report).map_or("", |found| found.0.as_str());
        published.get(..10).unwrap_or(published)
    }

    /// When the first of these reports came, and the day of the first of them.
    fn first<'r>(&self, reports: impl Iterator<Item = &'r str> + Clone) -> (String, String) {
        let added = reports.clone().map(|report| self.added(report)).filter(|at| !at.is_empty()).min();
        let day = reports.map(|report| self.day(report)).filter(|day| !day.is_empty()).min();
        (added.unwrap_or("").to_owned(), day.unwrap_or("").to_owned())
    }
}

/// Writes rows of news.
struct Writer<'a> {
    db: &'a Db,
    moments: &'a Moments<'a>,
}

impl Writer<'_> {
    fn write<'a>(
        &self,
        (kind, no, item): (NewsKind, usize, usize),
        (added, day): (String, String),
        texts: usize,
        parties: impl Iterator<Item = &'a str>,
        place: Option<&str>,
    ) -> Result<(), StoreError> {
        self.db.put(
            "INSERT INTO news (what, no, item, added, day, texts) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            &[kind.as_str().into(), no.into(), item.into(), added.into(), day.into(), texts.into()],
        )?;
        let parties = parties.flat_map(|id| id.split('+')).filter(|id| crate::is_shared(id));
        let about = parties.map(|id| format!("party:{id}")).chain(place.map(|id| format!("place:{id}")));
        for about in about {
            self.db.put(
                "INSERT INTO news_about (about, what, no, item) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
                &[about.into(), kind.as_str().into(), no.into(), item.into()],
            )?;
        }
        Ok(())
    }

    fn course(&self, no: usize, course: &ArrangementCourse) -> Result<(), StoreError> {
        fn reports(mentions: &[Mention]) -> impl Iterator<Item = &str> + Clone {
            mentions.iter().map(|mention| mention.0.as_str())
        }
        let place = course.place_id.as_deref();
        let parties = || course.parties.iter().map(String::as_str);
        let mut said: HashMap<Option<&str>, Phase> = HashMap::new();
        for (item, claim) in course.phases.iter().enumerate() {
            if claim.phase == Phase::Mentioned || said.insert(claim.by.as_deref(), claim.phase) == Some(claim.phase) {
                continue;
            }
            let about = parties().chain(claim.by.as_deref());
            let since = self.moments.first(reports(&claim.mentions));
            self.write((NewsKind::Phase, no, item), since, claim.counts.texts, about, place)?;
        }
        for (item, entry) in course.ledger.iter().enumerate() {
            let told = entry.accused.iter().chain(&entry.against).chain(&entry.by).map(String::as_str);
            let since = self.moments.first(reports(&entry.mentions));
            self.write((NewsKind::Breach, no, item), since, entry.counts.texts, parties().chain(told), place)?;
        }
        Ok(())
    }

    fn promise(&self, no: usize, promise: &CommitmentCourse) -> Result<(), StoreError> {
        let by = || std::iter::once(promise.by.as_str());
        if let Some(day) = due(promise) {
            let since = (day.to_owned(), day.to_owned());
            self.write((NewsKind::Due, no, 0), since, promise.counts.texts, by(), None)?;
        }
        let evidence: Vec<&str> = promise.pro.iter().chain(&promise.against).map(|record| record.0.as_str()).collect();
        if evidence.is_empty() {
            return Ok(());
        }
        // What became of it is news with each further report that says so.
        let latest = |of: &dyn Fn(&str) -> String| evidence.iter().map(|report| of(report)).max().unwrap_or_default();
        let added = latest(&|report| self.moments.added(report).to_owned());
        let day = latest(&|report| self.moments.day(report).to_owned());
        self.write((NewsKind::Outcome, no, 0), (added, day), promise.counts.texts, by(), None)
    }

    fn figures(&self, no: usize, course: &FigureCourse) -> Result<(), StoreError> {
        let value = |given: &Given| (given.low, given.high);
        let mut said: HashMap<usize, (Option<Number>, Option<Number>)> = HashMap::new();
        let mut range: Option<(f64, f64)> = None;
        for (item, (source, given)) in in_order(course).into_iter().enumerate() {
            let low = given.low.or(given.high).map_or(0.0, |n| n.0);
            let high = given.high.or(given.low).map_or(low, |n| n.0);
            let before = said.insert(source, value(given));
            let outside = range.is_some_and(|(least, most)| low < least || high > most);
            range = Some(range.map_or((low, high), |(least, most)| (least.min(low), most.max(high))));
            let name = course.series[source].source.as_deref();
            // Sources without a name are not one and the same.
            let moved = match before.filter(|_| name.is_some()) {
                Some(before) => before != value(given),
                None => outside,
            };
            if moved {
                let since = self.moments.first(std::iter::once(given.figure.0.as_str()));
                self.write((NewsKind::Figure, no, item), since, course.counts.texts, name.into_iter(), None)?;
            }
        }
        Ok(())
    }

    fn disagreement(&self, no: usize, found: &Disagreement) -> Result<(), StoreError> {
        fn reports(side: &[Reference]) -> impl Iterator<Item = &str> + Clone {
            side.iter().map(|record| record.0.as_str())
        }
        // It is open from when the second side has spoken.
        let sides: Vec<(String, String)> = found.sides.iter().map(|side| self.moments.first(reports(side))).collect();
        let added = sides.iter().map(|side| side.0.clone()).max().unwrap_or_default();
        let day = sides.iter().map(|side| side.1.clone()).max().unwrap_or_default();
        let by = found.by.iter().flatten().map(String::as_str);
        let texts = found.counts.iter().map(|counts| counts.texts).sum();
        self.write((NewsKind::Disagreement, no, 0), (added, day), texts, by, None)
    }
}

/// The day on which a commitment falls due, where it is one.
fn due(promise: &CommitmentCourse) -> Option<&str> {
    let day = promise.until.as_deref().and_then(|until| until.get(..10))?;
    let fits = day.bytes().enumerate().all(|(n, b)| if n == 4 || n == 7 { b == b'-' } else { b.is_ascii_digit() });
    fits.then_some(day)
}

/// Notes what is new in these lines. `moments` has of each report when it was published and when it came.
pub(crate) fn note(db: &Db, lines: &Lines<'_>, moments: &Moments<'_>) -> Result<(), StoreError> {
    let writer = Writer { db, moments };
    for (no, course) in lines.arrangements.iter().enumerate() {
        writer.course(no, course)?;
    }
    for (no, promise) in lines.commitments.iter().enumerate() {
        writer.promise(no, promise)?;
    }
    for (no, course) in lines.figures.iter().enumerate() {
        writer.figures(no, course)?;
    }
    for (no, found) in lines.disagreements.iter().enumerate() {
        writer.disagreement(no, found)?;
    }
    Ok(())
}
