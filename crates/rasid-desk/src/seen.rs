//! When somebody was here before: kept in a cookie of their browser, so that pages can say what is new since.
//!
//! A visit ends where nothing is asked for half an hour. The cookie holds when the visit before this one ended, and
//! when something was asked last.

use crate::desk::Desk;
use crate::format;
use crate::who::cookie;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::SET_COOKIE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;
use std::convert::Infallible;
use std::sync::Arc;

/// The cookie.
const SEEN_COOKIE: &str = "rasid_seen";
/// Minutes without a request that end a visit.
const PAUSE: i64 = 30;

/// When somebody was here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Seen {
    /// When the visit before this one ended: ISO 8601, UTC; nothing where there was none.
    pub(crate) before: Option<String>,
    /// When something was asked last.
    last: Option<String>,
}

impl Seen {
    fn of(headers: &HeaderMap) -> Self {
        let value = cookie(headers, SEEN_COOKIE).unwrap_or("");
        let (before, last) = value.split_once('~').unwrap_or(("", value));
        let moment = |text: &str| minute(text).map(|_| text.to_owned());
        Seen { before: moment(before), last: moment(last) }
    }

    /// The same a moment later.
    fn now(&self, now: &str) -> Self {
        let passed = self.last.as_deref().and_then(minute).zip(minute(now)).map(|(last, now)| now - last);
        let before = match passed {
            Some(passed) if passed > PAUSE => self.last.clone(),
            _ => self.before.clone(),
        };
        Seen { before, last: Some(now.to_owned()) }
    }

    fn cookie(&self) -> String {
        let text = |moment: &Option<String>| moment.clone().unwrap_or_default();
        format!(
            "{SEEN_COOKIE}={}~{}; Path=/; Max-Age=31536000; SameSite=Strict; HttpOnly",
            text(&self.before),
            text(&self.last)
        )
    }
}

/// Minutes since 1970 of a moment such as `2018-02-26T14:05:00Z`.
fn minute(moment: &str) -> Option<i64> {
    let (day, clock) = moment.split_once('T')?;
    let number = |range: std::ops::Range<usize>| clock.get(range).filter(|n| n.bytes().all(|b| b.is_ascii_digit()));
    let (hour, minute): (i64, i64) = (number(0..2)?.parse().ok()?, number(3..5)?.parse().ok()?);
    // Nothing but what a clock says may come back in a cookie.
    let is_plain = clock.len() <= 12 && clock.bytes().all(|b| b.is_ascii_digit() || b":.Z".contains(&b));
    (is_plain && hour < 24 && minute < 60).then_some(())?;
    Some(format::day_number(day)? * 1440 + hour * 60 + minute)
}

/// Notes each visit.
pub(crate) async fn keep(State(desk): State<Arc<Desk>>, mut request: Request, next: Next) -> Response {
    // Programs that ask do not visit.
    let is_page = !["/static/", "/api/"].iter().any(|prefix| request.uri().path().starts_with(prefix));
    if *request.method() != Method::GET || !is_page {
        return next.run(request).await;
    }
    let old = Seen::of(request.headers());
    let seen = old.now(&(desk.now)());
    request.extensions_mut().insert(seen.clone());
    let mut response = next.run(request).await;
    let changed = |seen: &Seen| (seen.before.clone(), seen.last.as_deref().and_then(minute));
    if response.status().is_success()
        && changed(&seen) != changed(&old)
        && let Ok(value) = HeaderValue::from_str(&seen.cookie())
    {
        response.headers_mut().append(SET_COOKIE, value);
    }
    response
}

impl<S: Sync> FromRequestParts<S> for Seen {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get().cloned().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(value: &str) -> Seen {
        let mut headers = HeaderMap::new();
        headers.insert("cookie", format!("{SEEN_COOKIE}={value}").parse().unwrap());
        Seen::of(&headers)
    }

    #[test]
    fn a_visit_ends_half_an_hour_after_the_last_question() {
        let first = Seen::default().now("2018-02-26T10:00:00Z");
        assert_eq!(first.before, None);
        let still = first.now("2018-02-26T10:29:00Z");
        assert_eq!(still.before, None);
        let next = still.now("2018-02-27T09:00:00Z");
        assert_eq!(next.before.as_deref(), Some("2018-02-26T10:29:00Z"));
        // What was new stays new while somebody reads it.
        assert_eq!(next.now("2018-02-27T09:20:00Z").before, next.before);
    }

    #[test]
    fn the_cookie_comes_back_as_it_went_and_nonsense_is_no_visit() {
        let made = Seen::default().now("2018-02-26T10:00:00Z").now("2018-02-27T09:00:00Z");
        let value = made.cookie().split(';').next().unwrap().trim_start_matches("rasid_seen=").to_owned();
        assert_eq!(seen(&value), made);
        for value in ["", "~", "x~y", "2018-02-30T10:00:00Z", "2018-02-26T10:00:00Z<script>", "2018-02-26T99:00:00Z~"] {
            assert_eq!(seen(value), Seen::default(), "{value}");
        }
    }
}
