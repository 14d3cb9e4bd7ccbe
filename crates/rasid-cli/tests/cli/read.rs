//! What `rasid read` writes, where, and in which order.

use crate::workbench::Workbench;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use std::fs;
use std::io::{Read, Write};
use std::process::Stdio;

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

fn readings(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn field(out: &str, name: &str) -> Vec<String> {
    readings(out).iter().map(|reading| reading[name].as_str().unwrap_or("-").to_owned()).collect()
}

/// Many reports of very different length, with some broken lines between them.
fn many() -> String {
    let line = |n: usize| match n % 41 {
        40 => "{\"text\": \"cut\n".to_owned(),
        _ => {
            let text = "قال المتحدث إن الهدنة ستبدأ يوم الأحد. ".repeat(1 + n * 37 % 90);
            format!("{{\"id\": \"r{n}\", \"published\": \"2024-03-01\", \"text\": \"{text}\"}}\n")
        }
    };
    (0..600).map(line).collect()
}

#[test]
fn the_output_is_the_same_with_any_number_of_jobs_and_in_the_order_of_the_input() {
    let bench = Workbench::new("jobs");
    bench.file("many.jsonl", many());
    let one = bench.rasid(&["read", "--jobs", "1", "many.jsonl"]);
    let ids: Vec<String> = (0..600).filter(|n| n % 41 != 40).map(|n| format!("r{n}")).collect();
    assert_eq!((one.code, field(&one.out, "id")), (Some(1), ids));
    for jobs in ["2", "3", "16"] {
        let several = bench.rasid(&["read", "--jobs", jobs, "many.jsonl"]);
        assert!(several.out == one.out && several.err == one.err, "{jobs} jobs give something else");
    }
}

#[test]
fn a_reading_has_all_fields_of_its_article_and_the_eight_lists() {
    let bench = Workbench::new("fields");
    let article = r#"{"id": "a1", "outlet": "وكالة", "title": "هدنة", "published": "2024-03-01T10:00", "lang": "ar", "text": "أعلنت الهدنة.", "desk": 4}"#;
    let run = bench.file("a.json", article).rasid(&["read", "a.json"]);
    let reading = &readings(&run.out)[0];
    assert_eq!(reading["text"], "هدنة\n\nأعلنت الهدنة.");
    assert_eq!((&reading["rasid"], &reading["id"], &reading["desk"]), (&1.into(), &"a1".into(), &4.into()));
    for list in
        ["times", "figures", "statements", "events", "commitments", "arrangements", "breaches", "naming", "notes"]
    {
        assert!(reading[list].is_array(), "{list}");
    }
}

#[test]
fn readings_can_be_read_again() {
    let bench = Workbench::new("again");
    let first = bench.file("a.jsonl", "{\"title\":\"هدنة\",\"text\":\"نص\",\"x\":1}").rasid(&["read", "a.jsonl"]);
    let second = bench.file("b.jsonl", &first.out).rasid(&["read", "b.jsonl"]);
    assert_eq!(second.out, first.out);
}

#[test]
fn inputs_of_all_kinds_come_in_the_order_in_which_they_are_named() {
    let bench = Workbench::new("kinds");
    bench
        .file("z.txt", "واحد")
        .file("y.json", "[{\"text\": \"اثنان\"}, {\"text\": \"ثلاثة\"}]")
        .file("x.jsonl.gz", gzip("{\"text\": \"أربعة\"}\n"))
        .file("folder/b.txt.gz", gzip("ستة"))
        .file("folder/a/c.json", "{\"text\": \"خمسة\"}");
    let run = bench.rasid(&["read", "z.txt", "y.json", "x.jsonl.gz", "folder", "z.txt"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    assert_eq!(field(&run.out, "text"), ["واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "واحد"]);
}

#[test]
fn an_index_names_outlets_and_dates() {
    let bench = Workbench::new("index");
    bench.file("news/1.txt", "نص الخبر").file("news/2.txt", "خبر بلا بيانات").file(
        "news/index.csv",
        "file,outlet,published,url,title,monitor\n1.txt,الصحيفة,2024-03-01,http://x/1,العنوان,ليلى\n",
    );
    let run = bench.rasid(&["read", "news"]);
    let found = readings(&run.out);
    assert_eq!(found[0]["text"], "العنوان\n\nنص الخبر");
    assert_eq!((&found[0]["outlet"], &found[0]["published"]), (&"الصحيفة".into(), &"2024-03-01".into()));
    assert_eq!((&found[0]["url"], &found[0]["monitor"]), (&"http://x/1".into(), &"ليلى".into()));
    assert_eq!((found[1].get("outlet"), found[1].get("published")), (None, None));
    assert!(found.iter().all(|reading| reading["id"].as_str().unwrap().starts_with("r-")));
}

#[test]
fn standard_input_is_json_lines_or_one_text() {
    let bench = Workbench::new("stdin");
    let lines = bench.rasid_with(&["read", "-"], "\u{feff}\n {\"text\": \"أ\"}\n{\"text\": \"ب\"}\n");
    assert_eq!(field(&lines.out, "text"), ["أ", "ب"]);
    let text = bench.rasid_with(&["read", "-"], "أعلن {البيان}\nهدنة\n");
    assert_eq!(field(&text.out, "text"), ["أعلن {البيان}\nهدنة\n"]);
    let compressed = bench.rasid_with(&["read", "-"], gzip("{\"text\": \"ج\"}"));
    assert_eq!(field(&compressed.out, "text"), ["ج"]);
    let empty = bench.rasid_with(&["read", "-"], "");
    assert_eq!(empty.code, Some(1));
    assert!(empty.err.starts_with("standard input: it is empty.\n"));
}

#[test]
fn a_file_is_written_whole_or_not_at_all() {
    let bench = Workbench::new("out");
    bench.file("a.txt", "نص").file("out.jsonl", "old");
    let run = bench.rasid(&["read", "--out", "out.jsonl", "a.txt"]);
    assert_eq!((run.code, run.out.as_str()), (Some(0), ""));
    assert_eq!(field(&fs::read_to_string(bench.path().join("out.jsonl")).unwrap(), "text"), ["نص"]);
    let names = fs::read_dir(bench.path()).unwrap().count();
    assert_eq!(names, 2, "nothing else is left in the folder");
}

#[test]
fn an_output_that_cannot_be_written_is_named() {
    let bench = Workbench::new("unwritable");
    bench.file("a.txt", "نص").file("folder/b.txt", "نص");
    for out in ["folder", "none/out.jsonl"] {
        let run = bench.rasid(&["read", "--out", out, "a.txt"]);
        assert_eq!(run.code, Some(3));
        assert!(run.err.starts_with(&format!("{out}: the file cannot be written (")), "{}", run.err);
    }
    let run = bench.rasid(&["read", "--out", "a.txt", "a.txt"]);
    assert_eq!(run.code, Some(2));
    assert_eq!(fs::read_to_string(bench.path().join("a.txt")).unwrap(), "نص");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_standard_output_is_said() {
    let bench = Workbench::new("full");
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = bench.file("a.txt", "نص").command(&["read", "a.txt"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("standard output cannot be written ("));
}

#[test]
fn a_reader_that_has_seen_enough_ends_it_quietly() {
    let bench = Workbench::new("pipe");
    bench.file("many.jsonl", many().replace("{\"text\": \"cut\n", ""));
    let mut command = bench.command(&["read", "many.jsonl", "many.jsonl", "many.jsonl"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdout.take().unwrap().read_exact(&mut [0; 10]).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr), (Some(0), vec![]));
}

#[test]
fn the_summary_for_people_is_plain_in_a_pipe_and_cannot_harm_a_terminal() {
    let bench = Workbench::new("text");
    let article =
        r#"{"id": "a1", "outlet": "وكالة", "published": "2024-03-01", "text": "هدنة \u001b[31m\u202e في المدينة"}"#;
    let run = bench.file("a.jsonl", article).rasid(&["read", "--format", "text", "a.jsonl"]);
    assert_eq!(run.code, Some(0));
    assert!(
        run.out.starts_with("\u{2068}هدنة \\u{1b}[31m في المدينة\u{2069}\n\u{2068}وكالة\u{2069} · 2024-03-01 · a1\n"),
        "{}",
        run.out
    );
    assert!(!run.out.contains(['\u{1b}', '\u{202e}']));
}

#[test]
fn help_has_an_example_for_each_command() {
    let bench = Workbench::new("help");
    let help = bench.rasid(&["--help"]);
    assert_eq!(help.code, Some(0));
    let commands = help.out.split("Commands:").nth(1).unwrap().split("Options:").next().unwrap();
    let names: Vec<&str> = commands
        .lines()
        .filter(|l| l.starts_with("  ") && !l.starts_with("   "))
        .filter_map(|l| l.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    assert!(names.contains(&"read"));
    for name in names {
        let help = bench.rasid(&[name, "--help"]).out;
        assert!(help.contains("Example") && help.contains(&format!("rasid {name} ")), "{name}: {help}");
    }
}
