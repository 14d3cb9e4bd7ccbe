//! Readings into a record, a batch at a time.

use crate::args::{Inputs, Work};
use crate::clock;
use crate::exit::Exit;
use crate::linking::{self, Ahead};
use crate::pipeline::{self, Tally};
use crate::progress::Messages;
use crate::rules::Rules;
use crate::style::bare;
use rasid_read::Reader;
use rasid_record::{Capture, Reading, Received, Report, Sketch};
use rasid_source::{shown, shown_path};
use rasid_store::{Added, Entry, ErrorKind, Packed, Stamp, Store, StoreError, Written};
use std::path::Path;
use std::sync::Mutex;

/// Reports in a batch: enough to make the disk's work small, few enough to lose little. Most pages of the indexes are written
/// again with each batch, since reports come to them in no order.
const BATCH: usize = 500;
/// Bytes of text in a batch.
const BATCH_BYTES: usize = 16 * 1024 * 1024;

/// Reports on their way meanwhile, so that threads go on reading while a batch is written.
pub const STOCK: usize = BATCH;

/// What `rasid add` and `rasid open` have done.
pub struct Kept {
    /// The record; nothing where there is none and nothing came that would be kept in it.
    pub store: Option<Store>,
    /// What remains to be said by the exit code.
    pub exit: Exit,
}

/// Reads `inputs` by `rules`, keeps them in the record at `path` linked with what is there, and says what
/// became of them. What was deleted from the record before is left out unless `even_deleted`.
pub fn keep(
    rules: &Rules,
    inputs: &Inputs,
    path: &Path,
    work: &Work,
    even_deleted: bool,
    messages: &mut Messages,
) -> Result<Kept, StoreError> {
    let mut keeper = Keeper { even_deleted, ..Keeper::new(path, &rules.version)? };
    let connections = Mutex::new(keeper.connections(work.jobs())?);
    let read = || {
        // A thread that has no connection reads what is known already too; the result is the same.
        let record = connections.lock().map_or(None, |mut free| free.pop());
        move |reader: &mut Reader<'_>, Received { report, capture }: Received| {
            let report = report.complete();
            if record.as_ref().is_some_and(|record| is_known(record, &report, &rules.version)) {
                return Item::Known;
            }
            Item::Read(Box::new(Read::of(reader, report, &capture)))
        }
    };
    let reports = inputs.reports();
    let tally = pipeline::run(&rules.lexicon, reports, (work.jobs(), STOCK), messages, read, |item| keeper.take(item))?;
    keeper.conclude(tally, messages)
}

/// The exit code for trouble with a record, which is said.
pub fn failed(messages: &Messages, error: &StoreError) -> Exit {
    messages.say(&shown(&error.to_string()));
    Exit::Record
}

/// The name in `--by` as decisions are kept under: one line, not too long. Where it is none, that is said.
pub fn by(typed: &str, messages: &Messages) -> Result<String, Exit> {
    let name = typed.trim();
    if name.is_empty() || name.chars().count() > 40 || name.chars().any(char::is_control) {
        messages.say("--by is the name of somebody: at most forty letters, in one line.");
        return Err(Exit::Arguments);
    }
    Ok(name.to_owned())
}

fn sentence(path: &Path, added: &Added) -> String {
    let Added { new, known, reread, .. } = added;
    let mut parts = vec![format!("{new} new"), format!("{known} already there")];
    if *reread > 0 {
        parts.push(format!("{reread} read anew by this version"));
    }
    format!("{}: {}.", shown_path(path), parts.join(", "))
}

/// What became of a report.
pub enum Item {
    /// It was not in the record, or was read by other rules.
    Read(Box<Read>),
    /// The same is in the record already, read by the same rules.
    Known,
}

/// A report that was read.
pub struct Read {
    /// Its reading.
    pub reading: Reading,
    /// The words under which it is found.
    pub terms: String,
    /// What it was taken from; nothing where that is not known.
    pub packed: Option<Packed>,
    /// The form in which the reading is kept.
    written: Option<Written>,
}

impl Read {
    /// Reads a report that is complete.
    pub fn of(reader: &mut Reader<'_>, report: Report, capture: &Capture) -> Self {
        let reading = reader.read(report);
        let packed = Packed::of(capture, &reading.report.text);
        Read::made(reading, Some(packed))
    }

    /// A reading, with all that can be made of it by many threads at once: one alone can write into a record.
    pub fn made(mut reading: Reading, packed: Option<Packed>) -> Self {
        let terms = rasid_lang::search_terms(&reading.report.text);
        let written = Written::of(&reading);
        if written.is_some() {
            // It is in what is written, and nothing else is made of it. Throwing it away takes time too.
            reading.sketch = Sketch::default();
        }
        Read { reading, terms, packed, written }
    }

