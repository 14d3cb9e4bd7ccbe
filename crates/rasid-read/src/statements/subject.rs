//! The subject that stands between a reporting verb and what is said: whatever noun phrase fills the
//! gap, whether or not a table knows it.
//!
//! Between "said" and "that" little else can stand: dates, adverbs, the occasion ("in a
//! statement"), who is spoken to. What remains is who speaks.

use crate::doc::Doc;
use crate::names::{Kind, Names};
use rasid_lang::inflect::{Aspect, looks_like_adjective, looks_like_verbal_noun};
use rasid_lang::{Kinds, Particle, Sense};

/// Longest phrase whose border is told by grammar alone, in tokens.
const CLOSED_WORDS: usize = 6;
/// Words of the outlet that end a noun phrase whatever follows.
const BORDERS: [Particle; 7] = [
    Particle::Subordinate,
    Particle::Meanwhile,
    Particle::But,
    Particle::Despite,
    Particle::Auxiliary,
    Particle::Aside,
    Particle::Via,
];

/// The noun phrase between `from` and what is said at `to`, as tokens.
pub(super) fn between(doc: &Doc<'_, '_>, names: &Names, from: usize, to: usize) -> Option<(usize, usize)> {
    let mut at = from;
    let mut on = false;
    while at < to {
        // "After a meeting of the leaders": those who met are no subject.
        let after = doc.any_particle(at, &[Particle::Preposition]) && !doc.any_particle(at, &[Particle::Locative]);
        if let Some(end) = occasion(doc, at).filter(|&end| after && end == at + 2 && end < to)
            && !doc.is_definite(end - 1)
            && !doc.is_comma(end)
            && !doc.is_time(end)
        {
            return None;
        }
        on |= occasion(doc, at).is_some();
        // "Told the agency, the director of the office, that": to whom before who.
        let outlet = names.mention_at(at).filter(|m| m.first == at && m.kind == Kind::Outlet);
        let told = outlet.filter(|m| doc.clitics(at).to && m.end < to).map(|m| m.end);
        at = match told.or_else(|| occasion(doc, at)) {
            _ if doc.is_comma(at) || doc.is_time(at) || doc.any_particle(at, &[Particle::Adverb]) => at + 1,
            Some(end) => end,
            None => break,
        };
    }
    // "Added, in a speech that he gave": what follows the occasion may tell of it, and not who speaks.
    if on && !doc.is_comma(at - 1) && known_end(names, at).is_none() && !doc.is_definite(at) {
        return None;
    }
    // "Commenting on", "in reply to", "his talk": adverbs in the accusative and the occasion are nobody.
    let accusative = doc.is_accusative(at) && known_end(names, at).is_none();
    if at < to && (accusative && is_preposition(doc, at + 1) || is_occasion(doc, at) && doc.hits(at).is_empty()) {
        return None;
    }
    // A single word that no table knows fills the gap: whatever its first letter is like, it is a name.
    if at + 1 == to
        && doc.is_word(at)
        && !doc.is_definite(at)
        && doc.hits(at).iter().all(|h| h.clitics.is_preposition())
        && known_end(names, at).is_none()
        && doc.folded(at).chars().nth(2).is_some()
    {
        return (!doc.folded(at).ends_with('\u{0627}') && !doc.is_time(at)).then_some((at, to));
    }
    if at >= to || is_preposition(doc, at) || is_participle(doc, at) || doc.any_particle(at, &BORDERS) {
        return None;
    }
    let end = phrase_end(doc, names, at, to);
    // One word in the accusative is an adverb ("saying repeatedly that").
    let adverb =
        end == at + 1 && doc.folded(at).ends_with('\u{0627}') && !doc.is_definite(at) && doc.hits(at).is_empty();
    // "Called that a …": what only points is who or what is spoken of.
    let points = end == at + 1 && doc.any_particle(at, &[Particle::Demonstrative, Particle::Pronoun]);
    (end > at && !adverb && !points && (at..end).any(|i| doc.is_word(i))).then_some((at, end))
}

