//! What became of a commitment, as far as later reports say it.
//!
//! Looked at are reports of the same stories and those that speak of the same arrangement, from the first
//! mention on. What speaks for or against it is always a record of another report; where there is none the
//! outcome says how many were looked at, since silence is no breach.

use super::Links;
use super::counts::{Claim, Sources};
use super::course::{Courses, arrangement_kind, mention};
use super::facts::{Bound, Done, Facts, published};
use super::promises::{Due, Promise, due};
use super::sides;
use super::units::family;
use crate::moment::{self, DAY};
use rasid_record::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// Days after a commitment fell due in which reports still tell of it.
const DAYS: i64 = 30;

/// The moment up to which reports are looked at.
pub(crate) struct AsOf {
    /// As it is shown.
    pub shown: Option<String>,
    /// The last minute that counts.
    pub minute: i64,
}

impl AsOf {
    /// This date or date with time; else the latest date of publication.
    pub fn new(date: Option<&str>, facts: &[Facts]) -> Self {
        if let Some(date) = date
            && let Some(minute) = moment::minute(date)
        {
            // A day counts whole.
            let end = if date.trim().len() > 10 { minute } else { (moment::day_of(minute) + 1) * DAY - 1 };
            return AsOf { shown: Some(date.trim().to_owned()), minute: end };
        }
        let latest = facts.iter().filter(|f| f.minute.is_some()).max_by_key(|f| f.order());
        AsOf {
            shown: latest.and_then(|f| f.date.as_deref()).map(str::to_owned),
            // Whoever looks at the end of a day has seen what fell due on it.
            minute: latest.and_then(|f| f.minute).map_or(i64::MAX, |m| (moment::day_of(m) + 1) * DAY - 1),
        }
    }
}

/// Finds outcomes.
pub(crate) struct Outcomes<'l, 'f> {
    links: &'l Links<'l>,
    sources: &'l Sources<'l>,
    courses: &'l Courses<'f>,
    as_of: AsOf,
    /// The reports of each story, in order.
    stories: FxHashMap<u32, Vec<u32>>,
    /// Mentions of each group of arrangements.
    mentions: Vec<Vec<(u32, usize)>>,
}

/// What was found.
#[derive(Default)]
struct Found {
    pro: BTreeSet<Reference>,
    against: BTreeSet<Reference>,
    /// Whether what it depended on is said not to have come.
    condition: bool,
    /// The first minute at which it is said to have been done.
    done: Option<i64>,
    /// Whether all that tell of it tell of less than was promised.
    partly: bool,
    looked: Looked,
}

