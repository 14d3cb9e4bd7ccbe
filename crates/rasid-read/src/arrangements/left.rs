//! What governs a mechanism from before: the noun that touches it, and the verb over both.

use super::phase::{negated, opposite, words};
use super::phrase::Phrase;
use crate::doc::Doc;
use crate::names::Names;
use crate::order;
use rasid_lang::inflect::Aspect;
use rasid_lang::tables::mechanisms::Part;
use rasid_lang::{Kinds, Particle, Sense};
use rasid_record::Phase;

/// A word of phase before a mechanism.
#[derive(Clone, Copy, Debug)]
pub(super) struct Governor {
    /// What it says.
    pub phase: Phase,
    /// Whether only words of grammar stand between it and the mechanism.
    pub touching: bool,
    /// Whether it is a noun, over which a verb may stand.
    pub noun: bool,
    /// Whether what it says holds also where somebody wants it.
    pub firm: bool,
    /// Its token.
    pub at: usize,
}

/// The words of phase before a mechanism.
#[derive(Clone, Debug, Default)]
pub(super) struct Chain {
    /// The nearest.
    pub inner: Option<Governor>,
    /// What the next one over it says, and its token.
    pub outer: Option<(Phase, usize)>,
    /// The tokens of all of them, the nearest first.
    pub words: Vec<usize>,
    /// Whether a condition begins before them.
    pub conditional: bool,
    /// Whether the mechanism is only the time or ground of something else.
    pub aside: bool,
    /// The token of the word that makes it so.
    pub when: usize,
    /// Whether something else is about the mechanism, so that what is said of that is not said of it.
    pub about: bool,
}

/// How far before a mechanism its verb may stand, in tokens.
const BEFORE: usize = 18;
/// How far a noun may stand that does not touch it.
const NOUN_BEFORE: usize = 6;

/// How far before a verb the word of its condition may stand, in tokens.
const SUPPOSED: usize = 4;

/// Longest insertion between commas.
const INSERTED: usize = 10;

/// Reads the words before `phrases[n]`, the nearest first.
pub(super) fn read(doc: &Doc<'_, '_>, names: &Names, phrases: &[Phrase], n: usize) -> Chain {
    let phrase = &phrases[n];
    let start = doc.sentence(phrase.first).start.max(phrase.first.saturating_sub(BEFORE));
    let mut chain = Chain::default();
    let mut touching = true;
    // The verb sense of a word that may as well be a noun that says nothing ("opening").
    let mut fallback: Option<Governor> = None;
    // The last word that carries on towards the mechanism.
    let mut link = phrase.first;
    let mut i = phrase.first;
    while i > start {
        i -= 1;
        // A mechanism before this one in the same list shares what governs it.
        if let Some(other) = order::around(&phrases[..n], i).map(|p| &phrases[p]) {
            touching &= doc.clitics(phrase.first).and || doc.any_particle(phrase.first - 1, &[Particle::And]);
            // What governs the other one governs this one only where they are joined.
            let joined = doc.clitics(phrase.first).and
                || (other.end..phrase.first).any(|k| doc.clitics(k).and || doc.any_particle(k, &[Particle::And]));
            if !joined && other.end < phrase.first && chain.inner.is_none() {
                break;
            }
            i = other.first;
            continue;
        }
        // An inserted phrase of circumstance governs nothing: "wants, in an attempt to avoid its leaving, talks".
        if doc.is_comma(i)
            && chain.inner.is_none()
            && let Some(opening) = inserted(doc, i, start)
        {
            i = opening;
            continue;
        }
        // "After the announcement of the truce": what a noun says of it was told before.
        let told = chain.inner.is_some_and(|g| g.noun && g.at == i + 1);
        if (touching || told) && is_when(doc, i) {
            chain.aside = true;
            chain.when = i;
            break;
        }
        if doc.any_particle(i, &[Particle::If]) {
            chain.conditional = true;
            break;
        }
        if is_about(doc, i) && chain.inner.is_none() {
            chain.about = true;
        }
        let near = touching || link - i <= NOUN_BEFORE;
        let named = names.mention_at(i).is_some();
        let (found, through) = if named { (None, false) } else { governor(doc, i, start, touching, near, phrase) };
        // "His decision about the deal": nothing is said of what something else is about, unless it is talked over.
        let found = found.filter(|f| !chain.about || matches!(f.phase, Phase::Negotiated | Phase::Proposed));
        if found.is_some() || through {
            link = i;
        }
        if let Some(found) = found {
            chain.words.push(i);
            if chain.inner.is_some() {
                // The wish or refusal over a chain of nouns is what counts.
                let weighs = matches!(found.phase, Phase::Proposed | Phase::Refused);
                if chain.outer.is_none() || weighs {
                    chain.outer = Some((found.phase, i));
                }
                if !found.noun {
                    break;
                }
                continue;
            }
            if through {
                fallback.get_or_insert(found);
                continue;
            }
            chain.inner = Some(found);
            if !found.noun {
                // "Must keep to", "on all parties that they keep to", "it is planned that it be held": what stands
                // over the clause counts.
                let governed = matches!(found.phase, Phase::Agreed | Phase::InForce);
                if governed && i > start && doc.any_particle(i - 1, &[Particle::That]) {
                    i -= 1;
                    continue;
                }
                chain.conditional |= (i.saturating_sub(SUPPOSED).max(start)..i)
                    .rev()
                    .take_while(|&k| !doc.is_comma(k))
                    .any(|k| doc.any_particle(k, &[Particle::If]));
                break;
            }
            continue;
        }
        if through {
            continue;
        }
        let that = doc.any_particle(i, &[Particle::That]);
        // "Hopes that the talks will …": the mechanism is the subject of a clause of its own.
        if that && i + 1 == phrase.first {
            break;
        }
        // "From" is spelt like "who".
        let who = doc.any_particle(i, &[Particle::Relative]) && !doc.any_particle(i, &[Particle::Preposition]);
        let turns = doc.any_particle(i, &[Particle::Subordinate, Particle::Meanwhile])
            || who
            || doc.any_particle(i, &[Particle::But]) && !that
            || doc.is_sign(i, ".")
            // ", and there are …": another clause, not another thing of a list.
            || doc.is_comma(i) && i + 1 != phrase.first && (doc.clitics(i + 1).and || opens_clause(doc, i + 1));
        if turns || chain.inner.is_some() && (that || doc.is_comma(i)) {
            break;
        }
        touching &= passes(doc, i) || doc.is_comma(i) && i + 1 == phrase.first;
    }
    chain.inner = chain.inner.or(fallback);
    chain
}

