//! Scores one report: pairs the records of each list and counts what is right about the pairs.

use crate::Measure;
use crate::identity::{Identities, ids};
use crate::overlap::{enough, same, share, touch};
use crate::pairing::pair;
use rasid_record::{Breach, Commitment, Event, List, Reading, Statement, Time, TimeMod};
use std::collections::HashMap;

/// What came out for one report.
pub struct Marks {
    /// Every measure, in the order of the judge.
    pub measures: Vec<Measure>,
    /// For each list the pairs of its first measure, as indexes (gold, found).
    pub pairs: Vec<(List, Vec<(usize, usize)>)>,
}

/// Scores reading `got` of one report against `gold`.
pub fn marks(gold: &Reading, got: &Reading) -> Marks {
    let mut sheet = Sheet {
        gold,
        got,
        identities: Identities::learn(gold, got),
        statements: HashMap::new(),
        marks: Marks { measures: Vec::new(), pairs: Vec::new() },
    };
    sheet.times();
    sheet.statements();
    sheet.figures();
    sheet.events();
    sheet.commitments();
    sheet.arrangements();
    sheet.breaches();
    sheet.naming();
    sheet.marks
}

/// The pairs of one list together with its records on both sides.
struct Paired<'a, T> {
    gold: &'a [T],
    got: &'a [T],
    pairs: Vec<(usize, usize)>,
}

impl<'a, T> Paired<'a, T> {
    /// Pairs two lists by how well their records fit.
    fn new(gold: &'a [T], got: &'a [T], fit: impl Fn(&T, &T) -> f64) -> Self {
        Paired { gold, got, pairs: pair(gold.len(), got.len(), |i, j| fit(&gold[i], &got[j])) }
    }

    /// Only the pairs of which `keep` holds.
    fn keep(mut self, keep: impl Fn(&T, &T) -> bool) -> Self {
        self.pairs.retain(|&(i, j)| keep(&self.gold[i], &self.got[j]));
        self
    }

    /// How many pairs `right` holds of.
    fn count(&self, right: impl Fn(&T, &T) -> bool) -> usize {
        self.pairs.iter().filter(|&&(i, j)| right(&self.gold[i], &self.got[j])).count()
    }
}

/// The two readings, and what has been marked so far.
struct Sheet<'a> {
    gold: &'a Reading,
    got: &'a Reading,
    identities: Identities<'a>,
    /// Which found statement is paired with a gold one.
    statements: HashMap<usize, usize>,
    marks: Marks,
}

impl<'a> Sheet<'a> {
    /// Writes down a measure over all records of a list.
    fn put(&mut self, name: &'static str, list: List, good: usize) {
        let (gold, found) = (self.gold.len_of(list), self.got.len_of(list));
        self.marks.measures.push(Measure { name, gold, found, good });
    }

    /// Writes down the first measure of a list, and its pairs.
    fn put_pairs<T>(&mut self, name: &'static str, list: List, paired: &Paired<'a, T>) {
        self.put(name, list, paired.pairs.len());
        self.marks.pairs.push((list, paired.pairs.clone()));
    }

    /// Whether two attributions agree: both to the outlet, or to statements paired with each other.
    fn by(&self, gold: Option<usize>, got: Option<usize>) -> bool {
        match gold {
            Some(statement) => got.is_some() && self.statements.get(&statement).copied() == got,
            None => got.is_none(),
        }
    }

    fn times(&mut self) {
        let paired = Paired::new(&self.gold.times, &self.got.times, |a, b| same(&a.at, &b.at));
        self.put_pairs("times", List::Times, &paired);
        let values = paired.count(|a, b| a.value == b.value && strict_modifier(a) == strict_modifier(b));
        self.put("times.value", List::Times, values);
    }

    fn statements(&mut self) {
        let list = List::Statements;
        let paired = Paired::new(&self.gold.statements, &self.got.statements, |a, b| enough(said(a, b)));
        self.statements = paired.pairs.iter().copied().collect();
        self.put_pairs("statements", list, &paired);
        self.put("statements.who", list, paired.count(same_speaker));
        let identities = &self.identities;
        let speakers = paired.count(|a, b| identities.same(a.speaker_id.as_deref(), b.speaker_id.as_deref()));
        self.put("statements.id", list, speakers);
        self.put("statements.form", list, paired.count(|a, b| a.form == b.form));
        self.put("statements.stance", list, paired.count(|a, b| a.stance == b.stance));
    }

    fn figures(&mut self) {
        let list = List::Figures;
        let paired = Paired::new(&self.gold.figures, &self.got.figures, |a, b| same(&a.at, &b.at))
            .keep(|a, b| (a.low, a.high) == (b.low, b.high));
        self.put_pairs("figures", list, &paired);
        self.put("figures.measure", list, paired.count(|a, b| a.measure == b.measure));
        self.put("figures.by", list, paired.count(|a, b| self.by(a.by, b.by)));
    }

