//! What must hold of `briefing`.

use crate::testing::{Answer, Desk, sample};
use axum::body::Body;
use axum::http::Request;

const PERIOD: &str = "from=2024-03-01&until=2024-03-05";

fn post(desk: &Desk, body: &str, lang: &str) -> Answer {
    let request = Request::post("/briefing")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .header("accept-language", lang);
    desk.send(request.body(Body::from(body.to_owned())).unwrap())
}

#[test]
fn lines_are_made_from_codes_and_stand_beside_words_source_and_counts() {
    let desk = Desk::sample();
    let page = desk.get(&format!("/briefing?{PERIOD}"), "en");
    page.is_page(200, "en").holds("Phases claimed").holds("According to ").holds(" was agreed");
    page.holds("Breaches claimed").holds("<q dir=\"auto\">").holds("one independent account").holds("one report");
    let page = desk.get(&format!("/briefing?{PERIOD}"), "ar");
    page.is_page(200, "ar").holds("lang=\"en\" dir=\"ltr\">According to ").holds("رواية مستقلة واحدة");
    let page = desk.get(&format!("/briefing?{PERIOD}&lines=ar"), "ar");
    page.holds("lang=\"ar\" dir=\"rtl\">بحسب ").lacks("According to");
}

#[test]
fn a_period_without_news_says_so_and_a_bad_one_is_the_last_week() {
    let desk = Desk::sample();
    desk.get("/briefing?from=2020-01-01&until=2020-01-02", "en").is_page(200, "en").holds("Nothing is new");
    desk.get("/briefing?from=x&until=2024-13-44", "en").is_page(200, "en").holds("According to ");
    desk.get("/briefing?from=2024-03-05&until=2024-03-01", "en").holds("value=\"2024-03-01\"").holds("According to ");
    Desk::over(&[]).get("/briefing", "ar").is_page(200, "ar");
}

#[test]
fn a_topic_leaves_what_it_is_about() {
    let desk = Desk::sample();
    let get = |topic: &str| desk.get(&format!("/briefing?{PERIOD}&{topic}"), "en");
    get("arrangement=port-1%2F0").is_page(200, "en").holds(" was agreed");
    get("arrangement=no-such%2F0").holds("Nothing is new");
    get("arrangement=%2F%2F").is_page(200, "en");
    get("party=rihan-government").holds("According to ");
    get("party=nobody-at-all").holds("Nothing is new");
    get("place=nowhere").holds("Nothing is new");
    get("words=%D9%84%D8%A7%D9%8A%D9%88%D8%AC%D8%AF").holds("Nothing is new");
}

#[test]
fn a_kept_briefing_opens_again_as_it_was() {
    let desk = Desk::sample();
    let before = desk.get(&format!("/briefing?{PERIOD}"), "en");
    before.holds("name=\"query\" value=\"from=2024-03-01&#38;until=2024-03-05&#38;lines=en\"");
    let kept = post(&desk, "title=%3Cb%3EMonday&query=from%3D2024-03-01%26until%3D2024-03-05", "en");
    assert_eq!((kept.status.as_u16(), kept.header("location")), (303, "/briefing/1"));
    // The tests' clock stands still, so that what comes later comes at the same moment; a day later it is another past.
    let open = desk.get("/briefing/1", "ar");
    let to = open.header("location").to_owned();
    assert!(to.starts_with("/briefing?from=2024-03-01&until=2024-03-05&lines=en&kept=1&asof=2024-03-04T09"), "{to}");
    let page = desk.get(&to, "en");
    page.is_page(200, "en")
        .holds("No. 1, kept by desk")
        .holds("&#60;b&#62;Monday")
        .lacks("are not those that were kept");
    page.holds("As of 4 March 2024").lacks("name=\"query\"");
    let lines = |page: &Answer| {
        page.body
            .split("class=\"made-line\"")
            .skip(1)
            .map(|l| l.split("</p>").next().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(lines(&page), lines(&before));
    desk.get("/briefing", "ar").holds("href=\"/briefing/1\"");
    desk.get("/briefing/2", "en").is_page(404, "en").holds("no kept briefing");
    desk.get("/briefing/x", "en").is_page(404, "en");
}

#[test]
fn a_document_is_taken_along() {
    let desk = Desk::sample();
    let answer = desk.get(&format!("/briefing.docx?{PERIOD}"), "ar");
    assert_eq!(answer.status, 200);
    assert!(answer.header("content-type").ends_with("wordprocessingml.document"));
    assert_eq!(answer.header("content-disposition"), "attachment; filename=\"briefing-2024-03-01-2024-03-05.docx\"");
    answer.holds("PK").holds("word/document.xml");
}

#[test]
fn hostile_words_stay_words() {
    let desk = Desk::over(&[sample::agreement(), sample::accusation(), sample::hostile()]);
    let page = desk.get("/briefing?from=2000-01-01&until=2030-01-01", "en");
    page.is_page(200, "en").lacks("<script>alert").lacks("<img src=x");
    desk.get("/briefing?words=%22%3E%3Cscript%3E&place=%22%3E%3Cb%3E", "ar")
        .is_page(200, "ar")
        .lacks("\"><script>")
        .lacks("\"><b>");
    post(&desk, "query=%22%3E%3Cscript%3E&title=", "en");
    desk.get("/briefing", "en").lacks("\"><script>");
}
