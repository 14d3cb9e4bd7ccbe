//! What must hold of `review_one`.

use crate::testing::{Answer, Desk, sample};
use rasid_record::List;

const BREACH: &str = "/review/radio-7/breaches/0";
const TRUCE: &str = "/review/port-1/arrangements/0";

/// The value of a hidden field of a page.
fn hidden(page: &Answer, name: &str) -> String {
    let marker = format!("name=\"{name}\" value=\"");
    let at = page.body.find(&marker).unwrap_or_else(|| panic!("{name} is not in the page")) + marker.len();
    page.body[at..].split('"').next().unwrap().replace("&#58;", ":")
}

/// The correcting form as it stands on a page, with some fields written otherwise.
fn correction<'f>(desk: &Desk, path: &str, written: &'f [(&'f str, &'f str)]) -> Vec<(&'f str, &'f str)> {
    let _ = (desk, path);
    let mut fields = vec![("do", "correct")];
    fields.extend_from_slice(written);
    fields
}

#[test]
fn every_record_of_every_list_has_a_review_in_both_languages() {
    let desk = Desk::sample();
    for &list in List::ALL {
        let path = format!("/review/port-1/{list}/0");
        let has = desk.get(&path, "en").status == 200;
        let path = if has { path } else { format!("/review/radio-7/{list}/0") };
        desk.get(&path, "en").is_page(200, "en").holds("data-key=\"KeyA\"").holds("data-start=\"0\"");
        desk.get(&path, "ar").is_page(200, "ar").holds("القراءة صحيحة");
    }
    for path in ["/review/none/events/0", "/review/port-1/events/99", "/review/port-1/x/0", "/review/decided/7"] {
        desk.get(path, "en").is_page(404, "en");
    }
}

#[test]
fn accepting_and_rejecting_show_on_every_page_of_the_record() {
    let desk = Desk::sample();
    assert_eq!(desk.send_form(BREACH, &[("do", "reject"), ("reason", "only a forecast")], "salma").status, 303);
    desk.get(BREACH, "en")
        .holds("Rejected")
        .holds("\u{2068}salma\u{2069}, \u{2068}4 March 2024")
        .holds("only a forecast");
    desk.get("/report/radio-7", "en").holds("card in-breaches rejected").holds("tag badge bad\">Rejected");
    desk.get("/list/breaches", "en").holds("card in-breaches rejected");
    let page = desk.get(BREACH, "en");
    let accept = [("do", "accept"), ("after", &*hidden(&page, "after"))];
    assert_eq!(desk.send_form(BREACH, &accept, "omar").header("location"), format!("{BREACH}?done=2"));
    desk.get("/list/breaches", "en").holds("tag badge good\">Read rightly").lacks("rejected\"");
}

#[test]
fn a_correction_keeps_before_and_after_and_the_reading_stays() {
    let desk = Desk::sample();
    let form = correction(
        &desk,
        TRUCE,
        &[
            ("f.at", "هدنة إنسانية"),
            ("f.kind", "pause"),
            ("f.phase", "in-force"),
            ("f.parties", "rihan-government"),
            ("reason", "since noon"),
        ],
    );
    let answer = desk.send_form(TRUCE, &form, "salma");
    assert_eq!(answer.status, 303, "{}", answer.body);
    let page = desk.get(TRUCE, "en");
    page.holds("Corrected").holds("since noon").holds("<th scope=\"col\">Before</th>");
    page.holds("rihan-government + northern-council").holds("value=\"in-force\" selected");
    desk.get("/report/port-1", "en").holds("card in-arrangements corrected").holds("facts changed");
    desk.get("/ledger", "en").holds("since noon");
}

#[test]
fn a_correction_that_changes_nothing_is_an_acceptance() {
    let desk = Desk::sample();
    let page = desk.get("/review/radio-7/naming/0", "en");
    let words = {
        let at = page.body.find("name=\"f.at\" value=\"").unwrap() + "name=\"f.at\" value=\"".len();
        page.body[at..].split('"').next().unwrap().to_owned()
    };
    let id = {
        let at = page.body.find("name=\"f.id\" value=\"").unwrap() + "name=\"f.id\" value=\"".len();
        page.body[at..].split('"').next().unwrap().to_owned()
    };
    let chosen = |name: &str| {
        let at = page.body.find(&format!("<select name=\"{name}\"")).unwrap();
        let rest = &page.body[at..];
        let end = rest.find("\" selected").unwrap();
        rest[..end].rsplit('"').next().unwrap().to_owned()
    };
    let (kind, voice, place) = (chosen("f.kind"), chosen("f.voice"), hidden(&page, "f.at.at"));
    let fields = [
        ("do", "correct"),
        ("f.at", &*words),
        ("f.at.at", &*place),
        ("f.id", &*id),
        ("f.kind", &*kind),
        ("f.voice", &*voice),
    ];
    assert_eq!(desk.send_form("/review/radio-7/naming/0", &fields, "salma").status, 303);
    desk.get("/review/radio-7/naming/0", "en").holds("tag good\">Read rightly");
}

