//! Records of web archives (WARC 1.0 and 1.1, ISO 28500), as crawlers of news write them.
//!
//! Of a file, compressed record by record or as a whole, one record is held at a time. Records that are no pages
//! (requests, descriptions of the crawl, pictures, redirects) are passed over and counted.

use crate::bytes::{Input, Positioned};
use crate::error::Problem;
use crate::http::{self, Head};
use crate::page::LIMIT_PAGE as PAGE;
use std::io::{self, BufRead, Read};

/// The longest head of a record, in bytes.
const HEAD: u64 = 64 * 1024;

/// What every record begins with, before the number of the version.
const MAGIC: &[u8] = b"WARC/";

/// A page out of an archive.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Record {
    /// Its number in the file, from 1.
    pub number: u64,
    /// Where the record begins in the file after decompression, in bytes from 0.
    pub at: u64,
    /// The address that it was fetched from.
    pub url: Option<String>,
    /// When it was fetched, as the archive says it.
    pub fetched_at: Option<String>,
    /// What the server says of its kind: `text/html; charset=utf-8`.
    pub media_type: String,
    /// The page.
    pub body: Vec<u8>,
}

/// Reads records.
pub(crate) struct Records {
    input: Positioned,
    number: u64,
    passed_over: u64,
    ended: bool,
}

/// The head of a record.
#[derive(Default)]
struct Fields {
    kind: String,
    url: Option<String>,
    date: Option<String>,
    media_type: String,
    length: Option<u64>,
}

impl Records {
    /// Nothing of `input` is read yet.
    pub fn new(input: Input) -> Self {
        Records { input: Positioned::new(input), number: 0, passed_over: 0, ended: false }
    }

    /// Records that were passed over since they are no pages.
    pub fn passed_over(&self) -> u64 {
        self.passed_over
    }

    /// The number of the record that was read last.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// The next page; a problem of one record does not take the others with it unless it hides where the next begins.
    pub fn next(&mut self) -> io::Result<Option<Result<Record, Problem>>> {
        while !self.ended {
            let start = self.skip_blank()?;
            let Some(fields) = self.head()? else {
                return Ok(None);
            };
            self.number += 1;
            let (Some(length), true) = (fields.length, !fields.kind.is_empty()) else {
                self.ended = true;
                return Ok(Some(Err(Problem::Record("it does not say what it is or how long".into()))));
            };
            let archived = fields.kind == "response" && fields.media_type.starts_with("application/http");
            let resource = fields.kind == "resource" && is_page(&fields.media_type);
            if !archived && !resource {
                self.pass_over(length)?;
                continue;
            }
            if length > PAGE as u64 {
                self.skip(length)?;
                return Ok(Some(Err(Problem::LargePage)));
            }
            let mut content = Vec::with_capacity((length as usize).min(1 << 20));
            (&mut self.input).take(length).read_to_end(&mut content)?;
            if (content.len() as u64) < length {
                self.ended = true;
                return Ok(Some(Err(Problem::Record("the file ends in the middle of it".into()))));
            }
            match page(content, fields, resource) {
                Ok(None) => self.passed_over += 1,
                Ok(Some(record)) => return Ok(Some(Ok(Record { number: self.number, at: start, ..record }))),
                Err(problem) => return Ok(Some(Err(problem))),
            }
        }
        Ok(None)
    }

    fn pass_over(&mut self, length: u64) -> io::Result<()> {
        self.passed_over += 1;
        self.skip(length)
    }

    fn skip(&mut self, length: u64) -> io::Result<()> {
        let skipped = io::copy(&mut (&mut self.input).take(length), &mut io::sink())?;
        if skipped < length {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the file ends in the middle of a record"));
        }
        Ok(())
    }

    /// Takes the empty lines between records; gives where the next one begins.
    fn skip_blank(&mut self) -> io::Result<u64> {
        loop {
            let buffer = self.input.fill_buf()?;
            let blank = buffer.iter().take_while(|b| b.is_ascii_whitespace()).count();
            let all = blank == buffer.len() && blank > 0;
            self.input.consume(blank);
            if !all {
                return Ok(self.input.at());
            }
        }
    }

