//! Phrases of titles: a title with the name of its bearer in either order; unnamed sources.
//!
//! [`super::titles`] reads the title part, [`super::unknown`] names that no table holds,
//! [`super::bearers`] finds who bears a title without a name.

use super::titles::Title;
use super::unknown::PERSON;
use super::{Context, Kind, Mention};
use crate::doc::Doc;
use rasid_lang::Particle;
use rasid_lang::inflect::is_sound_plural;
use rasid_lang::tables::actors::TitleClass;
use rasid_text::Span;
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// So many names ago the full name may stand of somebody whose last name is a title elsewhere.
const SURNAMES: usize = 200;
/// Words of the name of a body that no table knows, between the title of its head and his name.
const BODY: usize = 6;

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
/// second mentions of unknown persons, and the tokens of unknown names.
pub(super) fn find(
    doc: &Doc<'_, '_>,
    mentions: Vec<Mention>,
    context: &Context,
) -> (Vec<Mention>, Vec<Role>, Vec<usize>) {
    let mut reader = Reader {
        doc,
        context,
        mentions,
        roles: Vec::new(),
        bearers: Vec::new(),
        local: FxHashMap::default(),
        spelled: FxHashMap::default(),
        unknown: Vec::new(),
    };
    let mut i = 0;
    while i < doc.len() {
        i = reader.at(i).max(i + 1);
    }
    reader.headline();
    (reader.mentions, reader.roles, reader.unknown)
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
    /// The same and full names of persons that no table holds, by what their spellings have in common.
    pub spelled: FxHashMap<String, Rc<str>>,
    /// Tokens of names that no table holds.
    pub unknown: Vec<usize>,
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
        if let Some((title, end)) = self.title_at(i)
            && !self.is_surname(i, end)
        {
            return self.titled(i, title, end);
        }
        if let Some(person) = self.mention_from(i).filter(|m| m.kind == Kind::Person) {
            let (id, end) = (person.id.clone(), person.end);
            self.remember(i, end, &id);
            return self.named_first(i, id, end);
        }
        if let Some((title, name, end)) = self.titled_by_unknown(i) {
            let id = self.name_unknown(name, end, &title);
            self.bearers.push((title, id.clone()));
            self.push(i, end, id, Some(name));
            return end;
        }
        if let Some(end) = self.unknown_speaker(i) {
            let id = self.name_unknown(i, end, &Title::default());
            return self.named_first(i, id, end);
        }
        if self.mention_from(i).is_none()
            && self.roles.last().is_none_or(|r| r.end <= i)
            && let Some((cut, id)) = self.last_name(i)
        {
            self.unknown.extend((cut == 0 && self.doc.hits(i).is_empty()).then_some(i));
            self.name_again(i, cut, id);
            return i + 1;
        }
        i
    }

    /// Whether a title right behind a name at token `at` may be that of the person `id` who is named: nobody is their own
    /// counterpart, "officials", or minister of another country ("Lavrov met the Turkish foreign minister").
    fn may_be_called(&self, title: &Title, at: usize, id: &str) -> bool {
        let office = title.class.is_some_and(TitleClass::is_office);
        let own = self.doc.lexicon.actor_by_id(id).and_then(|a| a.country.as_deref());
        let abroad = office && own.zip(title.state.as_deref()).is_some_and(|(own, state)| own != state);
        let others = matches!(title.class, Some(TitleClass::Anonymous | TitleClass::Document))
            && (!title.definite || is_sound_plural(self.doc.folded(at)));
        !title.counterpart && !abroad && !others
    }

    /// Whether the single word at token `i`, a title elsewhere, is the last name of somebody whom the report has told
    /// the full name of: a minister whose name means "the teacher".
    fn is_surname(&self, i: usize, end: usize) -> bool {
        let named = self.mention_from(i).filter(|m| m.kind == Kind::Person && m.end == i + 1 && end == i + 1);
        named.is_some_and(|named| {
            let until = self.mentions.partition_point(|m| m.first < i);
            let before = &self.mentions[until.saturating_sub(SURNAMES)..until];
            before.iter().any(|m| m.id == named.id && m.end > m.first + 1)
        })
    }

    fn push(&mut self, first: usize, end: usize, id: Rc<str>, name: Option<usize>) {
        // A name that no table holds carries nothing before it, whatever its first letter is like.
        let unknown = name == Some(first) && self.mention_from(first).is_none();
        let span = self.doc.span(first, if unknown { 0 } else { self.doc.cut(first) }, end);
        self.roles.push(Role { first, end, span, id, name });
    }

    /// A phrase that begins with a title.
    fn titled(&mut self, first: usize, title: Title, end: usize) -> usize {
        let doc = self.doc;
        let comma = doc.is_comma(end) as usize;
        let at = end + comma;
        // "An adviser of the president's name": whose adviser, and not what the adviser is called.
        let of_another = comma == 0
            && end == first + 1
            && !title.definite
            && matches!(title.class, Some(TitleClass::Adviser | TitleClass::Spokesperson | TitleClass::Envoy));
        if let Some(person) = self.person_at(at).filter(|_| of_another) {
            let (after, label) = (person.end, title.gloss.split(';').next().unwrap_or(PERSON).to_owned());
            let id: Rc<str> = format!("anon:{label}").into();
            self.bearers.push((title, id.clone()));
            self.push(first, after, id, None);
            return after;
        }
        if self.person_at(at).is_some() {
            return self.borne(title, first, at);
        }
        // "The newspaper", named before: the outlet itself speaks.
        if title.class == Some(TitleClass::Media) && self.mention_from(first).is_some_and(|m| m.end >= end) {
            return first;
        }
        let takes_name = !matches!(title.class, Some(TitleClass::Document | TitleClass::Media));
        // "A witness called": whatever the name is, it follows.
        let (at, called) =
            if doc.together(first, at) && self.name_word(at).called { (at + 1, true) } else { (at, false) };
        if called {
            let after = self.titled_name(at);
            // Whoever is only called something is a private person.
            let title = Title { class: Some(TitleClass::Private), ..title };
            let id = self.name_unknown(at, after, &title);
            self.bearers.push((title, id.clone()));
            self.push(first, after, id, Some(at));
            return after;
        }
        // "A spy on the ground": behind somebody unnamed what is written like a preposition is one.
        let grammar = !title.definite && doc.any_particle(at, &[Particle::Preposition]) && doc.is_definite(at + 1);
        let takes_name = takes_name && !grammar;
        if takes_name && let Some(after) = self.unknown_name(at, comma == 1) {
            let id = self.name_unknown(at, after, &title);
            self.bearers.push((title, id.clone()));
            self.push(first, after, id, Some(at));
            return after;
        }
        // "Brigadier Mansi", of whom the report has told the full name.
        if takes_name
            && doc.together(first, at)
            && self.mention_from(at).is_none()
            && let Some((0, id)) = self.last_name(at)
        {
            self.bearers.push((title, id.clone()));
            self.push(first, at + 1, id, Some(at));
            return at + 1;
        }
        if takes_name && let Some(after) = self.single_name(&title, end) {
            let id = self.name_unknown(end, after, &title);
            self.bearers.push((title, id.clone()));
            self.push(first, after, id, Some(end));
            return after;
        }
        // "The head of the Iranian atomic energy organisation so-and-so": a body that no table knows, of the person's land.
        if takes_name
            && !title.definite
            && let Some(at) = self.person_of_body(end)
        {
            return self.borne(title, first, at);
        }
        let id = self.bearer(&title, first, end);
        // "The deputy head of the committee and coordinator of the convoys, so-and-so": one person of two
        // offices, unless it is known who holds the first.
        if takes_name
            && id.as_deref().is_none_or(|id| id.starts_with("anon:"))
            && doc.clitics(end).and
            && let Some((second, after)) = self.title_at(end).filter(|_| doc.together(first, end))
            && !second.definite
            && let Some(name_end) = self.person_at(after).map(|m| m.end).or_else(|| self.unknown_name(after, false))
        {
            let id = match self.person_at(after) {
                Some(person) => person.id.clone(),
                None => self.name_unknown(after, name_end, &second),
            };
            self.remember(after, name_end, &id);
            self.bearers.push((title, id.clone()));
            self.bearers.push((second, id.clone()));
            self.push(first, name_end, id, Some(after));
            return name_end;
        }
        if takes_name
            && id.as_deref().is_none_or(|id| id.starts_with("anon:"))
            && self.speaks_before(first)
            && let Some((name, after)) = self.name_behind(end)
        {
            let id = match self.person_at(name) {
                Some(person) => person.id.clone(),
                None => self.name_unknown(name, after, &title),
            };
            self.remember(name, after, &id);
            self.bearers.push((title, id.clone()));
            self.push(first, after, id, Some(name));
            return after;
        }
        let Some(id) = id else { return first };
        self.bearers.push((title, id.clone()));
        self.push(first, end, id, None);
        end
    }

    /// Notes that the person named at token `at` bears the title that begins at `first`; the end of both.
    fn borne(&mut self, title: Title, first: usize, at: usize) -> usize {
        let Some((id, after)) = self.person_at(at).map(|person| (person.id.clone(), person.end)) else { return at };
        self.remember(at, after, &id);
        self.bearers.push((title, id.clone()));
        self.push(first, after, id, Some(at));
        after
    }

    /// The person behind the name of a body that begins at token `at` and whose nationality is that of the person.
    fn person_of_body(&self, at: usize) -> Option<usize> {
        let doc = self.doc;
        let word =
            |i: usize| doc.is_word(i) && !self.is_action(i) && doc.clitics(i).is_empty() && self.title_at(i).is_none();
        let name = (at + 1..at + BODY).find(|&i| self.person_at(i).is_some())?;
        if !doc.together(at, name) || !(at..name).all(word) {
            return None;
        }
        let country = doc.lexicon.actor_by_id(&self.person_at(name)?.id)?.country.as_deref()?;
        (at + 1..name).any(|i| self.nation_at(i) == Some(country)).then_some(name)
    }

    /// A phrase that begins with a name; a title may follow behind a comma.
    fn named_first(&mut self, first: usize, id: Rc<str>, end: usize) -> usize {
        let comma = self.doc.is_comma(end) as usize;
        // "…, and she is a teacher": private persons have no name of their own from then on.
        if comma == 1
            && let Some(at) = self.who_is(end + 1)
            && let Some((title, after)) = self.title_at(at)
            && self.doc.together(first, after - 1)
        {
            let private = title.class == Some(TitleClass::Private) && self.mention_from(first).is_none();
            let id = if private { self.name_unknown(first, end, &title) } else { id };
            let after = self.closed_title(after, true);
            self.bearers.push((title, id.clone()));
            self.push(first, after, id, Some(first));
            return after;
        }
        // "…, and she is a mother of four".
        if comma == 1
            && self.mention_from(first).is_none()
            && let Some(at) = self.who_is(end + 1).filter(|&at| self.is_private_noun(at))
        {
            let title = Title { class: Some(TitleClass::Private), gloss: PERSON.to_owned(), ..Title::default() };
            let id = self.name_unknown(first, end, &title);
            let after = self.closed_title(at + 1, true);
            self.bearers.push((title, id.clone()));
            self.push(first, after, id, Some(first));
            return after;
        }
        // "… to a magazine": a title behind a preposition is somebody else.
        if let Some((title, after)) = self.title_at(end + comma)
            && !self.doc.clitics(end + comma).is_preposition()
            && self.person_at(after).is_none()
            // "Sisi [met] King Salman": the title is the first word of another's name.
            && self.person_at(end + comma).is_none()
            && !self.doc.clitics(end + comma).and
            && (comma == 1 || self.may_be_called(&title, end, &id))
            && self.doc.sentence_of(first) == self.doc.sentence_of(after - 1)
        {
            let after = self.closed_title(after, comma == 1);
            self.bearers.push((title, id.clone()));
            self.push(first, after, id, Some(first));
            return after;
        }
        self.push(first, end, id, Some(first));
        end
    }
}
