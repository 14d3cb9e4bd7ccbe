//! Phrases of titles: a title, the nationality, organ or body it belongs to, and the name of
//! its bearer in either order; unnamed sources; names that no table holds.

use super::{Context, Kind, Mention};
use crate::doc::Doc;
use rasid_lang::inflect::Aspect;
use rasid_lang::tables::actors::TitleClass;
use rasid_lang::translit::slug;
use rasid_lang::{NameForm, Particle, Sense};
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

/// What the title part of a phrase says.
#[derive(Clone, Debug, Default)]
struct Title {
    class: Option<TitleClass>,
    role: String,
    gloss: String,
    /// State from an adjective or from what the title belongs to.
    state: Option<String>,
    /// Identifier of the organ or body that it belongs to.
    of: Option<Rc<str>>,
    /// Whether the article makes it refer to somebody known.
    definite: bool,
    counterpart: bool,
}

/// Longest unknown name, in words.
const NAME_WORDS: usize = 4;
/// Longest stretch of modifiers between a title and what follows.
const MODIFIERS: usize = 4;

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

struct Reader<'d, 't, 'l> {
    doc: &'d Doc<'t, 'l>,
    context: &'d Context,
    mentions: Vec<Mention>,
    roles: Vec<Role>,
    /// Titles read so far with who bears them, for second mentions.
    bearers: Vec<(Title, Rc<str>)>,
    /// Last names of persons that no table holds.
    local: FxHashMap<String, Rc<str>>,
}

