//! What is counted: the noun phrase behind a number.

use super::quantity::{is, word};
use crate::doc::Doc;
use rasid_lang::tables::figures::{CountedClass, FigureWord};
use rasid_lang::tables::times::{Count, TimeWord};
use rasid_lang::{Kinds, Particle, Sense};
use rasid_record::{Measure, Who};
use rasid_text::Span;

/// The noun phrase that is counted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Noun {
    /// First token of the noun.
    pub first: usize,
    /// One past the last token of the phrase.
    pub end: usize,
    /// The phrase, without "of" and proclitics.
    pub span: Span,
    /// Kind of thing.
    pub class: CountedClass,
    /// What the noun itself says it measures.
    pub measure: Option<Measure>,
    /// Which people.
    pub who: Option<Who>,
    /// Whether a table knows the noun.
    pub known: bool,
    /// "others": the noun is that of the figure before.
    pub others: bool,
    /// "times".
    pub times: bool,
}

/// How many words behind a noun belong to its phrase at most.
const ADJECTIVES: usize = 3;

/// The noun phrase behind a number that ends before token `i`; `vague` numbers take definite nouns.
pub(super) fn after(doc: &Doc<'_, '_>, i: usize, vague: bool) -> Option<Noun> {
    let of = of(doc, i);
    let at = of.unwrap_or(i);
    if !doc.is_word(at) || !doc.clitics(at).is_empty() && of.is_none() && !has_whole(doc, at) {
        return None;
    }
    if doc.is_definite(at) && !vague && of.is_none() {
        return None;
    }
    // "of their homes" is no noun that is counted.
    let plain_of = of.is_none() || doc.is_definite(at);
    known(doc, at)
        .or_else(|| of.and_then(|at| fighters(doc, at)))
        .or_else(|| plain_of.then(|| plain(doc, at, vague || of.is_some()))?)
}

/// The people counted behind "of" at token `i`.
pub(super) fn of_whom(doc: &Doc<'_, '_>, i: usize) -> Option<Noun> {
    let at = of(doc, i)?;
    known(doc, at).or_else(|| fighters(doc, at)).filter(|n| n.class == CountedClass::People)
}

/// "12 of the forces of the regime": a party or an organ whose people are counted.
fn fighters(doc: &Doc<'_, '_>, i: usize) -> Option<Noun> {
    let (hit, ()) = doc.longest_of(i, Kinds::PARTY.with(Kinds::ORGAN), |h| {
        matches!(h.sense, Sense::Party(_) | Sense::Organ(_)).then_some(())
    })?;
    Some(Noun {
        first: i,
        end: hit.end,
        span: doc.span(i, hit.cut, hit.end),
        class: CountedClass::People,
        measure: None,
        who: Some(Who::Combatant),
        known: true,
        others: false,
        times: false,
    })
}

/// "of" between a number and its noun.
fn of(doc: &Doc<'_, '_>, i: usize) -> Option<usize> {
    doc.hits(i)
        .iter()
        .find(|h| h.sense == Sense::TimeLink(TimeWord::Of) && h.clitics.is_empty())
        .map(|h| h.end)
        .filter(|&end| doc.is_word(end))
}

/// Whether an entry holds the whole form at `i`, so that its first letter is its own.
fn has_whole(doc: &Doc<'_, '_>, i: usize) -> bool {
    doc.hits(i).iter().any(|h| h.cut == 0)
}

/// A noun that a table of counted nouns, people or parties holds.
pub(super) fn known(doc: &Doc<'_, '_>, i: usize) -> Option<Noun> {
    let (hit, (class, measure, who)) =
        doc.longest_of(i, Kinds::FIGURE.with(Kinds::NATIONALITY), |h| match h.sense {
            _ if h.pronoun.is_some() => None,
            Sense::Figure(FigureWord::Counted(n, _)) => {
                let counted = doc.lexicon.counted(n);
                Some((counted.class, counted.measure, counted.who))
            }
            // A nationality counts people where it is no feminine adjective.
            Sense::Nationality(_, people) if people || !is_feminine(doc, i) => {
                Some((CountedClass::People, None, Some(Who::Unknown)))
            }
            _ => None,
        })?;
    if hit.cut > 0 && !hit.clitics.is_preposition() && !hit.clitics.and {
        return None;
    }
    let first = hit.first;
    let (mut end, refined) = phrase(doc, hit.end, class);
    if class == CountedClass::Aid {
        end = goods(doc, end);
    }
    let who = if class == CountedClass::People { refined.or(who) } else { who };
    let span = doc.span(first, hit.cut, end);
    Some(Noun { first, end, span, class, measure, who, known: true, others: false, times: false })
}

/// "of medical aid and food" behind a measure of aid.
fn goods(doc: &Doc<'_, '_>, i: usize) -> usize {
    const WORDS: usize = 5;
    let Some(of) = of(doc, i) else { return i };
    let mut end = of;
    let goes_on =
        |k: usize| doc.together(k, i) && doc.is_word(k) && doc.is_definite(k) && !doc.clitics(k).is_preposition();
    while end < of + WORDS && goes_on(end) {
        end += 1;
    }
    if end > of { end } else { i }
}

fn is_feminine(doc: &Doc<'_, '_>, i: usize) -> bool {
    doc.folded(i).ends_with('\u{0647}')
}

