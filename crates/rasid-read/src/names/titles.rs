//! The title part of a phrase: titles, adjectives of nationality, what the title belongs to.

use super::Kind;
use super::roles::Reader;
use crate::doc::Hit;
use rasid_lang::inflect::{Aspect, is_sound_plural, looks_like_adjective};
use rasid_lang::tables::actors::TitleClass;
use rasid_lang::translit::looks_foreign;
use rasid_lang::{Kinds, Particle, Sense};
use std::rc::Rc;

/// What the title part of a phrase says.
#[derive(Clone, Debug, Default)]
pub(super) struct Title {
    /// The class of the first title.
    pub class: Option<TitleClass>,
    /// The organ role that it belongs to.
    pub role: String,
    /// English gloss.
    pub gloss: String,
    /// State from an adjective or from what the title belongs to.
    pub state: Option<String>,
    /// Identifier of the organ or body that it belongs to.
    pub of: Option<Rc<str>>,
    /// Whether the article makes it refer to somebody known.
    pub definite: bool,
    /// Whether it is that of another, named before.
    pub counterpart: bool,
}

/// Words of grammar that belong to a title in which they stand.
const FILLS: [Particle; 7] = [
    Particle::Modifier,
    Particle::Allegiance,
    Particle::GroupNoun,
    Particle::BackGroup,
    Particle::BackBody,
    Particle::BackOrgan,
    Particle::BackOutlet,
];
/// So many words in a row are a place and a person at most.
const PLACE_AND_NAME: usize = 6;
/// So many words may follow a title behind a name before what is said, or before the comma that closes it.
const CLOSED: usize = 5;
const CLOSED_BY_COMMA: usize = 9;
/// Longest stretch of modifiers between a title and what follows.
const MODIFIERS: usize = 4;
/// No title has more words. One that is made of titles over and over would else be read to its end from each of them.
const LONGEST: usize = 60;

