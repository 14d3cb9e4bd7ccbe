//! What can be typed. How it is meant is decided by the command's own module.

mod account;
mod kept;
mod register;
mod tools;
mod watch;

pub use account::{Account, AccountAction, AccountRole};
pub use kept::{Copy, Delete, Evidence, Gold, Redact, Verify};
pub use register::{Agreement, Register};
pub use tools::{Bench, Explain, Link, Lint, Score, Time};
pub use watch::Watch;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use rasid_source::{ColumnMap, Reports};
use rasid_store::Cutoff;
use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Rasid reads Arabic news reports about ceasefires, negotiations and humanitarian access, and keeps
/// the record of who said, promised and broke what, each cell with the words it came from.
#[derive(Debug, Parser)]
#[command(name = "rasid", version, arg_required_else_help = true, max_term_width = 100)]
pub struct Arguments {
    /// Read by a team's own tables of words too: those in this folder add to the tables that come
    /// with Rasid, or change them (see docs/lexicon.md).
    #[arg(long, global = true, value_name = "DIR")]
    pub lexicon: Option<PathBuf>,
    /// Read by a team's own gazetteer too: quarters, roads and crossings that no other table holds, and
    /// where they are (see docs/places.md). May be given more than once.
    #[arg(long, global = true, value_name = "FILE.tsv")]
    pub gazetteer: Vec<PathBuf>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read reports and write what is recorded about each of them.
    #[command(after_help = READ_EXAMPLES)]
    Read(Read),
    /// Read reports, keep them in a record, and show it in the browser.
    #[command(after_help = OPEN_EXAMPLES)]
    Open(Open),
    /// Read reports and keep them in a record.
    #[command(after_help = ADD_EXAMPLES)]
    Add(Add),
    /// Look at feeds again and again, and keep what is new in them in a record.
    #[command(after_help = watch::WATCH_EXAMPLES)]
    Watch(Watch),
    /// Show a record in the browser.
    #[command(after_help = DESK_EXAMPLES)]
    Desk(Desk),
    /// Copy a record whole: from a file to a PostgreSQL server, or back (see docs/server.md).
    #[command(after_help = kept::COPY_EXAMPLES)]
    Copy(Copy),
    /// Write a record out for spreadsheets, notebooks and other programs.
    #[command(after_help = EXPORT_EXAMPLES)]
    Export(Export),
    /// Enter signed texts into the register of agreements, list them, write them as files.
    #[command(after_help = register::AGREEMENT_EXAMPLES)]
    Agreement(Agreement),
    /// Keep readings in a record that a cluster made of an archive (see docs/scale.md).
    #[command(after_help = IMPORT_EXAMPLES)]
    Import(Import),
    /// Put readings together: copies of one wording, events, and the stories they belong to.
    #[command(after_help = tools::LINK_EXAMPLES)]
    Link(Link),
    /// Look whether tables of words are in order.
    #[command(after_help = tools::LINT_EXAMPLES)]
    Lint(Lint),
    /// Show the times and numbers in a text.
    #[command(after_help = tools::TIME_EXAMPLES)]
    Time(Time),
    /// Show why a record was made, or what is read at some words.
    #[command(after_help = tools::EXPLAIN_EXAMPLES)]
    Explain(Explain),
    /// Say who may log in at the desk of a record, where it is reached from other computers.
    #[command(after_help = account::ACCOUNT_EXAMPLES)]
    Account(Account),
    /// Look whether a record is as it was written: every text, report, reading, record and decision.
    #[command(after_help = kept::VERIFY_EXAMPLES)]
    Verify(Verify),
    /// Write what the record holds of a report as a bundle that can be checked without Rasid.
    #[command(after_help = kept::EVIDENCE_EXAMPLES)]
    Evidence(Evidence),
    /// Make a record that may be shared: without texts, private persons, health sites and shelters.
    #[command(after_help = kept::REDACT_EXAMPLES)]
    Redact(Redact),
    /// Delete a report for good, where there is a duty to; a tombstone stays.
    #[command(after_help = kept::DELETE_EXAMPLES)]
    Delete(Delete),
    /// Write reviewed reports as gold, with which rasid score compares readings.
    #[command(after_help = kept::GOLD_EXAMPLES)]
    Gold(Gold),
    /// Measure how fast reports are read here, and whether the readings are still the same.
    #[command(after_help = tools::BENCH_EXAMPLES)]
    Bench(Bench),
    /// Compare readings with hand-made ones.
    #[command(after_help = tools::SCORE_EXAMPLES)]
    Score(Score),
}

