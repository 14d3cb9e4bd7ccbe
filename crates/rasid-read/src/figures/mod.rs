//! Figures: how many of what, measured for what, of whom, over which time, and who says so.
//!
//! [`quantity`] reads the number with its bounds, [`counted`] the noun phrase, [`measure`] what
//! is counted for, [`scope`] the times, [`by`](mod@by) the statement. What stands inside an
//! expression of time or a name is no figure.

mod bare;
mod by;
mod counted;
mod few;
mod measure;
mod quantity;
mod scope;

#[cfg(test)]
mod tests;

pub(crate) use by::by;

use crate::doc::Doc;
use crate::names::Names;
use crate::statements::Statements;
use crate::times;
use crate::trace::Trace;
use counted::Noun;
use quantity::Quantity;
use rasid_lang::Kinds;
use rasid_lang::tables::figures::{CountedClass, FigureWord};
use rasid_record::reading::Number;
use rasid_record::{Figure, Measure, Scope, Who};
use rasid_text::Span;
use std::ops::Range;

/// A figure in the making.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    /// Its tokens.
    pub range: Range<usize>,
    /// Where, in bytes.
    pub span: Span,
    /// The least it can be.
    pub low: Option<f64>,
    /// The most it can be.
    pub high: Option<f64>,
    /// Whether it is rough.
    pub approx: bool,
    /// The counted noun phrase.
    pub counted: Option<Span>,
    /// What is counted.
    pub measure: Measure,
    /// Which people.
    pub who: Option<Who>,
    /// One occurrence or more.
    pub scope: Scope,
    /// Index of the time from which it counts.
    pub from: Option<usize>,
    /// Index of the time until which it counts.
    pub until: Option<usize>,
    /// Index of the statement that it stands in or continues.
    pub by: Option<usize>,
    /// Whether it only continues that statement.
    pub carried: bool,
    /// Whether it is a part of the figure before it.
    pub part: bool,
    /// The rule that found it.
    pub rule: &'static str,
}

/// A number word with a preposition written to it that is no longer may be another word.
const SHORT: usize = 4;

/// What a rule found before it is known what it measures.
#[derive(Clone, Copy, Debug)]
struct Found {
    /// One past its last token.
    end: usize,
    quantity: Quantity,
    noun: Option<Noun>,
    rule: &'static str,
}

/// The ground that the rules read.
struct Ground<'a, 't, 'l> {
    doc: &'a Doc<'t, 'l>,
    statements: &'a Statements,
    times: &'a [times::Draft],
}

/// All figures of a report, in order of the text.
pub(crate) fn find<T: Trace>(
    doc: &Doc<'_, '_>,
    names: &Names,
    statements: &Statements,
    times: &[times::Draft],
    trace: &mut T,
) -> Vec<Draft> {
    let ground = Ground { doc, statements, times };
    let mut out: Vec<Draft> = Vec::new();
    let mut i = 0;
    while i < doc.len() {
        if let Some(n) = times::covering(times, i) {
            i = times[n].end;
            continue;
        }
        let Some(found) = at(doc, i).filter(|f| doc.together(i, f.end - 1)) else {
            i += 1;
            continue;
        };
        let span = doc.span(i, found.quantity.cut, found.end);
        if let Some(reason) = excluded(doc, names, times, i, &found) {
            trace.near(found.rule, span, reason);
            i += 1;
            continue;
        }
        match ground.complete(i, &found, &out) {
            Some(draft) => {
                trace.fired(found.rule, draft.span);
                out.push(draft);
                i = found.end.max(i + 1);
            }
            None => {
                trace.near(found.rule, span, "nothing says what is counted");
                i += 1;
            }
        }
    }
    out
}

