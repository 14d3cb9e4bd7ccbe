//! A reading: everything that is recorded about one report.

use crate::words::*;
use crate::{FORMAT, Report};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Exact words of a report's text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// The words themselves.
    #[serde(default)]
    pub text: String,
}

/// Somebody who takes part in an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// The words that name them.
    pub span: Anchor,
    /// Identifier of the actor.
    pub id: String,
}

/// An expression of time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Time {
    /// The expression.
    #[serde(flatten)]
    pub at: Anchor,
    /// What it is.
    pub kind: TimeKind,
    /// ISO 8601, or nothing where it cannot be known.
    pub value: Option<String>,
    /// Which part or side of it.
    #[serde(rename = "mod")]
    pub modifier: Option<TimeMod>,
    /// Whether the value was worked out from the date of publication.
    pub anchored: bool,
    /// The rule that made the record.
    #[serde(default)]
    pub rule: String,
}

/// A number of something that bears on the matter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// Number and counted noun.
    #[serde(flatten)]
    pub at: Anchor,
    /// The least it can be.
    pub low: Option<Number>,
    /// The most it can be.
    pub high: Option<Number>,
    /// Whether the text calls it rough.
    pub approx: bool,
    /// The counted noun phrase as written.
    pub counted: Option<String>,
    /// What is counted.
    pub measure: Measure,
    /// Which people.
    pub who: Option<Who>,
    /// One occurrence or more.
    pub scope: Scope,
    /// Index of the time from which it counts.
    pub from: Option<usize>,
    /// Index of the time until which it counts.
    pub until: Option<usize>,
    /// Index of the statement that it stands in or continues.
    pub by: Option<usize>,
    /// Whether it only continues that statement.
    pub carried: bool,
    /// The rule that made the record.
    #[serde(default)]
    pub rule: String,
}

/// A count: whole where it can be (`3500`), else a decimal (`1.5`).
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Number(pub f64);

impl Number {
    /// The largest whole number that is written without a decimal point.
    const WHOLE: f64 = 9_007_199_254_740_992.0;
}

impl Serialize for Number {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.fract() == 0.0 && self.0.abs() < Self::WHOLE {
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        f64::deserialize(deserializer).map(Number)
    }
}

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// Speech, writing or an expressed view with its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Who is named as speaking, or nothing where the cue's clause does not write it.
    pub speaker: Option<Anchor>,
    /// Identifier of the speaker.
    pub speaker_id: Option<String>,
    /// The reporting words.
    pub cue: Anchor,
    /// What is said.
    pub content: Option<Anchor>,
    /// Quoted, reported, or both.
    pub form: Form,
    /// Who is spoken to.
    pub addressee: Option<Anchor>,
    /// The outlets or agencies it came through.
    pub via: Vec<Anchor>,
    /// What the speaker does by it.
    pub stance: Stance,
    /// Whether the text says that it was not said.
    pub negated: bool,
    /// The side that the speaker stands for, where that is another identifier: for a minister the state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<String>,
    /// Identifiers of the outlets or agencies it came through.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub via_ids: Vec<String>,
    /// The rule that made the record.
    #[serde(default)]
    pub rule: String,
}

/// Who did what to whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// PLOVER's type.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// PLOVER's mode for that type.
    pub mode: Option<String>,
    /// The word that shows it.
    pub trigger: Anchor,
    /// Who did it.
    pub actors: Vec<Participant>,
    /// To whom.
    pub recipients: Vec<Participant>,
    /// Index of the time.
    pub when: Option<usize>,
    /// The place.
    #[serde(rename = "where")]
    pub place: Option<Anchor>,
    /// In which way it is less than a plain fact.
    pub aux: Option<Aux>,
    /// Index of the innermost statement that says so.
    pub by: Option<usize>,
    /// Whether it only continues that statement.
    pub carried: bool,
    /// The rule that made the record.
    #[serde(default)]
    pub rule: String,
}

