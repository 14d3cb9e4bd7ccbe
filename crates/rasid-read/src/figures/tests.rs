//! Cases for the rules of figures: what each must read, and what it must leave.

use crate::Reader;
use rasid_lang::Lexicon;
use rasid_record::{Figure, Reading, Report};
use std::sync::LazyLock;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::builtin);

fn reading(text: &str) -> Reading {
    let report = Report { text: text.to_owned(), published: Some("2018-02-26T10:00".to_owned()), ..Report::default() };
    Reader::new(&LEXICON).read(report)
}

/// A figure in one line: words, range, measure, people.
fn line(f: &Figure) -> String {
    let number = |n: Option<rasid_record::reading::Number>| n.map_or("?".to_owned(), |n| n.to_string());
    let approx = if f.approx { "~" } else { "" };
    let who = f.who.map_or(String::new(), |w| format!(" {w}"));
    format!("{}: {}..{}{approx} {}{who}", f.at.text, number(f.low), number(f.high), f.measure)
}

fn lines(text: &str) -> Vec<String> {
    reading(text).figures.iter().map(line).collect()
}

fn one(text: &str, expected: &str) {
    assert_eq!(lines(text), [expected], "{text}");
}

fn none(text: &str) {
    assert_eq!(lines(text), [""; 0], "{text}");
}

#[test]
fn the_noun_or_the_verb_says_what_is_counted() {
    one("قتل 14 شخصا في تفجير", "14 شخصا: 14..14 killed unknown");
    one("إن تسعة مدنيين قتلوا في ضربة", "تسعة مدنيين: 9..9 killed civilian");
    one("ولقي 20 جنديا مصرعهم", "20 جنديا: 20..20 killed combatant");
    one("أصيب سبعة أطفال بجروح", "سبعة أطفال: 7..7 injured child");
    one("سقط 30 جريحا في القصف", "30 جريحا: 30..30 injured unknown");
    one("نزح 5000 شخص من البلدة", "5000 شخص: 5000..5000 displaced unknown");
    one("اعتقلت الشرطة 12 ناشطا", "12 ناشطا: 12..12 detained unknown");
    one("إن 400 ألف مدني محاصرون في المنطقة", "400 ألف مدني: 400000..400000 besieged civilian");
    one("دخلت 40 شاحنة مساعدات إلى البلدة", "40 شاحنة: 40..40 aid");
    one("شنت الطائرات 15 غارة على المدينة", "15 غارة: 15..15 attack");
    one("رصد المركز 6 خروقات للهدنة", "6 خروقات: 6..6 breach");
    one("خرقوا الهدنة 2031 مرة", "2031 مرة: 2031..2031 breach");
    one("بقيمة 50 مليون دولار", "50 مليون دولار: 50000000..50000000 money");
}

#[test]
fn bounds_open_one_side_and_ranges_have_two() {
    one("قتل أكثر من 500 مدني", "أكثر من 500 مدني: 500..? killed civilian");
    one("قتل ما لا يقل عن 20 مدنيا", "ما لا يقل عن 20 مدنيا: 20..? killed civilian");
    one("قتل 20 مدنيا على الأقل", "20 مدنيا على الأقل: 20..? killed civilian");
    one("قتل أقل من 20 مدنيا", "أقل من 20 مدنيا: ?..20 killed civilian");
    one("قتل ما يصل إلى 20 مدنيا", "ما يصل إلى 20 مدنيا: ?..20 killed civilian");
    one("قتل نحو 30 مدنيا", "نحو 30 مدنيا: 30..30~ killed civilian");
    one("أصيب ما بين ثلاثة وخمسة جنود", "ما بين ثلاثة وخمسة جنود: 3..5 injured combatant");
    one("أصيب 3 إلى 5 جنود", "3 إلى 5 جنود: 3..5 injured combatant");
}

#[test]
fn vague_plurals_count_by_the_least_they_mean() {
    one("مقتل عشرات المدنيين", "عشرات المدنيين: 20..?~ killed civilian");
    one("سقوط مئات القتلى", "مئات القتلى: 200..?~ killed unknown");
    one("نزوح الآلاف من السكان", "الآلاف من السكان: 2000..?~ displaced civilian");
    one("نزوح عشرات الألوف", "عشرات الألوف: 20000..?~ displaced unknown");
    one("وقتل المئات في القصف", "المئات: 200..?~ killed unknown");
    one("أطلقوا عشرات الصواريخ على البلدة", "عشرات الصواريخ: 20..?~ attack");
}

#[test]
fn duals_and_single_victims_count_without_a_number() {
    one("سقط صاروخان على المدينة", "صاروخان: 2..2 attack");
    one("قتل جنديان في الاشتباكات", "جنديان: 2..2 killed combatant");
    one("أدت الغارة إلى مقتل مدني", "مدني: 1..1 killed civilian");
    one("إصابة طفل برصاص قناص", "طفل: 1..1 injured child");
    none("قال مصدر مدني إن الوضع هادئ");
    none("أعلنت حركة طالبان الهدنة");
    none("اتفق الجانبان على وقف النار");
}

#[test]
fn part_of_a_figure_and_others_go_on_with_it() {
    assert_eq!(
        lines("مقتل 12 شخصا بينهم أربعة أطفال وإصابة 20 آخرين"),
        ["12 شخصا: 12..12 killed unknown", "أربعة أطفال: 4..4 killed child", "20 آخرين: 20..20 injured unknown",]
    );
    one("إن عدد النازحين ارتفع ليصل إلى 160 ألفا", "160 ألفا: 160000..160000 displaced unknown");
}

#[test]
fn numbers_that_count_nothing_are_left() {
    none("قرار مجلس الأمن رقم 2254");
    none("تبعد البلدة 20 كيلومترا عن الحدود");
    none("ارتفعت الأسعار 15 في المئة");
    none("ارتفعت الأسعار بنسبة 15%");
    none("لمدة 30 يوما");
    none("طفل عمره سبعة أعوام");
    none("فازوا 3-1 في المباراة");
    none("إنها المرة الثانية");
    none("لست واثقا من ذلك");
    none("من أسرة واحدة");
}

#[test]
fn a_figure_has_its_source_its_time_and_its_scope() {
    let said = reading("قالت الأمم المتحدة إن 541 شخصا قتلوا منذ يوم الأحد.");
    let figure = &said.figures[0];
    assert_eq!((figure.by, figure.carried), (Some(0), false));
    assert_eq!((figure.from, figure.until), (Some(0), None));
    assert_eq!(figure.scope, rasid_record::Scope::Total);
    let told = reading("قتل ثلاثة جنود في هجوم وقع الأحد.");
    assert_eq!(told.figures[0].by, None);
    assert_eq!((told.figures[0].from, told.figures[0].until), (Some(0), Some(0)));
    assert_eq!(told.figures[0].scope, rasid_record::Scope::Incident);
}

#[test]
fn a_sentence_that_goes_on_is_still_the_sources_account() {
    let account = reading("قالت الوكالة إن المسلحين خرقوا الهدنة 20 مرة منذ شباط. وكانت النتيجة أن 35 عسكريا قتلوا.");
    let carried = &account.figures[1];
    assert_eq!((carried.by, carried.carried), (Some(0), true));
    assert_eq!(carried.from, account.figures[0].from);
    let apart = reading("قالت الوكالة إن المسلحين خرقوا الهدنة 20 مرة.\nوقتل 35 عسكريا في القصف.");
    assert_eq!(apart.figures[1].by, None);
}
