//! GeoJSON (RFC 7946): incidents that have a point, for maps.

use super::acled::place_name;
use super::incidents::Incident;
use super::rows::Frame;
use crate::db::Db;
use crate::{StoreError, Tombstone, tombstones};
use rasid_record::{EventType, Measure};
use serde_json::{Value, json};

/// What stands around the features; behind them, as a member of ours (RFC 7946, 6.1), what was deleted, if anything was.
pub(super) fn frame(db: &Db) -> Result<Frame, StoreError> {
    let stones = tombstones::all(db)?;
    let end = match stones.is_empty() {
        true => "]}".to_owned(),
        false => format!("],\"tombstones\":{}}}", Value::Array(stones.iter().map(Tombstone::json).collect())),
    };
    Ok(Frame { begin: "{\"type\":\"FeatureCollection\",\"features\":[".to_owned(), end })
}

/// Whether something was done there or people met, and not only said something about it.
fn is_act(kind: EventType) -> bool {
    use EventType::{Aid, Assault, Coerce, Consult, Cooperate, Mobilize, Protest, Retreat, Sanction};
    matches!(kind, Aid | Assault | Coerce | Consult | Cooperate | Mobilize | Protest | Retreat | Sanction)
}

/// One feature, or nothing where there is no point.
pub(super) fn feature(incident: &Incident) -> Option<Value> {
    if !is_act(incident.kind) {
        return None;
    }
    let spot = incident.spot.as_ref()?;
    let (lat, lon) = spot.point?;
    let names = |parts: &[super::account::Part]| -> Vec<String> {
        parts.iter().map(|part| part.name().to_owned()).filter(|name| !name.is_empty()).collect()
    };
    let dead = incident.estimate(Measure::Killed);
    Some(json!({
        "type": "Feature",
        "id": incident.id,
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "properties": {
            "type": incident.kind.as_str(),
            "mode": incident.mode,
            "date": incident.when.first,
            "enddate": incident.when.last,
            "actors": names(&incident.actors),
            "recipients": names(&incident.recipients),
            "place": place_name(spot),
            "place_words": spot.words,
            // A point may stand for a town or for a whole province: whoever draws it must know.
            "precision": spot.precision.as_str(),
            "country": spot.country,
            "fatalities": dead.map(|dead| dead.best),
            "fatalities_low": dead.map(|dead| dead.low),
            "fatalities_high": dead.map(|dead| dead.high),
            "ceasefire_violation": incident.is_breach(),
            "notes": incident.notes(),
            "outlets": incident.outlets(),
            "accounts": incident.roots().len(),
            "links": incident.sources().iter().map(|s| s.url.as_str()).filter(|url| url.starts_with("http")).collect::<Vec<_>>(),
            "review": incident.review(),
            "claim_status": incident.claims(),
        }
    }))
}
