//! `rasid evidence`: what a record holds of a report, as a bundle that can be checked without this program.

use crate::args::Evidence;
use crate::exit::Exit;
use crate::keep;
use crate::output::{Output, whole_folder};
use crate::progress::Messages;
use crate::style::bare;
use rasid_source::{shown, shown_path};
use rasid_store::{BundleFile, Store, StoreError, zipped};
use std::fs;
use std::path::{Path, PathBuf};

/// Does what `args` say.
pub fn run(args: &Evidence) -> Exit {
    let messages = Messages::new(false);
    bundle(args, &messages).unwrap_or_else(|error| keep::failed(&messages, &error))
}

fn bundle(args: &Evidence, messages: &Messages) -> Result<Exit, StoreError> {
    let store = Store::open_existing(&args.record)?;
    let Some(files) = store.evidence(&args.id, true)? else {
        let sentence = match store.tombstone(&args.id)? {
            Some(stone) => format!("was deleted on {} by {}: {}", stone.made_at, bare(&stone.who), bare(&stone.why)),
            None => format!("is not in {}", shown_path(&args.record)),
        };
        messages.say(&format!("The report {} {}.", bare(&args.id), sentence.trim_end_matches('.')));
        return Ok(Exit::SomeWrong);
    };
    let name = format!("evidence-{}", crate::gold::plain(&args.id));
    let out = args.out.clone().unwrap_or_else(|| PathBuf::from(&name));
    let is_file = out.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
    if let Some(exit) = if is_file { as_file(&out, &name, &files, messages) } else { as_folder(&out, &files, messages) }
    {
        return Ok(exit);
    }
    if !files.iter().any(|(name, _)| name.starts_with("received-")) {
        messages.say(
            "What the report was taken from is not in the record, since it was added before that was kept; add it again.",
        );
    }
    messages.say(&format!("{}: {} files. Check them with `sha256sum -c SHA256SUMS`.", shown_path(&out), files.len()));
    Ok(Exit::Done)
}

/// Writes the bundle as one file; how the command ends where that fails.
fn as_file(out: &Path, name: &str, files: &[BundleFile], messages: &Messages) -> Option<Exit> {
    let bytes = match zipped(name, files) {
        Ok(bytes) => bytes,
        Err(error) => {
            messages.say(&shown(&error.to_string()));
            return Some(Exit::Record);
        }
    };
    let written = Output::open(Some(out)).and_then(|mut output| {
        output.write(&bytes)?;
        output.finish()
    });
    written.err().map(|error| error.told(messages))
}

fn as_folder(out: &Path, files: &[BundleFile], messages: &Messages) -> Option<Exit> {
    let fill = |folder: &Path| files.iter().try_for_each(|(name, bytes)| fs::write(folder.join(name), bytes));
    let error = whole_folder(out, fill).err()?;
    messages.say(&format!(
        "Nothing was written to {} because it could not be: {}; make room or give another name.",
        shown_path(out),
        shown(&error.to_string())
    ));
    Some(Exit::Record)
}
