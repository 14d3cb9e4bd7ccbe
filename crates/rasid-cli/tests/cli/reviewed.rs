//! What people decided: as gold, and looked at by `verify`.

use crate::workbench::Workbench;
use rasid_record::{Act, List, Review};
use rasid_store::Store;
use std::fs;

const NEWS: &str = concat!(
    r#"{"id": "a", "outlet": "A", "published": "2024-03-01T10:00", "text": "أعلنت الحكومة يوم الجمعة هدنة تستمر خمسة أيام في المدينة القديمة، وقال المتحدث إن الممرات ستفتح صباح السبت أمام قوافل الإغاثة بإشراف الأمم المتحدة."}"#,
    "\n",
    r#"{"id": "b", "outlet": "B", "published": "2024-03-02", "text": "قتل ثلاثة مدنيين في قصف على المدينة."}"#,
    "\n",
);

fn decide(store: &mut Store, review: &Review) {
    store.review(review, &[5; 16], "2024-03-03T00:00:00Z").unwrap();
}

/// A record in which the first arrangement of the first report is rejected, and its arrangements and times are complete.
fn reviewed(bench: &Workbench) -> Store {
    bench.file("n.jsonl", NEWS);
    assert_eq!(bench.rasid(&["add", "n.jsonl", "--record", "t.rasid"]).code, Some(0));
    let mut store = Store::open_existing(&bench.path().join("t.rasid")).unwrap();
    let reading = store.report("a").unwrap().unwrap().reading;
    let mut reject = Review::new("salma", Act::Reject);
    reject.on = reading.content(List::Arrangements, 0);
    reject.was = reading.fields(List::Arrangements, 0);
    decide(&mut store, &reject);
    let mut complete = Review::new("salma", Act::Complete { lists: vec![List::Arrangements, List::Times] });
    complete.report = Some("a".into());
    decide(&mut store, &complete);
    store
}

