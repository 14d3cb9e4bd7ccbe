//! What is kept of a reading, so that its records can be joined with those of others.

use super::disagree;
use super::letters::Letters;
use super::outcome;
use super::period::When;
use crate::ids::{Id, Ids};
use crate::moment::{self, DAY};
use rasid_record::*;
use std::ops::{Range, RangeInclusive};

/// Letters of a content that are kept.
const CONTENT: usize = 240;

/// A statement, as the source of what is claimed in it.
pub(crate) struct Speech {
    /// Who speaks.
    pub speaker: Option<Id>,
    /// For whom.
    pub side: Option<Id>,
    /// Through which agency first.
    pub via: Option<Id>,
    /// What the speaker does by it.
    pub stance: Stance,
    /// Whether it is said that it was not said.
    pub negated: bool,
    /// Where its content stands, in code points; nowhere where it has none.
    pub content: Range<u32>,
    /// The letters of its content, where they can matter: in a denial, and in what can be denied.
    pub letters: Letters,
}

impl Speech {
    /// Whether all of `words` is said in it.
    pub fn holds(&self, words: &Range<u32>) -> bool {
        self.content.start <= words.start && words.end <= self.content.end
    }

    /// The side that speaks.
    pub fn side(&self) -> Option<&str> {
        self.side.as_deref().or(self.speaker.as_deref())
    }
}

/// A mention of an arrangement.
pub(crate) struct Arranged {
    pub start: u32,
    pub end: u32,
    pub words: Box<str>,
    pub letters: Letters,
    pub kind: ArrangementKind,
    pub name: Option<(Box<str>, Letters)>,
    pub place: Option<Box<str>>,
    pub place_letters: Letters,
    pub place_id: Option<Id>,
    pub parties: Box<[Id]>,
    pub from: Option<When>,
    pub until: Option<When>,
    pub phase: Phase,
    pub by: Option<usize>,
}

/// A breach.
pub(crate) struct Broken {
    pub arrangement: Option<usize>,
    pub accused: Box<[Id]>,
    pub against: Box<[Id]>,
    pub act: Option<EventType>,
    pub figure: Option<(Option<Number>, Option<Number>)>,
    pub from: Option<When>,
    pub until: Option<When>,
    pub place: Option<Box<str>>,
    pub by: Option<usize>,
    pub answer: Option<Answer>,
}

/// A commitment.
pub(crate) struct Bound {
    pub by: Id,
    pub class: Class,
    pub kind: CommitmentKind,
    pub negative: bool,
    pub what: Box<str>,
    pub letters: Letters,
    pub span: (u32, u32),
    pub condition: Option<(Box<str>, u32, u32)>,
    pub from: Option<When>,
    pub until: Option<When>,
    pub said_in: Option<usize>,
}

/// A figure.
pub(crate) struct Counted {
    pub start: u32,
    pub low: Option<Number>,
    pub high: Option<Number>,
    pub approx: bool,
    pub letters: Letters,
    pub measure: Measure,
    pub who: Option<Who>,
    pub scope: Scope,
    pub from: Option<Id>,
    pub until: Option<Id>,
    pub by: Option<usize>,
}

/// An event that can say what became of a commitment.
pub(crate) struct Done {
    pub index: usize,
    pub kind: EventType,
    pub mode: Option<Id>,
    pub actors: Box<[Id]>,
    pub aux: Option<Aux>,
    pub start: u32,
    pub when: Option<(i64, i64)>,
}

/// A report with its records.
pub(crate) struct Facts {
    /// Its identifier.
    pub id: Id,
    /// Hash of its text.
    pub text: Box<str>,
    pub outlet: Option<Id>,
    /// The day of its publication as written.
    pub date: Option<Id>,
    pub minute: Option<i64>,
    pub statements: Box<[Speech]>,
    pub arrangements: Box<[Arranged]>,
    pub breaches: Box<[Broken]>,
    pub commitments: Box<[Bound]>,
    pub figures: Box<[Counted]>,
    pub events: Box<[Done]>,
}

