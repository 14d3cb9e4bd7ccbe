//! The briefing: a period, a topic, and what is new; to be read, printed or taken along as a document. One that is
//! kept names the moment up to which the record was looked at, and opens again as it was.

mod document;

pub(crate) use document::download;

use crate::actors::Namer;
use crate::briefing::{Briefing, Section};
use crate::desk::Desk;
use crate::failure::Failure;
use crate::i18n::Lang;
use crate::options::{Choice, Select, filled, text};
use crate::visit::{Frame, Visit, render};
use crate::weave::AS_OF;
use crate::who::{Role, Who};
use crate::{format, links, shown};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use rasid_store::{BriefFilter, CourseFilter, KeptBriefing, Page, PlaceFilter, Store, StoreError};
use serde::Deserialize;
use std::sync::Arc;

/// How many parties, places and arrangements may be chosen from.
const OFFERED: usize = 60;
/// How many kept briefings are listed.
const LISTED: usize = 12;
/// Days of a period when none is asked for.
const DAYS: i64 = 7;
/// The longest title of a kept briefing, and the longest words, in letters.
const LONGEST: usize = 200;

/// What the page is asked for.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Asked {
    from: Option<String>,
    until: Option<String>,
    arrangement: Option<String>,
    party: Option<String>,
    place: Option<String>,
    words: Option<String>,
    lines: Option<String>,
    kept: Option<String>,
}

/// What is sent to keep a briefing.
#[derive(Deserialize)]
pub(crate) struct Sent {
    title: Option<String>,
    query: String,
}

/// A briefing that was kept.
struct Kept {
    title: String,
    href: String,
    note: String,
}

#[derive(Template)]
#[template(path = "briefing.html")]
struct View {
    frame: Frame,
    from: String,
    until: String,
    period: String,
    words: String,
    selects: Vec<Select>,
    topic: String,
    /// Up to when the record was looked at.
    cutoff: String,
    lines_lang: &'static str,
    lines_dir: &'static str,
    sections: Vec<Section>,
    is_empty: bool,
    /// The query by which this opens again, without a past.
    query: String,
    document: String,
    may_keep: bool,
    /// That this is a kept one, or empty.
    kept_note: String,
    /// That its lines have changed since it was kept, or empty.
    changed: &'static str,
    kept: Vec<Kept>,
}

/// A briefing with what was asked for.
struct Made {
    filter: BriefFilter,
    lines: Lang,
    briefing: Briefing,
    /// The topic in words, or empty.
    topic: String,
    /// The moment up to which the record was looked at: ISO 8601, UTC.
    cutoff: String,
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
    let made = Made::new(desk, store, lang, asked)?;
    let kept = match asked.kept.as_deref().and_then(|no| no.parse().ok()) {
        Some(no) => store.briefing(no)?.filter(|kept| kept.cutoff == made.cutoff),
        None => None,
    };
    let title = kept.as_ref().map(|kept| shown::shortened(&kept.title, LONGEST)).filter(|title| !title.is_empty());
    let query = asked.query(&made);
    let listed = store.briefings(Page { limit: LISTED, offset: 0 })?.rows;
    Ok(View {
        frame: visit.frame(title.as_deref().unwrap_or(lang.t("brief.title")), "briefing"),
        period: shown::owned(&format::period(lang, &made.filter.from, &made.filter.until)),
        words: text(&asked.words),
        selects: selects(desk, store, lang, asked)?,
        topic: made.topic,
        cutoff: format::date(lang, &made.cutoff),
        lines_lang: made.lines.code(),
        lines_dir: made.lines.dir(),
        is_empty: made.briefing.len() == 0,
        document: links::with_query("/briefing.docx", &pairs(&query)),
        may_keep: visit.past.is_none() && visit.who.role >= Role::Editor,
        kept_note: kept.as_ref().map_or_else(String::new, |kept| note(lang, kept)),
        changed: match &kept {
            Some(kept) if kept.digest != made.briefing.digest => lang.t("brief.changed"),
            _ => "",
        },
        kept: listed.iter().map(|kept| row(lang, kept)).collect(),
        sections: made.briefing.sections,
        query: links::with_query("", &pairs(&query)).trim_start_matches('?').to_owned(),
        from: made.filter.from,
        until: made.filter.until,
    })
}

