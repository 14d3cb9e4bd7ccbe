//! The derived tables of review: filled decision by decision, filled again where a report is read anew, and made
//! from nothing where they are missing.

use super::state::{Entry, ReviewState};
use super::worth::worth;
use crate::db::Db;
use crate::ledger::DECISIONS;
use crate::{ErrorKind, StoreError, reports};
use rasid_record::{Act, Content, Disagreement, Fit, List, Reading, Review, Sought, Standing, same_fields};
use std::collections::{BTreeMap, HashSet};

/// How the tables are made: what was made otherwise is made anew when a record is opened.
const VERSION: usize = 2;
/// Reports that are marked with one statement.
const TOGETHER: usize = 1000;

/// Notes decision `seq` in the tables.
pub(crate) fn note(db: &Db, seq: u64, review: &Review, at: &str) -> Result<(), StoreError> {
    let no = review.on.as_ref().map(|content| number(db, content)).transpose()?;
    let undoes = if let Act::Undo { undoes } = review.act { Some(undoes as i64) } else { None };
    db.exec(
        "INSERT INTO review_log (seq, no, report_id, who, what, undoes, made_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        &[
            (seq as i64).into(),
            no.into(),
            review.report.as_deref().into(),
            review.by.as_str().into(),
            review.act.what().as_str().into(),
            undoes.into(),
            at.into(),
        ],
    )?;
    if let (Some(no), Some(content)) = (no, &review.on) {
        refresh(db, no)?;
        resolve_text(db, &content.text_id)?;
    }
    let is_identity = |act: &Act| matches!(act, Act::Merge { .. } | Act::Split { .. });
    let changes_links = match &review.act {
        Act::Undo { undoes } => {
            let undone = review_of(db, *undoes)?;
            undone.is_some_and(|undone| is_identity(&undone.act) || matches!(undone.act, Act::Undo { .. }))
        }
        act => is_identity(act),
    };
    if changes_links {
        crate::links::mark_changed(db)?;
    }
    Ok(())
}

/// Works out anew what holds without decision `seq`, whose payload was deleted.
pub(crate) fn forget(db: &Db, seq: i64) -> Result<(), StoreError> {
    let sql = "SELECT x.no, x.text_id FROM review_log l JOIN review_contents x ON x.no = l.no WHERE l.seq = ?1";
    let Some((no, text_id)) = db.first(sql, &[seq.into()], |c| Ok((c.count()?, c.text()?)))? else { return Ok(()) };
    refresh(db, no)?;
    resolve_text(db, &text_id)
}

/// The number of a content, which it gets when it is first decided on.
fn number(db: &Db, content: &Content) -> Result<usize, StoreError> {
    let key = super::content_key(content);
    let sql = "SELECT no FROM review_contents
               WHERE text_id = ?1 AND list = ?2 AND start = ?3 AND \"end\" = ?4 AND kind = ?5 AND nth = ?6";
    if let Some(no) = db.first(sql, &key, |c| c.count())? {
        return Ok(no);
    }
    let no = db.count("SELECT COALESCE(MAX(no), 0) + 1 FROM review_contents", &[])?;
    let json = json(db, &ReviewState::default())?;
    let mut values = Vec::from(key);
    values.extend([no.into(), content.words.as_str().into(), json.into()]);
    db.exec(
        "INSERT INTO review_contents (text_id, list, start, \"end\", kind, nth, no, words, standing, conflict, json)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'unreviewed', 0, ?9)",
        &values,
    )?;
    Ok(no)
}

fn json(db: &Db, state: &ReviewState) -> Result<String, StoreError> {
    serde_json::to_string(state).map_err(|e| StoreError::new(ErrorKind::Internal, db.path(), e.to_string()))
}

/// What decision `seq` says; nothing where it is deleted or of another form.
pub(crate) fn review_of(db: &Db, seq: u64) -> Result<Option<Review>, StoreError> {
    let sql = "SELECT payload FROM decision_payloads WHERE seq = ?1";
    let payload = db.first(sql, &[(seq as i64).into()], |c| c.text())?;
    Ok(payload.and_then(|payload| Review::parse(&payload)))
}

