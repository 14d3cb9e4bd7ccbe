//! Bytes to text, and text to JSON, with the place of what is wrong.

use crate::charset::{self, Decoded};
use crate::error::Problem;
use rasid_record::CharsetBy;
use serde_json::error::Category;
use serde_json::{Map, Value};

/// A problem, and how many lines after the first it lies.
pub(crate) type Misplaced = (u64, Problem);

/// The text that `bytes` are, in whatever charset; bytes that are no text in any are refused.
pub(crate) fn text(bytes: &[u8]) -> Result<Decoded, Problem> {
    let decoded = charset::decode(bytes, None, None);
    // A zero in UTF-8 is text to a computer only.
    let is_binary = decoded.text.contains('\0')
        || (decoded.charset.found == CharsetBy::Statistics && looks_binary(decoded.text.as_bytes()));
    if is_binary { Err(Problem::Binary { until: None }) } else { Ok(decoded) }
}

/// The fields of the JSON object that `bytes` are.
pub(crate) fn object(bytes: &[u8]) -> Result<Map<String, Value>, Misplaced> {
    if let Err(error) = std::str::from_utf8(bytes) {
        return Err(not_utf8(&bytes[..error.valid_up_to()]));
    }
    serde_json::from_slice(bytes).map_err(|error| {
        let problem = match error.classify() {
            Category::Data => return (0, Problem::NotAnObject),
            Category::Eof => Problem::CutOff,
            _ => Problem::NotJson(reason(&error)),
        };
        (error.line().saturating_sub(1) as u64, problem)
    })
}

/// Whether bytes that are no UTF-8 are no text in any other encoding either.
pub(crate) fn looks_binary(bytes: &[u8]) -> bool {
    bytes.iter().any(|&b| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0C | 0x1A | 0x1B))
}

/// That bytes are no UTF-8 after `valid`, the part that is, with the line and the byte of that line.
pub(crate) fn not_utf8(valid: &[u8]) -> Misplaced {
    let line_start = valid.iter().rposition(|&b| b == b'\n').map_or(0, |at| at + 1);
    let lines = valid.iter().filter(|&&b| b == b'\n').count() as u64;
    (lines, Problem::NotUtf8 { byte: (valid.len() - line_start) as u64 + 1 })
}

/// The parser's words with the column only: the line is named in front of the sentence.
fn reason(error: &serde_json::Error) -> String {
    let words = error.to_string();
    let words = words.rsplit_once(" at line ").map_or(words.as_str(), |(words, _)| words);
    format!("{words}, at byte {} of the line", error.column().max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bad_byte_is_found() {
        let mut bytes = "قال\nثم ".as_bytes().to_vec();
        bytes.push(0xC7);
        assert_eq!(object(&bytes), Err((1, Problem::NotUtf8 { byte: 6 })));
    }

    #[test]
    fn binary_bytes_are_no_text() {
        assert_eq!(text(&[0x89, b'P', b'N', b'G', 1, 2]), Err(Problem::Binary { until: None }));
        assert_eq!(text(b"a\0b"), Err(Problem::Binary { until: None }));
    }

    #[test]
    fn broken_json_says_where() {
        assert_eq!(object(b"{\"text\": \"a"), Err((0, Problem::CutOff)));
        assert_eq!(object(b"[1]"), Err((0, Problem::NotAnObject)));
        let Err((1, Problem::NotJson(reason))) = object(b"{\n\"text\" 5}") else { panic!("this is not JSON") };
        assert_eq!(reason, "expected `:`, at byte 8 of the line");
    }
}
