//! A name to a place of a gazetteer: a pure function of the name, what stands before it, the country of the report and
//! the points of its other places. Never a point without a reason.

use crate::names::{Kind, Mention};
use rasid_lang::Lexicon;
use rasid_lang::gazetteer::{Entry, Feature, Gazetteer, Point};
use rasid_lang::tables::actors::PlaceNoun;
use rasid_record::{PlaceReason, Precision};
use rasid_text::fold;

/// Entries of one name so near one another, in kilometres, are taken for one place.
const SAME: f64 = 8.0;
/// So many times as many people make one of several places the one that news mean.
const LARGER: u32 = 8;
/// How near another place of the report must be, in kilometres, and how many times as far the next entry.
const NEAR: f64 = 150.0;
const FARTHER: f64 = 3.0;

/// What is looked for.
pub(super) struct Sought<'s> {
    /// Identifier of the place or state.
    pub id: &'s str,
    /// Its country.
    pub country: Option<&'s str>,
    /// How closely the words say where.
    pub precision: Precision,
    /// Names by which it is looked up; none where it would not be found.
    names: Vec<&'s str>,
    /// What an entry must be, best first.
    features: &'static [Feature],
    /// A point that a table gives, and whether it is a team's.
    own: Option<(Point, bool)>,
    /// Why there is no point whatever gazetteers hold.
    without: Option<PlaceReason>,
}

/// What was found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Where.
    pub point: Option<Point>,
    /// Number of the entry.
    pub geonames: Option<u32>,
    /// Its country.
    pub country: Option<String>,
    /// Why.
    pub reason: PlaceReason,
}

impl<'s> Sought<'s> {
    /// What `mention`, written as `words`, asks for; nothing where it is no place with a name.
    pub fn new(lexicon: &'s Lexicon, mention: &'s Mention, words: &'s str, noun: Option<PlaceNoun>) -> Option<Self> {
        let mut sought = match mention.kind {
            Kind::Place => {
                let place = lexicon.place_by_id(&mention.id)?;
                let (precision, features) = of_kind(&place.kind);
                Sought {
                    id: &place.id,
                    country: place.country.as_deref(),
                    precision,
                    names: place.names.iter().flat_map(|name| with_bare(lexicon, name)).collect(),
                    features,
                    own: place.point.map(|p| (p, true)).or(lexicon.known_point(&place.id).map(|p| (p, false))),
                    without: None,
                }
            }
            Kind::State | Kind::Capital => {
                let country = lexicon.actor_by_id(&mention.id)?.country.as_deref();
                let capital = mention.kind == Kind::Capital;
                Sought {
                    id: &mention.id,
                    country,
                    precision: if capital { Precision::Settlement } else { Precision::Country },
                    names: if capital { vec![words] } else { Vec::new() },
                    features: &[Feature::Settlement],
                    own: lexicon.known_point(&mention.id).filter(|_| capital).map(|point| (point, false)),
                    without: (!capital).then_some(PlaceReason::Wide),
                }
            }
            _ => return None,
        };
        match noun {
            Some(PlaceNoun::Settlement) if sought.without.is_none() && sought.precision != Precision::Quarter => {
                (sought.precision, sought.features) = (Precision::Settlement, &[Feature::Settlement]);
            }
            Some(PlaceNoun::Governorate) if sought.without.is_none() => {
                (sought.precision, sought.features) = (Precision::Governorate, &[Feature::Governorate]);
                sought.own = None;
            }
            // The region of Ghouta is no district, and where it is is known.
            Some(PlaceNoun::District) if sought.without.is_none() && sought.own.is_none() => {
                (sought.precision, sought.features) = (Precision::District, &[Feature::District, Feature::Settlement]);
            }
            Some(PlaceNoun::Around) => {
                (sought.precision, sought.without) = (Precision::Area, Some(PlaceReason::Around))
            }
            Some(PlaceNoun::Line) if sought.precision != Precision::Line => {
                (sought.precision, sought.without) = (Precision::Line, Some(PlaceReason::Around));
            }
            Some(PlaceNoun::Spot) if sought.precision != Precision::Point => {
                (sought.precision, sought.without) = (Precision::Point, Some(PlaceReason::Around));
            }
            _ => {}
        }
        Some(sought)
    }

