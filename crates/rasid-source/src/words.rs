//! The words that programs write around texts, from `data/words.tsv`.
//!
//! They are no words of news, and what they are needed for is done before a text is one; so they are kept beside the
//! readers of files and not with the tables of the language.

/// The table; each line is a kind, a tab and a word.
const TABLE: &str = include_str!("../data/words.tsv");

/// The words of a kind, in the order of the table.
pub(crate) fn words(kind: &str) -> impl Iterator<Item = &'static str> {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.filter_map(move |line| line.split_once('\t').filter(|(what, _)| *what == kind).map(|(_, word)| word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_table_has_two_columns_and_no_row_twice() {
        let rows: Vec<&str> = TABLE.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(rows[0], "what\tword");
        assert!(rows.iter().all(|row| row.split('\t').count() == 2 && !row.ends_with('\t')));
        assert_eq!(rows.iter().collect::<BTreeSet<_>>().len(), rows.len());
    }
}
