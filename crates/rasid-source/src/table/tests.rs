//! Tables of our own, as programs for tables write them.

use crate::{ColumnMap, InputError, again, reports_from_bytes};
use rasid_record::{Basis, CharsetBy, Received};

fn read(bytes: &[u8], map: Option<&str>) -> Vec<Result<Received, InputError>> {
    let columns = map.map(|map| ColumnMap::parse(map).unwrap());
    reports_from_bytes("t.csv", bytes.to_vec()).with_columns(columns).collect()
}

const TABLE: &str = "\u{feff}العنوان;النص;المصدر;التاريخ;ملاحظة\r\nفتح المعبر;\"أعلنت اللجنة\r\nفتح \"\"المعبر\"\"\";صحيفة;2021-05-01;م\r\n;خرق;صحيفة;3/4/2021;\r\n";

#[test]
fn rows_are_reports_and_the_columns_are_said() {
    let found = read(TABLE.as_bytes(), None);
    let told = found[0].as_ref().unwrap_err();
    assert!(told.is_warning() && told.to_string().contains("text = \"النص\""), "{told}");
    let first = found[1].as_ref().unwrap();
    assert_eq!(first.report.text, "أعلنت اللجنة\r\nفتح \"المعبر\"");
    assert_eq!((first.report.title.as_deref(), first.report.outlet.as_deref()), (Some("فتح المعبر"), Some("صحيفة")));
    assert_eq!((first.report.published.as_deref(), &first.report.other["ملاحظة"]), (Some("2021-05-01"), &"م".into()));
    let second = found[2].as_ref().unwrap();
    assert_eq!((second.report.title.as_deref(), second.report.published_basis), (None, Some(Basis::Inferred)));
    for received in found.iter().filter_map(|found| found.as_ref().ok()) {
        assert_eq!(again(&received.capture).is_of(&received.report.clone().complete()), Some(true));
        let offset = received.capture.offset.unwrap() as usize;
        assert_eq!(TABLE.as_bytes()[offset..][..received.capture.bytes.len()], *received.capture.bytes);
    }
}

#[test]
fn the_charset_of_a_table_is_found() {
    let bytes = encoding_rs::WINDOWS_1256.encode("النص,العنوان\nأعلنت اللجنة فتح المعبر أمام القوافل,خبر عاجل\n").0;
    let found = read(&bytes, None);
    let received = found[1].as_ref().unwrap();
    assert_eq!(received.report.text, "أعلنت اللجنة فتح المعبر أمام القوافل");
    assert_eq!((&*received.capture.charset, received.capture.charset_by), ("windows-1256", CharsetBy::Statistics));
    assert_eq!(again(&received.capture).is_of(&received.report.clone().complete()), Some(true));
}

#[test]
fn a_mark_says_the_charset_also_where_letters_are_broken() {
    for (name, bytes) in
        [("t.csv", &b"\xEF\xBB\xBFtext\n\xC7\xE1\xC7\xE1 x\n"[..]), ("t.txt", b"\xEF\xBB\xBF\xC7\xE1\xC7\xE1 x")]
    {
        let received = reports_from_bytes(name, bytes.to_vec()).find_map(Result::ok).unwrap();
        assert_eq!((&*received.capture.charset, received.capture.charset_by), ("utf-8", CharsetBy::Mark));
        assert_eq!(again(&received.capture).is_of(&received.report.clone().complete()), Some(true), "{name}");
    }
}

#[test]
fn a_map_is_used_and_nothing_is_guessed() {
    let found = read("a\tb\nx\tقال\n".as_bytes(), Some("text=b,title=a"));
    let received = found[0].as_ref().unwrap();
    assert_eq!((received.report.text.as_str(), received.report.title.as_deref(), found.len()), ("قال", Some("x"), 1));
}

#[test]
fn what_is_wrong_is_said() {
    for (table, words) in [
        ("", "it is empty"),
        ("a,b\n1,2\n", "no column is known as the one with the texts"),
        ("text,b\n", "no rows"),
        ("text,b\n,2\n", "line 2: the text is empty"),
    ] {
        let found = read(table.as_bytes(), None);
        let said = found.last().unwrap().as_ref().unwrap_err().to_string();
        assert!(said.contains(words), "{said}");
    }
}
