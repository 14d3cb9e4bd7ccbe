//! What must hold for a record, seen from outside.

mod adding;
mod agreements;
mod captures;
mod copying;
mod evidence;
mod exports;
mod killed;
mod layouts;
mod ledger;
mod links;
mod lists;
mod looked;
mod opening;
mod pages;
mod past;
mod place;
mod reviews;
mod sample;
mod served;
mod tombstones;
mod verify;

use place::record;
use rasid_record::Reading;
use rasid_store::{Added, Entry, Stamp, Store};
use std::path::PathBuf;

/// An empty folder of a test's own.
fn scratch(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Adds readings made by the rules of version `version`.
fn add(store: &mut Store, readings: &[Reading], version: &str) -> Added {
    let entries: Vec<Entry<'_>> = readings.iter().map(|reading| Entry::of(reading, "هدن تمدد")).collect();
    store.add_batch(&entries, &Stamp { rules_version: version, at: "2018-03-01T00:00:00Z" }).unwrap()
}

/// A record of made-up readings.
fn filled(name: &str, readings: &[Reading]) -> Store {
    let mut store = Store::open(&record(name)).unwrap();
    add(&mut store, readings, "1");
    store
}

/// Three small readings from two outlets.
fn three() -> Vec<Reading> {
    vec![
        sample::talks("A", "2018-02-26T14:05"),
        sample::talks("B", "2018-02-27"),
        sample::talks("A", "2018-02-28T09:00+02:00"),
    ]
}
