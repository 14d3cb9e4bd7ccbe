//! Figures: what was counted more than once, with the range that each claimant gives through time.

use crate::actors::{Item, Namer};
use crate::attested::Attested;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::i18n::Lang;
use crate::options::{Choice, Select, chosen, text};
use crate::pager::{Pager, Turn};
use crate::pages::arrangements::behind;
use crate::pages::commitments::Sum;
use crate::quoted::Quotes;
use crate::visit::{Frame, Visit, render};
use crate::{format, links, shown};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use rasid_record::{Claimed, FigureCourse, Given, Measure, Number, Who};
use rasid_store::{FigureFilter, Store, StoreError};
use serde::Deserialize;
use std::sync::Arc;

/// How many claimants a line names.
const CLAIMANTS: usize = 5;

/// What the page is asked for.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    measure: Option<String>,
    source: Option<String>,
    order: Option<String>,
    page: Option<String>,
}

/// What one claimant gives.
pub(crate) struct Row {
    pub(crate) by: Vec<Item>,
    pub(crate) latest: String,
    /// The range of all that they gave, or empty where it is the latest.
    pub(crate) range: String,
    pub(crate) times: String,
    pub(crate) day: String,
    pub(crate) href: String,
}

/// Figures of one thing.
struct Line {
    heading: String,
    href: String,
    range: String,
    quotes: Quotes,
    rows: Vec<Row>,
    more: String,
    attested: Attested,
}

#[derive(Template)]
#[template(path = "figures.html")]
struct View {
    frame: Frame,
    total: String,
    behind: &'static str,
    sums: Vec<Sum>,
    selects: Vec<Select>,
    measure: String,
    source: String,
    source_name: String,
    is_filtered: bool,
    lines: Vec<Line>,
    pager: Option<Pager>,
}

/// Shows the page.
pub(crate) async fn show(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let view = desk
        .ask(move |desk, store| {
            let lang = visit.lang;
            let (measure, source) = (text(&asked.measure), text(&asked.source));
            let latest = asked.order.as_deref() == Some("latest");
            let filter = FigureFilter { measure: chosen(&measure), source: chosen(&source), latest };
            let turn = Turn::new(asked.page.as_deref(), 15);
            let figured = store.figure_courses(&filter, turn.page())?;
            let namer = Namer::of_many(desk, store, lang);
            let order = if latest { "latest" } else { "" };
            let query = [("measure", measure.as_str()), ("source", &source), ("order", order)];
            let sum = |word: Measure, lines: usize| {
                let href = links::with_query("/figures", &[("measure", word.as_str()), query[1], query[2]]);
                Sum::new(lang.word("measure", word.as_str()), lines, href, word.as_str() == measure)
            };
            let lines: Result<Vec<Line>, StoreError> =
                figured.found.rows.iter().map(|course| line(&namer, store, course)).collect();
            Ok(View {
                frame: visit.frame(lang.t("figures.title"), "figures"),
                total: lang.n("n.things", figured.found.total),
                behind: behind(lang, &store.linking()?),
                sums: figured.measures.iter().map(|tallied| sum(tallied.word, tallied.lines)).collect(),
                selects: vec![order_select(lang, latest)],
                source_name: namer.name(&source, None),
                is_filtered: filter != FigureFilter::default(),
                lines: lines?,
                pager: turn.pager(lang, figured.found.total, "/figures", &query),
                measure,
                source,
            })
        })
        .await?;
    Ok(render(&view))
}

fn order_select(lang: Lang, is_latest: bool) -> Select {
    let latest = Choice { value: "latest".into(), label: lang.t("across.order.latest").into(), selected: is_latest };
    Select { name: "order", label: lang.t("across.order"), all: lang.t("figures.order.most"), choices: vec![latest] }
}

