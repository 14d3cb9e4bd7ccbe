//! The overview: what is in the record, at a glance, each line a way into it.

use crate::actors::{Item, Namer};
use crate::card::Card;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::pages::since;
use crate::seen::Seen;
use crate::tiles::{Tile, tiles};
use crate::timeline::{Timeline, timeline};
use crate::visit::{Frame, Visit, render};
use crate::{card_fields, format, links, shown};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use rasid_record::{ArrangementKind, List};
use rasid_store::{Fields, NewsFilter, Overview, Page, PhaseCount, PhaseMark, ReportFilter, Row};
use std::sync::Arc;

/// How many of the latest mentions of arrangements the timeline draws.
const DRAWN: usize = 1000;
/// How many lines each part of the page has.
const LINES: usize = 6;

/// A kind of arrangement and what was said of it.
struct Ladder {
    name: String,
    href: String,
    mentions: String,
    steps: Vec<Rung>,
}

struct Rung {
    name: String,
    count: String,
    tone: &'static str,
    href: String,
}

/// Somebody with a number and a bar.
struct Ranked {
    item: Item,
    count: String,
    percent: usize,
}

/// A commitment with its time.
struct Due {
    card: Card,
    due: Option<Item>,
}

struct Latest {
    title: String,
    href: String,
    outlet: String,
    date: String,
}

#[derive(Template)]
#[template(path = "overview.html")]
struct View {
    frame: Frame,
    reports: String,
    outlets: String,
    period: String,
    is_empty: bool,
    /// Whether the record was made out of another to be shared.
    is_redacted: bool,
    /// Since when things are new, how many reports came, and how much of each kind is new.
    since: String,
    since_reports: String,
    news: Vec<since::Count>,
    tiles: Vec<Tile>,
    timeline: Option<Timeline>,
    /// That only some mentions are drawn, or empty.
    drawn: String,
    undated: String,
    ladders: Vec<Ladder>,
    arrangements: Vec<Card>,
    commitments: Vec<Due>,
    breaches: Vec<Card>,
    speakers: Vec<Ranked>,
    by_outlet: Vec<Ranked>,
    latest: Vec<Latest>,
}

/// Shows the page.
pub(crate) async fn show(State(desk): State<Arc<Desk>>, visit: Visit, seen: Seen) -> Result<Response, Failure> {
    let view = desk
        .ask(move |desk, store| {
            let all = store.overview()?;
            let (marks, more) = store.phase_marks(DRAWN)?;
            let latest = store.reports(&ReportFilter::default(), Page { limit: LINES, offset: 0 })?.rows;
            let namer = Namer::new(desk, visit.lang);
            let mut view = view(&visit, &namer, &all, &marks);
            if more {
                let n = format::whole(DRAWN as u64);
                view.drawn = visit.lang.fill("overview.drawn", &[("n", &n)]);
            }
            let start = since::start(desk, store, visit.lang, &seen, &since::Asked::default())?;
            view.since_reports = since::reports(visit.lang, store, &start.since)?;
            view.since = start.label;
            view.is_redacted = store.is_redacted()?;
            let filter = NewsFilter { since: start.since, today: start.today, watch: None };
            view.news = since::counts(visit.lang, &store.news_counts(&filter)?, &[], "");
            view.latest = latest
                .iter()
                .map(|r| Latest {
                    title: shown::shortened(&r.title, 100),
                    href: links::report(&r.id),
                    outlet: crate::card::outlet(visit.lang, r.outlet.as_deref()),
                    date: crate::card::date(visit.lang, r.published.as_deref()),
                })
                .collect();
            Ok(view)
        })
        .await?;
    Ok(render(&view))
}

fn view(visit: &Visit, namer: &Namer<'_>, all: &Overview, marks: &[PhaseMark]) -> View {
    let lang = visit.lang;
    let cards = |rows: &[Row]| rows.iter().take(LINES).map(|row| Card::new(namer, row)).collect();
    let stated = all.outlets.iter().filter(|o| o.outlet.is_some()).count();
    View {
        frame: visit.frame(lang.t("overview.title"), "overview"),
        reports: lang.n("n.reports", all.reports),
        outlets: lang.n("n.outlets", stated),
        period: match (&all.first_day, &all.last_day) {
            (Some(first), Some(last)) => shown::owned(&format::period(lang, first, last)),
            _ => String::new(),
        },
        is_empty: all.reports == 0,
        is_redacted: false,
        since: String::new(),
        since_reports: String::new(),
        news: Vec::new(),
        tiles: tiles(lang, |list| all.records.iter().find(|r| r.list == list).map_or(0, |r| r.records)),
        timeline: timeline(lang, &all.days, marks),
        drawn: String::new(),
        undated: if all.undated > 0 { lang.n("n.reports", all.undated) } else { String::new() },
        ladders: ladders(namer, &all.phases),
        arrangements: cards(&all.arrangements),
        commitments: all
            .commitments
            .iter()
            .take(LINES + 2)
            .map(|row| Due {
                card: Card::new(namer, row),
                due: match &row.fields {
                    Fields::Commitment(bound) => card_fields::due(lang, bound),
                    _ => None,
                },
            })
            .collect(),
        breaches: cards(&all.breaches),
        speakers: ranked(all.speakers.iter().take(10).map(|s| {
            let item = namer.items(&s.id, s.name.as_deref()).into_iter().next();
            (item.unwrap_or_else(|| Item::plain("…")), s.statements)
        })),
        by_outlet: ranked(all.outlets.iter().take(8).map(|o| {
            let href = o.outlet.as_deref().map_or_else(String::new, links::outlet);
            let text = crate::card::outlet(lang, o.outlet.as_deref());
            (Item { text, href, words: String::new() }, o.reports)
        })),
        latest: Vec::new(),
    }
}

fn ladders(namer: &Namer<'_>, phases: &[PhaseCount]) -> Vec<Ladder> {
    let lang = namer.lang;
    let mut ladders = Vec::new();
    for &kind in ArrangementKind::ALL {
        let steps: Vec<&PhaseCount> = phases.iter().filter(|p| p.kind == kind && p.mentions > 0).collect();
        let mentions: usize = steps.iter().map(|p| p.mentions).sum();
        if mentions == 0 {
            continue;
        }
        let rung = |p: &&PhaseCount| Rung {
            name: lang.word("phase", p.phase.as_str()),
            count: format::whole(p.mentions as u64),
            tone: card_fields::phase_tone(p.phase),
            href: links::list(List::Arrangements, &[("kind", kind.as_str()), ("detail", p.phase.as_str())]),
        };
        let ladder = Ladder {
            name: lang.word("arrangement", kind.as_str()),
            href: links::list(List::Arrangements, &[("kind", kind.as_str())]),
            mentions: format::whole(mentions as u64),
            steps: steps.iter().map(rung).collect(),
        };
        ladders.push((mentions, ladder));
    }
    ladders.sort_by_key(|(mentions, _)| std::cmp::Reverse(*mentions));
    ladders.into_iter().map(|(_, ladder)| ladder).collect()
}

fn ranked(list: impl Iterator<Item = (Item, usize)>) -> Vec<Ranked> {
    let list: Vec<(Item, usize)> = list.collect();
    let most = list.iter().map(|(_, n)| *n).max().unwrap_or(1).max(1);
    list.into_iter()
        .map(|(item, n)| Ranked { item, count: format::whole(n as u64), percent: (n * 100 / most).max(1) })
        .collect()
}

#[cfg(test)]
mod tests;
