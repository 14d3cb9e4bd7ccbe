//! The timeline of the overview, laid out for SVG: reports for each day, and below them what was
//! said of arrangements. Time runs in reading direction: from right to left in Arabic.

use crate::card_fields::phase_tone;
use crate::i18n::Lang;
use crate::{format, links};
use rasid_record::{ArrangementKind, List, Phase};
use rasid_store::{DayCount, PhaseMark};
use std::collections::BTreeMap;

/// Width of the drawing, in its own units.
pub(crate) const WIDTH: i64 = 960;
/// Room at the side where lines begin, for their names.
pub(crate) const GUTTER: i64 = 150;
/// Room at the other side.
const MARGIN: i64 = 40;
/// Height of the bars.
const BARS: i64 = 110;
/// Top of the bars.
const TOP: i64 = 26;
/// Height of the line of days below the bars.
const AXIS: i64 = 30;
/// Height of a line of marks.
pub(crate) const LINE: i64 = 38;
/// How many bars there may be before days are counted together.
const MOST_BARS: i64 = 100;

/// What is counted on a day, or on several counted together.
pub(crate) struct Bar {
    pub(crate) x: String,
    pub(crate) y: String,
    pub(crate) width: String,
    pub(crate) height: String,
    pub(crate) hint: String,
    pub(crate) href: String,
}

/// What all drawings over days have: their size, the line of days with the days written below it, and where lines and
/// their names begin.
pub(crate) struct Axis {
    pub(crate) width: i64,
    pub(crate) height: i64,
    /// Where names are written.
    pub(crate) label_x: i64,
    pub(crate) line_from: i64,
    pub(crate) line_to: i64,
    pub(crate) y: i64,
    pub(crate) tick_y: i64,
    pub(crate) ticks: Vec<Tick>,
}

/// A day written below the line of days.
pub(crate) struct Tick {
    pub(crate) x: String,
    pub(crate) label: String,
}

/// A line of marks for one kind of arrangement.
pub(crate) struct Line {
    pub(crate) y: i64,
    pub(crate) label: String,
    pub(crate) href: String,
}

/// What was said of arrangements of one kind on one day in one tone.
pub(crate) struct Dot {
    pub(crate) x: String,
    pub(crate) y: i64,
    pub(crate) tone: &'static str,
    pub(crate) hint: String,
    pub(crate) href: String,
}

/// The drawing.
pub(crate) struct Timeline {
    pub(crate) axis: Axis,
    pub(crate) caption: String,
    pub(crate) highest_x: i64,
    pub(crate) highest: String,
    pub(crate) bars: Vec<Bar>,
    pub(crate) lines: Vec<Line>,
    pub(crate) dots: Vec<Dot>,
}

/// Where days lie: one after another in reading direction, several together where there are many.
pub(crate) struct Scale {
    lang: Lang,
    first: i64,
    /// Days in a bar.
    step: i64,
    count: i64,
}

impl Scale {
    /// A scale from one day to another, both as days since 1970.
    pub(crate) fn new(lang: Lang, first: i64, last: i64) -> Self {
        let span = last - first + 1;
        let step = [1, 7, 28, 91, 364].into_iter().find(|step| span / step < MOST_BARS).unwrap_or(3640);
        // A single day in the middle of nothing reads better with some room around it.
        Scale { lang, first, step, count: ((span + step - 1) / step).max(7) }
    }

    /// A place across the drawing, mirrored where reading goes from right to left.
    pub(crate) fn mirrored(&self, x: i64) -> i64 {
        if self.lang == Lang::Ar { WIDTH - x } else { x }
    }

    /// The bar of a day.
    pub(crate) fn bar(&self, day: i64) -> i64 {
        (day - self.first) / self.step
    }

    fn bar_width(&self) -> f64 {
        (WIDTH - GUTTER - MARGIN) as f64 / self.count as f64
    }

    /// The edge of a bar at the side where reading begins, mirrored in Arabic.
    fn x(&self, bar: f64) -> f64 {
        let at = GUTTER as f64 + bar * self.bar_width();
        if self.lang == Lang::Ar { WIDTH as f64 - at } else { at }
    }

