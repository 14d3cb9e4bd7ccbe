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

/// Letters written together with a word that are words of their own: "and", "so"; "in", "for", "like".
const PROCLITICS: [&[char]; 2] = [&['و', 'ف'], &['ب', 'ل', 'ك']];

/// Whether words name a hospital, a clinic, a camp, a shelter or another such site, also behind "and" or "in".
///
/// A first letter that belongs to its word is taken off too, so that now and then another place counts as such a
/// site: what is shared then says less than it might, and never more.
pub fn is_shielded_site(words: &str) -> bool {
    let mut words = words.to_owned();
    let names_one = |words: &str| {
        let terms = padded(words);
        SITES.iter().any(|site| terms.contains(site.as_str()))
    };
    if names_one(&words) {
        return true;
    }
    for letters in PROCLITICS {
        let bare: Vec<&str> = words.split_whitespace().map(|word| word.strip_prefix(letters).unwrap_or(word)).collect();
        words = bare.join(" ");
        if names_one(&words) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn health_sites_and_shelters_are_told_from_other_places() {
        for words in [
            "مستشفى الثورة",
            "بمستشفى الثورة",
            "وبمستشفى الثورة",
            "مخيم اليرموك",
            "والمركز الصحي في القرية",
            "مدرسة البنات",
        ] {
            assert!(is_shielded_site(words), "{words}");
        }
        for words in ["الحديدة", "مطار صنعاء", "ميناء الحديدة", "معبر نصيب", "مركز المدينة"]
        {
            assert!(!is_shielded_site(words), "{words}");
        }
    }
}
