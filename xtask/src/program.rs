//! The built program as chores run it.

use crate::Result;
use std::path::Path;
use std::process::{Command, Stdio};

/// `binary`, told to read `input` and to print one reading a line.
pub fn reading(binary: &Path, input: &Path) -> Command {
    let mut command = Command::new(binary);
    command.args(["read", "--format", "jsonl"]).arg(input);
    command
}

/// What `binary` prints when it reads `input`: one reading a line, in the order of the input.
/// It fails where some of the input could not be read.
pub fn read(binary: &Path, input: &Path) -> Result<String> {
    let output = reading(binary, input)
        .stderr(Stdio::inherit())
        .output()
        .map_err(|e| format!("{} cannot be run: {e}.", binary.display()))?;
    if !output.status.success() {
        return Err(format!("{} read {}: it ended with {}.", binary.display(), input.display(), output.status));
    }
    String::from_utf8(output.stdout).map_err(|e| format!("The readings are not UTF-8: {e}."))
}
