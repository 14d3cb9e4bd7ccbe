//! Positions: who stands where on which arrangement, through time.

use crate::actors::{Item, Namer};
use crate::card_fields::{phase_tone, stance_tone};
use crate::desk::Desk;
use crate::failure::Failure;
use crate::options::{Select, chosen, of_words, text};
use crate::pager::{Pager, Turn};
use crate::pages::arrangements::{self, behind};
use crate::visit::{Frame, Visit, render};
use crate::{format, links, shown};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use rasid_record::{ArrangementKind, Position, Stand};
use rasid_store::{PositionFilter, Stances};
use serde::Deserialize;
use std::sync::Arc;

/// How many sides an arrangement shows in the list.
const SIDES: usize = 6;
/// How many steps a side shows in the list, the latest ones.
const STEPS: usize = 5;

/// What the page is asked for.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    kind: Option<String>,
    party: Option<String>,
    turned: Option<String>,
    page: Option<String>,
}

/// What a side says from a day on, until it says another thing.
pub(crate) struct Step {
    pub(crate) day: String,
    pub(crate) stance: String,
    pub(crate) tone: &'static str,
    pub(crate) phase: String,
    /// How often, or empty where once.
    pub(crate) times: String,
    /// Address of the first of the statements.
    pub(crate) href: String,
}

/// A side with its steps.
pub(crate) struct Side {
    pub(crate) by: Vec<Item>,
    /// How many steps came before those that are shown, or empty.
    pub(crate) earlier: String,
    pub(crate) steps: Vec<Step>,
}

/// An arrangement with the sides.
pub(crate) struct On {
    pub(crate) heading: String,
    pub(crate) href: String,
    pub(crate) all: String,
    pub(crate) phase: String,
    pub(crate) tone: &'static str,
    pub(crate) sides: Vec<Side>,
    pub(crate) more: String,
}

#[derive(Template)]
#[template(path = "positions.html")]
struct View {
    frame: Frame,
    total: String,
    behind: &'static str,
    selects: Vec<Select>,
    party: String,
    party_name: String,
    is_turned: bool,
    is_filtered: bool,
    lines: Vec<On>,
    pager: Option<Pager>,
}

/// Shows the page.
pub(crate) async fn show(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let view = desk
        .ask(move |desk, store| {
            let lang = visit.lang;
            let (kind, party) = (text(&asked.kind), text(&asked.party));
            let is_turned = asked.turned.as_deref().is_some_and(|turned| !turned.is_empty());
            let filter = PositionFilter { actor: chosen(&party), kind: chosen(&kind), turned: is_turned };
            let turn = Turn::new(asked.page.as_deref(), 12);
            let found = store.positions(&filter, turn.page())?;
            let namer = Namer::of_many(desk, store, lang);
            let turned = if is_turned { "1" } else { "" };
            let query = [("kind", kind.as_str()), ("party", &party), ("turned", turned)];
            let kinds = ArrangementKind::ALL.iter().map(|kind| kind.as_str());
            Ok(View {
                frame: visit.frame(lang.t("positions.title"), "positions"),
                total: lang.n("n.arrangements", found.total),
                behind: behind(lang, &store.linking()?),
                selects: vec![of_words(lang, "kind", "arrangement", kinds, &kind)],
                party_name: namer.name(&party, None),
                is_turned,
                is_filtered: filter != PositionFilter::default(),
                lines: found.rows.iter().map(|row| on(&namer, row)).collect(),
                pager: turn.pager(lang, found.total, "/positions", &query),
                party,
            })
        })
        .await?;
    Ok(render(&view))
}

/// An arrangement with those who speak most of it.
pub(crate) fn on(namer: &Namer<'_>, row: &Stances) -> On {
    let lang = namer.lang;
    let (report, idx) = &row.course.first;
    let name = arrangements::name(row.course.name.as_deref(), &row.course.words);
    let rest = row.positions.len().saturating_sub(SIDES);
    On {
        heading: arrangements::heading(lang, row.course.kind, &name),
        href: links::arrangement(report, *idx),
        all: links::position(report, *idx),
        phase: lang.word("phase", row.course.phase.as_str()),
        tone: phase_tone(row.course.phase),
        sides: row.positions.iter().take(SIDES).map(|position| side(namer, position, STEPS)).collect(),
        more: if rest > 0 { lang.n("n.rest", rest) } else { String::new() },
    }
}

/// A side with its latest steps.
pub(crate) fn side(namer: &Namer<'_>, position: &Position, most: usize) -> Side {
    let lang = namer.lang;
    let runs = runs(&position.stands);
    let earlier = runs.len().saturating_sub(most);
    let step = |run: &&[Stand]| {
        let first = &run[0];
        Step {
            day: first.at.as_deref().map_or_else(String::new, |day| shown::owned(&format::date(lang, day))),
            stance: lang.word("stance", first.stance.as_str()),
            tone: stance_tone(first.stance),
            phase: lang.word("phase", first.phase.as_str()),
            times: if run.len() > 1 { format!("×{}", run.len()) } else { String::new() },
            href: links::words(&first.statement.0, first.statement.1, first.statement.2),
        }
    };
    Side {
        by: namer.items(&position.party, None),
        earlier: if earlier > 0 { lang.n("n.earlier", earlier) } else { String::new() },
        steps: runs.iter().skip(earlier).map(step).collect(),
    }
}

/// What was said one after another, those together that say the same.
fn runs(stands: &[Stand]) -> Vec<&[Stand]> {
    stands.chunk_by(|a, b| (a.stance, a.phase) == (b.stance, b.phase)).collect()
}

#[cfg(test)]
mod tests;
