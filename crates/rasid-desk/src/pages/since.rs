//! Since the last visit: what is new in arrangements, what fell due, which breaches are claimed, which figures moved,
//! what is disagreed about; and what of it concerns what somebody watches.

use crate::actors::Namer;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::i18n::Lang;
use crate::news_lines::{Line, line};
use crate::options::{Choice, Select, text};
use crate::pager::{Pager, Turn};
use crate::pages::arrangements::behind;
use crate::seen::Seen;
use crate::visit::{Frame, Visit, render};
use crate::{format, links, shown, watching};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use rasid_store::{NewsFilter, NewsKind, Page, Since, Store, StoreError, Watch};
use serde::Deserialize;
use std::sync::Arc;

/// How many lines each part has on the page of all parts.
const FEW: usize = 6;
/// How many it has on a page of its own.
const MANY: usize = 20;
/// Where nobody was here before: so many days before the last report.
const FIRST: i64 = 6;

/// What the page is asked for.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Asked {
    /// `yesterday`, `week`, or nothing for the last visit.
    since: Option<String>,
    /// A day of one's own.
    from: Option<String>,
    /// `published` or `added`.
    by: Option<String>,
    watch: Option<String>,
    part: Option<String>,
    page: Option<String>,
}

/// How much of one kind is new.
pub(crate) struct Count {
    pub(crate) label: String,
    pub(crate) href: String,
    pub(crate) current: &'static str,
    pub(crate) is_none: bool,
}

/// The time from which things are new.
pub(crate) struct Start {
    pub(crate) since: Since,
    /// `since your last visit, 3 March 2018, 14:05`.
    pub(crate) label: String,
    pub(crate) today: String,
}

/// One kind of news.
struct Part {
    name: &'static str,
    about: &'static str,
    key: &'static str,
    lines: Vec<Line>,
    more: String,
    href: String,
}

/// Something that is watched.
struct Watched {
    name: String,
    href: String,
    count: String,
    only: String,
    current: &'static str,
    kind: &'static str,
    id: String,
    idx: usize,
}

/// A way to another time.
struct Way {
    label: &'static str,
    href: String,
    current: &'static str,
}

#[derive(Template)]
#[template(path = "since.html")]
struct View {
    frame: Frame,
    label: String,
    reports: String,
    behind: &'static str,
    ways: Vec<Way>,
    from: String,
    by: Select,
    watch: String,
    counts: Vec<Count>,
    watches: Vec<Watched>,
    parts: Vec<Part>,
    is_nothing: bool,
    pager: Option<Pager>,
}

/// Shows the page.
pub(crate) async fn show(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    seen: Seen,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let view = desk.ask(move |desk, store| view(desk, store, &visit, &seen, &asked)).await?;
    Ok(render(&view))
}

/// The time that somebody asks for, else that of their last visit, else some days before the last report.
pub(crate) fn start(desk: &Desk, store: &Store, lang: Lang, seen: &Seen, asked: &Asked) -> Result<Start, StoreError> {
    let now = (desk.now)();
    let today = format::day_of(&now).unwrap_or("").to_owned();
    let before = |day: &str, days: i64| format::day_number(day).map(|n| format::day_text(n - days));
    let published = asked.by.as_deref() == Some("published");
    let (day, key) = match (asked.from.as_deref().and_then(format::day_of), asked.since.as_deref()) {
        (Some(day), _) => (Some(day.to_owned()), "since.date"),
        (None, Some("yesterday")) => (before(&today, 1), "since.yesterday"),
        (None, Some("week")) => (before(&today, 7), "since.week"),
        _ => (None, ""),
    };
    if let Some(day) = day {
        let label = lang.fill(key, &[("day", &format::date(lang, &day))]);
        let since = if published { Since::Published(day) } else { Since::Added(format!("{day}T00:00:00Z")) };
        return Ok(Start { since, label, today });
    }
    if let Some(moment) = &seen.before {
        let label = lang.fill("since.visit", &[("at", &format::date(lang, moment))]);
        let since = match format::day_of(moment).filter(|_| published) {
            Some(day) => Since::Published(day.to_owned()),
            None => Since::Added(moment.clone()),
        };
        return Ok(Start { since, label, today });
    }
    let last = store.last_day()?.unwrap_or_default();
    let day = before(&last, FIRST).unwrap_or(last);
    let label = lang.fill("since.first", &[("day", &format::date(lang, &day))]);
    Ok(Start { since: Since::Published(day), label, today })
}

/// How much of each kind is new, each with the way to it.
pub(crate) fn counts(lang: Lang, counted: &[(NewsKind, usize)], query: &[(&str, &str)], part: &str) -> Vec<Count> {
    let count = |&(kind, count): &(NewsKind, usize)| Count {
        label: lang.n(keys(kind)[2], count),
        href: links::with_query("/since", &[query, &[("part", kind.as_str())]].concat()),
        current: if part == kind.as_str() { "true" } else { "false" },
        is_none: count == 0,
    };
    counted.iter().map(count).collect()
}

