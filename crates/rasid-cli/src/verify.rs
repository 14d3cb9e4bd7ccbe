//! `rasid verify`: whether a record is as it was written.

use crate::args::Verify;
use crate::exit::Exit;
use crate::keep;
use crate::output::Output;
use crate::progress::Messages;
use crate::style::bare;
use rasid_source::shown_path;
use rasid_store::{Store, Verified};
use std::fmt::Write;

/// Does what `args` say.
pub fn run(args: &Verify) -> Exit {
    let messages = Messages::new(false);
    let found = match Store::open_existing(&args.record).and_then(|store| store.verify()) {
        Ok(found) => found,
        Err(error) => return keep::failed(&messages, &error),
    };
    let mut text = String::new();
    for fault in &found.faults {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}\t{}\t{}", bare(&fault.table), bare(&fault.row), bare(&fault.what));
    }
    if let Some(exit) = Output::print(&text, &messages) {
        return exit;
    }
    messages.say(&format!("{}: {}", shown_path(&args.record), sentence(&found)));
    if found.faults.is_empty() { Exit::Done } else { Exit::SomeWrong }
}

/// What was looked at, and how it is.
fn sentence(found: &Verified) -> String {
    let Verified { texts, records, decisions, deleted, .. } = found;
    let mut sentence = format!("{texts} texts, {records} records and {decisions} decisions were looked at");
    if *deleted > 0 {
        sentence += &format!(" (what {deleted} of them said was deleted)");
    }
    match found.faults.len() {
        0 => sentence += "; all is as it was written.",
        1 => sentence += "; one row is not as it was written.",
        n => sentence += &format!("; {n} rows are not as they were written."),
    }
    if let Some(head) = &found.head {
        sentence += &format!(" The ledger ends with {head}.");
    }
    sentence
}
