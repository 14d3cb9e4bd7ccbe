//! Times: every expression for a point or stretch of time, with its value.
//!
//! Each rule reads one kind of expression from a token; where several fit, the longest wins.
//! Expressions are read in the order of the text, since some hang on those before them.

mod absolute;
mod ago;
mod clock;
mod days;
mod durations;
mod feasts;
mod finder;
mod months;
mod ranges;
mod sets;
mod tense;
mod units;
mod vague;
mod when;
mod years;

#[cfg(test)]
mod tests;

pub(crate) use when::When;

use crate::doc::Doc;
use crate::trace::Trace;
use finder::{Finder, Found};
use rasid_lang::tables::figures::FigureWord;
use rasid_lang::tables::times::TimeWord;
use rasid_lang::{Kinds, Sense};
use rasid_record::{Note, Time, TimeKind, TimeMod};
use rasid_text::{Span, TokenKind};

/// An expression of time in the making.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    /// First token.
    pub first: usize,
    /// One past the last token.
    pub end: usize,
    /// Where, in bytes.
    pub span: Span,
    /// What it means.
    pub when: When,
    /// What it is.
    pub kind: TimeKind,
    /// ISO 8601, where it is known.
    pub value: Option<String>,
    /// Which part or side of it.
    pub modifier: Option<TimeMod>,
    /// Whether the date of publication was used.
    pub anchored: bool,
    /// The rule that found it.
    pub rule: &'static str,
}

/// A line that gives the date of publication and hardly anything else belongs to the page: how
/// many tokens it may have beside the date.
const STAMP_TOKENS: usize = 6;

/// All expressions of time in a report, in order of the text, without overlap.
pub(crate) fn find<T: Trace>(doc: &Doc<'_, '_>, trace: &mut T) -> Vec<Draft> {
    let mut finder = Finder::new(doc);
    let mut drafts: Vec<Draft> = Vec::new();
    let mut i = 0;
    while i < doc.len() {
        finder.limit = doc.sentence(i).end;
        let false_end = only_looks_like_time(&finder, i).unwrap_or(i);
        let Some(mut found) = longest(&finder, i).filter(|f| f.end > false_end) else {
            i = false_end.max(i + 1);
            continue;
        };
        let span = doc.span(found.first, found.cut, found.end);
        if finder.in_name(i) {
            trace.near(found.rule, span, "the words are part of a name");
            i += 1;
            continue;
        }
        if is_stamp(&finder, &found) {
            trace.near(found.rule, span, "the line only gives the date of publication");
            i = doc.sentence(i).end;
            continue;
        }
        side(&finder, &mut found);
        if let Some(first) =
            ranges::first_end(&finder, &found).filter(|f| drafts.last().is_none_or(|d| d.end <= f.first))
        {
            drafts.push(draft(doc, &first));
        }
        remember(&mut finder, &found);
        trace.fired(found.rule, span);
        drafts.push(draft(doc, &found));
        i = found.end.max(i + 1);
    }
    drafts
}

/// The time expression that covers token `i`.
pub(crate) fn covering(drafts: &[Draft], i: usize) -> Option<usize> {
    let n = drafts.partition_point(|d| d.end <= i);
    drafts.get(n).filter(|d| d.first <= i).map(|_| n)
}

/// An expression in the form that goes outside.
pub(crate) fn publish(doc: &Doc<'_, '_>, draft: &Draft) -> Time {
    Time {
        at: doc.anchor(draft.span),
        kind: draft.kind,
        value: draft.value.clone(),
        modifier: draft.modifier,
        anchored: draft.anchored,
        rule: draft.rule.to_owned(),
    }
}

/// A doubt about each date that no calendar holds, such as the thirtieth of February.
pub(crate) fn notes(doc: &Doc<'_, '_>, drafts: &[Draft]) -> Vec<Note> {
    let impossible = |d: &&Draft| d.rule == "time/date" && d.when == When::Open && doc.published.is_some();
    let note = |d: &Draft| Note {
        at: doc.anchor(d.span),
        kind: "impossible-date".to_owned(),
        message: "The calendar has no such day, so the date has no value.".to_owned(),
    };
    drafts.iter().filter(impossible).map(note).collect()
}

fn draft(doc: &Doc<'_, '_>, found: &Found) -> Draft {
    Draft {
        first: found.first,
        end: found.end,
        span: doc.span(found.first, found.cut, found.end),
        when: found.when,
        kind: found.when.kind(),
        value: found.when.value(),
        modifier: found.modifier,
        anchored: found.anchored,
        rule: found.rule,
    }
}

