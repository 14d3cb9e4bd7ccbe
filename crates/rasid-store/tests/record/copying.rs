//! A copy holds everything that the record holds, whichever of the two lies in a file and whichever on a server.

use crate::place::{Tool, is_served, record};
use crate::reviews::{decide, on};
use crate::{add, filled, sample, scratch, three};
use rasid_record::{Act, Capture, List, Reading};
use rasid_store::{Entry, ErrorKind, Export, Facts, Format, Packed, Page, Stamp, Store, Watch, WatchKind};
use std::path::{Path, PathBuf};

/// A record that has something in nearly every table.
fn various(path: &Path) -> Store {
    let mut store = Store::open(path).unwrap();
    let mut readings = three();
    readings.extend((0..20).map(|n| sample::large(n).0));
    // A text that holds what PostgreSQL's texts cannot.
    let mut odd = Reading::empty(rasid_record::Report::default());
    odd.report.text = "nothing\0 and \u{10ffff} \u{10fffe}".into();
    odd.report.outlet = Some("\u{10ffff}\0".into());
    odd.report = odd.report.complete();
    readings.push(odd);
    let packed: Vec<Packed> = readings
        .iter()
        .map(|r| {
            Packed::of(&Capture::new(format!("<p>{}</p>\0", r.report.text).into_bytes(), "a", "html/1"), &r.report.text)
        })
        .collect();
    let entries: Vec<Entry<'_>> =
        readings.iter().zip(&packed).map(|(r, packed)| Entry::of(r, &r.report.text).from(packed)).collect();
    store.add_batch(&entries, &Stamp { rules_version: "1", at: "2018-03-01T00:00:00Z" }).unwrap();
    let report = readings[0].report.id.clone();
    for (list, act) in [(List::Breaches, Act::Accept), (List::Arrangements, Act::Reject), (List::Breaches, Act::Reject)]
    {
        let review = on(&store, &report, list, 0, "salma", act);
        decide(&mut store, &review);
    }
    store.delete_payload(2).unwrap();
    store.watch("salma", &Watch { kind: WatchKind::Party, id: "RUS".into(), idx: 0 }, "2018-03-02T00:00:00Z").unwrap();
    let ids: Vec<String> = readings.iter().map(|reading| reading.report.id.clone()).collect();
    crate::links::made(&ids).keep(&mut store, "1");
    store
}

/// All rows of all tables, by name.
fn everything(path: &Path) -> Vec<(String, Vec<String>)> {
    let mut tool = Tool::at(path);
    let tables = match &tool {
        Tool::File(_) => {
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'search%'"
        }
        Tool::Server(_) => {
            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename <> 'search'"
        }
    };
    let mut tables = tool.column(tables);
    tables.sort();
    tables.into_iter().map(|table| (table.clone(), tool.dump(&table))).collect()
}

/// Every export of a record, file by file.
fn exports(store: &Store, name: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = scratch(name);
    for &format in Format::ALL {
        let wanted = Export { format, with_text: true, decided: false, since: None, facts: &Facts::default() };
        rasid_store::export(store, &wanted, &folder.join(format.as_str())).unwrap();
    }
    let mut files = Vec::new();
    let mut folders = vec![folder.clone()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push((path.strip_prefix(&folder).unwrap().to_owned(), std::fs::read(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

#[test]
fn a_copy_there_and_back_loses_nothing() {
    let first = scratch("copy-first").join("r.rasid");
    let (there, back) = (record("copy-there"), scratch("copy-back").join("r.rasid"));
    let store = various(&first);
    let head = store.verify_ledger().unwrap().head;
    let mut told = Vec::new();
    let copied = store.copy(&there, |table| told.push(table.to_owned())).unwrap();
    assert_eq!((copied.head.clone(), copied.indexed), (head.clone(), 24));
    assert!(told.contains(&"readings".to_owned()), "{told:?}");
    let other = Store::open_existing(&there).unwrap();
    assert_eq!(other.copy(&back, |_| ()).unwrap(), copied);
    let last = Store::open_existing(&back).unwrap();
    let before = everything(&first);
    assert!(before.iter().filter(|(_, rows)| !rows.is_empty()).count() > 30, "{:?}", copied.tables);
    for path in [&there, &back] {
        for ((table, mine), (other, theirs)) in before.iter().zip(everything(path)) {
            assert_eq!(*table, other);
            let differing: Vec<_> = mine.iter().zip(&theirs).filter(|(a, b)| a != b).take(1).collect();
            assert!(*mine == theirs, "{table} at {}: {differing:?}", path.display());
        }
    }
    let faults = store.verify().unwrap().faults;
    let exported = exports(&store, "copy-exports-first");
    assert!(exported.len() > 15);
    for (n, store) in [&other, &last].into_iter().enumerate() {
        let found = store.verify().unwrap();
        assert_eq!((found.faults, found.head), (faults.clone(), head.clone()));
        for (mine, theirs) in exported.iter().zip(exports(store, &format!("copy-exports-{n}"))) {
            assert!(*mine == theirs, "the export {} is the same to the byte", mine.0.display());
        }
        for terms in ["هدن", "كلمةا", "nothing", "كلمةاب كلمةا", "and"] {
            let page = Page { limit: 100, offset: 0 };
            let mine = hits(&Store::open_existing(&first).unwrap(), terms, page);
            assert_eq!(mine, hits(store, terms, page), "{terms} finds the same in the same order");
        }
    }
    drop(store);
}

/// What a search finds: identifiers, and scores to six digits.
fn hits(store: &Store, terms: &str, page: Page) -> Vec<String> {
    let rows = store.search(terms, page).unwrap().rows;
    rows.into_iter().map(|hit| format!("{} {:.6}", hit.report.id, hit.score)).collect()
}

#[test]
fn a_copy_goes_on_like_the_record() {
    let store = filled("copy-on", &three());
    let target = scratch("copy-on-target").join("r.rasid");
    store.copy(&target, |_| ()).unwrap();
    let mut copy = Store::open_existing(&target).unwrap();
    assert_eq!(add(&mut copy, &three(), "1").known, 3);
    let more = [sample::talks("Z", "2018-04-01")];
    assert_eq!(add(&mut copy, &more, "1").new, 1);
    copy.decide("{}", &[1; 16], "2018-03-01T00:00:00Z").unwrap();
    assert_eq!(copy.verify().unwrap().faults, []);
    assert_eq!(copy.search("هدن", Page::default()).unwrap().total, 4);
}

#[test]
fn nothing_is_copied_over_what_is_there() {
    let store = filled("copy-over", &three());
    let folder = scratch("copy-over-target");
    let target = folder.join("r.rasid");
    std::fs::write(&target, "a letter").unwrap();
    let error = store.copy(&target, |_| ()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Exists, "{error}");
    assert_eq!(std::fs::read(&target).unwrap(), b"a letter");
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
    if is_served() {
        let error = store.copy(store.path(), |_| ()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Exists, "{error}");
        assert_eq!(store.overview().unwrap().reports, 3);
    }
}
