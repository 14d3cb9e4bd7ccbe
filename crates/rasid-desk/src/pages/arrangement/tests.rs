//! What must hold of `arrangement`.

use crate::testing::{Desk, sample};

/// The abscissas of the marks of the drawing, in the order of phases.
fn marks(page: &str) -> Vec<f64> {
    let circle = page.split("<circle cx=\"").nth(1).expect("a round mark for agreed");
    let diamond = page.split("translate(").nth(1).expect("a diamond for violated");
    let number = |text: &str| text.split(['"', ' ']).next().unwrap().parse().unwrap();
    vec![number(circle), number(diamond)]
}

#[test]
fn phases_stand_on_a_line_that_runs_in_reading_direction() {
    let desk = Desk::sample();
    let (ar, en) = (desk.get("/arrangement/port-1/0", "ar"), desk.get("/arrangement/port-1/0", "en"));
    ar.is_page(200, "ar");
    en.is_page(200, "en").holds("<title>pause: هدنة إنسانية · Rasid</title>");
    let (ltr, rtl) = (marks(&en.body), marks(&ar.body));
    assert!(ltr[0] < ltr[1] && rtl[0] > rtl[1], "{ltr:?} {rtl:?}");
    en.holds("<title>agreed · Salma Nasser · 1 March 2024</title>").holds("href=\"/arrangement/port-1/0#p-0\"");
    en.holds("<title>breaches claimed · Government of Rihan · 2 March 2024</title>")
        .holds("href=\"/arrangement/port-1/0#b-0\"");
}

#[test]
fn each_phase_has_who_claims_it_and_the_words_in_their_sentence() {
    let page = Desk::sample().get("/arrangement/radio-7/0", "en");
    page.is_page(200, "en");
    let phase = page.body.split("id=\"p-0\"").nth(1).unwrap().split("id=\"p-1\"").next().unwrap();
    for words in [
        "1 March 2024",
        "<span class=\"tag good\">agreed</span>",
        "href=\"/people/salma-nasser\"",
        "href=\"/report/port-1#r-arrangements-0\"",
        "اتفقا على <mark>هدنة إنسانية</mark> مدتها 48 ساعة",
        "<li>one text</li>",
        "said by: a third party",
    ] {
        assert!(phase.contains(words), "{words} is not in {phase}");
    }
}

#[test]
fn the_violation_ledger_says_who_accuses_whom_and_judges_nobody() {
    let page = Desk::sample().get("/arrangement/port-1/0", "en");
    page.holds("This list judges nobody");
    let entry = page.body.split("id=\"b-0\"").nth(1).unwrap().split("</tr>").next().unwrap();
    let mut rest = entry;
    for words in [
        "<bdi>الجسر</bdi>",
        "<bdi>2 March 2024</bdi>",
        "assaults",
        "<bdi>4</bdi>",
        "href=\"/people/northern-council\"",
        "href=\"/people/rihan-government\"",
        "Government of Rihan",
        "denied",
        "href=\"/report/radio-7#r-breaches-0\"",
    ] {
        let at = rest.find(words).unwrap_or_else(|| panic!("{words} is not in its place in {entry}"));
        rest = &rest[at..];
    }
    page.holds("Bound, offered or threatened").holds("href=\"/report/port-1#r-commitments-0\"");
}

#[test]
fn an_address_holds_for_every_mention_and_others_have_no_page() {
    let desk = Desk::sample();
    for path in ["/arrangement/port-1/0", "/arrangement/radio-7/0"] {
        desk.get(path, "en").is_page(200, "en").holds("هدنة إنسانية");
    }
    for path in ["/arrangement/port-1/9", "/arrangement/port-1/x", "/arrangement/none/0"] {
        desk.get(path, "en").is_page(404, "en").holds("no arrangement with this mention");
    }
}

#[test]
fn hostile_words_stay_words() {
    let desk = Desk::over(&[sample::hostile()]);
    let path = "/arrangement/x%2F..%2F%22%3E%3Cimg%20src%3Dx%20onerror%3Dalert%281%29%3E/0";
    let page = desk.get(path, "en");
    page.is_page(200, "en").lacks("<script>alert").lacks("<img").lacks("<b>أحدهم").lacks("<i>").lacks("\u{202E}");
    page.holds("Nobody claims that it was broken");
}

#[test]
fn labels_of_the_tables_are_not_shown_to_readers_of_arabic() {
    let mut accusation = sample::accusation();
    accusation.breaches[0].against = vec!["grp:valley farmers".into()];
    let desk = Desk::over(&[sample::agreement(), accusation]);
    desk.get("/list/breaches", "ar").is_page(200, "ar").holds("جهة لم تُسمَّ").lacks("valley farmers");
    desk.get("/list/breaches", "en").holds("valley farmers");
}
