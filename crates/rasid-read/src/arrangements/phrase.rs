//! The noun phrase of a mechanism: its words, their order, where it begins and ends.

use super::reach::ADJECTIVES;
use crate::doc::{Doc, Hit};
use crate::names::{Kind, Names};
use rasid_lang::clitics::Enclitic;
use rasid_lang::tables::mechanisms::{Mechanism, Part, Weight};
use rasid_lang::{Kinds, Particle, Sense};
use rasid_record::ArrangementKind;
use rasid_text::Span;
use std::cell::Cell;
use std::ops::Range;

/// A noun phrase that names a mechanism.
#[derive(Clone, Debug)]
pub(crate) struct Phrase {
    /// First token.
    pub first: usize,
    /// One past the last token.
    pub end: usize,
    /// The same without those who are named as its parties.
    pub own_end: usize,
    /// Folded bytes of the first token before the word.
    pub cut: u8,
    /// The token of the innermost noun of mechanism.
    pub core: usize,
    /// What kind of mechanism.
    pub kind: ArrangementKind,
    /// How surely it is one.
    pub weight: Weight,
    /// Whether a wrapper (agreement, system, round) stands before the mechanism.
    pub wrapped: bool,
    /// The token of an ordinal that tells it from others of its kind.
    pub ordinal: Option<usize>,
    /// Index of the time that is its length.
    pub length: Option<usize>,
    /// Tokens of the people that leave, for an evacuation.
    pub people: Option<Range<usize>>,
    /// Tokens of another mechanism in which it consists: "the truce that consists in grounding aircraft".
    pub defined: Option<Range<usize>>,
    /// Whether its first word is an agreement, so that it is one that was concluded where it is announced.
    pub agreed: bool,
    /// Whether it is a word for a truce that says nothing of how long it lasts.
    pub bare_truce: bool,
}

/// The class of a wrapper that behind "in" only means "under".
const FRAME: &str = "frame";
/// The class of a word for a truce, limited or not.
const TRUCE: &str = "truce";

impl Phrase {
    /// Its span.
    pub fn span(&self, doc: &Doc<'_, '_>) -> Span {
        doc.span(self.first, self.cut, self.end)
    }
}

/// All phrases of a report, in order, without overlap. `times` are the tokens of its times.
pub(crate) fn find(doc: &Doc<'_, '_>, names: &Names, times: &[Range<usize>]) -> Vec<Phrase> {
    let finder = Finder { doc, names, times, depth: Cell::new(0) };
    let mut out: Vec<Phrase> = Vec::new();
    let mut i = 0;
    while i < doc.len() {
        if let Some((hit, _)) = finder.part(i, Part::Not) {
            i = hit.end;
            continue;
        }
        match finder.at(i) {
            Some(mut phrase) => {
                finder.number_before(&mut phrase, out.last().map_or(0, |p| p.end));
                finder.behind(&mut phrase);
                finder.defined_by(&mut phrase);
                i = phrase.defined.as_ref().map_or(phrase.end, |d| d.end).max(i + 1);
                out.push(phrase);
            }
            None => i += 1,
        }
    }
    out
}

/// A truce that is agreed is open-ended unless its words limit it.
fn agreed_kind(wrap: &Mechanism, inner: ArrangementKind) -> ArrangementKind {
    match (wrap.kind, inner) {
        (Some(_), ArrangementKind::Pause) => ArrangementKind::Ceasefire,
        (_, kind) => kind,
    }
}

/// Whether a wrapper goes with a mechanism of this kind: a round of talks, a package of sanctions.
fn takes(wrap: &Mechanism, kind: ArrangementKind) -> bool {
    match wrap.class.as_str() {
        "talks" => kind == ArrangementKind::Talks,
        "sanctions" => kind == ArrangementKind::Sanctions,
        _ => true,
    }
}