/// What somebody binds, offers, threatens or aims to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commitment {
    /// Identifier of the side that is bound.
    pub by_id: String,
    /// Who is named.
    pub by: Option<Anchor>,
    /// Who it is owed to.
    pub to: Option<Anchor>,
    /// The thing to be done.
    pub what: Anchor,
    /// How firmly.
    pub class: Class,
    /// Whether it is not to do something.
    pub negative: bool,
    /// What it is about.
    pub kind: CommitmentKind,
    /// Index of the time when it begins.
    pub from: Option<usize>,
    /// Index of the time when it falls due or runs out.
    pub until: Option<usize>,
    /// A stated condition.
    pub condition: Option<Anchor>,
    /// Index of the statement.
    pub said_in: Option<usize>,
    /// The rule that made the record.
    #[serde(default)]
    pub rule: String,
}

/// A mention of a mechanism between or over parties, and what is said to have become of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrangement {
    /// The mention.
    #[serde(flatten)]
    pub at: Anchor,
    /// What kind of mechanism.
    pub kind: ArrangementKind,
    /// The document or agreement that names it: a resolution with its number, a memorandum with its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Anchor>,
    /// The place.
    pub place: Option<Anchor>,
    /// Identifier of the place, where a table has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place_id: Option<String>,
    /// Identifiers of those bound by it.
    pub parties: Vec<String>,
    /// Whom it is for.
    #[serde(rename = "for")]
    pub beneficiaries: Option<Anchor>,
    /// Index of the time when it begins.
    pub from: Option<usize>,
    /// Index of the time when it ends, or of its length.
    pub until: Option<usize>,
    /// What has become of it.
    pub phase: Phase,
    /// Index of the statement that says so.
    pub by: Option<usize>,
    /// The rule that made the record.
    #[serde(default)]
    pub rule: String,
}

/// A claim that an arrangement was broken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Breach {
    /// The words that show it.
    #[serde(flatten)]
    pub at: Anchor,
    /// Index of the arrangement.
    pub arrangement: Option<usize>,
    /// Identifiers of who is said to have broken it.
    pub accused: Vec<String>,
    /// Identifiers of who suffered it.
    pub against: Vec<String>,
    /// Type of what was done.
    pub act: Option<EventType>,
    /// Index of the count.
    pub figure: Option<usize>,
    /// Index of the time from which.
    pub from: Option<usize>,
    /// Index of the time until which.
    pub until: Option<usize>,
    /// The place.
    #[serde(rename = "where")]
    pub place: Option<Anchor>,
    /// Index of the statement of who claims it.
    pub by: Option<usize>,
    /// Whether it only continues that statement.
    pub carried: bool,
    /// What the accused answers.
    pub answer: Option<Answer>,
    /// The rule that made the record.
    #[serde(default)]
    pub rule: String,
}

/// The words used for a party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Naming {
    /// The words.
    #[serde(flatten)]
    pub at: Anchor,
    /// Identifier of the party.
    pub id: String,
    /// What kind of word.
    pub kind: NamingKind,
    /// Whose word.
    pub voice: Voice,
    /// The rule that made the record.
    #[serde(default)]
    pub rule: String,
}

/// A place of other records, and where that is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Located {
    /// The words that say where, as the records have them.
    #[serde(flatten)]
    pub at: Anchor,
    /// The name among them that was looked up.
    pub matched: String,
    /// Whose place it is: list and index of the records.
    pub of: Vec<(List, usize)>,
    /// What happened there.
    pub role: PlaceRole,
    /// Identifier of the place or state.
    pub id: String,
    /// Country, ISO 3166-1 alpha-3, where it lies in one.
    pub country: Option<String>,
    /// How closely the words say where.
    pub precision: Precision,
    /// Degrees north, where there is a reason for a point.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lat: Option<Number>,
    /// Degrees east.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lon: Option<Number>,
    /// Number of the entry of GeoNames that the point is of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub geonames: Option<u32>,
    /// Why there is a point, or none.
    pub reason: PlaceReason,
}

/// A doubt: something that could not be read surely, with the words it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The words, or an empty stretch at the beginning where it is about the whole report.
    #[serde(flatten)]
    pub at: Anchor,
    /// A fixed word for this kind of doubt, such as `no-publication-date`.
    pub kind: String,
    /// A sentence for people.
    pub message: String,
}

