//! E-mails: one a file (`.eml`), or many in one (`.mbox`).
//!
//! Extractor `mail/1`: the part of plain text where it has words, else that of HTML without its marks. MIME is
//! mail-parser's; the charset of a part is found by our own rules, since mail programs in Arabic say it wrongly or not
//! at all.

pub(crate) mod mailbox;

use crate::charset::{self, Charset};
use crate::error::Problem;
use crate::kind::Kind;
use crate::limits::MAIL_PARTS;
use crate::page::plain;
use crate::reports::{Inner, Job};
use crate::streams::Origin;
use mail_parser::{Encoding, HeaderName, Message, MessageParser, MessagePart, MimeHeaders, PartType};
use rasid_record::Capture;
use serde_json::{Map, Value};
use std::collections::VecDeque;
use std::io::Cursor;

/// The extractor, with its version.
pub(crate) const EXTRACTOR: &str = "mail/1";
/// Attached files of one e-mail that are looked at.
const ATTACHED: usize = 1_000;

/// An e-mail.
pub(crate) struct Mail {
    text: String,
    charset: Option<Charset>,
    subject: Option<String>,
    sender: Option<String>,
    sent: Option<String>,
    id: Option<String>,
    address: Option<String>,
    attached: Vec<(String, Kind, Vec<u8>)>,
}

/// Reads an e-mail.
///
/// # Errors
///
/// Where the bytes are no e-mail.
pub(crate) fn extract(bytes: &[u8]) -> Result<Mail, Problem> {
    let bytes = without_envelope(bytes);
    let begins = |line: &[u8]| line.starts_with(b"--");
    if bytes.split(|&b| b == b'\n').filter(|line| begins(line)).take(MAIL_PARTS + 1).count() > MAIL_PARTS {
        return Err(Problem::Damaged(format!("it has more than {MAIL_PARTS} parts")));
    }
    let is_mail = |message: &Message<'_>| message.parts.first().is_some_and(|part| !part.headers.is_empty());
    let message = MessageParser::default().parse(bytes).filter(is_mail);
    let message = message.ok_or_else(|| Problem::Damaged("it does not begin with the head of an e-mail".to_owned()))?;
    let (text, charset) = body(&message, bytes);
    let sender = message.from().and_then(|from| from.first());
    let sender =
        sender.and_then(|from| from.name.as_deref().or(from.address.as_deref())).map(|name| name.trim().to_owned());
    let sent = message.date().filter(|date| date.is_valid()).map(|date| date.to_rfc3339());
    Ok(Mail {
        text,
        subject: header(&message, bytes, HeaderName::Subject, charset).or_else(|| message.subject().map(str::to_owned)),
        charset,
        sender: sender.filter(|name| !name.is_empty()),
        sent: sent.filter(|date| crate::date::published(date).is_some()),
        id: message.message_id().map(str::to_owned),
        address: message
            .header_raw(HeaderName::Other("Archived-At".into()))
            .map(|address| address.trim().trim_matches(['<', '>']).to_owned())
            .filter(|address| address.starts_with("http")),
        attached: attached(&message),
    })
}

/// The text of an e-mail that was captured.
pub(crate) fn text_again(bytes: &[u8]) -> Option<String> {
    extract(bytes).ok().map(|mail| mail.text)
}

impl Mail {
    /// The fields of the report that it is, where it has words, and its capture; `at` is where it begins in a mailbox.
    pub fn report(&self, bytes: &[u8], origin: &Origin, at: Option<u64>) -> (Option<Map<String, Value>>, Capture) {
        let mut capture = match at {
            Some(at) => origin.piece(bytes, at, EXTRACTOR, "message/rfc822"),
            None => origin.whole(bytes, EXTRACTOR, "message/rfc822"),
        };
        if let Some(charset) = self.charset {
            charset.tell(&mut capture);
        }
        let mut fields = Map::new();
        for (name, value) in [
            ("outlet", &self.sender),
            ("url", &self.address),
            ("title", &self.subject),
            ("published", &self.sent),
            ("message_id", &self.id),
        ] {
            if let Some(value) = value {
                fields.insert(name.to_owned(), Value::String(value.clone()));
            }
        }
        fields.insert("text".to_owned(), Value::String(self.text.clone()));
        ((!self.text.trim().is_empty()).then_some(fields), capture)
    }

    /// What is attached and can be read, to be read after it; `shown` is the name of the e-mail.
    pub fn attached(self, shown: &str) -> VecDeque<Job> {
        let inner = |(name, kind, bytes)| {
            Job::Inner(Inner { name, container: shown.to_owned(), kind, bytes: Box::new(Cursor::new(bytes)) })
        };
        self.attached.into_iter().map(inner).collect()
    }
}

