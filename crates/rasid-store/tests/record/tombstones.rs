//! A duty to delete: everything that a report said goes, a tombstone stays, and the chain of the ledger is whole.

use crate::place::{self, Tool, is_served};
use crate::reviews::{AT, decide, on};
use crate::sample;
use rasid_record::{Act, Capture, Link, List, Reading, Review};
use rasid_store::{Burial, Entry, ErrorKind, Lines, LinkStamp, Packed, Page, Stamp, Store, Watch, WatchKind};
use std::path::Path;

const LATER: &str = "2018-03-05T00:00:00Z";

fn burial<'a>() -> Burial<'a> {
    Burial { who: "huda", at: LATER, why: "The publisher asked for it.", salt: &[5; 16] }
}

/// A reading whose text holds a word that nothing else holds.
fn reading(outlet: &str, word: &str) -> Reading {
    let mut reading = sample::talks(outlet, "2018-02-26");
    let report = rasid_record::Report {
        id: String::new(),
        text: format!("{} {word}", reading.report.text),
        ..reading.report.clone()
    };
    reading.report = report.complete();
    reading
}

fn keep(store: &mut Store, readings: &[Reading]) -> rasid_store::Added {
    let packed: Vec<Packed> = readings
        .iter()
        .map(|reading| {
            let line = format!("{{\"text\": \"{}\"}}", reading.report.text.replace('\n', "\\n"));
            Packed::of(&Capture::new(line.into_bytes(), "talks.jsonl", "json/1"), &reading.report.text)
        })
        .collect();
    let terms: Vec<String> = readings.iter().map(|reading| reading.report.text.clone()).collect();
    let entries: Vec<Entry<'_>> = readings
        .iter()
        .zip(&terms)
        .zip(&packed)
        .map(|((reading, terms), packed)| Entry::of(reading, terms).from(packed))
        .collect();
    store.add_batch(&entries, &Stamp { rules_version: "1", at: "2018-03-01T00:00:00Z" }).unwrap()
}

/// Whether any file of the record, or any row of it on a server, holds these bytes.
fn holds(path: &Path, words: &str) -> bool {
    if is_served() {
        let mut tool = Tool::at(path);
        let tables = tool.column("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()");
        return tables.iter().any(|table| tool.dump(table).iter().any(|row| row.contains(words)));
    }
    ["", "-wal"].iter().any(|suffix| {
        let file = format!("{}{suffix}", path.display());
        let bytes = std::fs::read(file).unwrap_or_default();
        bytes.windows(words.len()).any(|window| window == words.as_bytes())
    })
}

/// How many tombstones there are.
fn tombstones(store: &Store) -> i64 {
    Tool::at(store.path()).count("SELECT COUNT(*) FROM tombstones")
}

/// A record of two reports, of which the first was reviewed, commented on, attached to a clause, linked and watched.
fn record(name: &str) -> (Store, Vec<Reading>) {
    let mut store = Store::open(&place::record(name)).unwrap();
    let readings = vec![reading("A", "كلمةفريدةأولى"), reading("B", "كلمةفريدةثانية")];
    keep(&mut store, &readings);
    let id = &readings[0].report.id;
    let comment = on(&store, id, List::Breaches, 0, "salma", Act::Comment { text: "ملاحظةسرية".into() });
    decide(&mut store, &comment);
    let other = on(&store, &readings[1].report.id, List::Breaches, 0, "salma", Act::Accept);
    decide(&mut store, &other);
    let mut whole = Review::new("salma", Act::Complete { lists: vec![List::Breaches] });
    whole.reason = Some("وسمسري".into());
    whole.report = Some(id.clone());
    decide(&mut store, &whole);
    store.watch("salma", &Watch { kind: WatchKind::Arrangement, id: id.clone(), idx: 0 }, AT).unwrap();
    let changes = store.readings(|_| ()).unwrap();
    let links = readings.iter().map(|r| Link {
        id: r.report.id.clone(),
        copy_of: None,
        event: r.report.id.clone(),
        story: "s1".into(),
    });
    let links: Vec<Link> = links.collect();
    let lines = Lines { reports: &links, ..Lines::default() };
    store.keep_links(&lines, &LinkStamp { version: "1", at: AT, changes }).unwrap();
    (store, readings)
}

#[test]
fn nothing_that_a_deleted_report_said_is_left_in_the_file_and_the_chain_is_whole() {
    let (mut store, readings) = record("deleted");
    let path = store.path().to_path_buf();
    let words = ["كلمةفريدةأولى", "ملاحظةسرية", "وسمسري"];
    assert!(words.iter().all(|word| holds(&path, word)), "else the test shows nothing");
    let report = &readings[0].report;
    let done = store.delete_report(&report.id, &burial()).unwrap().unwrap();
    assert_eq!(done.same_text, [""; 0]);
    let tombstone = store.tombstone(&report.id).unwrap().unwrap();
    assert_eq!(tombstone, done.tombstone);
    assert_eq!((&*tombstone.who, &*tombstone.made_at, &tombstone.text_id), ("huda", LATER, &report.text_id));
    let names: Vec<&str> = tombstone.buried.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["captures", "decision_payloads", "decision_payloads"]);
    assert!(tombstone.buried[0].sha256.as_ref().is_some_and(|hash| hash.len() == 64));
    assert_eq!(tombstones(&store), 1);

    for word in words {
        assert!(!holds(&path, word), "{word}");
    }
    assert!(holds(&path, "كلمةفريدةثانية"), "the other report is untouched");
    assert_eq!(store.report(&report.id).unwrap(), None);
    assert_eq!(store.search("كلمةفريدةأولى", Page::default()).unwrap().total, 0);
    assert_eq!(store.search("كلمةفريدةثانية", Page::default()).unwrap().total, 1);
    assert_eq!(store.overview().unwrap().reports, 1);
    assert_eq!(store.watches("salma").unwrap(), []);
    assert!(!store.linking().unwrap().is_current());
    let check = store.verify_ledger().unwrap();
    assert_eq!((check.decisions, check.deleted, check.fault), (4, 2, None));
    let found = store.verify().unwrap();
    assert_eq!(found.faults, []);
    assert_eq!(found.tombstones, 1);
}