    /// Entries of the gazetteer that it can be: of the best feature that has any.
    fn entries<'g>(&self, gazetteer: &'g Gazetteer) -> Vec<&'g Entry> {
        for feature in self.features {
            let mut entries: Vec<&Entry> = Vec::new();
            for entry in self.names.iter().flat_map(|name| gazetteer.called(name)) {
                let there = self.country.is_none_or(|country| *country == *entry.country);
                if there && entry.feature == *feature && entries.iter().all(|e| e.geonames != entry.geonames) {
                    entries.push(entry);
                }
            }
            if !entries.is_empty() {
                return entries;
            }
        }
        Vec::new()
    }
}

/// A name, and what is behind the noun of place that it begins with.
fn with_bare<'s>(lexicon: &Lexicon, name: &'s str) -> impl Iterator<Item = &'s str> + use<'s> {
    let bare = name.split_once(' ').filter(|(noun, _)| {
        use PlaceNoun::{District, Governorate, Settlement};
        matches!(lexicon.place_noun(&fold(noun)), Some(Settlement | District | Governorate))
    });
    std::iter::once(name).chain(bare.map(|(_, rest)| rest))
}

/// How closely a kind of place says where, and what an entry of it must be.
fn of_kind(kind: &str) -> (Precision, &'static [Feature]) {
    match kind {
        "city" | "town" | "village" => (Precision::Settlement, &[Feature::Settlement]),
        "camp" => (Precision::Point, &[Feature::Settlement]),
        "governorate" => (Precision::Governorate, &[Feature::Governorate, Feature::District]),
        "region" => (Precision::Area, &[Feature::District, Feature::Governorate]),
        "airport" | "base" | "crossing" => (Precision::Point, &[]),
        "road" | "river" => (Precision::Line, &[]),
        "quarter" => (Precision::Quarter, &[]),
        _ => (Precision::Area, &[]),
    }
}

fn none(reason: PlaceReason) -> Found {
    Found { point: None, geonames: None, country: None, reason }
}

fn chosen(entry: &Entry, reason: PlaceReason) -> Found {
    Found { point: Some(entry.point), geonames: Some(entry.geonames), country: Some(entry.country.to_string()), reason }
}

/// What the name and its country tell; `report` is the country that the report is about.
pub(super) fn alone(gazetteer: &Gazetteer, sought: &Sought<'_>, report: Option<&str>) -> Found {
    if let Some(reason) = sought.without {
        return none(reason);
    }
    if let Some((point, own)) = sought.own {
        let reason = if own { PlaceReason::Own } else { PlaceReason::Known };
        return Found { point: Some(point), geonames: None, country: None, reason };
    }
    let entries = sought.entries(gazetteer);
    if let Some(entry) = one(&entries) {
        let reason = if entries.len() == 1 { PlaceReason::Only } else { PlaceReason::Largest };
        return chosen(entry, reason);
    }
    let there: Vec<&Entry> = entries.iter().copied().filter(|entry| Some(&*entry.country) == report).collect();
    match (there.len() < entries.len()).then(|| one(&there)).flatten() {
        Some(entry) => chosen(entry, PlaceReason::Country),
        None if entries.is_empty() => none(PlaceReason::Unknown),
        None => none(PlaceReason::Several),
    }
}

/// Which of several the points of other places tell: the one that is near one of them, where all others are far.
pub(super) fn beside(gazetteer: &Gazetteer, sought: &Sought<'_>, near: &[Point]) -> Found {
    let entries = sought.entries(gazetteer);
    let far = |entry: &Entry| near.iter().map(|point| point.distance(entry.point)).fold(f64::INFINITY, f64::min);
    let mut by_distance: Vec<(f64, &Entry)> = entries.into_iter().map(|entry| (far(entry), entry)).collect();
    by_distance.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.geonames.cmp(&b.1.geonames)));
    match by_distance[..] {
        [(first, entry), (second, _), ..] if first <= NEAR && second > FARTHER * first.max(SAME) => {
            chosen(entry, PlaceReason::Near)
        }
        _ => none(PlaceReason::Several),
    }
}

