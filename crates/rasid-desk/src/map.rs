//! Maps, laid out for SVG: open outlines and the places of the record on them. North is up and east is right in
//! every language. Nothing is drawn more closely than the words say: a spot is a dot, what lies somewhere in an
//! area is a dashed circle, what runs along a line is a dashed stroke.

use crate::outlines::{self, Outline};
use crate::shown;
use rasid_record::Precision;
use rasid_store::{Bounds, PlaceRow};

/// Width of the drawing, in its own units.
pub(crate) const WIDTH: f64 = 960.0;
/// Height of the drawing.
pub(crate) const HEIGHT: f64 = 560.0;
/// How many names a map has.
const NAMES: usize = 26;
/// How long a name may be, in letters.
const NAME: usize = 24;
/// Kilometres of a degree from south to north.
const DEGREE: f64 = 111.2;

/// A stretch of the earth that is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Window {
    lat: f64,
    lon: f64,
    /// Degrees from the middle to the upper edge.
    half: f64,
}

impl Window {
    /// Around a point, so many degrees to the north and south.
    pub(crate) fn around(lat: f64, lon: f64, half: f64) -> Self {
        Window { lat: lat.clamp(-75.0, 78.0), lon, half: half.clamp(0.2, 60.0) }
    }

    /// So that all these points are in it, and some room.
    pub(crate) fn over(points: impl Iterator<Item = (f64, f64)>) -> Option<Self> {
        let (mut south, mut north, mut west, mut east) = (f64::MAX, f64::MIN, f64::MAX, f64::MIN);
        for (lat, lon) in points.filter(|p| p.0.is_finite() && p.1.is_finite()) {
            (south, north, west, east) = (south.min(lat), north.max(lat), west.min(lon), east.max(lon));
        }
        if south > north {
            return None;
        }
        let lat = (south + north) / 2.0;
        let wide = (east - west) / 2.0 * shrink(lat) * HEIGHT / WIDTH;
        Some(Window::around(lat, (west + east) / 2.0, ((north - south) / 2.0).max(wide) * 1.12 + 0.15))
    }

    fn scale(&self) -> f64 {
        HEIGHT / 2.0 / self.half
    }

    /// Where a point lies on the drawing.
    fn place(&self, lat: f64, lon: f64) -> (f64, f64) {
        let scale = self.scale();
        (WIDTH / 2.0 + (lon - self.lon) * shrink(self.lat) * scale, HEIGHT / 2.0 - (lat - self.lat) * scale)
    }

    /// What of the earth is in it.
    pub(crate) fn bounds(&self) -> Bounds {
        let wide = self.half * WIDTH / HEIGHT / shrink(self.lat);
        Bounds {
            south: self.lat - self.half,
            north: self.lat + self.half,
            west: self.lon - wide,
            east: self.lon + wide,
        }
    }
}

/// How much narrower a degree from west to east is here.
fn shrink(lat: f64) -> f64 {
    lat.to_radians().cos().max(0.2)
}

/// A country, lake or river.
pub(crate) struct Shape {
    pub(crate) class: &'static str,
    pub(crate) path: String,
}

/// A place on the map.
pub(crate) struct Spot {
    pub(crate) x: String,
    pub(crate) y: String,
    pub(crate) radius: String,
    /// `dot`, `area` or `line`.
    pub(crate) look: &'static str,
    pub(crate) is_main: bool,
    pub(crate) hint: String,
    pub(crate) href: String,
}

/// A name on the map.
pub(crate) struct Name {
    pub(crate) x: String,
    pub(crate) y: String,
    pub(crate) text: String,
    pub(crate) is_main: bool,
}

/// The drawing.
pub(crate) struct Map {
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) shapes: Vec<Shape>,
    pub(crate) spots: Vec<Spot>,
    pub(crate) names: Vec<Name>,
    /// Length of the scale on the drawing, and what it stands for.
    pub(crate) bar: String,
    pub(crate) bar_km: String,
}

/// A place to be drawn.
pub(crate) struct Drawn<'p> {
    pub(crate) place: &'p PlaceRow,
    pub(crate) hint: String,
    pub(crate) href: String,
    pub(crate) is_main: bool,
}

