//! Subjects that stand before the verb: at the head of the clause, behind "had" or "as for", in the clause that the
//! verb describes; whom words are carried from.

use super::cues::{CueKind, Found, UNNAMED};
use super::identity::{identify, is_document};
use super::{opening, subject};
use crate::doc::{Doc, Hit};
use crate::names::Names;
use rasid_lang::inflect::Aspect;
use rasid_lang::tables::cues::Takes;
use rasid_lang::{Kinds, Particle, Sense};
use rasid_text::Span;
use std::rc::Rc;

/// How far before a verb its subject may end, in tokens: an adverb or a date fits between.
const GAP: usize = 8;
/// How far before its verb "had" may stand, in tokens: a long title and an apposition fit.
const SUBJECT: usize = 30;
/// How far behind "as for" the verb may stand that takes up its subject, in tokens.
const TOPIC: usize = 20;

/// The source behind "from" of a verb of carrying, up to the noun of speech at token `at`: "carried from so-and-so, the
/// head of the office, his saying".
pub(super) fn carried_from(doc: &Doc<'_, '_>, names: &Names, at: usize) -> Option<(Span, Rc<str>)> {
    let start = doc.sentence(at).start;
    let carries = |i: &usize| {
        doc.hits_of(*i, Kinds::CUE)
            .iter()
            .any(|h| matches!(h.sense, Sense::Cue(c, _) if doc.lexicon.cue(c).kind == CueKind::Carry))
    };
    let verb = (start..at).rev().find(carries)?;
    let about = |i: &usize| {
        doc.hits_of(*i, Kinds::TAKES).iter().any(|h| h.sense == Sense::Takes(Takes::About, false) && h.end == i + 1)
    };
    let from = (verb + 1..at).find(about)?;
    let (first, end) = subject::between(doc, names, from + 1, at)?;
    (end == at || end + 1 == at && doc.is_comma(end))
        .then(|| (doc.span(first, doc.cut(first), end), identify(doc, names, first, end)))
}

/// The noun for reports that stands right before a verb which describes it.
pub(super) fn reports_before(doc: &Doc<'_, '_>, names: &Names, found: &Found<'_>) -> Option<(Span, Rc<str>)> {
    let before = found.at.checked_sub(1).filter(|&b| doc.together(b, found.at))?;
    let noun = |h: &Hit| matches!(h.sense, Sense::Cue(c, _) if doc.lexicon.cue(c).kind == CueKind::Noun);
    let reports = found.is_finite() && !found.and && !doc.is_definite(before) && doc.hits(before).iter().any(noun);
    let inside = names.role_at(before).is_some_and(|r| r.first < before);
    (reports && !inside).then(|| (doc.span(before, doc.cut(before), before + 1), UNNAMED.into()))
}

/// Whether the subject of the verb stands before it, so that what follows is its object.
pub(super) fn is_ahead(doc: &Doc<'_, '_>, names: &Names, found: &Found<'_>) -> bool {
    right_before(doc, names, found).is_some()
        || homeland_before(doc, found).is_some()
        || document_before(doc, names, found).is_some()
        || of_whom_before(doc, names, found).is_some()
        || had(doc, names, found).is_some()
}

/// The words for the speaker's own state right before a verb.
pub(super) fn homeland_before(doc: &Doc<'_, '_>, found: &Found<'_>) -> Option<Span> {
    let at = over_particles(doc, found.at, &[Particle::May, Particle::Negation]);
    let word =
        at.checked_sub(1).filter(|&w| doc.together(w, found.at) && doc.any_particle(w, &[Particle::Homeland]))?;
    let heads = word == 0 || doc.particle_before(word, &[Particle::That]).is_some() || !doc.is_word(word - 1);
    (found.is_finite() && !found.and && heads).then(|| doc.span(word, doc.cut(word), word + 1))
}

/// The indefinite document right before a verb of the present that tells what it says; a date may stand between.
pub(super) fn document_before(doc: &Doc<'_, '_>, names: &Names, found: &Found<'_>) -> Option<(Span, Rc<str>)> {
    if found.form.aspect != Aspect::Present || found.and || found.pronoun {
        return None;
    }
    let start = doc.sentence(found.at).start;
    let mut at = found.at;
    while at > start && doc.is_time(at - 1) {
        at -= 1;
    }
    let last = at.checked_sub(1).filter(|_| at > start)?;
    if let Some(role) = names.role_at(last) {
        let whole =
            role.end == at && role.name.is_none() && is_document(doc, role.first) && !doc.is_definite(role.first);
        return whole.then(|| (role.span, role.id.clone()));
    }
    // In the accusative: "adopted a resolution that calls for".
    let document = doc.bare(last).strip_suffix('\u{0627}').and_then(|bare| doc.lexicon.document(bare))?;
    Some((doc.span(last, doc.cut(last), at), format!("anon:{document}").into()))
}

