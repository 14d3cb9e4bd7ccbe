//! What can go wrong with a record: one sentence each that says what was wrong, where, and what to do.

use crate::db::Address;
use std::fmt;
use std::path::{Path, PathBuf};

/// What was wrong, for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// There is no file of that name.
    Missing,
    /// A folder is in the file's place.
    Folder,
    /// The file is not a record of Rasid.
    NotARecord,
    /// The file is damaged.
    Damaged,
    /// A newer Rasid made it.
    Newer,
    /// It cannot be written: the file, its folder or the file system is read-only.
    ReadOnly,
    /// It may not be read.
    Forbidden,
    /// The disk, or a limit on the file, is full.
    Full,
    /// Another program is writing and did not finish in time.
    Busy,
    /// Something is in the place of what was to be made.
    Exists,
    /// No server answers, or it ended the connection.
    Unreachable,
    /// The server has no database of that name.
    NoDatabase,
    /// The server does not let the user in.
    Login,
    /// The server is older than what is spoken to.
    TooOld,
    /// Any other trouble with files.
    Io,
    /// What the caller asked for makes no sense.
    Invalid,
    /// An export could not be written.
    Export,
    /// A fault of the program itself.
    Internal,
}

/// Why a record could not be opened, read or written.
#[derive(Debug)]
pub struct StoreError {
    kind: ErrorKind,
    path: PathBuf,
    detail: String,
}

impl StoreError {
    pub(crate) fn new(kind: ErrorKind, path: &Path, detail: impl Into<String>) -> Self {
        StoreError { kind, path: path.to_path_buf(), detail: detail.into() }
    }

    /// What could not be written while something was prepared to be taken away.
    pub fn export(path: &Path, error: &std::io::Error) -> Self {
        StoreError::new(ErrorKind::Export, path, error.to_string())
    }

    /// The same, said of another file.
    pub(crate) fn about(mut self, path: &Path) -> Self {
        self.path = path.to_path_buf();
        self
    }

    /// What was wrong.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The file that it is about.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl StoreError {
    /// The sentence about a record on a server, where it is another than about a file.
    fn of_server(&self) -> Option<String> {
        let (path, detail) = (self.path.display(), &self.detail);
        Some(match self.kind {
            ErrorKind::NotARecord => {
                format!(
                    "{path} is not a record of Rasid ({detail}); it was left as it was, name another schema or database."
                )
            }
            ErrorKind::Damaged => {
                format!(
                    "The record {path} is damaged ({detail}); put back a copy from before (docs/server.md), or begin a new one."
                )
            }
            ErrorKind::ReadOnly => {
                format!("The record {path} cannot be written ({detail}); this connection or server only reads.")
            }
            ErrorKind::Forbidden => format!(
                "The role of {path} may not do this ({detail}); ask who runs the server to grant it (docs/server.md)."
            ),
            ErrorKind::Full => format!(
                "The record {path} could not be written because the server has no room ({detail}); what was added before is safe, make room and add again."
            ),
            _ => return None,
        })
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (path, detail) = (self.path.display(), &self.detail);
        if Address::is_one(&self.path)
            && let Some(sentence) = self.of_server()
        {
            return f.write_str(&sentence);
        }
        match self.kind {
            ErrorKind::Missing => {
                write!(f, "There is no record at {path}; check the name, or make one with `rasid add`.")
            }
            ErrorKind::Folder => write!(f, "{path} is a folder, not a record; give the name of a file."),
            ErrorKind::NotARecord => {
                write!(f, "{path} is not a record of Rasid ({detail}); it was left as it was, give another name.")
            }
            ErrorKind::Damaged => write!(
                f,
                "The record {path} is damaged ({detail}); it was left as it was, put back a copy from before or begin a new one."
            ),
            ErrorKind::Newer => write!(
                f,
                "The record {path} was made by a newer Rasid ({detail}); it was left as it was, open it with that version or later."
            ),
            ErrorKind::ReadOnly => write!(
                f,
                "The record {path} cannot be written ({detail}); make the file and its folder writable, or copy it to a place where you may write."
            ),
            ErrorKind::Forbidden => {
                write!(
                    f,
                    "The record {path} may not be read ({detail}); ask its owner, or open it as the user who made it."
                )
            }
            ErrorKind::Full => write!(
                f,
                "The record {path} could not be written because the disk is full ({detail}); what was added before is safe, make room and add again."
            ),
            ErrorKind::Busy => {
                write!(
                    f,
                    "The record {path} is being written by another program; wait until it has finished and try again."
                )
            }
            ErrorKind::Io => write!(f, "{path} could not be read or written: {detail}."),
            ErrorKind::Invalid => write!(f, "{detail}."),
            ErrorKind::Export => {
                write!(
                    f,
                    "Nothing was exported to {path} because it could not be written: {detail}; make room or give another place."
                )
            }
            ErrorKind::Exists => {
                write!(f, "There is something at {path} already; it was left as it was, give a place where nothing is.")
            }
            ErrorKind::Unreachable => {
                write!(f, "No PostgreSQL server answers at {path} ({detail}); start it, or check host and port.")
            }
            ErrorKind::NoDatabase => {
                write!(f, "There is no such database at {path} ({detail}); make it with `createdb`, or check its name.")
            }
            ErrorKind::Login => write!(
                f,
                "The server did not let this user in at {path} ({detail}); check the user, and the password in PGPASSWORD or ~/.pgpass."
            ),
            ErrorKind::TooOld => {
                write!(f, "The server of {path} is too old ({detail}); bring it up to date.")
            }
            ErrorKind::Internal => {
                write!(f, "A fault of the program while it worked on {path}: {detail}; please report it.")
            }
        }
    }
}

impl std::error::Error for StoreError {}
