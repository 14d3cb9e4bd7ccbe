//! `rasid redact`: a record that may be shared.

use crate::args::Redact;
use crate::clock;
use crate::exit::Exit;
use crate::keep;
use crate::linking::{self, Taken};
use crate::output::beside;
use crate::progress::Messages;
use crate::rules::BUILTIN_VERSION;
use rasid_lang::display::Tongue;
use rasid_lang::{Lexicon, Point};
use rasid_record::{Located, Reading};
use rasid_source::shown_path;
use rasid_store::{Entry, Redaction, Redactor, Stamp, Store, StoreError, Wider, without_sketch};
use std::fs;
use std::path::{Path, PathBuf};

/// Reports that are kept together.
const BATCH: usize = 200;

/// What is said in the record itself.
const LEFT_OUT: &str = "Made from another record to be shared. Left out: texts, words of statements and commitments, titles, \
    addresses, private persons, health sites and shelters, bytes as received, the ledger of decisions, the agreement \
    register, briefings, what people watch, tombstones, accounts. Decisions are applied to the records.";

/// Does what `args` say.
pub fn run(args: &Redact) -> Exit {
    let messages = Messages::new(false);
    if args.out.symlink_metadata().is_ok() {
        messages.say(&format!(
            "There is something at {} already; give another name or remove it first.",
            shown_path(&args.out)
        ));
        return Exit::Record;
    }
    // The record gets its name when it is whole.
    let half = Half(beside(&args.out));
    let done = redact(&args.record, &half.0, &messages);
    let done = done.and_then(|count| match fs::rename(&half.0, &args.out) {
        Ok(()) => Ok(count),
        Err(error) => Err(StoreError::export(&args.out, &error)),
    });
    match done {
        Ok(count) => {
            messages.say(&format!(
                "{}: {count} reports without their texts, private persons, health sites and shelters. Look at it \
                 before you pass it on.",
                shown_path(&args.out)
            ));
            Exit::Done
        }
        Err(error) => keep::failed(&messages, &error),
    }
}

/// Makes the record at `out`; how many reports it has.
fn redact(record: &Path, out: &Path, messages: &Messages) -> Result<usize, StoreError> {
    let source = Store::open_existing(record)?;
    let lexicon = Lexicon::builtin();
    let is_known = |id: &str| lexicon.display_name(id, Tongue::English).is_some();
    let gazetteer = lexicon.gazetteer();
    let governorate = |place: &Located| {
        let point = place.lat.zip(place.lon).map(|(lat, lon)| Point { lat: lat.0, lon: lon.0 });
        let found = gazetteer.governorate(place.country.as_deref()?, place.geonames, point)?;
        let Point { lat, lon } = found.entry.point;
        Some(Wider { name: found.name.to_owned(), lat, lon, geonames: found.entry.geonames })
    };
    let mut redactor = Redactor::new(Redaction {
        is_known: &is_known,
        is_shielded: &rasid_lang::is_shielded_site,
        governorate: &governorate,
    });
    let mut ids = Vec::new();
    // Who is private is learned from all reports, as rules read them and as people corrected them, before the first is
    // written: a name that one report gives to nobody public is taken out of all.
    source.readings(|reading| {
        redactor.learn(&reading);
        ids.push(reading.report.id);
    })?;
    for id in &ids {
        if let Some(reading) = source.reviewed(id)? {
            redactor.learn(&reading);
        }
    }
    let mut taken = Taken::decided(&source)?;
    let mut store = Store::open(out)?;
    let mut batch: Vec<(Reading, String)> = Vec::new();
    for (n, id) in ids.iter().enumerate() {
        let Some(reading) = source.reviewed(id)? else { continue };
        let redacted = redactor.redact(&reading, n + 1);
        let terms = rasid_lang::search_terms(&redacted.report.text);
        batch.push((without_sketch(redacted.clone()), terms));
        taken.take(redacted);
        if batch.len() >= BATCH {
            write(&mut store, &mut batch)?;
        }
    }
    write(&mut store, &mut batch)?;
    let changes = store.linking()?.changes();
    if let Err(fault) = taken.keep(&mut store, changes)? {
        linking::tell(&fault, messages);
    }
    store.mark_redacted(LEFT_OUT)?;
    store.settle()?;
    Ok(ids.len())
}

fn write(store: &mut Store, batch: &mut Vec<(Reading, String)>) -> Result<(), StoreError> {
    let entries: Vec<Entry<'_>> = batch.iter().map(|(reading, terms)| Entry::of(reading, terms)).collect();
    store.add_batch(&entries, &Stamp { rules_version: BUILTIN_VERSION, at: &clock::now() })?;
    batch.clear();
    Ok(())
}

/// A record that is being written, thrown away unless it got its name.
struct Half(PathBuf);

impl Drop for Half {
    fn drop(&mut self) {
        for suffix in ["", "-wal", "-shm"] {
            let mut name = self.0.as_os_str().to_owned();
            name.push(suffix);
            // What is not there need not be removed.
            let _ = fs::remove_file(PathBuf::from(name));
        }
    }
}
