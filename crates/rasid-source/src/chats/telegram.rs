//! Exports of Telegram Desktop as JSON (`result.json`): one chat, or all chats of an account.
//!
//! Extractor `telegram/1`: the words of a message, of all its stretches (links, bold, mentions) one after the other.
//! A file may be larger than memory; only one message is held at a time.

use crate::bytes::Input;
use crate::decode;
use crate::error::Problem;
use crate::kind::file_name;
use crate::limits::NESTING;
use crate::pieces::Piece;
use crate::values::Values;
use rasid_record::day_number;
use serde_json::{Map, Value};
use std::io;

/// The extractor, with its version.
pub(crate) const EXTRACTOR: &str = "telegram/1";

/// A longer word is no key and no name of a chat, in bytes.
const LONGEST_WORD: usize = 4096;

/// What a chat says of itself before its messages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Chat {
    name: Option<String>,
    kind: Option<String>,
    id: Option<String>,
}

impl Chat {
    /// Whether it is a channel: it publishes, and nobody answers.
    fn is_channel(&self) -> bool {
        self.kind.as_deref().is_some_and(|kind| kind.ends_with("_channel"))
    }

    /// Whether its messages have addresses: those of channels and of large groups.
    fn has_addresses(&self) -> bool {
        self.kind.as_deref().is_some_and(|kind| kind.ends_with("_channel") || kind.ends_with("_supergroup"))
    }
}

/// Whether a JSON file called `name` that begins with `start` is such an export.
pub(crate) fn is_export(name: &str, start: &[u8]) -> bool {
    if !start.trim_ascii_start().starts_with(b"{") {
        return false;
    }
    let has = |key: &[u8], opens: u8| {
        start.windows(key.len()).enumerate().filter(|(_, window)| *window == key).any(|(at, _)| {
            let after = start[at + key.len()..].trim_ascii_start();
            after.strip_prefix(b":").is_some_and(|after| after.trim_ascii_start().first() == Some(&opens))
        })
    };
    let is_account = file_name(name).starts_with("result") && (has(b"\"about\"", b'"') || has(b"\"chats\"", b'{'));
    is_account || (has(b"\"messages\"", b'[') && has(b"\"type\"", b'"'))
}

/// The messages of an export, cut out one by one.
pub(crate) struct Messages {
    values: Values,
    levels: Vec<Level>,
    ended: bool,
}

/// An object or list that is open.
struct Level {
    is_list: bool,
    /// The key whose value comes next, in an object.
    key: Option<String>,
    /// What an object has said of itself so far.
    chat: Chat,
}

impl Messages {
    /// Nothing of `input` is read yet.
    pub fn new(input: Input) -> Self {
        Messages { values: Values::new(input), levels: Vec::new(), ended: false }
    }

    /// The next message, with its chat.
    pub fn next(&mut self) -> io::Result<Option<(Chat, Piece)>> {
        if self.ended {
            return Ok(None);
        }
        while let Some(byte) = self.values.next_letter()? {
            let in_messages = self.in_messages();
            match byte {
                b'{' if in_messages => {
                    let chat = self.levels[self.levels.len() - 2].chat.clone();
                    return Ok(Some((chat, self.values.value()?)));
                }
                b'{' | b'[' => {
                    if self.levels.len() >= NESTING {
                        self.ended = true;
                        return Ok(Some((Chat::default(), self.values.stop(Problem::Deep))));
                    }
                    self.values.take();
                    self.levels.push(Level { is_list: byte == b'[', key: None, chat: Chat::default() });
                }
                b'}' | b']' => {
                    self.values.take();
                    self.levels.pop();
                    self.value_ends();
                    if self.levels.is_empty() {
                        self.ended = true;
                        return Ok(None);
                    }
                }
                b',' | b':' => self.values.take(),
                _ => {
                    let piece = if byte == b'"' { self.values.value()? } else { self.values.scalar()? };
                    // Names are short; what is longer is none, and not kept at any depth.
                    let bytes = piece.bytes.as_ref().ok().map(|bytes| bytes.trim_ascii());
                    self.word(
                        bytes.filter(|bytes| bytes.len() <= LONGEST_WORD).and_then(|b| serde_json::from_slice(b).ok()),
                    );
                    if piece.bytes.is_err() {
                        return Ok(Some((Chat::default(), piece)));
                    }
                }
            }
        }
        self.ended = true;
        let cut_off = !self.levels.is_empty();
        Ok(cut_off.then(|| (Chat::default(), self.values.stop(Problem::CutOff))))
    }

