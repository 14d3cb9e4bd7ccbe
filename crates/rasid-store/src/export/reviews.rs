//! What people decided of each record, beside readings as rules made them: the eight lists and lines of readings say
//! it of every record, and can be written as people decided them instead.

use super::decided::Decided;
use crate::StoreError;
use crate::db::Db;
use rasid_record::{List, Reading, Standing};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};

/// What was decided of the records of one report, by list and index.
type OfReport = BTreeMap<(List, usize), Standing>;

/// What was decided of all records.
#[derive(Clone, Debug, Default)]
pub(super) struct Reviews {
    /// Whether records are written as people decided them, and not as rules made them.
    pub(super) is_decided: bool,
    /// By report. One whose records are none of them read any more is here too.
    by_report: HashMap<String, OfReport>,
}

impl Reviews {
    pub(super) fn of(db: &Db, is_decided: bool) -> Result<Self, StoreError> {
        let sql = "SELECT f.report_id, f.list, f.idx, x.standing FROM reviewed f JOIN review_contents x ON x.no = f.no
                   ORDER BY f.report_id, f.no";
        let mut by_report: HashMap<String, OfReport> = HashMap::new();
        db.each(sql, &[], |c| {
            let of_report = by_report.entry(c.text()?).or_default();
            let (list, idx, standing) = (c.word(List::parse)?, c.opt_count()?, c.word(Standing::parse)?);
            if let Some(idx) = idx {
                of_report.insert((list, idx), standing);
            }
            Ok(true)
        })?;
        Ok(Reviews { is_decided, by_report })
    }

    /// What was decided of a record of the reading as rules made it.
    pub(super) fn standing(&self, report: &str, list: List, idx: usize) -> Standing {
        let found = self.by_report.get(report).and_then(|found| found.get(&(list, idx)));
        found.copied().unwrap_or(Standing::Unreviewed)
    }

    /// Whether the records of a report are to be written otherwise than as rules made them.
    pub(super) fn is_other(&self, report: &str) -> bool {
        self.is_decided && self.by_report.contains_key(report)
    }

    /// Reports whose records are to be written otherwise, by their numbers.
    pub(super) fn others(&self, db: &Db) -> Result<Vec<(usize, String)>, StoreError> {
        if !self.is_decided || self.by_report.is_empty() {
            return Ok(Vec::new());
        }
        let mut all = db.all("SELECT no, id FROM reports ORDER BY no", &[], |c| Ok((c.count()?, c.text()?)))?;
        all.retain(|(_, id)| self.by_report.contains_key(id));
        Ok(all)
    }

    /// A reading as it is to be written, with what was decided of its records: `[list, index, word]` each, of those
    /// that somebody decided something about.
    pub(super) fn written(&self, db: &Db, reading: Reading) -> Result<(Reading, Vec<Value>), StoreError> {
        let id = &reading.report.id;
        let Some(found) = self.by_report.get(id) else { return Ok((reading, Vec::new())) };
        let said = |list: List, idx: usize, standing: Standing| json!([list.as_str(), idx, standing.as_str()]);
        let is_said = |standing: Standing| standing != Standing::Unreviewed;
        if !self.is_decided {
            let decided = found.iter().filter(|(_, standing)| is_said(**standing));
            let said = decided.map(|(&(list, idx), &standing)| said(list, idx, standing)).collect();
            return Ok((reading, said));
        }
        let Some(decided) = Decided::of(db, id)? else { return Ok((reading, Vec::new())) };
        let mut all = Vec::new();
        for &list in List::ALL {
            for idx in 0..decided.kept.reading.len_of(list) {
                let standing = decided.standing_now(list, idx);
                if is_said(standing) {
                    all.push(said(list, idx, standing));
                }
            }
        }
        Ok((decided.kept.reading, all))
    }
}
