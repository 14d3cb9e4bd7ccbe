//! The course of one arrangement, laid out for SVG: a line for each phase that is claimed, time running in
//! reading direction, and below them the breaches that are claimed.

use crate::actors::Namer;
use crate::card_fields::phase_tone;
use crate::format;
use crate::rows_line::{Name, RowsLine, below, line_y};
use crate::timeline::{Dot, Scale, TRACKS};
use rasid_record::{ArrangementCourse, Phase};
use std::collections::BTreeMap;

/// How many claimants a mark names.
const NAMED: usize = 4;

/// What is marked at one place: who says it, the day, and the number of its first entry on the page.
struct Spot {
    by: Vec<String>,
    day: String,
    entry: usize,
}

/// Lays the course out, or nothing where no claim has a day. `phase` and `breach` give the addresses of
/// entries of the page by their numbers.
pub(crate) fn course_line(
    namer: &Namer<'_>,
    course: &ArrangementCourse,
    phase: impl Fn(usize) -> String,
    breach: impl Fn(usize) -> String,
) -> Option<RowsLine> {
    let lang = namer.lang;
    let number = |day: &Option<String>| day.as_deref().and_then(format::number_of);
    let claimed = course.phases.iter().map(|claim| number(&claim.at));
    let broken = course.ledger.iter().map(|entry| number(&entry.at));
    let days: Vec<i64> = claimed.chain(broken).flatten().collect();
    let scale = Scale::new(lang, *days.iter().min()?, *days.iter().max()?);

    // Breaches have the line after all phases.
    let mut spots = BTreeMap::<(usize, i64), Spot>::new();
    let mut mark = |row: usize, at: &Option<String>, by: Vec<String>, entry: usize| {
        let (Some(day), Some(text)) = (number(at), at.as_deref()) else { return };
        let spot =
            spots.entry((row, scale.bar(day))).or_insert_with(|| Spot { by: Vec::new(), day: text.to_owned(), entry });
        spot.by.extend(by);
    };
    let rung = |phase: Phase| Phase::ALL.iter().position(|&p| p == phase).unwrap_or(0);
    let own = || vec![lang.t("chain.own").to_owned()];
    for (entry, claim) in course.phases.iter().enumerate() {
        let by = claim.by.as_deref().map_or_else(own, |id| names(namer, id));
        mark(rung(claim.phase), &claim.at, by, entry);
    }
    for (entry, line) in course.ledger.iter().enumerate() {
        let by: Vec<String> = line.by.iter().flat_map(|id| names(namer, id)).collect();
        mark(Phase::ALL.len(), &line.at, if by.is_empty() { own() } else { by }, entry);
    }
    let mut rows: Vec<usize> = spots.keys().map(|key| key.0).collect();
    rows.dedup();
    let y_of = |row: usize| line_y(rows.iter().position(|&r| r == row).unwrap_or(0));
    let label = |row: usize| match Phase::ALL.get(row) {
        Some(phase) => lang.word("phase", phase.as_str()),
        None => lang.t("course.breaches").to_owned(),
    };
    let tone = |row: usize| {
        let tone = Phase::ALL.get(row).map_or("bad", |&phase| phase_tone(phase));
        TRACKS.iter().find(|track| track.0 == tone).map_or("over", |track| track.1)
    };
    let dots = spots.iter().map(|((row, bar), spot)| {
        let mut by = spot.by.clone();
        by.dedup();
        let more = by.len() > NAMED;
        by.truncate(NAMED);
        let by = by.join(&format!("{} ", lang.t("app.comma")));
        let by = if more { format!("{by}…") } else { by };
        Dot {
            x: format!("{:.1}", scale.middle(*bar)),
            y: y_of(*row),
            tone: tone(*row),
            hint: format!("{} · {by} · {}", label(*row), format::date(lang, &spot.day)),
            href: if *row < Phase::ALL.len() { phase(spot.entry) } else { breach(spot.entry) },
        }
    });
    // The way through the phases in order of time: the first mark of each day.
    let mut way: Vec<(i64, usize)> =
        spots.keys().filter(|key| key.0 < rung(Phase::Mentioned)).map(|&(row, bar)| (bar, row)).collect();
    way.sort_unstable();
    let path: Vec<String> = way.iter().map(|&(bar, row)| format!("{:.1},{}", scale.middle(bar), y_of(row))).collect();
    Some(RowsLine {
        axis: scale.axis(below(rows.len())),
        names: rows.iter().map(|&row| Name { y: y_of(row), label: label(row) }).collect(),
        dots: dots.collect(),
        path: path.join(" "),
    })
}

/// The names of those whom an identifier joins.
fn names(namer: &Namer<'_>, id: &str) -> Vec<String> {
    namer.claimants(id, &[]).into_iter().map(|item| item.text).collect()
}
