//! Arguments of `rasid agreement`.

use clap::{Args, Subcommand};
use std::path::PathBuf;

pub const AGREEMENT_EXAMPLES: &str = "\
Examples:
  rasid agreement add examples/agreements/hodeidah-2018.json --record talks.rasid
  rasid agreement list --record talks.rasid
  rasid agreement export hodeidah-2018 --record talks.rasid --out hodeidah-2018.json

How such a file is written is in docs/agreements.md. An agreement of an identifier that the register has gets a
new version; none is ever lost. Exit codes: 0 done; 1 a file is no agreement, or there is none of this
identifier; 2 wrong arguments; 3 the record cannot be opened or written.";

/// Arguments of `rasid agreement`.
#[derive(Debug, Args)]
pub struct Agreement {
    /// What to do.
    #[command(subcommand)]
    pub what: Register,
}

/// What can be done with the register.
#[derive(Debug, Subcommand)]
pub enum Register {
    /// Enter agreements from files.
    Add {
        /// The record.
        #[arg(long, value_name = "FILE")]
        record: PathBuf,
        /// The name under which it is entered.
        #[arg(long, value_name = "NAME", default_value = "desk")]
        by: String,
        /// What was changed, and why.
        #[arg(long, value_name = "TEXT", default_value = "")]
        why: String,
        /// The files (.json).
        #[arg(value_name = "AGREEMENT", required = true)]
        files: Vec<PathBuf>,
    },
    /// Show what is in the register.
    List {
        /// The record.
        #[arg(long, value_name = "FILE")]
        record: PathBuf,
    },
    /// Write an agreement as a file.
    Export {
        /// The record.
        #[arg(long, value_name = "FILE")]
        record: PathBuf,
        /// Write to this file instead of standard output; it appears when it is whole.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// Its identifier.
        #[arg(value_name = "ID")]
        id: String,
    },
}
