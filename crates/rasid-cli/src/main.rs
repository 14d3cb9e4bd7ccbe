//! The one binary: arguments, clock, progress, colours and exit codes. All side effects are here;
//! what is read and what it means is decided in the libraries.

mod account;
mod agreement;
mod args;
mod bench;
mod chance;
mod clock;
mod copy;
mod delete;
mod desk;
mod evidence;
mod exit;
mod explain;
mod export;
mod facts;
mod faults;
mod gold;
mod import;
mod keep;
mod link;
mod linking;
mod lint;
mod output;
mod pipeline;
mod pool;
mod progress;
mod read;
mod redact;
mod rules;
mod score;
mod style;
mod summary;
mod time;
mod verify;
mod watch;

use args::{Arguments, Command};
use clap::{CommandFactory, Parser};
use rasid_store::Store;
use rules::Own;
use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    faults::install();
    let Arguments { lexicon, gazetteer, command } = Arguments::parse_from(std::env::args_os().map(without_password));
    let own = Own { lexicon: lexicon.as_deref(), gazetteers: &gazetteer };
    match command {
        Command::Read(args) => read::run(&args, own),
        Command::Bench(args) => bench::run(&args, own),
        Command::Open(args) => desk::open(&args, own),
        Command::Add(args) => desk::add(&args, own),
        Command::Desk(args) => desk::desk(&args, own),
        Command::Watch(args) => watch::run(&args, own),
        Command::Lint(args) if gazetteer.is_empty() => lint::run(&args, own.lexicon),
        Command::Time(args) => time::run(&args, own),
        Command::Explain(args) => explain::run(&args, own),
        Command::Lint(_) => {
            let message = "a gazetteer is looked at when it is used: rasid read --gazetteer FILE.tsv";
            Arguments::command().error(clap::error::ErrorKind::ArgumentConflict, message).exit()
        }
        Command::Account(_)
        | Command::Copy(_)
        | Command::Export(_)
        | Command::Link(_)
        | Command::Import(_)
        | Command::Score(_)
        | Command::Verify(_)
        | Command::Gold(_)
        | Command::Delete(_)
        | Command::Redact(_)
        | Command::Evidence(_)
        | Command::Agreement(_)
            if own.is_any() =>
        {
            let given = if own.lexicon.is_some() { "--lexicon" } else { "--gazetteer" };
            let message = format!("this command reads no text, so that {given} has no use");
            Arguments::command().error(clap::error::ErrorKind::ArgumentConflict, message).exit()
        }
        Command::Account(args) => account::run(&args),
        Command::Copy(args) => copy::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Link(args) => link::run(&args),
        Command::Agreement(args) => agreement::run(&args),
        Command::Verify(args) => verify::run(&args),
        Command::Gold(args) => gold::run(&args),
        Command::Delete(args) => delete::run(&args),
        Command::Redact(args) => redact::run(&args),
        Command::Evidence(args) => evidence::run(&args),
        Command::Score(args) => score::run(&args),
    }
    .into()
}

/// An argument as messages may show it: where it is the address of a record on a server, the password that stands in
/// it is remembered and left out.
fn without_password(argument: OsString) -> OsString {
    match argument.to_str().and_then(|text| text.split_once('=')) {
        Some((option, value)) if option.starts_with("--") => {
            let mut plain = OsString::from(format!("{option}="));
            plain.push(Store::plain_name(Path::new(value)));
            plain
        }
        _ => Store::plain_name(Path::new(&argument)).into_os_string(),
    }
}
