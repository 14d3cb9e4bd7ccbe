//! What people ask of many reports: who stands where on an arrangement, who gives which figures, and by which
//! names each outlet calls the parties. Each cell points at the records that it is made of.

use crate::across::{Links, counts::Sources, course::Courses, facts::Speech, sides};
use rasid_record::*;
use std::collections::{BTreeMap, BTreeSet};

/// The figures that one source gave of one thing in a story through time.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// The label of the story.
    pub story: String,
    /// What is counted.
    pub measure: Measure,
    /// Which people.
    pub who: Option<Who>,
    /// Of one occurrence or over a time.
    pub scope: Scope,
    /// Who gives them: an actor, an agency, an outlet; nothing for a source without a name.
    pub source: Option<String>,
    /// In order of time.
    pub given: Vec<Given>,
}

/// Words by which an outlet, in its own voice, calls a party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Called {
    /// The identifier of the party.
    pub party: String,
    /// The outlet.
    pub outlet: String,
    /// The words as they are written.
    pub words: String,
    /// What kind of words.
    pub kind: NamingKind,
    /// Where.
    pub mentions: Vec<Mention>,
}

/// Positions of sides on arrangements.
pub(crate) fn positions(links: &Links<'_>, courses: &Courses<'_>) -> Vec<Position> {
    let facts = links.facts;
    let mut rows: BTreeMap<(usize, &str), BTreeMap<_, Stand>> = BTreeMap::new();
    for (group, units) in courses.groups.iter().enumerate() {
        for (report, n) in units.iter().flat_map(|u| u.mentions.iter().map(|&n| (u.report as usize, n))) {
            let f = &facts[report];
            let mention = &f.arrangements[n];
            let words = mention.start..mention.end;
            // Who speaks of what somebody else said of an arrangement stands on it too, where they take a stance.
            let around = |(_, speech): &(usize, &Speech)| speech.stance != Stance::Inform && speech.holds(&words);
            let innermost = mention.by.and_then(|by| Some((by, f.statements.get(by)?)));
            let before = f.statements.iter().enumerate().take(mention.by.unwrap_or(0));
            for (by, speech) in before.filter(around).chain(innermost) {
                for party in speech.side().into_iter().flat_map(sides::all) {
                    if sides::is_local(party) || sides::is_medium(party) {
                        continue;
                    }
                    let stand = Stand {
                        at: f.date.as_deref().map(str::to_owned),
                        stance: speech.stance,
                        phase: mention.phase,
                        statement: Reference(f.id.to_string(), List::Statements, by),
                        mention: Mention(f.id.to_string(), n),
                    };
                    rows.entry((group, party)).or_default().insert((f.order(), n, by), stand);
                }
            }
        }
    }
    let row = |((group, party), stands): ((usize, &str), BTreeMap<_, Stand>)| Position {
        arrangement: format!("a{}", group + 1),
        party: str::to_owned(party),
        stands: stands.into_values().collect(),
    };
    rows.into_iter().map(row).collect()
}

/// Figures by who gives them. Copies give theirs once.
pub(crate) fn series(links: &Links<'_>, sources: &Sources<'_>, story: &dyn Fn(u32) -> String) -> Vec<Series> {
    let facts = links.facts;
    let mut order: Vec<u32> = (0..facts.len() as u32).filter(|&r| links.roots[r as usize] == r).collect();
    order.sort_by(|&a, &b| facts[a as usize].order().cmp(&facts[b as usize].order()));
    let mut rows: BTreeMap<_, Vec<Given>> = BTreeMap::new();
    for report in order {
        let f = &facts[report as usize];
        for (n, figure) in f.figures.iter().enumerate() {
            let source = sources.origin(report, figure.by);
            let key = (story(report), figure.measure, figure.who, figure.scope, source.ok(), source.err());
            rows.entry(key).or_default().push(Given {
                at: f.date.as_deref().map(str::to_owned),
                low: figure.low,
                high: figure.high,
                figure: Reference(f.id.to_string(), List::Figures, n),
            });
        }
    }
    let mut all = Vec::new();
    for ((story, measure, who, scope, source, _), given) in rows {
        all.push(Series { story, measure, who, scope, source: source.map(str::to_owned), given });
    }
    all
}

/// By which words each outlet calls each party in its own voice. Words inside quotation marks or of others'
/// speech do not count, and outlets get no score.
pub fn naming_by_outlet<'r>(readings: impl IntoIterator<Item = &'r Reading>) -> Vec<Called> {
    let mut found: BTreeMap<(&str, &str, &str, NamingKind), BTreeSet<Mention>> = BTreeMap::new();
    for reading in readings {
        let Some(outlet) = reading.report.outlet.as_deref() else { continue };
        for (n, naming) in reading.naming.iter().enumerate().filter(|(_, x)| x.voice == Voice::Outlet) {
            let mention = Mention(reading.report.id.clone(), n);
            found.entry((&naming.id, outlet, &naming.at.text, naming.kind)).or_default().insert(mention);
        }
    }
    let called =
        |((party, outlet, words, kind), mentions): ((&str, &str, &str, NamingKind), BTreeSet<Mention>)| Called {
            party: party.to_owned(),
            outlet: outlet.to_owned(),
            words: words.to_owned(),
            kind,
            mentions: mentions.into_iter().collect(),
        };
    found.into_iter().map(called).collect()
}
