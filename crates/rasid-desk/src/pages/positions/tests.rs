//! What must hold of `positions`.

use crate::testing::{Desk, sample};

#[test]
fn sides_stand_beside_each_other_and_a_change_is_a_step() {
    let desk = Desk::sample();
    let answer = desk.get("/positions", "en");
    answer.is_page(200, "en").holds("one arrangement").holds("Government of Rihan").holds("/positions/port-1/0");
    answer.holds(">accepts</span>").holds(">accuses</span>").holds("class=\"then\"");
    answer.holds("/report/port-1#r-statements-0").holds("1 March 2024");
    let turned = desk.get("/positions?turned=1&party=salma-nasser", "ar");
    turned.is_page(200, "ar").holds("لا شيء يوافق").lacks("/positions/port-1/0");
}

#[test]
fn words_that_try_to_be_a_page_stay_words() {
    let answer = Desk::over(&[sample::hostile()]).get("/positions?party=%22%3E%3Cscript%3E&kind=%3Ci%3E", "en");
    answer.is_page(200, "en").lacks("<script>").lacks("<i>");
    Desk::over(&[sample::hostile()]).get("/positions", "en").holds("No side says anything");
}