impl Reader<'_, '_, '_> {
    fn mention_from(&self, i: usize) -> Option<&Mention> {
        let n = self.mentions.partition_point(|m| m.first < i);
        self.mentions.get(n).filter(|m| m.first == i)
    }

    /// Keeps the last word of a full name, by which the person is named from then on.
    fn remember(&mut self, first: usize, end: usize, id: &Rc<str>) {
        if end > first + 1 {
            self.local.insert(self.doc.folded(end - 1).to_owned(), id.clone());
        }
    }

    /// A name that no table holds right behind a reporting verb, when a title follows it.
    fn unknown_speaker(&self, i: usize) -> Option<usize> {
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

    fn person_at(&self, i: usize) -> Option<&Mention> {
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
            && !self.roles.last().is_some_and(|r| r.end > i)
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

    /// Reads the title part that begins at `i`: titles, adjectives, what it belongs to.
    fn title_at(&self, i: usize) -> Option<(Title, usize)> {
        let doc = self.doc;
        let sentence = doc.sentence(i);
        let mut title = Title::default();
        let mut end;
        if let Some(after) = doc.particle(i, Particle::Counterpart) {
            title.counterpart = true;
            end = after;
        } else {
            let (hit, index) = doc.longest(i, |h| match h.sense {
                Sense::Title(t) => Some(t),
                _ => None,
            })?;
            let entry = doc.lexicon.title(index);
            title.class = Some(entry.class);
            title.role = entry.role.clone();
            title.gloss = entry.gloss.clone();
            title.definite = doc.is_definite(i) || hit.end - hit.first > 1;
            end = hit.end;
        }
        let mut modifiers = 0;
        let mut complements = 0;
        let mut after_preposition = false;
        // An unnamed source governs nothing: what stands right behind it is another's name.
        let unnamed = matches!(title.class, Some(TitleClass::Anonymous | TitleClass::Private)) && end > i + 1;
        while end < sentence.end {
            if let Some((hit, state)) = doc.longest(end, |h| match h.sense {
                Sense::Nationality(s, false) if h.clitics.is_empty() || h.clitics.and => Some(s),
                _ => None,
            }) && (title.state.is_none() || hit.clitics.and)
            {
                title.state.get_or_insert_with(|| doc.lexicon.actor(state).id.clone());
                end = hit.end;
                continue;
            }
            if let Some(mention) = self.mention_from(end)
                && !matches!(mention.kind, Kind::Person | Kind::People | Kind::Outlet)
                && complements < 3
                && !doc.clitics(end).and
                && (doc.clitics(end).is_preposition() || after_preposition || complements == 0 && !doc.is_definite(end - 1) && !unnamed)
            {
                if title.of.is_none() {
                    title.of = Some(mention.id.clone());
                }
                if mention.kind != Kind::Place && title.state.is_none() && is_state(&mention.id) {
                    title.state = Some(mention.id[..3].to_owned());
                }
                complements += 1;
                after_preposition = false;
                end = mention.end;
                continue;
            }
            if let Some(after) = doc.particle(end, Particle::Modifier)
                && modifiers < MODIFIERS
                && !doc.clitics(end).and
            {
                modifiers += 1;
                end = after;
                continue;
            }
            // "For the United Nations", "in the ministry": a preposition and what it belongs to.
            if doc.any_particle(end, &[Particle::Preposition, Particle::Locative])
                && self.mention_from(end + 1).is_some_and(|m| !matches!(m.kind, Kind::Person | Kind::Outlet))
                && complements < 2
                && doc.clitics(end).is_empty()
            {
                after_preposition = true;
                end += 1;
                continue;
            }
            // "In the town," right before a comma and the name.
            if doc.any_particle(end, &[Particle::Locative])
                && doc.is_definite(end + 1)
                && doc.is_comma(end + 2)
                && self.mention_from(end + 1).is_none()
            {
                end += 2;
                continue;
            }
            // Words that no table knows, definite or in construct before a definite one, belong to
            // the title: "member of the political bureau of the movement".
            if modifiers < MODIFIERS && self.fills_title(end, i) {
                modifiers += 1;
                end += 1;
                continue;
            }
            // Another title behind the first: "deputy of the head of the council, minister of …".
            if let Some((hit, index)) = doc.longest(end, |h| match h.sense {
                Sense::Title(t) if h.clitics.is_empty() => Some(t),
                _ => None,
            }) && self.mention_from(end).is_none()
            {
                let entry = doc.lexicon.title(index);
                if title.role.is_empty() {
                    title.role = entry.role.clone();
                }
                if matches!(entry.class, TitleClass::Minister) && title.class != Some(TitleClass::Deputy) {
                    title.class = Some(entry.class);
                    title.role = entry.role.clone();
                }
                end = hit.end;
                continue;
            }
            break;
        }
        Some((title, end))
    }

    /// Whether the word at `at` can only belong to the title that began at `first`.
    fn fills_title(&self, at: usize, first: usize) -> bool {
        let doc = self.doc;
        let plain = |i: usize| {
            doc.is_word(i)
                && self.mention_from(i).is_none()
                && !doc.clitics(i).and
                && !doc.hits(i).iter().any(|h| match h.sense {
                    Sense::Cue(_, f) | Sense::Verb(f) | Sense::Trigger(_, f) => f.aspect != Aspect::Noun,
                    Sense::Particle(p) => p != Particle::Modifier && p != Particle::Allegiance,
                    Sense::Takes(..) | Sense::Title(_) | Sense::Nationality(..) | Sense::Time(_) => true,
                    _ => false,
                })
        };
        // "For foreign affairs": what follows the affairs is theirs.
        if at > first + 1 && doc.clitics(at - 1).to && doc.is_definite(at - 1) && doc.is_definite(at) && doc.clitics(at).is_empty() {
            return true;
        }
        if at == first || !plain(at) {
            return false;
        }
        let definite = doc.is_definite(at);
        definite && (doc.clitics(at).to || !doc.is_definite(at - 1) || doc.is_comma(at + 1) || doc.hits(at + 1).iter().any(|h| h.clitics.is_preposition()) || doc.any_particle(at + 1, &[Particle::Locative]))
            || !definite && !doc.is_definite(at - 1) && self.construct_ends(at, &plain)
    }

    /// Whether the bare nouns from `at` on run up to a definite one, as nouns in construct do.
    fn construct_ends(&self, at: usize, plain: &impl Fn(usize) -> bool) -> bool {
        (at + 1..at + MODIFIERS).take_while(|&i| plain(i)).any(|i| self.doc.is_definite(i))
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

    /// The end of a name of two to four words that no table holds, at token `at`.
    fn unknown_name(&self, at: usize, after_comma: bool) -> Option<usize> {
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

    fn name_unknown(&mut self, first: usize, end: usize, title: &Title) -> Rc<str> {
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

    /// Who bears a title without a name.
    fn bearer(&self, title: &Title, first: usize, end: usize) -> Option<Rc<str>> {
        if title.counterpart {
            let role = self.bearers.last().map(|(t, _)| t.role.clone())?;
            return self.holder(title.state.as_deref()?, &role);
        }
        let class = title.class?;
        let state = title.state.clone();
        let same = |t: &Title| t.class == title.class && t.role == title.role && (state.is_none() || t.state == state);
        let known = || {
            let named = |id: &str| !id.starts_with("anon:");
            self.bearers.iter().rev().find(|(t, id)| same(t) && named(id)).map(|(_, id)| id.clone())
        };
        match class {
            TitleClass::HeadOfState | TitleClass::HeadOfGovernment | TitleClass::Minister | TitleClass::Royal => known()
                .or_else(|| {
                    let role = match class {
                        TitleClass::HeadOfState | TitleClass::Royal => "presidency",
                        TitleClass::HeadOfGovernment => "gov",
                        _ => &title.role,
                    };
                    let state = state.clone().or_else(|| title.definite.then(|| self.context.country.clone()).flatten())?;
                    self.holder(&state, role).or_else(|| Some(format!("{state}:{role}").into()))
                }),
            TitleClass::Envoy | TitleClass::SecretaryGeneral => known().or_else(|| self.international(class, title)),
            TitleClass::Spokesperson => title.of.clone().or_else(known).or_else(|| Some("anon:spokesperson".into())),
            TitleClass::Document => title.of.clone().or_else(|| Some(format!("anon:{}", title.gloss).into())),
            TitleClass::Media | TitleClass::Honorific | TitleClass::Rank if !title.definite && title.of.is_none() => None,
            _ => {
                // "The source", "the official": whoever was last called so, at whatever length.
                let same_word = |t: &Title| t.class == title.class && t.gloss.ends_with(&title.gloss);
                let earlier = self.bearers.iter().rev().find(|(t, _)| title.definite && same_word(t));
                if let Some((_, id)) = earlier {
                    return Some(id.clone());
                }
                let mut label = String::from("anon:");
                if let Some(state) = &state {
                    label.push_str(state);
                    label.push(' ');
                }
                label.push_str(if title.gloss.is_empty() { "person" } else { title.gloss.split(';').next().unwrap_or("person") });
                let _ = (first, end);
                Some(label.into())
            }
        }
    }

    /// Who holds an office of a state at the time of the report.
    fn holder(&self, state: &str, role: &str) -> Option<Rc<str>> {
        let day = self.doc.published?;
        self.doc.lexicon.holder(&format!("{state}:{role}"), day).map(|a| a.id.as_str().into())
    }

    /// Envoys and the secretary-general of the United Nations.
    fn international(&self, class: TitleClass, title: &Title) -> Option<Rc<str>> {
        let day = self.doc.published?;
        let lexicon = self.doc.lexicon;
        if class == TitleClass::SecretaryGeneral {
            let un = title.of.as_deref().is_none_or(|of| of == "un");
            return un.then(|| lexicon.holder("un.secretary-general", day)).flatten().map(|a| a.id.as_str().into());
        }
        let country = title.state.clone().or_else(|| self.context.country.clone())?;
        let name = lexicon.actor_by_id(&country)?.english.to_lowercase();
        lexicon.holder(&format!("un.envoy-{name}"), day).map(|a| a.id.as_str().into())
    }
}

/// Whether an identifier begins with the code of a state.
fn is_state(id: &str) -> bool {
    id.split(':').next().is_some_and(|code| code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()))
}
