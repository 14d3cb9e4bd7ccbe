//! What must hold of `commitments`.

use crate::testing::Desk;

#[test]
fn a_commitment_stands_beside_what_became_of_it_with_the_evidence() {
    let desk = Desk::sample();
    let en = desk.get("/commitments", "en");
    en.is_page(200, "en").holds("one commitment").holds("as of <bdi>2 March 2024</bdi>");
    en.holds("<mark>سحب مقاتليه من الطريق الساحلي</mark>").holds("Northern Council").holds("<bdi>3 March 2024</bdi>");
    en.holds("<span class=\"tag bad\">reported broken</span>").holds("looked at: 2 reports, 2 outlets");
    en.holds("Evidence against").holds("href=\"/report/radio-7#r-breaches-0\"").lacks("Evidence for");
    en.holds("<li>one text</li>").holds("one named source").holds("side not known");
    desk.get("/commitments", "ar").is_page(200, "ar").holds("قيل إنه نُقض").holds("ما يخالف");
}

#[test]
fn commitments_are_filtered_by_class_outcome_and_who_is_bound() {
    let desk = Desk::sample();
    desk.get("/commitments?outcome=reported%20broken&class=undertaking", "en").holds("one commitment");
    let none = desk.get("/commitments?outcome=late", "en");
    none.holds("Nothing matches this filter").holds("href=\"/commitments?outcome=reported%20broken\"");
    desk.get("/commitments?by=northern-council", "en").holds("Only: <bdi>Northern Council</bdi>");
    desk.get("/commitments?by=rihan-government", "en").holds("Nothing matches this filter");
}

#[test]
fn an_empty_record_says_so() {
    Desk::over(&[]).get("/commitments", "ar").is_page(200, "ar").holds("لم يُذكر أي تعهد");
}
