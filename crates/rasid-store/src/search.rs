//! Finding reports by words.

use crate::db::Db;
use crate::reports::{REPORT_JOINS, REPORT_REF, REPORT_REST, report_row};
use crate::{Page, Paged, ReportRow, Store, StoreError};

/// A report that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct SearchHit {
    /// The report.
    pub report: ReportRow,
    /// How well it fits: larger is better; comparable within one search only.
    pub score: f64,
}

impl Store {
    /// The reports that hold all of `terms` (parted by spaces, in the form in which they were
    /// handed in at adding), the best first. Nothing is found for no terms.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn search(&self, terms: &str, page: Page) -> Result<Paged<SearchHit>, StoreError> {
        let Some(query) = query(terms) else { return Ok(Paged::default()) };
        let total = self.db().count("SELECT COUNT(*) FROM search WHERE search MATCH ?1", &[query.as_str().into()])?;
        let sql = format!(
            "SELECT -f.rank, {REPORT_REF}, {REPORT_REST} FROM
             (SELECT rowid, rank FROM search WHERE search MATCH ?1 ORDER BY rank, rowid LIMIT ?2 OFFSET ?3) f
             JOIN reports r ON r.no = f.rowid {REPORT_JOINS} ORDER BY f.rank, f.rowid"
        );
        let values = [query.into(), page.limit.into(), page.offset.into()];
        let rows = self.db().all(&sql, &values, |c| Ok(SearchHit { score: c.real()?, report: report_row(c)? }))?;
        Ok(Paged { rows, total })
    }
}

/// The terms as a question to the index: each is quoted, so that none is taken for an operator.
pub(crate) fn query(terms: &str) -> Option<String> {
    let quoted: Vec<String> = terms.split_whitespace().map(|t| format!("\"{}\"", t.replace('"', "\"\""))).collect();
    (!quoted.is_empty()).then(|| quoted.join(" "))
}

/// Puts a report into the index.
pub(crate) fn insert(db: &Db, no: usize, terms: &str) -> Result<(), StoreError> {
    db.exec("INSERT INTO search (rowid, terms) VALUES (?1, ?2)", &[no.into(), terms.into()]).map(drop)
}

/// Takes a report out of the index.
pub(crate) fn remove(db: &Db, no: usize) -> Result<(), StoreError> {
    db.exec("DELETE FROM search WHERE rowid = ?1", &[no.into()]).map(drop)
}