    /// Whether the list that is open is that of the messages of a chat.
    fn in_messages(&self) -> bool {
        let [.., chat, list] = self.levels.as_slice() else { return false };
        list.is_list && chat.key.as_deref() == Some("messages")
    }

    /// A string or number: a key, or a value that the chat may be known by.
    fn word(&mut self, word: Option<Value>) {
        let Some(level) = self.levels.last_mut().filter(|level| !level.is_list) else { return };
        let Some(key) = level.key.take() else {
            level.key = Some(word.and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default());
            return;
        };
        let word = match word {
            Some(Value::String(word)) => Some(word).filter(|word| !word.trim().is_empty()),
            Some(Value::Number(number)) => Some(number.to_string()),
            _ => None,
        };
        match key.as_str() {
            "name" => level.chat.name = word,
            "type" => level.chat.kind = word,
            "id" => level.chat.id = word,
            _ => {}
        }
    }

    fn value_ends(&mut self) {
        if let Some(level) = self.levels.last_mut().filter(|level| !level.is_list) {
            level.key = None;
        }
    }
}

/// The fields of a message as an article; nothing where it has no words or is a line of the program.
pub(crate) fn message(bytes: &[u8], chat: &Chat) -> Result<Option<Map<String, Value>>, (u64, Problem)> {
    let mut message = decode::object(bytes)?;
    if message.get("type").and_then(Value::as_str).is_some_and(|kind| kind != "message") {
        return Ok(None);
    }
    let text = text(&message);
    if text.trim().is_empty() {
        return Ok(None);
    }
    let mut fields = Map::new();
    let mut set = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            fields.insert(name.to_owned(), Value::String(value));
        }
    };
    let word = |name: &str| message.get(name).and_then(Value::as_str).map(str::to_owned);
    let id = message.get("id").and_then(Value::as_i64);
    let forwarded = word("forwarded_from").filter(|name| !name.trim().is_empty());
    let from_channel = word("forwarded_from_id").is_some_and(|id| id.starts_with("channel"));
    let origin = forwarded.clone().filter(|_| from_channel && !chat.is_channel());
    set("outlet", origin.or_else(|| chat.name.clone()));
    let address = chat.id.as_deref().zip(id).filter(|_| chat.has_addresses());
    set("url", address.map(|(chat, id)| format!("https://t.me/c/{}/{id}", chat.trim_start_matches("-100"))));
    set("published", word("date").map(|date| with_offset(&date, word("date_unixtime").as_deref())));
    set("text", Some(text));
    // A person who is forwarded stays in the bytes as received.
    set("forwarded_from", forwarded.filter(|_| from_channel || chat.is_channel()));
    set("edited", word("edited"));
    if let Some(chat) = &chat.name {
        fields.insert("chat".into(), Value::String(chat.clone()));
    }
    for name in ["id", "reply_to_message_id"] {
        if let Some(value) = message.shift_remove(name).filter(Value::is_number) {
            let name = if name == "id" { "message_id" } else { "reply_to" };
            fields.insert(name.to_owned(), value);
        }
    }
    Ok(Some(fields))
}

/// The words of a message: a string, or stretches that are strings or objects.
pub(crate) fn text(message: &Map<String, Value>) -> String {
    let words = |value: &Value| match value {
        Value::String(words) => words.clone(),
        Value::Object(stretch) => stretch.get("text").and_then(Value::as_str).unwrap_or_default().to_owned(),
        _ => String::new(),
    };
    match message.get("text") {
        Some(Value::Array(stretches)) => stretches.iter().map(words).collect(),
        Some(other) => words(other),
        None => String::new(),
    }
}

/// The date of the computer that exported, with its offset, which is the difference to the seconds that count from 1970.
fn with_offset(date: &str, seconds: Option<&str>) -> String {
    let offset = (|| {
        let utc: i64 = seconds?.parse().ok()?;
        let minutes = (local_seconds(date)? - utc) / 60;
        (minutes.abs() <= 18 * 60).then(|| {
            let sign = if minutes < 0 { '-' } else { '+' };
            format!("{date}{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
        })
    })();
    offset.unwrap_or_else(|| date.to_owned())
}

/// Seconds from 1970 to `2021-05-01T12:00:00`, as if it were said in Greenwich.
fn local_seconds(date: &str) -> Option<i64> {
    crate::date::published(date)?;
    let number = |from: usize, to: usize| date.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    Some(day_number(year, month, day) * 86_400 + number(11, 13)? * 3600 + number(14, 16)? * 60 + number(17, 19)?)
}

#[cfg(test)]
mod tests;
