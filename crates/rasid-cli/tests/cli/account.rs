//! Who may log in, and what is said where nobody can.

use crate::workbench::Workbench;

#[test]
fn accounts_are_made_listed_changed_and_removed() {
    let bench = Workbench::new("account");
    bench.file("n.jsonl", "{\"id\": \"1\", \"text\": \"أعلنت الأمم المتحدة هدنة.\"}\n");
    assert_eq!(bench.rasid(&["add", "n.jsonl", "--record", "t.rasid"]).code, Some(0));
    let run = |args: &[&str]| bench.rasid(&[&["account"], args, &["--record", "t.rasid"]].concat());
    let none = run(&["list"]);
    assert_eq!((none.code, none.out.as_str()), (Some(0), ""));
    assert!(none.err.contains("rasid account add"), "{}", none.err);
    let added = run(&["add", "huda", "--role", "reviewer", "--pseudonym", "R1"]);
    assert_eq!((added.code, added.out.trim().len()), (Some(0), 20), "a password is printed once: {}", added.err);
    for args in [["add", "huda", "--role", "reader"], ["add", "R1", "--role", "reader"]] {
        let taken = run(&args);
        assert_eq!((taken.code, taken.out.as_str()), (Some(2), ""), "{args:?}");
        assert!(taken.err.contains("is taken"), "{}", taken.err);
    }
    assert_eq!(run(&["role", "huda", "editor"]).code, Some(0));
    assert_ne!(run(&["password", "huda"]).out, added.out);
    let list = run(&["list"]).out;
    assert!(list.starts_with("huda\teditor\tR1\t") && list.lines().count() == 1, "{list}");
    assert_eq!(run(&["remove", "huda"]).code, Some(0));
    assert_eq!((run(&["list"]).out.as_str(), run(&["role", "huda", "admin"]).code), ("", Some(2)));
    let strange = run(&["add", " ", "--role", "reader"]);
    assert_eq!(strange.code, Some(2));
}

#[test]
fn a_desk_for_others_needs_accounts_and_a_name() {
    let bench = Workbench::new("account-desk");
    bench.file("n.jsonl", "{\"id\": \"1\", \"text\": \"أعلنت الأمم المتحدة هدنة.\"}\n");
    assert_eq!(bench.rasid(&["add", "n.jsonl", "--record", "t.rasid"]).code, Some(0));
    let nameless = bench.rasid(&["desk", "--record", "t.rasid", "--listen", "0.0.0.0:0"]);
    assert_eq!((nameless.code, nameless.out.as_str()), (Some(2), ""));
    assert!(nameless.err.contains("--host"), "{}", nameless.err);
    for more in
        [&["--listen", "0.0.0.0:0", "--host", "desk.example.org"][..], &["--accounts"], &["--host", "desk.example.org"]]
    {
        let refused = bench.rasid(&[&["desk", "--record", "t.rasid"], more].concat());
        assert_eq!((refused.code, refused.out.as_str()), (Some(2), ""), "{more:?}");
        assert!(refused.err.contains("rasid account add NAME --role admin"), "{}", refused.err);
    }
}

#[test]
fn an_export_holds_what_was_there() {
    let bench = Workbench::new("export-past");
    let report = |id, day| {
        format!("{{\"id\": \"{id}\", \"published\": \"{day}\", \"text\": \"أعلنت الأمم المتحدة هدنة في حلب.\"}}\n")
    };
    bench.file("n.jsonl", report("1", "2018-03-01") + &report("2", "2018-03-05"));
    assert_eq!(bench.rasid(&["add", "n.jsonl", "--record", "t.rasid"]).code, Some(0));
    let export = |day: &str, out: &str| {
        bench.rasid(&["export", "--format", "jsonl", "--record", "t.rasid", "--out", out, "--as-of", day])
    };
    let run = export("published:2018-03-02", "a.jsonl");
    assert_eq!((run.code, run.err.as_str()), (Some(0), "a.jsonl: 1 report written.\n"));
    assert!(std::fs::read_to_string(bench.path().join("a.jsonl")).unwrap().contains("\"id\":\"1\""));
    assert_eq!(export("2018-03-02", "b.jsonl").err, "b.jsonl: 0 reports written.\n");
    assert_eq!(export("yesterday", "c.jsonl").code, Some(2));
    let left = std::fs::read_dir(bench.path()).unwrap().flatten();
    assert_eq!(left.filter(|file| file.file_name().to_string_lossy().contains("past")).count(), 0);
}
