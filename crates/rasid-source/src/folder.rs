//! A folder to the files in it that are read, in an order that does not depend on the system.

use crate::error::{InputError, Problem};
use crate::index::{self, Entry};
use crate::kind::Kind;
use crate::reports::Job;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Endings of files that somebody may expect to be read as reports, so that their absence is said.
const DOCUMENTS: [&str; 10] = ["doc", "epub", "md", "mht", "msg", "odt", "pst", "rtf", "xls", "xlsx"];

/// What is to be done for the folder at `root`.
pub(crate) fn jobs(root: &Path) -> Vec<Job> {
    let mut walk = Walk { real: fs::canonicalize(root).ok(), ..Walk::new(root) };
    walk.folder(root, "");
    walk.into_jobs()
}

struct Walk<'r> {
    root: &'r Path,
    /// The root without links in it; links may lead to what is below.
    real: Option<PathBuf>,
    files: Vec<Found>,
    entries: Vec<(String, Entry)>,
    errors: Vec<InputError>,
    others: Vec<String>,
}

struct Found {
    key: String,
    path: PathBuf,
    kind: Kind,
}

impl<'r> Walk<'r> {
    fn new(root: &'r Path) -> Self {
        Walk { root, real: None, files: vec![], entries: vec![], errors: vec![], others: vec![] }
    }

    /// Looks through the folder at `path`, which is called `prefix` as seen from the root.
    fn folder(&mut self, path: &Path, prefix: &str) {
        let mut names = match fs::read_dir(path).and_then(|entries| entries.map(|e| Ok(e?.file_name())).collect()) {
            Ok::<Vec<_>, io::Error>(names) => names,
            Err(error) => return self.fail(path, Problem::Unreadable(error.to_string())),
        };
        names.sort();
        for name in names {
            let path = path.join(&name);
            let name = name.to_string_lossy();
            // Hidden files are of the system, or half-written.
            if name.starts_with('.') || name.starts_with("~$") {
                continue;
            }
            match self.is_folder(&path) {
                Ok(Some(true)) => self.folder(&path, &format!("{prefix}{name}/")),
                Ok(Some(false)) => self.file(path, prefix, &name),
                Ok(None) => {}
                Err(problem) => self.fail(&path, problem),
            }
        }
    }

    /// Whether there is a folder at `path`, or a file; nothing where there is something else, or a
    /// link to a folder that is looked through under its own name.
    fn is_folder(&self, path: &Path) -> Result<Option<bool>, Problem> {
        let unreadable = |error: io::Error| Problem::Unreadable(error.to_string());
        let meta = fs::symlink_metadata(path).map_err(unreadable)?;
        if !meta.is_symlink() {
            return Ok((meta.is_dir() || meta.is_file()).then_some(meta.is_dir()));
        }
        let target = fs::canonicalize(path).map_err(unreadable)?;
        match &self.real {
            Some(real) if target.starts_with(real) => Ok(target.is_file().then_some(false)),
            _ => Err(Problem::LinkOutside),
        }
    }

    fn file(&mut self, path: PathBuf, prefix: &str, name: &str) {
        let lower = name.to_lowercase();
        if lower == "index.csv" {
            let shown = path.to_string_lossy().into_owned();
            let (mut entries, errors) = index::read(&path, &shown);
            for entry in &mut entries {
                entry.key = index::key(&format!("{prefix}{}", entry.key));
            }
            self.errors.extend(errors);
            return self.entries.extend(entries.into_iter().map(|entry| (shown.clone(), entry)));
        }
        // Texts about the folder itself.
        if ["readme", "license", "licence"].contains(&lower.split('.').next().unwrap_or_default()) {
            return;
        }
        match Kind::of(name) {
            Ok(Kind::Guess) => {}
            Ok(kind) => self.files.push(Found { key: index::key(&format!("{prefix}{name}")), path, kind }),
            Err(ending) if DOCUMENTS.contains(&ending.as_str()) => self.others.push(format!("{prefix}{name}")),
            Err(_) => {}
        }
    }

    fn fail(&mut self, path: &Path, problem: Problem) {
        self.errors.push(InputError::new(path.to_string_lossy(), problem));
    }

    /// First what is wrong with the folder, then its files.
    fn into_jobs(mut self) -> Vec<Job> {
        let kinds: BTreeMap<&str, Kind> = self.files.iter().map(|file| (file.key.as_str(), file.kind)).collect();
        let mut rows: BTreeMap<String, Vec<_>> = BTreeMap::new();
        for (index, entry) in self.entries {
            match kinds.get(entry.key.as_str()) {
                Some(kind) if kind.is_whole() => rows.entry(entry.key).or_default().push(entry.row),
                Some(_) => self.errors.push(InputError::at_line(index, entry.line, Problem::IndexOfNoText)),
                None => self.errors.push(InputError::at_line(index, entry.line, Problem::IndexOfNothing(entry.file))),
            }
        }
        let root = self.root.to_string_lossy();
        if self.files.is_empty() {
            self.errors.push(InputError::new(root, Problem::EmptyFolder));
        } else if let Some(first) = self.others.first().cloned() {
            self.errors.push(InputError::new(root, Problem::OtherFiles { count: self.others.len(), first }));
        }
        let fails = self.errors.into_iter().map(Job::Fail);
        let files = self.files.into_iter().map(|Found { key, path, kind }| {
            let rows = rows.remove(&key).unwrap_or_default();
            Job::File { path, kind, rows }
        });
        fails.chain(files).collect()
    }
}
