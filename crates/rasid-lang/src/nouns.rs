//! Forms of a counted noun: after a number it is an accusative singular, a dual or a plural.

/// Singular forms: bare, and the accusative with its alef (شخص, شخصا). A phrase keeps its form.
pub fn counted_one(noun: &str) -> Vec<String> {
    let mut out = vec![noun.to_owned()];
    if !noun.contains(' ') && !noun.ends_with(['ة', 'ا', 'ى', 'ء']) {
        out.push(format!("{noun}ا"));
    }
    out
}

/// Plural forms: a sound plural in ون is also written ين, and before a genitive ي (مقاتلي التنظيم).
pub fn counted_many(noun: &str) -> Vec<String> {
    let oblique = noun.strip_suffix("ون").map(|stem| format!("{stem}ين"));
    let accusative =
        (!noun.contains(' ') && !noun.ends_with(['ة', 'ا', 'ى', 'ء', 'ت', 'ن'])).then(|| format!("{noun}ا"));
    let construct = noun.strip_suffix("ون").map(|stem| format!("{stem}ي"));
    [Some(noun.to_owned()), oblique, construct, accusative].into_iter().flatten().collect()
}

/// Dual forms of a noun of one word; none for a phrase.
pub fn dual(noun: &str) -> Vec<String> {
    if noun.contains(' ') {
        return Vec::new();
    }
    let stem = noun.strip_suffix('ة').map_or(noun.to_owned(), |open| format!("{open}ت"));
    vec![format!("{stem}ان"), format!("{stem}ين")]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counted_nouns_have_their_forms() {
        assert_eq!(counted_one("شخص"), ["شخص", "شخصا"]);
        assert_eq!(counted_one("غارة"), ["غارة"]);
        assert!(counted_many("مدنيون").contains(&"مدنيين".to_owned()));
        assert_eq!(dual("قذيفة"), ["قذيفتان", "قذيفتين"]);
        assert_eq!(dual("صاروخ"), ["صاروخان", "صاروخين"]);
    }
}
