//! A file or folder that is being written under another name and gets its own when it is whole.

use crate::{ErrorKind, StoreError};
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

/// A folder that is there for a while only.
pub(super) struct Passing(PathBuf);

impl Passing {
    /// One at this place; whatever was left there by a run that was broken off is thrown away.
    pub(super) fn at(path: PathBuf) -> Self {
        let passing = Passing(path);
        passing.discard();
        passing
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    fn discard(&self) {
        // What is not there need not be removed.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Drop for Passing {
    fn drop(&mut self) {
        self.discard();
    }
}

/// What is half written. Thrown away unless it is finished.
pub(super) struct Half {
    target: PathBuf,
    path: PathBuf,
    folder: bool,
}

impl Half {
    /// Begins what will be a file or a folder at `target`.
    pub(super) fn begin(target: &Path, folder: bool) -> Result<Self, StoreError> {
        let invalid = |what: String| StoreError::new(ErrorKind::Invalid, target, what);
        if target.symlink_metadata().is_ok() {
            let what =
                format!("There is something at {} already; give another name or remove it first", target.display());
            return Err(invalid(what));
        }
        let Some(name) = target.file_name() else {
            return Err(invalid(format!("{} is no name for a file or folder", target.display())));
        };
        let mut half = std::ffi::OsString::from(".");
        half.push(name);
        half.push(format!(".new-{}", std::process::id()));
        let half = Half { target: target.to_path_buf(), path: target.with_file_name(half), folder };
        half.discard();
        if folder {
            std::fs::create_dir(&half.path).map_err(|e| half.failed(e))?;
        }
        Ok(half)
    }

    /// The one file, or the file `name` in the folder, to be written.
    pub(super) fn file(&self, name: &str) -> Result<BufWriter<File>, StoreError> {
        let path = if self.folder { self.path.join(name) } else { self.path.clone() };
        File::create(path).map(|file| BufWriter::with_capacity(1 << 16, file)).map_err(|e| self.failed(e))
    }

    /// What it will be called.
    pub(super) fn target(&self) -> &Path {
        &self.target
    }

    /// What went wrong while writing, as a sentence.
    pub(super) fn failed(&self, error: impl std::fmt::Display) -> StoreError {
        StoreError::new(ErrorKind::Export, &self.target, error.to_string())
    }

    /// Gives it its name.
    pub(super) fn finish(self) -> Result<(), StoreError> {
        std::fs::rename(&self.path, &self.target).map_err(|e| self.failed(e))
    }

    fn discard(&self) {
        // What is not there need not be removed.
        let _ = if self.folder { std::fs::remove_dir_all(&self.path) } else { std::fs::remove_file(&self.path) };
    }
}

impl Drop for Half {
    fn drop(&mut self) {
        self.discard();
    }
}
