//! A program that is killed while it adds loses nothing that it was told is kept.

use crate::{add, sample, scratch};
use rasid_record::Reading;
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

#[test]
fn nothing_acknowledged_is_lost_when_the_program_is_killed() {
    let path = scratch("killed").join("r.rasid");
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "killed::adds_until_killed", "--ignored", "--nocapture"])
        .env(VARIABLE, &path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let acknowledged = lines.map_while(Result::ok).filter(|line| line.contains("kept")).take(6).count();
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(acknowledged, 6);
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
