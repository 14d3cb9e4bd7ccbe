//! The choice of a past: any page as it stood at a past time, and back to now.

use crate::links;
use crate::visit::{Frame, Visit, render};
use crate::weave::AS_OF;
use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use rasid_store::{Cutoff, PastBy};
use serde::Deserialize;

/// What the page is asked for.
#[derive(Deserialize)]
pub(crate) struct Asked {
    day: Option<String>,
    by: Option<String>,
    now: Option<String>,
    back: Option<String>,
}

#[derive(Template)]
#[template(path = "asof.html")]
struct View {
    frame: Frame,
    /// What is wrong with the day, or empty.
    problem: &'static str,
    day: String,
    is_published: bool,
    /// The page to see, without any past.
    back: String,
    is_past: bool,
}

/// Shows the form, or goes where it leads.
pub(crate) async fn show(visit: Visit, Query(asked): Query<Asked>) -> Response {
    let lang = visit.lang;
    let (back, was) = without(links::local(asked.back.as_deref().unwrap_or("/")));
    if asked.now.is_some() {
        return Redirect::to(&back).into_response();
    }
    let is_published = asked.by.as_deref() == Some("published");
    let day = asked.day.unwrap_or_default();
    let text = if is_published { format!("published:{day}") } else { day.clone() };
    let cutoff = Cutoff::parse(&text);
    if let Some(cutoff) = cutoff {
        let (path, fragment) = back.split_once('#').map_or((back.as_str(), ""), |(path, words)| (path, words));
        let joint = if path.contains('?') { '&' } else { '?' };
        let fragment = if fragment.is_empty() { String::new() } else { format!("#{fragment}") };
        let to = format!("{path}{joint}{AS_OF}={}{fragment}", links::encode(&cutoff.text()));
        return Redirect::to(&to).into_response();
    }
    let was = was.as_deref().and_then(Cutoff::parse);
    let is_past = was.is_some();
    let (day, is_published) = match was {
        Some(was) if day.is_empty() => (was.until().get(..10).unwrap_or("").to_owned(), was.by() == PastBy::Published),
        _ => (day, is_published),
    };
    render(&View {
        problem: if text.ends_with(':') || text.is_empty() { "" } else { lang.t("asof.bad") },
        frame: visit.frame(lang.t("asof.title"), "asof"),
        day,
        is_published,
        back,
        is_past,
    })
}

/// An address without its past, and that past.
fn without(address: &str) -> (String, Option<String>) {
    let Some((path, query)) = address.split_once('?') else { return (address.to_owned(), None) };
    let (query, fragment) = query.split_once('#').map_or((query, None), |(query, words)| (query, Some(words)));
    let (was, rest): (Vec<&str>, Vec<&str>) = query.split('&').partition(|part| part.split('=').next() == Some(AS_OF));
    let mut out = path.to_owned();
    if !rest.is_empty() {
        out.push('?');
        out.push_str(&rest.join("&"));
    }
    if let Some(words) = fragment {
        out.push('#');
        out.push_str(words);
    }
    let was = was.first().and_then(|part| part.split_once('=')).map(|(_, value)| value);
    (out, was.map(|value| percent_encoding::percent_decode_str(value).decode_utf8_lossy().into_owned()))
}

#[cfg(test)]
mod tests;
