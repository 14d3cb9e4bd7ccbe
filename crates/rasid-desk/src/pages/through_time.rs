//! The timeline: what a stretch of time holds, for all of the record or a part of it, as a drawing and as a table.
//! Nearer and farther, earlier and later are links.

use crate::actors::{Item, Namer};
use crate::desk::Desk;
use crate::failure::Failure;
use crate::i18n::Lang;
use crate::options::{Choice, Select, filled, of_outlets, of_words, text};
use crate::pages::arrangements;
use crate::stretch::{self, Drawing, draw};
use crate::visit::{Frame, Visit, render};
use crate::{format, links, shown};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use rasid_record::{ArrangementCourse, ArrangementKind, Phase};
use rasid_store::{Page, PlaceFilter, Store, StoreError, StretchFilter};
use serde::Deserialize;
use std::sync::Arc;

/// How many arrangements are drawn.
const DRAWN: usize = 24;
/// How many parties and places are offered to choose from.
const OFFERED: usize = 50;

/// What the page is asked for.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    zoom: Option<String>,
    at: Option<String>,
    party: Option<String>,
    place: Option<String>,
    outlet: Option<String>,
    kind: Option<String>,
}

/// How much of time is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Zoom {
    All,
    Year,
    Month,
    Week,
}

impl Zoom {
    const EVERY: [Zoom; 4] = [Zoom::All, Zoom::Year, Zoom::Month, Zoom::Week];

    fn as_str(self) -> &'static str {
        match self {
            Zoom::All => "all",
            Zoom::Year => "year",
            Zoom::Month => "month",
            Zoom::Week => "week",
        }
    }

    fn key(self) -> &'static str {
        match self {
            Zoom::All => "stretch.all",
            Zoom::Year => "stretch.year",
            Zoom::Month => "stretch.month",
            Zoom::Week => "stretch.week",
        }
    }

    /// The first and the last day of the stretch that a day lies in.
    fn around(self, day: i64, all: (i64, i64)) -> (i64, i64) {
        let text = format::day_text(day);
        let first_of = |text: String| format::day_number(&text).unwrap_or(day);
        match self {
            Zoom::All => all,
            Zoom::Year => {
                let year: i64 = text[..4].parse().unwrap_or(1970);
                (first_of(format!("{year:04}-01-01")), first_of(format!("{:04}-01-01", year + 1)) - 1)
            }
            Zoom::Month => {
                let first = first_of(format!("{}-01", &text[..7]));
                // The first day of the next month is not more than 31 days on.
                let next = format::day_text(first + 31);
                (first, first_of(format!("{}-01", &next[..7])) - 1)
            }
            // 1970 began on a Thursday; weeks are looked at from Saturday in Arabic and Monday in English alike by
            // the day that was asked for, so that a mark stays where it is when the language is switched.
            Zoom::Week => {
                let monday = day - (day + 3).rem_euclid(7);
                (monday, monday + 6)
            }
        }
    }
}

/// A way to another stretch.
struct Way {
    name: String,
    href: String,
    current: &'static str,
}

/// An arrangement in the table.
struct Line {
    name: String,
    href: String,
    when: String,
    phases: Vec<Said>,
    /// How many more there are, in words; empty where there are none.
    rest: String,
    breaches: String,
}

/// A phase in the table.
struct Said {
    phase: String,
    tone: &'static str,
    day: String,
    href: String,
}

/// What fell due, in the table.
struct DueLine {
    day: String,
    by: Vec<Item>,
    href: String,
}

#[derive(Template)]
#[template(path = "through_time.html")]
struct View {
    frame: Frame,
    period: String,
    behind: &'static str,
    selects: Vec<Select>,
    zoom: &'static str,
    at: String,
    is_filtered: bool,
    clear: String,
    zooms: Vec<Way>,
    earlier: String,
    later: String,
    drawing: Option<Drawing>,
    /// What was left out, or empty.
    left_out: String,
    events: String,
    lines: Vec<Line>,
    dues: Vec<DueLine>,
}

/// Shows the page.
pub(crate) async fn show(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let view = desk.ask(move |desk, store| view(desk, store, &visit, &asked)).await?;
    Ok(render(&view))
}

