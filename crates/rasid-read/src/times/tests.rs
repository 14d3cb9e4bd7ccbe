//! Cases for the rules of time: what each must read, and what it must leave.

use crate::look::times_of;
use rasid_lang::Lexicon;
use std::sync::LazyLock;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::builtin);

/// Words, value and modifier of each expression in `text`, published at `published`.
fn read(text: &str, published: &str) -> Vec<(String, Option<String>, Option<String>)> {
    times_of(text, Some(published), &LEXICON)
        .into_iter()
        .map(|t| (t.at.text, t.value, t.modifier.map(|m| m.to_string())))
        .collect()
}

/// That `text` holds the one expression `words` with `value` and `modifier`.
fn one(text: &str, published: &str, words: &str, value: &str, modifier: &str) {
    let value = Some(value.to_owned()).filter(|v| !v.is_empty());
    let modifier = Some(modifier.to_owned()).filter(|m| !m.is_empty());
    assert_eq!(read(text, published), [(words.to_owned(), value, modifier)], "{text}");
}

/// That `text` holds no expression of time.
fn none(text: &str) {
    assert_eq!(read(text, "2016-07-27T11:50"), [], "{text}");
}

const WEDNESDAY: &str = "2016-07-27T11:50";

#[test]
fn days_of_the_week_follow_the_tense_of_news() {
    one("قال الوزير الثلاثاء إن القصف توقف", WEDNESDAY, "الثلاثاء", "2016-07-26", "");
    one("قال الوزير الأربعاء إن القصف توقف", WEDNESDAY, "الأربعاء", "2016-07-27", "");
    one("سيجتمع المجلس الثلاثاء في نيويورك", WEDNESDAY, "الثلاثاء", "2016-08-02", "");
    one("يسري وقف النار بدءا من الخميس", WEDNESDAY, "الخميس", "2016-07-28", "");
    one("تقصف الطائرات البلدة منذ الأحد", WEDNESDAY, "الأحد", "2016-07-24", "");
    one("زار المدينة الأربعاء الماضي", WEDNESDAY, "الأربعاء الماضي", "2016-07-20", "");
    one("يزور المدينة الأربعاء المقبل", WEDNESDAY, "الأربعاء المقبل", "2016-08-03", "");
    one("انتهت المهلة قبل الأحد", WEDNESDAY, "الأحد", "2016-07-24", "before");
}

#[test]
fn days_that_stand_together_are_one_expression() {
    one("قالت الوزارة، أمس الثلاثاء، إنها تأمل", WEDNESDAY, "أمس الثلاثاء", "2016-07-26", "");
    one("التقيا مساء أمس الثلاثاء", WEDNESDAY, "مساء أمس الثلاثاء", "2016-07-26", "end");
    one("يبدأ ذلك الثلاثاء الموافق 2 آب/أغسطس", WEDNESDAY, "الثلاثاء الموافق 2 آب/أغسطس", "2016-08-02", "");
    one("وقع الهجوم يوم الجمعة 15 تموز", WEDNESDAY, "يوم الجمعة 15 تموز", "2016-07-15", "");
    one("وصل بعد غد", WEDNESDAY, "بعد غد", "2016-07-29", "");
    one("سقطت قذائف في وقت مبكر من صباح الاثنين", WEDNESDAY, "وقت مبكر من صباح الاثنين", "2016-07-25", "start");
    one("شنت غارات خلال الليل", WEDNESDAY, "الليل", "2016-07-26", "end");
    one("وردت تقارير هذا الصباح", WEDNESDAY, "هذا الصباح", "2016-07-27", "start");
    one("نفذ الهجوم السبت مساء", WEDNESDAY, "السبت مساء", "2016-07-23", "end");
}

#[test]
fn dates_of_all_month_systems_are_read() {
    one("توصلا إليه في 27 يوليو/تموز 2015", WEDNESDAY, "27 يوليو/تموز 2015", "2015-07-27", "");
    one("في التاسع من شهر أيلول الماضي", "2016-10-30", "التاسع من شهر أيلول الماضي", "2016-09-09", "");
    one("في الحادي والعشرين من ماي 2014", WEDNESDAY, "الحادي والعشرين من ماي 2014", "2014-05-21", "");
    one("في 5 غشت 2015", WEDNESDAY, "5 غشت 2015", "2015-08-05", "");
    one("يوم 15 رمضان 1437 هـ", WEDNESDAY, "يوم 15 رمضان 1437 هـ", "2016-06-20", "");
    one("صدر في 2016-04-21 بيان", WEDNESDAY, "2016-04-21", "2016-04-21", "");
    one("صدر في 21.4.2016 بيان", WEDNESDAY, "21.4.2016", "2016-04-21", "");
    one("صدر في ٢١/٤/٢٠١٦ بيان", WEDNESDAY, "٢١/٤/٢٠١٦", "2016-04-21", "");
    one("قتل في أول أغسطس الماضي", "2016-10-30", "أول أغسطس الماضي", "2016-08-01", "");
    one("في السادس من الشهر الجاري", WEDNESDAY, "السادس من الشهر الجاري", "2016-07-06", "");
}

