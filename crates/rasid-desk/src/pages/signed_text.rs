//! One agreement of the register: its clauses, what people attached to them, the ledger of claimed breaches by
//! clause, and its versions.

use crate::actors::{Item, Namer};
use crate::card::Fact;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::i18n::Lang;
use crate::pager::{Pager, Turn};
use crate::pages::agreements::signed_on;
use crate::quoted::{Quoted, Quotes};
use crate::signed::{self, Shown};
use crate::visit::{Frame, Visit, render};
use crate::who::Role;
use crate::{format, links, shown};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use rasid_record::{Agreement, List, Reference};
use rasid_store::{AgreementVersion, Attached, BreachRow, Fields, Page, Store, StoreError};
use serde::Deserialize;
use std::sync::Arc;

/// How many entries of the ledger stand on a page.
const LINES: usize = 40;
/// How many mentions are quoted.
const QUOTED: usize = 12;

/// What the page is asked for.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    clause: Option<String>,
    version: Option<String>,
    page: Option<String>,
}

/// A clause with what is attached to it.
struct Line {
    clause: Shown,
    breaches: String,
    /// The ledger of this clause alone, or empty where nothing is attached.
    breaches_href: String,
    mentions: String,
    edit: String,
}

/// An entry of the ledger.
pub(crate) struct Entry {
    pub(crate) clause: String,
    pub(crate) clause_href: String,
    pub(crate) place: String,
    pub(crate) time: String,
    /// That the time is only the day of publication.
    pub(crate) is_published: bool,
    pub(crate) act: String,
    pub(crate) count: String,
    pub(crate) accused: Vec<Item>,
    pub(crate) against: Vec<Item>,
    pub(crate) by: Vec<Item>,
    pub(crate) answer: String,
    pub(crate) quotes: Quotes,
    /// The words alone, where the rules of now read no record there.
    pub(crate) unread: String,
    pub(crate) unread_href: String,
    pub(crate) attached: String,
    pub(crate) why: String,
}

/// A mention of an arrangement that somebody attached.
struct Mentioned {
    clause: String,
    clause_href: String,
    quotes: Quotes,
    unread: String,
    unread_href: String,
    attached: String,
}

/// A version.
struct Edition {
    number: String,
    href: String,
    is_shown: bool,
    who: String,
    at: String,
    what: String,
    why: String,
}

/// A choice of clause for the ledger.
struct Choice {
    name: String,
    href: String,
    current: &'static str,
    count: String,
}

#[derive(Template)]
#[template(path = "signed_text.html")]
struct View {
    frame: Frame,
    title: signed::Bilingual,
    facts: Vec<Fact>,
    note: String,
    source: String,
    source_href: String,
    is_deleted: bool,
    /// A sentence that says that this is an old version, or empty.
    old: String,
    here: String,
    may_enter: bool,
    lines: Vec<Line>,
    choices: Vec<Choice>,
    ledger_total: String,
    ledger: Vec<Entry>,
    pager: Option<Pager>,
    mentions_total: String,
    mentions: Vec<Mentioned>,
    mentions_more: String,
    versions: Vec<Edition>,
}

/// Shows the page.
pub(crate) async fn show(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let view = desk
        .ask(move |desk, store| {
            let number = asked.version.as_deref().and_then(|n| n.parse().ok());
            let Some(kept) = store.registered(&id, number)? else { return Ok(None) };
            view(&visit, &Namer::of_many(desk, store, visit.lang), store, &kept, &asked).map(Some)
        })
        .await?;
    Ok(render(&view.ok_or(Failure::NoPage)?))
}

/// The agreement as a file.
pub(crate) async fn file(State(desk): State<Arc<Desk>>, Path(id): Path<String>) -> Result<Response, Failure> {
    let kept = desk.ask(move |_, store| store.registered(&id, None)).await?.ok_or(Failure::NoPage)?;
    let json = serde_json::to_string_pretty(&kept.agreement).map_err(|e| Failure::Internal(e.to_string()))?;
    // An identifier holds nothing that could leave the name of a file.
    let name = format!("attachment; filename=\"{}.json\"", kept.agreement.id);
    let kind = "application/json; charset=utf-8".to_owned();
    Ok(([(CONTENT_TYPE, kind), (CONTENT_DISPOSITION, name)], format!("{json}\n")).into_response())
}

