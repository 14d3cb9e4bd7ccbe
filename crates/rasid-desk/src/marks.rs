//! A report's text with every record marked in place.
//!
//! Records nest (a figure in a statement in a longer statement) and cross (a statement ends
//! inside an arrangement's name). HTML can only nest, so a record that crosses the end of another
//! or of a paragraph is cut there. The first piece carries the name that links lead to; all
//! pieces of a cut record share a number, by which the style sheet lights them up together.

use crate::shown;
use rasid_record::{Anchor, List, Reading};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// How many cut records of a page the style sheet can light up whole; later ones show their first
/// piece.
const CUTS: usize = 64;
/// How deep marks may nest: browsers flatten what is nested deeper than some hundreds.
const DEPTH: usize = 32;

/// A stretch of text that belongs to a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    start: usize,
    end: usize,
    list: List,
    idx: usize,
    /// Whether these are the words that stand for the record, rather than its speaker or place.
    is_main: bool,
}

/// One step of writing a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// The beginning of a mark.
    Open {
        /// `id` of the element, or empty.
        name: String,
        /// Its classes.
        class: String,
        /// The record: `statements-3`.
        record: String,
        /// What a pointer that rests on it is told.
        hint: String,
    },
    /// Words.
    Text(String),
    /// The end of the last mark that is open.
    Close,
}

/// A paragraph of the text.
pub(crate) type Paragraph = Vec<Piece>;

/// The marks of a reading, those of the wanted words and of all that belongs to them.
pub(crate) fn of_reading(reading: &Reading) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut push = |list, idx, anchor: Option<&Anchor>, is_main| {
        if let Some(a) = anchor {
            marks.push(Mark { start: a.start as usize, end: a.end as usize, list, idx, is_main });
        }
    };
    for &list in List::ALL {
        for idx in 0..reading.len_of(list) {
            push(list, idx, reading.anchor(list, idx), true);
        }
    }
    for (idx, s) in reading.statements.iter().enumerate() {
        push(List::Statements, idx, s.speaker.as_ref(), false);
        push(List::Statements, idx, s.content.as_ref().map(|_| &s.cue), false);
        push(List::Statements, idx, s.addressee.as_ref(), false);
        s.via.iter().for_each(|via| push(List::Statements, idx, Some(via), false));
    }
    for (idx, e) in reading.events.iter().enumerate() {
        e.actors.iter().chain(&e.recipients).for_each(|p| push(List::Events, idx, Some(&p.span), false));
        push(List::Events, idx, e.place.as_ref(), false);
    }
    for (idx, c) in reading.commitments.iter().enumerate() {
        [&c.by, &c.to, &c.condition].into_iter().for_each(|a| push(List::Commitments, idx, a.as_ref(), false));
    }
    for (idx, a) in reading.arrangements.iter().enumerate() {
        [&a.place, &a.beneficiaries].into_iter().for_each(|x| push(List::Arrangements, idx, x.as_ref(), false));
    }
    for (idx, b) in reading.breaches.iter().enumerate() {
        push(List::Breaches, idx, b.place.as_ref(), false);
    }
    marks
}

/// The marks of one record only.
pub(crate) fn of_record(reading: &Reading, list: List, idx: usize) -> Vec<Mark> {
    let mut marks = of_reading(reading);
    marks.retain(|mark| mark.list == list && mark.idx == idx);
    marks
}

/// A mark over words that no record stands for.
pub(crate) fn of_words(list: List, start: u32, end: u32) -> Vec<Mark> {
    vec![Mark { start: start as usize, end: end as usize, list, idx: 0, is_main: true }]
}

/// Where each paragraph that [`write`] makes begins, in letters of the text.
pub(crate) fn starts(text: &str) -> Vec<usize> {
    let letters: Vec<char> = text.chars().collect();
    paragraphs(&letters).into_iter().map(|(start, _)| start).collect()
}

