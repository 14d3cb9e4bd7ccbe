//! The ledger: appended to, never changed, whole also after a deletion.

use crate::place::{Tool, is_served, record};
use rasid_store::{ErrorKind, Page, Store};

const AT: &str = "2018-03-01T00:00:00Z";

fn ledger(name: &str) -> Store {
    let mut store = Store::open(&record(name)).unwrap();
    for n in 1..=4_u8 {
        let payload = format!(r#"{{"verdict": "right", "note": "a very particular remark {n}"}}"#);
        store.decide(&payload, &[n; 16], AT).unwrap();
    }
    store
}

#[test]
fn decisions_form_a_chain() {
    let store = ledger("chain");
    let decisions = store.decisions(Page::default()).unwrap();
    assert_eq!(decisions.total, 4);
    assert_eq!(decisions.rows.iter().map(|d| d.seq).collect::<Vec<_>>(), [4, 3, 2, 1]);
    for pair in decisions.rows.windows(2) {
        assert_eq!(pair[0].prev, pair[1].hash);
    }
    let check = store.verify_ledger().unwrap();
    assert_eq!((check.decisions, check.deleted, check.fault), (4, 0, None));
    assert_eq!(check.head, Some(decisions.rows[0].hash.clone()));
}

#[test]
fn a_deleted_payload_is_gone_from_the_file_and_the_chain_stays_whole() {
    let mut store = ledger("deleted");
    assert!(store.delete_payload(2).unwrap());
    assert!(!store.delete_payload(2).unwrap());
    let check = store.verify_ledger().unwrap();
    assert_eq!((check.decisions, check.deleted, check.fault), (4, 1, None));
    assert_eq!(store.decisions(Page::numbered(2, 1)).unwrap().rows[0].payload, None);
    let path = store.path().to_path_buf();
    drop(store);
    if is_served() {
        assert_eq!(Tool::at(&path).count("SELECT COUNT(*) FROM decision_payloads"), 3);
        return;
    }
    let bytes = std::fs::read(path).unwrap();
    let holds = |words: &str| bytes.windows(words.len()).any(|w| w == words.as_bytes());
    assert!(holds("particular remark 1") && !holds("particular remark 2"));
}

#[test]
fn the_ledger_refuses_every_change_by_any_tool() {
    let store = ledger("refuses");
    let mut tool = Tool::at(store.path());
    let replacing = match is_served() {
        false => [
            "INSERT OR REPLACE INTO decisions SELECT seq, prev, payload_hash, hash, 'x' FROM decisions",
            "INSERT OR REPLACE INTO decision_payloads SELECT seq, salt, 'x' FROM decision_payloads",
        ],
        true => [
            "TRUNCATE decisions",
            "INSERT INTO decision_payloads SELECT * FROM decision_payloads ON CONFLICT (seq) DO UPDATE SET payload = 'x'",
        ],
    };
    for change in replacing.into_iter().chain([
        "UPDATE decisions SET made_at = 'x'",
        "DELETE FROM decisions WHERE seq = 4",
        "UPDATE decision_payloads SET payload = 'x'",
    ]) {
        assert!(tool.run(change).is_err(), "{change}");
    }
}

/// What the check says after somebody took the triggers away and did `harm`.
fn after(name: &str, harm: &str) -> (u64, String) {
    let store = ledger(name);
    Tool::unguarded(store.path()).run(harm).unwrap();
    let fault = store.verify_ledger().unwrap().fault.expect("the harm is found");
    (fault.seq, fault.what)
}

#[test]
fn every_kind_of_tampering_is_found_where_it_is() {
    let changed = after("t1", "UPDATE decisions SET made_at = '2019-01-01T00:00:00Z' WHERE seq = 2");
    assert_eq!(changed, (2, "it was changed after it was made".into()));
    let said = after("t2", "UPDATE decision_payloads SET payload = '{}' WHERE seq = 3");
    assert_eq!(said, (3, "what it says was changed after it was made".into()));
    assert_eq!(after("t3", "DELETE FROM decisions WHERE seq = 2"), (3, "decision 2 is missing".into()));
    let rehung = after("t4", "UPDATE decisions SET prev = 'x' WHERE seq = 4");
    assert_eq!(rehung, (4, "it does not follow the decision before it".into()));
    let (seq, _) = after("t5", "DELETE FROM decisions WHERE seq = 4");
    assert_eq!(seq, 4, "the payload without a decision shows that the end was cut off");
}

#[test]
fn a_decision_without_salt_or_json_is_refused() {
    let mut store = ledger("invalid");
    assert_eq!(store.decide("{}", &[1; 8], AT).unwrap_err().kind(), ErrorKind::Invalid);
    assert_eq!(store.decide("not json", &[1; 16], AT).unwrap_err().kind(), ErrorKind::Invalid);
    assert_eq!(store.verify_ledger().unwrap().decisions, 4);
}
