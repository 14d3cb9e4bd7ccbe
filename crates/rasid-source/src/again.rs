//! The text of a capture once more: what a record keeps can be checked against the bytes that it came from.
//!
//! Every extractor has a name and a number here. Whoever changes what an extractor makes of the same bytes gives it
//! the next number, and leaves the old one in place where that is cheap; what is not here any more is
//! [`Again::Unknown`], which is no fault of the record.

use crate::chats::{telegram, telegram_page, whatsapp};
use crate::documents::{docx, pdf};
use crate::page::EXTRACTOR as PAGE;
use crate::saved::{self, FEED};
use crate::{charset, decode, mail, table};
use rasid_record::{Capture, PASTED, Report, pasted_text};
use serde_json::Value;

/// A text that is its own file.
pub(crate) const TEXT: &str = "text/1";
/// One JSON object with the text in its field `text`.
pub(crate) const JSON: &str = "json/1";

/// What an extractor makes of captured bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Again {
    /// The text, as it was before the title was put in front of it ([`Report::complete`]).
    Text(String),
    /// The extractor makes no text of these bytes.
    Nothing,
    /// This program does not have the extractor (any more).
    Unknown,
}

impl Again {
    /// Whether `report` holds this text; nothing where the extractor is unknown.
    pub fn is_of(&self, report: &Report) -> Option<bool> {
        match self {
            Again::Unknown => None,
            Again::Nothing => Some(false),
            Again::Text(text) => {
                let made = Report { text: text.clone(), title: report.title.clone(), ..Report::default() }.complete();
                Some(made.text == report.text)
            }
        }
    }
}

/// Takes the text out of the bytes of `capture` by the extractor that it names.
pub fn again(capture: &Capture) -> Again {
    let text = match &*capture.extractor {
        TEXT => charset::decode_as(&capture.bytes, &capture.charset),
        JSON => decode::object(&capture.bytes).ok().and_then(|mut fields| match fields.shift_remove("text") {
            Some(Value::String(text)) => Some(text),
            _ => None,
        }),
        PASTED => std::str::from_utf8(&capture.bytes).ok().map(pasted_text),
        PAGE => saved::text_again(capture),
        FEED => saved::entry_again(capture),
        whatsapp::EXTRACTOR => str::from_utf8(&capture.bytes).ok().and_then(whatsapp::message),
        telegram::EXTRACTOR => decode::object(&capture.bytes).ok().map(|message| telegram::text(&message)),
        telegram_page::EXTRACTOR => str::from_utf8(&capture.bytes).ok().and_then(telegram_page::text),
        docx::EXTRACTOR => docx::extract(&capture.bytes).ok().map(|docx| docx.text),
        pdf::EXTRACTOR => pdf::extract(&capture.bytes).ok().map(|pdf| pdf.text),
        mail::EXTRACTOR => mail::text_again(&capture.bytes),
        row if row.starts_with(table::EXTRACTOR) => table::text_again(&capture.bytes, row, &capture.charset),
        _ => return Again::Unknown,
    };
    text.map_or(Again::Nothing, Again::Text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Details, report_from_text, reports_from_bytes};
    use rasid_record::Way;

    #[test]
    fn every_kind_of_source_gives_its_text_again_from_its_capture() {
        for (name, bytes) in [
            ("a.txt", "\u{feff}قال\r\nمصدر".as_bytes()),
            ("a.jsonl", b"\xEF\xBB\xBF{\"text\": \"x\\ny\", \"title\": \"t\"}  \n{\"text\": \"z\"}" as &[u8]),
            ("a.json", b"[ {\"text\": \"x\"},\n{\"text\": \"y\", \"title\": \"y\"}]"),
        ] {
            let mut count = 0;
            for found in reports_from_bytes(name, bytes.to_vec()) {
                let received = found.unwrap();
                assert_eq!(received.capture.way, Way::Uploaded);
                if let Some(offset) = received.capture.offset {
                    let piece = &bytes[offset as usize..][..received.capture.bytes.len()];
                    assert_eq!(*piece, *received.capture.bytes, "the offset is that in the file");
                } else {
                    assert_eq!(*bytes, *received.capture.bytes);
                }
                let report = received.report.complete();
                assert_eq!(again(&received.capture).is_of(&report), Some(true), "{name}");
                let other = Report { text: format!("{} ", report.text), ..report };
                assert_eq!(again(&received.capture).is_of(&other), Some(false), "{name}");
                count += 1;
            }
            assert_eq!(count, if name == "a.txt" { 1 } else { 2 });
        }
    }

    #[test]
    fn a_pasted_text_is_captured_as_it_came() {
        let received = report_from_text(" قال\r\nمصدر \n".into(), Details::default()).unwrap();
        assert_eq!(&*received.capture.bytes, " قال\r\nمصدر \n".as_bytes());
        assert_eq!(received.report.text, "قال\nمصدر");
        assert_eq!(again(&received.capture).is_of(&received.report.complete()), Some(true));
    }

    #[test]
    fn what_extractor_is_not_here_is_said() {
        let capture = Capture::new(b"x".to_vec(), "x", "text/0");
        assert_eq!(again(&capture), Again::Unknown);
    }
}
