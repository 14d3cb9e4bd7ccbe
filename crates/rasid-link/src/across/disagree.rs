//! Disagreements, as pairs of sides with the records of each: different figures of one occurrence, a claim and
//! its denial, an arrangement that is refused or over for some and in force for others.

use super::Links;
use super::counts::Sources;
use super::course::Courses;
use super::facts::{Counted, Speech, published};
use super::sides;
use crate::moment::DAY;
use rasid_record::*;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// How much of the shorter counted noun both must have, where the text does not say which people.
const ONE_THING: f64 = 0.6;
/// How much of the shorter content both must have for one to deny the other.
const ONE_MATTER: f64 = 0.45;
/// Runs of letters that a content must have to be compared.
pub(crate) const LONG_ENOUGH: usize = 8;
/// Days between two claims of a phase that exclude each other.
const DAYS: f64 = 3.0;
const ONE_DAY: f64 = 1.0;

/// Who says something: the source, and what tells sources without a name apart.
type Source<'l> = (Option<&'l str>, &'l str);
/// Two sides, each with its source and what it says.
type Sides<'l> = [(Source<'l>, u64, u64); 2];
/// The records of two sides.
type Records = [BTreeSet<Reference>; 2];

/// What is disagreed about and where, and the sides.
type Matter<'l> = (About, String, Sides<'l>);
/// The order of the first report of a disagreement, the disagreement, and its records.
type Found<'f> = (Option<(i64, &'f str)>, &'f Matter<'f>, &'f Records);

/// Finds disagreements.
pub(crate) struct Disagreements<'l> {
    links: &'l Links<'l>,
    sources: &'l Sources<'l>,
    /// By what they are about and where, then by sides.
    found: BTreeMap<Matter<'l>, Records>,
}

impl<'l> Disagreements<'l> {
    /// All disagreements, the earliest first.
    pub fn find(links: &'l Links<'l>, sources: &'l Sources<'l>, courses: &Courses<'_>) -> Vec<Disagreement> {
        let mut all = Disagreements { links, sources, found: BTreeMap::new() };
        let mut events: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (report, &event) in (0..).zip(links.events).filter(|(report, _)| links.compared(*report)) {
            events.entry(event).or_default().push(report);
        }
        for (&event, reports) in &events {
            let place = links.facts[event as usize].id.to_string();
            all.figures(&place, reports);
            all.denials(&place, reports);
        }
        for units in &courses.groups {
            let compared = units.iter().filter(|unit| links.compared(unit.report));
            let mentions: Vec<(u32, usize)> =
                compared.flat_map(|u| u.mentions.iter().map(|&n| (u.report, n))).collect();
            all.phases(&mentions);
        }
        all.lines()
    }

