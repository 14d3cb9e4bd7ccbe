//! One place: where it is and why that is known, what lies around it, and what is said to have happened there.

use crate::actors::{Item, Namer};
use crate::card::{self, Fact};
use crate::desk::Desk;
use crate::failure::Failure;
use crate::map::{self, Map, Window};
use crate::pager::{Pager, Turn};
use crate::pages::arrangements::{self, behind};
use crate::pages::places::on_map;
use crate::quoted::Quotes;
use crate::visit::{Frame, Visit, render};
use crate::watching::WatchButton;
use crate::{format, links, outlines, shown};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use rasid_record::{Precision, Reference};
use rasid_store::{Place, PlaceMention, PlaceRow, PlaceWay, Store, StoreError, Watch, WatchKind};
use serde::Deserialize;
use std::sync::Arc;

/// How many mentions stand on a page.
const LINES: usize = 25;
/// How many places around it are drawn.
const AROUND: usize = 50;

/// What the page is asked for.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    page: Option<String>,
}

/// In which way a place is told.
struct Way {
    words: String,
    precision: String,
    reason: String,
    times: String,
}

/// A mention.
struct Line {
    role: String,
    words: String,
    precision: String,
    reason: String,
    date: String,
    outlet: String,
    title: String,
    href: String,
    quotes: Quotes,
}

#[derive(Template)]
#[template(path = "place.html")]
struct View {
    frame: Frame,
    name: String,
    id: String,
    behind: &'static str,
    facts: Vec<Fact>,
    watch: WatchButton,
    map: Option<Map>,
    /// Why there is no point, or empty.
    unplaced: &'static str,
    /// How the place is drawn.
    drawn: &'static str,
    ways: Vec<Way>,
    courses: Vec<arrangements::Line>,
    total: String,
    lines: Vec<Line>,
    pager: Option<Pager>,
}

/// Shows the page.
pub(crate) async fn show(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let view = desk
        .ask(move |desk, store| {
            let Some(place) = store.place(&id)? else { return Ok(None) };
            let namer = Namer::of_many(desk, store, visit.lang);
            view(&visit, &namer, store, &place, asked.page.as_deref()).map(Some)
        })
        .await?;
    Ok(render(&view.ok_or(Failure::Missing("error.place"))?))
}

fn view(
    visit: &Visit,
    namer: &Namer<'_>,
    store: &Store,
    place: &Place,
    page: Option<&str>,
) -> Result<View, StoreError> {
    let lang = visit.lang;
    let row = &place.row;
    let turn = Turn::new(page, LINES);
    let found = store.place_mentions(&row.id, turn.page())?;
    let mut lines = Vec::new();
    for mention in &found.rows {
        lines.push(line(namer, store, mention)?);
    }
    let name = shown::shortened(&row.words, 80);
    let lit = if outlines::country(&row.id).is_some() { row.id.as_str() } else { "" };
    Ok(View {
        frame: visit.frame(&name, "places"),
        id: shown::owned(&row.id),
        behind: behind(lang, &store.linking()?),
        facts: facts(namer, row),
        watch: WatchButton::new(store, visit, &Watch { kind: WatchKind::Place, id: row.id.clone(), idx: 0 })?,
        map: drawing(namer, store, row, lit)?,
        unplaced: if row.point.is_none() && lit.is_empty() { lang.t("place.unplaced") } else { "" },
        drawn: match (row.point.is_some(), lit.is_empty()) {
            (_, false) => lang.t("place.drawn.country"),
            (false, true) => "",
            (true, true) => lang.t(match map::look(row.precision) {
                "area" => "place.drawn.area",
                "line" => "place.drawn.line",
                _ => "place.drawn.dot",
            }),
        },
        ways: place.ways.iter().map(|told| way(lang, told)).collect(),
        courses: place.courses.iter().map(|course| arrangements::Line::new(namer, course)).collect(),
        total: lang.n("n.mentions", found.total),
        lines,
        pager: turn.pager(lang, found.total, &links::place(&row.id), &[]),
        name,
    })
}

fn facts(namer: &Namer<'_>, row: &PlaceRow) -> Vec<Fact> {
    let lang = namer.lang;
    let fact = |key, text: String| Fact { label: lang.t(key), items: vec![Item::plain(text)] };
    let mut facts = vec![fact("place.precision", lang.word("precision", row.precision.as_str()))];
    if let Some(country) = &row.country {
        facts.push(fact("places.country", namer.name(country, None)));
    }
    if let Some((lat, lon)) = row.point {
        facts.push(fact("place.point", format!("\u{2066}{lat:.3}, {lon:.3}\u{2069}")));
    }
    facts.push(fact("place.told", lang.n("n.reports", row.reports)));
    if !row.last_day.is_empty() {
        facts.push(fact("place.last", shown::owned(&format::date(lang, &row.last_day))));
    }
    facts
}

/// The map around a place; of a country the country, of what has no point nothing.
fn drawing(namer: &Namer<'_>, store: &Store, row: &PlaceRow, lit: &str) -> Result<Option<Map>, StoreError> {
    let window = match (row.point, outlines::country(lit)) {
        (_, Some(corners)) => Window::over(corners.into_iter()),
        (Some((lat, lon)), None) => {
            let half = match row.precision {
                Precision::Point | Precision::Quarter | Precision::Settlement => 0.9,
                Precision::District | Precision::Line => 1.2,
                Precision::Governorate | Precision::Area | Precision::Country => 2.0,
            };
            Some(Window::around(lat, lon, half))
        }
        (None, None) => None,
    };
    let Some(window) = window else { return Ok(None) };
    let around = store.places_in(window.bounds(), AROUND)?;
    let mut drawn: Vec<_> = around
        .iter()
        .filter(|other| other.id != row.id && other.precision != Precision::Country)
        .map(|other| on_map(namer, other, false))
        .collect();
    if row.point.is_some() {
        drawn.insert(0, on_map(namer, row, true));
    }
    Ok(Some(map::map(window, &drawn, lit)))
}

fn way(lang: crate::Lang, told: &PlaceWay) -> Way {
    Way {
        words: shown::shortened(&told.matched, 60),
        precision: lang.word("precision", told.precision.as_str()),
        reason: lang.word("placereason", told.reason.as_str()),
        times: format::whole(told.times as u64),
    }
}

fn line(namer: &Namer<'_>, store: &Store, mention: &PlaceMention) -> Result<Line, StoreError> {
    let lang = namer.lang;
    let report = &mention.report;
    let records: Vec<Reference> =
        mention.records.iter().map(|&(list, idx)| Reference(report.id.clone(), list, idx)).collect();
    Ok(Line {
        role: lang.word("placerole", mention.role.as_str()),
        words: shown::shortened(&mention.words, 80),
        precision: lang.word("precision", mention.precision.as_str()),
        reason: lang.word("placereason", mention.reason.as_str()),
        date: card::date(lang, report.published.as_deref()),
        outlet: card::outlet(lang, report.outlet.as_deref()),
        title: shown::shortened(&report.title, 90),
        href: links::report(&report.id),
        quotes: Quotes::new(namer, store, &records, 1)?,
    })
}

#[cfg(test)]
mod tests;
