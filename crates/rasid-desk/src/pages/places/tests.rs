//! What must hold of `places`.

use crate::testing::{Desk, sample};

#[test]
fn places_are_drawn_where_something_says_where_they_are() {
    let desk = Desk::sample();
    let answer = desk.get("/places", "en");
    answer.is_page(200, "en").holds("2 places").holds("/place/rihan-bridge").holds("/place/coast-road");
    answer.holds("class=\"map\"").holds("spot dot").holds("no point").holds("Natural Earth");
    assert_eq!(answer.body.matches("class=\"spot").count(), 1);
    let lines = desk.get("/places?precision=line&country=SYR", "ar");
    lines.is_page(200, "ar").holds("/place/coast-road").lacks("/place/rihan-bridge");
}

#[test]
fn nonsense_is_filtered_by_and_finds_nothing() {
    let answer = Desk::over(&[sample::hostile()]).get("/places?precision=%22%3E%3Cscript%3E&country=x", "en");
    answer.is_page(200, "en").holds("Nothing matches").lacks("<script>");
}
