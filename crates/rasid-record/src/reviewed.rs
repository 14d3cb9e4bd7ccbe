//! A reading as people decided it: without what was rejected, corrected where it was corrected, and with what was
//! added. References between records are put right.

use crate::fields::{main_span, object};
use crate::{Anchor, FieldKind, FieldMap, List, Located, Reading};
use serde_json::{Map, Value};
use std::collections::HashMap;

/// What becomes of a record.
#[derive(Clone, Debug, PartialEq)]
pub enum Ruling {
    /// The record of this index is left out.
    Drop(List, usize),
    /// These fields of the record of this index are others.
    Change(List, usize, FieldMap),
    /// This record is put in.
    Add(List, FieldMap),
}

/// Where the records of a reading stood before others were left out of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Before(HashMap<(List, usize), usize>);

impl Before {
    /// Where record `index` of a list stood; where nothing was left out, there.
    pub fn index(&self, list: List, index: usize) -> usize {
        self.0.get(&(list, index)).copied().unwrap_or(index)
    }
}

/// A record on its way.
struct Draft {
    object: Map<String, Value>,
    /// Where it stood before.
    old: Option<usize>,
    /// References that people gave by words.
    by_words: Vec<(&'static str, List, Anchor)>,
    at: (u32, u32),
}

impl Reading {
    /// The reading with these rulings. What does not fit the form of its list (a rule is too new, a span is missing)
    /// is left as it was or left out; a reference to a record that is not there becomes none.
    pub fn reviewed(&self, rulings: &[Ruling]) -> Reading {
        self.ruled(rulings).map_or_else(|| self.clone(), |(reading, _)| reading)
    }

    /// The reading without these records, and where those that are left stood before: what is made of the shorter
    /// reading is said of the whole one by [`Before::index`].
    pub fn without(&self, left_out: &[(List, usize)]) -> (Reading, Before) {
        let rulings: Vec<Ruling> = left_out.iter().map(|&(list, index)| Ruling::Drop(list, index)).collect();
        match self.ruled(&rulings) {
            Some((reading, places)) => {
                let before = places.by_old.into_iter().map(|((list, old), new)| ((list, new), old)).collect();
                (reading, Before(before))
            }
            None => (self.clone(), Before::default()),
        }
    }

    /// The reading with these rulings, and where its records stand; nothing where it has no JSON form.
    fn ruled(&self, rulings: &[Ruling]) -> Option<(Reading, Places)> {
        let mut drafts: Vec<(List, Vec<Draft>)> = List::ALL.iter().map(|&list| (list, self.drafts(list))).collect();
        for (list, drafts) in &mut drafts {
            for ruling in rulings {
                match ruling {
                    Ruling::Drop(of, index) if of == list => drafts.retain(|draft| draft.old != Some(*index)),
                    Ruling::Change(of, index, fields) if of == list => {
                        if let Some(draft) = drafts.iter_mut().find(|draft| draft.old == Some(*index)) {
                            draft.change(*list, fields);
                        }
                    }
                    Ruling::Add(of, fields) if of == list => drafts.extend(Draft::added(*list, fields)),
                    _ => {}
                }
            }
            // Sorting is stable: what was read stays in its order.
            drafts.sort_by_key(|draft| draft.at);
        }
        let places = Places::of(&drafts);
        let mut whole = match serde_json::to_value(self) {
            Ok(Value::Object(whole)) => whole,
            _ => return None,
        };
        for (list, drafts) in drafts {
            let records = drafts.into_iter().map(|draft| Value::Object(places.settle(list, draft))).collect();
            whole.insert(list.as_str().to_owned(), Value::Array(records));
        }
        let mut reading = serde_json::from_value::<Reading>(Value::Object(whole)).ok()?;
        reading.places = self.places.iter().filter_map(|located| places.moved(located)).collect();
        Some((reading, places))
    }

