//! Which claims of reports are about which clause of an agreement: said by people, bound to the words of the report,
//! and suggested where kind, party, place and date fit.

use crate::agreements::{Entered, hash};
use crate::db::{Cursor, Db, Value};
use crate::{ErrorKind, Page, Paged, Store, StoreError};
use rasid_record::{Agreement, ArrangementKind, Clause, EventType, List, Reference};
use std::collections::HashSet;

/// Words of a report that somebody attached to a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attached {
    /// The number of the clause.
    pub clause: String,
    /// Identifier of the report.
    pub report: String,
    /// The list of the record: arrangements or breaches.
    pub list: List,
    /// Its index in that list of the reading of now; nothing where the rules of now do not read it.
    pub idx: Option<usize>,
    /// Where its words stand, in code points.
    pub span: (usize, usize),
    /// Its words.
    pub text: String,
    /// Who attached it.
    pub who: String,
    /// When.
    pub made_at: String,
    /// What they remarked, or empty.
    pub why: String,
}

/// Words of a report, by their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Identifier of the report.
    pub report: String,
    /// The list of the record.
    pub list: List,
    /// Where they stand, in code points.
    pub span: (usize, usize),
}

/// How much is attached to a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClauseCount {
    /// Its number.
    pub clause: String,
    /// Mentions of arrangements.
    pub arrangements: usize,
    /// Claims of breaches.
    pub breaches: usize,
}

/// Why a record may be about a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fits {
    /// It is of a kind of arrangement that the clause is about.
    Kind,
    /// What was done is what the clause forbids or asks for.
    Act,
    /// Somebody whom the clause binds takes part.
    Party,
    /// Its report names somebody whom the clause binds.
    Named,
    /// It is in a place of the clause.
    Place,
    /// It was published while the clause held.
    Date,
}

/// A record that may be about a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggested {
    /// The record.
    pub at: Reference,
    /// Where its words stand, in code points.
    pub span: (usize, usize),
    /// Why.
    pub fits: Vec<Fits>,
}

/// A report, and where words of it stand.
type Place = (String, (usize, usize));

/// How many records are looked at for suggestions, those published last.
const LOOKED: usize = 6000;

/// The table of a list that can be attached.
fn table(list: List) -> Option<&'static str> {
    match list {
        List::Arrangements => Some("arrangements"),
        List::Breaches => Some("breaches"),
        _ => None,
    }
}

impl Store {
    /// Says that these words are about a clause (`attached`), or that they are not. Says how many lines were written:
    /// what holds already, and words that no record has, are left out.
    ///
    /// # Errors
    /// When there is no such clause or the file cannot be written.
    pub fn attach(
        &mut self,
        agreement: &str,
        clause: &str,
        words: &[Words],
        attached: bool,
        by: &Entered<'_>,
    ) -> Result<usize, StoreError> {
        let known = self.registered(agreement, None)?.is_some_and(|a| a.agreement.clause(clause).is_some());
        if !known {
            let what = format!("There is no clause {clause} of an agreement {agreement}");
            return Err(StoreError::new(ErrorKind::Invalid, self.path(), what));
        }
        self.db().whole(|db| {
            let mut written = 0;
            for one in words {
                written += usize::from(attach(db, agreement, clause, one, attached, by)?);
            }
            Ok(written)
        })
    }