    /// The middle of a bar.
    pub(crate) fn middle(&self, bar: i64) -> f64 {
        self.x(bar as f64 + 0.5)
    }

    /// The line of days at `y` of a drawing that ends with it.
    pub(crate) fn axis(&self, y: i64) -> Axis {
        Axis {
            width: WIDTH,
            height: y + AXIS,
            label_x: self.mirrored(0),
            line_from: self.mirrored(GUTTER - 10),
            line_to: self.mirrored(WIDTH - MARGIN),
            y,
            tick_y: y + 20,
            ticks: draw_ticks(self),
        }
    }
}

/// Lays out the timeline, or nothing where no report has a date.
pub(crate) fn timeline(lang: Lang, days: &[DayCount], arrangements: &[PhaseMark]) -> Option<Timeline> {
    let counted: Vec<(i64, usize)> =
        days.iter().filter_map(|d| Some((format::day_number(&d.day)?, d.reports))).collect();
    let first = counted.iter().map(|d| d.0).min()?;
    let last = counted.iter().map(|d| d.0).max()?;
    let scale = Scale::new(lang, first, last);
    let step = scale.step;

    let mut totals = BTreeMap::<i64, usize>::new();
    for (day, reports) in counted {
        *totals.entry(scale.bar(day)).or_default() += reports;
    }
    let highest = totals.values().copied().max().unwrap_or(1).max(1);
    let bars = totals.iter().map(|(&bar, &reports)| draw_bar(&scale, bar, reports, highest)).collect();
    let axis_y = TOP + BARS;
    let (lines, dots) = draw_lines(&scale, arrangements, axis_y + AXIS + LINE / 2);
    let height = axis_y + AXIS + lines.len() as i64 * LINE + 6;
    Some(Timeline {
        axis: Axis { height, ..scale.axis(axis_y) },
        caption: match step {
            1 => lang.t("overview.timeline.reports").to_owned(),
            _ => lang.fill("overview.timeline.reports.in", &[("n", &lang.n("n.days", step as usize))]),
        },
        highest_x: scale.mirrored(GUTTER - 18),
        highest: format::whole(highest as u64),
        bars,
        lines,
        dots,
    })
}

fn draw_bar(scale: &Scale, bar: i64, reports: usize, highest: usize) -> Bar {
    let lang = scale.lang;
    let width = (scale.bar_width() * 0.72).clamp(1.5, 46.0);
    let height = (reports as f64 / highest as f64 * BARS as f64).max(2.0);
    let from = format::day_text(scale.first + bar * scale.step);
    let until = format::day_text(scale.first + (bar + 1) * scale.step - 1);
    Bar {
        x: format!("{:.1}", scale.middle(bar) - width / 2.0),
        y: format!("{:.1}", (TOP + BARS) as f64 - height),
        width: format!("{width:.1}"),
        height: format!("{height:.1}"),
        hint: format!("{}: {}", format::period(lang, &from, &until), lang.n("n.reports", reports)),
        href: links::with_query("/reports", &[("from", &from), ("to", &until)]),
    }
}

/// About six days, evenly spread.
fn draw_ticks(scale: &Scale) -> Vec<Tick> {
    let every = (scale.count + 5) / 6;
    (0..scale.count)
        .step_by(every.max(1) as usize)
        .map(|bar| {
            let day = format::day_text(scale.first + bar * scale.step);
            Tick {
                x: format!("{:.1}", scale.middle(bar)),
                label: if scale.step < 28 {
                    format::short_day(scale.lang, &day)
                } else {
                    format::date(scale.lang, &day[..7])
                },
            }
        })
        .collect()
}

/// Tones, how marks of them are drawn, and how far below the middle of their line: steps ahead run
/// above it, what holds on it, what breaks below. So marks of one day never hide one another.
pub(crate) const TRACKS: [(&str, &str, i64); 4] =
    [("open", "open", -9), ("good", "good", 0), ("bad", "bad", 9), ("", "over", 0)];

