//! The page from which the record is taken away.

use crate::testing::{Desk, HOST};
use axum::body::Body;
use axum::http::Request;
use rasid_store::Format;

/// Sends the form with an earlier export.
fn compare(desk: &Desk, format: &str, earlier: &str, lang: &str) -> crate::testing::Answer {
    let body = format!(
        "--line\r\nContent-Disposition: form-data; name=\"format\"\r\n\r\n{format}\r\n\
         --line\r\nContent-Disposition: form-data; name=\"earlier\"; filename=\"a.csv\"\r\n\r\n{earlier}\r\n--line--\r\n"
    );
    let request = Request::post("/exports")
        .header("host", HOST)
        .header("accept-language", lang)
        .header("content-type", "multipart/form-data; boundary=line")
        .header("sec-fetch-site", "same-origin");
    desk.send(request.body(Body::from(body)).unwrap())
}

#[test]
fn every_form_is_offered_with_what_it_holds_in_both_languages() {
    let desk = Desk::sample();
    for lang in ["ar", "en"] {
        let page = desk.get("/exports", lang);
        page.is_page(200, lang).holds("record.acled.csv").holds("with_text=true").lacks("export.");
        for format in Format::ALL {
            page.holds(&format!("href=\"/exports/{}\"", format.as_str()));
        }
    }
}

#[test]
fn a_file_is_sent_whole_and_leaves_nothing_behind() {
    let desk = Desk::sample();
    let (status, headers, bytes) = desk.bytes("/exports/violations");
    assert_eq!((status, headers["content-type"].to_str().unwrap()), (200, "text/csv; charset=utf-8"));
    assert!(headers["content-disposition"].to_str().unwrap().contains("record.violations.csv"));
    assert_eq!(String::from_utf8(bytes).unwrap().lines().count(), 2);
    let (_, _, with) = desk.bytes("/exports/jsonl?with_text=true");
    let (_, _, without) = desk.bytes("/exports/jsonl");
    assert!(with.len() > without.len());
    assert_eq!(desk.bytes("/exports/nothing").0, 404);
    assert_eq!(desk.bytes("/exports/acled?colour=red").0, 400);
    assert!(desk.files("export").is_empty());
}

#[test]
fn what_changed_since_an_earlier_file_comes_as_a_table() {
    let desk = Desk::sample();
    let (_, _, now) = desk.bytes("/exports/violations");
    let now = String::from_utf8(now).unwrap();
    let same = compare(&desk, "violations", &now, "en");
    assert_eq!((same.status.as_u16(), same.body.as_str()), (200, "id,change,columns\r\n"));
    let head = now.lines().next().unwrap();
    let new = compare(&desk, "violations", &format!("{head}\r\n"), "en");
    assert!(new.body.ends_with(",new,\r\n"), "{}", new.body);
    assert!(new.header("content-disposition").contains("record.changes.csv"));
    assert!(desk.files("export").is_empty());
}

#[test]
fn what_is_no_earlier_export_is_told_on_the_page() {
    let desk = Desk::sample();
    for (format, earlier, words) in [
        ("violations", "a,b\n1,2\n", "This file is no earlier export of that layout."),
        ("violations", "", "Choose the earlier file."),
        ("xlsx", "x", "Choose the layout of the earlier file."),
    ] {
        compare(&desk, format, earlier, "en").is_page(200, "en").holds(words).holds("role=\"alert\"");
    }
    assert!(desk.files("export").is_empty());
}
