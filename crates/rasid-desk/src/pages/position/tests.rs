//! What must hold of `position`.

use crate::testing::Desk;

#[test]
fn all_sides_stand_on_a_line_and_each_statement_with_its_words() {
    let desk = Desk::sample();
    let answer = desk.get("/positions/radio-7/0", "en");
    answer.is_page(200, "en").holds("Government of Rihan").holds("Salma Nasser").holds("/arrangement/port-1/0");
    answer.holds("<svg viewBox").holds("/report/radio-7#r-statements-0");
    assert_eq!(answer.body.matches("class=\"quoted\"").count(), 3);
    let one = desk.get("/positions/radio-7/0?party=salma-nasser", "ar");
    one.is_page(200, "ar").holds("aria-current=\"true\"");
    assert_eq!(one.body.matches("class=\"quoted\"").count(), 1);
}

#[test]
fn an_arrangement_that_is_not_there_has_no_positions() {
    for path in ["/positions/gone/0", "/positions/radio-7/x", "/positions/radio-7/99"] {
        Desk::sample().get(path, "ar").is_page(404, "ar");
    }
}
