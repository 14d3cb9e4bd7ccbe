//! `/api/v1`: everything that the desk shows, as JSON, for other programs.
//!
//! Each operation stands once, in [`operations::all`]: the routes are made from it and so is the description at
//! `/api/v1/openapi.json`, and tests hold every answer against the schema that is described. Requests pass the
//! same guards as pages. Words that name private persons are left out, as they are of exports; texts are given
//! only where they are asked for.

mod decided;
mod describe;
mod form;
mod operations;
mod people;
mod records;
mod schemas;
mod shapes;

#[cfg(test)]
mod tests;

use crate::desk::Desk;
use crate::failure::Failure;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
pub(crate) use form::export_params;
use form::{Operation, Param};
use rasid_store::{Page, Store, StoreError};
use serde_json::Value;
use std::collections::HashMap;
use std::sync::Arc;

/// Where the API begins.
pub(crate) const ROOT: &str = "/api/v1";
/// Rows of an answer where nobody says how many.
const FEW: usize = 50;
/// The most rows of an answer.
const MANY: usize = 500;

/// What somebody asks for: parts of the path and of the query, by name.
#[derive(Debug, Default)]
pub(crate) struct Asked {
    path: HashMap<String, String>,
    query: HashMap<String, String>,
    page: Page,
}

impl Asked {
    /// A part of the path.
    fn part(&self, name: &str) -> &str {
        self.path.get(name).map_or("", String::as_str)
    }

    /// A part of the path that counts something; what is no number finds nothing.
    fn index(&self, name: &str) -> usize {
        self.part(name).parse().unwrap_or(usize::MAX >> 1)
    }

    /// A part of the query that is not empty.
    fn value(&self, name: &str) -> Option<String> {
        self.query.get(name).filter(|value| !value.is_empty()).cloned()
    }

    /// Whether a part of the query says yes.
    fn is(&self, name: &str) -> bool {
        self.query.get(name).is_some_and(|value| value == "true")
    }
}

/// Answers a question; nothing where there is no such thing.
type Answer = fn(&Desk, &Store, &Asked) -> Result<Option<Value>, StoreError>;

/// The routes of the API.
pub(crate) fn routes() -> Router<Arc<Desk>> {
    let mut router = Router::new()
        .route("/api/v1/openapi.json", get(|| async { json(&describe::document()) }))
        .route("/api/v1/exports/{format}", get(crate::download::give));
    for operation in operations::all() {
        let Some(answer) = operation.answer else { continue };
        let params: Arc<[Param]> = operation.params.into();
        router = router.route(
            &format!("{ROOT}{}", operation.path),
            get(
                move |State(desk): State<Arc<Desk>>,
                      Path(path): Path<HashMap<String, String>>,
                      Query(query): Query<HashMap<String, String>>| {
                    let params = Arc::clone(&params);
                    async move { answered(desk, path, query, &params, answer).await }
                },
            ),
        );
    }
    router
}

async fn answered(
    desk: Arc<Desk>,
    path: HashMap<String, String>,
    query: HashMap<String, String>,
    params: &[Param],
    answer: Answer,
) -> Result<Response, Failure> {
    let page = checked(&query, params)?;
    let asked = Asked { path, query, page };
    let found = desk.ask(move |desk, store| answer(desk, store, &asked)).await?;
    Ok(json(&found.ok_or(Failure::Missing("error.api"))?))
}

/// The page of a question whose parts are all known and of the right form; else a sentence that says what is wrong.
pub(crate) fn checked(query: &HashMap<String, String>, params: &[Param]) -> Result<Page, Failure> {
    for (name, value) in query.iter().filter(|(name, _)| name.as_str() != crate::weave::AS_OF) {
        let Some(param) = params.iter().find(|param| !param.in_path && param.name == *name) else {
            let known: Vec<&str> = params.iter().filter(|param| !param.in_path).map(|param| param.name).collect();
            return Err(Failure::BadRequest(format!(
                "There is no parameter {name} here; known are: {}.",
                if known.is_empty() { "none".to_owned() } else { known.join(", ") }
            )));
        };
        if !value.is_empty() {
            param.check(value).map_err(Failure::BadRequest)?;
        }
    }
    let number = |name: &str, default: usize| query.get(name).and_then(|n| n.parse().ok()).unwrap_or(default);
    Ok(Page { limit: number("limit", FEW).min(MANY), offset: number("offset", 0) })
}

/// An answer.
fn json(value: &Value) -> Response {
    ([(CONTENT_TYPE, "application/json")], value.to_string()).into_response()
}

/// The operations that are described.
fn described() -> Vec<Operation> {
    operations::all()
}
