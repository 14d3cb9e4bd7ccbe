//! What people pass on to one another: exports of Telegram and WhatsApp.
//!
//! A message is a report. Its outlet is the channel or the chat, never the person who wrote: who writes in a group is
//! often at risk, and no outlet. The names stay in the bytes as received.

pub(crate) mod stamp;
pub(crate) mod telegram;
pub(crate) mod telegram_page;
pub(crate) mod whatsapp;

use crate::bytes::{self, Input};
use crate::decode::not_utf8;
use crate::error::{InputError, Problem};
use crate::limits::{CHAT, MESSAGES};
use crate::streams::{Finds, Opened, Origin, Row, Step, Streaming};
use rasid_record::Basis;
use serde_json::{Map, Value};

/// All of an export, which both programs write in UTF-8 and in nothing else.
fn all(input: Input, gzip: bool, shown: &str) -> Result<String, InputError> {
    let bytes = bytes::file(input, CHAT, gzip).map_err(|problem| InputError::new(shown, problem))?;
    String::from_utf8(bytes).map_err(|error| {
        let (lines, problem) = not_utf8(&error.as_bytes()[..error.utf8_error().valid_up_to()]);
        InputError::at_line(shown, lines + 1, problem)
    })
}

/// What an index says of a chat holds of each of its messages, but when they were sent.
fn of_index(fields: &mut Map<String, Value>, rows: &[Row]) {
    for row in rows.iter().take(1) {
        fields.extend(row.iter().filter(|(name, _)| *name != "published").map(|(k, v)| (k.clone(), v.clone())));
    }
}

/// A chat of WhatsApp that is being given.
pub(crate) struct WhatsApp {
    origin: Origin,
    rows: Vec<Row>,
    outlet: Option<String>,
    text: String,
    messages: std::vec::IntoIter<whatsapp::Message>,
    ambiguous: bool,
    /// What has to be said first.
    doubts: Vec<Problem>,
}

impl WhatsApp {
    /// Takes in all of a chat.
    pub fn new(opened: Opened<'_>) -> Result<Self, InputError> {
        let Opened { origin, rows, input, shown, .. } = opened;
        let text = all(input, origin.gzip, shown)?;
        let mut chat = whatsapp::chat(&text);
        let outer = origin.container.as_deref().and_then(whatsapp::chat_name);
        let outlet = whatsapp::chat_name(shown).or(outer).or(chat.name.take());
        let mut doubts = Vec::new();
        if chat.messages.is_empty() {
            return Err(InputError::new(shown, Problem::NoMessages));
        }
        if chat.left_out > 0 {
            doubts.push(Problem::LeftOut { count: chat.left_out });
        }
        if chat.ambiguous {
            doubts.push(Problem::DaysOrMonths);
        }
        if chat.messages.len() as u64 > MESSAGES {
            doubts.push(Problem::ManyMessages);
            chat.messages.truncate(MESSAGES as usize);
        }
        let messages = chat.messages.into_iter();
        Ok(WhatsApp { origin, rows, outlet, text, messages, ambiguous: chat.ambiguous, doubts })
    }
}

impl Streaming for WhatsApp {
    fn advance(&mut self, finds: &mut Finds) -> Step {
        for doubt in self.doubts.drain(..) {
            finds.problem(None, doubt);
        }
        let Some(message) = self.messages.next() else { return Step::End };
        let whatsapp::Message { range, line, sent, text } = message;
        let at = range.start as u64;
        let capture = self.origin.piece(self.text[range].as_bytes(), at, whatsapp::EXTRACTOR, "text/plain");
        let mut fields = Map::new();
        if let Some(outlet) = &self.outlet {
            fields.insert("outlet".into(), Value::String(outlet.clone()));
        }
        if let Some(sent) = sent {
            fields.insert("published".into(), Value::String(sent));
        }
        if self.ambiguous {
            fields.insert("published_basis".into(), Value::String(Basis::Inferred.as_str().into()));
        }
        fields.insert("text".into(), Value::String(text));
        of_index(&mut fields, &self.rows);
        finds.article(Some(line), fields, capture);
        Step::On
    }
}