/// The decisions on content `no`, in the order of the ledger.
pub(crate) fn entries(db: &Db, no: usize) -> Result<Vec<Entry>, StoreError> {
    let sql = "SELECT l.seq, l.made_at, p.payload FROM review_log l JOIN decision_payloads p ON p.seq = l.seq
               WHERE l.no = ?1 ORDER BY l.seq";
    let mut entries = Vec::new();
    db.each(sql, &[no.into()], |c| {
        let (seq, at, payload) = (c.count()? as u64, c.text()?, c.text()?);
        entries.extend(Review::parse(&payload).map(|review| Entry { seq, at, review }));
        Ok(true)
    })?;
    Ok(entries)
}

/// Works out what holds of content `no`. Links are made without what is rejected, so they are old when that changes.
pub(crate) fn refresh(db: &Db, no: usize) -> Result<(), StoreError> {
    let entries = entries(db, no)?;
    let state = ReviewState::of(&entries);
    let before =
        db.first("SELECT standing FROM review_contents WHERE no = ?1", &[no.into()], |c| c.word(Standing::parse))?;
    if (before == Some(Standing::Rejected)) != (state.standing == Standing::Rejected) {
        crate::links::mark_changed(db)?;
    }
    db.exec(
        "UPDATE review_contents SET standing = ?2, claim = ?3, conflict = ?4, json = ?5 WHERE no = ?1",
        &[
            no.into(),
            state.standing.as_str().into(),
            state.claim.as_deref().into(),
            state.is_disputed().into(),
            json(db, &state)?.into(),
        ],
    )?;
    db.exec("DELETE FROM review_assigned WHERE no = ?1", &[no.into()])?;
    let is_blind = state.is_coded_blind();
    for who in &state.assigned {
        let is_verdict = |entry: &&Entry| entry.review.by == *who && entry.review.act.standing().is_some();
        let done = if is_blind { !state.blind.contains(who) } else { entries.iter().any(|e| is_verdict(&e)) };
        db.exec(
            "INSERT INTO review_assigned (who, no, blind, done) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
            &[who.as_str().into(), no.into(), is_blind.into(), done.into()],
        )?;
    }
    Ok(())
}

/// Finds what was decided on in a text again in all readings of it.
fn resolve_text(db: &Db, text_id: &str) -> Result<(), StoreError> {
    let ids = db.all("SELECT id FROM reports WHERE text_id = ?1", &[text_id.into()], |c| c.text())?;
    for id in ids {
        if let Some(reading) = reports::reading(db, &id)? {
            resolve(db, &reading)?;
        }
    }
    Ok(())
}

/// What was decided on in a text.
struct Decided {
    no: usize,
    content: Content,
    state: ReviewState,
}

fn decided(db: &Db, text_id: &str) -> Result<Vec<Decided>, StoreError> {
    let sql =
        "SELECT no, list, start, \"end\", kind, nth, words, json FROM review_contents WHERE text_id = ?1 ORDER BY no";
    db.all(sql, &[text_id.into()], |c| {
        let no = c.count()?;
        let content = Content {
            text_id: text_id.to_owned(),
            list: c.word(List::parse)?,
            start: number_of(c.count()?),
            end: number_of(c.count()?),
            kind: c.text()?,
            nth: number_of(c.count()?),
            words: c.text()?,
        };
        let json = c.text()?;
        let state = serde_json::from_str(&json).map_err(|e| c.damaged(format!("a review, {e}")))?;
        Ok(Decided { no, content, state })
    })
}

