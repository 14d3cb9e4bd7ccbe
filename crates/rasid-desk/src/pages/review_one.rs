//! One record to be reviewed: its words in the text, what it says, what was decided about it, and every decision that
//! can be made, each a form; a script makes the same of single keys.

use crate::actors::Namer;
use crate::card::{self, Card};
use crate::desk::Desk;
use crate::failure::Failure;
use crate::i18n::Lang;
use crate::marks::{self, Piece};
use crate::pages::review::{Asked, in_queue, key_text};
use crate::review::act::act;
use crate::review::badges;
use crate::review::decide::{self, Seen};
use crate::review::fields::{Told, all};
use crate::review::form::{self, Input, Sent};
use crate::review::told::{self, Line};
use crate::visit::{Frame, Visit, render};
use crate::who::Role;
use crate::{links, shown};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use rasid_record::{Act, Fit, List, Standing};
use rasid_store::{LedgerFilter, LedgerLine, Page, QueueKey, Store, StoreError};
use std::sync::Arc;

/// A paragraph of the text with where it begins.
pub(crate) struct Paragraph {
    pub(crate) start: usize,
    pub(crate) pieces: Vec<Piece>,
}

/// What was just done.
pub(crate) struct Notice {
    pub(crate) seq: u64,
    pub(crate) says: String,
    pub(crate) words: String,
    pub(crate) href: String,
    pub(crate) is_conflict: bool,
    pub(crate) may_undo: bool,
}

/// A word of the scale for claims.
struct Status {
    word: String,
    label: String,
    is_chosen: bool,
}