    fn lines(self) -> Vec<Disagreement> {
        let numbers: FxHashMap<&str, usize> = (0..).zip(self.links.facts).map(|(n, f)| (&*f.id, n)).collect();
        let first = |records: &Records| {
            let reports = records.iter().flatten().filter_map(|r| numbers.get(&*r.0));
            reports.map(|&n| self.links.facts[n].order()).min()
        };
        let mut all: Vec<_> = self.found.iter().map(|(key, records)| (first(records), key, records)).collect();
        all.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.cmp(b.1)));
        let line = |(n, (_, (about, _, sides), records)): (usize, Found<'_>)| Disagreement {
            disagreement: format!("d{}", n + 1),
            about: *about,
            by: sides.iter().map(|((name, _), ..)| name.map(str::to_owned)).collect(),
            sides: records.iter().map(|side| side.iter().cloned().collect()).collect(),
            counts: records.iter().map(|side| self.counts(&numbers, side)).collect(),
        };
        all.into_iter().enumerate().map(line).collect()
    }

    /// How well one side is attested, seen from those whom its records are about.
    fn counts(&self, numbers: &FxHashMap<&str, usize>, side: &BTreeSet<Reference>) -> Counts {
        let (mut claims, mut about, mut against) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
        for Reference(report, list, n) in side {
            let Some(&report) = numbers.get(&**report) else { continue };
            let f = &self.links.facts[report];
            let by = match list {
                List::Figures => f.figures[*n].by,
                List::Statements => Some(*n),
                List::Arrangements => {
                    about.extend(f.arrangements[*n].parties.iter().map(|id| &**id));
                    f.arrangements[*n].by
                }
                List::Breaches => {
                    about.extend(f.breaches[*n].accused.iter().map(|id| &**id));
                    against.extend(f.breaches[*n].against.iter().map(|id| &**id));
                    f.breaches[*n].by
                }
                List::Times | List::Events | List::Commitments | List::Naming => None,
            };
            claims.push((report as u32, by));
        }
        let [about, against] = [about, against].map(|ids| ids.into_iter().collect::<Vec<&str>>());
        self.sources.count(&claims, &about, &against)
    }

    /// Notes that two records say different things.
    fn note(&mut self, about: About, place: &str, mut sides: [((Source<'l>, u64, u64), Reference); 2]) {
        sides.sort();
        let [(a, x), (b, y)] = sides;
        let records = self.found.entry((about, place.to_owned(), [a, b])).or_default();
        records[0].insert(x);
        records[1].insert(y);
    }

    /// The source of a claim; an outlet that speaks for itself is one too.
    fn source(&self, report: u32, by: Option<usize>) -> Source<'l> {
        match self.sources.origin(report, by) {
            Ok(name) => (Some(name), ""),
            Err((text, label)) => (Some(label).filter(|l| !l.is_empty()), text),
        }
    }

    fn reference(&self, report: u32, list: List, n: usize) -> Reference {
        Reference(self.links.facts[report as usize].id.to_string(), list, n)
    }

    /// Different figures of one occurrence by different sources.
    fn figures(&mut self, place: &str, reports: &[u32]) {
        let facts = self.links.facts;
        let all: Vec<(u32, usize, &Counted)> = reports
            .iter()
            .flat_map(|&r| facts[r as usize].figures.iter().enumerate().map(move |(n, f)| (r, n, f)))
            .collect();
        for (at, &(x, m, a)) in all.iter().enumerate() {
            for &(y, n, b) in &all[at + 1..] {
                let (mine, theirs) = (self.source(x, a.by), self.source(y, b.by));
                // Who gives both numbers gives them of two things.
                let gives = |source: Source<'_>, own: &Counted, other: &Counted| {
                    let mut all = all.iter().filter(|&&(r, _, c)| self.source(r, c.by) == source);
                    all.any(|&(_, _, c)| of_one_thing(own, c) && !apart(c, other))
                };
                let differ = mine != theirs && (x != y || is_toll(a.measure)) && of_one_thing(a, b) && apart(a, b);
                if differ && !gives(mine, a, b) && !gives(theirs, b, a) {
                    let bits = |f: &Counted| [f.low, f.high].map(|n| n.map_or(u64::MAX, |n| n.0.to_bits()));
                    let ([low, high], [other_low, other_high]) = (bits(a), bits(b));
                    let sides = [
                        ((mine, low, high), self.reference(x, List::Figures, m)),
                        ((theirs, other_low, other_high), self.reference(y, List::Figures, n)),
                    ];
                    self.note(About::Figure, place, sides);
                }
            }
        }
    }

    /// Denials with what they deny.
    fn denials(&mut self, place: &str, reports: &[u32]) {
        let facts = self.links.facts;
        for &report in reports {
            let f = &facts[report as usize];
            for (n, denial) in f.statements.iter().enumerate().filter(|(_, s)| is_denial(s.stance, s.negated)) {
                let me = self.source(report, Some(n));
                let side = denial.side();
                let mine = self.reference(report, List::Statements, n);
                let of_accused = |id: &str| side.is_some_and(|side| sides::same(side, id));
                for (b, breach) in f.breaches.iter().enumerate() {
                    if breach.answer == Some(Answer::Denied) && breach.accused.iter().any(|id| of_accused(id)) {
                        let theirs = (self.source(report, breach.by), 0, 0);
                        let sides = [((me, 1, 1), mine.clone()), (theirs, self.reference(report, List::Breaches, b))];
                        self.note(About::Denial, place, sides);
                    }
                }
                for &other in reports {
                    for (m, claim) in facts[other as usize].statements.iter().enumerate() {
                        let them = self.source(other, Some(m));
                        if them != me
                            && is_claim(claim.stance, claim.negated)
                            && !of_one_side(denial, claim)
                            && of_one_matter(denial, claim)
                        {
                            let sides = [
                                ((me, 1, 1), mine.clone()),
                                ((them, 0, 0), self.reference(other, List::Statements, m)),
                            ];
                            self.note(About::Denial, place, sides);
                        }
                    }
                }
            }
        }
    }

    /// An arrangement that holds for some and is refused or over for others within a few days. Mentions are in the order
    /// of their reports.
    fn phases(&mut self, mentions: &[(u32, usize)]) {
        let facts = self.links.facts;
        let of = |&(report, n): &(u32, usize)| &facts[report as usize].arrangements[n];
        let place = mentions.iter().map(|&(r, n)| format!("{}:{n}", facts[r as usize].id)).min().unwrap_or_default();
        for x in mentions.iter().filter(|m| matches!(of(m).phase, Phase::InForce | Phase::Extended | Phase::Agreed)) {
            let near = facts[x.0 as usize].minute.map(|at| (at - DAYS as i64 * DAY)..=(at + DAYS as i64 * DAY));
            for y in published(mentions, facts, near) {
                let within = match (of(x).phase, of(y).phase) {
                    (_, Phase::Refused) => DAYS,
                    // What was agreed or held days ago may be over now.
                    (Phase::InForce | Phase::Extended, Phase::Failed | Phase::Suspended | Phase::Ended) => ONE_DAY,
                    _ => continue,
                };
                let near = facts[x.0 as usize].days(&facts[y.0 as usize]).is_some_and(|days| days <= within);
                let (mine, theirs) = (self.source(x.0, of(x).by), self.source(y.0, of(y).by));
                if near && mine != theirs {
                    let sides = [
                        ((mine, 0, 0), self.reference(x.0, List::Arrangements, x.1)),
                        ((theirs, 1, 1), self.reference(y.0, List::Arrangements, y.1)),
                    ];
                    self.note(About::Phase, &place, sides);
                }
            }
        }
    }
}

