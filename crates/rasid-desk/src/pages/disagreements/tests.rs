//! What must hold of `disagreements`.

use crate::testing::{Desk, sample};

#[test]
fn two_sides_stand_side_by_side_with_their_words() {
    let desk = Desk::sample();
    let en = desk.get("/disagreements", "en");
    en.is_page(200, "en").holds("2 disagreements").holds("claim and denial");
    let en = desk.get("/disagreements?about=denial", "en");
    let (one, other) = (en.body.find("Government of Rihan").unwrap(), en.body.rfind("Northern Council").unwrap());
    assert!(one < other);
    en.holds("href=\"/report/radio-7#r-breaches-0\"").holds("href=\"/report/radio-7#r-statements-2\"");
    desk.get("/disagreements?about=denial", "ar").is_page(200, "ar").holds("ادعاء ونفي").holds("aria-current=\"true\"");
    desk.get("/disagreements?about=phase", "en").holds("Nothing matches this filter");
}

#[test]
fn empty_records_and_hostile_words_are_shown_as_they_are() {
    Desk::over(&[]).get("/disagreements", "ar").is_page(200, "ar").holds("لم يُعثر على خلاف");
    let page = Desk::over(&[sample::hostile()]).get("/disagreements", "en");
    page.is_page(200, "en").lacks("<script>alert").lacks("<b>أحدهم").holds("&#60;script&#62;alert");
}

#[test]
fn whoever_holds_in_one_report_goes_by_its_words_and_not_by_a_label() {
    let desk = Desk::sample();
    for lang in ["ar", "en"] {
        let page = desk.get("/disagreements?about=figure", lang);
        page.is_page(200, lang).holds("<h2 class=\"lead\"><bdi>مسؤول في الحكومة</bdi></h2>").lacks("official");
    }
    desk.get("/disagreements?about=figure", "en").holds("<mark>نحو 1200 مدني</mark> ينتظرون الخروج.");
}
