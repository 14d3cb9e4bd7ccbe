//! `rasid delete`: a report goes for good, and a tombstone stays.

use crate::args::Delete;
use crate::chance;
use crate::clock;
use crate::exit::Exit;
use crate::keep;
use crate::linking;
use crate::progress::Messages;
use crate::style::bare;
use rasid_source::shown_path;
use rasid_store::{Burial, Deletion, Store, StoreError};

/// Does what `args` say.
pub fn run(args: &Delete) -> Exit {
    let messages = Messages::new(false);
    let by = match keep::by(&args.by, &messages) {
        Ok(by) => by,
        Err(exit) => return exit,
    };
    let reason = args.reason.trim();
    if reason.is_empty() || reason.chars().count() > 1000 {
        messages.say("--reason says why, in at most a thousand letters.");
        return Exit::Arguments;
    }
    delete(args, &by, reason, &messages).unwrap_or_else(|error| keep::failed(&messages, &error))
}

fn delete(args: &Delete, who: &str, why: &str, messages: &Messages) -> Result<Exit, StoreError> {
    let mut store = Store::open_existing(&args.record)?;
    let mut salt = [0; 16];
    chance::fill(&mut salt);
    let deleted = store.delete_report(&args.id, &Burial { who, at: &clock::now(), why, salt: &salt })?;
    let Some(Deletion { tombstone, same_text }) = deleted else {
        let was = if store.tombstone(&args.id)?.is_some() { " any more; it was deleted before" } else { "" };
        messages.say(&format!("There is no report {} in {}{was}.", bare(&args.id), shown_path(&args.record)));
        return Ok(Exit::SomeWrong);
    };
    linking::refresh(&mut store, messages)?;
    let decided = tombstone.buried.iter().filter(|row| row.name == "decision_payloads").count();
    messages.say(&format!(
        "{}: report {} is deleted, with what {decided} decisions said; decision {} of the ledger says so.",
        shown_path(&args.record),
        bare(&args.id),
        tombstone.seq
    ));
    if !same_text.is_empty() {
        let others: Vec<String> = same_text.iter().map(|id| bare(id).to_string()).collect();
        messages.say(&format!(
            "The same text stays in {}, which {} not deleted.",
            others.join(", "),
            if others.len() == 1 { "was" } else { "were" }
        ));
    }
    messages.say("Exports, backups and other copies of the record still hold it, and so may the disk.");
    Ok(Exit::Done)
}
