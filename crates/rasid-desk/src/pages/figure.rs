//! Figures of one thing: by claimant through time, as a picture and as a table, each with its words.

use crate::actors::{Item, Namer};
use crate::attested::Attested;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::figure_chart::{FigureChart, LOOKS, Point, figure_chart};
use crate::pager::{Pager, Turn};
use crate::pages::arrangements::behind;
use crate::pages::figures::{self, by, number};
use crate::quoted::Quotes;
use crate::visit::{Frame, Visit, render};
use crate::{format, links, shown};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use rasid_record::FigureCourse;
use rasid_store::{Store, StoreError, in_order};
use serde::Deserialize;
use std::sync::Arc;

/// How many figures stand on a page.
const LINES: usize = 40;
/// How many figures are drawn.
const DRAWN: usize = 400;

/// What the page is asked for.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    page: Option<String>,
}

/// A claimant with the look of their line.
struct Claimant {
    look: usize,
    row: figures::Row,
}

/// A figure.
struct Line {
    look: usize,
    day: String,
    by: Vec<Item>,
    number: String,
    quotes: Quotes,
}

#[derive(Template)]
#[template(path = "figure.html")]
struct View {
    frame: Frame,
    heading: String,
    behind: &'static str,
    attested: Attested,
    chart: Option<FigureChart>,
    /// That only some figures are drawn, or empty.
    drawn: String,
    claimants: Vec<Claimant>,
    total: String,
    lines: Vec<Line>,
    pager: Option<Pager>,
}

/// Shows the page.
pub(crate) async fn show(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    Path((report, idx)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let idx: usize = idx.parse().map_err(|_| Failure::Missing("error.figure"))?;
    let view = desk
        .ask(move |desk, store| {
            let Some(course) = store.figure_course(&report, idx)? else { return Ok(None) };
            let namer = Namer::of_many(desk, store, visit.lang);
            view(&visit, &namer, store, &course, &links::figure(&report, idx), &asked).map(Some)
        })
        .await?;
    Ok(render(&view.ok_or(Failure::Missing("error.figure"))?))
}

fn view(
    visit: &Visit,
    namer: &Namer<'_>,
    store: &Store,
    course: &FigureCourse,
    here: &str,
    asked: &Asked,
) -> Result<View, StoreError> {
    let lang = visit.lang;
    let all = in_order(course);
    let day = |at: &Option<String>| {
        at.as_deref().map_or_else(|| lang.t("date.unknown").to_owned(), |day| shown::owned(&format::date(lang, day)))
    };
    let names: Vec<Vec<Item>> = course.series.iter().map(|claimed| by(namer, claimed.source.as_deref())).collect();
    let name = |n: usize| names[n].iter().map(|item| item.text.as_str()).collect::<Vec<_>>().join(" + ");
    let points: Vec<Point> = all
        .iter()
        .take(DRAWN)
        .filter_map(|(series, given)| {
            let (low, high) = (given.low.or(given.high)?.0, given.high.or(given.low)?.0);
            Some(Point {
                series: *series,
                day: given.at.clone()?,
                low,
                high,
                hint: format!("{} · {} · {}", number(lang, given), name(*series), day(&given.at)),
                href: links::words(&given.figure.0, given.figure.1, given.figure.2),
            })
        })
        .collect();
    let turn = Turn::new(asked.page.as_deref(), LINES);
    let page = turn.page();
    let mut lines = Vec::new();
    for (series, given) in all.iter().skip(page.offset).take(page.limit) {
        lines.push(Line {
            look: (*series).min(LOOKS),
            day: day(&given.at),
            by: names[*series].clone(),
            number: number(lang, given),
            quotes: Quotes::new(namer, store, std::slice::from_ref(&given.figure), 1)?,
        });
    }
    let heading = figures::heading(lang, course);
    let claimant = |(n, claimed)| Claimant { look: usize::min(n, LOOKS), row: figures::row(namer, claimed) };
    let undrawn = all.len().saturating_sub(DRAWN);
    Ok(View {
        frame: visit.frame(&heading, "figures"),
        heading,
        behind: behind(lang, &store.linking()?),
        attested: Attested::new(namer, &course.counts),
        chart: figure_chart(lang, &points),
        drawn: if undrawn > 0 { lang.n("n.undrawn", undrawn) } else { String::new() },
        claimants: course.series.iter().enumerate().take(40).map(claimant).collect(),
        total: lang.n("n.figures", all.len()),
        lines,
        pager: turn.pager(lang, all.len(), here, &[]),
    })
}

#[cfg(test)]
mod tests;