#[test]
fn a_deleted_report_does_not_come_back_unless_somebody_asks_for_it() {
    let (mut store, readings) = record("deleted-again");
    let report = &readings[0].report;
    store.delete_report(&report.id, &burial()).unwrap();
    let added = keep(&mut store, &readings);
    assert_eq!((added.new, added.known, added.buried), (0, 1, vec![report.id.clone()]));
    // The same text under another identifier is the same text.
    let mut other = readings[0].clone();
    other.report.id = "other".into();
    assert_eq!(keep(&mut store, &[other]).buried, ["other"]);
    let entry = Entry::of(&readings[0], "w").even_deleted(true);
    let later = Stamp { rules_version: "1", at: "2018-03-06T00:00:00Z" };
    assert_eq!(store.add_batch(&[entry], &later).unwrap().new, 1);
    assert!(store.report(&report.id).unwrap().is_some());
    assert!(store.tombstone(&report.id).unwrap().is_some(), "that it was deleted before stays known");
    assert_eq!(store.verify().unwrap().faults, []);
    let again = Burial { at: "2018-03-07T00:00:00Z", ..burial() };
    assert!(store.delete_report(&report.id, &again).unwrap().is_some());
    assert_eq!(tombstones(&store), 2);
    assert_eq!(store.verify().unwrap().faults, []);
}

#[test]
fn of_one_batch_what_was_deleted_is_left_out_and_nothing_else() {
    let mut store = Store::open(&place::record("deleted-batch")).unwrap();
    let readings = [reading("A", "أولى"), reading("B", "ثانية"), sample::talks("C", "2018-02-26")];
    // The text of the third stays with a fourth.
    let named = |from: &Reading, id: &str| {
        let mut other = from.clone();
        other.report.id = id.into();
        other
    };
    keep(&mut store, &readings);
    keep(&mut store, &[named(&readings[2], "fourth")]);
    for gone in [&readings[0], &readings[2]] {
        store.delete_report(&gone.report.id, &burial()).unwrap().unwrap();
    }
    let batch = [
        readings[0].clone(),
        named(&readings[0], "text-gone"),
        readings[1].clone(),
        readings[2].clone(),
        named(&readings[2], "text-there"),
        reading("D", "خامسة"),
    ];
    let added = keep(&mut store, &batch);
    assert_eq!(added.buried, [&*readings[0].report.id, "text-gone", &*readings[2].report.id]);
    assert_eq!((added.new, added.known, added.clashes), (2, 1, Vec::new()));
}

#[test]
fn a_text_that_another_report_has_stays_with_it() {
    let mut store = Store::open(&place::record("deleted-shared")).unwrap();
    let readings = [sample::talks("A", "2018-02-26"), sample::talks("B", "2018-02-27")];
    keep(&mut store, &readings);
    let accepted = on(&store, &readings[0].report.id, List::Breaches, 0, "salma", Act::Accept);
    decide(&mut store, &accepted);
    let done = store.delete_report(&readings[0].report.id, &burial()).unwrap().unwrap();
    assert_eq!(done.same_text, [readings[1].report.id.clone()]);
    let kept = store.report(&readings[1].report.id).unwrap().unwrap();
    assert_eq!(kept.reading, readings[1]);
    let captured = store.captures(&readings[1].report.id).unwrap();
    assert!(store.captured_bytes(&captured[0]).is_ok(), "bytes that it shares stay too");
    assert_eq!(store.verify_ledger().unwrap().deleted, 0, "what was decided on the words holds of the other report");
    assert_eq!(store.verify().unwrap().faults, []);
}

#[test]
fn nothing_is_deleted_without_a_tombstone_and_no_tombstone_is_changed() {
    let (mut store, readings) = record("deleted-only-so");
    store.delete_report(&readings[0].report.id, &burial()).unwrap();
    let mut tool = Tool::at(store.path());
    let replacing = match is_served() {
        false => [
            "INSERT OR REPLACE INTO tombstones SELECT * FROM tombstones",
            "INSERT OR REPLACE INTO buried SELECT * FROM buried",
        ],
        true => ["TRUNCATE tombstones", "TRUNCATE buried"],
    };
    for sql in replacing.into_iter().chain([
        "DELETE FROM reports",
        "DELETE FROM texts",
        "DELETE FROM captures",
        "DELETE FROM captured",
        "UPDATE tombstones SET why = ''",
        "DELETE FROM tombstones",
        "UPDATE buried SET key = 9",
        "DELETE FROM buried",
        "DELETE FROM decision_payloads WHERE seq = 4",
    ]) {
        let error = tool.run(sql).expect_err(sql);
        assert!(error.contains("are never") || error.contains("is never"), "{sql}: {error}");
    }
}

#[test]
fn a_deletion_needs_a_reason_and_a_report() {
    let (mut store, readings) = record("deleted-why");
    let error = store.delete_report(&readings[0].report.id, &Burial { why: " ", ..burial() }).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Invalid);
    assert_eq!(store.delete_report("nothing", &burial()).unwrap(), None);
    assert_eq!(store.verify().unwrap().faults, []);
}