/// Finds phrases in one report.
pub(super) struct Finder<'d, 't, 'l> {
    /// The report.
    pub doc: &'d Doc<'t, 'l>,
    /// Its names.
    pub names: &'d Names,
    /// Tokens of its times.
    pub times: &'d [Range<usize>],
    /// How many phrases stand around the one that is being looked for.
    pub depth: Cell<u32>,
}

/// So many phrases stand in one another at most ("an agreement on a plan for talks on a truce"): an article may hold a
/// hundred thousand words that each begin one.
const DEEPEST: u32 = 6;

impl<'d, 'l> Finder<'d, '_, 'l> {
    /// The longest entry with this part at token `i`.
    pub(super) fn part(&self, i: usize, part: Part) -> Option<(Hit, &'l Mechanism)> {
        let lexicon = self.doc.lexicon;
        let (hit, word) = self.doc.longest_of(i, Kinds::MECHANISM, |h| match h.sense {
            Sense::Mechanism(m) => Some(lexicon.mechanism(m)).filter(|m| m.part == part),
            _ => None,
        })?;
        Some((*hit, word))
    }

    /// The end of the sentence that token `i` is in.
    pub(super) fn ends(&self, i: usize) -> usize {
        self.doc.sentence(i).end
    }

    /// The phrase that begins at token `i`.
    pub(super) fn at(&self, i: usize) -> Option<Phrase> {
        if !self.doc.has(i, Kinds::MECHANISM) {
            return None;
        }
        // Inside a proper name the word is no mechanism ("Amnesty International").
        if self.names.mention_at(i).is_some_and(|m| m.kind != Kind::Party) {
            return None;
        }
        let depth = self.depth.get();
        if depth == DEEPEST {
            return None;
        }
        self.depth.set(depth + 1);
        let wrapped = self.wrapped(i);
        let plain = self.headed(i).or_else(|| self.named(i));
        self.depth.set(depth);
        match (wrapped, plain) {
            (Some(a), Some(b)) => Some(if b.end > a.end { b } else { a }),
            (a, b) => a.or(b),
        }
    }

    /// The mechanism that begins at token `i` inside a wrapper, whose parties are no part of its name.
    fn within(&self, i: usize) -> Option<Phrase> {
        let mut inner = self.at(i)?;
        // Whom sanctions hit tells them from others: "the harshest sanctions on the country".
        if inner.kind != ArrangementKind::Sanctions {
            inner.end = inner.own_end.min(inner.end);
        }
        Some(inner)
    }

    /// A wrapper and the mechanism behind it, or a wrapper that is a mechanism alone.
    fn wrapped(&self, i: usize) -> Option<Phrase> {
        let doc = self.doc;
        let (hit, wrap) = self.part(i, Part::Wrap)?;
        // "In the framework of an agreement": the way to say "under" it.
        if wrap.class == FRAME && i > 0 && doc.any_particle(i - 1, &[Particle::Locative]) {
            return None;
        }
        let (mut j, ordinal) = self.adjectives(hit.end, doc.is_definite(i), hit.pronoun.is_some(), false);
        let alone_end = j;
        let quote = doc.quotes.opened_at(j).filter(|p| p.closed && p.close < j + 8);
        let mut act = false;
        j += quote.is_some() as usize;
        if let Some((link, word)) = self.part(j, Part::Link)
            && quote.is_none()
        {
            j = link.end;
            act = word.class == "act";
            // "A draft about a truce": the truce is the mechanism, not the paper.
            if word.class == "about" && wrap.kind.is_none() {
                return None;
            }
            // "Agreeing on" is the act, not an agreement.
            if word.class == "act" && wrap.kind.is_some() && doc.is_definite(i) && alone_end == hit.end {
                return None;
            }
        }
        let clitics = doc.clitics(j);
        let bound = clitics.is_empty() || (clitics.to && !clitics.and);
        if j < self.ends(i)
            && bound
            && hit.pronoun.is_none()
            && let Some(inner) = self.within(j)
            && takes(wrap, inner.kind)
            && (inner.weight > Weight::Loose || inner.kind == ArrangementKind::Evacuation)
        {
            let limited = self.is_short(inner.first, inner.end) || inner.length.is_some();
            let kind = if limited { inner.kind } else { agreed_kind(wrap, inner.kind) };
            let end = quote.filter(|p| p.close >= inner.end).map_or(inner.end, |p| p.close + 1);
            // "An agreement on the leaving of the last groups": the agreement is named, what it provides for is told.
            let told = act && kind == ArrangementKind::Evacuation;
            let (end, core) = if told { (alone_end, i) } else { (end, inner.core) };
            let defined = if told { Some(inner.first..inner.end) } else { inner.defined.clone() };
            return Some(Phrase {
                first: i,
                cut: hit.cut,
                end,
                own_end: end,
                core,
                kind,
                defined,
                wrapped: true,
                // What may mean much alone is surely meant under an agreement or plan.
                weight: inner.weight.max(Weight::Weak),
                ordinal: ordinal.or(inner.ordinal),
                agreed: wrap.kind == Some(ArrangementKind::Agreement),
                ..inner
            });
        }
        let kind = wrap.kind?;
        // "The agreement of Sochi": the place that names it.
        let named = self
            .names
            .mention_at(alone_end)
            .filter(|m| m.first == alone_end && alone_end == hit.end && matches!(m.kind, Kind::Place | Kind::Capital));
        let construct = hit.pronoun.is_none() && !doc.is_definite(i) && doc.clitics(alone_end).is_empty();
        let alone_end = match named {
            Some(m) if construct && doc.together(i, alone_end) => m.end,
            _ => self.about(alone_end),
        };
        let alone_end = if alone_end > hit.end { self.concerning(alone_end) } else { alone_end };
        // "Treaties of arms control": the noun that names it.
        let alone_end = if construct && alone_end == hit.end { self.topic_behind(alone_end) } else { alone_end };
        Some(Phrase {
            first: i,
            end: alone_end,
            own_end: alone_end,
            cut: hit.cut,
            core: i,
            kind,
            weight: wrap.weight,
            wrapped: false,
            ordinal,
            length: None,
            people: None,
            defined: None,
            agreed: kind == ArrangementKind::Agreement,
            bare_truce: false,
        })
    }

    /// A noun that is a mechanism by itself.
    fn named(&self, i: usize) -> Option<Phrase> {
        let doc = self.doc;
        let (hit, name) = self.part(i, Part::Name)?;
        let mut kind = name.kind?;
        // "Spontaneous" is spelt like "my pardon".
        if hit.pronoun == Some(Enclitic::Me) {
            return None;
        }
        let (mut end, ordinal) = self.adjectives(hit.end, doc.is_definite(hit.end - 1), hit.pronoun.is_some(), false);
        // A corridor named after a place or people that no table holds.
        if kind == ArrangementKind::Corridor
            && end == hit.end
            && !doc.is_definite(i)
            && doc.is_word(end)
            && doc.is_definite(end)
            && doc.clitics(end).is_empty()
            && end < self.ends(i)
        {
            end += 1;
        }
        // The place that names it: the talks of Geneva.
        if hit.pronoun.is_none()
            && end == hit.end
            && let Some(m) = self.names.mention_at(end)
            && m.first == end
            && matches!(m.kind, Kind::Place | Kind::State | Kind::Capital)
            && doc.clitics(end).is_empty()
            && doc.together(i, end)
            && !doc.is_definite(i)
        {
            end = m.end;
        }
        if kind == ArrangementKind::Ceasefire && self.is_short(hit.end, end) {
            kind = ArrangementKind::Pause;
        }
        let truce = name.class == TRUCE && hit.pronoun.is_none();
        let purpose = if truce { self.truce_behind(end) } else { None };
        if let Some(behind) = purpose {
            end = behind;
        }
        // What the talks are about: "consultations on a political solution", without a word for "on".
        if kind == ArrangementKind::Talks && end == hit.end && hit.pronoun.is_none() {
            end = self.topic_behind(end);
        }
        let own_end = end;
        // New sanctions with an adjective are told by it, others by whom they hit.
        if kind != ArrangementKind::Sanctions || end == i + 1 || doc.is_definite(i) {
            end = self.parties_behind(end, kind);
        }
        // Talks with those who talk named are surely meant: "the summit with Kim".
        let partners = kind == ArrangementKind::Talks && end > own_end && name.weight == Weight::Loose;
        let weight = if partners { Weight::Weak } else { name.weight };
        Some(Phrase {
            first: i,
            end,
            own_end,
            cut: hit.cut,
            core: i,
            kind,
            weight: self.corridor_weight(kind, weight, i, hit.end, end),
            wrapped: false,
            ordinal,
            length: None,
            people: None,
            defined: None,
            agreed: false,
            bare_truce: truce && purpose.is_none() && kind == ArrangementKind::Ceasefire,
        })
    }

    /// The end of a definite noun with its adjectives in the genitive behind an indefinite one.
    fn topic_behind(&self, from: usize) -> usize {
        let doc = self.doc;
        let fits = from < self.ends(from.saturating_sub(1))
            && doc.is_word(from)
            && !doc.is_definite(from - 1)
            && doc.is_definite(from)
            && doc.clitics(from).is_empty()
            && self.names.mention_at(from).is_none()
            && !self.is_grammar(from)
            && !doc.has(from, Kinds::PHASE)
            && self.at(from).is_none();
        if fits { self.adjectives(from + 1, true, false, true).0 } else { from }
    }

    /// A corridor is one where it is definite, counted, or has a name or an adjective.
    fn corridor_weight(&self, kind: ArrangementKind, weight: Weight, i: usize, from: usize, end: usize) -> Weight {
        if kind == ArrangementKind::Corridor && weight == Weight::Weak && !self.doc.is_definite(i) && end == from {
            return Weight::Loose;
        }
        weight
    }

    /// A head with its object.
    pub(super) fn headed(&self, i: usize) -> Option<Phrase> {
        let doc = self.doc;
        let mut best: Option<Phrase> = None;
        let heads: Vec<(Hit, &Mechanism)> = doc
            .hits_of(i, Kinds::MECHANISM)
            .iter()
            .filter_map(|h| match h.sense {
                Sense::Mechanism(m) => Some((*h, doc.lexicon.mechanism(m))).filter(|(_, m)| m.part == Part::Head),
                _ => None,
            })
            .collect();
        for (hit, head) in heads {
            if hit.pronoun.is_some() {
                continue;
            }
            let mut j = hit.end;
            let mut short = false;
            while j < self.ends(i) && j < hit.end + ADJECTIVES {
                let adjective = self.part(j, Part::Short).or_else(|| self.part(j, Part::Quality));
                match adjective {
                    Some((a, word)) if a.clitics.is_empty() => {
                        short |= word.part == Part::Short;
                        j = a.end;
                    }
                    _ if doc.any_particle(j, &[Particle::Quantifier]) && doc.clitics(j).is_empty() => j += 1,
                    // "A humanitarian" daily "pause": marks inside the phrase.
                    _ if doc.is_quote(j) => j += 1,
                    _ => break,
                }
            }
            let Some((end, kind, people)) = self.object(j, head) else { continue };
            let (mut end, ordinal) =
                self.adjectives(end, doc.is_definite(end - 1), false, head.class.starts_with("take"));
            if head.class == "lift" {
                end = self.reach(end);
            }
            let kind = if kind == ArrangementKind::Ceasefire && (short || self.is_short(j, end)) {
                ArrangementKind::Pause
            } else {
                kind
            };
            if best.as_ref().is_none_or(|b| end > b.end) {
                best = Some(Phrase {
                    first: i,
                    end,
                    own_end: end,
                    cut: hit.cut,
                    core: i,
                    kind,
                    weight: head.weight,
                    wrapped: false,
                    ordinal,
                    length: None,
                    people,
                    defined: None,
                    agreed: false,
                    bare_truce: false,
                });
            }
        }
        best
    }

    /// The object that a head needs, at token `j`: its end, the kind, the people that leave, with what says how many.
    fn object(&self, j: usize, head: &Mechanism) -> Option<(usize, ArrangementKind, Option<Range<usize>>)> {
        let some = || {
            let people = if head.class.starts_with("take") { self.some_of(j) } else { j };
            let (end, kind, _) = self.object_at(people, head).filter(|_| people > j)?;
            Some((end, kind, Some(j..end)))
        };
        self.object_at(j, head).or_else(some)
    }

    /// The same, where nothing stands before the object itself.
    fn object_at(&self, j: usize, head: &Mechanism) -> Option<(usize, ArrangementKind, Option<Range<usize>>)> {
        let doc = self.doc;
        let clitics = doc.clitics(j);
        if clitics.and || clitics.by || clitics.like {
            return None;
        }
        let class = head.class.strip_suffix("-weak").unwrap_or(&head.class);
        if class == "take" {
            let who = |i: usize| {
                let named = self.names.mention_at(i).filter(|m| m.first == i);
                named.filter(|m| matches!(m.kind, Kind::People | Kind::Party | Kind::Group))
            };
            // "Fighters of the Army of Islam": a noun that no table holds before the name.
            let noun = doc.is_word(j) && !self.is_grammar(j) && doc.clitics(j + 1).is_empty();
            if let Some(m) = who(j).or_else(|| who(j + 1).filter(|_| noun)) {
                let end = self.others(m.end);
                return Some((end, ArrangementKind::Evacuation, Some(j..end)));
            }
        }
        if class == "quit" {
            let from = doc.any_particle(j, &[Particle::Preposition]) && doc.clitics(j).is_empty();
            let noun = |&i: &usize| doc.any_particle(i, &[Particle::PlaceNoun]);
            let at = (j + 1..self.ends(j)).find(|i| !noun(i)).filter(|_| from)?;
            let place = self.names.mention_at(at).filter(|m| m.first == at && m.kind == Kind::Place)?;
            return Some((place.end, ArrangementKind::Agreement, None));
        }
        if class == "leave" {
            let place = self.names.mention_at(j).filter(|m| m.first == j && (m.kind == Kind::Place || m.as_place))?;
            return Some((place.end, ArrangementKind::Evacuation, None));
        }
        let lexicon = doc.lexicon;
        let (hit, kind) = doc.longest_of(j, Kinds::MECHANISM, |h| match h.sense {
            Sense::Mechanism(m) => {
                let m = lexicon.mechanism(m);
                m.kind.filter(|_| m.part == Part::Object && m.class == class)
            }
            _ => None,
        })?;
        let end = if kind == ArrangementKind::Evacuation { self.others(hit.end) } else { hit.end };
        let people = (kind == ArrangementKind::Evacuation && doc.is_definite(j)).then_some(j..end);
        Some((end, kind, people))
    }

    /// The end of others who leave with those named before: "the fighters and their families".
    fn others(&self, from: usize) -> usize {
        let doc = self.doc;
        let lexicon = doc.lexicon;
        let mut end = from;
        while end < self.ends(from - 1) && doc.clitics(end).and {
            let named = self.names.mention_at(end).filter(|m| m.first == end && m.kind == Kind::People).map(|m| m.end);
            let listed = doc.longest_of(end, Kinds::MECHANISM, |h| match h.sense {
                Sense::Mechanism(m) => {
                    let m = lexicon.mechanism(m);
                    (m.part == Part::Object && m.class == "take").then_some(h.end)
                }
                _ => None,
            });
            match named.or(listed.map(|(_, end)| end)) {
                Some(after) => end = after,
                None => break,
            }
        }
        end
    }
}
