//! A record that stands by itself: its fields by name, with the words of other records in the place of indexes
//! into their lists. So records of different readings of one text can be compared, corrected and put back.

use crate::words::*;
use crate::{Anchor, List, Reading};
use serde::Serialize;
use serde_json::{Map, Value};

/// The fields of one record by their names in `docs/formats.md`, with two differences: the words of the record
/// itself, which lie open there, are the span `at`, and what refers to another record is the span of that
/// record's words. The rule is no field.
pub type FieldMap = Map<String, Value>;

/// What a field holds.
#[derive(Clone, Copy, Debug)]
pub enum FieldKind {
    /// Words of the text.
    Span,
    /// Words at several places.
    Spans,
    /// A word of a vocabulary.
    Word(fn() -> Vec<&'static str>),
    /// Free text, such as a value or an identifier.
    Text,
    /// A number.
    Number,
    /// Yes or no.
    Flag,
    /// Identifiers.
    Ids,
    /// Participants: words with an identifier each.
    People,
    /// A record of another list, by its words.
    Ref(List),
}

/// A field of a list.
#[derive(Clone, Copy, Debug)]
pub struct FieldRule {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: FieldKind,
    /// Whether it must be there.
    pub required: bool,
}

const fn must(name: &'static str, kind: FieldKind) -> FieldRule {
    FieldRule { name, kind, required: true }
}

const fn may(name: &'static str, kind: FieldKind) -> FieldRule {
    FieldRule { name, kind, required: false }
}

macro_rules! word {
    ($vocabulary:ident) => {
        FieldKind::Word(|| $vocabulary::ALL.iter().map(|w| w.as_str()).collect())
    };
}

use FieldKind::{Flag, Ids, Number, People, Ref, Span, Spans, Text};

const TIMES: &[FieldRule] = &[
    must("at", Span),
    must("kind", word!(TimeKind)),
    may("value", Text),
    may("mod", word!(TimeMod)),
    must("anchored", Flag),
];
const FIGURES: &[FieldRule] = &[
    must("at", Span),
    may("low", Number),
    may("high", Number),
    must("approx", Flag),
    may("counted", Text),
    must("measure", word!(Measure)),
    may("who", word!(Who)),
    must("scope", word!(Scope)),
    may("from", Ref(List::Times)),
    may("until", Ref(List::Times)),
    may("by", Ref(List::Statements)),
    must("carried", Flag),
];
const STATEMENTS: &[FieldRule] = &[
    may("speaker", Span),
    may("speaker_id", Text),
    must("cue", Span),
    may("content", Span),
    must("form", word!(Form)),
    may("addressee", Span),
    may("via", Spans),
    must("stance", word!(Stance)),
    must("negated", Flag),
];
const EVENTS: &[FieldRule] = &[
    must("trigger", Span),
    must("type", word!(EventType)),
    may("mode", Text),
    may("actors", People),
    may("recipients", People),
    may("when", Ref(List::Times)),
    may("where", Span),
    may("aux", word!(Aux)),
    may("by", Ref(List::Statements)),
    must("carried", Flag),
];
const COMMITMENTS: &[FieldRule] = &[
    must("what", Span),
    must("by_id", Text),
    may("by", Span),
    may("to", Span),
    must("class", word!(Class)),
    must("negative", Flag),
    must("kind", word!(CommitmentKind)),
    may("from", Ref(List::Times)),
    may("until", Ref(List::Times)),
    may("condition", Span),
    may("said_in", Ref(List::Statements)),
];
const ARRANGEMENTS: &[FieldRule] = &[
    must("at", Span),
    must("kind", word!(ArrangementKind)),
    must("phase", word!(Phase)),
    may("place", Span),
    may("parties", Ids),
    may("for", Span),
    may("from", Ref(List::Times)),
    may("until", Ref(List::Times)),
    may("by", Ref(List::Statements)),
];
const BREACHES: &[FieldRule] = &[
    must("at", Span),
    may("arrangement", Ref(List::Arrangements)),
    may("accused", Ids),
    may("against", Ids),
    may("act", word!(EventType)),
    may("figure", Ref(List::Figures)),
    may("from", Ref(List::Times)),
    may("until", Ref(List::Times)),
    may("where", Span),
    may("by", Ref(List::Statements)),
    must("carried", Flag),
    may("answer", word!(Answer)),
];
const NAMING: &[FieldRule] =
    &[must("at", Span), must("id", Text), must("kind", word!(NamingKind)), must("voice", word!(Voice))];

impl List {
    /// The fields of its records that people review, in the order in which they are shown.
    pub fn fields(self) -> &'static [FieldRule] {
        match self {
            List::Times => TIMES,
            List::Figures => FIGURES,
            List::Statements => STATEMENTS,
            List::Events => EVENTS,
            List::Commitments => COMMITMENTS,
            List::Arrangements => ARRANGEMENTS,
            List::Breaches => BREACHES,
            List::Naming => NAMING,
        }
    }

