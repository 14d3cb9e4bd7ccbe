//! An arrangement through time: its phases on a line with who claims each, and its violation ledger.

use super::counts::{Claim, Sources};
use super::facts::{Arranged, Broken, Facts};
use super::period::When;
use super::sides;
use super::units::{Unit, family};
use crate::ids::Id;
use rasid_record::*;
use std::collections::{BTreeMap, BTreeSet};

/// The records of the reports, by group of arrangements.
pub(crate) struct Courses<'f> {
    /// The groups.
    pub groups: Vec<Vec<Unit<'f>>>,
    /// For each report the group of each of its arrangements.
    pub of: Vec<Vec<usize>>,
}

impl<'f> Courses<'f> {
    /// Notes to which group each mention belongs.
    pub fn new(groups: Vec<Vec<Unit<'f>>>, facts: &[Facts]) -> Self {
        let mut of: Vec<Vec<usize>> = facts.iter().map(|f| vec![usize::MAX; f.arrangements.len()]).collect();
        for (group, units) in groups.iter().enumerate() {
            for unit in units {
                unit.mentions.iter().for_each(|&n| of[unit.report as usize][n] = group);
            }
        }
        Courses { groups, of }
    }

    /// The breaches of each group. One that names no arrangement is of the only truce of its report.
    pub fn breaches(&self, facts: &[Facts]) -> BTreeMap<usize, Vec<(u32, usize)>> {
        let mut found: BTreeMap<usize, Vec<(u32, usize)>> = BTreeMap::new();
        for (report, f) in facts.iter().enumerate() {
            let truces: BTreeSet<usize> = (f.arrangements.iter().zip(&self.of[report]))
                .filter(|(a, _)| family(a.kind) == ArrangementKind::Ceasefire)
                .map(|(_, &group)| group)
                .collect();
            for (n, breach) in f.breaches.iter().enumerate() {
                let only = || truces.first().copied().filter(|_| truces.len() == 1);
                if let Some(group) = breach.arrangement.map(|a| self.of[report][a]).or_else(only) {
                    found.entry(group).or_default().push((report as u32, n));
                }
            }
        }
        found
    }

    /// The commitments of each group: those whose words hold a mention of it, or stand in words of it.
    pub fn commitments(&self, facts: &[Facts]) -> BTreeMap<usize, Vec<(u32, usize)>> {
        let mut found: BTreeMap<usize, Vec<(u32, usize)>> = BTreeMap::new();
        for (report, f) in facts.iter().enumerate() {
            for n in 0..f.commitments.len() {
                if let Some(group) = self.of_commitment(report, f, n) {
                    found.entry(group).or_default().push((report as u32, n));
                }
            }
        }
        found
    }

    /// The group that a commitment is about.
    pub fn of_commitment(&self, report: usize, facts: &Facts, n: usize) -> Option<usize> {
        let bound = &facts.commitments[n];
        let kind = arrangement_kind(bound.kind)?;
        let near = |a: &Arranged| {
            if a.start < bound.span.1 && bound.span.0 < a.end {
                return Some(0);
            }
            let same_words = bound.said_in.is_some() && bound.said_in == a.by;
            let bound_by = || a.parties.iter().any(|p| sides::same(p, &bound.by));
            let speaks = || facts.speech(a.by).and_then(|s| s.side()).is_some_and(|s| sides::same(s, &bound.by));
            (same_words || bound_by() || speaks()).then(|| a.start.abs_diff(bound.span.0).max(1))
        };
        let fits = facts.arrangements.iter().enumerate().filter(|(_, a)| family(a.kind) == family(kind));
        let (at, _) = fits.filter_map(|(at, a)| Some((at, near(a)?))).min_by_key(|&(at, away)| (away, at))?;
        Some(self.of[report][at])
    }
}

/// Which kind of arrangement a commitment of a kind is about.
pub(crate) fn arrangement_kind(kind: CommitmentKind) -> Option<ArrangementKind> {
    Some(match kind {
        CommitmentKind::Ceasefire => ArrangementKind::Ceasefire,
        CommitmentKind::Pause => ArrangementKind::Pause,
        CommitmentKind::Corridor => ArrangementKind::Corridor,
        CommitmentKind::Evacuation => ArrangementKind::Evacuation,
        CommitmentKind::Aid => ArrangementKind::Aid,
        CommitmentKind::Amnesty => ArrangementKind::Amnesty,
        CommitmentKind::Talks | CommitmentKind::Meeting => ArrangementKind::Talks,
        CommitmentKind::Cooperation => ArrangementKind::Cooperation,
        CommitmentKind::Sanctions => ArrangementKind::Sanctions,
        CommitmentKind::Release => ArrangementKind::Exchange,
        CommitmentKind::Withdrawal | CommitmentKind::Statement | CommitmentKind::Other => return None,
    })
}

