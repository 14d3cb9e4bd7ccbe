//! A team's own tables laid over those that come with the program.

use crate::schema::Schema;
use crate::table::Table;
use rasid_text::fold;
use rustc_hash::FxHashSet;

/// The rows of `own`, on the lines where they stand, and behind them those of `builtin` whose key
/// `own` does not have. `own` must be in order.
pub(crate) fn merged(schema: &Schema, own: &str, builtin: &str) -> String {
    if schema.whole {
        return own.to_owned();
    }
    let names = schema.names();
    let keys: FxHashSet<Vec<String>> =
        Table::read(schema.file, own, &names).0.rows().map(|row| key(schema, row.cells())).collect();
    let mut text = own.to_owned();
    if !text.ends_with('\n') {
        text.push('\n');
    }
    for row in Table::read(schema.file, builtin, &names).0.rows() {
        if !keys.contains(&key(schema, row.cells())) {
            text.push_str(&row.cells().join("\t"));
            text.push('\n');
        }
    }
    text
}

/// The key of a row, in one spelling.
pub(crate) fn key(schema: &Schema, cells: &[&str]) -> Vec<String> {
    select(schema, schema.key, cells)
}

/// The cells of the columns `names`, in one spelling.
pub(crate) fn select(schema: &Schema, names: &[&str], cells: &[&str]) -> Vec<String> {
    let columns = schema.columns.iter().zip(cells).filter(|(column, _)| names.contains(&column.name));
    columns.map(|(_, cell)| fold(cell)).collect()
}

#[cfg(test)]
mod tests {
    use crate::{Lexicon, Sense};

    const HEAD: &str = "# language: ar\n# licence: CC0-1.0\n# source: ours\n# reviewer: us\n";

    fn with(file: &str, columns: &str, rows: &str) -> Lexicon {
        let text = format!("# table: {}\n{HEAD}{columns}\n{rows}", file.trim_end_matches(".tsv"));
        let (lexicon, faults) = Lexicon::with_own(&[(file, &text)]);
        assert!(faults.is_empty(), "{faults:?}");
        lexicon
    }

    #[test]
    fn a_row_is_added_and_comes_from_the_teams_table() {
        let lexicon = with(
            "groups.tsv",
            "id\tkind\tnames\tmarked\tenglish\tcountry\tnote",
            "x-men\tgroup\tلواء الياسمين\t\tX\tSYR\t",
        );
        let node = lexicon.dictionary().find("لواء الياسمين").unwrap();
        let [sense] = lexicon.dictionary().senses(node) else { panic!("one sense") };
        assert!(matches!(sense, Sense::Actor(..)));
        let origin = lexicon.origin(node, sense).unwrap();
        assert_eq!((origin.table(), origin.key().as_str(), origin.is_own()), ("groups.tsv", "x-men", true));
        let facts: Vec<_> = origin.facts().collect();
        assert_eq!(facts, [("kind", "group"), ("english", "X"), ("country", "SYR")]);
        assert!(lexicon.actor_by_id("john-kerry").is_some(), "the built-in tables are still there");
    }

    #[test]
    fn a_row_takes_the_place_of_the_built_in_one_with_its_key() {
        let lexicon = with(
            "persons.tsv",
            "id\tnames\tshort\tenglish\tcountry\tside\tnote",
            "john-kerry\tيوحنا كيري\t\tJohn K.\tUSA\tUSA:gov\t",
        );
        assert_eq!(lexicon.actor_by_id("john-kerry").unwrap().english, "John K.");
        assert!(lexicon.dictionary().lookup("جون كيري").is_empty());
        assert_eq!(lexicon.holder("USA:mfa", "2016-07-27").unwrap().arabic, "يوحنا كيري");
    }

    #[test]
    fn the_built_in_entries_know_their_rows() {
        let lexicon = Lexicon::builtin();
        let node = lexicon.dictionary().find("واشنطن").unwrap();
        let origins: Vec<_> =
            lexicon.dictionary().senses(node).iter().filter_map(|s| lexicon.origin(node, s)).collect();
        assert!(origins.iter().any(|o| o.table() == "states.tsv" && o.key() == "USA" && !o.is_own()));
        let node = lexicon.dictionary().find("إليه").unwrap();
        let built_in = lexicon.dictionary().senses(node).iter().find(|s| matches!(s, Sense::Takes(..))).unwrap();
        assert!(lexicon.origin(node, built_in).is_none(), "some words are in no table");
    }
}
