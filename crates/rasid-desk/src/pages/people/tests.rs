//! What must hold of `people`.

use crate::testing::Desk;

#[test]
fn public_actors_are_listed_in_the_visitors_language_with_their_parts() {
    let desk = Desk::sample();
    let ar = desk.get("/people", "ar");
    ar.is_page(200, "ar").holds("<title>أشخاص وأطراف · راصد</title>").holds("<bdi>سلمى ناصر</bdi>");
    let en = desk.get("/people", "en");
    en.is_page(200, "en").holds("<bdi>Salma Nasser</bdi>").holds("href=\"/people/northern-council\"");
    en.holds("is accused <b>1</b>").holds("speaks <b>2</b>");
}

#[test]
fn those_who_hold_inside_one_article_are_not_listed() {
    Desk::sample().get("/people", "ar").lacks("مسؤول في الحكومة").lacks("anon").lacks("grp");
}

#[test]
fn nobody_is_said_where_there_is_nobody() {
    Desk::over(&[]).get("/people", "en").is_page(200, "en").holds("Nobody is mentioned yet");
}
