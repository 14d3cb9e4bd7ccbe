//! Words, numbers and signs, with the white space between them remembered.

use crate::{
    Span,
    fold::{is_ignored, is_invisible},
};

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters and the marks on them.
    Word,
    /// Digits of any system, with decimal points and thousands separators inside.
    Number,
    /// One punctuation mark or other sign.
    Sign,
}

/// One token of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands, in bytes.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// Whether white space (or the beginning of the text) stands before it.
    pub spaced: bool,
    /// How many line feeds stand between it and the token before.
    pub lines_before: u8,
}

/// Cuts `text` into tokens. Every byte that is no white space, no lone mark and no sign of a hashtag is in one token:
/// in `#word_word` the words stand as if a space were between them.
pub fn tokenize(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 8);
    let (mut spaced, mut lines) = (true, 0u8);
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let start = at;
        at += c.len_utf8();
        if c.is_whitespace() || is_ignored(c) || c.is_control() {
            spaced |= c.is_whitespace();
            lines = lines.saturating_add(u8::from(c == '\n'));
            continue;
        }
        let behind = || text[at..].chars().find(|&next| !is_ignored(next));
        let in_tag = c == '_' || c == '#' && behind().is_some_and(|next| kind_of(next) == TokenKind::Word);
        if in_tag {
            spaced = true;
            continue;
        }
        let kind = kind_of(c);
        let mut end = at;
        match kind {
            TokenKind::Sign => {}
            // Zero-width and bidi marks inside a token belong to it, those behind it do not.
            TokenKind::Word => loop {
                let letters = at + arabic_letters(&text.as_bytes()[at..]);
                if letters > at {
                    (at, end) = (letters, letters);
                }
                let next = text[at..].chars().next();
                let Some(next) = next.filter(|&c| kind_of(c) == TokenKind::Word || is_ignored(c)) else { break };
                at += next.len_utf8();
                if !is_invisible(next) {
                    end = at;
                }
            },
            TokenKind::Number => {
                let digit_follows = |at: usize| text[at..].chars().find(|c| !is_ignored(*c)).is_some_and(is_digit);
                while let Some(next) = text[at..].chars().next() {
                    let after = at + next.len_utf8();
                    if is_digit(next) {
                        end = after;
                    } else if !(is_ignored(next) || is_separator(next) && digit_follows(after)) {
                        break;
                    }
                    at = after;
                }
            }
        }
        tokens.push(Token { span: Span::new(start, end), kind, spaced, lines_before: lines });
        (spaced, lines) = (false, 0);
    }
    tokens
}

/// How many bytes from the first on are Arabic letters as [`is_arabic_letter`] has them, in UTF-8: what nearly every
/// word is made of, so that its letters need not be decoded.
fn arabic_letters(bytes: &[u8]) -> usize {
    let is_letter = |pair: &&[u8]| matches!(pair, [0xD8, 0xA0..=0xBF] | [0xD9, 0x80..=0x8A]);
    2 * bytes.chunks_exact(2).take_while(is_letter).count()
}

fn kind_of(c: char) -> TokenKind {
    if is_digit(c) {
        TokenKind::Number
    // Asked first, since it is nearly every letter and the table of all scripts is slow to search.
    } else if is_arabic_letter(c) || c.is_alphabetic() || is_mark(c) {
        TokenKind::Word
    } else {
        TokenKind::Sign
    }
}

/// The letters of the Arabic block without those of further languages, and tatweel.
fn is_arabic_letter(c: char) -> bool {
    matches!(c, '\u{0620}'..='\u{064A}')
}

/// Combining marks beside those of Arabic, so that decomposed Latin letters stay whole.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}')
}

/// ASCII, Arabic-Indic, Persian and full-width digits.
pub fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '\u{0660}'..='\u{0669}' | '\u{06F0}'..='\u{06F9}' | '\u{FF10}'..='\u{FF19}')
}

/// Signs that may stand between the digits of one number.
fn is_separator(c: char) -> bool {
    matches!(c, '.' | ',' | '\u{066B}' | '\u{066C}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokenize(text).iter().map(|t| t.span.of(text)).collect()
    }

    #[test]
    fn numbers_keep_their_separators_and_leave_words() {
        assert_eq!(words("12.8 ألف، و3,500 و ٣٥٠٠."), ["12.8", "ألف", "،", "و", "3,500", "و", "٣٥٠٠", "."]);
    }

    #[test]
    fn marks_stay_with_their_letters() {
        assert_eq!(words("المتّحدة سلـام"), ["المتّحدة", "سلـام"]);
    }

    #[test]
    fn marks_that_nobody_sees_stay_inside_words_and_numbers_and_end_none() {
        assert_eq!(
            words("حل\u{200C}ب\u{200F} 3\u{200F},\u{200E}500\u{200F}."),
            ["حل\u{200C}ب", "3\u{200F},\u{200E}500", "."]
        );
    }

    #[test]
    fn every_arabic_letter_is_a_letter() {
        assert!(('\u{0}'..='\u{FFFF}').filter(|c| is_arabic_letter(*c)).all(char::is_alphabetic));
        let counts = |c: char| arabic_letters(c.to_string().as_bytes()) == c.len_utf8();
        assert!(('\u{0}'..='\u{FFFF}').all(|c| counts(c) == is_arabic_letter(c)));
    }

    #[test]
    fn line_feeds_are_counted() {
        let tokens = tokenize("أ\n\nب");
        assert_eq!(tokens[1].lines_before, 2);
        assert!(tokens[1].spaced);
    }
}
