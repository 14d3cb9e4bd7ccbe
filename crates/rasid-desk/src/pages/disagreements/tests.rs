//! What must hold of `disagreements`.

use crate::testing::{Desk, sample};

#[test]
fn two_sides_stand_side_by_side_with_their_words() {
    let desk = Desk::sample();
    let en = desk.get("/disagreements", "en");
    en.is_page(200, "en").holds("one disagreement").holds("claim and denial");
    let (one, other) = (en.body.find("Government of Rihan").unwrap(), en.body.rfind("Northern Council").unwrap());
    assert!(one < other);
    en.holds("href=\"/report/radio-7#r-breaches-0\"").holds("href=\"/report/radio-7#r-statements-2\"");
    desk.get("/disagreements?about=denial", "ar").is_page(200, "ar").holds("ادعاء ونفي").holds("aria-current=\"true\"");
    desk.get("/disagreements?about=figure", "en").holds("Nothing matches this filter");
}

#[test]
fn empty_records_and_hostile_words_are_shown_as_they_are() {
    Desk::over(&[]).get("/disagreements", "ar").is_page(200, "ar").holds("لم يُعثر على خلاف");
    let page = Desk::over(&[sample::hostile()]).get("/disagreements", "en");
    page.is_page(200, "en").lacks("<script>alert").lacks("<b>أحدهم").holds("&#60;script&#62;alert");
}
