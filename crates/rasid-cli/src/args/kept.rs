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

pub const EVIDENCE_EXAMPLES: &str = "\
Examples:
  rasid evidence r-5f1c… --record talks.rasid                   a folder, evidence-r-5f1c…
  rasid evidence r-5f1c… --record talks.rasid -o case-7.zip     the same as one file
  cd evidence-r-5f1c… && sha256sum -c SHA256SUMS                check it, without Rasid

Exit codes: 0 written; 1 there is no such report, or it was deleted; 2 wrong arguments; 3 the record cannot be
read or the bundle cannot be written.";

pub const REDACT_EXAMPLES: &str = "\
Examples:
  rasid redact talks.rasid -o talks-shared.rasid

What stays and what is left out is in docs/evidence.md. Look at the result before you pass it on: names that no
rule saw are masked only where they stand in what is left out. Exit codes: 0 written; 2 wrong arguments; 3 the
record cannot be read or the new one cannot be written.";

pub const DELETE_EXAMPLES: &str = "\
Examples:
  rasid delete r-5f1c… --record talks.rasid --reason \"court order 12/2026\" --by huda

The report goes with its text, its bytes, its reading and everything that was decided on it; a tombstone stays
that says who deleted it, when and why, with its hashes. Exports, backups and other copies are not reached.
Exit codes: 0 deleted; 1 there is no such report; 2 wrong arguments; 3 the record cannot be opened or written.";

pub const VERIFY_EXAMPLES: &str = "\
Examples:
  rasid verify talks.rasid

Each fault is a line: table, row, what is wrong, parted by tabs. Exit codes: 0 all is as it was written; 1
something is not; 2 wrong arguments; 3 the record cannot be opened.";

pub const COPY_EXAMPLES: &str = "\
Examples:
  rasid copy talks.rasid postgres://rasid@localhost/talks            onto a server
  rasid copy postgres://rasid@localhost/talks talks-2026.rasid       back into a file
  rasid copy talks.rasid kept/talks.rasid                            a backup, also while others work on it
  rasid copy talks.rasid postgres:///talks --accounts                with those who may log in

Everything is copied as it is, with the ledger and its head. Accounts (rasid account) are copied only with --accounts,
since a copy may be for others. Nothing may be at the second place yet. Exit codes: 0 copied; 2 wrong arguments; 3 a record cannot be read or written.";

/// Arguments of `rasid copy`.
#[derive(Debug, Args)]
pub struct Copy {
    /// The record, a file or the address of a server.
    #[arg(value_name = "FROM")]
    pub from: PathBuf,
    /// Where the copy is to be, a file or the address of a server.
    #[arg(value_name = "TO")]
    pub to: PathBuf,
    /// Copy the accounts too: names, roles and hashed passwords. Everybody must log in anew.
    #[arg(long)]
    pub accounts: bool,
}

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

/// Arguments of `rasid delete`.
#[derive(Debug, Args)]
pub struct Delete {
    /// Identifier of the report, as its page and exports show it.
    #[arg(value_name = "ID")]
    pub id: String,
    /// The record.
    #[arg(long, value_name = "FILE")]
    pub record: PathBuf,
    /// Why. It stays in the record, and so it should say nothing of what the report says.
    #[arg(long, value_name = "WORDS")]
    pub reason: String,
    /// The name that stays in the record as who deleted it.
    #[arg(long, value_name = "NAME", default_value = "desk")]
    pub by: String,
}

/// Arguments of `rasid evidence`.
#[derive(Debug, Args)]
pub struct Evidence {
    /// Identifier of the report, as its page and exports show it.
    #[arg(value_name = "ID")]
    pub id: String,
    /// The record.
    #[arg(long, value_name = "FILE")]
    pub record: PathBuf,
    /// The folder to be made or, where the name ends in .zip, the file [default: a folder called after the report].
    #[arg(long, short, value_name = "DIR|ZIP")]
    pub out: Option<PathBuf>,
}

/// Arguments of `rasid redact`.
#[derive(Debug, Args)]
pub struct Redact {
    /// The record. It is not changed.
    #[arg(value_name = "RECORD")]
    pub record: PathBuf,
    /// The record to be made.
    #[arg(long, short, value_name = "FILE")]
    pub out: PathBuf,
}
