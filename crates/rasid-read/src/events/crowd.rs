//! Those who protest: crowds that no name tells, and that a demonstration itself stands for.

use super::Member;
use super::frames::Cast;
use super::ground::Ground;
use super::party::Party;
use super::triggers::Candidate;
use crate::names::Kind;
use rasid_lang::Particle;
use rasid_lang::Sense;
use rasid_lang::tables::topics::Topic;
use rasid_lang::tables::triggers::{Part, Trigger, Wants};
use rasid_record::EventType;

/// How far before a noun of protest the verb may stand that brings it in.
const BEFORE: usize = 9;
/// How many adverbs and dates may stand before a crowd.
const GAP: usize = 3;
/// What a demonstration stands for where nobody else is told.
const PROTESTERS: &str = "grp:protesters";

impl Ground<'_, '_, '_> {
    /// Adds whoever protests where no frame found them: the word where a subject stands, else, for
    /// a noun whose entry asks for nobody, the gathering itself.
    pub fn cast_crowd(&self, candidate: &Candidate, trigger: &Trigger, from: usize, noun: bool, cast: &mut Cast) {
        if trigger.kind != EventType::Protest || !cast.actors.is_empty() {
            return;
        }
        // Whom a boycott hits stands where a crowd would; only a strike is named by those who strike.
        let mode = trigger.mode.as_deref().unwrap_or_default();
        let crowd = if !noun {
            if mode == "boycott" { None } else { self.crowd(from) }
        } else if matches!(mode, "strike" | "hunger")
            && candidate.pronoun.is_none()
            && !candidate.form.definite
            && self.doc.is_definite(candidate.end)
        {
            // "The strike of the doctors"; an adjective would have no article.
            self.crowd(candidate.end)
        } else {
            None
        };
        if let Some(party) = crowd.or_else(|| noun.then(|| self.crowd_before(candidate.at)).flatten()) {
            cast.add(Part::Actor, party, false);
        } else if trigger.wants == Wants::Free && noun {
            let member = Member { span: candidate.span, id: PROTESTERS.into(), kind: Kind::People };
            cast.actors.push(member);
        }
    }

    /// The subject of a verb before token `at` that brings the protest in: "the drivers began a strike".
    fn crowd_before(&self, at: usize) -> Option<Party> {
        let start = self.doc.sentence(at).start.max(at.saturating_sub(BEFORE));
        let verb =
            (start..at).rev().find(|&i| self.only_verb(i) || self.any_topic(i, &[Topic::LIGHT]) && self.finite(i))?;
        self.any_topic(verb, &[Topic::LIGHT, Topic::HELD])
            .then(|| self.crowd(verb + 1))
            .flatten()
            .filter(|p| p.end <= at)
    }

    /// A word that no table knows as anything else, where a subject stands, with what counts it
    /// and whose it is.
    pub fn crowd(&self, from: usize) -> Option<Party> {
        let doc = self.doc;
        let limit = doc.sentence(from.min(doc.len().checked_sub(1)?)).end;
        let mut first = from;
        while first < limit
            && first < from + GAP
            && (doc.any_particle(first, &[Particle::Adverb]) || doc.is_time(first))
        {
            first += 1;
        }
        let mut i = first;
        while i < limit
            && i < first + GAP
            && let Some(after) = self.passes(i)
        {
            i = after;
        }
        let amount = i > first;
        let bare = |i: usize| i < limit && doc.is_word(i) && !doc.clitics(i).is_preposition() && !doc.clitics(i).and;
        let people = |i: usize| {
            bare(i)
                && !self.finite(i)
                && !doc.is_time(i)
                && self.topic(i, Topic::LIGHT).is_none()
                && !doc.any_particle(
                    i,
                    &[
                        Particle::Preposition,
                        Particle::Locative,
                        Particle::PlaceNoun,
                        Particle::That,
                        Particle::Negation,
                    ],
                )
                && doc.hits(i).iter().all(|h| {
                    !matches!(h.sense, Sense::Takes(..) | Sense::Particle(_) | Sense::Mechanism(_) | Sense::Place(_))
                })
        };
        let mut end = i;
        if people(i) {
            end = i + 1;
            // "The mine workers": whose they are belongs to them.
            if !doc.is_definite(i) && people(end) && doc.is_definite(end) {
                end += 1;
            }
        } else if !amount {
            return None;
        }
        let span = doc.span(first, doc.cut(first), end);
        let label = doc.bare(i.min(end - 1));
        let member = Member { span, id: format!("grp:{label}").into(), kind: Kind::People };
        Some(Party { first, end, members: vec![member] })
    }
}
