//! What a word form can be: where its proclitics end, which entry word remains, which pronoun
//! follows. Each form is analysed once and remembered by the reader.

use crate::Lexicon;
use crate::clitics::{Enclitic, Proclitics, cuts, without_enclitic};
use crate::dictionary::{Dictionary, WordId};
use crate::inflect::{Aspect, is_definite};
use crate::senses::Sense;

/// One way to read a form as a word of the dictionary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Bytes of the folded form before the word.
    pub cut: u8,
    /// The letters cut off before it.
    pub clitics: Proclitics,
    /// The word.
    pub word: WordId,
    /// The pronoun after it.
    pub pronoun: Option<Enclitic>,
}

/// What is known of a folded form.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// Ways to read it as the first word of an entry, best first.
    pub parts: Vec<Part>,
    /// The form as it stands, where it is a word of some entry.
    pub whole: Option<WordId>,
    /// Where two words were typed as one, the folded byte at which the second begins.
    pub glued: Option<usize>,
    /// The proclitics that a word outside the dictionary seems to carry, and their bytes.
    pub guess: (Proclitics, usize),
}

/// The conjunction that is written to the next word.
const AND: char = 'و';
/// Shortest form in letters that is looked at for two words typed as one.
const GLUED_LETTERS: usize = 7;
/// Longest such form: no two words of any table are longer, and every border of a form costs its whole length.
const LONGEST_GLUED: usize = 64;

/// Analyses a folded form.
pub fn analyse(lexicon: &Lexicon, form: &str) -> Analysis {
    let dictionary = lexicon.dictionary();
    let all = cuts(form);
    let begins = |word: &str| dictionary.word(word).filter(|w| dictionary.step(Dictionary::ROOT, *w).is_some());
    let mut out = Analysis { whole: dictionary.word(form), ..Analysis::default() };
    for cut in &all {
        if let Some(word) = begins(&cut.word) {
            out.parts.push(Part { cut: cut.bytes as u8, clitics: cut.clitics, word, pronoun: None });
            // The longest word wins: واشنطن is no و + اشنطن.
            break;
        }
    }
    // ورد is "came in" and "and replied": a verb of speech is read both ways.
    if let Some(first) = out.parts.first().filter(|p| p.cut == 0 && form.starts_with(AND)).copied() {
        let senses = |word| dictionary.step(Dictionary::ROOT, word).map_or(&[][..], |node| dictionary.senses(node));
        let verb = senses(first.word).iter().all(|s| matches!(s, Sense::Verb(_)));
        let reports =
            |word: &WordId| senses(*word).iter().any(|s| matches!(s, Sense::Cue(_, f) if f.aspect == Aspect::Past));
        let rest = all.iter().find(|c| c.bytes == AND.len_utf8());
        if verb && let Some((cut, word)) = rest.and_then(|c| Some((c, begins(&c.word).filter(reports)?))) {
            out.parts.push(Part { cut: cut.bytes as u8, clitics: cut.clitics, word, pronoun: None });
        }
    }
    // وصفه is "described him", and no "and a feature" alone.
    if out.parts.first().is_some_and(|p| p.cut as usize == AND.len_utf8()) && form.starts_with(AND) {
        let described = without_enclitic(form).into_iter().find_map(|(stem, pronoun)| {
            let word = begins(&stem)?;
            let node = dictionary.step(Dictionary::ROOT, word)?;
            let past = |s: &Sense| matches!(s, Sense::Cue(_, f) if f.aspect == Aspect::Past);
            dictionary.senses(node).iter().any(past).then_some((word, pronoun))
        });
        if let Some((word, pronoun)) = described {
            out.parts.push(Part { cut: 0, clitics: Proclitics::default(), word, pronoun: Some(pronoun) });
        }
    }
    if out.parts.is_empty() {
        // A noun with the article takes no pronoun; only a verb may begin like it (التقاه).
        let takes_pronoun = |word| {
            let node = dictionary.step(Dictionary::ROOT, word);
            node.is_some_and(|n| dictionary.senses(n).iter().any(Sense::is_finite_verb))
        };
        'cuts: for cut in &all {
            let definite = is_definite(&cut.word);
            for (stem, pronoun) in without_enclitic(&cut.word) {
                if let Some(word) = begins(&stem).filter(|w| !definite || takes_pronoun(*w)) {
                    out.parts.push(Part { cut: cut.bytes as u8, clitics: cut.clitics, word, pronoun: Some(pronoun) });
                    break 'cuts;
                }
            }
        }
    }
    if out.parts.is_empty() {
        out.guess = guess(form);
        out.glued = if out.whole.is_none() { glued(lexicon, form) } else { None };
    }
    out
}

/// Finds where two words were typed as one: the two must be neighbours in an entry
/// (الأممالمتحدة), or two names joined by و (موسكووواشنطن).
fn glued(lexicon: &Lexicon, form: &str) -> Option<usize> {
    if !(GLUED_LETTERS..=LONGEST_GLUED).contains(&form.chars().take(LONGEST_GLUED + 1).count()) {
        return None;
    }
    let dictionary = lexicon.dictionary();
    let borders = form.char_indices().map(|(at, _)| at).skip(3);
    for at in borders {
        let (left, right) = form.split_at(at);
        let Some(node) = cuts(left)
            .into_iter()
            .find_map(|c| dictionary.word(&c.word).and_then(|w| dictionary.step(Dictionary::ROOT, w)))
        else {
            continue;
        };
        if dictionary.word(right).is_some_and(|w| dictionary.step(node, w).is_some()) {
            return Some(at);
        }
        let name_before = dictionary.senses(node).iter().any(|s| s.is_name());
        let name_after = right
            .strip_prefix('و')
            .and_then(|r| dictionary.word(r))
            .and_then(|w| dictionary.step(Dictionary::ROOT, w))
            .is_some_and(|n| dictionary.senses(n).iter().any(|s| s.is_name()));
        if name_before && name_after {
            return Some(at);
        }
    }
    None
}

/// Proclitics that a form outside the dictionary surely carries: those before the article.
fn guess(form: &str) -> (Proclitics, usize) {
    cuts(form)
        .into_iter()
        .find(|c| c.bytes > 0 && c.word.starts_with("ال") && c.word.chars().count() > 4)
        .map_or((Proclitics::default(), 0), |c| (c.clitics, c.bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_noun_with_the_article_takes_no_pronoun() {
        let lexicon = Lexicon::builtin();
        assert!(analyse(&lexicon, "الغربي").parts.is_empty());
        assert!(analyse(&lexicon, "قالها").parts.iter().any(|p| p.pronoun == Some(Enclitic::Her)));
    }
}
