//! Small bad trees, and small good ones beside them.

use super::{Problem, arrows, crates_in, files, lexicon, licences};
use serde_json::json;
use std::path::Path;

/// What is said about one file, as it is printed.
fn said(path: &str, text: &str) -> Vec<String> {
    let problems = files::named(path).into_iter().chain(files::written(path, text)).chain(lexicon::headers(path, text));
    problems.map(|problem| problem.to_string()).collect()
}

/// Asserts that exactly one thing is said about the file, at `line`, with `words` in it.
fn refused(path: &str, text: &str, line: usize, words: &str) {
    let said = said(path, text);
    assert_eq!(said.len(), 1, "{path}: {said:?}");
    assert!(said[0].starts_with(&format!("{path}:{line}: ")) && said[0].contains(words), "{}", said[0]);
}

/// Asserts that nothing is said about the file.
fn accepted(path: &str, text: &str) {
    assert_eq!(said(path, text), Vec::<String>::new(), "{path}");
}

#[test]
fn a_module_begins_with_its_documentation() {
    accepted("crates/rasid-read/src/lib.rs", "\n//! Reads.\n\nfn f() {}\n");
    refused("crates/rasid-read/src/lib.rs", "use x::y;\n//! Late.\n", 1, "//!");
    refused("crates/rasid-read/tests/all.rs", "", 1, "//!");
    accepted("tests/browser/run.py", "import sys\n");
}

#[test]
fn arabic_letters_stand_only_in_the_language_crate_and_in_tests() {
    let code = "//! A module.\n\nconst WORD: &str = \"قال\";\n";
    refused("crates/rasid-read/src/times.rs", code, 3, "U+0642");
    refused("crates/rasid-read/src/times.rs", "//! A ، comma.\n", 1, "U+060C");
    refused("crates/rasid-read/src/times.rs", "//! A ﷺ ligature.\n", 1, "U+FDFA");
    accepted("crates/rasid-lang/src/months.rs", code);
    accepted("crates/rasid-read/tests/times.rs", code);
    accepted("crates/rasid-read/src/times/tests.rs", code);
    accepted("crates/rasid-read/src/times_test.rs", code);
    accepted("crates/rasid-desk/templates/page.html", "<p>قال</p>\n");
}

#[test]
fn arabic_letters_may_follow_the_mark_of_a_test_module_but_not_of_a_declaration() {
    let body = "//! A module.\n#[cfg(test)]\n#[allow(x)]\nmod tests {\n    const W: &str = \"قال\";\n}\n";
    accepted("crates/rasid-read/src/times.rs", body);
    let declaration = "//! A module.\n#[cfg(test)]\nmod tests;\nconst W: &str = \"قال\";\n";
    refused("crates/rasid-read/src/times.rs", declaration, 4, "Arabic letter");
    let before = "//! A module.\nconst W: &str = \"قال\";\n#[cfg(test)]\nmod tests {}\n";
    refused("crates/rasid-read/src/times.rs", before, 2, "Arabic letter");
}

#[test]
fn no_file_of_code_is_over_six_hundred_lines() {
    let lines = |n: usize| format!("//! Long.\n{}", "// x\n".repeat(n - 1));
    accepted("crates/rasid-read/src/lib.rs", &lines(600));
    refused("crates/rasid-read/src/lib.rs", &lines(601), 601, "601 lines");
    refused("crates/rasid-desk/assets/desk.css", &lines(601), 601, "601 lines");
    accepted("crates/rasid-read/README.md", &lines(601));
}

#[test]
fn no_module_is_named_for_nothing() {
    refused("crates/rasid-read/src/util.rs", "//! Things.\n", 1, "named util");
    refused("crates/rasid-read/src/helpers/mod.rs", "//! Things.\n", 1, "named helpers");
    refused("tests/browser/common.py", "import sys\n", 1, "named common");
    refused("crates/rasid-read/src/lib.rs", "//! A.\npub mod misc {\n}\n", 2, "named misc");
    accepted("crates/rasid-read/src/commons.rs", "//! The house of commons.\n// mod util { }\n");
    accepted("docs/common.md", "Common questions.\n");
}

#[test]
fn only_the_measuring_scripts_name_a_workplace() {
    let line = "see ../shared/gold\n";
    refused("README.md", line, 1, "../shared");
    refused("crates/rasid-read/src/lib.rs", "//! A.\n// RASID_SHARED\n", 2, "RASID_SHARED");
    refused("checks.md", "\n/work/x\n", 2, "/work/");
    for path in ["check", ".ci/run", "scores/README.md", "xtask/notes.md"] {
        accepted(path, line);
    }
}

