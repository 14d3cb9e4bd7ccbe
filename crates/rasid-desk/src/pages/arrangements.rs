//! Arrangements through time: all of them, each with what was said to have become of it at last and how
//! well that is attested.

use crate::actors::{Item, Namer};
use crate::attested::Attested;
use crate::card_fields::phase_tone;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::options::{Choice, Select, chosen, of_list, text};
use crate::pager::{Pager, Turn};
use crate::visit::{Frame, Visit, render};
use crate::{format, links, shown};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use rasid_record::{ArrangementKind, List};
use rasid_store::{CourseFilter, CourseOrder, CourseRow, Linking};
use serde::Deserialize;
use std::sync::Arc;

/// What the page is asked for.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    kind: Option<String>,
    detail: Option<String>,
    party: Option<String>,
    order: Option<String>,
    page: Option<String>,
}

/// An arrangement in a list.
pub(crate) struct Line {
    pub(crate) href: String,
    pub(crate) kind: String,
    /// The document that names it or else the words for it.
    pub(crate) name: String,
    pub(crate) place: String,
    pub(crate) parties: Vec<Item>,
    pub(crate) phase: String,
    pub(crate) tone: &'static str,
    pub(crate) day: String,
    /// Who claims that phase, or empty where outlets do.
    pub(crate) by: Vec<Item>,
    pub(crate) phases: String,
    /// Entries of its violation ledger, or empty.
    pub(crate) breaches: String,
    pub(crate) attested: Attested,
}

/// How many parties a line names.
const PARTIES: usize = 8;

impl Line {
    pub(crate) fn new(namer: &Namer<'_>, row: &CourseRow) -> Self {
        let lang = namer.lang;
        let mut parties = namer.all(&row.parties);
        if parties.len() > PARTIES {
            parties.truncate(PARTIES);
            parties.push(Item::plain("…"));
        }
        Line {
            href: links::arrangement(&row.first.0, row.first.1),
            kind: lang.word("arrangement", row.kind.as_str()),
            name: name(row.name.as_deref(), &row.words),
            place: row.place.as_deref().map_or_else(String::new, |place| shown::shortened(place, 60)),
            parties,
            phase: lang.word("phase", row.phase.as_str()),
            tone: phase_tone(row.phase),
            day: row.phase_at.as_deref().map_or_else(String::new, |day| shown::owned(&format::date(lang, day))),
            by: row.phase_by.as_deref().map_or_else(Vec::new, |id| namer.claimants(id, &[])),
            phases: lang.n("n.claims", row.phases),
            breaches: if row.breaches > 0 { lang.n("n.breaches", row.breaches) } else { String::new() },
            attested: Attested::new(namer, &row.counts),
        }
    }
}

/// What an arrangement is called: by its document, else by the words of a clear mention.
pub(crate) fn name(document: Option<&str>, words: &str) -> String {
    shown::shortened(document.unwrap_or(words), 110)
}

/// A sentence for pages of links that are not those of all reports, or nothing.
pub(crate) fn behind(lang: crate::Lang, linking: &Linking) -> &'static str {
    if linking.is_current() { "" } else { lang.t("across.behind") }
}

#[derive(Template)]
#[template(path = "arrangements.html")]
struct View {
    frame: Frame,
    total: String,
    behind: &'static str,
    selects: Vec<Select>,
    party: String,
    party_name: String,
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
            let (kind, phase, party) = (text(&asked.kind), text(&asked.detail), text(&asked.party));
            let is_latest = asked.order.as_deref() == Some("latest");
            let filter = CourseFilter {
                kind: chosen(&kind),
                phase: chosen(&phase),
                actor: chosen(&party),
                order: if is_latest { CourseOrder::Latest } else { CourseOrder::MostTold },
            };
            let turn = Turn::new(asked.page.as_deref(), 40);
            let found = store.courses(&filter, turn.page())?;
            let namer = Namer::of_many(desk, store, lang);
            let order = if is_latest { "latest" } else { "" };
            let query = [("kind", kind.as_str()), ("detail", &phase), ("party", &party), ("order", order)];
            let mut selects = of_list(lang, List::Arrangements, &kind, &phase);
            selects.push(order_select(lang, is_latest));
            Ok(View {
                frame: visit.frame(lang.t("across.arrangements"), "arrangements"),
                total: lang.n("n.arrangements", found.total),
                behind: behind(lang, &store.linking()?),
                selects,
                party_name: namer.name(&party, None),
                is_filtered: filter != CourseFilter::default(),
                lines: found.rows.iter().map(|row| Line::new(&namer, row)).collect(),
                pager: turn.pager(lang, found.total, "/arrangements", &query),
                party,
            })
        })
        .await?;
    Ok(render(&view))
}

fn order_select(lang: crate::Lang, is_latest: bool) -> Select {
    let latest = Choice { value: "latest".into(), label: lang.t("across.order.latest").into(), selected: is_latest };
    Select { name: "order", label: lang.t("across.order"), all: lang.t("across.order.most"), choices: vec![latest] }
}

/// The kind of an arrangement with its name: a heading.
pub(crate) fn heading(lang: crate::Lang, kind: ArrangementKind, name: &str) -> String {
    format!("{}: {name}", lang.word("arrangement", kind.as_str()))
}

#[cfg(test)]
mod tests;
