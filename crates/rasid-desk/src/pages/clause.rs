//! A clause of a signed text: what reports say that may be about it, which a person confirms or not, and what was
//! attached to it. Nothing is attached by the program.

use crate::actors::Namer;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::i18n::Lang;
use crate::options::text;
use crate::pager::{Pager, Turn};
use crate::pages::agreement_edit::{find, see};
use crate::pages::signed_text::{self, Entry};
use crate::quoted::Quotes;
use crate::sent::Sent;
use crate::signed::{self, Shown};
use crate::visit::{Frame, Visit, render};
use crate::who::Role;
use crate::{format, links};
use askama::Template;
use axum::extract::{Path, Query, RawForm, State};
use axum::response::Response;
use rasid_record::{List, Reference};
use rasid_store::{AgreementVersion, Entered, Fits, ListFilter, Page, Store, StoreError, Words};
use serde::Deserialize;
use std::sync::Arc;

/// How many records stand on a page.
const LINES: usize = 20;
/// How many that are attached are shown.
const ATTACHED: usize = 200;

/// What the page is asked for.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    no: Option<String>,
    list: Option<String>,
    all: Option<String>,
    page: Option<String>,
}

/// A record that may be attached.
struct Candidate {
    /// Its report, list and place, as the form sends them back.
    value: String,
    fits: Vec<String>,
    quotes: Quotes,
    act: String,
    accused: Vec<crate::actors::Item>,
}

/// What is attached already, with the value that takes it off.
struct Taken {
    value: String,
    entry: Entry,
}

/// A tab.
struct Tab {
    name: &'static str,
    href: String,
    current: &'static str,
}

#[derive(Template)]
#[template(path = "clause.html")]
struct View {
    frame: Frame,
    title: String,
    back: String,
    clause: Shown,
    action: String,
    list: &'static str,
    is_all: bool,
    other: String,
    tabs: Vec<Tab>,
    about: &'static str,
    total: String,
    candidates: Vec<Candidate>,
    pager: Option<Pager>,
    /// A sentence where the clause does not say enough to be sought, or empty.
    vague: &'static str,
    attached_total: String,
    attached: Vec<Taken>,
    may_attach: bool,
}

/// Shows the page.
pub(crate) async fn show(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let kept = find(&desk, id).await?;
    let view = desk
        .ask(move |desk, store| view(&visit, &Namer::of_many(desk, store, visit.lang), store, &kept, &asked))
        .await?;
    Ok(render(&view.ok_or(Failure::NoPage)?))
}

fn view(
    visit: &Visit,
    namer: &Namer<'_>,
    store: &Store,
    kept: &AgreementVersion,
    asked: &Asked,
) -> Result<Option<View>, StoreError> {
    let lang = visit.lang;
    let agreement = &kept.agreement;
    let no = text(&asked.no);
    let Some(n) = agreement.clauses.iter().position(|clause| clause.no == no) else { return Ok(None) };
    let clause = &agreement.clauses[n];
    let list = if asked.list.as_deref() == Some("arrangements") { List::Arrangements } else { List::Breaches };
    let is_all = asked.all.as_deref() == Some("1");
    let turn = Turn::new(asked.page.as_deref(), LINES);
    let (found, total) = if is_all {
        let page = store.list(list, &ListFilter::default(), turn.page())?;
        let rows = page.rows.into_iter().map(|row| {
            let span = (row.at.start as usize, row.at.end as usize);
            (Reference(row.report.id, list, row.idx), span, Vec::new())
        });
        (rows.collect::<Vec<_>>(), page.total)
    } else {
        let page = store.suggested(agreement, clause, list, turn.page())?;
        (page.rows.into_iter().map(|row| (row.at, row.span, row.fits)).collect(), page.total)
    };
    let mut candidates = Vec::new();
    for (at, span, fits) in &found {
        candidates.push(candidate(namer, store, at, *span, fits)?);
    }
    let page = links::clause(&agreement.id, &clause.no);
    let query = |list: List, all: bool| {
        let query = [("list", list.as_str()), ("all", if all { "1" } else { "" })];
        let rest = links::with_query("", &query).replacen('?', "&", 1);
        format!("{page}{rest}")
    };
    let tab = |name: &str, tab: List| Tab {
        name: lang.t(name),
        href: query(tab, is_all),
        current: if tab == list { "page" } else { "false" },
    };
    let back = links::agreement(&agreement.id);
    let attached = store.attached(&agreement.id, Some(&clause.no), list, Page { limit: ATTACHED, offset: 0 })?;
    let taken = attached.rows.iter().map(|at| {
        let words = Words { report: at.report.clone(), list: at.list, span: at.span };
        Ok(Taken { value: value(&words), entry: signed_text::entry(namer, store, &back, at)? })
    });
    let is_vague = clause.kinds.is_empty() && clause.acts.is_empty() && clause.places.is_empty();
    let path = format!("{}/clause", links::agreement(&agreement.id));
    let kept_query = [("no", clause.no.as_str()), ("list", list.as_str()), ("all", if is_all { "1" } else { "" })];
    Ok(Some(View {
        frame: visit.frame(&lang.fill("register.clause.title", &[("no", &clause.no)]), "agreements"),
        title: signed::title(lang, agreement),
        back: back.clone(),
        clause: Shown::new(namer, agreement, n, clause),
        action: page.clone(),
        list: list.as_str(),
        other: query(list, !is_all),
        tabs: vec![tab("list.breaches", List::Breaches), tab("register.mentions", List::Arrangements)],
        about: lang.t(if is_all { "register.every.about" } else { "register.suggested.about" }),
        total: format::whole(total as u64),
        candidates,
        pager: turn.pager(lang, total, &path, &kept_query),
        vague: if is_vague && !is_all { lang.t("register.vague") } else { "" },
        attached_total: format::whole(attached.total as u64),
        attached: taken.collect::<Result<_, StoreError>>()?,
        may_attach: visit.who.role >= Role::Reviewer,
        is_all,
    }))
}

