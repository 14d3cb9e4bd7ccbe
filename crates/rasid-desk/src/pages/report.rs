//! One report: its text with every record lit up in place, and beside it every record with its
//! chain of attribution. A click on a record leads to its words.

use crate::actors::Namer;
use crate::card::{self, Card};
use crate::desk::Desk;
use crate::failure::Failure;
use crate::marks::{self, Paragraph, Piece};
use crate::others::{self, Others};
use crate::pages::tombstone::{self, Got};
use crate::review::badges;
use crate::review::fields::{Told, all};
use crate::visit::{Frame, Visit, render};
use crate::who::Role;
use crate::{format, links, shown, tiles};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use rasid_record::{Fit, List, Reading, Standing as ReviewStanding};
use rasid_store::{KeptReport, ListFilter, Page, RecordReview, Row, Store, StoreError};
use std::collections::HashMap;
use std::sync::Arc;

/// How many records of one list are named in the text.
const MOST: usize = 300;
/// How many records stand beside the text: with more the page grows heavy, and the rest is a link away.
const BESIDE: usize = 200;

/// The records of one list.
struct Section {
    list: List,
    name: &'static str,
    count: String,
    is_open: bool,
    cards: Vec<Card>,
    /// Address of the whole list, or empty where this is all.
    more: String,
}

/// A doubt of the reading.
struct Doubt {
    words: String,
    message: String,
}

#[derive(Template)]
#[template(path = "report.html")]
struct View {
    frame: Frame,
    /// The headline with its records, where the text begins with it.
    headline: Paragraph,
    has_title: bool,
    paragraphs: Vec<Paragraph>,
    text_lang: String,
    outlet: String,
    date: String,
    is_inferred: bool,
    source: String,
    source_href: String,
    id: String,
    text_id: String,
    rules: String,
    added: String,
    total: String,
    sections: Vec<Section>,
    doubts: Vec<Doubt>,
    others: Option<Others>,
    /// What it was taken from, the first capture first.
    got: Vec<Got>,
    evidence: String,
    /// What people decided on that the rules do not read: what they added, and what is not read any more.
    unread: Vec<Unread>,
    complete: Vec<Complete>,
    complete_href: String,
    may_decide: bool,
}

/// A record that stands by the decision of people alone.
struct Unread {
    list: List,
    one: &'static str,
    href: String,
    facts: Vec<Told>,
    marks: badges::Marks,
}

/// A list that may be reviewed to the end.
struct Complete {
    list: List,
    name: &'static str,
    is_complete: bool,
}

/// Shows the page.
pub(crate) async fn show(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let view = desk
        .ask(move |desk, store| {
            let Some(kept) = store.report(&id)? else {
                let stone = store.tombstone(&id)?;
                return Ok(stone.map(|stone| Shown::Deleted(Box::new(tombstone::view(&visit, &stone)))));
            };
            let mut rows = Vec::new();
            for &list in List::ALL {
                if kept.reading.len_of(list) > 0 {
                    let filter = ListFilter { report: Some(id.clone()), ..ListFilter::default() };
                    rows.extend(store.list(list, &filter, Page { limit: MOST, offset: 0 })?.rows);
                }
            }
            let namer = Namer::of_many(desk, store, visit.lang);
            let others = others::others(&namer, store, &id)?;
            let got = tombstone::got(visit.lang, &store.captures(&id)?);
            let mut view = View { others, got, ..view(&visit, &namer, &kept, &rows) };
            review(&visit, store, &id, &mut view)?;
            Ok(Some(Shown::Report(Box::new(view))))
        })
        .await?;
    Ok(match view.ok_or(Failure::NoReport)? {
        Shown::Report(view) => render(&*view),
        Shown::Deleted(view) => render(&*view),
    })
}

/// What there is to show: a report, or that it was deleted.
enum Shown {
    Report(Box<View>),
    Deleted(Box<tombstone::View>),
}

