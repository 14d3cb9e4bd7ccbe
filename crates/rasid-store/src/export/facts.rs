//! Facts that other layouts ask for and the record does not hold: who an identifier is, handed in by
//! whoever knows the tables of words; numbers and regions of countries, sectors, scores, from `data/`.

use rasid_record::EventType;
use std::collections::HashMap;
use std::sync::OnceLock;

/// What somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActorKind {
    /// A public person.
    Person,
    /// A state.
    State,
    /// A body of several states, or any other.
    Body,
    /// An armed group, movement, alliance or rival authority.
    Group,
    /// An outlet or agency.
    Outlet,
}

/// What is known of an actor by its identifier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Its name in English.
    pub name: Option<String>,
    /// Its country, ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// What it is.
    pub kind: Option<ActorKind>,
    /// Identifier of the side that a person stands for.
    pub side: Option<String>,
}

/// Knows an actor by its identifier.
type KnowsActor = Box<dyn Fn(&str) -> Known + Send + Sync>;
/// Names a place in English by its identifier.
type NamesPlace = Box<dyn Fn(&str) -> Option<String> + Send + Sync>;

/// Whom exports ask about identifiers.
pub struct Facts {
    /// Actors, one at a time (never joined with `+`).
    pub actor: KnowsActor,
    /// Places and states.
    pub place: NamesPlace,
}

impl Default for Facts {
    /// Knows nobody.
    fn default() -> Self {
        Facts { actor: Box::new(|_| Known::default()), place: Box::new(|_| None) }
    }
}

/// Numbers and regions of a country; empty where there are none.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Country {
    pub(super) iso: &'static str,
    pub(super) gwno: &'static str,
    pub(super) acled_region: &'static str,
    pub(super) ucdp_region: &'static str,
}

/// What somebody does for a side, for layouts that sort people out so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sector {
    /// PLOVER's code; empty where none fits without a judgement.
    pub(super) code: &'static str,
    /// Whether they bear arms.
    pub(super) armed: bool,
    /// Whether they are civilians.
    pub(super) civilian: bool,
}

/// PLOVER's numbers of a type and mode.
#[derive(Clone, Copy, Debug)]
pub(super) struct Score {
    pub(super) quad: &'static str,
    /// Empty where the manual prints none.
    pub(super) score: &'static str,
}

/// The rows of a table that comes with the program.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|line| !line.starts_with('#')).skip(1).map(|line| line.split('\t').collect())
}

/// A country by its ISO 3166-1 alpha-3 code.
pub(super) fn country(code: &str) -> Country {
    static TABLE: OnceLock<HashMap<&'static str, Country>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let read = |row: Vec<&'static str>| match row.as_slice() {
            &[code, iso, gwno, acled_region, ucdp_region] => {
                Some((code, Country { iso, gwno, acled_region, ucdp_region }))
            }
            _ => None,
        };
        rows(include_str!("../../data/countries.tsv")).filter_map(read).collect()
    });
    table.get(code).copied().unwrap_or_default()
}

/// The sector of a state or its organ (`role` empty for the state), or of a group without a name.
fn sector_of(of: &str, fits: impl Fn(&str) -> bool) -> Option<Sector> {
    let found = rows(include_str!("../../data/sectors.tsv")).filter(|row| row.len() == 5 && row[0] == of);
    // The longest end says most: `pro-government armed groups` is more than `armed groups`.
    let best = found.filter(|row| fits(row[1])).max_by_key(|row| row[1].len())?;
    Some(Sector { code: best[2], armed: best[3] == "yes", civilian: best[4] == "yes" })
}

/// The quad class and score of an event; `mode` must be one of the manual's for that type.
pub(super) fn score(kind: EventType, mode: Option<&str>) -> Option<Score> {
    static TABLE: OnceLock<HashMap<(&'static str, &'static str), Score>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let read = |row: Vec<&'static str>| match row.as_slice() {
            &[kind, mode, quad, score] => Some(((kind, mode), Score { quad, score })),
            _ => None,
        };
        rows(include_str!("../../data/plover.tsv")).filter_map(read).collect()
    });
    table.get(&(kind.as_str(), mode.unwrap_or(""))).copied()
}

/// What stands for whoever must not or cannot be named.
pub(super) const UNNAMED: &str = "unnamed";

/// Somebody in an export.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Somebody {
    /// Identifier, as in the record.
    pub(super) id: String,
    /// A name in English; empty where the tables have none, or where none may be given.
    pub(super) name: String,
    /// ISO 3166-1 alpha-3.
    pub(super) country: String,
    pub(super) kind: Option<ActorKind>,
    pub(super) sector: Sector,
    /// Whether it is a state or an organ of one.
    pub(super) of_state: bool,
}