#[derive(Template)]
#[template(path = "review_one.html")]
struct View {
    frame: Frame,
    notice: Option<Notice>,
    problems: Vec<String>,
    /// Where the forms go.
    here: String,
    report_href: String,
    report_title: String,
    outlet: String,
    date: String,
    text_lang: String,
    paragraphs: Vec<Paragraph>,
    list: List,
    one: &'static str,
    card: Option<Card>,
    facts: Vec<Told>,
    standing: &'static str,
    tone: &'static str,
    by: String,
    reason: String,
    fit: &'static str,
    is_blind: bool,
    is_read: bool,
    conflict: Vec<Line>,
    worth: Option<(u32, u32, bool)>,
    after: u64,
    key: String,
    /// Whether the record was reached through the queue, and by which filter.
    queue: [(&'static str, String); 4],
    queue_href: String,
    next: String,
    previous: String,
    add_href: String,
    inputs: Vec<Input>,
    is_correcting: bool,
    statuses: Vec<Status>,
    claim_by: String,
    tags: String,
    known_tags: Vec<String>,
    assigned: String,
    reviewers: Vec<String>,
    undo: Option<u64>,
    may_decide: bool,
    history: Vec<Line>,
}

/// Which record is meant.
#[derive(Clone)]
enum Target {
    Record(String, List, usize),
    Decided(usize),
}

impl Target {
    fn record(report: String, list: &str, idx: &str) -> Result<Self, Failure> {
        let list = List::parse(list).ok_or(Failure::NoPage)?;
        Ok(Target::Record(report, list, idx.parse().map_err(|_| Failure::NoPage)?))
    }

    fn seen(&self, store: &Store, viewer: &str) -> Result<Option<Seen>, StoreError> {
        match self {
            Target::Record(report, list, idx) => Seen::record(store, viewer, report, *list, *idx),
            Target::Decided(no) => Seen::decided(store, viewer, *no),
        }
    }

    fn href(&self) -> String {
        match self {
            Target::Record(report, list, idx) => links::review(report, *list, *idx),
            Target::Decided(no) => format!("/review/decided/{no}"),
        }
    }
}

/// Shows the review of a record.
pub(crate) async fn show(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    Path((report, list, idx)): Path<(String, String, String)>,
    Query(asked): Query<Asked>,
    Query(sent): Query<Sent>,
) -> Result<Response, Failure> {
    page(&desk, visit, Target::record(report, &list, &idx)?, asked, sent, Vec::new()).await
}

/// Shows the review of what was decided on, whether the rules read it still or not.
pub(crate) async fn show_decided(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    Path(no): Path<String>,
    Query(asked): Query<Asked>,
    Query(sent): Query<Sent>,
) -> Result<Response, Failure> {
    let no = no.parse().map_err(|_| Failure::NoPage)?;
    page(&desk, visit, Target::Decided(no), asked, sent, Vec::new()).await
}

/// Takes a decision on a record.
pub(crate) async fn receive(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    Path((report, list, idx)): Path<(String, String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response, Failure> {
    take(&desk, visit, Target::record(report, &list, &idx)?, sent).await
}

/// Takes a decision on what was decided on before.
pub(crate) async fn receive_decided(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    Path(no): Path<String>,
    Form(sent): Form<Sent>,
) -> Result<Response, Failure> {
    let no = no.parse().map_err(|_| Failure::NoPage)?;
    take(&desk, visit, Target::Decided(no), sent).await
}

/// What came of a form.
enum Outcome {
    /// The next address.
    To(String),
    /// The same page with these sentences.
    Wrong(Vec<String>),
    /// There is no such record.
    Nothing,
}

async fn take(desk: &Arc<Desk>, visit: Visit, target: Target, sent: Sent) -> Result<Response, Failure> {
    visit.who.require(Role::Reviewer)?;
    let (lang, who) = (visit.lang, visit.who.pseudonym.clone());
    let (place, given) = (target.clone(), sent.clone());
    let outcome = desk
        .work(move |desk| {
            let Some(seen) = desk.with_reader(|store| place.seen(store, &who))? else { return Ok(Outcome::Nothing) };
            // A report may have been read anew since the form was shown; then the place may hold another record.
            if given.get("key").is_some_and(|key| *key != key_of(&seen)) {
                return Ok(Outcome::Wrong(vec![lang.t("review.wrong.anew").to_owned()]));
            }
            let act = match act(lang, &seen, &given) {
                Ok(act) => act,
                Err(wrong) => return Ok(Outcome::Wrong(wrong)),
            };
            let after = given.get("after").and_then(|seq| seq.parse().ok()).unwrap_or(0);
            let is_verdict = act.standing().is_some();
            let reason = given.get("reason").map(String::as_str).unwrap_or_default();
            let made = decide::keep(desk, &seen.decision(&who, after, reason, act))?;
            let done = made.seq.to_string();
            let asked = asked(&given);
            let here = |done: &str| {
                let [list, outlet, mine] = asked.query();
                let queue = ("queue", given.get("queue").map(String::as_str).unwrap_or_default());
                links::with_query(&place.href(), &[queue, list, outlet, mine, ("done", done)])
            };
            if !is_verdict || made.is_conflict() || given.get("queue").is_none_or(|queue| queue != "1") {
                return Ok(Outcome::To(here(&done)));
            }
            let key = seen.idx.map(|idx| QueueKey { report: seen.report.clone(), list: seen.content.list, idx });
            let next = desk.with_reader(|store| store.next_in_queue(&asked.filter(&who), key.as_ref()))?;
            Ok(Outcome::To(next.map_or_else(
                || links::with_query("/review", &[&asked.query()[..], &[("done", &done)]].concat()),
                |key| in_queue(&key, &asked, &done),
            )))
        })
        .await?;
    match outcome {
        Outcome::To(to) => Ok((StatusCode::SEE_OTHER, [(LOCATION, to)]).into_response()),
        Outcome::Wrong(problems) => {
            let asked = asked(&sent);
            page(desk, visit, target, asked, sent, problems).await
        }
        Outcome::Nothing => Err(Failure::Missing("error.record")),
    }
}

/// The filter of the queue that a form carries on.
fn asked(sent: &Sent) -> Asked {
    let field = |name: &str| sent.get(name).filter(|value| !value.is_empty()).cloned();
    Asked { list: field("list"), outlet: field("outlet"), mine: field("mine"), ..Asked::default() }
}

/// What tells the record of a form from another in its place.
fn key_of(seen: &Seen) -> String {
    let c = &seen.content;
    format!("{}:{}-{}:{}:{}", c.text_id, c.start, c.end, c.kind, c.nth)
}

/// What decision `done` was, where there is one that `viewer` made.
pub(crate) fn notice(
    namer: &Namer<'_>,
    store: &Store,
    viewer: &str,
    done: Option<&str>,
) -> Result<Option<Notice>, StoreError> {
    let Some(seq) = done.and_then(|done| done.parse::<u64>().ok()) else { return Ok(None) };
    let filter = LedgerFilter { seq: Some(seq), ..LedgerFilter::default() };
    let Some(found) = store.ledger(&filter, Page::default())?.rows.into_iter().next() else { return Ok(None) };
    let line = Line::new(namer, viewer, &found);
    if line.who.is_empty() || line.is_hidden {
        return Ok(None);
    }
    let lang = namer.lang;
    let state = found.no.map(|no| store.review_of(no)).transpose()?.flatten().map(|review| review.state);
    let is_conflict = state.is_some_and(|state| state.conflict.contains(&seq) || state.claim_conflict.contains(&seq));
    let values = [("seq", line.seq.as_str()), ("what", line.what)];
    Ok(Some(Notice {
        seq,
        says: if is_conflict { lang.fill("review.done.conflict", &values) } else { lang.fill("review.done", &values) },
        words: line.words,
        href: if line.href.is_empty() { format!("/ledger#d-{}", line.seq) } else { line.href },
        is_conflict,
        may_undo: found.review.is_some_and(|review| review.by == viewer),
    }))
}

async fn page(
    desk: &Arc<Desk>,
    visit: Visit,
    target: Target,
    asked: Asked,
    sent: Sent,
    problems: Vec<String>,
) -> Result<Response, Failure> {
    let view = desk.ask(move |desk, store| view(desk, store, &visit, &target, &asked, &sent, problems)).await?;
    Ok(render(&view.ok_or(Failure::Missing("error.record"))?))
}

fn view(
    desk: &Desk,
    store: &Store,
    visit: &Visit,
    target: &Target,
    asked: &Asked,
    sent: &Sent,
    problems: Vec<String>,
) -> Result<Option<View>, StoreError> {
    let (lang, who) = (visit.lang, visit.who.pseudonym.as_str());
    let Some(seen) = target.seen(store, who)? else { return Ok(None) };
    let namer = Namer::of_many(desk, store, lang);
    let list = seen.content.list;
    let one = lang.t(&format!("one.{list}"));
    let report = &seen.reading.report;
    let title = report.title.as_deref().map(str::trim).filter(|title| !title.is_empty());
    let key = seen.idx.map(|idx| QueueKey { report: seen.report.clone(), list, idx });
    let in_text = match seen.idx {
        Some(idx) => marks::of_record(&seen.reading, list, idx),
        None => marks::of_words(list, seen.content.start, seen.content.end),
    };
    let pieces = marks::write(&report.text, &in_text, |_, _| one.to_owned());
    let paragraphs =
        marks::starts(&report.text).into_iter().zip(pieces).map(|(start, pieces)| Paragraph { start, pieces });
    let shown_marks = match &seen.known {
        Some(known) if !seen.is_blind => badges::marks(lang, who, Some(known)),
        _ => badges::Marks::default(),
    };
    let mut card = match seen.idx {
        Some(idx) => {
            let place = rasid_record::Reference(seen.report.clone(), list, idx);
            store.quotes(&[place])?.first().map(|quote| Card::new(&namer, &quote.row))
        }
        None => None,
    };
    if let Some(card) = &mut card {
        card.review = shown_marks;
    }
    let lines: Vec<LedgerLine> = match &seen.known {
        Some(known) => {
            let filter = LedgerFilter { no: Some(known.no), ..LedgerFilter::default() };
            store.ledger(&filter, Page { limit: 100, offset: 0 })?.rows
        }
        None => Vec::new(),
    };
    // What others decided, while it is to be coded blind, is not even shown to be there.
    let visible = |line: &&LedgerLine| !seen.is_blind || line.review.as_ref().is_some_and(|review| review.by == who);
    let told = |line: &LedgerLine| Line::new(&namer, who, line);
    let state = &seen.state;
    let disputed = |line: &&LedgerLine| {
        let seq = line.decision.seq;
        state.conflict.contains(&seq) || state.claim_conflict.contains(&seq)
    };
    let statuses = store.claim_scale()?.into_iter().map(|word| Status {
        label: told::claim(lang, &word),
        is_chosen: state.claim.as_deref() == Some(&word),
        word,
    });
    let is_queue = sent.get("queue").is_some_and(|queue| queue == "1");
    let [of_list, of_outlet, of_mine] = asked.query();
    let filter = asked.filter(who);
    let (next, previous) = match (&key, is_queue) {
        (Some(key), true) => {
            let after = key_text(key);
            let next = links::with_query("/review/next", &[of_list, of_outlet, of_mine, ("after", &after)]);
            let previous = store.last_in_queue(&filter, key)?;
            (next, previous.map_or_else(String::new, |key| in_queue(&key, asked, "")))
        }
        _ => (String::new(), String::new()),
    };
    let is_correcting = !problems.is_empty() && sent.get("do").is_some_and(|act| act == "correct");
    let mut inputs = form::inputs(lang, list, &seen.fields(), &seen.reading);
    if is_correcting {
        keep_written(&mut inputs, sent);
    }
    let decided = state.standing != Standing::Unreviewed;
    Ok(Some(View {
        frame: visit.frame(&lang.fill("review.one", &[("one", one)]), "review"),
        notice: notice(&namer, store, who, asked.done.as_deref())?,
        problems,
        here: target.href(),
        report_href: key.as_ref().map_or_else(|| links::report(&seen.report), |k| links::words(&k.report, list, k.idx)),
        report_title: title.map_or_else(|| lang.t("ledger.report").to_owned(), |title| shown::shortened(title, 90)),
        outlet: card::outlet(lang, report.outlet.as_deref()),
        date: card::date(lang, report.published.as_deref()),
        // Only what looks like a code of a language becomes one of the page.
        text_lang: report.lang.clone().filter(|l| l.len() <= 8 && l.is_ascii()).unwrap_or_else(|| "ar".into()),
        paragraphs: paragraphs.collect(),
        list,
        one,
        facts: if card.is_some() { Vec::new() } else { all(lang, list, &seen.fields()) },
        card,
        standing: told::standing(lang, state.standing),
        tone: told::tone(state.standing),
        by: state.by.as_ref().map_or_else(String::new, |by| decide::by(lang, by)),
        reason: state.by.as_ref().and_then(|by| by.reason.as_deref()).map_or_else(String::new, shown::owned),
        fit: match (&seen.known, decided) {
            (Some(known), true) if !(known.fit == Fit::Same && state.standing == Standing::Accepted) => {
                told::fit(lang, known.fit)
            }
            _ => "",
        },
        is_blind: seen.is_blind,
        is_read: seen.read.is_some(),
        conflict: lines.iter().filter(disputed).map(told).collect(),
        worth: key.as_ref().map(|key| store.worth_of(key)).transpose()?.flatten(),
        after: state.last,
        key: key_of(&seen),
        queue: [
            ("queue", if is_queue { "1".to_owned() } else { String::new() }),
            (of_list.0, of_list.1.to_owned()),
            (of_outlet.0, of_outlet.1.to_owned()),
            (of_mine.0, of_mine.1.to_owned()),
        ],
        queue_href: links::with_query("/review", &asked.query()),
        next,
        previous,
        add_href: format!("/review/{}/{list}/new", links::encode(&seen.report)),
        inputs,
        is_correcting,
        statuses: statuses.collect(),
        claim_by: state.claim_by.as_ref().map_or_else(String::new, |by| decide::by(lang, by)),
        tags: state.tags.iter().cloned().collect::<Vec<_>>().join(comma(lang)),
        known_tags: store.tags()?.into_iter().take(200).collect(),
        assigned: state.assigned.join(comma(lang)),
        reviewers: if seen.is_blind { Vec::new() } else { store.reviewers()?.into_iter().take(200).collect() },
        undo: state.by.as_ref().map(|by| by.seq),
        may_decide: visit.who.role >= Role::Reviewer,
        history: lines.iter().filter(visible).map(told).collect(),
    }))
}

/// What stands between names.
fn comma(lang: Lang) -> &'static str {
    if lang == Lang::Ar { "\u{60c} " } else { ", " }
}

/// Puts what somebody wrote, and was wrong with, back into the form.
pub(crate) fn keep_written(inputs: &mut [Input], sent: &Sent) {
    for input in inputs {
        let written = sent.get(&input.name).cloned().unwrap_or_default();
        for choice in &mut input.choices {
            choice.selected = choice.value == written;
        }
        input.place = sent.get(&format!("{}.at", input.name)).cloned().unwrap_or_default();
        input.value = shown::owned(&written);
    }
}

/// Takes a decision back, by its number.
pub(crate) async fn undo(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    Form(sent): Form<Sent>,
) -> Result<Response, Failure> {
    visit.who.require(Role::Reviewer)?;
    let seq: u64 = sent.get("seq").and_then(|seq| seq.parse().ok()).ok_or(Failure::Missing("error.decision"))?;
    let who = visit.who.pseudonym.clone();
    let to = desk
        .work(move |desk| {
            let found = desk.with_reader(|store| {
                let filter = LedgerFilter { seq: Some(seq), ..LedgerFilter::default() };
                let line = store.ledger(&filter, Page::default())?.rows.into_iter().next();
                let no = line.as_ref().and_then(|line| line.no);
                let last = no.map(|no| store.review_of(no)).transpose()?.flatten().map_or(0, |known| known.state.last);
                Ok(line.and_then(|line| line.review).map(|review| (review, no, last)))
            })?;
            let Some((undone, no, last)) = found else { return Ok(None) };
            let mut review = rasid_record::Review { act: Act::Undo { undoes: seq }, ..undone };
            (review.by, review.after, review.blind) = (who, last, false);
            review.reason = decide::reason_of(sent.get("reason").map(String::as_str).unwrap_or_default());
            let made = decide::keep(desk, &review)?;
            if no.is_none() {
                desk.relink();
            }
            let page = match (no, sent.get("back")) {
                (_, Some(back)) if !back.is_empty() => links::local(back).to_owned(),
                (Some(no), _) => format!("/review/decided/{no}"),
                (None, _) => "/ledger".to_owned(),
            };
            Ok(Some(links::with_query(&page, &[("done", &made.seq.to_string())])))
        })
        .await?;
    let to = to.ok_or(Failure::Missing("error.decision"))?;
    Ok((StatusCode::SEE_OTHER, [(LOCATION, to)]).into_response())
}

#[cfg(test)]
mod tests;
