//! What must hold of `person`.

use crate::testing::{Desk, sample};

#[test]
fn a_party_shows_what_it_says_what_binds_it_and_what_it_is_accused_of() {
    let desk = Desk::sample();
    let page = desk.get("/people/northern-council", "ar");
    page.is_page(200, "ar").holds("<title>مجلس الشمال · راصد</title>");
    page.holds("/report/radio-7#r-statements-2")
        .holds("/report/port-1#r-commitments-0")
        .holds("/report/radio-7#r-breaches-0");
    desk.get("/people/northern-council", "en").is_page(200, "en").holds("<h1><bdi>Northern Council</bdi></h1>");
}

#[test]
fn the_words_for_a_party_stand_beside_the_outlet_that_uses_them() {
    let page = Desk::sample().get("/people/rihan-government", "en");
    page.holds("<td><bdi>إذاعة الوادي</bdi></td><td class=\"said\"><bdi>النظام</bdi></td>");
    page.holds("marked word").holds("inside quotation marks");
}

#[test]
fn private_people_and_unknown_ones_have_no_page() {
    let desk = Desk::sample();
    for path in ["/people/anon:%D9%85%D8%B3%D8%A4%D9%88%D9%84", "/people/grp:x", "/people/nobody"] {
        desk.get(path, "en").is_page(404, "en").holds("Nobody of this identifier");
        desk.get(path, "ar").is_page(404, "ar");
    }
}

#[test]
fn a_hostile_identifier_stays_text() {
    let page = Desk::over(&[sample::hostile()]).get("/people/evil%22%3E%3Cscript%3E", "en");
    page.is_page(200, "en").lacks("evil\">").holds("evil&#34;&#62;&#60;script&#62;");
}

#[test]
fn a_side_shows_where_it_stands_and_which_figures_it_gives() {
    let answer = Desk::sample().get("/people/rihan-government", "en");
    answer.is_page(200, "en").holds("/positions/port-1/0").holds(">accuses</span>").holds("Figures it gives");
    answer.holds("/figure/radio-7/1").holds("action=\"/watch\"");
}
