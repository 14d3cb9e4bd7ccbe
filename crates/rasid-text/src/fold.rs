//! The folded view: one spelling for letters that writers exchange.
//!
//! Vowel marks, tatweel, zero-width and bidi marks are left out; presentation forms become
//! letters; alef with or without hamza, ya and alef maqsura, ta marbuta and ha, Persian kaf and
//! ya become one letter each; all digit systems become ASCII digits and Latin letters lower
//! case. Waw and ya that carry a hamza stay, since they tell words apart.

use unicode_normalization::char::decompose_compatible;

/// Folds `text` into a new string.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_each(text, |_, f| out.push(f));
    out
}

/// Gives the folded letters of `text`, each with the byte of the letter that it comes from.
fn fold_each(text: &str, mut push: impl FnMut(usize, char)) {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let hamza = chars.peek().is_some_and(|(_, next)| *next == HAMZA_ABOVE);
        fold_char(if hamza { with_hamza(c) } else { c }, |f| push(at, f));
    }
}

/// Hamza as a mark of its own, which decomposed text writes behind its carrier.
const HAMZA_ABOVE: char = '\u{0654}';

/// A letter with hamza above it, where that makes another letter.
fn with_hamza(c: char) -> char {
    match c {
        '\u{0648}' => '\u{0624}',
        '\u{064A}' | '\u{0649}' | '\u{06CC}' => '\u{0626}',
        other => other,
    }
}

/// Gives what `c` folds to, letter by letter; nothing for a mark that is left out.
pub fn fold_char(c: char, mut push: impl FnMut(char)) {
    match c {
        '\u{0621}'..='\u{064A}' => fold_letter(c, &mut push),
        'A'..='Z' => push(c.to_ascii_lowercase()),
        '\u{0}'..='\u{7F}' => push(c),
        _ if is_ignored(c) => {}
        // Presentation forms (FB50..FDFF, FE70..FEFC), full-width digits and letters.
        '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{FF10}'..='\u{FF5A}' => {
            // A mark that stands alone is written over a space, which is no letter either.
            let alone = matches!(c, '\u{FC5E}'..='\u{FC63}' | '\u{FE70}'..='\u{FE7F}');
            let mut held = None;
            decompose_compatible(c, |d| {
                if d == HAMZA_ABOVE {
                    held = held.map(with_hamza);
                } else if !(is_ignored(d) || alone && d == ' ') {
                    held.replace(d).into_iter().for_each(|letter| fold_letter(letter, &mut push));
                }
            });
            held.into_iter().for_each(|letter| fold_letter(letter, &mut push));
        }
        _ => fold_letter(c, &mut push),
    }
}

/// Folds one letter or digit that is no mark.
fn fold_letter(c: char, push: &mut impl FnMut(char)) {
    match c {
        // Alef with madda, hamza above or below, wasla.
        '\u{0622}' | '\u{0623}' | '\u{0625}' | '\u{0671}' => push('\u{0627}'),
        // Alef maqsura and Persian ya.
        '\u{0649}' | '\u{06CC}' => push('\u{064A}'),
        // Ta marbuta, Persian and Urdu ha.
        '\u{0629}' | '\u{06C0}' | '\u{06C1}' | '\u{06BE}' | '\u{06D5}' => push('\u{0647}'),
        // Persian kaf.
        '\u{06A9}' => push('\u{0643}'),
        '\u{0640}' => {}
        '\u{0660}'..='\u{0669}' => push(char::from(b'0' + (c as u32 - 0x660) as u8)),
        '\u{06F0}'..='\u{06F9}' => push(char::from(b'0' + (c as u32 - 0x6F0) as u8)),
        // Arabic decimal and thousands separators.
        '\u{066B}' => push('.'),
        '\u{066C}' => push(','),
        // Letters without case need no search in the table of those with it.
        '\u{0621}'..='\u{064A}' => push(c),
        _ => c.to_lowercase().for_each(push),
    }
}

/// Marks that carry no letter: vowel marks, Koranic signs, tatweel, zero-width and bidi marks.
pub fn is_ignored(c: char) -> bool {
    is_invisible(c)
        || matches!(c,
        '\u{0640}' | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{0610}'..='\u{061A}'
        | '\u{06D6}'..='\u{06DC}' | '\u{06DF}'..='\u{06E8}' | '\u{06EA}'..='\u{06ED}')
}

/// Those of them that nobody sees: zero-width and bidi marks, soft hyphens, variation selectors.
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{061C}' | '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}')
}

/// How many letters `word` has, marks left out.
pub fn letters(word: &str) -> usize {
    word.chars().filter(|c| !is_ignored(*c)).count()
}

/// A folded copy of a stretch of text with a map from each folded byte back to the original.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    /// The folded letters.
    pub text: String,
    origins: Vec<u32>,
}

impl Folded {
    /// Folds `text`, whose first byte stands at `offset` in the report.
    pub fn new(text: &str, offset: usize) -> Self {
        let mut out = Folded { text: String::with_capacity(text.len()), origins: Vec::with_capacity(text.len() + 1) };
        fold_each(text, |at, f| {
            out.text.push(f);
            out.origins.resize(out.text.len(), (offset + at) as u32);
        });
        out.origins.push((offset + text.len()) as u32);
        out
    }

    /// The byte in the original at which the letter at folded byte `at` begins.
    ///
    /// Marks before a letter belong to the letter before it, so a cut here never leaves a
    /// vowel mark at the head of a span.
    pub fn origin(&self, at: usize) -> usize {
        self.origins.get(at).or(self.origins.last()).copied().unwrap_or(0) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_become_one() {
        for (a, b) in [
            ("الشّهر", "الشهر"),
            ("إعلان", "اعلان"),
            ("هدنة", "هدنه"),
            ("مستشفى", "مستشفي"),
            ("سلــــام", "سلام"),
            ("٣٥٠٠", "3500"),
            ("١٢٫٨", "12.8"),
            ("\u{FEB3}\u{FEFC}\u{FEE1}", "سلام"),
            ("\u{200F}حلب\u{202C}", "حلب"),
            ("ﷲ", "الله"),
            ("ﻣﺴﺆﻭﻝ ﺑﺌﺮ", "مسؤول بئر"),
            ("مسو\u{0654}ول بي\u{0654}ر ا\u{0654}مل", "مسؤول بئر أمل"),
            ("\u{FEB3}\u{FE76}\u{FE7D}", "س"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} and {b}");
        }
    }

    #[test]
    fn hamza_on_its_carrier_stays() {
        assert_ne!(fold("مسؤول"), fold("مسول"));
    }

    #[test]
    fn folded_positions_point_at_original_letters() {
        let text = "المتّحدة";
        let folded = Folded::new(text, 100);
        assert_eq!(folded.text, "المتحده");
        let at = folded.text.find('ح').unwrap();
        assert_eq!(folded.origin(at) - 100, text.find('ح').unwrap());
        assert_eq!(folded.origin(folded.text.len()) - 100, text.len());
    }
}
