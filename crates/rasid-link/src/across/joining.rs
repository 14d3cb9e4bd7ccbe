//! Which arrangements of different reports are one.
//!
//! Two are connected where enough speaks for it: the name of a document, a length, a place, the parties, and
//! that the reports tell one event or belong to one story, the less the more days lie between. The strongest
//! connections are followed first, and none that would put together what cannot be one (two resolutions, a
//! pause of hours and one of weeks), so that a report that speaks of both is no bridge. What nothing tells
//! from others goes with the one that was last spoken of in its story.

use super::facts::Facts;
use super::sides;
use super::units::{self, Traits, Unit};
use super::{Echoes, Links};
use crate::graph::Sets;
use crate::moment::DAY;
use rasid_record::ArrangementKind;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Days between two reports that are connected, and between two that name one document.
const DAYS: i64 = 14;
const DAYS_NAMED: i64 = 90;
/// How much must speak for two being one.
const ENOUGH: f64 = 4.0;
/// How alike the words of two mentions are that are one expression.
const ALIKE: f64 = 0.6;
/// How much less speaks for it with each day between the reports.
const EACH_DAY: f64 = 0.1;
/// Days in which something that is not told apart can be what was spoken of last.
const TAKEN_UP: i64 = 4;

/// Joins the arrangements of all reports. Each result lists its units in the order of their reports.
pub(crate) fn join<'f>(links: &Links<'f>) -> Vec<Vec<Unit<'f>>> {
    let facts = links.facts;
    let mut all: Vec<Unit<'f>> = (0..facts.len() as u32).flat_map(|n| units::of(n, &facts[n as usize])).collect();
    let order = |unit: &Unit<'_>| {
        let facts = &facts[unit.report as usize];
        (facts.order(), unit.mentions[0])
    };
    all.sort_by(|a, b| order(a).cmp(&order(b)));
    let mut families: BTreeMap<ArrangementKind, Vec<usize>> = BTreeMap::new();
    let mut echoes = Echoes::default();
    for (n, unit) in all.iter().enumerate() {
        if echoes.compares(links, n, (unit.report, unit.mentions[0])) {
            families.entry(unit.family).or_default().push(n);
        }
    }
    let mut sets = Sets::new(all.len());
    for members in families.values() {
        join_family(members, &all, links, &mut sets);
    }
    echoes.join(&mut sets);
    let mut groups: BTreeMap<usize, Vec<Unit<'f>>> = BTreeMap::new();
    for (n, unit) in all.into_iter().enumerate() {
        groups.entry(sets.root(n)).or_default().push(unit);
    }
    groups.into_values().collect()
}