#[test]
fn words_that_the_text_does_not_have_are_refused_and_what_was_written_stays() {
    let desk = Desk::sample();
    let form = [("do", "correct"), ("f.at", "not there"), ("f.kind", "pause"), ("f.phase", "ended")];
    let answer = desk.send_form(TRUCE, &form, "salma");
    assert_eq!(answer.status, 200);
    answer
        .holds("“not there” does not stand in the text")
        .holds("value=\"ended\" selected")
        .holds("<details class=\"correct\" open");
    desk.get("/ledger", "en").holds("no decisions");
}

#[test]
fn two_who_decide_at_once_are_both_in_the_ledger_and_are_told() {
    let desk = Desk::sample();
    let seen = hidden(&desk.get(BREACH, "en"), "after");
    assert_eq!(desk.send_form(BREACH, &[("do", "accept"), ("after", &*seen)], "salma").status, 303);
    let second = desk.send_form(BREACH, &[("do", "reject"), ("after", &*seen), ("queue", "1")], "omar");
    assert_eq!(second.header("location"), format!("{BREACH}?queue=1&done=2"), "who contradicts stays at the record");
    let page = desk.get_as(second.header("location"), "en", "omar");
    page.holds("does not hold: somebody decided otherwise").holds("Decisions contradict one another");
    desk.get("/review", "en").holds("decisions contradict");
    let page = desk.get(BREACH, "en");
    let settled = [("do", "reject"), ("after", &*hidden(&page, "after"))];
    desk.send_form(BREACH, &settled, "salma");
    desk.get(BREACH, "en").lacks("Decisions contradict").holds("tag bad\">Rejected");
    desk.get("/ledger", "en").holds("3 decisions");
}

#[test]
fn a_claim_a_remark_tags_and_names_change_nothing_of_the_reading() {
    let desk = Desk::sample();
    for fields in [
        [("do", "claim"), ("status", "refuted"), ("reason", "the mission saw nothing")],
        [("do", "comment"), ("text", "ask <b>Huda</b>"), ("x", "")],
        [("do", "tag"), ("tags", "north، urgent"), ("x", "")],
        [("do", "assign"), ("to", "huda, omar"), ("x", "")],
    ] {
        assert_eq!(desk.send_form(BREACH, &fields, "salma").status, 303, "{fields:?}");
    }
    let page = desk.get(BREACH, "en");
    page.holds("Not reviewed").holds("refuted").holds("ask &#60;b&#62;Huda").holds("value=\"north, urgent\"");
    page.holds("value=\"huda, omar\"");
    desk.get_as("/review?mine=1", "en", "huda").holds("one record");
    desk.get("/list/breaches", "en").holds("tag badge bad\">refuted").holds("north");
    let answer = desk.send_form(BREACH, &[("do", "comment"), ("text", " ")], "salma");
    assert_eq!(answer.status, 200);
}

#[test]
fn a_decision_is_taken_back_by_another_and_comes_back_when_that_is_taken_back() {
    let desk = Desk::sample();
    desk.send_form(BREACH, &[("do", "reject")], "salma");
    let answer = desk.send_form("/review/undo", &[("seq", "1")], "salma");
    assert_eq!(answer.header("location"), "/review/decided/1?done=2");
    desk.get(BREACH, "en").holds("Not reviewed").holds("decision 1");
    desk.send_form("/review/undo", &[("seq", "2")], "salma");
    desk.get(BREACH, "en").holds("tag bad\">Rejected");
    assert_eq!(desk.send_form("/review/undo", &[("seq", "99")], "salma").status, 404);
}

#[test]
fn a_form_about_another_record_than_the_one_that_stands_there_now_is_refused() {
    let desk = Desk::sample();
    let key = hidden(&desk.get(BREACH, "en"), "key");
    assert_eq!(desk.send_form(BREACH, &[("do", "accept"), ("key", &*key)], "").status, 303);
    let answer = desk.send_form(BREACH, &[("do", "accept"), ("key", "t-1:0-3:x:0")], "");
    assert_eq!(answer.status, 200);
    answer.holds("read anew in the meantime");
}

#[test]
fn hostile_words_stay_words() {
    let desk = Desk::over(&[sample::hostile()]);
    for &list in List::ALL {
        let page = desk.get(&format!("/review/{}/{list}/0", crate::links::encode(&sample::hostile().report.id)), "en");
        if page.status == 200 {
            page.lacks("<script>alert").lacks("<b>أحدهم");
        }
    }
}
