//! Pages that do not mean well, and small ones whose parts are looked at one by one.

use super::*;

fn of(html: &str) -> Page {
    extract(html, Known::default()).expect("the page has an article")
}

const LONG: &str = "أعلن المتحدث باسم القوات المشتركة صباح اليوم تمديد الهدنة أسبوعين إضافيين في ريف المحافظة الجنوبي، دون أن يحدد موعدا.";

#[test]
fn a_million_nested_tags_are_read_in_time() {
    let began = std::time::Instant::now();
    for tag in ["div", "b", "p", "table><tr><td", "a", "ul><li", "h3><a", "svg"] {
        let page = format!("<body><p>{LONG}</p><p>{LONG}</p>{}x", format!("<{tag}>").repeat(1_000_000));
        extract(&page, Known::default());
    }
    let page = format!("<body><p>{LONG}</p>{}x{}", "<div>".repeat(1_000_000), "</div></p></span>".repeat(1_000_000));
    extract(&page, Known::default());
    // A tree walked anew for each of them would take days.
    assert!(began.elapsed().as_secs() < 60, "{:?}", began.elapsed());
}

#[test]
fn huge_attributes_and_scripts_do_no_harm() {
    let page = format!(
        "<title>خبر</title><script>{}</script><div class=\"{}\" data-x='{}'><p>{LONG}</p><p>{LONG}</p></div>",
        "if (a<b) '</p>' ".repeat(200_000),
        "related ".repeat(200_000),
        "ن".repeat(1_000_000)
    );
    assert_eq!(of(&page).text, format!("{LONG}\n\n{LONG}"));
}

#[test]
fn a_front_page_has_no_article() {
    let card = format!("<div class=x><h2><a href=/1>عنوان خبر آخر من الأخبار الكثيرة</a></h2><p>{LONG}</p></div>");
    let page = format!("<body><ul><li><a href=/>قسم</a></ul><div>{}</div></body>", card.repeat(12));
    assert_eq!(extract(&page, Known::default()), None);
    assert_eq!(extract("", Known::default()), None);
}

#[test]
fn dates_are_stated_or_inferred() {
    let page = |head: &str| of(&format!("<head>{head}</head><body><p>{LONG}</p><p>{LONG}</p>"));
    let stated = page("<meta property='article:published_time' content='2018-12-13T10:30:00+03:00'>");
    assert_eq!((stated.published.as_deref(), stated.basis), (Some("2018-12-13T10:30:00+03:00"), Some(Basis::Stated)));
    let inferred = page("<link rel=canonical href='https://a.example/2018/12/13/x'>");
    assert_eq!((inferred.published.as_deref(), inferred.basis), (Some("2018-12-13"), Some(Basis::Inferred)));
    assert_eq!((inferred.outlet.as_deref(), page("").published), (Some("a.example"), None));
}

#[test]
fn the_name_of_the_site_is_no_part_of_the_headline() {
    for (title, expected) in [
        ("تمديد الهدنة أسبوعين إضافيين | قناة الأفق", "تمديد الهدنة أسبوعين إضافيين"),
        ("قناة الأفق - تمديد الهدنة أسبوعين إضافيين", "تمديد الهدنة أسبوعين إضافيين"),
        ("تمديد الهدنة - بيان - قناة الأفق", "تمديد الهدنة - بيان"),
        ("تمديد الهدنة أسبوعين إضافيين", "تمديد الهدنة أسبوعين إضافيين"),
    ] {
        let page =
            format!("<title>{title}</title><meta property=og:site_name content='قناة الأفق'><p>{LONG}</p><p>{LONG}</p>");
        assert_eq!(of(&page).title.as_deref(), Some(expected));
    }
}

#[test]
fn a_page_made_in_the_browser_is_read_from_what_machines_are_told() {
    let page = format!(
        "<script type='application/ld+json'>{{\"@type\": \"NewsArticle\", \"articleBody\": \"{LONG}\"}}</script><div id=app></div>"
    );
    assert_eq!(of(&page).text, LONG);
}

#[test]
fn messages_keep_all_their_text() {
    assert_eq!(plain("<p>السلام عليكم,</p><div>خبر<br>جديد</div><style>p{}</style>"), "السلام عليكم,\n\nخبر\nجديد");
}
