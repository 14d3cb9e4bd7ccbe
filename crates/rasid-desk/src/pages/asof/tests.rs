//! What must hold of `asof` and of every page in a past.

use super::*;
use crate::testing::{Desk, form, multipart};
use axum::body::Body;
use axum::http::Request;

#[test]
fn a_past_is_an_address_without_the_one_before() {
    assert_eq!(without("/r?a=b&asof=2018-03-01#x"), ("/r?a=b#x".into(), Some("2018-03-01".into())));
    assert_eq!(without("/r?asof=published%3A2018-03-01"), ("/r".into(), Some("published:2018-03-01".into())));
    assert_eq!(without("/r#x"), ("/r#x".into(), None));
}

#[test]
fn the_form_leads_to_the_page_as_of_a_day_and_back() {
    let desk = Desk::sample();
    desk.get("/reports", "en").holds("href=\"/asof?back=%2Freports\"").lacks("class=\"past\"");
    desk.get("/asof?back=%2Freports", "ar").is_page(200, "ar").holds("value=\"/reports\"");
    let to = |address: &str| desk.get(address, "en").header("location").to_owned();
    assert_eq!(to("/asof?day=2024-03-04&by=added&back=%2Freports%3Fpage%3D1"), "/reports?page=1&asof=2024-03-04");
    assert_eq!(to("/asof?day=2024-03-02&by=published&back=%2F%3Fasof%3D2024-03-04"), "/?asof=published%3A2024-03-02");
    assert_eq!(to("/asof?now=1&back=%2Freports%3Fasof%3D2024-03-04%26page%3D1"), "/reports?page=1");
    assert_eq!(to("/asof?now=1&back=%2F%2Fevil.example"), "/");
    desk.get("/asof?day=tomorrow&back=%2F", "en").is_page(200, "en").holds("That is no day");
    desk.get("/asof?back=%2F%3Fasof%3Dpublished%253A2024-03-02", "en")
        .holds("value=\"2024-03-02\"")
        .holds("value=\"published\" checked");
}

#[test]
fn pages_of_a_past_hold_what_was_there_and_their_links_stay_in_it() {
    let desk = Desk::sample();
    // The sample's reports were added on the fourth of March and published on the first and second.
    let page = desk.get("/reports?asof=published%3A2024-03-01", "en");
    page.is_page(200, "en").holds("As of 1 March 2024").holds("one report of 2.").holds("/report/port-1?asof=");
    page.lacks("radio-7").holds("name=\"asof\" value=\"published:2024-03-01\"");
    desk.get("/report/port-1?asof=published%3A2024-03-01", "ar").is_page(200, "ar").holds("كما في");
    desk.get("/report/radio-7?asof=published%3A2024-03-01", "en").is_page(404, "en").holds("?asof=published");
    desk.get("/reports?asof=2024-03-03", "en").is_page(200, "en").holds("no reports of 2.");
    desk.get("/reports?asof=2024-03-04", "en").is_page(200, "en").holds("radio-7").holds("port-1");
    desk.get("/reports", "en").holds("radio-7").lacks("?asof=");
    // The switch of the language comes back to the same past.
    page.holds("back=%2Freports%3Fasof%3Dpublished%253A2024-03-01");
    for path in [
        "/",
        "/list",
        "/list/statements",
        "/people",
        "/people/northern-council",
        "/search?q=x",
        "/arrangements",
        "/commitments",
        "/disagreements",
        "/add",
    ] {
        let joint = if path.contains('?') { '&' } else { '?' };
        desk.get(&format!("{path}{joint}asof=published%3A2024-03-01"), "en").is_page(200, "en").holds("class=\"past\"");
    }
}

#[test]
fn nothing_is_changed_in_a_past() {
    let desk = Desk::sample();
    desk.get("/add?asof=2024-03-04", "en")
        .holds("action=\"/add?asof=2024-03-04\" method=\"post\" enctype=\"multipart/form-data\" hidden>");
    let fields = [("text", "قال المجلس إن الهدنة صامدة")];
    let mut request = form(&fields).body(Body::from(multipart(&fields))).unwrap();
    *request.uri_mut() = "/add?asof=2024-03-04".parse().unwrap();
    desk.send(request).is_page(409, "en").holds("Nothing can be changed in a past");
    desk.get("/reports", "en").lacks("صامدة");
}

#[test]
fn what_is_no_time_is_said_to_be_none() {
    let desk = Desk::sample();
    for bad in ["yesterday", "2024-13-01", "published%3A", "%FF"] {
        desk.get(&format!("/?asof={bad}"), "en").is_page(400, "en").holds("That is no day");
    }
    desk.get("/?asof=", "en").is_page(200, "en").lacks("class=\"past\"");
}

#[test]
fn only_some_pasts_are_kept_and_none_after_the_desk() {
    let desk = Desk::sample();
    for day in 1..=9 {
        desk.get(&format!("/?asof=2024-03-0{day}"), "en").is_page(200, "en");
    }
    let pasts = desk.files(".past-");
    assert_eq!(pasts.len(), 1, "{pasts:?}");
    let records = std::fs::read_dir(&pasts[0]).unwrap().flatten();
    let records = records.filter(|e| e.path().extension().is_some_and(|e| e == "rasid")).count();
    assert!((1..=4).contains(&records), "{records} pasts are kept");
    let folder = pasts[0].clone();
    drop(desk);
    assert!(!folder.exists());
}

#[test]
fn a_past_that_something_was_added_to_is_made_anew() {
    let desk = Desk::sample();
    desk.get("/reports?asof=2024-03-05", "en").holds("2 reports of 2.");
    desk.post(&[("text", "قال المجلس إن الهدنة صامدة"), ("date", "2024-03-03")], "en");
    desk.get("/reports?asof=2024-03-05", "en").holds("3 reports of 3.").holds("صامدة");
    desk.get("/reports?asof=published%3A2024-03-02", "en").holds("2 reports of 3.").lacks("صامدة");
    let request = Request::get("/reports?asof=2024-03-05").header("accept-language", "ar").body(Body::empty());
    desk.send(request.unwrap()).is_page(200, "ar");
}
