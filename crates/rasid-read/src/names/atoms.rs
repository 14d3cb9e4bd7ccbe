//! Names by themselves: the longest entry at each place, composed with nationality or state
//! where an organ or a party needs one ("the Syrian army" is `SYR:mil`).

use super::{Context, Kind, Mention};
use crate::doc::{Doc, Hit};
use rasid_lang::tables::actors::ActorKind;
use rasid_lang::{NameForm, Particle, Sense};
use rasid_record::NamingKind;
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// Finds all names.
pub(super) fn find(doc: &Doc<'_, '_>, context: &Context) -> Vec<Mention> {
    let mut finder = Finder { doc, context, out: Vec::new(), organs: FxHashMap::default() };
    let mut i = 0;
    while i < doc.len() {
        i = finder.at(i).max(i + 1);
    }
    finder.out
}

struct Finder<'d, 't, 'l> {
    doc: &'d Doc<'t, 'l>,
    context: &'d Context,
    out: Vec<Mention>,
    /// The state that each organ role was last named with, for second mentions.
    organs: FxHashMap<String, Rc<str>>,
}

/// What stands at a token, in order of preference when equally long.
#[derive(Clone, Copy, Debug)]
enum Found {
    Actor(u32, NameForm),
    Organ(u32),
    Party(u32),
    Place(u32),
    Nation(u32, bool),
}

