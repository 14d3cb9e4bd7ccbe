//! A stretch of time, laid out for SVG: events told on each day, what fell due, and a bar for each arrangement with its
//! phases and breaches. Time runs in reading direction: from right to left in Arabic.

use crate::actors::Namer;
use crate::card_fields::phase_tone;
use crate::i18n::Lang;
use crate::pages::arrangements;
use crate::timeline::{Axis, Bar, Dot, TRACKS, Tick, WIDTH};
use crate::{format, links};
use rasid_record::{ArrangementCourse, Phase};
use rasid_store::Stretch;
use std::collections::BTreeMap;

/// Room at the side where lines begin, for the names of arrangements.
const GUTTER: i64 = 250;
/// Room at the other side.
const MARGIN: i64 = 24;
/// Height of the events.
const EVENTS: i64 = 46;
/// Top of the events.
const TOP: i64 = 20;
/// Height of the line of days.
const AXIS: i64 = 28;
/// Height of a line.
const LINE: i64 = 30;
/// How many days may be counted together.
const STEPS: [i64; 6] = [1, 7, 28, 91, 364, 3640];
/// How many marks of arrangements there are at most, before those of several days are one: more lie upon one another,
/// and make the page heavy.
const MARKS: usize = 500;
/// How many letters of a name fit.
const NAME: usize = 34;

/// A line with its name.
pub(crate) struct Row {
    pub(crate) y: i64,
    pub(crate) text_y: i64,
    pub(crate) label: String,
    pub(crate) hint: String,
    pub(crate) href: String,
    /// From where to where the arrangement is spoken of; an empty width where it has no bar.
    pub(crate) x: String,
    pub(crate) width: String,
    pub(crate) bar_y: i64,
}

/// The drawing.
pub(crate) struct Drawing {
    pub(crate) axis: Axis,
    pub(crate) events_y: i64,
    pub(crate) bars: Vec<Bar>,
    pub(crate) rows: Vec<Row>,
    pub(crate) dots: Vec<Dot>,
}

/// Where days lie.
struct Scale {
    lang: Lang,
    first: i64,
    last: i64,
}

impl Scale {
    fn mirrored(&self, x: f64) -> f64 {
        if self.lang == Lang::Ar { WIDTH as f64 - x } else { x }
    }

    /// The place of a day, or of a part of one, before it is mirrored.
    fn along(&self, day: f64) -> f64 {
        let room = (WIDTH - GUTTER - MARGIN) as f64;
        GUTTER as f64 + (day - self.first as f64) / (self.last - self.first + 1) as f64 * room
    }

    /// The middle of a day.
    fn middle(&self, day: i64) -> f64 {
        self.mirrored(self.along(day as f64 + 0.5))
    }

    /// A stretch of days: its left edge and its width.
    fn stretch(&self, from: i64, until: i64) -> (f64, f64) {
        let (from, until) = (from.max(self.first), until.min(self.last));
        let (a, b) = (self.along(from as f64), self.along(until as f64 + 1.0));
        (self.mirrored(if self.lang == Lang::Ar { b } else { a }), (b - a).max(3.0))
    }

    fn holds(&self, day: i64) -> bool {
        (self.first..=self.last).contains(&day)
    }
}

fn number(day: &Option<String>) -> Option<i64> {
    day.as_deref().and_then(format::number_of)
}

/// The days on which an arrangement is spoken of, the first and the last.
pub(crate) fn days(course: &ArrangementCourse) -> Option<(i64, i64)> {
    let told = course.phases.iter().map(|claim| &claim.at).chain(course.ledger.iter().map(|entry| &entry.at));
    let days: Vec<i64> = told.filter_map(number).collect();
    Some((*days.iter().min()?, *days.iter().max()?))
}

