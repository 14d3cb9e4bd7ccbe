//! By what is read: the tables of words, with a team's own over them, and the version of it all.

use crate::exit::Exit;
use crate::progress::Messages;
use rasid_lang::Lexicon;
use rasid_lang::lint::{self, Fault};
use rasid_source::{shown, shown_path};
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Version of the rules and tables that are in this program (see `build.rs`).
pub const BUILTIN_VERSION: &str = env!("RASID_RULES");
/// The largest table that is read, in bytes.
const LARGEST: u64 = 16 * 1024 * 1024;

/// The tables of words by which reports are read.
pub struct Rules {
    /// The tables, compiled.
    pub lexicon: Lexicon,
    /// Version of rules and tables: a reading that was made by another one is made anew.
    pub version: String,
}

/// What a team has of its own.
#[derive(Clone, Copy, Debug)]
pub struct Own<'p> {
    /// The folder of its tables of words.
    pub lexicon: Option<&'p Path>,
    /// Its gazetteers.
    pub gazetteers: &'p [PathBuf],
}

impl Own<'_> {
    /// Whether there is anything.
    pub fn is_any(self) -> bool {
        self.lexicon.is_some() || !self.gazetteers.is_empty()
    }
}

impl Rules {
    /// Those that come with the program, with what is `own` over them.
    pub fn load(own: Own<'_>) -> Result<Self, RulesError> {
        let mut rules = Self::words(own.lexicon)?;
        for path in own.gazetteers {
            let text = table(path).map_err(|reason| RulesError::Unreadable(path.clone(), reason))?;
            let file = path.file_name().unwrap_or_default().to_string_lossy();
            rules.lexicon.add_gazetteer(&file, &text).map_err(|at| {
                let folder = path.parent().unwrap_or(Path::new("")).to_owned();
                RulesError::Faults(folder, vec![Fault { check: lint::Check::Vocabulary, at }])
            })?;
            rules.version = format!("{}+{}", rules.version, Tables(vec![(String::new(), text)]).hash());
        }
        Ok(rules)
    }

    /// Those that come with the program, or with the tables of the folder `own` over them.
    fn words(own: Option<&Path>) -> Result<Self, RulesError> {
        let Some(folder) = own else {
            return Ok(Rules { lexicon: Lexicon::builtin(), version: BUILTIN_VERSION.to_owned() });
        };
        let tables = Tables::read(folder)?;
        let mut faults = lint::own(&tables.borrowed());
        faults.retain(|fault| fault.check.stops());
        if !faults.is_empty() {
            return Err(RulesError::Faults(folder.to_owned(), faults));
        }
        let (lexicon, left) = Lexicon::with_own(&tables.borrowed());
        let unforeseen = left.into_iter().map(|at| Fault { check: lint::Check::Vocabulary, at });
        match unforeseen.collect::<Vec<_>>() {
            faults if !faults.is_empty() => Err(RulesError::Faults(folder.to_owned(), faults)),
            _ => Ok(Rules { lexicon, version: format!("{BUILTIN_VERSION}+{}", tables.hash()) }),
        }
    }

    /// The same for a command, which ends where they cannot be had; why is said.
    pub fn for_command(own: Own<'_>, messages: &Messages) -> Result<Self, Exit> {
        Rules::load(own).map_err(|error| {
            messages.say(&error.to_string());
            Exit::Arguments
        })
    }
}

/// Why tables cannot be used. `Display` may have several lines, safe to show.
#[derive(Debug)]
pub enum RulesError {
    /// The folder or a file in it cannot be read; the reason.
    Unreadable(PathBuf, String),
    /// The tables of the folder have faults.
    Faults(PathBuf, Vec<Fault>),
}

impl fmt::Display for RulesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RulesError::Unreadable(path, reason) => write!(f, "{}: {}", shown_path(path), shown(reason)),
            RulesError::Faults(folder, faults) => {
                for fault in faults {
                    writeln!(f, "{}", line(Some(folder), fault))?;
                }
                write!(f, "{}: the tables were not used; mend them first.", shown_path(folder))
            }
        }
    }
}

/// A fault on a line of its own, with the path of its file.
pub fn line(folder: Option<&Path>, fault: &Fault) -> String {
    let path = folder.map_or_else(|| PathBuf::from(&fault.at.file), |folder| folder.join(&fault.at.file));
    let rest = fault.to_string();
    format!("{}{}", shown_path(&path), shown(rest.strip_prefix(fault.at.file.as_str()).unwrap_or(&rest)))
}

/// The tables of a folder.
pub struct Tables(Vec<(String, String)>);

impl Tables {
    /// Reads all files of `folder` that end in `.tsv`.
    pub fn read(folder: &Path) -> Result<Self, RulesError> {
        let failed =
            |path: &Path, reason: &dyn fmt::Display| RulesError::Unreadable(path.to_owned(), reason.to_string());
        let unreadable = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => failed(folder, &"there is no such folder; look at the spelling of its name."),
            io::ErrorKind::NotADirectory => failed(folder, &"this is a file; name the folder of your tables."),
            _ => failed(folder, &format!("the folder cannot be read ({error}).")),
        };
        let mut tables = Vec::new();
        for entry in fs::read_dir(folder).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            if path.is_file() && path.extension().is_some_and(|ending| ending == "tsv") {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                tables.push((name, table(&path).map_err(|reason| failed(&path, &reason))?));
            }
        }
        tables.sort();
        if tables.is_empty() {
            return Err(failed(folder, &"the folder holds no table; tables end in .tsv, such as groups.tsv."));
        }
        Ok(Tables(tables))
    }

    /// File names and contents.
    pub fn borrowed(&self) -> Vec<(&str, &str)> {
        self.0.iter().map(|(file, text)| (file.as_str(), text.as_str())).collect()
    }

    /// The first half of a hash over all of it; ends of lines are left out, since they differ from
    /// system to system.
    fn hash(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for part in self.0.iter().flat_map(|(file, text)| [file.clone(), text.replace('\r', "")]) {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        hasher.finalize().to_hex()[..16].to_owned()
    }
}

/// The text of a table, or why it cannot be read.
fn table(path: &Path) -> Result<String, String> {
    let read = || {
        let mut bytes = Vec::new();
        File::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let bytes = read().map_err(|error: io::Error| format!("the table cannot be read ({error})."))?;
    if bytes.len() as u64 > LARGEST {
        return Err(format!("the table is larger than {} MiB.", LARGEST >> 20));
    }
    let text = String::from_utf8(bytes).map_err(|_| "the table is not in UTF-8; save it as UTF-8.".to_owned())?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned())
}