/// What linking needs of the wording, so that it needs no text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sketch {
    /// The smallest hashes of runs of three word stems of the body, in hexadecimal, ascending.
    pub shingles: Vec<String>,
    /// How many different runs the body has; the hashes are all of them where there are as many.
    #[serde(default)]
    pub runs: u32,
    /// How often each word stem occurs; of a long text the most frequent ones.
    pub terms: BTreeMap<String, u32>,
    /// The same for what the report opens with: the title and the first words of the body.
    #[serde(default)]
    pub opening: BTreeMap<String, u32>,
    /// The word stems of the title.
    #[serde(default)]
    pub title: Vec<String>,
}

/// Everything that is recorded about one report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// Version of this form.
    pub rasid: u32,
    /// The report that was read.
    #[serde(flatten)]
    pub report: Report,
    /// Expressions of time.
    pub times: Vec<Time>,
    /// Figures.
    pub figures: Vec<Figure>,
    /// Statements.
    pub statements: Vec<Statement>,
    /// Events.
    pub events: Vec<Event>,
    /// Commitments.
    pub commitments: Vec<Commitment>,
    /// Arrangements.
    pub arrangements: Vec<Arrangement>,
    /// Breaches.
    pub breaches: Vec<Breach>,
    /// Namings.
    pub naming: Vec<Naming>,
    /// Where the places of other records are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<Located>,
    /// Doubts.
    #[serde(default)]
    pub notes: Vec<Note>,
    /// What linking needs.
    #[serde(default)]
    pub sketch: Sketch,
}

impl Reading {
    /// A reading of `report` with nothing in it yet.
    pub fn empty(report: Report) -> Self {
        Reading {
            rasid: FORMAT,
            report,
            times: Vec::new(),
            figures: Vec::new(),
            statements: Vec::new(),
            events: Vec::new(),
            commitments: Vec::new(),
            arrangements: Vec::new(),
            breaches: Vec::new(),
            naming: Vec::new(),
            places: Vec::new(),
            notes: Vec::new(),
            sketch: Sketch::default(),
        }
    }

    /// How many records the list holds.
    pub fn len_of(&self, list: List) -> usize {
        match list {
            List::Times => self.times.len(),
            List::Figures => self.figures.len(),
            List::Statements => self.statements.len(),
            List::Events => self.events.len(),
            List::Commitments => self.commitments.len(),
            List::Arrangements => self.arrangements.len(),
            List::Breaches => self.breaches.len(),
            List::Naming => self.naming.len(),
        }
    }

    /// Empties a list.
    pub fn clear(&mut self, list: List) {
        match list {
            List::Times => self.times.clear(),
            List::Figures => self.figures.clear(),
            List::Statements => self.statements.clear(),
            List::Events => self.events.clear(),
            List::Commitments => self.commitments.clear(),
            List::Arrangements => self.arrangements.clear(),
            List::Breaches => self.breaches.clear(),
            List::Naming => self.naming.clear(),
        }
    }

    /// The words that stand for record `index` of `list`: where a reader should look first.
    pub fn anchor(&self, list: List, index: usize) -> Option<&Anchor> {
        match list {
            List::Times => self.times.get(index).map(|x| &x.at),
            List::Figures => self.figures.get(index).map(|x| &x.at),
            List::Statements => self.statements.get(index).map(|x| x.content.as_ref().unwrap_or(&x.cue)),
            List::Events => self.events.get(index).map(|x| &x.trigger),
            List::Commitments => self.commitments.get(index).map(|x| &x.what),
            List::Arrangements => self.arrangements.get(index).map(|x| &x.at),
            List::Breaches => self.breaches.get(index).map(|x| &x.at),
            List::Naming => self.naming.get(index).map(|x| &x.at),
        }
    }
}

crate::vocabulary::vocabulary! {
    /// The eight lists of a reading.
    List {
        /// Expressions of time.
        Times = "times",
        /// Figures.
        Figures = "figures",
        /// Statements.
        Statements = "statements",
        /// Events.
        Events = "events",
        /// Commitments.
        Commitments = "commitments",
        /// Arrangements.
        Arrangements = "arrangements",
        /// Breaches.
        Breaches = "breaches",
        /// Namings.
        Naming = "naming",
    }
}
