//! What must hold of `outlet`.

use crate::testing::Desk;

const RADIO: &str = "/outlet/%D8%A5%D8%B0%D8%A7%D8%B9%D8%A9%20%D8%A7%D9%84%D9%88%D8%A7%D8%AF%D9%8A";

#[test]
fn an_outlets_own_words_stand_beside_those_of_others_without_a_score() {
    let desk = Desk::told_twice();
    let answer = desk.get(RADIO, "en");
    answer.is_page(200, "en").holds("إذاعة الوادي").holds("one report").holds("Government of Rihan");
    // What it quotes is not its own word.
    answer.lacks("النظام").holds("nobody");
    let wire = desk.get("/outlet/%D9%88%D9%83%D8%A7%D9%84%D8%A9%20%D8%A7%D9%84%D9%85%D8%AB%D8%A7%D9%84", "ar");
    wire.is_page(200, "ar").holds("ميليشيا الشمال").holds("كلمة مُحمّلة").holds("مجلس الشمال");
}

#[test]
fn outlets_are_listed_and_what_is_none_has_no_page() {
    let desk = Desk::told_twice();
    desk.get("/outlets", "en").is_page(200, "en").holds("3 outlets").holds(RADIO);
    desk.get("/outlet/%3Cscript%3E", "ar").is_page(404, "ar").lacks("<script>");
}