/// The end of the noun phrase that begins at `at`.
fn phrase_end(doc: &Doc<'_, '_>, names: &Names, at: usize, to: usize) -> usize {
    let (mut i, mut end) = (at, at);
    // Behind somebody's own name a preposition says to whom and how they speak.
    let mut named = false;
    while i < to {
        // Words that no table knows may be the rest of the name, and so is what follows "father of".
        let unknown = |i: usize| doc.hits(i).is_empty() && !is_occasion(doc, i) || doc.name_word(i - 1).part;
        let goes_on = |i: usize| {
            !doc.is_word(i) || doc.is_definite(i) || unknown(i) || known_end(names, i).is_some() || is_title(doc, i)
        };
        if named && (is_preposition(doc, i) || !goes_on(i) && !doc.clitics(i).and) {
            break;
        }
        if let Some((next, person)) = known_end(names, i).filter(|&(next, _)| next > i && next <= to) {
            named = person && i == at && !is_title(doc, next - 1);
            (i, end) = (next, next);
        } else if doc.any_particle(i, &[Particle::Relative]) && doc.clitics(i).is_empty() {
            // The relative clause runs up to a comma or to what is said.
            end = (i..to).find(|&k| doc.is_comma(k)).unwrap_or(to);
            i = end;
        } else if doc.is_comma(i) {
            match apposition(doc, names, i + 1, to) {
                Some(next) => (i, end) = (next, next),
                None => break,
            }
        } else if doc.is_sign(i, "(") {
            i = (i..to).find(|&k| doc.is_sign(k, ")")).map_or(to, |k| k + 1);
        } else if doc.is_quote(i) || doc.is_sign(i, "-") {
            i += 1;
            // A closing mark belongs to the name before it.
            end = if doc.quotes.closed_at(i - 1).is_some() { i } else { end };
        } else if !doc.is_word(i)
            || doc.is_time(i)
            || doc.any_particle(i, &[Particle::Adverb])
            || is_participle(doc, i)
            || is_adverbial(doc, names, i)
        {
            break;
        } else {
            i += 1;
            named = false;
            end = if is_preposition(doc, i - 1) && !doc.clitics(i - 1).is_preposition() { end } else { i };
        }
    }
    end.min(to)
}

/// The end of the role or the mention that begins at token `i`, and whether a person is named.
fn known_end(names: &Names, i: usize) -> Option<(usize, bool)> {
    let role = names.role_at(i).filter(|r| r.first == i).map(|r| (r.end, r.name.is_some()));
    role.or_else(|| {
        let mention = names.mention_at(i).filter(|m| m.first == i && m.is_actor())?;
        Some((mention.end, mention.kind == Kind::Person))
    })
}

/// Whether a title stands at token `i`.
fn is_title(doc: &Doc<'_, '_>, i: usize) -> bool {
    doc.has(i, Kinds::TITLE)
}

/// Whether a participle of speech ("saying") or a phrase for sources ("according to") stands at token `i`.
fn is_participle(doc: &Doc<'_, '_>, i: usize) -> bool {
    !doc.is_definite(i)
        && doc
            .hits_of(i, Kinds::CUE)
            .iter()
            .any(|h| matches!(h.sense, Sense::Cue(_, f) if matches!(f.aspect, Aspect::Participle | Aspect::Fixed)))
}

/// The end of an apposition between two commas, or between a comma and what is said.
fn apposition(doc: &Doc<'_, '_>, names: &Names, at: usize, to: usize) -> Option<usize> {
    // A clause about the speaker between commas ("who is", "which is") is no part of the phrase.
    let other = !doc.is_word(at) && !doc.is_quote(at)
        || doc.is_time(at)
        || is_participle(doc, at)
        || is_preposition(doc, at)
        || doc.any_particle(at, &BORDERS)
        || doc.any_particle(at, &[Particle::Adverb, Particle::Relative, Particle::Pronoun]);
    if at >= to || other {
        return None;
    }
    let close = (at..to).find(|&k| doc.is_comma(k)).unwrap_or(to);
    Some(phrase_end(doc, names, at, close)).filter(|&end| end > at)
}

/// Whether token `i` is a preposition or carries one.
pub(super) fn is_preposition(doc: &Doc<'_, '_>, i: usize) -> bool {
    doc.any_particle(i, &[Particle::Preposition, Particle::Locative]) || doc.preposition(i).0.is_preposition()
}

