//! Subjects that no table knows and that stand before their verb: "the association sues the government", "a man attacks
//! soldiers".

use super::Member;
use super::ground::Ground;
use super::party::Party;
use crate::names::Kind;
use crate::statements;
use rasid_lang::{Kinds, Particle};

/// Longest run of adjectives behind somebody without a name.
const ADJECTIVES: usize = 5;

/// The noun phrase that heads a clause before its verb.
pub(super) struct Heading {
    /// Who it is, where it is somebody and no thing.
    pub who: Option<Party>,
    /// Whether "that" stands right before it, so that nobody but it can be the subject.
    pub told: bool,
}

impl Ground<'_, '_, '_> {
    /// The noun phrase without a name that fills the clause up to the verb at token `at`.
    pub(super) fn heading(&self, at: usize) -> Option<Heading> {
        let doc = self.doc;
        let clitics = doc.clitics(at);
        if clitics.and || clitics.so || !self.finite(at) {
            return None;
        }
        let (first, end) = statements::heading(doc, at)?;
        if self.named(first).is_some() || self.ending(end).is_some_and(|p| p.first <= first) {
            return None;
        }
        let told = first > 0 && doc.any_particle(first - 1, &[Particle::That]);
        let meaning = doc.meaning(first);
        if !meaning.is_people() && !meaning.is_body() {
            return Some(Heading { who: None, told });
        }
        let id = statements::identify(doc, self.names, first, end);
        let kind = if meaning.is_people() { Kind::People } else { Kind::Party };
        let member = Member { span: doc.span(first, doc.cut(first), end), id, kind };
        Some(Heading { who: Some(Party { first, end, members: vec![member] }), told })
    }

    /// Somebody without a name right behind a verb, at token `at`, and whom he does it to right behind him: "a young
    /// extremist murdered the prime minister".
    pub(super) fn stranger_and_object(&self, at: usize) -> Option<(Party, Party)> {
        let doc = self.doc;
        let plain = |k: usize| {
            doc.is_word(k)
                && !doc.is_definite(k)
                && doc.clitics(k).is_empty()
                && !self.finite(k)
                && !doc.is_time(k)
                && !doc.has(k, Kinds::PARTICLE)
                && self.named(k).is_none()
        };
        if !plain(at) || !doc.meaning(at).is_people() || doc.is_accusative(at) {
            return None;
        }
        let limit = doc.limit(at, ADJECTIVES);
        let end = (at + 1..limit).find(|&k| !plain(k)).filter(|&end| self.named(end).is_some())?;
        let object = self.party(end).filter(|_| !doc.clitics(end).and && !doc.clitics(end).is_preposition())?;
        let side = !matches!(object.members[0].kind, Kind::People | Kind::Place);
        let member =
            Member { span: doc.span(at, doc.cut(at), end), id: self.people_id(doc.bare(at)), kind: Kind::People };
        let subject = self.one_person(Party { first: at, end, members: vec![member] });
        side.then_some((subject, object))
    }
}
