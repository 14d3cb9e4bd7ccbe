//! What must hold of `list`.

use crate::testing::{Desk, sample};
use rasid_record::List;

#[test]
fn each_list_shows_its_records_with_outlet_date_and_the_way_to_the_words() {
    let desk = Desk::sample();
    for &list in List::ALL {
        let page = desk.get(&format!("/list/{list}"), "ar");
        page.is_page(200, "ar").holds(&format!("<title>{} · راصد</title>", crate::Lang::Ar.t(&format!("list.{list}"))));
        page.holds(&format!("#r-{list}-0\"")).holds("آذار/مارس 2024");
        desk.get(&format!("/list/{list}"), "en").is_page(200, "en").holds(&format!("#r-{list}-0\""));
    }
}

#[test]
fn the_lists_have_a_page_of_their_own() {
    let desk = Desk::sample();
    desk.get("/list", "ar").is_page(200, "ar").holds("القوائم الثماني").holds("href=\"/list/breaches\"");
    desk.get("/list", "en").is_page(200, "en").holds("<span class=\"count\">6</span>");
}

#[test]
fn records_are_filtered_by_their_words_outlet_and_actor() {
    let desk = Desk::sample();
    let accused = desk.get("/list/statements?kind=accuse&detail=&outlet=", "en");
    accused.is_page(200, "en").holds("2 records").holds("value=\"accuse\" selected").holds("Clear filter");
    desk.get("/list/arrangements?kind=pause&detail=agreed", "en").holds("one record").holds("هدنة إنسانية");
    let by_actor = desk.get("/list/statements?actor=salma-nasser", "en");
    by_actor.holds("2 records").holds("Only: <bdi>Salma Nasser</bdi>").holds("/list/events?actor=salma-nasser");
    desk.get("/list/statements?report=radio-7", "en").holds("3 records").holds("From one report");
    desk.get("/list/times?kind=set", "en").holds("Nothing matches this filter");
    desk.get("/list/times?kind=%3Cscript%3E", "en").is_page(200, "en").lacks("<script>");
}

#[test]
fn times_and_figures_are_said_in_words() {
    let desk = Desk::sample();
    let times = desk.get("/list/times", "ar");
    times.holds("48 ساعة").holds("قبل 3 آذار/مارس 2024").holds("حُسب من تاريخ النشر");
    desk.get("/list/figures", "en").holds("1,200").holds("civilians").holds("killed").holds("about");
}

#[test]
fn empty_lists_say_so_and_hostile_words_stay_words() {
    Desk::over(&[]).get("/list/breaches", "ar").is_page(200, "ar").holds("لا شيء في هذه القائمة بعد");
    let desk = Desk::over(&[sample::hostile()]);
    desk.get("/list/naming", "en").is_page(200, "en").lacks("<b>أحدهم").holds("&#60;b&#62;أحدهم").holds("evil%22%3E");
    desk.get("/list/statements", "en").lacks("<script>alert").lacks("\"><i>");
}
