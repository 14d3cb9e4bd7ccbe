//! The bundle of a report holds every decision that says something of it, and none that says nothing.

use crate::place::record;
use crate::reviews::decide;
use crate::three;
use rasid_record::{Act, List, Review};
use rasid_store::{Entry, Stamp, Store};

/// The numbers of the decisions in the bundle of a report.
fn decisions(store: &Store, id: &str, with_blind: bool) -> Vec<u64> {
    let files = store.evidence(id, with_blind).unwrap().unwrap();
    let (_, lines) = files.into_iter().find(|(name, _)| name == "decisions.jsonl").unwrap();
    let lines = String::from_utf8(lines).unwrap();
    lines
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["seq"].as_u64().unwrap())
        .collect()
}

#[test]
fn the_bundle_of_a_report_holds_who_somebody_else_is_in_it() {
    let mut store = Store::open(&record("evidence-split")).unwrap();
    let readings = three();
    let entries: Vec<Entry<'_>> = readings.iter().map(|reading| Entry::of(reading, "w")).collect();
    store.add_batch(&entries, &Stamp { rules_version: "1", at: "2018-03-01T00:00:00Z" }).unwrap();
    let (id, other) = (&readings[0].report.id, &readings[1].report.id);
    let split = |place: String| {
        let (id, other) = ("syrian_government".to_owned(), "syrian_opposition".to_owned());
        Review::new("salma", Act::Split { id, other, place })
    };
    decide(&mut store, &split(format!("report:{id}")));
    decide(&mut store, &split(format!("report:{other}")));
    decide(&mut store, &split(format!("outlet:{id}")));
    let mut whole = Review::new("salma", Act::Complete { lists: vec![List::Breaches] });
    whole.report = Some(id.clone());
    decide(&mut store, &whole);
    assert_eq!(decisions(&store, id, true), [1, 4]);
    assert_eq!(decisions(&store, id, false), [1, 4]);
    assert_eq!(decisions(&store, other, true), [2]);
}
