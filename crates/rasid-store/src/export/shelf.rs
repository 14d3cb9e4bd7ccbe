//! Readings that lines about many reports point at, the last few kept at hand.

use super::hiding::Hidden;
use crate::db::Db;
use crate::{KeptReport, StoreError};
use rasid_record::Mention;
use std::collections::VecDeque;
use std::rc::Rc;

/// How many are kept at hand.
const ROOM: usize = 32;

/// A report with the words in it that must not be written.
pub(super) struct Shelved {
    pub(super) kept: KeptReport,
    pub(super) hidden: Hidden,
}

/// The readings.
pub(super) struct Shelf<'d> {
    db: &'d Db,
    near: VecDeque<Rc<Shelved>>,
}

impl<'d> Shelf<'d> {
    pub(super) fn new(db: &'d Db) -> Self {
        Shelf { db, near: VecDeque::new() }
    }

    /// A report, or nothing where it is not there.
    pub(super) fn report(&mut self, id: &str) -> Result<Option<Rc<Shelved>>, StoreError> {
        if let Some(found) = self.near.iter().find(|shelved| shelved.kept.reading.report.id == id) {
            return Ok(Some(Rc::clone(found)));
        }
        let Some(kept) = crate::reports::kept(self.db, id)? else { return Ok(None) };
        let hidden = Hidden::of(&kept.reading);
        let shelved = Rc::new(Shelved { kept, hidden });
        self.near.push_front(Rc::clone(&shelved));
        self.near.truncate(ROOM);
        Ok(Some(shelved))
    }

    /// The reports of mentions, each with the index; those that are not there are left out.
    pub(super) fn of(&mut self, mentions: &[Mention]) -> Result<Vec<(Rc<Shelved>, usize)>, StoreError> {
        let mut found = Vec::new();
        for Mention(report, idx) in mentions {
            if let Some(shelved) = self.report(report)? {
                found.push((shelved, *idx));
            }
        }
        Ok(found)
    }
}

/// The outlets of reports, each once.
pub(super) fn outlets(found: &[(Rc<Shelved>, usize)]) -> String {
    each_once(found.iter().filter_map(|(shelved, _)| shelved.kept.reading.report.outlet.clone()))
}

/// The identifiers of reports, each once.
pub(super) fn reports(found: &[(Rc<Shelved>, usize)]) -> String {
    each_once(found.iter().map(|(shelved, _)| shelved.kept.reading.report.id.clone()))
}

/// Texts in one cell, each once, in their order.
pub(super) fn each_once(texts: impl Iterator<Item = String>) -> String {
    let mut once: Vec<String> = Vec::new();
    for text in texts.filter(|text| !text.is_empty()) {
        if !once.contains(&text) {
            once.push(text);
        }
    }
    once.join("; ")
}
