//! Quotation marks: which opens, which closes, which were left open.

use crate::fold::letters;
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
    /// Closing marks with the indexes of their pairs, sorted.
    closes: Vec<(u32, u32)>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Side {
    Open,
    Close,
}

/// What stands right at a mark, without white space between.
#[derive(Clone, Copy, PartialEq)]
enum Beside {
    /// White space, or an end of the text.
    Space,
    /// A word that cannot stand alone: one letter, or one that ends in a tatweel.
    Joiner,
    /// Another word, or a number.
    Word,
    /// A sign that follows what it belongs to: full stop, comma, closing bracket.
    Trailing,
    /// A sign that stands before what it belongs to: opening bracket, number sign.
    Leading,
    /// A colon, behind which speech opens.
    Colon,
    /// Another quotation mark.
    Mark,
    /// Any other sign.
    Other,
}

/// What token `i` is to a mark beside it; `space` where white space is between.
fn beside(text: &str, tokens: &[Token], i: Option<usize>, space: bool) -> Beside {
    let Some(token) = i.and_then(|i| tokens.get(i)).filter(|_| !space) else { return Beside::Space };
    let written = token.span.of(text);
    if token.kind == TokenKind::Number {
        return Beside::Word;
    }
    if token.kind == TokenKind::Word {
        return if letters(written) == 1 || written.ends_with(TATWEEL) { Beside::Joiner } else { Beside::Word };
    }
    match written.chars().next().unwrap_or(' ') {
        ':' => Beside::Colon,
        '.' | ',' | ';' | '!' | '?' | ')' | ']' | '}' | '\u{2026}' | '\u{060C}' | '\u{061B}' | '\u{061F}' => {
            Beside::Trailing
        }
        '(' | '[' | '{' | '#' | '@' => Beside::Leading,
        c if is_quote(c) => Beside::Mark,
        _ => Beside::Other,
    }
}

const TATWEEL: char = '\u{0640}';

/// The side that white space and neighbours give to the mark at token `i`, whatever its shape:
/// writers exchange the shapes, and type them the wrong way round, more often than they misplace
/// the space. Nothing where they do not tell.
fn side_by_place(text: &str, tokens: &[Token], i: usize, opened_before: bool) -> Option<Side> {
    use Beside::{Colon, Joiner, Leading, Mark, Other, Space, Trailing, Word};
    let before = beside(text, tokens, i.checked_sub(1), tokens[i].spaced);
    let after = beside(text, tokens, Some(i + 1), tokens.get(i + 1).is_none_or(|t| t.spaced));
    // A row of full stops opens what is left out, one of them ends a sentence.
    let is_stop = |i: usize| tokens.get(i).is_some_and(|t| t.span.of(text) == ".");
    let ellipsis = is_stop(i + 1) && is_stop(i + 2);
    match (before, after) {
        (Space, Space) => None,
        (Space, Trailing) if ellipsis => Some(Side::Open),
        (Space, Trailing | Colon) => None,
        (Space, _) => Some(Side::Open),
        (Joiner | Leading | Colon | Other, Space) => None,
        (Mark, Space | Trailing | Colon) if opened_before => None,
        (_, Space) => Some(Side::Close),
        (Joiner | Leading | Colon, Joiner | Word | Leading | Mark | Other) => Some(Side::Open),
        (Mark, Joiner | Word | Leading | Mark | Other) if opened_before => Some(Side::Open),
        (Word | Trailing | Mark | Joiner, Trailing | Colon) => Some(Side::Close),
        (Word, Mark | Other) => Some(Side::Close),
        _ => None,
    }
}

/// The side of the mark at token `i`. Where its place does not tell, its shape does; a straight
/// mark closes when one of its kind is open, and opens otherwise.
fn side(text: &str, tokens: &[Token], i: usize, mark: char, so_far: &Pairing) -> Side {
    let opened_before = so_far.open.last().is_some_and(|&(n, _)| so_far.pairs[n].open + 1 == i);
    side_by_place(text, tokens, i, opened_before).unwrap_or(match mark {
        '\u{00AB}' | '\u{201C}' | '\u{201E}' => Side::Open,
        '\u{00BB}' | '\u{201D}' => Side::Close,
        _ if so_far.open.iter().any(|&(_, m)| m == mark) => Side::Close,
        _ => Side::Open,
    })
}

/// Whether `c` is a quotation mark of any style.
pub fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\u{00AB}' | '\u{00BB}' | '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{FF02}')
}

/// The family of a mark: guillemets, curly or straight.
fn family(mark: char) -> u8 {
    match mark {
        '\u{00AB}' | '\u{00BB}' => 0,
        '\u{201C}' | '\u{201D}' | '\u{201E}' => 1,
        _ => 2,
    }
}

/// So many quotations may stand inside one another; more is damage, and the outermost are given up.
const DEEPEST: usize = 32;

