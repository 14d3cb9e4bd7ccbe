//! The layer of text of a PDF.
//!
//! Objects, filters and decryption are lopdf's, each bounded; operations, fonts and the order of letters are read here,
//! since Arabic needs all three: tables of characters before encodings, presentation forms, and lines that are stored
//! as they look.

mod content;
mod font;
mod layout;
mod page;

use crate::documents::is_title;
use crate::error::Problem;
use crate::limits::{PAGES, PDF_CONTENT, PDF_OBJECTS, PDF_STREAMS};
use flate2::bufread::ZlibDecoder;
use lopdf::{Dictionary, Document, LoadOptions, Object};
use std::io::{self, Read};

/// The extractor, with its version.
pub(crate) const EXTRACTOR: &str = "pdf/1";

/// Bytes before a stream in which its dictionary is looked for.
const DICTIONARY: usize = 1024;

/// What a PDF holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pdf {
    /// Its text, a paragraph a line, pages parted by an empty line.
    pub text: String,
    /// What it calls itself, where that is a title.
    pub title: Option<String>,
    /// When it was made: ISO 8601. A report may be older.
    pub made: Option<String>,
    /// Letters of which the file does not say what they stand for.
    pub unknown: usize,
}

/// Takes the text out of a PDF.
///
/// # Errors
///
/// Where the bytes are no PDF, it needs a password, holds only pictures of pages, or letters without meaning.
pub(crate) fn extract(bytes: &[u8]) -> Result<Pdf, Problem> {
    if objects_are_too_large(bytes) {
        return Err(Problem::Bomb);
    }
    let options = LoadOptions { max_decompressed_size: Some(PDF_OBJECTS), ..LoadOptions::default() };
    let document = Document::load_mem_with_options(bytes, options).map_err(|error| damaged(&error))?;
    if document.is_encrypted() && document.objects.is_empty() {
        return Err(Problem::Locked);
    }
    if document.page_iter().nth(PAGES).is_some() {
        return Err(Problem::ManyPages);
    }
    let mut shared = page::Shared::new(PDF_CONTENT);
    let (mut texts, mut unknown, mut known, mut pictures) = (Vec::new(), 0, 0, false);
    for id in document.page_iter() {
        let found = page::page(&document, id, &mut shared);
        unknown += found.unknown;
        known += found.letters.len();
        pictures |= found.pictures;
        let text = layout::text(found.letters);
        if !text.trim().is_empty() {
            texts.push(text);
        }
        if shared.is_spent() {
            return Err(Problem::Bomb);
        }
    }
    if texts.is_empty() {
        return Err(if unknown > 0 { Problem::PdfLetters } else { Problem::PdfPictures { pictures } });
    }
    // A file whose letters mostly mean nothing has holes everywhere.
    if unknown > known {
        return Err(Problem::PdfLetters);
    }
    let info = document.trailer.get_deref(b"Info", &document).and_then(Object::as_dict).ok();
    Ok(Pdf {
        text: texts.join("\n\n"),
        title: info.and_then(|info| word(&document, info, b"Title")).filter(|title| is_title(title)),
        made: info.and_then(|info| word(&document, info, b"CreationDate")).and_then(|date| made(&date)),
        unknown,
    })
}

/// Whether streams of objects would get too large together. The library bounds each, and keeps them all; so they are
/// decompressed once before, into nothing. A stream whose name is written with escapes counts as one.
fn objects_are_too_large(bytes: &[u8]) -> bool {
    const BEGIN: &[u8] = b"stream";
    let (mut left, mut at, mut count) = (PDF_CONTENT, 0, 0);
    while let Some(found) = bytes[at..].windows(BEGIN.len()).position(|window| window == BEGIN) {
        let begin = at + found;
        at = begin + BEGIN.len();
        let head = &bytes[begin.saturating_sub(DICTIONARY)..begin];
        let head = &head[head.windows(3).rposition(|window| window == b"obj").unwrap_or(0)..];
        let holds = |part: &[u8]| head.windows(part.len()).any(|window| window == part);
        if !(holds(b"ObjStm") || holds(b"#")) {
            continue;
        }
        let data = bytes[at..].strip_prefix(b"\r\n").or(bytes[at..].strip_prefix(b"\n")).unwrap_or(&bytes[at..]);
        let mut inflated = ZlibDecoder::new(data).take(left as u64 + 1);
        count += 1;
        // What is damaged ends where it is, in the library too.
        let _ = io::copy(&mut inflated, &mut io::sink());
        left = left.saturating_sub((left as u64 + 1 - inflated.limit()) as usize);
        if left == 0 || count > PDF_STREAMS {
            return true;
        }
    }
    false
}

fn damaged(error: &lopdf::Error) -> Problem {
    match error {
        lopdf::Error::InvalidPassword => Problem::Locked,
        lopdf::Error::Decryption(_) | lopdf::Error::AlreadyEncrypted | lopdf::Error::NotEncrypted => Problem::Locked,
        lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. }) => Problem::Bomb,
        other => Problem::Damaged(format!("{other}").chars().take(120).collect()),
    }
}

fn word(document: &Document, info: &Dictionary, key: &[u8]) -> Option<String> {
    let bytes = info.get_deref(key, document).and_then(Object::as_str).ok()?;
    let text = match bytes {
        [0xFE, 0xFF, units @ ..] => font::utf16(units),
        _ => crate::charset::decode(bytes, None, None).text,
    };
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// `D:20210501120000+03'00'` as ISO 8601.
fn made(date: &str) -> Option<String> {
    let digits: String = date.strip_prefix("D:").unwrap_or(date).chars().take_while(char::is_ascii_digit).collect();
    let part = |from: usize, to: usize| digits.get(from..to);
    let day = format!("{}-{}-{}", part(0, 4)?, part(4, 6)?, part(6, 8)?);
    let Some((hour, minute)) = part(8, 10).zip(part(10, 12)) else { return crate::date::published(&day) };
    let zone = date.find(['+', '-', 'Z']).map_or("", |at| &date[at..]);
    let figures: String = zone.chars().filter(char::is_ascii_digit).take(4).collect();
    let offset = match (zone.chars().next(), figures.len()) {
        (Some('Z'), _) => "Z".to_owned(),
        (Some(sign), 4) => format!("{sign}{}:{}", &figures[..2], &figures[2..]),
        (Some(sign), 2) => format!("{sign}{figures}"),
        _ => String::new(),
    };
    crate::date::published(&format!("{day}T{hour}:{minute}{offset}")).or_else(|| crate::date::published(&day))
}

#[cfg(test)]
mod tests;
