//! Checks of single cells.

use super::{Check, Fault, Sheet};
use crate::calendar::Day;
use crate::schema::Holds;
use crate::table::Row;
use rasid_text::fold;
use rasid_text::fold::is_ignored;
use rustc_hash::FxHashMap;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// What is wrong in the cells of a table.
pub(super) fn check(sheet: &Sheet<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    for row in sheet.rows() {
        for (at, (column, cell)) in sheet.schema.columns.iter().zip(row.cells()).enumerate() {
            let cell = Cell { sheet, row: &row, at, text: cell };
            faults.extend(cell.normal());
            match column.holds {
                Holds::Words => faults.extend(cell.words()),
                Holds::Vocabulary | Holds::Country | Holds::Home => faults.extend(cell.alternatives()),
                Holds::OneOf(words) => faults.extend(cell.one_of(words)),
                Holds::Id => faults.extend(cell.identifier()),
                Holds::Day => faults.extend(cell.day()),
                Holds::Text | Holds::Side | Holds::Person | Holds::Office => {}
            }
        }
    }
    faults
}

struct Cell<'a> {
    sheet: &'a Sheet<'a>,
    row: &'a Row<'a, 'a>,
    at: usize,
    text: &'a str,
}

impl Cell<'_> {
    fn fault(&self, check: Check, message: String, hint: impl Into<String>) -> Fault {
        self.sheet.fault(check, self.row, self.at, message, hint)
    }

    fn normal(&self) -> Option<Fault> {
        (!is_nfc(self.text)).then(|| {
            let composed: String = self.text.nfc().collect();
            let message = format!("\u{201C}{}\u{201D} is not in normal form C", self.text);
            self.fault(Check::NotNfc, message, format!("write it with composed letters: {composed}"))
        })
    }

    fn words(&self) -> Vec<Fault> {
        let mut faults = self.alternatives();
        let mut seen: FxHashMap<String, &str> = FxHashMap::default();
        for word in self.text.split('|').filter(|word| !word.is_empty()) {
            if let Some(mark) = word.chars().find(|c| is_mark(*c)) {
                let message = format!("\u{201C}{word}\u{201D} has the mark or form U+{:04X}", u32::from(mark));
                let plain: String = word.nfkc().filter(|c| !is_ignored(*c)).collect();
                faults.push(self.fault(Check::Marks, message, format!("write {plain}; texts are read without marks")));
            }
            if let Some(first) = seen.insert(fold(word), word) {
                let message = format!("\u{201C}{word}\u{201D} is read like \u{201C}{first}\u{201D} before it");
                faults.push(self.fault(Check::Variant, message, "leave one of them out"));
            }
        }
        faults
    }

    /// The borders of the alternatives in the cell.
    fn alternatives(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        if self.text.contains('|') && self.text.split('|').any(str::is_empty) {
            let message = format!("\u{201C}{}\u{201D} has an alternative with nothing in it", self.text);
            faults.push(self.fault(Check::EmptyWord, message, "remove the sign | too much"));
        }
        let loose = |word: &&str| word.trim() != *word || word.contains("  ") || word.contains(odd_space);
        if let Some(word) = self.text.split('|').find(loose) {
            let message = format!("\u{201C}{word}\u{201D} has white space where none belongs");
            faults.push(self.fault(Check::WhiteSpace, message, "write one space between words and none beside |"));
        }
        faults
    }

    fn one_of(&self, words: &[&str]) -> Option<Fault> {
        (!words.contains(&self.text)).then(|| {
            let message =
                format!("\u{201C}{}\u{201D} is no word for {}", self.text, self.sheet.schema.columns[self.at].name);
            let known: Vec<&str> = words.iter().filter(|word| !word.is_empty()).copied().collect();
            self.fault(Check::Vocabulary, message, format!("write {}", known.join(" or ")))
        })
    }

    fn identifier(&self) -> Option<Fault> {
        (!self.text.is_empty() && !self.text.split('+').all(is_identifier)).then(|| {
            let message = format!("\u{201C}{}\u{201D} is no identifier", self.text);
            let hint =
                "write a country code such as SYR, with a role as in SYR:mil, or small letters, digits and hyphens";
            self.fault(Check::Identifier, message, hint)
        })
    }

    fn day(&self) -> Option<Fault> {
        (!self.text.is_empty() && (self.text.len() != 10 || Day::parse(self.text).is_none())).then(|| {
            let message = format!("\u{201C}{}\u{201D} is not a day", self.text);
            self.fault(Check::Date, message, "write it as 2016-07-27, or leave it empty where it is not known")
        })
    }
}

/// White space that is no plain space.
fn odd_space(c: char) -> bool {
    c.is_whitespace() && c != ' '
}

/// What has no place in the words of a table: marks that reading leaves out, presentation forms.
fn is_mark(c: char) -> bool {
    is_ignored(c) || matches!(c, '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

/// Whether `text` may be an identifier. Parties have `{place}` and words in theirs.
fn is_identifier(text: &str) -> bool {
    let small =
        |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.' | ':' | '{' | '}' | ' ');
    let owner = text.split(':').next().unwrap_or(text);
    let rest = if owner.len() == 3 && owner.chars().all(|c| c.is_ascii_uppercase()) { &text[3..] } else { text };
    rest.chars().all(small)
}
