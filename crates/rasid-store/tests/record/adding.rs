//! Adding, adding again, reading again by other rules.

use crate::place::{Tool, is_served, record};
use crate::{add, filled, sample, three};
use rasid_record::{List, Phase, Reading};
use rasid_store::{Entry, ErrorKind, Page, Stamp, Store, Written};

fn dump(path: &std::path::Path, table: &str) -> Vec<String> {
    Tool::at(path).dump(table)
}

const DERIVED: [&str; 14] = [
    "times",
    "figures",
    "statements",
    "events",
    "commitments",
    "arrangements",
    "breaches",
    "naming",
    "mentions",
    "report_tallies",
    "list_counts",
    "actor_counts",
    "actor_names",
    "naming_counts",
];

#[test]
fn a_report_comes_back_as_it_was_added() {
    let readings = three();
    let store = filled("whole", &readings);
    for reading in &readings {
        let kept = store.report(&reading.report.id).unwrap().unwrap();
        assert_eq!(&kept.reading, reading);
        assert_eq!((kept.added_at.as_str(), kept.rules_version.as_str()), ("2018-03-01T00:00:00Z", "1"));
    }
    let (large, _) = sample::large(1);
    let store = filled("large", std::slice::from_ref(&large));
    assert_eq!(store.report(&large.report.id).unwrap().unwrap().reading, large);
    assert_eq!(store.report("nothing").unwrap(), None);
}

#[test]
fn a_report_that_was_written_beside_the_record_is_kept_as_if_it_had_been_written_in_it() {
    let readings = three();
    let whole = filled("written-in", &readings);
    let mut store = Store::open(&record("written-beside")).unwrap();
    for reading in readings {
        let written = Written::of(&reading);
        assert!(written.is_some());
        // The sketch is in what is written.
        let reading = Reading { sketch: Default::default(), ..reading };
        let entry = Entry { written: written.as_ref(), ..Entry::of(&reading, "هدن تمدد") };
        store.add_batch(&[entry], &Stamp { rules_version: "1", at: "2018-03-01T00:00:00Z" }).unwrap();
    }
    for table in DERIVED.iter().chain(&["reports", "readings", "review_queue"]) {
        assert_eq!(dump(store.path(), table), dump(whole.path(), table), "{table}");
    }
}

#[test]
fn readings_are_handed_out_some_at_a_time_as_they_are_all_at_once() {
    let readings = three();
    let store = filled("pieces", &readings);
    let (mut all, mut pieces, mut last) = (Vec::new(), Vec::new(), 0);
    store.readings(|reading| all.push(reading)).unwrap();
    while let Some(no) = store.readings_after(last, 2, |reading| pieces.push(reading)).unwrap() {
        assert!(no > last && pieces.len() <= no);
        last = no;
    }
    assert_eq!((pieces.len(), last), (3, 3));
    assert_eq!(pieces, all);
}

#[test]
fn adding_again_changes_nothing() {
    let readings = three();
    let mut store = filled("again", &readings);
    let before: Vec<_> = DERIVED.iter().map(|table| dump(store.path(), table)).collect();
    let added = add(&mut store, &readings, "1");
    assert_eq!((added.new, added.known, added.reread), (0, 3, 0));
    assert!(added.clashes.is_empty());
    assert_eq!(before, DERIVED.map(|table| dump(store.path(), table)));
}

#[test]
fn the_same_report_twice_in_one_batch_is_one_report() {
    let reading = sample::talks("A", "2018-02-26");
    let mut store = Store::open(&record("twice")).unwrap();
    let added = add(&mut store, &[reading.clone(), reading], "1");
    assert_eq!((added.new, added.known), (1, 1));
}

#[test]
fn one_text_in_two_outlets_is_kept_once_and_is_two_reports() {
    let store = filled("wire", &three());
    assert_eq!(dump(store.path(), "texts").len(), 1);
    assert_eq!(dump(store.path(), "reports").len(), 3);
}

