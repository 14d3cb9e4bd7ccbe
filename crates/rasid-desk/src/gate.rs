//! Who comes in, and to which time: every request learns here who sends it, before any page is asked, and is
//! led to a past where its address says so (`?asof=2018-03-01`). Where the desk has accounts, whoever has no session is
//! sent to log in, and what is sent without the token of the session's forms is refused.

use crate::LIMIT_UPLOAD;
use crate::door::{self, Door, token_of};
use crate::failure::Failure;
use crate::links;
use crate::past::Pasts;
use crate::visit::{Frame, Visit, render};
use crate::weave::{self, AS_OF, Weave};
use crate::who::{Role, Who, cookie};
use askama::Template;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{CONTENT_TYPE, LOCATION, REFRESH, RETRY_AFTER, SET_COOKIE};
use axum::http::{HeaderValue, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use percent_encoding::percent_decode_str;
use rasid_store::{Cutoff, PastSize};
use std::sync::Arc;
use tower::ServiceExt;

/// What is known of a request before any page is asked; the response carries it back.
#[derive(Clone, Debug)]
pub(crate) struct Arrival {
    pub(crate) who: Who,
    pub(crate) past: Option<Standing>,
    /// The token that forms must send, where the desk has accounts.
    pub(crate) token: Option<String>,
    /// Who has logged in, where the desk has accounts.
    pub(crate) login: Access,
}

/// How somebody came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// There are no accounts: whoever is at this computer is in.
    Open,
    /// Not logged in.
    Outside,
    /// Logged in by this name.
    In(String),
}

impl Arrival {
    /// A request of which nothing is known.
    pub(crate) fn unknown() -> Self {
        Arrival { who: Who::nobody(), past: None, token: None, login: Access::Outside }
    }
}

/// The past in which a page stands.
#[derive(Clone, Debug)]
pub(crate) struct Standing {
    pub(crate) cutoff: Cutoff,
    /// How much of the record is in it; nothing while it is being made.
    pub(crate) size: Option<PastSize>,
}

/// What stands before all pages.
pub(crate) struct Gate {
    pub(crate) pasts: Arc<Pasts>,
    /// Where the desk has accounts.
    pub(crate) door: Option<Arc<Door>>,
}

/// Says who sends a request, to the page and to whoever finishes the response.
pub(crate) async fn gate(State(gate): State<Arc<Gate>>, request: Request, next: Next) -> Response {
    let mut arrival = Arrival::unknown();
    let mut waiting = None;
    let mut response = match enter(&gate, request, &mut arrival, &mut waiting).await {
        Err(failure) => failure.into_response(),
        Ok(Entered::Sent(response)) => *response,
        Ok(Entered::Let(mut request)) => {
            request.extensions_mut().insert(arrival.clone());
            match as_of(request.uri()) {
                None => next.run(*request).await,
                Some(time) => match lead(&gate.pasts, &time, *request, &mut arrival).await {
                    Ok(response) => response,
                    Err(failure) => failure.into_response(),
                },
            }
        }
    };
    if let (Some(door), Some(id)) = (&gate.door, waiting)
        && let Ok(cookie) = HeaderValue::from_str(&door.waiting_cookie(&id))
    {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response.extensions_mut().insert(arrival);
    response
}

/// What became of a request at the gate.
enum Entered {
    Let(Box<Request>),
    Sent(Box<Response>),
}

/// Pages that need no session.
const FOR_ALL: [&str; 3] = ["/login", "/lang", "/static/"];
/// What readers may send too: nothing that others see.
const OWN: [&str; 3] = ["/watch", "/logout", "/account"];

/// Finds out who sends a request, and refuses what they may not send. `waiting` is told the identifier of a form for
/// logging in that has none yet.
async fn enter(
    gate: &Gate,
    request: Request,
    arrival: &mut Arrival,
    waiting: &mut Option<String>,
) -> Result<Entered, Failure> {
    let Some(door) = &gate.door else {
        arrival.who = Who::at_this_computer(request.headers());
        arrival.login = Access::Open;
        return Ok(Entered::Let(Box::new(request)));
    };
    let path = request.uri().path();
    let is_change = !matches!(*request.method(), Method::GET | Method::HEAD);
    let session = {
        let (door, headers) = (Arc::clone(door), request.headers().clone());
        let found = tokio::task::spawn_blocking(move || door.session(&headers)).await;
        found.map_err(|e| Failure::Internal(e.to_string()))??
    };
    match session {
        Some(session) => {
            arrival.who = session.who();
            arrival.token = Some(session.token);
            arrival.login = Access::In(session.account.name);
            if is_change && !OWN.iter().any(|own| path.starts_with(own)) {
                arrival.who.require(Role::Reviewer)?;
            }
        }
        None if path == "/login" => {
            let known = cookie(request.headers(), door.waiting_name()).filter(|id| id.len() == 64);
            let id = known.map_or_else(|| door.new_id(), str::to_owned);
            arrival.token = Some(token_of(&id));
            *waiting = (known.is_none() && !is_change).then_some(id);
        }
        None if FOR_ALL.iter().any(|open| path.starts_with(open)) && !is_change => (),
        None if is_change || path.starts_with("/api") => return Err(Failure::LogIn),
        None => {
            let here = request.uri().path_and_query().map_or("/", |here| here.as_str());
            let back = if here == "/" { "" } else { here };
            let to = links::with_query("/login", &[("back", back)]);
            return Ok(Entered::Sent(Box::new(Redirect::to(&to).into_response())));
        }
    }
    if !is_change {
        return Ok(Entered::Let(Box::new(request)));
    }
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, LIMIT_UPLOAD).await.map_err(|_| Failure::TooLarge)?;
    if !arrival.token.as_deref().is_some_and(|token| door::sends(&parts.headers, &body, token)) {
        return Err(Failure::Token);
    }
    Ok(Entered::Let(Box::new(Request::from_parts(parts, body.into()))))
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
    let weave = Weave { token: arrival.token.as_deref(), as_of: as_of.as_deref() };
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
