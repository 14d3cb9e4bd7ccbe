//! `rasid export`: a record written out.

use crate::args::Export;
use crate::exit::Exit;
use crate::keep;
use crate::progress::Messages;
use rasid_source::shown_path;
use rasid_store::{Format, Store, StoreError, export};
use std::path::{Path, PathBuf};

/// Does what `args` say.
pub fn run(args: &Export) -> Exit {
    let messages = Messages::new(false);
    // The arguments know no other words than these.
    let Some(format) = Format::parse(&args.format) else { return Exit::Arguments };
    let target = args.out.clone().unwrap_or_else(|| target_for(&args.record, format));
    match write(args, format, &target) {
        Ok(count) => {
            let reports = if count == 1 { "1 report".to_owned() } else { format!("{count} reports") };
            messages.say(&format!("{}: {reports} written.", shown_path(&target)));
            Exit::Done
        }
        Err(error) => keep::failed(&messages, &error),
    }
}

fn write(args: &Export, format: Format, target: &Path) -> Result<usize, StoreError> {
    export(&Store::open_existing(&args.record)?, format, target, args.with_text)
}

/// The file or folder when no other is named: in this folder, called after the record.
fn target_for(record: &Path, format: Format) -> PathBuf {
    let stem = record.file_stem().unwrap_or_default().to_string_lossy();
    let joint = if format.is_folder() { '-' } else { '.' };
    PathBuf::from(format!("{stem}{joint}{}", format.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_export_is_called_after_its_record() {
        assert_eq!(target_for(Path::new("a/talks.rasid"), Format::Xlsx), Path::new("talks.xlsx"));
        assert_eq!(target_for(Path::new("a/talks.rasid"), Format::Csv), Path::new("talks-csv"));
    }
}
