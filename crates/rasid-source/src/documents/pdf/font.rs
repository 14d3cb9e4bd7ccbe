//! What the codes of a font stand for, and how wide its letters are.

use super::content::{Content, Operand};
use crate::limits::PART;
use lopdf::{Dictionary, Document, Encoding, Object};
use std::collections::HashMap;

/// Characters that all fonts of a document know at most; a font of Chinese has 30,000.
pub(super) const CHARACTERS: usize = 1_000_000;

/// A font, as far as text needs it.
pub(super) struct Font {
    /// Whether codes have two bytes.
    wide: bool,
    unicode: HashMap<u32, String>,
    widths: HashMap<u32, f64>,
    default_width: f64,
    /// How many characters it may still take in.
    room: usize,
}

/// A letter as it is shown.
pub(super) struct Shown<'f> {
    /// What it stands for; nothing where the font does not say it.
    pub text: Option<&'f str>,
    /// How far it moves the pen, in parts of the size of the font.
    pub width: f64,
    /// Whether it is the space of a font with codes of one byte, which is widened apart.
    pub is_space: bool,
}

impl Font {
    /// The font that `dictionary` describes; it knows at most `room` characters. What is missing or damaged in it is
    /// taken as not said.
    pub fn new(document: &Document, dictionary: &Dictionary, room: usize) -> Self {
        let wide = dictionary.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Type0");
        let mut font = Font { wide, unicode: HashMap::new(), widths: HashMap::new(), default_width: 0.5, room };
        if wide {
            font.take_wide_widths(document, dictionary);
        } else {
            font.take_widths(document, dictionary);
            font.take_encoding(document, dictionary);
        }
        // What the file says for readers of text wins over what the codes usually mean.
        let table = dictionary.get_deref(b"ToUnicode", document).and_then(Object::as_stream);
        if let Ok(bytes) = table.and_then(|stream| stream.get_plain_content_with_limit(PART)) {
            font.take_table(&bytes);
        }
        font
    }

    /// How many characters it knows, and widths of them.
    pub fn characters(&self) -> usize {
        self.unicode.len() + self.widths.len()
    }

    /// The letters that `bytes` show.
    pub fn letters<'f>(&'f self, bytes: &'f [u8]) -> impl Iterator<Item = Shown<'f>> {
        bytes.chunks(1 + usize::from(self.wide)).map(|code| {
            let code = code.iter().fold(0, |code, &byte| code << 8 | u32::from(byte));
            Shown {
                text: self.unicode.get(&code).map(String::as_str),
                width: self.widths.get(&code).copied().unwrap_or(self.default_width),
                is_space: !self.wide && code == 32,
            }
        })
    }

    fn take_encoding(&mut self, document: &Document, dictionary: &Dictionary) {
        let Ok(encoding) = dictionary.get_font_encoding_with_limit(document, PART) else { return };
        // The table of characters is read by our own code, which knows codes from letters.
        if matches!(encoding, Encoding::UnicodeMapEncoding(_)) {
            return;
        }
        for code in 0..=255_u8 {
            if self.is_full() {
                return;
            }
            if let Ok(text) = encoding.bytes_to_string(&[code])
                && !text.is_empty()
                && text != "\u{FFFD}"
            {
                self.unicode.insert(code.into(), text);
            }
        }
    }

    fn take_widths(&mut self, document: &Document, dictionary: &Dictionary) {
        let number = |key: &[u8]| dictionary.get_deref(key, document).and_then(Object::as_float).ok().map(f64::from);
        // Fonts that are drawn by operations measure in units of their own.
        let own = dictionary.get_deref(b"FontMatrix", document).and_then(Object::as_array).ok();
        let unit = own.and_then(|m| m.first()?.as_float().ok()).map_or(0.001, |unit| f64::from(unit).abs());
        let first = number(b"FirstChar").unwrap_or(0.0).clamp(0.0, 255.0) as u32;
        let Ok(widths) = dictionary.get_deref(b"Widths", document).and_then(Object::as_array) else { return };
        for (code, width) in (first..256).zip(widths) {
            if self.is_full() {
                return;
            }
            if let Some(width) = float(document, width) {
                self.widths.insert(code, width * unit);
            }
        }
    }

