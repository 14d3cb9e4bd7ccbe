//! Words that may show an event, with the reading of an ambiguous form as verb or noun.

use super::ground::Ground;
use crate::doc::Hit;
use crate::gender::may_have_subject;
use crate::names::Kind;
use rasid_lang::clitics::{Enclitic, Proclitics, cuts, without_enclitic};
use rasid_lang::dictionary::Dictionary;
use rasid_lang::inflect::{Aspect, Person, VerbForm};
use rasid_lang::tables::topics::Topic;
use rasid_lang::tables::triggers::{Entry, Part, Source};
use rasid_lang::{Kinds, Particle, Sense};
use rasid_text::Span;

/// How far before a hidden word what is stopped by it may begin.
const STOPPED: usize = 4;
/// Letters that a word hidden behind a proclitic has at least.
const HIDDEN: usize = 4;

/// A word that may show an event.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    /// First token.
    pub at: usize,
    /// One past the last token.
    pub end: usize,
    /// Its span.
    pub span: Span,
    /// The form that was met.
    pub form: VerbForm,
    /// The pronoun at its end.
    pub pronoun: Option<Enclitic>,
    /// Whether the future is written to it.
    pub will: bool,
    /// The letters cut off before it that are a preposition.
    pub preposition: bool,
    /// Senses in order of the table, each with its form.
    pub senses: Vec<(u32, VerbForm)>,
}

impl Candidate {
    /// Whether it is a finite verb.
    pub fn is_finite(&self) -> bool {
        matches!(self.form.aspect, Aspect::Past | Aspect::Present)
    }
}

