//! The layout of POLECAT: forty columns parted by tabs, an event a row.

use super::account::Part;
use super::acled::place_name;
use super::facts::Facts;
use super::incidents::Incident;
use super::plover::coded;
use super::rows::{degree, text};
use super::sheet::Cell;
use super::when;
use rasid_record::Precision;

/// The columns, in their order.
pub(super) const COLUMNS: [&str; 40] = [
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
];

/// One event.
pub(super) fn row(incident: &Incident, facts: &Facts) -> Vec<Cell> {
    let (mode, score) = coded(incident.kind, incident.mode.as_deref());
    let first = incident.accounts.first().map(|account| account.source.clone()).unwrap_or_default();
    let scored = score.and_then(|score| score.score.parse().ok());
    let mut row = vec![
        text(incident.id.as_str()),
        text(incident.when.middle()),
        text(incident.kind.as_str()),
        text(mode.unwrap_or("")),
        degree(scored),
        score.and_then(|score| score.quad.parse().ok()).map_or(Cell::Null, Cell::Int),
        Cell::Null,
    ];
    row.extend(side(&incident.actors));
    row.extend(side(&incident.recipients));
    let spot = incident.spot.as_ref();
    let level = |fits: Precision| spot.filter(|spot| spot.precision == fits).map_or("", |spot| &spot.name);
    row.extend([
        text(spot.map_or("", place_name)),
        text(level(Precision::Settlement)),
        text(level(Precision::District)),
        text(level(Precision::Governorate)),
        text(match incident.country() {
            "" => String::new(),
            code => facts.country_name(code),
        }),
        degree(spot.and_then(|spot| spot.point).map(|point| point.0)),
        degree(spot.and_then(|spot| spot.point).map(|point| point.1)),
        text(spot.and_then(|spot| spot.geonames).map_or_else(String::new, |number| number.to_string())),
        text(spot.map_or("", |spot| &spot.words)),
        Cell::Null,
        text(incident.outlets().join("; ")),
        text(when::day(Some(&first.published)).unwrap_or("")),
        Cell::Null,
        Cell::Null,
        Cell::Null,
        text(first.lang),
        text(format!("{} ({})", first.rules, incident.review())),
    ]);
    row
}

/// The eight columns of one side. Several are parted by semicolons, in the same order in each column.
fn side(parts: &[Part]) -> [Cell; 8] {
    let all = |of: fn(&Part) -> &str| {
        let values: Vec<&str> = parts.iter().map(of).collect();
        if values.iter().all(|value| value.is_empty()) { Cell::Null } else { text(values.join("; ")) }
    };
    [
        all(Part::name),
        all(|part| &part.who.country),
        Cell::Null,
        text(parts.first().map_or("", |part| part.who.sector.code)),
        all(|part| part.who.sector.code),
        Cell::Null,
        all(|part| &part.words),
        Cell::Null,
    ]
}
