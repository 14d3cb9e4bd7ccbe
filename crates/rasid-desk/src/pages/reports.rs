//! All reports, the latest first, by outlet and days.

use crate::desk::Desk;
use crate::failure::Failure;
use crate::options::{Select, chosen, of_outlets, text};
use crate::pager::{Pager, Turn};
use crate::visit::{Frame, Visit, render};
use crate::{card, format, links, shown};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use rasid_record::List;
use rasid_store::{ReportFilter, ReportRow};
use serde::Deserialize;
use std::sync::Arc;

/// What the page is asked for.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    outlet: Option<String>,
    from: Option<String>,
    to: Option<String>,
    /// A report of the story that is asked for.
    story: Option<String>,
    page: Option<String>,
}

/// A report in a list.
pub(crate) struct Line {
    pub(crate) title: String,
    pub(crate) href: String,
    pub(crate) outlet: String,
    pub(crate) date: String,
    pub(crate) counts: Vec<Count>,
    pub(crate) total: String,
}

/// How many records of a list a report has.
pub(crate) struct Count {
    pub(crate) list: List,
    pub(crate) label: String,
    pub(crate) count: String,
}

impl Line {
    pub(crate) fn new(lang: crate::Lang, row: &ReportRow) -> Self {
        let counts = List::ALL
            .iter()
            .filter(|&&list| row.count(list) > 0)
            .map(|&list| Count {
                list,
                label: lang.t(&format!("list.{list}")).to_owned(),
                count: format::whole(row.count(list) as u64),
            })
            .collect();
        Line {
            title: shown::shortened(&row.title, 140),
            href: links::report(&row.id),
            outlet: card::outlet(lang, row.outlet.as_deref()),
            date: card::date(lang, row.published.as_deref()),
            counts,
            total: lang.n("n.records", row.total()),
        }
    }
}

#[derive(Template)]
#[template(path = "reports.html")]
struct View {
    frame: Frame,
    total: String,
    is_filtered: bool,
    outlet: Select,
    from: String,
    to: String,
    story: String,
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
            // A day that is none filters nothing: browsers send an empty one for an empty field.
            let day = |value: &Option<String>| value.as_deref().and_then(format::day_of).unwrap_or("").to_owned();
            let (outlet, from, to) = (text(&asked.outlet), day(&asked.from), day(&asked.to));
            let story = text(&asked.story);
            let filter = ReportFilter {
                outlet: chosen(&outlet),
                from: chosen(&from),
                until: chosen(&to),
                terms: None,
                story_of: chosen(&story),
            };
            let turn = Turn::new(asked.page.as_deref(), 40);
            let found = store.reports(&filter, turn.page())?;
            let query = [("outlet", outlet.as_str()), ("from", &from), ("to", &to), ("story", &story)];
            Ok(View {
                frame: visit.frame(lang.t("reports.title"), "reports"),
                total: lang.n("n.reports", found.total),
                is_filtered: filter != ReportFilter::default(),
                outlet: of_outlets(lang, &desk.outlets(store)?, &outlet),
                lines: found.rows.iter().map(|row| Line::new(lang, row)).collect(),
                pager: turn.pager(lang, found.total, "/reports", &query),
                from,
                to,
                story,
            })
        })
        .await?;
    Ok(render(&view))
}

#[cfg(test)]
mod tests;
