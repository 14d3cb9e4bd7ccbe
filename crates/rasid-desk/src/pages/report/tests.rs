//! What must hold of `report`.

use crate::testing::{Desk, sample};
use rasid_record::List;

#[test]
fn a_report_shows_its_text_with_headline_outlet_and_date() {
    let desk = Desk::sample();
    let ar = desk.get("/report/port-1", "ar");
    ar.is_page(200, "ar").holds("صحيفة الميناء").holds("1 آذار/مارس 2024، 10:30").holds("class=\"headline\"");
    let en = desk.get("/report/port-1", "en");
    en.is_page(200, "en").holds("1 March 2024, 10:30").holds("https://example.org/port-1");
    // Two paragraphs after the headline.
    assert_eq!(en.body.matches("<p dir=\"auto\">").count(), 2);
}

#[test]
fn every_record_has_its_words_in_the_text_and_its_line_beside() {
    let desk = Desk::sample();
    for (id, reading) in [("port-1", sample::agreement()), ("radio-7", sample::accusation())] {
        let page = desk.get(&format!("/report/{id}"), "en");
        for &list in List::ALL {
            for idx in 0..reading.len_of(list) {
                let key = format!("{list}-{idx}");
                assert_eq!(page.body.matches(&format!("id=\"r-{key}\"")).count(), 1, "{key} in the text of {id}");
                assert_eq!(page.body.matches(&format!("id=\"c-{key}\"")).count(), 1, "{key} beside the text of {id}");
                page.holds(&format!("href=\"#r-{key}\""));
            }
        }
    }
}

#[test]
fn the_words_of_a_record_are_marked_letter_for_letter() {
    let page = Desk::sample().get("/report/port-1", "en");
    page.holds("<span class=\"mark in-figures\" data-record=\"figures-0\" id=\"r-figures-0\" title=\"Figure · besieged · 1,200\">نحو 1200 مدني</span>");
    page.holds("title=\"Statement · informs · Salma Nasser\"");
}

#[test]
fn the_chain_of_attribution_goes_from_outlet_over_agency_to_speaker() {
    let page = Desk::sample().get("/report/port-1", "en");
    let card = page.body.split("id=\"c-statements-1\"").nth(1).unwrap().split("</article>").next().unwrap();
    let place = |words: &str| card.find(words).unwrap_or_else(|| panic!("{words} is not in {card}"));
    let chain = place("class=\"chain\"");
    assert!(chain < place("صحيفة الميناء") && place("صحيفة الميناء") < place("وكالة المثال"));
    assert!(place("وكالة المثال") < card.rfind("Salma Nasser").unwrap());
    // What the outlet says itself says so, and a claim leads to its statement.
    page.holds("in the outlet’s own voice").holds("/report/port-1#r-statements-2");
}

#[test]
fn public_actors_lead_to_their_pages_and_private_ones_do_not() {
    let page = Desk::sample().get("/report/port-1", "ar");
    page.holds("href=\"/people/salma-nasser\"").holds("مسؤول في الحكومة").lacks("href=\"/people/anon");
}

#[test]
fn breaches_name_the_accused_and_their_answer_and_lead_to_the_arrangement() {
    let page = Desk::sample().get("/report/radio-7", "en");
    page.holds("The accused answers").holds("denied").holds("href=\"/report/radio-7#r-arrangements-0\"");
    page.holds("heavy weapons");
}

#[test]
fn hostile_text_stays_text() {
    let desk = Desk::over(&[sample::hostile()]);
    let path = format!("/report/{}", "x%2F..%2F%22%3E%3Cimg%20src%3Dx%20onerror%3Dalert%281%29%3E");
    for lang in ["ar", "en"] {
        let page = desk.get(&path, lang);
        page.is_page(200, lang).lacks("<script>alert").lacks("<img").lacks("<b>أحدهم").lacks("<i>\"").lacks("\u{202E}");
        page.holds("&#60;script&#62;alert(&#34;خرق&#34;)&#60;/script&#62;").holds("\u{FFFD}txt.exe");
        // The address of the source is shown, but leads nowhere.
        page.holds("javascript:alert(1)").lacks("href=\"javascript");
        page.holds("evil%22%3E%3Cscript%3E");
    }
    desk.get(&path, "ar").holds("بلا تاريخ").holds("وسيلة غير مذكورة").holds("لا تاريخ نشر لهذا التقرير");
}

#[test]
fn a_report_with_nothing_recorded_says_so() {
    let mut reading = sample::agreement();
    reading = rasid_record::Reading::empty(reading.report);
    Desk::over(&[reading]).get("/report/port-1", "en").is_page(200, "en").holds("found nothing to record");
}

#[test]
fn a_report_leads_to_others_of_its_story_and_to_its_arrangements_through_time() {
    let page = Desk::sample().get("/report/radio-7", "en");
    page.holds("Other reports of the same story").holds("href=\"/report/port-1\"").lacks("Copy of");
    page.holds("Arrangements it speaks of").holds("href=\"/arrangement/port-1/0\"").holds("<li>2 texts</li>");
    let alone = Desk::over(&[sample::agreement()]).get("/report/port-1", "ar");
    alone.is_page(200, "ar").holds("لا تقرير آخر يكرره");
}

#[test]
fn a_report_leads_to_another_of_the_same_event() {
    let answer = Desk::told_twice().get("/report/radio-7", "en");
    answer.is_page(200, "en").holds("Other reports of the same event").holds("/report/wire-9").holds("/event/radio-7");
}

#[test]
fn short_lists_leave_their_room_to_long_ones() {
    let share = |lengths: &[usize], room| super::share(lengths.iter().copied(), room);
    assert_eq!(share(&[2, 300, 3], 105), 100);
    assert_eq!(share(&[300, 300], 100), 50);
    assert_eq!(share(&[2, 3], 100), 100, "nothing is left out where all have room");
    assert_eq!(share(&[5, 5, 5], 2), 1, "something of each is always there");
}
