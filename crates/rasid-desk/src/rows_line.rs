//! Marks on days, in a line for each of several people or things, laid out for SVG. Time runs in reading direction.

use crate::format;
use crate::i18n::Lang;
use crate::timeline::{AXIS, Dot, GUTTER, LINE, MARGIN, Scale, Tick, WIDTH, draw_ticks};
use std::collections::BTreeMap;

/// Top of the first line.
const TOP: i64 = 22;
/// How long the name of a line may be, in letters.
const NAME: usize = 22;

/// A mark to be drawn.
pub(crate) struct Mark {
    /// `2018-02-26`.
    pub(crate) day: String,
    /// How it is drawn: `good`, `bad`, `open`, or anything else.
    pub(crate) tone: &'static str,
    pub(crate) hint: String,
    pub(crate) href: String,
}

/// The name of a line.
pub(crate) struct Name {
    pub(crate) y: i64,
    pub(crate) label: String,
}

/// The drawing.
pub(crate) struct RowsLine {
    pub(crate) width: i64,
    pub(crate) height: i64,
    pub(crate) label_x: i64,
    pub(crate) line_from: i64,
    pub(crate) line_to: i64,
    pub(crate) axis_y: i64,
    pub(crate) tick_y: i64,
    pub(crate) ticks: Vec<Tick>,
    pub(crate) names: Vec<Name>,
    pub(crate) dots: Vec<Dot>,
}

/// Lays out lines with their names and marks, or nothing where no mark has a day. Marks of one line that fall on
/// one place are one above the other.
pub(crate) fn rows_line(lang: Lang, rows: &[(String, Vec<Mark>)]) -> Option<RowsLine> {
    let number = |mark: &Mark| format::day_of(&mark.day).and_then(format::day_number);
    let days: Vec<i64> = rows.iter().flat_map(|row| &row.1).filter_map(number).collect();
    let scale = Scale::new(lang, *days.iter().min()?, *days.iter().max()?);
    let mut dots = Vec::new();
    let y_of = |row: usize| TOP + row as i64 * LINE;
    for (row, (_, marks)) in rows.iter().enumerate() {
        let mut there = BTreeMap::<(i64, &str), usize>::new();
        let mut tones = BTreeMap::<i64, Vec<&str>>::new();
        for mark in marks {
            let Some(day) = number(mark) else { continue };
            let bar = scale.bar(day);
            let times = there.entry((bar, mark.tone)).or_default();
            *times += 1;
            // One mark for all of one tone: each has its line in the table below.
            if *times > 1 {
                continue;
            }
            let beside = tones.entry(bar).or_default();
            let shift = [0, -9, 9, -9][beside.len().min(3)];
            beside.push(mark.tone);
            let tone = if matches!(mark.tone, "good" | "bad" | "open") { mark.tone } else { "over" };
            dots.push(Dot {
                x: format!("{:.1}", scale.middle(bar)),
                y: y_of(row) + shift,
                tone,
                hint: mark.hint.clone(),
                href: mark.href.clone(),
            });
        }
    }
    let axis_y = TOP + rows.len() as i64 * LINE - LINE / 2;
    let name = |(row, (label, _)): (usize, &(String, Vec<Mark>))| Name {
        y: y_of(row),
        label: crate::shown::shortened(label, NAME),
    };
    Some(RowsLine {
        width: WIDTH,
        height: axis_y + AXIS,
        label_x: scale.mirrored(0),
        line_from: scale.mirrored(GUTTER - 10),
        line_to: scale.mirrored(WIDTH - MARGIN),
        axis_y,
        tick_y: axis_y + 20,
        ticks: draw_ticks(&scale),
        names: rows.iter().enumerate().map(name).collect(),
        dots,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(day: &str, tone: &'static str) -> Mark {
        Mark { day: day.into(), tone, hint: String::new(), href: String::new() }
    }

    #[test]
    fn marks_of_one_day_lie_apart_and_time_runs_in_reading_direction() {
        let rows =
            [("A".to_owned(), vec![mark("2024-03-01", "good"), mark("2024-03-01", "bad"), mark("2024-03-05", "")])];
        for (lang, grows) in [(Lang::En, true), (Lang::Ar, false)] {
            let drawn = rows_line(lang, &rows).unwrap();
            let x = |n: usize| drawn.dots[n].x.parse::<f64>().unwrap();
            assert_eq!((x(0), drawn.dots[2].tone), (x(1), "over"));
            assert_ne!(drawn.dots[0].y, drawn.dots[1].y);
            assert_eq!(x(2) > x(0), grows);
        }
    }

    #[test]
    fn without_days_there_is_no_drawing() {
        assert!(rows_line(Lang::En, &[("A".into(), vec![mark("", "good")])]).is_none());
        assert!(rows_line(Lang::En, &[]).is_none());
    }
}
