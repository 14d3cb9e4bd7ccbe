//! Archives of our own: what comes out of every kind of member, and what does not come out of bombs.

use super::members::write::archive;
use crate::limits::{CONTAINERS, ENTRIES, INFLATION, INFLATION_FROM};
use crate::{again, reports_from_bytes};
use rasid_record::Received;

/// The reports in a file, and what was said.
fn read(name: &str, bytes: Vec<u8>) -> (Vec<Received>, Vec<String>) {
    let (mut good, mut said) = (Vec::new(), Vec::new());
    for found in reports_from_bytes(name, bytes) {
        match found {
            Ok(received) => good.push(received),
            Err(error) => said.push(error.to_string()),
        }
    }
    (good, said)
}

const CHAT: &str = "[01/05/2021, 09:01:10] ناشر: أعلنت اللجنة فتح المعبر.\n[25/05/2021, 09:03:00] ناشر: خرق جديد\n";
const MAIL: &str = "From: Desk <desk@example.org>\nSubject: Opening\nDate: Sat, 1 May 2021 12:00:00 +0300\n\
Content-Type: text/plain; charset=utf-8\n\nفتح المعبر صباحا\n";

#[test]
fn every_kind_of_member_is_read_and_its_text_comes_from_its_bytes_again() {
    let telegram = r#"{"name": "قناة", "type": "public_channel", "id": 5, "messages": [{"id": 2, "type": "message", "date": "2021-05-01T12:00:00", "text": "خبر القناة"}]}"#;
    let docx = archive(&[("word/document.xml", "<w:p><w:r><w:t>نص الوثيقة</w:t></w:r></w:p>")], true);
    let mbox = format!("From a@b Sat May  1 12:00:00 2021\n{MAIL}\nFrom a@b Sat May  1 12:00:00 2021\n{MAIL}");
    let table = "النص,المصدر\nنص الجدول,صحيفة\n";
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("_chat.txt", CHAT.into()),
        ("export/result.json", telegram.into()),
        ("a.docx", docx),
        ("b.eml", MAIL.into()),
        ("c.mbox", mbox.into()),
        ("d.csv", table.into()),
        ("e.txt", "نص وحده".into()),
        ("f.jsonl", "{\"text\": \"سطر\"}\n{\"text\": \"آخر\"}".into()),
        ("photo.jpg", vec![0xFF]),
        ("__MACOSX/._e.txt", vec![0]),
    ];
    let (good, said) = read("WhatsApp Chat - مرصد.zip", archive(&files, true));
    let texts: Vec<&str> = good.iter().map(|received| received.report.text.as_str()).collect();
    let mail = "فتح المعبر صباحا";
    let chat = ["أعلنت اللجنة فتح المعبر.", "خرق جديد"];
    assert_eq!(
        texts,
        [&chat[..], &["خبر القناة", "نص الوثيقة", mail, mail, mail, "نص الجدول", "نص وحده", "سطر", "آخر"]].concat()
    );
    assert_eq!(good[0].report.outlet.as_deref(), Some("مرصد"));
    assert_eq!(good[4].report.outlet.as_deref(), Some("Desk"));
    for received in &good {
        let report = received.report.clone().complete();
        assert_eq!(again(&received.capture).is_of(&report), Some(true), "{}", received.capture.extractor);
        assert_eq!(received.capture.container.as_deref(), Some("WhatsApp Chat - مرصد.zip"));
    }
    // The columns that were guessed; pictures and files of the system are passed over in silence.
    assert_eq!(said.len(), 1, "{said:?}");
}

#[test]
fn attached_files_are_read_after_their_e_mail() {
    let mail = format!(
        "From: Desk <desk@example.org>\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain; charset=utf-8\n\nمرفق بيان\n\
         --x\nContent-Type: application/octet-stream\nContent-Disposition: attachment; filename=\"a.eml\"\n\n{MAIL}\n--x--\n"
    );
    let (good, said) = read("outer.eml", mail.into_bytes());
    assert_eq!(good.iter().map(|r| r.report.text.as_str()).collect::<Vec<_>>(), ["مرفق بيان", "فتح المعبر صباحا"]);
    assert_eq!(good[1].capture.container.as_deref(), Some("outer.eml"));
    assert!(said.is_empty(), "{said:?}");
}

#[test]
fn names_of_members_are_harmless() {
    let names = ["../../etc/a.txt", "/etc/b.txt", "c\n\u{1b}[2J.txt", "d\u{202e}txt.exe.txt", "\\..\\e.txt"];
    let files: Vec<(&str, &str)> = names.iter().map(|name| (*name, "")).collect();
    let (good, said) = read("a.zip", archive(&files, false));
    assert!(good.is_empty());
    assert_eq!(
        said,
        [
            "a.zip/../../etc/a.txt: it is empty.",
            "a.zip//etc/b.txt: it is empty.",
            "a.zip/c\\u{a}\\u{1b}[2J.txt: it is empty.",
            "a.zip/d\\u{202e}txt.exe.txt: it is empty.",
            "a.zip//../e.txt: it is empty.",
        ]
    );
}