impl Reader<'_, '_, '_> {
    /// Reads the title part that begins at `i`: titles, adjectives, what it belongs to.
    pub(super) fn title_at(&self, i: usize) -> Option<(Title, usize)> {
        let doc = self.doc;
        let sentence = doc.sentence(i);
        let mut title = Title::default();
        let mut end;
        if let Some(after) = doc.particle(i, Particle::Counterpart) {
            title.counterpart = true;
            end = after;
        } else {
            let (hit, index) = doc.longest_of(i, Kinds::TITLE, |h| match h.sense {
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
        while end < sentence.end.min(i + LONGEST) {
            if let Some((hit, state)) = doc.longest_of(end, Kinds::NATIONALITY, |h| match h.sense {
                Sense::Nationality(s, false) if h.clitics.is_empty() || h.clitics.and => Some(s),
                _ => None,
            }) && (title.state.is_none() || hit.clitics.and)
                // Prince Turki bin …
                && (doc.is_definite(end) || !self.name_word(hit.end).part)
            {
                title.state.get_or_insert_with(|| doc.lexicon.actor(state).id.clone());
                end = hit.end;
                continue;
            }
            if let Some(mention) = self.mention_from(end)
                && !matches!(mention.kind, Kind::Person | Kind::People | Kind::Outlet)
                && complements < 3
                && !doc.clitics(end).and
                && (doc.clitics(end).is_preposition()
                    || after_preposition
                    || complements == 0 && !doc.is_definite(end - 1) && !unnamed && !self.has_no_genitive(end - 1))
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
            // The same in quotation marks: "in «the front of …»", "of «the front of …»".
            let quote = end + usize::from(doc.any_particle(end, &[Particle::Preposition, Particle::Locative]));
            if complements < 2
                && doc.clitics(end).is_empty()
                && let Some(pair) = doc.quotes.opened_at(quote)
                && let Some(mention) =
                    self.mention_from(quote + 1).filter(|m| m.end == pair.close && m.kind != Kind::Person)
            {
                title.of.get_or_insert_with(|| mention.id.clone());
                complements += 1;
                end = pair.close + 1;
                continue;
            }
            // "In the town of Tall …", "mayor of the city of …", "in the front, Abdul …".
            if complements < 2
                && let Some(after) = self.place_after(&title, end).or_else(|| self.body_after(&title, end))
            {
                complements += 1;
                end = after;
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
            if let Some((hit, index)) = doc.longest_of(end, Kinds::TITLE, |h| match h.sense {
                Sense::Title(t) if h.clitics.is_empty() => Some(t),
                _ => None,
            }) && self.mention_from(end).is_none()
                && !self.is_of_other_state(&title, hit.end)
                && self.may_be_same(&title, index, end)
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
        let plain = matches!(title.class, Some(TitleClass::Anonymous | TitleClass::Private)) && !title.definite;
        if plain && let Some(after) = self.described(end) {
            end = after;
        }
        Some((title, end))
    }

    /// Whether a nationality at token `at`, behind a second title, says that somebody else bears it: "the Saudi crown
    /// prince received the American foreign minister".
    fn is_of_other_state(&self, title: &Title, at: usize) -> bool {
        let Some(own) = title.state.as_deref() else { return false };
        let named = || self.mention_from(at).filter(|m| m.kind == Kind::State && self.doc.clitics(at).is_empty());
        self.nation_at(at).or_else(|| named().map(|m| &*m.id)).is_some_and(|state| state != own)
    }

    /// The state whose nationality stands at token `at` as an adjective.
    pub(super) fn nation_at(&self, at: usize) -> Option<&str> {
        let nation = self.doc.longest_of(at, Kinds::NATIONALITY, |h| match h.sense {
            Sense::Nationality(state, false) if h.clitics.is_empty() => Some(&*self.doc.lexicon.actor(state).id),
            _ => None,
        });
        nation.map(|(_, state)| state)
    }

    /// Whether a second title at token `at` may be that of the bearer of the first: no paper is, nor are "senior
    /// officials", whom the bearer met.
    fn may_be_same(&self, title: &Title, index: u32, at: usize) -> bool {
        let office = title.class.is_some_and(TitleClass::is_office);
        match self.doc.lexicon.title(index).class {
            TitleClass::Document => false,
            // Whoever holds an office of a state sends envoys and receives those of others.
            TitleClass::SecretaryGeneral | TitleClass::Envoy | TitleClass::Ambassador if office => false,
            TitleClass::Anonymous => self.doc.is_definite(at) && !is_sound_plural(self.doc.folded(at)),
            _ => true,
        }
    }

    /// Whether nothing stands in the genitive behind the indefinite word at token `i`: an adjective of nationality, or a
    /// plural that has kept its last letter ("Lebanese officials urged the commission").
    fn has_no_genitive(&self, i: usize) -> bool {
        let nation = |h: &Hit| matches!(h.sense, Sense::Nationality(_, false)) && h.end == i + 1;
        let plural = is_sound_plural(self.doc.folded(i)) && self.doc.has(i, Kinds::TITLE);
        plural || self.doc.hits_of(i, Kinds::NATIONALITY).iter().any(nation)
    }

    /// The end of bare words behind an unnamed source that describe it, where what is said follows them: "a
    /// retired bus driver said that".
    fn described(&self, at: usize) -> Option<usize> {
        let doc = self.doc;
        let bare = |i: usize| {
            let known = doc
                .hits(i)
                .iter()
                .any(|h| !matches!(h.sense, Sense::Figure(_) | Sense::Place(_)) || !h.clitics.is_empty());
            let word = doc.is_word(i) && !known && doc.clitics(i).is_empty() && !doc.is_definite(i);
            word && self.mention_from(i).is_none() && !self.name_word(i).given && !looks_foreign(doc.folded(i))
        };
        let end = (at..at + MODIFIERS).find(|&i| !bare(i))?;
        (end > at && doc.particle(end, Particle::That).is_some()).then_some(end)
    }

    /// The end of a place at token `at` that belongs to a title: behind an office that governs a place,
    /// behind "in the town of", or behind a noun of place.
    fn place_after(&self, title: &Title, at: usize) -> Option<usize> {
        let doc = self.doc;
        let governs = self.name_word(at - 1).seat || doc.any_particle(at - 1, &[Particle::PlaceNoun]);
        let seat = governs && !doc.is_definite(at - 1);
        if seat && self.mention_from(at).is_none() && !doc.any_particle(at, &[Particle::PlaceNoun]) {
            // Of three unknown words or more the first names the place, the rest its governor.
            let words = self.name_words(at, PLACE_AND_NAME) - at;
            let end = self.place_words(at)?;
            return (words > end - at + 1 || words <= end - at).then_some(end);
        }
        let leads = doc.any_particle(at, &[Particle::Locative, Particle::Preposition]) && doc.clitics(at).is_empty();
        let name = at + usize::from(leads);
        let name = doc.particle(name, Particle::PlaceNoun).filter(|_| doc.clitics(name).is_empty())?;
        let end = match self.mention_from(name) {
            Some(mention) => (mention.kind == Kind::Place).then_some(mention.end)?,
            None => self.place_words(name)?,
        };
        // What somebody known says in a town is not theirs.
        (!title.definite || seat || name == at + 1 || self.name_follows(end)).then_some(end)
    }

    /// The end of the name of a place that no table holds.
    fn place_words(&self, at: usize) -> Option<usize> {
        let doc = self.doc;
        let more = self.name_word(at).place && doc.is_word(at + 1) && doc.together(at, at + 1);
        let word = doc.is_word(at)
            && doc.together(at - 1, at)
            && (more || doc.hits(at).is_empty() && !self.name_word(at).given);
        word.then_some(at + 1 + usize::from(more))
    }

    /// The end of "in the front" and its like before a comma or the name of who belongs there; behind an unnamed
    /// source also without a name, where the noun refers to a body.
    fn body_after(&self, title: &Title, at: usize) -> Option<usize> {
        let doc = self.doc;
        if !doc.any_particle(at, &[Particle::Locative]) || !doc.clitics(at).is_empty() {
            return None;
        }
        let free =
            |i: usize| doc.is_word(i) && self.mention_from(i).is_none() && doc.clitics(i).is_empty() && !doc.is_time(i);
        // A noun in construct ("in the centre of studies") is as good as a definite one.
        let construct = free(at + 1) && !doc.is_definite(at + 1) && doc.is_definite(at + 2);
        let noun = at + 1 + usize::from(construct);
        if !free(noun) || !doc.is_definite(noun) {
            return None;
        }
        let adjective = doc.is_definite(noun + 1) && looks_like_adjective(doc.folded(noun + 1)) && free(noun + 1);
        let end = noun + 1 + usize::from(adjective);
        let back = [Particle::BackGroup, Particle::BackBody, Particle::BackOrgan, Particle::BackOutlet];
        let refers = !title.definite && !construct && doc.any_particle(noun, &back);
        (doc.is_comma(end) && !construct || self.name_follows(end) || refers).then_some(end)
    }

    /// The end of a title behind a name, read up to `at`, with the words up to what is said or, between commas, up to
    /// the second one: "so-and-so, the regional director of the doctors of …, said".
    pub(super) fn closed_title(&self, at: usize, commas: bool) -> usize {
        let doc = self.doc;
        let limit = doc.sentence(at - 1).end.min(at + if commas { CLOSED_BY_COMMA } else { CLOSED });
        let open = |i: usize| {
            let verb = doc.hits(i).iter().any(|h| match h.sense {
                Sense::Cue(_, f) | Sense::Verb(f) | Sense::Trigger(_, f) => {
                    matches!(f.aspect, Aspect::Past | Aspect::Present)
                }
                Sense::Particle(Particle::Relative) => !doc.any_particle(i, &[Particle::Preposition]),
                Sense::Particle(p) => matches!(p, Particle::That | Particle::Subordinate),
                Sense::Time(_) => true,
                _ => false,
            });
            doc.is_word(i) && !verb && !doc.is_time(i)
        };
        let Some(end) = (at..limit).find(|&i| !open(i)) else { return at };
        let closed = doc.particle(end, Particle::That).is_some() || commas && doc.is_comma(end);
        if closed { end } else { at }
    }

    /// Whether a person is named at token `at`, or behind a comma there.
    fn name_follows(&self, at: usize) -> bool {
        let comma = self.doc.is_comma(at);
        let at = at + usize::from(comma);
        self.person_at(at).is_some() || self.unknown_name(at, comma).is_some()
    }

    /// Whether the word at `at` can only belong to the title that began at `first`.
    fn fills_title(&self, at: usize, first: usize) -> bool {
        let doc = self.doc;
        let plain = |i: usize| {
            let word = self.name_word(i);
            doc.is_word(i)
                && !word.given
                && !word.part
                && !word.called
                && self.mention_from(i).is_none()
                && !doc.clitics(i).and
                && !doc.hits(i).iter().any(|h| match h.sense {
                    Sense::Cue(_, f) | Sense::Verb(f) | Sense::Trigger(_, f) => f.aspect != Aspect::Noun,
                    Sense::Particle(p) => !FILLS.contains(&p),
                    Sense::Takes(..) | Sense::Title(_) | Sense::Nationality(..) | Sense::Time(_) => true,
                    _ => false,
                })
        };
        // "For foreign affairs": what follows the affairs is theirs.
        if at > first + 1
            && doc.clitics(at - 1).to
            && doc.is_definite(at - 1)
            && doc.is_definite(at)
            && doc.clitics(at).is_empty()
        {
            return true;
        }
        // "The people of Aleppo denounced the attack": behind a name a preposition is the verb's.
        let n = self.mentions.partition_point(|m| m.end < at);
        let named = self.mentions.get(n).is_some_and(|m| m.end == at);
        if at == first || !plain(at) || named && doc.clitics(at).by {
            return false;
        }
        let definite = doc.is_definite(at);
        // An adjective that agrees with the noun before it, and a name behind it.
        let adjective = || looks_like_adjective(doc.folded(at)) || self.name_word(at + 1).given;
        if definite && doc.is_definite(at - 1) && adjective() && self.name_follows(at + 1) {
            return true;
        }
        definite
            && (doc.clitics(at).to
                || !doc.is_definite(at - 1)
                || doc.is_comma(at + 1)
                || doc.hits(at + 1).iter().any(|h| h.clitics.is_preposition())
                || doc.any_particle(at + 1, &[Particle::Locative]))
            || !definite && doc.is_word(at - 1) && !doc.is_definite(at - 1) && self.construct_ends(at, &plain)
    }

    /// Whether the bare nouns from `at` on run up to a definite one, as nouns in construct do.
    fn construct_ends(&self, at: usize, plain: &impl Fn(usize) -> bool) -> bool {
        (at + 1..at + MODIFIERS).take_while(|&i| plain(i)).any(|i| self.doc.is_definite(i))
    }
}

/// Whether an identifier begins with the code of a state.
pub(crate) fn is_state(id: &str) -> bool {
    id.split(':').next().is_some_and(|code| code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()))
}