    /// Keeps reports that were read; those that were deleted from the record before only where `even_deleted`.
    pub fn keep(batch: &[Read], store: &mut Store, version: &str, even_deleted: bool) -> Result<Added, StoreError> {
        let of = |read| {
            let Read { reading, terms, packed, written }: &Read = read;
            Entry { packed: packed.as_ref(), written: written.as_ref(), even_deleted, ..Entry::of(reading, terms) }
        };
        let entries: Vec<Entry<'_>> = batch.iter().map(of).collect();
        store.add_batch(&entries, &Stamp { rules_version: version, at: &clock::now() })
    }
}

/// Whether the record has exactly this report with its capture, read by the same rules, so that it need not be read
/// again.
fn is_known(record: &Store, report: &Report, version: &str) -> bool {
    // Trouble with the record will show itself again when it is written.
    let kept = record.report(&report.id).ok().flatten();
    kept.is_some_and(|kept| kept.rules_version == version && kept.reading.report == *report)
        && record.is_captured(&report.id).unwrap_or(false)
}

/// Puts readings into a record, a batch at a time.
pub struct Keeper<'p> {
    path: &'p Path,
    /// By which rules the readings of the batch were made.
    version: String,
    /// Whether reports are added that were deleted before.
    even_deleted: bool,
    store: Option<Store>,
    /// What links the readings while more come; nothing before the first batch.
    ahead: Option<Ahead>,
    batch: Vec<Read>,
    bytes: usize,
    added: Added,
}

impl<'p> Keeper<'p> {
    /// Opens the record where there is one, so that trouble with it is known before the work. A new
    /// one is made when there is something to keep.
    pub fn new(path: &'p Path, version: &str) -> Result<Self, StoreError> {
        let store = match Store::open_existing(path) {
            Ok(store) => Some(store),
            Err(error) if error.kind() == ErrorKind::Missing => None,
            Err(error) => return Err(error),
        };
        Ok(Keeper {
            path,
            version: version.to_owned(),
            even_deleted: false,
            store,
            ahead: None,
            batch: Vec::new(),
            bytes: 0,
            added: Added::default(),
        })
    }

    /// Connections to ask what is known, one for each thread; none where there is no record yet.
    fn connections(&self, jobs: usize) -> Result<Vec<Store>, StoreError> {
        self.store.iter().flat_map(|store| (0..jobs).map(|_| store.reader())).collect()
    }

    /// The version of the rules by which the record has a report read, where it has it.
    pub fn known(&self, report_id: &str) -> Result<Option<String>, StoreError> {
        self.store.as_ref().map_or(Ok(None), |store| store.rules_version_of(report_id))
    }

    /// Takes readings that were made by the rules of `version` from here on.
    pub fn switch(&mut self, version: &str) -> Result<(), StoreError> {
        if self.version != version {
            self.flush()?;
            version.clone_into(&mut self.version);
        }
        Ok(())
    }

    /// Takes what became of a report.
    pub fn take(&mut self, item: Item) -> Result<(), StoreError> {
        if self.store.is_none() {
            self.store = Some(Store::open(self.path)?);
        }
        match item {
            Item::Known => {
                self.added.known += 1;
                return Ok(());
            }
            Item::Read(read) => {
                self.bytes += read.reading.report.text.len() + read.packed.as_ref().map_or(0, Packed::len);
                self.batch.push(*read);
            }
        }
        if self.batch.len() < BATCH && self.bytes < BATCH_BYTES {
            return Ok(());
        }
        if let (None, Some(store)) = (&self.ahead, &self.store) {
            // For fewer reports it is not worth a thread.
            self.ahead = Some(Ahead::of(store)?);
        }
        self.flush()
    }

    fn flush(&mut self) -> Result<(), StoreError> {
        let Some(store) = &mut self.store else { return Ok(()) };
        let added = Read::keep(&self.batch, store, &self.version, self.even_deleted)?;
        if let Some(ahead) = &mut self.ahead {
            ahead.note(store, &added);
        }
        self.added.merge(added);
        self.batch.clear();
        self.bytes = 0;
        Ok(())
    }

    /// Keeps what is left, links it with what is there, and says what became of it all.
    pub fn conclude(mut self, tally: Tally, messages: &Messages) -> Result<Kept, StoreError> {
        self.flush()?;
        for id in &self.added.clashes {
            messages.say(&format!(
                "The report {} was not kept: another one of this identifier is in the record.",
                bare(id)
            ));
        }
        for id in &self.added.buried {
            messages.say(&format!(
                "The report {} was not kept: it was deleted from the record before (--even-deleted adds it all the same).",
                bare(id)
            ));
        }
        let refused = (self.added.clashes.len() + self.added.buried.len()) as u64;
        let tally = Tally { read: tally.read - refused, failed: tally.failed + refused };
        if let Some(store) = &mut self.store {
            messages.say(&sentence(self.path, &self.added));
            linking::refresh_from(store, self.ahead, messages)?;
        }
        Ok(Kept { store: self.store, exit: crate::read::conclude(messages, tally) })
    }
}
