//! Arguments of the command that looks at feeds.

use clap::Args;
use std::path::PathBuf;

pub const WATCH_EXAMPLES: &str = "\
Examples:
  rasid watch sources.toml --record talks.rasid          until Ctrl-C
  rasid watch sources.toml --record talks.rasid --once   every feed once, as from a timer of the system

sources.toml:
  every = \"15m\"                                # how often a feed is looked at
  contact = \"https://example.org/who-we-are\"   # told to every server

  [[source]]
  name = \"masar\"
  url = \"https://masar.example/feed\"

Everything that can be said there is in docs/watch.md. It is the only command that uses the network. Exit codes: 0 it
was ended, or with --once every feed came; 1 with --once some feed did not come; 2 wrong arguments, or the list
cannot be understood; 3 the record cannot be opened or written.";

/// Arguments of `rasid watch`.
#[derive(Debug, Args)]
pub struct Watch {
    /// The list of sources.
    #[arg(value_name = "SOURCES.toml")]
    pub sources: PathBuf,
    /// The record; it is made where there is none.
    #[arg(long, value_name = "FILE")]
    pub record: PathBuf,
    /// Look at every feed once, and end.
    #[arg(long)]
    pub once: bool,
    /// Where it is kept how far watching has come [default: beside the record, called after it].
    #[arg(long, value_name = "FILE")]
    pub state: Option<PathBuf>,
}
