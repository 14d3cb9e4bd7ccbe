//! What linking needs of the wording, so that it needs no text.
//!
//! Copies are found by runs of words, events by what a report opens with, stories by all its words.

use crate::doc::Doc;
use rasid_record::{Report, Sketch};
use std::cmp::Reverse;

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
    let all = &terms.met[..];
    let headline = headline_end(report);
    let (title, body) = all.split_at(all.partition_point(|(at, _)| (*at as usize) < headline));
    let body_words: Vec<&str> = body.iter().map(|(_, word)| &*terms.words[*word as usize]).collect();
    let mut hashes = runs(&body_words);
    hashes.sort_unstable();
    hashes.dedup();
    let runs = hashes.len() as u32;
    hashes.truncate(KEPT);
    // The words in the order of their letters, which is that of everything below.
    let long = (0u32..).zip(&terms.words).filter(|(_, word)| is_long(word));
    let mut order: Vec<(u64, &str, u32)> = long.map(|(n, word)| (first_letters(word), &**word, n)).collect();
    order.sort_unstable();
    let order: Vec<u32> = order.into_iter().map(|(.., n)| n).collect();
    let most = |met: &[&[(u32, u32)]], most: usize| {
        let counts = count(met, terms.words.len());
        let chosen = frequent(&order, &counts, most);
        let chosen = chosen.into_iter().map(|word| (terms.words[word as usize].to_string(), counts[word as usize].0));
        chosen.collect::<Vec<(String, u32)>>()
    };
    Sketch {
        shingles: hashes.iter().map(|h| hexadecimal(*h)).collect(),
        runs,
        terms: most(&[title, body], TERMS).into_iter().collect(),
        opening: most(&[title, &body[..body.len().min(OPENING)]], usize::MAX).into_iter().collect(),
        title: most(&[title], HEADLINE).into_iter().map(|(word, _)| word).collect(),
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

/// The first eight bytes of a word as a number in the order of words, which tells most of them apart at once.
fn first_letters(word: &str) -> u64 {
    let mut first = [0; 8];
    let length = word.len().min(8);
    first[..length].copy_from_slice(&word.as_bytes()[..length]);
    u64::from_be_bytes(first)
}

/// Whether a term is long enough to be kept.
fn is_long(word: &str) -> bool {
    word.chars().nth(SHORTEST - 1).is_some()
}

/// How often each of `words` words occurs, and where it does first.
fn count(met: &[&[(u32, u32)]], words: usize) -> Vec<(u32, u32)> {
    let mut counts = vec![(0, 0); words];
    for (place, (_, word)) in (0..).zip(met.iter().copied().flatten()) {
        let (n, first) = &mut counts[*word as usize];
        if *n == 0 {
            *first = place;
        }
        *n += 1;
    }
    counts
}

/// The `most` words of `order` that occur most often, in that order; of those that do equally often, the earlier ones.
fn frequent(order: &[u32], counts: &[(u32, u32)], most: usize) -> Vec<u32> {
    let mut there: Vec<u32> = order.iter().copied().filter(|&word| counts[word as usize].0 > 0).collect();
    if there.len() > most {
        // No two words begin at one place, so the choice is the same in every run.
        let rank = |word: u32| (Reverse(counts[word as usize].0), counts[word as usize].1);
        let mut ranks: Vec<_> = there.iter().map(|&word| rank(word)).collect();
        let last = *ranks.select_nth_unstable(most - 1).1;
        there.retain(|&word| rank(word) <= last);
    }
    there
}

/// A hash of each run of words that is the same on every machine: FNV-1a with a final mix.
///
/// The runs that a word is in are hashed together: one waits for the multiplications of the other anyway.
fn runs(words: &[&str]) -> Vec<u32> {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let mut out = Vec::with_capacity(words.len());
    // The hashes of the runs that the next word begins, continues and ends.
    let mut under_way = [OFFSET; RUN];
    for (n, word) in words.iter().enumerate() {
        for byte in word.bytes().chain([0]) {
            under_way.iter_mut().for_each(|h| *h = (*h ^ u64::from(byte)).wrapping_mul(PRIME));
        }
        if n + 1 >= RUN {
            // FNV leaves the high bits weak; the smallest hashes are kept, so they must be mixed.
            let mut h = under_way[RUN - 1];
            h ^= h >> 32;
            h = h.wrapping_mul(0x9e37_79b9_7f4a_7c15);
            out.push(((h ^ (h >> 29)) >> 32) as u32);
        }
        under_way.rotate_right(1);
        under_way[0] = OFFSET;
    }
    out
}

/// A hash in eight hexadecimal digits.
fn hexadecimal(hash: u32) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut digits = String::with_capacity(8);
    for byte in hash.to_be_bytes() {
        digits.push(char::from(DIGITS[usize::from(byte >> 4)]));
        digits.push(char::from(DIGITS[usize::from(byte & 0xf)]));
    }
    digits
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
        let terms = doc.terms();
        let words: Vec<&str> = terms.met.iter().map(|(_, word)| &*terms.words[*word as usize]).collect();
        assert_eq!(words.join(" "), rasid_lang::stem::search_terms(text));
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
