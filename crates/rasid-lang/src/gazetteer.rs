//! Where places are: the open gazetteer that comes with the program, by names.
//!
//! It only answers what is called so. Names of it are no words of the dictionary: that a report speaks of a place
//! is known from `places.tsv` and a team's gazetteer, since many a village is called by a common word.

use crate::table::{Table, TableError};
use rasid_text::fold;
use rustc_hash::FxHashMap;

/// The table; see its header for source and licence.
const TABLE: &str = include_str!("../data/ar/gazetteer.tsv");
const COLUMNS: [&str; 8] = ["geonames", "names", "class", "country", "province", "lat", "lon", "people"];
/// A word that begins the names of so many provinces and districts is no name but says what they are.
const COMMON: usize = 12;
/// How far settlements may be, in kilometres, by which it is told in which province a spot lies, and how many are asked.
const AROUND: f64 = 25.0;
const ASKED: usize = 3;

/// Degrees of latitude and longitude.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
}

impl Point {
    /// The point of two cells, where they give one on this earth.
    pub(crate) fn parse(lat: &str, lon: &str) -> Option<Self> {
        let (lat, lon) = (lat.parse::<f64>().ok()?, lon.parse::<f64>().ok()?);
        (lat.abs() <= 90.0 && lon.abs() <= 180.0).then_some(Point { lat, lon })
    }

    /// Kilometres between two points.
    pub fn distance(self, other: Point) -> f64 {
        const EARTH: f64 = 6371.0;
        let half = |a: f64, b: f64| ((b - a).to_radians() / 2.0).sin().powi(2);
        let flat = self.lat.to_radians().cos() * other.lat.to_radians().cos();
        let h = half(self.lat, other.lat) + flat * half(self.lon, other.lon);
        2.0 * EARTH * h.sqrt().min(1.0).asin()
    }
}

/// What kind of place an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feature {
    /// A city, town or village.
    Settlement,
    /// A district of a province.
    District,
    /// A province.
    Governorate,
}

/// A place of the open gazetteer.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Number in GeoNames.
    pub geonames: u32,
    /// What it is.
    pub feature: Feature,
    /// Country, ISO 3166-1 alpha-3.
    pub country: Box<str>,
    /// Number of the province that it lies in, where that is known; a province has its own.
    pub province: Option<u32>,
    /// Where; of a province the middle of its towns, of a district the town that it is called after.
    pub point: Point,
    /// People of a settlement, 0 where it is not known.
    pub people: u32,
}

/// A province, as another place is told by it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Governorate<'g> {
    /// Its longest name in Arabic: what says that it is a province is in it.
    pub name: &'g str,
    /// Its entry.
    pub entry: &'g Entry,
}

/// The open gazetteer.
#[derive(Debug, Default)]
pub struct Gazetteer {
    entries: Vec<Entry>,
    /// The longest names of provinces, by their numbers.
    provinces: FxHashMap<u32, Box<str>>,
    by_name: FxHashMap<Box<str>, Vec<u32>>,
}

impl Gazetteer {
    /// The one that comes with the program. A test holds that its table is in order.
    pub fn builtin() -> Self {
        Self::read(TABLE).unwrap_or_default()
    }

    /// Reads a table of this form.
    ///
    /// # Errors
    ///
    /// The first fault of the table.
    pub fn read(text: &str) -> Result<Self, TableError> {
        let table = Table::parse("gazetteer.tsv", text, &COLUMNS)?;
        let mut begin: FxHashMap<&str, usize> = FxHashMap::default();
        for row in table.rows().filter(|row| row.get("class") != "P") {
            let firsts = row.list("names").filter_map(|name| Some(name.split_once(' ')?.0));
            firsts.for_each(|first| *begin.entry(first).or_default() += 1);
        }
        let mut gazetteer = Gazetteer::default();
        for row in table.rows() {
            let feature = match row.get("class") {
                "P" => Feature::Settlement,
                "A1" => Feature::Governorate,
                "A2" => Feature::District,
                other => return Err(row.error("class", format!("{other} is no class"), "write P, A1 or A2")),
            };
            let number =
                |column| row.get(column).parse::<u32>().map_err(|_| row.error(column, "no number", "write one"));
            let point = Point::parse(row.get("lat"), row.get("lon"));
            let point = point.ok_or_else(|| row.error("lat", "this is no point", "write degrees"))?;
            let (geonames, people, country) = (number("geonames")?, number("people")?, row.get("country").into());
            let at = gazetteer.entries.len() as u32;
            for name in row.list("names") {
                gazetteer.name(name, at);
                if let Some((first, rest)) = name.split_once(' ')
                    && feature != Feature::Settlement
                    && begin.get(first).is_some_and(|&n| n >= COMMON)
                {
                    gazetteer.name(rest, at);
                }
            }
            if feature == Feature::Governorate
                && let Some(name) = row.list("names").max_by_key(|name| name.chars().count())
            {
                gazetteer.provinces.insert(geonames, name.into());
            }
            let province = row.get("province").parse().ok();
            gazetteer.entries.push(Entry { geonames, feature, country, province, point, people });
        }
        Ok(gazetteer)
    }

