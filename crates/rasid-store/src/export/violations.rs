//! The violation ledger as monitoring missions keep it: what is claimed to have been done where and when, how
//! often, by whom, who says so, and what the accused answer. It never says who is guilty.

use super::facts::Facts;
use super::incidents::stable_id;
use super::rows::{Rows, number, text};
use super::sheet::Cell;
use super::shelf::{Shelf, Shelved, each_once, outlets, reports, review};
use crate::StoreError;
use crate::courses::line;
use crate::db::Db;
use rasid_record::{ArrangementCourse, Attests, Counts, List, Mention, Standing, Violation};
use std::collections::HashSet;

/// The columns, in their order.
pub(super) const COLUMNS: [&str; 29] = [
    "id",
    "arrangement_id",
    "arrangement_kind",
    "arrangement",
    "date_from",
    "date_to",
    "place",
    "act",
    "count_low",
    "count_high",
    "accused",
    "accused_ids",
    "against",
    "against_ids",
    "claimed_by",
    "claimed_by_ids",
    "observed",
    "answer",
    "first_published",
    "texts",
    "origins",
    "named_sources",
    "unnamed_sources",
    "sides",
    "outlets",
    "reports",
    "words",
    "claims",
    "review",
];

/// Writes the ledgers of all arrangements, then the breaches that belong to none.
pub(super) fn write(db: &Db, rows: &mut Rows<'_>, facts: &Facts) -> Result<(), StoreError> {
    let mut shelf = Shelf::new(db);
    let mut seen: HashSet<(String, usize)> = HashSet::new();
    for no in db.all("SELECT no FROM courses ORDER BY no", &[], |c| c.count())? {
        let sql = "SELECT json FROM courses WHERE no = ?1";
        let Some(course) = db.first(sql, &[no.into()], |c| line::<ArrangementCourse>(c, "an arrangement"))? else {
            continue;
        };
        let arrangement = course_id(&mut shelf, &course)?;
        for entry in &course.ledger {
            // A breach stands in the ledger of one arrangement; where two claim it the first keeps it.
            let fresh: Vec<Mention> =
                entry.mentions.iter().filter(|m| seen.insert((m.0.clone(), m.1))).cloned().collect();
            let of = Of {
                id: &arrangement,
                kind: course.kind.as_str(),
                words: course.name.as_deref().unwrap_or(&course.words),
            };
            for entry in decided(&mut shelf, entry, fresh)? {
                rows.row(&row(&mut shelf, facts, &of, &entry)?)?;
            }
        }
    }
    for mention in db.all("SELECT report_id, idx FROM breaches ORDER BY published, report_id, idx", &[], |c| {
        Ok(Mention(c.text()?, c.count()?))
    })? {
        if seen.contains(&(mention.0.clone(), mention.1)) {
            continue;
        }
        let Some(shelved) = shelf.report(&mention.0)? else { continue };
        let Some(entry) = alone(&shelved, &mention) else { continue };
        rows.row(&row(&mut shelf, facts, &Of { id: "", kind: "", words: "" }, &entry)?)?;
    }
    Ok(())
}

/// An entry without the breaches that people rejected; those that they corrected are entries of their own, as
/// they have them now.
fn decided(shelf: &mut Shelf<'_>, entry: &Violation, mentions: Vec<Mention>) -> Result<Vec<Violation>, StoreError> {
    let mut whole = Violation { mentions: Vec::new(), ..entry.clone() };
    let mut entries = Vec::new();
    for mention in mentions {
        let Some(shelved) = shelf.report(&mention.0)? else { continue };
        match shelved.decided.standing(List::Breaches, mention.1) {
            Standing::Rejected => {}
            Standing::Corrected => entries.extend(alone(&shelved, &mention)),
            _ => whole.mentions.push(mention),
        }
    }
    if !whole.mentions.is_empty() {
        entries.insert(0, whole);
    }
    Ok(entries)
}

/// The arrangement that an entry belongs to.
struct Of<'c> {
    id: &'c str,
    kind: &'c str,
    words: &'c str,
}

/// The identifier of an arrangement: that of its first mention's words.
pub(super) fn course_id(shelf: &mut Shelf<'_>, course: &ArrangementCourse) -> Result<String, StoreError> {
    let Some(Mention(report, idx)) = course.phases.iter().flat_map(|claim| &claim.mentions).next() else {
        return Ok(String::new());
    };
    let Some(shelved) = shelf.report(report)? else { return Ok(String::new()) };
    let reading = shelved.as_read();
    let at = reading.arrangements.get(*idx).map(|a| (a.at.start.to_string(), a.at.end.to_string()));
    let (start, end) = at.unwrap_or_default();
    Ok(stable_id("a", &[&reading.report.text_id, &start, &end]))
}

