//! Whether a reading that comes from elsewhere holds together: its words are those of its text, and what it refers
//! to is there. Everything that works with readings relies on both.

use crate::fields::object;
use crate::{FORMAT, FieldKind, LIMIT_TEXT, List, Reading, text_id};
use serde::Serialize;
use serde_json::Value;

/// Longest identifier of a report, in bytes.
const LIMIT_ID: usize = 1024;

impl Reading {
    /// What is wrong with the reading, in a sentence: nothing where words, references and identifiers fit its text.
    /// Whether rules would make these records of it, it does not say.
    pub fn fault(&self) -> Option<String> {
        let report = &self.report;
        if self.rasid != FORMAT {
            return Some(format!("it is of version {} of the layout, not {FORMAT}.", self.rasid));
        }
        if report.id.is_empty() || report.id.len() > LIMIT_ID {
            return Some("its report has no identifier, or one that is too long.".to_owned());
        }
        if report.text.len() > LIMIT_TEXT {
            return Some(format!("its text is larger than {} MiB.", LIMIT_TEXT >> 20));
        }
        if report.text_id != text_id(&report.text) {
            return Some("its text is not the one that its text_id names.".to_owned());
        }
        let text = Text::of(&report.text);
        let lists = List::ALL
            .iter()
            .find_map(|&list| (0..self.len_of(list)).find_map(|index| self.fault_of(list, index, &text)));
        lists.or_else(|| text.fault("places", &self.places)).or_else(|| text.fault("notes", &self.notes)).or_else(
            || {
                let lost = self.places.iter().flat_map(|place| &place.of).find(|(list, n)| *n >= self.len_of(*list));
                lost.map(|(list, n)| format!("a place is of {list}:{n}, which is not there."))
            },
        )
    }

    fn fault_of(&self, list: List, index: usize, text: &Text<'_>) -> Option<String> {
        let record = object(self, list, index)?;
        let lost = list.fields().iter().find_map(|rule| {
            let FieldKind::Ref(other) = rule.kind else { return None };
            let n = record.get(rule.name)?.as_u64()?;
            (n >= self.len_of(other) as u64)
                .then(|| format!("{list}:{index} refers to {other}:{n}, which is not there."))
        });
        lost.or_else(|| {
            let wrong = text.differs(&Value::Object(record))?;
            Some(format!("{list}:{index} has words that are not in its text ({wrong})."))
        })
    }
}

/// A text with the places of its code points.
struct Text<'t> {
    text: &'t str,
    /// Where each code point begins, and the end.
    at: Vec<usize>,
}

impl<'t> Text<'t> {
    fn of(text: &'t str) -> Self {
        Text { text, at: text.char_indices().map(|(at, _)| at).chain([text.len()]).collect() }
    }

    fn fault<T: Serialize>(&self, list: &str, records: &[T]) -> Option<String> {
        let wrong = records.iter().find_map(|record| self.differs(&serde_json::to_value(record).ok()?))?;
        Some(format!("{list} have words that are not in its text ({wrong})."))
    }

    /// The first span of a record, at any depth, whose words are not in the text where it says.
    fn differs(&self, value: &Value) -> Option<String> {
        match value {
            Value::Array(values) => values.iter().find_map(|value| self.differs(value)),
            Value::Object(fields) => {
                let number = |name: &str| fields.get(name).and_then(Value::as_u64);
                let own = number("start").zip(number("end")).and_then(|(start, end)| {
                    let place = |n: u64| usize::try_from(n).ok().and_then(|n| self.at.get(n).copied());
                    let words = place(start).zip(place(end)).and_then(|(start, end)| self.text.get(start..end));
                    let given = fields.get("text").and_then(Value::as_str);
                    (words.is_none() || words != given).then(|| format!("code points {start} to {end}"))
                });
                own.or_else(|| fields.values().find_map(|value| self.differs(value)))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::*;

    fn anchor(start: u32, end: u32, text: &str) -> Anchor {
        Anchor { start, end, text: text.into() }
    }

    fn reading() -> Reading {
        let report = Report { text: "قال هدنة غدا".into(), ..Report::default() }.complete();
        let mut reading = Reading::empty(report);
        reading.times = vec![Time {
            at: anchor(9, 12, "غدا"),
            kind: TimeKind::Date,
            value: None,
            modifier: None,
            anchored: false,
            rule: String::new(),
        }];
        reading.arrangements = vec![Arrangement {
            at: anchor(4, 8, "هدنة"),
            kind: ArrangementKind::Ceasefire,
            name: None,
            place: None,
            place_id: None,
            parties: Vec::new(),
            beneficiaries: None,
            from: Some(0),
            until: None,
            phase: Phase::Mentioned,
            by: None,
            rule: String::new(),
        }];
        reading
    }

    fn fault(change: impl FnOnce(&mut Reading)) -> String {
        let mut reading = reading();
        change(&mut reading);
        reading.fault().unwrap_or_default()
    }

    #[test]
    fn a_reading_whose_words_are_in_its_text_is_sound() {
        assert_eq!(reading().fault(), None);
    }

    #[test]
    fn words_that_are_not_there_are_found_at_any_depth() {
        assert!(fault(|r| r.times[0].at = anchor(9, 13, "غدا")).starts_with("times:0 has words"));
        assert!(fault(|r| r.times[0].at = anchor(12, 9, "")).contains("12 to 9"));
        assert!(fault(|r| r.arrangements[0].place = Some(anchor(0, 3, "قيل"))).starts_with("arrangements:0"));
        let note = |at| Note { at, kind: "x".into(), message: String::new() };
        assert!(fault(|r| r.notes = vec![note(anchor(0, 4_000_000_000, ""))]).starts_with("notes"));
        assert_eq!(fault(|r| r.notes = vec![note(anchor(0, 0, ""))]), "");
    }

    #[test]
    fn what_is_referred_to_must_be_there() {
        assert_eq!(
            fault(|r| r.arrangements[0].by = Some(0)),
            "arrangements:0 refers to statements:0, which is not there."
        );
        assert!(fault(|r| r.times.clear()).contains("times:0"));
    }

    #[test]
    fn a_text_is_the_one_that_is_named() {
        assert!(fault(|r| r.report.text.push('x')).contains("text_id"));
        assert!(fault(|r| r.report.id.clear()).contains("identifier"));
        assert!(fault(|r| r.rasid = 2).contains("version 2"));
    }
}