fn candidate(
    namer: &Namer<'_>,
    store: &Store,
    at: &Reference,
    span: (usize, usize),
    fits: &[Fits],
) -> Result<Candidate, StoreError> {
    let lang = namer.lang;
    let found = store.quotes(std::slice::from_ref(at))?.into_iter().next();
    let (mut act, mut accused) = (String::new(), Vec::new());
    match found.as_ref().map(|quote| &quote.row.fields) {
        Some(rasid_store::Fields::Breach(broken)) => {
            act = broken.act.map_or_else(String::new, |act| lang.word("event", act.as_str()));
            accused = namer.in_report(&broken.accused, Some(&at.0));
        }
        Some(rasid_store::Fields::Arrangement(made)) => {
            let kind = lang.word("arrangement", made.kind.as_str());
            act = format!("{kind} \u{b7} {}", lang.word("phase", made.phase.as_str()));
        }
        _ => {}
    }
    let words = Words { report: at.0.clone(), list: at.1, span };
    Ok(Candidate {
        value: value(&words),
        fits: fits.iter().map(|fit| fit_word(lang, *fit)).collect(),
        quotes: Quotes::new(namer, store, std::slice::from_ref(at), 1)?,
        act,
        accused,
    })
}

fn fit_word(lang: Lang, fit: Fits) -> String {
    let key = match fit {
        Fits::Kind => "fits.kind",
        Fits::Act => "fits.act",
        Fits::Party => "fits.party",
        Fits::Named => "fits.named",
        Fits::Place => "fits.place",
        Fits::Date => "fits.date",
    };
    lang.t(key).to_owned()
}

/// Words as a form sends them back.
fn value(words: &Words) -> String {
    format!("{} {} {} {}", words.list, words.span.0, words.span.1, words.report)
}

/// What a form sent back.
fn parse(value: &str) -> Option<Words> {
    let mut parts = value.splitn(4, ' ');
    let list = List::parse(parts.next()?)?;
    let span = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    Some(Words { report: parts.next()?.to_owned(), list, span })
}

/// Attaches what was chosen, says that it is about something else, or takes it off.
pub(crate) async fn receive(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    RawForm(body): RawForm,
) -> Result<Response, Failure> {
    visit.who.require(Role::Reviewer)?;
    let sent = Sent::new(&body);
    let words: Vec<Words> = sent.all("words").filter_map(parse).collect();
    let attached = sent.one("do") == "attach";
    let why: String = sent.one("why").chars().take(500).collect();
    let kept = find(&desk, id).await?;
    let no = text(&asked.no);
    kept.agreement.clause(&no).ok_or(Failure::NoPage)?;
    let (agreement, clause, who) = (kept.agreement.id.clone(), no.clone(), visit.who.pseudonym.clone());
    desk.work(move |desk| {
        let at = (desk.now)();
        let by = Entered { who: &who, at: &at, why: &why };
        desk.write(|store| store.attach(&agreement, &clause, &words, attached, &by))
    })
    .await?;
    let list = if sent.one("list") == "arrangements" { "arrangements" } else { "" };
    let all = if sent.one("all") == "1" { "1" } else { "" };
    let path = format!("{}/clause", links::agreement(&kept.agreement.id));
    Ok(see(links::with_query(&path, &[("no", &no), ("list", list), ("all", all)])))
}
