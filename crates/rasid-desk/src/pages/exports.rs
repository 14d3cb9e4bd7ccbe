//! Taking away: every form in which the record can be written out, what it holds, and the file; and what is new,
//! changed or gone since somebody took it away before.

use crate::desk::Desk;
use crate::download;
use crate::failure::Failure;
use crate::options::{Choice, Select};
use crate::visit::{Frame, Visit, render};
use askama::Template;
use axum::extract::State;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::response::Response;
use rasid_store::{Format, StoreError};
use std::sync::Arc;

/// A form in which the record can be taken away.
struct Line {
    name: &'static str,
    /// For whom or for which program it is.
    about: &'static str,
    file: String,
    href: String,
    /// The same with the texts of the reports, or empty.
    with_text: String,
    /// The same as people decided it, or empty where it always is.
    decided: String,
}

/// Forms of one sort.
struct Group {
    title: &'static str,
    about: &'static str,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "exports.html")]
struct View {
    frame: Frame,
    /// What is wrong with what was sent, or empty.
    problem: &'static str,
    groups: Vec<Group>,
    formats: Select,
}

/// The groups of the page, with their forms.
const GROUPS: [(&str, &[Format]); 3] = [
    ("people", &[Format::Violations, Format::Ceasefires, Format::Xlsx, Format::Csv]),
    ("layouts", &[Format::Acled, Format::Ucdp, Format::Plover, Format::Polecat, Format::Geojson]),
    ("programs", &[Format::Jsonl, Format::Parquet, Format::Annotations]),
];

/// Shows the page.
pub(crate) async fn show(State(desk): State<Arc<Desk>>, visit: Visit) -> Response {
    page(&desk, &visit, "", "")
}

fn page(desk: &Desk, visit: &Visit, problem: &'static str, chosen: &str) -> Response {
    let lang = visit.lang;
    let stem = desk.stem();
    let line = |format: &Format| {
        let href = format!("/exports/{}", format.as_str());
        Line {
            name: lang.t(&format!("export.{}", format.as_str())),
            about: lang.t(&format!("export.{}.about", format.as_str())),
            file: download::name(&stem, *format),
            decided: if format.may_be_decided() { format!("{href}?decided=true") } else { String::new() },
            with_text: if format.may_hold_text() { format!("{href}?with_text=true") } else { String::new() },
            href,
        }
    };
    let group = |(name, formats): &(&str, &[Format])| Group {
        title: lang.t(&format!("export.group.{name}")),
        about: lang.t(&format!("export.group.{name}.about")),
        lines: formats.iter().map(line).collect(),
    };
    let comparable = Format::ALL.iter().filter(|format| format.has_changes());
    let choice = |format: &Format| Choice {
        value: format.as_str().to_owned(),
        label: lang.t(&format!("export.{}", format.as_str())).to_owned(),
        selected: format.as_str() == chosen,
    };
    render(&View {
        frame: visit.frame(lang.t("export.title"), "exports"),
        problem: if problem.is_empty() { "" } else { lang.t(problem) },
        groups: GROUPS.iter().map(group).collect(),
        formats: Select {
            name: "format",
            label: lang.t("export.changes.format"),
            all: lang.t("export.changes.choose"),
            choices: comparable.map(choice).collect(),
        },
    })
}

/// Takes an earlier export and gives the list of what is new, changed or gone since.
pub(crate) async fn compare(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    parts: Result<Multipart, MultipartRejection>,
) -> Result<Response, Failure> {
    let mut parts = parts.map_err(|e| Failure::BadRequest(e.body_text()))?;
    let (mut format, mut earlier) = (None, None);
    loop {
        let part = parts.next_field().await.map_err(|e| too_large(&e))?;
        let Some(part) = part else { break };
        match part.name() {
            Some("format") => format = Format::parse(&part.text().await.map_err(|e| too_large(&e))?),
            Some("earlier") => earlier = Some(part.bytes().await.map_err(|e| too_large(&e))?),
            _ => {}
        }
    }
    let Some(format) = format.filter(|format| format.has_changes()) else {
        return Ok(page(&desk, &visit, "export.changes.none", ""));
    };
    let Some(earlier) = earlier.filter(|bytes| !bytes.is_empty()) else {
        return Ok(page(&desk, &visit, "export.changes.nofile", format.as_str()));
    };
    let compared = desk.work(move |desk| told(download::Parcel::changes(desk, format, &earlier))).await?;
    match compared {
        Some(parcel) => Ok(download::send(parcel, &format!("{}.changes.csv", desk.stem()), "text/csv; charset=utf-8")),
        None => Ok(page(&desk, &visit, "export.changes.wrong", format.as_str())),
    }
}

/// Nothing where the file is no earlier export; other trouble stays trouble.
fn told(made: Result<download::Parcel, StoreError>) -> Result<Option<download::Parcel>, StoreError> {
    match made {
        Ok(parcel) => Ok(Some(parcel)),
        Err(e) if e.kind() == rasid_store::ErrorKind::Invalid => Ok(None),
        Err(e) => Err(e),
    }
}

fn too_large(e: &axum::extract::multipart::MultipartError) -> Failure {
    match e.status() {
        axum::http::StatusCode::PAYLOAD_TOO_LARGE => Failure::TooLarge,
        _ => Failure::BadRequest(e.body_text()),
    }
}

#[cfg(test)]
mod tests;