/// The pairs found so far, and those of them that wait for their closing mark.
#[derive(Default)]
struct Pairing {
    pairs: Vec<Quotation>,
    /// Indexes of pairs with their opening marks, the outermost first.
    open: Vec<(usize, char)>,
}

impl Pairing {
    fn opens(&mut self, i: usize, mark: char) {
        if self.open.len() == DEEPEST {
            self.pairs[self.open.remove(0).0].close = i - 1;
        }
        self.open.push((self.pairs.len(), mark));
        self.pairs.push(Quotation { open: i, close: i, closed: false, depth: self.open.len() as u8 - 1 });
    }

    /// Closes the innermost of the mark's family, or of any where there is none of it; those inside it were
    /// left open.
    fn closes(&mut self, i: usize, mark: char) {
        let same = self.open.iter().rposition(|&(_, m)| family(m) == family(mark));
        let Some(at) = same.or(self.open.len().checked_sub(1)) else { return };
        self.abandon(at + 1, i - 1);
        if let Some((n, _)) = self.open.pop() {
            self.pairs[n].close = i;
            self.pairs[n].closed = true;
        }
    }

    /// Ends what was left open, from the `from`th on, at token `last`.
    fn abandon(&mut self, from: usize, last: usize) {
        for (n, _) in self.open.drain(from..) {
            self.pairs[n].close = last;
        }
    }
}

impl Quotes {
    /// Pairs the marks of `text`. A mark left open ends with its paragraph.
    pub fn new(text: &str, tokens: &[Token]) -> Self {
        let mut pairing = Pairing::default();
        for (i, token) in tokens.iter().enumerate() {
            if token.lines_before > 0 && i > 0 {
                pairing.abandon(0, i - 1);
            }
            let mark = token.span.of(text).chars().next().unwrap_or(' ');
            if token.kind != TokenKind::Sign || !is_quote(mark) {
                continue;
            }
            match side(text, tokens, i, mark, &pairing) {
                Side::Open => pairing.opens(i, mark),
                Side::Close => pairing.closes(i, mark),
            }
        }
        pairing.abandon(0, tokens.len().saturating_sub(1));
        let pairs = pairing.pairs;
        let mut closes: Vec<(u32, u32)> =
            (0u32..).zip(&pairs).filter(|(_, p)| p.closed).map(|(n, p)| (p.close as u32, n)).collect();
        closes.sort_unstable();
        let mut quotes = Quotes { pairs, inner: Vec::with_capacity(tokens.len()), closes };
        // Closed pairs are nested, so a stack knows the innermost.
        let mut around: Vec<u32> = Vec::new();
        for i in 0..tokens.len() {
            if quotes.closed_at(i).is_some() {
                around.pop();
            }
            quotes.inner.push(around.last().copied());
            if let Ok(n) = quotes.pairs.binary_search_by_key(&i, |p| p.open)
                && quotes.pairs[n].closed
            {
                around.push(n as u32);
            }
        }
        quotes
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
        let n = self.closes.binary_search_by_key(&(i as u32), |&(close, _)| close).ok()?;
        Some(&self.pairs[self.closes[n].1 as usize])
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
    fn every_style_gives_the_same_pairs() {
        let text = "قال: «نعم، و«القاعدة» باقية»، و«لا». وسأل:«هل؟» ثم تلا الـ«بيان» (من «الوطن»).\nوقال «... لن نعود».";
        let expected = quoted(text);
        assert_eq!(expected.len(), 7);
        for (open, close) in [("\"", "\""), ("\u{201C}", "\u{201D}"), ("\u{201D}", "\u{201C}"), ("»", "«")] {
            let swap = |text: &str| {
                text.replace('«', "\u{1}").replace('»', "\u{2}").replace('\u{1}', open).replace('\u{2}', close)
            };
            let swapped: Vec<(String, bool)> = expected.iter().map(|(words, closed)| (swap(words), *closed)).collect();
            assert_eq!(quoted(&swap(text)), swapped);
        }
    }

    #[test]
    fn loose_marks_are_told_by_their_shape_or_by_turns() {
        assert_eq!(quoted("قال « نعم » ثم \" لا \" ."), [(" نعم ".into(), true), (" لا ".into(), true)]);
    }

    #[test]
    fn styles_that_do_not_match_still_pair() {
        assert_eq!(quoted("قال “نعم\" ثم سكت"), [("نعم".into(), true)]);
    }

    #[test]
    fn many_marks_take_no_longer_than_their_number() {
        let text = format!("{}نعم{} {}", "«".repeat(100_000), "»".repeat(100_000), "\" ".repeat(100_000));
        let tokens = tokenize(&text);
        let quotes = Quotes::new(&text, &tokens);
        assert_eq!(quotes.pairs.iter().filter(|p| p.closed && p.open < 100_000).count(), DEEPEST);
        assert!(crate::sentences(&text, &tokens, &quotes).len() < tokens.len());
    }

    #[test]
    fn a_lone_closing_mark_is_nothing() {
        assert_eq!(quoted("نعم» قال."), []);
    }
}
