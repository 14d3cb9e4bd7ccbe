//! What must hold of `event`.

use crate::testing::{Desk, sample};

#[test]
fn accounts_stand_side_by_side_with_what_each_adds_omits_and_calls() {
    let desk = Desk::told_twice();
    let answer = desk.get("/event/radio-7", "en");
    answer.is_page(200, "en").holds("2 accounts").holds("إذاعة الوادي").holds("وكالة المثال");
    // Only the one counts breaches, only the other has five dead; both quote the government.
    answer.holds("violations: 4").holds("killed (civilians): 5").holds("2 of 2").holds("1 of 2");
    answer.holds("ميليشيا الشمال").holds("Northern Council").holds("/report/wire-9#r-figures-0");
    let asked = desk.get("/event/wire-9", "ar");
    asked.is_page(200, "ar").holds("تزيد").holds("تسكت عن").holds("<a href=\"/report/wire-9\">");
}

#[test]
fn what_only_one_account_lacks_is_left_out_and_not_what_only_one_tells() {
    let readings = [sample::accusation(), sample::looked::retold()];
    let desk = Desk::over(&readings);
    let answer = desk.get("/event/wire-9", "en");
    let after = answer.body.split("Leaves out").nth(2).unwrap();
    assert!(after.split("Calls").next().unwrap().contains("nothing that most tell"), "both tell the bridge");
}

#[test]
fn a_report_that_stands_alone_is_one_account_and_hostile_words_stay_words() {
    let desk = Desk::over(&[sample::hostile()]);
    let id = "x%2F..%2F%22%3E%3Cimg%20src%3Dx%20onerror%3Dalert%281%29%3E";
    desk.get(&format!("/event/{id}"), "en").is_page(200, "en").holds("one account").lacks("<script>").lacks("<img");
    desk.get("/event/gone", "en").is_page(404, "en");
}