/// The sentences of a kind: its name, what it is, and how much of it there is.
fn keys(kind: NewsKind) -> [&'static str; 3] {
    match kind {
        NewsKind::Phase => ["since.phase", "since.phase.about", "n.news.phase"],
        NewsKind::Due => ["since.due", "since.due.about", "n.news.due"],
        NewsKind::Outcome => ["since.outcome", "since.outcome.about", "n.news.outcome"],
        NewsKind::Breach => ["since.breach", "since.breach.about", "n.news.breach"],
        NewsKind::Figure => ["since.figure", "since.figure.about", "n.news.figure"],
        NewsKind::Disagreement => ["since.disagreement", "since.disagreement.about", "n.news.disagreement"],
    }
}

/// How many reports came.
pub(crate) fn reports(lang: Lang, store: &Store, since: &Since) -> Result<String, StoreError> {
    Ok(lang.n("n.newreports", store.new_reports(since)?))
}

fn view(desk: &Desk, store: &Store, visit: &Visit, seen: &Seen, asked: &Asked) -> Result<View, StoreError> {
    let lang = visit.lang;
    let Start { since, label, today } = start(desk, store, lang, seen, asked)?;
    let namer = Namer::of_many(desk, store, lang);
    let (named, from, by) = (text(&asked.since), text(&asked.from), text(&asked.by));
    let (watch_word, part) = (text(&asked.watch), text(&asked.part));
    let watch = watching::of_word(&watch_word);
    let query = [("since", named.as_str()), ("from", &from), ("by", &by), ("watch", &watch_word)];
    let filter = NewsFilter { since: since.clone(), today: today.clone(), watch: watch.clone() };
    let counted = store.news_counts(&filter)?;
    let only = NewsKind::parse(&part);
    let size = if only.is_some() { MANY } else { FEW };
    let turn = Turn::new(asked.page.as_deref(), size);
    let mut parts = Vec::new();
    for &(kind, total) in counted.iter().filter(|(kind, total)| *total > 0 && only.is_none_or(|only| only == *kind)) {
        let page = if only.is_some() { turn.page() } else { Page { limit: FEW, offset: 0 } };
        let found = store.news(kind, &filter, page)?;
        let lines: Result<Vec<Line>, StoreError> = found.rows.iter().map(|news| line(&namer, store, news)).collect();
        let rest = if only.is_some() { 0 } else { total.saturating_sub(FEW) };
        parts.push(Part {
            name: lang.t(keys(kind)[0]),
            about: lang.t(keys(kind)[1]),
            key: kind.as_str(),
            lines: lines?,
            more: if rest > 0 { lang.n("n.rest", rest) } else { String::new() },
            href: links::with_query("/since", &[&query[..], &[("part", kind.as_str())]].concat()),
        });
    }
    let total = only.and_then(|only| counted.iter().find(|(kind, _)| *kind == only)).map_or(0, |(_, total)| *total);
    let way = |label, value: &str| Way {
        label,
        href: links::with_query("/since", &[("since", value), ("by", &by), ("watch", &watch_word)]),
        current: if from.is_empty() && named == value { "true" } else { "false" },
    };
    let at_published = matches!(since, Since::Published(_));
    Ok(View {
        frame: visit.frame(lang.t("since.title"), "since"),
        reports: reports(lang, store, &since)?,
        behind: behind(lang, &store.linking()?),
        ways: vec![
            way(lang.t("since.way.visit"), ""),
            way(lang.t("since.way.yesterday"), "yesterday"),
            way(lang.t("since.way.week"), "week"),
        ],
        by: basis(lang, at_published),
        counts: counts(lang, &counted, &query, &part),
        watches: watches(&namer, store, visit, &filter, (&named, &from, &by), &watch_word)?,
        is_nothing: parts.is_empty(),
        parts,
        pager: only
            .and_then(|only| turn.pager(lang, total, "/since", &[&query[..], &[("part", only.as_str())]].concat())),
        label: shown::owned(&label),
        watch: watch_word,
        from,
    })
}

/// By what it is counted: when it came into the record, or when it was published.
fn basis(lang: Lang, is_published: bool) -> Select {
    let published =
        Choice { value: "published".into(), label: lang.t("since.by.published").into(), selected: is_published };
    Select { name: "by", label: lang.t("since.by"), all: lang.t("since.by.added"), choices: vec![published] }
}

fn watches(
    namer: &Namer<'_>,
    store: &Store,
    visit: &Visit,
    filter: &NewsFilter,
    (named, from, by): (&str, &str, &str),
    chosen: &str,
) -> Result<Vec<Watched>, StoreError> {
    let one = |watch: Watch| {
        let (name, href) = watching::named(namer, store, &watch)?;
        let counted = store.news_counts(&NewsFilter { watch: Some(watch.clone()), ..filter.clone() })?;
        let word = watching::word(&watch);
        Ok(Watched {
            name,
            href,
            count: namer.lang.n("n.news", counted.iter().map(|(_, count)| count).sum()),
            only: links::with_query("/since", &[("since", named), ("from", from), ("by", by), ("watch", &word)]),
            current: if word == chosen { "true" } else { "false" },
            kind: watch.kind.as_str(),
            id: watch.id,
            idx: watch.idx,
        })
    };
    store.watches(&visit.who.pseudonym)?.into_iter().take(SHOWN).map(one).collect()
}

/// How many watches the page shows.
const SHOWN: usize = 30;

#[cfg(test)]
mod tests;
