//! Numbers in the text: digits and number words as one value, wherever a rule meets them.

use crate::doc::{Doc, Hit};
use rasid_lang::numbers::{self, Number, NumberWord, Piece};
use rasid_lang::tables::figures::FigureWord;
use rasid_lang::{Kinds, Sense};
use rasid_text::TokenKind;

/// A number that stands in the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Count {
    /// What it says.
    pub number: Number,
    /// First token; an article written alone before digits counts.
    pub first: usize,
    /// One past the last token.
    pub end: usize,
    /// Folded bytes of the first token before the number.
    pub cut: u8,
    /// Whether its first word carries the article.
    pub definite: bool,
}

/// One piece of a number: its tokens, and whether "and" joins it to what is before.
#[derive(Clone, Copy)]
struct Found {
    piece: Piece,
    and: bool,
    end: usize,
    cut: u8,
}

/// The number that begins at token `i`.
pub(crate) fn number_at(doc: &Doc<'_, '_>, i: usize) -> Option<Count> {
    let article = is_article(doc, i);
    let start = i + article as usize;
    let first = piece(doc, start, true)?;
    if first.and && first.cut == 0 {
        return None;
    }
    let mut ends: Vec<usize> = Vec::new();
    let number = numbers::read(|n| {
        // The reader asks for one piece after the other, and again for those it has seen.
        while ends.len() <= n {
            let at = ends.last().copied().unwrap_or(start);
            ends.push(piece(doc, at, ends.is_empty()).filter(|_| doc.together(at, i))?.end);
        }
        let at = if n == 0 { start } else { ends[n - 1] };
        let found = piece(doc, at, n == 0)?;
        (n == 0 || !is_preposition(doc, at)).then_some((found.piece, found.and))
    })?;
    let end = *ends.get(number.pieces.checked_sub(1)?)?;
    Some(Count {
        number,
        first: i,
        end,
        cut: if article { doc.cut(i) } else { first.cut },
        definite: article || is_definite(doc, start),
    })
}

/// Whether the number word at `i` carries the article; the plural of thousand only looks like it.
fn is_definite(doc: &Doc<'_, '_>, i: usize) -> bool {
    doc.is_definite(i) && !word(doc, i, true).is_some_and(|(_, w)| matches!(w, NumberWord::ScaleMany(_)))
}

/// Whether token `i` is the article written alone before digits.
fn is_article(doc: &Doc<'_, '_>, i: usize) -> bool {
    doc.tokens.get(i + 1).is_some_and(|t| t.kind == TokenKind::Number && !t.spaced)
        && doc.hits_of(i, Kinds::FIGURE).iter().any(|h| h.sense == Sense::Figure(FigureWord::Article))
}

fn is_preposition(doc: &Doc<'_, '_>, i: usize) -> bool {
    doc.hits_of(i, Kinds::FIGURE)
        .iter()
        .any(|h| matches!(h.sense, Sense::Figure(FigureWord::Number(_))) && h.clitics.is_preposition())
}

fn piece(doc: &Doc<'_, '_>, i: usize, first: bool) -> Option<Found> {
    let token = doc.tokens.get(i)?;
    match token.kind {
        TokenKind::Number => {
            let (value, scaled) = doc.number(i)?;
            Some(Found { piece: Piece::Digits(value, scaled), and: false, end: i + 1, cut: 0 })
        }
        TokenKind::Word => match word(doc, i, first) {
            Some((hit, word)) => {
                Some(Found { piece: Piece::Word(word), and: hit.clitics.and, end: hit.end, cut: hit.cut })
            }
            None if first || !doc.is_and(i) => None,
            None => joined(doc, i + 1),
        },
        TokenKind::Sign => None,
    }
}

/// Digits or a number word behind "and" as a word of its own.
fn joined(doc: &Doc<'_, '_>, i: usize) -> Option<Found> {
    doc.tokens.get(i).filter(|t| t.lines_before == 0)?;
    if let Some((value, scaled)) = doc.number(i) {
        return Some(Found { piece: Piece::Digits(value, scaled), and: true, end: i + 1, cut: 0 });
    }
    let (hit, word) = word(doc, i, false).filter(|(h, _)| h.clitics.is_empty())?;
    Some(Found { piece: Piece::Word(word), and: true, end: hit.end, cut: 0 })
}

fn word(doc: &Doc<'_, '_>, i: usize, first: bool) -> Option<(Hit, NumberWord)> {
    let mut best: Option<(Hit, NumberWord)> = None;
    for hit in doc.hits_of(i, Kinds::FIGURE) {
        let Sense::Figure(FigureWord::Number(word)) = hit.sense else { continue };
        if hit.pronoun.is_some() {
            continue;
        }
        // One form is both a scale and its dual: alone it is the dual.
        let better = match best {
            None => true,
            Some((b, _)) if hit.end != b.end => hit.end > b.end,
            Some((_, w)) => first && matches!((w, word), (NumberWord::Scale(_), NumberWord::ScaleTwo(_))),
        };
        if better {
            best = Some((*hit, word));
        }
    }
    best
}

/// The plain whole number that the digits of token `i` say, without any separator.
pub(crate) fn whole(doc: &Doc<'_, '_>, i: usize) -> Option<u32> {
    doc.whole(i)
}

/// The ordinal at token `i`, compounds included (the fifteenth, the twenty-first), with its end.
pub(crate) fn ordinal_at(doc: &Doc<'_, '_>, i: usize) -> Option<(u8, usize)> {
    let (end, value, compound) = doc.hits_of(i, Kinds::FIGURE).iter().find_map(|h| match h.sense {
        Sense::Figure(FigureWord::Ordinal(n, compound)) if h.end == i + 1 => Some((h.end, n, compound)),
        _ => None,
    })?;
    let next = doc.hits_of(end, Kinds::FIGURE).iter().find_map(|h| match h.sense {
        Sense::Figure(FigureWord::Number(word)) => Some((word, h.clitics, h.end)),
        _ => None,
    });
    match next {
        Some((NumberWord::Ten, clitics, end)) if clitics.is_empty() && value < 10 => Some((value + 10, end)),
        Some((NumberWord::Tens(tens), clitics, end)) if clitics.and && value < 10 && doc.is_definite(i) => {
            Some((value + tens, end))
        }
        _ if compound => None,
        _ => Some((value, end)),
    }
}
