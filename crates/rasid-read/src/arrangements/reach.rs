//! How far the phrase of a mechanism reaches: adjectives, partners, what it lies on or is about,
//! the number before it and the length behind it.

use super::phrase::{Finder, Phrase};
use crate::names::Kind;
use crate::order;
use rasid_lang::tables::mechanisms::{Mechanism, Part, Weight};
use rasid_lang::{Kinds, Particle, Sense};
use rasid_record::ArrangementKind;

/// Most of those that are named as parties behind a noun.
const MOST_PARTIES: usize = 4;
/// The class of a word that stands like an adjective and has no article: "daily".
const ADVERB: &str = "adverb";
/// Most tokens of a title.
const TITLE: usize = 3;
/// Most tokens that say how many of them leave.
const SOME: usize = 5;
/// Most adjectives behind a noun.
pub(super) const ADJECTIVES: usize = 4;

impl Finder<'_, '_, '_> {
    /// The end of those who are named as its parties right behind it: "with Iran"; for talks also "between X
    /// and Y", for sanctions "on Iran".
    pub(super) fn parties_behind(&self, from: usize, kind: ArrangementKind) -> usize {
        if from >= self.ends(from.saturating_sub(1)) {
            return from;
        }
        let among = self.part(from, Part::Among).filter(|(hit, _)| hit.clitics.is_empty());
        match (among, kind) {
            (Some((hit, word)), ArrangementKind::Talks | ArrangementKind::Cooperation | ArrangementKind::Agreement)
                if word.class == "with" =>
            {
                self.partner(hit.end).unwrap_or(from)
            }
            (Some((hit, word)), ArrangementKind::Talks | ArrangementKind::Agreement) if word.class.is_empty() => {
                self.several(hit.end).unwrap_or(from)
            }
            (_, ArrangementKind::Sanctions) => self.target(from).unwrap_or(from),
            _ => from,
        }
    }

    /// The end of one that is named at token `at`.
    fn partner(&self, at: usize) -> Option<usize> {
        let doc = self.doc;
        if !doc.together(at, at - 1) || !doc.is_word(at) {
            return None;
        }
        // "With the leader of the country, so-and-so": the title and both names.
        let title = |&i: &usize| i < at + TITLE && doc.hits(i).iter().any(|h| matches!(h.sense, Sense::Title(_)));
        let held = (at..).take_while(title).last().map(|i| i + 1);
        let named = |i: usize| self.names.mention_at(i).filter(|m| m.first == i && doc.together(at, i));
        if let Some(m) = held.and_then(named) {
            return Some(named(m.end).filter(|n| doc.clitics(n.first).is_empty()).map_or(m.end, |n| n.end));
        }
        match self.names.mention_at(at) {
            Some(m) if m.first == at => Some(m.end),
            None if doc.is_definite(at) && !self.is_grammar(at) => Some(self.adjectives(at + 1, true, false, true).0),
            _ => None,
        }
    }

    /// The end of two or more that "and" joins, from token `at`.
    fn several(&self, at: usize) -> Option<usize> {
        let doc = self.doc;
        let mut end = self.partner(at)?;
        let mut count = 1;
        while doc.together(at, end) && doc.clitics(end).and && count < MOST_PARTIES {
            let Some(m) = self.names.mention_at(end).filter(|m| m.first == end) else { break };
            end = m.end;
            count += 1;
        }
        // A dual or plural names both at once: "between the two Koreas".
        Some(end)
    }

    /// The end of "on" and the one whom sanctions hit, "imposed" allowed between.
    fn target(&self, from: usize) -> Option<usize> {
        let (hit, _) = self.part(from, Part::Onto)?;
        let counted = || self.doc.number(hit.end).is_some() && self.doc.is_word(hit.end + 1);
        let end = || self.partner(hit.end).or_else(|| counted().then_some(hit.end + 2));
        self.doc.together(from, hit.end).then(end).flatten()
    }

    /// The end of what a lifted siege lies on: places, or a noun with its adjectives.
    pub(super) fn reach(&self, from: usize) -> usize {
        let doc = self.doc;
        if self.part(from, Part::Reach).is_none() {
            return from;
        }
        let mut end = from + 1;
        while let Some(m) = self.names.mention_at(end)
            && m.first == end
            && (m.kind == Kind::Place || m.as_place)
            && (end == from + 1 || doc.clitics(end).and)
        {
            end = m.end;
        }
        if end == from + 1 && doc.is_word(end) && !self.is_grammar(end) {
            end = self.adjectives(end + 1, doc.is_definite(end), false, false).0;
        }
        if end == from + 1 { from } else { end }
    }

    /// What stands before those who leave and only says how many or which: "the evacuation of these fighters", "of the
    /// first batch of fighters", "of about a thousand sick".
    pub(super) fn some_of(&self, from: usize) -> usize {
        let doc = self.doc;
        let mut j = from;
        while j < self.ends(from.saturating_sub(1)) && j < from + SOME {
            let bare = doc.clitics(j).is_empty();
            match self.part(j, Part::Some) {
                Some((hit, _)) if bare => j = hit.end,
                _ if bare && (doc.any_particle(j, &[Particle::Demonstrative]) || doc.number(j).is_some()) => j += 1,
                _ => break,
            }
        }
        j
    }

    /// The end of "about" or "in" and the place an agreement is about.
    pub(super) fn about(&self, from: usize) -> usize {
        let within = self.doc.particle(from, Particle::Locative).filter(|_| self.doc.clitics(from).is_empty());
        let Some(link) = self.part(from, Part::Link).map(|(hit, _)| hit.end).or(within) else { return from };
        let place_noun = self.doc.any_particle(link, &[Particle::PlaceNoun]) as usize;
        let at = link + place_noun;
        self.names
            .mention_at(at)
            .filter(|m| m.first == at && (m.kind == Kind::Place || m.as_place) && link < self.ends(from - 1))
            .map_or(from, |m| m.end)
    }

    /// The end of a place that "concerning" brings in with its preposition: the agreement concerning the town.
    pub(super) fn concerning(&self, from: usize) -> usize {
        let at = from < self.ends(from - 1) && self.doc.clitics(from).by && self.doc.is_definite(from - 1);
        let place = self.names.mention_at(from).filter(|m| at && m.first == from);
        place.filter(|m| m.kind == Kind::Place || m.as_place).map_or(from, |m| m.end)
    }

    /// The end of the adjectives from token `from`, and an ordinal among them. `definite`
    /// tells whether the noun before them is; a noun with a pronoun is.
    pub(super) fn adjectives(
        &self,
        from: usize,
        definite: bool,
        pronoun: bool,
        people: bool,
    ) -> (usize, Option<usize>) {
        let doc = self.doc;
        let definite = definite || pronoun;
        let mut end = from;
        let mut ordinal = None;
        let limit = self.ends(from.saturating_sub(1));
        for _ in 0..ADJECTIVES {
            // A single adjective in scare quotes: the truce "humanitarian".
            let scare = doc.quotes.opened_at(end).filter(|p| p.closed && p.close == end + 2 && p.close <= limit);
            let marked = |i: usize| self.part(i, Part::Short).or_else(|| self.part(i, Part::Quality)).is_some();
            if let Some(pair) = scare
                && doc.is_definite(end + 1) == definite
                && (definite || marked(end + 1))
            {
                end = pair.close + 1;
                continue;
            }
            if end >= limit || !doc.is_word(end) {
                break;
            }
            let plain = doc.clitics(end).is_empty();
            if let Some((hit, _)) = self.part(end, Part::Ordinal).filter(|_| plain) {
                ordinal = Some(end);
                end = hit.end;
                continue;
            }
            let known = self.part(end, Part::Short).or_else(|| self.part(end, Part::Quality));
            let fits = |word: &Mechanism| word.class == ADVERB || doc.is_definite(end) == definite;
            if let Some((hit, _)) = known.filter(|(_, word)| plain && fits(word)) {
                end = hit.end;
                continue;
            }
            let nation = doc.longest_of(end, Kinds::NATIONALITY, |h| {
                let joined = h.clitics.is_empty() || h.clitics.and && end > from;
                (matches!(h.sense, Sense::Nationality(_, false)) && joined).then_some(h.end)
            });
            if let Some((_, after)) = nation
                && doc.is_definite(end) == definite
            {
                end = after;
                continue;
            }
            if !plain || self.names.mention_at(end).is_some() || self.is_grammar(end) {
                break;
            }
            let fits = if definite { doc.is_definite(end) } else { !people && self.looks_like_adjective(end) };
            if !fits {
                break;
            }
            end += 1;
        }
        (end, ordinal)
    }

    /// Whether grammar, a verb, a title or another mechanism stands at token `i`.
    pub(super) fn is_grammar(&self, i: usize) -> bool {
        self.doc.hits(i).iter().any(|h| match h.sense {
            Sense::Particle(p) => p != Particle::Modifier,
            Sense::Takes(..) | Sense::Verb(_) | Sense::Time(_) | Sense::Title(_) | Sense::Cue(..) => true,
            Sense::Mechanism(m) => {
                !matches!(self.doc.lexicon.mechanism(m).part, Part::Short | Part::Quality | Part::Object)
            }
            _ => false,
        }) || self.doc.is_time(i)
    }

    /// Whether an unknown indefinite word has the ending of an adjective.
    fn looks_like_adjective(&self, i: usize) -> bool {
        let folded = self.doc.folded(i);
        !self.doc.is_definite(i)
            && rasid_lang::inflect::looks_like_adjective(folded)
            && !self.doc.has(i, Kinds::PLACE.with(Kinds::PARTY))
    }

    pub(super) fn is_short(&self, from: usize, end: usize) -> bool {
        (from..end).any(|i| self.part(i, Part::Short).is_some())
    }

    /// A number right before the phrase belongs to it.
    pub(super) fn number_before(&self, phrase: &mut Phrase, floor: usize) {
        let doc = self.doc;
        if phrase.cut > 0 || phrase.first <= floor {
            return;
        }
        let before = phrase.first - 1;
        let digits = !doc.is_word(before) && doc.written(before).chars().all(char::is_numeric);
        let word = self.part(before, Part::Number);
        if doc.sentence_of(before) == doc.sentence_of(phrase.first) && (digits || word.is_some()) {
            phrase.first = before;
            phrase.cut = word.map_or(0, |(hit, _)| hit.cut);
            if phrase.weight == Weight::Loose && phrase.kind == ArrangementKind::Corridor {
                phrase.weight = Weight::Weak;
            }
        }
    }

    /// What stands behind a truce and belongs to it: with whom it is, and its length ("of thirty days", "in Syria that
    /// lasts thirty days"). Its place belongs to it before a length, or where one word names the truce.
    pub(super) fn behind(&self, phrase: &mut Phrase) {
        if is_truce(phrase.kind)
            && let Some(end) = self.partner_behind(phrase.end)
        {
            phrase.end = end;
        }
        let place = self.place_behind(phrase.end);
        let from = place.unwrap_or(phrase.end);
        let length = (from < self.ends(phrase.first)).then(|| self.length_at(from)).flatten();
        match (length, place) {
            (Some(time), _) => self.lengthen(phrase, time),
            (None, Some(end)) if phrase.bare_truce && !self.doc.is_definite(phrase.first) => {
                phrase.end = end;
                phrase.bare_truce = false;
            }
            _ => {}
        }
    }

    /// Index of the time that is the length which a word brings in at token `j`.
    fn length_at(&self, j: usize) -> Option<usize> {
        if self.doc.clitics(j).to
            && let Some(n) = order::from(self.times, j)
        {
            return Some(n);
        }
        let (hit, _) = self.part(j, Part::Length)?;
        order::from(self.times, hit.first)
            .filter(|&n| self.times[n].end > hit.end)
            .or_else(|| order::from(self.times, hit.end))
    }

    /// The end of a place that "in" or "across" brings in at token `j`, with its nouns of place: "in all parts of the
    /// country".
    fn place_behind(&self, j: usize) -> Option<usize> {
        let doc = self.doc;
        let end = self.ends(j);
        let mut at = doc.particle(j, Particle::Locative).filter(|_| doc.clitics(j).is_empty())?;
        let mut noun = false;
        while at < end && doc.any_particle(at, &[Particle::PlaceNoun, Particle::Quantifier]) {
            noun |= doc.any_particle(at, &[Particle::PlaceNoun]);
            at += 1;
        }
        match self.names.mention_at(at) {
            Some(m) if m.first == at && at < end => Some(m.end),
            None if noun && at < end && doc.is_definite(at) && doc.clitics(at).is_empty() => Some(at + 1),
            _ => None,
        }
    }

    /// The end of the one with whom a truce is, behind "with" at token `j`.
    fn partner_behind(&self, j: usize) -> Option<usize> {
        let (hit, word) = self.part(j, Part::Among).filter(|(hit, _)| hit.clitics.is_empty())?;
        if word.class == "with" { self.partner(hit.end) } else { None }
    }

    /// A truce of one word is told by what it is for or where it holds: "a truce to halt the fire", "a truce in the
    /// region of Afrin".
    pub(super) fn truce_behind(&self, from: usize) -> Option<usize> {
        let doc = self.doc;
        if from >= self.ends(from.saturating_sub(1)) {
            return None;
        }
        let purpose = Some(from).filter(|&i| doc.clitics(i).to).and_then(|i| self.headed(i));
        purpose.filter(|p| is_truce(p.kind)).map(|p| p.end)
    }

    /// What it consists in, where that is named as a mechanism itself.
    pub(super) fn defined_by(&self, phrase: &mut Phrase) {
        if let Some((namely, _)) = self.part(phrase.end, Part::Namely)
            && let Some(inner) = self.at(namely.end)
        {
            phrase.defined = Some(inner.first..inner.end);
        }
    }

    fn lengthen(&self, phrase: &mut Phrase, time: usize) {
        phrase.length = Some(time);
        phrase.end = self.times[time].end;
        if phrase.kind == ArrangementKind::Ceasefire {
            phrase.kind = ArrangementKind::Pause;
        }
    }
}

/// Whether `kind` is a truce, limited or not.
pub(super) fn is_truce(kind: ArrangementKind) -> bool {
    matches!(kind, ArrangementKind::Ceasefire | ArrangementKind::Pause)
}