/// Lays a stretch from one day to another out, both as days since 1970.
pub(crate) fn draw(namer: &Namer<'_>, stretch: &Stretch, first: i64, last: i64) -> Drawing {
    let lang = namer.lang;
    let scale = Scale { lang, first, last };
    let axis_y = TOP + EVENTS;
    let mut y = axis_y + AXIS + LINE / 2;
    let (mut rows, mut dots, mut lines) = (Vec::new(), Vec::new(), Vec::new());
    if !stretch.dues.is_empty() {
        rows.push(Row { label: lang.t("stretch.dues").to_owned(), ..plain(y) });
        dots.extend(dues(namer, &scale, stretch, y));
        y += LINE;
    }
    for course in &stretch.courses {
        let Some((from, until)) = days(course) else { continue };
        let (x, width) = scale.stretch(from, until);
        let name = arrangements::heading(lang, course.kind, &arrangements::name(course.name.as_deref(), &course.words));
        let is_seen = until >= first && from <= last;
        rows.push(Row {
            label: crate::shown::shortened(&name, NAME),
            hint: name,
            href: page(course),
            x: format!("{x:.1}"),
            width: if is_seen { format!("{width:.1}") } else { String::new() },
            ..plain(y)
        });
        lines.push((course, y));
        y += LINE;
    }
    let drawn = |step| lines.iter().flat_map(|(course, y)| marks(lang, &scale, course, *y, step)).collect::<Vec<Dot>>();
    let fitting = STEPS.into_iter().map(drawn).find(|dots| dots.len() <= MARKS);
    // What is of ten years each is few.
    dots.extend(fitting.unwrap_or_else(|| drawn(STEPS[STEPS.len() - 1])));
    Drawing {
        axis: Axis {
            width: WIDTH,
            height: y - LINE / 2 + 8,
            label_x: scale.mirrored(0.0) as i64,
            line_from: scale.mirrored((GUTTER - 8) as f64) as i64,
            line_to: scale.mirrored((WIDTH - MARGIN) as f64) as i64,
            y: axis_y,
            tick_y: axis_y + 18,
            ticks: ticks(&scale),
        },
        events_y: TOP + EVENTS / 2 + 4,
        bars: bars(&scale, stretch),
        rows,
        dots,
    }
}

fn plain(y: i64) -> Row {
    Row {
        y,
        text_y: y + 4,
        label: String::new(),
        hint: String::new(),
        href: String::new(),
        x: String::new(),
        width: String::new(),
        bar_y: y - 4,
    }
}

/// The page of an arrangement.
pub(crate) fn page(course: &ArrangementCourse) -> String {
    let first = course.phases.iter().flat_map(|claim| &claim.mentions).next();
    first.map_or_else(String::new, |at| links::arrangement(&at.0, at.1))
}

/// What lies behind one mark: the first and the last day, what was said, and where the first of it stands.
struct Spot {
    days: (i64, i64),
    said: Vec<String>,
    href: String,
}

/// Phases and breaches of an arrangement: one mark for each tone and each `step` days.
fn marks(lang: Lang, scale: &Scale, course: &ArrangementCourse, y: i64, step: i64) -> Vec<Dot> {
    let mut spots = BTreeMap::<(i64, usize), Spot>::new();
    let mut put = |day: i64, tone: usize, word: String, href: &dyn Fn() -> String| {
        let spot = spots.entry(((day - scale.first) / step, tone)).or_insert_with(|| Spot {
            days: (day, day),
            said: Vec::new(),
            href: href(),
        });
        spot.days = (spot.days.0.min(day), spot.days.1.max(day));
        if !spot.said.contains(&word) {
            spot.said.push(word);
        }
    };
    for claim in &course.phases {
        let (Some(day), Some(at)) = (number(&claim.at), claim.mentions.first()) else { continue };
        if claim.phase == Phase::Mentioned || !scale.holds(day) {
            continue;
        }
        let tone = TRACKS.iter().position(|track| track.0 == phase_tone(claim.phase)).unwrap_or(0);
        let word = lang.word("phase", claim.phase.as_str());
        put(day, tone, word, &|| links::words(&at.0, rasid_record::List::Arrangements, at.1));
    }
    for entry in &course.ledger {
        let (Some(day), Some(at)) = (number(&entry.at), entry.mentions.first()) else { continue };
        if scale.holds(day) {
            let word = lang.t("course.breaches").to_owned();
            put(day, TRACKS.len(), word, &|| links::words(&at.0, rasid_record::List::Breaches, at.1));
        }
    }
    spots
        .into_iter()
        .map(|((_, tone), Spot { days: (first, last), said, href })| {
            let track = TRACKS.get(tone).map_or((9, "bad"), |track| (track.2 / 2, track.1));
            let days = format::period(lang, &format::day_text(first), &format::day_text(last));
            Dot {
                x: format!("{:.1}", (scale.middle(first) + scale.middle(last)) / 2.0),
                y: y + track.0,
                tone: track.1,
                hint: format!("{} \u{b7} {days}", said.join(" + ")),
                href,
            }
        })
        .collect()
}

