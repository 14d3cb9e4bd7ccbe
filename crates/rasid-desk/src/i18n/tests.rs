//! What must hold of `i18n`.

use super::*;
use rasid_record::*;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn keys(text: &'static str) -> Vec<&'static str> {
    text.lines().filter(|l| !l.starts_with('#')).map(|l| l.split_once('\t').expect("a tab in each line").0).collect()
}

const AR: &str = include_str!("../../i18n/ar.tsv");
const EN: &str = include_str!("../../i18n/en.tsv");

#[test]
fn both_tables_have_the_same_keys_in_the_same_order_once() {
    assert_eq!(keys(AR), keys(EN));
    assert_eq!(keys(AR).len(), keys(AR).into_iter().collect::<BTreeSet<_>>().len());
}

#[test]
fn both_tables_fill_in_the_same_names() {
    let names = |s: &str| {
        s.split('{').skip(1).filter_map(|p| p.split_once('}')).map(|p| p.0.to_owned()).collect::<BTreeSet<_>>()
    };
    for key in keys(AR) {
        assert_eq!(names(Lang::Ar.t(key)), names(Lang::En.t(key)), "{key}");
    }
}

#[test]
fn every_word_of_every_vocabulary_has_a_label_in_both_languages() {
    let mut wanted: Vec<String> = Vec::new();
    macro_rules! want {
        ($($prefix:literal: $words:ident),+) => {
            $(wanted.extend($words::ALL.iter().map(|w| format!("{}.{w}", $prefix)));)+
        };
    }
    want!("list": List, "one": List, "about": List, "timekind": TimeKind, "timemod": TimeMod, "measure": Measure,
        "who": Who, "scope": Scope, "form": Form, "stance": Stance, "event": EventType, "aux": Aux, "class": Class,
        "commitment": CommitmentKind, "arrangement": ArrangementKind, "phase": Phase, "answer": Answer,
        "naming": NamingKind, "voice": Voice, "basis": Basis, "attests": Attests, "outcome": Outcome,
        "disagreement": About, "precision": Precision, "placerole": PlaceRole, "placereason": PlaceReason, "way": Way, "charsetby": CharsetBy);
    for key in wanted {
        for lang in [Lang::Ar, Lang::En] {
            assert!(lang.find(&key).is_some(), "{key} has no label in {}", lang.code());
        }
    }
}

#[test]
fn every_key_that_templates_and_code_name_exists_and_every_key_is_named() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = String::new();
    let mut folders = vec![root.join("src"), root.join("templates")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with("i18n/tests.rs") {
                sources += &fs::read_to_string(path).unwrap();
            }
        }
    }
    let known: BTreeSet<&str> = keys(AR).into_iter().collect();
    for call in [".t(\"", ".n(\"", ".fill(\""] {
        for part in sources.split(call).skip(1) {
            let key = part.split('"').next().unwrap();
            let is_key = key.contains('.') && key.chars().all(|c| c.is_ascii_alphanumeric() || ".-".contains(c));
            assert!(!is_key || known.contains(key), "{key} is named but has no sentence");
        }
    }
    // Words of vocabularies are named by prefix and word, and so are months, notes and errors.
    let by_prefix = [
        "list",
        "one",
        "about",
        "timekind",
        "timemod",
        "measure",
        "who",
        "scope",
        "form",
        "stance",
        "event",
        "mode",
        "aux",
        "class",
        "commitment",
        "arrangement",
        "phase",
        "answer",
        "naming",
        "voice",
        "basis",
        "attests",
        "outcome",
        "disagreement",
        "precision",
        "placerole",
        "placereason",
        "way",
        "charsetby",
        "month",
        "note",
        "role",
        "vocabulary",
        "claim",
        "export",
        "duty",
    ];
    for key in known {
        let (prefix, _) = key.split_once('.').unwrap();
        let named = by_prefix.contains(&prefix) || sources.contains(&format!("\"{key}\""));
        assert!(named, "{key} has a sentence that nothing shows");
    }
}

#[test]
fn arabic_nouns_take_the_form_of_their_number() {
    for (count, text) in
        [(0, "لا تقارير"), (1, "تقرير واحد"), (2, "تقريران"), (5, "5 تقارير"), (11, "11 تقريراً"), (100, "100 تقرير")]
    {
        assert_eq!(Lang::Ar.n("n.reports", count), text);
    }
    assert_eq!(Lang::Ar.n("n.reports", 22121), "22,121 تقريراً");
    assert_eq!(Lang::En.n("n.reports", 1), "one report");
    assert_eq!(Lang::En.n("n.reports", 2500), "2,500 reports");
}

#[test]
fn arabic_is_shown_where_the_browser_asks_for_it() {
    for (chosen, accept, lang) in [
        (None, Some("ar"), Lang::Ar),
        (None, Some("ar-SY,ar;q=0.9,en;q=0.5"), Lang::Ar),
        (None, Some("fr, ar;q=0.4"), Lang::Ar),
        (None, Some("en-GB,en;q=0.9,ar;q=0.8"), Lang::En),
        (None, Some("fr"), Lang::En),
        (None, None, Lang::En),
        (Some("en"), Some("ar"), Lang::En),
        (Some("ar"), Some("en"), Lang::Ar),
        (Some("<script>"), Some("ar"), Lang::Ar),
    ] {
        assert_eq!(Lang::choose(chosen, accept), lang, "{chosen:?} {accept:?}");
    }
}

#[test]
fn a_value_with_braces_is_not_filled_in_itself() {
    assert_eq!(fill("{a} and {b}", &[("a", "{b}"), ("b", "x")]), "{b} and x");
}