/// The one that `entries` stand for: the only one, or one that is far larger than all that do not lie beside it.
fn one<'g>(entries: &[&'g Entry]) -> Option<&'g Entry> {
    let largest = *entries.iter().max_by_key(|entry| (entry.people, std::cmp::Reverse(entry.geonames)))?;
    let clear = |entry: &&&Entry| {
        entry.point.distance(largest.point) <= SAME || largest.people / LARGER > entry.people.max(500)
    };
    (entries.iter().filter(clear).count() == entries.len()).then_some(largest)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two villages of one name in two countries, two in one, and a city beside a village of its name.
    const TABLE: &str = "# table: gazetteer\n# language: ar\n# licence: CC0-1.0\n# source: ours\n# reviewer: us\n\
        geonames\tnames\tclass\tcountry\tprovince\tlat\tlon\tpeople\n\
        1\tالكرامة\tP\tSYR\t\t35.87\t39.28\t0\n\
        2\tالكرامة\tP\tJOR\t\t31.95\t35.58\t0\n\
        3\tصوران\tP\tSYR\t\t36.56\t37.21\t0\n\
        4\tصوران\tP\tSYR\t\t35.29\t36.72\t0\n\
        5\tحلب\tP\tSYR\t\t36.20\t37.16\t1600000\n\
        6\tحلب\tP\tSYR\t\t34.00\t38.00\t300\n\
        7\tحلب\tA1\tSYR\t\t36.40\t37.30\t0\n";

    fn sought<'s>(name: &'s str, country: Option<&'s str>) -> Sought<'s> {
        let (precision, features) = of_kind("town");
        Sought { id: "x", country, precision, names: vec![name], features, own: None, without: None }
    }

    fn gazetteer() -> Gazetteer {
        Gazetteer::read(TABLE).unwrap()
    }

    fn found(name: &str, country: Option<&str>, report: Option<&str>) -> (Option<u32>, PlaceReason) {
        let found = alone(&gazetteer(), &sought(name, country), report);
        assert_eq!(found.point.is_some(), found.geonames.is_some());
        (found.geonames, found.reason)
    }

    #[test]
    fn a_name_is_found_in_its_country_or_that_of_the_report_and_else_stays_without_a_point() {
        assert_eq!(found("الكرامة", Some("JOR"), None), (Some(2), PlaceReason::Only));
        assert_eq!(found("الكرامة", None, Some("SYR")), (Some(1), PlaceReason::Country));
        assert_eq!(found("الكرامة", None, Some("IRQ")), (None, PlaceReason::Several));
        assert_eq!(found("صوران", Some("SYR"), Some("SYR")), (None, PlaceReason::Several));
        assert_eq!(found("الكرامة", Some("IRQ"), None), (None, PlaceReason::Unknown));
    }

    #[test]
    fn a_city_goes_before_a_village_of_its_name() {
        assert_eq!(found("حلب", Some("SYR"), None), (Some(5), PlaceReason::Largest));
    }

    #[test]
    fn places_beside_it_tell_which_is_meant_where_the_others_are_far() {
        let near = |lat, lon| beside(&gazetteer(), &sought("صوران", Some("SYR")), &[Point { lat, lon }]);
        assert_eq!((near(36.5, 37.1).geonames, near(36.5, 37.1).reason), (Some(3), PlaceReason::Near));
        assert_eq!(near(35.3, 36.8).geonames, Some(4));
        assert_eq!((near(35.9, 37.0).point, near(35.9, 37.0).reason), (None, PlaceReason::Several), "between both");
        assert_eq!(near(30.0, 31.2).reason, PlaceReason::Several, "far from both");
        assert_eq!(beside(&gazetteer(), &sought("صوران", None), &[]).reason, PlaceReason::Several);
    }
}