#[test]
fn months_take_their_year_from_the_text_or_the_day_of_publication() {
    one("منذ مارس/ آذار 2011", WEDNESDAY, "مارس/ آذار 2011", "2011-03", "");
    one("في مطلع أغسطس (آب) المقبل", WEDNESDAY, "مطلع أغسطس (آب) المقبل", "2016-08", "start");
    one("بدأت المعركة في كانون الثاني", WEDNESDAY, "كانون الثاني", "2016-01", "");
    one("توفي في أكتوبر", WEDNESDAY, "أكتوبر", "2015-10", "");
    one("سيعود خلال شهر أيلول", WEDNESDAY, "شهر أيلول", "2016-09", "");
    one("في نهاية مايو من العام الماضي", WEDNESDAY, "نهاية مايو من العام الماضي", "2015-05", "end");
    let both = read("منذ شباط من عام 2014 حتى أيلول", "2016-10-30");
    assert_eq!(both[1].1.as_deref(), Some("2014-09"));
    // Names of months that are other words too.
    none("مارس الضغط على الباب");
    none("وصل شعبان إلى القرية");
}

#[test]
fn units_are_counted_from_publication() {
    one("عقد خبراء اجتماعا الأسبوع الماضي", WEDNESDAY, "الأسبوع الماضي", "2016-W29", "");
    one("يجتمعون في وقت لاحق من الأسبوع الجاري", WEDNESDAY, "وقت لاحق من الأسبوع الجاري", "2016-W30", "");
    one("محادثات الشّهر المقبل", WEDNESDAY, "الشّهر المقبل", "2016-08", "");
    one("منذ مطلع العام", WEDNESDAY, "مطلع العام", "2016", "start");
    one("انتخب العام الماضي", WEDNESDAY, "العام الماضي", "2015", "");
    none("قال الأمين العام إن الوضع صعب");
    none("يعارض الرأي العام الحرب بشكل عام");
}

#[test]
fn years_are_told_from_other_numbers() {
    one("أسوأ مواجهة منذ حرب 2014", WEDNESDAY, "2014", "2014", "");
    one("سيطروا عليها عام 2013", WEDNESDAY, "عام 2013", "2013", "");
    one("وفق بيان جنيف ــ 2012، وقرار آخر", WEDNESDAY, "2012", "2012", "");
    none("قرار مجلس الأمن الدولي رقم 2254");
    none("القرار 2118");
    none("قتل 2014 جنديا في المعارك");
    none("انتهكوا الهدنة 2031 مرة");
}

#[test]
fn lengths_keep_the_written_unit() {
    one("هدنة لمدة 48 ساعة", WEDNESDAY, "48 ساعة", "PT48H", "");
    one("هدنة لثلاثين يوما", WEDNESDAY, "ثلاثين يوما", "P30D", "");
    one("خلال ثلاثة أشهر", WEDNESDAY, "ثلاثة أشهر", "P3M", "");
    one("استمر القصف ساعتين", WEDNESDAY, "ساعتين", "PT2H", "");
    one("بعد أسبوع كامل من المشاورات", WEDNESDAY, "أسبوع كامل", "P1W", "");
    one("متعثرة منذ أكثر من عام", WEDNESDAY, "أكثر من عام", "P1Y", "approx");
    one("لمدة 30 يوما على الأقل", WEDNESDAY, "30 يوما على الأقل", "P30D", "approx");
    one("في الأيام الستة عشر الماضية", WEDNESDAY, "الأيام الستة عشر الماضية", "P16D", "");
    one("في الـ24 ساعة الماضية", WEDNESDAY, "الـ24 ساعة الماضية", "PT24H", "");
    one("بعد أيام من الإعلان", WEDNESDAY, "أيام", "", "");
    one("قصف لليوم الخامس على التوالي", WEDNESDAY, "ليوم الخامس على التوالي", "P5D", "");
    one("انتظر ساعة ونصف الساعة", WEDNESDAY, "ساعة ونصف الساعة", "PT1.5H", "");
    none("طفل يبلغ من العمر 12 عاما");
    none("فلان (45 عاما) من سكان البلدة");
    none("يهدف لعقد جولة جديدة");
    none("خلال ساعات الهدنة");
}

#[test]
fn what_lies_back_is_a_point() {
    one("تصاعد العنف قبل نحو أسبوع", "2018-02-26", "قبل نحو أسبوع", "2018-02-19", "approx");
    one("ضربت القاعدة قبل عام", "2018-03-13", "قبل عام", "2017-03", "approx");
    one("وصلوا قبل ثلاث ساعات", WEDNESDAY, "قبل ثلاث ساعات", "2016-07-27T08:50", "");
    one("سيعود بعد يومين", WEDNESDAY, "بعد يومين", "2016-07-29", "");
    let both = read("طلبوا الهدنة في السادس من شباط/فبراير. وبعد ذلك بيومين فشلت.", "2018-02-16");
    assert_eq!(both[1], ("بعد ذلك بيومين".to_owned(), Some("2018-02-08".to_owned()), None));
    one("غادر قبل يومين من بدء المحادثات", WEDNESDAY, "يومين", "P2D", "");
}