fn view(visit: &Visit, namer: &Namer<'_>, kept: &KeptReport, rows: &[Row]) -> View {
    let lang = visit.lang;
    let reading = &kept.reading;
    let report = &reading.report;
    let cards: Vec<Card> = rows.iter().map(|row| Card::new(namer, row)).collect();
    let hints: HashMap<(List, usize), String> = cards.iter().map(|c| ((c.list, c.idx), c.hint())).collect();
    let mut paragraphs = marks::write(&report.text, &marks::of_reading(reading), |list, idx| {
        hints.get(&(list, idx)).cloned().unwrap_or_else(|| lang.t(&format!("one.{list}")).to_owned())
    });
    let title = report.title.as_deref().map(str::trim).filter(|t| !t.is_empty());
    let begins = title.is_some_and(|t| paragraphs.first().is_some_and(|p| words(p).trim() == shown::shown(t)));
    let headline = if begins { paragraphs.remove(0) } else { Vec::new() };
    let outlet = card::outlet(lang, report.outlet.as_deref());
    let date = card::date(lang, report.published.as_deref());
    let page_title = title.map_or_else(|| format!("{outlet} · {date}"), |t| shown::shortened(t, 80));
    View {
        frame: visit.frame(&page_title, "reports"),
        headline,
        has_title: title.is_some(),
        paragraphs,
        // Only what looks like a code of a language becomes one of the page.
        text_lang: report.lang.clone().filter(|l| l.len() <= 8 && l.is_ascii()).unwrap_or_else(|| "ar".into()),
        outlet,
        date,
        is_inferred: report.published_basis == Some(rasid_record::Basis::Inferred),
        source: report.url.as_deref().map_or_else(String::new, |u| shown::shortened(u, 90)),
        source_href: report.url.as_deref().and_then(links::outside).unwrap_or_default(),
        id: shown::owned(&report.id),
        text_id: shown::owned(&report.text_id),
        rules: shown::owned(&kept.rules_version),
        added: format::date(lang, &kept.added_at),
        total: lang.n("n.records", List::ALL.iter().map(|&l| reading.len_of(l)).sum()),
        sections: sections(lang, reading, cards),
        doubts: doubts(lang, reading),
        others: None,
        got: Vec::new(),
        evidence: format!("{}/evidence", links::report(&report.id)),
        unread: Vec::new(),
        complete: Vec::new(),
        complete_href: format!("{}/complete", links::report(&report.id)),
        may_decide: visit.who.role >= Role::Reviewer,
    }
}

/// Puts what people decided onto the page.
fn review(visit: &Visit, store: &Store, id: &str, view: &mut View) -> Result<(), StoreError> {
    let (lang, who) = (visit.lang, visit.who.pseudonym.as_str());
    let reviews = store.reviews_of(id)?;
    for card in view.sections.iter_mut().flat_map(|section| &mut section.cards) {
        let of_card = reviews.iter().find(|r| r.content.list == card.list && r.idx == Some(card.idx));
        card.review = badges::marks(lang, who, of_card);
        card.review.href = links::review(id, card.list, card.idx);
    }
    let is_unread = |review: &&RecordReview| {
        review.idx.is_none() && (review.state.standing != ReviewStanding::Unreviewed || review.fit == Fit::Gone)
    };
    view.unread = (reviews.iter().filter(is_unread).filter(|review| !review.state.is_blind_to(who)))
        .map(|review| Unread {
            list: review.content.list,
            one: lang.t(&format!("one.{}", review.content.list)),
            href: format!("/review/decided/{}", review.no),
            facts: all(
                lang,
                review.content.list,
                &review.state.record().or(review.state.was.clone()).unwrap_or_default(),
            ),
            marks: badges::marks(lang, who, Some(review)),
        })
        .collect();
    let complete = store.completed()?.remove(id).unwrap_or_default();
    view.complete = (tiles::ORDER.into_iter())
        .map(|list| Complete { list, name: lang.t(&format!("list.{list}")), is_complete: complete.contains(&list) })
        .collect();
    Ok(())
}

fn sections(lang: crate::Lang, reading: &Reading, cards: Vec<Card>) -> Vec<Section> {
    let mut by_list = HashMap::<List, Vec<Card>>::new();
    for card in cards {
        by_list.entry(card.list).or_default().push(card);
    }
    let most = share(by_list.values().map(Vec::len), BESIDE);
    tiles::ORDER
        .into_iter()
        .filter_map(|list| {
            let mut cards = by_list.remove(&list)?;
            cards.truncate(most);
            let total = reading.len_of(list);
            let more =
                if total > cards.len() { links::list(list, &[("report", &reading.report.id)]) } else { String::new() };
            // What is short is open from the start; long lists of small things are a click away.
            let is_open = !matches!(list, List::Naming | List::Times | List::Events);
            Some(Section {
                list,
                name: lang.t(&format!("list.{list}")),
                count: format::whole(total as u64),
                is_open,
                cards,
                more,
            })
        })
        .collect()
}

/// How many of each list there may be so that all together are at most `room`; short lists leave theirs to long ones.
fn share(lengths: impl Iterator<Item = usize> + Clone, room: usize) -> usize {
    (1..=room).rev().find(|most| lengths.clone().map(|len| len.min(*most)).sum::<usize>() <= room).unwrap_or(1)
}

fn doubts(lang: crate::Lang, reading: &Reading) -> Vec<Doubt> {
    reading
        .notes
        .iter()
        .take(50)
        .map(|note| Doubt {
            words: shown::shortened(&note.at.text, 80),
            message: lang
                .find(&format!("note.{}", note.kind))
                .map_or_else(|| shown::shortened(&note.message, 300), str::to_owned),
        })
        .collect()
}

fn words(paragraph: &Paragraph) -> String {
    let text = |piece: &Piece| if let Piece::Text(text) = piece { text.clone() } else { String::new() };
    paragraph.iter().map(text).collect()
}

#[cfg(test)]
mod tests;
