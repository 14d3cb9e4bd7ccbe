//! What must hold of `since`.

use crate::testing::{Answer, Desk, sample};
use axum::body::Body;
use axum::http::Request;

fn get(desk: &Desk, path: &str, cookie: &str, lang: &str) -> Answer {
    let request = Request::get(path).header("accept-language", lang).header("cookie", cookie);
    desk.send(request.body(Body::empty()).unwrap())
}

fn send(desk: &Desk, fields: &str) -> Answer {
    let request = Request::post("/watch")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .header("cookie", "rasid_name=sami");
    desk.send(request.body(Body::from(fields.to_owned())).unwrap())
}

#[test]
fn a_first_visit_shows_what_the_last_days_brought_of_every_kind() {
    let desk = Desk::sample();
    let answer = desk.get("/since", "en");
    answer.is_page(200, "en").holds("your first visit").holds("2 new reports");
    for words in [
        "one arrangement moved",
        "one fell due",
        "one outcome told",
        "one breach claimed",
        "one figure moved",
        "2 disagreements opened",
    ] {
        answer.holds(words);
    }
    answer.holds("/arrangement/port-1/0").holds("reported broken").holds("/figure/radio-7/1");
    answer.holds("outside of what was given before").holds("class=\"attested\"").holds("Nobody is judged here");
    desk.get("/since", "ar").is_page(200, "ar").holds("زيارتك الأولى");
}

#[test]
fn since_the_last_visit_only_what_came_later_is_new() {
    let desk = Desk::sample();
    // The reports came at eight; whoever was here at nine has seen them.
    let seen = get(&desk, "/since", "rasid_seen=2024-03-04T08:30:00Z~2024-03-04T08:40:00Z", "en");
    seen.is_page(200, "en").holds("since your last visit, 4 March 2024, 08:30").holds("no new reports");
    seen.holds("Nothing is new since then").lacks("/figure/radio-7/1");
    let before = get(&desk, "/since", "rasid_seen=2024-03-04T07:30:00Z~2024-03-04T08:59:00Z", "en");
    before.holds("2 new reports").holds("one figure moved").holds("nothing fell due");
    get(&desk, "/", "rasid_seen=2024-03-04T07:30:00Z~2024-03-04T08:59:00Z", "ar").holds("تقريران جديدان");
}

#[test]
fn a_visit_is_remembered_and_begins_anew_after_a_pause() {
    let desk = Desk::sample();
    let first = desk.get("/", "en");
    assert!(first.header("set-cookie").starts_with("rasid_seen=~2024-03-04T09:00:00Z;"));
    let again = get(&desk, "/reports", "rasid_seen=~2024-03-04T08:00:00Z", "en");
    assert!(again.header("set-cookie").starts_with("rasid_seen=2024-03-04T08:00:00Z~2024-03-04T09:00:00Z;"));
    assert_eq!(get(&desk, "/reports", "rasid_seen=~2024-03-04T09:00:00Z", "en").header("set-cookie"), "");
}

#[test]
fn other_times_and_one_part_may_be_asked_for() {
    let desk = Desk::sample();
    desk.get("/since?since=yesterday", "en").holds("since yesterday, 3 March 2024").holds("2 new reports");
    let published = desk.get("/since?from=2024-03-02&by=published&part=breach", "en");
    published.is_page(200, "en").holds("since 2 March 2024").holds("one new report").holds("Breaches claimed");
    published.lacks("Figures that moved");
    for path in
        ["/since?since=%3Cscript%3E&from=x&by=y&part=z&page=q&watch=w", "/since?watch=party.0.%22%3E%3Cscript%3E"]
    {
        desk.get(path, "ar").is_page(200, "ar").lacks("<script>");
    }
    Desk::over(&[]).get("/since", "en").is_page(200, "en").holds("Nothing is new");
    Desk::over(&[sample::hostile()]).get("/since", "ar").is_page(200, "ar").lacks("<script>");
}

#[test]
fn what_is_watched_says_what_is_new_of_it() {
    let desk = Desk::sample();
    desk.get("/arrangement/radio-7/0", "en").holds("action=\"/watch\"").holds("value=\"port-1\"");
    let answer = send(&desk, "kind=arrangement&id=port-1&idx=0&on=1&back=%2Farrangement%2Fport-1%2F0");
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/arrangement/port-1/0"));
    send(&desk, "kind=party&id=northern-council&idx=0&on=1&back=%2F%2Fevil.example");
    let page = get(&desk, "/since", "rasid_name=sami", "en");
    page.holds("/people/northern-council").holds("Stop watching").holds("watch=arrangement.0.port-1");
    get(&desk, "/people/northern-council", "rasid_name=sami", "en").holds("Stop watching");
    let only = get(&desk, "/since?watch=arrangement.0.port-1", "rasid_name=sami", "en");
    only.holds("one arrangement moved").holds("no figure moved");
    // Others watch for themselves.
    get(&desk, "/since", "rasid_name=huda", "en").holds("You watch nothing yet");
    send(&desk, "kind=arrangement&id=port-1&idx=0&on=0&back=%2F");
    get(&desk, "/since", "rasid_name=sami", "en").lacks("arrangement.0.port-1");
}

#[test]
fn private_persons_and_nonsense_are_not_watched() {
    let desk = Desk::sample();
    for fields in [
        "kind=party&id=anon%3Ax&idx=0&on=1&back=%2F",
        "kind=nobody&id=x&idx=0&on=1&back=%2F",
        "kind=party&id=&idx=0&on=1&back=%2F",
        "kind=party&id=x&idx=-1&on=1&back=%2F",
    ] {
        assert_eq!(send(&desk, fields).status, 404, "{fields}");
    }
}
