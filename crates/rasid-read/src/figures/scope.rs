//! One occurrence or a total, and the times that bound it.

use crate::doc::Doc;
use crate::times::{self, When};
use rasid_lang::Sense;
use rasid_lang::tables::times::TimeWord;
use rasid_record::{Measure, Scope};
use std::ops::Range;

/// Which times bound a figure.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Bounds {
    /// From when it counts.
    pub from: Option<usize>,
    /// Until when it counts.
    pub until: Option<usize>,
}

impl Bounds {
    /// Whether no time bounds it.
    pub fn is_empty(self) -> bool {
        self.from.is_none() && self.until.is_none()
    }
}

/// How far from a figure a day may stand to be its day, in tokens.
const REACH: usize = 14;
/// What a time before the figure is farther away for standing there.
const AHEAD: usize = 3;
/// From this number on a figure is a total, whatever it counts.
const LARGE: f64 = 200.0;

/// The times in the sentence of tokens `range` that bound what is counted there: the nearest one
/// and, where it is one end of a stretch, the other end.
pub(super) fn bounds(doc: &Doc<'_, '_>, drafts: &[times::Draft], range: &Range<usize>) -> Bounds {
    let sentence = doc.sentence(range.start);
    let from = drafts.partition_point(|d| d.first < sentence.start);
    let to = drafts.partition_point(|d| d.first < sentence.end);
    let nearest = (from..to)
        .filter_map(|n| {
            let draft = &drafts[n];
            // A time behind the figure is its own before one ahead of it.
            let gap = if draft.first >= range.end {
                draft.first - range.end
            } else {
                range.start.saturating_sub(draft.end) + AHEAD
            };
            let role = role(link(doc, draft), draft.when)?;
            (gap <= REACH).then_some((gap, n, role))
        })
        .min_by_key(|&(gap, n, _)| (gap, n));
    let Some((_, n, role)) = nearest else { return Bounds::default() };
    let neighbour = |at: Option<usize>, wanted: Role| {
        at.filter(|&m| (from..to).contains(&m) && self::role(link(doc, &drafts[m]), drafts[m].when) == Some(wanted))
    };
    match role {
        Role::Since => Bounds { from: Some(n), until: neighbour(Some(n + 1), Role::Until) },
        Role::Until => Bounds { from: neighbour(n.checked_sub(1), Role::Since), until: Some(n) },
        Role::During => Bounds { from: None, until: Some(n) },
        Role::On => Bounds { from: Some(n), until: Some(n) },
    }
}

/// How a time bounds a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Since,
    Until,
    During,
    On,
}

/// How a time behind the word `link` bounds a figure; a length only where it says over which time.
fn role(link: Option<TimeWord>, when: When) -> Option<Role> {
    match link {
        Some(TimeWord::Since | TimeWord::From) => Some(Role::Since),
        Some(TimeWord::Until) => Some(Role::Until),
        Some(TimeWord::Within | TimeWord::In) if is_length(when) => Some(Role::During),
        Some(TimeWord::After | TimeWord::Before | TimeWord::Length) => None,
        _ if is_length(when) || matches!(when, When::Every(..) | When::Open) => None,
        _ => when.first_day().map(|_| Role::On),
    }
}

fn is_length(when: When) -> bool {
    matches!(when, When::Length(..) | When::OpenLength)
}

/// The word of time right before an expression.
fn link(doc: &Doc<'_, '_>, draft: &times::Draft) -> Option<TimeWord> {
    let before = draft.first.saturating_sub(3)..draft.first;
    before.rev().flat_map(|i| doc.hits(i)).find_map(|h| match h.sense {
        Sense::TimeLink(word) if h.end == draft.first => Some(word),
        _ => None,
    })
}

/// Whether a figure counts one occurrence or more.
pub(super) fn scope(measure: Measure, low: Option<f64>, bounds: Bounds, tally: bool) -> Scope {
    let stretch = bounds.from != bounds.until;
    let standing = matches!(measure, Measure::Displaced | Measure::Besieged | Measure::Present | Measure::Missing);
    if tally || stretch || standing || low.is_some_and(|n| n >= LARGE) { Scope::Total } else { Scope::Incident }
}