impl Finder<'_, '_, '_> {
    /// Looks at token `i`; returns the token after what was found, or `i`.
    fn at(&mut self, i: usize) -> usize {
        let doc = self.doc;
        let Some((hit, found)) = doc.longest(i, |h| {
            Some(match h.sense {
                Sense::Actor(a, form) => Found::Actor(a, form),
                Sense::Organ(o) => Found::Organ(o),
                Sense::Party(p) => Found::Party(p),
                Sense::Place(p) => Found::Place(p),
                Sense::Nationality(a, people) => Found::Nation(a, people),
                _ => return None,
            })
        }) else {
            return i;
        };
        // A longer entry of another kind (a title, a cue) does not hide a name, but a longer
        // mechanism or phrase of grammar does.
        let hit = *hit;
        match found {
            Found::Actor(actor, form) => self.actor(&hit, actor, form),
            Found::Organ(organ) => self.organ(&hit, organ),
            Found::Party(party) => self.party(&hit, party),
            Found::Place(place) => {
                let id = doc.lexicon.place(place).id.clone();
                self.push(&hit, hit.end, &id, Kind::Place, NamingKind::Plain)
            }
            Found::Nation(state, people) => self.nation(&hit, state, people),
        }
    }

    fn push(&mut self, hit: &Hit, end: usize, id: &str, kind: Kind, word: NamingKind) -> usize {
        let span = self.doc.span(hit.first, hit.cut, end);
        let as_place = matches!(kind, Kind::State | Kind::Capital) && self.stands_for_place(hit);
        self.out.push(Mention { first: hit.first, end, span, id: id.into(), kind, word, as_place });
        end
    }

    /// Whether the name of a state or capital here says where, not who: after a locative
    /// preposition or a noun of place, or with the preposition "in" written to it.
    fn stands_for_place(&self, hit: &Hit) -> bool {
        let doc = self.doc;
        if hit.clitics.by {
            return true;
        }
        let Some(before) = hit.first.checked_sub(1) else { return false };
        if doc.any_particle(before, &[Particle::Locative, Particle::PlaceNoun]) {
            return true;
        }
        // "In Syria and Iraq": the second place follows the first.
        hit.clitics.and
            && self.out.last().is_some_and(|m| m.end == hit.first && (m.as_place || m.kind == Kind::Place))
    }

    fn actor(&mut self, hit: &Hit, actor: u32, form: NameForm) -> usize {
        let named = self.doc.lexicon.actor(actor);
        let kind = match named.kind {
            ActorKind::Person => Kind::Person,
            ActorKind::State if form == NameForm::Capital => Kind::Capital,
            ActorKind::State => Kind::State,
            ActorKind::Body => Kind::Body,
            ActorKind::Group => Kind::Group,
            ActorKind::Outlet => Kind::Outlet,
        };
        let word = match form {
            NameForm::Marked => NamingKind::Marked,
            NameForm::Capital => NamingKind::Metonym,
            _ => NamingKind::Plain,
        };
        let id = if kind == Kind::Capital && named.id == self.context.country.as_deref().unwrap_or("") {
            // The capital of the country at war stands for its government, not for all of it.
            format!("{}:gov", named.id)
        } else {
            named.id.clone()
        };
        self.push(hit, hit.end, &id, kind, word)
    }

    /// An organ with the nationality or state behind it, or the one it was last named with.
    fn organ(&mut self, hit: &Hit, organ: u32) -> usize {
        let organ = self.doc.lexicon.organ(organ);
        let with = |state: &str| if organ.role.is_empty() { state.to_owned() } else { format!("{state}:{}", organ.role) };
        if let Some((state, end)) = self.state_after(hit.end) {
            let id = with(&state);
            self.organs.insert(organ.role.clone(), state.as_str().into());
            let mut at = self.push(hit, end, &id, Kind::Organ, organ.kind);
            // "The two armies, the Russian and the Syrian": one more adjective, one more party.
            while let Some((other, hit)) = self.joined_nation(at) {
                let id = with(&other);
                at = self.push(&hit, hit.end, &id, Kind::Organ, organ.kind);
            }
            return at;
        }
        let state = organ.state.clone().or_else(|| {
            let definite = self.doc.is_definite(hit.first);
            let known = self.organs.get(&organ.role).map(|s| s.to_string());
            known.or_else(|| self.context.country.clone()).filter(|_| definite && !organ.role.is_empty())
        });
        match state {
            Some(state) => {
                let id = with(&state);
                self.push(hit, hit.end, &id, Kind::Organ, organ.kind)
            }
            None => hit.first,
        }
    }

    /// A nationality or the name of a state right behind an organ, brackets allowed.
    fn state_after(&self, at: usize) -> Option<(String, usize)> {
        let doc = self.doc;
        let bracket = doc.is_sign(at, "(") as usize;
        let at = at + bracket;
        let (hit, state) = doc.longest(at, |h| match h.sense {
            Sense::Nationality(state, false) if !h.clitics.and => Some(state),
            Sense::Actor(a, NameForm::Full | NameForm::Capital)
                if doc.lexicon.actor(a).kind == ActorKind::State && h.clitics.is_empty() =>
            {
                Some(a)
            }
            _ => None,
        })?;
        let close = (bracket == 1 && doc.is_sign(hit.end, ")")) as usize;
        Some((doc.lexicon.actor(state).id.clone(), hit.end + close))
    }

    /// A further adjective of nationality joined by "and".
    fn joined_nation(&self, at: usize) -> Option<(String, Hit)> {
        let doc = self.doc;
        let (hit, state) = doc.longest(at, |h| match h.sense {
            Sense::Nationality(state, false) if h.clitics.and => Some(state),
            _ => None,
        })?;
        Some((doc.lexicon.actor(state).id.clone(), *hit))
    }

    fn party(&mut self, hit: &Hit, party: u32) -> usize {
        let party = self.doc.lexicon.party(party);
        let (kind, word) = (if party.people { Kind::People } else { Kind::Party }, party.kind);
        let mut end = hit.end;
        // The fighters of a proper group take its name.
        if let Some((group_hit, group)) = self.doc.longest(end, |h| match h.sense {
            Sense::Actor(a, form) if self.doc.lexicon.actor(a).kind == ActorKind::Group && h.clitics.is_empty() => {
                Some((a, form))
            }
            _ => None,
        }) && !party.people
        {
            let id = self.doc.lexicon.actor(group.0).id.clone();
            return self.push(hit, group_hit.end, &id, Kind::Group, word);
        }
        if let Some((_, after)) = self.state_after(end) {
            end = after;
        }
        let id = self.context.fill(&party.id);
        self.push(hit, end, &id, kind, word)
    }

    /// The people of a state, or an adjective that stands alone for it in the plural.
    fn nation(&mut self, hit: &Hit, state: u32, people: bool) -> usize {
        let doc = self.doc;
        let plural = people || rasid_lang::inflect::is_sound_plural(doc.folded(hit.first));
        let before_is_noun = hit.first.checked_sub(1).is_some_and(|b| {
            doc.is_word(b)
                && doc.sentence_of(b) == doc.sentence_of(hit.first)
                && doc.hits(b).iter().any(|h| matches!(h.sense, Sense::Title(_) | Sense::Party(_) | Sense::Organ(_)))
        });
        if !plural || before_is_noun || !doc.is_definite(hit.first) {
            return hit.first;
        }
        let id = doc.lexicon.actor(state).id.clone();
        self.push(hit, hit.end, &id, Kind::State, NamingKind::Plain)
    }
}
