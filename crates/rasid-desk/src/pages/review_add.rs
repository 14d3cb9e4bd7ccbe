//! Adding a record that the rules did not find, and saying that lists of a report are reviewed to the end.

use crate::card;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::i18n::Lang;
use crate::marks;
use crate::marks::Piece;
use crate::pages::review_one::{Paragraph, keep_written};
use crate::review::decide;
use crate::review::form::{self, Input, Sent};
use crate::visit::{Frame, Visit, render};
use crate::who::Role;
use crate::{links, shown, tiles};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use rasid_record::{Act, Content, FieldMap, List, Review};
use rasid_store::{KeptReport, StoreError};
use std::sync::Arc;

/// The way to the form of another list.
struct Tab {
    list: List,
    name: &'static str,
    href: String,
    current: &'static str,
}

#[derive(Template)]
#[template(path = "review_add.html")]
struct View {
    frame: Frame,
    problems: Vec<String>,
    here: String,
    report_href: String,
    report_title: String,
    outlet: String,
    date: String,
    text_lang: String,
    paragraphs: Vec<Paragraph>,
    list: List,
    about: &'static str,
    tabs: Vec<Tab>,
    inputs: Vec<Input>,
    reason: String,
}

fn here(report: &str, list: List) -> String {
    format!("/review/{}/{list}/new", links::encode(report))
}

fn view(visit: &Visit, kept: &KeptReport, list: List, sent: &Sent, problems: Vec<String>) -> View {
    let lang = visit.lang;
    let report = &kept.reading.report;
    let title = report.title.as_deref().map(str::trim).filter(|title| !title.is_empty());
    let pieces = marks::write(&report.text, &[], |_, _| String::new());
    let paragraphs =
        marks::starts(&report.text).into_iter().zip(pieces).map(|(start, pieces)| Paragraph { start, pieces });
    let mut inputs = form::inputs(lang, list, &FieldMap::new(), &kept.reading);
    if !problems.is_empty() {
        keep_written(&mut inputs, sent);
    }
    let tab = |&list: &List| Tab {
        list,
        name: lang.t(&format!("one.{list}")),
        href: here(&report.id, list),
        current: "false",
    };
    let mut tabs: Vec<Tab> = tiles::ORDER.iter().map(tab).collect();
    tabs.iter_mut().filter(|tab| tab.list == list).for_each(|tab| tab.current = "page");
    View {
        frame: visit.frame(&lang.fill("review.add.one", &[("one", lang.t(&format!("one.{list}")))]), "review"),
        problems,
        here: here(&report.id, list),
        report_href: links::report(&report.id),
        report_title: title.map_or_else(|| lang.t("ledger.report").to_owned(), |title| shown::shortened(title, 90)),
        outlet: card::outlet(lang, report.outlet.as_deref()),
        date: card::date(lang, report.published.as_deref()),
        text_lang: report.lang.clone().filter(|l| l.len() <= 8 && l.is_ascii()).unwrap_or_else(|| "ar".into()),
        paragraphs: paragraphs.collect(),
        list,
        about: lang.t(&format!("about.{list}")),
        tabs,
        inputs,
        reason: sent.get("reason").cloned().unwrap_or_default(),
    }
}

/// Shows the form.
pub(crate) async fn show(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    Path((report, list)): Path<(String, String)>,
) -> Result<Response, Failure> {
    visit.who.require(Role::Reviewer)?;
    let list = List::parse(&list).ok_or(Failure::NoPage)?;
    let kept = desk.ask(move |_, store| store.report(&report)).await?.ok_or(Failure::NoReport)?;
    Ok(render(&view(&visit, &kept, list, &Sent::new(), Vec::new())))
}

