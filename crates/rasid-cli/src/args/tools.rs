//! Arguments of the commands that look at tables, words and scores.

use super::{Format, Inputs, Work};
use clap::Args;
use std::path::PathBuf;

pub const LINK_EXAMPLES: &str = "\
Examples:
  rasid link readings.jsonl                        one line of JSON for each report
  rasid link monday.jsonl tuesday.jsonl.gz         several files of readings, as one record
  rasid read news.jsonl.gz | rasid link -          straight from reports
  rasid link --merges who.tsv readings.jsonl       with what people decided about who is who
  rasid link --record talks.rasid                  the reports of a record, and nothing where that is done

Exit codes: 0 all were linked; 1 some readings could not be, each is named; 2 wrong arguments;
3 the output cannot be written, or the record cannot be opened or written.";

pub const LINT_EXAMPLES: &str = "\
Examples:
  rasid lint           look at the tables that come with Rasid
  rasid lint ours      look at a team's own tables

Each fault is a line: file:line:column: what is wrong; what to do [check]. Exit codes: 0 there is
none; 1 there are some; 2 the folder cannot be read.";

pub const TIME_EXAMPLES: &str = "\
Examples:
  rasid time \"\u{64a}\u{648}\u{645} \u{627}\u{644}\u{62b}\u{644}\u{627}\u{62b}\u{627}\u{621} \u{627}\u{644}\u{645}\u{642}\u{628}\u{644}\" --published 2016-07-27
  rasid time - --published 2016-07-27 --format jsonl < lines.txt     a text on each line

Exit codes: 0 done; 1 a text is empty; 2 wrong arguments.";

pub const EXPLAIN_EXAMPLES: &str = "\
Examples:
  rasid explain report.txt                                 the records and their rules
  rasid explain report.txt statements:0                    why there is this record
  rasid explain news.jsonl#BB-middleEast-98 120..140       what is read at these code points
  rasid explain news.jsonl --id BB-middleEast-98 \"\u{648}\u{642}\u{641} \u{625}\u{637}\u{644}\u{627}\u{642} \u{627}\u{644}\u{646}\u{627}\u{631}\"

Records are counted from 0 in their list, as in readings and in the addresses of the desk.
Exit codes: 0 done; 1 the report cannot be read; 2 there is no such report or record.";

pub const SCORE_EXAMPLES: &str = "\
Examples:
  rasid score gold/ readings.jsonl
  rasid score gold/ readings.jsonl --min least.txt      lines such as: times.value 0.80, naming:p 0.7
  rasid score gold/ readings.jsonl --errors times 20    the first misses and false finds

Exit codes: 0 done; 1 a file cannot be read, or a measure is below its least value.";

pub const BENCH_EXAMPLES: &str = "\
Examples:
  rasid bench news.jsonl                                a table of stages, one core and all of them
  taskset -c 1 rasid bench --jobs 1 news.jsonl          one core alone, on Linux
  rasid bench --expect 0f3a… news.jsonl                 fails where the readings are others

Exit codes: 0 done; 1 some input could not be read, or the answer is another one; 2 wrong arguments.";

/// Arguments of `rasid link`.
#[derive(Debug, Args)]
pub struct Link {
    /// What is written: jsonl, an object for each report in the order of the readings, then one for each
    /// arrangement, commitment and disagreement.
    #[arg(long, value_name = "FORMAT", value_parser = ["jsonl"], default_value = "jsonl")]
    pub format: String,
    /// The day or moment up to which reports tell of outcomes, such as 2018-02-27 [default: that of the latest
    /// report].
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
    /// A table of what people decided about who is who: lines merge and split (see docs/links.md).
    #[arg(long, value_name = "FILE")]
    pub merges: Option<PathBuf>,
    /// Write to this file instead of standard output; it appears when it is whole.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Link the reports of this record, in it, where its links are not those of its readings by this program.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["format", "as_of", "merges", "out", "readings"])]
    pub record: Option<PathBuf>,
    /// Files of readings as rasid read writes them (.jsonl, also with .gz), or - for standard input.
    #[arg(value_name = "READINGS", required_unless_present = "record")]
    pub readings: Vec<PathBuf>,
}

/// Arguments of `rasid lint`.
#[derive(Debug, Args)]
pub struct Lint {
    /// The folder of a team's own tables [default: the tables that come with Rasid].
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
}

/// Arguments of `rasid time`.
#[derive(Debug, Args)]
pub struct Time {
    /// The words, or - for standard input with a text on each line.
    #[arg(value_name = "TEXT")]
    pub text: String,
    /// The day from which relative dates count, such as 2016-07-27 or 2016-07-27T11:50.
    #[arg(long, value_name = "DATE")]
    pub published: Option<String>,
    /// What is written: jsonl for programs (an object for each text), text for people.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// Arguments of `rasid explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// A file with reports, or - for standard input; behind the sign # the identifier of one of many.
    #[arg(value_name = "REPORT")]
    pub report: PathBuf,
    /// A record such as statements:0, code points such as 120..140, or words of the text
    /// [default: all records].
    #[arg(value_name = "RECORD")]
    pub record: Option<String>,
    /// The identifier of the report, where the file holds several.
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
}

/// Arguments of `rasid score`.
#[derive(Debug, Args)]
pub struct Score {
    /// The folder of gold readings, a .json file for each report.
    #[arg(value_name = "GOLD_DIR")]
    pub gold: PathBuf,
    /// The readings that are scored, one a line.
    #[arg(value_name = "READINGS")]
    pub readings: PathBuf,
    /// The least values, a measure and a value on each line; ends with 1 where one is not reached.
    #[arg(long, value_name = "FILE")]
    pub min: Option<PathBuf>,
    /// Write the figures as JSON.
    #[arg(long)]
    pub json: bool,
    /// Write the misses and false finds of a list, at most N of them.
    #[arg(long, num_args = 1..=2, value_names = ["LIST", "N"])]
    pub errors: Vec<String>,
}

/// Arguments of `rasid bench`.
#[derive(Debug, Args)]
pub struct Bench {
    /// The answer that must come out, as an earlier run printed it; ends with 1 where it is another one.
    #[arg(long, value_name = "HASH")]
    pub expect: Option<String>,
    #[command(flatten)]
    pub work: Work,
    #[command(flatten)]
    pub inputs: Inputs,
}
