//! What must hold of `figures`.

use crate::testing::{Desk, sample};

#[test]
fn each_thing_shows_its_range_by_claimant_with_the_three_counts() {
    let desk = Desk::sample();
    let answer = desk.get("/figures", "en");
    answer.is_page(200, "en").holds("one thing counted").holds("3 to 1,200").holds("/figure/port-1/0");
    answer.holds("an unnamed source").holds("2 texts").holds("one named source").holds("third party");
    desk.get("/figures?measure=killed&source=rihan-government", "ar").is_page(200, "ar").holds("/figure/port-1/0");
    desk.get("/figures?measure=injured", "ar").is_page(200, "ar").lacks("/figure/port-1/0");
}

#[test]
fn nothing_counted_twice_is_said_in_a_sentence() {
    let answer = Desk::over(&[sample::hostile()]).get("/figures?measure=%3Cscript%3E&source=%22%3E&order=x", "en");
    answer.is_page(200, "en").holds("Nothing matches this filter").lacks("<script>").holds("&#34;&#62;");
    Desk::over(&[sample::hostile()]).get("/figures", "en").holds("Nothing was counted more than once");
}