fn view(
    visit: &Visit,
    namer: &Namer<'_>,
    store: &Store,
    kept: &AgreementVersion,
    asked: &Asked,
) -> Result<View, StoreError> {
    let lang = visit.lang;
    let agreement = &kept.agreement;
    let here = links::agreement(&agreement.id);
    let versions = store.agreement_versions(&agreement.id)?;
    let latest = versions.first().map_or(kept.version, |version| version.version);
    let counts = store.clause_counts(&agreement.id)?;
    let count = |no: &str| counts.iter().find(|c| c.clause == no).map_or((0, 0), |c| (c.breaches, c.arrangements));
    let lines = agreement.clauses.iter().enumerate().map(|(n, clause)| {
        let (breaches, mentions) = count(&clause.no);
        Line {
            breaches: lang.n("n.breaches", breaches),
            breaches_href: if breaches > 0 { to_ledger(&here, &clause.no) } else { String::new() },
            mentions: lang.n("n.attached", mentions),
            edit: links::with_query(&format!("{here}/clauses"), &[("no", &clause.no)]),
            clause: Shown::new(namer, agreement, n, clause),
        }
    });
    let wanted = asked.clause.as_deref().filter(|no| !no.is_empty());
    let turn = Turn::new(asked.page.as_deref(), LINES);
    let ledger = store.attached(&agreement.id, wanted, List::Breaches, turn.page())?;
    let mentions = store.attached(&agreement.id, wanted, List::Arrangements, Page { limit: QUOTED, offset: 0 })?;
    let all: usize = counts.iter().map(|c| c.breaches).sum();
    let choice = |no: Option<&str>, breaches: usize| Choice {
        name: no.map_or_else(|| lang.t("register.all").to_owned(), shown::owned),
        href: no.map_or_else(|| format!("{here}#ledger"), |no| to_ledger(&here, no)),
        current: if no == wanted { "true" } else { "false" },
        count: format::whole(breaches as u64),
    };
    let mut choices = vec![choice(None, all)];
    choices.extend(counts.iter().filter(|c| c.breaches > 0).map(|c| choice(Some(&c.clause), c.breaches)));
    Ok(View {
        frame: visit.frame(&signed::title(lang, agreement), "agreements"),
        title: signed::Bilingual::new(lang, &agreement.title),
        facts: facts(namer, agreement),
        note: shown::owned(&agreement.note),
        source: shown::shortened(&agreement.source, 160),
        source_href: links::outside(&agreement.source).unwrap_or_default(),
        is_deleted: kept.deleted && kept.version == latest,
        old: match kept.version == latest {
            true => String::new(),
            false => lang.fill("register.old", &[("n", &format::whole(kept.version as u64))]),
        },
        may_enter: visit.who.role >= Role::Editor,
        lines: lines.collect(),
        choices,
        ledger_total: format::whole(ledger.total as u64),
        pager: turn.pager(lang, ledger.total, &here, &[("clause", wanted.unwrap_or(""))]),
        ledger: ledger.rows.iter().map(|row| entry(namer, store, &here, row)).collect::<Result<_, _>>()?,
        mentions_total: format::whole(mentions.total as u64),
        mentions_more: match mentions.total.saturating_sub(mentions.rows.len()) {
            0 => String::new(),
            more => lang.n("n.more", more),
        },
        mentions: mentions.rows.iter().map(|row| mentioned(namer, store, &here, row)).collect::<Result<_, _>>()?,
        versions: editions(lang, &here, &versions, kept.version),
        here,
    })
}

fn to_ledger(here: &str, clause: &str) -> String {
    format!("{}#ledger", links::with_query(here, &[("clause", clause)]))
}

fn facts(namer: &Namer<'_>, agreement: &Agreement) -> Vec<Fact> {
    let lang = namer.lang;
    let plain = |text: String| if text.is_empty() { Vec::new() } else { vec![Item::plain(text)] };
    let place = shown::shortened(agreement.place.best(lang.code()), 120);
    let holds = signed::period(lang, agreement.from.as_deref(), agreement.until.as_deref()).unwrap_or_default();
    [
        (lang.t("register.signed"), plain(signed_on(lang, agreement))),
        (lang.t("register.where"), plain(place)),
        (lang.t("field.parties"), signed::names(namer, &agreement.parties)),
        (lang.t("register.monitors"), signed::names(namer, &agreement.monitors)),
        (lang.t("register.when"), plain(holds)),
    ]
    .into_iter()
    .filter(|(_, items)| !items.is_empty())
    .map(|(label, items)| Fact { label, items })
    .collect()
}

/// The words that are attached: in their sentence where a record stands there, else alone with the way to the report.
fn words(namer: &Namer<'_>, store: &Store, at: &Attached) -> Result<(Quotes, Option<rasid_store::Quote>), StoreError> {
    let Some(idx) = at.idx else { return Ok((Quotes::default(), None)) };
    let found = store.quotes(&[Reference(at.report.clone(), at.list, idx)])?.into_iter().next();
    let shown = found.iter().map(|quote| Quoted::new(namer, quote)).collect();
    Ok((Quotes { shown, more: String::new() }, found))
}

fn attached_by(lang: Lang, at: &Attached) -> String {
    let day = format::date(lang, at.made_at.get(..10).unwrap_or(&at.made_at));
    lang.fill("register.attached.by", &[("who", &shown::shortened(&at.who, 40)), ("day", &day)])
}

