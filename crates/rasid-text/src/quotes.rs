//! Quotation marks: which opens, which closes, which were left open.

use crate::{Token, TokenKind};

/// A pair of quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// Index of the opening mark's token.
    pub open: usize,
    /// Index of the closing mark's token, or of the token that ends the paragraph where the
    /// mark was never closed (then [`Quotation::closed`] is false).
    pub close: usize,
    /// Whether a closing mark was found.
    pub closed: bool,
    /// How many quotations it stands inside of.
    pub depth: u8,
}

/// All quotations of a text, in order of their opening mark.
#[derive(Clone, Debug, Default)]
pub struct Quotes {
    /// The pairs, sorted by `open`.
    pub pairs: Vec<Quotation>,
    /// For each token, the innermost quotation that it stands inside of (marks are outside).
    inner: Vec<Option<u32>>,
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Open,
    Close,
}

/// A straight mark closes when the text before it touches it and nothing touches it after, or
/// when one of its kind is open; otherwise it opens.
fn side(mark: char, token: &Token, next: Option<&Token>, open: &[(usize, char)]) -> Side {
    match mark {
        '\u{00AB}' | '\u{201C}' | '\u{201E}' => Side::Open,
        '\u{00BB}' | '\u{201D}' => Side::Close,
        _ => {
            let pending = open.iter().any(|&(_, m)| m == mark);
            let touches_next = next.is_some_and(|n| !n.spaced);
            if !pending
                || (token.spaced && touches_next && next.is_some_and(|n| n.kind != TokenKind::Sign)) && open.is_empty()
            {
                Side::Open
            } else {
                Side::Close
            }
        }
    }
}

/// Whether `c` is a quotation mark of any style.
pub fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\u{00AB}' | '\u{00BB}' | '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{FF02}')
}

fn matches_open(open: char, close: char) -> bool {
    matches!(
        (open, close),
        ('\u{00AB}', '\u{00BB}')
            | ('\u{201C}' | '\u{201E}' | '\u{201D}', '\u{201D}' | '\u{201C}')
            | ('"', '"')
            | ('\u{FF02}', '\u{FF02}')
    )
}

impl Quotes {
    /// Pairs the marks of `text`. A mark left open ends with its paragraph.
    pub fn new(text: &str, tokens: &[Token]) -> Self {
        let mut pairs: Vec<Quotation> = Vec::new();
        let mut open: Vec<(usize, char)> = Vec::new();
        let mut slots: Vec<usize> = Vec::new();
        let abandon =
            |open: &mut Vec<(usize, char)>, slots: &mut Vec<usize>, pairs: &mut Vec<Quotation>, last: usize| {
                for slot in slots.drain(..) {
                    pairs[slot].close = last;
                }
                open.clear();
            };
        for (i, token) in tokens.iter().enumerate() {
            if token.lines_before > 0 && i > 0 {
                abandon(&mut open, &mut slots, &mut pairs, i - 1);
            }
            if token.kind != TokenKind::Sign {
                continue;
            }
            let mark = token.span.of(text).chars().next().unwrap_or(' ');
            if !is_quote(mark) {
                continue;
            }
            match side(mark, token, tokens.get(i + 1), &open) {
                Side::Open => {
                    slots.push(pairs.len());
                    pairs.push(Quotation { open: i, close: i, closed: false, depth: open.len().min(250) as u8 });
                    open.push((i, mark));
                }
                Side::Close => {
                    if let Some(at) = open.iter().rposition(|&(_, m)| matches_open(m, mark)) {
                        for slot in slots.drain(at + 1..) {
                            pairs[slot].close = i - 1;
                        }
                        open.truncate(at);
                        if let Some(slot) = slots.pop() {
                            pairs[slot].close = i;
                            pairs[slot].closed = true;
                        }
                    }
                }
            }
        }
        let last = tokens.len().saturating_sub(1);
        abandon(&mut open, &mut slots, &mut pairs, last);
        let mut inner = vec![None; tokens.len()];
        // Later pairs open later, so they are the inner ones and overwrite.
        for (n, pair) in pairs.iter().enumerate().filter(|(_, p)| p.closed) {
            for slot in &mut inner[pair.open + 1..pair.close] {
                *slot = Some(n as u32);
            }
        }
        Quotes { pairs, inner }
    }

    /// The innermost closed quotation around token `i`.
    pub fn around(&self, i: usize) -> Option<&Quotation> {
        self.inner.get(i).copied().flatten().map(|n| &self.pairs[n as usize])
    }

    /// The quotation whose opening mark is token `i`.
    pub fn opened_at(&self, i: usize) -> Option<&Quotation> {
        self.pairs.binary_search_by_key(&i, |p| p.open).ok().map(|n| &self.pairs[n])
    }

    /// The closed quotation whose closing mark is token `i`.
    pub fn closed_at(&self, i: usize) -> Option<&Quotation> {
        self.pairs.iter().find(|p| p.closed && p.close == i)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokenize;

    fn quoted(text: &str) -> Vec<(String, bool)> {
        let tokens = tokenize(text);
        let quotes = Quotes::new(text, &tokens);
        quotes
            .pairs
            .iter()
            .map(|p| {
                let end = if p.closed { tokens[p.close].span.start } else { tokens[p.close].span.end };
                (text[tokens[p.open].span.end as usize..end as usize].to_owned(), p.closed)
            })
            .collect()
    }

    #[test]
    fn nested_and_straight_marks() {
        assert_eq!(
            quoted("قال «تشبه «الأسطوانة» هذا»."),
            [("تشبه «الأسطوانة» هذا".into(), true), ("الأسطوانة".into(), true)]
        );
        assert_eq!(quoted("قال \"نعم\" ثم \"لا\"."), [("نعم".into(), true), ("لا".into(), true)]);
    }

    #[test]
    fn an_open_mark_ends_with_its_paragraph() {
        assert_eq!(
            quoted("وكالة «سبوتنيك للأنباء.\nثم «نعم»."),
            [("سبوتنيك للأنباء.".into(), false), ("نعم".into(), true)]
        );
    }

    #[test]
    fn a_lone_closing_mark_is_nothing() {
        assert_eq!(quoted("نعم» قال."), []);
    }
}
