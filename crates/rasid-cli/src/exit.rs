//! The exit codes that other programs rely on.

use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All was done.
    Done = 0,
    /// Some input could not be read, all others were; or what was looked at is not in order.
    SomeWrong = 1,
    /// The arguments make no sense.
    Arguments = 2,
    /// The record or the output cannot be opened or written.
    Record = 3,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}
