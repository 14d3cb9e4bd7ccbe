//! Bad input gets one clear sentence that names it and the right exit code, and nothing else is lost.

use crate::workbench::{Run, Workbench};

/// Reads `bad` between two good reports: both must come out, `sentence` must be said, and the code be 1.
#[track_caller]
fn check(test: &str, bad: &str, bytes: Option<&[u8]>, sentence: &str) {
    let bench = Workbench::new(test);
    bench.file("first.txt", "أعلنت الأمم المتحدة هدنة.").file("last.txt", "دخلت القافلة المدينة.");
    if let Some(bytes) = bytes {
        bench.file(bad, bytes);
    }
    let Run { code, out, err } = bench.rasid(&["read", "first.txt", bad, "last.txt"]);
    assert_eq!(code, Some(1), "{err}");
    assert_eq!(err, format!("{sentence}\n2 reports were read; 1 input or article could not be read.\n"));
    let texts: Vec<String> = out.lines().map(text).collect();
    assert_eq!(texts, ["أعلنت الأمم المتحدة هدنة.", "دخلت القافلة المدينة."]);
}

fn text(line: &str) -> String {
    let reading: serde_json::Value = serde_json::from_str(line).unwrap();
    reading["text"].as_str().unwrap().to_owned()
}

#[test]
fn an_empty_file() {
    check("empty", "e.txt", Some(b""), "e.txt: it is empty.");
    check("empty-lines", "e.jsonl", Some(b""), "e.jsonl: it is empty.");
}

#[test]
fn binary_bytes() {
    let noise: Vec<u8> = (0..100_000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 23) as u8).collect();
    let sentence = |name| format!("{name}: these are binary bytes, not text; give the report as text in UTF-8.");
    check("binary-text", "b.txt", Some(&noise), &sentence("b.txt"));
    check("binary-lines", "b.jsonl", Some(&noise), &sentence("b.jsonl"));
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0";
    check("binary-png", "b.txt", Some(png), &sentence("b.txt"));
}

#[test]
fn lines_that_are_not_utf_8_and_files_in_utf_16() {
    let line = [b"{\"text\": \"ok\"}\n{\"text\": \"".as_slice(), b"\xDE\xC7\xE1\"}"].concat();
    let bench = Workbench::new("utf8");
    bench.file("w.jsonl", &line).file("a.txt", "x");
    let run = bench.rasid(&["read", "w.jsonl", "a.txt"]);
    assert_eq!((run.code, run.out.lines().count()), (Some(1), 2));
    assert!(run.err.starts_with("w.jsonl, line 2: the text is not in UTF-8 (byte 11 of the line"), "{}", run.err);
    check("utf16", "u.jsonl", Some(b"\xFF\xFE\x42\x06"), "u.jsonl: it is in UTF-16; save it as UTF-8.");
}

#[test]
fn a_json_line_cut_in_half() {
    check(
        "cut",
        "c.jsonl",
        Some("{\"text\": \"قال المبعوث".as_bytes()),
        "c.jsonl, line 1: the JSON is cut off: it ends in the middle of the article.",
    );
}

#[test]
fn a_line_of_50_megabytes() {
    let mut line = b"{\"text\": \"".to_vec();
    line.resize(50_000_000, b'x');
    line.extend_from_slice(b"\"}\n");
    let sentence = "l.jsonl, line 1: it is longer than 16 MiB, the most that one article may have.";
    check("long", "l.jsonl", Some(&line), sentence);
}

/// The end of sentences that say what is read.
const KINDS: &str = "Rasid reads .txt, .json, .jsonl, .csv, .docx, .pdf, .eml, .mbox, .html, .warc and feeds (.rss, .atom, \
     .xml), each also with .gz, exports of Telegram and WhatsApp, and .zip of any of these.";

#[test]
fn a_missing_file_and_one_of_an_unknown_kind() {
    check("missing", "none.txt", None, "none.txt: there is no such file or folder; look at the spelling of its name.");
    check("unknown", "a.odt", Some(b"PK"), &format!("a.odt: files that end in .odt are not read; {KINDS}"));
}

#[test]
fn a_folder_with_no_reports() {
    let bench = Workbench::new("no-reports");
    bench.file("folder/.keep", "").file("a.txt", "نص");
    let run = bench.rasid(&["read", "folder", "a.txt"]);
    assert_eq!((run.code, run.out.lines().count()), (Some(1), 1));
    assert!(run.err.starts_with(&format!("folder: the folder holds no reports; {KINDS}\n")), "{}", run.err);
}

#[test]
fn bad_lines_between_good_ones_lose_nothing() {
    let bench = Workbench::new("between");
    let mut bytes =
        b"{\"id\":\"1\",\"text\":\"a\"}\n{\"text\":\"b\n\x00\x01\xFF\n{\"id\":\"4\",\"text\":\"d\"}\n{\"text\":\""
            .to_vec();
    bytes.resize(bytes.len() + (17 << 20), b'x');
    bytes.extend_from_slice(b"\"}\n{\"id\":\"6\",\"text\":\"f\"}");
    bench.file("n.jsonl", bytes);
    let run = bench.rasid(&["read", "n.jsonl"]);
    assert_eq!(run.code, Some(1));
    let texts: Vec<String> = run.out.lines().map(text).collect();
    assert_eq!(texts, ["a", "d", "f"]);
    let named: Vec<&str> = run.err.lines().map(|line| line.split(": ").next().unwrap()).collect();
    let end = "3 reports were read; 3 inputs or articles could not be read.";
    assert_eq!(named, ["n.jsonl, line 2", "n.jsonl, line 3", "n.jsonl, line 5", end]);
}

#[test]
fn a_bad_date_is_said_but_the_report_is_read() {
    let bench = Workbench::new("date");
    bench.file("n.jsonl", r#"{"text": "نص", "published": "1/2/2024"}"#);
    let run = bench.rasid(&["read", "n.jsonl"]);
    assert_eq!(run.code, Some(0));
    assert!(run.err.starts_with("n.jsonl, line 1: \"1/2/2024\" is not a date;"), "{}", run.err);
    let reading: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((reading.get("published"), &reading["published_as_given"]), (None, &"1/2/2024".into()));
}

#[cfg(unix)]
#[test]
fn a_name_with_escapes_is_shown_harmlessly() {
    let bench = Workbench::new("name");
    bench.file("\u{1b}[31m\u{202e}.txt", "");
    let run = bench.rasid(&["read", "."]);
    assert!(run.err.starts_with("./\\u{1b}[31m\\u{202e}.txt: it is empty."), "{}", run.err);
}

#[test]
fn wrong_arguments_have_a_code_of_their_own() {
    let bench = Workbench::new("arguments");
    bench.file("a.txt", "نص");
    for args in
        [&["read"][..], &["read", "--format", "xml", "a.txt"], &["read", "--jobs", "0", "a.txt"], &["reed"], &[]]
    {
        let run = bench.rasid(args);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{args:?}");
        assert!(!run.err.is_empty());
    }
}
