//! What must hold of `reports`.

use crate::testing::{Desk, sample};
use rasid_record::Report;

#[test]
fn reports_are_listed_the_latest_first() {
    let page = Desk::sample().get("/reports", "ar");
    page.is_page(200, "ar").holds("<title>التقارير · راصد</title>").holds("تقريران");
    let (first, second) = (page.body.find("/report/radio-7").unwrap(), page.body.find("/report/port-1").unwrap());
    assert!(first < second);
}

#[test]
fn reports_are_filtered_by_outlet_and_days() {
    let desk = Desk::sample();
    let outlet = "%D8%B5%D8%AD%D9%8A%D9%81%D8%A9%20%D8%A7%D9%84%D9%85%D9%8A%D9%86%D8%A7%D8%A1";
    let by_outlet = desk.get(&format!("/reports?outlet={outlet}"), "en");
    by_outlet.is_page(200, "en").holds("one report").holds("/report/port-1").lacks("/report/radio-7");
    by_outlet.holds("selected>صحيفة الميناء");
    let by_day = desk.get("/reports?outlet=&from=2024-03-02&to=", "en");
    by_day.holds("/report/radio-7").lacks("/report/port-1").holds("value=\"2024-03-02\"");
    desk.get("/reports?from=2030-01-01", "en").holds("No reports match this filter");
    desk.get("/reports?from=nonsense", "en").is_page(200, "en").holds("2 reports");
}

#[test]
fn many_reports_have_pages_that_keep_the_filter() {
    let many: Vec<_> = (0..45)
        .map(|i| {
            let mut reading = sample::hostile();
            let text = format!("تقرير رقم {i}");
            reading =
                rasid_record::Reading::empty(Report { outlet: Some("دار".into()), text, ..reading.report }.complete());
            reading.report.id = format!("many-{i}");
            reading
        })
        .collect();
    let desk = Desk::over(&many);
    desk.get("/reports", "en").holds("45 reports").holds("Page 1 of 2").holds("href=\"/reports?page=2\"");
    let second = desk.get("/reports?page=2&outlet=%D8%AF%D8%A7%D8%B1", "ar");
    second.holds("صفحة 2 من 2").holds("href=\"/reports?outlet=%D8%AF%D8%A7%D8%B1\"");
}

#[test]
fn an_empty_record_has_an_empty_list() {
    Desk::over(&[]).get("/reports", "ar").is_page(200, "ar").holds("لا شيء في هذا السجل بعد");
}
