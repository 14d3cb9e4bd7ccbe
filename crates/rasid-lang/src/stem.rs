//! Light stems for search: enough that المفاوضات finds مفاوضات, no more.
//!
//! After Larkey, Ballesteros and Connell's light10 (2002): one conjunction, the article with
//! its prepositions and one common ending come off, and never so much that fewer than three
//! letters are left. A first letter that belongs to the word (وزير, واشنطن) stays because و
//! comes off only before the article.

use rasid_text::{TokenKind, fold, tokenize};

const PREFIXES: [&str; 9] = ["وبال", "وال", "فال", "بال", "كال", "ولل", "لل", "ال", ""];
const ENDINGS: [&str; 12] = ["يات", "ها", "ان", "ات", "ون", "ين", "يه", "يا", "وا", "ه", "ي", "ا"];
const LEAST: usize = 3;

/// The light stem of a folded word.
pub fn stem(folded: &str) -> &str {
    let letters = |w: &str| w.chars().count();
    let mut word =
        PREFIXES.iter().find_map(|p| folded.strip_prefix(p).filter(|rest| letters(rest) >= LEAST)).unwrap_or(folded);
    // Two endings at most: الإرهابيين loses ين, then the ي of relation.
    for _ in 0..2 {
        let Some(rest) = ENDINGS.iter().find_map(|e| word.strip_suffix(e).filter(|rest| letters(rest) >= LEAST)) else {
            break;
        };
        word = rest;
    }
    word
}

/// Folded, lightly stemmed words and numbers of `text`, separated by single spaces: what
/// full-text search indexes, and what it is asked for.
pub fn search_terms(text: &str) -> String {
    let mut out = String::with_capacity(text.len() / 2);
    for token in tokenize(text).iter().filter(|t| t.kind != TokenKind::Sign) {
        let folded = fold(token.span.of(text));
        let word = if token.kind == TokenKind::Word { stem(&folded) } else { &folded };
        if !word.is_empty() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_that_searchers_mean_alike_meet() {
        for (a, b) in [
            ("المفاوضات", "مفاوضات"),
            ("والمفاوضات", "مفاوضات"),
            ("الإرهابيين", "إرهابيين"),
            ("الوزير", "وزير"),
            ("للهدنة", "هدنة"),
            ("الهدنة", "هدنة"),
        ] {
            assert_eq!(search_terms(a), search_terms(b), "{a} and {b}");
        }
    }

    #[test]
    fn a_first_letter_that_belongs_to_the_word_stays() {
        assert_eq!(search_terms("واشنطن"), "واشنطن");
        assert_eq!(search_terms("وزير"), "وزير");
    }
}
