//! `rasid copy`: a record copied whole, between files and servers.

use crate::args::Copy;
use crate::exit::Exit;
use crate::keep;
use crate::progress::Messages;
use indicatif::{ProgressBar, ProgressStyle};
use rasid_source::shown_path;
use rasid_store::{Logins, Store, StoreError};
use std::time::Duration;

/// Does what `args` say.
pub fn run(args: &Copy) -> Exit {
    let messages = Messages::new(false);
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {elapsed} {msg}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    // Looked at before the work, which would else be done for nothing.
    match Logins::is_taken(&args.to) {
        Ok(true) if args.accounts => {
            messages.say(&format!(
                "There are accounts at {} already; give another place, or copy without --accounts.",
                shown_path(&args.to)
            ));
            return Exit::Record;
        }
        Ok(_) => {}
        Err(error) => return keep::failed(&messages, &error),
    }
    let copied = Store::open_existing(&args.from)
        .and_then(|store| store.copy(&args.to, |table| bar.set_message(format!("copying {table}"))));
    bar.finish_and_clear();
    match copied {
        Ok(copied) => {
            let rows: usize = copied.tables.iter().map(|(_, rows)| rows).sum();
            let head = copied.head.map_or_else(String::new, |head| format!(" The ledger ends with {head}."));
            messages.say(&format!("{}: {rows} rows copied.{head}", shown_path(&args.to)));
            accounts(args, &messages).unwrap_or_else(|error| {
                messages.say("The record is copied, but its accounts are not.");
                keep::failed(&messages, &error)
            })
        }
        Err(error) => keep::failed(&messages, &error),
    }
}

/// Copies the accounts where that is asked for, else says that there are some.
fn accounts(args: &Copy, messages: &Messages) -> Result<Exit, StoreError> {
    let count = |n: usize| if n == 1 { "1 account".to_owned() } else { format!("{n} accounts") };
    if args.accounts {
        if let Some(copied) = Logins::copy(&args.from, &args.to)? {
            messages.say(&format!("{} copied; everybody must log in anew.", count(copied)));
        }
    } else if let Some(logins) = Logins::open(&args.from)? {
        messages.say(&format!("{} not copied; --accounts copies who may log in.", count(logins.list()?.len())));
    }
    Ok(Exit::Done)
}
