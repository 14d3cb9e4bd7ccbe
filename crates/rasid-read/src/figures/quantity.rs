//! How many: the number with the words that bound it, and ranges.

use crate::counts;
use crate::doc::Doc;
use rasid_lang::tables::figures::{Bound, FigureWord};
use rasid_lang::tables::times::TimeWord;
use rasid_lang::{Kinds, Sense};

/// A quantity in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quantity {
    /// Folded bytes of the first token that do not belong to it.
    pub cut: u8,
    /// One past the last token of the number.
    pub end: usize,
    /// The least it can be.
    pub low: Option<f64>,
    /// The most it can be.
    pub high: Option<f64>,
    /// Whether the text calls it rough.
    pub approx: bool,
    /// Whether it is a vague plural.
    pub vague: bool,
    /// Whether it is "several", which counts only people.
    pub several: bool,
    /// Whether the number carries the article.
    pub definite: bool,
    /// Whether it is written in digits alone, without a scale word.
    pub plain_digits: bool,
}

/// The word of figures at token `i` that `pick` accepts, with its end and cut.
pub(super) fn word<R>(
    doc: &Doc<'_, '_>,
    i: usize,
    mut pick: impl FnMut(FigureWord) -> Option<R>,
) -> Option<(usize, u8, R)> {
    doc.longest_of(i, Kinds::FIGURE, |h| match h.sense {
        Sense::Figure(word) if h.pronoun.is_none() => pick(word),
        _ => None,
    })
    .map(|(hit, made)| (hit.end, hit.cut, made))
}

/// Whether `wanted` stands at token `i`, and where it ends.
pub(super) fn is(doc: &Doc<'_, '_>, i: usize, wanted: FigureWord) -> Option<usize> {
    word(doc, i, |w| (w == wanted).then_some(())).map(|(end, ..)| end)
}

/// The quantity that begins at token `i`.
pub(super) fn at(doc: &Doc<'_, '_>, i: usize) -> Option<Quantity> {
    let mut bounds: Vec<Bound> = Vec::new();
    let mut cut = None;
    let mut start = i;
    while let Some((end, c, bound)) = word(doc, start, |w| match w {
        FigureWord::Bound(bound) => Some(bound),
        _ => None,
    })
    .filter(|(_, c, _)| start == i || *c == 0)
    {
        cut.get_or_insert(c);
        bounds.push(bound);
        start = end;
        if bounds.len() > 2 {
            return None;
        }
    }
    if let Some(range) = range(doc, i, start, cut) {
        return Some(range);
    }
    let count = counts::number_at(doc, start).filter(|c| start == i || c.cut == 0 || c.first < start)?;
    let number = count.number;
    if number.value <= 0.0 {
        return None;
    }
    let mut out = Quantity {
        cut: cut.unwrap_or(count.cut),
        end: count.end,
        low: Some(number.value),
        high: (!number.vague).then_some(number.value),
        approx: number.vague,
        vague: number.vague,
        several: number.several,
        definite: count.definite,
        plain_digits: number.digits && !number.scaled,
    };
    bounds.into_iter().for_each(|b| apply(&mut out, b));
    out.approx |= maybe(doc, i);
    Some(out)
}

/// Narrows a quantity by a bound.
pub(super) fn apply(out: &mut Quantity, bound: Bound) {
    match bound {
        Bound::About => out.approx = true,
        Bound::More | Bound::Least => out.high = None,
        Bound::Below | Bound::Most => {
            out.high = out.high.or(out.low);
            out.low = None;
        }
    }
}

/// A word for "perhaps" shortly before makes the number rough.
fn maybe(doc: &Doc<'_, '_>, i: usize) -> bool {
    let from = doc.sentence(i).start.max(i.saturating_sub(3));
    (from..i).any(|at| word(doc, at, |w| (w == FigureWord::Bound(Bound::About)).then_some(())).is_some())
}

/// "between 3 and 5", "3 to 5", "3-5".
fn range(doc: &Doc<'_, '_>, i: usize, start: usize, cut: Option<u8>) -> Option<Quantity> {
    let between = word(doc, start, |w| (w == FigureWord::Between).then_some(()));
    let from = between.map_or(start, |(end, ..)| end);
    let low = counts::number_at(doc, from).filter(|c| !c.number.vague && (c.cut == 0 || from == i))?;
    // What is counted may stand with the first number already: "from 3 soldiers to 5".
    let at = low.end;
    let (to, joined) = if between.is_some() {
        let and = doc.is_and(at);
        (at + and as usize, and || doc.clitics(at).and)
    } else {
        let dash = matches!(doc.written(at), "-" | "\u{2013}");
        let tight = dash && !doc.tokens[at].spaced && doc.tokens.get(at + 1).is_some_and(|t| !t.spaced);
        match is(doc, at, FigureWord::To) {
            Some(end) => (end, true),
            None => (at + tight as usize, tight && !low.number.scaled),
        }
    };
    if !joined || doc.hits_of(at, Kinds::TIME_LINK).iter().any(|h| h.sense == Sense::TimeLink(TimeWord::Since)) {
        return None;
    }
    let high = counts::number_at(doc, to).filter(|c| !c.number.vague && (c.cut == 0 || doc.clitics(to).and))?;
    let (mut a, b) = (low.number.value, high.number.value);
    // "between 3 and 5 thousand" gives its scale to both.
    if high.number.scaled && !low.number.scaled && a < 1000.0 {
        let scale = [1e9, 1e6, 1e3].into_iter().find(|s| b >= *s).unwrap_or(1.0);
        a *= scale;
    }
    (a < b).then_some(Quantity {
        cut: cut.or(between.map(|(_, c, ())| c)).unwrap_or(low.cut),
        end: high.end,
        low: Some(a),
        high: Some(b),
        approx: false,
        vague: false,
        several: false,
        definite: false,
        plain_digits: false,
    })
}
