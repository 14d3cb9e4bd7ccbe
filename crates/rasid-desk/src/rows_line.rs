//! Marks on days, in a line for each of several people or things, laid out for SVG. Time runs in reading direction.

use crate::format;
use crate::i18n::Lang;
use crate::timeline::{Axis, Dot, LINE, Scale};
use std::collections::BTreeMap;

/// Top of the first line.
const TOP: i64 = 22;

/// The middle of line number `row`.
pub(crate) fn line_y(row: usize) -> i64 {
    TOP + row as i64 * LINE
}

/// Where the line of days is below so many lines.
pub(crate) fn below(rows: usize) -> i64 {
    line_y(rows) - LINE / 2
}

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
    pub(crate) axis: Axis,
    pub(crate) names: Vec<Name>,
    pub(crate) dots: Vec<Dot>,
    /// A way through the marks, point by point; empty where there is none.
    pub(crate) path: String,
}

/// Lays out lines with their names and marks, or nothing where no mark has a day. Marks of one line that fall on
/// one place are one above the other.
pub(crate) fn rows_line(lang: Lang, rows: &[(String, Vec<Mark>)]) -> Option<RowsLine> {
    let number = |mark: &Mark| format::number_of(&mark.day);
    let days: Vec<i64> = rows.iter().flat_map(|row| &row.1).filter_map(number).collect();
    let scale = Scale::new(lang, *days.iter().min()?, *days.iter().max()?);
    let mut dots = Vec::new();
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
                y: line_y(row) + shift,
                tone,
                hint: mark.hint.clone(),
                href: mark.href.clone(),
            });
        }
    }
    let name = |(row, (label, _)): (usize, &(String, Vec<Mark>))| Name {
        y: line_y(row),
        label: crate::shown::shortened(label, NAME),
    };
    Some(RowsLine {
        axis: scale.axis(below(rows.len())),
        names: rows.iter().enumerate().map(name).collect(),
        dots,
        path: String::new(),
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
