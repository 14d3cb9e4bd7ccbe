//! `rasid export`: a record written out.

use crate::args::Export as Arguments;
use crate::exit::Exit;
use crate::facts;
use crate::keep;
use crate::linking;
use crate::progress::Messages;
use rasid_lang::Lexicon;
use rasid_source::shown_path;
use rasid_store::{Export, Exported, Format, Store, StoreError, export};
use std::path::{Path, PathBuf};

/// Does what `args` say.
pub fn run(args: &Arguments) -> Exit {
    let messages = Messages::new(false);
    // The arguments know no other words than these.
    let Some(format) = Format::parse(&args.format) else { return Exit::Arguments };
    let target = args.out.clone().unwrap_or_else(|| target_for(&args.record, format));
    match write(args, format, &target) {
        Ok(written) => {
            messages.say(&format!("{}: {}.", shown_path(&target), told(&written)));
            if let Some(changes) = &written.changes {
                messages.say(&format!("{}: what is new, changed or gone since.", shown_path(changes)));
            }
            Exit::Done
        }
        Err(error) => keep::failed(&messages, &error),
    }
}

/// What was written, in words.
fn told(written: &Exported) -> String {
    let count = |n: usize, one: &str, many: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {many}") };
    let reports = count(written.reports, "report", "reports");
    match written.rows {
        None => format!("{reports} written"),
        Some(rows) => format!("{} written of {reports}", count(rows, "row", "rows")),
    }
}

fn write(args: &Arguments, format: Format, target: &Path) -> Result<Exported, StoreError> {
    let mut store = Store::open_existing(&args.record)?;
    // It is deleted when this is over, whatever comes of it.
    let mut past = None;
    if let Some(cutoff) = &args.as_of {
        let file = past.insert(Past::beside(&args.record));
        store.past(cutoff, &file.0)?;
        store = Store::open_existing(&file.0)?;
        linking::refresh(&mut store, &Messages::new(true))?;
    }
    // An export is the last thing that the program does, so its lexicon may stay.
    let facts = facts::of(Box::leak(Box::new(Lexicon::builtin())));
    let wanted = Export {
        format,
        with_text: args.with_text,
        decided: args.decided,
        since: args.since.as_deref(),
        facts: &facts,
    };
    export(&store, &wanted, target)
}

/// A record as it stood, which is deleted in the end.
struct Past(PathBuf);

impl Past {
    fn beside(record: &Path) -> Self {
        Past(Store::beside(record, &format!(".past-export-{}", std::process::id())))
    }
}

impl Drop for Past {
    fn drop(&mut self) {
        for suffix in ["", "-wal", "-shm", "-journal"] {
            let mut name = self.0.as_os_str().to_owned();
            name.push(suffix);
            // What is not there need not be deleted.
            let _ = std::fs::remove_file(name);
        }
    }
}

/// The file or folder when no other is named: in this folder, called after the record.
fn target_for(record: &Path, format: Format) -> PathBuf {
    PathBuf::from(format!("{}{}", Store::short_name(record), format.ending()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_export_is_called_after_its_record() {
        assert_eq!(target_for(Path::new("a/talks.rasid"), Format::Xlsx), Path::new("talks.xlsx"));
        assert_eq!(target_for(Path::new("a/talks.rasid"), Format::Csv), Path::new("talks-csv"));
        assert_eq!(target_for(Path::new("postgres://u@localhost/talks"), Format::Xlsx), Path::new("talks.xlsx"));
        assert_eq!(target_for(Path::new("postgres://u@localhost/d?schema=may"), Format::Xlsx), Path::new("may.xlsx"));
        assert_eq!(target_for(Path::new("a/talks.rasid"), Format::Acled), Path::new("talks.acled.csv"));
    }
}
