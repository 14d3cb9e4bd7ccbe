//! `rasid bench`: that it reads what `rasid read` reads, and says so where the answer is another one.

use crate::workbench::Workbench;

const REPORTS: &str = concat!(
    r#"{"id": "a", "published": "2024-03-01", "text": "أعلنت الحكومة أمس الجمعة هدنة تستمر خمسة أيام. وقال المتحدث إن الممرات ستفتح."}"#,
    "\n",
    r#"{"id": "b", "published": "2024-03-02", "text": "قتل ثلاثة مدنيين في قصف على المدينة، بحسب الأمم المتحدة."}"#,
    "\n",
);

fn answer(out: &str) -> String {
    out.lines().find_map(|line| line.strip_prefix("answer ")).unwrap().to_owned()
}

#[test]
fn the_answer_is_the_hash_of_what_is_read() {
    let bench = Workbench::new("bench");
    bench.file("reports.jsonl", REPORTS);
    let run = bench.rasid(&["bench", "--jobs", "2", "reports.jsonl"]);
    assert_eq!((run.code, &*run.err), (Some(0), ""));
    let readings = bench.rasid(&["read", "reports.jsonl"]).out;
    assert_eq!(answer(&run.out), blake3::hash(readings.as_bytes()).to_hex()[..32]);
    assert!(run.out.contains("2 reports, 0.0 MB as received, 3 sentences,"), "{}", run.out);
    for stage in ["source", "ground", "times", "events", "json", "one core", "2 at once"] {
        assert!(run.out.lines().any(|line| line.starts_with(stage)), "{stage}: {}", run.out);
    }
}

#[test]
fn another_answer_than_the_expected_one_ends_with_one() {
    let bench = Workbench::new("bench-expect");
    bench.file("reports.jsonl", REPORTS);
    let args = ["bench", "--jobs", "1", "--expect"];
    let of = |hash: &str| bench.rasid(&[&args[..], &[hash, "reports.jsonl"]].concat());
    let first = bench.rasid(&["bench", "--jobs", "1", "reports.jsonl"]);
    assert_eq!(of(&answer(&first.out)).code, Some(0));
    let other = of("0000");
    assert_eq!(other.code, Some(1));
    assert!(other.err.contains("(0000)"), "{}", other.err);
}

#[test]
fn what_cannot_be_read_is_named_once() {
    let bench = Workbench::new("bench-wrong");
    bench.file("reports.jsonl", format!("{REPORTS}{{\"text\": 5}}\n"));
    let run = bench.rasid(&["bench", "--jobs", "2", "reports.jsonl"]);
    assert_eq!((run.code, run.err.lines().count()), (Some(1), 1), "{}", run.err);
}