impl Made {
    fn new(desk: &Desk, store: &Store, lang: Lang, asked: &Asked) -> Result<Self, StoreError> {
        let day = |given: &Option<String>| filled(given).filter(|day| format::day_of(day).is_some_and(|d| d == day));
        let until = match day(&asked.until) {
            Some(day) => day,
            // A record of old news has nothing new this week.
            None => store.last_day()?.unwrap_or_else(|| (desk.now)().get(..10).unwrap_or("").to_owned()),
        };
        let from = day(&asked.from).unwrap_or_else(|| {
            format::day_number(&until).map_or_else(|| until.clone(), |n| format::day_text(n - DAYS + 1))
        });
        let (from, until) = if from > until { (until, from) } else { (from, until) };
        let arrangement = filled(&asked.arrangement).and_then(|given| {
            let (report, idx) = given.rsplit_once('/')?;
            Some((report.to_owned(), idx.parse().ok()?))
        });
        let words = filled(&asked.words).map(|words| shown::shortened(&words, LONGEST));
        let filter = BriefFilter {
            from,
            until,
            arrangement,
            party: filled(&asked.party),
            place: filled(&asked.place),
            terms: words.as_deref().map(|words| (desk.terms)(words)).filter(|terms| !terms.trim().is_empty()),
        };
        let lines = asked.lines.as_deref().and_then(Lang::parse).unwrap_or(Lang::En);
        let briefing = Briefing::new(desk, store, &filter, lang, lines)?;
        let topic = topic(desk, store, lang, &filter, words.as_deref())?;
        Ok(Made { filter, lines, briefing, topic, cutoff: (desk.now)() })
    }
}

/// The topic in words.
fn topic(
    desk: &Desk,
    store: &Store,
    lang: Lang,
    filter: &BriefFilter,
    words: Option<&str>,
) -> Result<String, StoreError> {
    let namer = Namer::of_many(desk, store, lang);
    let mut parts = Vec::new();
    if let Some((report, idx)) = &filter.arrangement
        && let Some(course) = store.course(report, *idx)?
    {
        let kind = lang.word("arrangement", course.kind.as_str());
        parts.push(format!("{kind}: {}", shown::shortened(course.name.as_deref().unwrap_or(&course.words), 80)));
    }
    parts.extend(filter.party.as_deref().map(|party| namer.name(party, None)));
    if let Some(place) = &filter.place {
        let known = store.place(place)?;
        parts.push(shown::shortened(known.as_ref().map_or(place.as_str(), |known| known.row.words.as_str()), 80));
    }
    parts.extend(words.map(|words| lang.fill("search.for", &[("q", words)])));
    Ok(parts.join(" · "))
}

impl Asked {
    /// What was asked for, whole: by this the briefing opens again.
    fn query(&self, made: &Made) -> Vec<(&'static str, String)> {
        vec![
            ("from", made.filter.from.clone()),
            ("until", made.filter.until.clone()),
            ("arrangement", text(&self.arrangement)),
            ("party", text(&self.party)),
            ("place", text(&self.place)),
            ("words", text(&self.words)),
            ("lines", made.lines.code().to_owned()),
        ]
    }
}

