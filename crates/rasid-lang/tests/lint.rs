//! The checks of tables: each finds what it is for, and the tables that come with the program pass.

use rasid_lang::Lexicon;
use rasid_lang::lint::{self, Check};
use rasid_lang::schema::{SCHEMAS, Schema};
use std::fs;
use std::path::Path;

/// A small invalid table says in its header which file it stands for and what must be found in it.
fn stated<'t>(text: &'t str, key: &str) -> Vec<&'t str> {
    text.lines().filter_map(|line| line.strip_prefix("# ")?.strip_prefix(key)?.strip_prefix(": ")).collect()
}

#[test]
fn each_check_finds_what_is_wrong_in_its_table_and_nothing_else() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/invalid");
    for check in Check::ALL {
        let path = folder.join(format!("{}.tsv", check.id()));
        let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let file = stated(&text, "file")
            .first()
            .map_or_else(|| format!("{}.tsv", stated(&text, "table")[0]), |f| f.to_string());
        let faults: Vec<String> = lint::own(&[(&file, &text)]).iter().map(ToString::to_string).collect();
        let expected: Vec<String> =
            stated(&text, "expect").iter().map(|e| format!("{file}:{e} [{}]", check.id())).collect();
        assert!(!expected.is_empty(), "{} expects nothing", path.display());
        assert_eq!(faults, expected, "{}", path.display());
    }
}

#[test]
fn the_tables_that_come_with_the_program_are_in_order() {
    let faults: Vec<String> = lint::builtin().iter().map(ToString::to_string).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_table_has_its_columns_in_the_order_of_loading() {
    let files: Vec<&str> = Lexicon::tables().iter().map(|(file, _)| *file).collect();
    assert_eq!(files, SCHEMAS.iter().map(|schema| schema.file).collect::<Vec<_>>());
    for schema in SCHEMAS {
        let names = schema.names();
        for column in schema.key.iter().chain(schema.unique) {
            assert!(names.contains(column), "{}: {column}", schema.file);
        }
    }
}

#[test]
fn all_faults_are_found_at_once() {
    let head = "# table: groups\n# language: ar\n# licence: x\n# source: x\n# reviewer: x\n";
    let columns = Schema::find("groups.tsv").unwrap().names().join("\t");
    let rows = "b\tgroup\tلواء النجم\t\tB\tXXX\t\nA!\tgruop\tلواء النجمة||لواء القمر\t\tA\t\t\nc\tgroup\n";
    let found = lint::own(&[("groups.tsv", &format!("{head}{columns}\n{rows}"))]);
    let found: Vec<_> = found.iter().map(|f| (f.at.line, f.at.column, f.check.id())).collect();
    let second = [(8, 1, "unsorted"), (8, 1, "identifier"), (8, 2, "vocabulary"), (8, 3, "empty-word")];
    assert_eq!(found[..1], [(7, 6, "unknown-country")]);
    assert_eq!(found[1..5], second);
    assert_eq!(found[5..], [(9, 2, "cells")]);
}

#[test]
fn a_teams_table_may_refer_to_another_one_of_the_team() {
    let head = |table: &str| {
        let columns = Schema::find(&format!("{table}.tsv")).unwrap().names().join("\t");
        format!("# table: {table}\n# language: ar\n# licence: x\n# source: x\n# reviewer: x\n{columns}\n")
    };
    let persons = format!("{}umm-salim\tأم سليم الحلبية\t\tUmm Salim\tSYR\tbrigade-x\t\n", head("persons"));
    let offices = format!("{}umm-salim\tbrigade-x.leader\t\t2016-01-01\t\n", head("offices"));
    let groups = format!("{}brigade-x\tgroup\tلواء الياسمين الشمالي\t\tX\tSYR\t\n", head("groups"));
    let tables = [("persons.tsv", persons.as_str()), ("offices.tsv", &offices), ("groups.tsv", &groups)];
    assert_eq!(lint::own(&tables), []);
    assert_eq!(lint::own(&tables[..2]).len(), 2, "without the group neither side nor office is known");
}

#[test]
fn the_guide_tells_every_table_column_and_check() {
    let guide = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/lexicon.md")).unwrap();
    for check in Check::ALL {
        assert!(
            guide.contains(&format!("| `{}` | {}", check.id(), check.about())),
            "{} is not told as it is",
            check.id()
        );
    }
    for schema in SCHEMAS {
        let section = guide.split("### ").find(|s| s.starts_with(&format!("`{}`", schema.file)));
        let section = section.unwrap_or_else(|| panic!("{} has no section", schema.file));
        for column in schema.names() {
            assert!(section.contains(&format!("`{column}`")), "{}: {column} is not told", schema.file);
        }
    }
}
