//! Figures of one thing through time: which figures count the same, and who gave which when.

use super::Links;
use super::counts::Sources;
use super::disagree::of_one_thing;
use super::facts::Counted;
use rasid_record::*;
use std::collections::{BTreeMap, BTreeSet};

/// A figure: its report and its index there.
type Place = (u32, usize);

/// All things that were counted in two reports or more, the earliest first. Tolls of one occurrence are
/// compared within their event, totals within their story; copies give theirs once.
pub(crate) fn find(links: &Links<'_>, sources: &Sources<'_>, story: &dyn Fn(u32) -> String) -> Vec<FigureCourse> {
    let facts = links.facts;
    let mut order: Vec<u32> = (0..facts.len() as u32).filter(|&r| links.roots[r as usize] == r).collect();
    order.sort_by(|&a, &b| facts[a as usize].order().cmp(&facts[b as usize].order()));
    // What must be equal comes first, so that few are compared by their letters.
    let mut things: BTreeMap<_, Vec<Vec<Place>>> = BTreeMap::new();
    for &report in &order {
        for (n, figure) in facts[report as usize].figures.iter().enumerate() {
            // What money is of, the counted noun does not say: it names the currency.
            let is_thing = !matches!(figure.measure, Measure::Other | Measure::Money);
            if !is_thing || figure.low.is_none() && figure.high.is_none() {
                continue;
            }
            let around = match figure.scope {
                Scope::Incident => (0, links.events[report as usize]),
                Scope::Total => (1, links.stories[report as usize]),
            };
            let key = (around, figure.measure, figure.from.as_deref(), figure.until.as_deref());
            let groups = things.entry(key).or_default();
            let of = |&(r, n): &Place| &facts[r as usize].figures[n];
            match groups.iter_mut().find(|group| group.first().is_some_and(|head| of_one_thing(of(head), figure))) {
                Some(group) => group.push((report, n)),
                None => groups.push(vec![(report, n)]),
            }
        }
    }
    let told_again = |group: &Vec<Place>| group.iter().any(|place| place.0 != group[0].0);
    let mut groups: Vec<Vec<Place>> = things.into_values().flatten().filter(told_again).collect();
    groups.sort_by(|a, b| {
        let first = |group: &[Place]| (facts[group[0].0 as usize].order(), group[0].1);
        first(a).cmp(&first(b))
    });
    groups.iter().enumerate().map(|(n, group)| line(n, group, sources, story)).collect()
}

fn line(n: usize, group: &[Place], sources: &Sources<'_>, story: &dyn Fn(u32) -> String) -> FigureCourse {
    let facts = sources.facts;
    let of = |&(report, n): &Place| -> &Counted { &facts[report as usize].figures[n] };
    // Whoever has no name holds inside one text: those are told apart, and shown as one that has none.
    let (mut keys, mut series) = (Vec::new(), Vec::<Claimed>::new());
    for place in group {
        let source = sources.origin(place.0, of(place).by);
        let at = keys.iter().position(|key| *key == source).unwrap_or_else(|| {
            keys.push(source);
            series.push(Claimed { source: source.ok().map(str::to_owned), given: Vec::new() });
            series.len() - 1
        });
        let report = &facts[place.0 as usize];
        series[at].given.push(Given {
            at: report.date.as_deref().map(str::to_owned),
            low: of(place).low,
            high: of(place).high,
            figure: Reference(report.id.to_string(), List::Figures, place.1),
        });
    }
    let claims: Vec<_> = group.iter().map(|place| (place.0, of(place).by)).collect();
    let told: BTreeSet<Option<Who>> = group.iter().map(|place| of(place).who).collect();
    let head = of(&group[0]);
    FigureCourse {
        figures: format!("f{}", n + 1),
        story: story(group[0].0),
        measure: head.measure,
        // Only what all of them say.
        who: head.who.filter(|_| told.len() == 1),
        scope: head.scope,
        series,
        counts: sources.count(&claims, &[], &[]),
    }
}