#[test]
fn archives_may_lie_in_one_another_up_to_the_limit() {
    let nested = |depth: usize| {
        let mut bytes = archive(&[("a.txt", "نص")], true);
        for _ in 1..depth {
            bytes = archive(&[("inner.zip", bytes)], true);
        }
        read("outer.zip", bytes)
    };
    // The text itself is the last of the files that lie in one another.
    assert_eq!(nested(CONTAINERS - 1).0.len(), 1);
    let (good, said) = nested(CONTAINERS);
    assert!(good.is_empty() && said[0].contains("lies too deep"), "{said:?}");
}

#[test]
fn a_bomb_ends_where_it_shows_that_it_is_one() {
    let size = INFLATION_FROM as usize + (8 << 20);
    let bomb = archive(&[("a.jsonl", vec![b'\n'; size]), ("b.txt", b"x".to_vec())], true);
    assert!((bomb.len() as u64) < INFLATION_FROM / INFLATION, "it is packed well enough to be one");
    let (good, said) = read("a.zip", bomb.clone());
    assert!(said.iter().any(|said| said.contains("far larger than anything")), "{said:?}");
    assert!(good.len() <= 1);
    // In another archive it is the same.
    let (_, said) = read("b.zip", archive(&[("a.zip", bomb)], true));
    assert!(said.iter().any(|said| said.contains("far larger than anything")), "{said:?}");
    let below = archive(&[("a.jsonl", vec![b'\n'; INFLATION_FROM as usize - 1])], true);
    assert_eq!(read("a.zip", below).1, ["a.zip/a.jsonl: it is empty."]);
}

#[test]
fn a_large_archive_on_the_disk_is_no_bomb() {
    // Text that is packed to a tenth, as text is, and more of it than goes unlooked at.
    let words =
        |n: u32| (0..70_000).map(|k| format!("{} ", n.wrapping_mul(7919).wrapping_add(k) % 9973)).collect::<String>();
    let member = |n: u32| format!("{{\"text\": \"{}\"}}\n", words(n)).repeat(9).into_bytes();
    let names: Vec<String> = (0..24).map(|n| format!("{n}.jsonl")).collect();
    let files: Vec<(&str, Vec<u8>)> = names.iter().zip(0..).map(|(name, n)| (name.as_str(), member(n))).collect();
    let whole: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    assert!(whole as u64 > INFLATION_FROM, "{whole}");
    let path = std::env::temp_dir().join(format!("rasid-archive-{}.zip", std::process::id()));
    std::fs::write(&path, archive(&files, true)).unwrap();
    let found: Vec<_> = crate::open([&path]).map(|found| found.map(|_| ())).collect();
    std::fs::remove_file(&path).unwrap();
    assert_eq!(found.iter().filter(|found| found.is_ok()).count(), 24 * 9, "{:?}", found.iter().find(|f| f.is_err()));
}

#[test]
fn so_many_members_and_no_more() {
    // 65,535 is the most that the old form can say; the new one says its number elsewhere.
    let mut bytes = archive(&[("a.txt", "نص")], false);
    let end = bytes.len() - 22;
    let list = end as u64 - 46 - 5;
    let record = [b"PK\x06\x06".as_slice(), &44_u64.to_le_bytes(), &[0; 12]].concat();
    let with = |count: u64| {
        let mut bytes = bytes[..end].to_vec();
        let at = bytes.len() as u64;
        bytes.extend(&record);
        bytes.extend(count.to_le_bytes());
        bytes.extend(count.to_le_bytes());
        bytes.extend(51_u64.to_le_bytes());
        bytes.extend(list.to_le_bytes());
        bytes.extend(b"PK\x06\x07\0\0\0\0");
        bytes.extend(at.to_le_bytes());
        bytes.extend([1, 0, 0, 0]);
        bytes.extend(b"PK\x05\x06\0\0\0\0\xFF\xFF\xFF\xFF\0\0\0\0\xFF\xFF\xFF\xFF\0\0");
        read("a.zip", bytes)
    };
    assert_eq!(with(1).0.len(), 1);
    assert!(with(ENTRIES as u64).1[0].contains("cut off") || with(ENTRIES as u64).1[0].contains("broken"));
    assert!(with(ENTRIES as u64 + 1).1[0].contains("more than 100000 members"));
    bytes.clear();
}

#[test]
fn an_archive_without_reports_says_so() {
    assert!(read("a.zip", archive(&[("p.jpg", "x")], true)).1[0].contains("the archive holds no reports"));
    let (good, said) = read("a.zip", archive(&[("a.txt", "نص"), ("b.xlsx", "x")], true));
    assert_eq!(good.len(), 1);
    assert!(said[0].contains("members that are not read, the first of them \"b.xlsx\": 1"), "{said:?}");
}
