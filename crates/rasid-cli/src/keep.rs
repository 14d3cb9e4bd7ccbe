//! Readings into a record, a batch at a time.

use crate::args::Work;
use crate::clock;
use crate::exit::Exit;
use crate::pipeline::{self, Tally};
use crate::progress::Messages;
use crate::style::bare;
use rasid_record::Reading;
use rasid_source::{shown, shown_path};
use rasid_store::{Added, Entry, ErrorKind, Stamp, Store, StoreError};
use std::path::{Path, PathBuf};

/// Version of the rules and tables by which this program reads: a record whose readings were made by
/// another one is read anew.
pub const RULES_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Reports in a batch: enough to make the disk's work small, few enough to lose little.
const BATCH: usize = 200;
/// Bytes of text in a batch.
const BATCH_BYTES: usize = 16 * 1024 * 1024;

/// What `rasid add` and `rasid open` have done.
pub struct Kept {
    /// The record; nothing where there is none and nothing came that would be kept in it.
    pub store: Option<Store>,
    /// What remains to be said by the exit code.
    pub exit: Exit,
}

/// Reads `inputs` and keeps them in the record at `path`, and says what became of them.
pub fn keep(inputs: &[PathBuf], path: &Path, work: &Work, messages: &mut Messages) -> Result<Kept, StoreError> {
    let mut keeper = Keeper::new(path)?;
    let make = |reading: Reading| {
        let terms = rasid_lang::search_terms(&reading.report.text);
        (reading, terms)
    };
    let reports = rasid_source::open(inputs);
    let mut tally = pipeline::run(reports, work.jobs(), messages, make, |kept| keeper.take(kept))?;
    keeper.flush()?;
    for id in &keeper.added.clashes {
        messages
            .say(&format!("The report {} was not kept: another one of this identifier is in the record.", bare(id)));
    }
    let clashes = keeper.added.clashes.len() as u64;
    tally = Tally { read: tally.read - clashes, failed: tally.failed + clashes };
    if keeper.store.is_some() {
        messages.say(&sentence(path, &keeper.added));
    }
    Ok(Kept { store: keeper.store, exit: crate::read::conclude(messages, tally) })
}

/// The exit code for trouble with a record, which is said.
pub fn failed(messages: &Messages, error: &StoreError) -> Exit {
    messages.say(&shown(&error.to_string()));
    Exit::Record
}

fn sentence(path: &Path, added: &Added) -> String {
    let Added { new, known, reread, .. } = added;
    let mut parts = vec![format!("{new} new"), format!("{known} already there")];
    if *reread > 0 {
        parts.push(format!("{reread} read anew by this version"));
    }
    format!("{}: {}.", shown_path(path), parts.join(", "))
}

struct Keeper<'p> {
    path: &'p Path,
    store: Option<Store>,
    batch: Vec<(Reading, String)>,
    bytes: usize,
    added: Added,
}

impl<'p> Keeper<'p> {
    /// Opens the record where there is one, so that trouble with it is known before the work. A new
    /// one is made when there is something to keep.
    fn new(path: &'p Path) -> Result<Self, StoreError> {
        let store = match Store::open_existing(path) {
            Ok(store) => Some(store),
            Err(error) if error.kind() == ErrorKind::Missing => None,
            Err(error) => return Err(error),
        };
        Ok(Keeper { path, store, batch: Vec::new(), bytes: 0, added: Added::default() })
    }

    fn take(&mut self, kept: (Reading, String)) -> Result<(), StoreError> {
        if self.store.is_none() {
            self.store = Some(Store::open(self.path)?);
        }
        self.bytes += kept.0.report.text.len();
        self.batch.push(kept);
        if self.batch.len() >= BATCH || self.bytes >= BATCH_BYTES { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), StoreError> {
        let Some(store) = &mut self.store else { return Ok(()) };
        let entries: Vec<Entry<'_>> =
            self.batch.iter().map(|(reading, terms)| Entry { reading, search_terms: terms }).collect();
        let stamp = Stamp { rules_version: RULES_VERSION, at: &clock::now() };
        self.added.merge(store.add_batch(&entries, &stamp)?);
        self.batch.clear();
        self.bytes = 0;
        Ok(())
    }
}
