//! Phrases of titles: a title with the name of its bearer in either order; unnamed sources.
//!
//! [`super::titles`] reads the title part, [`super::unknown`] names that no table holds,
//! [`super::bearers`] finds who bears a title without a name.

use super::titles::Title;
use super::{Context, Kind, Mention};
use crate::doc::Doc;
use rasid_lang::tables::actors::TitleClass;
use rasid_record::NamingKind;
use rasid_text::Span;
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// A phrase of a title or of an unnamed source.
#[derive(Clone, Debug)]
pub(crate) struct Role {
    /// First token.
    pub first: usize,
    /// One past the last token.
    pub end: usize,
    /// Where, without proclitics.
    pub span: Span,
    /// Identifier of the bearer.
    pub id: Rc<str>,
    /// The token at which the bearer's own name begins, where one is written.
    pub name: Option<usize>,
}

/// Reads all phrases of titles. Also returns the mentions with those that turned out to be
/// second mentions of unknown persons.
pub(super) fn find(doc: &Doc<'_, '_>, mentions: Vec<Mention>, context: &Context) -> (Vec<Mention>, Vec<Role>) {
    let mut reader = Reader { doc, context, mentions, roles: Vec::new(), bearers: Vec::new(), local: FxHashMap::default() };
    let mut i = 0;
    while i < doc.len() {
        i = reader.at(i).max(i + 1);
    }
    (reader.mentions, reader.roles)
}

/// Reads a report from its head to its end.
pub(super) struct Reader<'d, 't, 'l> {
    pub doc: &'d Doc<'t, 'l>,
    pub context: &'d Context,
    pub mentions: Vec<Mention>,
    pub roles: Vec<Role>,
    /// Titles read so far with who bears them, for second mentions.
    pub bearers: Vec<(Title, Rc<str>)>,
    /// Last names of persons that no table holds.
    pub local: FxHashMap<String, Rc<str>>,
}

impl Reader<'_, '_, '_> {
    /// The mention that begins at token `i`.
    pub(super) fn mention_from(&self, i: usize) -> Option<&Mention> {
        let n = self.mentions.partition_point(|m| m.first < i);
        self.mentions.get(n).filter(|m| m.first == i)
    }

    /// The person named at token `i`.
    pub(super) fn person_at(&self, i: usize) -> Option<&Mention> {
        self.mention_from(i).filter(|m| m.kind == Kind::Person && !self.doc.clitics(i).and)
    }

    fn at(&mut self, i: usize) -> usize {
        if let Some((title, end)) = self.title_at(i) {
            return self.titled(i, title, end);
        }
        if let Some(person) = self.mention_from(i).filter(|m| m.kind == Kind::Person) {
            let (id, end) = (person.id.clone(), person.end);
            self.remember(i, end, &id);
            return self.named_first(i, id, end);
        }
        if let Some(end) = self.unknown_speaker(i) {
            let id = self.name_unknown(i, end, &Title::default());
            return self.named_first(i, id, end);
        }
        if let Some(id) = self.local.get(self.doc.folded(i)).cloned()
            && self.mention_from(i).is_none()
            && self.roles.last().is_none_or(|r| r.end <= i)
        {
            let span = self.doc.span(i, 0, i + 1);
            let at = self.mentions.partition_point(|m| m.first < i);
            self.mentions.insert(at, Mention {
                first: i,
                end: i + 1,
                span,
                id: id.clone(),
                kind: Kind::Person,
                word: NamingKind::Plain,
                as_place: false,
            });
            self.push(i, i + 1, id, Some(i));
            return i + 1;
        }
        i
    }

    fn push(&mut self, first: usize, end: usize, id: Rc<str>, name: Option<usize>) {
        let span = self.doc.span(first, self.doc.cut(first), end);
        self.roles.push(Role { first, end, span, id, name });
    }

    /// A phrase that begins with a title.
    fn titled(&mut self, first: usize, title: Title, end: usize) -> usize {
        let doc = self.doc;
        let comma = doc.is_comma(end) as usize;
        let at = end + comma;
        if let Some(person) = self.person_at(at) {
            let (id, after) = (person.id.clone(), person.end);
            self.remember(at, after, &id);
            self.bearers.push((title, id.clone()));
            self.push(first, after, id, Some(at));
            return after;
        }
        let takes_name = !matches!(title.class, Some(TitleClass::Document | TitleClass::Media));
        if takes_name && let Some(after) = self.unknown_name(at, comma == 1) {
            let id = self.name_unknown(at, after, &title);
            self.bearers.push((title, id.clone()));
            self.push(first, after, id, Some(at));
            return after;
        }
        let Some(id) = self.bearer(&title, first, end) else { return first };
        self.bearers.push((title, id.clone()));
        self.push(first, end, id, None);
        end
    }

    /// A phrase that begins with a name; a title may follow behind a comma.
    fn named_first(&mut self, first: usize, id: Rc<str>, end: usize) -> usize {
        let comma = self.doc.is_comma(end) as usize;
        if let Some((title, after)) = self.title_at(end + comma)
            && self.person_at(after).is_none()
            && !self.doc.clitics(end + comma).and
            && self.doc.sentence_of(first) == self.doc.sentence_of(after - 1)
        {
            self.bearers.push((title, id.clone()));
            self.push(first, after, id, Some(first));
            return after;
        }
        self.push(first, end, id, Some(first));
        end
    }
}
