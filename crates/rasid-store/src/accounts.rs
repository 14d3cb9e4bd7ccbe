//! The reports that tell one occurrence, each with what was read in it.

use crate::body::{self, TEXTLESS};
use crate::reports::{REPORT_REF, report_ref};
use crate::{ReportRef, Store, StoreError};
use rasid_record::Reading;

/// A report that tells an occurrence.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// The report.
    pub report: ReportRef,
    /// Reports of the same occurrence that repeat its wording.
    pub copies: Vec<ReportRef>,
    /// What was read in it, without its text.
    pub reading: Reading,
}

/// All accounts of an occurrence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Accounts {
    /// In order of time, at most as many as were asked for.
    pub shown: Vec<Account>,
    /// How many there are, without copies.
    pub total: usize,
    /// How many reports tell it, copies among them.
    pub reports: usize,
}

impl Store {
    /// The accounts of the occurrence that a report tells, itself among them, at most `most`; nothing where
    /// it is not linked.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn accounts(&self, report: &str, most: usize) -> Result<Option<Accounts>, StoreError> {
        self.db().steady(|db| {
            let sql = "SELECT event FROM report_links WHERE report_id = ?1";
            let Some(event) = db.first(sql, &[report.into()], |c| c.text())? else { return Ok(None) };
            let sql = format!(
                "SELECT {REPORT_REF}, k.copy_of FROM report_links k JOIN reports r ON r.id = k.report_id
                 JOIN texts t ON t.text_id = r.text_id WHERE k.event = ?1
                 ORDER BY k.published, k.report_id"
            );
            let all = db.all(&sql, &[event.into()], |c| Ok((report_ref(c)?, c.opt_text()?)))?;
            let reports = all.len();
            let is_here = |id: &str| all.iter().any(|(found, _)| found.id == id);
            let (copies, mut own): (Vec<_>, Vec<_>) =
                all.iter().cloned().partition(|(_, of)| of.as_deref().is_some_and(is_here));
            let total = own.len();
            // The one that was asked for is shown wherever it stands; a copy is shown with what it copies.
            if let Some(at) = own.iter().position(|(found, _)| found.id == report)
                && at >= most
            {
                own.swap(at, most.saturating_sub(1));
            }
            own.truncate(most);
            let mut shown = Vec::new();
            for (found, _) in own {
                let sql =
                    format!("SELECT {TEXTLESS} FROM reports r JOIN readings d ON d.report_id = r.id WHERE r.id = ?1");
                let Some(reading) = db.first(&sql, &[found.id.as_str().into()], body::whole)? else { continue };
                let copies = copies.iter().filter(|(_, of)| of.as_deref() == Some(&found.id));
                shown.push(Account { copies: copies.map(|(copy, _)| copy.clone()).collect(), report: found, reading });
            }
            Ok(Some(Accounts { shown, total, reports }))
        })
    }
}