fn pairs<'q>(query: &'q [(&'static str, String)]) -> Vec<(&'static str, &'q str)> {
    query.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

/// What the topic may be chosen from; what was chosen is always there.
fn selects(desk: &Desk, store: &Store, lang: Lang, asked: &Asked) -> Result<Vec<Select>, StoreError> {
    let some = Page { limit: OFFERED, offset: 0 };
    let namer = Namer::of_many(desk, store, lang);
    let select =
        |name: &'static str, asked: &Option<String>, label: &str, all: &str, mut offered: Vec<(String, String)>| {
            let chosen = text(asked);
            if !chosen.is_empty() && offered.iter().all(|(value, _)| *value != chosen) {
                offered.push((chosen.clone(), shown::shortened(&chosen, 60)));
            }
            let choice = |(value, label): (String, String)| Choice { selected: value == chosen, value, label };
            Select { name, label: lang.t(label), all: lang.t(all), choices: offered.into_iter().map(choice).collect() }
        };
    let courses = store.courses(&CourseFilter::default(), some)?.rows.into_iter().map(|course| {
        let kind = lang.word("arrangement", course.kind.as_str());
        let name = shown::shortened(course.name.as_deref().unwrap_or(&course.words), 60);
        (format!("{}/{}", course.first.0, course.first.1), format!("{kind}: {name}"))
    });
    let parties = store.actors(some)?.rows.into_iter().map(|actor| {
        let name = namer.name(&actor.id, None);
        (actor.id, name)
    });
    let places = store.places(&PlaceFilter::default(), some)?.rows;
    let places = places.into_iter().map(|place| (place.id, shown::shortened(&place.words, 60)));
    let languages = [Lang::En, Lang::Ar].map(|l| {
        (l.code().to_owned(), lang.t(if l == Lang::En { "brief.lines.en" } else { "brief.lines.ar" }).to_owned())
    });
    let mut lines = select("lines", &asked.lines, "brief.lines", "brief.lines.en", languages[1..].to_vec());
    lines.choices.retain(|choice| choice.value != "en");
    Ok(vec![
        select("arrangement", &asked.arrangement, "one.arrangements", "lists.all", courses.collect()),
        select("party", &asked.party, "brief.party", "lists.all", parties.collect()),
        select("place", &asked.place, "field.place", "lists.all", places.collect()),
        lines,
    ])
}

/// Who kept a briefing, when, and up to when the record was looked at.
fn note(lang: Lang, kept: &KeptBriefing) -> String {
    let no = kept.no.to_string();
    let date = format::date(lang, &kept.cutoff);
    lang.fill("brief.kept.note", &[("no", &no), ("who", &shown::shortened(&kept.who, 60)), ("date", &date)])
}

fn row(lang: Lang, kept: &KeptBriefing) -> Kept {
    let title =
        if kept.title.is_empty() { lang.t("brief.title").to_owned() } else { shown::shortened(&kept.title, 100) };
    Kept { title, href: format!("/briefing/{}", kept.no), note: note(lang, kept) }
}

/// Keeps a briefing as the record stands now, and opens it.
pub(crate) async fn keep(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    who: Who,
    Form(sent): Form<Sent>,
) -> Result<Response, Failure> {
    who.require(Role::Editor)?;
    let uri = format!("/?{}", sent.query).parse().map_err(|_| Failure::BadRequest(String::new()))?;
    let Query(asked) = Query::<Asked>::try_from_uri(&uri).map_err(|e| Failure::BadRequest(e.body_text()))?;
    let no = desk
        .work(move |desk| {
            let made = desk.with_reader(|store| Made::new(desk, store, visit.lang, &asked))?;
            let query = asked.query(&made);
            let kept = KeptBriefing {
                no: 0,
                title: sent.title.as_deref().map_or_else(String::new, |title| shown::shortened(title, LONGEST)),
                asked: links::with_query("", &pairs(&query)).trim_start_matches('?').to_owned(),
                cutoff: made.cutoff.clone(),
                digest: made.briefing.digest,
                who: who.pseudonym,
                made_at: made.cutoff,
            };
            desk.write(|store| store.keep_briefing(&kept))
        })
        .await?;
    Ok(Redirect::to(&format!("/briefing/{no}")).into_response())
}

/// Opens a kept briefing: its page as of the moment up to which the record was looked at.
pub(crate) async fn open(State(desk): State<Arc<Desk>>, Path(no): Path<String>) -> Result<Response, Failure> {
    let no: usize = no.parse().map_err(|_| Failure::Missing("brief.missing"))?;
    let kept = desk.ask(move |_, store| store.briefing(no)).await?.ok_or(Failure::Missing("brief.missing"))?;
    let to = format!("/briefing?{}&kept={no}&{AS_OF}={}", kept.asked, links::encode(&kept.cutoff));
    Ok(Redirect::to(&to).into_response())
}

#[cfg(test)]
mod tests;
