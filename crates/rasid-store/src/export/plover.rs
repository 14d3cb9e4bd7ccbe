//! PLOVER 2.0, JSON Lines: an event a line. `docs/exports.md` says how each field is filled and how the places
//! where PLOVER's own documents disagree were decided.

use super::account::Part;
use super::facts::{Facts, Score, score};
use super::incidents::Incident;
use rasid_record::{EventType, Measure, Precision};
use serde_json::{Map, Value, json};

/// The mode, where it is one of the manual's for this type; and the numbers of both.
pub(super) fn coded(kind: EventType, mode: Option<&str>) -> (Option<&str>, Option<Score>) {
    match mode.and_then(|mode| score(kind, Some(mode)).map(|score| (mode, score))) {
        Some((mode, found)) if !found.score.is_empty() => (Some(mode), Some(found)),
        // The manual prints no score for it, so that of the type stands.
        Some((mode, _)) => (Some(mode), score(kind, None)),
        None => (None, score(kind, None)),
    }
}

/// One event.
pub(super) fn event(incident: &Incident, facts: &Facts) -> Option<Value> {
    let first = incident.accounts.first()?;
    let (mode, score) = coded(incident.kind, incident.mode.as_deref());
    let mut event = Map::new();
    let mut put = |name: &str, value: Value| {
        event.insert(name.to_owned(), value);
    };
    put("id", json!(incident.id));
    put("date", json!(incident.when.first));
    if incident.when.last != incident.when.first {
        put("enddate", json!(incident.when.last));
    }
    if let Some(clock) = &incident.when.clock {
        put("time", json!(clock));
    }
    put("actor", entities(&incident.actors));
    put("recipient", entities(&incident.recipients));
    put("event", json!([incident.kind.as_str()]));
    if let Some(mode) = mode {
        put("mode", json!([mode]));
    }
    if let Some(score) = score {
        put("quad_code", score.quad.parse().map_or(Value::Null, |quad: u8| json!(quad)));
        put("event_scale", score.score.parse().map_or(Value::Null, |scale: f64| json!(scale)));
    }
    let words: Vec<&str> = incident.roots().into_iter().map(|account| account.trigger.text.as_str()).collect();
    put("event_text", json!(words));
    if let Some(place) = place(incident, facts) {
        put("event_loc", place);
    }
    put("text_info", json!({"start": first.trigger.start, "end": first.trigger.end}));
    let sizes = [("dead", Measure::Killed), ("injured", Measure::Injured), ("arrested", Measure::Detained)];
    let size: Map<String, Value> = sizes
        .into_iter()
        .filter_map(|(name, measure)| Some((name.to_owned(), json!(incident.estimate(measure)?.best))))
        .collect();
    if !size.is_empty() {
        put("size", Value::Object(size));
    }
    let source = &first.source;
    put(
        "cite_info",
        filled(&[
            ("corpus", &source.report),
            ("url", &source.url),
            ("title", &source.title),
            ("language", &source.lang),
            ("publication", &source.outlet),
            ("codebook", "plover-2.0-draft"),
            ("version", &source.rules),
        ]),
    );
    if !source.text.is_empty() {
        put("text", json!(source.text));
    }
    put("comment", json!(incident.notes()));
    put("coder", json!("rasid"));
    // What PLOVER has no field for, under names of our own.
    put("ceasefire_violation", json!(incident.is_breach()));
    put("outlets", json!(incident.outlets()));
    put("accounts", json!(incident.roots().len()));
    put("review", json!(incident.review()));
    put("claim_status", json!(incident.claims()));
    Some(Value::Object(event))
}

/// An object of the fields that are not empty.
fn filled(fields: &[(&str, &str)]) -> Value {
    let filled = fields.iter().filter(|(_, value)| !value.is_empty());
    Value::Object(filled.map(|(name, value)| ((*name).to_owned(), json!(value))).collect())
}

/// Everybody of one side, in PLOVER's fields for entities.
fn entities(parts: &[Part]) -> Value {
    let entity = |part: &Part| {
        let unnamed = part.name().is_empty();
        filled(&[
            ("code", &part.who.country),
            ("sector", if unnamed { "UNK" } else { part.who.sector.code }),
            ("entity_text", &part.words),
            ("identifier_text", &part.who.name),
            // Identifiers that hold inside one report only tell nobody anything.
            ("rasid_id", if crate::is_private(&part.who.id) { "" } else { &part.who.id }),
        ])
    };
    parts.iter().map(entity).collect()
}

fn place(incident: &Incident, facts: &Facts) -> Option<Value> {
    let spot = incident.spot.as_ref()?;
    let mut place = Map::new();
    let mut put = |name: &str, value: Value| {
        if value != json!("") {
            place.insert(name.to_owned(), value);
        }
    };
    put("extracted_place", json!(spot.words));
    put("resolved_place", json!(spot.name));
    if let Some(number) = spot.geonames {
        put("geonameid", json!(number.to_string()));
    }
    if let Some((lat, lon)) = spot.point {
        put("lat", json!(lat));
        put("lon", json!(lon));
    }
    match spot.precision {
        Precision::Settlement => put("city", json!(spot.name)),
        Precision::District => put("district", json!(spot.name)),
        Precision::Governorate => put("province", json!(spot.name)),
        _ => {}
    }
    if !spot.country.is_empty() {
        put("country", json!(facts.country_name(&spot.country)));
        put("country_code", json!(spot.country));
    }
    let resolution = match spot.precision {
        Precision::Point | Precision::Quarter => Some(5),
        Precision::Settlement => Some(4),
        Precision::District => Some(3),
        Precision::Governorate => Some(2),
        Precision::Country => Some(1),
        Precision::Line | Precision::Area => None,
    };
    if let Some(resolution) = resolution {
        put("resolution", json!(resolution));
    }
    Some(Value::Object(place))
}
