//! Search: reports that hold all the words, in any spelling, and people of that name.

use crate::actors::Namer;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::pager::{Pager, Turn};
use crate::pages::people;
use crate::pages::reports::Line;
use crate::shown;
use crate::visit::{Frame, Visit, render};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use rasid_store::{Page, Store, StoreError};
use serde::Deserialize;
use std::collections::HashSet;
use std::sync::Arc;

/// How many of the actors with most records are looked through for a name.
const ACTORS: usize = 1000;
/// How many words stand on each side of the first that was found.
const AROUND: usize = 14;
/// How many words of a text are looked through for the first that was found.
const DEEP: usize = 5000;
/// The longest query that is searched for, in letters.
const LONGEST: usize = 200;

/// What the page is asked for.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    q: Option<String>,
    page: Option<String>,
}

/// A word of an excerpt.
struct Word {
    text: String,
    is_found: bool,
}

/// A report that was found, with the words around.
struct Hit {
    line: Line,
    excerpt: Vec<Word>,
}

#[derive(Template)]
#[template(path = "search.html")]
struct View {
    frame: Frame,
    query: String,
    heading: String,
    total: String,
    people: Vec<people::Line>,
    hits: Vec<Hit>,
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
            let query: String = asked.q.as_deref().unwrap_or("").trim().chars().take(LONGEST).collect();
            let terms = (desk.terms)(&query);
            let turn = Turn::new(asked.page.as_deref(), 20);
            let found = store.search(&terms, turn.page())?;
            let wanted: HashSet<&str> = terms.split_whitespace().collect();
            let mut hits = Vec::new();
            for hit in &found.rows {
                let report = store.report(&hit.report.id)?.map(|kept| kept.reading.report).unwrap_or_default();
                let title = report.title.as_deref().unwrap_or("").trim();
                // The headline stands above the excerpt already.
                let text = report.text.trim_start().strip_prefix(title).unwrap_or(&report.text);
                hits.push(Hit { line: Line::new(lang, &hit.report), excerpt: excerpt(desk, text, &wanted) });
            }
            let mut frame = visit.frame(lang.t("search.title"), "search");
            frame.query = shown::owned(&query);
            Ok(View {
                heading: lang.fill("search.for", &[("q", &shown::shortened(&query, 60))]),
                total: lang.n("n.results", found.total),
                people: if wanted.is_empty() { Vec::new() } else { named(desk, store, lang, &wanted)? },
                hits,
                pager: turn.pager(lang, found.total, "/search", &[("q", &query)]),
                query: frame.query.clone(),
                frame,
            })
        })
        .await?;
    Ok(render(&view))
}

/// People and parties one of whose names holds all the wanted words.
fn named(
    desk: &Desk,
    store: &Store,
    lang: crate::Lang,
    wanted: &HashSet<&str>,
) -> Result<Vec<people::Line>, StoreError> {
    let namer = Namer::new(desk, lang);
    let actors = store.actors(Page { limit: ACTORS, offset: 0 })?;
    let fits = |name: &str| {
        let terms = (desk.terms)(name);
        let has: HashSet<&str> = terms.split_whitespace().collect();
        wanted.iter().all(|word| has.contains(word))
    };
    let by_any_name = |id: &str, names: &[String]| {
        let shown = [crate::Lang::Ar, crate::Lang::En].into_iter().filter_map(|l| (desk.actor_name)(id, l));
        shown.chain(names.iter().cloned()).any(|name| fits(&name))
    };
    let rows = actors.rows.iter().filter(|row| by_any_name(&row.id, &row.names)).take(6);
    Ok(rows.map(|row| people::Line::new(&namer, row)).collect())
}

/// The words around the first wanted word of a text, or its beginning.
fn excerpt(desk: &Desk, text: &str, wanted: &HashSet<&str>) -> Vec<Word> {
    let words: Vec<&str> = text.split_whitespace().take(DEEP).collect();
    let is_found = |word: &str| (desk.terms)(word).split_whitespace().any(|term| wanted.contains(term));
    let first = words.iter().position(|w| is_found(w)).unwrap_or(0);
    let from = first.saturating_sub(AROUND);
    let until = (first + AROUND + 1).min(words.len());
    let mut out: Vec<Word> =
        words[from..until].iter().map(|w| Word { text: shown::owned(w), is_found: is_found(w) }).collect();
    if from > 0 {
        out.insert(0, Word { text: "…".into(), is_found: false });
    }
    if until < words.len() {
        out.push(Word { text: "…".into(), is_found: false });
    }
    out
}

#[cfg(test)]
mod tests;
