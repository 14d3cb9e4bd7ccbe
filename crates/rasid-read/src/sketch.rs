//! What linking needs of the wording, so that it needs no text.

use rasid_lang::stem::search_terms;
use rasid_record::Sketch;

/// Hashes kept: the smallest of all runs, which makes sketches of two texts comparable.
const KEPT: usize = 128;
/// Words in a run.
const RUN: usize = 3;
/// Terms kept, the most frequent first.
const TERMS: usize = 120;
/// Shortest term in letters: shorter ones are words of grammar.
const SHORTEST: usize = 3;

/// Makes the sketch of `text`.
pub(crate) fn sketch(text: &str) -> Sketch {
    let stems = search_terms(text);
    let words: Vec<&str> = stems.split(' ').filter(|w| !w.is_empty()).collect();
    let mut hashes: Vec<u64> = words.windows(RUN).map(hash).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes.truncate(KEPT);
    let mut counts: std::collections::BTreeMap<&str, u32> = std::collections::BTreeMap::new();
    for word in words.iter().filter(|w| w.chars().nth(SHORTEST - 1).is_some()) {
        *counts.entry(word).or_default() += 1;
    }
    let mut terms: Vec<(&str, u32)> = counts.into_iter().collect();
    terms.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    terms.truncate(TERMS);
    Sketch {
        shingles: hashes.iter().map(|h| format!("{h:016x}")).collect(),
        terms: terms.into_iter().map(|(w, n)| (w.to_owned(), n)).collect(),
    }
}

/// A hash of a run of words that is the same on every machine: FNV-1a with a final mix.
fn hash(run: &[&str]) -> u64 {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let mut h = OFFSET;
    for word in run {
        for byte in word.bytes().chain([0]) {
            h = (h ^ u64::from(byte)).wrapping_mul(PRIME);
        }
    }
    // FNV leaves the high bits weak; the smallest hashes are kept, so they must be mixed.
    h ^= h >> 32;
    h = h.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    h ^ (h >> 29)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_does_not_change_the_sketch() {
        assert_eq!(sketch("أعلنت الحكومة هدنةً في المدينة"), sketch("اعلنت الحكومه هدنة في المدينه"));
    }
}
