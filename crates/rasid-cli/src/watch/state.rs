//! Where watching stands: what each feed said last, what was seen of it, what is to be tried again. It lies beside the
//! record and is written as a whole; losing it costs requests, and never keeps a report twice.

use crate::output::beside;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet, VecDeque};
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Entries of one feed that are remembered as done.
const SEEN: usize = 10_000;
/// Pages of one feed that wait to be tried again.
const WAITING: usize = 1_000;

/// Of all sources, by the addresses of their feeds.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// The version of this form.
    pub rasid_watch: u32,
    /// Each source.
    pub sources: BTreeMap<String, Standing>,
}

/// Of one source.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// The mark of the version of the feed that was read last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// When that version was changed, in the server's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
    /// How often the feed failed since it last came.
    #[serde(default)]
    pub failures: u32,
    /// Hashes of entries and addresses that are done, the oldest first.
    #[serde(default)]
    seen: VecDeque<String>,
    /// Pages that are to be tried again.
    #[serde(default)]
    pub waiting: Vec<Waiting>,
    #[serde(skip)]
    index: HashSet<String>,
}

/// A page that could not be fetched yet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Waiting {
    /// What tells its entry from others.
    pub key: String,
    /// Its address.
    pub url: String,
    /// What the feed says of it.
    #[serde(default)]
    pub title: Option<String>,
    /// When it was published, as the feed says.
    #[serde(default)]
    pub published: Option<String>,
    /// How often it was tried.
    pub tries: u32,
    /// When it is tried again: seconds since 1970.
    pub next: u64,
}

impl Standing {
    /// Whether an entry or address is done.
    pub fn is_seen(&self, mark: &str) -> bool {
        self.index.contains(mark)
    }

    /// Remembers that one is done.
    pub fn see(&mut self, mark: String) {
        if self.index.insert(mark.clone()) {
            self.seen.push_back(mark);
            if self.seen.len() > SEEN
                && let Some(oldest) = self.seen.pop_front()
            {
                self.index.remove(&oldest);
            }
        }
    }

    /// Puts a page among those that are tried again; `false` where there are too many.
    pub fn wait(&mut self, page: Waiting) -> bool {
        let room = self.waiting.len() < WAITING;
        if room {
            self.waiting.push(page);
        }
        room
    }
}

impl State {
    /// Reads the state at `path`; an empty one where there is none.
    ///
    /// # Errors
    ///
    /// Where it is there and cannot be read, a sentence.
    pub fn load(path: &Path) -> Result<Self, String> {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(State { rasid_watch: 1, ..State::default() });
            }
            Err(error) => return Err(format!("the file cannot be read ({error}).")),
        };
        let mut state: State = serde_json::from_str(&text).map_err(|error| {
            format!("this is no state of rasid watch ({error}); remove it to begin anew: nothing is kept twice.")
        })?;
        if state.rasid_watch != 1 {
            return Err(
                "it was written by another version of rasid watch; remove it to begin anew: nothing is kept twice."
                    .to_owned(),
            );
        }
        for standing in state.sources.values_mut() {
            standing.index = standing.seen.iter().cloned().collect();
        }
        Ok(state)
    }

    /// Writes it; under its name there is always a whole one.
    ///
    /// # Errors
    ///
    /// What the system says.
    pub fn save(&self, path: &Path) -> io::Result<()> {
        let unfinished = beside(path);
        let written = (|| {
            let mut options = fs::OpenOptions::new();
            options.write(true).create(true).truncate(true);
            // What somebody reads is nobody else's business.
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut file = options.open(&unfinished)?;
            serde_json::to_writer(&mut file, self)?;
            file.write_all(b"\n")?;
            file.sync_all()?;
            fs::rename(&unfinished, path)
        })();
        if written.is_err() {
            // What is left is of no use; that it cannot be removed says nothing new.
            drop(fs::remove_file(&unfinished));
        }
        written
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_again() {
        let path = std::env::temp_dir().join(format!("rasid-state-{}.json", std::process::id()));
        let mut state = State::load(&path).unwrap();
        let standing = state.sources.entry("https://a.example/feed".into()).or_default();
        standing.etag = Some("\"1\"".into());
        standing.see("x".into());
        standing.wait(Waiting { key: "k".into(), url: "u".into(), tries: 2, ..Waiting::default() });
        state.save(&path).unwrap();
        let again = State::load(&path).unwrap();
        assert_eq!(again, state);
        assert!(again.sources["https://a.example/feed"].is_seen("x"));
        fs::write(&path, "{").unwrap();
        assert!(State::load(&path).unwrap_err().contains("remove it to begin anew"));
        fs::remove_file(&path).unwrap();
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let mut standing = Standing::default();
        for n in 0..2 * SEEN {
            standing.see(n.to_string());
            standing.wait(Waiting::default());
        }
        assert_eq!((standing.seen.len(), standing.index.len(), standing.waiting.len()), (SEEN, SEEN, WAITING));
        assert!(!standing.is_seen("0") && standing.is_seen(&(2 * SEEN - 1).to_string()));
    }
}