#[test]
fn reviewed_reports_are_gold_that_readings_are_scored_by() {
    let bench = Workbench::new("gold");
    let store = reviewed(&bench);
    let before = store.report("a").unwrap().unwrap().reading.arrangements.len();
    let run = bench.rasid(&["gold", "t.rasid", "--out", "gold"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.err.starts_with("gold: 1 report written.\n"), "{}", run.err);
    let file = fs::read_to_string(bench.path().join("gold/0001-a.json")).unwrap();
    assert!(file.contains("\"arrangements\"") && !file.contains("\"events\""), "{file}");
    assert_eq!(bench.rasid(&["gold", "t.rasid", "--out", "gold"]).code, Some(3), "what is there is not replaced");
    assert_eq!(bench.rasid(&["read", "n.jsonl", "--out", "r.jsonl"]).code, Some(0));
    let score = bench.rasid(&["score", "gold", "r.jsonl"]);
    assert_eq!(score.code, Some(0), "{}", score.err);
    let counts = |name: &str| -> Vec<usize> {
        let line = score.out.lines().find(|line| line.split_whitespace().next() == Some(name)).unwrap();
        line.split_whitespace().skip(1).take(2).map(|n| n.parse().unwrap()).collect()
    };
    assert_eq!(counts("arrangements"), [before - 1, before], "the rejected one is a false find");
    assert_eq!(counts("events.type"), [0, 0], "of what was not reviewed nothing is said");
}

#[test]
fn without_a_report_that_is_reviewed_to_the_end_there_is_no_gold() {
    let bench = Workbench::new("gold-none");
    bench.file("n.jsonl", NEWS);
    bench.rasid(&["add", "n.jsonl", "--record", "t.rasid"]);
    let run = bench.rasid(&["gold", "t.rasid", "--out", "gold"]);
    assert_eq!((run.code, run.err.lines().count()), (Some(1), 1));
    assert!(!bench.path().join("gold").exists());
    assert_eq!(bench.rasid(&["gold", "none.rasid", "--out", "gold"]).code, Some(3));
}

#[test]
fn a_whole_record_is_told_from_one_that_was_changed() {
    let bench = Workbench::new("verify");
    drop(reviewed(&bench));
    let run = bench.rasid(&["verify", "t.rasid"]);
    assert_eq!((run.code, run.out.as_str()), (Some(0), ""), "{}", run.err);
    assert!(run.err.contains("2 decisions were looked at; all is as it was written."), "{}", run.err);
    assert!(
        run.err.contains("2 captured pieces were worked out, 2 texts were taken out of them once more,"),
        "{}",
        run.err
    );
    assert!(run.err.contains("and 2 reports in the index."), "{}", run.err);
    // A byte of the second text, in the file itself.
    let path = bench.path().join("t.rasid");
    let mut bytes = fs::read(&path).unwrap();
    let words = "قتل ثلاثة مدنيين في قصف".as_bytes();
    let place = bytes.windows(words.len()).position(|w| w == words).unwrap();
    bytes[place] ^= 1;
    fs::write(&path, bytes).unwrap();
    let run = bench.rasid(&["verify", "t.rasid"]);
    assert_eq!(run.code, Some(1), "{}", run.err);
    let line = run.out.lines().find(|line| line.starts_with("texts\tt-")).expect("the text is named");
    assert_eq!(line.split('\t').count(), 3, "{line}");
    assert_eq!(bench.rasid(&["verify", "none.rasid"]).code, Some(3));
}

#[test]
fn a_deleted_report_is_gone_and_does_not_come_back_unasked() {
    let bench = Workbench::new("delete");
    drop(reviewed(&bench));
    let delete = ["delete", "a", "--record", "t.rasid", "--reason", "court order", "--by", "huda"];
    let run = bench.rasid(&delete);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(
        run.err.starts_with("t.rasid: report a is deleted, with what 2 decisions said; decision 3 "),
        "{}",
        run.err
    );
    let again = bench.rasid(&delete);
    assert_eq!(again.code, Some(1));
    assert_eq!(again.err, "There is no report a in t.rasid any more; it was deleted before.\n");
    assert!(!fs::read(bench.path().join("t.rasid")).unwrap().windows(12).any(|w| w == "هدنة تس".as_bytes()));
    assert_eq!(bench.rasid(&["verify", "t.rasid"]).code, Some(0));
    let add = bench.rasid(&["add", "n.jsonl", "--record", "t.rasid"]);
    assert_eq!(add.code, Some(1));
    assert!(add.err.contains("The report a was not kept: it was deleted from the record before"), "{}", add.err);
    let add = bench.rasid(&["add", "n.jsonl", "--record", "t.rasid", "--even-deleted"]);
    assert_eq!((add.code, add.err.as_str()), (Some(0), "t.rasid: 1 new, 1 already there.\n"));
    assert_eq!(bench.rasid(&["verify", "t.rasid"]).code, Some(0));
    let none = ["delete", "b", "--record", "t.rasid", "--reason", " "];
    assert_eq!(bench.rasid(&none).code, Some(2));
}

#[test]
fn who_people_say_is_one_is_linked_as_one() {
    let bench = Workbench::new("merged");
    let mut store = reviewed(&bench);
    let parties = |store: &Store| {
        let page = rasid_store::Page::default();
        let courses = store.courses(&rasid_store::CourseFilter::default(), page).unwrap();
        courses.rows.iter().flat_map(|row| row.parties.clone()).collect::<Vec<_>>()
    };
    let Some(id) = parties(&store).into_iter().next() else { return };
    decide(&mut store, &Review::new("salma", Act::Merge { keep: "grp-kept".into(), same: id.clone() }));
    assert_eq!(bench.rasid(&["add", "n.jsonl", "--record", "t.rasid"]).code, Some(0));
    let now = parties(&store);
    assert!(now.contains(&"grp-kept".to_owned()) && !now.contains(&id), "{now:?}");
}
