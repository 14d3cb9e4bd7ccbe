//! What is known of a record or of words, gathered from a reading, its trace and the entries.

use super::place::Place;
use super::tree::Tree;
use crate::style::{bare, beginning, words};
use rasid_lang::Sense;
use rasid_read::trace::{Step, Weighed};
use rasid_read::{Entry, Explanation};
use rasid_record::{List, Reading};
use rasid_text::{CharIndex, Span};
use serde_json::Value;
use std::collections::BTreeSet;

/// Code points of words that are shown on a line.
const SHOWN: usize = 90;

/// The tree for what is to be explained.
pub fn tree(explanation: &Explanation, place: &Place) -> Tree {
    let ground = Ground {
        explanation,
        text: &explanation.reading.report.text,
        chars: CharIndex::new(&explanation.reading.report.text),
    };
    match place {
        Place::Whole => ground.whole(),
        Place::Record(list, index) => ground.record(*list, *index),
        Place::Words(span, others) => ground.words(*span, *others),
    }
}

struct Ground<'e> {
    explanation: &'e Explanation,
    text: &'e str,
    chars: CharIndex<'e>,
}

/// One part of a record: its name, and its words or what it says.
enum Part {
    Words(String, Span),
    Says(String, String),
}

impl<'e> Ground<'e> {
    fn reading(&self) -> &'e Reading {
        &self.explanation.reading
    }

    /// Every record with its rule.
    fn whole(&self) -> Tree {
        let lists = List::ALL.iter().filter(|list| self.reading().len_of(**list) > 0).map(|&list| {
            let count = self.reading().len_of(list);
            let records = (0..count).map(|index| self.line(list, index)).collect();
            Tree::new(list.as_str(), format!("{count}")).with(records)
        });
        let left = self.explanation.steps.iter().filter(|step| step.left.is_some()).count();
        let mut below: Vec<Tree> = lists.collect();
        if left > 0 {
            let line =
                format!("{left} times a rule looked at something and left it; name a record or words to see why");
            below.push(Tree::new("left", line));
        }
        Tree::new("report", bare(&self.reading().report.id)).with(below)
    }

    /// A record on one line.
    fn line(&self, list: List, index: usize) -> Tree {
        let rule = self.json(list, index)["rule"].as_str().map(bare).unwrap_or_default();
        let at = self.reading().anchor(list, index).map(|a| self.at(self.bytes(a.start, a.end))).unwrap_or_default();
        Tree::new(format!("{list}:{index}"), format!("{rule}  {at}"))
    }

    /// Everything about a record.
    fn record(&self, list: List, index: usize) -> Tree {
        let json = self.json(list, index);
        let rule = json["rule"].as_str().unwrap_or_default();
        let parts = self.parts(&json);
        let spans = parts.iter().filter_map(|part| match part {
            Part::Words(name, span) => Some((name.as_str(), *span)),
            Part::Says(..) => None,
        });
        let spans: Vec<(&str, Span)> = spans.collect();
        let shown = parts.iter().map(|part| match part {
            Part::Words(name, span) => Tree::new(name, self.at(*span)),
            Part::Says(name, says) => Tree::new(name, says),
        });
        let here = |step: &&Step| spans.iter().any(|(_, span)| step.span.touches(*span));
        let made = |step: &&Step| step.left.is_none() && step.rule == rule && here(step);
        let fired: Vec<Tree> =
            self.explanation.steps.iter().filter(made).map(|s| Tree::new("", self.at(s.span))).collect();
        let left: Vec<Tree> =
            self.explanation.steps.iter().filter(|s| s.left.is_some() && here(s)).map(|s| self.step(s)).collect();
        // What is said may be long: of it only the words that tell how it is meant count.
        let wanted = |entry: &&Entry| {
            spans.iter().any(|(name, span)| {
                span.contains(entry.span) && (!is_content(list, name) || matches!(entry.sense, Sense::Stance(_)))
            })
        };
        let mut below = vec![
            Tree::new("rule", bare(rule)).with(fired),
            Tree::new("record", "").with(shown.collect()),
            Tree::new("entries", "").with(self.entries(wanted)),
        ];
        let weighed = self
            .weighed(|w| list == List::Events && spans.iter().any(|(name, at)| *name == "trigger" && *at == w.event));
        if !weighed.is_empty() {
            below
                .push(Tree::new("weighed", "how likely, and the strongest signs for (+) and against it").with(weighed));
        }
        if !left.is_empty() {
            below.push(Tree::new("left", "what rules looked at here and left").with(left));
        }
        Tree::new(
            format!("{list}:{index}"),
            self.reading().anchor(list, index).map(|a| cut(&a.text)).unwrap_or_default(),
        )
        .with(below)
    }

    /// What is read at words.
    fn words(&self, span: Span, others: usize) -> Tree {
        let touched = List::ALL.iter().flat_map(|&list| (0..self.reading().len_of(list)).map(move |n| (list, n)));
        let touched = touched.filter(|&(list, n)| {
            let parts = self.parts(&self.json(list, n));
            parts.iter().any(|part| matches!(part, Part::Words(_, at) if at.touches(span)))
        });
        let records: Vec<Tree> = touched.map(|(list, n)| self.line(list, n)).collect();
        let steps = |left: bool| -> Vec<Tree> {
            let here = self.explanation.steps.iter().filter(|s| s.span.touches(span) && s.left.is_some() == left);
            here.map(|step| self.step(step)).collect()
        };
        let or_nothing = |head: &str, trees: Vec<Tree>, nothing: &str| {
            let line = if trees.is_empty() { nothing } else { "" };
            Tree::new(head, line).with(trees)
        };
        let mut below = vec![
            or_nothing("records", records, "none"),
            or_nothing("rules", steps(false), "no rule made anything of it"),
            or_nothing("left", steps(true), "no rule came near"),
            or_nothing("weighed", self.weighed(|w| w.span.touches(span)), "nothing was weighed here"),
            or_nothing("entries", self.entries(|entry| entry.span.touches(span)), "no table has these words"),
        ];
        if others > 0 {
            let line = format!("the same words stand in {others} more; name them by code points to ask about those");
            below.push(Tree::new("places", line));
        }
        Tree::new("words", self.at(span)).with(below)
    }

    /// Entries, word by word.
    fn entries(&self, wanted: impl Fn(&&Entry) -> bool) -> Vec<Tree> {
        let entries: Vec<&Entry> = self.explanation.entries.iter().filter(wanted).collect();
        let spans: BTreeSet<(u32, u32)> = entries.iter().map(|entry| (entry.span.start, entry.span.end)).collect();
        let of_span = |(start, end): (u32, u32)| {
            let here = entries.iter().filter(|entry| (entry.span.start, entry.span.end) == (start, end));
            let mut seen = BTreeSet::new();
            let rows = here.map(|entry| row(entry)).filter(|tree| seen.insert((tree.head.clone(), tree.line.clone())));
            Tree::new("", words(Span { start, end }.of(self.text))).with(rows.collect())
        };
        spans.into_iter().map(of_span).collect()
    }

    /// What was weighed at wanted words, with the strongest signs.
    fn weighed(&self, wanted: impl Fn(&Weighed) -> bool) -> Vec<Tree> {
        let here = self.explanation.weighed.iter().filter(|w| wanted(w));
        here.map(|w| {
            let signs = w.signs.iter().map(|(sign, weight)| Tree::new(format!("{weight:+.2}"), bare(sign)));
            Tree::new(&w.what, format!("{:.0} %  {}", w.likely * 100.0, self.at(w.span))).with(signs.collect())
        })
        .collect()
    }

    fn step(&self, step: &Step) -> Tree {
        let reason = step.left.map(|reason| format!(": {reason}")).unwrap_or_default();
        Tree::new(step.rule, format!("{}{reason}", self.at(step.span)))
    }

    /// Words with their code points.
    fn at(&self, span: Span) -> String {
        let (start, end) = (self.chars.chars_before(span.start as usize), self.chars.chars_before(span.end as usize));
        format!("{}  {start}..{end}", cut(span.of(self.text)))
    }

    fn bytes(&self, start: u32, end: u32) -> Span {
        let start = self.chars.byte_of(start);
        Span::new(start, self.chars.byte_of(end).max(start))
    }

    /// The record as it goes outside.
    fn json(&self, list: List, index: usize) -> Value {
        let reading = self.reading();
        let made = match list {
            List::Times => serde_json::to_value(reading.times.get(index)),
            List::Figures => serde_json::to_value(reading.figures.get(index)),
            List::Statements => serde_json::to_value(reading.statements.get(index)),
            List::Events => serde_json::to_value(reading.events.get(index)),
            List::Commitments => serde_json::to_value(reading.commitments.get(index)),
            List::Arrangements => serde_json::to_value(reading.arrangements.get(index)),
            List::Breaches => serde_json::to_value(reading.breaches.get(index)),
            List::Naming => serde_json::to_value(reading.naming.get(index)),
        };
        // Every record has a JSON form.
        made.unwrap_or_default()
    }

    /// The parts of a record, by the names that they have outside.
    fn parts(&self, json: &Value) -> Vec<Part> {
        let mut parts: Vec<Part> =
            self.anchor(json).map(|span| Part::Words("at".to_owned(), span)).into_iter().collect();
        let flat = !parts.is_empty();
        for (name, value) in json.as_object().into_iter().flatten() {
            if name == "rule" || (flat && matches!(name.as_str(), "start" | "end" | "text")) {
                continue;
            }
            self.part(name, value, &mut parts);
        }
        parts
    }

    fn part(&self, name: &str, value: &Value, parts: &mut Vec<Part>) {
        if let Some(span) = self.anchor(value) {
            return parts.push(Part::Words(name.to_owned(), span));
        }
        let says = match value {
            Value::Null | Value::Bool(false) => return,
            Value::Bool(true) => "yes".to_owned(),
            Value::String(text) => bare(text),
            Value::Number(n) => match refers_to(name) {
                Some(list) => format!("{list}:{n}"),
                None => n.to_string(),
            },
            Value::Array(items) => return items.iter().for_each(|item| self.part(name, item, parts)),
            Value::Object(fields) => {
                if let Some(span) = fields.get("span").and_then(|span| self.anchor(span)) {
                    parts.push(Part::Words(name.to_owned(), span));
                }
                fields.get("id").and_then(Value::as_str).map(bare).unwrap_or_default()
            }
        };
        if !says.is_empty() {
            parts.push(Part::Says(name.to_owned(), says));
        }
    }

    fn anchor(&self, value: &Value) -> Option<Span> {
        let position = |name| value.get(name).and_then(Value::as_u64).and_then(|n| u32::try_from(n).ok());
        Some(self.bytes(position("start")?, position("end")?))
    }
}

/// The list that an index of this name points into.
fn refers_to(name: &str) -> Option<List> {
    match name {
        "from" | "until" | "when" => Some(List::Times),
        "by" | "said_in" => Some(List::Statements),
        "arrangement" => Some(List::Arrangements),
        "figure" => Some(List::Figures),
        _ => None,
    }
}

/// Whether the part is what somebody says or promises, and so may be long.
fn is_content(list: List, name: &str) -> bool {
    matches!((list, name), (List::Statements, "content"))
}

/// An entry: its table and key, and what its row says.
fn row(entry: &Entry) -> Tree {
    let Some(origin) = &entry.origin else { return Tree::new("rules", "a word that is in no table") };
    let facts: Vec<String> = origin.facts().map(|(name, cell)| format!("{name} {}", bare(cell))).collect();
    let mark = if origin.is_own() { " (ours)" } else { "" };
    let facts = if facts.is_empty() { String::new() } else { format!("  {}", beginning(&facts.join("; "), SHOWN)) };
    Tree::new(format!("{}{mark}", origin.table()), format!("{}{facts}", words(&origin.key())))
}

/// The beginning of words on one line.
fn cut(text: &str) -> String {
    words(&beginning(text, SHOWN))
}