    fn name(&mut self, name: &str, at: u32) {
        let entries = self.by_name.entry(fold(name).into()).or_default();
        if !entries.contains(&at) {
            entries.push(at);
        }
    }

    /// All places that are called `name`, in any spelling.
    pub fn called(&self, name: &str) -> impl Iterator<Item = &Entry> {
        self.by_name.get(&*fold(name)).into_iter().flatten().map(|&at| &self.entries[at as usize])
    }

    /// The province of a country in which a place lies: that of its entry, where it is one, else that of the nearest
    /// settlements around its point, where all of them lie in one.
    pub fn governorate(&self, country: &str, geonames: Option<u32>, point: Option<Point>) -> Option<Governorate<'_>> {
        let of_entry = geonames.and_then(|number| self.entry(number)?.province);
        let number = of_entry.or_else(|| self.province_around(country, point?))?;
        let entry = self.entry(number)?;
        let name = self.provinces.get(&number).filter(|_| *entry.country == *country)?;
        Some(Governorate { name, entry })
    }

    fn entry(&self, geonames: u32) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.geonames == geonames)
    }

    fn province_around(&self, country: &str, point: Point) -> Option<u32> {
        let there = |entry: &&Entry| entry.feature == Feature::Settlement && *entry.country == *country;
        let mut near: Vec<(f64, &Entry)> =
            self.entries.iter().filter(there).map(|entry| (entry.point.distance(point), entry)).collect();
        near.retain(|(distance, _)| *distance <= AROUND);
        near.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.geonames.cmp(&b.1.geonames)));
        let (_, first) = near.first()?;
        near.iter().take(ASKED).all(|(_, entry)| entry.province == first.province).then_some(first.province)?
    }

    /// How many places it holds.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order_and_says_where_it_is_from() {
        let gazetteer = Gazetteer::read(TABLE).unwrap();
        assert!(gazetteer.len() > 5000);
        for words in ["GeoNames", "CC-BY-4.0", "xtask -- gazetteer"] {
            assert!(TABLE.lines().take(7).any(|line| line.contains(words)), "{words}");
        }
    }

    #[test]
    fn a_place_lies_in_the_province_of_its_entry_or_of_all_settlements_around_it() {
        let gazetteer = Gazetteer::builtin();
        let of = |country, geonames, point: Option<(f64, f64)>| {
            let point = point.map(|(lat, lon)| Point { lat, lon });
            gazetteer.governorate(country, geonames, point).map(|found| (found.entry.geonames, found.name))
        };
        let aleppo = Some((170_062, "محافظة حلب"));
        assert_eq!(of("SYR", Some(170_063), None), aleppo, "the city");
        assert_eq!(of("SYR", Some(170_062), None), aleppo, "the province itself");
        assert_eq!(of("SYR", None, Some((36.21, 37.15))), aleppo, "a spot in the city");
        assert_eq!(of("SYR", None, Some((34.6, 39.5))), None, "nothing is near in the desert");
        assert_eq!(of("TUR", Some(170_063), None), None, "it lies in another country");
        assert_eq!(of("SYR", None, None), None);
    }

    #[test]
    fn places_are_found_by_any_spelling_and_provinces_without_the_word_for_them() {
        let gazetteer = Gazetteer::builtin();
        let found = |name: &str, feature| {
            gazetteer.called(name).any(|e| e.feature == feature && &*e.country == "SYR" && e.point.lat > 32.0)
        };
        assert!(found("سَراقب", Feature::Settlement));
        assert!(found("إدلب", Feature::Settlement) && found("ادلب", Feature::Governorate));
        assert!(found("دوما", Feature::District), "the table has it with the word for a district");
        assert_eq!(gazetteer.called("لا مكان").count(), 0);
    }

    #[test]
    fn distances_are_in_kilometres() {
        let (aleppo, damascus) = (Point { lat: 36.2, lon: 37.16 }, Point { lat: 33.51, lon: 36.29 });
        assert!((aleppo.distance(damascus) - 309.0).abs() < 5.0);
        assert_eq!(aleppo.distance(aleppo), 0.0);
    }
}
