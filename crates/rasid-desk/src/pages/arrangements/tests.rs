//! What must hold of `arrangements`.

use crate::testing::{Desk, sample};

#[test]
fn an_arrangement_shows_its_latest_phase_and_its_three_counts() {
    let desk = Desk::sample();
    let en = desk.get("/arrangements", "en");
    en.is_page(200, "en").holds("one arrangement").holds("href=\"/arrangement/port-1/0\"");
    en.holds("pause: <bdi>هدنة إنسانية</bdi>").holds("<bdi>وادي الريحان</bdi>").holds("Northern Council");
    en.holds("<span class=\"tag bad\">violated</span>").holds("2 March 2024").holds("Government of Rihan");
    en.holds("2 claims of phase").holds("one breach claimed");
    en.holds("<li>2 texts</li>").holds("<li>2 named sources: <bdi>Salma Nasser, Government of Rihan</bdi></li>");
    en.holds("said by: the opponent, a third party").lacks("confirmed");
    let ar = desk.get("/arrangements", "ar");
    ar.is_page(200, "ar").holds("الترتيبات عبر الزمن").holds("<li>نصّان</li>").holds("مصدران مسمّيان");
}

#[test]
fn arrangements_are_filtered_by_kind_phase_and_party() {
    let desk = Desk::sample();
    desk.get("/arrangements?kind=pause&detail=violated", "en").holds("one arrangement").holds("Clear filter");
    desk.get("/arrangements?kind=talks", "en").holds("Nothing matches this filter");
    let party = desk.get("/arrangements?party=northern-council&order=latest", "en");
    party.holds("one arrangement").holds("Only: <bdi>Northern Council</bdi>").holds("value=\"latest\" selected");
    desk.get("/people/northern-council", "en").holds("href=\"/arrangements?party=northern-council\"");
}

#[test]
fn links_of_before_say_so_until_reports_are_linked_again() {
    let desk = Desk::sample();
    desk.get("/arrangements", "en").lacks("linked again");
    desk.post(&[("text", "نص جديد")], "en").is_page(200, "en");
    for page in ["/arrangements", "/arrangement/port-1/0", "/commitments", "/disagreements", "/report/port-1"] {
        desk.get(page, "en").is_page(200, "en").holds("they are being linked again");
    }
}

#[test]
fn empty_records_and_hostile_words_are_shown_as_they_are() {
    Desk::over(&[]).get("/arrangements", "ar").is_page(200, "ar").holds("لم يُذكر أي ترتيب");
    let desk = Desk::over(&[sample::hostile()]);
    let page = desk.get("/arrangements", "en");
    page.is_page(200, "en")
        .lacks("<script>alert")
        .lacks("<b>أحدهم")
        .lacks("\"><script>")
        .holds("&#60;script&#62;alert");
}