#[test]
fn clock_times_take_their_part_of_the_day_and_zone() {
    one("الساعة التاسعة صباحا", WEDNESDAY, "الساعة التاسعة صباحا", "T09:00", "");
    one("حتى الثانية بعد الظهر", WEDNESDAY, "الثانية بعد الظهر", "T14:00", "");
    one("عند الثالثة فجرا بتوقيت غرينتش", WEDNESDAY, "الثالثة فجرا بتوقيت غرينتش", "T03:00Z", "");
    one("الساعة السابعة والنصف مساء", WEDNESDAY, "الساعة السابعة والنصف مساء", "T19:30", "");
    one("عند الساعة 14:30", WEDNESDAY, "الساعة 14:30", "T14:30", "");
    one("في الثامنة من مساء أمس", WEDNESDAY, "الثامنة من مساء أمس", "2016-07-26T20:00", "");
    one("(1700 ت غ)", WEDNESDAY, "1700 ت غ", "T17:00Z", "");
    none("فازوا 3-2 في المباراة الثانية");
    none("في المرة الثانية");
}

#[test]
fn sets_come_back() {
    one("هدنة إنسانية يومية", WEDNESDAY, "يومية", "P1D", "");
    one("يلتقون كل أسبوعين", WEDNESDAY, "كل أسبوعين", "P2W", "");
    one("في الاجتماع السنوي", WEDNESDAY, "السنوي", "P1Y", "");
    assert_eq!(read("يومي الاثنين والثلاثاء", WEDNESDAY).len(), 2);
    none("كتبت صحيفة يومية");
}

#[test]
fn feasts_are_those_nearest_to_publication() {
    one("وقف النار خلال عيد الفطر", "2018-06-09", "عيد الفطر", "2018-06-15", "approx");
    one("في ثاني أيام عيد الفطر", "2018-06-20", "ثاني أيام عيد الفطر", "2018-06-16", "approx");
    one("قبل عيد الميلاد", "2018-01-04", "عيد الميلاد", "2017-12-25", "before");
    one("في شهر رمضان", "2018-06-09", "شهر رمضان", "", "");
}

#[test]
fn open_times_are_kept_without_a_value() {
    for (text, words) in [
        ("سيجتمعان قريبا", "قريبا"),
        ("تنصل منها لاحقا", "لاحقا"),
        ("في الآونة الأخيرة", "الآونة الأخيرة"),
        ("في أقرب وقت", "أقرب وقت"),
        ("في وقت سابق، أعلن مسؤول", "وقت سابق"),
        ("محادثات في المستقبل", "المستقبل"),
        ("منذ بداية الحرب", "بداية الحرب"),
    ] {
        let times = read(text, WEDNESDAY);
        assert_eq!(times.len(), 1, "{text}");
        assert_eq!((times[0].0.as_str(), &times[0].1), (words, &None), "{text}");
    }
    none("الوضع صعب الآن");
    none("في الوقت نفسه واصلوا القصف");
    none("قريبا من الحدود");
}

#[test]
fn ranges_are_two_times_that_share_what_is_said_once() {
    let values = |text| read(text, WEDNESDAY).into_iter().map(|t| t.1.unwrap()).collect::<Vec<_>>();
    assert_eq!(values("بين 4 و22 كانون الثاني 2017"), ["2017-01-04", "2017-01-22"]);
    assert_eq!(values("من 5 إلى 6 مساء"), ["T17:00", "T18:00"]);
    assert_eq!(values("بين الساعة 9 و11 صباحا"), ["T09:00", "T11:00"]);
}

#[test]
fn without_a_date_of_publication_relative_times_have_no_value() {
    for text in ["أمس الثلاثاء", "الأسبوع الماضي", "قبل عام", "في أيلول"] {
        let times = times_of(text, None, &LEXICON);
        assert_eq!(times.len(), 1, "{text}");
        assert_eq!(times[0].value, None, "{text}");
    }
    assert_eq!(times_of("منذ آذار 2011", None, &LEXICON)[0].value.as_deref(), Some("2011-03"));
}

#[test]
fn a_day_that_no_calendar_holds_has_no_value() {
    one("في 31 شباط 2016", WEDNESDAY, "31 شباط 2016", "", "");
}

#[test]
fn the_stamp_of_the_page_is_not_read() {
    assert_eq!(read("عنوان الخبر\n\nتابعنا على: 11:50 2016-07-27\n\nقال الوزير نعم", WEDNESDAY), []);
    one("صدر القرار في 27 تموز 2016", WEDNESDAY, "27 تموز 2016", "2016-07-27", "");
}

#[test]
fn names_that_hold_a_word_of_time_are_left() {
    none("نقلت روسيا اليوم عن مصدر");
}