fn number_of(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Finds what was decided on in the text of a reading, and says what the rules say of it now.
pub(crate) fn resolve(db: &Db, reading: &Reading) -> Result<(), StoreError> {
    let id = reading.report.id.as_str();
    db.exec("DELETE FROM reviewed WHERE report_id = ?1", &[id.into()])?;
    db.exec(
        "UPDATE review_queue SET open = 1, rank = weight + doubt + 25 * disputed WHERE report_id = ?1",
        &[id.into()],
    )?;
    for found in resolved(db, reading)? {
        let list = found.list.as_str();
        db.exec(
            "INSERT INTO reviewed (report_id, no, list, idx, fit) VALUES (?1, ?2, ?3, ?4, ?5)",
            &[id.into(), found.no.into(), list.into(), found.idx.into(), found.fit.as_str().into()],
        )?;
        let Some(idx) = found.idx else { continue };
        let more: u32 = if found.contradicts { 50 } else { 0 };
        db.exec(
            "UPDATE review_queue SET open = ?4, rank = weight + doubt + 25 * disputed + ?5
             WHERE report_id = ?1 AND list = ?2 AND idx = ?3",
            &[id.into(), list.into(), idx.into(), found.is_open.into(), more.into()],
        )?;
    }
    Ok(())
}

/// Where something that was decided on is found in a reading.
pub(crate) struct FoundAgain {
    pub(crate) no: usize,
    pub(crate) list: List,
    pub(crate) idx: Option<usize>,
    pub(crate) fit: Fit,
    /// Whether decisions or newer rules contradict what was decided.
    contradicts: bool,
    is_open: bool,
}

/// Finds what was decided on in the text of a reading again in it.
pub(crate) fn resolved(db: &Db, reading: &Reading) -> Result<Vec<FoundAgain>, StoreError> {
    let decided = decided(db, &reading.report.text_id)?;
    let records: Vec<_> = decided.iter().map(|d| d.state.was.clone().or_else(|| d.state.record())).collect();
    let sought: Vec<Sought<'_>> = decided
        .iter()
        .zip(&records)
        .map(|(d, fields)| Sought {
            content: &d.content,
            fields: fields.as_ref(),
            is_added: d.state.standing == Standing::Added,
        })
        .collect();
    let found = reading.find(&sought);
    let found = decided.iter().zip(found).map(|(d, idx)| {
        let fit = fit(reading, d, idx);
        let contradicts = d.state.is_disputed() || fit == Fit::Differs;
        FoundAgain {
            no: d.no,
            list: d.content.list,
            idx,
            fit,
            contradicts,
            is_open: contradicts || d.state.standing == Standing::Unreviewed,
        }
    });
    Ok(found.collect())
}

/// What the rules say now of a record that people decided on.
fn fit(reading: &Reading, decided: &Decided, found: Option<usize>) -> Fit {
    let (list, state) = (decided.content.list, &decided.state);
    let now = found.and_then(|idx| reading.fields(list, idx));
    let is_same = |record: Option<&rasid_record::FieldMap>| match (record, &now) {
        (Some(record), Some(now)) => same_fields(list, record, now),
        _ => false,
    };
    match (state.standing, &now) {
        (Standing::Rejected, None) => Fit::Agrees,
        (Standing::Added, None) => Fit::Same,
        (_, None) => Fit::Gone,
        (Standing::Added | Standing::Corrected, Some(_)) if is_same(state.record().as_ref()) => Fit::Agrees,
        (Standing::Added, Some(_)) => Fit::Differs,
        // Where nothing was decided about the reading there is nothing to differ from.
        (Standing::Unreviewed, Some(_)) => Fit::Same,
        (_, Some(_)) if is_same(state.was.as_ref()) => Fit::Same,
        _ => Fit::Differs,
    }
}

/// Puts the records of a reading into the queue. What was decided on in its text is to be found again afterwards.
pub(crate) fn insert_reading(db: &Db, reading: &Reading) -> Result<(), StoreError> {
    let published = reading.report.published.as_deref().unwrap_or("");
    for &list in List::ALL {
        for idx in 0..reading.len_of(list) {
            let Some(worth) = worth(reading, list, idx) else { continue };
            db.put(
                "INSERT INTO review_queue (report_id, list, idx, published, weight, doubt, disputed, rank, open)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, ?7, 1)",
                &[
                    reading.report.id.as_str().into(),
                    list.as_str().into(),
                    idx.into(),
                    published.into(),
                    worth.weight.into(),
                    worth.doubt.into(),
                    (worth.weight + worth.doubt).into(),
                ],
            )?;
        }
    }
    Ok(())
}

/// Takes the records of a reading out.
pub(crate) fn remove_reading(db: &Db, report_id: &str) -> Result<(), StoreError> {
    db.exec("DELETE FROM review_queue WHERE report_id = ?1", &[report_id.into()])?;
    db.exec("DELETE FROM reviewed WHERE report_id = ?1", &[report_id.into()]).map(drop)
}

/// Marks what is part of a disagreement, after all disagreements were made anew. Only what changed is written, many
/// reports with a statement: on a server each statement is waited for.
pub(crate) fn mark_disputed(db: &Db, disagreements: &[Disagreement]) -> Result<(), StoreError> {
    let records = disagreements.iter().flat_map(|found| found.sides.iter().flatten());
    let now: HashSet<(String, &str, usize)> = records.map(|r| (r.0.clone(), r.1.as_str(), r.2)).collect();
    let sql = "SELECT report_id, list, idx FROM review_queue WHERE disputed = 1";
    let before: HashSet<(String, &str, usize)> =
        db.all(sql, &[], |c| Ok((c.text()?, c.word(List::parse)?.as_str(), c.count()?)))?.into_iter().collect();
    for (records, sign, disputed) in [(before.difference(&now), '-', 0), (now.difference(&before), '+', 1)] {
        let mut by_place: BTreeMap<(&str, usize), Vec<&str>> = BTreeMap::new();
        for (report, list, idx) in records {
            by_place.entry((list, *idx)).or_default().push(report);
        }
        let sql = format!(
            "UPDATE review_queue SET disputed = {disputed}, rank = rank {sign} 25
             WHERE list = ?2 AND idx = ?3 AND disputed <> {disputed} AND report_id {}",
            db.among(1)
        );
        for ((list, idx), reports) in by_place {
            for reports in reports.chunks(TOGETHER) {
                db.exec(&sql, &[crate::links::json(db, &reports)?.into(), list.into(), idx.into()])?;
            }
        }
    }
    Ok(())
}

/// Makes all tables anew unless they are made by this version.
pub(crate) fn complete(db: &Db) -> Result<(), StoreError> {
    if db.count("SELECT version FROM review_made", &[])? == VERSION {
        return Ok(());
    }
    db.whole(|db| {
        // Another program may have been faster.
        if db.count("SELECT version FROM review_made", &[])? == VERSION {
            return Ok(());
        }
        rebuild(db)?;
        super::checks::fill_all(db)?;
        super::checks::seal(db)?;
        db.exec("UPDATE review_made SET version = ?1", &[VERSION.into()]).map(drop)
    })
}

/// Makes all tables anew.
pub(crate) fn rebuild(db: &Db) -> Result<(), StoreError> {
    for table in ["review_log", "review_contents", "reviewed", "review_assigned", "review_queue"] {
        db.exec(&format!("DELETE FROM {table}"), &[])?;
    }
    let ids = db.all("SELECT report_id FROM readings", &[], |c| c.text())?;
    for id in ids {
        if let Some(reading) = reports::reading(db, &id)? {
            insert_reading(db, &reading)?;
        }
    }
    let disagreements = db.all("SELECT json FROM disagreements", &[], |c| crate::courses::line(c, "a disagreement"))?;
    mark_disputed(db, &disagreements)?;
    let mut decisions = Vec::new();
    db.scan(&format!("{DECISIONS} ORDER BY d.seq"), &[], |c| {
        let (decision, _) = crate::ledger::decision(c)?;
        let review = decision.payload.as_deref().and_then(Review::parse);
        decisions.extend(review.map(|review| (decision.seq, review, decision.made_at)));
        Ok(true)
    })?;
    for (seq, review, at) in decisions {
        note(db, seq, &review, &at)?;
    }
    Ok(())
}
