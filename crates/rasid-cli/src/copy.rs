//! `rasid copy`: a record copied whole, between files and servers.

use crate::args::Copy;
use crate::exit::Exit;
use crate::keep;
use crate::progress::Messages;
use indicatif::{ProgressBar, ProgressStyle};
use rasid_source::shown_path;
use rasid_store::Store;
use std::time::Duration;

/// Does what `args` say.
pub fn run(args: &Copy) -> Exit {
    let messages = Messages::new(false);
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {elapsed} {msg}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    let copied = Store::open_existing(&args.from)
        .and_then(|store| store.copy(&args.to, |table| bar.set_message(format!("copying {table}"))));
    bar.finish_and_clear();
    match copied {
        Ok(copied) => {
            let rows: usize = copied.tables.iter().map(|(_, rows)| rows).sum();
            let head = copied.head.map_or_else(String::new, |head| format!(" The ledger ends with {head}."));
            messages.say(&format!("{}: {rows} rows copied.{head}", shown_path(&args.to)));
            Exit::Done
        }
        Err(error) => keep::failed(&messages, &error),
    }
}
