//! `rasid gold`: reviewed reports as gold readings, which `rasid score` compares others with.

use crate::args::Gold;
use crate::exit::Exit;
use crate::keep;
use crate::output::whole_folder;
use crate::progress::Messages;
use rasid_record::{List, Reading};
use rasid_source::{shown, shown_path};
use rasid_store::{Store, StoreError};
use serde_json::{Map, Value};
use std::fs;
use std::io;
use std::path::Path;

/// Does what `args` say.
pub fn run(args: &Gold) -> Exit {
    let messages = Messages::new(false);
    let gold = match reviewed(&args.record) {
        Ok(gold) => gold,
        Err(error) => return keep::failed(&messages, &error),
    };
    if gold.is_empty() {
        messages.say(&format!(
            "{}: no report is reviewed to the end; say so at the desk, on the page of the report.",
            shown_path(&args.record)
        ));
        return Exit::SomeWrong;
    }
    if let Err(error) = write(&args.out, &gold) {
        messages.say(&format!(
            "Nothing was written to {} because it could not be: {}; make room or give another folder.",
            shown_path(&args.out),
            shown(&error.to_string())
        ));
        return Exit::Record;
    }
    messages.say(&format!("{}: {} written.", shown_path(&args.out), reports(gold.len())));
    for &list in List::ALL {
        let without = gold.iter().filter(|(_, lists)| !lists.contains(&list)).count();
        if without > 0 {
            messages.say(&format!("{list}: not reviewed in {}, which will not be scored for it.", reports(without)));
        }
    }
    Exit::Done
}

fn reports(count: usize) -> String {
    if count == 1 { "1 report".to_owned() } else { format!("{count} reports") }
}

/// Every report that is reviewed to the end in some lists, as people decided it, with these lists.
fn reviewed(record: &Path) -> Result<Vec<(Reading, Vec<List>)>, StoreError> {
    let store = Store::open_existing(record)?;
    let mut gold = Vec::new();
    for (report, lists) in store.completed()? {
        gold.extend(store.reviewed(&report)?.map(|reading| (reading, lists)));
    }
    Ok(gold)
}

/// Writes a file for each report into a new folder, which gets its name when it is whole.
fn write(folder: &Path, gold: &[(Reading, Vec<List>)]) -> io::Result<()> {
    whole_folder(folder, |unfinished| {
        gold.iter().enumerate().try_for_each(|(n, (reading, lists))| {
            let name = format!("{:04}-{}.json", n + 1, plain(&reading.report.id));
            fs::write(unfinished.join(name), file(reading, lists)?)
        })
    })
}

/// A gold reading: the report and the lists that are reviewed. What another list holds is not said.
fn file(reading: &Reading, lists: &[List]) -> io::Result<String> {
    let mut whole: Map<String, Value> = match serde_json::to_value(reading)? {
        Value::Object(whole) => whole,
        _ => Map::new(),
    };
    for list in List::ALL.iter().filter(|list| !lists.contains(list)) {
        whole.remove(list.as_str());
    }
    for name in ["places", "notes", "sketch"] {
        whole.remove(name);
    }
    Ok(serde_json::to_string_pretty(&whole)? + "\n")
}

/// An identifier as part of a file's name.
pub fn plain(id: &str) -> String {
    id.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).take(80).collect()
}