/// Whether two figures count one thing over one time.
pub(crate) fn of_one_thing(a: &Counted, b: &Counted) -> bool {
    let told = |who: Option<Who>| who.filter(|who| *who != Who::Unknown);
    let (mine, theirs) = (told(a.who), told(b.who));
    if a.measure != b.measure || a.scope != b.scope || (&a.from, &a.until) != (&b.from, &b.until) {
        return false;
    }
    match (mine, theirs) {
        // Of fighters there are many kinds.
        (Some(x), Some(y)) if is_toll(a.measure) && x != Who::Combatant => x == y,
        (Some(x), Some(y)) if x != y => false,
        _ => a.letters.contained(&b.letters) >= ONE_THING,
    }
}

/// Whether two figures exclude each other.
fn apart(a: &Counted, b: &Counted) -> bool {
    // A rough number may be a tenth off.
    let (more, less) = if a.approx || b.approx { (1.1, 0.9) } else { (1.0, 1.0) };
    let below = |x: &Counted, y: &Counted| x.high.zip(y.low).is_some_and(|(high, low)| high.0 * more < low.0 * less);
    below(a, b) || below(b, a)
}

/// Whether a measure is that of what befell people or was done to them.
pub(crate) fn is_toll(measure: Measure) -> bool {
    !matches!(measure, Measure::Aid | Measure::Money | Measure::Other)
}

/// Whether somebody denies something by it.
pub(crate) fn is_denial(stance: Stance, negated: bool) -> bool {
    !negated && stance == Stance::Deny
}

/// Whether somebody claims something by it.
pub(crate) fn is_claim(stance: Stance, negated: bool) -> bool {
    !negated && matches!(stance, Stance::Accuse | Stance::Inform | Stance::Promise | Stance::Accept)
}

fn of_one_side(a: &Speech, b: &Speech) -> bool {
    a.side().zip(b.side()).is_some_and(|(a, b)| sides::same(a, b))
}

fn of_one_matter(a: &Speech, b: &Speech) -> bool {
    a.letters.len().min(b.letters.len()) >= LONG_ENOUGH && a.letters.contained(&b.letters) >= ONE_MATTER
}
