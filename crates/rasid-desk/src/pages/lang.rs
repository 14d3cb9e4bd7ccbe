//! The switch between Arabic and English: remembers the choice in a cookie and goes back.

use crate::i18n::Lang;
use crate::links;
use crate::visit::LANGUAGE_COOKIE;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

/// What the switch is told.
#[derive(Deserialize)]
pub(crate) struct Asked {
    to: Option<String>,
    back: Option<String>,
}

/// Switches the language. A GET, since it changes nothing but a preference: any other site could
/// switch it too, which harms nobody.
pub(crate) async fn switch(Query(asked): Query<Asked>) -> Response {
    let back = links::local(asked.back.as_deref().unwrap_or("/")).to_owned();
    match asked.to.as_deref().and_then(Lang::parse) {
        Some(lang) => {
            let cookie = format!("{LANGUAGE_COOKIE}={}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly", lang.code());
            (StatusCode::SEE_OTHER, [(LOCATION, back), (SET_COOKIE, cookie)]).into_response()
        }
        None => (StatusCode::SEE_OTHER, [(LOCATION, back)]).into_response(),
    }
}
