//! Where all sides stand on one arrangement: on a line each, and one by one with their words.

use crate::actors::{Item, Namer};
use crate::card_fields::{phase_tone, stance_tone};
use crate::desk::Desk;
use crate::failure::Failure;
use crate::pager::{Pager, Turn};
use crate::pages::arrangements::{self, behind};
use crate::quoted::Quotes;
use crate::rows_line::{Mark, RowsLine, rows_line};
use crate::visit::{Frame, Visit, render};
use crate::{format, links, shown};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use rasid_record::{Position, Stand};
use rasid_store::{Stances, Store, StoreError};
use serde::Deserialize;
use std::sync::Arc;

/// How many statements stand on a page.
const LINES: usize = 40;
/// How many sides are drawn, those that say most.
const DRAWN: usize = 14;

/// What the page is asked for.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    party: Option<String>,
    page: Option<String>,
}

/// A statement of a side.
struct Said {
    day: String,
    by: Vec<Item>,
    stance: String,
    tone: &'static str,
    phase: String,
    phase_tone: &'static str,
    quotes: Quotes,
}

/// A side, to choose it.
struct Chooser {
    name: String,
    count: String,
    href: String,
    current: &'static str,
}

#[derive(Template)]
#[template(path = "position.html")]
struct View {
    frame: Frame,
    href: String,
    heading: String,
    behind: &'static str,
    line: Option<RowsLine>,
    /// That only some sides are drawn, or empty.
    drawn: String,
    choosers: Vec<Chooser>,
    said: Vec<Said>,
    pager: Option<Pager>,
}

/// Shows the page.
pub(crate) async fn show(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    Path((report, idx)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let idx: usize = idx.parse().map_err(|_| Failure::NoArrangement)?;
    let view = desk
        .ask(move |desk, store| {
            let Some(found) = store.positions_on(&report, idx)? else { return Ok(None) };
            let namer = Namer::of_many(desk, store, visit.lang);
            view(&visit, &namer, store, &found, &links::position(&report, idx), &asked).map(Some)
        })
        .await?;
    Ok(render(&view.ok_or(Failure::NoArrangement)?))
}

fn view(
    visit: &Visit,
    namer: &Namer<'_>,
    store: &Store,
    found: &Stances,
    here: &str,
    asked: &Asked,
) -> Result<View, StoreError> {
    let lang = visit.lang;
    let party = asked.party.as_deref().filter(|party| !party.is_empty());
    let name = arrangements::name(found.course.name.as_deref(), &found.course.words);
    let mut stands: Vec<(&Position, &Stand)> = found
        .positions
        .iter()
        .filter(|position| party.is_none_or(|party| position.party == party))
        .flat_map(|position| position.stands.iter().map(move |stand| (position, stand)))
        .collect();
    stands.sort_by(|a, b| (a.1.at.is_none(), &a.1.at).cmp(&(b.1.at.is_none(), &b.1.at)));
    let turn = Turn::new(asked.page.as_deref(), LINES);
    let page = turn.page();
    let mut said = Vec::new();
    for (position, stand) in stands.iter().skip(page.offset).take(page.limit) {
        said.push(Said {
            day: day(lang, stand),
            by: namer.items(&position.party, None),
            stance: lang.word("stance", stand.stance.as_str()),
            tone: stance_tone(stand.stance),
            phase: lang.word("phase", stand.phase.as_str()),
            phase_tone: phase_tone(stand.phase),
            quotes: Quotes::new(namer, store, std::slice::from_ref(&stand.statement), 1)?,
        });
    }
    let rows: Vec<(String, Vec<Mark>)> = found
        .positions
        .iter()
        .take(DRAWN)
        .map(|position| {
            let name = namer.name(&position.party, None);
            let marks = position.stands.iter().map(|stand| Mark {
                day: stand.at.clone().unwrap_or_default(),
                tone: stance_tone(stand.stance),
                hint: format!(
                    "{name} · {} · {} · {}",
                    lang.word("stance", stand.stance.as_str()),
                    lang.word("phase", stand.phase.as_str()),
                    day(lang, stand)
                ),
                href: links::words(&stand.statement.0, stand.statement.1, stand.statement.2),
            });
            (name.clone(), marks.collect())
        })
        .collect();
    let rest = found.positions.len().saturating_sub(DRAWN);
    let chooser = |position: &Position| Chooser {
        name: namer.name(&position.party, None),
        count: format::whole(position.stands.len() as u64),
        href: links::with_query(here, &[("party", &position.party)]),
        current: if party == Some(position.party.as_str()) { "true" } else { "false" },
    };
    Ok(View {
        frame: visit.frame(&format!("{}: {name}", lang.t("positions.title")), "positions"),
        href: links::arrangement(&found.course.first.0, found.course.first.1),
        heading: arrangements::heading(lang, found.course.kind, &name),
        behind: behind(lang, &store.linking()?),
        line: rows_line(lang, &rows),
        drawn: if rest > 0 { lang.n("n.undrawn", rest) } else { String::new() },
        choosers: found.positions.iter().take(40).map(chooser).collect(),
        said,
        pager: turn.pager(lang, stands.len(), here, &[("party", party.unwrap_or(""))]),
    })
}

fn day(lang: crate::Lang, stand: &Stand) -> String {
    stand.at.as_deref().map_or_else(|| lang.t("date.unknown").to_owned(), |day| shown::owned(&format::date(lang, day)))
}

#[cfg(test)]
mod tests;