/// A figure in the form that goes outside.
pub(crate) fn publish(doc: &Doc<'_, '_>, draft: &Draft) -> Figure {
    Figure {
        at: doc.anchor(draft.span),
        low: draft.low.map(Number),
        high: draft.high.map(Number),
        approx: draft.approx,
        counted: draft.counted.map(|s| s.of(doc.text).to_owned()),
        measure: draft.measure,
        who: draft.who,
        scope: draft.scope,
        from: draft.from,
        until: draft.until,
        by: draft.by,
        carried: draft.carried,
        rule: draft.rule.to_owned(),
    }
}

/// The figure that begins at token `i`.
fn at(doc: &Doc<'_, '_>, i: usize) -> Option<Found> {
    if !may_begin(doc, i) {
        return None;
    }
    number(doc, i).or_else(|| few::definite(doc, i)).or_else(|| few::dual(doc, i)).or_else(|| few::one(doc, i))
}

/// Whether a figure can begin with token `i` at all.
fn may_begin(doc: &Doc<'_, '_>, i: usize) -> bool {
    doc.tokens[i].kind == rasid_text::TokenKind::Number || doc.has(i, Kinds::FIGURE.with(Kinds::NATIONALITY))
}

/// Rule `figure/number`: a number in digits or words, exact or rough, with the noun that it counts: "12.8 thousand
/// civilians", "at least 30 raids", "dozens of trucks". Dates, ages, ordinals, distances and the numbers of documents
/// are none. Tables: numbers, counted, measures.
///
/// Rule `figure/bare`: a number without a noun of its own, where the words around it or the figure before it tell what
/// is counted: "killed 30 and wounded 50". Tables: numbers, measures.
fn number(doc: &Doc<'_, '_>, i: usize) -> Option<Found> {
    let mut quantity = quantity::at(doc, i)?;
    let mut noun = counted::after(doc, quantity.end, quantity.vague);
    let mut end = noun.map_or(quantity.end, |n| n.end);
    if quantity.several && !noun.is_some_and(|n| n.class == CountedClass::People) {
        return None;
    }
    // "at least" and "roughly" may stand behind the noun.
    let behind = quantity::word(doc, end, |w| match w {
        FigureWord::BoundAfter(bound) => Some(bound),
        FigureWord::Bound(bound @ rasid_lang::tables::figures::Bound::Least) => Some(bound),
        _ => None,
    });
    if let Some((after, 0, bound)) = behind {
        quantity::apply(&mut quantity, bound);
        end = after;
        // "59 at least of the factions".
        if noun.is_none() {
            noun = counted::of_whom(doc, after);
            end = noun.map_or(end, |n| n.end);
        }
    }
    // Others are counted by the noun of the figure before them.
    if noun.is_some_and(|n| n.others) && quantity.definite {
        noun = None;
    }
    let rule = if noun.is_some() { "figure/number" } else { "figure/bare" };
    Some(Found { end, quantity, noun, rule })
}

