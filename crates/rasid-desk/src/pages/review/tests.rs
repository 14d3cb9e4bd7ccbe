//! What must hold of `review`.

use crate::testing::{Desk, sample};

#[test]
fn the_queue_shows_weight_and_doubt_and_leads_to_each_record() {
    let desk = Desk::sample();
    let page = desk.get("/review", "ar");
    page.is_page(200, "ar").holds("الوزن <b>").holds("الشك <b>").holds("/review/radio-7/breaches/0?queue=1");
    desk.get("/review", "en").is_page(200, "en").holds("data-move").holds("href=\"/ledger\"");
    desk.get("/review?list=figures", "en").holds("/figures/0").lacks("/breaches/0");
    desk.get("/review?list=nothing&outlet=%3Cscript%3E", "en").is_page(200, "en").lacks("<script>");
}

#[test]
fn the_next_record_is_one_address_away_until_none_is_left() {
    let desk = Desk::sample();
    let first = desk.get("/review/next?list=breaches", "en");
    assert_eq!(first.status, 303);
    let path = first.header("location").to_owned();
    assert!(path.starts_with("/review/radio-7/breaches/0?queue=1&list=breaches"), "{path}");
    let fields = [("do", "accept"), ("queue", "1"), ("list", "breaches")];
    let answer = desk.send_form("/review/radio-7/breaches/0", &fields, "");
    assert_eq!(answer.header("location"), "/review?list=breaches&done=1");
    let page = desk.get(answer.header("location"), "en");
    page.holds("Decision 1 is in the ledger: Read rightly").holds("Nothing matches this filter");
}

#[test]
fn an_empty_record_has_an_empty_queue_and_hostile_words_stay_words() {
    Desk::over(&[]).get("/review", "ar").is_page(200, "ar").holds("لم يبق ما يُراجع");
    let desk = Desk::over(&[sample::hostile()]);
    desk.get("/review", "en").is_page(200, "en").lacks("<script>alert").lacks("<b>أحدهم");
}