    fn drafts(&self, list: List) -> Vec<Draft> {
        let draft = |index: usize| {
            let at = self.anchor(list, index)?;
            Some(Draft {
                object: object(self, list, index)?,
                old: Some(index),
                by_words: Vec::new(),
                at: (at.start, at.end),
            })
        };
        (0..self.len_of(list)).filter_map(draft).collect()
    }
}

impl Draft {
    /// A record that people added; nothing where its words are missing.
    fn added(list: List, fields: &FieldMap) -> Option<Self> {
        let at = main_span(list, fields)?;
        let mut draft = Draft { object: Map::new(), old: None, by_words: Vec::new(), at: (at.start, at.end) };
        for rule in list.fields() {
            // What people left open is no, or none.
            let empty = match rule.kind {
                FieldKind::Flag => Value::Bool(false),
                FieldKind::Spans | FieldKind::Ids | FieldKind::People => Value::Array(Vec::new()),
                _ => Value::Null,
            };
            draft.object.insert(rule.name.to_owned(), empty);
        }
        draft.object.insert("rule".to_owned(), "person".into());
        draft.change(list, fields);
        draft.fits(list).then_some(draft)
    }

    fn change(&mut self, list: List, fields: &FieldMap) {
        for rule in list.fields() {
            let Some(value) = fields.get(rule.name) else { continue };
            match rule.kind {
                FieldKind::Ref(other) => {
                    self.object.insert(rule.name.to_owned(), Value::Null);
                    self.by_words.retain(|(name, ..)| *name != rule.name);
                    if let Some(anchor) = crate::span_of(value) {
                        self.by_words.push((rule.name, other, anchor));
                    }
                }
                FieldKind::Span if rule.name == "at" => {
                    if let Value::Object(span) = value {
                        self.object.extend(span.clone());
                    }
                }
                // What must be a list is one.
                FieldKind::Spans | FieldKind::Ids | FieldKind::People if value.is_null() => {
                    self.object.insert(rule.name.to_owned(), Value::Array(Vec::new()));
                }
                _ => {
                    self.object.insert(rule.name.to_owned(), value.clone());
                }
            }
        }
        if let Some(at) = main_span(list, fields) {
            self.at = (at.start, at.end);
        }
    }

    /// Whether it has the form of a record of its list.
    fn fits(&self, list: List) -> bool {
        let mut empty = match serde_json::to_value(Reading::empty(crate::Report::default())) {
            Ok(Value::Object(empty)) => empty,
            _ => return false,
        };
        let mut object = self.object.clone();
        object.remove("at");
        empty.insert(list.as_str().to_owned(), Value::Array(vec![Value::Object(object)]));
        serde_json::from_value::<Reading>(Value::Object(empty)).is_ok()
    }
}

/// Where records stand now.
struct Places {
    by_old: HashMap<(List, usize), usize>,
    by_words: HashMap<(List, u32, u32), usize>,
}

impl Places {
    fn of(drafts: &[(List, Vec<Draft>)]) -> Self {
        let mut places = Places { by_old: HashMap::new(), by_words: HashMap::new() };
        for (list, drafts) in drafts {
            for (index, draft) in drafts.iter().enumerate() {
                if let Some(old) = draft.old {
                    places.by_old.insert((*list, old), index);
                }
                places.by_words.entry((*list, draft.at.0, draft.at.1)).or_insert(index);
            }
        }
        places
    }

    /// The record with its references as they are now.
    fn settle(&self, list: List, draft: Draft) -> Map<String, Value> {
        let mut object = draft.object;
        for rule in list.fields() {
            if let FieldKind::Ref(other) = rule.kind
                && let Some(old) = object.get(rule.name).and_then(Value::as_u64)
            {
                let new = usize::try_from(old).ok().and_then(|old| self.by_old.get(&(other, old)));
                object.insert(rule.name.to_owned(), new.map_or(Value::Null, |&new| new.into()));
            }
        }
        for (name, other, anchor) in draft.by_words {
            let new = self.by_words.get(&(other, anchor.start, anchor.end));
            object.insert(name.to_owned(), new.map_or(Value::Null, |&new| new.into()));
        }
        if list.main().1 {
            object.remove("at");
        }
        object
    }

    /// A place with the records whose place it is; nothing where none is left.
    fn moved(&self, located: &Located) -> Option<Located> {
        let of: Vec<(List, usize)> =
            located.of.iter().filter_map(|key| Some((key.0, *self.by_old.get(key)?))).collect();
        (!of.is_empty()).then(|| Located { of, ..located.clone() })
    }
}