    fn events(&mut self) {
        let list = List::Events;
        let identities = &self.identities;
        let some_actor = |a: &Event, b: &Event| identities.some_same(&ids(&a.actors), &ids(&b.actors));
        let some_recipient = |a: &Event, b: &Event| identities.some_same(&ids(&a.recipients), &ids(&b.recipients));
        let paired = Paired::new(&self.gold.events, &self.got.events, |a, b| {
            if a.kind == b.kind && touch(&a.trigger, &b.trigger) {
                1.0 + f64::from(some_actor(a, b)) + f64::from(some_recipient(a, b))
            } else {
                0.0
            }
        });
        let who = paired.count(|a, b| some_actor(a, b) && some_recipient(a, b));
        let full = paired.count(|a, b| {
            identities.all_same(&ids(&a.actors), &ids(&b.actors))
                && identities.all_same(&ids(&a.recipients), &ids(&b.recipients))
                && a.mode == b.mode
                && a.aux == b.aux
        });
        self.put_pairs("events.type", list, &paired);
        self.put("events.who", list, who);
        self.put("events.by", list, paired.count(|a, b| self.by(a.by, b.by)));
        self.put("events.full", list, full);
    }

    fn commitments(&mut self) {
        let list = List::Commitments;
        let identities = &self.identities;
        let paired = Paired::new(&self.gold.commitments, &self.got.commitments, |a, b| same(&a.what, &b.what))
            .keep(|a, b| identities.same(Some(&a.by_id), Some(&b.by_id)));
        self.put_pairs("commitments", list, &paired);
        self.put("commitments.class", list, paired.count(|a, b| a.class == b.class));
        let ends = |reading: &Reading| reading.commitments.iter().filter(|c| c.until.is_some()).count();
        let good = paired.count(|a, b| a.until.is_some() && b.until.is_some() && end(self.gold, a) == end(self.got, b));
        let (gold, found) = (ends(self.gold), ends(self.got));
        self.marks.measures.push(Measure { name: "commitments.until", gold, found, good });
    }

    fn arrangements(&mut self) {
        let list = List::Arrangements;
        let paired = Paired::new(&self.gold.arrangements, &self.got.arrangements, |a, b| {
            if a.kind == b.kind { same(&a.at, &b.at) } else { 0.0 }
        });
        self.put_pairs("arrangements", list, &paired);
        self.put("arrangements.phase", list, paired.count(|a, b| a.phase == b.phase));
    }

    fn breaches(&mut self) {
        let list = List::Breaches;
        let identities = &self.identities;
        let paired = Paired::new(&self.gold.breaches, &self.got.breaches, |a, b| {
            let fits = touch(&a.at, &b.at) && identities.some_same(&accused(a), &accused(b));
            if fits { 1.0 + share(&a.at, &b.at) } else { 0.0 }
        });
        self.put_pairs("breaches", list, &paired);
        self.put("breaches.by", list, paired.count(|a, b| self.by(a.by, b.by)));
    }

    fn naming(&mut self) {
        let list = List::Naming;
        let identities = &self.identities;
        let paired = Paired::new(&self.gold.naming, &self.got.naming, |a, b| {
            if identities.same(Some(&a.id), Some(&b.id)) { same(&a.at, &b.at) } else { 0.0 }
        });
        self.put_pairs("naming", list, &paired);
        self.put("naming.voice", list, paired.count(|a, b| a.voice == b.voice));
    }
}

/// The modifier of a time, but for `approx`: careful readers do not agree on that one.
fn strict_modifier(time: &Time) -> Option<TimeMod> {
    time.modifier.filter(|m| *m != TimeMod::Approx)
}

/// How far two statements say the same: by their content, or by their cue where neither has any.
fn said(a: &Statement, b: &Statement) -> f64 {
    match (&a.content, &b.content) {
        (None, None) => f64::from(touch(&a.cue, &b.cue)),
        (a, b) => a.as_ref().zip(b.as_ref()).map_or(0.0, |(a, b)| share(a, b)),
    }
}

/// Whether the words for the speaker are the same, or neither statement has any.
fn same_speaker(a: &Statement, b: &Statement) -> bool {
    match (&a.speaker, &b.speaker) {
        (None, None) => true,
        (a, b) => a.as_ref().zip(b.as_ref()).is_some_and(|(a, b)| same(a, b) > 0.0),
    }
}

/// The value of the time when a commitment falls due, where the reading has one.
fn end<'x>(reading: &'x Reading, commitment: &Commitment) -> Option<&'x str> {
    reading.times.get(commitment.until?)?.value.as_deref()
}

/// Who is accused.
fn accused(breach: &Breach) -> Vec<&str> {
    breach.accused.iter().map(String::as_str).collect()
}
