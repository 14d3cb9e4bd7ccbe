//! The one binary: arguments, clock, progress, colours and exit codes. All side effects are here;
//! what is read and what it means is decided in the libraries.

mod args;
mod clock;
mod desk;
mod exit;
mod export;
mod faults;
mod keep;
mod output;
mod pipeline;
mod pool;
mod progress;
mod read;
mod style;
mod summary;

use args::{Arguments, Command};
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    faults::install();
    match Arguments::parse().command {
        Command::Read(args) => read::run(&args),
        Command::Open(args) => desk::open(&args),
        Command::Add(args) => desk::add(&args),
        Command::Desk(args) => desk::desk(&args),
        Command::Export(args) => export::run(&args),
    }
    .into()
}
