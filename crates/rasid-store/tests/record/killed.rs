//! A program that is killed while it adds loses nothing that it was told is kept.

use crate::place::record;
use crate::reviews::{decide, on};
use crate::{add, sample, three};
use rasid_record::{Act, List, Reading};
use rasid_store::Store;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

const BATCH: usize = 15;
const ALL: usize = 20 * BATCH;
const VARIABLE: &str = "RASID_STORE_TEST_KILLED";

fn batch(first: usize) -> Vec<Reading> {
    (first..first + BATCH).map(|n| sample::large(n).0).collect()
}

/// Runs what works on the record at `path` until it has acknowledged `wanted` pieces, and kills it.
fn killed(what: &str, path: &Path, wanted: usize) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", what, "--ignored", "--nocapture"])
        .env(VARIABLE, path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let acknowledged = lines.map_while(Result::ok).filter(|line| line.contains("kept")).take(wanted).count();
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(acknowledged, wanted);
}

#[test]
fn nothing_acknowledged_is_lost_when_the_program_is_killed() {
    let path = record("killed");
    let acknowledged = 6;
    killed("killed::adds_until_killed", &path, acknowledged);
    let mut store = Store::open(&path).unwrap();
    let kept = store.overview().unwrap().reports;
    assert!(kept >= acknowledged * BATCH, "{kept} are kept");
    assert_eq!(kept % BATCH, 0, "no batch is kept in part");
    let mut again = 0;
    for first in (0..ALL).step_by(BATCH) {
        again += add(&mut store, &batch(first), "1").known;
    }
    assert_eq!(again, kept);
    assert_eq!(store.overview().unwrap().reports, ALL);
    for n in 0..ALL {
        let expected = sample::large(n).0;
        assert_eq!(store.report(&expected.report.id).unwrap().unwrap().reading, expected);
    }
}

/// Not a test: what the program does that the test above kills.
#[test]
#[ignore = "run by the test above"]
fn adds_until_killed() {
    let Some(path) = std::env::var_os(VARIABLE) else { return };
    let mut store = Store::open(Path::new(&path)).unwrap();
    for first in (0..ALL).step_by(BATCH) {
        add(&mut store, &batch(first), "1");
        println!("\nkept {first}");
    }
    // Whatever was not killed by now waits for it.
    std::thread::park();
}

#[test]
fn a_kill_during_a_decision_loses_at_most_the_one_that_was_not_acknowledged() {
    for wanted in [1, 7, 20] {
        let path = record(&format!("killed-decisions-{wanted}"));
        let mut store = Store::open(&path).unwrap();
        add(&mut store, &three(), "1");
        drop(store);
        killed("killed::decides_until_killed", &path, wanted);
        let store = Store::open(&path).unwrap();
        let found = store.verify().unwrap();
        assert_eq!(found.faults, [], "the ledger and what holds by it are whole");
        // What was decided between the last acknowledgement that was read and the kill was acknowledged too.
        assert!(found.decisions >= wanted as u64, "{} of {wanted} are there", found.decisions);
        let report = &three()[0].report.id;
        let known = store.review_at(report, List::Breaches, 0).unwrap().unwrap();
        assert_eq!(known.state.last, found.decisions, "the last decision is in force, whole");
    }
}

/// Not a test: what the program does that the test above kills.
#[test]
#[ignore = "run by the test above"]
fn decides_until_killed() {
    let Some(path) = std::env::var_os(VARIABLE) else { return };
    let mut store = Store::open(Path::new(&path)).unwrap();
    let report = three()[0].report.id.clone();
    for n in 0..10_000 {
        let act = if n % 2 == 0 { Act::Accept } else { Act::Reject };
        let review = on(&store, &report, List::Breaches, 0, "salma", act);
        decide(&mut store, &review);
        println!("\nkept {n}");
    }
}
