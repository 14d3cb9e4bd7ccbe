//! Places: where things happen, on a map and by name.

use crate::actors::Namer;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::map::{self, Drawn, Map, Window};
use crate::options::{Choice, Select, chosen, of_words, text};
use crate::pager::{Pager, Turn};
use crate::pages::arrangements::behind;
use crate::visit::{Frame, Visit, render};
use crate::{format, links, outlines, shown};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use rasid_record::Precision;
use rasid_store::{Page, PlaceFilter, PlaceRow, Store, StoreError};
use serde::Deserialize;
use std::sync::Arc;

/// How many places are drawn.
const DRAWN: usize = 120;

/// What the page is asked for.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    country: Option<String>,
    precision: Option<String>,
    page: Option<String>,
}

/// A place in a list.
struct Line {
    name: String,
    href: String,
    country: String,
    precision: String,
    reports: String,
    last: String,
    is_drawn: bool,
}

#[derive(Template)]
#[template(path = "places.html")]
struct View {
    frame: Frame,
    total: String,
    behind: &'static str,
    selects: Vec<Select>,
    is_filtered: bool,
    map: Option<Map>,
    lines: Vec<Line>,
    pager: Option<Pager>,
}

/// Shows the page.
pub(crate) async fn show(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let view =
        desk.ask(move |desk, store| view(&visit, &Namer::of_many(desk, store, visit.lang), store, &asked)).await?;
    Ok(render(&view))
}

fn view(visit: &Visit, namer: &Namer<'_>, store: &Store, asked: &Asked) -> Result<View, StoreError> {
    let lang = visit.lang;
    let (country, precision) = (text(&asked.country), text(&asked.precision));
    let filter = PlaceFilter { country: chosen(&country), precision: chosen(&precision) };
    let turn = Turn::new(asked.page.as_deref(), 60);
    let found = store.places(&filter, turn.page())?;
    let drawn = store.places(&filter, Page { limit: DRAWN, offset: 0 })?.rows;
    let countries = store.place_countries()?.into_iter().take(80).map(|(code, _)| Choice {
        label: namer.name(&code, None),
        selected: code == country,
        value: code,
    });
    let countries = Select {
        name: "country",
        label: lang.t("places.country"),
        all: lang.t("lists.all"),
        choices: countries.collect(),
    };
    let precisions = Precision::ALL.iter().map(|word| word.as_str());
    let query = [("country", country.as_str()), ("precision", &precision)];
    Ok(View {
        frame: visit.frame(lang.t("places.title"), "places"),
        total: lang.n("n.places", found.total),
        behind: behind(lang, &store.linking()?),
        selects: vec![countries, of_words(lang, "precision", "precision", precisions, &precision)],
        is_filtered: filter != PlaceFilter::default(),
        map: window(&drawn, &country).map(|window| {
            let places: Vec<Drawn<'_>> = drawn.iter().map(|place| on_map(namer, place, false)).collect();
            map::map(window, &places, "")
        }),
        lines: found.rows.iter().map(|place| line(namer, place)).collect(),
        pager: turn.pager(lang, found.total, "/places", &query),
    })
}

/// What is drawn: the country that was asked for, else where most reports are.
fn window(places: &[PlaceRow], country: &str) -> Option<Window> {
    if let Some(corners) = outlines::country(country) {
        return Window::over(corners.into_iter());
    }
    let mut points: Vec<(f64, f64, usize)> =
        places.iter().filter_map(|place| place.point.map(|point| (point.0, point.1, place.reports))).collect();
    let all: usize = points.iter().map(|point| point.2).sum();
    let mut middle = |of: fn(&(f64, f64, usize)) -> f64| {
        points.sort_by(|a, b| of(a).total_cmp(&of(b)));
        let at = |part: usize| {
            let mut passed = 0;
            points.iter().find(|point| {
                passed += point.2;
                passed * 100 >= all * part
            })
        };
        Some((of(at(8)?), of(at(92)?)))
    };
    let ((south, north), (west, east)) = (middle(|p| p.0)?, middle(|p| p.1)?);
    Window::over([(south, west), (north, east)].into_iter())
}

/// A place as it is drawn.
pub(crate) fn on_map<'p>(namer: &Namer<'_>, place: &'p PlaceRow, is_main: bool) -> Drawn<'p> {
    let lang = namer.lang;
    let precision = lang.word("precision", place.precision.as_str());
    let name = shown::shortened(&place.words, 60);
    Drawn {
        place,
        hint: format!("{name} · {precision} · {}", lang.n("n.reports", place.reports)),
        href: links::place(&place.id),
        is_main,
    }
}

fn line(namer: &Namer<'_>, place: &PlaceRow) -> Line {
    let lang = namer.lang;
    Line {
        name: shown::shortened(&place.words, 60),
        href: links::place(&place.id),
        country: place.country.as_deref().map_or_else(String::new, |code| namer.name(code, None)),
        precision: lang.word("precision", place.precision.as_str()),
        reports: lang.n("n.reports", place.reports),
        last: if place.last_day.is_empty() {
            String::new()
        } else {
            shown::owned(&format::date(lang, &place.last_day))
        },
        is_drawn: place.point.is_some(),
    }
}

#[cfg(test)]
mod tests;
