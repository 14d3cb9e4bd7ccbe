//! Arguments of the commands that look at what people decided about a record.

use clap::Args;
use std::path::PathBuf;

pub const GOLD_EXAMPLES: &str = "\
Examples:
  rasid gold talks.rasid --out gold
  rasid read news.jsonl > readings.jsonl; rasid score gold readings.jsonl

Reports count whose lists somebody declared reviewed to the end at the desk; only these lists are written.
Exit codes: 0 done; 1 no report is reviewed to the end; 2 wrong arguments; 3 the record cannot be opened or
the folder cannot be made.";

pub const VERIFY_EXAMPLES: &str = "\
Examples:
  rasid verify talks.rasid

Each fault is a line: table, row, what is wrong, parted by tabs. Exit codes: 0 all is as it was written; 1
something is not; 2 wrong arguments; 3 the record cannot be opened.";

/// Arguments of `rasid gold`.
#[derive(Debug, Args)]
pub struct Gold {
    /// The record.
    #[arg(value_name = "RECORD")]
    pub record: PathBuf,
    /// The folder to be made, with a file for each report.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

/// Arguments of `rasid verify`.
#[derive(Debug, Args)]
pub struct Verify {
    /// The record.
    #[arg(value_name = "RECORD")]
    pub record: PathBuf,
}