/// The reference to a record that lies in a list of its own.
pub(crate) fn mention(facts: &[Facts], (report, n): (u32, usize)) -> Mention {
    Mention(facts[report as usize].id.to_string(), n)
}

/// What is most often said, the first of equals in order.
fn most<T: Ord>(items: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    items.for_each(|item| *counts.entry(item).or_default() += 1);
    counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0))).map(|(item, _)| item)
}

/// The kind of what the mentions of these kinds are one of: what most say, but a truce that some call limited and that
/// has a length is a pause, however many leave the length out.
fn kind(kinds: impl Iterator<Item = ArrangementKind> + Clone, until: Option<&str>) -> ArrangementKind {
    let said = most(kinds.clone()).unwrap_or(ArrangementKind::Agreement);
    let limited = until.is_some_and(|u| u.starts_with('P')) && kinds.clone().any(|k| k == ArrangementKind::Pause);
    if said == ArrangementKind::Ceasefire && limited { ArrangementKind::Pause } else { said }
}

/// The line of a group, with the breaches and commitments that belong to it.
pub(crate) fn line(
    label: String,
    units: &[Unit<'_>],
    breaches: &[(u32, usize)],
    commitments: &[(u32, usize)],
    sources: &Sources<'_>,
    events: &[u32],
    stories: &dyn Fn(u32) -> String,
) -> ArrangementCourse {
    let facts = sources.facts;
    let all: Vec<(u32, usize)> = units.iter().flat_map(|u| u.mentions.iter().map(|&n| (u.report, n))).collect();
    let at = |&(report, n): &(u32, usize)| &facts[report as usize].arrangements[n];
    let value = |when: &Option<When>| when.as_ref().map(|w| w.value.clone());
    let mut named: BTreeMap<&str, usize> = BTreeMap::new();
    for party in all.iter().map(at).flat_map(|a| a.parties.iter().flat_map(|p| p.split('+'))) {
        if sides::is_local(party) {
            continue;
        }
        *named.entry(party).or_default() += 1;
    }
    let mut parties: Vec<(&str, usize)> = named.into_iter().collect();
    parties.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let parties: Vec<&str> = parties.into_iter().map(|(party, _)| party).collect();
    // Who is accused or attacked and is no party stands against them.
    let broken = |&(report, n): &(u32, usize)| &facts[report as usize].breaches[n];
    let opponents: Vec<&str> = breaches
        .iter()
        .map(broken)
        .flat_map(|b| b.accused.iter().chain(&b.against))
        .map(|id| &**id)
        .filter(|id| !parties.iter().any(|p| sides::same(p, id)))
        .collect();
    // A place of its own says more than a country, and any more than one without an identifier.
    let place = |country: Option<bool>| {
        let is = move |a: &&Arranged| a.place_id.as_deref().map(sides::is_code) == country;
        most(all.iter().map(at).filter(is).filter_map(|a| Some((a.place_id.as_deref(), a.place.as_deref()?))))
    };
    let place = place(Some(false)).or_else(|| place(Some(true))).or_else(|| place(None));
    let clear = |a: &&Arranged| (a.name.is_some(), a.place.is_some(), a.until.is_some(), std::cmp::Reverse(a.start));
    let words = all.iter().map(at).max_by_key(clear).map(|a| a.words.to_string());
    let until = most(all.iter().filter_map(|m| value(&at(m).until)));
    ArrangementCourse {
        arrangement: label,
        kind: kind(all.iter().map(|m| at(m).kind), until.as_deref()),
        name: most(all.iter().filter_map(|m| at(m).name.as_ref().map(|(name, _)| name))).map(|n| n.to_string()),
        words: words.unwrap_or_default(),
        place: place.map(|(_, words)| words.to_owned()),
        place_id: place.and_then(|(id, _)| id).map(str::to_owned),
        from: most(all.iter().filter_map(|m| value(&at(m).from))),
        until,
        stories: units.iter().map(|u| stories(u.report)).collect::<BTreeSet<_>>().into_iter().collect(),
        phases: phases(&all, sources, &parties, &opponents),
        breaches: breaches.iter().map(|&b| mention(facts, b)).collect(),
        ledger: ledger(breaches, sources, events),
        commitments: commitments.iter().map(|&c| mention(facts, c)).collect(),
        counts: sources.count(&all.iter().map(|m| (m.0, at(m).by)).collect::<Vec<Claim>>(), &parties, &opponents),
        parties: parties.into_iter().map(str::to_owned).collect(),
    }
}

/// The phases on a line: one entry for each phase, claimant and day.
fn phases(all: &[(u32, usize)], sources: &Sources<'_>, parties: &[&str], opponents: &[&str]) -> Vec<PhaseClaim> {
    let facts = sources.facts;
    let mut found: BTreeMap<_, Vec<(u32, usize)>> = BTreeMap::new();
    for &(report, n) in all {
        let (f, a) = (&facts[report as usize], &facts[report as usize].arrangements[n]);
        let key = (f.date.is_none(), f.date.as_deref(), a.phase, sources.claimant_key(report, a.by));
        found.entry(key).or_default().push((report, n));
    }
    let mut line = Vec::new();
    for ((_, date, phase, (by, _)), mentions) in found {
        let claims: Vec<Claim> = mentions.iter().map(|&(r, n)| (r, facts[r as usize].arrangements[n].by)).collect();
        let outlets: BTreeSet<String> =
            claims.iter().filter_map(|c| facts[c.0 as usize].outlet.as_deref().map(str::to_owned)).collect();
        line.push(PhaseClaim {
            phase,
            at: date.map(str::to_owned),
            by: by.map(str::to_owned),
            outlets: outlets.into_iter().collect(),
            counts: sources.count(&claims, parties, opponents),
            mentions: mentions.into_iter().map(|m| mention(facts, m)).collect(),
        });
    }
    line
}

/// The ledger: an entry for each act of an accused party, with all who claim it. Counts over a period are one
/// wherever they are told; other acts are one within an event.
fn ledger(breaches: &[(u32, usize)], sources: &Sources<'_>, events: &[u32]) -> Vec<Violation> {
    let facts = sources.facts;
    let number = |n: Option<Number>| n.map(|n| n.0.to_bits());
    let value = |when: &Option<When>| when.as_ref().map(|w| w.value.clone());
    let mut found: BTreeMap<_, Vec<(u32, usize)>> = BTreeMap::new();
    for &(report, n) in breaches {
        let f = &facts[report as usize];
        let b = &f.breaches[n];
        let sorted = |ids: &[Id]| {
            let mut ids: Vec<String> = ids.iter().map(|id| id.to_string()).collect();
            ids.sort_unstable();
            ids
        };
        let total = b.figure.is_some() && (b.from.is_some() || b.until.is_some());
        let event = if total { None } else { Some(&*facts[events[report as usize] as usize].id) };
        let figure = b.figure.map(|(low, high)| (number(low), number(high)));
        let key = (sorted(&b.accused), sorted(&b.against), b.act, figure, value(&b.from), value(&b.until), event);
        found.entry(key).or_default().push((report, n));
    }
    let broken = |&(report, n): &(u32, usize)| -> &Broken { &facts[report as usize].breaches[n] };
    let mut ledger: Vec<Violation> = found
        .into_iter()
        .map(|((accused, against, act, _, from, until, _), mentions)| {
            let claims: Vec<Claim> = mentions.iter().map(|m| (m.0, broken(m).by)).collect();
            let ids = |ids: &[String]| -> Vec<String> { ids.to_vec() };
            let refs = |ids: &[String]| -> Vec<String> { ids.iter().map(|id| sides::of(id).to_owned()).collect() };
            let (own, opposite) = (refs(&accused), refs(&against));
            let figure = broken(&mentions[0]).figure;
            Violation {
                counts: sources.count(
                    &claims,
                    &own.iter().map(String::as_str).collect::<Vec<_>>(),
                    &opposite.iter().map(String::as_str).collect::<Vec<_>>(),
                ),
                accused: ids(&accused),
                against: ids(&against),
                act,
                low: figure.and_then(|f| f.0),
                high: figure.and_then(|f| f.1),
                from,
                until,
                place: most(mentions.iter().filter_map(|m| broken(m).place.as_deref())).map(str::to_owned),
                answers: mentions
                    .iter()
                    .filter_map(|m| broken(m).answer)
                    .collect::<BTreeSet<_>>()
                    .into_iter()
                    .collect(),
                by: claims
                    .iter()
                    .filter_map(|c| sources.claimant(c.0, c.1))
                    .map(str::to_owned)
                    .collect::<BTreeSet<_>>()
                    .into_iter()
                    .collect(),
                at: mentions.iter().filter_map(|m| facts[m.0 as usize].date.as_deref()).min().map(str::to_owned),
                mentions: mentions.into_iter().map(|m| mention(facts, m)).collect(),
            }
        })
        .collect();
    ledger.sort_by(|a, b| (a.at.is_none(), &a.at, &a.mentions).cmp(&(b.at.is_none(), &b.at, &b.mentions)));
    ledger
}