    /// The head of the next record; nothing at the end of the file.
    fn head(&mut self) -> io::Result<Option<Fields>> {
        let mut left = HEAD;
        let mut line = |input: &mut Positioned| -> io::Result<String> {
            let mut bytes = Vec::new();
            let length = input.take(left).read_until(b'\n', &mut bytes)? as u64;
            left -= length;
            if length > 0 && !bytes.ends_with(b"\n") {
                let reason = if left == 0 {
                    "a record has a head that does not end"
                } else {
                    "the file ends in the middle of a record"
                };
                return Err(io::Error::new(io::ErrorKind::InvalidData, reason));
            }
            Ok(String::from_utf8_lossy(&bytes).into_owned())
        };
        let start = self.input.fill_buf()?;
        if start.is_empty() {
            return Ok(None);
        }
        if !MAGIC.starts_with(&start[..start.len().min(MAGIC.len())]) {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "no record of a web archive begins where one should",
            ));
        }
        line(&mut self.input)?;
        let mut fields = Fields::default();
        loop {
            let line = line(&mut self.input)?;
            let Some((name, value)) = line.split_once(':') else {
                if line.trim().is_empty() {
                    return Ok(Some(fields));
                }
                continue;
            };
            let value = value.trim();
            match name.trim().to_ascii_lowercase().as_str() {
                "warc-type" => fields.kind = value.to_ascii_lowercase(),
                // Version 1.0 wrote addresses between brackets.
                "warc-target-uri" => fields.url = Some(value.trim_matches(['<', '>']).to_owned()),
                "warc-date" => fields.date = Some(value.to_owned()),
                "content-type" => fields.media_type = value.to_ascii_lowercase(),
                "content-length" => fields.length = value.parse().ok(),
                _ => {}
            }
        }
    }
}

/// The page in the content of a record; nothing where it is none.
fn page(content: Vec<u8>, fields: Fields, resource: bool) -> Result<Option<Record>, Problem> {
    let record =
        |media_type, body| Record { number: 0, at: 0, url: fields.url, fetched_at: fields.date, media_type, body };
    if resource {
        return Ok(Some(record(fields.media_type, content)));
    }
    let Some(head) = Head::of(&content) else {
        return Err(Problem::Record("there is no answer of a server in it".into()));
    };
    let media_type = head.field("content-type").unwrap_or("").to_owned();
    if head.status != 200 || !(is_page(&media_type) || media_type.is_empty()) {
        return Ok(None);
    }
    let body = http::body(&head, &content[head.length..], PAGE)?;
    let is_html = !media_type.is_empty() || body.trim_ascii_start().starts_with(b"<");
    Ok(is_html.then(|| record(media_type, body)))
}

