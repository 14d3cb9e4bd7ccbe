//! What is to be reviewed: records by weight and doubt, or what somebody was given to do.

use crate::actors::Namer;
use crate::card::Card;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::options::{Select, chosen, of_outlets, of_words, text};
use crate::pager::{Pager, Turn};
use crate::pages::review_one::{Notice, notice};
use crate::quoted::Quoted;
use crate::review::badges;
use crate::visit::{Frame, Visit, render};
use crate::{links, tiles};
use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use rasid_record::{List, Reference};
use rasid_store::{QueueFilter, QueueKey};
use serde::Deserialize;
use std::sync::Arc;

/// What the page is asked for.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Asked {
    pub(crate) list: Option<String>,
    pub(crate) outlet: Option<String>,
    /// `1`: only what was given to the visitor.
    pub(crate) mine: Option<String>,
    pub(crate) page: Option<String>,
    /// The decision that was just made.
    pub(crate) done: Option<String>,
    /// The record after which the next is wanted: report, list, index.
    pub(crate) after: Option<String>,
}

impl Asked {
    /// The same for the record.
    pub(crate) fn filter(&self, viewer: &str) -> QueueFilter {
        QueueFilter {
            list: self.list.as_deref().and_then(List::parse),
            outlet: self.outlet.as_deref().and_then(chosen),
            report: None,
            assigned: self.is_mine().then(|| viewer.to_owned()),
            viewer: viewer.to_owned(),
        }
    }

    pub(crate) fn is_mine(&self) -> bool {
        self.mine.as_deref() == Some("1")
    }

    /// The same as the fields of an address.
    pub(crate) fn query(&self) -> [(&'static str, &str); 3] {
        [
            ("list", self.list.as_deref().unwrap_or_default()),
            ("outlet", self.outlet.as_deref().unwrap_or_default()),
            ("mine", if self.is_mine() { "1" } else { "" }),
        ]
    }
}

/// The address of a record's review inside the queue.
pub(crate) fn in_queue(key: &QueueKey, asked: &Asked, done: &str) -> String {
    let [list, outlet, mine] = asked.query();
    let query = [("queue", "1"), list, outlet, mine, ("done", done)];
    links::with_query(&links::review(&key.report, key.list, key.idx), &query)
}

/// A record of the queue.
struct Line {
    card: Card,
    /// Its words in their sentence.
    quoted: Quoted,
    href: String,
    weight: u32,
    doubt: u32,
    disputed: bool,
}

#[derive(Template)]
#[template(path = "review.html")]
struct View {
    frame: Frame,
    total: String,
    notice: Option<Notice>,
    selects: Vec<Select>,
    is_mine: bool,
    is_filtered: bool,
    lines: Vec<Line>,
    pager: Option<Pager>,
}

/// Shows the queue.
pub(crate) async fn show(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let view = desk
        .ask(move |desk, store| {
            let (lang, who) = (visit.lang, visit.who.pseudonym.as_str());
            let turn = Turn::new(asked.page.as_deref(), 20);
            let found = store.queue(&asked.filter(who), turn.page())?;
            let namer = Namer::new(desk, lang);
            let mut lines = Vec::new();
            for queued in &found.rows {
                let mut card = Card::new(&namer, &queued.row);
                let place = Reference(queued.row.report.id.clone(), queued.row.list(), queued.row.idx);
                let Some(quote) = store.quotes(&[place])?.into_iter().next() else { continue };
                let quoted = Quoted::new(&namer, &quote);
                badges::put(lang, store, who, std::slice::from_mut(&mut card))?;
                let key =
                    QueueKey { report: queued.row.report.id.clone(), list: queued.row.list(), idx: queued.row.idx };
                let href = in_queue(&key, &asked, "");
                lines.push(Line {
                    card,
                    quoted,
                    href,
                    weight: queued.weight,
                    doubt: queued.doubt,
                    disputed: queued.disputed,
                });
            }
            let (list, outlet) = (text(&asked.list), text(&asked.outlet));
            let lists = tiles::ORDER.iter().filter(|list| !matches!(list, List::Times | List::Naming));
            let by_list = of_words(lang, "list", "list", lists.map(|list| list.as_str()), &list);
            Ok(View {
                frame: visit.frame(lang.t("review.title"), "review"),
                total: lang.n("n.records", found.total),
                notice: notice(&namer, store, who, asked.done.as_deref())?,
                selects: vec![by_list, of_outlets(lang, &desk.outlets(store)?, &outlet)],
                is_mine: asked.is_mine(),
                is_filtered: asked.is_mine() || !list.is_empty() || !outlet.is_empty(),
                pager: turn.pager(lang, found.total, "/review", &asked.query()),
                lines,
            })
        })
        .await?;
    Ok(render(&view))
}

/// Leads to the next record of the queue, or to the queue where there is none.
pub(crate) async fn next(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let to = desk
        .ask(move |_, store| {
            let after = asked.after.as_deref().and_then(key);
            let found = store.next_in_queue(&asked.filter(&visit.who.pseudonym), after.as_ref())?;
            let done = asked.done.as_deref().unwrap_or_default();
            Ok(found.map_or_else(
                || links::with_query("/review", &[&asked.query()[..], &[("done", done)]].concat()),
                |key| in_queue(&key, &asked, done),
            ))
        })
        .await?;
    Ok((StatusCode::SEE_OTHER, [(LOCATION, to)]).into_response())
}

/// A place in the queue as it stands in an address: list, index and report, parted by colons.
fn key(text: &str) -> Option<QueueKey> {
    let mut parts = text.splitn(3, ':');
    let list = parts.next().and_then(List::parse)?;
    let idx = parts.next()?.parse().ok()?;
    Some(QueueKey { report: parts.next()?.to_owned(), list, idx })
}

/// The same the other way.
pub(crate) fn key_text(key: &QueueKey) -> String {
    format!("{}:{}:{}", key.list, key.idx, key.report)
}

#[cfg(test)]
mod tests;