fn line(namer: &Namer<'_>, store: &Store, course: &FigureCourse) -> Result<Line, StoreError> {
    let lang = namer.lang;
    let first: Vec<_> = course.series.iter().flat_map(|s| &s.given).take(1).map(|g| g.figure.clone()).collect();
    let rest = course.series.len().saturating_sub(CLAIMANTS);
    Ok(Line {
        heading: heading(lang, course),
        href: first.first().map_or_else(String::new, |f| links::figure(&f.0, f.2)),
        range: range(lang, course.series.iter().flat_map(|s| &s.given)),
        quotes: Quotes::new(namer, store, &first, 1)?,
        rows: course.series.iter().take(CLAIMANTS).map(|claimed| row(namer, claimed)).collect(),
        more: if rest > 0 { lang.n("n.rest", rest) } else { String::new() },
        attested: Attested::new(namer, &course.counts),
    })
}

/// What one source gives of one thing.
pub(crate) struct OwnFigure {
    pub(crate) heading: String,
    pub(crate) href: String,
    pub(crate) row: Row,
}

/// What a source gives of a thing, or nothing where it gives none.
pub(crate) fn own(namer: &Namer<'_>, course: &FigureCourse, source: &str) -> Option<OwnFigure> {
    let is_its = |claimed: &&Claimed| claimed.source.as_deref().is_some_and(|id| id.split('+').any(|id| id == source));
    let claimed = course.series.iter().find(is_its)?;
    let first = claimed.given.first()?;
    Some(OwnFigure {
        heading: heading(namer.lang, course),
        href: links::figure(&first.figure.0, first.figure.2),
        row: row(namer, claimed),
    })
}

/// What is counted.
pub(crate) fn heading(lang: Lang, course: &FigureCourse) -> String {
    let measure = lang.word("measure", course.measure.as_str());
    let who = course.who.filter(|who| *who != Who::Unknown).map(|who| lang.word("who", who.as_str()));
    let scope = lang.word("scope", course.scope.as_str());
    [Some(measure), who, Some(scope)].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// One claimant with what they gave at last and in all.
pub(crate) fn row(namer: &Namer<'_>, claimed: &Claimed) -> Row {
    let lang = namer.lang;
    let last = claimed.given.last();
    let latest = last.map_or_else(String::new, |given| number(lang, given));
    let all = range(lang, claimed.given.iter());
    Row {
        by: by(namer, claimed.source.as_deref()),
        range: if all == latest { String::new() } else { all },
        latest,
        times: lang.n("n.times", claimed.given.len()),
        day: last
            .and_then(|given| given.at.as_deref())
            .map_or_else(String::new, |day| shown::owned(&format::date(lang, day))),
        href: last.map_or_else(String::new, |g| links::words(&g.figure.0, g.figure.1, g.figure.2)),
    }
}

/// Who gives a figure: somebody with a page, an outlet or agency by its name, or a source without one.
pub(crate) fn by(namer: &Namer<'_>, source: Option<&str>) -> Vec<Item> {
    match source {
        Some(id) => namer.items(id, None),
        None => vec![Item::plain(namer.lang.t("chain.unnamed.any"))],
    }
}

/// A figure in words.
pub(crate) fn number(lang: Lang, given: &Given) -> String {
    between(lang, given.low.map(|n| n.0), given.high.map(|n| n.0))
}

/// From the least to the most of several.
pub(crate) fn range<'g>(lang: Lang, given: impl Iterator<Item = &'g Given> + Clone) -> String {
    let numbers = |of: fn(&Given) -> Option<Number>| given.clone().filter_map(of).map(|n| n.0);
    between(lang, numbers(|g| g.low.or(g.high)).reduce(f64::min), numbers(|g| g.high.or(g.low)).reduce(f64::max))
}

/// From a number to another, in words.
pub(crate) fn between(lang: Lang, low: Option<f64>, high: Option<f64>) -> String {
    match (low.map(format::number), high.map(format::number)) {
        (Some(low), Some(high)) if low == high => low,
        (Some(low), Some(high)) => lang.fill("field.between", &[("a", &low), ("b", &high)]),
        (Some(low), None) => lang.fill("field.atleast", &[("n", &low)]),
        (None, Some(high)) => lang.fill("field.atmost", &[("n", &high)]),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests;