/// Whether "about" stands at token `i`.
pub(crate) fn is_about(doc: &Doc<'_, '_>, i: usize) -> bool {
    let link = |h: &crate::doc::Hit| matches!(h.sense, Sense::Mechanism(m) if doc.lexicon.mechanism(m).class == ABOUT);
    doc.clitics(i).is_empty() && doc.hits(i).iter().any(link)
}

/// The class of a link that brings in what something is about.
const ABOUT: &str = "about";

/// Whether a finite verb that says no phase stands at token `i`, behind a comma.
fn opens_clause(doc: &Doc<'_, '_>, i: usize) -> bool {
    let verb = |h: &crate::doc::Hit| {
        matches!(h.sense, Sense::Verb(f) if matches!(f.aspect, Aspect::Past | Aspect::Present)) && h.clitics.is_empty()
    };
    doc.hits(i).iter().any(verb)
}

/// The comma that opens the insertion which the one at token `close` closes.
fn inserted(doc: &Doc<'_, '_>, close: usize, start: usize) -> Option<usize> {
    let from = start.max(close.saturating_sub(INSERTED));
    let open = (from..close).rev().find(|&k| doc.is_comma(k))?;
    let first = open + 1;
    let brought = doc.any_particle(first, &[Particle::Locative, Particle::Preposition]);
    (brought && doc.clitics(first).is_empty()).then_some(open)
}

/// The word of phase at token `i` that reaches the mechanism, and whether the word may as well
/// only carry on what stands before it.
fn governor(
    doc: &Doc<'_, '_>,
    i: usize,
    start: usize,
    touching: bool,
    near: bool,
    phrase: &Phrase,
) -> (Option<Governor>, bool) {
    // "To withdraw from it" needs its preposition right before the mechanism.
    let from = (i + 1..phrase.first)
        .rev()
        .find(|&k| !doc.is_quote(k) && !doc.any_particle(k, &[Particle::Demonstrative]))
        .is_some_and(|k| doc.any_particle(k, &[Particle::Preposition]));
    let mut through = false;
    let mut found: Option<Governor> = None;
    for (hit, word, aspect) in words(doc, i, phrase.kind) {
        let noun = matches!(aspect, Aspect::Noun | Aspect::Fixed);
        let Some(phase) = word.phase else {
            through = true;
            continue;
        };
        // A verb with its object pronoun governs nothing more.
        if hit.pronoun.is_some() && (!noun || hit.clitics.by) {
            continue;
        }
        let reaches = (word.grip.near && touching || word.grip.far && (!noun || near)) && (!word.grip.from || from);
        if reaches && found.is_none_or(|f| f.noun) {
            let negated = negated(doc, i, start);
            let phase = match (negated, word.grip.kept) {
                (true, true) => Phase::Violated,
                (true, false) => opposite(phase),
                (false, _) => phase,
            };
            // "In order to reach an agreement": it is not reached yet.
            let aimed = noun && phase == Phase::Agreed && (hit.clitics.to || for_the_sake(doc, i));
            let phase =
                if !noun && phase == Phase::Proposed && by_resolution(doc, i, start) { Phase::Agreed } else { phase };
            // "In order to begin talks": they are only wanted.
            let begun = noun && phase == Phase::InForce && hit.clitics.to && !word.grip.firm && word.grip.clause;
            let phase = match phase {
                _ if aimed => Phase::Negotiated,
                _ if begun => Phase::Proposed,
                // What will go on is going on.
                Phase::InForce if word.grip.firm => phase,
                _ => modal(doc, i, noun, phase),
            };
            found = Some(Governor { phase, touching, noun, firm: word.grip.firm || negated, at: i });
        }
    }
    (found, through)
}

