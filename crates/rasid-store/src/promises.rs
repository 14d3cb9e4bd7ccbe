//! Words and deeds: commitments with what became of them; and what sides disagree about.

use crate::courses::line;
use crate::db::{Db, Value};
use crate::links::{json, note};
use crate::{Page, Paged, Store, StoreError};
use rasid_record::{About, CommitmentCourse, Disagreement, List, Outcome};

/// Which commitments are wanted. Everything that is set must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PromiseFilter {
    /// How firmly: undertaking, offer, threat …
    pub class: Option<String>,
    /// What became of it.
    pub outcome: Option<String>,
    /// Who is bound.
    pub actor: Option<String>,
}

/// How many lines have a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tallied<W> {
    /// The word.
    pub word: W,
    /// The lines.
    pub lines: usize,
}

/// Commitments of a page, and how many have which outcome where no outcome is asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Promised {
    /// The commitments.
    pub found: Paged<CommitmentCourse>,
    /// All outcomes that there are under the rest of the filter, in the order of the vocabulary.
    pub outcomes: Vec<Tallied<Outcome>>,
}

/// Disagreements of a page, and how many are about what.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Disputed {
    /// The disagreements, those with the latest word first.
    pub found: Paged<Disagreement>,
    /// What they are about, whatever is asked for.
    pub about: Vec<Tallied<About>>,
}

impl Store {
    /// The commitments that fit: those with evidence first, then the latest.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn promises(&self, filter: &PromiseFilter, page: Page) -> Result<Promised, StoreError> {
        self.db().steady(|db| {
            let (mut values, mut conditions) = (Vec::<Value<'_>>::new(), "1 = 1".to_owned());
            if let Some(class) = &filter.class {
                values.push(class.as_str().into());
                conditions.push_str(&format!(" AND x.class = ?{}", values.len()));
            }
            if let Some(actor) = &filter.actor {
                values.push(actor.as_str().into());
                conditions.push_str(&format!(
                    " AND x.no IN (SELECT no FROM linked_actors WHERE actor_id = ?{} AND list = 'commitments')",
                    values.len()
                ));
            }
            let sql = format!("SELECT x.outcome, COUNT(*) FROM promises x WHERE {conditions} GROUP BY x.outcome");
            let mut outcomes =
                db.all(&sql, &values, |c| Ok(Tallied { word: c.word(Outcome::parse)?, lines: c.count()? }))?;
            outcomes.sort_by_key(|tallied| tallied.word);
            if let Some(outcome) = &filter.outcome {
                values.push(outcome.as_str().into());
                conditions.push_str(&format!(" AND x.outcome = ?{}", values.len()));
            }
            let total = db.count(&format!("SELECT COUNT(*) FROM promises x WHERE {conditions}"), &values)?;
            let n = values.len();
            let sql = format!(
                "SELECT x.json FROM promises x WHERE {conditions}
                 ORDER BY x.evidence DESC, x.day DESC, x.no DESC LIMIT ?{} OFFSET ?{}",
                n + 1,
                n + 2
            );
            values.extend([page.limit.into(), page.offset.into()]);
            let rows = db.all(&sql, &values, |c| line(c, "a commitment"))?;
            Ok(Promised { found: Paged { rows, total }, outcomes })
        })
    }

    /// The disagreements, or those about one thing.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn disagreements(&self, about: Option<&str>, page: Page) -> Result<Disputed, StoreError> {
        self.db().steady(|db| {
            let sql = "SELECT about, COUNT(*) FROM disagreements GROUP BY about";
            let mut tallied = db.all(sql, &[], |c| Ok(Tallied { word: c.word(About::parse)?, lines: c.count()? }))?;
            tallied.sort_by_key(|tallied| tallied.word);
            let mut values: Vec<Value<'_>> = about.map(Value::from).into_iter().collect();
            let condition = if about.is_some() { "x.about = ?1" } else { "1 = 1" };
            let total = db.count(&format!("SELECT COUNT(*) FROM disagreements x WHERE {condition}"), &values)?;
            let n = values.len();
            let sql = format!(
                "SELECT x.json FROM disagreements x WHERE {condition} ORDER BY x.day DESC, x.no DESC LIMIT ?{} OFFSET ?{}",
                n + 1,
                n + 2
            );
            values.extend([page.limit.into(), page.offset.into()]);
            let rows = db.all(&sql, &values, |c| line(c, "a disagreement"))?;
            Ok(Disputed { found: Paged { rows, total }, about: tallied })
        })
    }
}

/// Keeps commitment `no`; `published` knows the dates of reports.
pub(crate) fn insert<'p>(
    db: &Db,
    no: usize,
    promise: &CommitmentCourse,
    published: impl Fn(&str) -> &'p str,
) -> Result<(), StoreError> {
    let Some(first) = promise.mentions.first() else { return Ok(()) };
    db.put(
        "INSERT INTO promises (no, report_id, idx, by_id, class, kind, outcome, evidence, day, texts, json)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        &[
            no.into(),
            first.0.as_str().into(),
            first.1.into(),
            promise.by.as_str().into(),
            promise.class.as_str().into(),
            promise.kind.as_str().into(),
            promise.outcome.as_str().into(),
            (promise.pro.len() + promise.against.len() > 0).into(),
            day(published(&first.0)).into(),
            promise.counts.texts.into(),
            json(db, promise)?.into(),
        ],
    )?;
    let mentions = promise.mentions.iter().map(|m| (m.0.clone(), m.1));
    note(db, List::Commitments, no, mentions, std::slice::from_ref(&promise.by))
}

/// Keeps disagreement `no`; `published` knows the dates of reports.
pub(crate) fn insert_disagreement<'p>(
    db: &Db,
    no: usize,
    found: &Disagreement,
    published: impl Fn(&str) -> &'p str,
) -> Result<(), StoreError> {
    let latest = found.sides.iter().flatten().map(|record| day(published(&record.0))).max();
    db.put(
        "INSERT INTO disagreements (no, about, day, json) VALUES (?1, ?2, ?3, ?4)",
        &[no.into(), found.about.as_str().into(), latest.unwrap_or("").into(), json(db, found)?.into()],
    )?;
    Ok(())
}

/// The day of a date of publication.
fn day(published: &str) -> &str {
    published.get(..10).unwrap_or(published)
}