type Rule = fn(&Finder<'_, '_, '_>, usize) -> Option<Found>;

/// The rules; of expressions of one length that of the first rule is taken.
const RULES: [Rule; 17] = [
    ago::after_that,
    ago::read,
    clock::read,
    days::read,
    absolute::read,
    feasts::read,
    vague::read,
    units::edge,
    units::nth_week,
    months::read,
    years::read,
    units::read,
    durations::running,
    durations::read,
    sets::read,
    clock::midnight,
    years::hijri,
];

/// The longest expression that begins at token `i`.
fn longest(finder: &Finder<'_, '_, '_>, i: usize) -> Option<Found> {
    if !may_begin(finder.doc, i) {
        return None;
    }
    let mut best: Option<Found> = None;
    for rule in RULES {
        if let Some(found) = rule(finder, i).filter(|f| f.end <= finder.limit && f.end > i)
            && best.is_none_or(|b| found.end > b.end)
        {
            best = Some(found);
        }
    }
    best
}

/// Whether an expression of time can begin with token `i` at all: with a word of time, a number, or what stands before one.
fn may_begin(doc: &Doc<'_, '_>, i: usize) -> bool {
    use FigureWord::{Article, Bound, Number, Ordinal};
    let number = |i: usize| doc.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Number);
    let begins = |sense: Sense| matches!(sense, Sense::Figure(Number(_) | Ordinal(..) | Bound(_) | Article));
    if number(i) || doc.has(i, Kinds::TIME) || doc.hits_of(i, Kinds::FIGURE).iter().any(|h| begins(h.sense)) {
        return true;
    }
    // These only go on with an expression, and are the most frequent words of all.
    let goes_on = |word: TimeWord| {
        use TimeWord::{Affair, CeMark, HijriMark, In, LocalTime, Of, Outbreak, Told, Utc};
        matches!(word, Affair | CeMark | HijriMark | In | LocalTime | Of | Outbreak | Told | Utc)
    };
    doc.hits_of(i, Kinds::TIME_LINK).iter().any(|h| matches!(h.sense, Sense::TimeLink(word) if !goes_on(word)))
}

/// The end of words that only look like time.
fn only_looks_like_time(finder: &Finder<'_, '_, '_>, i: usize) -> Option<usize> {
    finder.word(i, |w| (w == TimeWord::Not).then_some(())).map(|(hit, ())| hit.end)
}

/// Whether `found` is the stamp of the page: its own date of publication in digits, in a line
/// of its own.
fn is_stamp(finder: &Finder<'_, '_, '_>, found: &Found) -> bool {
    let doc = finder.doc;
    let day = matches!(found.when, When::Day(_) | When::Clock(_));
    let line = doc.sentence(found.first);
    day && line.len() - (found.end - found.first) <= STAMP_TOKENS
        && !(found.first..found.end).any(|i| doc.is_word(i))
        && found.when.first_day().is_some_and(|d| Some(d) == finder.today())
}

/// "before Sunday", "after the feast": the point is on one side of it.
fn side(finder: &Finder<'_, '_, '_>, found: &mut Found) {
    let plain = matches!(
        found.rule,
        "time/day"
            | "time/date"
            | "time/month"
            | "time/year"
            | "time/unit"
            | "time/feast"
            | "time/clock"
            | "time/midnight"
    );
    let point = found.when.is_point() || matches!(found.when, When::Clock(_));
    if !plain || !point || found.modifier.is_some_and(|m| m != TimeMod::Approx) {
        return;
    }
    if finder.behind(found.first, |w| w == TimeWord::Before) {
        found.modifier = Some(TimeMod::Before);
    } else if finder.behind(found.first, |w| w == TimeWord::After) {
        found.modifier = Some(TimeMod::After);
    }
}

/// Keeps what later expressions hang on.
fn remember(finder: &mut Finder<'_, '_, '_>, found: &Found) {
    if found.when.is_point() {
        (finder.last, finder.last_anchored, finder.last_end) = (Some(found.when), found.anchored, found.end);
    }
    if matches!(found.when, When::Length(..)) {
        finder.last_length = Some(found.when);
    }
    if found.rule == "time/feast"
        && let When::Day(day) = found.when
    {
        finder.last_feast = Some(day);
    }
}
