//! Links while watching goes on: another process makes them.
//!
//! Linking takes memory with the number of reports, and the allocator hands little of it back to the system afterwards.
//! What runs for months must not keep that, so `rasid link --record` does it, and its memory goes with it.

use rasid_fetch::Stop;
use rasid_store::Store;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// So often it is looked whether the other process has ended.
const NAP: Duration = Duration::from_millis(50);

/// The links of one record.
pub struct Links {
    record: PathBuf,
    /// Whether they are not those of its readings any more.
    outdated: bool,
    /// When they were made last.
    made: Instant,
}

impl Links {
    /// Those of `record`, which is named as [`Store::path`] gives it.
    pub fn new(record: &Path, outdated: bool) -> Self {
        Links { record: record.to_owned(), outdated, made: Instant::now() }
    }

    /// The record has changed.
    pub fn outdate(&mut self) {
        self.outdated = true;
    }

    /// Makes them anew where they are outdated and `every` is over, and waits for it: two processes that write many rows
    /// at once would wait for one another anyway. Where work is to end, so does the other process at once, which loses
    /// nothing: links are kept as a whole or not at all.
    ///
    /// # Errors
    ///
    /// A sentence that says why they were not made. They are as they were then, and are made when `every` is over again.
    pub fn refresh(&mut self, every: Duration, stop: &Stop) -> Result<(), String> {
        if !self.outdated || self.made.elapsed() < every {
            return Ok(());
        }
        let ended = start(&self.record).and_then(|program| wait(program, stop));
        self.made = Instant::now();
        let why = match ended {
            // What is wrong was said by the other process.
            Ok(Some(status)) if !status.success() => format!("the process for it ended with {status}"),
            Err(error) => format!("no process for it could be started: {error}"),
            Ok(done) => {
                self.outdated = done.is_none();
                return Ok(());
            }
        };
        Err(format!("the reports were not linked ({why}); it is tried again later."))
    }
}

/// Starts this very program.
fn start(record: &Path) -> io::Result<Child> {
    // An update may have put another program under the name of this one, by which the record could not be kept on.
    let program = if cfg!(target_os = "linux") { PathBuf::from("/proc/self/exe") } else { std::env::current_exe()? };
    let mut command = Command::new(program);
    Store::let_open(record, &mut command);
    let mut named = OsString::from("--record=");
    named.push(record);
    command.arg("link").arg(named).stdin(Stdio::null()).stdout(Stdio::null());
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        // Ctrl-C at a terminal goes to its whole group; it is for us to end the other process.
        command.process_group(0);
    }
    command.spawn()
}

/// Waits until the program ends, and ends it when work is to end; nothing then.
fn wait(mut program: Child, stop: &Stop) -> io::Result<Option<ExitStatus>> {
    loop {
        if let Some(status) = program.try_wait()? {
            return Ok(Some(status));
        }
        if !stop.sleep(NAP) {
            program.kill()?;
            program.wait()?;
            return Ok(None);
        }
    }
}