#[test]
fn a_table_of_words_says_where_it_comes_from() {
    let path = "crates/rasid-lang/data/ar/months.tsv";
    let good =
        "# table: months\n# language: ar\n# licence: Apache-2.0\n# source: own\n# reviewer: nobody yet\nid\tform\n";
    accepted(path, good);
    refused(path, &good.replace("# source: own", "# source:"), 4, "source");
    refused(path, &good.replace("# licence: Apache-2.0", "licence: Apache-2.0"), 3, "licence");
    assert_eq!(said(path, "").len(), 5);
    accepted("crates/rasid-store/data/sample.tsv", "a\tb\n");
}

#[test]
fn the_arrows_between_crates_are_those_of_the_map() {
    let package = |name: &str, knows: &[(&str, Option<&str>)]| {
        let dependencies: Vec<_> = knows.iter().map(|(name, kind)| json!({"name": name, "kind": kind})).collect();
        json!({"name": name, "manifest_path": format!("/r/crates/{name}/Cargo.toml"), "dependencies": dependencies})
    };
    let check = |packages: &[serde_json::Value]| {
        let members = arrows::members(&json!({ "packages": packages }), Path::new("/r")).expect("well formed");
        let manifest = |_: &str| "[package]\nname = \"x\"\n[dependencies]\nrasid-store.workspace = true\n".to_owned();
        arrows::check(&members, manifest)
    };
    let record = package("rasid-record", &[("serde", None)]);
    let store = package("rasid-store", &[("rasid-record", None), ("rasid-text", Some("dev"))]);
    let text = package("rasid-text", &[]);
    assert_eq!(check(&[record.clone(), store.clone(), text.clone()]), []);

    let source = package("rasid-source", &[("rasid-record", None), ("rasid-store", None)]);
    let sentence = "rasid-source must not know rasid-store; see the map in ARCHITECTURE.md.";
    let expected = [Problem::new("crates/rasid-source/Cargo.toml", 4, sentence)];
    assert_eq!(check(&[record.clone(), store, text, source]), expected);

    let missing = check(&[record.clone(), package("rasid-store", &[])]);
    assert!(missing.len() == 1 && missing[0].sentence.contains("lets rasid-store know rasid-record"), "{missing:?}");
    let unknown = check(&[package("rasid-new", &[])]);
    assert!(
        unknown.len() == 1 && unknown[0].line == 2 && unknown[0].sentence.contains("not on the map"),
        "{unknown:?}"
    );
}

#[test]
fn a_licence_expression_is_met_by_one_side_of_or_and_both_of_and() {
    let allowed = |licence: &str| matches!(licence, "MIT" | "Apache-2.0" | "Apache-2.0 WITH LLVM-exception");
    let cases = [
        ("MIT", Some(true)),
        ("GPL-3.0", Some(false)),
        ("GPL-3.0 OR MIT", Some(true)),
        ("GPL-3.0 AND MIT", Some(false)),
        ("MIT/Apache-2.0", Some(true)),
        ("MIT OR GPL-3.0 AND GPL-2.0", Some(true)),
        ("(MIT OR GPL-3.0) AND GPL-2.0", Some(false)),
        ("(MIT OR GPL-3.0) AND Apache-2.0 WITH LLVM-exception", Some(true)),
        ("MIT WITH LLVM-exception", Some(false)),
        ("", None),
        ("MIT OR", None),
        ("(MIT", None),
        ("MIT Apache-2.0", None),
        ("WITH MIT", None),
    ];
    for (expression, expected) in cases {
        assert_eq!(licences::allows(expression, &allowed), expected, "{expression}");
    }
}

#[test]
fn a_crate_under_another_licence_is_named_with_its_line_in_the_lock_file() {
    let lock =
        "[[package]]\nname = \"good\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"bad\"\nversion = \"2.0.0\"\n";
    let metadata = json!({"packages": [
        {"name": "good", "version": "1.0.0", "license": "MIT OR Apache-2.0"},
        {"name": "bad", "version": "2.0.0", "license": "AGPL-3.0"},
        {"name": "own", "version": "3.0.0", "license": null},
    ]});
    let said: Vec<String> = licences::check(&metadata, lock).iter().map(Problem::to_string).collect();
    assert_eq!(said.len(), 2);
    assert!(said[0].starts_with("Cargo.lock:6: bad 2.0.0 is under AGPL-3.0"), "{}", said[0]);
    assert!(said[1].starts_with("Cargo.lock:1: own 3.0.0 states no licence"), "{}", said[1]);
}

#[test]
fn crates_of_a_build_are_counted_once() {
    let tree = "rasid-cli v0.1.0 (/r/crates/rasid-cli)\nserde v1.0.1\nserde v1.0.1 (*)\n\n[build-dependencies]\ncc v1.2.0\ncc v1.1.0\n";
    assert_eq!(crates_in(tree), 4);
}