/// Why a number is no figure, where it is none.
fn excluded(doc: &Doc<'_, '_>, names: &Names, times: &[times::Draft], i: usize, found: &Found) -> Option<&'static str> {
    let number = found.quantity;
    if (i..found.end).any(|k| times::covering(times, k).is_some()) {
        return Some("the number belongs to an expression of time");
    }
    if counted::is_share(doc, number.end) {
        return Some("the number is a share");
    }
    if number.high == Some(1.0) && found.rule != "figure/one" && !number.plain_digits {
        return Some("one of something is no count");
    }
    // A short number word behind a preposition written to it is mostly another word.
    let short = doc.folded(i).chars().count() <= SHORT;
    if short
        && number.cut > 0
        && !number.plain_digits
        && doc.clitics(i).is_preposition()
        && !found.noun.is_some_and(|n| n.known)
    {
        return Some("the word may be another one");
    }
    if found.noun.is_some_and(|n| n.class == CountedClass::None) {
        return Some("what is counted is a length or an order");
    }
    let mention =
        names.mention_at(i).is_some_and(|m| m.end - m.first > 1 && (m.first..m.end).contains(&i) && m.end > i + 1);
    if mention && found.noun.is_none_or(|n| names.mention_at(n.first).is_some_and(|m| m.first <= i)) {
        return Some("the number is part of a name");
    }
    let before = i.checked_sub(1).filter(|b| doc.together(*b, i));
    let label = before.is_some_and(|b| {
        quantity::is(doc, b, FigureWord::Label).is_some()
            || (i > 1 && quantity::is(doc, i - 2, FigureWord::Label) == Some(i))
    });
    let known = found.noun.is_some_and(|n| n.known);
    if label && number.plain_digits && !known {
        return Some("the number is the name of a document or unit");
    }
    // From eleven to ninety-nine the noun is an accusative singular.
    let tens = number.low.or(number.high).map_or(0.0, |n| n % 100.0);
    if (11.0..100.0).contains(&tens)
        && found.noun.is_some_and(|n| !n.known && !number.vague && !counted::ends_as_counted(doc, n.first))
    {
        return Some("the word behind the number is not in the form of a counted noun");
    }
    // "the five permanent": the number belongs to the noun before it.
    let attributive = before.is_some_and(|b| doc.is_word(b) && doc.is_definite(b));
    if number.definite && !number.vague && (found.noun.is_none() || attributive) && found.rule != "figure/definite" {
        return Some("the number points back");
    }
    // 5-3, 24/7, 3:2, v2: digits that touch signs or letters.
    let touches = |k: usize| {
        doc.tokens.get(k).is_some_and(|t| !t.spaced)
            && matches!(doc.written(k), "-" | "/" | ":" | "+" | "@" | "#" | "*" | "\\")
    };
    let tight_before = before.is_some_and(|b| {
        !doc.tokens[i].spaced && !doc.is_word(b) && matches!(doc.written(b), "-" | "/" | ":" | "+" | "@" | "#" | "$")
    });
    if number.plain_digits && (touches(number.end) || tight_before) {
        return Some("the digits belong to a score, code or address");
    }
    None
}

impl Ground<'_, '_, '_> {
    /// Works out what a figure measures, of whom, over which time and who says so; nothing where
    /// a bare number has no measure.
    fn complete(&self, i: usize, found: &Found, earlier: &[Draft]) -> Option<Draft> {
        let doc = self.doc;
        let range = i..found.end;
        let before = earlier.last();
        // A part ("four children among them") is passed over where others are counted on.
        let others = found.noun.is_some_and(|n| n.others);
        let last = earlier.iter().rev().find(|l| !others || !l.part).filter(|l| doc.together(l.range.start, i));
        let tally = bare::tallied(doc, i, found);
        let noun = found.noun.filter(|n| !n.others).or(tally).or(found.noun);
        let what = bare::what(doc, &range, found, noun, tally, last)?;
        let span = doc.span(i, found.quantity.cut, found.end);
        // Of those who speak nothing is counted ("two officials said").
        let people = what.measure == Measure::Other && found.noun.is_some_and(|n| n.class == CountedClass::People);
        if people && self.statements.iter().any(|s| s.speaker.is_some_and(|w| w.contains(span))) {
            return None;
        }
        let (by, carried) = by(doc, self.statements, span, &range);
        let mut bounds = scope::bounds(doc, self.times, &range);
        // An account that goes on goes on about the same time.
        if let Some(before) = before.filter(|b| carried && b.by == by && bounds.is_empty()) {
            bounds = scope::Bounds { from: before.from, until: before.until };
        }
        Some(Draft {
            span,
            low: found.quantity.low,
            high: found.quantity.high,
            approx: found.quantity.approx,
            counted: noun.map(|n| n.span),
            measure: what.measure,
            who: what.who,
            scope: scope::scope(what.measure, found.quantity.low, bounds, tally.is_some()),
            from: bounds.from,
            until: bounds.until,
            by,
            carried,
            part: bare::is_part(doc, i, before),
            rule: found.rule,
            range,
        })
    }
}