/// Joins units of one family, which are in the order of their reports.
fn join_family(members: &[usize], all: &[Unit<'_>], links: &Links<'_>, sets: &mut Sets) {
    let facts = links.facts;
    let minute = |n: usize| facts[all[n].report as usize].minute;
    let mut edges = named(members, all, facts);
    // Only what shares a story, a place or a party can be connected.
    let mut shares: FxHashMap<Share<'_>, Vec<usize>> = FxHashMap::default();
    for &b in members {
        let mut near: Vec<usize> = Vec::new();
        for share in shared(&all[b], links) {
            let before = shares.entry(share).or_default();
            let reach = before.iter().rev().take_while(|&&a| match (minute(a), minute(b)) {
                (Some(x), Some(y)) => y - x <= DAYS * DAY,
                (x, y) => x == y,
            });
            near.extend(reach);
            before.push(b);
        }
        near.sort_unstable();
        near.dedup();
        let scored = near.into_iter().map(|a| (score(&all[a], &all[b], links), a, b));
        edges.extend(scored.filter(|(score, ..)| *score >= ENOUGH));
    }
    edges.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut traits: FxHashMap<usize, Traits<'_>> = FxHashMap::default();
    for (_, a, b) in edges {
        let (a, b) = (sets.root(a), sets.root(b));
        if a == b {
            continue;
        }
        let [mine, theirs] = [a, b].map(|n| traits.get(&n).unwrap_or(&all[n].traits));
        if mine.conflicts(theirs) {
            continue;
        }
        let mut joined = traits.remove(&a).unwrap_or_else(|| all[a].traits.clone());
        let other = traits.remove(&b);
        joined.absorb(other.as_ref().unwrap_or(&all[b].traits));
        sets.join(a, b);
        traits.insert(sets.root(a), joined);
    }
    take_up(members, all, links, sets);
}

/// What two units must share to be looked at.
#[derive(PartialEq, Eq, Hash)]
enum Share<'f> {
    Story(u32),
    Place(&'f str),
    Party(&'f str),
}

/// What a unit can share with others.
fn shared<'f>(unit: &Unit<'f>, links: &Links<'_>) -> Vec<Share<'f>> {
    let story = Share::Story(links.stories[unit.report as usize]);
    let own = |id: &&str| !sides::is_code(id);
    let places = unit.traits.places.iter().filter_map(|(id, _)| *id).filter(own).map(Share::Place);
    std::iter::once(story).chain(places).chain(unit.traits.parties.iter().copied().map(Share::Party)).collect()
}

/// Units with one document, each with the next of it: a resolution is spoken of for months.
fn named(members: &[usize], all: &[Unit<'_>], facts: &[Facts]) -> Vec<(f64, usize, usize)> {
    let mut last: FxHashMap<&str, usize> = FxHashMap::default();
    let mut edges = Vec::new();
    for &n in members {
        for number in all[n].traits.names.iter().filter_map(|name| name.number()) {
            let Some(before) = last.insert(number, n) else { continue };
            let [a, b] = [before, n].map(|n| &facts[all[n].report as usize]);
            if a.days(b).is_some_and(|days| days <= DAYS_NAMED as f64) {
                edges.push((2.0 * ENOUGH, before, n));
            }
        }
    }
    edges
}

/// How much speaks for two units being one.
fn score(a: &Unit<'_>, b: &Unit<'_>, links: &Links<'_>) -> f64 {
    let facts = links.facts;
    let (x, y) = (a.report as usize, b.report as usize);
    // Two in one report were told apart there.
    if x == y || a.traits.conflicts(&b.traits) {
        return 0.0;
    }
    let Some(days) = facts[x].days(&facts[y]) else { return 0.0 };
    let event = links.events[x] == links.events[y];
    let story = links.stories[x] == links.stories[y];
    // Of two that differ in place one may only be said to be elsewhere, where their length is one.
    let place = match a.traits.place(&b.traits) {
        at if at < 0.0 => -3.0,
        at => 2.0 * at,
    };
    let circle = a.traits.circle.intersection(&b.traits.circle).count();
    let bound = a.traits.parties.intersection(&b.traits.parties).count();
    let parties = match (bound, circle) {
        (1.., 2..) => 4.0,
        (1.., _) => 2.0,
        (_, 1..) => 1.0,
        _ => 0.0,
    };
    let [first, second] = [(x, a), (y, b)].map(|(report, unit)| &facts[report].arrangements[unit.mentions[0]].letters);
    let words = story && first.alike(second) >= ALIKE;
    let part = |holds: bool, weight: f64| if holds { weight } else { 0.0 };
    part(a.traits.share_name(&b.traits), 2.0 * ENOUGH)
        + part(a.traits.share_length(&b.traits), 3.0)
        + part(event, 3.0)
        + part(story && !event, 2.0)
        + part(a.kind == b.kind, 1.0)
        + part(words, 1.5)
        + place
        + parties
        - EACH_DAY * days
}

/// Joins what nothing tells from others with what was last spoken of in its event, else in its story.
fn take_up(members: &[usize], all: &[Unit<'_>], links: &Links<'_>, sets: &mut Sets) {
    let facts = links.facts;
    let mut by_story: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for &n in members {
        by_story.entry(links.stories[all[n].report as usize]).or_default().push(n);
    }
    let mut bare: FxHashMap<usize, bool> = FxHashMap::default();
    for &n in members {
        *bare.entry(sets.root(n)).or_insert(true) &= all[n].traits.is_bare();
    }
    let bare: FxHashMap<usize, bool> = members.iter().map(|&n| (n, bare[&sets.root(n)])).collect();
    let mut joins = Vec::new();
    for units in by_story.values() {
        for (at, &n) in units.iter().enumerate().filter(|(_, n)| bare[*n]) {
            let minute = |n: usize| facts[all[n].report as usize].minute;
            let event = |n: usize| links.events[all[n].report as usize];
            let near = |m: usize| match (minute(n), minute(m)) {
                (Some(a), Some(b)) => (a - b).abs() <= TAKEN_UP * DAY,
                (a, b) => a == b,
            };
            let fits = |m: &usize| !bare[m] && all[*m].report != all[n].report;
            let before = || units[..at].iter().rev().copied().take_while(|&m| near(m)).find(|m| fits(m));
            let told = units.iter().copied().filter(|&m| event(m) == event(n) && near(m)).find(|m| fits(m));
            if let Some(m) = told.or_else(before) {
                joins.push((n, m));
            }
        }
    }
    // A group of such units goes where the first of them goes, so that it joins nothing that was apart.
    joins.sort_unstable();
    let mut gone: FxHashMap<usize, ()> = FxHashMap::default();
    let joins: Vec<_> = joins.into_iter().filter(|(n, _)| gone.insert(sets.root(*n), ()).is_none()).collect();
    joins.into_iter().for_each(|(n, m)| sets.join(n, m));
}