fn draw_lines(scale: &Scale, arrangements: &[PhaseMark], top: i64) -> (Vec<Line>, Vec<Dot>) {
    // By kind, bar and tone: how often each phase, and where the first of them stands.
    type Spot = (BTreeMap<Phase, usize>, String, String);
    let mut spots = BTreeMap::<(ArrangementKind, i64, usize), Spot>::new();
    for made in arrangements {
        let Some(number) = format::day_number(&made.day) else { continue };
        let bar = scale.bar(number);
        if made.phase == Phase::Mentioned || !(0..scale.count).contains(&bar) {
            continue;
        }
        let tone = TRACKS.iter().position(|t| t.0 == phase_tone(made.phase)).unwrap_or(0);
        let spot = spots.entry((made.kind, bar, tone)).or_insert_with(|| {
            (BTreeMap::new(), links::words(&made.at.0, List::Arrangements, made.at.1), made.day.clone())
        });
        *spot.0.entry(made.phase).or_default() += 1;
    }
    let mut kinds: Vec<ArrangementKind> = spots.keys().map(|k| k.0).collect();
    kinds.dedup();
    let lang = scale.lang;
    let y_of = |kind| top + kinds.iter().position(|k| *k == kind).unwrap_or(0) as i64 * LINE;
    let lines = kinds
        .iter()
        .map(|&kind| Line {
            y: y_of(kind),
            label: lang.word("arrangement", kind.as_str()),
            href: links::list(List::Arrangements, &[("kind", kind.as_str())]),
        })
        .collect();
    let dots = spots
        .iter()
        .map(|((kind, bar, tone), (phases, href, day))| {
            let said: Vec<String> = phases
                .iter()
                .map(|(phase, n)| match n {
                    1 => lang.word("phase", phase.as_str()),
                    n => format!("{} ({n})", lang.word("phase", phase.as_str())),
                })
                .collect();
            let name = lang.word("arrangement", kind.as_str());
            Dot {
                x: format!("{:.1}", scale.middle(*bar)),
                y: y_of(*kind) + TRACKS[*tone].2,
                tone: TRACKS[*tone].1,
                hint: format!("{name} · {} · {}", said.join(" + "), format::date(lang, day)),
                href: href.clone(),
            }
        })
        .collect();
    (lines, dots)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(list: &[(&str, usize)]) -> Vec<DayCount> {
        list.iter().map(|&(day, reports)| DayCount { day: day.into(), reports }).collect()
    }

    fn x(bar: &Bar) -> f64 {
        bar.x.parse().unwrap()
    }

    #[test]
    fn time_runs_in_reading_direction() {
        let days = days(&[("2016-07-28", 3), ("2016-08-02", 1)]);
        let en = timeline(Lang::En, &days, &[]).unwrap();
        let ar = timeline(Lang::Ar, &days, &[]).unwrap();
        assert!(x(&en.bars[0]) < x(&en.bars[1]));
        assert!(x(&ar.bars[0]) > x(&ar.bars[1]));
        assert_eq!(en.bars[0].height, "110.0");
        assert_eq!(en.bars[0].hint, "28 July 2016: 3 reports");
        assert_eq!(en.bars[0].href, "/reports?from=2016-07-28&to=2016-07-28");
    }

    #[test]
    fn long_periods_count_days_together_and_stay_inside() {
        let days = days(&[("2010-01-01", 1), ("2015-06-01", 5), ("2018-12-31", 2)]);
        for lang in [Lang::Ar, Lang::En] {
            let drawn = timeline(lang, &days, &[]).unwrap();
            assert!(drawn.axis.ticks.len() <= 7);
            for bar in &drawn.bars {
                assert!(x(bar) >= 0.0 && x(bar) + bar.width.parse::<f64>().unwrap() <= WIDTH as f64);
            }
        }
    }

    #[test]
    fn without_dates_there_is_no_timeline() {
        assert!(timeline(Lang::En, &[], &[]).is_none());
    }
}
