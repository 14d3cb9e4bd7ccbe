//! What must hold of `add`.

use crate::testing::{Desk, form};
use axum::body::Body;

const TEXT: &str = "قال المجلس إن الهدنة صامدة";

#[test]
fn the_form_is_there_in_both_languages() {
    let desk = Desk::over(&[]);
    desk.get("/add", "ar").is_page(200, "ar").holds("لصق نص").holds("enctype=\"multipart/form-data\"");
    desk.get("/add", "en").is_page(200, "en").holds("Paste a text").holds("type=\"file\" name=\"files\" multiple");
}

#[test]
fn a_pasted_text_is_read_kept_and_shown() {
    let desk = Desk::over(&[]);
    let fields = [("outlet", "إذاعة"), ("date", "2024-03-05"), ("title", ""), ("url", ""), ("text", TEXT)];
    let added = desk.post(&fields, "ar");
    added.is_page(200, "ar").holds("أُضيف إلى السجل").holds("تقرير واحد").holds("إذاعة · 5 آذار/مارس 2024");
    let href = added.body.split("class=\"title\" href=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    desk.get(&href, "ar").is_page(200, "ar").holds("صامدة").holds("id=\"r-statements-0\"");
}

#[test]
fn the_same_text_again_changes_nothing() {
    let desk = Desk::over(&[]);
    desk.post(&[("text", TEXT)], "en").holds("Added to the record");
    desk.post(&[("text", TEXT)], "en").is_page(200, "en").holds("Already there").lacks("Added to the record");
    desk.get("/reports", "en").holds("one report");
    // The same text from an outlet is another report.
    desk.post(&[("text", TEXT), ("outlet", "x")], "en").holds("Added to the record");
}

#[test]
fn files_are_added_and_those_that_cannot_be_read_are_named() {
    let desk = Desk::over(&[]);
    let fields = [("files:a.txt", "خبر أول"), ("files:b.txt", "خبر ثان"), ("files:<img>.pdf", "%PDF")];
    let added = desk.post(&fields, "en");
    added
        .is_page(200, "en")
        .holds("2 reports")
        .holds("خبر أول")
        .holds("&#60;img&#62;.pdf is no text file")
        .lacks("<img>");
    desk.get("/reports", "en").holds("2 reports");
}

#[test]
fn nothing_sent_and_bad_dates_are_said_and_what_was_pasted_stays() {
    let desk = Desk::over(&[]);
    desk.post(&[("text", "  "), ("files:", "")], "en").is_page(200, "en").holds("No text or file arrived");
    let wrong = desk.post(&[("text", TEXT), ("date", "31.2.2024"), ("outlet", "<b>")], "ar");
    wrong.is_page(200, "ar").holds("ليس يوماً").holds("31.2.2024").holds(TEXT).holds("value=\"&#60;b&#62;\"");
    desk.get("/reports", "en").holds("nothing in this record");
}

#[test]
fn what_is_no_form_is_refused() {
    let desk = Desk::over(&[]);
    let mut request = form(&[]).body(Body::from("x")).unwrap();
    desk.send(request).is_page(400, "en");
    request = form(&[]).body(Body::from("x")).unwrap();
    request.headers_mut().insert("content-type", "text/plain".parse().unwrap());
    desk.send(request).is_page(400, "en");
}

#[test]
fn more_than_sixteen_mebibytes_are_refused() {
    let desk = Desk::over(&[]);
    let large = "x".repeat(crate::LIMIT_UPLOAD);
    desk.post(&[("files:a.txt", &large)], "ar").is_page(413, "ar").holds("16 ميغابايت");
    desk.get("/reports", "en").holds("nothing in this record");
}