impl Facts {
    /// Who an identifier is. Whoever holds inside one report only, and has no words of the tables, stays
    /// without a name, since the label may be one.
    pub(super) fn somebody(&self, id: &str) -> Somebody {
        let known = (self.actor)(id);
        let (head, role) = id.split_once(':').unwrap_or((id, ""));
        let private = super::is_person(id);
        let label = id.strip_prefix("grp:");
        let state = (self.actor)(head);
        let of_state = state.kind == Some(ActorKind::State);
        let name = match label {
            _ if private => String::new(),
            // Labels of the tables are English; others are words of the report.
            Some(label) if label.is_ascii() => label.to_owned(),
            Some(_) => String::new(),
            None => known.name.clone().unwrap_or_default(),
        };
        let side = known.side.as_deref().map(|side| side.split_once(':').unwrap_or((side, "")).1);
        let sector = match (label, known.kind, side) {
            (Some(label), ..) => sector_of("group", |end| label == end || label.ends_with(&format!(" {end}"))),
            (_, Some(ActorKind::Outlet), _) => Some(Sector { code: "JRN", ..Sector::default() }),
            // A person bears the sector of the office, and no arms.
            (_, Some(ActorKind::Person), Some(role)) => {
                sector_of("state", |end| end == role).map(|sector| Sector { armed: false, ..sector })
            }
            (_, Some(ActorKind::Group), _) => Some(Sector { armed: true, ..Sector::default() }),
            _ if of_state => sector_of("state", |end| end == role),
            _ => None,
        };
        let country = match of_state {
            true => Some(head.to_owned()),
            false => known.country.clone(),
        };
        Somebody {
            id: id.to_owned(),
            name,
            country: country.unwrap_or_default(),
            kind: known.kind,
            sector: sector.unwrap_or_default(),
            of_state,
        }
    }

    /// The name of somebody where no words of a report are at hand: that of the tables, else the identifier.
    pub(super) fn label(&self, one: &Somebody) -> String {
        match one.name.as_str() {
            "" if crate::is_private(&one.id) => UNNAMED.to_owned(),
            "" => one.id.clone(),
            name => name.to_owned(),
        }
    }

    /// Everybody of identifiers that may be joined with `+`.
    pub(super) fn everybody<'i>(&self, ids: impl IntoIterator<Item = &'i str>) -> Vec<Somebody> {
        let parts = ids.into_iter().flat_map(|id| id.split('+')).filter(|part| !part.is_empty());
        parts.map(|part| self.somebody(part)).collect()
    }

    /// The name of a country in English, else its code.
    pub(super) fn country_name(&self, code: &str) -> String {
        (self.actor)(code).name.unwrap_or_else(|| code.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> Facts {
        let actor = |id: &str| match id {
            "SYR" => Known { name: Some("Syria".into()), kind: Some(ActorKind::State), ..Known::default() },
            "SYR:mil" => Known { name: Some("Syria: armed forces".into()), ..Known::default() },
            _ => Known::default(),
        };
        Facts { actor: Box::new(actor), place: Box::new(|_| None) }
    }

    #[test]
    fn an_organ_has_the_country_and_the_sector_of_its_role() {
        let army = facts().somebody("SYR:mil");
        assert_eq!((army.country.as_str(), army.sector.code, army.of_state), ("SYR", "MIL", true));
        assert!(army.sector.armed);
    }

    #[test]
    fn a_private_person_has_no_name_and_a_group_only_one_of_the_tables() {
        assert_eq!(facts().somebody("anon:doctor").name, "");
        assert_eq!(facts().somebody("grp:\u{645}").name, "");
        let fighters = facts().somebody("grp:aleppo pro-government armed groups");
        assert_eq!(fighters.sector, Sector { code: "PRM", armed: true, civilian: false });
    }

    #[test]
    fn countries_and_scores_are_those_of_the_tables() {
        assert_eq!(country("SYR").iso, "760");
        assert_eq!(country("YEM").gwno, "678");
        assert_eq!(country("XXX").iso, "");
        assert_eq!(score(EventType::Assault, Some("aerial")).unwrap().score, "-9.5");
        assert!(score(EventType::Assault, Some("phone")).is_none());
        for &kind in EventType::ALL {
            assert!(score(kind, None).is_some(), "{kind}");
        }
    }
}
