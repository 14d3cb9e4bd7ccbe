//! What must hold of `place`.

use crate::testing::Desk;

#[test]
fn a_place_says_where_it_is_why_and_what_happened_there() {
    let desk = Desk::told_twice();
    let answer = desk.get("/place/rihan-bridge", "en");
    answer.is_page(200, "en").holds("36.200, 37.150").holds("the team’s own gazetteer").holds("2 mentions");
    answer.holds("spot dot main").holds("happened there").holds("/report/radio-7#r-events-0").holds("Watch");
}

#[test]
fn what_has_no_point_is_not_drawn_and_the_page_says_why() {
    let answer = Desk::sample().get("/place/coast-road", "en");
    answer.is_page(200, "en").lacks("class=\"map\"").holds("Not on a map").holds("road, river or line");
    answer.holds("no point: around it");
    Desk::sample().get("/place/nowhere", "ar").is_page(404, "ar");
}

#[test]
fn east_is_right_in_arabic_too() {
    let desk = Desk::sample();
    let spot = |lang| {
        let page = desk.get("/places", lang).body;
        page.split("class=\"spot dot\" transform=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    assert_eq!(spot("ar"), spot("en"));
}