impl Ground<'_, '_, '_> {
    /// The word at token `i` that may show an event.
    pub fn candidate(&self, i: usize) -> Option<Candidate> {
        let doc = self.doc;
        // Most tokens have no such entry.
        if !doc.has(i, Kinds::TRIGGER.with(Kinds::MECHANISM).with(Kinds::STANCE)) {
            return None;
        }
        let event = |sense: Sense| match sense {
            Sense::Trigger(e, form) if matches!(doc.lexicon.trigger(e), Entry::Event(_)) => Some((e, form)),
            _ => None,
        };
        let hidden = if doc.hits(i).iter().any(|h| event(h.sense).is_some()) { Vec::new() } else { self.hidden(i) };
        let all = if hidden.is_empty() { doc.hits(i) } else { &hidden };
        let end = all.iter().filter(|h| event(h.sense).is_some()).map(|h| h.end).max()?;
        if self.covered(i, end) {
            return None;
        }
        // "For the sake of": the word is part of a phrase of grammar that began before it.
        let grammar = |b: usize| {
            doc.hits_of(b, Kinds::PARTICLE).iter().any(|h| {
                h.end > i
                    && matches!(
                        h.sense,
                        Sense::Particle(Particle::Preposition | Particle::Adverb | Particle::Subordinate)
                    )
            })
        };
        if (i.saturating_sub(2)..i).any(grammar) {
            return None;
        }
        let noun = self.any_topic(i, &[Topic::PERSONS, Topic::WEAPONS]);
        // The article and a pronoun do not go together: such an ending belongs to the word.
        let hits: Vec<_> = all
            .iter()
            // "A woman", "weapons" is no verb with a pronoun.
            .filter(|h| h.pronoun.is_none() || h.end > i + 1 || !noun)
            .filter(|h| h.end == end && !(h.pronoun.is_some() && doc.is_definite(i)) && h.pronoun != Some(Enclitic::Me))
            .filter_map(|h| event(h.sense).map(|e| (h, e)))
            .collect();
        let is_noun = |form: VerbForm| matches!(form.aspect, Aspect::Noun | Aspect::Fixed);
        let both = hits.iter().any(|(_, (_, f))| is_noun(*f)) && hits.iter().any(|(_, (_, f))| !is_noun(*f));
        // A participle used as an adverb stands behind a comma; elsewhere the form is the noun.
        let adverb = both && hits.iter().all(|(_, (_, f))| is_noun(*f) || f.aspect == Aspect::Participle);
        let noun = both && if adverb { i == 0 || !doc.is_comma(i - 1) } else { self.reads_as_noun(i, end) };
        let form = hits.iter().map(|(_, (_, f))| *f).find(|f| !both || is_noun(*f) == noun)?;
        let mut senses: Vec<(u32, VerbForm)> =
            hits.iter().map(|(_, e)| *e).filter(|(_, f)| is_noun(*f) == is_noun(form)).collect();
        senses.sort_by_key(|(e, _)| *e);
        senses.dedup_by_key(|(e, _)| *e);
        let hit = hits.first()?.0;
        let clitics = hit.clitics;
        // A finite verb carries no preposition but that of purpose, the imperfect alone the future.
        // "Before" is written like "he accepted"; alone it is the preposition.
        let grammar = doc.any_particle(i, &[Particle::Preposition]);
        senses.retain(|(_, f)| !grammar || f.aspect != Aspect::Past || f.person != Person::HeOr);
        senses.retain(|(_, f)| {
            let finite = matches!(f.aspect, Aspect::Past | Aspect::Present);
            let wrong = finite && (clitics.by || clitics.like || clitics.to && f.aspect == Aspect::Past);
            !(wrong || clitics.will && f.aspect != Aspect::Present)
        });
        let form = senses.first()?.1;
        Some(Candidate {
            at: i,
            end,
            span: doc.hit_span(hit),
            form,
            pronoun: hit.pronoun.or_else(|| self.pronoun_of_phrase(i, end)),
            will: clitics.will,
            preposition: clitics.is_preposition(),
            senses,
        })
    }

    /// The pronoun at the end of a phrase of several words that is written out in a table: "their release".
    fn pronoun_of_phrase(&self, i: usize, end: usize) -> Option<Enclitic> {
        let last = end.checked_sub(1).filter(|&last| last > i)?;
        self.doc.hits_of(last, Kinds::TRIGGER).iter().find_map(|h| h.pronoun)
    }

    /// Entries of a word that another table hides, since it knows the word with what is written to it.
    fn hidden(&self, i: usize) -> Vec<Hit> {
        let hits = self.with_pronoun(i);
        if hits.is_empty() { self.with_proclitic(i) } else { hits }
    }

    /// The same with a preposition or the future before it: "will face", "for the evacuation of".
    fn with_proclitic(&self, i: usize) -> Vec<Hit> {
        let doc = self.doc;
        let hides = |sense: Sense| {
            matches!(sense, Sense::Stance(_) | Sense::Mechanism(_) | Sense::Phase(..) | Sense::Trigger(..))
        };
        if doc.is_definite(i) || !doc.hits(i).iter().all(|h| hides(h.sense)) {
            return Vec::new();
        }
        // "A humane halt to the firing": what is stopped is not told as an act.
        if self.topic_within(i.saturating_sub(STOPPED)..i, &[Topic::STOP]) {
            return Vec::new();
        }
        let base = doc.cut(i);
        let dictionary = doc.lexicon.dictionary();
        cuts(doc.bare(i))
            .iter()
            .filter(|c| c.bytes > 0 && (c.clitics.by || c.clitics.to || c.clitics.will))
            .filter(|c| !c.clitics.and && !c.clitics.so && c.word.chars().nth(HIDDEN - 1).is_some())
            .find_map(|c| {
                let node = dictionary.word(&c.word).and_then(|w| dictionary.step(Dictionary::ROOT, w))?;
                let cut = base + c.bytes as u8;
                let clitics = Proclitics { and: doc.clitics(i).and, so: doc.clitics(i).so, ..c.clitics };
                let hit = |&sense: &Sense| Hit { first: i, end: i + 1, cut, clitics, pronoun: None, sense };
                Some(dictionary.senses(node).iter().map(hit).collect())
            })
            .unwrap_or_default()
    }

    /// Entries of a word with a pronoun, where another table knows the word with its pronoun as
    /// one and so hides them.
    fn with_pronoun(&self, i: usize) -> Vec<Hit> {
        let doc = self.doc;
        let dictionary = doc.lexicon.dictionary();
        let Some(known) = doc.hits(i).iter().find(|h| {
            h.end == i + 1
                && h.pronoun.is_none()
                && matches!(h.sense, Sense::Mechanism(_) | Sense::Stance(_) | Sense::Trigger(..))
        }) else {
            return Vec::new();
        };
        let word = doc.folded(i).get(known.cut as usize..).unwrap_or_default();
        without_enclitic(word)
            .iter()
            .find_map(|(stem, pronoun)| {
                let node = dictionary.word(stem).and_then(|w| dictionary.step(Dictionary::ROOT, w))?;
                let hit = |&sense: &Sense| Hit { sense, pronoun: Some(*pronoun), ..*known };
                Some(dictionary.senses(node).iter().map(hit).collect())
            })
            .unwrap_or_default()
    }

    /// Whether a longer entry or a name takes the word, or it only names a truce.
    fn covered(&self, i: usize, end: usize) -> bool {
        let doc = self.doc;
        let in_name = self.names.mention_at(i).is_some_and(|m| {
            m.end > end
                || m.first < i
                || matches!(m.kind, Kind::Person | Kind::Outlet | Kind::Group | Kind::Party | Kind::Organ)
        });
        // A title may be the verb itself, or a document whose noun is the act.
        let in_role = self.names.role_at(i).is_some_and(|r| r.first < i);
        let truce = self.inside_topic(i, Topic::TRUCE) || self.topic(i, Topic::TRUCE).is_some_and(|e| e > end);
        let longer =
            doc.hits_of(i, Kinds::PARTICLE).iter().any(|h| h.end > end && matches!(h.sense, Sense::Particle(_)));
        let name = i > 0 && doc.is_definite(i) && self.any_topic(i - 1, &[Topic::PARTY_WORD]);
        // "The fronts of the fighting": a place.
        let front = i > 0
            && doc.is_definite(i)
            && doc.any_particle(i - 1, &[Particle::PlaceNoun])
            && !doc.clitics(i).and
            && !doc.clitics(i).is_preposition();
        let time = front || doc.is_time(i);
        // "For the sake of" is written with what is also a verb.
        let aim = self.inside_topic(i, Topic::AIM);
        aim || time || name || in_name || in_role || truce || longer
    }

    /// Whether a form that can be both is a noun here.
    fn reads_as_noun(&self, i: usize, end: usize) -> bool {
        let doc = self.doc;
        let start = doc.sentence(i).start;
        let clitics = doc.clitics(i);
        if clitics.is_preposition() {
            return true;
        }
        // "That its army shelled sites of the group", "The president asked his counterpart": the verb of a clause that
        // begins with its subject.
        let opens = |first: usize| first == start || doc.any_particle(first - 1, &[Particle::That]);
        if !clitics.and && i > start && self.ending(i).is_some_and(|p| opens(p.first)) {
            return false;
        }
        let follows = self.party(end).filter(|_| !doc.clitics(end).and && !doc.clitics(end).is_preposition());
        // "That (the) shelling of the opposition": no verb could have it for its subject.
        if follows.as_ref().is_some_and(|f| f.first == end) && !may_have_subject(doc, self.names, i, end) {
            let helped = i > start && doc.any_particle(i - 1, &[Particle::Negation, Particle::May, Particle::Future]);
            if !helped {
                return true;
            }
        }
        if i > start {
            let before = i - 1;
            // Behind a verb and its subject stands the object.
            let behind_verb = |first: usize| first > start && self.finite(first - 1);
            let object =
                self.names.mention_at(before).is_some_and(|m| m.end == i && m.is_actor() && behind_verb(m.first));
            let noun = object
                || self.decided(i, start).is_some()
                || self.is_preposition(before)
                || doc.any_particle(before, &[Particle::Quantifier])
                || self.any_topic(before, &[Topic::STOP, Topic::IRREAL, Topic::PROMISE, Topic::LIGHT]);
            let verb =
                doc.any_particle(
                    before,
                    &[
                        Particle::Negation,
                        Particle::May,
                        Particle::Auxiliary,
                        Particle::That,
                        Particle::Relative,
                        Particle::Subordinate,
                        Particle::Meanwhile,
                    ],
                ) || self.names.mention_at(before).is_some_and(|m| m.end == i && m.is_actor() && !behind_verb(m.first));
            let verb = verb || self.victim_before(i).is_some();
            if noun || verb {
                return noun;
            }
            if !clitics.and && doc.is_word(before) {
                return true;
            }
        }
        // "A Syrian shelling of": the nationality behind it is that of whoever strikes.
        let strikes = doc.hits_of(i, Kinds::TRIGGER).iter().any(|h| match h.sense {
            Sense::Trigger(e, _) => doc.lexicon.trigger(e).event().is_some_and(|t| {
                t.frame.iter().any(|(s, part)| matches!(s, Source::Behind(Topic::LINK_ON)) && *part == Part::Recipient)
            }),
            _ => false,
        });
        let victim = self.victim(end).filter(|v| !(strikes && self.topic(v.end, Topic::LINK_ON).is_some()));
        follows.is_none() && victim.is_none()
    }
}
