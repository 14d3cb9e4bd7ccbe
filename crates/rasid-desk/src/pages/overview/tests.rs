//! What must hold of `overview`.

use crate::testing::{Desk, sample};

#[test]
fn the_overview_says_what_is_in_the_record_in_both_languages() {
    let desk = Desk::sample();
    let ar = desk.get("/", "ar");
    ar.is_page(200, "ar").holds("<title>نظرة عامة · راصد</title>").holds("تقريران").holds("وسيلتا إعلام");
    ar.holds("1 آذار/مارس 2024 – 2 آذار/مارس 2024").holds("حكومة الريحان");
    let en = desk.get("/", "en");
    en.is_page(200, "en").holds("<title>Overview · Rasid</title>").holds("2 reports").holds("2 outlets");
    en.holds("1 March 2024 – 2 March 2024").holds("Government of Rihan");
}

#[test]
fn a_redacted_record_says_what_is_left_out_of_it() {
    let desk = Desk::sample();
    desk.get("/", "en").lacks("redacted record");
    let record = desk.files(".rasid").into_iter().min_by_key(|path| path.as_os_str().len()).unwrap();
    rasid_store::Store::open_existing(&record).unwrap().mark_redacted("texts").unwrap();
    desk.get("/", "en").is_page(200, "en").holds("This is a redacted record").holds("the ledger of decisions");
    desk.get("/", "ar").is_page(200, "ar").holds("هذا سجل منقّح");
}

#[test]
fn each_list_is_counted_and_leads_to_its_records() {
    let page = Desk::sample().get("/", "en");
    for (list, count) in [("statements", 6), ("commitments", 1), ("arrangements", 3), ("breaches", 1)] {
        page.holds(&format!("<a href=\"/list/{list}\"><span class=\"count\">{count}</span>"));
    }
}

#[test]
fn arrangements_commitments_and_breaches_lead_to_their_words() {
    let page = Desk::sample().get("/", "en");
    page.holds("/list/arrangements?kind=pause&#38;detail=violated").holds("violated <b>1</b>");
    page.holds("href=\"/report/port-1#r-commitments-0\"").holds("سحب مقاتليه من الطريق الساحلي");
    page.holds("3 March 2024</bdi> <bdi class=\"words\">الأحد");
    page.holds("href=\"/report/radio-7#r-breaches-0\"").holds("Northern Council");
}

#[test]
fn the_timeline_is_drawn_on_the_server() {
    let page = Desk::sample().get("/", "en");
    page.holds("<svg viewBox=")
        .holds("1 March 2024: one report")
        .holds("href=\"/reports?from=2024-03-02&#38;to=2024-03-02\"");
    page.holds("pause · violated · 2 March 2024");
}

#[test]
fn an_empty_record_says_what_to_do() {
    let desk = Desk::over(&[]);
    desk.get("/", "ar").is_page(200, "ar").holds("لا شيء في هذا السجل بعد").holds("href=\"/add\"");
    desk.get("/", "en").is_page(200, "en").holds("There is nothing in this record yet");
}

#[test]
fn hostile_reports_stay_text() {
    let page = Desk::over(&[sample::hostile()]).get("/", "en");
    page.is_page(200, "en").lacks("<script>alert").lacks("<img").lacks("\u{202E}").lacks("<b>أحدهم");
    page.holds("&#60;script&#62;").holds("Without a date of publication: one report");
}