/// Whether token `i` is something that one speaks in or on.
fn is_occasion(doc: &Doc<'_, '_>, i: usize) -> bool {
    doc.bare_name_word(i).occasion
}

/// The end of "in a statement", "during a press conference": a preposition with what one speaks in.
pub(super) fn occasion(doc: &Doc<'_, '_>, at: usize) -> Option<usize> {
    let word = doc.any_particle(at, &[Particle::Preposition, Particle::Locative]);
    let noun = at + usize::from(word);
    if !word && !doc.clitics(at).is_preposition() || !is_occasion(doc, noun) {
        return None;
    }
    let mut end = noun + 1;
    let describes = |i: usize| {
        let pronoun = doc.takes_up(i);
        pronoun || doc.any_particle(i, &[Particle::Modifier]) && doc.is_definite(i) == doc.is_definite(noun)
    };
    // "In a daily press conference": adjectives of the same kind.
    let adjective = |i: usize| {
        doc.is_word(i)
            && doc.is_definite(i) == doc.is_definite(noun)
            && doc.clitics(i).is_empty()
            && looks_like_adjective(doc.folded(i))
            && !doc
                .hits(i)
                .iter()
                .any(|h| matches!(h.sense, Sense::Particle(_) | Sense::Cue(..)) || h.sense.is_finite_verb())
            && !doc.is_time(i)
    };
    while describes(end) || adjective(end) {
        end += 1;
    }
    Some(end)
}

/// Whether a preposition at `i` begins something about the speaking and not about the speaker: when, on what occasion,
/// to whom, about what.
fn is_adverbial(doc: &Doc<'_, '_>, names: &Names, i: usize) -> bool {
    if !is_preposition(doc, i) {
        return doc.any_particle(i, &BORDERS);
    }
    let word = doc.any_particle(i, &[Particle::Preposition, Particle::Locative]);
    let noun = i + usize::from(word);
    if is_occasion(doc, noun) || doc.is_time(noun) {
        return true;
    }
    if word {
        return !doc.any_particle(i, &[Particle::Attributive]);
    }
    // Whom one speaks to: an outlet or agency, those who carry the words.
    let to = doc.preposition(i).0.to;
    let carries = names.mention_at(i).is_some_and(|m| m.first == i && matches!(m.kind, Kind::Outlet | Kind::People));
    let media =
        names.role_at(i).is_some_and(|r| r.first == i && (r.id.starts_with("anon:") || r.id.starts_with("media:")));
    to && (carries || media || doc.bare_name_word(i).is_frame())
}

/// The end of a noun phrase at `at` whose border is told by grammar alone, because what follows may be another noun
/// phrase ("the conference asked the committee"): behind the article, a genitive or a name only adjectives go on.
pub(super) fn closed_end(doc: &Doc<'_, '_>, names: &Names, at: usize, limit: usize) -> usize {
    let (mut i, mut closed) = (at, false);
    while i < limit && i < at + CLOSED_WORDS {
        let grammar = doc.hits(i).iter().any(|h| match h.sense {
            Sense::Particle(p) => !matches!(
                p,
                Particle::Modifier
                    | Particle::Back
                    | Particle::BackGroup
                    | Particle::BackBody
                    | Particle::BackOrgan
                    | Particle::BackOutlet
                    | Particle::GroupNoun
                    | Particle::Quantifier
            ),
            Sense::Takes(..) | Sense::Verb(_) => true,
            _ => false,
        });
        if !doc.is_word(i) || grammar || doc.is_time(i) || is_preposition(doc, i) || i > at && doc.clitics(i).and {
            break;
        }
        if let Some((end, _)) = known_end(names, i).filter(|&(end, _)| end > i && end <= limit) {
            if closed {
                break;
            }
            (i, closed) = (end, true);
            continue;
        }
        // Behind the article a noun of an act is no adjective: "the court decided the release".
        let act = looks_like_verbal_noun(doc.folded(i)) || doc.has(i, Kinds::MECHANISM);
        if closed && (!doc.is_definite(i) || act) {
            break;
        }
        closed |= doc.is_definite(i) || doc.has(i, Kinds::PLACE);
        i += 1;
    }
    i
}
