//! E-mails of our own, as mail programs write them.

use super::*;

fn mail(head: &str, body: &[u8]) -> Vec<u8> {
    [head.replace('\n', "\r\n").as_bytes(), b"\r\n", body].concat()
}

const HEAD: &str = "From: =?UTF-8?B?2YXYsdi12K8g2KfZhNmH2K/Zhtip?= <desk@example.org>\nTo: list@example.org\n\
Subject: =?windows-1256?Q?=CA=E3=CF=ED=CF?= =?windows-1256?Q?_=C7=E1=E5=CF=E4=C9?=\nDate: Sat, 1 May 2021 12:00:00 +0300\nMessage-ID: <a1@example.org>\n";

#[test]
fn an_e_mail_is_its_text_with_subject_date_and_sender() {
    let bytes =
        mail(&format!("{HEAD}Content-Type: text/plain; charset=utf-8\n"), "أعلنت اللجنة\r\nفتح المعبر.\r\n".as_bytes());
    let read = extract(&bytes).unwrap();
    assert_eq!(read.text, "أعلنت اللجنة\nفتح المعبر.");
    assert_eq!(read.subject.as_deref(), Some("تمديد الهدنة"));
    assert_eq!(read.sender.as_deref(), Some("مرصد الهدنة"));
    assert_eq!(read.sent.as_deref(), Some("2021-05-01T12:00:00+03:00"));
    assert_eq!(read.id.as_deref(), Some("a1@example.org"));
    assert_eq!(text_again(&bytes), Some(read.text));
}

#[test]
fn charsets_that_nobody_declares_are_found_in_text_and_subject() {
    let words = "أعلنت اللجنة فتح المعبر أمام قوافل الإغاثة صباح الأحد";
    let windows = encoding_rs::WINDOWS_1256.encode(words).0;
    let bytes = [b"From: a@example.org\r\nSubject: ".as_slice(), &windows, b"\r\n\r\n", &windows].concat();
    let read = extract(&bytes).unwrap();
    assert_eq!((read.text.as_str(), read.subject.as_deref()), (words, Some(words)));
    assert_eq!(read.charset.map(|charset| charset.name), Some("windows-1256"));
}

#[test]
fn a_part_of_html_is_read_where_there_is_no_other() {
    let html = "<html><body><p>أعلنت <b>اللجنة</b></p><p>فتح المعبر</p></body></html>";
    let bytes = mail(&format!("{HEAD}Content-Type: text/html; charset=utf-8\n"), html.as_bytes());
    assert_eq!(extract(&bytes).unwrap().text, "أعلنت اللجنة\n\nفتح المعبر");
    let both = format!(
        "--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nالنص الواضح\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}\r\n--x--\r\n"
    );
    let bytes = mail(&format!("{HEAD}Content-Type: multipart/alternative; boundary=x\n"), both.as_bytes());
    assert_eq!(extract(&bytes).unwrap().text, "النص الواضح");
}

#[test]
fn attached_files_of_known_kinds_are_kept() {
    let parts = "--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nمرفق بيان\r\n--x\r\nContent-Type: text/plain; name=\"a.txt\"\r\n\
Content-Disposition: attachment; filename=\"a.txt\"\r\nContent-Transfer-Encoding: base64\r\n\r\n2YLYp9mE\r\n--x\r\nContent-Type: image/png; name=p.png\r\n\
Content-Disposition: attachment; filename=p.png\r\n\r\nx\r\n--x--\r\n";
    let bytes = mail(&format!("{HEAD}Content-Type: multipart/mixed; boundary=x\n"), parts.as_bytes());
    let read = extract(&bytes).unwrap();
    assert_eq!(read.text, "مرفق بيان");
    assert_eq!(read.attached, [("a.txt".to_owned(), Kind::Text, "قال".as_bytes().to_vec())]);
}

#[test]
fn lines_that_were_broken_on_the_way_are_whole_again() {
    let head = format!("{HEAD}Content-Type: text/plain; charset=utf-8; format=flowed\n");
    let bytes = mail(&head, "سطر طويل \r\nيستمر\r\nثم آخر".as_bytes());
    assert_eq!(extract(&bytes).unwrap().text, "سطر طويل يستمر\nثم آخر");
}

#[test]
fn so_many_parts_and_no_more() {
    let of = |parts: usize| {
        let head = format!("{HEAD}Content-Type: multipart/mixed; boundary=x\n");
        extract(&mail(&head, "--x\r\n\r\n".repeat(parts).as_bytes())).is_ok()
    };
    assert!(of(MAIL_PARTS) && !of(MAIL_PARTS + 1));
}

#[test]
fn so_many_attached_files_and_no_more() {
    let of = |files: usize| {
        let head = format!("{HEAD}Content-Type: multipart/mixed; boundary=x\n");
        let file = "--x\r\nContent-Type: text/plain; name=a.txt\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nx\r\n";
        let body = format!("--x\r\nContent-Type: text/plain\r\n\r\nmail\r\n{}--x--\r\n", file.repeat(files));
        extract(&mail(&head, body.as_bytes())).unwrap().attached.len()
    };
    assert_eq!([of(ATTACHED - 1), of(ATTACHED), of(ATTACHED + 1)], [ATTACHED - 1, ATTACHED, ATTACHED]);
}

#[test]
fn what_is_no_e_mail_says_so_and_no_bytes_whatever_make_it_panic() {
    assert!(extract(b"").is_err());
    let bytes = mail(
        &format!("{HEAD}Content-Type: multipart/mixed; boundary=x\n"),
        b"--x\r\n\r\n=\r\n--x\r\nContent-Type: message/rfc822\r\n\r\nSubject: a\r\n\r\nb",
    );
    for end in 0..bytes.len() {
        let _ = extract(&bytes[..end]);
        let mut bytes = bytes.clone();
        bytes[end] = 0xC7;
        let _ = extract(&bytes);
    }
}
