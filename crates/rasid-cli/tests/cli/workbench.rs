//! A folder for one test, and the binary run in it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A folder that is removed when the test is over.
pub struct Workbench(PathBuf);

/// What a run of the binary left.
pub struct Run {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Workbench {
    /// An empty folder called after the test.
    pub fn new(test: &str) -> Self {
        let path = std::env::temp_dir().join(format!("rasid-cli-{}-{test}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Workbench(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Puts a file there, with the folders above it.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rasid"));
        command.args(args).current_dir(&self.0).stdin(Stdio::null());
        command
    }

    /// Runs `rasid` with `args` in the folder.
    pub fn rasid(&self, args: &[&str]) -> Run {
        finished(self.command(args).output().unwrap())
    }

    /// The same with `input` on standard input.
    pub fn rasid_with(&self, args: &[&str], input: impl AsRef<[u8]>) -> Run {
        let mut command = self.command(args);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_ref()).unwrap();
        finished(child.wait_with_output().unwrap())
    }
}

impl Drop for Workbench {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn finished(output: std::process::Output) -> Run {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}