const READ_EXAMPLES: &str = "\
Examples:
  rasid read --format text reports/          look at a folder of reports on the terminal
  rasid read news.jsonl.gz --out out.jsonl   one line of JSON for each report
  rasid read --lexicon ours reports/         with a team's own tables of words
  rasid read --gazetteer aleppo.tsv reports/ with a team's own places
  rasid read --map text=4,title=2 sheet.csv  a table whose columns are called otherwise
  curl -s https://example.org/a.txt | rasid read --format text -

Exit codes: 0 all was read; 1 some input could not be read, each is named; 2 wrong arguments;
3 the output cannot be written.";

const OPEN_EXAMPLES: &str = "\
Examples:
  rasid open reports/                            read a folder, keep it in reports.rasid, show it
  rasid open news.jsonl.gz --record talks.rasid  keep it in another record
  rasid open reports/ --listen 127.0.0.1:9000    at another address

Open the address that is printed in a browser of this computer; Ctrl-C ends the desk. What is in the
record already is not added again.";

const ADD_EXAMPLES: &str = "\
Examples:
  rasid add today/ --record talks.rasid
  rasid add --record talks.rasid news.jsonl.gz statement.docx
  rasid add --record talks.rasid 'WhatsApp Chat - Truce watch.zip' result.json

Exit codes: 0 all was kept; 1 some input could not be, each is named; 2 wrong arguments; 3 the record
cannot be opened or written.";

const IMPORT_EXAMPLES: &str = "\
Examples:
  rasid import archive/ --record archive.rasid

What is in the record already is not added again. Exit codes: 0 all was kept; 1 some readings could not be,
each is named; 2 wrong arguments; 3 the record cannot be opened or written.";

const DESK_EXAMPLES: &str = "\
Examples:
  rasid desk --record talks.rasid
  rasid desk --record talks.rasid --listen 127.0.0.1:9000
  rasid desk --record postgres://rasid@localhost/talks       a team's record on a server (docs/server.md)";

const EXPORT_EXAMPLES: &str = "\
Examples:
  rasid export --format xlsx --record talks.rasid                   a workbook, talks.xlsx
  rasid export --format csv --record talks.rasid --out tables       a folder of tables
  rasid export --format jsonl --with-text --record talks.rasid      readings with their texts
  rasid export --format acled --record talks.rasid                  incidents in ACLED's columns
  rasid export --format violations --record talks.rasid --out june.csv --since may.csv
                                                                    and june.csv.changes.csv

What each layout holds is in docs/exports.md. Exit codes: 0 written; 2 wrong arguments; 3 the record cannot
be read, the export cannot be written, or the earlier one cannot be compared with.";

/// Arguments of `rasid read`.
#[derive(Debug, Args)]
pub struct Read {
    /// What is written: jsonl for programs, text for people.
    #[arg(long, value_enum, default_value_t = Format::Jsonl)]
    pub format: Format,
    #[command(flatten)]
    pub work: Work,
    /// Write to this file instead of standard output; it appears when it is whole.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub inputs: Inputs,
}

/// Arguments of `rasid open`.
#[derive(Debug, Args)]
pub struct Open {
    /// The record [default: a file in this folder called after the input, such as reports.rasid].
    #[arg(long, value_name = "FILE")]
    pub record: Option<PathBuf>,
    #[command(flatten)]
    pub listen: Listen,
    #[command(flatten)]
    pub work: Work,
    #[command(flatten)]
    pub inputs: Inputs,
}

/// Arguments of `rasid add`.
#[derive(Debug, Args)]
pub struct Add {
    /// The record, a file or the address of a server; it is made where there is none.
    #[arg(long, value_name = "FILE")]
    pub record: PathBuf,
    /// Add reports too that were deleted from the record before (rasid delete); else they are left out.
    #[arg(long)]
    pub even_deleted: bool,
    #[command(flatten)]
    pub work: Work,
    #[command(flatten)]
    pub inputs: Inputs,
}

/// Arguments of `rasid import`.
#[derive(Debug, Args)]
pub struct Import {
    /// The record; it is made where there is none.
    #[arg(long, value_name = "FILE")]
    pub record: PathBuf,
    #[command(flatten)]
    pub work: Work,
    /// Folders that spark/read_archive.py has written, or files of Parquet in them.
    #[arg(value_name = "DIR", required = true)]
    pub folders: Vec<PathBuf>,
}

/// Arguments of `rasid desk`.
#[derive(Debug, Args)]
pub struct Desk {
    /// The record.
    #[arg(long, value_name = "FILE")]
    pub record: PathBuf,
    #[command(flatten)]
    pub listen: Listen,
}

