//! Who visits: the language of a request and the frame of the page that answers it.

use crate::assets;
use crate::gate::{Access, Arrival, Standing};
use crate::i18n::Lang;
use crate::who::{Who, cookie};
use crate::{format, links};
use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::{HeaderMap, Uri, request::Parts};
use axum::response::{Html, IntoResponse, Response};
use rasid_store::PastBy;
use std::convert::Infallible;

/// The cookie that remembers the language.
pub(crate) const LANGUAGE_COOKIE: &str = "rasid_lang";

/// The language of a request, who sends it, and its address.
#[derive(Clone, Debug)]
pub(crate) struct Visit {
    pub(crate) lang: Lang,
    pub(crate) who: Who,
    /// The past in which the page stands.
    pub(crate) past: Option<Standing>,
    pub(crate) login: Access,
    /// Path and query, to come back to after the language was switched.
    pub(crate) here: String,
}

impl Visit {
    pub(crate) fn new(headers: &HeaderMap, uri: &Uri, arrival: Arrival) -> Self {
        let accept = headers.get(ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok());
        Visit {
            lang: Lang::choose(cookie(headers, LANGUAGE_COOKIE), accept),
            who: arrival.who,
            past: arrival.past,
            login: arrival.login,
            here: uri.path_and_query().map_or("/", |p| p.as_str()).to_owned(),
        }
    }

    /// The frame of a page with this title in this section of the navigation.
    pub(crate) fn frame(&self, title: &str, section: &'static str) -> Frame {
        Frame {
            lang: self.lang,
            title: title.to_owned(),
            section,
            here: self.here.clone(),
            who: self.who.clone(),
            past: self.past.clone(),
            login: self.login.clone(),
            query: String::new(),
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let arrival = parts.extensions.get().cloned().unwrap_or_else(Arrival::unknown);
        Ok(Visit::new(&parts.headers, &parts.uri, arrival))
    }
}

/// What every page needs around its matter: `templates/base.html` is written in these.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    pub(crate) lang: Lang,
    pub(crate) title: String,
    pub(crate) section: &'static str,
    pub(crate) here: String,
    pub(crate) who: Who,
    pub(crate) past: Option<Standing>,
    pub(crate) login: Access,
    /// What was searched for, to stand in the search field.
    pub(crate) query: String,
}

impl Frame {
    pub(crate) fn t(&self, key: &str) -> &'static str {
        self.lang.t(key)
    }

    pub(crate) fn code(&self) -> &'static str {
        self.lang.code()
    }

    pub(crate) fn dir(&self) -> &'static str {
        self.lang.dir()
    }

    pub(crate) fn other(&self) -> &'static str {
        self.lang.other().code()
    }

    /// The address of the language switch, which comes back here.
    pub(crate) fn switch(&self) -> String {
        links::with_query("/lang", &[("to", self.other()), ("back", &self.here)])
    }

    /// Whether there is anything to see.
    pub(crate) fn is_in(&self) -> bool {
        self.login != Access::Outside
    }

    /// The page of the own account, or that on which a name is chosen.
    pub(crate) fn own(&self) -> String {
        match self.login {
            Access::Open => self.naming(),
            Access::In(_) => "/account".to_owned(),
            Access::Outside => "/login".to_owned(),
        }
    }

    /// The page on which a past is chosen, for this page.
    pub(crate) fn choosing(&self) -> String {
        links::with_query("/asof", &[("back", &self.here)])
    }

    /// This page as it stands now.
    pub(crate) fn now(&self) -> String {
        links::with_query("/asof", &[("now", "1"), ("back", &self.here)])
    }

    /// What is said on a page that stands in a past: when, and what is in it.
    pub(crate) fn as_of(&self) -> Option<(String, String)> {
        let past = self.past.as_ref()?;
        let key = match past.cutoff.by() {
            PastBy::Added => "asof.banner.added",
            PastBy::Published => "asof.banner.published",
        };
        let when = self.lang.fill(key, &[("date", &format::date(self.lang, past.cutoff.until()))]);
        let size = past.size.map_or_else(String::new, |size| {
            let all = format::whole(size.of as u64);
            self.lang.fill("asof.size", &[("reports", &self.lang.n("n.reports", size.reports)), ("all", &all)])
        });
        Some((when, size))
    }

    /// The page on which a name is chosen, which comes back here.
    pub(crate) fn naming(&self) -> String {
        links::with_query("/name", &[("back", &self.here)])
    }

    /// The value of `aria-current` for a link of the navigation.
    pub(crate) fn current(&self, section: &str) -> &'static str {
        if self.section == section { "page" } else { "false" }
    }

    pub(crate) fn style(&self) -> &'static str {
        assets::STYLE.path()
    }

    pub(crate) fn script(&self) -> &'static str {
        assets::SCRIPT.path()
    }

    pub(crate) fn icon(&self) -> &'static str {
        assets::ICON.path()
    }
}

/// A page as a response.
pub(crate) fn render(view: &impl Template) -> Response {
    match view.render() {
        Ok(html) => Html(html).into_response(),
        // Writing into a string fails only where a template is wrong; the guard makes the page.
        Err(_) => axum::http::StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
