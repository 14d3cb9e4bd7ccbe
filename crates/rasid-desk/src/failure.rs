//! What goes wrong at the desk, as a page in the visitor's language.
//!
//! A handler cannot know the language at the place where it fails, so a [`Failure`] travels in
//! the response and `guard` turns it into a page on the way out.

use crate::i18n::Lang;
use crate::shown;
use crate::visit::{Frame, Visit, render};
use crate::who::Role;
use askama::Template;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use rasid_store::StoreError;

/// Why there is no page.
#[derive(Clone, Debug)]
pub(crate) enum Failure {
    /// No page has this address.
    NoPage,
    /// No report has this identifier.
    NoReport,
    /// No arrangement has this mention.
    NoArrangement,
    /// Nobody public of this identifier is in the record.
    NoPerson,
    /// The record has no such thing; the key of the sentence that says so.
    Missing(&'static str),
    /// The record could not be read or written.
    Record(String),
    /// A fault of the program.
    Internal(String),
    /// The request makes no sense.
    BadRequest(String),
    /// A past was asked for at what is no time.
    NoTime,
    /// Something was to be changed in a past.
    Past,
    /// The body is larger than the limit.
    TooLarge,
    /// The method does not fit the page.
    Method,
    /// The request names a host that is not this desk.
    Host,
    /// The request came from pages that are not this desk's.
    Foreign,
    /// Only those who have logged in may.
    LogIn,
    /// A form was sent without the token of its session.
    Token,
    /// Too many passwords were wrong.
    TooMany,
    /// Only those who have this role may do it.
    NotAllowed(Role),
}

impl Failure {
    fn status(&self) -> StatusCode {
        match self {
            Failure::NoPage | Failure::NoReport | Failure::NoArrangement | Failure::NoPerson | Failure::Missing(_) => {
                StatusCode::NOT_FOUND
            }
            Failure::Record(_) | Failure::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Failure::Past => StatusCode::CONFLICT,
            Failure::BadRequest(_) | Failure::NoTime => StatusCode::BAD_REQUEST,
            Failure::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Failure::Method => StatusCode::METHOD_NOT_ALLOWED,
            Failure::Host => StatusCode::MISDIRECTED_REQUEST,
            Failure::LogIn => StatusCode::UNAUTHORIZED,
            Failure::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Failure::Foreign | Failure::Token | Failure::NotAllowed(_) => StatusCode::FORBIDDEN,
        }
    }

    /// The failure behind a response that some layer below made without a page.
    pub(crate) fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Failure::NoPage,
            StatusCode::PAYLOAD_TOO_LARGE => Failure::TooLarge,
            StatusCode::METHOD_NOT_ALLOWED => Failure::Method,
            s if s.is_server_error() => Failure::Internal(s.to_string()),
            s => Failure::BadRequest(s.canonical_reason().unwrap_or("").to_owned()),
        }
    }

    fn sentences(&self, lang: Lang) -> (&'static str, &'static str, &str) {
        match self {
            Failure::NoPage => (lang.t("error.404"), lang.t("error.404.hint"), ""),
            Failure::NoReport => (lang.t("error.report"), lang.t("error.404.hint"), ""),
            Failure::NoArrangement => (lang.t("error.arrangement"), lang.t("error.arrangement.hint"), ""),
            Failure::NoPerson => (lang.t("error.person"), lang.t("people.about"), ""),
            Failure::Missing(what) => (lang.t(what), lang.t("error.404.hint"), ""),
            Failure::Record(e) => (lang.t("error.500"), lang.t("error.500.hint"), e),
            Failure::Internal(e) => (lang.t("error.fault"), lang.t("error.500.hint"), e),
            Failure::BadRequest(e) => (lang.t("error.400"), "", e),
            Failure::NoTime => (lang.t("asof.bad"), lang.t("asof.hint"), ""),
            Failure::Past => (lang.t("asof.change"), lang.t("asof.change.hint"), ""),
            Failure::TooLarge => (lang.t("error.413"), lang.t("error.413.hint"), ""),
            Failure::Method => (lang.t("error.405"), "", ""),
            Failure::Host => (lang.t("error.421"), lang.t("error.421.hint"), ""),
            Failure::Foreign => (lang.t("error.403"), lang.t("error.403.hint"), ""),
            Failure::LogIn => (lang.t("error.login"), lang.t("error.role.reader"), ""),
            Failure::Token => (lang.t("error.token"), lang.t("error.token.hint"), ""),
            Failure::TooMany => (lang.t("error.429"), lang.t("error.429.hint"), ""),
            Failure::NotAllowed(role) => (lang.t("error.role"), lang.t(role_hint(*role)), ""),
        }
    }

    /// The same for programs.
    pub(crate) fn json(&self, lang: Lang) -> Response {
        let (error, hint, detail) = self.sentences(lang);
        let status = self.status();
        let mut json = serde_json::json!({"status": status.as_u16(), "error": error});
        for (name, sentence) in [("hint", hint), ("detail", detail)] {
            if !sentence.is_empty() {
                json[name] = sentence.into();
            }
        }
        (status, [(CONTENT_TYPE, "application/json")], json.to_string()).into_response()
    }

    /// The page that says what is wrong.
    pub(crate) fn page(&self, visit: Visit) -> Response {
        let (title, hint, detail) = self.sentences(visit.lang);
        let view = ErrorPage {
            status: self.status().as_u16(),
            hint,
            detail: shown::owned(detail),
            frame: visit.frame(title, ""),
        };
        (self.status(), render(&view)).into_response()
    }
}

/// The sentence that says who may.
fn role_hint(role: Role) -> &'static str {
    match role {
        Role::Reader => "error.role.reader",
        Role::Reviewer => "error.role.reviewer",
        Role::Editor => "error.role.editor",
        Role::Admin => "error.role.admin",
    }
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    frame: Frame,
    status: u16,
    hint: &'static str,
    detail: String,
}

impl From<StoreError> for Failure {
    fn from(e: StoreError) -> Self {
        Failure::Record(e.to_string())
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
