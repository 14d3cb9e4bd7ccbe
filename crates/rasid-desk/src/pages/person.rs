//! One person or party: what they said, what binds them, what they are accused of, and by which
//! words each outlet calls them.

use crate::actors::Namer;
use crate::card::{self, Card};
use crate::desk::Desk;
use crate::failure::Failure;
use crate::pages::people::Line;
use crate::pages::{figures, positions};
use crate::visit::{Frame, Visit, render};
use crate::watching::WatchButton;
use crate::{format, links, shown};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use rasid_record::{List, NamingKind};
use rasid_store::{FigureFilter, ListFilter, OutletNaming, Page, PositionFilter, Watch, WatchKind, is_private};
use std::sync::Arc;

/// How many records of each list the page shows.
const LINES: usize = 8;
/// How many arrangements and figures.
const FEW: usize = 4;
/// The lists that the page shows, in its order; namings have a table of their own.
const LISTS: [List; 5] = [List::Statements, List::Commitments, List::Breaches, List::Arrangements, List::Events];

/// Some records of a list.
struct Section {
    list: List,
    name: &'static str,
    count: String,
    cards: Vec<Card>,
    /// Address of the whole list, or empty where this is all.
    more: String,
}

/// Words that an outlet uses.
struct Called {
    outlet: String,
    words: String,
    kind: String,
    is_marked: bool,
    voice: String,
    times: String,
}

#[derive(Template)]
#[template(path = "person.html")]
struct View {
    frame: Frame,
    id: String,
    line: Line,
    /// Addresses of the arrangements that they are party to and of what they are bound to.
    arrangements: String,
    commitments: String,
    positions: String,
    figures: String,
    watch: WatchButton,
    /// Where they stand on the arrangements that they speak most of.
    stands: Vec<positions::On>,
    /// Which figures they give.
    gives: Vec<figures::OwnFigure>,
    sections: Vec<Section>,
    called: Vec<Called>,
}

/// Shows the page.
pub(crate) async fn show(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    // The identifier of somebody private holds inside one article and has no page.
    if is_private(&id) {
        return Err(Failure::NoPerson);
    }
    let view = desk
        .ask(move |desk, store| {
            let Some(actor) = store.actor(&id)? else { return Ok(None) };
            let lang = visit.lang;
            let namer = Namer::new(desk, lang);
            let mut sections = Vec::new();
            for list in LISTS {
                let filter = ListFilter { actor: Some(id.clone()), ..ListFilter::default() };
                let found = store.list(list, &filter, Page { limit: LINES, offset: 0 })?;
                if found.total > 0 {
                    sections.push(Section {
                        list,
                        name: lang.t(&format!("list.{list}")),
                        count: format::whole(found.total as u64),
                        cards: found.rows.iter().map(|row| Card::new(&namer, row)).collect(),
                        more: if found.total > LINES { links::list(list, &[("actor", &id)]) } else { String::new() },
                    });
                }
            }
            let few = Page { limit: FEW, offset: 0 };
            let of_many = Namer::of_many(desk, store, lang);
            let of_them = PositionFilter { actor: Some(id.clone()), ..PositionFilter::default() };
            let stands = store.positions(&of_them, few)?.rows;
            let of_them = FigureFilter { source: Some(id.clone()), ..FigureFilter::default() };
            let given = store.figure_courses(&of_them, few)?.found.rows;
            let line = Line::new(&namer, &actor.row);
            let called = actor.namings.iter().take(200).map(|n| called(lang, n)).collect();
            Ok(Some(View {
                frame: visit.frame(&line.name, "people"),
                arrangements: links::with_query("/arrangements", &[("party", &id)]),
                commitments: links::with_query("/commitments", &[("by", &id)]),
                positions: links::with_query("/positions", &[("party", &id)]),
                figures: links::with_query("/figures", &[("source", &id)]),
                stands: stands.iter().map(|row| positions::on(&of_many, row)).collect(),
                gives: given.iter().filter_map(|course| figures::own(&of_many, course, &id)).collect(),
                watch: WatchButton::new(store, &visit, &Watch { kind: WatchKind::Party, id: id.clone(), idx: 0 })?,
                id: shown::owned(&id),
                line,
                sections,
                called,
            }))
        })
        .await?;
    Ok(render(&view.ok_or(Failure::NoPerson)?))
}

fn called(lang: crate::Lang, naming: &OutletNaming) -> Called {
    Called {
        outlet: card::outlet(lang, naming.outlet.as_deref()),
        words: shown::shortened(&naming.words, 80),
        kind: lang.word("naming", naming.kind.as_str()),
        is_marked: naming.kind == NamingKind::Marked,
        voice: lang.word("voice", naming.voice.as_str()),
        times: format::whole(naming.times as u64),
    }
}

#[cfg(test)]
mod tests;
