//! What must hold of `search`.

use crate::links;
use crate::testing::{Desk, sample};

fn path(query: &str) -> String {
    links::with_query("/search", &[("q", query)])
}

#[test]
fn words_are_found_in_any_spelling_and_shown_among_their_neighbours() {
    let desk = Desk::sample();
    for query in ["الهدنة", "هدنه", "هدنة"] {
        desk.get(&path(query), "ar")
            .is_page(200, "ar")
            .holds("نتيجتان")
            .holds("/report/radio-7")
            .holds("/report/port-1");
    }
    let one = desk.get(&path("بالهاون"), "en");
    one.is_page(200, "en").holds("one result").holds("<mark>بالهاون</mark>").lacks("/report/port-1");
    one.holds("Results for “بالهاون”");
}

#[test]
fn people_are_found_by_their_name_in_either_language() {
    let desk = Desk::sample();
    desk.get(&path("سلمى"), "en").holds("href=\"/people/salma-nasser\"");
    desk.get(&path("Nasser"), "ar").is_page(200, "ar").holds("href=\"/people/salma-nasser\"");
}

#[test]
fn nothing_is_searched_for_without_words_and_nothing_found_is_said() {
    let desk = Desk::sample();
    for query in ["", "   ", "،!؟"] {
        desk.get(&path(query), "ar").is_page(200, "ar").lacks("<mark>");
    }
    desk.get(&path("زلزال"), "ar").holds("لا تقرير فيه هذه الكلمات");
    desk.get("/search", "en").is_page(200, "en").holds("Words to search for");
}

#[test]
fn a_hostile_query_stays_text_and_breaks_nothing() {
    let desk = Desk::over(&[sample::hostile()]);
    for query in ["\"><script>alert(1)</script>", "\" OR *", "NEAR(a b)", "'; DROP TABLE report", "\u{202E}\u{0}"] {
        desk.get(&path(query), "en").is_page(200, "en").lacks("<script>alert").lacks("\u{202E}");
    }
    desk.get(&path(&"طويل ".repeat(2000)), "ar").is_page(200, "ar");
}
