//! What the rules for events stand on: the report, its names and statements, and the classes
//! of words beside a trigger.

use super::Member;
use super::party::{Party, acting};
use crate::doc::Doc;
use crate::names::{Kind, Names};
use crate::statements::Statements;
use rasid_lang::clitics::Enclitic;
use rasid_lang::tables::actors::TitleClass;
use rasid_lang::tables::topics::Topic;
use rasid_lang::tables::triggers::Entry;
use rasid_lang::{Kinds, Particle, Sense};
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

/// How far back a subject is looked for, in tokens. Sentences of news are shorter; a text without stops must not take a
/// time that grows with its square.
pub(super) const FAR: usize = 300;

/// So many statements and names ago somebody may have been named who is spoken of again.
const AGO: usize = 1000;

/// The ground that rules read.
pub(crate) struct Ground<'a, 't, 'l> {
    pub doc: &'a Doc<'t, 'l>,
    pub names: &'a Names,
    pub statements: &'a Statements,
    topics: Topics,
    /// The armed opposition that the report speaks of most, whom "the fighters" are where nothing says whose they are.
    fighters: Option<Rc<str>>,
    /// Tokens of the pronouns whose meaning is being looked for, so that none hangs on itself.
    asked: RefCell<Vec<usize>>,
}

/// The words of every class that begin at each token, found once: rules ask for them at every token again.
struct Topics {
    /// The class and one past the last token.
    words: Vec<(Topic, u32)>,
    /// For each token where its words begin in `words`, and at last where they all end.
    from: Vec<u32>,
}

impl Topics {
    fn new(doc: &Doc<'_, '_>) -> Self {
        let mut topics = Topics { words: Vec::new(), from: Vec::with_capacity(doc.len() + 1) };
        for i in 0..doc.len() {
            topics.from.push(topics.words.len() as u32);
            topics.words.extend(doc.hits(i).iter().filter_map(|h| match h.sense {
                // No class has a pronoun of the first person; such an ending belongs to the word.
                Sense::Trigger(..) if h.pronoun == Some(Enclitic::Me) => None,
                Sense::Trigger(e, _) => match doc.lexicon.trigger(e) {
                    Entry::Topic(topic) => Some((*topic, h.end as u32)),
                    Entry::Event(_) => None,
                },
                _ => None,
            }));
        }
        topics.from.push(topics.words.len() as u32);
        topics
    }

    fn at(&self, i: usize) -> &[(Topic, u32)] {
        match self.from.get(i..i + 2) {
            Some(&[from, to]) => &self.words[from as usize..to as usize],
            _ => &[],
        }
    }
}

/// How the labels of opposition fighters without a name end.
const FIGHTERS: [&str; 2] = [" armed opposition", " armed groups"];

impl<'a, 't, 'l> Ground<'a, 't, 'l> {
    /// The ground of a report.
    pub fn new(doc: &'a Doc<'t, 'l>, names: &'a Names, statements: &'a Statements) -> Self {
        let mut counts: Vec<(&Rc<str>, usize)> = Vec::new();
        for id in names.mentions.iter().map(|m| &m.id).filter(|id| is_fighters(id)) {
            match counts.iter_mut().find(|(known, _)| *known == id) {
                Some((_, n)) => *n += 1,
                None => counts.push((id, 1)),
            }
        }
        let fighters = counts.iter().rev().max_by_key(|(_, n)| *n).map(|(id, _)| (*id).clone());
        Ground { doc, names, statements, topics: Topics::new(doc), fighters, asked: RefCell::default() }
    }
}

/// Whether an identifier is that of opposition fighters without a name of their own.
fn is_fighters(id: &str) -> bool {
    id.starts_with("grp:") && !id.contains("pro-government") && FIGHTERS.iter().any(|end| id.ends_with(end))
}

/// So many pronouns may hang on one another.
const NESTED: usize = 3;

