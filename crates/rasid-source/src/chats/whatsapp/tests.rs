//! Chats of our own, in the form that each telephone writes.

use super::*;

const IPHONE: &str = "[01/05/2021, 09:00:00] مرصد الهدنة: \u{200e}Messages and calls are end-to-end encrypted.\r\n\
    [01/05/2021, 09:01:10] ناشر: أعلنت اللجنة فتح المعبر.\r\n\u{200e}[25/05/2021, 09:02:00] ناشر: \u{200e}image omitted\r\n\
    [25/05/2021, 09:03:00] آخر: بيان:\r\nأولا: وقف إطلاق النار.\r\n\r\nثانيا: فتح الطرق. \u{200e}<This message was edited>\r\n\
    [25/05/2021, 09:04:00] آخر: صورة القافلة \u{200e}<attached: 00000012-PHOTO.jpg>\r\n";

const ANDROID: &str = "01/05/2021, 09:00 - الرسائل والمكالمات مشفرة\n01/05/2021, 09:01 - أضاف أحدهم عضوا\n\
    01/05/2021, 09:02 - ناشر: خرق جديد في الحي الشرقي\n01/05/2021, 09:03 - ناشر: <تم استبعاد الوسائط>\n\
    01/05/2021, 09:04 - ناشر: IMG-20210501-WA0001.jpg (الملف مرفق)\nوصول القافلة\n01/05/2021, 09:05 - ناشر: تم حذف هذه الرسالة\n";

fn texts(chat: &Chat) -> Vec<&str> {
    chat.messages.iter().map(|message| message.text.as_str()).collect()
}

#[test]
fn a_chat_of_an_iphone_is_its_messages() {
    let chat = chat(IPHONE);
    assert_eq!(
        texts(&chat),
        ["أعلنت اللجنة فتح المعبر.", "بيان:\r\nأولا: وقف إطلاق النار.\r\n\r\nثانيا: فتح الطرق.", "صورة القافلة"]
    );
    assert_eq!(chat.name.as_deref(), Some("مرصد الهدنة"));
    assert_eq!((chat.left_out, chat.ambiguous), (2, false));
    assert_eq!(chat.messages[1].sent.as_deref(), Some("2021-05-25T09:03:00"));
    assert_eq!(chat.messages[1].line, 4);
}

#[test]
fn a_chat_of_an_android_telephone_is_its_messages() {
    let chat = chat(ANDROID);
    assert_eq!(texts(&chat), ["خرق جديد في الحي الشرقي", "وصول القافلة"]);
    assert_eq!((chat.left_out, chat.ambiguous, chat.name.as_deref()), (4, true, None));
    assert_eq!(chat.messages[0].sent.as_deref(), Some("2021-05-01T09:02"));
}

#[test]
fn the_text_of_a_message_comes_from_its_own_bytes_again() {
    for text in [IPHONE, ANDROID] {
        for found in chat(text).messages {
            assert_eq!(message(&text[found.range]), Some(found.text));
        }
    }
}

#[test]
fn the_name_of_a_chat_stands_in_the_name_of_its_file() {
    for (file, name) in [
        ("x/WhatsApp Chat with مرصد الهدنة.txt", Some("مرصد الهدنة")),
        ("WhatsApp Chat - Truce watch.zip", Some("Truce watch")),
        ("\u{200f}محادثة واتساب مع مرصد الهدنة\u{200e}.txt", Some("مرصد الهدنة")),
        ("_chat.txt", None),
        ("report.txt", None),
    ] {
        assert_eq!(chat_name(file).as_deref(), name);
    }
}

#[test]
fn a_report_is_no_chat() {
    assert!(is_chat("_chat.txt", IPHONE) && is_chat("a.txt", ANDROID));
    assert!(is_chat("WhatsApp Chat with X.txt", "1/5/2021, 09:00 - X: a"));
    assert!(!is_chat("a.txt", "1/5/2021, 09:00 - X: a"));
    assert!(!is_chat("_chat.txt", "قال المتحدث"));
    assert!(!is_chat("a.txt", "قال المتحدث\n1/5/2021, 09:00 - X: a\n1/5/2021, 09:00 - X: a"));
}

#[test]
fn damaged_chats_lose_nothing_but_what_is_damaged() {
    assert_eq!(chat("").messages, []);
    assert_eq!(
        texts(&chat("junk\n1/5/2021, 09:00 - X: a\u{202e}b\n1/5/2021, 99:00 - X: c")),
        ["a\u{202e}b\n1/5/2021, 99:00 - X: c"]
    );
    assert_eq!(texts(&chat("1/5/2021, 09:00 - X:\nنص على سطر آخر")), ["نص على سطر آخر"]);
}
