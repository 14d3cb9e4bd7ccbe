//! What every request must pass, and what every response carries.
//!
//! A desk without accounts is protected by this, that only this computer's own browser, on the
//! desk's own pages, reaches it; one with accounts has this besides:
//! - *Host*: only names and addresses of loopback, with the desk's own port; else the address that is
//!   listened at, and the names that it was told. Another site whose name was made to lead here (DNS
//!   rebinding) is refused before anything is read.
//! - *Changes* (anything but GET and HEAD): the browser must say that they come from the desk's
//!   own pages, by `Sec-Fetch-Site` or, where it does not know that header, by `Origin`. What
//!   says neither is refused too; a program can say `Origin` itself. No GET changes the record.
//! - *Content*: a policy under which a page can load nothing but the desk's own style, script and
//!   pictures, run no script of its text, post nowhere else and be framed by nobody.

use crate::failure::Failure;
use crate::gate::{Arrival, woven};
use crate::serve::Config;
use crate::visit::Visit;
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::IpAddr;
use std::sync::Arc;

const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Headers of every response that does not set them itself.
const HEADERS: [(HeaderName, &str); 8] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::CACHE_CONTROL, "no-store"),
    (header::VARY, "Accept-Language, Cookie"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// Lets a request pass or not, and finishes the response.
pub(crate) async fn guard(State(config): State<Arc<Config>>, request: Request, next: Next) -> Response {
    let mut visit = Visit::new(request.headers(), request.uri(), Arrival::unknown());
    let mut response = match check(&request, &config) {
        Ok(()) => next.run(request).await,
        Err(failure) => failure.into_response(),
    };
    let status = response.status();
    if status.is_client_error() || status.is_server_error() {
        let arrival = response.extensions().get().cloned().unwrap_or_else(Arrival::unknown);
        (visit.who, visit.past) = (arrival.who.clone(), arrival.past.clone());
        visit.login = arrival.login.clone();
        let failure = response.extensions_mut().remove::<Failure>().unwrap_or_else(|| Failure::of_status(status));
        let allow = response.headers_mut().remove(header::ALLOW);
        response = match visit.here.starts_with(crate::api::ROOT) {
            true => failure.json(visit.lang),
            false => failure.page(visit),
        };
        response.extensions_mut().insert(arrival);
        if let Some(allow) = allow {
            response.headers_mut().insert(header::ALLOW, allow);
        }
    }
    response = woven(response).await;
    if config.is_tls {
        let always = HeaderValue::from_static("max-age=31536000");
        response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, always);
    }
    for (name, value) in HEADERS {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

fn check(request: &Request, config: &Config) -> Result<(), Failure> {
    // HTTP/1.1 allows a whole address in the request line, which then stands above `Host`.
    let host = request.uri().authority().map(|a| a.as_str()).or_else(|| one(request.headers(), header::HOST));
    let host = host.filter(|host| is_own_host(host, config)).ok_or(Failure::Host)?;
    if matches!(*request.method(), Method::GET | Method::HEAD) || is_own_page(request.headers(), host, config.is_tls) {
        Ok(())
    } else {
        Err(Failure::Foreign)
    }
}

/// The value of a header that stands there exactly once.
fn one(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok();
    if values.next().is_some() { None } else { value }
}

/// Whether `host` (name or address, with port) is a way to write this desk's own address.
fn is_own_host(host: &str, config: &Config) -> bool {
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, port.parse::<u16>().ok()),
        _ => (host, Some(80)),
    };
    // A proxy has a port of its own; whoever gave the name knows where it leads.
    if config.hosts.iter().any(|own| own.eq_ignore_ascii_case(name) || own.eq_ignore_ascii_case(host)) {
        return true;
    }
    let bare = name.strip_prefix('[').and_then(|n| n.strip_suffix(']')).unwrap_or(name);
    let listens = config.address.ip();
    let is_listened_at =
        |ip: IpAddr| if listens.is_loopback() { ip.is_loopback() } else { ip == listens && !ip.is_unspecified() };
    let is_local = listens.is_loopback() && bare.eq_ignore_ascii_case("localhost");
    port == Some(config.address.port()) && bare.parse::<IpAddr>().map_or(is_local, is_listened_at)
}

fn is_own_page(headers: &HeaderMap, host: &str, is_tls: bool) -> bool {
    let scheme = if is_tls { "https://" } else { "http://" };
    match headers.contains_key("sec-fetch-site") {
        true => one(headers, HeaderName::from_static("sec-fetch-site")) == Some("same-origin"),
        false => one(headers, header::ORIGIN).and_then(|o| o.strip_prefix(scheme)) == Some(host),
    }
}

#[cfg(test)]
mod tests;