impl Ground<'_, '_, '_> {
    /// What `find` finds for the pronoun at token `at`; nothing where that hangs on this pronoun itself, or on too many.
    pub fn asked_once<T>(&self, at: usize, find: impl FnOnce() -> Option<T>) -> Option<T> {
        {
            let mut asked = self.asked.borrow_mut();
            if asked.len() >= NESTED || asked.contains(&at) {
                return None;
            }
            asked.push(at);
        }
        let found = find();
        self.asked.borrow_mut().pop();
        found
    }

    /// Gives fighters who are called only so, or by a word of blame, the identifier that the report has for them.
    pub fn name_fighters(&self, members: &mut [Member]) {
        for member in members {
            let named = match &*member.id {
                "anon:fighter" | "anon:fighters" => self.fighters.clone(),
                id => id.strip_suffix(FIGHTERS[1]).and_then(|place| {
                    let other = format!("{place}{}", FIGHTERS[0]);
                    self.names.mentions.iter().find(|m| *m.id == *other).map(|m| m.id.clone())
                }),
            };
            if let Some(id) = named {
                (member.id, member.kind) = (id, Kind::Party);
            }
        }
    }

    /// The end of the word of class `topic` that begins at token `i`.
    pub fn topic(&self, i: usize, topic: Topic) -> Option<usize> {
        self.topics.at(i).iter().filter(|(class, _)| *class == topic).map(|(_, end)| *end as usize).max()
    }

    /// The classes of the words that begin at token `i`.
    pub fn topics_at(&self, i: usize) -> impl Iterator<Item = Topic> {
        self.topics.at(i).iter().map(|(topic, _)| *topic)
    }

    /// Whether a word of one of the classes begins at token `i`.
    pub fn any_topic(&self, i: usize, topics: &[Topic]) -> bool {
        self.topics.at(i).iter().any(|(class, _)| topics.contains(class))
    }

    /// Whether a word of one of the classes begins inside `range`.
    pub fn topic_within(&self, range: Range<usize>, topics: &[Topic]) -> bool {
        range.into_iter().any(|i| self.any_topic(i, topics))
    }

    /// Whether token `i` lies inside a phrase of class `topic` that began before it.
    pub fn inside_topic(&self, i: usize, topic: Topic) -> bool {
        (i.saturating_sub(4)..i).any(|k| self.topic(k, topic).is_some_and(|end| end > i))
    }

    /// Whether the name of a place begins at token `i`, or of a state used as one.
    pub fn is_place(&self, i: usize) -> bool {
        self.names.mention_at(i).is_some_and(|m| m.first == i && (m.kind == Kind::Place || m.as_place))
    }

    /// Number of the innermost statement around token `i`.
    pub fn statement_at(&self, i: usize) -> Option<usize> {
        self.statements.innermost(self.doc.tokens[i].span)
    }

    /// Whether token `i` is a preposition, or one that goes with a verb.
    pub fn is_preposition(&self, i: usize) -> bool {
        self.doc.any_particle(i, &[Particle::Preposition, Particle::Locative]) || self.doc.has(i, Kinds::TAKES)
    }

    /// Who speaks in statement `n`: the words that last named them, with their identifier; all
    /// of them where several speak.
    pub fn speaker(&self, n: usize, at: usize) -> Option<Party> {
        let draft = &self.statements[n];
        let id = draft.speaker_id.clone()?;
        // A speaker that is only words of the text is no actor that anything is known of.
        if !id.is_ascii() {
            return None;
        }
        let span = draft.speaker.or_else(|| {
            self.statements[..n]
                .iter()
                .rev()
                .take(AGO)
                .find(|d| d.speaker.is_some() && d.speaker_id.as_ref() == Some(&id))
                .and_then(|d| d.speaker)
        });
        let span = span.or_else(|| {
            let mentions = &self.names.mentions;
            let before = mentions.partition_point(|m| m.span.start < draft.cue_span.start);
            mentions[..before].iter().rev().take(AGO).find(|m| m.id == id).map(|m| m.span)
        })?;
        if id.contains('+') {
            if let Some(party) = self.party(self.doc.token_at(span.start)).filter(|p| p.members.len() > 1) {
                return Some(Party { first: at, end: at, ..party });
            }
            let members = id.split('+').map(|id| Member { span, id: id.into(), kind: self.kind_of(id) }).collect();
            return Some(Party { first: at, end: at, members });
        }
        // "American officials said": they stand for their state, as in any other part of an event.
        let side = self.named(self.doc.token_at(span.start)).filter(|(side, ..)| {
            id.starts_with("anon:")
                && draft.speaker.is_some()
                && !side.starts_with("anon:")
                && !side.starts_with("grp:")
        });
        let (id, kind) = side.map_or_else(|| (id.clone(), self.kind_of(&id)), |(id, _, kind)| (id, kind));
        Some(Party { first: at, end: at, members: vec![Member { span, id, kind }] })
    }

    /// Whether an actor is a political one: known to the tables, a side, or the bearer of an office.
    pub fn is_political(&self, member: &Member) -> bool {
        let id = &*member.id;
        if member.kind == Kind::People {
            return false;
        }
        if member.kind != Kind::Person || id.starts_with("grp:") || id.contains('+') {
            return true;
        }
        let state = id.split(':').next().is_some_and(|c| c.len() == 3 && c.bytes().all(|b| b.is_ascii_uppercase()));
        if state || self.doc.lexicon.actor_by_id(id).is_some() {
            return true;
        }
        self.names.roles.iter().filter(|r| &*r.id == id).any(|r| (r.first..r.end).any(|i| self.is_office(i)))
    }

    /// Whether a word for an outlet or site begins at token `i`.
    pub fn is_media(&self, i: usize) -> bool {
        self.doc
            .hits_of(i, Kinds::TITLE)
            .iter()
            .any(|h| matches!(h.sense, Sense::Title(t) if self.doc.lexicon.title(t).class == TitleClass::Media))
    }

    /// Whether a title of a political or armed office begins at token `i`.
    fn is_office(&self, i: usize) -> bool {
        use TitleClass::*;
        self.doc
            .longest_of(i, Kinds::TITLE, |h| match h.sense {
                Sense::Title(t) => Some(t),
                _ => None,
            })
            .is_some_and(|(_, title)| {
                let title = self.doc.lexicon.title(title);
                match title.class {
                    HeadOfState | HeadOfGovernment | Minister | Deputy | Spokesperson | Envoy | Ambassador
                    | SecretaryGeneral | Commander | Rank | Royal | Adviser | Official | Anonymous => true,
                    Document => title.gloss.contains("resolution"),
                    Director | Private | Media | Honorific => false,
                }
            })
    }

    /// What an identifier stands for.
    pub fn kind_of(&self, id: &str) -> Kind {
        self.names.mentions.iter().find(|m| &*m.id == id).map_or(Kind::Person, |m| acting(id, m.kind))
    }
}
