//! The layout of ACLED (31 columns, since March 2023): dated and placed incidents that ACLED has a type for.

use super::account::{Part, Spot};
use super::facts::{ActorKind, Facts, country};
use super::incidents::Incident;
use super::rows::{degree, number, text};
use super::sheet::Cell;
use super::when::{self, Closeness};
use rasid_record::{EventType, Measure, Precision};

/// The columns, in their order.
pub(super) const COLUMNS: [&str; 31] = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
];

const BATTLES: &str = "Battles";
const REMOTE: &str = "Explosions/Remote violence";
const CIVILIANS: &str = "Violence against civilians";
const PROTESTS: &str = "Protests";
const RIOTS: &str = "Riots";
const STRATEGIC: &str = "Strategic developments";

/// The type and sub-type of an incident, or nothing where ACLED has none that needs no guess.
fn kind(incident: &Incident) -> Option<(&'static str, &'static str)> {
    let mode = incident.mode.as_deref().unwrap_or("");
    let civilians = is_against_civilians(incident);
    let armed = |parts: &[Part]| parts.iter().any(|part| part.who.sector.armed);
    let fight = incident.actors.iter().filter(|part| part.who.sector.armed).count() > 1
        || (armed(&incident.actors) && armed(&incident.recipients));
    Some(match (incident.kind, mode) {
        (EventType::Assault, "aerial" | "drone") => (REMOTE, "Air/drone strike"),
        (EventType::Assault, "heavy-weapons") => (REMOTE, "Shelling/artillery/missile attack"),
        (EventType::Assault, "explosives") => (REMOTE, "Remote explosive/landmine/IED"),
        (EventType::Assault, "suicide-attack") => (REMOTE, "Suicide bomb"),
        (EventType::Assault, "unconventional") => (REMOTE, "Chemical weapon"),
        (EventType::Assault, "abduct") if !fight => (CIVILIANS, "Abduction/forced disappearance"),
        (EventType::Assault, "sexual") => (CIVILIANS, "Sexual violence"),
        (EventType::Assault, "destroy") => (STRATEGIC, "Looting/property destruction"),
        (EventType::Assault, "crowd-control") => (PROTESTS, "Protest with intervention"),
        (EventType::Assault, _) if civilians => (CIVILIANS, "Attack"),
        (EventType::Assault, _) if fight => (BATTLES, "Armed clash"),
        (EventType::Protest, "riot" | "vandalize") => (RIOTS, "Violent demonstration"),
        (EventType::Protest, _) => (PROTESTS, "Peaceful protest"),
        (EventType::Coerce, "arrest") => (STRATEGIC, "Arrests"),
        (EventType::Coerce, "seize" | "restrict" | "withhold" | "curfew" | "martial-law" | "deport") => {
            (STRATEGIC, "Other")
        }
        (EventType::Mobilize, _) => (STRATEGIC, "Change to group/activity"),
        (EventType::Retreat, "withdraw") => (STRATEGIC, "Non-violent transfer of territory"),
        (EventType::Retreat, "ceasefire" | "release" | "access" | "disarm") => (STRATEGIC, "Other"),
        (EventType::Concede | EventType::Support, _) if incident.actors.len() > 1 && incident.is_arranged() => {
            (STRATEGIC, "Agreement")
        }
        _ => return None,
    })
}

/// Whether ACLED would count the act as one against civilians.
fn is_against_civilians(incident: &Incident) -> bool {
    incident.recipients.iter().any(|part| part.who.sector.civilian)
}

