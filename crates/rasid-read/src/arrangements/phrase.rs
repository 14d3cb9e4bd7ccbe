//! The noun phrase of a mechanism: its words, their order, where it begins and ends.

use crate::doc::{Doc, Hit};
use crate::names::{Kind, Names};
use rasid_lang::clitics::Enclitic;
use rasid_lang::tables::mechanisms::{Mechanism, Part, Weight};
use rasid_lang::{Particle, Sense};
use rasid_record::ArrangementKind;
use rasid_text::Span;
use std::ops::Range;

/// A noun phrase that names a mechanism.
#[derive(Clone, Debug)]
pub(crate) struct Phrase {
    /// First token.
    pub first: usize,
    /// One past the last token.
    pub end: usize,
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
}

impl Phrase {
    /// Its span.
    pub fn span(&self, doc: &Doc<'_, '_>) -> Span {
        doc.span(self.first, self.cut, self.end)
    }
}

/// Most adjectives behind a noun.
const ADJECTIVES: usize = 4;

/// All phrases of a report, in order, without overlap. `times` are the tokens of its times.
pub(crate) fn find(doc: &Doc<'_, '_>, names: &Names, times: &[Range<usize>]) -> Vec<Phrase> {
    let finder = Finder { doc, names, times };
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
                finder.length_behind(&mut phrase);
                i = phrase.end.max(i + 1);
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

struct Finder<'d, 't, 'l> {
    doc: &'d Doc<'t, 'l>,
    names: &'d Names,
    times: &'d [Range<usize>],
}

