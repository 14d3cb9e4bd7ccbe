//! A team's own tables: how they are checked, and how reading uses them.

use crate::workbench::Workbench;

const HEAD: &str = "# language: ar\n# licence: CC0-1.0\n# source: ours\n# reviewer: us\n";
const GROUPS: &str = "id\tkind\tnames\tmarked\tenglish\tcountry\tnote\n";
const REPORT: &str = r#"{"id": "1", "published": "2024-03-01", "text": "أعلن درع الشمال أن الهدنة باقية."}"#;

fn groups(rows: &str) -> String {
    format!("# table: groups\n{HEAD}{GROUPS}{rows}")
}

fn shield() -> String {
    groups("northern-shield\tgroup\tدرع الشمال\tعصابات الشمال\tNorthern Shield\tSYR\t\n")
}

#[test]
fn a_faction_is_added_without_compiling() {
    let bench = Workbench::new("lexicon");
    bench.file("r.jsonl", REPORT).file("ours/groups.tsv", shield()).file("ours/README.md", "not a table");
    let naming = |args: &[&str]| {
        let run = bench.rasid(args);
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{args:?}");
        let reading: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        reading["naming"].as_array().unwrap().iter().any(|naming| naming["id"] == "northern-shield")
    };
    assert!(!naming(&["read", "r.jsonl"]));
    assert!(naming(&["read", "--lexicon", "ours", "r.jsonl"]));
    assert!(naming(&["--lexicon", "ours", "read", "r.jsonl"]), "the option may stand before the command");
}

#[test]
fn a_built_in_entry_is_changed_by_its_key() {
    let bench = Workbench::new("lexicon-change");
    let bodies = format!("# table: bodies\n{HEAD}id\tnames\tenglish\talliance\tnote\nun\t\tUnited Nations\t\t\n");
    bench.file("ours/bodies.tsv", bodies);
    let text = r#"{"text": "أعلنت الأمم المتحدة أن الهدنة باقية."}"#;
    let speaker = |args: &[&str]| {
        let run = bench.rasid_with(args, text);
        let reading: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        reading["statements"][0]["speaker_id"].clone()
    };
    assert_eq!(speaker(&["read", "-"]), "un");
    assert_ne!(speaker(&["read", "--lexicon", "ours", "-"]), "un", "an entry without words is taken out");
}

#[test]
fn faults_stop_a_command_before_anything_is_done() {
    let bench = Workbench::new("lexicon-faults");
    bench
        .file("r.jsonl", REPORT)
        .file("ours/groups.tsv", groups("b\tgroup\tلواء النجمة\t\tB\tXXX\t\nc\tgroup\n"))
        .file("ours/persons.csv", "");
    let faults = "ours/groups.tsv:7:6: \u{201C}XXX\u{201D} is no country; write its ISO 3166-1 alpha-3 code, as in \
                  states.tsv [unknown-country]\nours/groups.tsv:8:2: 2 cells where the table has 7 columns; check the \
                  tabs of this line [cells]\n";
    let end = "ours: the tables were not used; mend them first.\n";
    for command in [
        &["read", "r.jsonl"][..],
        &["add", "r.jsonl", "--record", "r.rasid"],
        &["open", "r.jsonl", "--record", "r.rasid"],
        &["time", "أمس"],
        &["explain", "r.jsonl"],
    ] {
        let run = bench.rasid(&[command, &["--lexicon", "ours"]].concat());
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{command:?}");
        assert_eq!(run.err, format!("{faults}{end}"));
    }
    assert!(!bench.path().join("r.rasid").exists());
    let lint = bench.rasid(&["lint", "ours"]);
    assert_eq!((lint.code, lint.out.as_str()), (Some(1), faults));
    assert_eq!(lint.err, "ours: 2 faults were found.\n");
    assert_eq!(bench.rasid(&["lint", "--lexicon", "ours"]).out, faults);
}

#[test]
fn the_order_of_rows_matters_to_lint_alone() {
    let bench = Workbench::new("lexicon-order");
    let rows = "z-brigade\tgroup\tلواء الياسمين\t\tZ\tSYR\t\na-brigade\tgroup\tلواء النرجس\t\tA\tSYR\t\n";
    bench.file("r.jsonl", REPORT).file("ours/groups.tsv", groups(rows));
    assert_eq!(bench.rasid(&["read", "--lexicon", "ours", "r.jsonl"]).code, Some(0));
    let lint = bench.rasid(&["lint", "ours"]);
    assert_eq!(lint.code, Some(1));
    assert!(lint.out.starts_with("ours/groups.tsv:8:1: ") && lint.out.ends_with(" [unsorted]\n"), "{}", lint.out);
}