fn view(desk: &Desk, store: &Store, visit: &Visit, asked: &Asked) -> Result<View, StoreError> {
    let lang = visit.lang;
    let namer = Namer::of_many(desk, store, lang);
    let zoom = Zoom::EVERY.into_iter().find(|z| Some(z.as_str()) == asked.zoom.as_deref()).unwrap_or(Zoom::All);
    let days = store.days()?.and_then(|(a, b)| Some((format::day_number(&a)?, format::day_number(&b)?)));
    let all = days.unwrap_or((0, 0));
    // Years of four digits only, so that days can be written.
    let asked_at = asked.at.as_deref().and_then(format::day_number).filter(|day| (-365_000..2_900_000).contains(day));
    let at = asked_at.unwrap_or(all.1);
    let (first, last) = zoom.around(at, all);
    let filter = StretchFilter {
        from: format::day_text(first),
        until: format::day_text(last),
        actor: filled(&asked.party),
        place: filled(&asked.place),
        outlet: filled(&asked.outlet),
        kind: filled(&asked.kind),
    };
    let found = if days.is_some() { store.stretch(&filter, DRAWN)? } else { Default::default() };
    let (party, place, outlet, kind) = (text(&asked.party), text(&asked.place), text(&asked.outlet), text(&asked.kind));
    let to = |zoom: Zoom, at: i64| {
        let at = if zoom == Zoom::All { String::new() } else { format::day_text(at) };
        let zoom = if zoom == Zoom::All { "" } else { zoom.as_str() };
        let rest = [("party", party.as_str()), ("place", &place), ("outlet", &outlet), ("kind", &kind)];
        links::with_query("/timeline", &[&[("zoom", zoom), ("at", at.as_str())][..], &rest[..]].concat())
    };
    // Beside what the record holds there is nothing to be seen.
    let beside = |there: bool, at: i64| if zoom != Zoom::All && there { to(zoom, at) } else { String::new() };
    let kinds = ArrangementKind::ALL.iter().map(|kind| kind.as_str());
    let selects = vec![
        parties(&namer, store, &party)?,
        places(lang, store, &place)?,
        of_outlets(lang, &desk.outlets(store)?, &outlet),
        of_words(lang, "kind", "arrangement", kinds, &kind),
    ];
    let events: usize = found.events.iter().map(|on| on.events).sum();
    let mut left = Vec::new();
    if found.courses_total > found.courses.len() {
        let (n, shown) = (lang.n("n.arrangements", found.courses_total), format::whole(found.courses.len() as u64));
        left.push(lang.fill("stretch.left.arrangements", &[("n", &n), ("shown", &shown)]));
    }
    if found.dues_total > found.dues.len() {
        let shown = format::whole(found.dues.len() as u64);
        left.push(lang.fill("stretch.left.dues", &[("shown", &shown), ("n", &format::whole(found.dues_total as u64))]));
    }
    Ok(View {
        frame: visit.frame(lang.t("stretch.title"), "timeline"),
        period: format::period(lang, &filter.from, &filter.until),
        behind: arrangements::behind(lang, &store.linking()?),
        selects,
        zoom: zoom.as_str(),
        at: if zoom == Zoom::All { String::new() } else { format::day_text(at) },
        is_filtered: [&party, &place, &outlet, &kind].iter().any(|value| !value.is_empty()),
        clear: links::with_query("/timeline", &[("zoom", zoom.as_str()), ("at", &format::day_text(at))]),
        zooms: Zoom::EVERY
            .into_iter()
            .map(|z| Way {
                name: lang.t(z.key()).to_owned(),
                href: to(z, at),
                current: if z == zoom { "page" } else { "false" },
            })
            .collect(),
        earlier: beside(first > all.0, first - 1),
        later: beside(last < all.1, last + 1),
        drawing: days.map(|_| draw(&namer, &found, first, last)),
        left_out: left.join(" "),
        events: lang.n("n.events", events),
        lines: found.courses.iter().map(|course| line(lang, course, first, last)).collect(),
        dues: found
            .dues
            .iter()
            .take(60)
            .map(|due| DueLine {
                day: format::date(lang, &due.day),
                by: namer.claimants(&due.by, &[]),
                href: links::words(&due.at.0, due.at.1, due.at.2),
            })
            .collect(),
    })
}

fn parties(namer: &Namer<'_>, store: &Store, chosen: &str) -> Result<Select, StoreError> {
    let lang = namer.lang;
    let mut ids: Vec<String> =
        store.actors(Page { limit: OFFERED, offset: 0 })?.rows.into_iter().map(|actor| actor.id).collect();
    // Who was chosen on another page stays chosen.
    if !chosen.is_empty() && !ids.iter().any(|id| id == chosen) {
        ids.push(chosen.to_owned());
    }
    let choices =
        ids.into_iter().map(|id| Choice { label: namer.name(&id, None), selected: id == chosen, value: id }).collect();
    Ok(Select { name: "party", label: lang.t("stretch.party"), all: lang.t("lists.all"), choices })
}

fn places(lang: Lang, store: &Store, chosen: &str) -> Result<Select, StoreError> {
    let found = store.places(&PlaceFilter::default(), Page { limit: OFFERED, offset: 0 })?.rows;
    let mut choices: Vec<Choice> = found
        .into_iter()
        .map(|place| Choice {
            label: shown::shortened(&place.words, 40),
            selected: place.id == chosen,
            value: place.id,
        })
        .collect();
    if !chosen.is_empty() && !choices.iter().any(|choice| choice.selected) {
        choices.push(Choice { label: shown::shortened(chosen, 40), selected: true, value: chosen.to_owned() });
    }
    Ok(Select { name: "place", label: lang.t("field.place"), all: lang.t("lists.all"), choices })
}

