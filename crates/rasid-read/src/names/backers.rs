//! What stands behind the name of a group or party and belongs to it: the nationality that it is
//! given, and who backs it ("the militia of …, the Iranian one", "the groups loyal to …").

use super::atoms::Finder;
use crate::doc::Hit;
use rasid_lang::inflect::{is_feminine, is_relation, is_sound_plural};
use rasid_lang::tables::actors::{ActorKind, TitleClass};
use rasid_lang::{Kinds, NameForm, Particle, Sense};

impl Finder<'_, '_, '_> {
    /// The end of the phrase of a group whose name ends before token `end`, with the nationality and the backer
    /// that the text gives it. Neither is anybody by themselves there.
    pub(super) fn backed(&self, end: usize) -> usize {
        let end = self.allegiance(self.given_nation(end));
        // "The coalition led by Saudi Arabia".
        let led = self.doc.particle(end, Particle::Led).and_then(|at| self.backer(at, |h| h.clitics.is_empty()));
        led.unwrap_or(end)
    }

    /// The end of a nationality with the article right behind a group's name.
    fn given_nation(&self, at: usize) -> usize {
        let doc = self.doc;
        let adjective =
            |h: &Hit| matches!(h.sense, Sense::Nationality(_, false)) && h.clitics.is_empty() && h.end == at + 1;
        let given = at > 0
            && doc.is_definite(at)
            && doc.together(at - 1, at)
            && !self.is_state_behind_men(at)
            && doc.hits_of(at, Kinds::NATIONALITY).iter().any(adjective)
            // "The strikes of the movement of the Israeli army" has a noun there, not an adjective.
            && !doc.hits_of(at, Kinds::ORGAN.with(Kinds::PARTY)).iter().any(|h| h.end > at + 1);
        if given { at + 1 } else { at }
    }

    /// The end of a party's name with the adjectives and the backer that belong to it: "the armed groups
    /// loyal to Washington", "the fighters allied with Tehran".
    pub(super) fn allegiance(&self, mut end: usize) -> usize {
        let doc = self.doc;
        let from = end;
        while let Some(after) = doc.particle(end, Particle::Allegiance).filter(|_| doc.clitics(end).is_empty()) {
            end = after;
        }
        if end == from {
            return end;
        }
        // "Backed by", "allied with": the preposition stands by itself, "loyal to" has it before the name.
        let word = doc.name_word(end);
        let free = doc.clitics(end).is_empty() && (word.way || word.side);
        let at = end + usize::from(free);
        let linked = |h: &Hit| if free { h.clitics.is_empty() } else { h.clitics.to || h.clitics.by };
        self.backer(at, linked).unwrap_or(end)
    }

    /// The end of the name of a backer at token `at`, which a preposition brings in as `linked` says.
    fn backer(&self, at: usize, linked: impl Fn(&Hit) -> bool) -> Option<usize> {
        let doc = self.doc;
        let named = doc.longest_of(at, Kinds::ACTOR.with(Kinds::ORGAN).with(Kinds::PARTY), |h| match h.sense {
            Sense::Actor(..) | Sense::Party(_) if linked(h) => Some(false),
            Sense::Organ(_) if linked(h) => Some(true),
            _ => None,
        });
        if let Some((hit, organ)) = named {
            let end = if organ { self.state_after(hit.end).map_or(hit.end, |(_, end)| end) } else { hit.end };
            return Some(self.second_backer(hit, end));
        }
        // "Loyal to the president so-and-so".
        let (title, _) = doc.longest_of(at, Kinds::TITLE, |h| match h.sense {
            Sense::Title(t) if linked(h) => {
                matches!(doc.lexicon.title(t).class, TitleClass::HeadOfState | TitleClass::HeadOfGovernment)
                    .then_some(())
            }
            _ => None,
        })?;
        let end = self.given_nation(title.end);
        let person = doc.longest_of(end, Kinds::ACTOR, |h| match h.sense {
            Sense::Actor(a, _) if h.clitics.is_empty() => {
                (doc.lexicon.actor(a).kind == ActorKind::Person).then_some(h.end)
            }
            _ => None,
        });
        Some(person.map_or(end, |(_, end)| end))
    }

    /// The end of a second state behind a first, both of which back: "by Russia and Iran".
    fn second_backer(&self, first: &Hit, end: usize) -> usize {
        let doc = self.doc;
        let state = |h: &Hit| match h.sense {
            Sense::Actor(a, NameForm::Full | NameForm::Capital) => doc.lexicon.actor(a).kind == ActorKind::State,
            _ => false,
        };
        if !state(first) {
            return end;
        }
        let also = doc.longest_of(end, Kinds::ACTOR, |h| (h.clitics.and && state(h)).then_some(h.end));
        also.map_or(end, |(_, end)| end)
    }

    /// Whether the proper group at token `at` says whose the people or fighters before it are: "gunmen of the
    /// movement", "the rebels, the Houthis". Behind a noun with the article only an adjective does so; else it is
    /// somebody else, whom the first does something to ("the resistance besieged the militia of …").
    pub(super) fn is_of_group(&self, at: usize) -> bool {
        let doc = self.doc;
        let Some(noun) = at.checked_sub(1) else { return false };
        if !doc.is_definite(noun) {
            return true;
        }
        let (noun, group) = (doc.folded(noun), doc.folded(at));
        let agrees = is_sound_plural(noun) == is_sound_plural(group) || !is_feminine(noun) && is_sound_plural(group);
        doc.is_definite(at) && is_relation(group) && agrees
    }
}
