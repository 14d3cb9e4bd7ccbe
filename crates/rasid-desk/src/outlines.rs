//! Open outlines of countries, lakes and rivers: `data/outlines.tsv`, made by `cargo run -p xtask -- outlines`.

use rasid_store::Bounds;
use std::sync::LazyLock;

/// A line or ring.
pub(crate) struct Outline {
    /// Whether it is one of the fine ones, which there are of one region only.
    is_fine: bool,
    /// `country`, `lake` or `river`.
    pub(crate) kind: &'static str,
    /// Code of the country, ISO 3166-1 alpha-3.
    pub(crate) id: &'static str,
    /// Hundredths of a degree: east, north.
    pub(crate) points: Vec<(i32, i32)>,
    /// Least east, least north, most east, most north.
    edges: [i32; 4],
}

/// Where fine outlines are: west, south, east, north, in degrees; the table says the same.
const REGION: [f64; 4] = [-20.0, -4.0, 78.0, 46.0];

static OUTLINES: LazyLock<Vec<Outline>> =
    LazyLock::new(|| include_str!("../data/outlines.tsv").lines().filter_map(outline).collect());

fn outline(line: &'static str) -> Option<Outline> {
    let mut cells = line.split('\t');
    let (level, kind, id, points) = (cells.next()?, cells.next()?, cells.next()?, cells.next()?);
    let point = |text: &str| {
        let (east, north) = text.split_once(',')?;
        Some((east.parse().ok()?, north.parse().ok()?))
    };
    let points: Vec<(i32, i32)> = points.split(' ').map(point).collect::<Option<_>>()?;
    let least = |of: fn(&(i32, i32)) -> i32| points.iter().map(of).min();
    let most = |of: fn(&(i32, i32)) -> i32| points.iter().map(of).max();
    let edges = [least(|p| p.0)?, least(|p| p.1)?, most(|p| p.0)?, most(|p| p.1)?];
    Some(Outline { is_fine: level == "fine", kind, id, points, edges })
}

/// The outlines that have a part inside `bounds`, countries first: fine ones where there are such of all of it.
pub(crate) fn within(bounds: Bounds) -> impl Iterator<Item = &'static Outline> {
    let [west, south, east, north] = REGION;
    let is_fine = bounds.west >= west && bounds.south >= south && bounds.east <= east && bounds.north <= north;
    let edges = [bounds.west, bounds.south, bounds.east, bounds.north].map(|n| (n * 100.0) as i32);
    let meets = move |o: &&Outline| {
        o.edges[0] <= edges[2] && o.edges[2] >= edges[0] && o.edges[1] <= edges[3] && o.edges[3] >= edges[1]
    };
    OUTLINES.iter().filter(move |o| o.is_fine == is_fine).filter(meets)
}

/// The lower left and the upper right corner of the largest part of a country: north, east.
pub(crate) fn country(id: &str) -> Option<[(f64, f64); 2]> {
    let size = |o: &&Outline| i64::from(o.edges[2] - o.edges[0]) * i64::from(o.edges[3] - o.edges[1]);
    // Some that nobody recognises have no code.
    let largest = OUTLINES.iter().filter(|o| o.kind == "country" && o.id == id && !id.is_empty()).max_by_key(size)?;
    let [west, south, east, north] = largest.edges.map(|n| f64::from(n) / 100.0);
    Some([(south, west), (north, east)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_read() {
        let lines = include_str!("../data/outlines.tsv").lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(OUTLINES.len(), lines - 1, "all but the names of the columns");
        assert!(include_str!("../data/outlines.tsv").starts_with("# table: outlines\n# licence: public domain"));
    }

    #[test]
    fn fine_outlines_are_taken_where_there_are_such_of_all_of_it() {
        let syria = Bounds { south: 32.0, north: 38.0, west: 35.0, east: 43.0 };
        assert!(within(syria).all(|o| o.is_fine) && within(syria).any(|o| o.id == "SYR"));
        assert!(within(syria).any(|o| o.kind == "river"), "the Euphrates");
        let wide = Bounds { west: -120.0, ..syria };
        assert!(within(wide).all(|o| !o.is_fine) && within(wide).any(|o| o.id == "USA"));
        let [(south, west), (north, east)] = country("YEM").unwrap();
        assert!(south < 15.4 && north > 15.4 && west < 44.2 && east > 44.2, "Sanaa lies in Yemen");
        assert!(country("XXX").is_none() && country("").is_none());
    }
}
