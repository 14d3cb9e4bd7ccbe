//! One arrangement through time: its phases on a line and one by one, each with who claims it and the words,
//! and its violation ledger, which says who accuses whom and never who is guilty.

use crate::actors::{Item, Namer};
use crate::attested::Attested;
use crate::card::Fact;
use crate::card_fields::{self, phase_tone};
use crate::course_line::course_line;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::pager::{Pager, Turn};
use crate::pages::arrangements;
use crate::quoted::Quotes;
use crate::rows_line::RowsLine;
use crate::visit::{Frame, Visit, render};
use crate::watching::WatchButton;
use crate::{format, links, shown};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use rasid_record::{ArrangementCourse, List, Mention, Reference, Violation};
use rasid_store::{Store, StoreError, Watch, WatchKind};
use serde::Deserialize;
use std::sync::Arc;

/// How many phases or breaches stand on a page.
const LINES: usize = 40;
/// How many places are quoted for a claim.
const QUOTED: usize = 2;
/// How many commitments in the matter are quoted.
const COMMITMENTS: usize = 6;

/// What the page is asked for.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    page: Option<String>,
    ledger: Option<String>,
}

/// A claim that the arrangement is in a phase.
struct Claimed {
    key: String,
    day: String,
    phase: String,
    tone: &'static str,
    /// Who claims it, or empty where outlets do.
    by: Vec<Item>,
    outlets: String,
    attested: Attested,
    quotes: Quotes,
}

/// An entry of the violation ledger.
struct Entry {
    key: String,
    place: String,
    time: String,
    /// That the time is only the day of publication.
    is_published: bool,
    act: String,
    count: String,
    accused: Vec<Item>,
    against: Vec<Item>,
    by: Vec<Item>,
    answers: String,
    attested: Attested,
    quotes: Quotes,
}

#[derive(Template)]
#[template(path = "arrangement.html")]
struct View {
    frame: Frame,
    kind: String,
    name: String,
    behind: &'static str,
    watch: WatchButton,
    positions: String,
    facts: Vec<Fact>,
    attested: Attested,
    line: Option<RowsLine>,
    phases_total: String,
    phases: Vec<Claimed>,
    phases_pager: Option<Pager>,
    ledger_total: String,
    ledger: Vec<Entry>,
    ledger_pager: Option<Pager>,
    commitments: Quotes,
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
            let Some(course) = store.course(&report, idx)? else { return Ok(None) };
            let here = links::arrangement(&report, idx);
            view(&visit, &Namer::of_many(desk, store, visit.lang), store, &course, &here, &asked).map(Some)
        })
        .await?;
    Ok(render(&view.ok_or(Failure::NoArrangement)?))
}

fn view(
    visit: &Visit,
    namer: &Namer<'_>,
    store: &Store,
    course: &ArrangementCourse,
    here: &str,
    asked: &Asked,
) -> Result<View, StoreError> {
    let lang = visit.lang;
    let turns = [&asked.page, &asked.ledger].map(|number| Turn::new(number.as_deref(), LINES));
    let [phases, entries] = turns.map(Turn::page);
    let name = arrangements::name(course.name.as_deref(), &course.words);
    let mut claims = Vec::new();
    for (n, claim) in course.phases.iter().enumerate().skip(phases.offset).take(phases.limit) {
        let outlets: Vec<String> = claim.outlets.iter().take(6).map(|outlet| shown::shortened(outlet, 50)).collect();
        let quotes = quotes(namer, store, List::Arrangements, &claim.mentions, QUOTED)?;
        claims.push(Claimed {
            key: format!("p-{n}"),
            day: day(lang, claim.at.as_deref()),
            phase: lang.word("phase", claim.phase.as_str()),
            tone: phase_tone(claim.phase),
            by: claim.by.as_deref().map_or_else(Vec::new, |id| namer.claimants(id, quotes.by())),
            outlets: outlets.join(&format!("{} ", lang.t("app.comma"))),
            attested: Attested::new(namer, &claim.counts),
            quotes,
        });
    }
    let mut ledger = Vec::new();
    for (n, entry) in course.ledger.iter().enumerate().skip(entries.offset).take(entries.limit) {
        ledger.push(self::entry(namer, store, n, entry)?);
    }
    // A mark leads to its entry on whatever part of the page that is.
    let page = |n: usize| if n < LINES { String::new() } else { (n / LINES + 1).to_string() };
    let to_phase = |n: usize| format!("{}#p-{n}", links::with_query(here, &[("page", &page(n))]));
    let to_breach = |n: usize| format!("{}#b-{n}", links::with_query(here, &[("ledger", &page(n))]));
    let [page_asked, ledger_asked] = [&asked.page, &asked.ledger].map(|n| n.clone().unwrap_or_default());
    // Whichever mention it was asked for by, it is watched by its first.
    let first = course.phases.iter().flat_map(|claim| &claim.mentions).next();
    let (id, idx) = first.map_or_else(Default::default, |first| (first.0.clone(), first.1));
    let watch = Watch { kind: WatchKind::Arrangement, id, idx };
    Ok(View {
        frame: visit.frame(&arrangements::heading(lang, course.kind, &name), "arrangements"),
        kind: lang.word("arrangement", course.kind.as_str()),
        name,
        behind: arrangements::behind(lang, &store.linking()?),
        watch: WatchButton::new(store, visit, &watch)?,
        positions: links::position(&watch.id, watch.idx),
        facts: facts(namer, course),
        attested: Attested::new(namer, &course.counts),
        line: course_line(namer, course, to_phase, to_breach),
        phases_total: format::whole(course.phases.len() as u64),
        phases: claims,
        phases_pager: turns[0].pager(lang, course.phases.len(), here, &[("ledger", &ledger_asked)]),
        ledger_total: format::whole(course.ledger.len() as u64),
        ledger,
        ledger_pager: turns[1].pager_by(lang, course.ledger.len(), here, &[("page", &page_asked)], "ledger"),
        commitments: quotes(namer, store, List::Commitments, &course.commitments, COMMITMENTS)?,
    })
}