#[test]
fn a_folder_that_cannot_be_used_is_told() {
    let bench = Workbench::new("lexicon-folder");
    bench.file("r.jsonl", REPORT).file("empty/x.txt", "").file("bytes/groups.tsv", b"\xff\xfe");
    for (folder, said) in [
        ("none", "none: there is no such folder"),
        ("r.jsonl", "r.jsonl: this is a file"),
        ("empty", "empty: the folder holds no table"),
        ("bytes", "bytes/groups.tsv: the table is not in UTF-8"),
    ] {
        for command in [&["read", "r.jsonl", "--lexicon", folder][..], &["lint", folder]] {
            let run = bench.rasid(command);
            assert_eq!((run.code, run.out.as_str(), run.err.lines().count()), (Some(2), "", 1), "{command:?}");
            assert!(run.err.starts_with(said), "{}", run.err);
        }
    }
    let run = bench.rasid(&["export", "--format", "csv", "--record", "x", "--lexicon", "empty"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("--lexicon has no use"), "{}", run.err);
}

#[test]
fn a_record_reads_anew_when_the_tables_change_and_not_before() {
    let bench = Workbench::new("lexicon-record");
    bench.file("r.jsonl", REPORT).file("ours/groups.tsv", shield());
    let plain = ["add", "r.jsonl", "--record", "r.rasid"];
    let ours = ["add", "r.jsonl", "--record", "r.rasid", "--lexicon", "ours"];
    let said = |args: &[&str]| bench.rasid(args).err;
    assert_eq!(said(&plain), "r.rasid: 1 new, 0 already there.\n");
    assert_eq!(said(&ours), "r.rasid: 0 new, 0 already there, 1 read anew by this version.\n");
    assert_eq!(said(&ours), "r.rasid: 0 new, 1 already there.\n");
    bench.file("ours/groups.tsv", shield().replace("Northern Shield", "The Northern Shield").replace('\n', "\r\n"));
    assert_eq!(said(&ours), "r.rasid: 0 new, 0 already there, 1 read anew by this version.\n");
    bench.file("ours/groups.tsv", shield().replace("Northern Shield", "The Northern Shield"));
    assert_eq!(said(&ours), "r.rasid: 0 new, 1 already there.\n", "ends of lines change nothing");
}

#[test]
fn a_teams_gazetteer_makes_a_place_known_with_its_point_and_a_wrong_one_stops_the_command() {
    let bench = Workbench::new("gazetteer");
    let head = "# table: gazetteer\n# language: ar\n# licence: CC0-1.0\n# source: ours\n# reviewer: us\n\
                id\tnames\tkind\tcountry\tenglish\tlat\tlon\n";
    bench.file("ours.tsv", format!("{head}lake-bridge\tجسر البحيرة\troad\tSYR\tLake bridge\t36.12\t37.31\n"));
    let report = r#"{"id": "a", "published": "2024-03-01", "text": "قصفت قوات النظام السوري مواقع المعارضة في جسر البحيرة يوم الجمعة. وانسحب مقاتلو جيش الإسلام من دوما إلى مدينة إدلب."}"#;
    bench.file("reports.jsonl", report);
    let places = |arguments: &[&str]| {
        let reading: serde_json::Value = serde_json::from_str(&bench.rasid(arguments).out).unwrap();
        let places = reading["places"].as_array().cloned().unwrap_or_default();
        let told =
            |p: &serde_json::Value| format!("{} {} {} {}", p["id"], p["role"], p["reason"], p["lat"]).replace('"', "");
        places.iter().map(told).collect::<Vec<_>>()
    };
    let without = ["douma from only 33.572", "idlib to only 35.931"];
    assert_eq!(places(&["read", "reports.jsonl"]), without);
    let with = places(&["read", "--gazetteer", "ours.tsv", "reports.jsonl"]);
    assert_eq!(with, [&["lake-bridge occurred own 36.12"][..], &without[..]].concat());
    bench.file("wrong.tsv", format!("{head}x\tجسر\troad\tSYR\tX\t136\t37\n"));
    let run = bench.rasid(&["read", "--gazetteer", "wrong.tsv", "reports.jsonl"]);
    assert_eq!((run.code, &*run.out), (Some(2), ""));
    assert!(run.err.starts_with("wrong.tsv:7:6: "), "{}", run.err);
    let run = bench.rasid(&["link", "--gazetteer", "ours.tsv", "reports.jsonl"]);
    assert_eq!(run.code, Some(2), "linking reads no text");
}
