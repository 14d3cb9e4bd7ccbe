//! What linking needs of the wording, so that it needs no text.
//!
//! Copies are found by runs of words, events by what a report opens with, stories by all its words.

use crate::doc::Doc;
use rasid_record::{Report, Sketch};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Hashes kept: the smallest of all runs, which makes sketches of two texts comparable. An article of
/// usual length has fewer runs than this, so that nothing of it is left out.
const KEPT: usize = 200;
/// Words in a run.
const RUN: usize = 3;
/// Terms kept, the most frequent first and the earliest first among those.
const TERMS: usize = 300;
/// Words of the body that belong to the opening.
const OPENING: usize = 80;
/// Shortest term in letters.
const SHORTEST: usize = 2;
/// Most words of a first line that is taken for a headline where the source names none.
const HEADLINE: usize = 25;

/// Makes the sketch of `report`, whose text is that of `doc`.
pub(crate) fn sketch(report: &Report, doc: &Doc<'_, '_>) -> Sketch {
    let terms = doc.terms();
    let (title, body) = terms.split_at(terms.partition_point(|(at, _)| *at < headline_end(report)));
    let words =
        |terms| -> Vec<&str> { <[(usize, Cow<'_, str>)]>::iter(terms).map(|(_, word)| word.as_ref()).collect() };
    let (title, body) = (words(title), words(body));
    let mut hashes: Vec<u32> = body.windows(RUN).map(hash).collect();
    hashes.sort_unstable();
    hashes.dedup();
    let runs = hashes.len() as u32;
    hashes.truncate(KEPT);
    let opening = count(title.iter().chain(body.iter().take(OPENING)));
    Sketch {
        shingles: hashes.iter().map(|h| format!("{h:08x}")).collect(),
        runs,
        terms: frequent(count(title.iter().chain(&body)), TERMS),
        opening: frequent(opening, usize::MAX),
        title: frequent(count(title.iter()), HEADLINE).into_keys().collect(),
    }
}

/// Where the headline of a report ends and its body begins, in bytes. Where the source names no headline it
/// is a short first line with more after it.
fn headline_end(report: &Report) -> usize {
    let text = report.text.trim_start();
    let leading = report.text.len() - text.len();
    let title = report.title.as_deref().map(str::trim).filter(|t| !t.is_empty());
    if let Some(title) = title.filter(|t| text.starts_with(t)) {
        return leading + title.len();
    }
    match text.split_once('\n') {
        Some((first, rest)) if !rest.trim().is_empty() && first.split_whitespace().nth(HEADLINE).is_none() => {
            leading + first.len()
        }
        _ => 0,
    }
}

/// How often each term occurs, and where it does first.
fn count<'w>(words: impl Iterator<Item = &'w &'w str>) -> FxHashMap<&'w str, (u32, usize)> {
    let mut counts: FxHashMap<&str, (u32, usize)> = FxHashMap::default();
    for (place, word) in words.enumerate().filter(|(_, w)| w.chars().nth(SHORTEST - 1).is_some()) {
        counts.entry(word).or_insert((0, place)).0 += 1;
    }
    counts
}

/// The `most` terms that occur most often.
fn frequent(counts: FxHashMap<&str, (u32, usize)>, most: usize) -> BTreeMap<String, u32> {
    let mut terms: Vec<(&str, (u32, usize))> = counts.into_iter().collect();
    // No two terms begin at one place, so the order is the same in every run.
    terms.sort_unstable_by_key(|(_, (n, place))| (std::cmp::Reverse(*n), *place));
    terms.into_iter().take(most).map(|(word, (n, _))| (word.to_owned(), n)).collect()
}

/// A hash of a run of words that is the same on every machine: FNV-1a with a final mix.
fn hash(run: &[&str]) -> u32 {
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
    ((h ^ (h >> 29)) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(title: Option<&str>, text: &str) -> Sketch {
        let lexicon = rasid_lang::Lexicon::builtin();
        let mut forms = Default::default();
        let doc = Doc::new(text, None, &lexicon, &mut forms);
        sketch(&Report { title: title.map(Into::into), text: text.into(), ..Report::default() }, &doc)
    }

    #[test]
    fn spelling_does_not_change_the_sketch() {
        assert_eq!(of(None, "أعلنت الحكومة هدنةً في المدينة"), of(None, "اعلنت الحكومه هدنة في المدينه"));
    }

    #[test]
    fn the_title_is_no_part_of_the_wording_that_is_copied() {
        let one = of(Some("عنوان أول"), "عنوان أول\n\nأعلنت الحكومة هدنة في المدينة");
        let other = of(Some("شيء آخر"), "شيء آخر\n\nأعلنت الحكومة هدنة في المدينة");
        assert_eq!((one.runs, &one.shingles), (3, &other.shingles));
        assert_ne!(one.title, other.title);
    }

    #[test]
    fn a_short_first_line_is_a_title_where_none_is_named() {
        assert_eq!(
            of(None, "هدنة في المدينة\nأعلنت الحكومة").title,
            of(Some("هدنة في المدينة"), "هدنة في المدينة").title
        );
        assert!(of(None, "أعلنت الحكومة هدنة").title.is_empty());
    }

    #[test]
    fn the_terms_are_those_that_are_searched_for() {
        // Two words typed as one, numbers, marks, a hashtag and signs.
        let text = "عُقدت #محادثات_السلام في موسكووواشنطن، وقتل ٣٥٠٠ شخص (الأحد).";
        let lexicon = rasid_lang::Lexicon::builtin();
        let mut forms = Default::default();
        let doc = Doc::new(text, None, &lexicon, &mut forms);
        let terms: Vec<Cow<'_, str>> = doc.terms().into_iter().map(|(_, word)| word).collect();
        assert_eq!(terms.join(" "), rasid_lang::stem::search_terms(text));
    }

    #[test]
    fn a_long_text_keeps_its_size_and_its_smallest_hashes() {
        // Words of letters alone: a digit would be a word of its own.
        let letter = |n: usize| char::from(b'a' + (n % 26) as u8);
        let word = |n: usize| format!("w{}{}{}w", letter(n / 676), letter(n / 26), letter(n));
        let words: Vec<String> = (0..2000).map(word).collect();
        let sketch = of(None, &words.join(" "));
        assert_eq!((sketch.runs, sketch.shingles.len(), sketch.terms.len()), (1998, KEPT, TERMS));
        assert!(sketch.shingles.is_sorted());
        assert!(sketch.opening.contains_key(&word(79)) && !sketch.opening.contains_key(&word(80)));
    }
}