/// How far before a draft the verb that approves it may stand, in tokens.
const APPROVED: usize = 12;
/// How far before a verb the resolution that is its subject may stand, in tokens.
const RESOLUTION: usize = 5;

/// Whether a resolution is the subject of the verb at token `i`: "adopted a resolution that demands a truce". What a
/// resolution demands has been agreed to; that of a draft has not.
fn by_resolution(doc: &Doc<'_, '_>, i: usize, start: usize) -> bool {
    // "Demanded in a resolution".
    let in_one = doc.any_particle(i + 1, &[Particle::Locative]) && is_resolution(doc, i + 2);
    in_one || resolution_before(doc, i, start)
}

/// Whether the mechanism at token `first` is what a resolution is about: "the resolution of the council about a truce",
/// "the resolution of the United Nations for a truce".
pub(super) fn on_resolution(doc: &Doc<'_, '_>, first: usize) -> bool {
    let start = doc.sentence(first).start;
    let clitics = doc.clitics(first);
    let link = clitics.by && !clitics.and || first > start && is_about(doc, first - 1);
    link && resolution_before(doc, first, start)
}

/// Whether the noun of a resolution stands at token `i`.
fn is_resolution(doc: &Doc<'_, '_>, i: usize) -> bool {
    doc.hits_of(i, Kinds::DOCUMENT).iter().any(|h| matches!(h.sense, Sense::Document(true)))
}

/// Whether a resolution that is no draft any more stands shortly before token `i`, in the same breath.
fn resolution_before(doc: &Doc<'_, '_>, i: usize, start: usize) -> bool {
    let draft = |k: usize| {
        let mut hits = doc.hits_of(k, Kinds::PHASE.with(Kinds::MECHANISM)).iter();
        hits.any(|h| matches!(h.sense, Sense::Phase(..) | Sense::Mechanism(_)) && h.end > k + 1)
    };
    // "Approved a draft": it is none any more.
    let approved = |k: usize| {
        (start.max(k.saturating_sub(APPROVED))..k).any(|b| {
            let mut hits = doc.hits_of(b, Kinds::PHASE).iter();
            hits.any(|h| matches!(h.sense, Sense::Phase(p, _) if doc.lexicon.phase(p).phase == Some(Phase::Agreed)))
        })
    };
    let near = (start.max(i.saturating_sub(RESOLUTION))..i).rev().take_while(|&k| !doc.is_comma(k));
    near.into_iter().find(|&k| is_resolution(doc, k)).is_some_and(|k| k == 0 || !draft(k - 1) || approved(k - 1))
}

/// Whether "for the sake of" stands right before token `i`.
fn for_the_sake(doc: &Doc<'_, '_>, i: usize) -> bool {
    let link = |b: usize| {
        doc.hits_of(b, Kinds::MECHANISM)
            .iter()
            .any(|h| h.end == i && matches!(h.sense, Sense::Mechanism(m) if doc.lexicon.mechanism(m).class == PURPOSE))
    };
    (i.saturating_sub(2)..i).any(link)
}

/// The class of a link that brings in a purpose.
const PURPOSE: &str = "purpose";

/// What "will" and "may" before a verb make of its phase; over a noun they stand with the
/// helping verb before it ("it will be opened").
fn modal(doc: &Doc<'_, '_>, i: usize, noun: bool, phase: Phase) -> Phase {
    if !matches!(phase, Phase::InForce | Phase::Announced | Phase::Agreed) {
        return phase;
    }
    let before = i.checked_sub(1);
    let stands = |particle| before.is_some_and(|b| doc.any_particle(b, &[particle]));
    let past =
        doc.hits_of(i, Kinds::PHASE).iter().any(|h| matches!(h.sense, Sense::Phase(_, f) if f.aspect == Aspect::Past));
    if !noun && !past && stands(Particle::May) {
        Phase::Proposed
    } else if phase == Phase::Agreed {
        phase
    } else if doc.clitics(i).will || stands(Particle::Future) || noun && before.is_some_and(|b| doc.clitics(b).will) {
        Phase::Announced
    } else {
        phase
    }
}

/// Whether a word stands at token `i` that makes what follows the time of something else.
fn is_when(doc: &Doc<'_, '_>, i: usize) -> bool {
    doc.hits_of(i, Kinds::MECHANISM)
        .iter()
        .any(|h| matches!(h.sense, Sense::Mechanism(m) if doc.lexicon.mechanism(m).part == Part::When))
}

/// Whether token `i` may stand between a word that touches and the phrase.
fn passes(doc: &Doc<'_, '_>, i: usize) -> bool {
    doc.is_quote(i)
        || doc.any_particle(i, &[Particle::Preposition, Particle::Quantifier, Particle::Demonstrative])
        || doc.has(i, Kinds::TAKES)
}