impl<'d, 'l> Finder<'d, '_, 'l> {
    /// The longest entry with this part at token `i`.
    fn part(&self, i: usize, part: Part) -> Option<(Hit, &'l Mechanism)> {
        let lexicon = self.doc.lexicon;
        let (hit, word) = self.doc.longest(i, |h| match h.sense {
            Sense::Mechanism(m) => Some(lexicon.mechanism(m)).filter(|m| m.part == part),
            _ => None,
        })?;
        Some((*hit, word))
    }

    fn ends(&self, i: usize) -> usize {
        self.doc.sentence(i).end
    }

    /// The phrase that begins at token `i`.
    fn at(&self, i: usize) -> Option<Phrase> {
        // Inside a proper name the word is no mechanism ("Amnesty International").
        if self.names.mention_at(i).is_some_and(|m| m.kind != Kind::Party) {
            return None;
        }
        let wrapped = self.wrapped(i);
        let plain = self.headed(i).or_else(|| self.named(i));
        match (wrapped, plain) {
            (Some(a), Some(b)) => Some(if b.end > a.end { b } else { a }),
            (a, b) => a.or(b),
        }
    }

    /// A wrapper and the mechanism behind it, or a wrapper that is a mechanism alone.
    fn wrapped(&self, i: usize) -> Option<Phrase> {
        let doc = self.doc;
        let (hit, wrap) = self.part(i, Part::Wrap)?;
        let (mut j, ordinal) = self.adjectives(hit.end, doc.is_definite(i), hit.pronoun.is_some(), false);
        let alone_end = j;
        let quote = doc.quotes.opened_at(j).filter(|p| p.closed && p.close < j + 8);
        j += quote.is_some() as usize;
        if let Some((link, word)) = self.part(j, Part::Link)
            && quote.is_none()
        {
            j = link.end;
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
            && let Some(inner) = self.at(j)
            && (wrap.class.is_empty() || inner.kind == ArrangementKind::Talks)
            && inner.weight > Weight::Loose
        {
            let kind = agreed_kind(wrap, inner.kind);
            let end = quote.filter(|p| p.close >= inner.end).map_or(inner.end, |p| p.close + 1);
            return Some(Phrase {
                first: i,
                cut: hit.cut,
                end,
                kind,
                wrapped: true,
                ordinal: ordinal.or(inner.ordinal),
                ..inner
            });
        }
        let kind = wrap.kind?;
        let alone_end = self.about(alone_end);
        Some(Phrase {
            first: i,
            end: alone_end,
            cut: hit.cut,
            core: i,
            kind,
            weight: wrap.weight,
            wrapped: false,
            ordinal,
            length: None,
            people: None,
        })
    }

    /// The end of "about" and the place an agreement is about.
    fn about(&self, from: usize) -> usize {
        let Some((link, _)) = self.part(from, Part::Link) else { return from };
        let place_noun = self.doc.any_particle(link.end, &[Particle::PlaceNoun]) as usize;
        let at = link.end + place_noun;
        self.names.mention_at(at).filter(|m| m.first == at && m.kind == Kind::Place && link.end < self.ends(from - 1)).map_or(from, |m| m.end)
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
        if kind == ArrangementKind::Cooperation && name.weight == Weight::Loose {
            end = self.partners(end);
        }
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
            && !doc.is_definite(i)
        {
            end = m.end;
        }
        if kind == ArrangementKind::Ceasefire && self.is_short(hit.end, end) {
            kind = ArrangementKind::Pause;
        }
        Some(Phrase {
            first: i,
            end,
            cut: hit.cut,
            core: i,
            kind,
            weight: self.corridor_weight(kind, name.weight, i, hit.end, end),
            wrapped: false,
            ordinal,
            length: None,
            people: None,
        })
    }

    /// The end of "with" and those named behind it.
    fn partners(&self, from: usize) -> usize {
        let doc = self.doc;
        if self.part(from, Part::Among).is_none() || !doc.is_word(from + 1) {
            return from;
        }
        match self.names.mention_at(from + 1) {
            Some(m) if m.first == from + 1 => m.end,
            _ if doc.is_definite(from + 1) => from + 2,
            _ => from,
        }
    }

    /// A corridor is one where it is definite, counted, or has a name or an adjective.
    fn corridor_weight(&self, kind: ArrangementKind, weight: Weight, i: usize, from: usize, end: usize) -> Weight {
        if kind == ArrangementKind::Corridor && weight == Weight::Weak && !self.doc.is_definite(i) && end == from {
            return Weight::Loose;
        }
        weight
    }

    /// A head with its object.
    fn headed(&self, i: usize) -> Option<Phrase> {
        let doc = self.doc;
        let mut best: Option<Phrase> = None;
        let heads: Vec<(Hit, &Mechanism)> = doc
            .hits(i)
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
            let (mut end, ordinal) = self.adjectives(end, doc.is_definite(end - 1), false, head.class.starts_with("take"));
            if kind == ArrangementKind::Agreement {
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
                    cut: hit.cut,
                    core: i,
                    kind,
                    weight: head.weight,
                    wrapped: false,
                    ordinal,
                    length: None,
                    people,
                });
            }
        }
        best
    }

    /// The object that a head needs, at token `j`: its end, the kind, the people that leave.
    fn object(&self, j: usize, head: &Mechanism) -> Option<(usize, ArrangementKind, Option<Range<usize>>)> {
        let doc = self.doc;
        let clitics = doc.clitics(j);
        if clitics.and || clitics.by || clitics.like {
            return None;
        }
        let class = head.class.strip_suffix("-weak").unwrap_or(&head.class);
        if class == "take"
            && let Some(m) = self.names.mention_at(j)
            && m.first == j
            && matches!(m.kind, Kind::People | Kind::Party | Kind::Group)
        {
            return Some((m.end, ArrangementKind::Evacuation, Some(m.first..m.end)));
        }
        let lexicon = doc.lexicon;
        let (hit, kind) = doc.longest(j, |h| match h.sense {
            Sense::Mechanism(m) => {
                let m = lexicon.mechanism(m);
                m.kind.filter(|_| m.part == Part::Object && m.class == class)
            }
            _ => None,
        })?;
        let people = (kind == ArrangementKind::Evacuation && doc.is_definite(j)).then_some(j..hit.end);
        Some((hit.end, kind, people))
    }

    /// The end of what a lifted siege lies on: places, or a noun with its adjectives.
    fn reach(&self, from: usize) -> usize {
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

    /// The end of the adjectives from token `from`, and an ordinal among them. `definite`
    /// tells whether the noun before them is; a noun with a pronoun is.
    fn adjectives(&self, from: usize, definite: bool, pronoun: bool, people: bool) -> (usize, Option<usize>) {
        let doc = self.doc;
        let definite = definite || pronoun;
        let mut end = from;
        let mut ordinal = None;
        let limit = self.ends(from.saturating_sub(1));
        for _ in 0..ADJECTIVES {
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
            if let Some((hit, _)) = known.filter(|_| plain && doc.is_definite(end) == definite) {
                end = hit.end;
                continue;
            }
            let nation = doc.longest(end, |h| {
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
    fn is_grammar(&self, i: usize) -> bool {
        self.doc.hits(i).iter().any(|h| match h.sense {
            Sense::Particle(p) => p != Particle::Modifier,
            Sense::Takes(..) | Sense::Verb(_) | Sense::Time(_) | Sense::Title(_) | Sense::Cue(..) => true,
            Sense::Mechanism(m) => !matches!(self.doc.lexicon.mechanism(m).part, Part::Short | Part::Quality | Part::Object),
            _ => false,
        }) || self.times.iter().any(|t| t.contains(&i))
    }

    /// Whether an unknown indefinite word has the ending of an adjective.
    fn looks_like_adjective(&self, i: usize) -> bool {
        let folded = self.doc.folded(i);
        !self.doc.is_definite(i)
            && rasid_lang::inflect::looks_like_adjective(folded)
            && !self.doc.hits(i).iter().any(|h| matches!(h.sense, Sense::Place(_) | Sense::Party(_)))
    }

    fn is_short(&self, from: usize, end: usize) -> bool {
        (from..end).any(|i| self.part(i, Part::Short).is_some())
    }

    /// A number right before the phrase belongs to it.
    fn number_before(&self, phrase: &mut Phrase, floor: usize) {
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

    /// Its length right behind it: "of thirty days", "in Syria that lasts thirty days".
    fn length_behind(&self, phrase: &mut Phrase) {
        let doc = self.doc;
        let sentence_end = self.ends(phrase.first);
        let mut j = phrase.end;
        let mut passed_place = false;
        for _ in 0..3 {
            if j >= sentence_end {
                return;
            }
            if doc.any_particle(j, &[Particle::Locative])
                && !passed_place
                && let Some(m) = self.names.mention_at(j + 1).filter(|m| m.first == j + 1)
            {
                j = m.end;
                passed_place = true;
                continue;
            }
            if let Some(n) = self.times.iter().position(|t| t.start == j)
                && doc.clitics(j).to
            {
                self.lengthen(phrase, n);
                return;
            }
            let Some((hit, _)) = self.part(j, Part::Length) else { return };
            if let Some(n) = self.times.iter().position(|t| t.start == hit.end || t.start == hit.first && t.end > hit.end) {
                self.lengthen(phrase, n);
            }
            return;
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
