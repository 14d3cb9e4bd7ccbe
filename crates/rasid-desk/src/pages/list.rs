//! One of the eight lists over all reports, each record with the way to its words.

use crate::actors::Namer;
use crate::card::Card;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::options::{Select, filled, of_list, of_outlets, text};
use crate::pager::{Pager, Turn};
use crate::review::badges;
use crate::tiles::{self, Tile};
use crate::visit::{Frame, Visit, render};
use crate::{links, shown};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use rasid_record::List;
use rasid_store::{ListFilter, is_shared};
use serde::Deserialize;
use std::sync::Arc;

/// What the page is asked for.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    kind: Option<String>,
    detail: Option<String>,
    outlet: Option<String>,
    actor: Option<String>,
    report: Option<String>,
    page: Option<String>,
}

/// The way to one of the lists.
struct Tab {
    list: List,
    name: &'static str,
    href: String,
    current: &'static str,
}

#[derive(Template)]
#[template(path = "list.html")]
struct View {
    frame: Frame,
    list: List,
    about: &'static str,
    total: String,
    tabs: Vec<Tab>,
    selects: Vec<Select>,
    actor: String,
    actor_name: String,
    report: String,
    is_filtered: bool,
    clear: String,
    cards: Vec<Card>,
    pager: Option<Pager>,
}

#[derive(Template)]
#[template(path = "lists.html")]
struct Index {
    frame: Frame,
    tiles: Vec<Tile>,
}

/// Shows the eight lists with their counts.
pub(crate) async fn index(State(desk): State<Arc<Desk>>, visit: Visit) -> Result<Response, Failure> {
    let records = desk.ask(|_, store| Ok(store.overview()?.records)).await?;
    let count = |list| records.iter().find(|r| r.list == list).map_or(0, |r| r.records);
    let frame = visit.frame(visit.lang.t("lists.title"), "lists");
    Ok(render(&Index { frame, tiles: tiles::tiles(visit.lang, count) }))
}

/// Shows one list.
pub(crate) async fn show(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    Path(list): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let list = List::parse(&list).ok_or(Failure::NoPage)?;
    let view = desk
        .ask(move |desk, store| {
            let lang = visit.lang;
            let filter = ListFilter {
                actor: filled(&asked.actor),
                kind: filled(&asked.kind),
                detail: filled(&asked.detail),
                report: filled(&asked.report),
                outlet: filled(&asked.outlet),
                ..ListFilter::default()
            };
            let turn = Turn::new(asked.page.as_deref(), 40);
            let found = store.list(list, &filter, turn.page())?;
            let (kind, detail, outlet) = (text(&filter.kind), text(&filter.detail), text(&filter.outlet));
            let (actor, report) = (text(&filter.actor), text(&filter.report));
            let query = [
                ("kind", kind.as_str()),
                ("detail", &detail),
                ("outlet", &outlet),
                ("actor", &actor),
                ("report", &report),
            ];
            let namer = Namer::new(desk, lang);
            let mut cards: Vec<Card> = found.rows.iter().map(|row| Card::new(&namer, row)).collect();
            badges::put(lang, store, &visit.who.pseudonym, &mut cards)?;
            let mut selects = of_list(lang, list, &kind, &detail);
            selects.push(of_outlets(lang, &desk.outlets(store)?, &outlet));
            let name = lang.t(&format!("list.{list}"));
            Ok(View {
                frame: visit.frame(name, "lists"),
                list,
                about: lang.t(&format!("about.{list}")),
                total: lang.n("n.records", found.total),
                tabs: tabs(lang, list, &actor),
                selects,
                actor_name: if is_shared(&actor) { namer.name(&actor, None) } else { shown::owned(&actor) },
                is_filtered: filter != ListFilter::default(),
                clear: links::list(list, &[]),
                cards,
                pager: turn.pager(lang, found.total, &format!("/list/{list}"), &query),
                actor,
                report,
            })
        })
        .await?;
    Ok(render(&view))
}

fn tabs(lang: crate::Lang, current: List, actor: &str) -> Vec<Tab> {
    tiles::ORDER
        .iter()
        .map(|&list| Tab {
            list,
            name: lang.t(&format!("list.{list}")),
            href: links::list(list, &[("actor", actor)]),
            current: if list == current { "page" } else { "false" },
        })
        .collect()
}

#[cfg(test)]
mod tests;
