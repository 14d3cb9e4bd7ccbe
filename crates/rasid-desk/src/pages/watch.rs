//! Watching a thing, or no more.

use crate::desk::Desk;
use crate::failure::Failure;
use crate::links;
use crate::who::Who;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use rasid_store::{Watch, WatchKind, is_private};
use serde::Deserialize;
use std::sync::Arc;

/// The longest identifier that is kept.
const LONGEST: usize = 300;

/// What the button sends.
#[derive(Deserialize)]
pub(crate) struct Sent {
    kind: String,
    id: String,
    idx: String,
    /// Whether to watch, or no more.
    on: String,
    back: String,
}

/// Keeps it and goes back.
pub(crate) async fn receive(
    State(desk): State<Arc<Desk>>,
    who: Who,
    Form(sent): Form<Sent>,
) -> Result<Response, Failure> {
    let kind = WatchKind::parse(&sent.kind).ok_or(Failure::Missing("error.watch"))?;
    let idx = sent.idx.parse().map_err(|_| Failure::Missing("error.watch"))?;
    // Private persons are not followed from report to report.
    if sent.id.is_empty() || sent.id.len() > LONGEST || is_private(&sent.id) && kind == WatchKind::Party {
        return Err(Failure::Missing("error.watch"));
    }
    let back = links::local(&sent.back).to_owned();
    desk.work(move |desk| {
        let watch = Watch { kind, id: sent.id, idx };
        let at = (desk.now)();
        desk.write(|store| match sent.on.as_str() {
            "1" => store.watch(&who.pseudonym, &watch, &at),
            _ => store.unwatch(&who.pseudonym, &watch),
        })
    })
    .await?;
    Ok((StatusCode::SEE_OTHER, [(LOCATION, back)]).into_response())
}