impl Facts {
    /// What is kept of `reading`, whose report has the identifier `id`; `ids` keeps the others. An index that points
    /// nowhere counts as none.
    pub fn of(reading: &Reading, id: Id, ids: &Ids) -> Self {
        let report = &reading.report;
        let time = |n: Option<usize>| When::of(reading.times.get(n?)?);
        let said = |n: Option<usize>| n.filter(|&n| n < reading.statements.len());
        let value = |n: Option<usize>| time(n).map(|when| ids.of(&when.value));
        let text = |a: &Option<Anchor>| a.as_ref().map(|a| boxed(&a.text));
        let arrangement = |x: &Arrangement| Arranged {
            start: x.at.start,
            end: x.at.end,
            words: boxed(&x.at.text),
            letters: Letters::of(&x.at.text),
            kind: x.kind,
            name: x.name.as_ref().map(|a| (boxed(&a.text), Letters::of(&a.text))),
            place: text(&x.place),
            place_letters: x.place.as_ref().map_or_else(Letters::default, |a| Letters::of(&a.text)),
            place_id: x.place_id.as_deref().map(|id| ids.of(id)),
            parties: ids.all(&x.parties),
            from: time(x.from),
            until: time(x.until),
            phase: x.phase,
            by: said(x.by),
        };
        let breach = |x: &Breach| Broken {
            arrangement: x.arrangement.filter(|&n| n < reading.arrangements.len()),
            accused: ids.all(&x.accused),
            against: ids.all(&x.against),
            act: x.act,
            figure: x.figure.and_then(|n| reading.figures.get(n)).map(|f| (f.low, f.high)),
            from: time(x.from),
            until: time(x.until),
            place: text(&x.place),
            by: said(x.by),
            answer: x.answer,
        };
        let commitment = |x: &Commitment| Bound {
            by: ids.of(&x.by_id),
            class: x.class,
            kind: x.kind,
            negative: x.negative,
            what: boxed(&x.what.text),
            letters: Letters::of(&x.what.text),
            span: (x.what.start, x.what.end),
            condition: x.condition.as_ref().map(|a| (boxed(&a.text), a.start, a.end)),
            from: time(x.from),
            until: time(x.until),
            said_in: said(x.said_in),
        };
        let figure = |x: &Figure| Counted {
            start: x.at.start,
            low: x.low,
            high: x.high,
            approx: x.approx,
            letters: x.counted.as_deref().map_or_else(Letters::default, Letters::of),
            measure: x.measure,
            who: x.who,
            scope: x.scope,
            from: value(x.from),
            until: value(x.until),
            by: said(x.by),
        };
        // Who did it must be known. What is neither done as promised nor denied nor refused counts as a condition alone.
        let conditions = || reading.commitments.iter().filter_map(|x| x.condition.as_ref());
        let tells = |(_, x): &(usize, &Event)| {
            let conditional = || conditions().any(|a| (a.start..a.end).contains(&x.trigger.start));
            !x.actors.is_empty() && (outcome::tells(x.kind, x.aux) || conditional())
        };
        let event = |(index, x): (usize, &Event)| Done {
            index,
            kind: x.kind,
            mode: x.mode.as_deref().map(|mode| ids.of(mode)),
            actors: ids.all(x.actors.iter().map(|p| &p.id)),
            aux: x.aux,
            start: x.trigger.start,
            when: time(x.when).and_then(|when| when.span),
        };
        Facts {
            id,
            text: boxed(&report.text_id),
            outlet: report.outlet.as_deref().map(|outlet| ids.of(outlet)),
            date: report.published.as_deref().map(|p| ids.of(p.get(..10).unwrap_or(p))),
            minute: report.published.as_deref().and_then(moment::minute),
            statements: reading.statements.iter().map(|x| speech(x, ids)).collect(),
            arrangements: reading.arrangements.iter().map(arrangement).collect(),
            breaches: reading.breaches.iter().map(breach).collect(),
            commitments: reading.commitments.iter().map(commitment).collect(),
            figures: reading.figures.iter().map(figure).collect(),
            events: reading.events.iter().enumerate().filter(tells).map(event).collect(),
        }
    }

    /// Whether both have one text and say the same: people may have rejected records of one of them.
    pub fn says_the_same(&self, other: &Facts) -> bool {
        let lists = |f: &Facts| [f.statements.len(), f.figures.len(), f.breaches.len(), f.events.len()];
        let arranged = |f: &Facts| f.arrangements.iter().map(|a| (a.start, a.end, a.kind, a.phase)).collect::<Vec<_>>();
        let bound = |f: &Facts| f.commitments.iter().map(|c| (c.span, c.class, c.kind)).collect::<Vec<_>>();
        !self.text.is_empty()
            && self.text == other.text
            && lists(self) == lists(other)
            && arranged(self) == arranged(other)
            && bound(self) == bound(other)
    }

    /// The statement with this index.
    pub fn speech(&self, n: Option<usize>) -> Option<&Speech> {
        n.and_then(|n| self.statements.get(n))
    }

    /// The order of reports: earlier first, those without a date last, then by identifier.
    pub fn order(&self) -> (i64, &str) {
        (self.minute.unwrap_or(i64::MAX), &self.id)
    }

    /// Days between two reports; those without a date have nothing to do with those that have one.
    pub fn days(&self, other: &Facts) -> Option<f64> {
        match (self.minute, other.minute) {
            (Some(a), Some(b)) => Some(a.abs_diff(b) as f64 / DAY as f64),
            (None, None) => Some(0.0),
            _ => None,
        }
    }
}

/// The records, of those in the order of their reports, whose reports were published between two minutes; those without
/// a date where there are none.
pub(crate) fn published<'r>(
    records: &'r [(u32, usize)],
    facts: &[Facts],
    between: Option<RangeInclusive<i64>>,
) -> &'r [(u32, usize)] {
    // Those without a date come last.
    let minute = |record: &(u32, usize)| facts[record.0 as usize].minute;
    let dated = records.partition_point(|record| minute(record).is_some());
    let Some(between) = between else { return &records[dated..] };
    let from = records[..dated].partition_point(|record| minute(record).is_some_and(|m| m < *between.start()));
    let behind = &records[from..dated];
    &behind[..behind.partition_point(|record| minute(record).is_some_and(|m| m <= *between.end()))]
}

fn speech(x: &Statement, ids: &Ids) -> Speech {
    let short = |a: &Anchor| {
        let end = a.text.char_indices().nth(CONTENT).map_or(a.text.len(), |(at, _)| at);
        Letters::of(&a.text[..end])
    };
    let id = |id: &Option<String>| id.as_deref().map(|id| ids.of(id));
    let matters = disagree::is_denial(x.stance, x.negated) || disagree::is_claim(x.stance, x.negated);
    let letters = x.content.as_ref().filter(|_| matters).map(short).unwrap_or_default();
    Speech {
        speaker: id(&x.speaker_id),
        side: id(&x.side),
        via: x.via_ids.first().map(|id| ids.of(id)),
        stance: x.stance,
        negated: x.negated,
        content: x.content.as_ref().map_or(0..0, |a| a.start..a.end),
        letters: if letters.len() < disagree::LONG_ENOUGH { Letters::default() } else { letters },
    }
}

fn boxed(text: &str) -> Box<str> {
    text.into()
}
