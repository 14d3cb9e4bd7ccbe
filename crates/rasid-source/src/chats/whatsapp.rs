//! Chats that WhatsApp exports as text: `_chat.txt` of an iPhone, `WhatsApp Chat with X.txt` of an Android telephone.
//!
//! Extractor `whatsapp/1`: the text of a message is what stands after the name of its sender, over all its lines,
//! without marks of attached files and of having been edited.

use super::stamp::{Stamp, order, stamp};
use crate::kind::file_name;
use crate::shown::is_direction_mark;
use crate::words::words;
use std::ops::Range;

/// The extractor, with its version.
pub(crate) const EXTRACTOR: &str = "whatsapp/1";
/// Lines in which a file that is not called after a chat has to show what it is.
const LOOKED_AT: usize = 40;
/// A longer "name" before a colon is a sentence.
const LONGEST_NAME: usize = 100;

/// A message with words in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Message {
    /// Its bytes in the file, with all its lines.
    pub range: Range<usize>,
    /// The line where it begins, counted from 1.
    pub line: u64,
    /// When it was sent: ISO 8601 without an offset; nothing where the date is none of our calendar.
    pub sent: Option<String>,
    /// What it says.
    pub text: String,
}

/// A chat.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Chat {
    /// Its messages, in their order.
    pub messages: Vec<Message>,
    /// The name of the group, where the file says it.
    pub name: Option<String>,
    /// How many lines of the program itself (who joined, calls) and messages without words (pictures) were left out.
    pub left_out: usize,
    /// Whether days and months cannot be told apart in it.
    pub ambiguous: bool,
}

/// Whether `text`, the beginning of a file called `name`, is such a chat.
pub(crate) fn is_chat(name: &str, text: &str) -> bool {
    let stamped = text.lines().take(LOOKED_AT).filter(|line| stamp(line).is_some()).count();
    let first = text.lines().find(|line| !line.trim().is_empty());
    let begins = first.is_some_and(|line| stamp(line).is_some());
    begins && (stamped > 1 || chat_name(name).is_some() || file_name(name).starts_with("_chat"))
}

/// The name of a chat from that of its file or archive.
pub(crate) fn chat_name(file: &str) -> Option<String> {
    let name = file_name(file);
    let name = name.strip_suffix(".gz").unwrap_or(name);
    let name = name.strip_suffix(".txt").or_else(|| name.strip_suffix(".zip")).unwrap_or(name);
    // Systems put marks of direction into names of files, and numbers behind names that are there already.
    let name: String = name.chars().filter(|c| !is_direction_mark(*c)).collect();
    let rest = words("chat-name").find_map(|before| name.strip_prefix(before))?.trim();
    (!rest.is_empty()).then(|| rest.to_owned())
}

/// The messages of a chat. Never fails: what is no message is left out and counted.
pub(crate) fn chat(text: &str) -> Chat {
    let mut pieces: Vec<(Stamp, Range<usize>, u64)> = Vec::new();
    let (mut at, mut number) = (0, 0);
    for line in text.split_inclusive('\n') {
        number += 1;
        let end = at + line.len();
        match (stamp(line), pieces.last_mut()) {
            (Some((stamp, _)), _) => pieces.push((stamp, at..end, number)),
            (None, Some((_, range, _))) => range.end = end,
            (None, None) => {}
        }
        at = end;
    }
    let (order, ambiguous) = order(&pieces.iter().map(|(stamp, ..)| *stamp).collect::<Vec<_>>());
    let mut chat = Chat { ambiguous, ..Chat::default() };
    if let Some((_, range, _)) = pieces.first() {
        chat.name = group_name(&text[range.clone()]);
    }
    for (stamp, range, line) in pieces {
        match message(&text[range.clone()]) {
            Some(text) => chat.messages.push(Message { range, line, sent: stamp.iso(order), text }),
            None => chat.left_out += 1,
        }
    }
    chat
}

/// What a message says; nothing where it is a line of the program or has no words.
pub(crate) fn message(piece: &str) -> Option<String> {
    let (_, rest) = stamp(piece)?;
    let (name, said) = sender(rest)?;
    if name.is_empty() || said.starts_with('\u{200E}') {
        return None;
    }
    let said = without_files(said.trim_end_matches(['\r', '\n']));
    let words = said.trim_matches(|c: char| c.is_whitespace() || is_direction_mark(c));
    let is_mark = words.starts_with('<') && words.ends_with('>') && !words.contains('\n');
    (!words.is_empty() && !is_mark && !self::words("not-said").any(|word| word == words))
        .then(|| said.trim().to_owned())
}

/// Splits off the name of who wrote; a line of the program has none.
fn sender(rest: &str) -> Option<(&str, &str)> {
    let (name, said) = rest.split_once(':')?;
    let name = name.trim_matches(|c: char| c.is_whitespace() || is_direction_mark(c));
    let is_name = !name.contains('\n') && name.chars().count() <= LONGEST_NAME;
    // A name and its colon stand in one line with the message or with its end.
    (is_name && (said.starts_with([' ', '\n', '\r', '\u{A0}']) || said.starts_with(is_direction_mark)))
        .then(|| (name, said.strip_prefix(' ').unwrap_or(said)))
}

/// An iPhone lets the group itself say the first sentence.
fn group_name(piece: &str) -> Option<String> {
    let (name, said) = sender(stamp(piece)?.1)?;
    (!name.is_empty() && said.starts_with('\u{200E}') && !said.contains('<')).then(|| name.to_owned())
}

/// The words without marks of the program: `\u{200E}<attached: …>` and the like behind a mark of direction, and the line
/// `IMG-1.jpg (file attached)` of Android before a caption.
fn without_files(said: &str) -> String {
    let said = match said.split_once('\n').unwrap_or((said, "")) {
        (first, caption) if is_file_line(first) => caption,
        _ => said,
    };
    let mut kept = String::with_capacity(said.len());
    let mut rest = said;
    while let Some((before, mark)) = rest.split_once("\u{200E}<") {
        let Some((_, after)) = mark.split_once('>') else { break };
        kept.push_str(before);
        rest = after;
    }
    kept.push_str(rest);
    kept
}

fn is_file_line(line: &str) -> bool {
    let line = line.trim_matches(|c: char| c.is_whitespace() || is_direction_mark(c));
    let Some((name, note)) = line.split_once(" (") else { return false };
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    note.ends_with(')')
        && !name.contains(' ')
        && (2..=4).contains(&ending.len())
        && ending.bytes().all(|b| b.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests;
