//! Where records go: standard output, or a file that appears only when it is whole.

use crate::exit::Exit;
use crate::progress::Messages;
use rasid_source::shown_path;
use std::ffi::OsString;
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

const BUFFER: usize = 256 * 1024;

/// What could not be written.
#[derive(Debug)]
pub struct OutputError {
    to: Option<PathBuf>,
    error: io::Error,
}

impl OutputError {
    /// How a command ends by it; unless the one who read has seen enough (`| head`), it is said.
    pub fn told(&self, messages: &Messages) -> Exit {
        if self.to.is_none() && self.error.kind() == io::ErrorKind::BrokenPipe {
            return Exit::Done;
        }
        messages.say(&self.to_string());
        Exit::Record
    }
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.to {
            Some(path) => write!(f, "{}: the file cannot be written ({}).", shown_path(path), self.error),
            None => write!(f, "standard output cannot be written ({}).", self.error),
        }
    }
}

/// A place for records. What was not [finished](Output::finish) leaves no file behind.
pub struct Output {
    writer: Option<BufWriter<Box<dyn Write>>>,
    to: Option<PathBuf>,
    /// The file under its name until it is whole.
    unfinished: Option<PathBuf>,
}

impl Output {
    /// Standard output, or the file at `path`.
    pub fn open(path: Option<&Path>) -> Result<Self, OutputError> {
        let Some(path) = path else {
            return Ok(Output::new(Box::new(io::stdout().lock()), None, None));
        };
        let failed = |error| OutputError { to: Some(path.to_owned()), error };
        // A link stays a link: the file it leads to is written.
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        match fs::metadata(&target) {
            Ok(meta) if meta.is_dir() => Err(failed(io::Error::other("there is a folder of that name"))),
            // A device or a pipe cannot be replaced by a file.
            Ok(meta) if !meta.is_file() => {
                let file = OpenOptions::new().write(true).open(&target).map_err(failed)?;
                Ok(Output::new(Box::new(file), Some(path.to_owned()), None))
            }
            _ => {
                let unfinished = beside(&target);
                let file = File::create(&unfinished).map_err(failed)?;
                Ok(Output::new(Box::new(file), Some(target), Some(unfinished)))
            }
        }
    }

    /// Writes `text` to standard output; how the command ends where that fails.
    pub fn print(text: &str, messages: &Messages) -> Option<Exit> {
        let mut output = Output::new(Box::new(io::stdout().lock()), None, None);
        let written = output.write(text.as_bytes()).and_then(|()| output.finish());
        written.err().map(|error| error.told(messages))
    }

    fn new(writer: Box<dyn Write>, to: Option<PathBuf>, unfinished: Option<PathBuf>) -> Self {
        Output { writer: Some(BufWriter::with_capacity(BUFFER, writer)), to, unfinished }
    }

    /// Whether a person is looking.
    pub fn is_terminal(&self) -> bool {
        self.to.is_none() && io::stdout().is_terminal()
    }

    /// Writes `bytes`.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), OutputError> {
        let Some(writer) = &mut self.writer else { return Ok(()) };
        writer.write_all(bytes).map_err(|error| OutputError { to: self.to.clone(), error })
    }

    /// Writes what is left and gives the file its name.
    pub fn finish(mut self) -> Result<(), OutputError> {
        let flushed = self.writer.take().map_or(Ok(()), |mut writer| writer.flush());
        let renamed = flushed.and_then(|()| match (&self.unfinished, &self.to) {
            (Some(unfinished), Some(to)) => {
                File::open(unfinished)?.sync_all()?;
                fs::rename(unfinished, to)
            }
            _ => Ok(()),
        });
        match renamed {
            Ok(()) => {
                self.unfinished = None;
                Ok(())
            }
            Err(error) => Err(OutputError { to: self.to.clone(), error }),
        }
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        if let Some(writer) = self.writer.take() {
            // What is still in the buffer is not wanted any more, and writing it could fail again.
            let _ = writer.into_parts();
        }
        if let Some(unfinished) = &self.unfinished {
            // The error that led here is told already.
            let _ = fs::remove_file(unfinished);
        }
    }
}

/// Makes a folder that gets its name when `fill` has put everything into it.
pub fn whole_folder(folder: &Path, fill: impl FnOnce(&Path) -> io::Result<()>) -> io::Result<()> {
    if folder.exists() {
        return Err(io::Error::other("something of that name is there"));
    }
    let unfinished = beside(folder);
    fs::create_dir(&unfinished)?;
    let done = fill(&unfinished).and_then(|()| fs::rename(&unfinished, folder));
    if done.is_err() {
        // The error that led here is told already.
        let _ = fs::remove_dir_all(&unfinished);
    }
    done
}

/// A hidden name in the same folder, of this process only.
pub fn beside(target: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(target.file_name().unwrap_or_default());
    name.push(format!(".{}.tmp", std::process::id()));
    target.with_file_name(name)
}
