//! Sites that a record which is shared must not point at: health care, and where people shelter.

use crate::search_terms;
use crate::table::Table;
use std::sync::LazyLock;

/// The words for them (`data/sites-ar.tsv`), each as the terms under which it would be found.
static SITES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let text = include_str!("../data/sites-ar.tsv");
    let table =
        Table::parse("sites-ar.tsv", text, &["form", "means", "note"]).expect("a table of this program is in order");
    table.rows().map(|row| padded(row.get("form"))).collect()
});

/// Terms between spaces, so that whole words are found in them.
fn padded(words: &str) -> String {
    format!(" {} ", search_terms(words))
}

/// Whether words name a hospital, a clinic, a camp, a shelter or another such site.
pub fn is_shielded_site(words: &str) -> bool {
    let terms = padded(words);
    SITES.iter().any(|site| terms.contains(site.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn health_sites_and_shelters_are_told_from_other_places() {
        for words in ["مستشفى الثورة", "بمستشفى الثورة", "مخيم اليرموك", "والمركز الصحي في القرية", "مدرسة البنات"]
        {
            assert!(is_shielded_site(words), "{words}");
        }
        for words in ["الحديدة", "مطار صنعاء", "ميناء الحديدة", "معبر نصيب", "مركز المدينة"]
        {
            assert!(!is_shielded_site(words), "{words}");
        }
    }
}
