//! What exports ask about identifiers, out of the tables of words.

use rasid_lang::Lexicon;
use rasid_lang::display::Tongue;
use rasid_lang::tables::actors;
use rasid_store::{ActorKind, Facts, Known};

/// What these tables know.
pub fn of(lexicon: &'static Lexicon) -> Facts {
    let place = |id: &str| {
        let place = lexicon.place_by_id(id).map(|place| place.english.clone());
        // A state is a place too.
        place.or_else(|| lexicon.actor_by_id(id).map(|actor| actor.english.clone())).filter(|name| !name.is_empty())
    };
    Facts { actor: Box::new(|id| known(lexicon, id)), place: Box::new(place) }
}

fn known(lexicon: &Lexicon, id: &str) -> Known {
    let actor = lexicon.actor_by_id(id);
    let kind = actor.map(|actor| match actor.kind {
        actors::ActorKind::Person => ActorKind::Person,
        actors::ActorKind::State => ActorKind::State,
        actors::ActorKind::Body => ActorKind::Body,
        actors::ActorKind::Group => ActorKind::Group,
        actors::ActorKind::Outlet => ActorKind::Outlet,
    });
    Known {
        name: lexicon.display_name(id, Tongue::English),
        country: actor.and_then(|actor| actor.country.clone()),
        kind,
        side: actor.and_then(|actor| actor.side.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_states_groups_and_places_are_known_by_their_identifiers() {
        let facts = of(Box::leak(Box::new(Lexicon::builtin())));
        let syria = (facts.actor)("SYR");
        assert_eq!((syria.kind, syria.name.as_deref()), (Some(ActorKind::State), Some("Syria")));
        assert_eq!((facts.actor)("SYR:mil").name.as_deref(), Some("Syria: armed forces"));
        assert_eq!((facts.actor)("abbas-araghchi").side.as_deref(), Some("IRN:gov"));
        assert_eq!((facts.actor)("nobody-at-all"), Known::default());
        assert_eq!((facts.place)("abha").as_deref(), Some("Abha"));
    }
}
