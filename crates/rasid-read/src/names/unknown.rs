//! Persons that no table holds: their names beside a title or a reporting verb, and by their last
//! names from then on.

use super::roles::Reader;
use super::titles::Title;
use super::{Kind, Mention};
use rasid_lang::inflect::Aspect;
use rasid_lang::tables::actors::TitleClass;
use rasid_lang::translit::slug;
use rasid_lang::{NameForm, Sense};
use std::rc::Rc;

/// Longest unknown name, in words.
const NAME_WORDS: usize = 4;
impl Reader<'_, '_, '_> {
    /// Keeps the last word of a full name, by which the person is named from then on.
    pub(super) fn remember(&mut self, first: usize, end: usize, id: &Rc<str>) {
        if end > first + 1 {
            self.local.insert(self.doc.folded(end - 1).to_owned(), id.clone());
        }
    }

    /// A name that no table holds right behind a reporting verb, when a title follows it.
    pub(super) fn unknown_speaker(&self, i: usize) -> Option<usize> {
        let doc = self.doc;
        let before = i.checked_sub(1)?;
        let cue = doc.hits(before).iter().any(|h| {
            matches!(h.sense, Sense::Cue(_, f) if matches!(f.aspect, Aspect::Past | Aspect::Present))
        });
        if !cue {
            return None;
        }
        let end = self.unknown_name(i, true)?;
        let title = |at: usize| doc.hits(at).iter().any(|h| matches!(h.sense, Sense::Title(_)) && !h.clitics.and);
        (end..=end.min(i + NAME_WORDS)).find(|&e| doc.is_comma(e) && title(e + 1) || title(e))
    }

    /// The end of a name of two to four words that no table holds, at token `at`.
    pub(super) fn unknown_name(&self, at: usize, after_comma: bool) -> Option<usize> {
        let doc = self.doc;
        let sentence = doc.sentence(at);
        let mut end = at;
        while end < sentence.end && end - at < NAME_WORDS && self.may_be_name(end, end == at) {
            end += 1;
        }
        let words = end - at;
        let enough = if after_comma { 2 } else { 1 };
        // A single word must not be a common noun; two or more unknown words are a name.
        (words > enough || (words == enough && words >= 2)).then_some(end)
    }

    fn may_be_name(&self, i: usize, first: bool) -> bool {
        let doc = self.doc;
        // A surname that a public person bears too may end another name ("Kelly Kerry").
        let other = |m: &Mention| m.kind != Kind::Place && (first || m.kind != Kind::Person || m.end > m.first + 1);
        if !doc.is_word(i) || self.mention_from(i).is_some_and(other) {
            return false;
        }
        let folded = doc.folded(i);
        if folded.chars().nth(1).is_none() {
            return false;
        }
        let known = doc.hits(i).iter().any(|h| {
            !matches!(h.sense, Sense::Actor(_, NameForm::Short) | Sense::Place(_) | Sense::Trigger(..) | Sense::Verb(_))
                || !h.clitics.is_empty()
        });
        let definite_first = first && (doc.is_definite(i) || rasid_lang::inflect::is_definite_after_to(folded.get(2..).unwrap_or("")) && folded.len() > 8 && doc.preposition(i).0.to);
        !known && !definite_first && doc.clitics(i).is_empty()
    }

    /// Names the person of the words `first..end`, and remembers the last of them.
    pub(super) fn name_unknown(&mut self, first: usize, end: usize, title: &Title) -> Rc<str> {
        let doc = self.doc;
        if title.class == Some(TitleClass::Private) {
            return format!("anon:{}", title.gloss).into();
        }
        let words: Vec<&str> = (first..end).map(|i| doc.folded(i)).collect();
        let id: Rc<str> = slug(&words.join(" ")).into();
        if let Some(last) = words.last() {
            self.local.insert((*last).to_owned(), id.clone());
        }
        id
    }
}
