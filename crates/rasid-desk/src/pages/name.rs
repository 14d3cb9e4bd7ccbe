//! The name under which somebody decides, where the desk has no accounts: kept in a cookie of this browser.

use crate::failure::Failure;
use crate::links;
use crate::visit::{Frame, Visit, render};
use crate::who::{self, LONGEST_NAME, NAME_COOKIE};
use askama::Template;
use axum::Form;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "name.html")]
struct View {
    frame: Frame,
    name: String,
    longest: usize,
    back: String,
}

/// Where to go afterwards.
#[derive(Deserialize)]
pub(crate) struct Asked {
    back: Option<String>,
}

/// What the form sends.
#[derive(Deserialize)]
pub(crate) struct Sent {
    name: String,
    back: Option<String>,
}

/// Shows the form.
pub(crate) async fn show(visit: Visit, Query(asked): Query<Asked>) -> Response {
    let who = &visit.who;
    render(&View {
        name: if who.is_named { who.pseudonym.clone() } else { String::new() },
        longest: LONGEST_NAME,
        back: links::local(asked.back.as_deref().unwrap_or("/")).to_owned(),
        frame: visit.frame(visit.lang.t("name.title"), "name"),
    })
}

/// Keeps the name, or forgets it where nothing was typed, and goes back.
pub(crate) async fn receive(Form(sent): Form<Sent>) -> Result<Response, Failure> {
    let back = links::local(sent.back.as_deref().unwrap_or("/")).to_owned();
    let (value, age) = match who::name(&sent.name) {
        Some(name) => (links::encode(&name), 31_536_000),
        None => (String::new(), 0),
    };
    let cookie = format!("{NAME_COOKIE}={value}; Path=/; Max-Age={age}; SameSite=Strict; HttpOnly");
    Ok((StatusCode::SEE_OTHER, [(LOCATION, back), (SET_COOKIE, cookie)]).into_response())
}

#[cfg(test)]
mod tests {
    use crate::testing::Desk;
    use axum::body::Body;
    use axum::http::Request;

    #[test]
    fn a_name_is_chosen_once_and_stands_on_every_page() {
        let desk = Desk::sample();
        desk.get("/", "en").holds("href=\"/name?back=%2F\"");
        desk.get("/name?back=%2Freports", "ar").is_page(200, "ar").holds("value=\"/reports\"");
        let body = "name=%D9%87%D8%AF%D9%89+%3Cb%3E&back=%2Freports%3Fpage%3D1";
        let request = Request::post("/name")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        let answer = desk.send(request.body(Body::from(body)).unwrap());
        assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/reports?page=1"));
        let cookie = answer.header("set-cookie").to_owned();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
        let cookie = cookie.split(';').next().unwrap();
        for path in ["/", "/reports", "/nowhere"] {
            let request = Request::get(path).header("cookie", cookie).body(Body::empty()).unwrap();
            desk.send(request).holds("هدى &#60;b&#62;").lacks("<b>هدى");
        }
    }

    #[test]
    fn the_way_back_never_leads_elsewhere() {
        let desk = Desk::sample();
        let request = Request::post("/name")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        let answer = desk.send(request.body(Body::from("name=&back=//evil.example")).unwrap());
        assert_eq!(answer.header("location"), "/");
        assert!(answer.header("set-cookie").contains("Max-Age=0"));
    }
}
