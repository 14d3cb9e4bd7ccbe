//! ZIP archives: each member is read as the file that it is, one after the other, without being held whole.
//!
//! Names of members are only names: nothing is ever written under them. Members that lie over one another, as in bombs,
//! are refused before anything is decompressed; how much may come out of all of them is one budget.

pub(crate) mod members;
#[cfg(test)]
mod tests;

use crate::bytes::{self, Budget};
use crate::error::Problem;
use crate::kind::Kind;
use crate::limits::ARCHIVE;
use crate::reports::{Inner, Job};
use crate::streams::{Finds, Opened, Step, Streaming};
use members::{Entry, Members, Store};
use std::collections::VecDeque;

/// An archive that is being read.
pub(crate) struct Archive {
    shown: String,
    members: Members,
    budget: Budget,
    waiting: VecDeque<(Entry, Kind)>,
    others: Vec<String>,
    count: usize,
}

impl Archive {
    /// Looks what is in an archive.
    pub fn new(opened: Opened<'_>) -> Result<Self, Problem> {
        let Opened { shown, origin, path, input, budget, .. } = opened;
        let store = match path.filter(|_| !origin.gzip) {
            Some(path) => Store::File(path),
            None => Store::Bytes(bytes::file(input, ARCHIVE, origin.gzip)?.into()),
        };
        let members = Members::of(store)?;
        let (mut waiting, mut others) = (VecDeque::new(), Vec::new());
        for entry in members.entries() {
            if entry.is_folder || is_of_the_system(&entry.name) {
                continue;
            }
            match Kind::of(&entry.name) {
                // A name that says nothing is that of a part of some program's file.
                Ok(Kind::Guess) | Err(_) => others.push(entry.name.clone()),
                Ok(kind) => waiting.push_back((entry.clone(), kind)),
            }
        }
        // Exports of chats bring their pictures along.
        others.retain(|name| !is_picture(name));
        Ok(Archive { shown: shown.to_owned(), members, budget: budget.clone(), count: waiting.len(), waiting, others })
    }
}

impl Streaming for Archive {
    fn advance(&mut self, finds: &mut Finds) -> Step {
        let Some((entry, kind)) = self.waiting.pop_front() else {
            if self.count == 0 {
                finds.problem(None, Problem::EmptyArchive);
            } else if let Some(first) = self.others.first().cloned() {
                finds.problem(None, Problem::OtherMembers { count: self.others.len(), first });
            }
            return Step::End;
        };
        match self.members.open(&entry, Some(&self.budget)) {
            Ok(bytes) => {
                let bytes = Box::new(self.budget.charge(bytes));
                Step::Inner(Box::new(Job::Inner(Inner {
                    name: entry.name,
                    container: self.shown.clone(),
                    kind,
                    bytes,
                })))
            }
            Err(problem) => {
                finds.member(&entry.name, problem);
                Step::On
            }
        }
    }
}

/// Files that systems put into archives beside those that people put there.
fn is_of_the_system(name: &str) -> bool {
    name.starts_with("__MACOSX/")
        || name.rsplit('/').next().is_some_and(|name| name.starts_with('.') || name.starts_with("~$"))
}

/// Pictures, recordings and the looks of pages.
fn is_picture(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    [
        "jpg", "jpeg", "png", "gif", "webp", "svg", "ico", "mp4", "mov", "3gp", "mp3", "m4a", "ogg", "opus", "oga",
        "wav", "webm", "tgs", "vcf", "css", "js", "woff", "woff2", "ttf",
    ]
    .contains(&ending.as_str())
}
