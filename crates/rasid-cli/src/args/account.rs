//! Arguments of `rasid account`.

use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

pub const ACCOUNT_EXAMPLES: &str = "\
Examples:
  rasid account add huda --role reviewer --pseudonym R1 --record talks.rasid   prints a password, once
  rasid account add omar --role reader --password-stdin --record talks.rasid < password.txt
  rasid account list --record talks.rasid
  rasid account role huda editor --record talks.rasid
  rasid account password huda --record talks.rasid
  rasid account remove huda --record talks.rasid

Accounts lie in a file beside the record (talks.rasid.accounts), which must not be handed on with it.
Exit codes: 0 done; 2 wrong arguments, or there is no such account; 3 the record cannot be opened.";

/// Arguments of `rasid account`.
#[derive(Debug, Args)]
pub struct Account {
    /// What to do.
    #[command(subcommand)]
    pub action: AccountAction,
}

/// What is done with accounts.
#[derive(Debug, Subcommand)]
pub enum AccountAction {
    /// Let somebody log in.
    Add {
        /// The name to log in with.
        name: String,
        /// What they may do.
        #[arg(long, value_enum)]
        role: AccountRole,
        /// The name under which decisions are kept [default: the name to log in with].
        #[arg(long)]
        pseudonym: Option<String>,
        /// The record.
        #[arg(long, value_name = "FILE")]
        record: PathBuf,
        /// Take the password from the first line of standard input instead of making one.
        #[arg(long)]
        password_stdin: bool,
    },
    /// Show who may log in: name, role, pseudonym, since when.
    List {
        /// The record.
        #[arg(long, value_name = "FILE")]
        record: PathBuf,
    },
    /// Give somebody another role.
    Role {
        /// The name to log in with.
        name: String,
        /// What they may do.
        #[arg(value_enum)]
        role: AccountRole,
        /// The record.
        #[arg(long, value_name = "FILE")]
        record: PathBuf,
    },
    /// Give somebody another password; they are logged out everywhere.
    Password {
        /// The name to log in with.
        name: String,
        /// The record.
        #[arg(long, value_name = "FILE")]
        record: PathBuf,
        /// Take the password from the first line of standard input instead of making one.
        #[arg(long)]
        password_stdin: bool,
    },
    /// Let somebody log in no more. What they decided stays under their pseudonym, which nobody else can get.
    Remove {
        /// The name to log in with.
        name: String,
        /// The record.
        #[arg(long, value_name = "FILE")]
        record: PathBuf,
    },
}

/// What somebody may do. Each may do what those before it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AccountRole {
    /// Reads.
    Reader,
    /// Decides on records too.
    Reviewer,
    /// Adds reports and agreements, keeps briefings too.
    Editor,
    /// Everything.
    Admin,
}