/// Who wrote that in which something is said: "the ministry published a statement in which it denied".
pub(super) fn writer_before(doc: &Doc<'_, '_>, names: &Names, found: &Found<'_>) -> Option<(Span, Rc<str>)> {
    let in_which = doc.hits_of(found.end, Kinds::TAKES).iter().any(|h| h.sense == Sense::Takes(Takes::In, true));
    // "A recording in which the leader said": whoever follows speaks.
    let behind = names.actor_from(found.end + 1).is_some();
    if !found.is_finite() || found.and || !in_which || behind {
        return None;
    }
    let noun = found.at.checked_sub(1).filter(|&n| doc.together(n, found.at) && !doc.is_definite(n))?;
    let bare = doc.bare(noun);
    let nominative = bare.strip_suffix('\u{0627}').unwrap_or(bare);
    let written = is_document(doc, noun) || doc.lexicon.name_word(nominative).occasion;
    ending_at(doc, names, noun).filter(|_| written)
}

/// Of whom it is said that something happened before: "before this it happened of the president that he threatened".
pub(super) fn of_whom_before(doc: &Doc<'_, '_>, names: &Names, found: &Found<'_>) -> Option<(Span, Rc<str>)> {
    if !found.is_finite() || found.and {
        return None;
    }
    let at = over_particles(doc, found.at, &[Particle::May]);
    let that = doc.particle_before(at, &[Particle::That])?;
    ending_at(doc, names, that).filter(|(span, _)| {
        let first = doc.token_at(span.start);
        let verb = first > 0 && opening::has_verb(doc, first - 1) && doc.together(first - 1, first);
        doc.clitics(first).to && verb
    })
}

/// The subject between "had" and the verb.
pub(super) fn had(doc: &Doc<'_, '_>, names: &Names, found: &Found<'_>) -> Option<(Span, Rc<str>)> {
    if !found.is_finite() || found.and {
        return None;
    }
    let start = doc.sentence(found.at).start;
    let end = over_particles(doc, found.at, &[Particle::May]);
    let end = end - usize::from(end > start && doc.is_comma(end - 1));
    let first = (start..end)
        .rev()
        .take(SUBJECT)
        .find(|&i| doc.any_particle(i, &[Particle::Auxiliary]))
        .filter(|&i| !doc.any_particle(i + 1, &[Particle::May]))?
        + 1;
    let clause = |i: usize| doc.particle(i, Particle::That).is_some() || doc.any_particle(i, &[Particle::But]);
    if doc.any_particle(end - 1, &[Particle::Relative]) || (first..end).any(clause) {
        return None;
    }
    let act = doc
        .hits_of(first, Kinds::MECHANISM.with(Kinds::TRIGGER).with(Kinds::CUE).with(Kinds::PARTICLE))
        .iter()
        .any(|h| matches!(h.sense, Sense::Mechanism(_) | Sense::Trigger(..) | Sense::Cue(..) | Sense::Particle(_)));
    let known = names.actor_from(first).is_some() || doc.any_particle(first, &[Particle::Quantifier]);
    let (from, to) = subject::between(doc, names, first, end)
        .filter(|&(from, to)| from == first && (known || !act && to > first + 1))?;
    // "…, whom the president charged with it, said": the clause about the subject belongs to it.
    if doc.is_comma(to) && doc.any_particle(to + 1, &[Particle::Relative]) && doc.is_comma(found.at - 1) {
        return Some((doc.span(from, doc.cut(from), end), identify(doc, names, from, to)));
    }
    let inner = |i: usize| opening::has_present(doc, i) && !doc.any_particle(i - 1, &[Particle::Relative]);
    if (from..to).any(inner) {
        return None;
    }
    // Behind the name of the subject something about the speaking may stand.
    let verb = |i: usize| opening::has_verb(doc, i) && !doc.any_particle(i - 1, &[Particle::Relative]);
    let relative =
        |i: usize| doc.any_particle(i, &[Particle::Relative]) && !doc.any_particle(i, &[Particle::Preposition]);
    let rest = (to..end).all(|i| !verb(i) && !relative(i));
    rest.then(|| (doc.span(from, doc.cut(from), to), identify(doc, names, from, to)))
}

