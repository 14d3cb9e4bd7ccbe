//! Who is who: identifiers that people said are one, and those that are somebody else in a report or an outlet. The
//! record is linked anew after each decision; readings are not changed.

use crate::actors::Namer;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::pages::review_one::{Notice, notice};
use crate::review::decide::{self, clean};
use crate::review::form::{Sent, is_id};
use crate::visit::{Frame, Visit, render};
use crate::who::Role;
use crate::{format, shown};
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use rasid_record::{Act, Review};
use rasid_store::is_shared;
use serde::Deserialize;
use std::sync::Arc;

/// What the page is asked for.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    id: Option<String>,
    done: Option<String>,
}

/// A decision that holds.
struct Line {
    seq: u64,
    is_merge: bool,
    id: String,
    name: String,
    other: String,
    other_name: String,
    place: String,
    who: String,
    reason: String,
}

#[derive(Template)]
#[template(path = "identities.html")]
struct View {
    frame: Frame,
    notice: Option<Notice>,
    problem: &'static str,
    total: String,
    lines: Vec<Line>,
    id: String,
    may_decide: bool,
}

/// Shows the page.
pub(crate) async fn show(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    page(&desk, visit, asked, "").await
}

async fn page(desk: &Arc<Desk>, visit: Visit, asked: Asked, problem: &'static str) -> Result<Response, Failure> {
    let view = desk
        .ask(move |desk, store| {
            let lang = visit.lang;
            let namer = Namer::of_many(desk, store, lang);
            let found = store.identities()?;
            let lines = found.iter().rev().take(500).filter_map(|(seq, review)| {
                let line = |is_merge, id: &String, other: &String, place: &str| Line {
                    seq: *seq,
                    is_merge,
                    name: namer.name(id, None),
                    other_name: namer.name(other, None),
                    id: shown::owned(id),
                    other: shown::owned(other),
                    place: shown::shortened(place, 90),
                    who: shown::shortened(&review.by, 60),
                    reason: review.reason.as_deref().map_or_else(String::new, shown::owned),
                };
                match &review.act {
                    Act::Merge { keep, same } => Some(line(true, same, keep, "")),
                    Act::Split { id, other, place } => Some(line(false, id, other, place)),
                    _ => None,
                }
            });
            Ok(View {
                lines: lines.collect(),
                total: format::whole(found.len() as u64),
                notice: notice(&namer, store, &visit.who.pseudonym, asked.done.as_deref())?,
                frame: visit.frame(lang.t("identities.title"), "review"),
                problem,
                id: asked.id.unwrap_or_default(),
                may_decide: visit.who.role >= Role::Editor,
            })
        })
        .await?;
    Ok(render(&view))
}

/// Takes a merge or a split.
pub(crate) async fn receive(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    Form(sent): Form<Sent>,
) -> Result<Response, Failure> {
    visit.who.require(Role::Editor)?;
    let field = |name: &str| sent.get(name).map(|value| value.trim()).unwrap_or_default();
    let (id, other) = (field("id").to_owned(), field("other").to_owned());
    // Whoever holds inside one report only cannot be the same in all.
    let good = |id: &str| is_id(id) && is_shared(id) && !id.contains('+');
    let problem = if !good(&id) || !good(&other) || id == other { "identities.wrong.id" } else { "" };
    let act = match field("do") {
        "merge" => Ok(Act::Merge { keep: other, same: id }),
        _ => {
            let place = clean(field("place"), 300);
            let is_place = ["report:", "outlet:"]
                .iter()
                .any(|sort| place.strip_prefix(sort).is_some_and(|rest| !rest.trim().is_empty()));
            if is_place { Ok(Act::Split { id, other, place }) } else { Err("identities.wrong.place") }
        }
    };
    let problem = match (&act, problem) {
        (Err(place), "") => place,
        (_, problem) => problem,
    };
    let (Ok(act), "") = (act, problem) else {
        let problem = visit.lang.t(problem);
        return page(&desk, visit, Asked::default(), problem).await;
    };
    let mut review = Review::new(&visit.who.pseudonym, act);
    review.reason = decide::reason_of(field("reason"));
    let seq = desk
        .work(move |desk| {
            let made = decide::keep(desk, &review)?;
            desk.relink();
            Ok(made.seq)
        })
        .await?;
    Ok((StatusCode::SEE_OTHER, [(LOCATION, format!("/identities?done={seq}"))]).into_response())
}

#[cfg(test)]
mod tests {
    use crate::testing::Desk;

    #[test]
    fn merges_and_splits_are_decided_and_taken_back() {
        let desk = Desk::sample();
        desk.get("/identities", "ar").is_page(200, "ar");
        let merge = [("do", "merge"), ("id", "northern-council"), ("other", "rihan-council"), ("reason", "renamed")];
        let answer = desk.send_form("/identities", &merge, "lead");
        assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/identities?done=1"));
        desk.get("/identities", "en").holds("renamed").holds("rihan-council").holds("name=\"seq\" value=\"1\"");
        let split = [("do", "split"), ("id", "northern-council"), ("other", "x"), ("place", "report:port-1")];
        assert_eq!(desk.send_form("/identities", &split, "lead").status, 303);
        let undo = [("seq", "1"), ("back", "/identities")];
        assert_eq!(desk.send_form("/review/undo", &undo, "lead").header("location"), "/identities?done=3");
        desk.get("/identities", "en").lacks("renamed").holds("report:port-1");
    }

    #[test]
    fn who_holds_in_one_report_only_is_not_merged() {
        let desk = Desk::sample();
        for (id, other, place) in [("anon:x", "y", ""), ("y", "y", ""), ("a b", "y", ""), ("a", "b", "nowhere")] {
            let sort = if place.is_empty() { "merge" } else { "split" };
            let answer =
                desk.send_form("/identities", &[("do", sort), ("id", id), ("other", other), ("place", place)], "");
            answer.holds("role=\"alert\"");
        }
    }
}
