//! `rasid import`: readings that were made elsewhere, by `spark/read_archive.py`, into a record.
//!
//! They come from outside like articles do: each is held against its own text before it is kept. What they were
//! made by is kept with them, so that `rasid add` makes anew what other rules made.

mod rows;

use crate::args::Import;
use crate::exit::Exit;
use crate::faults;
use crate::keep::{self, Item, Keeper, Read};
use crate::pipeline::Tally;
use crate::pool;
use crate::progress::Messages;
use crate::rules::BUILTIN_VERSION;
use crate::style::bare;
use rasid_record::Reading;
use rasid_source::shown;
use rasid_store::StoreError;
use rows::{Row, Rows};

/// Longest name of a version of rules.
const LIMIT_VERSION: usize = 100;

/// Does what `args` say.
pub fn run(args: &Import) -> Exit {
    let mut messages = Messages::new(false);
    let rows = match Rows::open(&args.folders) {
        Ok(rows) => rows,
        Err(sentences) => {
            sentences.iter().for_each(|sentence| messages.say(sentence));
            return Exit::SomeWrong;
        }
    };
    let kept = take(args, rows, &mut messages);
    kept.unwrap_or_else(|error| keep::failed(&messages, &error))
}

fn take(args: &Import, rows: Rows, messages: &mut Messages) -> Result<Exit, StoreError> {
    let mut keeper = Keeper::new(&args.record, BUILTIN_VERSION)?;
    let mut tally = Tally::default();
    let progress = rows.progress();
    let worker = || |(place, row): (String, Result<Row, String>)| (place, row.and_then(sound));
    let size = |(_, row): &(String, Result<Row, String>)| row.as_ref().map_or(0, |row| row.reading.len());
    pool::in_order(args.work.jobs(), keep::STOCK, rows, size, worker, |(place, made)| {
        match made {
            Err(sentence) => {
                tally.failed += 1;
                messages.say(&format!("{}: {}", shown(&place), shown(&sentence)));
            }
            Ok((version, read)) => {
                // What this program has read is not replaced by what another version has.
                let known = keeper.known(&read.reading.report.id)?;
                let is_own = version != BUILTIN_VERSION && known.as_deref() == Some(BUILTIN_VERSION);
                keeper.switch(&version)?;
                keeper.take(if is_own { Item::Known } else { Item::Read(read) })?;
                tally.read += 1;
            }
        }
        messages.advance_to(tally.read, progress.taken(), Some(progress.total()));
        Ok::<_, StoreError>(())
    })?;
    messages.finish();
    keeper.conclude(tally, messages).map(|kept| kept.exit)
}

/// A row as a reading that holds together, with the version of the rules that made it.
fn sound(row: Row) -> Result<(String, Box<Read>), String> {
    let version = row.rules;
    if version.is_empty() || version.len() > LIMIT_VERSION || !version.bytes().all(|b| b.is_ascii_graphic()) {
        return Err("the column \"rules\" does not name the version of the rules that made the reading.".to_owned());
    }
    let made = faults::guard(|| {
        let reading: Reading = serde_json::from_str(&row.reading)
            .map_err(|error| format!("this is not a reading in the layout of docs/formats.md ({error})."))?;
        if let Some(fault) = reading.fault() {
            return Err(format!("the reading does not hold together: {fault}"));
        }
        Ok(Box::new(Read::made(reading, None)))
    });
    match made {
        Ok(made) => made.map(|read| (version, read)),
        Err(fault) => {
            Err(format!("this was not kept because of a fault in Rasid; please tell its makers ({}).", bare(&fault)))
        }
    }
}