/// Whom a relative clause without a subject of its own describes: "fighters who regard it as".
pub(super) fn antecedent(doc: &Doc<'_, '_>, names: &Names, found: &Found<'_>) -> Option<(Span, Rc<str>)> {
    if found.pronoun || found.and || !found.is_finite() {
        return None;
    }
    let at = over_particles(doc, found.at, &[Particle::May, Particle::Auxiliary]);
    let relative = at.checked_sub(1).filter(|&r| doc.any_particle(r, &[Particle::Relative]))?;
    ending_at(doc, names, relative)
}

/// A subject that no table knows, which fills the clause up to its verb: "critics of the plan say".
pub(super) fn before_unknown(doc: &Doc<'_, '_>, names: &Names, found: &Found<'_>) -> Option<(Span, Rc<str>)> {
    let (first, end) = heading(doc, found.at)?;
    Some((doc.span(first, doc.cut(first), end), identify(doc, names, first, end)))
}

/// The noun phrase that fills a clause from its head up to the verb at token `at`.
pub(crate) fn heading(doc: &Doc<'_, '_>, at: usize) -> Option<(usize, usize)> {
    let sentence = doc.sentence(at);
    let end = over_particles(doc, at, &[Particle::May]);
    let borders = [Particle::But, Particle::Meanwhile, Particle::That, Particle::Auxiliary, Particle::And];
    let mut first = end;
    while first > sentence.start
        && end - first < GAP
        && (doc.is_word(first - 1) || doc.is_quote(first - 1))
        && !doc.any_particle(first - 1, &borders)
    {
        first -= 1;
    }
    // "On the other hand they demand": the words of what opens the clause are no subject.
    let opens = |border: &Particle| first.checked_sub(1).and_then(|b| doc.particle(b, *border));
    let behind = borders.iter().filter_map(opens).max();
    let first = behind.map_or(first, |behind| behind.max(first));
    let heads = first == sentence.start || doc.is_comma(first - 1) || behind.is_some();
    let noun = |i: usize| {
        let grammar = doc.hits(i).iter().any(|h| match h.sense {
            Sense::Particle(p) => !matches!(
                p,
                Particle::Modifier
                    | Particle::GroupNoun
                    | Particle::Quantifier
                    | Particle::Locative
                    | Particle::Attributive
                    | Particle::Preposition
                    | Particle::Allegiance
                    | Particle::Back
                    | Particle::BackGroup
                    | Particle::BackBody
                    | Particle::BackOrgan
            ),
            Sense::Cue(_, f) => !f.definite,
            _ => false,
        });
        !grammar && !doc.is_time(i) && !opening::has_verb(doc, i)
    };
    let nominal = heads
        && first < end
        && !subject::is_preposition(doc, first)
        && !doc.is_accusative(first)
        && (first..end).all(noun);
    // An indefinite word alone is no subject before its verb.
    let long = doc.folded(first).chars().nth(3).is_some();
    let person = doc.meaning(first).is_people();
    let one = person || long && (doc.is_definite(first) || doc.hits(first).is_empty());
    let subject = nominal && (end > first + 1 || one);
    subject.then_some((first, end))
}

/// The token at which the particles begin that stand right before token `at`, in its sentence; `at` where none does.
fn over_particles(doc: &Doc<'_, '_>, mut at: usize, particles: &[Particle]) -> usize {
    let start = doc.sentence(at).start;
    while at > start && doc.any_particle(at - 1, particles) {
        at -= 1;
    }
    at
}

/// The subject behind "as for" at the head of the sentence, where the verb takes it up with "so".
pub(super) fn topic(doc: &Doc<'_, '_>, names: &Names, found: &Found<'_>) -> Option<(Span, Rc<str>)> {
    let start = doc.sentence(found.at).start;
    let so = found.is_finite() && doc.clitics(found.at).so && found.at < start + TOPIC;
    let head = doc.particle(start, Particle::AsFor).filter(|_| so)?;
    let end = found.at - usize::from(doc.is_comma(found.at - 1));
    let (first, end) = subject::between(doc, names, head, end).filter(|&(_, e)| e == end)?;
    Some((doc.span(first, doc.cut(first), end), identify(doc, names, first, end)))
}

