//! The one binary: arguments, clock, progress, colours and exit codes. All side effects are here;
//! what is read and what it means is decided in the libraries.

mod args;
mod clock;
mod desk;
mod exit;
mod explain;
mod export;
mod faults;
mod keep;
mod link;
mod linking;
mod lint;
mod output;
mod pipeline;
mod pool;
mod progress;
mod read;
mod rules;
mod score;
mod style;
mod summary;
mod time;

use args::{Arguments, Command};
use clap::{CommandFactory, Parser};
use std::process::ExitCode;

fn main() -> ExitCode {
    faults::install();
    let Arguments { lexicon, command } = Arguments::parse();
    let own = lexicon.as_deref();
    match command {
        Command::Read(args) => read::run(&args, own),
        Command::Open(args) => desk::open(&args, own),
        Command::Add(args) => desk::add(&args, own),
        Command::Desk(args) => desk::desk(&args, own),
        Command::Lint(args) => lint::run(&args, own),
        Command::Time(args) => time::run(&args, own),
        Command::Explain(args) => explain::run(&args, own),
        Command::Export(_) | Command::Link(_) | Command::Score(_) if own.is_some() => {
            let message = "this command reads no text, so that --lexicon has no use";
            Arguments::command().error(clap::error::ErrorKind::ArgumentConflict, message).exit()
        }
        Command::Export(args) => export::run(&args),
        Command::Link(args) => link::run(&args),
        Command::Score(args) => score::run(&args),
    }
    .into()
}
