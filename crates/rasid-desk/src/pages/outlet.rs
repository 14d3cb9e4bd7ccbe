//! One outlet: which words it uses for each party in its own voice, beside those that others use, and whose wording
//! it repeats. It gets no score.

use crate::actors::{Item, Namer};
use crate::card;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::pages::arrangements::behind;
use crate::visit::{Frame, Visit, render};
use crate::{format, links, shown};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use rasid_record::{List, NamingKind};
use rasid_store::{Outlet, OutletCount, OwnWords, Store, StoreError};
use std::collections::HashMap;
use std::sync::Arc;

/// How many parties the page shows, those first that are named most.
const PARTIES: usize = 40;
/// How many words each has.
const WORDS: usize = 8;
/// How many words of others stand beside them.
const ELSEWHERE: usize = 4;
/// How many outlets stand in a list of copies.
const OTHERS: usize = 12;

/// Words for a party.
struct Word {
    words: String,
    times: String,
    /// What kind of word, where it is not a plain name.
    kind: String,
    is_marked: bool,
}

/// A party with the words for it.
struct Line {
    party: Vec<Item>,
    words: Vec<Word>,
    elsewhere: Vec<Word>,
}

/// Another outlet, and in how many reports.
struct Other {
    name: String,
    href: String,
    reports: String,
    is_itself: bool,
}

#[derive(Template)]
#[template(path = "outlet.html")]
struct View {
    frame: Frame,
    name: String,
    reports: String,
    reports_href: String,
    statements_href: String,
    period: String,
    behind: &'static str,
    lines: Vec<Line>,
    more: String,
    copies_of: Vec<Other>,
    copied_by: Vec<Other>,
}

/// Shows the page.
pub(crate) async fn show(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    Path(name): Path<String>,
) -> Result<Response, Failure> {
    let view = desk
        .ask(move |desk, store| {
            let Some(outlet) = store.outlet(&name)? else { return Ok(None) };
            view(&visit, &Namer::of_many(desk, store, visit.lang), store, &name, &outlet).map(Some)
        })
        .await?;
    Ok(render(&view.ok_or(Failure::Missing("error.outlet"))?))
}

fn view(visit: &Visit, namer: &Namer<'_>, store: &Store, name: &str, outlet: &Outlet) -> Result<View, StoreError> {
    let lang = visit.lang;
    let mut order: Vec<&str> = Vec::new();
    let mut by: HashMap<&str, Vec<&OwnWords>> = HashMap::new();
    for words in &outlet.words {
        let of_party = by.entry(&words.actor).or_default();
        if of_party.is_empty() {
            order.push(&words.actor);
        }
        of_party.push(words);
    }
    let times = |party: &&str| by[*party].iter().map(|words| words.times).sum::<usize>();
    order.sort_by_key(|party| std::cmp::Reverse(times(party)));
    let mut lines = Vec::new();
    for party in order.iter().take(PARTIES) {
        let elsewhere = store.words_elsewhere(party, name, ELSEWHERE)?;
        lines.push(Line {
            party: namer.items(party, None),
            words: by[party].iter().take(WORDS).map(|words| word(lang, words)).collect(),
            elsewhere: elsewhere
                .iter()
                .map(|(words, times)| Word {
                    words: shown::shortened(words, 50),
                    times: format::whole(*times as u64),
                    kind: String::new(),
                    is_marked: false,
                })
                .collect(),
        });
    }
    let rest = order.len().saturating_sub(PARTIES);
    let others = |list: &[OutletCount]| -> Vec<Other> {
        list.iter()
            .take(OTHERS)
            .map(|other| Other {
                name: card::outlet(lang, other.outlet.as_deref()),
                href: other.outlet.as_deref().map_or_else(String::new, links::outlet),
                reports: lang.n("n.reports", other.reports),
                is_itself: other.outlet.as_deref() == Some(name),
            })
            .collect()
    };
    let shown_name = shown::shortened(name, 80);
    Ok(View {
        frame: visit.frame(&shown_name, "outlets"),
        name: shown_name,
        reports: lang.n("n.reports", outlet.reports),
        reports_href: links::with_query("/reports", &[("outlet", name)]),
        statements_href: links::list(List::Statements, &[("outlet", name)]),
        period: match outlet.first_day.is_empty() {
            true => String::new(),
            false => shown::owned(&format::period(lang, &outlet.first_day, &outlet.last_day)),
        },
        behind: behind(lang, &store.linking()?),
        lines,
        more: if rest > 0 { lang.n("n.rest", rest) } else { String::new() },
        copies_of: others(&outlet.copies_of),
        copied_by: others(&outlet.copied_by),
    })
}

fn word(lang: crate::Lang, words: &OwnWords) -> Word {
    Word {
        words: shown::shortened(&words.words, 50),
        times: format::whole(words.times as u64),
        kind: match words.kind {
            NamingKind::Plain => String::new(),
            kind => lang.word("naming", kind.as_str()),
        },
        is_marked: words.kind == NamingKind::Marked,
    }
}

#[cfg(test)]
mod tests;