/// How many phases of an arrangement the table names; its page names all.
const PHASES: usize = 6;

fn line(lang: Lang, course: &ArrangementCourse, first: i64, last: i64) -> Line {
    let name = arrangements::heading(lang, course.kind, &arrangements::name(course.name.as_deref(), &course.words));
    let is_in = |at: &Option<String>| {
        let day = at.as_deref().and_then(format::number_of);
        day.is_some_and(|day| (first..=last).contains(&day))
    };
    let claims = course.phases.iter().filter(|claim| claim.phase != Phase::Mentioned && is_in(&claim.at));
    let rest = claims.clone().count().saturating_sub(PHASES);
    let phases = claims.take(PHASES).map(|claim| Said {
        phase: lang.word("phase", claim.phase.as_str()),
        tone: crate::card_fields::phase_tone(claim.phase),
        day: claim.at.as_deref().map_or_else(String::new, |day| shown::owned(&format::date(lang, day))),
        href: claim
            .mentions
            .first()
            .map_or_else(String::new, |at| links::words(&at.0, rasid_record::List::Arrangements, at.1)),
    });
    let breaches = course.ledger.iter().filter(|entry| is_in(&entry.at)).count();
    Line {
        href: stretch::page(course),
        when: stretch::days(course).map_or_else(String::new, |(from, until)| {
            format::period(lang, &format::day_text(from), &format::day_text(until))
        }),
        phases: phases.collect(),
        rest: if rest > 0 { lang.n("n.rest", rest) } else { String::new() },
        breaches: lang.n("n.breaches", breaches),
        name,
    }
}

#[cfg(test)]
mod tests {
    use super::Zoom;
    use crate::format::{day_number, day_text};
    use crate::testing::Desk;

    #[test]
    fn stretches_begin_and_end_where_calendars_say() {
        let day = |text: &str| day_number(text).unwrap();
        let around = |zoom: Zoom, at: &str| {
            let (first, last) = zoom.around(day(at), (0, 1));
            (day_text(first), day_text(last))
        };
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(around(Zoom::Year, "2016-02-29"), pair("2016-01-01", "2016-12-31"));
        assert_eq!(around(Zoom::Month, "2016-02-29"), pair("2016-02-01", "2016-02-29"));
        assert_eq!(around(Zoom::Month, "2018-12-31"), pair("2018-12-01", "2018-12-31"));
        assert_eq!(around(Zoom::Week, "2018-12-13"), pair("2018-12-10", "2018-12-16"));
    }

    #[test]
    fn the_timeline_is_drawn_and_told_as_a_table_in_both_languages() {
        let desk = Desk::sample();
        for lang in ["ar", "en"] {
            let page = desk.get("/timeline", lang);
            page.is_page(200, lang).holds("<svg").holds("class=\"span\"").holds("<table").holds("#r-arrangements-");
        }
        let places = |lang: &str| -> Vec<f64> {
            let body = desk.get("/timeline", lang).body;
            let ticks = body.split("class=\"tick\" x=\"").skip(1);
            ticks.map(|rest| rest.split('"').next().unwrap().parse().unwrap()).collect()
        };
        let (ar, en) = (places("ar"), places("en"));
        assert!(en.len() > 1 && en.windows(2).all(|p| p[0] < p[1]), "{en:?}");
        assert!(ar.windows(2).all(|p| p[0] > p[1]), "{ar:?}");
    }

    #[test]
    fn it_is_zoomed_moved_and_filtered_by_links_and_nonsense_does_no_harm() {
        let desk = Desk::sample();
        let page = desk.get("/timeline?zoom=month&at=2016-07-20", "en");
        page.is_page(200, "en").holds("1 July 2016 – 31 July 2016").holds("zoom=week&#38;at=2016-07-20");
        for query in [
            "zoom=week&at=2016-02-31",
            "zoom=year&at=9999-12-31",
            "zoom=day&at=x&party=%3Cb%3E&place=%22&outlet=%27&kind=nothing",
            "at=0000-01-01&zoom=month",
        ] {
            desk.get(&format!("/timeline?{query}"), "ar").is_page(200, "ar").lacks("<b>\"");
        }
        let all = desk.get("/timeline", "en").body.matches("class=\"span\"").count();
        assert!(all > 0);
        assert_eq!(desk.get("/timeline?party=nobody", "en").body.matches("class=\"span\"").count(), 0);
        assert_eq!(desk.get("/timeline?party=rihan-government", "en").body.matches("class=\"span\"").count(), all);
        Desk::over(&[]).get("/timeline", "en").is_page(200, "en").lacks("<svg class");
    }
}
