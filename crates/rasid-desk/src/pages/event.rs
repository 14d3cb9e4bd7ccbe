//! One occurrence as several outlets tell it: their accounts side by side, with what each adds, what it leaves out
//! that others tell, and what it calls the parties. Copies stand beside what they copy.

use crate::actors::{Item, Namer};
use crate::compare::{self, Calls, Sort, Told};
use crate::desk::Desk;
use crate::failure::Failure;
use crate::pager::{Pager, Turn};
use crate::pages::arrangements::behind;
use crate::visit::{Frame, Visit, render};
use crate::{card, links, shown};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use rasid_record::Reading;
use rasid_store::{Account, Accounts, Store, StoreError};
use serde::Deserialize;
use std::sync::Arc;

/// How many accounts are compared.
const COMPARED: usize = 24;
/// How many stand beside each other.
const BESIDE: usize = 4;
/// How much an account lists of what it adds and leaves out, and whom it names.
const LISTED: usize = 8;
/// How many rows the table has.
const ROWS: usize = 80;

/// What the page is asked for.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    page: Option<String>,
}

/// An account.
struct Column {
    outlet: String,
    outlet_href: String,
    date: String,
    title: String,
    href: String,
    is_asked: bool,
    copies: Vec<Item>,
    adds: Vec<Item>,
    more: String,
    omits: Vec<String>,
    calls: Vec<Calls>,
}

/// A thing that is told, and by whom.
struct Row {
    /// The name of its sort, at the first of them.
    sort: &'static str,
    label: String,
    /// For each column the address of the words, or empty.
    cells: Vec<String>,
    /// How many of all accounts tell it.
    times: String,
}

#[derive(Template)]
#[template(path = "event.html")]
struct View {
    frame: Frame,
    report: String,
    behind: &'static str,
    accounts: String,
    reports: String,
    /// That only some accounts are compared, or empty.
    undrawn: String,
    columns: Vec<Column>,
    rows: Vec<Row>,
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
            let Some(found) = store.accounts(&id, COMPARED)? else { return Ok(None) };
            let namer = Namer::of_many(desk, store, visit.lang);
            view(&visit, &namer, store, &found, &id, asked.page.as_deref()).map(Some)
        })
        .await?;
    Ok(render(&view.ok_or(Failure::NoReport)?))
}

fn view(
    visit: &Visit,
    namer: &Namer<'_>,
    store: &Store,
    found: &Accounts,
    id: &str,
    page: Option<&str>,
) -> Result<View, StoreError> {
    let lang = visit.lang;
    let readings: Vec<&Reading> = found.shown.iter().map(|account| &account.reading).collect();
    let told = compare::told(namer, &readings);
    let turn = Turn::new(page, BESIDE);
    let shown: Vec<usize> = (0..found.shown.len()).skip(turn.page().offset).take(BESIDE).collect();
    let columns = shown.iter().map(|&n| column(namer, &found.shown[n], n, &told, id)).collect();
    let mut last = None::<Sort>;
    // What one account alone tells that does not stand here says nothing about those that do.
    let is_of_these = |thing: &&Told| thing.times() > 1 || shown.iter().any(|&n| thing.by[n].is_some());
    let rows = told
        .iter()
        .filter(is_of_these)
        .take(ROWS)
        .map(|thing| {
            let sort = if last == Some(thing.sort) { "" } else { lang.t(thing.sort.key()) };
            last = Some(thing.sort);
            let cell = |&n: &usize| {
                thing.by[n].map_or_else(String::new, |(list, idx)| links::words(&found.shown[n].report.id, list, idx))
            };
            Row {
                sort,
                label: thing.label.clone(),
                cells: shown.iter().map(cell).collect(),
                times: lang
                    .fill("event.of", &[("n", &thing.times().to_string()), ("all", &found.shown.len().to_string())]),
            }
        })
        .collect();
    let rest = found.total.saturating_sub(found.shown.len());
    let title = found.shown.iter().find(|account| account.report.id == id).or(found.shown.first());
    let title = title.map_or_else(String::new, |account| shown::shortened(&account.report.title, 80));
    Ok(View {
        frame: visit.frame(&format!("{}: {title}", lang.t("event.title")), "reports"),
        report: links::report(id),
        behind: behind(lang, &store.linking()?),
        accounts: lang.n("n.tellings", found.total),
        reports: lang.n("n.reports", found.reports),
        undrawn: if rest > 0 { lang.n("n.uncompared", rest) } else { String::new() },
        columns,
        rows,
        pager: turn.pager(lang, found.shown.len(), &links::event(id), &[]),
    })
}

fn column(namer: &Namer<'_>, account: &Account, n: usize, told: &[Told], id: &str) -> Column {
    let lang = namer.lang;
    let report = &account.report;
    let all = told.first().map_or(0, |thing| thing.by.len());
    let mut adds: Vec<Item> = Vec::new();
    let mut omits: Vec<String> = Vec::new();
    for thing in told {
        match thing.by[n] {
            Some((list, idx)) if thing.times() == 1 && all > 1 => adds.push(Item {
                text: thing.label.clone(),
                href: links::words(&report.id, list, idx),
                words: String::new(),
            }),
            // Only what most of the others tell is missed.
            None if thing.times() > 1 && thing.times() * 2 >= all => omits.push(thing.label.clone()),
            _ => (),
        }
    }
    let rest = adds.len().saturating_sub(LISTED);
    adds.truncate(LISTED);
    omits.truncate(LISTED);
    let copies = account.copies.iter().take(LISTED).map(|copy| Item {
        text: card::outlet(lang, copy.outlet.as_deref()),
        href: links::report(&copy.id),
        words: String::new(),
    });
    Column {
        outlet: card::outlet(lang, report.outlet.as_deref()),
        outlet_href: report.outlet.as_deref().map_or_else(String::new, links::outlet),
        date: card::date(lang, report.published.as_deref()),
        title: shown::shortened(&report.title, 120),
        href: links::report(&report.id),
        is_asked: report.id == id,
        copies: copies.collect(),
        adds,
        more: if rest > 0 { lang.n("n.rest", rest) } else { String::new() },
        omits,
        calls: compare::calls(namer, &account.reading).into_iter().take(LISTED).collect(),
    }
}

#[cfg(test)]
mod tests;
