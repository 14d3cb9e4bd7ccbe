//! Readings that lines about many reports point at, the last few kept at hand.

use super::decided::Decided;
use super::hiding::Hidden;
use crate::StoreError;
use crate::db::Db;
use rasid_record::{List, Mention, Reading};
use std::collections::VecDeque;
use std::rc::Rc;

/// How many are kept at hand.
const ROOM: usize = 32;

/// A report with the words in it that must not be written.
pub(super) struct Shelved {
    pub(super) decided: Decided,
    pub(super) hidden: Hidden,
}

impl Shelved {
    /// The reading as rules made it: what links point into.
    pub(super) fn as_read(&self) -> &Reading {
        self.decided.as_read()
    }
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
        if let Some(found) = self.near.iter().find(|shelved| shelved.as_read().report.id == id) {
            return Ok(Some(Rc::clone(found)));
        }
        let Some(decided) = Decided::of(self.db, id)? else { return Ok(None) };
        let hidden = Hidden::of(decided.as_read());
        let shelved = Rc::new(Shelved { decided, hidden });
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
    each_once(found.iter().filter_map(|(shelved, _)| shelved.as_read().report.outlet.clone()))
}

/// What people decided about the records of mentions, each word once.
pub(super) fn review(found: &[(Rc<Shelved>, usize)], list: List) -> String {
    each_once(found.iter().map(|(shelved, idx)| shelved.decided.standing(list, *idx).to_string()))
}

/// The identifiers of reports, each once.
pub(super) fn reports(found: &[(Rc<Shelved>, usize)]) -> String {
    each_once(found.iter().map(|(shelved, _)| shelved.as_read().report.id.clone()))
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
