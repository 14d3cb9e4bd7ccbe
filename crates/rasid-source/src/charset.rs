//! Which characters bytes stand for, and how that was found.
//!
//! In this order: a byte order mark; bytes that are valid UTF-8 and hold more than ASCII, since text in another charset
//! is that by chance only in a few letters; what the source declares (an HTTP header, a `<meta>`, an XML declaration, a
//! MIME part; the caller hands it in); and at last statistics over the bytes, by the detector that Firefox uses
//! (chardetng). A declaration that the bytes contradict is not believed: servers say "Latin 1" of whatever they send.

use crate::error::Problem;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_8859_6, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1256};
use rasid_record::{Capture, CharsetBy};
use std::fmt;

/// Bytes that statistics look at; more of them do not change the guess.
const LOOKED_AT: usize = 256 * 1024;
/// Bytes in which markup has to declare its charset; the standard asks for 1024, pages in the wild need more.
const MARKUP_LOOKED_AT: usize = 4096;
/// What the detector is told of where bytes come from of which nobody says anything. To name an Arabic-speaking country
/// would not help more with Arabic (two words are enough either way) and takes Russian for Arabic.
const ANYWHERE: &str = "com";

/// A charset and how it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Charset {
    /// Its name in the Encoding Standard, such as `UTF-8` or `windows-1256`.
    pub name: &'static str,
    /// How it was found.
    pub found: CharsetBy,
}

impl fmt::Display for Charset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.name, self.found.as_str())
    }
}

impl Charset {
    /// Says it in a capture.
    pub fn tell(self, capture: &mut Capture) {
        (capture.charset, capture.charset_by) = (self.name.to_ascii_lowercase().into(), self.found);
    }
}

/// Text that was made of bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The charset it was in.
    pub charset: Charset,
    /// How many characters could not be read; `U+FFFD` stands in the place of each.
    pub replaced: usize,
}

/// The text that `bytes` are. `declared` is what the source says of their charset, in any spelling; `domain` is the
/// name of the host they come from, where they come from one: its last part helps statistics.
///
/// Every sequence of bytes is some text; whether it is meant as text is for the caller to ask first.
pub fn decode(bytes: &[u8], declared: Option<&str>, domain: Option<&str>) -> Decoded {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return with(encoding, CharsetBy::Mark, &bytes[length..]);
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && !text.contains('\0')
    {
        return Decoded {
            text: text.to_owned(),
            charset: Charset { name: UTF_8.name(), found: CharsetBy::Valid },
            replaced: 0,
        };
    }
    if let Some(encoding) = declared.and_then(named) {
        let decoded = with(encoding, CharsetBy::Declared, bytes);
        if is_believed(encoding, &decoded, bytes, domain) {
            return decoded;
        }
    }
    with(guess(bytes, domain), CharsetBy::Statistics, bytes)
}

/// The text that `bytes` are in the charset called `name`, as a capture has it; a mark before them is left out.
pub(crate) fn decode_as(bytes: &[u8], name: &str) -> Option<String> {
    let encoding = named(name)?;
    Some(encoding.decode_with_bom_removal(bytes).0.into_owned())
}

/// What has to be said of a text whose charset was not simply there.
pub(crate) fn doubts(decoded: &Decoded) -> impl Iterator<Item = Problem> {
    let Decoded { charset, replaced, .. } = *decoded;
    let guessed = charset.found == CharsetBy::Statistics && replaced == 0;
    let guessed = guessed.then_some(Problem::GuessedCharset(charset.name));
    guessed.into_iter().chain((replaced > 0).then_some(Problem::Replaced { charset: charset.name, count: replaced }))
}

/// The charset that markup declares in its first bytes: `<meta charset=…>`, `<meta … content="…; charset=…">` or
/// `<?xml … encoding=…?>`. Nothing where it declares none that is known.
pub fn declared_in_markup(bytes: &[u8]) -> Option<&'static str> {
    let start = bytes[..bytes.len().min(MARKUP_LOOKED_AT)].to_ascii_lowercase();
    let found = if start.trim_ascii_start().starts_with(b"<?xml") {
        let end = position(&start, b"?>")?;
        after(&start[..end], b"encoding")
    } else {
        let mut rest = start.as_slice();
        loop {
            rest = &rest[position(rest, b"<meta")? + 5..];
            let end = rest.iter().position(|&b| b == b'>').unwrap_or(rest.len());
            if let Some(label) = after(&rest[..end], b"charset") {
                break Some(label);
            }
        }
    };
    // What can be read as ASCII so far is not in UTF-16, whatever it says.
    let encoding = named(std::str::from_utf8(found?).ok()?)?;
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding }.name())
}

