//! Disagreements: two sides that say different things, each with its words.

use crate::actors::{Item, Namer};
use crate::attested::Attested;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::links;
use crate::pager::{Pager, Turn};
use crate::pages::arrangements::behind;
use crate::pages::commitments::Sum;
use crate::quoted::Quotes;
use crate::visit::{Frame, Visit, render};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use rasid_record::{About, Disagreement};
use rasid_store::{Store, StoreError};
use serde::Deserialize;
use std::sync::Arc;

/// How many places are quoted for each side.
const QUOTED: usize = 3;

/// What the page is asked for.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    about: Option<String>,
    page: Option<String>,
}

/// One side.
pub(crate) struct Side {
    /// Who says so, or empty where outlets do.
    pub(crate) by: Vec<Item>,
    pub(crate) quotes: Quotes,
    /// How well it is attested; links that were made before this was counted do not say.
    pub(crate) attested: Option<Attested>,
}

/// Two sides.
pub(crate) struct Dispute {
    pub(crate) about: String,
    pub(crate) sides: Vec<Side>,
}

#[derive(Template)]
#[template(path = "disagreements.html")]
struct View {
    frame: Frame,
    total: String,
    behind: &'static str,
    sums: Vec<Sum>,
    is_filtered: bool,
    lines: Vec<Dispute>,
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
            let about = asked.about.as_deref().filter(|about| !about.is_empty());
            let turn = Turn::new(asked.page.as_deref(), 20);
            let disputed = store.disagreements(about, turn.page())?;
            let namer = Namer::of_many(desk, store, lang);
            let sum = |word: About, lines: usize| {
                let href = links::with_query("/disagreements", &[("about", word.as_str())]);
                Sum::new(lang.word("disagreement", word.as_str()), lines, href, about == Some(word.as_str()))
            };
            let lines: Result<Vec<Dispute>, StoreError> =
                disputed.found.rows.iter().map(|found| dispute(&namer, store, found, QUOTED)).collect();
            Ok(View {
                frame: visit.frame(lang.t("across.disagreements"), "disagreements"),
                total: lang.n("n.disagreements", disputed.found.total),
                behind: behind(lang, &store.linking()?),
                sums: disputed.about.iter().map(|tallied| sum(tallied.word, tallied.lines)).collect(),
                is_filtered: about.is_some(),
                lines: lines?,
                pager: turn.pager(lang, disputed.found.total, "/disagreements", &[("about", about.unwrap_or(""))]),
            })
        })
        .await?;
    Ok(render(&view))
}

/// A disagreement with at most `most` places of each side.
pub(crate) fn dispute(
    namer: &Namer<'_>,
    store: &Store,
    found: &Disagreement,
    most: usize,
) -> Result<Dispute, StoreError> {
    let mut sides = Vec::new();
    for (n, places) in found.sides.iter().enumerate() {
        let by = found.by.get(n).and_then(|by| by.as_deref());
        let quotes = Quotes::new(namer, store, places, most)?;
        let attested = found.counts.get(n).map(|counts| Attested::new(namer, counts));
        sides.push(Side { by: by.map_or_else(Vec::new, |id| namer.claimants(id, quotes.by())), quotes, attested });
    }
    Ok(Dispute { about: namer.lang.word("disagreement", found.about.as_str()), sides })
}

#[cfg(test)]
mod tests;
