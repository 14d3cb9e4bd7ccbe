//! The register of agreements: what was signed, and how much people attached to it.

use crate::actors::{Item, Namer};
use crate::desk::Desk;
use crate::failure::Failure;
use crate::i18n::Lang;
use crate::pages::agreement_edit::enter;
use crate::visit::{Frame, Visit, render};
use crate::who::Role;
use crate::{format, links, shown, signed};
use askama::Template;
use axum::extract::State;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::response::Response;
use rasid_record::Agreement;
use rasid_store::{AgreementVersion, Store, StoreError};
use std::sync::Arc;

/// An agreement in the list.
struct Line {
    href: String,
    title: String,
    signed: String,
    place: String,
    parties: Vec<Item>,
    clauses: String,
    mentions: String,
    breaches: String,
    is_deleted: bool,
}

#[derive(Template)]
#[template(path = "agreements.html")]
struct View {
    frame: Frame,
    total: String,
    lines: Vec<Line>,
    deleted: Vec<Line>,
    may_enter: bool,
    problem: String,
}

/// Shows the page.
pub(crate) async fn show(State(desk): State<Arc<Desk>>, visit: Visit) -> Result<Response, Failure> {
    page(&desk, visit, String::new()).await
}

async fn page(desk: &Arc<Desk>, visit: Visit, problem: String) -> Result<Response, Failure> {
    let view = desk.ask(move |desk, store| view(desk, store, &visit, problem)).await?;
    Ok(render(&view))
}

fn view(desk: &Desk, store: &Store, visit: &Visit, problem: String) -> Result<View, StoreError> {
    let lang = visit.lang;
    let namer = Namer::of_many(desk, store, lang);
    let mut lines = Vec::new();
    for version in store.agreements(true)? {
        lines.push(line(&namer, store, &version)?);
    }
    let (deleted, lines): (Vec<Line>, Vec<Line>) = lines.into_iter().partition(|line| line.is_deleted);
    Ok(View {
        frame: visit.frame(lang.t("register.title"), "agreements"),
        total: lang.n("n.agreements", lines.len()),
        lines,
        deleted,
        may_enter: visit.who.role >= Role::Editor,
        problem,
    })
}

fn line(namer: &Namer<'_>, store: &Store, version: &AgreementVersion) -> Result<Line, StoreError> {
    let lang = namer.lang;
    let agreement = &version.agreement;
    let counts = store.clause_counts(&agreement.id)?;
    let sum = |count: fn(&rasid_store::ClauseCount) -> usize| counts.iter().map(count).sum::<usize>();
    Ok(Line {
        href: links::agreement(&agreement.id),
        title: signed::title(lang, agreement),
        signed: signed_on(lang, agreement),
        place: shown::shortened(agreement.place.best(lang.code()), 80),
        parties: signed::names(namer, &agreement.parties),
        clauses: lang.n("n.clauses", agreement.clauses.len()),
        mentions: lang.n("n.attached", sum(|c| c.arrangements)),
        breaches: lang.n("n.breaches", sum(|c| c.breaches)),
        is_deleted: version.deleted,
    })
}

/// When an agreement was signed, in words, or empty.
pub(crate) fn signed_on(lang: Lang, agreement: &Agreement) -> String {
    agreement.signed.as_deref().map_or_else(String::new, |day| format::date(lang, day))
}

/// Takes a file with an agreement, as [`rasid_record::agreement`] describes it.
pub(crate) async fn file(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    parts: Result<Multipart, MultipartRejection>,
) -> Result<Response, Failure> {
    visit.who.require(Role::Editor)?;
    let mut parts = parts.map_err(|e| Failure::BadRequest(e.body_text()))?;
    let mut bytes = Vec::new();
    while let Some(part) = parts.next_field().await.map_err(crate::pages::add::broken)? {
        if part.name() == Some("file") {
            bytes = part.bytes().await.map_err(crate::pages::add::broken)?.to_vec();
        }
    }
    let lang = visit.lang;
    let agreement: Agreement = match serde_json::from_slice(&bytes) {
        Ok(agreement) => agreement,
        Err(e) => {
            let problem = lang.fill("register.bad.file", &[("why", &shown::shortened(&e.to_string(), 200))]);
            return page(&desk, visit, problem).await;
        }
    };
    if let Err(bad) = agreement.check() {
        return page(&desk, visit, signed::fault(lang, &bad)).await;
    }
    enter(&desk, &visit, agreement, None, String::new(), |agreement| links::agreement(&agreement.id)).await
}

#[cfg(test)]
mod tests;