/// Lays out a map. `lit` is the country that is meant as a whole, by its code.
pub(crate) fn map(window: Window, places: &[Drawn<'_>], lit: &str) -> Map {
    let mut shapes = Vec::new();
    for outline in outlines::within(window.bounds()) {
        let path = path(&window, outline);
        if !path.is_empty() {
            let class = match outline.kind {
                "country" if !lit.is_empty() && outline.id == lit => "lit",
                kind => kind,
            };
            shapes.push(Shape { class, path });
        }
    }
    let most = places.iter().map(|drawn| drawn.place.reports).max().unwrap_or(1).max(1) as f64;
    let (mut spots, mut names, mut taken) = (Vec::new(), Vec::new(), Vec::<[f64; 4]>::new());
    for drawn in places {
        let Some((lat, lon)) = drawn.place.point else { continue };
        let (x, y) = window.place(lat, lon);
        if !(0.0..=WIDTH).contains(&x) || !(0.0..=HEIGHT).contains(&y) {
            continue;
        }
        let look = look(drawn.place.precision);
        let dot = 3.0 + 7.0 * (drawn.place.reports as f64 / most).sqrt();
        let radius = match look {
            // Only the one that the page is about: circles upon circles would hide everything.
            "area" if drawn.is_main => {
                (spread(drawn.place.precision) / DEGREE * window.scale()).clamp(dot, HEIGHT / 3.0)
            }
            _ => dot,
        };
        let text = shown::shortened(&drawn.place.words, NAME);
        let half = text.chars().count() as f64 * 3.6 + 3.0;
        let name_y = y - dot - 5.0;
        let room = [x - half, name_y - 12.0, x + half, name_y + 3.0];
        let is_free = taken.iter().all(|t| room[2] < t[0] || t[2] < room[0] || room[3] < t[1] || t[3] < room[1]);
        if (drawn.is_main || is_free) && names.len() < NAMES && room[0] > 0.0 && room[2] < WIDTH && room[1] > 0.0 {
            taken.push(room);
            names.push(Name { x: one(x), y: one(name_y), text, is_main: drawn.is_main });
        }
        spots.push(Spot {
            x: one(x),
            y: one(y),
            radius: one(radius),
            look,
            is_main: drawn.is_main,
            hint: drawn.hint.clone(),
            href: drawn.href.clone(),
        });
    }
    // Large ones lie below, so that small ones can be reached.
    spots.reverse();
    let (km, bar) = bar(&window);
    Map { width: WIDTH, height: HEIGHT, shapes, spots, names, bar: one(bar), bar_km: crate::format::whole(km) }
}

/// How a place is drawn.
pub(crate) fn look(precision: Precision) -> &'static str {
    match precision {
        Precision::Point | Precision::Settlement | Precision::Quarter => "dot",
        Precision::District | Precision::Governorate | Precision::Country | Precision::Area => "area",
        Precision::Line => "line",
    }
}

/// About how far from its point a place may lie, in kilometres.
fn spread(precision: Precision) -> f64 {
    match precision {
        Precision::District => 12.0,
        Precision::Governorate => 45.0,
        Precision::Country | Precision::Area => 60.0,
        Precision::Point | Precision::Settlement | Precision::Quarter | Precision::Line => 3.0,
    }
}

/// A round number of kilometres and its length on the drawing.
fn bar(window: &Window) -> (u64, f64) {
    let unit = window.scale() / DEGREE;
    let km = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000].into_iter().rev().find(|km| *km as f64 * unit <= 180.0);
    let km = km.unwrap_or(1);
    (km, km as f64 * unit)
}

fn one(number: f64) -> String {
    format!("{number:.1}")
}

/// The path of an outline, cut at the edges of the drawing. Points that would fall onto one another are left out.
fn path(window: &Window, outline: &Outline) -> String {
    let is_ring = outline.kind != "river";
    let points: Vec<(f64, f64)> = outline
        .points
        .iter()
        .map(|&(east, north)| window.place(f64::from(north) / 100.0, f64::from(east) / 100.0))
        .collect();
    let points = if is_ring { cut(points) } else { points };
    let mut path = String::new();
    let mut last: Option<(f64, f64)> = None;
    for (x, y) in points {
        // A river may leave the drawing for a while; what is far outside is not written.
        let is_near = (-50.0..=WIDTH + 50.0).contains(&x) && (-50.0..=HEIGHT + 50.0).contains(&y);
        if !is_ring && !is_near {
            last = None;
            continue;
        }
        if last.is_some_and(|(a, b)| (a - x).abs() < 1.0 && (b - y).abs() < 1.0) {
            continue;
        }
        path.push(if last.is_none() { 'M' } else { 'L' });
        path.push_str(&format!("{x:.0} {y:.0}"));
        last = Some((x, y));
    }
    if is_ring && !path.is_empty() {
        path.push('Z');
    }
    path
}

