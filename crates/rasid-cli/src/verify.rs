//! `rasid verify`: whether a record is as it was written.

use crate::args::Verify;
use crate::exit::Exit;
use crate::keep;
use crate::output::Output;
use crate::progress::Messages;
use crate::rules::BUILTIN_VERSION;
use crate::style::bare;
use rasid_source::shown_path;
use rasid_store::{Checks, Logins, Store, Verified};
use std::fmt::Write;

/// Does what `args` say.
pub fn run(args: &Verify) -> Exit {
    let messages = Messages::new(false);
    let checks = Checks {
        again: &|capture, report| rasid_source::again(capture).is_of(report),
        terms: &rasid_lang::search_terms,
        rules_version: BUILTIN_VERSION,
    };
    let found = match Store::open_existing(&args.record).and_then(|store| store.verify_by(&checks)) {
        Ok(found) => found,
        Err(error) => return keep::failed(&messages, &error),
    };
    let mut text = String::new();
    let accounts =
        Logins::open(&args.record).and_then(|logins| logins.map_or(Ok(Vec::new()), |logins| logins.faults()));
    let accounts = match accounts {
        Ok(faults) => faults,
        Err(error) => return keep::failed(&messages, &error),
    };
    for fault in found.faults.iter().chain(&accounts) {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}\t{}\t{}", bare(&fault.table), bare(&fault.row), bare(&fault.what));
    }
    if let Some(exit) = Output::print(&text, &messages) {
        return exit;
    }
    messages.say(&format!("{}: {}", shown_path(&args.record), sentence(&found, accounts.len())));
    messages.say(&chain(&found));
    if found.faults.is_empty() && accounts.is_empty() { Exit::Done } else { Exit::SomeWrong }
}

/// What was looked at, and how it is.
fn sentence(found: &Verified, of_accounts: usize) -> String {
    let Verified { texts, records, decisions, deleted, .. } = found;
    let mut sentence = format!("{texts} texts, {records} records and {decisions} decisions were looked at");
    if *deleted > 0 {
        sentence += &format!(" (what {deleted} of them said was deleted)");
    }
    match found.faults.len() + of_accounts {
        0 => sentence += "; all is as it was written.",
        1 => sentence += "; one row is not as it was written.",
        n => sentence += &format!("; {n} rows are not as they were written."),
    }
    if let Some(head) = &found.head {
        sentence += &format!(" The ledger ends with {head}.");
    }
    sentence
}

/// What was looked at of the chain from what was received to the words of records.
fn chain(found: &Verified) -> String {
    let Verified { captured, again, unknown, spans, indexed, tombstones, .. } = found;
    let mut sentence = format!(
        "The hashes of {captured} captured pieces were worked out, {again} texts were taken out of them once more"
    );
    if *unknown > 0 {
        sentence += &format!(" ({unknown} were not: what took them out was of another version)");
    }
    sentence += &format!(", {spans} words were looked up in their texts, and {indexed} reports in the index.");
    if *tombstones > 0 {
        sentence += &format!(" {tombstones} reports were deleted.");
    }
    sentence
}