    fn take_wide_widths(&mut self, document: &Document, dictionary: &Dictionary) {
        self.default_width = 1.0;
        let descendants = dictionary.get_deref(b"DescendantFonts", document).and_then(Object::as_array);
        let Some(inner) = descendants.ok().and_then(|list| dictionary_of(document, list.first()?)) else { return };
        if let Ok(width) = inner.get_deref(b"DW", document).and_then(Object::as_float) {
            self.default_width = f64::from(width) / 1000.0;
        }
        let Ok(list) = inner.get_deref(b"W", document).and_then(Object::as_array) else { return };
        let mut at = 0;
        while let Some(first) = list.get(at).and_then(|o| float(document, o)) {
            let first = first.clamp(0.0, 65_535.0) as u32;
            let next = list.get(at + 1).and_then(|object| document.dereference(object).ok()).map(|(_, object)| object);
            match next {
                Some(Object::Array(widths)) => {
                    for (code, width) in (first..=0xFFFF).zip(widths) {
                        // Many fonts may share one list of the file.
                        if self.is_full() {
                            return;
                        }
                        self.widths.extend(float(document, width).map(|width| (code, width / 1000.0)));
                    }
                    at += 2;
                }
                Some(last) => {
                    let last = float(document, last).unwrap_or(0.0).clamp(0.0, 65_535.0) as u32;
                    let Some(width) = list.get(at + 2).and_then(|o| float(document, o)) else { break };
                    for code in first..=last {
                        if self.is_full() {
                            return;
                        }
                        self.widths.insert(code, width / 1000.0);
                    }
                    at += 3;
                }
                None => break,
            }
        }
    }

    /// Takes in a table from codes to characters.
    fn take_table(&mut self, bytes: &[u8]) {
        let mut content = Content::new(bytes);
        while let Some((operator, operands)) = content.next() {
            match operator {
                b"endbfchar" => {
                    for pair in operands.chunks_exact(2) {
                        if let [Operand::Text(code), Operand::Text(text)] = pair {
                            self.set(value(code), utf16(text));
                        }
                    }
                }
                b"endbfrange" => {
                    for triple in operands.chunks_exact(3) {
                        let [Operand::Text(first), Operand::Text(last), to] = triple else { continue };
                        let codes = value(first)..=value(last).min(value(first).saturating_add(0xFFFF));
                        match to {
                            Operand::Text(text) => self.set_range(codes, text),
                            Operand::List(list) => {
                                for (code, text) in codes.zip(list) {
                                    if let Operand::Text(text) = text {
                                        self.set(code, utf16(text));
                                    }
                                }
                            }
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn set_range(&mut self, codes: std::ops::RangeInclusive<u32>, first: &[u8]) {
        let mut units: Vec<u16> = units(first);
        for code in codes {
            if self.is_full() {
                return;
            }
            self.set(code, String::from_utf16_lossy(&units));
            // Only the last unit counts on.
            if let Some(last) = units.last_mut() {
                *last = last.wrapping_add(1);
            }
        }
    }

    fn is_full(&self) -> bool {
        self.characters() >= self.room
    }

    fn set(&mut self, code: u32, text: String) {
        if !self.is_full() && !text.is_empty() && text != "\0" && !text.contains('\u{FFFD}') {
            self.unicode.insert(code, as_written(text));
        }
    }
}

/// One sign that is said to be an alef and then a lam is a lam and then an alef: no font joins them the other way round,
/// but some programs write down the two letters as they look.
fn as_written(text: String) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.next(), letters.next()) {
        (Some(alef @ ('\u{0622}' | '\u{0623}' | '\u{0625}' | '\u{0627}' | '\u{0671}')), Some('\u{0644}'), None) => {
            format!("\u{0644}{alef}")
        }
        _ => text,
    }
}

fn dictionary_of<'d>(document: &'d Document, object: &'d Object) -> Option<&'d Dictionary> {
    document.dereference(object).ok()?.1.as_dict().ok()
}

fn float(document: &Document, object: &Object) -> Option<f64> {
    document.dereference(object).ok()?.1.as_float().ok().map(f64::from)
}

fn value(code: &[u8]) -> u32 {
    code.iter().take(4).fold(0, |value, &byte| value << 8 | u32::from(byte))
}

fn units(bytes: &[u8]) -> Vec<u16> {
    match bytes {
        [one] => vec![u16::from(*one)],
        _ => bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect(),
    }
}

/// A string of a table of characters.
pub(super) fn utf16(bytes: &[u8]) -> String {
    String::from_utf16_lossy(&units(bytes))
}
