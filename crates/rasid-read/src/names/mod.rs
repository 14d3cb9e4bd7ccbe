//! Who and where: mentions of persons, states, organs, groups, bodies, outlets, parties and
//! places, each resolved to an identifier through the whole article.
//!
//! Two layers: [`atoms`] finds names by themselves; [`roles`] reads the phrases of titles
//! around them ("the Russian foreign minister Sergey Lavrov") and unnamed sources.

mod atoms;
mod backers;
mod bearers;
mod context;
mod proper;
mod roles;
mod standing;
mod titles;
mod unknown;

pub(crate) use context::Context;
pub(crate) use roles::Role;
pub(crate) use titles::is_state;

use crate::doc::Doc;
use rasid_record::NamingKind;
use rasid_text::Span;
use std::rc::Rc;

/// What a mention names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A public person.
    Person,
    /// A state by its own name or its people's.
    State,
    /// A state by its capital.
    Capital,
    /// An organ of a state.
    Organ,
    /// A group, movement, alliance or rival authority.
    Group,
    /// An international or relief body.
    Body,
    /// An outlet or agency.
    Outlet,
    /// A party without a proper name.
    Party,
    /// People at large: civilians, wounded.
    People,
    /// A place.
    Place,
}

/// A name in the text.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    /// First token.
    pub first: usize,
    /// One past the last token.
    pub end: usize,
    /// Where, in bytes, without proclitics.
    pub span: Span,
    /// Identifier.
    pub id: Rc<str>,
    /// What it names.
    pub kind: Kind,
    /// What kind of word it is.
    pub word: NamingKind,
    /// Whether the words stand for a place here, not for who acts.
    pub as_place: bool,
}

impl Mention {
    /// Whether it names somebody who can act or speak.
    pub fn is_actor(&self) -> bool {
        self.kind != Kind::Place && !self.as_place
    }
}

/// All names of a report.
pub(crate) struct Names {
    /// Names by themselves, in order, without overlap.
    pub mentions: Vec<Mention>,
    /// Phrases of titles and unnamed sources, in order, without overlap; they cover mentions.
    pub roles: Vec<Role>,
    /// What the report is about.
    pub context: Context,
    /// Tokens that are words of names that no table holds.
    pub unknown: Vec<usize>,
}

impl Names {
    /// Finds and resolves all names of `doc`.
    pub fn new(doc: &Doc<'_, '_>) -> Self {
        let context = Context::new(doc);
        let mentions = atoms::find(doc, &context);
        let (mentions, roles, unknown) = roles::find(doc, mentions, &context);
        Names { mentions, roles, context, unknown }
    }

    /// The mention that covers token `i`.
    pub fn mention_at(&self, i: usize) -> Option<&Mention> {
        let n = self.mentions.partition_point(|m| m.end <= i);
        self.mentions.get(n).filter(|m| m.first <= i)
    }

    /// The role phrase that covers token `i`.
    pub fn role_at(&self, i: usize) -> Option<&Role> {
        let n = self.roles.partition_point(|r| r.end <= i);
        self.roles.get(n).filter(|r| r.first <= i)
    }

    /// Identifier of the role that begins at token `i`, else of the actor named there, and the token behind it.
    pub fn actor_from(&self, i: usize) -> Option<(&Rc<str>, usize)> {
        let role = self.role_at(i).filter(|r| r.first == i).map(|r| (&r.id, r.end));
        role.or_else(|| self.mention_at(i).filter(|m| m.first == i && m.is_actor()).map(|m| (&m.id, m.end)))
    }

    /// Mentions that begin within `range`.
    pub fn within(&self, range: std::ops::Range<usize>) -> &[Mention] {
        let from = self.mentions.partition_point(|m| m.first < range.start);
        let to = self.mentions.partition_point(|m| m.first < range.end);
        &self.mentions[from..to.max(from)]
    }
}