impl<'l, 'f> Outcomes<'l, 'f> {
    /// Prepares to look through all reports until `as_of`.
    pub fn new(links: &'l Links<'l>, sources: &'l Sources<'l>, courses: &'l Courses<'f>, as_of: AsOf) -> Self {
        let facts = links.facts;
        let mut order: Vec<u32> = (0..facts.len() as u32).collect();
        order.sort_by(|&a, &b| facts[a as usize].order().cmp(&facts[b as usize].order()));
        let mut stories: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        order.into_iter().for_each(|r| stories.entry(links.stories[r as usize]).or_default().push(r));
        let of = |units: &Vec<super::units::Unit<'_>>| {
            units.iter().flat_map(|u| u.mentions.iter().map(|&n| (u.report, n))).collect()
        };
        let mentions = courses.groups.iter().map(of).collect();
        Outcomes { links, sources, courses, as_of, stories, mentions }
    }

    /// The line of a commitment.
    pub fn line(&self, label: String, promise: &Promise) -> CommitmentCourse {
        let facts = self.links.facts;
        let of = |&(report, n): &(u32, usize)| &facts[report as usize].commitments[n];
        let (first, last) = (of(&promise[0]), promise.iter().rev().map(of));
        let value = |when: &Option<super::period::When>| when.as_ref().map(|w| w.value.clone());
        let due = due(promise, facts);
        let found = self.look(promise, due);
        CommitmentCourse {
            commitment: label,
            by: first.by.to_string(),
            class: first.class,
            kind: first.kind,
            negative: first.negative,
            what: first.what.to_string(),
            condition: promise.iter().map(of).find_map(|b| b.condition.as_ref()).map(|(words, ..)| words.to_string()),
            mentions: promise.iter().map(|&m| mention(facts, m)).collect(),
            from: last.clone().find_map(|b| value(&b.from)),
            until: last.clone().find_map(|b| value(&b.until)),
            as_of: self.as_of.shown.clone(),
            outcome: self.outcome(first.class, &found, due),
            looked: found.looked,
            pro: found.pro.into_iter().collect(),
            against: found.against.into_iter().collect(),
            counts: self.sources.count(
                &promise.iter().map(|m| (m.0, of(m).said_in)).collect::<Vec<Claim>>(),
                &sides::all(&first.by).collect::<Vec<_>>(),
                &[],
            ),
        }
    }

    /// Looks through later reports.
    fn look(&self, promise: &Promise, due: Due) -> Found {
        let facts = self.links.facts;
        let mut found = Found::default();
        let own: BTreeSet<u32> = promise.iter().map(|m| m.0).collect();
        let Some(begin) = own.iter().filter_map(|&r| facts[r as usize].minute).min() else { return found };
        let end = due.at.unwrap_or(begin).max(begin).saturating_add(DAYS * DAY).min(self.as_of.minute);
        let within = |r: u32| facts[r as usize].minute.is_some_and(|m| (begin..=end).contains(&m)) && !own.contains(&r);
        let stories: BTreeSet<u32> = own.iter().map(|&r| self.links.stories[r as usize]).collect();
        let mut reports: BTreeSet<u32> = BTreeSet::new();
        for story in &stories {
            let all = self.stories.get(story).map_or(&[][..], Vec::as_slice);
            let from = all.partition_point(|&r| {
                facts[r as usize].minute.is_none_or(|m| m < begin) && facts[r as usize].minute.is_some()
            });
            reports.extend(
                all[from..].iter().copied().take_while(|&r| facts[r as usize].minute.is_some_and(|m| m <= end)),
            );
        }
        let groups: BTreeSet<usize> = promise
            .iter()
            .filter_map(|&(r, n)| self.courses.of_commitment(r as usize, &facts[r as usize], n))
            .collect();
        let told = |group: &usize| {
            let near = published(&self.mentions[*group], facts, Some(begin..=end));
            near.iter().copied().filter(|m| within(m.0)).collect::<Vec<_>>()
        };
        let phases: BTreeSet<(u32, usize)> = groups.iter().flat_map(told).collect();
        reports.extend(phases.iter().map(|m| m.0));
        reports.retain(|&r| within(r));
        found.looked = Looked {
            articles: reports.len(),
            outlets: reports.iter().filter_map(|&r| facts[r as usize].outlet.as_deref()).collect::<BTreeSet<_>>().len(),
        };
        let bound = &facts[promise[0].0 as usize].commitments[promise[0].1];
        phases.iter().for_each(|&m| self.phase(bound, m, &mut found));
        let mut amounts = Vec::new();
        for &report in &reports {
            let later = Later { facts: &facts[report as usize], report, begin };
            self.deeds(bound, &later, &mut found, &mut amounts);
            self.breaches(bound, &groups, &later, &mut found);
            self.condition(promise, &later, &mut found);
        }
        let less = |later: &u32| self.tells_of_less(promise, &facts[*later as usize]);
        found.partly = !amounts.is_empty() && amounts.iter().all(less);
        found
    }

    /// What a phase of its arrangement says of it.
    fn phase(&self, bound: &Bound, (report, n): (u32, usize), found: &mut Found) {
        let f = &self.links.facts[report as usize];
        let reference = Reference(f.id.to_string(), List::Arrangements, n);
        let threat = bound.class == Class::Threat;
        match f.arrangements[n].phase {
            Phase::InForce | Phase::Extended if !threat => {
                found.done = found.done.min(f.minute).or(f.minute);
                found.pro.insert(reference);
            }
            // To end what was agreed is what was threatened.
            Phase::Failed | Phase::Suspended | Phase::Ended if threat => _ = found.pro.insert(reference),
            Phase::Failed | Phase::Suspended => _ = found.against.insert(reference),
            _ => {}
        }
    }

    /// Deeds of those who are bound.
    fn deeds(&self, bound: &Bound, later: &Later<'_>, found: &mut Found, amounts: &mut Vec<u32>) {
        for event in later.facts.events.iter().filter(|e| e.actors.iter().any(|a| sides::same(a, &bound.by))) {
            if !fulfils(bound.kind, event) || event.when.is_some_and(|(_, end)| end < later.begin - DAY) {
                continue;
            }
            let reference = Reference(later.facts.id.to_string(), List::Events, event.index);
            match (event.aux, bound.negative) {
                (None, false) => {
                    let at = event.when.map_or(later.facts.minute, |(from, _)| Some(from.max(later.begin)));
                    found.done = found.done.min(at).or(at);
                    found.pro.insert(reference);
                    amounts.push(later.report);
                }
                (None, true) | (Some(Aux::Negated), false) => _ = found.against.insert(reference),
                _ => {}
            }
        }
    }

    /// Breaches of which those who are bound are accused.
    fn breaches(&self, bound: &Bound, groups: &BTreeSet<usize>, later: &Later<'_>, found: &mut Found) {
        let Some(kind) = arrangement_kind(bound.kind) else { return };
        for (n, breach) in later.facts.breaches.iter().enumerate() {
            let of = breach.arrangement.filter(|&a| family(later.facts.arrangements[a].kind) == family(kind));
            let Some(a) = of else { continue };
            let group = self.courses.of[later.report as usize][a];
            if (groups.is_empty() || groups.contains(&group))
                && breach.accused.iter().any(|id| sides::same(id, &bound.by))
            {
                found.against.insert(Reference(later.facts.id.to_string(), List::Breaches, n));
            }
        }
    }

    /// Whether what it depended on is said not to have come: the deed that its condition names is denied, or
    /// those who should do it refuse.
    fn condition(&self, promise: &Promise, later: &Later<'_>, found: &mut Found) {
        let facts = self.links.facts;
        for &(report, n) in promise {
            let f = &facts[report as usize];
            let Some((_, start, end)) = f.commitments[n].condition else { continue };
            for wanted in f.events.iter().filter(|e| (start..end).contains(&e.start)) {
                let same = |e: &&Done| {
                    let negated = e.kind == wanted.kind && e.aux == Some(Aux::Negated);
                    let refused = e.kind == EventType::Reject && e.aux.is_none();
                    (negated || refused) && e.actors.iter().any(|a| wanted.actors.iter().any(|b| sides::same(a, b)))
                };
                for event in later.facts.events.iter().filter(same) {
                    found.condition = true;
                    found.against.insert(Reference(later.facts.id.to_string(), List::Events, event.index));
                }
            }
        }
    }

    /// Whether a later report counts less than was promised.
    fn tells_of_less(&self, promise: &Promise, later: &Facts) -> bool {
        promise.iter().any(|&(report, n)| {
            let f = &self.links.facts[report as usize];
            let (start, end) = f.commitments[n].span;
            f.figures.iter().filter(|x| (start..end).contains(&x.start)).any(|promised| {
                later.figures.iter().any(|x| {
                    x.measure == promised.measure
                        && x.letters.alike(&promised.letters) >= 0.5
                        && x.high.zip(promised.low).is_some_and(|(now, then)| now < then)
                })
            })
        })
    }

    /// The outcome in the words of the class.
    fn outcome(&self, class: Class, found: &Found, due: Due) -> Outcome {
        let words = match class {
            Class::Undertaking => [Outcome::Done, Outcome::Broken],
            Class::Target => [Outcome::Met, Outcome::Missed],
            Class::Offer => [Outcome::TakenUp, Outcome::NotTakenUp],
            Class::Threat | Class::Forecast | Class::Precondition => [Outcome::CameTrue, Outcome::DidNot],
        };
        let late = due.dated && due.at.zip(found.done).is_some_and(|(due, done)| done >= due);
        match (found.pro.is_empty(), found.against.is_empty()) {
            (true, false) if found.condition => Outcome::ConditionNotMet,
            (false, false) => Outcome::Contested,
            (true, false) => words[1],
            (false, true) if found.partly => Outcome::Partly,
            (false, true) if late && !due.moved && class == Class::Undertaking => Outcome::Late,
            (false, true) => words[0],
            _ if due.moved => Outcome::Renegotiated,
            _ if due.at.is_some_and(|at| at - 1 > self.as_of.minute) => Outcome::NotYetDue,
            _ => Outcome::NoReport,
        }
    }
}