/// A mailbox writes a line before each e-mail that is no part of it, and marks lines that look like it.
fn without_envelope(bytes: &[u8]) -> &[u8] {
    if !bytes.starts_with(b"From ") {
        return bytes;
    }
    bytes.iter().position(|&b| b == b'\n').map_or(&[], |end| &bytes[end + 1..])
}

/// The words of an e-mail, and the charset they were in.
fn body(message: &Message<'_>, bytes: &[u8]) -> (String, Option<Charset>) {
    let words = |ids: &[u32], html: bool| {
        let mut texts = Vec::new();
        let mut charset = None;
        for part in ids.iter().filter_map(|&id| message.parts.get(id as usize)) {
            if matches!(part.body, PartType::Html(_)) != html {
                continue;
            }
            let Some((text, found)) = part_text(part, bytes) else { continue };
            let text = if html { plain(&text) } else { flowed(part, &text) };
            if !text.trim().is_empty() {
                charset = charset.or(Some(found));
                texts.push(text.trim_matches(['\r', '\n', ' ']).to_owned());
            }
        }
        (texts.join("\n\n"), charset)
    };
    let plain = words(&message.text_body, false);
    if plain.0.is_empty() { words(&message.html_body, true) } else { plain }
}

/// The text of a part, by what it says of its charset and by what its bytes say.
fn part_text(part: &MessagePart<'_>, bytes: &[u8]) -> Option<(String, Charset)> {
    let is_text = matches!(part.body, PartType::Text(_) | PartType::Html(_));
    let raw = bytes.get(part.offset_body as usize..part.offset_end as usize).filter(|_| is_text)?;
    let raw = match part.encoding {
        Encoding::Base64 => mail_parser::decoders::base64::base64_decode(raw)?,
        Encoding::QuotedPrintable => mail_parser::decoders::quoted_printable::quoted_printable_decode(raw)?,
        Encoding::None => raw.to_vec(),
    };
    let declared = part.content_type().and_then(|kind| kind.attribute("charset"));
    let in_page = if matches!(part.body, PartType::Html(_)) { charset::declared_in_markup(&raw) } else { None };
    let decoded = charset::decode(&raw, declared.or(in_page), None);
    Some((decoded.text.replace("\r\n", "\n"), decoded.charset))
}

/// Text whose lines were broken on the way (`format=flowed`) with its lines whole.
fn flowed(part: &MessagePart<'_>, text: &str) -> String {
    let parameter = |name: &str| part.content_type().and_then(|kind| kind.attribute(name));
    if !parameter("format").is_some_and(|format| format.eq_ignore_ascii_case("flowed")) {
        return text.to_owned();
    }
    let without_space = parameter("delsp").is_some_and(|yes| yes.eq_ignore_ascii_case("yes"));
    let mut whole = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let words = line.strip_suffix('\n').unwrap_or(line);
        if words.ends_with(' ') && words != "-- " {
            whole.push_str(if without_space { &words[..words.len() - 1] } else { words });
        } else {
            whole.push_str(line);
        }
    }
    whole
}

/// A header that stands there in plain bytes and in another charset than UTF-8; nothing where it is as it should be.
fn header(message: &Message<'_>, bytes: &[u8], name: HeaderName<'_>, charset: Option<Charset>) -> Option<String> {
    let header = message.parts.first()?.headers.iter().find(|header| header.name == name)?;
    let raw = bytes.get(header.offset_start as usize..header.offset_end as usize)?;
    std::str::from_utf8(raw).err()?;
    let text = charset::decode(raw, charset.map(|charset| charset.name), None).text;
    Some(text.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty())
}

/// What is attached and of a kind that is read.
fn attached(message: &Message<'_>) -> Vec<(String, Kind, Vec<u8>)> {
    let mut found = Vec::new();
    for part in message.attachments().take(ATTACHED) {
        if let PartType::Message(inner) = &part.body {
            found.push(("message.eml".to_owned(), Kind::Mail, inner.raw_message().to_vec()));
            continue;
        }
        let name = part.attachment_name().unwrap_or_default().to_owned();
        let kind = match Kind::of(&name) {
            Ok(Kind::Guess) | Err(_) => continue,
            Ok(kind) => kind,
        };
        found.push((name, kind, part.contents().to_vec()));
    }
    found
}

#[cfg(test)]
mod tests;