/// A noun that no table holds, "others" or "times".
fn plain(doc: &Doc<'_, '_>, i: usize, definite: bool) -> Option<Noun> {
    let special = word(doc, i, |w| match w {
        FigureWord::Others => Some(true),
        FigureWord::Times => Some(false),
        _ => None,
    });
    let noun = |end, others, times| Noun {
        first: i,
        end,
        span: doc.span(i, 0, end),
        class: CountedClass::Thing,
        measure: None,
        who: None,
        known: others || times,
        others,
        times,
    };
    if let Some((end, _, others)) = special {
        return Some(noun(end, others, !others));
    }
    let grammar = doc.hits(i).iter().any(|h| match h.sense {
        Sense::Particle(p) => !matches!(p, Particle::PlaceNoun | Particle::GroupNoun),
        Sense::Verb(_)
        | Sense::Cue(..)
        | Sense::Time(_)
        | Sense::TimeLink(_)
        | Sense::Takes(..)
        | Sense::Place(_)
        | Sense::Actor(..) => true,
        Sense::Figure(word) => !matches!(word, FigureWord::Measure(_) | FigureWord::Label),
        _ => false,
    });
    let letters = doc.folded(i).chars().count();
    let may_carry = doc.folded(i).starts_with(['\u{0628}', '\u{0644}', '\u{0648}', '\u{0641}', '\u{0643}']);
    if may_carry && !ends_as_counted(doc, i) {
        return None;
    }
    if grammar
        || letters < 3
        || (doc.is_definite(i) && !definite)
        || !doc.clitics(i).is_empty()
        || rasid_lang::inflect::looks_like_present(doc.folded(i))
    {
        return None;
    }
    Some(noun(phrase(doc, i + 1, CountedClass::Thing).0, false, false))
}

/// Whether an unknown word has an ending that a counted noun takes: the alef of the accusative, or
/// one of the feminine.
pub(super) fn ends_as_counted(doc: &Doc<'_, '_>, i: usize) -> bool {
    let folded = doc.folded(i);
    folded.ends_with(['\u{0627}', '\u{0647}']) || folded.ends_with("\u{0627}\u{062A}")
}

/// The end of the adjectives and nouns that belong to a noun before token `i`, and who the people
/// are where they say so.
fn phrase(doc: &Doc<'_, '_>, mut i: usize, class: CountedClass) -> (usize, Option<Who>) {
    let mut who = None;
    let start = i;
    while i < start + ADJECTIVES
        && doc.together(i, start.saturating_sub(1))
        && doc.is_word(i)
        && doc.clitics(i).is_empty()
    {
        let adjective = doc.hits_of(i, Kinds::NATIONALITY.with(Kinds::PARTICLE).with(Kinds::FIGURE)).iter().any(|h| {
            matches!(
                h.sense,
                Sense::Nationality(_, false) | Sense::Particle(Particle::Modifier) | Sense::Figure(FigureWord::Others)
            )
        });
        let people = word(doc, i, |w| match w {
            FigureWord::Counted(n, _) => Some(doc.lexicon.counted(n)),
            _ => None,
        })
        .filter(|(_, _, c)| c.class == CountedClass::People && !matches!(c.who, Some(Who::Unknown) | None));
        if let Some((end, _, counted)) = people {
            // "40 dead civilians": the second noun says who they are.
            (who, i) = (counted.who, end);
        } else if adjective || (class != CountedClass::People && looks_like_adjective(doc, i, start)) {
            i += 1;
        } else {
            break;
        }
    }
    (i, who)
}

/// Whether the word at `i` has the look of an adjective that agrees with the noun before token `noun`:
/// a feminine ending, and the article where the noun has it.
fn looks_like_adjective(doc: &Doc<'_, '_>, i: usize, noun: usize) -> bool {
    let folded = doc.folded(i);
    let other = |s: &Sense| {
        !matches!(s, Sense::Organ(_) | Sense::Matter(_) | Sense::Mechanism(_) | Sense::Stance(_) | Sense::Trigger(..))
    };
    let agrees = doc.is_definite(i) == noun.checked_sub(1).is_some_and(|n| doc.is_definite(n));
    agrees && folded.ends_with('\u{0647}') && folded.chars().count() > 4 && !doc.hits(i).iter().any(|h| other(&h.sense))
}

/// "the fifteen members of the council": a definite noun with its number behind it.
pub(super) fn before_number(doc: &Doc<'_, '_>, i: usize) -> Option<(Noun, usize)> {
    let (mut end, cut, counted) = word(doc, i, |w| match w {
        FigureWord::Counted(n, Count::Many) => Some(doc.lexicon.counted(n)),
        _ => None,
    })?;
    // "The four states" point back; only people are counted so.
    if counted.class != CountedClass::People {
        return None;
    }
    // A definite noun behind makes the first one definite.
    if !doc.is_definite(i) {
        if !doc.is_definite(end) || !doc.clitics(end).is_empty() {
            return None;
        }
        end += 1;
    }
    let noun = Noun {
        first: i,
        end,
        span: doc.span(i, cut, end),
        class: counted.class,
        measure: counted.measure,
        who: counted.who,
        known: true,
        others: false,
        times: false,
    };
    Some((noun, end))
}

/// Whether the words at `i` make the number before them a share or a score.
pub(super) fn is_share(doc: &Doc<'_, '_>, i: usize) -> bool {
    is(doc, i, FigureWord::Percent).is_some() || matches!(doc.written(i), "%" | "\u{066A}")
}
