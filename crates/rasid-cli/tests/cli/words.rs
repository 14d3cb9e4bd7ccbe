//! Asking what is read in some words, and why.

use crate::workbench::Workbench;
use serde_json::Value;

#[test]
fn times_and_numbers_of_a_text_are_shown() {
    let bench = Workbench::new("time");
    let text = "أمس الثلاثاء، ثلاثة آلاف وخمسمائة شاحنة";
    let run = bench.rasid(&["time", text, "--published", "2016-07-27", "--format", "jsonl"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    let found: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((&found["text"], &found["published"]), (&text.into(), &"2016-07-27".into()));
    assert_eq!(found["times"][0]["value"], "2016-07-26");
    assert_eq!(found["times"].as_array().unwrap().len(), 1);
    assert_eq!(found["numbers"][0]["value"], 3500);
    assert_eq!(found["numbers"][0]["text"], "ثلاثة آلاف وخمسمائة");
    let shown = bench.rasid(&["time", text, "--published", "2016-07-27"]).out.replace(['\u{2068}', '\u{2069}'], "'");
    assert!(shown.contains("Times (1)\n   1  date 2016-07-26  'أمس الثلاثاء'\n"), "{shown}");
    assert!(shown.contains("Numbers (1)\n   1  3500  'ثلاثة آلاف وخمسمائة'\n"), "{shown}");
}

#[test]
fn times_without_a_day_to_count_from_have_no_value() {
    let bench = Workbench::new("time-none");
    let run = bench.rasid(&["time", "أمس", "--format", "jsonl"]);
    assert_eq!(serde_json::from_str::<Value>(&run.out).unwrap()["times"][0]["value"], Value::Null);
    let run = bench.rasid(&["time", "الهدنة"]);
    assert!(run.code == Some(0) && run.out.contains("Nothing was found."), "{}", run.out);
    let run = bench.rasid(&["time", "أمس", "--published", "yesterday"]);
    assert_eq!((run.code, run.out.as_str()), (Some(2), ""));
    assert_eq!(run.err, "\"yesterday\" is not a date; write it as 2016-07-27 or 2016-07-27T11:50.\n");
}

#[test]
fn each_line_of_standard_input_is_a_text() {
    let bench = Workbench::new("time-lines");
    let args = ["time", "-", "--published", "2016-07-27", "--format", "jsonl"];
    let run = bench.rasid_with(&args, "أمس\r\n\nغدا\n");
    let values: Vec<Value> = run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(
        values.iter().map(|v| v["times"][0]["value"].as_str().unwrap()).collect::<Vec<_>>(),
        ["2016-07-26", "2016-07-28"]
    );
    assert_eq!((run.code, run.err.lines().count()), (Some(1), 1), "an empty line is told");
}

const TWO: &str = r#"{"id": "one", "published": "2024-03-01", "text": "أعلنت الأمم المتحدة أن الهدنة باقية."}
{"id": "two", "text": "هطل المطر."}
"#;

#[test]
fn a_record_is_explained_as_a_tree_of_its_rule_words_and_entries() {
    let bench = Workbench::new("explain");
    bench.file("n.jsonl", TWO);
    let tree = |args: &[&str]| {
        let run = bench.rasid(&[&["explain"], args].concat());
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{args:?}");
        run.out.replace(['\u{2068}', '\u{2069}'], "'")
    };
    let found = tree(&["n.jsonl#one", "statements:0"]);
    assert!(found.starts_with("statements:0  'الهدنة باقية'\n├─ rule  statement/"), "{found}");
    assert!(found.contains("│  ├─ speaker  'الأمم المتحدة'  6..19\n│  ├─ speaker_id  un\n"), "{found}");
    assert!(found.contains("├─ bodies.tsv  'un'") || found.contains("└─ bodies.tsv  'un'"), "{found}");
    assert!(found.contains("cues.tsv  'أعلن'  kind verb; stance "), "{found}");
    assert_eq!(tree(&["n.jsonl", "--id", "one", "statements-0"]), found, "as the addresses of the desk have it");
    let whole = tree(&["n.jsonl#one"]);
    assert!(whole.starts_with("report  one\n├─ ") && whole.contains("statements:0  statement/"), "{whole}");
}

#[test]
fn words_are_explained_by_what_was_and_was_not_made_of_them() {
    let bench = Workbench::new("explain-words");
    bench.file("n.jsonl", TWO);
    let tree = |place: &str| bench.rasid(&["explain", "n.jsonl#one", place]).out.replace(['\u{2068}', '\u{2069}'], "'");
    let found = tree("الأمم المتّحدة");
    assert!(found.starts_with("words  'الأمم المتحدة'  6..19\n├─ records\n"), "{found}");
    assert!(found.contains("statements:0") && found.contains("bodies.tsv  'un'"), "{found}");
    assert_eq!(tree("6..19"), found);
    let rain = bench.rasid(&["explain", "n.jsonl", "المطر", "--id", "two"]).out;
    assert!(rain.contains("records  none") && rain.contains("no rule made anything of it"), "{rain}");
    assert!(rain.contains("no table has these words"), "{rain}");
}

#[test]
fn the_entries_of_a_team_are_marked() {
    let bench = Workbench::new("explain-ours");
    let table = "# table: bodies\n# language: ar\n# licence: x\n# source: x\n# reviewer: x\nid\tnames\tenglish\talliance\tnote\nrain\tالمطر\tRain\t\t\n";
    bench.file("n.jsonl", TWO).file("ours/bodies.tsv", table);
    let out = bench.rasid(&["explain", "n.jsonl#two", "المطر", "--lexicon", "ours"]).out;
    assert!(out.contains("bodies.tsv (ours)  \u{2068}rain\u{2069}  english Rain"), "{out}");
}

#[test]
fn what_cannot_be_explained_is_told() {
    let bench = Workbench::new("explain-not");
    bench.file("n.jsonl", TWO);
    for (args, code, said) in [
        (&["n.jsonl"][..], 2, "n.jsonl: there are several reports; name one with --id: one, two …\n"),
        (&["n.jsonl#three"], 2, "n.jsonl: there is no report three; some that there are: one, two.\n"),
        (&["n.jsonl#one", "breaches:0"], 2, "There is no breaches:0; the report has no breaches.\n"),
        (&["n.jsonl#one", "statements:7"], 2, "There is no statements:7; the report has only statements:0.\n"),
        (&["n.jsonl#one", "500..501"], 2, "500..501 is no stretch of the text, which has 36 code points.\n"),
        (&["none.txt"], 1, "none.txt: there is no such file or folder; look at the spelling of its name.\n"),
    ] {
        let run = bench.rasid(&[&["explain"], args].concat());
        assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (Some(code), "", said), "{args:?}");
    }
}