fn is_page(media_type: &str) -> bool {
    let kind = media_type.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    matches!(kind.as_str(), "text/html" | "application/xhtml+xml")
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::bufread::MultiGzDecoder;
    use flate2::write::GzEncoder;
    use std::io::{BufReader, Cursor, Write};

    fn record(kind: &str, media_type: &str, content: &str) -> Vec<u8> {
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: <https://a.example/1>\r\nWARC-Date: 2018-12-13T10:00:00Z\r\n\
             Content-Type: {media_type}\r\nContent-Length: {}\r\n\r\n{content}\r\n\r\n",
            content.len()
        )
        .into_bytes()
    }

    fn answer(status: u16, media_type: &str, body: &str) -> Vec<u8> {
        let content = format!("HTTP/1.1 {status} X\r\nContent-Type: {media_type}\r\n\r\n{body}");
        record("response", "application/http; msgtype=response", &content)
    }

    fn bodies(bytes: Vec<u8>) -> (Vec<String>, Vec<String>, u64) {
        let mut records = Records::new(Box::new(Cursor::new(bytes)));
        let (mut good, mut bad) = (Vec::new(), Vec::new());
        loop {
            match records.next() {
                Ok(None) => return (good, bad, records.passed_over()),
                Ok(Some(Ok(record))) => good.push(String::from_utf8(record.body).unwrap()),
                Ok(Some(Err(problem))) => bad.push(problem.to_string()),
                Err(error) => {
                    bad.push(error.to_string());
                    return (good, bad, records.passed_over());
                }
            }
        }
    }

    #[test]
    fn pages_are_taken_and_all_else_is_counted() {
        let mut file = record("warcinfo", "application/warc-fields", "software: x\r\n");
        file.extend(record("request", "application/http; msgtype=request", "GET / HTTP/1.1\r\n\r\n"));
        file.extend(answer(200, "text/html; charset=utf-8", "<p>one"));
        file.extend(answer(200, "image/png", "PNG"));
        file.extend(answer(404, "text/html", "<p>gone"));
        file.extend(record("resource", "text/html", "<p>two"));
        let mut records = Records::new(Box::new(Cursor::new(file.clone())));
        let first = records.next().unwrap().unwrap().unwrap();
        assert_eq!((first.number, first.url.as_deref()), (3, Some("https://a.example/1")));
        assert_eq!(
            (first.fetched_at.as_deref(), &*first.media_type),
            (Some("2018-12-13T10:00:00Z"), "text/html; charset=utf-8")
        );
        assert!(file[first.at as usize..].starts_with(b"WARC/1.0\r\nWARC-Type: response"));
        assert_eq!(bodies(file), (vec!["<p>one".into(), "<p>two".into()], vec![], 4));
    }

    #[test]
    fn a_record_that_is_cut_off_is_one_error_after_the_good_ones() {
        let good = [answer(200, "text/html", "<p>one"), answer(200, "text/html", "<p>two")].concat();
        let whole = [good.clone(), answer(200, "text/html", &"<p>three".repeat(100))].concat();
        for length in good.len() + 1..whole.len() - 4 {
            let (found, errors, _) = bodies(whole[..length].to_vec());
            assert_eq!((found.len(), errors.len()), (2, usize::from(length > good.len())), "{length}");
        }
    }

    #[test]
    fn members_of_gzip_are_read_one_after_the_other_and_a_cut_one_is_an_error() {
        let pack = |bytes: Vec<u8>| {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
            encoder.write_all(&bytes).unwrap();
            encoder.finish().unwrap()
        };
        let mut file = [pack(answer(200, "text/html", "<p>one")), pack(answer(200, "text/html", "<p>two"))].concat();
        file.truncate(file.len() - 20);
        let mut records = Records::new(Box::new(BufReader::new(MultiGzDecoder::new(Cursor::new(file)))));
        assert_eq!(records.next().unwrap().unwrap().unwrap().body, b"<p>one");
        assert!(records.next().is_err());
    }

    #[test]
    fn a_page_that_is_too_large_is_passed_by_without_being_held() {
        let large = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: {}\r\n\r\n",
            PAGE + 1
        );
        let file = Cursor::new(large.into_bytes())
            .chain(io::repeat(b'x').take(PAGE as u64 + 1))
            .chain(Cursor::new(answer(200, "text/html", "<p>one")));
        let mut records = Records::new(Box::new(BufReader::new(file)));
        assert_eq!(records.next().unwrap().unwrap(), Err(Problem::LargePage));
        assert_eq!(records.next().unwrap().unwrap().unwrap().body, b"<p>one");
    }

    #[test]
    fn what_is_no_archive_says_so_and_a_head_without_end_is_not_held() {
        assert!(Records::new(Box::new(Cursor::new(b"<html>".to_vec()))).next().is_err());
        let endless = Cursor::new(b"WARC/1.0\r\n".to_vec()).chain(io::repeat(b'x'));
        assert!(Records::new(Box::new(BufReader::new(endless))).next().is_err());
    }
}