fn facts(namer: &Namer<'_>, course: &ArrangementCourse) -> Vec<Fact> {
    let lang = namer.lang;
    let value = |value: &str| vec![Item::plain(shown::owned(&format::value(lang, value, None)))];
    let all = [
        (lang.t("field.place"), course.place.as_deref().map(|place| vec![Item::plain(shown::shortened(place, 80))])),
        (lang.t("field.parties"), Some(namer.all(&course.parties)).filter(|parties| !parties.is_empty())),
        (lang.t("field.from"), course.from.as_deref().map(value)),
        (lang.t("field.until"), course.until.as_deref().map(value)),
    ];
    all.into_iter().filter_map(|(label, items)| Some(Fact { label, items: items? })).collect()
}

fn entry(namer: &Namer<'_>, store: &Store, n: usize, entry: &Violation) -> Result<Entry, StoreError> {
    let lang = namer.lang;
    let value = |value: &String| shown::owned(&format::value(lang, value, None));
    let stated = match (&entry.from, &entry.until) {
        (Some(from), Some(until)) if from != until => {
            Some(lang.fill("date.range", &[("from", &value(from)), ("to", &value(until))]))
        }
        (Some(only), _) | (None, Some(only)) => Some(value(only)),
        (None, None) => None,
    };
    let answers: Vec<String> = entry.answers.iter().map(|answer| lang.word("answer", answer.as_str())).collect();
    let report = entry.mentions.first().map(|mention| mention.0.as_str());
    let quotes = quotes(namer, store, List::Breaches, &entry.mentions, QUOTED)?;
    Ok(Entry {
        key: format!("b-{n}"),
        place: entry.place.as_deref().map_or_else(String::new, |place| shown::shortened(place, 60)),
        is_published: stated.is_none(),
        time: stated.unwrap_or_else(|| day(lang, entry.at.as_deref())),
        act: entry.act.map_or_else(String::new, |act| lang.word("event", act.as_str())),
        count: card_fields::count(lang, entry.low.map(|n| n.0), entry.high.map(|n| n.0)).unwrap_or_default(),
        accused: namer.in_report(&entry.accused, report),
        against: namer.in_report(&entry.against, report),
        by: entry.by.iter().flat_map(|id| namer.claimants(id, quotes.by())).collect(),
        answers: answers.join(" + "),
        attested: Attested::new(namer, &entry.counts),
        quotes,
    })
}

/// The day of a claim, or that there is none.
fn day(lang: crate::Lang, at: Option<&str>) -> String {
    at.map_or_else(|| lang.t("date.unknown").to_owned(), |day| shown::owned(&format::date(lang, day)))
}

fn quotes(
    namer: &Namer<'_>,
    store: &Store,
    list: List,
    mentions: &[Mention],
    most: usize,
) -> Result<Quotes, StoreError> {
    let places: Vec<Reference> = mentions.iter().map(|m| Reference(m.0.clone(), list, m.1)).collect();
    Quotes::new(namer, store, &places, most)
}

#[cfg(test)]
mod tests;