/// Arguments of `rasid export`.
#[derive(Debug, Args)]
pub struct Export {
    /// In which form.
    #[arg(long, value_parser = export_formats(), value_name = "FORMAT")]
    pub format: String,
    /// The record.
    #[arg(long, value_name = "FILE")]
    pub record: PathBuf,
    /// The file or, for tables, the folder to be made [default: in this folder, called after the record].
    #[arg(long, value_name = "PATH")]
    pub out: Option<PathBuf>,
    /// Write the texts of the reports too. They belong to their publishers.
    #[arg(long)]
    pub with_text: bool,
    /// Write lists and readings as people decided them: without what was rejected, with what was corrected and
    /// added. Without it they are as rules made them and say what was decided (csv, xlsx, parquet, jsonl; the other
    /// forms are always as people decided).
    #[arg(long)]
    pub decided: bool,
    /// An earlier export of the same layout: a list of what is new, changed or gone since is written beside.
    #[arg(long, value_name = "FILE")]
    pub since: Option<PathBuf>,
    /// The record as it stood at the end of a day: what had been added by then (2018-03-01) or been
    /// published (published:2018-03-01). See docs/past.md.
    #[arg(long, value_name = "DAY", value_parser = cutoff)]
    pub as_of: Option<Cutoff>,
}

/// A past time as people write it.
fn cutoff(given: &str) -> Result<Cutoff, String> {
    Cutoff::parse(given).ok_or_else(|| "a day is needed, such as 2018-03-01 or published:2018-03-01".to_owned())
}

fn export_formats() -> PossibleValuesParser {
    PossibleValuesParser::new(rasid_store::Format::ALL.iter().map(|format| format.as_str()))
}

/// Where the desk listens.
#[derive(Debug, Args)]
pub struct Listen {
    /// The address of the desk [default: 127.0.0.1:8137, or another port where that one is taken]. One
    /// that other computers reach needs accounts (rasid account).
    #[arg(long, value_name = "ADDR:PORT", value_parser = address)]
    pub listen: Option<SocketAddr>,
    /// A name by which browsers reach the desk, such as desk.example.org; everybody must log in then.
    /// May be given more than once.
    #[arg(long, value_name = "NAME")]
    pub host: Vec<String>,
    /// A proxy in front of the desk speaks TLS with browsers (see docs/accounts.md).
    #[arg(long)]
    pub tls: bool,
    /// Everybody must log in, also at this computer.
    #[arg(long)]
    pub accounts: bool,
}

/// An address as people write it.
fn address(given: &str) -> Result<SocketAddr, String> {
    let numeric = given.strip_prefix("localhost:").map(|port| format!("127.0.0.1:{port}"));
    let wrong = |_| "an address and a port are needed, such as 127.0.0.1:8137".to_owned();
    numeric.as_deref().unwrap_or(given).parse().map_err(wrong)
}

/// What is read.
#[derive(Debug, Args)]
pub struct Inputs {
    /// Which columns of tables (.csv, .tsv) are what, by name or number, such as title=headline,text=4; the fields are
    /// text, title, outlet, published, url, id, lang [default: found by their names in Arabic or English, and said].
    #[arg(long, value_name = "FIELD=COLUMN,…", value_parser = ColumnMap::parse)]
    pub map: Option<ColumnMap>,
    /// Folders, files, or - for standard input. Read are texts (.txt), articles (.json, .jsonl), exports of Telegram
    /// (result.json, messages.html) and WhatsApp (.txt), documents (.docx, .pdf), e-mails (.eml, .mbox), saved pages
    /// (.html), web archives (.warc), feeds (.rss, .atom, .xml) and tables (.csv, .tsv), each also with .gz, and .zip of
    /// any of these (see docs/sources.md). In a folder, index.csv with the columns file, outlet, published, url, title
    /// says what files cannot.
    #[arg(value_name = "INPUT", required = true)]
    pub inputs: Vec<PathBuf>,
}

impl Inputs {
    /// The reports in them.
    pub fn reports(&self) -> Reports {
        rasid_source::open(&self.inputs).with_dates(rasid_lang::dateline).with_columns(self.map.clone())
    }
}

/// How the work is shared.
#[derive(Debug, Args)]
pub struct Work {
    /// Reports that are read at the same time [default: one for each core]. The result is the same
    /// with any number.
    #[arg(long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
}

impl Work {
    /// Threads that read: as many as asked for, else as many as there are cores.
    pub fn jobs(&self) -> usize {
        let cores = || std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        // More threads than this only cost memory.
        self.jobs.unwrap_or_else(cores).get().min(256)
    }
}

/// What `rasid read` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One reading a line, for programs.
    Jsonl,
    /// A summary with each record beside its words, for people.
    Text,
}
