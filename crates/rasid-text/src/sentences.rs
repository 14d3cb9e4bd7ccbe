//! Sentences as ranges of tokens.

use crate::fold::letters;
use crate::{Quotes, Token, TokenKind};
use std::ops::Range;

/// Tokens after which a sentence ends in any case. Sentences of people are far shorter; what asks for every word of a
/// sentence about every other must not take a time that grows with the square of a text without stops.
const LONGEST: usize = 1000;

/// Cuts tokens into sentences: at line feeds, and at a full stop, exclamation or question mark
/// that is followed by white space. A full stop inside closed quotation marks ends nothing, nor
/// does one after a single letter (an abbreviation) or before a digit.
pub fn sentences(text: &str, tokens: &[Token], quotes: &Quotes) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    for i in 0..tokens.len() {
        if i > start && (tokens[i].lines_before > 0 || i - start >= LONGEST) {
            out.push(start..i);
            start = i;
        }
        if !ends_sentence(text, tokens, quotes, i) {
            continue;
        }
        // Closing marks and brackets right behind belong to the sentence.
        let mut end = i + 1;
        while end < tokens.len() && !tokens[end].spaced && tokens[end].kind == TokenKind::Sign {
            end += 1;
        }
        if end > start {
            out.push(start..end);
            start = end;
        }
    }
    if start < tokens.len() {
        out.push(start..tokens.len());
    }
    out.retain(|r| !r.is_empty());
    out
}

fn ends_sentence(text: &str, tokens: &[Token], quotes: &Quotes, i: usize) -> bool {
    let token = &tokens[i];
    if token.kind != TokenKind::Sign {
        return false;
    }
    let sign = token.span.of(text);
    let closes_quote = |i: usize| quotes.closed_at(i).is_some();
    match sign {
        "." | "!" | "?" | "\u{061F}" | "\u{2026}" => {}
        // A quotation that ends in a full stop ends the sentence with it when more follows.
        _ if closes_quote(i) => {
            let before = i.checked_sub(1).map(|b| tokens[b].span.of(text));
            return matches!(before, Some("." | "!" | "\u{061F}"))
                && tokens.get(i + 1).is_some_and(|n| n.spaced && n.kind == TokenKind::Word);
        }
        _ => return false,
    }
    if quotes.around(i).is_some() {
        return false;
    }
    let Some(next) = tokens.get(i + 1) else { return true };
    if sign == "." {
        let letter_before = i > 0 && tokens[i - 1].kind == TokenKind::Word && letters(tokens[i - 1].span.of(text)) == 1;
        if letter_before || next.span.of(text) == "." || (!next.spaced && next.kind == TokenKind::Number) {
            return false;
        }
    }
    // Two words glued by a full stop without white space are two sentences; a mark glued to a sign waits.
    next.spaced
        || next.kind != TokenKind::Sign
        || crate::quotes::is_quote(next.span.of(text).chars().next().unwrap_or(' '))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokenize;

    fn cut(text: &str) -> Vec<&str> {
        let tokens = tokenize(text);
        let quotes = Quotes::new(text, &tokens);
        sentences(text, &tokens, &quotes)
            .into_iter()
            .map(|r| &text[tokens[r.start].span.start as usize..tokens[r.end - 1].span.end as usize])
            .collect()
    }

    #[test]
    fn stops_decimals_and_abbreviations() {
        assert_eq!(
            cut("قتل 12.8 ألف. وقال د. جاد نعم! هل هذا؟ لا"),
            ["قتل 12.8 ألف.", "وقال د. جاد نعم!", "هل هذا؟", "لا"]
        );
        assert_eq!(cut("وقالت دَ. سلمى. نعم"), ["وقالت دَ. سلمى.", "نعم"]);
    }

    #[test]
    fn a_quotation_stays_whole() {
        assert_eq!(cut("قال «سمعنا.. هذا أمر. نعم». ثم ذهب."), ["قال «سمعنا.. هذا أمر. نعم».", "ثم ذهب."]);
    }

    #[test]
    fn lines_cut() {
        assert_eq!(cut("عنوان الخبر\n\nقال فلان"), ["عنوان الخبر", "قال فلان"]);
    }
}
