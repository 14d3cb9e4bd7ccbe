//! People and parties: everybody public who is in the record.
//!
//! Witnesses, victims and sources that reports do not name hold inside one article only and have
//! no page; the record does not list them as actors.

use crate::actors::Namer;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::pager::{Pager, Turn};
use crate::visit::{Frame, Visit, render};
use crate::{format, links, shown};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use rasid_store::ActorRow;
use serde::Deserialize;
use std::sync::Arc;

/// What the page is asked for.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    page: Option<String>,
}

/// An actor in a list.
pub(crate) struct Line {
    pub(crate) name: String,
    pub(crate) href: String,
    /// Names that reports use.
    pub(crate) names: String,
    pub(crate) total: String,
    pub(crate) roles: Vec<Part>,
}

/// How often an actor has a part.
pub(crate) struct Part {
    pub(crate) label: &'static str,
    pub(crate) count: String,
}

impl Line {
    pub(crate) fn new(namer: &Namer<'_>, row: &ActorRow) -> Self {
        let lang = namer.lang;
        let name = namer.name(&row.id, row.names.first().map(String::as_str));
        let others: Vec<String> = row.names.iter().map(|n| shown::shortened(n, 40)).filter(|n| *n != name).collect();
        let roles = row
            .roles
            .iter()
            .map(|r| Part {
                label: lang.t(&format!("role.{}", r.role.as_str())),
                count: format::whole(r.records as u64),
            })
            .collect();
        Line {
            href: links::person(&row.id),
            names: others.join(&format!("{} ", lang.t("app.comma"))),
            total: format::whole(row.total as u64),
            roles,
            name,
        }
    }
}

#[derive(Template)]
#[template(path = "people.html")]
struct View {
    frame: Frame,
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
            let turn = Turn::new(asked.page.as_deref(), 60);
            let found = store.actors(turn.page())?;
            let namer = Namer::new(desk, visit.lang);
            Ok(View {
                frame: visit.frame(visit.lang.t("people.title"), "people"),
                lines: found.rows.iter().map(|row| Line::new(&namer, row)).collect(),
                pager: turn.pager(visit.lang, found.total, "/people", &[]),
            })
        })
        .await?;
    Ok(render(&view))
}

#[cfg(test)]
mod tests;
