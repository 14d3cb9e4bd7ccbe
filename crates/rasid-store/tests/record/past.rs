//! The record as it stood: what was there by then is there as it was, and nothing else.

use crate::{filled, sample, scratch, three};
use rasid_record::{List, Reading};
use rasid_store::*;

fn late() -> Vec<Reading> {
    vec![sample::talks("C", "2018-03-05"), sample::talks("C", "2018-02-20")]
}

/// Three reports added on the first of March and two on the tenth, with a decision after each.
fn grown(name: &str) -> Store {
    let mut store = filled(name, &three());
    let decide = |store: &mut Store, at| store.decide("{\"n\":1}", &[7; 16], at).unwrap();
    decide(&mut store, "2018-03-02T10:00:00Z");
    let readings = late();
    let entries: Vec<Entry<'_>> = readings.iter().map(|reading| Entry::of(reading, "هدن وصل")).collect();
    store.add_batch(&entries, &Stamp { rules_version: "1", at: "2018-03-10T00:00:00Z" }).unwrap();
    decide(&mut store, "2018-03-10T10:00:00Z");
    store
}

fn past(store: &Store, cutoff: &str) -> (Store, PastSize) {
    // A past is a file, also that of a record on a server.
    let digest = blake3::hash(store.path().to_string_lossy().as_bytes()).to_hex();
    let target = scratch(&format!("past-{}-{}", &digest[..8], cutoff.replace(':', "-"))).join("then.rasid");
    let size = store.past(&Cutoff::parse(cutoff).unwrap(), &target).unwrap();
    (Store::open_existing(&target).unwrap(), size)
}

#[test]
fn a_past_is_the_record_that_it_was() {
    let store = grown("past-same");
    let (past, size) = past(&store, "2018-03-05");
    assert_eq!(size, PastSize { reports: 3, of: 5 });
    let then = filled("past-then", &three());
    assert_eq!(past.overview().unwrap(), then.overview().unwrap());
    for &list in List::ALL {
        let rows = |store: &Store| store.list(list, &ListFilter::default(), Page::default()).unwrap();
        assert_eq!(rows(&past), rows(&then), "{list}");
        assert!(rows(&past).total > 0, "{list}");
    }
    let everything = Page { limit: 100, offset: 0 };
    assert_eq!(past.actors(everything).unwrap(), then.actors(everything).unwrap());
    assert_eq!(past.search("هدن", everything).unwrap().total, 3);
    assert_eq!(past.search("وصل", everything).unwrap().total, 0);
    let check = past.verify_ledger().unwrap();
    assert_eq!((check.decisions, check.fault), (1, None));
    assert!(!past.linking().unwrap().is_current(), "its links are yet to be made");
}

#[test]
fn a_past_by_publication_holds_what_outlets_had_told() {
    let store = grown("past-published");
    let (before, size) = past(&store, "published:2018-02-27");
    assert_eq!((size.reports, before.overview().unwrap().reports), (3, 3));
    assert_eq!(before.overview().unwrap().last_day.as_deref(), Some("2018-02-27"));
    assert_eq!(past(&store, "published:2018-02-01").1, PastSize { reports: 0, of: 5 });
    assert_eq!(past(&store, "published:2019-01-01").1.reports, 5);
}

#[test]
fn a_moment_cuts_within_a_day() {
    let store = grown("past-moment");
    assert_eq!(past(&store, "2018-03-10T00:00:00Z").1.reports, 5);
    assert_eq!(past(&store, "2018-03-09T23:59:59Z").1.reports, 3);
    let nothing = past(&store, "2017-01-01").0;
    assert_eq!(nothing.overview().unwrap().reports, 0);
    assert_eq!(nothing.search("هدن", Page::default()).unwrap().total, 0);
}

#[test]
fn a_past_can_grow_no_more_than_any_record() {
    let store = grown("past-all");
    let (mut all, size) = past(&store, "2018-03-11");
    assert_eq!(size, PastSize { reports: 5, of: 5 });
    assert_eq!(all.overview().unwrap(), store.overview().unwrap());
    let added = all.add_batch(&[], &Stamp { rules_version: "1", at: "2018-03-12T00:00:00Z" }).unwrap();
    assert_eq!(added, Added::default());
    assert_eq!(all.verify_ledger().unwrap(), store.verify_ledger().unwrap());
}

#[test]
fn what_came_later_leaves_a_past_as_it_is_and_new_readings_do_not() {
    let mut store = grown("past-mark");
    let cutoff = Cutoff::parse("2018-03-05").unwrap();
    let (mark, growth) = (store.past_mark(&cutoff).unwrap(), store.growth().unwrap());
    store.decide("{}", &[7; 16], "2018-03-20T00:00:00Z").unwrap();
    crate::add(&mut store, &[sample::talks("D", "2018-02-26")], "1");
    assert!(store.growth().unwrap() > growth);
    // The tests' own clock adds on the first of March.
    assert_ne!(store.past_mark(&cutoff).unwrap(), mark);
    let mark = store.past_mark(&cutoff).unwrap();
    crate::add(&mut store, &three(), "2");
    assert_ne!(store.past_mark(&cutoff).unwrap(), mark);
}

#[test]
fn only_days_and_moments_are_times() {
    for good in ["2018-03-01", "published:2018-03-01", "2018-03-01T14:05:00Z"] {
        assert_eq!(Cutoff::parse(good).unwrap().text(), good);
    }
    for bad in [
        "",
        "2018",
        "2018-13-01",
        "2018-00-10",
        "2018-03-01T14:05",
        "published:2018-03-01T14:05:00Z",
        "2018-03-0x",
        "x",
    ] {
        assert_eq!(Cutoff::parse(bad), None, "{bad}");
    }
}

#[test]
fn a_past_is_never_put_over_another_file() {
    let store = grown("past-over");
    let target = scratch("past-over-other").join("there.rasid");
    std::fs::write(&target, "mine").unwrap();
    assert!(store.past(&Cutoff::parse("2018-03-05").unwrap(), &target).is_err());
    assert_eq!(std::fs::read(&target).unwrap(), b"mine");
}
