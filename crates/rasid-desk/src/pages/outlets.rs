//! Outlets: all of them, with how many reports each has. None is judged.

use crate::card;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::pager::{Pager, Turn};
use crate::visit::{Frame, Visit, render};
use crate::{format, links};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use std::sync::Arc;

/// What the page is asked for.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    page: Option<String>,
}

struct Line {
    name: String,
    href: String,
    reports: String,
}

#[derive(Template)]
#[template(path = "outlets.html")]
struct View {
    frame: Frame,
    total: String,
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
        .ask(move |_, store| {
            let turn = Turn::new(asked.page.as_deref(), 100);
            let found = store.outlets(turn.page())?;
            let line = |outlet: &rasid_store::OutletCount| Line {
                name: card::outlet(visit.lang, outlet.outlet.as_deref()),
                href: outlet.outlet.as_deref().map_or_else(String::new, links::outlet),
                reports: format::whole(outlet.reports as u64),
            };
            Ok(View {
                frame: visit.frame(visit.lang.t("outlets.title"), "outlets"),
                total: visit.lang.n("n.outlets", found.total),
                lines: found.rows.iter().map(line).collect(),
                pager: turn.pager(visit.lang, found.total, "/outlets", &[]),
            })
        })
        .await?;
    Ok(render(&view))
}
