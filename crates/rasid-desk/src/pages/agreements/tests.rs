//! The list of agreements, one agreement and its clauses as pages.

use crate::testing::{Answer, Desk, multipart};
use axum::body::Body;
use axum::http::Request;

const FILE: &str = r#"{"id": "valley-2016", "title": {"en": "Truce of the <valley>", "ar": "هدنة الوادي"}, "signed": "2016-01-01",
    "parties": ["rihan-government", "northern-council"], "clauses": [
    {"no": "1", "text": {"en": "Nobody shoots.", "ar": "لا يطلق أحد النار."}, "duty": "forbidden",
     "kinds": ["ceasefire", "pause"], "acts": ["ASSAULT"], "binds": ["rihan-government", "northern-council"]},
    {"no": "2.1", "text": {"ar": "يعود الأسرى."}, "duty": "owed", "kinds": ["exchange"], "until": "2016-02-01"}]}"#;

fn post(desk: &Desk, path: &str, body: &str) -> Answer {
    let request = Request::post(path)
        .header("content-type", "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .header("accept-language", "en");
    desk.send(request.body(Body::from(body.to_owned())).unwrap())
}

fn file(desk: &Desk, json: &str) -> Answer {
    let body = multipart(&[("file", json)]);
    let request = Request::post("/agreements/file")
        .header("content-type", "multipart/form-data; boundary=line")
        .header("sec-fetch-site", "same-origin")
        .header("accept-language", "en");
    desk.send(request.body(Body::from(body)).unwrap())
}

fn with_file() -> Desk {
    let desk = Desk::sample();
    let answer = file(&desk, FILE);
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/agreement/valley-2016"));
    desk
}

#[test]
fn an_agreement_from_a_file_is_shown_in_both_languages() {
    let desk = with_file();
    desk.get("/agreements", "en").is_page(200, "en").holds("Truce of the &#60;valley&#62;").holds("2 clauses");
    let page = desk.get("/agreement/valley-2016", "en");
    page.is_page(200, "en")
        .holds("Nobody shoots.")
        .holds("لا يطلق أحد النار.")
        .holds("until 1 February 2016")
        .lacks("<valley>");
    desk.get("/agreement/valley-2016", "ar").is_page(200, "ar").holds("هدنة الوادي").holds("محظور");
    let out = desk.get("/agreement/valley-2016/file", "en");
    assert_eq!(out.header("content-disposition"), "attachment; filename=\"valley-2016.json\"");
    let kept: rasid_record::Agreement = serde_json::from_str(&out.body).unwrap();
    assert_eq!(kept, serde_json::from_str(FILE).unwrap(), "what goes out is what came in");
    desk.get("/agreement/nowhere", "en").is_page(404, "en");
}

#[test]
fn a_file_that_is_no_agreement_is_refused_with_a_reason() {
    let desk = Desk::sample();
    for (json, reason) in [
        ("{}", "missing field"),
        (r#"{"id": "x", "title": {"en": "T"}, "partys": []}"#, "partys"),
        (r#"{"id": "X Y", "title": {"en": "T"}}"#, "“X Y” is no identifier"),
    ] {
        file(&desk, json).is_page(200, "en").holds("role=\"alert\"").holds(reason);
    }
    desk.get("/agreements", "en").holds("No agreement is in the register yet.");
}

#[test]
fn an_agreement_is_entered_by_forms_clause_by_clause_and_each_change_is_a_version() {
    let desk = Desk::sample();
    desk.get("/agreements/new", "en").is_page(200, "en").holds("name=\"title_ar\"");
    let answer = post(
        &desk,
        "/agreements",
        "version=0&title_en=Truce+of+the+valley&signed=2016-01-01&parties=Somebody%0Arihan-government",
    );
    assert_eq!(answer.header("location"), "/agreement/truce-of-the-valley-2016/clauses");
    let page = "/agreement/truce-of-the-valley-2016";
    desk.get(&format!("{page}/clauses"), "ar").is_page(200, "ar").holds("name=\"text_ar\"");
    let clause = "version=1&new=1&no=1&duty=owed&text_en=Go+home.&kinds=exchange&kinds=talks&acts=RETREAT&why=first";
    assert_eq!(post(&desk, &format!("{page}/clauses"), clause).header("location"), page);
    let shown = desk.get(page, "en");
    shown.holds("Go home.").holds("clauses added: 1").holds("first").holds("Somebody");
    // The same number is refused, and what was typed is not lost.
    let twice = post(&desk, &format!("{page}/clauses"), "version=2&new=1&no=1&duty=owed&text_en=Stay.");
    twice.is_page(200, "en").holds("There is a clause 1 already.").holds("Stay.");
    // Whoever was overtaken is told.
    let late = post(&desk, &format!("{page}/clauses"), "version=1&no=1&duty=owed&text_en=Run.");
    late.is_page(200, "en").holds("Somebody else changed this agreement").holds("Run.");
    assert_eq!(post(&desk, &format!("{page}/clauses"), "version=2&no=1&duty=owed&text_en=Walk.").status, 303);
    desk.get(page, "en").holds("Walk.").lacks("Go home.");
    desk.get(&format!("{page}?version=2"), "en").holds("Go home.").holds("This is version 2");
    assert_eq!(post(&desk, &format!("{page}/edit"), "version=3&title_en=Other&signed=2016-13-01").status, 200);
    assert_eq!(post(&desk, page, "do=remove&why=wrong").status, 303);
    desk.get("/agreements", "en").holds("Taken out of the register").holds("no agreements");
    desk.get(page, "en").holds("This agreement was taken out").holds("Walk.").holds("wrong");
    assert_eq!(post(&desk, page, "do=restore").status, 303);
    desk.get("/agreements", "en").holds("one agreement");
}

#[test]
fn only_what_a_person_confirms_is_attached_and_the_ledger_is_filtered_by_clause() {
    let desk = with_file();
    let clause = "/agreement/valley-2016/clause?no=1";
    let page = desk.get(clause, "en");
    page.is_page(200, "en").holds("same kind of arrangement").holds("Nothing is attached.");
    desk.get("/agreement/valley-2016", "en").holds("No claim of a breach is attached.");
    let (_, rest) = page.body.split_once("name=\"words\" value=\"").expect("something is suggested");
    let words = rest.split('"').next().unwrap().replace(' ', "+");
    let answer = post(&desk, clause, &format!("do=attach&list=breaches&words={words}&why=both+say+so"));
    assert_eq!(answer.header("location"), clause);
    desk.get(clause, "en")
        .holds("value=\"detach\"")
        .holds("both say so")
        .lacks(&format!("type=\"checkbox\" name=\"words\" value=\"{}", words.replace('+', " ")));
    let ledger = desk.get("/agreement/valley-2016", "en");
    ledger.holds("href=\"/agreement/valley-2016?clause=1#ledger\"").holds("attached by desk");
    desk.get("/agreement/valley-2016?clause=2.1", "en").holds("No claim of a breach is attached.");
    assert_eq!(post(&desk, clause, &format!("do=detach&words={words}")).status, 303);
    desk.get("/agreement/valley-2016", "en").holds("No claim of a breach is attached.");
    post(&desk, clause, "do=attach&words=nonsense&words=breaches+0+1+nowhere").header("location");
    desk.get("/agreement/valley-2016/clause?no=9", "en").is_page(404, "en");
    desk.get("/agreement/valley-2016/clause?no=1&all=1&list=arrangements", "ar").is_page(200, "ar");
}