/// The charset that a media type declares: `text/html; charset=windows-1256`.
pub fn declared_in_media_type(media_type: &str) -> Option<&str> {
    media_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches(['"', '\'']))
    })
}

/// The label after `name=`, which may be quoted.
fn after<'b>(bytes: &'b [u8], name: &[u8]) -> Option<&'b [u8]> {
    let mut rest = &bytes[position(bytes, name)? + name.len()..];
    rest = rest.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let end = rest.iter().position(|b| b"\"'; \t\r\n/>?".contains(b)).unwrap_or(rest.len());
    Some(&rest[..end]).filter(|label| !label.is_empty())
}

fn position(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}

/// The encoding of a label; names that Arabic programs write and the standard does not list are known too.
fn named(label: &str) -> Option<&'static Encoding> {
    let label = label.trim();
    Encoding::for_label(label.as_bytes()).or_else(|| match label.to_ascii_lowercase().replace('_', "-").as_str() {
        "cp1256" | "cp-1256" | "windows1256" | "win-1256" | "1256" | "ms-1256" | "x-windows-1256" => Some(WINDOWS_1256),
        "iso8859-6" | "iso-8859-6-e" | "8859-6" => Some(ISO_8859_6),
        "utf-8-sig" => Some(UTF_8),
        _ => None,
    })
}

/// Whether the bytes are what their source declares, as far as they show it.
fn is_believed(encoding: &'static Encoding, decoded: &Decoded, bytes: &[u8], domain: Option<&str>) -> bool {
    // One damaged letter does not change the charset of a page.
    if decoded.replaced > decoded.text.len() / 500 {
        return false;
    }
    if encoding != WINDOWS_1252 {
        return true;
    }
    // "Latin 1" is what programs say when they know nothing: in it about one letter in ten is no ASCII.
    let high = bytes.iter().filter(|&&b| b >= 0x80).count();
    high * 4 < bytes.len() || !is_arabic(guess(bytes, domain))
}

fn is_arabic(encoding: &'static Encoding) -> bool {
    encoding == WINDOWS_1256 || encoding == ISO_8859_6
}

fn guess(bytes: &[u8], domain: Option<&str>) -> &'static Encoding {
    let bytes = &bytes[..bytes.len().min(LOOKED_AT)];
    if let Some(encoding) = utf16(bytes) {
        return encoding;
    }
    if mostly_utf8(bytes) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(Some(country(domain).as_bytes()), Utf8Detection::Allow)
}

/// The last part of a host's name where it tells something: the detector must be given ASCII in lower case.
fn country(domain: Option<&str>) -> String {
    let last = domain.and_then(|name| name.trim_end_matches('.').rsplit('.').next()).unwrap_or_default();
    let is_country = (2..=3).contains(&last.len()) && last.bytes().all(|b| b.is_ascii_alphabetic());
    if is_country { last.to_ascii_lowercase() } else { ANYWHERE.to_owned() }
}

/// UTF-16 without a mark: every other byte is that of a block of letters (ASCII or Arabic).
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let pairs = bytes.len() / 2;
    if pairs < 2 {
        return None;
    }
    let in_block = |high: usize| bytes.chunks_exact(2).filter(|pair| matches!(pair[high], 0 | 6)).count();
    let (big, little) = (in_block(0), in_block(1));
    // Text without zeros in it is no UTF-16: it has spaces and ends of lines.
    if !bytes.contains(&0) || big.max(little) * 10 < pairs * 9 || big == little {
        return None;
    }
    Some(if big > little { UTF_16BE } else { UTF_16LE })
}

/// UTF-8 with some damage: letters of several bytes are far more often whole than not.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > broken * 10
}

fn with(encoding: &'static Encoding, found: CharsetBy, bytes: &[u8]) -> Decoded {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let replaced = if had_errors { text.matches('\u{FFFD}').count() } else { 0 };
    Decoded { text: text.into_owned(), charset: Charset { name: encoding.name(), found }, replaced }
}

#[cfg(test)]
mod tests;
