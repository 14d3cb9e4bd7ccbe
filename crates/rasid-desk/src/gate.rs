//! Who comes in, and to which time: every request learns here who sends it, before any page is asked, and is
//! led to a past where its address says so (`?asof=2018-03-01`).

use crate::failure::Failure;
use crate::past::Pasts;
use crate::visit::{Frame, Visit, render};
use crate::weave::{self, AS_OF, Weave};
use crate::who::Who;
use askama::Template;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{CONTENT_TYPE, LOCATION, REFRESH, RETRY_AFTER};
use axum::http::{HeaderValue, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;
use rasid_store::{Cutoff, PastSize};
use std::sync::Arc;
use tower::ServiceExt;

/// What is known of a request before any page is asked; the response carries it back.
#[derive(Clone, Debug)]
pub(crate) struct Arrival {
    pub(crate) who: Who,
    pub(crate) past: Option<Standing>,
}

impl Arrival {
    /// A request of which nothing is known.
    pub(crate) fn unknown() -> Self {
        Arrival { who: Who::nobody(), past: None }
    }
}

/// The past in which a page stands.
#[derive(Clone, Debug)]
pub(crate) struct Standing {
    pub(crate) cutoff: Cutoff,
    /// How much of the record is in it; nothing while it is being made.
    pub(crate) size: Option<PastSize>,
}

/// Says who sends a request, to the page and to whoever finishes the response.
pub(crate) async fn gate(State(pasts): State<Arc<Pasts>>, mut request: Request, next: Next) -> Response {
    let mut arrival = Arrival { who: Who::at_this_computer(request.headers()), past: None };
    request.extensions_mut().insert(arrival.clone());
    let mut response = match as_of(request.uri()) {
        None => next.run(request).await,
        Some(time) => match lead(&pasts, &time, request, &mut arrival).await {
            Ok(response) => response,
            Err(failure) => failure.into_response(),
        },
    };
    response.extensions_mut().insert(arrival);
    response
}

/// The past that an address asks for.
fn as_of(uri: &Uri) -> Option<String> {
    if weave::is_timeless(uri.path()) {
        return None;
    }
    let parts = uri.query()?.split('&').filter_map(|part| part.split_once('='));
    let value = parts.filter(|(name, value)| *name == AS_OF && !value.is_empty()).map(|(_, value)| value).next()?;
    Some(percent_decode_str(value).decode_utf8_lossy().into_owned())
}

/// Leads a request to the pages of a past.
async fn lead(
    pasts: &Arc<Pasts>,
    time: &str,
    mut request: Request,
    arrival: &mut Arrival,
) -> Result<Response, Failure> {
    let cutoff = Cutoff::parse(time).ok_or(Failure::NoTime)?;
    arrival.past = Some(Standing { cutoff: cutoff.clone(), size: None });
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(Failure::Past);
    }
    let found = pasts.at(cutoff.clone()).await?;
    arrival.past = Some(Standing { cutoff, size: found.as_ref().map(|past| past.size) });
    request.extensions_mut().insert(arrival.clone());
    match found {
        Some(past) => {
            let answered = past.pages.oneshot(request).await;
            Ok(answered.unwrap_or_else(|never| match never {}))
        }
        None => {
            let Ok(visit) = Visit::from_request_parts(&mut request.into_parts().0, &()).await;
            let page = render(&Making { frame: visit.frame(visit.lang.t("asof.making"), "") });
            // The page asks again by itself, without a script.
            let again = [(REFRESH, HeaderValue::from_static("2")), (RETRY_AFTER, HeaderValue::from_static("2"))];
            Ok((StatusCode::ACCEPTED, again, page).into_response())
        }
    }
}

#[derive(Template)]
#[template(path = "making.html")]
struct Making {
    frame: Frame,
}

/// Puts into a response what its links and forms must keep.
pub(crate) async fn woven(mut response: Response) -> Response {
    let Some(arrival) = response.extensions().get::<Arrival>().cloned() else { return response };
    let as_of = arrival.past.map(|past| past.cutoff.text());
    let weave = Weave { token: None, as_of: as_of.as_deref() };
    if weave.is_nothing() {
        return response;
    }
    if let Some(to) = response.headers().get(LOCATION).and_then(|to| to.to_str().ok())
        && let Ok(kept) = HeaderValue::from_str(&weave.kept(to, "&"))
    {
        response.headers_mut().insert(LOCATION, kept);
    }
    let is_page = response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if !is_page {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let body = match axum::body::to_bytes(body, usize::MAX).await.map(|bytes| String::from_utf8(bytes.into())) {
        Ok(Ok(html)) => weave.page(&html).into_owned(),
        _ => return StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    };
    parts.headers.remove(axum::http::header::CONTENT_LENGTH);
    Response::from_parts(parts, body.into())
}
