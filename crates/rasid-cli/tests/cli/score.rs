//! Scoring readings against hand-made ones.

use crate::workbench::Workbench;
use serde_json::{Value, json};

/// A reading with two times that the text has.
fn reading(id: &str, times: &[(u32, u32, &str)]) -> Value {
    let text = "أمس وغدا وبعد غد";
    let cut = |s: u32, e: u32| text.chars().skip(s as usize).take((e - s) as usize).collect::<String>();
    let times: Vec<Value> = times
        .iter()
        .map(|(s, e, value)| {
            json!({"start": s, "end": e, "text": cut(*s, *e), "kind": "date", "value": value, "mod": null, "anchored": true})
        })
        .collect();
    json!({"id": id, "text": text, "times": times})
}

fn bench(name: &str) -> Workbench {
    let bench = Workbench::new(name);
    bench
        .file("gold/a.json", reading("a", &[(0, 3, "2024-02-29"), (5, 8, "2024-03-02")]).to_string())
        .file("gold/b.json", reading("b", &[]).to_string())
        .file(
            "r.jsonl",
            format!("{}\n\n{}\n", reading("a", &[(0, 3, "2024-02-28"), (10, 16, "2024-03-03")]), reading("b", &[])),
        );
    bench
}

#[test]
fn measures_stand_in_the_columns_of_the_judge() {
    let run = bench("score").rasid(&["score", "gold", "r.jsonl"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(lines[0], "measure               gold  found       P       R      F1");
    assert_eq!(lines[1], "times                    2      2   0.500   0.500   0.500");
    assert_eq!(lines[2], "times.value              2      2   0.000   0.000   0.000");
    assert_eq!(lines.len(), 24);
}

#[test]
fn figures_are_written_as_json_in_the_same_order() {
    let run = bench("score-json").rasid(&["score", "gold", "r.jsonl", "--json"]);
    assert!(run.out.starts_with("{\n \"times\": {\n  \"gold\": 2,\n  \"found\": 2,\n  \"p\": 0.5,\n"), "{}", run.out);
    let figures: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(figures["naming.voice"]["f1"], 0.0);
}

#[test]
fn misses_and_false_finds_are_listed_up_to_a_number() {
    let bench = bench("score-errors");
    let run = bench.rasid(&["score", "gold", "r.jsonl", "--errors", "times"]);
    let lines: Vec<&str> = run.out.lines().take(2).collect();
    assert_eq!(lines, ["a missed  'غدا'  2024-03-02 None", "a wrong   'بعد غد'  2024-03-03 None"]);
    let run = bench.rasid(&["score", "gold", "r.jsonl", "--errors", "times", "1"]);
    assert_eq!(run.out.lines().filter(|line| line.starts_with("a ")).count(), 1);
    for wrong in [&["--errors", "dates"][..], &["--errors", "times", "few"]] {
        let run = bench.rasid(&[&["score", "gold", "r.jsonl"], wrong].concat());
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{}", run.err);
    }
}

#[test]
fn a_measure_below_its_least_value_fails() {
    let bench = bench("score-min");
    bench
        .file("good.txt", "# why\ntimes 0.5\ntimes:p 0.5 # half\n")
        .file("high.txt", "times 0.4\ntimes.value 0.1\ntimes:r 0.75\n");
    let run = bench.rasid(&["score", "gold", "r.jsonl", "--min", "good.txt"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let run = bench.rasid(&["score", "gold", "r.jsonl", "--min", "high.txt"]);
    assert_eq!(run.code, Some(1));
    assert_eq!(run.out.lines().last(), Some("below: times.value 0.000 < 0.1; times:r 0.500 < 0.75"));
}

#[test]
fn what_does_not_fit_is_told() {
    let bench = bench("score-bad");
    bench
        .file("cut.jsonl", reading("a", &[]).to_string())
        .file("other.jsonl", reading("a", &[(0, 3, "x")]).to_string().replace("أمس\",\"kind", "غدا\",\"kind"))
        .file("broken.jsonl", "{\"id\": \"a\"}\n{\"id\": 3}\n");
    let run = bench.rasid(&["score", "gold", "cut.jsonl"]);
    assert_eq!((run.code, run.out.lines().last()), (Some(0), Some("no reading for: b")));
    let run = bench.rasid(&["score", "gold", "other.jsonl"]);
    assert_eq!((run.code, run.err.as_str()), (Some(1), "a: the span 0..3 is 'أمس', not 'غدا'.\n"));
    let run = bench.rasid(&["score", "gold", "broken.jsonl"]);
    assert!(run.code == Some(1) && run.err.starts_with("broken.jsonl, line 2: this is not a reading"), "{}", run.err);
    assert_eq!(bench.rasid(&["score", "none", "r.jsonl"]).code, Some(1));
}
