//! `rasid agreement`: the register of agreements from the terminal.

use crate::args::{Agreement as Args, Register};
use crate::clock;
use crate::exit::Exit;
use crate::keep;
use crate::output::Output;
use crate::progress::Messages;
use crate::style::bare;
use rasid_record::Agreement;
use rasid_source::shown_path;
use rasid_store::{AgreementVersion, Entered, KeptAgreement, Store, StoreError};
use std::fmt::Write;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The largest file that is read: far more than any signed text.
const LIMIT: u64 = 8 * 1024 * 1024;

/// Does what `args` say.
pub fn run(args: &Args) -> Exit {
    let messages = Messages::new(false);
    match &args.what {
        Register::Add { record, by, why, files } => {
            // What is wrong with the arguments is told before anything is opened.
            match keep::by(by, &messages) {
                Ok(by) => {
                    add(record, &by, why, files, &messages).unwrap_or_else(|error| keep::failed(&messages, &error))
                }
                Err(exit) => exit,
            }
        }
        Register::List { record } => match Store::open_existing(record).and_then(|store| store.agreements(false)) {
            Ok(all) => Output::print(&lines(&all), &messages).unwrap_or(Exit::Done),
            Err(error) => keep::failed(&messages, &error),
        },
        Register::Export { record, out, id } => {
            match Store::open_existing(record).and_then(|store| store.registered(id, None)) {
                Ok(Some(kept)) => export(&kept.agreement, out.as_deref(), &messages),
                Ok(None) => {
                    messages.say(&format!("There is no agreement {} in {}.", bare(id), shown_path(record)));
                    Exit::SomeWrong
                }
                Err(error) => keep::failed(&messages, &error),
            }
        }
    }
}

fn add(record: &Path, by: &str, why: &str, files: &[PathBuf], messages: &Messages) -> Result<Exit, StoreError> {
    let mut store = Store::open_existing(record)?;
    let mut exit = Exit::Done;
    for file in files {
        match read(file) {
            Ok(agreement) => {
                let at = clock::now();
                let from = store.registered(&agreement.id, None)?.map_or(0, |kept| kept.version);
                let kept = store.keep_agreement(&agreement, from, false, &Entered { who: by, at: &at, why })?;
                let (id, clauses) = (bare(&agreement.id), agreement.clauses.len());
                messages.say(&match kept {
                    KeptAgreement::New(1) => format!("{id}: entered with {clauses} clauses."),
                    KeptAgreement::New(version) => format!("{id}: version {version} entered with {clauses} clauses."),
                    KeptAgreement::Same(version) => format!("{id}: version {version} says the same already."),
                    KeptAgreement::Behind(_) => {
                        format!("{id}: somebody else entered a version just now; add it again.")
                    }
                });
            }
            Err(what) => {
                messages.say(&what);
                exit = Exit::SomeWrong;
            }
        }
    }
    Ok(exit)
}

/// The agreement in a file, or a sentence that says why there is none.
fn read(file: &Path) -> Result<Agreement, String> {
    let shown = shown_path(file);
    let mut bytes = Vec::new();
    let opened = std::fs::File::open(file).and_then(|file| file.take(LIMIT + 1).read_to_end(&mut bytes));
    if let Err(e) = opened {
        return Err(format!("{shown} could not be read: {e}."));
    }
    if bytes.len() as u64 > LIMIT {
        return Err(format!("{shown} is larger than any agreement; give the file of one."));
    }
    let why = |e: String| format!("{shown} is no agreement: {}; docs/agreements.md says how one is written.", bare(&e));
    let agreement: Agreement = serde_json::from_slice(&bytes).map_err(|e| why(e.to_string()))?;
    agreement.check().map_err(|bad| format!("{shown}: {}", bare(&bad.to_string())))?;
    Ok(agreement)
}

/// A line for each agreement: identifier, version, day of signing, clauses, title.
fn lines(all: &[AgreementVersion]) -> String {
    let mut text = String::new();
    for kept in all {
        let agreement = &kept.agreement;
        let (id, title) = (bare(&agreement.id), bare(agreement.title.best("en")));
        let (signed, clauses) = (agreement.signed.as_deref().unwrap_or(""), agreement.clauses.len());
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{id}\t{}\t{}\t{clauses}\t{title}", kept.version, bare(signed));
    }
    text
}

fn export(agreement: &Agreement, out: Option<&Path>, messages: &Messages) -> Exit {
    // An agreement is made of texts, lists and words, which JSON can hold.
    let json = serde_json::to_string_pretty(agreement).unwrap_or_default() + "\n";
    let written = Output::open(out).and_then(|mut output| {
        output.write(json.as_bytes())?;
        output.finish()
    });
    match written {
        Ok(()) => Exit::Done,
        Err(error) => error.told(messages),
    }
}