/// What fell due: one mark for each day.
fn dues(namer: &Namer<'_>, scale: &Scale, stretch: &Stretch, y: i64) -> Vec<Dot> {
    let lang = namer.lang;
    let mut spots = BTreeMap::<i64, (Vec<String>, String)>::new();
    for due in &stretch.dues {
        let Some(day) = format::day_number(&due.day).filter(|day| scale.holds(*day)) else { continue };
        let to = || (Vec::new(), links::words(&due.at.0, due.at.1, due.at.2));
        let spot = spots.entry(day).or_insert_with(to);
        spot.0.extend(namer.claimants(&due.by, &[]).into_iter().map(|item| item.text));
    }
    spots
        .into_iter()
        .map(|(day, (mut by, href))| {
            by.dedup();
            let total = by.len();
            by.truncate(4);
            let more = if total > 4 { "…" } else { "" };
            let by = by.join(&format!("{} ", lang.t("app.comma")));
            let day_text = format::date(lang, &format::day_text(day));
            Dot {
                x: format!("{:.1}", scale.middle(day)),
                y,
                tone: "over",
                hint: format!("{} \u{b7} {by}{more} \u{b7} {day_text}", lang.t("stretch.due")),
                href,
            }
        })
        .collect()
}

/// How many events were told, several days together where there are many.
fn bars(scale: &Scale, stretch: &Stretch) -> Vec<Bar> {
    let lang = scale.lang;
    let span = scale.last - scale.first + 1;
    let step = STEPS.into_iter().find(|step| span / step < 110).unwrap_or(3640);
    let mut totals = BTreeMap::<i64, usize>::new();
    for on in &stretch.events {
        if let Some(day) = format::day_number(&on.day).filter(|day| scale.holds(*day)) {
            *totals.entry((day - scale.first) / step).or_default() += on.events;
        }
    }
    let highest = totals.values().copied().max().unwrap_or(1).max(1);
    totals
        .into_iter()
        .map(|(bar, events)| {
            let from = scale.first + bar * step;
            let until = (from + step - 1).min(scale.last);
            let (x, width) = scale.stretch(from, until);
            let height = (events as f64 / highest as f64 * EVENTS as f64).max(2.0);
            let (from, until) = (format::day_text(from), format::day_text(until));
            Bar {
                x: format!("{:.1}", x + width * 0.1),
                y: format!("{:.1}", (TOP + EVENTS) as f64 - height),
                width: format!("{:.1}", (width * 0.8).min(40.0)),
                height: format!("{height:.1}"),
                hint: format!("{}: {}", format::period(lang, &from, &until), lang.n("n.events", events)),
                href: links::with_query("/reports", &[("from", &from), ("to", &until)]),
            }
        })
        .collect()
}

/// About six days, evenly spread.
fn ticks(scale: &Scale) -> Vec<Tick> {
    let span = scale.last - scale.first + 1;
    let every = ((span + 5) / 6).max(1);
    (0..span)
        .step_by(every as usize)
        .map(|n| {
            let day = format::day_text(scale.first + n);
            let label = match span {
                ..=200 => format::short_day(scale.lang, &day),
                _ => format::date(scale.lang, &day[..7]),
            };
            Tick { x: format!("{:.1}", scale.middle(scale.first + n)), label }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rasid_record::{ArrangementKind, Counts, Mention, PhaseClaim};

    #[test]
    fn days_of_one_tone_that_are_counted_together_are_one_mark_that_names_them() {
        let claim = |phase, day: &str, n| PhaseClaim {
            phase,
            at: Some(day.into()),
            by: None,
            outlets: Vec::new(),
            counts: Counts::default(),
            mentions: vec![Mention("r".into(), n)],
        };
        let course = ArrangementCourse {
            arrangement: "a".into(),
            kind: ArrangementKind::Ceasefire,
            name: None,
            words: "w".into(),
            place: None,
            place_id: None,
            parties: Vec::new(),
            from: None,
            until: None,
            stories: Vec::new(),
            phases: vec![
                claim(Phase::Proposed, "2018-03-05", 0),
                claim(Phase::Proposed, "2018-03-07", 1),
                claim(Phase::Proposed, "2018-03-20", 2),
            ],
            breaches: Vec::new(),
            ledger: Vec::new(),
            commitments: Vec::new(),
            counts: Counts::default(),
        };
        let first = format::day_number("2018-03-01").unwrap();
        let scale = Scale { lang: Lang::En, first, last: first + 30 };
        assert_eq!(marks(Lang::En, &scale, &course, 0, 1).len(), 3);
        let weekly = marks(Lang::En, &scale, &course, 0, 7);
        assert_eq!(weekly.len(), 2);
        assert!(weekly[0].href.ends_with("-0") && weekly[1].href.ends_with("-2"));
        let days = format::period(Lang::En, "2018-03-05", "2018-03-07");
        assert!(weekly[0].hint.ends_with(&days), "{}", weekly[0].hint);
    }
}