/// A ring cut at the edges, edge by edge; some room is left so that its own line is not seen there.
fn cut(mut ring: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    const ROOM: f64 = 8.0;
    for (at, is_x, keep_above) in
        [(-ROOM, true, true), (WIDTH + ROOM, true, false), (-ROOM, false, true), (HEIGHT + ROOM, false, false)]
    {
        let of = |p: &(f64, f64)| if is_x { p.0 } else { p.1 };
        let is_in = |p: &(f64, f64)| if keep_above { of(p) >= at } else { of(p) <= at };
        let mut kept = Vec::with_capacity(ring.len());
        for n in 0..ring.len() {
            let (a, b) = (ring[n], ring[(n + 1) % ring.len()]);
            if is_in(&a) {
                kept.push(a);
            }
            if is_in(&a) != is_in(&b) {
                let part = (at - of(&a)) / (of(&b) - of(&a));
                kept.push((a.0 + part * (b.0 - a.0), a.1 + part * (b.1 - a.1)));
            }
        }
        ring = kept;
    }
    ring
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(words: &str, precision: Precision, point: Option<(f64, f64)>, reports: usize) -> PlaceRow {
        PlaceRow {
            id: words.into(),
            words: words.into(),
            country: None,
            precision,
            point,
            records: reports,
            reports,
            last_day: String::new(),
        }
    }

    fn drawn<'p>(places: &'p [PlaceRow]) -> Vec<Drawn<'p>> {
        places.iter().map(|place| Drawn { place, hint: String::new(), href: String::new(), is_main: false }).collect()
    }

    #[test]
    fn north_is_up_and_east_is_right() {
        let places = [
            place("حلب", Precision::Settlement, Some((36.2, 37.15)), 4),
            place("دمشق", Precision::Settlement, Some((33.5, 36.3)), 2),
        ];
        let window = Window::over(places.iter().filter_map(|p| p.point)).unwrap();
        let map = map(window, &drawn(&places), "");
        let of = |n: usize| (map.spots[n].x.parse::<f64>().unwrap(), map.spots[n].y.parse::<f64>().unwrap());
        let (damascus, aleppo) = (of(0), of(1));
        assert!(aleppo.1 < damascus.1 && aleppo.0 > damascus.0, "{aleppo:?} {damascus:?}");
        assert_eq!(map.names.len(), 2);
        assert!(map.shapes.iter().any(|shape| shape.class == "country"));
    }

    #[test]
    fn nothing_is_drawn_more_closely_than_the_words_say() {
        let places = [
            place("المحافظة", Precision::Governorate, Some((36.0, 37.0)), 1),
            place("المعبر", Precision::Point, Some((36.0, 37.0)), 1),
            place("الطريق", Precision::Line, Some((36.0, 37.0)), 1),
            place("حولها", Precision::Area, None, 9),
        ];
        let map = map(Window::around(36.0, 37.0, 1.5), &drawn(&places), "");
        let looks: Vec<&str> = map.spots.iter().map(|spot| spot.look).collect();
        assert_eq!(looks, ["line", "dot", "area"], "what has no point is not drawn");
        let radius = |n: usize| map.spots[n].radius.parse::<f64>().unwrap();
        assert!(radius(2) < 11.0, "only the one that is looked at is as wide as its area");
        let main = [Drawn { is_main: true, ..drawn(&places[..1]).remove(0) }];
        let wide = super::map(Window::around(36.0, 37.0, 1.5), &main, "").spots[0].radius.parse::<f64>().unwrap();
        assert!(wide > 3.0 * radius(1), "{wide}");
    }

    #[test]
    fn a_country_that_is_meant_as_a_whole_is_lit_and_the_map_stays_small() {
        let window = Window::around(35.0, 38.0, 4.0);
        let map = map(window, &[], "SYR");
        assert!(map.shapes.iter().any(|shape| shape.class == "lit"));
        let size: usize = map.shapes.iter().map(|shape| shape.path.len()).sum();
        assert!(size < 60_000, "{size} bytes of outlines");
        let bounds = window.bounds();
        assert!(bounds.south < 35.0 && bounds.east > 38.0 && bounds.north - bounds.south == 8.0);
        assert!(Window::over(std::iter::empty()).is_none());
    }

    #[test]
    fn the_whole_earth_can_be_drawn_too() {
        let map = map(Window::over([(-40.0, -120.0), (60.0, 140.0)].into_iter()).unwrap(), &[], "");
        let size: usize = map.shapes.iter().map(|shape| shape.path.len()).sum();
        assert!(size > 5_000 && size < 120_000, "{size} bytes of outlines");
    }
}
