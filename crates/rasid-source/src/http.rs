//! Answers of web servers as archives keep them: the head, and a body as it was sent.

use crate::error::Problem;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::io::Read;

/// Lines of a head that are looked at.
const LINES: usize = 256;

/// The head of an answer.
pub(crate) struct Head {
    /// Its number: 200 where all is well.
    pub status: u16,
    fields: Vec<(String, String)>,
    /// Its length in bytes.
    pub length: usize,
}

impl Head {
    /// The head that `bytes` begin with; nothing where they do not begin with one.
    pub fn of(bytes: &[u8]) -> Option<Head> {
        if !bytes.starts_with(b"HTTP/") {
            return None;
        }
        let mut at = 0;
        let mut lines = std::iter::from_fn(|| {
            let length = bytes[at..].iter().position(|&b| b == b'\n')? + 1;
            let line = bytes[at..at + length].trim_ascii();
            at += length;
            Some(line)
        });
        let first = lines.next()?;
        let status = std::str::from_utf8(first.split(|&b| b == b' ').nth(1)?).ok()?.parse().ok()?;
        let mut fields = Vec::new();
        loop {
            let line = lines.next()?;
            if line.is_empty() {
                break;
            }
            let line = String::from_utf8_lossy(line);
            if let Some((name, value)) = line.split_once(':')
                && fields.len() < LINES
            {
                fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        Some(Head { status, fields, length: at })
    }

    /// The value of the field called `name`, which is in small letters.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str())
    }
}

/// The body of an answer, put together from its chunks and decompressed, as far as `limit` bytes.
///
/// # Errors
///
/// Where it is larger, damaged, or compressed in a way that is not known.
pub(crate) fn body(head: &Head, sent: &[u8], limit: usize) -> Result<Vec<u8>, Problem> {
    let chunked = head.field("transfer-encoding").is_some_and(|how| how.to_ascii_lowercase().contains("chunked"));
    // Many archives have put the chunks together already and left the field as it was.
    let whole = if chunked { unchunked(sent).unwrap_or_else(|| sent.to_vec()) } else { sent.to_vec() };
    decompressed(whole, head.field("content-encoding").unwrap_or(""), limit)
}

/// A body that was compressed as `encoding` says, decompressed as far as `limit` bytes.
///
/// # Errors
///
/// As [`body`].
pub(crate) fn decompressed(bytes: Vec<u8>, encoding: &str, limit: usize) -> Result<Vec<u8>, Problem> {
    let encoding = encoding.trim().to_ascii_lowercase();
    match encoding.as_str() {
        "gzip" | "x-gzip" if bytes.starts_with(&[0x1f, 0x8b]) => read(MultiGzDecoder::new(&*bytes), limit),
        // The standard means zlib's form; some servers send the bare one.
        "deflate" if bytes.first().is_some_and(|b| b & 0x0F == 8) => read(ZlibDecoder::new(&*bytes), limit),
        "deflate" => read(DeflateDecoder::new(&*bytes), limit),
        // Archives that decompress leave the field as it was.
        "" | "identity" | "gzip" | "x-gzip" | "none" | "utf-8" => {
            if bytes.len() > limit {
                Err(Problem::LargePage)
            } else {
                Ok(bytes)
            }
        }
        // What is HTML as it stands was decompressed already, whatever is said of it.
        _ if bytes.trim_ascii_start().starts_with(b"<") => Ok(bytes),
        _ => Err(Problem::Encoding(encoding)),
    }
}

fn read(decoder: impl Read, limit: usize) -> Result<Vec<u8>, Problem> {
    let mut out = Vec::new();
    let outcome = decoder.take(limit as u64 + 1).read_to_end(&mut out);
    match outcome {
        _ if out.len() > limit => Err(Problem::LargePage),
        // What was cut off is read as far as it goes, as browsers do.
        Err(error) if out.is_empty() => Err(Problem::Gzip(error.to_string())),
        _ => Ok(out),
    }
}

/// A body put together from its chunks (RFC 9112, 7.1); nothing where it does not begin with one.
fn unchunked(mut sent: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(sent.len());
    let mut first = true;
    loop {
        let line = sent.iter().take(100).position(|&b| b == b'\n');
        let size = line.and_then(|end| {
            let size = std::str::from_utf8(sent[..end].trim_ascii()).ok()?.split(';').next()?.trim();
            usize::from_str_radix(size, 16).ok()
        });
        let (Some(line), Some(size)) = (line, size) else {
            // Bytes that are cut off in the middle are better than none.
            return (!first).then_some(out);
        };
        first = false;
        let rest = &sent[line + 1..];
        let length = size.min(rest.len());
        out.extend_from_slice(&rest[..length]);
        sent = rest[length..].strip_prefix(b"\r\n").or_else(|| rest[length..].strip_prefix(b"\n")).unwrap_or(b"");
        if size == 0 || sent.is_empty() {
            return Some(out);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
    use std::io::Write;

    const LIMIT: usize = 1 << 20;

    fn answer(fields: &str) -> Head {
        Head::of(format!("HTTP/1.1 200 OK\r\n{fields}\r\n\r\n").as_bytes()).unwrap()
    }

    #[test]
    fn the_head_is_read_in_any_letters() {
        let head = Head::of(b"HTTP/1.1 200 OK\r\nCONTENT-type:  text/html \r\nx\r\n\r\n<p>").unwrap();
        assert_eq!((head.status, head.field("content-type"), head.length), (200, Some("text/html"), 49));
        assert!(Head::of(b"HTTP/1.1 200 OK\r\nA: b\r\n").is_none());
        assert!(Head::of(b"<p>").is_none());
    }

    #[test]
    fn chunks_are_put_together() {
        let head = answer("Transfer-Encoding: chunked");
        let of = |sent: &[u8]| body(&head, sent, LIMIT).unwrap();
        assert_eq!(of(b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n"), b"abcde");
        assert_eq!(of(b"FFFFFFFFFFFFFFF\r\nabc"), b"abc", "what is cut off");
        assert_eq!(of(b"<p>abc</p>"), b"<p>abc</p>", "what was put together before");
    }

    #[test]
    fn what_is_compressed_is_decompressed_up_to_the_limit() {
        let text = b"<p>text</p>".repeat(1000);
        let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
        let mut bare = DeflateEncoder::new(Vec::new(), Compression::fast());
        gzip.write_all(&text).unwrap();
        zlib.write_all(&text).unwrap();
        bare.write_all(&text).unwrap();
        let gzip = gzip.finish().unwrap();
        for (encoding, bytes) in
            [("gzip", gzip.clone()), ("deflate", zlib.finish().unwrap()), ("deflate", bare.finish().unwrap())]
        {
            assert_eq!(decompressed(bytes.clone(), encoding, text.len()).unwrap(), text);
            assert_eq!(decompressed(bytes, encoding, text.len() - 1), Err(Problem::LargePage));
        }
        assert!(decompressed(gzip[..60].to_vec(), "gzip", LIMIT).unwrap().starts_with(b"<p>text"));
        assert_eq!(decompressed(b"\x81\x02".to_vec(), "br", LIMIT), Err(Problem::Encoding("br".into())));
        assert_eq!(decompressed(b" <html>".to_vec(), "br", LIMIT).unwrap(), b" <html>");
    }
}
