//! Values inside a published reading, named by paths such as `by.speaker_id` or `until.value`.
//!
//! The layout is that of docs/formats.md: a number under `by` is the index of a statement, one
//! under `until` that of a time, and so on. A path goes through such an index to the record.

use serde_json::Value;

/// Fields that hold an index, and the list it points into.
const POINTERS: [(&str, &str); 7] = [
    ("by", "statements"),
    ("said_in", "statements"),
    ("from", "times"),
    ("until", "times"),
    ("when", "times"),
    ("figure", "figures"),
    ("arrangement", "arrangements"),
];

/// The values at `path` of `record`, as they are shown to people: none where the field is empty,
/// several where it is a list. A span is shown by its words.
pub fn at(reading: &Value, record: &Value, path: &str) -> Vec<String> {
    let mut found = vec![record];
    for name in path.split('.') {
        found = found.into_iter().flat_map(|value| step(reading, value, name)).collect();
    }
    found.into_iter().filter_map(shown).collect()
}

fn step<'v>(reading: &'v Value, value: &'v Value, name: &str) -> Vec<&'v Value> {
    let inner = &value[name];
    match inner {
        Value::Null => Vec::new(),
        Value::Array(list) => list.iter().collect(),
        Value::Number(n) => match POINTERS.iter().find(|(field, _)| *field == name) {
            Some((_, list)) => n.as_u64().and_then(|i| reading[*list].get(i as usize)).into_iter().collect(),
            None => vec![inner],
        },
        _ => vec![inner],
    }
}

fn shown(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Object(span) => span.get("text").and_then(Value::as_str).map(str::to_owned),
        Value::Number(n) => Some(n.as_f64().filter(|f| f.fract() == 0.0).map_or(n.to_string(), |f| format!("{f:.0}"))),
        other => Some(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::at;
    use serde_json::json;

    #[test]
    fn a_path_goes_through_an_index_into_a_span_and_over_a_list() {
        let reading = json!({
            "times": [{"text": "May", "value": "2016-05"}],
            "statements": [{"speaker_id": "un"}],
            "figures": [{"low": 2031.0, "by": 0, "until": 0, "from": null,
                         "at": {"text": "2031 times"}, "ids": ["a", "b"], "people": [{"id": "c"}]}],
        });
        let of = |path| at(&reading, &reading["figures"][0], path);
        assert_eq!(of("by.speaker_id"), ["un"]);
        assert_eq!((of("until.value"), of("until")), (vec!["2016-05".to_owned()], vec!["May".to_owned()]));
        assert_eq!((of("at"), of("low")), (vec!["2031 times".to_owned()], vec!["2031".to_owned()]));
        assert_eq!((of("ids").len(), of("people.id")), (2, vec!["c".to_owned()]));
        assert!(of("from.value").is_empty() && of("nothing").is_empty());
    }
}
