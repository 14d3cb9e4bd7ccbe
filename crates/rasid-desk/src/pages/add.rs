//! Adding reports: files dropped or chosen, or a pasted text with its outlet and date.
//!
//! Nothing is written but through the record, which keeps a report once: adding the same again
//! changes nothing, so a page that is sent twice does no harm.

use crate::desk::{Desk, Intake};
use crate::failure::Failure;
use crate::visit::{Frame, Visit, render};
use crate::who::Role;
use crate::{card, format, links, shown};
use askama::Template;
use axum::extract::State;
use axum::extract::multipart::{Multipart, MultipartError};
use axum::response::Response;
use rasid_record::{Capture, LIMIT_TEXT, PASTED, Received, Report, Way, pasted_text};
use rasid_store::Store;
use std::sync::Arc;

/// How many reports the page names one by one.
const NAMED: usize = 200;

#[derive(Template)]
#[template(path = "add.html")]
struct View {
    frame: Frame,
    /// What is wrong with what was sent, or empty.
    problem: String,
    pasted: Pasted,
}

/// What was pasted, to stand in the form again where something is wrong with it.
#[derive(Clone, Default)]
struct Pasted {
    outlet: String,
    date: String,
    url: String,
    title: String,
    text: String,
}

/// A report that was sent, and what became of it.
struct Outcome {
    title: String,
    href: String,
    source: String,
}

#[derive(Template)]
#[template(path = "added.html")]
struct Done {
    frame: Frame,
    new: Vec<Outcome>,
    new_count: String,
    known: Vec<Outcome>,
    known_count: String,
    refused: Vec<String>,
    doubts: Vec<String>,
}

/// Shows the form.
pub(crate) async fn show(visit: Visit) -> Response {
    form(&visit, String::new(), Pasted::default())
}

fn form(visit: &Visit, problem: String, pasted: Pasted) -> Response {
    render(&View { frame: visit.frame(visit.lang.t("add.title"), "add"), problem, pasted })
}

/// Takes what the form sends.
pub(crate) async fn receive(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    parts: Result<Multipart, axum::extract::multipart::MultipartRejection>,
) -> Result<Response, Failure> {
    visit.who.require(Role::Editor)?;
    let mut parts = parts.map_err(|e| Failure::BadRequest(e.body_text()))?;
    let (mut files, mut pasted) = (Vec::new(), Pasted::default());
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        let name = part.name().unwrap_or("").to_owned();
        if name == "files" {
            let file = part.file_name().unwrap_or("").to_owned();
            let bytes = part.bytes().await.map_err(broken)?;
            // A browser sends one nameless empty file where none was chosen.
            if !file.is_empty() || !bytes.is_empty() {
                files.push((file, bytes));
            }
            continue;
        }
        let value = part.text().await.map_err(broken)?;
        match name.as_str() {
            "outlet" => pasted.outlet = value.trim().to_owned(),
            "date" => pasted.date = value.trim().to_owned(),
            "url" => pasted.url = value.trim().to_owned(),
            "title" => pasted.title = value.trim().to_owned(),
            "text" => pasted.text = value,
            _ => {}
        }
    }
    let lang = visit.lang;
    let mut taken = Intake::default();
    if !pasted.text.trim().is_empty() {
        match report(&pasted) {
            Ok(report) => taken.reports.push(report),
            Err(key) => {
                let date = shown::shortened(&pasted.date, 40);
                return Ok(form(&visit, lang.fill(key, &[("date", &date)]), pasted));
            }
        }
    } else if files.is_empty() {
        return Ok(form(&visit, lang.t("add.nothing").to_owned(), pasted));
    }
    let done = desk
        .work(move |desk| {
            for (name, bytes) in &files {
                let found = (desk.reports_from_bytes)(name, bytes);
                taken.reports.extend(found.reports);
                taken.refused.extend(found.refused);
                taken.doubts.extend(found.doubts);
            }
            keep(desk, &visit, taken)
        })
        .await?;
    Ok(render(&done))
}

/// The pasted text as a report, or the key of a sentence that says what is wrong.
fn report(pasted: &Pasted) -> Result<Received, &'static str> {
    if !pasted.date.is_empty() && format::day_of(&pasted.date).is_none() {
        return Err("add.bad.date");
    }
    if pasted.text.len() + pasted.title.len() + 2 > LIMIT_TEXT {
        return Err("add.bad.text");
    }
    let some = |s: &str| (!s.is_empty()).then(|| s.to_owned());
    let report = Report {
        outlet: some(&pasted.outlet),
        url: some(&pasted.url),
        title: some(&pasted.title),
        published: some(&pasted.date),
        text: pasted_text(&pasted.text),
        ..Report::default()
    };
    let capture = Capture { way: Way::Pasted, ..Capture::new(pasted.text.as_bytes(), "", PASTED) };
    Ok(Received { report: report.complete(), capture })
}

/// Reads and keeps what was sent.
fn keep(desk: &Desk, visit: &Visit, taken: Intake) -> Result<Done, rasid_store::StoreError> {
    let lang = visit.lang;
    let mut done = Done {
        frame: visit.frame(lang.t("add.done"), "add"),
        new: Vec::new(),
        new_count: String::new(),
        known: Vec::new(),
        known_count: String::new(),
        refused: taken.refused.iter().map(|sentence| shown::shortened(sentence, 400)).collect(),
        doubts: taken.doubts.iter().map(|sentence| shown::shortened(sentence, 400)).collect(),
    };
    let outcomes: Vec<(String, bool, Outcome)> = desk.with_reader(|store: &Store| {
        let outcome = |report: &Report| -> Result<_, rasid_store::StoreError> {
            let known = store.rules_version_of(&report.id)?.is_some();
            let title = report.title.as_deref().unwrap_or(&report.text);
            let (outlet, published) = (report.outlet.as_deref(), report.published.as_deref());
            let outcome = Outcome {
                title: shown::shortened(title, 100),
                href: links::report(&report.id),
                source: format!("{} · {}", card::outlet(lang, outlet), card::date(lang, published)),
            };
            Ok((report.id.clone(), known, outcome))
        };
        taken.reports.iter().map(|received| outcome(&received.report)).collect()
    })?;
    let added = desk.add(taken.reports)?;
    done.refused.extend(added.clashes.iter().map(|id| lang.fill("add.clash", &[("id", &shown::shown(id))])));
    done.refused.extend(added.buried.iter().map(|id| lang.fill("add.buried", &[("id", &shown::shown(id))])));
    done.new_count = lang.n("n.reports", added.new);
    done.known_count = lang.n("n.reports", added.known + added.reread);
    for (_, known, outcome) in
        outcomes.into_iter().filter(|o| !added.clashes.contains(&o.0) && !added.buried.contains(&o.0))
    {
        let list = if known { &mut done.known } else { &mut done.new };
        if list.len() < NAMED {
            list.push(outcome);
        }
    }
    Ok(done)
}

/// What is wrong with a form that broke off.
pub(crate) fn broken(e: MultipartError) -> Failure {
    if e.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        Failure::TooLarge
    } else {
        Failure::BadRequest(e.body_text())
    }
}

#[cfg(test)]
mod tests;