/// Takes the record.
pub(crate) async fn receive(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    Path((report, list)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response, Failure> {
    visit.who.require(Role::Reviewer)?;
    let list = List::parse(&list).ok_or(Failure::NoPage)?;
    let kept = desk.ask(move |_, store| store.report(&report)).await?.ok_or(Failure::NoReport)?;
    let review = match added(visit.lang, &visit.who.pseudonym, &kept, list, &sent) {
        Ok(review) => review,
        Err(problems) => return Ok(render(&view(&visit, &kept, list, &sent, problems))),
    };
    let to = desk
        .work(move |desk| {
            let made = decide::keep(desk, &review)?;
            let done = made.seq.to_string();
            let no = desk.with_reader(|store| number(store, &done))?;
            let page = no.map_or_else(|| "/ledger".to_owned(), |no| format!("/review/decided/{no}"));
            Ok(links::with_query(&page, &[("done", &done)]))
        })
        .await?;
    Ok((StatusCode::SEE_OTHER, [(LOCATION, to)]).into_response())
}

fn number(store: &rasid_store::Store, seq: &str) -> Result<Option<usize>, StoreError> {
    let filter = rasid_store::LedgerFilter { seq: seq.parse().ok(), ..Default::default() };
    Ok(store.ledger(&filter, rasid_store::Page::default())?.rows.first().and_then(|line| line.no))
}

/// The decision that adds the record of a form.
fn added(lang: Lang, who: &str, kept: &KeptReport, list: List, sent: &Sent) -> Result<Review, Vec<String>> {
    let reading = &kept.reading;
    let record = form::parse(lang, list, sent, &FieldMap::new(), reading)?;
    // Those that are alike in words and kind are counted on, so that each is one of its own.
    let alike = |c: &Content| {
        let mut of_list = (0..reading.len_of(list)).filter_map(|idx| reading.content(list, idx));
        of_list.any(|other| (other.start, other.end, &other.kind) == (c.start, c.end, &c.kind))
    };
    let Some((mut content, _)) = Content::of(&reading.report.text_id, list, &record, 0) else {
        return Err(vec![lang.t("review.wrong.main").to_owned()]);
    };
    if alike(&content) {
        let same = (0..reading.len_of(list)).filter_map(|idx| reading.content(list, idx));
        let count = same.filter(|o| (o.start, o.end, &o.kind) == (content.start, content.end, &content.kind)).count();
        content.nth = u32::try_from(count).unwrap_or(u32::MAX);
    }
    let mut review = Review::new(who, Act::Add { record });
    review.report = Some(reading.report.id.clone());
    review.on = Some(content);
    review.rules = Some(kept.rules_version.clone());
    review.reason = decide::reason_of(sent.get("reason").map(String::as_str).unwrap_or_default());
    Ok(review)
}

/// Takes which lists of a report are reviewed to the end.
pub(crate) async fn complete(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    Path(report): Path<String>,
    Form(sent): Form<Sent>,
) -> Result<Response, Failure> {
    visit.who.require(Role::Reviewer)?;
    let who = visit.who.pseudonym.clone();
    let to = desk
        .work(move |desk| {
            if desk.with_reader(|store| store.report(&report))?.is_none() {
                return Ok(None);
            }
            let is_named = |list: &List| sent.contains_key(list.as_str());
            let mut review =
                Review::new(&who, Act::Complete { lists: List::ALL.iter().copied().filter(is_named).collect() });
            review.report = Some(report.clone());
            decide::keep(desk, &review)?;
            Ok(Some(format!("{}#h-complete", links::report(&report))))
        })
        .await?;
    Ok((StatusCode::SEE_OTHER, [(LOCATION, to.ok_or(Failure::NoReport)?)]).into_response())
}

#[cfg(test)]
mod tests {
    use crate::testing::Desk;

    #[test]
    fn a_record_that_is_missing_is_added_by_its_words() {
        let desk = Desk::sample();
        desk.get("/review/port-1/arrangements/new", "ar").is_page(200, "ar").holds("name=\"f.phase\"");
        let fields = [
            ("f.at", "ثلاثة ممرات"),
            ("f.kind", "corridor"),
            ("f.phase", "announced"),
            ("f.parties", "northern-council"),
        ];
        let answer = desk.send_form("/review/port-1/arrangements/new", &fields, "");
        assert_eq!(answer.status, 303, "{}", answer.body);
        let page = desk.get(answer.header("location"), "en");
        page.is_page(200, "en").holds("ثلاثة ممرات").holds("Added").holds("northern-council");
        desk.get("/report/port-1", "en").holds("Held by people").holds("ثلاثة ممرات");
        desk.get("/ledger", "en").holds("ثلاثة ممرات");
    }

    #[test]
    fn words_that_are_not_in_the_text_are_refused_and_stay_in_the_form() {
        let desk = Desk::sample();
        let fields = [("f.at", "not there <b>"), ("f.kind", "corridor"), ("f.phase", "")];
        let answer = desk.send_form("/review/port-1/arrangements/new", &fields, "");
        assert_eq!(answer.status, 200);
        answer.holds("not there &#60;b&#62;").lacks("<b>\"").holds("role=\"alert\"");
        desk.get("/ledger", "en").holds("no decisions");
        desk.get("/review/none/arrangements/new", "en").is_page(404, "en");
        desk.get("/review/port-1/nothing/new", "en").is_page(404, "en");
    }

    #[test]
    fn lists_of_a_report_are_said_to_be_complete_and_that_is_taken_back() {
        let desk = Desk::sample();
        let answer = desk.send_form("/report/port-1/complete", &[("events", "1"), ("times", "1")], "salma");
        assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/report/port-1#h-complete"));
        desk.get("/report/port-1", "en").holds("name=\"events\" value=\"1\" checked");
        desk.send_form("/report/port-1/complete", &[], "salma");
        desk.get("/report/port-1", "en").lacks("name=\"events\" value=\"1\" checked");
        assert_eq!(desk.send_form("/report/none/complete", &[], "").status, 404);
    }
}
