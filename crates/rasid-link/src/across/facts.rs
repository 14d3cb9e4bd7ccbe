//! What is kept of a reading, so that its records can be joined with those of others.

use super::letters::Letters;
use super::period::When;
use crate::moment::{self, DAY};
use rasid_record::*;
use std::ops::Range;

/// Letters of a content that are kept.
const CONTENT: usize = 240;

/// A statement, as the source of what is claimed in it.
pub(crate) struct Speech {
    /// Who speaks.
    pub speaker: Option<Box<str>>,
    /// For whom.
    pub side: Option<Box<str>>,
    /// Through which agencies.
    pub via: Vec<Box<str>>,
    /// What the speaker does by it.
    pub stance: Stance,
    /// Whether it is said that it was not said.
    pub negated: bool,
    /// Where its content stands, in code points; nowhere where it has none.
    pub content: Range<u32>,
    /// The letters of its content.
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
    pub place_id: Option<Box<str>>,
    pub parties: Vec<Box<str>>,
    pub from: Option<When>,
    pub until: Option<When>,
    pub phase: Phase,
    pub by: Option<usize>,
}

/// A breach.
pub(crate) struct Broken {
    pub arrangement: Option<usize>,
    pub accused: Vec<Box<str>>,
    pub against: Vec<Box<str>>,
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
    pub by: Box<str>,
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
    pub from: Option<Box<str>>,
    pub until: Option<Box<str>>,
    pub by: Option<usize>,
}

/// An event, where its type can be what a commitment was about.
pub(crate) struct Done {
    pub index: usize,
    pub kind: EventType,
    pub mode: Option<Box<str>>,
    pub actors: Vec<Box<str>>,
    pub aux: Option<Aux>,
    pub start: u32,
    pub when: Option<(i64, i64)>,
}

/// A report with its records.
pub(crate) struct Facts {
    /// Its identifier.
    pub id: Box<str>,
    /// Hash of its text.
    pub text: Box<str>,
    pub outlet: Option<Box<str>>,
    /// The day of its publication as written.
    pub date: Option<Box<str>>,
    pub minute: Option<i64>,
    pub statements: Vec<Speech>,
    pub arrangements: Vec<Arranged>,
    pub breaches: Vec<Broken>,
    pub commitments: Vec<Bound>,
    pub figures: Vec<Counted>,
    pub events: Vec<Done>,
}

impl Facts {
    /// What is kept of `reading`. An index that points nowhere counts as none.
    pub fn of(reading: &Reading) -> Self {
        let report = &reading.report;
        let time = |n: Option<usize>| When::of(reading.times.get(n?)?);
        let said = |n: Option<usize>| n.filter(|&n| n < reading.statements.len());
        let value = |n: Option<usize>| time(n).map(|when| when.value.into_boxed_str());
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
            place_id: x.place_id.as_deref().map(boxed),
            parties: x.parties.iter().map(|p| boxed(p)).collect(),
            from: time(x.from),
            until: time(x.until),
            phase: x.phase,
            by: said(x.by),
        };
        let breach = |x: &Breach| Broken {
            arrangement: x.arrangement.filter(|&n| n < reading.arrangements.len()),
            accused: x.accused.iter().map(|p| boxed(p)).collect(),
            against: x.against.iter().map(|p| boxed(p)).collect(),
            act: x.act,
            figure: x.figure.and_then(|n| reading.figures.get(n)).map(|f| (f.low, f.high)),
            from: time(x.from),
            until: time(x.until),
            place: text(&x.place),
            by: said(x.by),
            answer: x.answer,
        };
        let commitment = |x: &Commitment| Bound {
            by: boxed(&x.by_id),
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
        let event = |(index, x): (usize, &Event)| Done {
            index,
            kind: x.kind,
            mode: x.mode.as_deref().map(boxed),
            actors: x.actors.iter().map(|p| boxed(&p.id)).collect(),
            aux: x.aux,
            start: x.trigger.start,
            when: time(x.when).and_then(|when| when.span),
        };
        Facts {
            id: boxed(&report.id),
            text: boxed(&report.text_id),
            outlet: report.outlet.as_deref().map(boxed),
            date: report.published.as_deref().map(|p| boxed(p.get(..10).unwrap_or(p))),
            minute: report.published.as_deref().and_then(moment::minute),
            statements: reading.statements.iter().map(speech).collect(),
            arrangements: reading.arrangements.iter().map(arrangement).collect(),
            breaches: reading.breaches.iter().map(breach).collect(),
            commitments: reading.commitments.iter().map(commitment).collect(),
            figures: reading.figures.iter().map(figure).collect(),
            events: reading.events.iter().enumerate().map(event).collect(),
        }
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

fn speech(x: &Statement) -> Speech {
    let short = |a: &Anchor| {
        let end = a.text.char_indices().nth(CONTENT).map_or(a.text.len(), |(at, _)| at);
        Letters::of(&a.text[..end])
    };
    Speech {
        speaker: x.speaker_id.as_deref().map(boxed),
        side: x.side.as_deref().map(boxed),
        via: x.via_ids.iter().map(|id| boxed(id)).collect(),
        stance: x.stance,
        negated: x.negated,
        content: x.content.as_ref().map_or(0..0, |a| a.start..a.end),
        letters: x.content.as_ref().map(short).unwrap_or_default(),
    }
}

fn boxed(text: &str) -> Box<str> {
    text.into()
}
