//! What must hold of `figure`.

use crate::testing::Desk;

#[test]
fn figures_of_one_thing_are_drawn_by_claimant_and_each_leads_to_its_words() {
    let desk = Desk::sample();
    let answer = desk.get("/figure/radio-7/1", "en");
    answer.is_page(200, "en").holds("killed · civilians · one incident").holds("Government of Rihan");
    answer.holds("/report/port-1#r-figures-0").holds("1,200").holds("<mark>ثلاثة مدنيين</mark>");
    answer.holds("ten times the one below").holds("class=\"attested\"");
    assert_eq!(answer.body.matches("<svg viewBox").count(), 1);
    // Any of the figures leads to all of them.
    desk.get("/figure/port-1/0", "ar").is_page(200, "ar").holds("حكومة الريحان");
}

#[test]
fn a_figure_that_stands_alone_has_no_page() {
    let desk = Desk::sample();
    for path in ["/figure/radio-7/0", "/figure/gone/0", "/figure/radio-7/x"] {
        desk.get(path, "en").is_page(404, "en").holds("no further figures");
    }
}