#[test]
fn after_other_rules_everything_is_as_if_the_old_ones_had_never_been() {
    let old: Vec<_> = (0..12).map(|n| sample::large(n).0).collect();
    let new: Vec<_> = old
        .iter()
        .enumerate()
        .map(|(n, reading)| {
            let mut other = sample::large(n + 100).0;
            other.report = reading.report.clone();
            other
        })
        .collect();
    let mut twice = filled("reread", &old);
    let added = add(&mut twice, &new, "2");
    assert_eq!((added.new, added.known, added.reread), (0, 0, 12));
    let once = Store::open(&record("once")).map(|mut store| {
        add(&mut store, &new, "2");
        store
    });
    let once = once.unwrap();
    for table in DERIVED {
        assert_eq!(dump(twice.path(), table), dump(once.path(), table), "{table}");
    }
    assert_eq!(twice.rules_version_of(&new[0].report.id).unwrap().as_deref(), Some("2"));
    assert_eq!(twice.search("هدن", Page::default()).unwrap().total, 12);
}

#[test]
fn another_report_under_a_kept_identifier_is_named_and_not_added() {
    let mut first = sample::talks("A", "2018-02-26");
    first.report.id = "x".into();
    let mut second = sample::talks("B", "2018-02-26");
    second.report.id = "x".into();
    let mut store = filled("clash", std::slice::from_ref(&first));
    let added = add(&mut store, &[second], "2");
    assert_eq!(added.clashes, ["x"]);
    assert_eq!(store.report("x").unwrap().unwrap().reading, first);
}

#[test]
fn a_reading_whose_text_is_not_that_of_its_identifier_is_refused_with_its_name() {
    let mut wrong = sample::talks("A", "2018-02-26");
    wrong.report.text.push('!');
    let mut store = Store::open(&record("wrong")).unwrap();
    let entry = Entry::of(&wrong, "");
    let error = store.add_batch(&[entry], &Stamp { rules_version: "1", at: "2018-03-01T00:00:00Z" }).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Invalid);
    assert!(error.to_string().contains(&wrong.report.id), "{error}");
    assert_eq!(store.overview().unwrap().reports, 0);
}

#[test]
fn texts_and_reports_refuse_every_change_by_any_tool() {
    let store = filled("insert-only", &three());
    let mut tool = Tool::at(store.path());
    let replacing = match is_served() {
        false => [
            "INSERT OR REPLACE INTO texts SELECT text_id, 'x' FROM texts",
            "INSERT OR REPLACE INTO reports SELECT id, no, text_id, 'x', url, title, published, basis, lang, other, added_at FROM reports",
        ],
        true => {
            ["TRUNCATE texts", "INSERT INTO texts SELECT * FROM texts ON CONFLICT (text_id) DO UPDATE SET text = 'x'"]
        }
    };
    for change in replacing.into_iter().chain([
        "UPDATE texts SET text = 'x'",
        "DELETE FROM texts",
        "UPDATE reports SET outlet = 'x'",
        "DELETE FROM reports",
    ]) {
        let error = tool.run(change).unwrap_err();
        assert!(error.contains("are never"), "{change}: {error}");
    }
}

#[test]
fn people_can_query_the_tables_and_views() {
    let store = filled("views", &three());
    let mut tool = Tool::at(store.path());
    assert_eq!(tool.count("SELECT COUNT(*) FROM arrangements_full WHERE outlet = 'A' AND phase = 'extended'"), 2);
    assert_eq!(tool.count("SELECT COUNT(*) FROM statements_full WHERE content IS NOT NULL AND speaker_id = 'RUS'"), 6);
    assert_eq!(tool.count("SELECT COUNT(*) FROM commitments WHERE until_value = '2018-03-02'"), 3);
    assert_eq!(tool.count("SELECT COUNT(*) FROM mentions WHERE actor_id LIKE 'anon:%'"), 0);
    let claimant = tool.column("SELECT claimant FROM breaches_full LIMIT 1");
    assert_eq!(claimant, ["موسكو"], "the name stands in an earlier statement by the same speaker");
    let views = tool.column(match is_served() {
        false => "SELECT name FROM sqlite_schema WHERE type = 'view'",
        true => "SELECT viewname FROM pg_views WHERE schemaname = current_schema()",
    });
    assert_eq!(views.len(), List::ALL.len() + 3);
    for view in views {
        assert!(tool.run(&format!("SELECT * FROM {view}")).is_ok(), "{view}");
    }
    let shown = tool.column(match is_served() {
        false => "SELECT sql FROM sqlite_schema WHERE name = 'arrangements'",
        true => {
            "SELECT string_agg(description, ' ') FROM pg_description WHERE objoid = CAST('arrangements' AS regclass)"
        }
    });
    for phase in Phase::ALL {
        assert!(shown[0].contains(phase.as_str()), "the comment names {phase}");
    }
}