/// Whoever stands right before the verb at the head of its clause.
pub(super) fn right_before(doc: &Doc<'_, '_>, names: &Names, found: &Found<'_>) -> Option<(Span, Rc<str>)> {
    if found.form.aspect == Aspect::Noun || found.and {
        return None;
    }
    // "Had already told": a particle of the perfect stands between.
    let at = over_particles(doc, found.at, &[Particle::May]);
    // "Remarks by the minister, in which he announced": the clause describes what he wrote.
    let in_which = doc.hits_of(found.end, Kinds::TAKES).iter().any(|h| h.sense == Sense::Takes(Takes::In, true));
    ending_at(doc, names, at)
        .filter(|(span, _)| in_which || heads_clause(doc, doc.token_at(span.start), doc.sentence(found.at).start))
}

/// The role or mention that ends right before token `at`, in the same sentence.
pub(super) fn ending_at(doc: &Doc<'_, '_>, names: &Names, at: usize) -> Option<(Span, Rc<str>)> {
    let last = at.checked_sub(1)?;
    let last = if doc.is_comma(last) || doc.is_quote(last) { last.checked_sub(1)? } else { last };
    if !doc.together(last, at) {
        return None;
    }
    if let Some(role) = names.role_at(last).filter(|r| r.end == last + 1) {
        return Some((role.span, role.id.clone()));
    }
    names.mention_at(last).filter(|m| m.end == last + 1 && m.is_actor()).map(|m| (m.span, m.id.clone()))
}

/// A subject before its verb, at the head of its clause; dates, adverbs and phrases of place may
/// stand between, but no other verb.
pub(super) fn before(doc: &Doc<'_, '_>, names: &Names, found: &Found<'_>) -> Option<(Span, Rc<str>)> {
    let sentence = doc.sentence(found.at);
    let floor = found.at.saturating_sub(GAP).max(sentence.start);
    let mut at = found.at;
    while at > floor {
        if let Some((span, id)) = ending_at(doc, names, at) {
            let first = doc.token_at(span.start);
            if heads_clause(doc, first, sentence.start) {
                return Some(joint(doc, names, sentence.start, (span, id)));
            }
            // "The truce … in Gaza": the phrase before the place may head the clause.
            if !doc.any_particle(first.checked_sub(1)?, &[Particle::Locative, Particle::Preposition])
                && !doc.clitics(first).is_preposition()
                && !doc.clitics(first).and
            {
                return None;
            }
        }
        at -= 1;
        let verb = doc.hits_of(at, Kinds::CUE.with(Kinds::VERB)).iter().any(|h| {
            matches!(h.sense, Sense::Cue(_, f) | Sense::Verb(f) if matches!(f.aspect, Aspect::Past | Aspect::Present))
                && !doc.any_particle(at, &[Particle::Auxiliary])
        });
        let borders = [Particle::That, Particle::Relative, Particle::Subordinate, Particle::But, Particle::Meanwhile];
        if verb || doc.any_particle(at, &borders) {
            return None;
        }
    }
    None
}

/// Extends a subject to those joined before it: "Washington and Moscow".
pub(super) fn joint(doc: &Doc<'_, '_>, names: &Names, floor: usize, last: (Span, Rc<str>)) -> (Span, Rc<str>) {
    let (mut span, mut ids) = (last.0, vec![last.1]);
    loop {
        let first = doc.token_at(span.start);
        if first <= floor || !doc.clitics(first).and {
            break;
        }
        match ending_at(doc, names, first) {
            Some((other, id)) => {
                span = other.join(span);
                ids.insert(0, id);
            }
            None => break,
        }
    }
    (span, ids.join("+").into())
}

/// Whether a clause begins at token `first`.
fn heads_clause(doc: &Doc<'_, '_>, first: usize, sentence: usize) -> bool {
    first == sentence
        || doc.clitics(first).and
        || first.checked_sub(1).is_some_and(|b| {
            !doc.is_word(b)
                || doc.any_particle(
                    b,
                    &[Particle::Auxiliary, Particle::But, Particle::That, Particle::Meanwhile, Particle::Subordinate],
                )
        })
}
