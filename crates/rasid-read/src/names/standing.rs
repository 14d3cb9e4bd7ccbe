//! Whether the name of a state or of its capital says where something is or who acts.

use super::Kind;
use super::atoms::Finder;
use crate::doc::Hit;
use rasid_lang::inflect::{Aspect, Person};
use rasid_lang::tables::actors::{ActorKind, TitleClass};
use rasid_lang::tables::figures::FigureWord;
use rasid_lang::tables::namewords::NameWord;
use rasid_lang::{Kinds, NameForm, Particle, Sense};
use rasid_text::TokenKind;

/// The subject of a verb has so many words with the verb at most.
const SUBJECT: usize = 7;
/// So many words before a preposition of motion the word of motion may stand: "his first visit to".
const MOTION: usize = 7;

impl Finder<'_, '_, '_> {
    /// Whether the name of a state or capital here says where, not who: after a locative
    /// preposition or a noun of place, behind a word of going there, or in a dateline.
    pub(super) fn stands_for_place(&self, hit: &Hit, id: &str, kind: Kind) -> bool {
        let doc = self.doc;
        if hit.clitics.by {
            return true;
        }
        let home = self.context.contested && self.context.country.as_deref().is_some_and(|c| id.starts_with(c));
        if home && !self.acts(hit) || self.is_dateline(hit, kind) {
            return true;
        }
        let Some(before) = hit.first.checked_sub(1) else { return false };
        if self.is_there(hit) {
            return true;
        }
        // "The border with Turkey", "the Saudi capital Riyadh".
        if let Some(noun) = before.checked_sub(1)
            && doc.any_particle(noun, &[Particle::PlaceNoun])
            && (self.word(before).side || kind == Kind::Capital && self.is_nationality(before))
        {
            return true;
        }
        // "The president of Korea" is a person.
        let heads = |h: &Hit| {
            h.end == hit.first
                && matches!(h.sense, Sense::Title(t) if doc.lexicon.title(t).class == TitleClass::HeadOfState)
        };
        if hit.clitics.is_empty() && !doc.is_definite(before) && doc.hits(before).iter().any(heads) {
            return true;
        }
        // "In Syria and Iraq": the second place follows the first.
        hit.clitics.and && self.out.last().is_some_and(|m| m.end == hit.first && (m.as_place || m.kind == Kind::Place))
    }

    /// Whether the name follows a word of place, or one of going there.
    pub(super) fn is_there(&self, hit: &Hit) -> bool {
        hit.first.checked_sub(1).is_some_and(|before| {
            self.doc.any_particle(before, &[Particle::Locative, Particle::PlaceNoun])
                || self.doc.particle_before(hit.first, &[Particle::Locative]).is_some()
                || self.is_reached(hit, before)
        })
    }

    /// Whether a locative preposition stands before the name, and no title of somebody before that.
    pub(super) fn is_inside(&self, hit: &Hit) -> bool {
        let doc = self.doc;
        let titled = |i: usize| (i.saturating_sub(3)..i).any(|b| doc.has(b, Kinds::TITLE));
        hit.first.checked_sub(1).is_some_and(|b| doc.any_particle(b, &[Particle::Locative]) && !titled(b))
    }

    /// Whether the word is no name but an adjective in the accusative behind a noun in it ("120 Russian diplomats"), or a noun in it
    /// behind a number.
    pub(super) fn is_accusative(&self, hit: &Hit) -> bool {
        let doc = self.doc;
        let ends = |i: usize| doc.folded(i).ends_with('\u{0627}');
        let noun = |i: usize| {
            let other = doc.hits(i).iter().any(|h| {
                h.sense.is_finite_verb()
                    || h.sense.is_name()
                    || matches!(h.sense, Sense::Particle(_) | Sense::Takes(..))
            });
            doc.is_word(i) && ends(i) && doc.folded(i).chars().nth(3).is_some() && !doc.is_definite(i) && !other
        };
        let single = hit.end == hit.first + 1 && hit.clitics.is_empty();
        let relation = doc.folded(hit.first).ends_with("\u{064A}\u{0627}");
        // "Thirteen Russians".
        let number = |i: usize| {
            doc.tokens[i].kind == TokenKind::Number
                || doc
                    .hits_of(i, Kinds::FIGURE)
                    .iter()
                    .any(|h| matches!(h.sense, Sense::Figure(FigureWord::Number(_))) && h.end == hit.first)
        };
        // "Backed by the Americans", as an adverb.
        let backed = |i: usize| doc.particle(i, Particle::Allegiance).is_some();
        let before = hit.first.checked_sub(1).filter(|&b| doc.together(b, hit.first));
        single && relation && before.is_some_and(|b| noun(b) || number(b) || backed(b))
    }

    /// What the word at token `i` says of names, without its proclitics.
    fn word(&self, i: usize) -> NameWord {
        self.doc.bare_name_word(i)
    }

    fn is_nationality(&self, i: usize) -> bool {
        self.doc.hits_of(i, Kinds::NATIONALITY).iter().any(|h| matches!(h.sense, Sense::Nationality(_, false)))
    }

    /// Whether somebody or something goes to the place or comes from it: "visits Moscow", "his return to Baghdad",
    /// "withdrew its forces from Syria", "the envoy to Yemen".
    fn is_reached(&self, hit: &Hit, before: usize) -> bool {
        let doc = self.doc;
        let sentence = doc.sentence(hit.first).start;
        let way = self.word(before).way;
        if before < sentence {
            return false;
        }
        if !way && hit.clitics.is_empty() {
            return self.is_object(hit.first, before, sentence);
        }
        if !way && !hit.clitics.to {
            return false;
        }
        // "Eastern Ghouta of Damascus".
        if !way && self.out.last().is_some_and(|m| m.end == hit.first && m.kind == Kind::Place) {
            return true;
        }
        let last = if way { before } else { before + 1 };
        (sentence.max(last.saturating_sub(MOTION))..last)
            .rev()
            .take_while(|&i| doc.is_word(i))
            .any(|i| self.word(i).visit || self.word(i).motion)
    }

    /// Whether the name at `i` is what somebody visits, leaves or enters: right behind the word for it, or behind the
    /// subject of the verb ("the minister visits Moscow", where the verb comes first).
    fn is_object(&self, i: usize, before: usize, sentence: usize) -> bool {
        let doc = self.doc;
        let form = |h: &Hit| match h.sense {
            Sense::Cue(_, f) | Sense::Trigger(_, f) | Sense::Verb(f) if h.sense.is_finite_verb() => Some(f.person),
            _ => None,
        };
        let she = |i: usize| doc.hits(i).iter().filter_map(form).any(|p| p == Person::She);
        // "Turkey entered": behind a feminine verb the country itself is who acts.
        if self.word(before).visit {
            return !she(before);
        }
        let noun = |i: usize| {
            let other = |h: &Hit| {
                h.sense.is_finite_verb()
                    || matches!(h.sense, Sense::Particle(p) if p != Particle::Modifier)
                    || h.clitics.is_preposition()
                    || h.clitics.and
            };
            doc.is_word(i) && !doc.hits(i).iter().any(other)
        };
        (sentence.max(i.saturating_sub(SUBJECT))..=before)
            .rev()
            .find(|&b| !noun(b))
            .is_some_and(|b| self.word(b).visit && doc.hits(b).iter().any(|h| form(h).is_some()))
    }

    /// A dateline: "Dubai, United Arab Emirates (CNN)", "London (Reuters)", "Moscow - ".
    fn is_dateline(&self, hit: &Hit, kind: Kind) -> bool {
        let doc = self.doc;
        let head = doc.sentence(hit.first).start;
        let bracket = |i: usize| doc.is_sign(i, "(");
        if let Some(before) = hit.first.checked_sub(1)
            && doc.is_comma(before)
            && before <= head + 2
            && bracket(hit.end)
        {
            return true;
        }
        let opens = hit.first == head && doc.tokens[head].lines_before > 0 && kind == Kind::Capital;
        let state = |i: usize| {
            doc.longest_of(i, Kinds::ACTOR, |h| matches!(h.sense, Sense::Actor(_, NameForm::Full)).then_some(h.end))
                .map(|(_, end)| end)
        };
        opens
            && (bracket(hit.end)
                || doc.is_sign(hit.end, "-")
                || doc.is_sign(hit.end, "\u{2013}")
                || doc.is_comma(hit.end) && state(hit.end + 1).is_some_and(bracket))
    }

    /// Whether the country of the conflict acts here: it is joined with another state, a verb stands right
    /// beside it, or a word behind which a side stands. Else its name says where.
    fn acts(&self, hit: &Hit) -> bool {
        let doc = self.doc;
        let state = |h: &Hit| match h.sense {
            Sense::Actor(a, _) => doc.lexicon.actor(a).kind == ActorKind::State,
            _ => false,
        };
        let verb = |i: usize| {
            doc.hits_of(i, Kinds::CUE.with(Kinds::TRIGGER).with(Kinds::VERB)).iter().any(|h| match h.sense {
                Sense::Cue(_, f) if f.aspect == Aspect::Noun => i < hit.first,
                Sense::Cue(_, f) | Sense::Trigger(_, f) | Sense::Verb(f) => {
                    // A verb with "and" behind the name goes on with what somebody else does.
                    let own = i < hit.first || !h.clitics.and;
                    matches!(f.aspect, Aspect::Past | Aspect::Present) && !h.clitics.is_preposition() && own
                }
                _ => false,
            })
        };
        let joined_after = doc.hits(hit.end).iter().any(|h| h.clitics.and && state(h));
        let joined_before = hit.clitics.and && self.out.last().is_some_and(|m| m.end == hit.first && m.is_actor());
        let free = hit.clitics.is_empty() || hit.clitics.and;
        let before = hit.first.checked_sub(1);
        let side = before.is_some_and(|b| self.word(b).side || doc.any_particle(b, &[Particle::That]));
        joined_after || joined_before || free && (side || verb(hit.end) || before.is_some_and(verb))
    }
}