    /// What is attached to an agreement, or to one of its clauses, the latest reports first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn attached(
        &self,
        agreement: &str,
        clause: Option<&str>,
        list: List,
        page: Page,
    ) -> Result<Paged<Attached>, StoreError> {
        let Some(table) = table(list) else { return Ok(Paged { rows: Vec::new(), total: 0 }) };
        let which = if clause.is_some() { " AND l.clause = ?5" } else { "" };
        let from = format!("FROM clause_links_now l WHERE l.agreement = ?1 AND l.list = ?2 AND l.attached = 1{which}");
        let values: Vec<Value<'_>> = vec![
            agreement.into(),
            list.as_str().into(),
            page.limit.into(),
            page.offset.into(),
            clause.unwrap_or("").into(),
        ];
        let values = &values[..if clause.is_some() { 5 } else { 4 }];
        self.db().steady(|db| {
            // The count knows no page, but the numbers of its values are the same.
            let total = db.count(&format!("SELECT COUNT(*) {from} AND ?3 = ?3 AND ?4 = ?4"), values)?;
            let sql = format!(
                "SELECT l.clause, l.report_id, l.list, l.start, l.\"end\", l.text, l.who, l.made_at, l.why,
                 (SELECT MIN(x.idx) FROM {table} x WHERE x.report_id = l.report_id AND x.start = l.start
                  AND x.\"end\" = l.\"end\"),
                 (SELECT r.published FROM report_tallies r WHERE r.report_id = l.report_id) AS published
                 {from} ORDER BY published DESC, l.report_id, l.start, l.clause LIMIT ?3 OFFSET ?4"
            );
            Ok(Paged { rows: db.all(&sql, values, line)?, total })
        })
    }

    /// How much is attached to each clause of an agreement.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn clause_counts(&self, agreement: &str) -> Result<Vec<ClauseCount>, StoreError> {
        let sql = "SELECT l.clause, SUM(CASE WHEN l.list = 'arrangements' THEN 1 ELSE 0 END),
                   SUM(CASE WHEN l.list = 'breaches' THEN 1 ELSE 0 END)
                   FROM clause_links_now l WHERE l.agreement = ?1 AND l.attached = 1 GROUP BY l.clause ORDER BY l.clause";
        self.db().all(sql, &[agreement.into()], |c| {
            Ok(ClauseCount { clause: c.text()?, arrangements: c.count()?, breaches: c.count()? })
        })
    }

    /// The clauses that records are attached to: for each record the agreements and the numbers of their clauses.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn clauses_of(&self, records: &[Reference]) -> Result<Vec<Vec<(String, String)>>, StoreError> {
        self.db().steady(|db| {
            let mut all = Vec::new();
            for Reference(report, list, idx) in records {
                let Some(table) = table(*list) else {
                    all.push(Vec::new());
                    continue;
                };
                let sql = format!(
                    "SELECT l.agreement, l.clause FROM {table} x JOIN clause_links_now l ON l.report_id = x.report_id
                     AND l.list = '{table}' AND l.start = x.start AND l.\"end\" = x.\"end\"
                     WHERE x.report_id = ?1 AND x.idx = ?2 AND l.attached = 1 ORDER BY l.agreement, l.clause"
                );
                all.push(db.all(&sql, &[report.as_str().into(), (*idx).into()], |c| Ok((c.text()?, c.text()?)))?);
            }
            Ok(all)
        })
    }

    /// Records that may be about a clause and of which nobody said yet whether they are, those first that fit best.
    /// At least two things must fit beside the date, or one where the clause names only one.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn suggested(
        &self,
        agreement: &Agreement,
        clause: &Clause,
        list: List,
        page: Page,
    ) -> Result<Paged<Suggested>, StoreError> {
        let mut rows = Vec::new();
        self.db().steady(|db| {
            let decided = decided(db, &agreement.id, &clause.no, list)?;
            look(db, agreement, clause, list, |at, span, mut fits| {
                let named = [!clause.kinds.is_empty(), !clause.acts.is_empty() && list == List::Breaches];
                let named = named.iter().filter(|is| **is).count() + usize::from(!clause.places.is_empty());
                let named = named + usize::from(!agreement.bound(clause).is_empty());
                let matter = fits.iter().any(|f| matches!(f, Fits::Kind | Fits::Act | Fits::Place));
                let weight = fits.iter().filter(|f| **f != Fits::Date).count();
                // Who takes part and who is named count once.
                let both = fits.contains(&Fits::Party) && fits.contains(&Fits::Named);
                let weight = weight - usize::from(both);
                if matter && weight >= named.min(2) && !decided.contains(&(at.0.clone(), span)) {
                    fits.sort_unstable();
                    rows.push(Suggested { at, span, fits });
                }
            })
        })?;
        // They come with the latest first, and stay so among those that fit equally.
        rows.sort_by_key(|row| std::cmp::Reverse(row.fits.len()));
        let total = rows.len();
        Ok(Paged { rows: rows.into_iter().skip(page.offset).take(page.limit).collect(), total })
    }
}

