//! Words and deeds: what sides undertook, offered or threatened, and what reports say became of it up to a
//! day, with the evidence for and against.

use crate::actors::{Item, Namer};
use crate::attested::Attested;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::options::{Select, chosen, of_words, text};
use crate::pager::{Pager, Turn};
use crate::pages::arrangements::behind;
use crate::quoted::Quotes;
use crate::visit::{Frame, Visit, render};
use crate::{format, links, shown};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use rasid_record::{Class, CommitmentCourse, List, Outcome, Reference};
use rasid_store::{PromiseFilter, Store, StoreError};
use serde::Deserialize;
use std::sync::Arc;

/// How many places are quoted for a commitment and for each sort of evidence.
const QUOTED: usize = 3;

/// What the page is asked for.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    class: Option<String>,
    outcome: Option<String>,
    by: Option<String>,
    page: Option<String>,
}

/// A number of lines with the way to them.
pub(crate) struct Sum {
    pub(crate) name: String,
    pub(crate) count: String,
    pub(crate) tone: &'static str,
    pub(crate) href: String,
    pub(crate) current: &'static str,
}

impl Sum {
    pub(crate) fn new(name: String, lines: usize, href: String, is_current: bool) -> Self {
        let current = if is_current { "true" } else { "false" };
        Sum { name, count: format::whole(lines as u64), tone: "", href, current }
    }
}

/// A commitment with what became of it.
pub(crate) struct Deed {
    pub(crate) by: Vec<Item>,
    pub(crate) class: String,
    pub(crate) kind: String,
    pub(crate) is_negative: bool,
    pub(crate) due: String,
    pub(crate) condition: String,
    pub(crate) outcome: String,
    pub(crate) tone: &'static str,
    pub(crate) looked: String,
    pub(crate) attested: Attested,
    pub(crate) words: Quotes,
    pub(crate) pro: Quotes,
    pub(crate) against: Quotes,
}

#[derive(Template)]
#[template(path = "commitments.html")]
struct View {
    frame: Frame,
    total: String,
    /// Up to when reports were looked at, or empty.
    as_of: String,
    behind: &'static str,
    sums: Vec<Sum>,
    selects: Vec<Select>,
    by: String,
    by_name: String,
    is_filtered: bool,
    lines: Vec<Deed>,
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
            let (class, outcome, by) = (text(&asked.class), text(&asked.outcome), text(&asked.by));
            let filter = PromiseFilter { class: chosen(&class), outcome: chosen(&outcome), actor: chosen(&by) };
            let turn = Turn::new(asked.page.as_deref(), 20);
            let promised = store.promises(&filter, turn.page())?;
            let namer = Namer::of_many(desk, store, lang);
            let query = [("class", class.as_str()), ("outcome", &outcome), ("by", &by)];
            let sum = |word: Outcome, lines: usize| {
                let href = links::with_query("/commitments", &[query[0], ("outcome", word.as_str()), query[2]]);
                let sum = Sum::new(lang.word("outcome", word.as_str()), lines, href, word.as_str() == outcome);
                Sum { tone: tone(word), ..sum }
            };
            let lines: Result<Vec<Deed>, StoreError> =
                promised.found.rows.iter().map(|promise| deed(&namer, store, promise, QUOTED)).collect();
            let linking = store.linking()?;
            Ok(View {
                frame: visit.frame(lang.t("across.commitments"), "commitments"),
                total: lang.n("n.commitments", promised.found.total),
                as_of: linking.as_of.as_deref().map_or_else(String::new, |day| format::date(lang, day)),
                behind: behind(lang, &linking),
                sums: promised.outcomes.iter().map(|tallied| sum(tallied.word, tallied.lines)).collect(),
                selects: vec![
                    of_words(lang, "class", "class", Class::ALL.iter().map(|w| w.as_str()), &class),
                    of_words(lang, "outcome", "outcome", Outcome::ALL.iter().map(|w| w.as_str()), &outcome),
                ],
                by_name: namer.name(&by, None),
                is_filtered: filter != PromiseFilter::default(),
                lines: lines?,
                pager: turn.pager(lang, promised.found.total, "/commitments", &query),
                by,
            })
        })
        .await?;
    Ok(render(&view))
}

/// Whether an outcome is one of keeping, of breaking, or open.
fn tone(outcome: Outcome) -> &'static str {
    use Outcome::{Broken, CameTrue, ConditionNotMet, Contested, DidNot, Done, Late, Met, Missed, NoReport};
    use Outcome::{NotTakenUp, NotYetDue, Partly, Renegotiated, TakenUp};
    match outcome {
        Done | Met | TakenUp => "good",
        Broken | Missed | NotTakenUp => "bad",
        Partly | Late | Renegotiated | ConditionNotMet | Contested => "open",
        NotYetDue | NoReport | CameTrue | DidNot => "",
    }
}

/// A commitment with at most `most` places of each sort of evidence.
pub(crate) fn deed(
    namer: &Namer<'_>,
    store: &Store,
    promise: &CommitmentCourse,
    most: usize,
) -> Result<Deed, StoreError> {
    let lang = namer.lang;
    let places: Vec<Reference> =
        promise.mentions.iter().map(|m| Reference(m.0.clone(), List::Commitments, m.1)).collect();
    let value = |value: &String| shown::owned(&format::value(lang, value, None));
    let words = |n: usize, key| lang.n(key, n);
    let looked = [
        ("articles", words(promise.looked.articles, "n.reports")),
        ("outlets", words(promise.looked.outlets, "n.outlets")),
    ];
    let looked: Vec<(&str, &str)> = looked.iter().map(|(name, words)| (*name, words.as_str())).collect();
    let quotes = Quotes::new(namer, store, &places, 1)?;
    Ok(Deed {
        by: namer.claimants(&promise.by, quotes.bound()),
        class: lang.word("class", promise.class.as_str()),
        kind: lang.word("commitment", promise.kind.as_str()),
        is_negative: promise.negative,
        due: promise.until.as_ref().or(promise.from.as_ref()).map_or_else(String::new, value),
        condition: promise.condition.as_deref().map_or_else(String::new, |words| shown::shortened(words, 120)),
        outcome: lang.word("outcome", promise.outcome.as_str()),
        tone: tone(promise.outcome),
        looked: lang.fill("across.looked", &looked),
        attested: Attested::new(namer, &promise.counts),
        words: quotes,
        pro: Quotes::new(namer, store, &promise.pro, most)?,
        against: Quotes::new(namer, store, &promise.against, most)?,
    })
}

#[cfg(test)]
mod tests;
