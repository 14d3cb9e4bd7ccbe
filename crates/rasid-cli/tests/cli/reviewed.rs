//! What people decided: as gold, and looked at by `verify`.

use crate::workbench::Workbench;
use rasid_record::{Act, List, PlaceReason, Precision, Review};
use rasid_store::Store;
use std::fs;

const NEWS: &str = concat!(
    r#"{"id": "a", "outlet": "A", "published": "2024-03-01T10:00", "text": "أعلنت الحكومة يوم الجمعة هدنة تستمر خمسة أيام في المدينة القديمة، وقال المتحدث إن الممرات ستفتح صباح السبت أمام قوافل الإغاثة بإشراف الأمم المتحدة."}"#,
    "\n",
    r#"{"id": "b", "outlet": "B", "published": "2024-03-02", "text": "قتل ثلاثة مدنيين في قصف على المدينة."}"#,
    "\n",
);

/// One report of two arrangements.
const TWICE: &str = concat!(
    r#"{"id": "two", "outlet": "A", "published": "2018-03-01", "text": "أعلنت روسيا هدنة في حلب تستمر خمسة أيام. وأعلنت الأمم المتحدة فتح ممر إنساني في درعا يوم السبت."}"#,
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
fn what_people_rejected_is_linked_with_nothing_until_they_take_it_back() {
    let bench = Workbench::new("rejected-links");
    bench.file("n.jsonl", TWICE);
    let add = || assert_eq!(bench.rasid(&["add", "n.jsonl", "--record", "t.rasid"]).code, Some(0));
    add();
    let mut store = Store::open_existing(&bench.path().join("t.rasid")).unwrap();
    let reading = store.report("two").unwrap().unwrap().reading;
    let count = reading.arrangements.len();
    assert!(count > 1);
    // Of each arrangement of the report those that are one with it.
    let linked = |store: &Store| -> Vec<Option<Vec<usize>>> {
        let of = |idx| {
            let course = store.course("two", idx).unwrap()?;
            Some(course.phases.into_iter().flat_map(|phase| phase.mentions).map(|mention| mention.1).collect())
        };
        (0..count).map(of).collect()
    };
    let all = linked(&store);
    assert!(all.iter().enumerate().all(|(idx, found)| found.as_ref().is_some_and(|found| found.contains(&idx))));
    let mut reject = Review::new("salma", Act::Reject);
    reject.on = reading.content(List::Arrangements, 0);
    reject.was = reading.fields(List::Arrangements, 0);
    decide(&mut store, &reject);
    assert!(!store.linking().unwrap().is_current(), "links are of before");
    add();
    assert!(store.linking().unwrap().is_current());
    let mut left = all.clone();
    left[0] = None;
    assert_eq!(linked(&store), left, "the others are pointed at where they stand in the reading");
    assert_eq!(bench.rasid(&["verify", "t.rasid"]).code, Some(0));
    let mut undo = Review { act: Act::Undo { undoes: 1 }, ..reject };
    undo.after = 1;
    decide(&mut store, &undo);
    add();
    assert_eq!(linked(&store), all);
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

/// Reports with private persons: a witness who is named, a doctor, somebody whom no table knows; a hospital, a camp.
const PRIVATE: &str = concat!(
    r#"{"id": "p1", "outlet": "A", "url": "https://example.org/samira", "title": "شهادة سميرة القاضي", "published": "2024-03-01", "section": "قصة سميرة القاضي", "text": "قالت الطبيبة سميرة القاضي إن ثلاثة مدنيين قتلوا في قصف على مستشفى الثورة في مدينة الحديدة يوم الجمعة. وأعلنت الأمم المتحدة هدنة تستمر خمسة أيام في المدينة."}"#,
    "\n",
    r#"{"id": "p2", "outlet": "B", "published": "2024-03-02", "text": "اتهمت الحكومة اليمنية الحوثيين بخرق الهدنة في الحديدة. وقال شاهد العيان منصور الحداد إن القصف أصاب مخيم النازحين قرب الطريق، وشكر سميرة القاضي على ما فعلته."}"#,
    "\n",
);

#[test]
fn a_redacted_record_holds_no_text_no_private_name_and_no_words_of_people() {
    let bench = Workbench::new("redact");
    bench.file("n.jsonl", PRIVATE);
    assert_eq!(bench.rasid(&["add", "n.jsonl", "--record", "t.rasid"]).code, Some(0));
    let mut store = Store::open_existing(&bench.path().join("t.rasid")).unwrap();
    let reading = store.report("p1").unwrap().unwrap().reading;
    let mut comment = Review::new("salma", Act::Comment { text: "اتصلت بسميرة القاضي".into() });
    comment.on = reading.content(List::Arrangements, 0).or_else(|| reading.content(List::Statements, 0));
    comment.was = reading.fields(List::Arrangements, 0).or_else(|| reading.fields(List::Statements, 0));
    decide(&mut store, &comment);
    let texts: Vec<String> =
        ["p1", "p2"].iter().map(|id| store.report(id).unwrap().unwrap().reading.report.text).collect();
    drop(store);
    let before = fs::read(bench.path().join("t.rasid")).unwrap();
    let run = bench.rasid(&["redact", "t.rasid", "-o", "s.rasid"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.err.starts_with("s.rasid: 2 reports without their texts"), "{}", run.err);
    assert_eq!(fs::read(bench.path().join("t.rasid")).unwrap(), before, "the record itself is not changed");
    assert!(!bench.path().join("s.rasid-wal").exists(), "all of it is in the one file");

    let bytes = fs::read(bench.path().join("s.rasid")).unwrap();
    let holds = |words: &str| bytes.windows(words.len()).any(|w| w == words.as_bytes());
    for word in ["سميرة", "القاضي", "منصور", "الحداد", "samira", "salma", "اتصلت", "مستشفى", "الثورة", "مخيم", "فعلته"]
    {
        assert!(!holds(word), "{word}");
    }
    for text in &texts {
        for sentence in text.split(['.', '\n', '،']).map(str::trim).filter(|s| s.chars().count() > 25) {
            assert!(!holds(sentence), "{sentence}");
        }
    }
    assert!(holds("الأمم المتحدة") && holds("الهدنة"), "what the record is about stays");

    let shared = Store::open_existing(&bench.path().join("s.rasid")).unwrap();
    let redacted = shared.report("x-000001").unwrap().unwrap().reading;
    assert_eq!(redacted.fault(), None);
    assert!(shared.is_redacted().unwrap());
    assert_eq!(redacted.figures.len(), reading.figures.len());
    assert_eq!(redacted.statements.len(), reading.statements.len());
    assert_eq!(
        (redacted.report.url, redacted.report.title, redacted.report.outlet.as_deref()),
        (None, None, Some("A"))
    );
    assert!(redacted.sketch.terms.is_empty() && redacted.report.other.is_empty());
    assert!(shared.linking().unwrap().is_current());
    assert_eq!(shared.captures("x-000001").unwrap(), []);
    drop(shared);
    assert_eq!(bench.rasid(&["verify", "s.rasid"]).code, Some(0), "{}", bench.rasid(&["verify", "s.rasid"]).out);
    assert_eq!(bench.rasid(&["redact", "t.rasid", "-o", "s.rasid"]).code, Some(3), "what is there is not replaced");
    assert_eq!(bench.rasid(&["redact", "none.rasid", "-o", "n.rasid"]).code, Some(3));
}

#[test]
fn a_shelter_in_a_redacted_record_is_told_by_its_province_and_no_closer() {
    let bench = Workbench::new("redact-places");
    let text = "قتل ثلاثة مدنيين في قصف على مخيم اليرموك يوم الجمعة. وقتل مدني في قصف على مخيم عين الحلوة يوم السبت.";
    bench.file("n.jsonl", format!("{{\"id\": \"1\", \"published\": \"2018-03-05\", \"text\": \"{text}\"}}\n"));
    assert_eq!(bench.rasid(&["add", "n.jsonl", "--record", "t.rasid"]).code, Some(0));
    assert_eq!(bench.rasid(&["redact", "t.rasid", "-o", "s.rasid"]).code, Some(0));
    let places = |name: &str, id: &str| {
        Store::open_existing(&bench.path().join(name)).unwrap().report(id).unwrap().unwrap().reading.places
    };
    let (before, after) = (places("t.rasid", "1"), places("s.rasid", "x-000001"));
    assert_eq!(before.iter().map(|place| place.id.as_str()).collect::<Vec<_>>(), ["yarmouk-camp", "ain-al-hilweh"]);
    let told: Vec<_> =
        after.iter().map(|place| (place.id.as_str(), place.matched.as_str(), place.country.as_deref())).collect();
    assert_eq!(
        told,
        [("geonames:167541", "محافظة دمشق", Some("SYR")), ("geonames:279894", "محافظة لبنان الجنوبي", Some("LBN"))]
    );
    for (before, after) in before.iter().zip(&after) {
        assert_eq!((after.precision, after.reason), (Precision::Governorate, PlaceReason::Coarsened));
        assert_ne!((before.lat, before.lon), (after.lat, after.lon));
        assert!(after.at.text.chars().all(|c| c == '·' || c == ' '), "{}", after.at.text);
    }
    assert_eq!(bench.rasid(&["verify", "s.rasid"]).code, Some(0));
}

#[test]
fn a_bundle_is_checked_by_sha256sum_alone() {
    let bench = Workbench::new("evidence");
    drop(reviewed(&bench));
    let run = bench.rasid(&["evidence", "a", "--record", "t.rasid", "-o", "case"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let folder = bench.path().join("case");
    let check =
        || std::process::Command::new("sha256sum").args(["-c", "--strict", "SHA256SUMS"]).current_dir(&folder).output();
    let checked = check().expect("sha256sum is there");
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
    let files = fs::read_dir(&folder).unwrap().count();
    assert_eq!(String::from_utf8_lossy(&checked.stdout).lines().count(), files - 1, "every file but the sums");
    let received = fs::read(folder.join("received-1.json")).unwrap();
    assert_eq!(received, NEWS.lines().next().unwrap().as_bytes(), "the line as it was received");
    let words = fs::read_to_string(folder.join("words.tsv")).unwrap();
    let text: Vec<char> = fs::read_to_string(folder.join("text.txt")).unwrap().chars().collect();
    assert!(words.lines().count() > 5);
    for line in words.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let (start, end): (usize, usize) = (cells[1].parse().unwrap(), cells[2].parse().unwrap());
        assert_eq!(text[start..end].iter().collect::<String>().replace('\n', " "), cells[3]);
    }
    let decisions = fs::read_to_string(folder.join("decisions.jsonl")).unwrap();
    assert_eq!(decisions.lines().count(), 2);
    fs::write(folder.join("text.txt"), "other").unwrap();
    assert!(!check().unwrap().status.success(), "a changed file is seen");

    let run = bench.rasid(&["evidence", "a", "--record", "t.rasid", "-o", "case.zip"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(fs::read(bench.path().join("case.zip")).unwrap().starts_with(b"PK\x03\x04"));
    assert_eq!(bench.rasid(&["evidence", "none", "--record", "t.rasid"]).code, Some(1));
    bench.rasid(&["delete", "a", "--record", "t.rasid", "--reason", "asked for"]);
    let run = bench.rasid(&["evidence", "a", "--record", "t.rasid", "-o", "gone"]);
    assert_eq!(run.code, Some(1));
    assert!(run.err.starts_with("The report a was deleted on ") && run.err.contains("asked for"), "{}", run.err);
}
