//! What reports come out of bytes, and which sentence of what is no report.

use flate2::Compression;
use flate2::write::GzEncoder;
use rasid_source::{Details, Problem, Reports, report_from_text, reports_from_bytes};
use std::io::Write;

/// Each report as its text, each error as its sentence.
fn outcome(reports: Reports) -> Vec<Result<String, String>> {
    reports.map(|found| found.map(|received| received.report.text).map_err(|error| error.to_string())).collect()
}

fn of(name: &str, bytes: impl Into<Vec<u8>>) -> Vec<Result<String, String>> {
    outcome(reports_from_bytes(name, bytes.into()))
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn text(words: &str) -> Result<String, String> {
    Ok(words.to_owned())
}

fn sentence(words: &str) -> Result<String, String> {
    Err(words.to_owned())
}

#[test]
fn a_text_is_kept_letter_for_letter_without_its_byte_order_mark() {
    assert_eq!(of("a.txt", "\u{feff} قال\r\nمصدر \n"), [text(" قال\r\nمصدر \n")]);
}

#[test]
fn every_kind_of_file_can_be_compressed() {
    assert_eq!(of("a.txt.gz", gzip("قال".as_bytes())), [text("قال")]);
    assert_eq!(of("a.jsonl.gz", gzip("{\"text\":\"ا\"}\n{\"text\":\"ب\"}".as_bytes())), [text("ا"), text("ب")]);
    assert_eq!(of("a.json.gz", gzip("[{\"text\":\"ا\"}]".as_bytes())), [text("ا")]);
}

#[test]
fn compression_is_told_from_the_bytes_and_members_are_joined() {
    let mut two = gzip(b"{\"text\":\"x\"}\n");
    two.extend(gzip(b"{\"text\":\"y\"}\n"));
    assert_eq!(of("a.jsonl", two), [text("x"), text("y")]);
    assert_eq!(of("a.jsonl.gz", "{\"text\":\"x\"}"), [text("x")]);
}

#[test]
fn data_that_end_too_early_give_what_is_there() {
    let noise: String = (0..20_000_u32).map(|i| format!("{:x} ", i.wrapping_mul(2_654_435_761))).collect();
    let whole = gzip(format!("{{\"text\":\"x\"}}\n{{\"text\":\"{noise}\"}}").as_bytes());
    let found = of("a.jsonl.gz", &whole[..whole.len() / 2]);
    assert_eq!(found[0], text("x"));
    assert!(found[1].as_ref().unwrap_err().starts_with("a.jsonl.gz: the compressed data are damaged or end too early"));
    assert_eq!(found.len(), 2);
    assert!(of("a.txt.gz", &whole[..6])[0].as_ref().unwrap_err().contains("compressed data"));
}

#[test]
fn a_name_that_says_nothing_is_decided_by_the_first_letter() {
    assert_eq!(of("clip", " \n {\"text\":\"x\"}\n"), [text("x")]);
    assert_eq!(of("clip", " [x]\n{\"text\":\"x\"}\n"), [text(" [x]\n{\"text\":\"x\"}\n")]);
}

#[test]
fn every_bad_line_is_named_and_no_good_one_is_lost() {
    let mut bytes = b"{\"text\":\"one\"}\n{\"text\":\"tw\n\n{\"text\":\"\xC7\"}\n{\"title\":\"x\"}\n[1]\n".to_vec();
    bytes.extend_from_slice(b"{\"text\":\"  \"}\n{\"text\" 5}\n{\"text\":\"last\"}");
    assert_eq!(
        of("n.jsonl", bytes),
        [
            text("one"),
            sentence("n.jsonl, line 2: the JSON is cut off: it ends in the middle of the article."),
            sentence(
                "n.jsonl, line 4: the text is not in UTF-8 (byte 10 of the line does not belong there); save it as UTF-8."
            ),
            sentence("n.jsonl, line 5: the article has no \"text\", or one that is not a string."),
            sentence("n.jsonl, line 6: this is JSON but not an article: an object with a \"text\" is needed."),
            sentence("n.jsonl, line 7: the text is empty or only white space."),
            sentence("n.jsonl, line 8: this is not valid JSON (expected `:`, at byte 9 of the line)."),
            text("last"),
        ]
    );
}

#[test]
fn a_stretch_of_binary_lines_is_named_once() {
    let binary = b"\x00\x01\n\xFF\x02\nlooks like text\n\x00\n";
    let mut between = b"{\"text\":\"a\"}\n".to_vec();
    between.extend_from_slice(binary);
    between.extend_from_slice(b"{\"text\":\"b\"}\n");
    let words =
        "n.jsonl, line 2: from here to line 5 there are binary bytes, not text; give the reports as text in UTF-8.";
    assert_eq!(of("n.jsonl", between), [text("a"), sentence(words), text("b")]);
    let whole = [sentence("n.jsonl: these are binary bytes, not text; give the report as text in UTF-8.")];
    assert_eq!(of("n.jsonl", binary), whole);
}

#[test]
fn a_text_that_is_none_says_what_to_do() {
    assert_eq!(of("e.txt", ""), [sentence("e.txt: it is empty.")]);
    assert_eq!(of("e.jsonl", "\n \n"), [sentence("e.jsonl: it is empty.")]);
    assert_eq!(of("e.json", " "), [sentence("e.json: it is empty.")]);
    assert_eq!(of("e.txt", " \n\n"), [sentence("e.txt, line 1: the text is empty or only white space.")]);
    assert_eq!(of("u.jsonl", b"\xFF\xFE\x41\x06"), [sentence("u.jsonl: it is in UTF-16; save it as UTF-8.")]);
    assert!(of("p.docx", "PK")[0].as_ref().unwrap_err().starts_with("p.docx: the file is damaged"));
    assert!(of("p.odt", "PK")[0].as_ref().unwrap_err().starts_with("p.odt: files that end in .odt are not read;"));
}

#[test]
fn texts_in_other_charsets_are_read_and_a_guess_is_said() {
    assert_eq!(of("u.txt", b"\xFF\xFE\x42\x06\x27\x06\x44\x06"), [text("قال")]);
    let guessed =
        "w.txt: nothing says in which charset the text is; it was read as windows-1256. Look whether it is whole.";
    let windows = encoding_rs::WINDOWS_1256.encode("قال المتحدث باسم اللجنة").0;
    assert_eq!(of("w.txt", windows), [sentence(guessed), text("قال المتحدث باسم اللجنة")]);
    let index = of("d.txt", "قال المتحدث باسم اللجنة\n".bytes().chain(*b"\xD9").collect::<Vec<u8>>());
    assert!(index[0].as_ref().unwrap_err().contains("read as UTF-8, in which some of its bytes are no letters"));
}

#[test]
fn what_is_too_large_is_refused_and_the_rest_is_read() {
    let mut lines = b"{\"text\":\"a\"}\n{\"text\":\"".to_vec();
    lines.resize(lines.len() + 50_000_000, b'x');
    lines.extend_from_slice(b"\"}\n{\"text\":\"b\"}\n");
    let long = "it is longer than 16 MiB, the most that one article may have.";
    assert_eq!(of("n.jsonl", lines.clone()), [text("a"), sentence(&format!("n.jsonl, line 2: {long}")), text("b")]);
    assert_eq!(of("n.json", lines), [text("a"), sentence(&format!("n.json, line 2: {long}")), text("b")]);
    let large = "the text is larger than 4 MiB, the most that one report may have; split it.";
    assert_eq!(of("l.txt", "x".repeat((4 << 20) + 1)), [sentence(&format!("l.txt, line 1: {large}"))]);
    assert_eq!(of("l.txt", "x".repeat(4 << 20)).len(), 1);
    let json = format!("{{\"text\":\"{}\"}}", "x".repeat((4 << 20) + 1));
    assert_eq!(of("l.jsonl", json), [sentence(&format!("l.jsonl, line 1: {large}"))]);
}

#[test]
fn a_bad_date_is_a_warning_before_its_report() {
    let mut reports = reports_from_bytes("n.jsonl", b"{\"text\":\"x\",\"published\":\"27/7/2016\"}".to_vec());
    let warning = reports.next().unwrap().unwrap_err();
    assert!(warning.is_warning());
    assert_eq!(
        warning.to_string(),
        "n.jsonl, line 1: \"27/7/2016\" is not a date; the report is read without one. Write it as 2016-07-27 or \
         2016-07-27T11:50."
    );
    let report = reports.next().unwrap().unwrap().report;
    assert_eq!((report.published, report.other["published_as_given"].as_str()), (None, Some("27/7/2016")));
    assert_eq!(reports.place().to_string(), "n.jsonl, line 1");
}

#[test]
fn names_cannot_turn_a_message_around() {
    let error = reports_from_bytes("\u{202e}a\u{1b}[2J.txt", vec![]).next().unwrap().unwrap_err();
    assert_eq!(error.to_string(), "\\u{202e}a\\u{1b}[2J.txt: it is empty.");
}

#[test]
fn a_pasted_text_becomes_a_report_or_says_why_not() {
    let details =
        |date: &str| Details { outlet: Some("صحيفة".into()), published: Some(date.into()), ..Details::default() };
    let report = report_from_text("قال مصدر".into(), details("2024-03-01")).unwrap().report;
    assert_eq!((report.outlet.as_deref(), report.published.as_deref()), (Some("صحيفة"), Some("2024-03-01")));
    let error = report_from_text("قال مصدر".into(), details("1 March")).unwrap_err();
    assert_eq!(error.problem(), &Problem::Published("1 March".into()));
    assert_eq!(report_from_text(" ".into(), details("")).unwrap_err().problem(), &Problem::Blank);
}

#[test]
fn progress_counts_the_bytes_on_the_disk() {
    let bytes = gzip("قال ".repeat(1000).as_bytes());
    let size = bytes.len() as u64;
    let mut reports = reports_from_bytes("a.txt.gz", bytes);
    let progress = reports.progress();
    assert_eq!((progress.taken(), progress.total()), (0, Some(size)));
    reports.next();
    assert_eq!(progress.taken(), size);
}

#[test]
fn no_bytes_whatever_make_it_panic_or_go_on_for_ever() {
    let seeds: [&[u8]; 4] = [
        b"{\"text\": \"\xD9\x82\xD8\xA7\xD9\x84\", \"published\": \"2024-03-01\"}\n{\"text\": 1}\n",
        b"[{\"text\": \"a\\\"]\", \"x\": [1, {}]}, 5, \"s\"]",
        b"\xEF\xBB\xBF\xD9\x82\x00\n",
        &gzip(b"{\"text\": \"x\"}\n"),
    ];
    // A small generator, so that every run tries the same.
    let mut state = 0x9E37_79B9_u32;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state as usize % below
    };
    for round in 0..20_000 {
        let mut bytes = seeds[round % seeds.len()].to_vec();
        for _ in 0..=random(4) {
            let at = random(bytes.len());
            match random(4) {
                0 => bytes[at] = b"{}[]\",:\n\\\0\xFF\xC7 "[random(13)],
                1 => bytes[at] = random(256) as u8,
                2 => bytes.truncate(at + 1),
                _ => bytes.extend_from_within(at..),
            }
        }
        for name in ["a.txt", "a.json", "a.jsonl", "a"] {
            for found in reports_from_bytes(name, bytes.clone()).take(1_000) {
                match found {
                    Ok(received) => assert!(!received.report.text.trim().is_empty()),
                    Err(error) => assert!(error.to_string().starts_with(name) && error.to_string().ends_with('.')),
                }
            }
        }
    }
}