/// One incident, or nothing where it has no point, no date to the month, or no type of ACLED's.
pub(super) fn row(incident: &Incident, facts: &Facts) -> Option<Vec<Cell>> {
    let spot = incident.spot.as_ref()?;
    let point = spot.point?;
    if !incident.when.is_close() {
        return None;
    }
    let (event_type, sub_event_type) = kind(incident)?;
    let numbers = country(&spot.country);
    // Sides that fight are both actors of the one act, while others do it to somebody.
    let both = event_type == BATTLES && incident.recipients.is_empty();
    let (first, second) = match both {
        true => incident.actors.split_at(1),
        false => (&incident.actors[..], &incident.recipients[..]),
    };
    let (actor1, assoc1, inter1) = side(first, spot);
    let (actor2, assoc2, inter2) = side(second, spot);
    let at = added(incident);
    let civilian = event_type == CIVILIANS || is_against_civilians(incident);
    Some(vec![
        text(incident.id.as_str()),
        text(incident.when.middle()),
        text(incident.when.year()),
        Cell::Int(match incident.when.closeness {
            Closeness::Day => 1,
            Closeness::Days => 2,
            Closeness::Month | Closeness::Year => 3,
        }),
        text(match event_type {
            PROTESTS | RIOTS => "Demonstrations",
            STRATEGIC => "Strategic developments",
            _ => "Political violence",
        }),
        text(event_type),
        text(sub_event_type),
        actor1,
        assoc1,
        number(inter1),
        actor2,
        assoc2,
        number(inter2),
        // Two digits, the smaller first; with one side alone, that and a nought.
        number(inter1.map(|a| inter2.map_or(a * 10, |b| a.min(b) * 10 + a.max(b)))),
        text(if civilian { "Civilian targeting" } else { "" }),
        number(numbers.iso.parse().ok()),
        text(numbers.acled_region),
        text(if spot.country.is_empty() { String::new() } else { facts.country_name(&spot.country) }),
        text(level(spot, Precision::Governorate)),
        text(level(spot, Precision::District)),
        Cell::Null,
        text(place_name(spot)),
        degree(Some(point.0)),
        degree(Some(point.1)),
        Cell::Int(match spot.precision {
            Precision::Point | Precision::Settlement | Precision::Quarter => 1,
            Precision::District | Precision::Line => 2,
            Precision::Governorate | Precision::Area | Precision::Country => 3,
        }),
        text(incident.outlets().join("; ")),
        Cell::Null,
        text(incident.notes()),
        number(incident.estimate(Measure::Killed).map(|dead| dead.best)),
        text(tags(incident)),
        at.map_or(Cell::Null, Cell::Int),
    ])
}

/// What ACLED has no column for.
fn tags(incident: &Incident) -> String {
    let mut tags = Vec::new();
    if incident.is_breach() {
        tags.push("breach of a ceasefire claimed".to_owned());
    }
    tags.push(format!("review={}", incident.review()));
    let claims = incident.claims();
    if !claims.is_empty() {
        tags.push(format!("claim={claims}"));
    }
    tags.join("; ")
}

/// The actor, its associates and its code.
fn side(parts: &[Part], spot: &Spot) -> (Cell, Cell, Option<u64>) {
    let named: Vec<&str> = parts.iter().map(Part::name).filter(|name| !name.is_empty()).collect();
    let name = |n: usize| named.get(n).copied().unwrap_or("");
    let rest = named.get(1..).unwrap_or_default().join("; ");
    (text(name(0)), text(rest), parts.first().and_then(|part| inter(part, spot)))
}

/// ACLED's code of a kind of actor. Whether a group is a rebel group or a militia is a judgement that nobody
/// made here, so groups have none.
fn inter(part: &Part, spot: &Spot) -> Option<u64> {
    let who = &part.who;
    match () {
        () if who.sector.civilian => Some(7),
        () if who.of_state && who.country == spot.country => Some(1),
        () if who.of_state || who.kind == Some(ActorKind::Body) => Some(8),
        () => None,
    }
}

/// The name of a place where it is an area of this level.
fn level(spot: &Spot, precision: Precision) -> &str {
    if spot.precision == precision { &spot.name } else { "" }
}

/// The name of a place in English, else its words.
pub(super) fn place_name(spot: &Spot) -> &str {
    if spot.name.is_empty() { &spot.words } else { &spot.name }
}

/// When the latest of its reports came into the record, in seconds.
fn added(incident: &Incident) -> Option<i64> {
    incident.sources().iter().filter_map(|source| when::seconds(&source.added_at)).max()
}