fn attach(
    db: &Db,
    agreement: &str,
    clause: &str,
    words: &Words,
    attached: bool,
    by: &Entered<'_>,
) -> Result<bool, StoreError> {
    let Some(table) = table(words.list) else { return Ok(false) };
    let (start, end) = words.span;
    let key: [Value<'_>; 3] = [words.report.as_str().into(), start.into(), end.into()];
    let read = format!("SELECT text FROM {table} WHERE report_id = ?1 AND start = ?2 AND \"end\" = ?3");
    let sql =
        "SELECT attached, text FROM clause_links_now WHERE report_id = ?1 AND start = ?2 AND \"end\" = ?3 AND list = ?4
               AND agreement = ?5 AND clause = ?6";
    let all: [Value<'_>; 6] =
        [key[0].clone(), key[1].clone(), key[2].clone(), words.list.as_str().into(), agreement.into(), clause.into()];
    let before = db.first(sql, &all, |c| Ok((c.flag()?, c.text()?)))?;
    if before.as_ref().is_some_and(|(was, _)| *was == attached) {
        return Ok(false);
    }
    // What the rules do not read any more can still be taken off.
    let text = match (db.first(&read, &key, |c| c.text())?, before) {
        (Some(text), _) | (None, Some((_, text))) => text,
        (None, None) => return Ok(false),
    };
    let seq = db.count("SELECT COALESCE(MAX(seq), 0) + 1 FROM clause_links", &[])?;
    let (seq_text, start_text, end_text) = (seq.to_string(), start.to_string(), end.to_string());
    let columns = [
        seq_text.as_str(),
        agreement,
        clause,
        &words.report,
        words.list.as_str(),
        &start_text,
        &end_text,
        &text,
        if attached { "1" } else { "0" },
        by.who,
        by.at,
        by.why,
    ];
    let hash = hash("rasid clause 1", &columns);
    db.exec(
        "INSERT INTO clause_links (seq, agreement, clause, report_id, list, start, \"end\", text, attached, who, made_at, why, hash)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        &[
            seq.into(),
            agreement.into(),
            clause.into(),
            words.report.as_str().into(),
            words.list.as_str().into(),
            start.into(),
            end.into(),
            text.as_str().into(),
            attached.into(),
            by.who.into(),
            by.at.into(),
            by.why.into(),
            hash.into(),
        ],
    )?;
    Ok(true)
}

fn line(c: &mut Cursor<'_>) -> Result<Attached, StoreError> {
    Ok(Attached {
        clause: c.text()?,
        report: c.text()?,
        list: c.word(List::parse)?,
        span: (c.count()?, c.count()?),
        text: c.text()?,
        who: c.text()?,
        made_at: c.text()?,
        why: c.text()?,
        idx: c.opt_count()?,
    })
}

/// Of which words somebody said already whether they are about the clause.
fn decided(db: &Db, agreement: &str, clause: &str, list: List) -> Result<HashSet<Place>, StoreError> {
    let sql = "SELECT report_id, start, \"end\" FROM clause_links WHERE agreement = ?1 AND clause = ?2 AND list = ?3";
    let values: [Value<'_>; 3] = [agreement.into(), clause.into(), list.as_str().into()];
    Ok(db.all(sql, &values, |c| Ok((c.text()?, (c.count()?, c.count()?))))?.into_iter().collect())
}

/// Hands every record of the list that was published since the agreement to `each`, with what of it fits.
fn look(
    db: &Db,
    agreement: &Agreement,
    clause: &Clause,
    list: List,
    mut each: impl FnMut(Reference, (usize, usize), Vec<Fits>),
) -> Result<(), StoreError> {
    // Nobody breaks what is not signed, but reports tell of what is about to be.
    let signed = [&agreement.signed, &agreement.from, &clause.from].into_iter().flatten().min();
    let first = signed.map_or("", String::as_str);
    let from = clause.from.as_ref().or(agreement.from.as_ref()).map_or("", String::as_str);
    let until = clause.until.as_ref().or(agreement.until.as_ref());
    let bound: HashSet<&str> = agreement.bound(clause).iter().map(String::as_str).collect();
    let (columns, table) = match list {
        List::Breaches => ("act, arrangement_kind, accused", "breaches"),
        List::Arrangements => ("NULL, kind, parties", "arrangements"),
        _ => return Ok(()),
    };
    let mut naming = HashSet::new();
    for actor in &bound {
        let sql = "SELECT DISTINCT report_id FROM mentions WHERE actor_id = ?1 AND published >= ?2";
        naming.extend(db.all(sql, &[(*actor).into(), first.into()], |c| c.text())?);
    }
    let sql = format!(
        "SELECT report_id, idx, start, \"end\", published, place, {columns} FROM {table} WHERE published >= ?1
         ORDER BY published DESC, report_id, idx LIMIT ?2"
    );
    db.each(&sql, &[first.into(), LOOKED.into()], |c| {
        let (report, idx, span, published) = (c.text()?, c.count()?, (c.count()?, c.count()?), c.text()?);
        let place = c.opt_text()?;
        let act = c.opt_word(EventType::parse)?;
        let kind = c.opt_word(ArrangementKind::parse)?;
        let actors = c.many()?;
        let mut fits = Vec::new();
        if kind.is_some_and(|kind| clause.kinds.contains(&kind)) {
            fits.push(Fits::Kind);
        }
        if act.is_some_and(|act| clause.acts.contains(&act)) {
            fits.push(Fits::Act);
        }
        if actors.iter().flat_map(|id| id.split('+')).any(|id| bound.contains(id)) {
            fits.push(Fits::Party);
        }
        if naming.contains(&report) {
            fits.push(Fits::Named);
        }
        if place.is_some_and(|place| clause.places.iter().any(|name| place.contains(name.as_str()))) {
            fits.push(Fits::Place);
        }
        let day = published.get(..10).unwrap_or("");
        if !day.is_empty() && day >= from && until.is_none_or(|until| day <= until.as_str()) {
            fits.push(Fits::Date);
        }
        each(Reference(report, list, idx), span, fits);
        Ok(true)
    })
}