    /// The field whose words stand for the record, and whether its positions lie open in the published form.
    pub(crate) fn main(self) -> (&'static str, bool) {
        match self {
            List::Statements => ("content", false),
            List::Events => ("trigger", false),
            List::Commitments => ("what", false),
            _ => ("at", true),
        }
    }

    /// The field with the first word of its vocabulary.
    pub fn kind_field(self) -> &'static str {
        match self {
            List::Figures => "measure",
            List::Statements => "stance",
            List::Events => "type",
            List::Breaches => "act",
            _ => "kind",
        }
    }
}

/// The words that stand for a record, from its fields.
pub fn main_span(list: List, fields: &FieldMap) -> Option<Anchor> {
    let span = |name: &str| fields.get(name).and_then(span_of);
    match list {
        // A statement without content is shown by the words that report it.
        List::Statements => span("content").or_else(|| span("cue")),
        _ => span(list.main().0),
    }
}

/// The first word of its vocabulary; empty where it has none.
pub fn kind_of(list: List, fields: &FieldMap) -> &str {
    fields.get(list.kind_field()).and_then(Value::as_str).unwrap_or("")
}

/// A span, where the value is one.
pub fn span_of(value: &Value) -> Option<Anchor> {
    serde_json::from_value(value.clone()).ok()
}

/// The published form of a record.
pub(crate) fn object(reading: &Reading, list: List, index: usize) -> Option<Map<String, Value>> {
    fn of<T: Serialize>(records: &[T], index: usize) -> Option<Value> {
        serde_json::to_value(records.get(index)?).ok()
    }
    let value = match list {
        List::Times => of(&reading.times, index),
        List::Figures => of(&reading.figures, index),
        List::Statements => of(&reading.statements, index),
        List::Events => of(&reading.events, index),
        List::Commitments => of(&reading.commitments, index),
        List::Arrangements => of(&reading.arrangements, index),
        List::Breaches => of(&reading.breaches, index),
        List::Naming => of(&reading.naming, index),
    };
    match value? {
        Value::Object(object) => Some(object),
        _ => None,
    }
}

impl Reading {
    /// Record `index` of `list` by itself, or nothing where there is none.
    pub fn fields(&self, list: List, index: usize) -> Option<FieldMap> {
        let mut object = object(self, list, index)?;
        let mut fields = FieldMap::new();
        for rule in list.fields() {
            let value = match rule.kind {
                FieldKind::Span if rule.name == "at" => anchor(self.anchor(list, index)),
                FieldKind::Ref(other) => {
                    let index = object.get(rule.name).and_then(Value::as_u64);
                    anchor(index.and_then(|index| self.anchor(other, usize::try_from(index).ok()?)))
                }
                _ => object.remove(rule.name).unwrap_or(Value::Null),
            };
            fields.insert(rule.name.to_owned(), value);
        }
        Some(fields)
    }
}

/// A span as a value; nothing as null.
pub(crate) fn anchor(anchor: Option<&Anchor>) -> Value {
    anchor.and_then(|anchor| serde_json::to_value(anchor).ok()).unwrap_or(Value::Null)
}

/// Whether two records of `list` say the same. What is not there is as good as nothing.
pub fn same_fields(list: List, a: &FieldMap, b: &FieldMap) -> bool {
    list.fields().iter().all(|rule| {
        let (a, b) = (a.get(rule.name), b.get(rule.name));
        same_value(a.unwrap_or(&Value::Null), b.unwrap_or(&Value::Null))
    })
}

/// Whether two values of a field say the same.
pub fn same_value(a: &Value, b: &Value) -> bool {
    let is_nothing = |value: &Value| value.is_null() || value.as_array().is_some_and(Vec::is_empty) || value == "";
    match (a.as_f64(), b.as_f64()) {
        (Some(a), Some(b)) => a == b,
        _ => a == b || (is_nothing(a) && is_nothing(b)),
    }
}
