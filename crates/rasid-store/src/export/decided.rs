//! Reports as people decided them: without records that were rejected, with what was corrected and added, and
//! what was decided of each record that is left.

use crate::db::Db;
use crate::review::records_of;
use crate::{KeptReport, StoreError};
use rasid_record::{Anchor, List, Reading, Ruling, Standing, main_span};
use std::collections::HashMap;

/// What was decided of one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decision {
    /// About the reading.
    pub(super) standing: Standing,
    /// Whether the claim holds, in the team's words; empty where nobody said.
    pub(super) claim: String,
    /// The words and the kind of the record before any correction: what identifiers are made of.
    pub(super) origin: (u32, u32, String),
}

/// A report as people decided it.
#[derive(Clone, Debug)]
pub(super) struct Decided {
    /// With the reading as they decided it.
    pub(super) kept: KeptReport,
    decisions: HashMap<(List, u32, u32), Decision>,
    /// The reading as it was, where decisions made another of it.
    before: Option<Reading>,
    /// What was decided of the records of the reading as it was, by index, and where their words are now.
    standings: HashMap<(List, usize), (Standing, u32, u32)>,
}

impl Decided {
    /// A report, or nothing where it is not there.
    pub(super) fn of(db: &Db, report: &str) -> Result<Option<Self>, StoreError> {
        let Some(mut kept) = crate::reports::kept(db, report)? else { return Ok(None) };
        let reviews = records_of(db, report)?;
        let mut decisions = HashMap::new();
        let mut standings = HashMap::new();
        for review in &reviews {
            let content = &review.content;
            let now = review.state.record().and_then(|fields| main_span(content.list, &fields));
            let (start, end) = now.map_or((content.start, content.end), |at| (at.start, at.end));
            if let Some(idx) = review.idx {
                standings.insert((content.list, idx), (review.state.standing, start, end));
            }
            let decision = Decision {
                standing: review.state.standing,
                claim: review.state.claim.clone().unwrap_or_default(),
                origin: (content.start, content.end, content.kind.clone()),
            };
            decisions.insert((content.list, start, end), decision);
        }
        let rulings: Vec<Ruling> = reviews.iter().filter_map(crate::RecordReview::ruling).collect();
        let before = match rulings.is_empty() {
            true => None,
            false => {
                let reviewed = kept.reading.reviewed(&rulings);
                Some(std::mem::replace(&mut kept.reading, reviewed))
            }
        };
        Ok(Some(Decided { kept, decisions, before, standings }))
    }

    /// What was decided of the record at these words.
    pub(super) fn at(&self, list: List, at: &Anchor) -> Option<&Decision> {
        self.decisions.get(&(list, at.start, at.end))
    }

    /// What was decided of record `idx` of the reading as people decided it.
    pub(super) fn standing_now(&self, list: List, idx: usize) -> Standing {
        let at = self.kept.reading.anchor(list, idx);
        at.and_then(|at| self.at(list, at)).map_or(Standing::Unreviewed, |decision| decision.standing)
    }

    /// The reading as rules made it: what links point into.
    pub(super) fn as_read(&self) -> &Reading {
        self.before.as_ref().unwrap_or(&self.kept.reading)
    }

    /// What was decided of record `idx` of the reading as rules made it.
    pub(super) fn standing(&self, list: List, idx: usize) -> Standing {
        self.standings.get(&(list, idx)).map_or(Standing::Unreviewed, |(standing, ..)| *standing)
    }

    /// Where record `idx` of the reading as rules made it stands in the reading as people decided it; nothing
    /// where it was rejected.
    pub(super) fn now(&self, list: List, idx: usize) -> Option<usize> {
        let (start, end) = match self.standings.get(&(list, idx)) {
            Some((Standing::Rejected, ..)) => return None,
            Some((_, start, end)) => (*start, *end),
            None => self.as_read().anchor(list, idx).map(|at| (at.start, at.end))?,
        };
        let reading = &self.kept.reading;
        // Of several at the same words the one that stood as far on is the same, unless some were rejected.
        let fits = |n: &usize| reading.anchor(list, *n).is_some_and(|at| (at.start, at.end) == (start, end));
        (0..reading.len_of(list)).filter(fits).min_by_key(|n| n.abs_diff(idx))
    }
}