/// An entry of the ledger.
pub(crate) fn entry(namer: &Namer<'_>, store: &Store, here: &str, at: &Attached) -> Result<Entry, StoreError> {
    let lang = namer.lang;
    let (quotes, found) = words(namer, store, at)?;
    let broken = match found.as_ref().map(|quote| &quote.row.fields) {
        Some(Fields::Breach(broken)) => Some(broken),
        _ => None,
    };
    let stated = broken.and_then(|broken| stated(lang, broken));
    let published = found.as_ref().and_then(|quote| quote.row.report.published.as_deref());
    let accused = broken.map(|broken| namer.in_report(&broken.accused, Some(&at.report))).unwrap_or_default();
    let unread = if found.is_some() { String::new() } else { shown::shortened(&at.text, 200) };
    Ok(Entry {
        clause: shown::owned(&at.clause),
        clause_href: to_ledger(here, &at.clause),
        place: broken.and_then(|b| b.place.as_deref()).map_or_else(String::new, |place| shown::shortened(place, 60)),
        is_published: stated.is_none() && published.is_some(),
        time: stated.unwrap_or_else(|| crate::card::date(lang, published)),
        act: broken.and_then(|b| b.act).map_or_else(String::new, |act| lang.word("event", act.as_str())),
        count: broken.and_then(|b| b.figure.as_deref()).map_or_else(String::new, |words| shown::shortened(words, 60)),
        accused,
        against: broken.map(|b| namer.in_report(&b.against, Some(&at.report))).unwrap_or_default(),
        by: quotes.by().to_vec(),
        answer: broken.and_then(|b| b.answer).map_or_else(String::new, |a| lang.word("answer", a.as_str())),
        quotes,
        unread,
        unread_href: links::report(&at.report),
        attached: attached_by(lang, at),
        why: shown::shortened(&at.why, 300),
    })
}

fn stated(lang: Lang, broken: &BreachRow) -> Option<String> {
    let value = |time: &rasid_store::TimeRef| match &time.value {
        Some(value) => shown::owned(&format::value(lang, value, None)),
        None => shown::shortened(&time.words, 40),
    };
    match (&broken.from, &broken.until) {
        (Some(from), Some(until)) if from != until => {
            Some(lang.fill("date.range", &[("from", &value(from)), ("to", &value(until))]))
        }
        (Some(only), _) | (None, Some(only)) => Some(value(only)),
        (None, None) => None,
    }
}

fn mentioned(namer: &Namer<'_>, store: &Store, here: &str, at: &Attached) -> Result<Mentioned, StoreError> {
    let (quotes, found) = words(namer, store, at)?;
    Ok(Mentioned {
        clause: shown::owned(&at.clause),
        clause_href: to_ledger(here, &at.clause),
        quotes,
        unread: if found.is_some() { String::new() } else { shown::shortened(&at.text, 200) },
        unread_href: links::report(&at.report),
        attached: attached_by(namer.lang, at),
    })
}

fn editions(lang: Lang, here: &str, versions: &[AgreementVersion], shown_now: usize) -> Vec<Edition> {
    let latest = versions.first().map_or(0, |version| version.version);
    versions
        .iter()
        .enumerate()
        .map(|(n, version)| {
            let number = version.version.to_string();
            Edition {
                number: format::whole(version.version as u64),
                href: match version.version == latest {
                    true => here.to_owned(),
                    false => links::with_query(here, &[("version", &number)]),
                },
                is_shown: version.version == shown_now,
                who: shown::shortened(&version.who, 40),
                at: format::date(lang, &version.made_at),
                what: changes(lang, versions.get(n + 1), version),
                why: shown::shortened(&version.why, 300),
            }
        })
        .collect()
}

/// What a version changed, in words.
fn changes(lang: Lang, before: Option<&AgreementVersion>, now: &AgreementVersion) -> String {
    let Some(before) = before else { return lang.t("register.entered").to_owned() };
    let mut said = Vec::new();
    match (before.deleted, now.deleted) {
        (false, true) => said.push(lang.t("register.removed").to_owned()),
        (true, false) => said.push(lang.t("register.restored").to_owned()),
        _ => {}
    }
    let numbers = |list: Vec<&str>, key: &str| match list.is_empty() {
        true => None,
        false => Some(lang.fill(key, &[("no", &shown::shortened(&list.join(" "), 120))])),
    };
    let (old, new) = (&before.agreement, &now.agreement);
    let added = new.clauses.iter().filter(|c| old.clause(&c.no).is_none()).map(|c| c.no.as_str()).collect();
    let gone = old.clauses.iter().filter(|c| new.clause(&c.no).is_none()).map(|c| c.no.as_str()).collect();
    let other = new.clauses.iter().filter(|c| old.clause(&c.no).is_some_and(|was| was != *c));
    said.extend(numbers(added, "register.added"));
    said.extend(numbers(other.map(|c| c.no.as_str()).collect(), "register.changed"));
    said.extend(numbers(gone, "register.gone"));
    let head = |agreement: &Agreement| Agreement { clauses: Vec::new(), ..agreement.clone() };
    if head(old) != head(new) {
        said.push(lang.t("register.head").to_owned());
    }
    said.join(&format!("{} ", lang.t("app.comma")))
}
