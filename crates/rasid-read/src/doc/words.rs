//! What weighing asks of words: their letters, their pronouns, what they mean.

use super::Doc;
use super::facts::NO_FORM;
use rasid_lang::clitics::Enclitic;
use rasid_lang::meanings::Meaning;
use rasid_lang::weights::Part;
use rasid_lang::{Kinds, Sense};

impl<'t> Doc<'t, '_> {
    /// What the forms of the word at token `i` share; empty for numbers and signs.
    #[inline]
    pub fn skeleton(&self, i: usize) -> Part<'t> {
        self.forms.skeleton(self.facts.get(i).map_or(NO_FORM, |f| f.form))
    }

    /// The word at token `i` as [`bare`](Self::bare) gives it, as a part of signs.
    #[inline]
    pub fn bare_part(&self, i: usize) -> Part<'t> {
        let bare = self.bare(i);
        match (self.form(i), self.rest(i)) {
            (Some(form), Some(rest)) if form.cut == self.cut(i) => Part::kept(bare, rest.bare_hash),
            _ => Part::new(bare),
        }
    }

    /// The pronoun at the end of token `i`, where some table knows its word with one.
    #[inline]
    pub fn pronoun(&self, i: usize) -> Option<Enclitic> {
        self.rest(i)?.analysis.parts.first()?.pronoun
    }

    /// Whether token `i` is a preposition with a pronoun, which takes somebody up: "of him", "upon them".
    pub fn takes_up(&self, i: usize) -> bool {
        self.hits_of(i, Kinds::TAKES).iter().any(|h| matches!(h.sense, Sense::Takes(_, true)))
    }

    /// What the word at token `i` means in news.
    #[inline]
    pub fn meaning(&self, i: usize) -> Meaning {
        self.forms.meaning(self.lexicon, self.facts.get(i).map_or(NO_FORM, |f| f.form))
    }
}
