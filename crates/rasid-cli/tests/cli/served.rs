//! What a team does with a record from beginning to end, in a file and, where RASID_TEST_POSTGRES names a server
//! (`./check postgres`), on it.

use crate::workbench::Workbench;
use rasid_store::{Logins, Store};
use std::fs;
use std::path::Path;
use std::process::Command;

const NEWS: &str = concat!(
    r#"{"id": "kept", "outlet": "A", "published": "2018-03-01", "text": "أعلنت روسيا هدنة في حلب تستمر خمسة أيام."}"#,
    "\n",
    r#"{"id": "gone", "outlet": "B", "published": "2018-03-02", "text": "اتهمت الحكومة السورية المعارضة بخرق الهدنة في حلب."}"#,
    "\n",
);

/// Places for two records: the first in a file and the second too or, where there is a server, first the one there and
/// the other in a file, and then the other way round.
fn places(name: &str) -> Vec<[String; 2]> {
    let file = |which: &str| format!("{which}.rasid");
    let Some(server) = std::env::var("RASID_TEST_POSTGRES").ok().filter(|server| !server.is_empty()) else {
        return vec![[file("one"), file("two")]];
    };
    let schema = |which: &str| {
        let joint = if server.contains('?') { '&' } else { '?' };
        format!("{server}{joint}schema=cli_{name}_{which}_{}", std::process::id())
    };
    vec![[file("one"), file("two")], [schema("one"), file("three")], [file("four"), schema("two")]]
}

/// Whether the bundle in a folder is as its sums say.
fn is_whole(folder: &Path) -> bool {
    let sums = Command::new("sha256sum").args(["--check", "--quiet", "SHA256SUMS"]).current_dir(folder).status();
    sums.is_ok_and(|status| status.success())
}

#[test]
fn a_report_is_evidence_until_it_is_deleted_and_then_a_tombstone_also_in_a_copy() {
    let bench = Workbench::new("served-deleted");
    bench.file("n.jsonl", NEWS);
    for (n, [record, copy]) in places("deleted").iter().enumerate() {
        let run = |args: &[&str]| bench.rasid(args);
        let added = run(&["add", "n.jsonl", "--record", record]);
        assert_eq!(added.code, Some(0), "{record}: {}", added.err);
        let folder = format!("bundle-{n}");
        assert_eq!(run(&["evidence", "gone", "--record", record, "--out", &folder]).code, Some(0));
        assert!(is_whole(&bench.path().join(&folder)), "{record}");
        let received = fs::read_dir(bench.path().join(&folder)).unwrap();
        let received =
            received.map(|entry| entry.unwrap()).find(|e| e.file_name().to_string_lossy().starts_with("received-"));
        let line = fs::read_to_string(received.expect("the bytes as received").path()).unwrap();
        assert_eq!(line.trim_end(), NEWS.lines().nth(1).unwrap(), "{record}");

        let deleted = run(&["delete", "gone", "--record", record, "--reason", "a duty", "--by", "huda"]);
        assert_eq!(deleted.code, Some(0), "{record}: {}", deleted.err);
        let copied = run(&["copy", record, copy]);
        assert_eq!(copied.code, Some(0), "{record}: {}", copied.err);
        for place in [record, copy] {
            let verified = run(&["verify", place]);
            assert_eq!((verified.code, verified.out.as_str()), (Some(0), ""), "{place}: {}", verified.err);
            assert!(verified.err.contains("1 reports were deleted."), "{place}: {}", verified.err);
            let asked = run(&["evidence", "gone", "--record", place, "--out", "none"]);
            assert_eq!(asked.code, Some(1), "{place}");
            assert!(asked.err.contains("was deleted on") && asked.err.contains("by huda: a duty."), "{}", asked.err);
            assert!(!bench.path().join("none").exists());
            let again = run(&["add", "n.jsonl", "--record", place]);
            assert_eq!(again.code, Some(1), "{place}");
            assert!(again.err.contains("The report gone was not kept: it was deleted"), "{place}: {}", again.err);
            let kept = format!("kept-{n}-{}", place == copy);
            assert_eq!(run(&["evidence", "kept", "--record", place, "--out", &kept]).code, Some(0), "{place}");
            assert!(is_whole(&bench.path().join(kept)), "{place}");
        }
    }
}

#[test]
fn accounts_are_copied_only_when_it_is_asked_for_and_without_sessions() {
    let bench = Workbench::new("served-accounts");
    bench.file("n.jsonl", NEWS);
    for [record, copy] in places("accounts") {
        let at = |record: &str| if record.contains("://") { record.into() } else { bench.path().join(record) };
        assert_eq!(bench.rasid(&["add", "n.jsonl", "--record", &record]).code, Some(0));
        assert_eq!(bench.rasid(&["account", "add", "huda", "--role", "admin", "--record", &record]).code, Some(0));
        assert_eq!(bench.rasid(&["account", "add", "omar", "--role", "reader", "--record", &record]).code, Some(0));
        assert_eq!(bench.rasid(&["account", "remove", "omar", "--record", &record]).code, Some(0));
        let mut logins = Logins::open(&at(&record)).unwrap().unwrap();
        logins.begin("huda", "a hash", 100, 0).unwrap();

        let other = copy.replace("two", "alone").replace("three", "alone-3");
        let bare = bench.rasid(&["copy", &record, &other]);
        assert_eq!(bare.code, Some(0), "{}", bare.err);
        assert!(bare.err.contains("1 account not copied; --accounts copies"), "{}", bare.err);
        assert!(Logins::open(&at(&other)).unwrap().is_none(), "a copy for others carries no passwords along");

        let whole = bench.rasid(&["copy", &record, &copy, "--accounts"]);
        assert_eq!(whole.code, Some(0), "{}", whole.err);
        assert!(whole.err.contains("1 account copied; everybody must log in anew."), "{}", whole.err);
        let mut there = Logins::open(&at(&copy)).unwrap().unwrap();
        assert_eq!(there.list().unwrap(), logins.list().unwrap());
        assert_eq!(there.password("huda").unwrap(), logins.password("huda").unwrap());
        assert!(there.session("a hash").unwrap().is_none());
        let omar = rasid_store::Login { name: "omar".into(), ..there.list().unwrap()[0].clone() };
        assert!(!there.add(&omar, "phc").unwrap(), "a name that was removed stays taken");
        assert_eq!(bench.rasid(&["verify", &copy]).code, Some(0));
        assert_eq!(Store::open_existing(&at(&copy)).unwrap().overview().unwrap().reports, 2);
    }
}