/// An export of Telegram that is being read.
pub(crate) struct Telegram {
    origin: Origin,
    messages: telegram::Messages,
    count: u64,
    left_out: usize,
}

impl Telegram {
    /// Nothing of it is read yet.
    pub fn new(opened: Opened<'_>) -> Self {
        Telegram { messages: telegram::Messages::new(opened.input), origin: opened.origin, count: 0, left_out: 0 }
    }

    fn end(&mut self, finds: &mut Finds) -> Step {
        if self.count == 0 && finds.is_empty() {
            finds.problem(None, Problem::NoMessages);
        }
        if self.left_out > 0 {
            finds.problem(None, Problem::LeftOut { count: self.left_out });
        }
        Step::End
    }
}

impl Streaming for Telegram {
    fn advance(&mut self, finds: &mut Finds) -> Step {
        let (chat, piece) = match self.messages.next() {
            Ok(Some(found)) => found,
            Ok(None) => return self.end(finds),
            Err(error) => {
                finds.problem(None, bytes::problem(&error, self.origin.gzip));
                return Step::End;
            }
        };
        let line = piece.line;
        match piece
            .bytes
            .map_err(|problem| (0, problem))
            .and_then(|bytes| telegram::message(&bytes, &chat).map(|f| (bytes, f)))
        {
            Ok((_, None)) => self.left_out += 1,
            Ok((bytes, Some(fields))) => {
                if self.count == MESSAGES {
                    finds.problem(Some(line), Problem::ManyMessages);
                    return self.end(finds);
                }
                let capture = self.origin.piece(bytes, piece.at, telegram::EXTRACTOR, "application/json");
                finds.article(Some(line), fields, capture);
            }
            Err((lines, problem)) => finds.problem(Some(line + lines), problem),
        }
        self.count += 1;
        Step::On
    }
}

/// An export of Telegram as a page that is being given.
pub(crate) struct TelegramPage {
    origin: Origin,
    rows: Vec<Row>,
    text: String,
    chat: Option<String>,
    messages: std::vec::IntoIter<telegram_page::Message>,
    left_out: usize,
}

impl TelegramPage {
    /// Takes in all of a page.
    pub fn new(opened: Opened<'_>) -> Result<Self, InputError> {
        let Opened { origin, rows, input, shown, .. } = opened;
        let text = all(input, origin.gzip, shown)?;
        let (messages, chat, left_out) = telegram_page::messages(&text);
        Ok(TelegramPage { origin, rows, text, chat, messages: messages.into_iter(), left_out })
    }
}

impl Streaming for TelegramPage {
    fn advance(&mut self, finds: &mut Finds) -> Step {
        let Some(telegram_page::Message { range, id, sent, text }) = self.messages.next() else {
            if self.left_out > 0 {
                finds.problem(None, Problem::LeftOut { count: self.left_out });
            }
            return Step::End;
        };
        let at = range.start as u64;
        let capture = self.origin.piece(self.text[range].as_bytes(), at, telegram_page::EXTRACTOR, "text/html");
        let mut fields = Map::new();
        for (name, value) in [("outlet", self.chat.clone()), ("published", sent), ("text", Some(text))] {
            if let Some(value) = value {
                fields.insert(name.into(), Value::String(value));
            }
        }
        if let Some(id) = id {
            fields.insert("message_id".into(), id.into());
        }
        of_index(&mut fields, &self.rows);
        finds.article(None, fields, capture);
        Step::On
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reports_from_bytes;

    #[test]
    fn a_byte_of_a_chat_that_is_no_utf_8_is_named_with_its_line() {
        let chat = [b"[25/05/2021, 09:01:10] X: a\n[25/05/2021, 09:01:10] X: ", &b"\xC7\n"[..]].concat();
        let error = reports_from_bytes("_chat.txt", chat).next().unwrap().unwrap_err();
        assert_eq!((error.line(), error.problem()), (Some(2), &Problem::NotUtf8 { byte: 27 }));
    }
}
