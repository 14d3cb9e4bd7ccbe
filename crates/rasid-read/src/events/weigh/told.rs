//! Which signs spoke most for and against what was weighed, in words, for those who ask why.

use super::sink::Sink;
use crate::trace::Weighed;
use rasid_lang::weights::{Part, STEPS, Signs, key};
use rasid_text::Span;

/// So many signs are told of each thing.
const TOLD: usize = 8;

/// What the parts of a template stand for.
const PARTS: [(&str, &str); 84] = [
    ("a", "tense or nature"),
    ("about", "what the sentence is about"),
    ("act", "type of the event"),
    ("actor", "kind of actor"),
    ("acts", "types of this event and the last"),
    ("after", "word behind them"),
    ("aux", "negation or modality"),
    ("b", "all words alike"),
    ("bm", "class of the word before them"),
    ("by", "speaker"),
    ("cast", "participants found by rules"),
    ("cl", "letters before the word"),
    ("commas", "commas between"),
    ("cue", "reporting word"),
    ("day", "time in the sentence"),
    ("def", "article"),
    ("f", "what the act's subject does"),
    ("far", "distance"),
    ("fig", "figure in the sentence"),
    ("from", "where they come from"),
    ("g", "word of grammar before"),
    ("gv", "verb before"),
    ("h", "their first word"),
    ("hm", "class of their first word"),
    ("in", "statement around it"),
    ("k", "letters of the word"),
    ("kin", "state of theirs and of who acts or speaks"),
    ("last", "the event before"),
    ("link", "what brings them in"),
    ("lm", "class of the word before the act"),
    ("m", "class of the word"),
    ("m+", "class of a word near behind"),
    ("m-", "class of a word near before"),
    ("many", "actors in the sentence"),
    ("meant", "pronoun that means them"),
    ("mech", "word of a mechanism"),
    ("mn", "class of the word behind"),
    ("mn2", "class of the second word behind"),
    ("mp", "class of the word before"),
    ("mp2", "class of the second word before"),
    ("mt", "types that the word may tell"),
    ("mv", "class of the verb before"),
    ("n", "word behind"),
    ("n+", "word near behind"),
    ("n1", "word behind"),
    ("n2", "second word behind"),
    ("name", "name of the rule"),
    ("nk", "letters of the word behind"),
    ("nm", "class of the word behind the act"),
    ("noun", "noun before them"),
    ("np", "who stands behind"),
    ("nth", "which of those named"),
    ("other", "part in another event"),
    ("others", "others between"),
    ("p", "word before"),
    ("p+", "word near before"),
    ("p1", "word before"),
    ("p2", "second word before"),
    ("phase", "word of a phase"),
    ("phrase", "last word of the phrase"),
    ("pk", "letters of the word before"),
    ("place", "subject or object"),
    ("pos", "part of the report"),
    ("pp", "who stands before"),
    ("rule", "what rules read"),
    ("sense", "entry of the table"),
    ("side", "before or behind"),
    ("t", "class of the word"),
    ("t+", "class of a word behind"),
    ("t-", "class of a word before"),
    ("tense", "tense of the verb before"),
    ("that", "a clause between"),
    ("times", "how often they are named"),
    ("tn", "word behind the act"),
    ("tp", "word before the act"),
    ("v", "good and bad words behind"),
    ("verbs", "verbs between"),
    ("voice", "who speaks or is spoken to"),
    ("w", "the word"),
    ("what", "kind of identifier"),
    ("when", "its time"),
    ("who", "kind of actor"),
    ("whom", "kind of who suffers it"),
    ("why", "why rules left it"),
];

/// A sign in words: of template `k|n` with two values it is "letters of the word, word behind:" and the two.
fn in_words(template: &'static str, values: &[Part<'_>]) -> String {
    let names: Vec<&str> = template.split('|').map(name).collect();
    let values: Vec<&str> = values.iter().map(|v| v.text).filter(|text| !text.is_empty()).collect();
    let names = names.join(", ");
    if values.is_empty() { names } else { format!("{names}: {}", values.join(", ")) }
}

/// What a part of a template stands for; a part without a name stands for itself.
fn name(part: &'static str) -> &'static str {
    PARTS.binary_search_by_key(&part, |(name, _)| name).map_or(part, |n| PARTS[n].1)
}

/// Keeps signs with what each weighs for one class.
pub(super) struct Told<'w, const N: usize> {
    weights: &'w Signs<N>,
    class: usize,
    signs: Vec<(String, f32)>,
}

impl<const N: usize> Sink for Told<'_, N> {
    fn put(&mut self, template: Part<'static>, values: &[Part<'_>]) {
        if let Some(weight) = self.weights.of(key(template, values)).and_then(|row| row.get(self.class)) {
            self.signs.push((in_words(template.text, values), f32::from(*weight) / STEPS));
        }
    }
}

/// What was found so likely at `span` for the event at `event`; `put` puts the signs again.
pub(super) fn told<const N: usize>(
    weights: &Signs<N>,
    (what, class, likely): (String, usize, f32),
    (span, event): (Span, Span),
    put: impl FnOnce(&mut Told<'_, N>),
) -> Weighed {
    let mut told = Told { weights, class, signs: Vec::new() };
    put(&mut told);
    let mut signs = told.signs;
    signs.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    signs.truncate(TOLD);
    Weighed { span, event, what, likely, signs }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPAN: Span = Span { start: 0, end: 6 };

    #[test]
    fn a_sign_is_told_in_words_with_its_weight_for_what_was_found() {
        let weights = rasid_lang::weights::Weights::read("part\tk|p=قصف|في\t0:0.5 2:1.5\npart\tb=\t2:-0.25\n");
        let [word, before] = ["قصف", "في"].map(Part::new);
        let told = told(&weights.parts, ("recipient".to_owned(), 1, 0.75), (SPAN, SPAN), |told| {
            told.put(Part::new("b"), &[Part::new("")]);
            told.put(Part::new("k|p"), &[word, before]);
            told.put(Part::new("k|p"), &[before, word]);
        });
        let signs: Vec<(&str, f32)> = told.signs.iter().map(|(sign, weight)| (&**sign, *weight)).collect();
        assert_eq!(signs, [("letters of the word, word before: قصف, في", 1.0), ("all words alike", -0.25)]);
    }

    #[test]
    fn parts_are_in_order_and_stand_once() {
        assert!(PARTS.windows(2).all(|two| two[0].0 < two[1].0));
    }
}