/// A breach as an entry of its own, as people decided it; nothing where they rejected it.
fn alone(shelved: &Shelved, mention: &Mention) -> Option<Violation> {
    let reading = &shelved.decided.kept.reading;
    let breach = reading.breaches.get(shelved.decided.now(List::Breaches, mention.1)?)?;
    let time = |idx: Option<usize>| reading.times.get(idx?)?.value.clone();
    let count = breach.figure.and_then(|idx| reading.figures.get(idx));
    let by = breach.by.and_then(|idx| reading.statements.get(idx)).and_then(|said| said.speaker_id.clone());
    let named: Vec<String> = by.iter().filter(|id| !super::is_person(id)).cloned().collect();
    let counts = Counts {
        texts: 1,
        origins: named.len(),
        unnamed: usize::from(by.is_some() && named.is_empty()),
        named,
        sides: Vec::new(),
    };
    Some(Violation {
        accused: breach.accused.clone(),
        against: breach.against.clone(),
        act: breach.act,
        low: count.and_then(|figure| figure.low),
        high: count.and_then(|figure| figure.high),
        from: time(breach.from),
        until: time(breach.until),
        place: breach.place.as_ref().map(|place| place.text.clone()),
        by: by.into_iter().collect(),
        answers: breach.answer.into_iter().collect(),
        at: super::when::day(reading.report.published.as_deref()).map(str::to_owned),
        counts,
        mentions: vec![mention.clone()],
    })
}

fn row(shelf: &mut Shelf<'_>, facts: &Facts, of: &Of<'_>, entry: &Violation) -> Result<Vec<Cell>, StoreError> {
    let found = shelf.of(&entry.mentions)?;
    let first = found.first().and_then(|(shelved, idx)| {
        let at = &shelved.as_read().breaches.get(*idx)?.at;
        let (start, end) = (at.start.to_string(), at.end.to_string());
        // Two breaches may stand at the same words, with other accused.
        let parts =
            [shelved.as_read().report.text_id.as_str(), &start, &end, &entry.accused.join("+"), &idx.to_string()];
        Some(stable_id("v", &parts))
    });
    let words = found
        .iter()
        .filter_map(|(shelved, idx)| Some(shelved.hidden.without(&shelved.as_read().breaches.get(*idx)?.at.text)));
    let words = each_once(words);
    let count = |n: Option<rasid_record::reading::Number>| n.map_or(Cell::Null, |n| Cell::Real(n.0));
    Ok(vec![
        text(first.unwrap_or_default()),
        text(of.id),
        text(of.kind),
        text(of.words),
        text(entry.from.as_deref().unwrap_or("")),
        text(entry.until.as_deref().unwrap_or("")),
        text(entry.place.as_deref().unwrap_or("")),
        text(entry.act.map_or("", |act| act.as_str())),
        count(entry.low),
        count(entry.high),
        text(names(facts, &entry.accused)),
        text(ids(&entry.accused)),
        text(names(facts, &entry.against)),
        text(ids(&entry.against)),
        text(names(facts, &entry.by)),
        text(ids(&entry.by)),
        // Whether somebody saw, heard or was told is not read yet, and no guess stands for it.
        Cell::Null,
        text(entry.answers.iter().map(|answer| answer.as_str()).collect::<Vec<_>>().join("; ")),
        text(entry.at.as_deref().unwrap_or("")),
        number(Some(entry.counts.texts as u64)),
        number(Some(entry.counts.origins as u64)),
        text(names(facts, &entry.counts.named)),
        number(Some(entry.counts.unnamed as u64)),
        text(sides(&entry.counts)),
        text(outlets(&found)),
        text(reports(&found)),
        text(words),
        number(Some(entry.mentions.len() as u64)),
        text(review(&found, List::Breaches)),
    ])
}

/// Which sides attest it, as the codebook calls them.
pub(super) fn sides(counts: &Counts) -> String {
    counts.sides.iter().map(|side: &Attests| side.as_str()).collect::<Vec<_>>().join("; ")
}

/// English names, else identifiers; whoever must not or cannot be named is unnamed.
pub(super) fn names(facts: &Facts, ids: &[String]) -> String {
    let everybody = facts.everybody(ids.iter().map(String::as_str)).into_iter();
    each_once(everybody.map(|one| facts.label(&one)))
}

/// Identifiers, without the labels of those who hold inside one report only.
fn ids(ids: &[String]) -> String {
    let parts = ids.iter().flat_map(|id| id.split('+')).filter(|id| !crate::is_private(id));
    each_once(parts.map(str::to_owned))
}
