//! Which commitments of different reports are one, and when they fall due.
//!
//! Only what one side is bound to in one way, about one kind of thing, can be one: a target is never joined
//! with an undertaking, so that nobody is charged with a promise they did not make.

use super::course::Courses;
use super::facts::{Bound, Facts};
use super::sides;
use super::{Echoes, Links};
use crate::graph::Sets;
use crate::moment::DAY;
use rasid_record::{Class, CommitmentKind};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// Days between two mentions of one commitment.
const DAYS: i64 = 14;
/// How alike the words of the thing to be done must be, and how much of the shorter one in reports of one event.
const ALIKE: f64 = 0.55;
const CONTAINED: f64 = 0.5;

/// A commitment, as the reports and the indexes of its mentions, in the order of the reports.
pub(crate) type Promise = Vec<(u32, usize)>;

/// What must be the same of two mentions.
type Key<'f> = (Vec<&'f str>, Class, CommitmentKind, bool, &'f str);

/// Joins the commitments of all reports, in the order in which they were first told.
pub(crate) fn join(links: &Links<'_>, courses: &Courses<'_>) -> Vec<Promise> {
    let facts = links.facts;
    let mut all: Promise =
        (0..facts.len() as u32).flat_map(|r| (0..facts[r as usize].commitments.len()).map(move |n| (r, n))).collect();
    let order = |&(report, n): &(u32, usize)| (facts[report as usize].order(), n);
    all.sort_by(|a, b| order(a).cmp(&order(b)));
    let mut keys: BTreeMap<Key<'_>, Vec<usize>> = BTreeMap::new();
    let mut echoes = Echoes::default();
    for (at, &(report, n)) in all.iter().enumerate() {
        if !echoes.compares(links, at, (report, n)) {
            continue;
        }
        let bound = &facts[report as usize].commitments[n];
        let mut by: Vec<&str> = sides::all(&bound.by).collect();
        by.sort_unstable();
        // A label without a name holds inside one text.
        let local = by.iter().any(|id| sides::is_local(id));
        let within = if local { &*facts[links.roots[report as usize] as usize].id } else { "" };
        keys.entry((by, bound.class, bound.kind, bound.negative, within)).or_default().push(at);
    }
    let mut sets = Sets::new(all.len());
    for members in keys.values() {
        join_key(members, &all, links, courses, &mut sets);
    }
    echoes.join(&mut sets);
    let mut groups: BTreeMap<usize, Promise> = BTreeMap::new();
    for (at, &mention) in all.iter().enumerate() {
        groups.entry(sets.root(at)).or_default().push(mention);
    }
    groups.into_values().collect()
}

fn join_key(members: &[usize], all: &Promise, links: &Links<'_>, courses: &Courses<'_>, sets: &mut Sets) {
    let facts = links.facts;
    let mut edges: Vec<(f64, usize, usize)> = Vec::new();
    for (at, &b) in members.iter().enumerate() {
        let far = |a: usize| match [a, b].map(|n| facts[all[n].0 as usize].minute) {
            [Some(x), Some(y)] => y - x > DAYS * DAY,
            [x, y] => x != y,
        };
        for &a in members[..at].iter().rev().take_while(|&&a| !far(a)) {
            edges.extend(likeness(all[a], all[b], links, courses).map(|score| (score, a, b)));
        }
    }
    edges.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    // What one report tells apart is not one.
    let mut reports: FxHashMap<usize, BTreeSet<u32>> = FxHashMap::default();
    for (_, a, b) in edges {
        let (a, b) = (sets.root(a), sets.root(b));
        let mut mine = reports.get(&a).cloned().unwrap_or_else(|| BTreeSet::from([all[a].0]));
        let theirs = reports.get(&b).cloned().unwrap_or_else(|| BTreeSet::from([all[b].0]));
        if a != b && mine.is_disjoint(&theirs) {
            mine.extend(theirs);
            sets.join(a, b);
            reports.insert(sets.root(a), mine);
        }
    }
}

/// How much speaks for two mentions being of one commitment; nothing where it is not enough.
fn likeness(a: (u32, usize), b: (u32, usize), links: &Links<'_>, courses: &Courses<'_>) -> Option<f64> {
    let (x, y) = (a.0 as usize, b.0 as usize);
    if x == y {
        return None;
    }
    let of = |(report, n): (u32, usize)| &links.facts[report as usize].commitments[n];
    let (mine, theirs) = (of(a), of(b));
    let alike = mine.letters.alike(&theirs.letters);
    let one_event = links.events[x] == links.events[y];
    let one_story = links.stories[x] == links.stories[y];
    let due = |bound: &Bound| bound.until.as_ref().or(bound.from.as_ref()).map(|when| when.value.clone());
    let one_day = due(mine).is_some() && due(mine) == due(theirs);
    let known = mine.kind != CommitmentKind::Other;
    let group = |report: usize, n: usize| courses.of_commitment(report, &links.facts[report], n);
    let enough = alike >= ALIKE
        || one_event && mine.letters.contained(&theirs.letters) >= CONTAINED
        || one_story && known && one_day
        || known && group(x, a.1).is_some_and(|g| group(y, b.1) == Some(g));
    enough.then_some(alike + f64::from(u8::from(one_day)) + f64::from(u8::from(one_event)))
}

/// When a commitment is due.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Due {
    /// The minute at which it falls due.
    pub at: Option<i64>,
    /// Whether a report gives a date for it.
    pub dated: bool,
    /// Whether a later mention gives another date.
    pub moved: bool,
}

/// When a commitment is due: at the end of its date, or where it only has a length, when it begins. The latest
/// report counts.
pub(crate) fn due(promise: &Promise, facts: &[Facts]) -> Due {
    let mut due = Due::default();
    for &(report, n) in promise {
        let (f, bound) = (&facts[report as usize], &facts[report as usize].commitments[n]);
        let date = bound.until.as_ref().and_then(|when| when.span).map(|(_, end)| end);
        let begins = bound.from.as_ref().and_then(|when| when.span).map(|(_, end)| end);
        let lasts = bound.until.as_ref().is_some_and(|when| when.hours.is_some());
        let Some(at) = date.or(begins).or(f.minute.filter(|_| lasts)) else { continue };
        // A length without a date falls due anew with each report, which moves nothing.
        let dated = date.or(begins).is_some();
        due.moved |= dated && due.at.is_some_and(|before| (at - before).abs() > DAY);
        due.dated |= dated;
        due.at = if dated || due.at.is_none() { Some(at) } else { due.at };
    }
    due
}
