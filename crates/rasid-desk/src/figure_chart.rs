//! Figures of one thing, laid out for SVG: a line for each claimant, the figures as stretches from the least to the
//! most, over days that run in reading direction.

use crate::format;
use crate::i18n::Lang;
use crate::timeline::{Axis, GUTTER, Scale};

/// Height of the drawing above the axis.
const HEIGHT: f64 = 230.0;
const TOP: f64 = 16.0;
/// Claimants that have a look of their own; the others share one.
pub(crate) const LOOKS: usize = 6;
/// Where the largest number is so many times the least, a step up is a multiple.
const FAR: f64 = 30.0;

/// A figure to be drawn.
pub(crate) struct Point {
    /// Number of its claimant.
    pub(crate) series: usize,
    pub(crate) day: String,
    pub(crate) low: f64,
    pub(crate) high: f64,
    pub(crate) hint: String,
    pub(crate) href: String,
}

/// A stretch from the least to the most.
pub(crate) struct Stretch {
    pub(crate) look: usize,
    pub(crate) x: String,
    pub(crate) top: String,
    pub(crate) bottom: String,
    pub(crate) middle: String,
    pub(crate) is_range: bool,
    pub(crate) hint: String,
    pub(crate) href: String,
}

/// The way of one claimant through time.
pub(crate) struct Way {
    pub(crate) look: usize,
    pub(crate) points: String,
}

/// A number at the side.
pub(crate) struct Level {
    pub(crate) y: String,
    pub(crate) text_y: String,
    pub(crate) label: String,
}

/// The drawing.
pub(crate) struct FigureChart {
    pub(crate) axis: Axis,
    pub(crate) levels: Vec<Level>,
    pub(crate) ways: Vec<Way>,
    pub(crate) stretches: Vec<Stretch>,
    /// Whether a step up is a multiple.
    pub(crate) is_multiple: bool,
}

/// Where numbers lie.
struct Heights {
    from: f64,
    to: f64,
    is_multiple: bool,
}

impl Heights {
    fn new(least: f64, most: f64) -> Self {
        let is_multiple = least > 0.0 && most / least >= FAR;
        match is_multiple {
            true => Heights { from: least.log10().floor(), to: most.log10().ceil(), is_multiple },
            false => Heights { from: 0.0, to: round_up(most), is_multiple },
        }
    }

    fn y(&self, number: f64) -> f64 {
        let at = if self.is_multiple { number.max(f64::MIN_POSITIVE).log10() } else { number };
        TOP + HEIGHT * (1.0 - ((at - self.from) / (self.to - self.from)).clamp(0.0, 1.0))
    }

    fn levels(&self) -> Vec<f64> {
        match self.is_multiple {
            true => (self.from as i32..=self.to as i32).map(|power| 10f64.powi(power)).collect(),
            false => (0..=4).map(|n| self.to * f64::from(n) / 4.0).collect(),
        }
    }
}

/// The next number whose quarters are easy to read.
fn round_up(most: f64) -> f64 {
    if most <= 4.0 {
        return 4.0;
    }
    let unit = 10f64.powf(most.log10().floor());
    [1.0, 1.2, 2.0, 4.0, 8.0, 10.0].into_iter().map(|n| n * unit).find(|n| *n >= most).unwrap_or(most)
}

/// Lays the figures out, or nothing where none has a day.
pub(crate) fn figure_chart(lang: Lang, points: &[Point]) -> Option<FigureChart> {
    let number = |point: &Point| format::number_of(&point.day);
    let days: Vec<i64> = points.iter().filter_map(number).collect();
    let scale = Scale::new(lang, *days.iter().min()?, *days.iter().max()?);
    let least = points.iter().map(|p| p.low).filter(|n| *n > 0.0).fold(f64::MAX, f64::min);
    let most = points.iter().map(|p| p.high).fold(0.0, f64::max);
    let heights = Heights::new(least, most);
    let mut ways: Vec<Vec<String>> = Vec::new();
    let mut stretches = Vec::new();
    for point in points {
        let Some(day) = number(point) else { continue };
        let look = point.series.min(LOOKS);
        let x = scale.middle(scale.bar(day));
        let (top, bottom) = (heights.y(point.high), heights.y(point.low));
        let middle = (top + bottom) / 2.0;
        if look < LOOKS {
            ways.resize_with(ways.len().max(look + 1), Vec::new);
            ways[look].push(format!("{x:.1},{middle:.1}"));
        }
        stretches.push(Stretch {
            look,
            x: format!("{x:.1}"),
            top: format!("{top:.1}"),
            bottom: format!("{bottom:.1}"),
            middle: format!("{middle:.1}"),
            is_range: bottom - top > 3.0,
            hint: point.hint.clone(),
            href: point.href.clone(),
        });
    }
    let level = |number: f64| {
        let y = heights.y(number);
        Level { y: format!("{y:.1}"), text_y: format!("{:.1}", y + 4.0), label: format::number(number) }
    };
    Some(FigureChart {
        axis: Axis { label_x: scale.mirrored(GUTTER - 18), ..scale.axis((TOP + HEIGHT) as i64) },
        levels: heights.levels().into_iter().map(level).collect(),
        ways: (ways.into_iter().enumerate())
            .filter(|(_, points)| points.len() > 1)
            .map(|(look, points)| Way { look, points: points.join(" ") })
            .collect(),
        stretches,
        is_multiple: heights.is_multiple,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(series: usize, day: &str, low: f64, high: f64) -> Point {
        Point { series, day: day.into(), low, high, hint: String::new(), href: String::new() }
    }

    #[test]
    fn more_is_higher_and_a_range_is_a_stretch() {
        let points =
            [point(0, "2024-03-01", 3.0, 3.0), point(1, "2024-03-02", 5.0, 9.0), point(0, "2024-03-04", 4.0, 4.0)];
        let drawn = figure_chart(Lang::En, &points).unwrap();
        let y = |n: usize| drawn.stretches[n].middle.parse::<f64>().unwrap();
        assert!(y(1) < y(2) && y(2) < y(0));
        assert_eq!(drawn.stretches.iter().map(|s| s.is_range).collect::<Vec<_>>(), [false, true, false]);
        assert_eq!((drawn.ways.len(), drawn.is_multiple), (1, false));
        let labels: Vec<_> = drawn.levels.iter().map(|l| l.label.as_str()).collect();
        assert_eq!(labels, ["0", "2.5", "5", "7.5", "10"]);
    }

    #[test]
    fn numbers_far_apart_stand_on_steps_that_multiply() {
        let drawn =
            figure_chart(Lang::Ar, &[point(0, "2024-03-01", 3.0, 3.0), point(9, "2024-03-01", 0.0, 1200.0)]).unwrap();
        assert!(drawn.is_multiple && drawn.stretches[1].look == LOOKS);
        for stretch in &drawn.stretches {
            let y: f64 = stretch.middle.parse().unwrap();
            assert!((TOP..=TOP + HEIGHT).contains(&y));
        }
        assert!(figure_chart(Lang::En, &[point(0, "", 1.0, 1.0)]).is_none());
    }
}
