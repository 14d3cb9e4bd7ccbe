//! `rasid link`: what it writes for readings, and what it says of input that is none.

use crate::workbench::Workbench;
use serde_json::Value;
use std::fs;

/// Three reports: one event in two outlets, the second of which prints the text of the first, and another matter.
const REPORTS: &str = concat!(
    r#"{"id": "b", "outlet": "B", "published": "2024-03-01T12:00", "title": "هدنة في المدينة", "text": "أعلنت الحكومة يوم الجمعة هدنة تستمر خمسة أيام في المدينة القديمة، وقال المتحدث إن الممرات ستفتح صباح السبت أمام قوافل الإغاثة بإشراف الأمم المتحدة."}"#,
    "\n",
    r#"{"id": "a", "outlet": "A", "published": "2024-03-01T10:00", "title": "الحكومة تعلن هدنة", "text": "أعلنت الحكومة يوم الجمعة هدنة تستمر خمسة أيام في المدينة القديمة، وقال المتحدث إن الممرات ستفتح صباح السبت أمام قوافل الإغاثة بإشراف الأمم المتحدة."}"#,
    "\n",
    r#"{"id": "c", "outlet": "A", "published": "2024-03-01T11:00", "title": "أسعار القمح", "text": "ارتفعت أسعار القمح في الأسواق العالمية بعد موسم جاف في أستراليا."}"#,
    "\n",
);

fn lines(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The lines about one report each.
fn links(out: &str) -> Vec<Value> {
    lines(out).into_iter().filter(|line| !line["id"].is_null()).collect()
}

#[test]
fn each_reading_gets_a_line_in_its_order() {
    let bench = Workbench::new("link");
    let readings = bench.file("reports.jsonl", REPORTS).rasid(&["read", "reports.jsonl"]).out;
    let run = bench.file("readings.jsonl", &readings).rasid(&["link", "--format", "jsonl", "readings.jsonl"]);
    assert_eq!((run.code, &*run.err), (Some(0), ""));
    let found = links(&run.out);
    let field = |name: &str| found.iter().map(|link| link[name].as_str().unwrap_or("-")).collect::<Vec<_>>();
    assert_eq!(field("id"), ["b", "a", "c"]);
    assert_eq!(field("copy_of"), ["a", "-", "-"]);
    assert_eq!(field("event"), ["e1", "e1", "e2"]);
    assert_eq!(field("story"), ["s1", "s1", "s2"]);
    let piped = bench.rasid_with(&["link", "-"], &readings);
    assert_eq!(piped.out, run.out);
    let filed = bench.rasid(&["link", "--out", "links.jsonl", "readings.jsonl"]);
    assert_eq!((filed.code, &*filed.out), (Some(0), ""));
    assert_eq!(fs::read_to_string(bench.path().join("links.jsonl")).unwrap(), run.out);
}

#[test]
fn what_reports_make_together_follows_and_belongs_to_no_single_report() {
    let bench = Workbench::new("link-many");
    let readings = bench.file("reports.jsonl", REPORTS).rasid(&["read", "reports.jsonl"]).out;
    let run = bench.file("readings.jsonl", &readings).rasid(&["link", "--as-of", "2024-03-02", "readings.jsonl"]);
    assert_eq!((run.code, &*run.err), (Some(0), ""));
    let many: Vec<Value> = lines(&run.out).split_off(3);
    assert!(many.iter().all(|line| line.get("id").is_some_and(Value::is_null)));
    let truce = many.iter().find(|line| line["kind"] == "pause" && !line["arrangement"].is_null()).unwrap();
    assert_eq!(truce["arrangement"], "a1");
    assert_eq!(truce["counts"]["texts"], 1, "a copy is no second text");
    assert_eq!(truce["phases"][0]["at"], "2024-03-01");
    assert!(many.iter().filter(|line| !line["commitment"].is_null()).all(|line| line["as_of"] == "2024-03-02"));
    let wrong = bench.rasid(&["link", "--as-of", "yesterday", "readings.jsonl"]);
    assert_eq!((wrong.code, &*wrong.out), (Some(2), ""));
}

#[test]
fn what_people_decided_about_who_is_who_holds_in_the_lines_and_a_wrong_line_of_it_stops_everything() {
    let bench = Workbench::new("link-merges");
    let report = r#"{"id": "a", "published": "2024-03-01", "text": "أعلنت روسيا وقفا لإطلاق النار في حلب."}"#;
    let readings = bench.file("reports.jsonl", report).rasid(&["read", "reports.jsonl"]).out;
    bench.file("readings.jsonl", readings).file("who.tsv", "# ours\nmerge\tsyria:aleppo\taleppo\n");
    let place = |arguments: &[&str]| {
        let lines = lines(&bench.rasid(arguments).out);
        lines.iter().find(|line| !line["arrangement"].is_null()).map(|line| line["place_id"].clone())
    };
    assert_eq!(place(&["link", "readings.jsonl"]), Some("aleppo".into()));
    assert_eq!(place(&["link", "--merges", "who.tsv", "readings.jsonl"]), Some("syria:aleppo".into()));
    bench.file("wrong.tsv", "merge\ta\tb\nmerge\tb\ta\n");
    let run = bench.rasid(&["link", "--merges", "wrong.tsv", "readings.jsonl"]);
    assert_eq!((run.code, &*run.out), (Some(2), ""));
    assert!(run.err.starts_with("wrong.tsv: line 2: "), "{}", run.err);
}

#[test]
fn what_is_no_reading_is_named_and_the_others_are_linked() {
    let bench = Workbench::new("link-bad");
    let readings = bench.file("reports.jsonl", REPORTS).rasid(&["read", "reports.jsonl"]).out;
    let first = readings.lines().next().unwrap();
    bench.file("bad.jsonl", format!("{{\"id\": \"x\"}}\n\n{readings}{first}\n")).file("cut.jsonl", [0xff, b'\n']);
    let run = bench.rasid(&["link", "bad.jsonl", "cut.jsonl", "missing.jsonl"]);
    assert_eq!((run.code, links(&run.out).len()), (Some(1), 3));
    let said: Vec<&str> = run.err.lines().collect();
    assert_eq!(said.len(), 4, "{}", run.err);
    for (line, begin) in
        said.iter().zip(["bad.jsonl, line 1: ", "bad.jsonl, line 6: ", "cut.jsonl, line 1: ", "missing.jsonl: "])
    {
        assert!(line.starts_with(begin), "{line}");
    }
    let replaced = bench.rasid(&["link", "--out", "bad.jsonl", "bad.jsonl"]);
    assert_eq!((replaced.code, &*replaced.out), (Some(2), ""));
    assert_eq!(bench.rasid(&["link"]).code, Some(2));
    assert_eq!(bench.rasid(&["link", "--format", "xml", "bad.jsonl"]).code, Some(2));
}
