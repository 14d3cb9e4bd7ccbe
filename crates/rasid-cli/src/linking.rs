//! Links into a record: its readings are taken out, linked, and the lines handed back to it.

mod ahead;

pub use ahead::Ahead;

use crate::clock;
use crate::faults;
use crate::progress::Messages;
use crate::style::bare;
use rasid_link::{Across, Linker, Merges};
use rasid_record::{Act, Before, Link, List, Reading};
use rasid_source::shown_path;
use rasid_store::{Lines, LinkStamp, Store, StoreError};
use std::collections::HashMap;

/// Version of how readings are linked (see `build.rs`).
const VERSION: &str = env!("RASID_LINKS");
/// Readings that are linked together: what is kept of each would else lie between what is thrown away, and
/// memory would be in pieces.
const TOGETHER: usize = 500;
/// So many reports take so long that it is said what is being done.
const MANY: usize = 5_000;

/// Whether the links of the record are those of its readings by this program.
pub fn is_done(store: &Store) -> Result<bool, StoreError> {
    Ok(store.linking()?.is_of(VERSION))
}

/// Links the reports of the record anew, unless that is done.
///
/// A fault of linking is said and leaves the links as they were: reports and readings are kept all the same. It gives
/// whether there was none.
pub fn refresh(store: &mut Store, messages: &Messages) -> Result<bool, StoreError> {
    refresh_from(store, None, messages)
}

/// The same where readings may have been linked already.
pub fn refresh_from(store: &mut Store, ahead: Option<Ahead>, messages: &Messages) -> Result<bool, StoreError> {
    if is_done(store)? {
        return Ok(true);
    }
    let reports = store.overview()?.reports;
    if reports >= MANY {
        messages.say(&format!("{}: linking {reports} reports with one another.", shown_path(store.path())));
    }
    let linked = link(store, ahead)?;
    if let Err(fault) = &linked {
        tell(fault, messages);
    }
    Ok(linked.is_ok())
}

/// Says that a fault kept the reports from being linked.
pub fn tell(fault: &str, messages: &Messages) {
    messages.say(&format!(
        "The reports were not linked because of a fault in Rasid; please tell its makers ({}).",
        bare(fault)
    ));
}

/// Links all reports of the record, of which some may have been linked already; the fault where the program has one.
fn link(store: &mut Store, ahead: Option<Ahead>) -> Result<Result<(), String>, StoreError> {
    // Counted before anything is asked: what people decide meanwhile makes these links old, and is not lost.
    let changes = store.linking()?.changes();
    let ahead = ahead.map_or(Ok(None), |ahead| ahead.finish(store, changes))?;
    ahead.map_or_else(|| Taken::all(store), Ok)?.keep(store, changes)
}

/// What people decided at the desk about who is who. A line that contradicts one before it is left out: it stands
/// in the ledger, and the desk refuses what it can tell.
fn merges(store: &Store) -> Result<Merges, StoreError> {
    let plain = |cell: &str| cell.replace(char::is_control, " ");
    let (mut text, mut merges) = (String::new(), Merges::default());
    for (_, review) in store.identities()? {
        let line = match &review.act {
            Act::Merge { keep, same } => format!("merge\t{}\t{}\n", plain(keep), plain(same)),
            Act::Split { id, other, place } => format!("split\t{}\t{}\t{}\n", plain(id), plain(other), plain(place)),
            _ => continue,
        };
        let with = format!("{text}{line}");
        if let Ok(read) = Merges::read(&with) {
            (text, merges) = (with, read);
        }
    }
    Ok(merges)
}

/// The readings that were taken out, without the records that people rejected. A fault is kept until all are: the
/// record is being read meanwhile.
pub struct Taken {
    linker: Linker,
    merges: Merges,
    /// The records of each report that were rejected.
    rejected: HashMap<String, Vec<(List, usize)>>,
    /// Where records stand in the readings from which some were left out.
    before: HashMap<String, Before>,
    waiting: Vec<Reading>,
    fault: Option<String>,
}

impl Taken {
    /// None yet; they will be those of `record`, whose people decided who is who.
    pub fn of(record: &Store) -> Result<Self, StoreError> {
        Ok(Taken { rejected: record.rejected()?, ..Taken::decided(record)? })
    }

    /// Those of all reports of `record`.
    fn all(record: &Store) -> Result<Self, StoreError> {
        let mut taken = Taken::of(record)?;
        record.readings(|reading| taken.take(reading))?;
        Ok(taken)
    }

    /// Whether people have decided nothing else since about who is who and what is rejected.
    fn is_decided_as(&self, record: &Store) -> Result<bool, StoreError> {
        Ok(record.rejected()? == self.rejected && merges(record)? == self.merges)
    }

    /// None yet; they will be readings of `record` as people decided them, from which nothing is to be left out.
    pub fn decided(record: &Store) -> Result<Self, StoreError> {
        Ok(Taken {
            linker: Linker::new(),
            merges: merges(record)?,
            rejected: HashMap::new(),
            before: HashMap::new(),
            waiting: Vec::new(),
            fault: None,
        })
    }

    /// Links what was taken and keeps the lines in `store`, whose readings were counted as `changes`.
    pub fn keep(self, store: &mut Store, changes: u64) -> Result<Result<(), String>, StoreError> {
        let (links, across) = match self.finish() {
            Ok(made) => made,
            Err(fault) => return Ok(Err(fault)),
        };
        let lines = Lines {
            reports: &links,
            arrangements: &across.arrangements,
            commitments: &across.commitments,
            disagreements: &across.disagreements,
            positions: &across.positions,
            figures: &across.figures,
        };
        store.keep_links(&lines, &LinkStamp { version: VERSION, at: &clock::now(), changes }).map(Ok)
    }

    /// Takes a reading, in the order in which the reports came.
    pub fn take(&mut self, reading: Reading) {
        let reading = match self.rejected.get(&reading.report.id) {
            None => reading,
            Some(rejected) => {
                let (shorter, before) = reading.without(rejected);
                self.before.insert(reading.report.id, before);
                shorter
            }
        };
        self.waiting.push(reading);
        if self.waiting.len() >= TOGETHER {
            self.link();
        }
    }

    fn link(&mut self) {
        let mut waiting = std::mem::take(&mut self.waiting);
        if self.fault.is_none() {
            let (linker, merges) = (&mut self.linker, &self.merges);
            let add = |reading: &mut Reading| {
                merges.apply(reading);
                // The record has each report once, so all are new.
                let _ = linker.add(reading);
            };
            self.fault = faults::guard(|| waiting.iter_mut().for_each(add)).err();
        }
    }

    fn finish(mut self) -> Result<(Vec<Link>, Across), String> {
        self.link();
        match self.fault {
            Some(fault) => Err(fault),
            None => faults::guard(|| {
                let (links, mut across) = self.linker.finish(None);
                across.each_record(|report, list, index| {
                    if let Some(before) = self.before.get(report) {
                        *index = before.index(list, *index);
                    }
                });
                (links, across)
            }),
        }
    }
}