/// A later report.
struct Later<'l> {
    facts: &'l Facts,
    report: u32,
    /// When the commitment was first told.
    begin: i64,
}

/// Whether an event of a type can say what became of some commitment.
pub(crate) fn tells(kind: EventType, aux: Option<Aux>) -> bool {
    use EventType as Type;
    let deed = matches!(kind, Type::Retreat | Type::Aid | Type::Consult | Type::Cooperate | Type::Sanction);
    aux == Some(Aux::Negated) || aux.is_none() && (deed || kind == Type::Reject)
}

/// Whether an event is what a commitment of a kind was about.
fn fulfils(kind: CommitmentKind, event: &Done) -> bool {
    use CommitmentKind as Kind;
    use EventType as Type;
    let mode = event.mode.as_deref();
    match kind {
        Kind::Ceasefire | Kind::Pause => event.kind == Type::Retreat && mode == Some("ceasefire"),
        Kind::Corridor => event.kind == Type::Retreat && mode == Some("access"),
        Kind::Evacuation => event.kind == Type::Retreat && matches!(mode, Some("access" | "withdraw")),
        Kind::Aid => event.kind == Type::Aid,
        Kind::Amnesty | Kind::Release => event.kind == Type::Retreat && mode == Some("release"),
        Kind::Withdrawal => event.kind == Type::Retreat && mode == Some("withdraw"),
        Kind::Talks | Kind::Meeting => event.kind == Type::Consult,
        Kind::Cooperation => event.kind == Type::Cooperate,
        Kind::Sanctions => event.kind == Type::Sanction,
        Kind::Statement | Kind::Other => false,
    }
}
