//! What tables hold of many reports, asked for together: with a question for each report and table, a server would be
//! waited for a quarter of a million times in a record of ten thousand.

use super::lossy;
use crate::body::{self, WHOLE};
use crate::db::{Db, Value};
use crate::links::json;
use crate::reports::{self, KEPT};
use crate::{StoreError, columns, places};
use rasid_record::{List, Reading};
use std::collections::{HashMap, HashSet};

/// Reports that are asked for at once.
pub(super) const TOGETHER: usize = 200;

/// The cells of a row, as they are kept.
pub(super) type Cells = Vec<Option<Vec<u8>>>;
/// Number, list, index and fit of what was decided on.
pub(super) type Found = (usize, String, Option<usize>, String);
/// List, index, weight, doubt and date of publication of a record to be reviewed, and what its rank has beside.
pub(super) type Queued = (String, usize, usize, usize, String, i64);

/// The readings of reports; nothing of one whose text or report is not there.
pub(super) fn readings(db: &Db, ids: &[String]) -> Vec<Result<Option<Reading>, StoreError>> {
    let mut found: HashMap<String, Result<Reading, StoreError>> = HashMap::new();
    let all = db.apart(|db| {
        let sql = format!("SELECT r.id, {WHOLE} {KEPT} WHERE r.id {}", db.among(1));
        db.each(&sql, &[json(db, &ids)?.into()], |c| {
            let id = lossy(c.any()?);
            found.insert(id, body::whole(c));
            Ok(true)
        })
    });
    // Where damage keeps all from being read, each is tried.
    let one = |id: &String| match all.is_ok() {
        true => found.remove(id).transpose(),
        false => db.apart(|db| reports::reading(db, id)),
    };
    ids.iter().map(one).collect()
}

/// Rows of tables, by report.
pub(super) struct Kept {
    lists: HashMap<List, HashMap<String, Vec<Cells>>>,
    places: HashMap<String, Vec<Cells>>,
    tallies: HashMap<String, Vec<Cells>>,
    queue: HashMap<String, Vec<Queued>>,
    reviewed: HashMap<String, Vec<Found>>,
    /// Texts that somebody decided something on.
    decided: HashSet<String>,
}

/// The columns of the tallies of a report.
const TALLIES: &str =
    "report_id, published, day, outlet, times, figures, statements, events, commitments, arrangements,
    breaches, naming";

impl Kept {
    /// What is kept of reports and of texts.
    pub(super) fn of(db: &Db, ids: &[String], texts: &[&str]) -> Result<Self, StoreError> {
        let (among, of) = (db.among(1), [Value::from(json(db, &ids)?)]);
        let rows = |table: &str, columns: &str, count: usize| {
            let order = if table == "report_tallies" { "report_id" } else { "report_id, idx" };
            let sql = format!("SELECT {columns} FROM {table} WHERE report_id {among} ORDER BY {order}");
            let mut kept: HashMap<String, Vec<Cells>> = HashMap::new();
            db.each(&sql, &of, |c| {
                let cells = (0..count).map(|_| c.any()).collect::<Result<Cells, _>>()?;
                kept.entry(lossy(cells[0].clone())).or_default().push(cells);
                Ok(true)
            })?;
            Ok::<_, StoreError>(kept)
        };
        let mut lists = HashMap::new();
        for &list in List::ALL {
            let kept = rows(list.as_str(), &columns::select(list, ""), columns::all(list).count())?;
            lists.insert(list, kept);
        }
        let mut queue: HashMap<String, Vec<Queued>> = HashMap::new();
        let sql = format!(
            "SELECT report_id, list, idx, weight, doubt, published, rank - weight - doubt - 25 * disputed
             FROM review_queue WHERE report_id {among}"
        );
        db.each(&sql, &of, |c| {
            let id = lossy(c.any()?);
            let row = (c.text()?, c.count()?, c.count()?, c.count()?, c.text()?, c.int()?);
            queue.entry(id).or_default().push(row);
            Ok(true)
        })?;
        let mut reviewed: HashMap<String, Vec<Found>> = HashMap::new();
        let sql = format!(
            "SELECT report_id, no, list, idx, fit FROM reviewed WHERE report_id {among} ORDER BY report_id, no"
        );
        db.each(&sql, &of, |c| {
            let id = lossy(c.any()?);
            reviewed.entry(id).or_default().push((c.count()?, c.text()?, c.opt_count()?, c.text()?));
            Ok(true)
        })?;
        let sql = format!("SELECT DISTINCT text_id FROM review_contents WHERE text_id {among}");
        let decided = db.all(&sql, &[json(db, &texts)?.into()], |c| c.text())?.into_iter().collect();
        Ok(Kept {
            lists,
            places: rows("located", places::LOCATED, places::LOCATED.split(',').count())?,
            tallies: rows("report_tallies", TALLIES, TALLIES.split(',').count())?,
            queue,
            reviewed,
            decided,
        })
    }

    pub(super) fn list(&self, list: List, id: &str) -> &[Cells] {
        self.lists.get(&list).map_or(&[], |kept| of(kept, id))
    }

    pub(super) fn places(&self, id: &str) -> &[Cells] {
        of(&self.places, id)
    }

    pub(super) fn tallies(&self, id: &str) -> Option<&Cells> {
        of(&self.tallies, id).first()
    }

    pub(super) fn queue(&self, id: &str) -> &[Queued] {
        of(&self.queue, id)
    }

    pub(super) fn reviewed(&self, id: &str) -> &[Found] {
        of(&self.reviewed, id)
    }

    /// Whether somebody decided something on a text.
    pub(super) fn is_decided(&self, text_id: &str) -> bool {
        self.decided.contains(text_id)
    }
}

fn of<'k, T>(kept: &'k HashMap<String, Vec<T>>, id: &str) -> &'k [T] {
    kept.get(id).map_or(&[], Vec::as_slice)
}

/// The sum of rows in any order: two of the same sum hold the same rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sum([u64; 4]);

impl Sum {
    /// Adds a row.
    pub(super) fn add<'c>(&mut self, cells: impl Iterator<Item = &'c [u8]>) {
        let mut hasher = blake3::Hasher::new();
        for cell in cells {
            hasher.update(&(cell.len() as u64).to_le_bytes()).update(cell);
        }
        let hash = hasher.finalize();
        for (part, bytes) in self.0.iter_mut().zip(hash.as_bytes().chunks_exact(8)) {
            let bytes = bytes.try_into().unwrap_or_default();
            *part = part.wrapping_add(u64::from_le_bytes(bytes));
        }
    }
}
