//! Logging in and out, and the own account; only where the desk has accounts.

use crate::connections::{self, Peer};
use crate::door::{Door, Tried};
use crate::failure::Failure;
use crate::gate::{Access, Gate};
use crate::links;
use crate::visit::{Frame, Visit, render};
use crate::who::Role;
use askama::Template;
use axum::Form;
use axum::extract::{Extension, Query, State};
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use serde::Deserialize;
use std::sync::Arc;

/// The longest name to log in with, in letters.
const LONGEST_NAME: usize = 64;

/// Where to go afterwards.
#[derive(Deserialize)]
pub(crate) struct Asked {
    back: Option<String>,
}

/// What the form sends.
#[derive(Deserialize)]
pub(crate) struct Sent {
    name: String,
    password: String,
    back: Option<String>,
}

#[derive(Template)]
#[template(path = "login.html")]
struct View {
    frame: Frame,
    problem: &'static str,
    name: String,
    back: String,
}

#[derive(Template)]
#[template(path = "account.html")]
struct Own {
    frame: Frame,
    name: String,
    role: &'static str,
}

fn door(gate: &Gate) -> Result<Arc<Door>, Failure> {
    gate.door.clone().ok_or(Failure::NoPage)
}

fn form(visit: &Visit, problem: &'static str, name: &str, back: Option<&str>) -> Response {
    render(&View {
        frame: visit.frame(visit.lang.t("login.title"), "login"),
        problem,
        name: name.chars().take(LONGEST_NAME).collect(),
        back: links::local(back.unwrap_or("/")).to_owned(),
    })
}

/// Shows the form.
pub(crate) async fn show(
    State(gate): State<Arc<Gate>>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    door(&gate)?;
    match visit.login {
        Access::In(_) => Ok(Redirect::to("/").into_response()),
        _ => Ok(form(&visit, "", "", asked.back.as_deref())),
    }
}

/// Tries a name with a password. A session begins with an identifier of its own, whatever cookies came along.
pub(crate) async fn receive(
    State(gate): State<Arc<Gate>>,
    visit: Visit,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
    Form(sent): Form<Sent>,
) -> Result<Response, Failure> {
    let door = door(&gate)?;
    let from = connections::address(peer.map(|Extension(peer)| peer), &headers, door.has_proxy());
    let (name, password) = (sent.name.trim().chars().take(LONGEST_NAME).collect::<String>(), sent.password);
    let tried = {
        let (door, name) = (Arc::clone(&door), name.clone());
        blocking(move || Ok(door.try_password(&name, &password, from)?)).await?
    };
    match tried {
        Tried::Wait => Err(Failure::TooMany),
        Tried::Wrong => Ok(form(&visit, visit.lang.t("login.wrong"), &name, sent.back.as_deref())),
        Tried::In(id) => {
            let back = links::local(sent.back.as_deref().unwrap_or("/")).to_owned();
            let cookies = [(SET_COOKIE, door.session_cookie(&id)), (SET_COOKIE, door.no_cookie(door.waiting_name()))];
            Ok((StatusCode::SEE_OTHER, [(LOCATION, back)], AppendHeaders(cookies)).into_response())
        }
    }
}

/// Ends the session.
pub(crate) async fn out(State(gate): State<Arc<Gate>>, headers: HeaderMap) -> Result<Response, Failure> {
    let door = door(&gate)?;
    let cookie = door.no_cookie(door.cookie_name());
    blocking(move || Ok(door.end(&headers)?)).await?;
    Ok((StatusCode::SEE_OTHER, [(LOCATION, "/login".to_owned()), (SET_COOKIE, cookie)]).into_response())
}

/// Shows the own account.
pub(crate) async fn account(State(gate): State<Arc<Gate>>, visit: Visit) -> Result<Response, Failure> {
    door(&gate)?;
    let Access::In(name) = &visit.login else { return Err(Failure::LogIn) };
    let role = match visit.who.role {
        Role::Reader => "account.role.reader",
        Role::Reviewer => "account.role.reviewer",
        Role::Editor => "account.role.editor",
        Role::Admin => "account.role.admin",
    };
    let (name, role) = (name.clone(), visit.lang.t(role));
    Ok(render(&Own { frame: visit.frame(visit.lang.t("account.title"), "account"), name, role }))
}

/// Ends all sessions of the account.
pub(crate) async fn everywhere(State(gate): State<Arc<Gate>>, visit: Visit) -> Result<Response, Failure> {
    let door = door(&gate)?;
    let Access::In(name) = visit.login else { return Err(Failure::LogIn) };
    let cookie = door.no_cookie(door.cookie_name());
    blocking(move || Ok(door.end_all(&name)?)).await?;
    Ok((StatusCode::SEE_OTHER, [(LOCATION, "/login".to_owned()), (SET_COOKIE, cookie)]).into_response())
}

async fn blocking<T: Send + 'static>(task: impl FnOnce() -> Result<T, Failure> + Send + 'static) -> Result<T, Failure> {
    tokio::task::spawn_blocking(task).await.unwrap_or_else(|e| Err(Failure::Internal(e.to_string())))
}

#[cfg(test)]
mod tests;
