//! Charsets of sentences of our own, written in each of them.

use super::*;

/// Sentences of our own, so long as those of a report, a headline and two words.
const LONG: &str = "قال المتحدث باسم اللجنة المشتركة إن الطرفين اتفقا على تمديد الهدنة أسبوعين إضافيين، وإن المعابر ستفتح صباح \
    الأحد أمام قوافل الإغاثة. وأضاف أن فرق المراقبة سجلت ثلاثة خروقات منذ مساء أمس.";
const HEADLINE: &str = "تمديد الهدنة أسبوعين وفتح المعابر أمام الإغاثة";
const SHORT: &str = "فتح المعابر";

fn utf16(text: &str, big: bool) -> Vec<u8> {
    text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

fn found(bytes: &[u8], declared: Option<&str>) -> (String, &'static str, CharsetBy) {
    let decoded = decode(bytes, declared, None);
    (decoded.text, decoded.charset.name, decoded.charset.found)
}

#[test]
fn a_byte_order_mark_says_it_whatever_is_declared() {
    for (mark, bytes, name) in [
        (&b"\xEF\xBB\xBF"[..], LONG.as_bytes().to_vec(), "UTF-8"),
        (b"\xFF\xFE", utf16(LONG, false), "UTF-16LE"),
        (b"\xFE\xFF", utf16(LONG, true), "UTF-16BE"),
    ] {
        let bytes = [mark, &bytes].concat();
        assert_eq!(found(&bytes, Some("windows-1256")), (LONG.to_owned(), name, CharsetBy::Mark));
    }
}

#[test]
fn valid_utf_8_is_utf_8_whatever_is_declared() {
    assert_eq!(found(SHORT.as_bytes(), Some("windows-1256")), (SHORT.to_owned(), "UTF-8", CharsetBy::Valid));
    assert_eq!(found(b"plain", None), ("plain".to_owned(), "UTF-8", CharsetBy::Valid));
}

#[test]
fn a_declaration_is_believed_in_any_spelling() {
    let windows = WINDOWS_1256.encode(HEADLINE).0;
    for label in ["windows-1256", "CP1256", " Windows-1256 ", "x-cp1256"] {
        assert_eq!(found(&windows, Some(label)), (HEADLINE.to_owned(), "windows-1256", CharsetBy::Declared));
    }
    let iso = iso(HEADLINE);
    for label in ["ISO-8859-6", "arabic", "iso8859-6"] {
        assert_eq!(found(&iso, Some(label)), (HEADLINE.to_owned(), "ISO-8859-6", CharsetBy::Declared));
    }
    assert_eq!(found(&utf16(SHORT, true), Some("utf-16be")), (SHORT.to_owned(), "UTF-16BE", CharsetBy::Declared));
}

/// Text in ISO-8859-6, which encoding_rs reads but does not write.
fn iso(text: &str) -> Vec<u8> {
    text.chars()
        .map(|c| match u32::from(c) {
            ascii @ 0..0x80 => ascii as u8,
            letter => (letter - 0x600 + 0xA0) as u8,
        })
        .collect()
}

#[test]
fn statistics_tell_the_charsets_of_arabic_apart() {
    for text in [LONG, HEADLINE, SHORT] {
        assert_eq!(
            found(&WINDOWS_1256.encode(text).0, None),
            (text.to_owned(), "windows-1256", CharsetBy::Statistics),
            "{text}"
        );
        assert_eq!(found(&iso(text), None), (text.to_owned(), "ISO-8859-6", CharsetBy::Statistics), "{text}");
    }
    assert_eq!(found(&utf16(HEADLINE, false), None), (HEADLINE.to_owned(), "UTF-16LE", CharsetBy::Statistics));
    assert_eq!(found(&utf16(HEADLINE, true), None), (HEADLINE.to_owned(), "UTF-16BE", CharsetBy::Statistics));
}

#[test]
fn other_languages_are_not_taken_for_arabic() {
    let french = "Le porte-parole a déclaré que la trêve était prolongée à l'été prochain, après plusieurs réunions.";
    assert_eq!(found(&WINDOWS_1252.encode(french).0, None).1, "windows-1252");
    let russian = "Представитель заявил, что перемирие продлено на две недели и переговоры продолжаются.";
    assert_eq!(found(&encoding_rs::WINDOWS_1251.encode(russian).0, None).0, russian);
}

#[test]
fn a_declaration_that_the_bytes_contradict_is_not_believed() {
    let windows = WINDOWS_1256.encode(LONG).0;
    assert_eq!(found(&windows, Some("iso-8859-1")), (LONG.to_owned(), "windows-1256", CharsetBy::Statistics));
    assert_eq!(found(&windows, Some("utf-8")), (LONG.to_owned(), "windows-1256", CharsetBy::Statistics));
    assert_eq!(found(&windows, Some("klingon")), (LONG.to_owned(), "windows-1256", CharsetBy::Statistics));
    let french = WINDOWS_1252.encode("Le député a déclaré la trêve").0;
    assert_eq!(found(&french, Some("latin1")).2, CharsetBy::Declared);
}

#[test]
fn damage_is_counted_and_does_not_change_the_charset() {
    let mut bytes = LONG.as_bytes().to_vec();
    bytes.truncate(bytes.len() - 2);
    bytes.push(b'.');
    let decoded = decode(&bytes, None, None);
    assert_eq!((decoded.charset.name, decoded.replaced), ("UTF-8", 1));
}

#[test]
fn the_country_of_a_host_helps_and_no_name_whatever_panics() {
    let windows = WINDOWS_1256.encode(SHORT).0;
    for domain in ["news.example.eg", "NEWS.EXAMPLE.COM", "", ".", "10.0.0.1", "خبر.شبكة", "a.x_y"] {
        assert_eq!(decode(&windows, None, Some(domain)).text, SHORT, "{domain}");
    }
}

#[test]
fn markup_and_media_types_declare_charsets() {
    assert_eq!(declared_in_markup(b"<!doctype html><META CharSet = 'CP1256'>"), Some("windows-1256"));
    let old = b"<html><head><meta name=x><meta http-equiv=Content-Type content=\"text/html; charset=iso-8859-6\">";
    assert_eq!(declared_in_markup(old), Some("ISO-8859-6"));
    assert_eq!(declared_in_markup(b" <?xml version='1.0' encoding='windows-1256' ?><rss>"), Some("windows-1256"));
    assert_eq!(declared_in_markup(b"<meta charset=utf-16>"), Some("UTF-8"));
    assert_eq!(declared_in_markup(b"<p>charset=windows-1256"), None);
    assert_eq!(declared_in_media_type("text/html; Charset=\"windows-1256\""), Some("windows-1256"));
    assert_eq!(declared_in_media_type("text/html"), None);
}
