//! The fields of a record by itself, as people read them: labels, values in words.

use crate::i18n::Lang;
use crate::shown;
use rasid_record::{FieldKind, FieldMap, FieldRule, List, span_of};
use serde_json::Value;

/// What a field of a list is called.
pub(crate) fn label(lang: Lang, list: List, name: &str) -> &'static str {
    match (list, name) {
        (_, "at" | "trigger") | (List::Commitments, "what") => lang.t("field.words"),
        (List::Commitments, "by") => lang.t("field.bound"),
        (_, "by" | "said_in") => lang.t("field.by"),
        (_, "value") => lang.t("field.value"),
        (_, "mod") => lang.t("vocabulary.timemod"),
        (_, "anchored") => lang.t("field.anchored"),
        (_, "low") => lang.t("field.low"),
        (_, "high") => lang.t("field.high"),
        (_, "approx") => lang.t("field.approx"),
        (_, "counted") => lang.t("field.counts"),
        (_, "measure") => lang.t("vocabulary.measure"),
        (_, "who") => lang.t("field.who"),
        (_, "scope") => lang.t("field.scope"),
        (_, "from") => lang.t("field.from"),
        (List::Commitments, "until") => lang.t("field.due"),
        (_, "until") => lang.t("field.until"),
        (_, "carried") => lang.t("chain.carried"),
        (_, "speaker") => lang.t("chain.speaker"),
        (_, "speaker_id") => lang.t("field.speaker.id"),
        (_, "cue") => lang.t("field.cue"),
        (_, "content") => lang.t("field.content"),
        (_, "form") => lang.t("field.form"),
        (_, "addressee" | "to") => lang.t("field.to"),
        (_, "via") => lang.t("chain.agency"),
        (_, "stance") => lang.t("vocabulary.stance"),
        (_, "negated") => lang.t("field.negated"),
        (_, "type" | "act") => lang.t("vocabulary.event"),
        (_, "mode") => lang.t("field.mode"),
        (_, "actors") => lang.t("field.actors"),
        (_, "recipients") => lang.t("field.recipients"),
        (_, "when") => lang.t("field.when"),
        (_, "where") => lang.t("field.where"),
        (_, "aux") => lang.t("field.aux"),
        (_, "by_id") => lang.t("field.by.id"),
        (_, "class") => lang.t("vocabulary.class"),
        (_, "negative") => lang.t("field.negative"),
        (_, "condition") => lang.t("field.condition"),
        (_, "phase") => lang.t("vocabulary.phase"),
        (_, "place") => lang.t("field.place"),
        (_, "parties") => lang.t("field.parties"),
        (_, "for") => lang.t("field.for"),
        (_, "arrangement") => lang.t("field.arrangement"),
        (_, "accused") => lang.t("field.accused"),
        (_, "against") => lang.t("field.against"),
        (_, "figure") => lang.t("field.figure"),
        (_, "answer") => lang.t("field.answer"),
        (_, "id") => lang.t("field.party"),
        (_, "voice") => lang.t("field.voice"),
        _ => lang.t("field.kind"),
    }
}

/// The prefix of the labels of a field's words.
pub(crate) fn prefix(list: List, name: &str) -> &'static str {
    match (list, name) {
        (List::Times, "kind") => "timekind",
        (List::Commitments, "kind") => "commitment",
        (List::Arrangements, "kind") => "arrangement",
        (List::Naming, "kind") => "naming",
        (_, "mod") => "timemod",
        (_, "measure") => "measure",
        (_, "who") => "who",
        (_, "scope") => "scope",
        (_, "form") => "form",
        (_, "stance") => "stance",
        (_, "type" | "act") => "event",
        (_, "aux") => "aux",
        (_, "class") => "class",
        (_, "phase") => "phase",
        (_, "answer") => "answer",
        (_, "voice") => "voice",
        _ => "vocabulary",
    }
}

/// The longest value that is shown, in letters.
const LONGEST: usize = 160;

/// A value in words; empty where there is none.
pub(crate) fn told(lang: Lang, list: List, rule: &FieldRule, value: &Value) -> String {
    let text = match (&rule.kind, value) {
        (_, Value::Null) => String::new(),
        (FieldKind::Word(_), Value::String(word)) => lang.word(prefix(list, rule.name), word),
        (FieldKind::Flag, Value::Bool(flag)) => {
            (if *flag { lang.t("review.yes") } else { lang.t("review.no") }).to_owned()
        }
        (_, Value::String(text)) => text.clone(),
        (_, Value::Number(number)) => number.as_f64().map_or_else(|| number.to_string(), crate::format::number),
        (FieldKind::People, Value::Array(people)) => {
            let one = |person: &Value| {
                let words = person.get("span").and_then(span_of).map_or_else(String::new, |span| span.text);
                let id = person.get("id").and_then(Value::as_str).unwrap_or_default();
                format!("{words} ({id})")
            };
            people.iter().map(one).collect::<Vec<_>>().join(" + ")
        }
        (_, Value::Array(parts)) => {
            let one = |part: &Value| match part {
                Value::String(text) => text.clone(),
                other => span_of(other).map_or_else(String::new, |span| span.text),
            };
            parts.iter().map(one).collect::<Vec<_>>().join(" + ")
        }
        (_, other) => span_of(other).map_or_else(String::new, |span| span.text),
    };
    shown::shortened(&text, LONGEST)
}

/// A label with what stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) label: &'static str,
    pub(crate) value: String,
}

/// Everything that a record says, without what is not there and without plain no.
pub(crate) fn all(lang: Lang, list: List, fields: &FieldMap) -> Vec<Told> {
    let shown = |rule: &&FieldRule| {
        let value = fields.get(rule.name).unwrap_or(&Value::Null);
        !matches!(value, Value::Null | Value::Bool(false))
    };
    list.fields()
        .iter()
        .filter(shown)
        .map(|rule| Told {
            label: label(lang, list, rule.name),
            value: told(lang, list, rule, fields.get(rule.name).unwrap_or(&Value::Null)),
        })
        .filter(|told| !told.value.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_every_list_has_a_name_of_its_own_in_both_languages() {
        for &list in List::ALL {
            for lang in [Lang::Ar, Lang::En] {
                let labels: Vec<&str> = list.fields().iter().map(|rule| label(lang, list, rule.name)).collect();
                let mut once = labels.clone();
                once.sort_unstable();
                once.dedup();
                assert_eq!(once.len(), labels.len(), "{list}: {labels:?}");
            }
        }
    }

    #[test]
    fn every_word_of_a_field_has_a_label() {
        for &list in List::ALL {
            for rule in list.fields() {
                if let FieldKind::Word(words) = rule.kind {
                    for word in words() {
                        let key = format!("{}.{word}", prefix(list, rule.name));
                        assert!(Lang::Ar.find(&key).is_some(), "{key}");
                    }
                }
            }
        }
    }
}