/// Writes `text` paragraph by paragraph with `marks` in it; `hint` says what a record is.
pub(crate) fn write(text: &str, marks: &[Mark], hint: impl Fn(List, usize) -> String) -> Vec<Paragraph> {
    let letters: Vec<char> = text.chars().collect();
    let mut order: Vec<usize> = (0..marks.len()).collect();
    order.sort_by_key(|&at| marks[at].start);
    let (mut coming, mut near) = (order.into_iter().peekable(), Vec::new());
    let mut layout = Vec::new();
    for (start, end) in paragraphs(&letters) {
        // Only marks that reach into this paragraph, so that many short paragraphs cost no more.
        near.extend(std::iter::from_fn(|| coming.next_if(|&at| marks[at].start < end)));
        near.retain(|&at| marks[at].end > start);
        layout.push(lay_out(start, end, marks, &near));
    }

    // How many pieces each mark fell into, and a number for each that fell into several.
    let mut pieces = BTreeMap::<usize, usize>::new();
    for step in layout.iter().flatten() {
        if let Step::Open(mark) = step {
            *pieces.entry(*mark).or_default() += 1;
        }
    }
    let is_cut = |mark: &usize| marks[*mark].is_main && pieces.get(mark).is_some_and(|&n| n > 1);
    let cuts: BTreeMap<usize, usize> = pieces.keys().filter(|m| is_cut(m)).zip(0..CUTS).map(|(&m, n)| (m, n)).collect();

    let mut named = BTreeSet::new();
    let mut written = |step: &Step| match *step {
        Step::Close => Piece::Close,
        Step::Text(start, end) => Piece::Text(shown::owned(&letters[start..end].iter().collect::<String>())),
        Step::Open(at) => {
            let mark = &marks[at];
            let record = format!("{}-{}", mark.list, mark.idx);
            if !mark.is_main {
                return Piece::Open { name: String::new(), class: "part".into(), record, hint: String::new() };
            }
            let cut = cuts.get(&at).map_or_else(String::new, |n| format!(" cut{n}"));
            Piece::Open {
                name: if named.insert(at) { format!("r-{record}") } else { String::new() },
                class: format!("mark in-{}{cut}", mark.list),
                record,
                hint: hint(mark.list, mark.idx),
            }
        }
    };
    layout.iter().map(|steps| steps.iter().map(&mut written).collect()).collect()
}

/// The rules of the style sheet that light up all pieces of a cut record.
#[cfg(test)]
fn cut_rules() -> String {
    (0..CUTS).map(|n| format!(":root:has(.cut{n}:target) .cut{n}")).collect::<Vec<_>>().join(",\n")
}

/// Stretches between line ends that hold anything, in code points.
fn paragraphs(letters: &[char]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut start = 0;
    for end in (0..letters.len()).filter(|&i| letters[i] == '\n').chain([letters.len()]) {
        if letters[start..end].iter().any(|c| !c.is_whitespace()) {
            out.push((start, end));
        }
        start = end + 1;
    }
    out
}

enum Step {
    Open(usize),
    Text(usize, usize),
    Close,
}

/// Lays out one paragraph. A mark that crosses the end of the one around it is closed there and
/// opened again behind it.
fn lay_out(start: usize, end: usize, marks: &[Mark], near: &[usize]) -> Vec<Step> {
    // In order of writing: earlier first, then longer; of equal ones main words inside.
    let mut waiting: BTreeSet<(usize, Reverse<usize>, bool, usize)> = near
        .iter()
        .map(|&at| (marks[at].start.max(start), Reverse(marks[at].end.min(end)), marks[at].is_main, at))
        .filter(|(s, Reverse(e), ..)| s < e)
        .collect();
    let mut open: Vec<usize> = Vec::new();
    let mut steps = Vec::new();
    let mut position = start;
    let mut go_to = |steps: &mut Vec<Step>, to: usize| {
        if position < to {
            steps.push(Step::Text(position, to));
            position = to;
        }
    };
    while let Some((from, Reverse(to), is_main, at)) = waiting.pop_first() {
        while let Some(&inner_end) = open.last()
            && inner_end <= from
        {
            go_to(&mut steps, inner_end);
            steps.push(Step::Close);
            open.pop();
        }
        if open.len() >= DEPTH {
            continue;
        }
        go_to(&mut steps, from);
        let border = open.last().copied().unwrap_or(end);
        if to > border {
            waiting.insert((border, Reverse(to), is_main, at));
        }
        steps.push(Step::Open(at));
        open.push(to.min(border));
    }
    while let Some(inner_end) = open.pop() {
        go_to(&mut steps, inner_end);
        steps.push(Step::Close);
    }
    go_to(&mut steps, end);
    steps
}

#[cfg(test)]
mod tests;
