//! The layout of UCDP GED (49 columns): dated and placed incidents in which somebody was killed.

use super::account::Part;
use super::acled::place_name;
use super::facts::{ActorKind, Facts, country};
use super::incidents::Incident;
use super::rows::{degree, number, text};
use super::sheet::Cell;
use super::when::{self, Closeness};
use rasid_record::{EventType, Measure, Precision};

/// The columns, in their order.
pub(super) const COLUMNS: [&str; 49] = [
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
];

/// One incident, or nothing where it has no point or no death.
pub(super) fn row(incident: &Incident, facts: &Facts) -> Option<Vec<Cell>> {
    let spot = incident.spot.as_ref()?;
    let (lat, lon) = spot.point?;
    let dead = incident.estimate(Measure::Killed).filter(|dead| dead.best > 0)?;
    if !matches!(incident.kind, EventType::Assault | EventType::Coerce | EventType::Protest) {
        return None;
    }
    let numbers = country(&spot.country);
    let both = incident.recipients.is_empty() && incident.actors.len() > 1;
    let (side_a, side_b) = match both {
        true => incident.actors.split_at(1),
        false => (&incident.actors[..], &incident.recipients[..]),
    };
    let (a, b) = (named(side_a), named(side_b));
    let violence = violence(side_a, side_b);
    let dyad = if a.is_empty() || b.is_empty() { String::new() } else { format!("{a} - {b}") };
    let deaths = Deaths::of(incident, dead.best);
    let sources = incident.sources();
    let all = |of: &dyn Fn(&super::account::Source) -> String| {
        sources.iter().map(|source| of(source)).collect::<Vec<_>>().join(";")
    };
    let article = |s: &super::account::Source| format!("\"{}, {}, {}\"", s.outlet, s.published, s.title);
    Some(vec![
        text(incident.id.as_str()),
        Cell::Null,
        text(incident.when.year()),
        Cell::Null,
        text(incident.review()),
        violence.map_or(Cell::Null, Cell::Int),
        Cell::Null,
        Cell::Null,
        Cell::Null,
        Cell::Null,
        Cell::Null,
        text(dyad),
        Cell::Null,
        Cell::Null,
        text(a),
        Cell::Null,
        Cell::Null,
        text(b),
        number(Some(incident.roots().len() as u64)),
        text(all(&article)),
        text(incident.outlets().join(";")),
        text(all(&|s| when::day(Some(&s.published)).unwrap_or("").to_owned())),
        text(all(&|s| s.title.clone())),
        text(claimants(incident)),
        Cell::Int(match spot.precision {
            Precision::Point | Precision::Settlement | Precision::Quarter => 1,
            Precision::District => 3,
            Precision::Governorate => 4,
            Precision::Line | Precision::Area => 5,
            Precision::Country => 6,
        }),
        text(place_name(spot)),
        text(spot.words.as_str()),
        text(if spot.precision == Precision::Governorate { &spot.name } else { "" }),
        text(if spot.precision == Precision::District { &spot.name } else { "" }),
        degree(Some(lat)),
        degree(Some(lon)),
        text(format!("POINT ({lon} {lat})")),
        Cell::Int(grid(lat, lon)),
        text(if spot.country.is_empty() { String::new() } else { facts.country_name(&spot.country) }),
        number(numbers.gwno.parse().ok()),
        text(numbers.ucdp_region),
        Cell::Int(1),
        Cell::Int(match incident.when.closeness {
            Closeness::Day => 1,
            Closeness::Days => 3,
            Closeness::Month => 4,
            Closeness::Year => 5,
        }),
        text(incident.when.first.as_str()),
        text(incident.when.last.as_str()),
        number(Some(0)),
        number(Some(deaths.fighters_b)),
        number(Some(deaths.civilians)),
        number(Some(deaths.unknown)),
        number(Some(dead.best)),
        number(Some(dead.high)),
        number(Some(dead.low)),
        number(state(side_a).and_then(|code| country(&code).gwno.parse().ok())),
        number(state(side_b).and_then(|code| country(&code).gwno.parse().ok())),
    ])
}

/// Whose dead they were, so that all add up to the best estimate.
struct Deaths {
    fighters_b: u64,
    civilians: u64,
    unknown: u64,
}

impl Deaths {
    fn of(incident: &Incident, best: u64) -> Self {
        // The account whose number the best estimate is says who they were.
        let account = incident.accounts.iter().find(|a| a.sum(Measure::Killed).is_some_and(|(low, _)| low == best));
        let (civilians, fighters) = account.map_or((None, None), super::account::Account::killed_of);
        let civilians = civilians.unwrap_or(0).min(best);
        let fighters = fighters.unwrap_or(0).min(best - civilians);
        // Fighters are those of the side it was done to only where that side bears arms and is the only one.
        let attacked = incident.recipients.iter().any(|part| part.who.sector.armed);
        let fighters_b = if attacked { fighters } else { 0 };
        Deaths { fighters_b, civilians, unknown: best - civilians - fighters_b }
    }
}

/// 1 state-based, 2 between groups, 3 one-sided; nothing where the sides do not tell.
fn violence(a: &[Part], b: &[Part]) -> Option<i64> {
    let any = |parts: &[Part], fits: &dyn Fn(&Part) -> bool| parts.iter().any(fits);
    let of_state = |part: &Part| part.who.of_state && part.who.sector.armed;
    let group = |part: &Part| part.who.kind == Some(ActorKind::Group) || (part.who.sector.armed && !part.who.of_state);
    match () {
        () if any(b, &|part| part.who.sector.civilian) && any(a, &|p| of_state(p) || group(p)) => Some(3),
        () if (any(a, &of_state) && any(b, &|p| of_state(p) || group(p))) || (any(b, &of_state) && any(a, &group)) => {
            Some(1)
        }
        () if any(a, &group) && any(b, &group) => Some(2),
        () => None,
    }
}

fn named(parts: &[Part]) -> String {
    let names: Vec<&str> = parts.iter().map(Part::name).filter(|name| !name.is_empty()).collect();
    names.join(", ")
}

fn state(parts: &[Part]) -> Option<String> {
    parts.iter().find(|part| part.who.of_state).map(|part| part.who.country.clone())
}

/// The original sources: who claims it in the reports.
fn claimants(incident: &Incident) -> String {
    let mut names: Vec<String> = Vec::new();
    for claimed in incident.accounts.iter().filter_map(|account| account.claimed.as_ref()) {
        let name = if claimed.name.is_empty() { "a source without a name" } else { &claimed.name };
        let name = format!("according to {name}");
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(";")
}

/// The cell of PRIO-GRID: half degrees, counted from the south-west.
fn grid(lat: f64, lon: f64) -> i64 {
    let (row, column) = (((lat + 90.0) * 2.0).floor().min(359.0), ((lon + 180.0) * 2.0).floor().min(719.0));
    row as i64 * 720 + column as i64 + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_counted_from_the_south_west() {
        assert_eq!(grid(-90.0, -180.0), 1);
        assert_eq!(grid(-90.0, -179.5), 2);
        assert_eq!(grid(-89.5, -180.0), 721);
        assert_eq!(grid(90.0, 180.0), 259_200);
    }
}
