//! What the clause of a mechanism says has become of it.
//!
//! [`left`](super::left) reads what governs it from before; here are adjectives inside its
//! phrase, predicates behind it, and the stance of the statement it stands in.

use super::left::{self, Governor};
use super::phrase::Phrase;
use crate::doc::{Doc, Hit};
use crate::names::Names;
use crate::order;
use rasid_lang::inflect::Aspect;
use rasid_lang::tables::mechanisms::{BreachKind, Part, PhaseWord};
use rasid_lang::{Kinds, Particle, Sense};
use rasid_record::{ArrangementKind, Phase, Stance};

/// A phase, and how it was found.
#[derive(Clone, Debug)]
pub(crate) struct Claim {
    /// The phase.
    pub phase: Phase,
    /// The rule.
    pub rule: &'static str,
    /// Whether the mechanism is only the time or ground of something else.
    pub aside: bool,
    /// The token of the word that decides the phase, where one does.
    pub decider: Option<usize>,
    /// The tokens of the words of phase before the mechanism, the nearest first.
    pub words: Vec<usize>,
}

/// How far behind a mechanism its predicate may stand, in tokens.
const BEHIND: usize = 10;
/// How far, where a relative clause stands between.
const BEHIND_RELATIVE: usize = 18;

/// Reads the phase of `phrases[n]`; `stance` is that of the statement it stands in.
///
/// Rule `arrangement/touching`: a word of phase right before the mechanism, with only words of grammar between: "the
/// announcement of a truce", "to resume the talks". Tables: mechanisms, phases, matter.
///
/// Rule `arrangement/adjective`: an adjective among the words of the mechanism tells its phase: "the stalled talks".
/// Tables: mechanisms, phases, matter.
///
/// Rule `arrangement/predicate`: what the clause says behind the mechanism: "the truce collapsed", "the talks, which
/// failed". Tables: mechanisms, phases, matter.
///
/// Rule `arrangement/verb`: a word of phase further before the mechanism in its clause: "the army announced on Monday a
/// truce". Tables: mechanisms, phases, matter.
///
/// Rule `arrangement/condition`: the mechanism stands under a condition ("if the truce holds"), so that it is only
/// mentioned. Tables: mechanisms, particles.
///
/// Rule `arrangement/stance`: no word tells a phase, but the statement does: what is demanded is proposed, what is
/// accepted agreed, what is rejected refused. Tables: mechanisms, cues, stances.
///
/// Rule `arrangement/mention`: nothing tells a phase: the mechanism is mentioned. Recorded only where its words are
/// clear, the report is about a conflict, and it says no more of the mechanism elsewhere. Tables: mechanisms, matter.
pub(super) fn read(doc: &Doc<'_, '_>, names: &Names, phrases: &[Phrase], n: usize, stance: Option<Stance>) -> Claim {
    let phrase = &phrases[n];
    let chain = left::read(doc, names, phrases, n);
    let aside = chain.aside;
    let words = chain.words;
    let claim = |phase, rule, decider, words| Claim { phase, rule, aside, decider, words };
    let talked = phrase.kind == ArrangementKind::Evacuation && talked_over(doc, phrases, n)
        || chain.inner.is_none() && subject_of_talks(doc, phrases, n);
    if talked {
        return claim(Phase::Negotiated, "arrangement/touching", None, words);
    }
    let truce = matches!(phrase.kind, ArrangementKind::Ceasefire | ArrangementKind::Pause);
    if aside && truce && chain.inner.is_none() && in_spite(doc, chain.when) {
        return claim(Phase::Violated, "arrangement/touching", None, words);
    }
    // "Will halt its raids during a daily truce of five hours": what is to be done in it announces it.
    if aside && truce && phrase.length.is_some() && chain.inner.is_none() && to_come(doc, chain.when) {
        return claim(Phase::Announced, "arrangement/touching", None, words);
    }
    let governed = |inner: Governor, rule| {
        let phase = combined(inner, chain.outer.map(|o| o.0), chain.conditional, stance);
        // An agreement that is announced has been reached.
        let reached = phase == Phase::Announced && phrase.agreed && !doc.clitics(inner.at).will;
        let phase = if reached { Phase::Agreed } else { phase };
        let over = chain.outer.filter(|o| o.0 == phase && inner.phase != phase).map(|o| o.1);
        (phase, rule, Some(over.unwrap_or(inner.at)))
    };
    if let Some(inner) = chain.inner.filter(|w| w.touching) {
        // "The war ended in a truce".
        if inner.phase == Phase::Ended && !inner.noun && doc.clitics(phrase.first).by {
            return claim(Phase::Agreed, "arrangement/touching", Some(inner.at), words);
        }
        // "The talks ended in failure": the predicate says how they ended.
        let said = right(doc, names, phrases, n).filter(|r| inner.phase == Phase::Ended && r.0 == Phase::Failed);
        if let Some((phase, at)) = said {
            return claim(phase, "arrangement/predicate", Some(at), words);
        }
        let (phase, rule, decider) = governed(inner, "arrangement/touching");
        // "Warned of leaving the deal that was signed": what is only feared says less than a relative clause.
        if phase == Phase::Mentioned
            && let Some((phase, at)) = right(doc, names, phrases, n)
        {
            return claim(phase, "arrangement/predicate", Some(at), vec![at]);
        }
        return claim(phase, rule, decider, words);
    }
    if let Some(phase) = inside(doc, phrase) {
        return claim(phase, "arrangement/adjective", None, words);
    }
    if let Some((phase, at)) = right(doc, names, phrases, n) {
        return claim(phase, "arrangement/predicate", Some(at), words);
    }
    // "The resolution of the council about a truce".
    let demanded = truce || matches!(phrase.kind, ArrangementKind::Aid | ArrangementKind::Evacuation);
    if demanded
        && chain.inner.is_none_or(|inner| inner.phase == Phase::Negotiated && chain.about)
        && left::on_resolution(doc, phrase.first)
    {
        return claim(Phase::Agreed, "arrangement/touching", None, words);
    }
    if let Some(inner) = chain.inner {
        let (phase, rule, decider) = governed(inner, "arrangement/verb");
        return claim(phase, rule, decider, words);
    }
    if chain.conditional {
        return claim(Phase::Mentioned, "arrangement/condition", None, words);
    }
    match stance.filter(|_| !chain.about).and_then(of_stance).map(|p| welcomed(p, phrase.kind)) {
        Some(phase) => claim(phase, "arrangement/stance", None, words),
        None => claim(Phase::Mentioned, "arrangement/mention", None, words),
    }
}

/// Whether talks right before `phrases[n]` are about it: "talks on the evacuation of the fighters".
pub(super) fn talked_over(doc: &Doc<'_, '_>, phrases: &[Phrase], n: usize) -> bool {
    let phrase = &phrases[n];
    let Some(talks) = n.checked_sub(1).map(|b| &phrases[b]).filter(|p| p.kind == ArrangementKind::Talks) else {
        return false;
    };
    let about = |i: usize| doc.any_particle(i, &[Particle::Preposition]) && !doc.any_particle(i, &[Particle::Locative]);
    doc.together(talks.first, phrase.first)
        && (doc.clitics(phrase.first).to && phrase.first == talks.end
            || phrase.first == talks.end + 1 && about(talks.end))
}

/// How far before what they are about talks may be named, with those who talk between, in tokens.
const TALKS: usize = 9;

/// Whether talks before `phrases[n]` are about it, those who talk named between: "talks with the rebels about a truce".
fn subject_of_talks(doc: &Doc<'_, '_>, phrases: &[Phrase], n: usize) -> bool {
    let phrase = &phrases[n];
    let mut close = phrases[..n].iter().rev().take_while(|p| p.end + TALKS > phrase.first);
    let talks = close.find(|p| p.kind == ArrangementKind::Talks);
    let near = talks.filter(|t| doc.together(t.first, phrase.first));
    let link = phrase.first.checked_sub(1).is_some_and(|i| left::is_about(doc, i));
    link && phrase.kind != ArrangementKind::Talks
        && near.is_some_and(|t| !(t.end..phrase.first).any(|i| doc.is_comma(i)))
}

/// What a word of phase says under the one that governs it, or under a stance.
fn combined(inner: Governor, outer: Option<Phase>, conditional: bool, stance: Option<Stance>) -> Phase {
    let wished = || stance.filter(|s| !matches!(s, Stance::Accept | Stance::Threaten)).and_then(of_stance);
    let over = outer.or_else(|| wished().filter(|_| inner.noun || inner.phase == Phase::InForce));
    if conditional {
        return Phase::Mentioned;
    }
    match (inner.phase, over) {
        // "Doubts that the talks will be resumed" says no more of them.
        (Phase::Suspended, None) if inner.noun && !inner.firm && stance == Some(Stance::Doubt) => Phase::Mentioned,
        (_, None) => inner.phase,
        // Hoping to reach an agreement, or trying to: it is not reached yet.
        (Phase::Agreed, Some(Phase::Proposed)) if outer.is_none() && stance == Some(Stance::Hope) => Phase::Negotiated,
        // "The members approved the draft about the truce".
        (Phase::Negotiated, Some(Phase::Agreed)) if outer.is_some() => Phase::Agreed,
        // "To discuss how to resume the talks": they rest.
        (Phase::Suspended, Some(Phase::Negotiated)) if inner.noun => Phase::Suspended,
        // "Without signing a treaty".
        (Phase::Agreed, Some(Phase::Mentioned)) => Phase::Negotiated,
        // "To prevent the collapse of the deal".
        (Phase::Violated | Phase::Failed | Phase::Ended | Phase::Suspended, Some(Phase::Mentioned)) => Phase::Mentioned,
        (_, Some(Phase::Refused)) if outer.is_some() || !inner.firm => Phase::Refused,
        (Phase::Violated | Phase::Failed | Phase::Ended, Some(Phase::Proposed)) if outer.is_some() => Phase::Mentioned,
        // "Will agree to the lifting of the sanctions".
        (Phase::Ended, Some(Phase::Agreed)) if outer.is_some() => Phase::Proposed,
        // "Is preparing to impose again".
        (Phase::Announced, Some(Phase::Proposed)) if outer.is_some() => Phase::Proposed,
        // What somebody warns of has not happened.
        (Phase::Ended | Phase::Violated | Phase::Failed, _) if inner.noun && stance == Some(Stance::Threaten) => {
            Phase::Mentioned
        }
        (phase, _) if inner.firm => phase,
        (Phase::InForce, Some(Phase::Announced)) => Phase::Announced,
        (_, Some(over @ (Phase::Proposed | Phase::Negotiated | Phase::Failed | Phase::Suspended))) => over,
        (phase, _) => phase,
    }
}

/// What a statement does to the mechanism it is about.
fn of_stance(stance: Stance) -> Option<Phase> {
    Some(match stance {
        Stance::Accept => Phase::Agreed,
        Stance::Reject | Stance::Deny => Phase::Refused,
        Stance::Demand | Stance::Urge | Stance::Hope | Stance::Threaten => Phase::Proposed,
        Stance::Promise => Phase::Announced,
        Stance::Doubt | Stance::Accuse | Stance::Inform => return None,
    })
}

/// What of a mechanism has become that is only welcomed: who welcomes a truce or corridors agrees to them, who welcomes
/// talks has them going on; of other mechanisms it says nothing.
fn welcomed(phase: Phase, kind: ArrangementKind) -> Phase {
    match (phase, kind) {
        (Phase::Agreed, ArrangementKind::Talks) => Phase::InForce,
        (Phase::Agreed, ArrangementKind::Aid | ArrangementKind::Evacuation) => Phase::Mentioned,
        (phase, _) => phase,
    }
}

/// Words of phase at token `i` that can be said of this kind of mechanism; an entry of two words of grammar that covers
/// it takes them.
pub(super) fn words<'d, 'l>(
    doc: &'d Doc<'_, 'l>,
    i: usize,
    kind: ArrangementKind,
) -> impl Iterator<Item = (&'d Hit, &'l PhaseWord, Aspect)> {
    let sanctions = kind == ArrangementKind::Sanctions;
    let own = doc
        .hits_of(i, Kinds::PHASE)
        .iter()
        .any(|h| matches!(h.sense, Sense::Phase(p, _) if doc.lexicon.phase(p).grip.sanctions));
    let covered = i.checked_sub(1).is_some_and(|b| {
        doc.hits_of(b, Kinds::PARTICLE.with(Kinds::PHASE))
            .iter()
            .any(|h| h.end > i && matches!(h.sense, Sense::Particle(_) | Sense::Phase(..)))
    });
    let lexicon = doc.lexicon;
    // A set phrase takes the word that it begins with: "imposing again" is no "again".
    let longest = doc.hits(i).iter().filter(|h| matches!(h.sense, Sense::Phase(..))).map(|h| h.end).max();
    let whole = move |h: &&Hit| !covered && longest == Some(h.end);
    doc.hits(i).iter().filter(whole).filter_map(move |h| match h.sense {
        // Behind a preposition stands a noun, though a verb be spelt like it.
        Sense::Phase(_, form)
            if h.clitics.is_preposition() && matches!(form.aspect, Aspect::Past | Aspect::Present) =>
        {
            None
        }
        Sense::Phase(p, form) => {
            let word = lexicon.phase(p);
            // What a word says of sanctions goes before what it says of anything.
            (word.grip.sanctions == (own && sanctions)).then_some((h, word, form.aspect))
        }
        _ => None,
    })
}

/// Whether a negation stands right before token `i`, a helping verb between them allowed.
pub(crate) fn negated(doc: &Doc<'_, '_>, i: usize, start: usize) -> bool {
    (start..i).rev().take(2).any(|b| doc.any_particle(b, &[Particle::Negation]))
}

/// What a negated word of phase says.
pub(super) fn opposite(phase: Phase) -> Phase {
    match phase {
        Phase::Agreed => Phase::Negotiated,
        Phase::Announced | Phase::Proposed => Phase::Refused,
        Phase::InForce | Phase::Extended => Phase::Failed,
        Phase::Violated | Phase::Refused | Phase::Failed | Phase::Ended | Phase::Suspended => Phase::InForce,
        Phase::Negotiated | Phase::Mentioned => Phase::Mentioned,
    }
}

/// An adjective of phase inside the phrase.
fn inside(doc: &Doc<'_, '_>, phrase: &Phrase) -> Option<Phase> {
    let mut range = (phrase.first..phrase.end).skip(1);
    range.find_map(|i| words(doc, i, phrase.kind).find_map(|(_, word, _)| word.phase.filter(|_| word.grip.inside)))
}

/// Whether token `i` begins what the mechanism consists in, like a relative clause.
fn namely(doc: &Doc<'_, '_>, i: usize) -> bool {
    let names = |h: &Hit| matches!(h.sense, Sense::Mechanism(m) if doc.lexicon.mechanism(m).part == Part::Namely);
    doc.hits(i).iter().any(names)
}

/// A predicate or relative clause behind the phrase: what it says, and its token.
fn right(doc: &Doc<'_, '_>, names: &Names, phrases: &[Phrase], n: usize) -> Option<(Phase, usize)> {
    let phrase = &phrases[n];
    let sentence = doc.sentence(phrase.first);
    let mut i = phrase.end;
    while i < sentence.end && (doc.is_quote(i) || doc.is_sign(i, ")")) {
        i += 1;
    }
    let relative = doc.clitics(i).is_empty()
        && (doc.any_particle(i, &[Particle::Relative]) && !doc.any_particle(i, &[Particle::Preposition])
            || namely(doc, i));
    let end = sentence.end.min(phrase.end + if relative { BEHIND_RELATIVE } else { BEHIND });
    let from = i;
    let mut will = phrase.first > sentence.start && doc.clitics(phrase.first - 1).will;
    // What a relative clause says, unless the main clause goes on to say more.
    let mut said = None;
    while i < end {
        if let Some(other) = order::from(phrases, i).filter(|&p| p > n).map(|p| &phrases[p]) {
            if !relative {
                return None;
            }
            i = other.end;
            continue;
        }
        let stops = doc.clitics(i).and && names.mention_at(i).is_none()
            || doc.is_sign(i, ".")
            || doc.is_comma(i) && (!relative || said.is_some())
            || i > from && doc.any_particle(i, &[Particle::That, Particle::Meanwhile, Particle::But]);
        if stops {
            return said.or_else(|| turned(doc, phrase.kind, i, sentence.end));
        }
        will |= doc.clitics(i).will || doc.any_particle(i, &[Particle::Future]);
        let found = words(doc, i, phrase.kind).find_map(|(h, word, aspect)| {
            let finite = matches!(aspect, Aspect::Past | Aspect::Present | Aspect::Participle | Aspect::Fixed);
            let clause = (relative && said.is_none() || h.pronoun.is_some()) && word.grip.clause;
            word.phase.filter(|_| finite && (word.grip.after || clause))
        });
        if let Some(phase) = found {
            let phase = if negated(doc, i, from) { opposite(phase) } else { phase };
            let phase = if will && phase == Phase::InForce { Phase::Announced } else { phase };
            if !relative || said.is_some() {
                return Some((phase, i));
            }
            said = Some((phase, i));
        }
        let verb = doc
            .hits_of(i, Kinds::VERB.with(Kinds::CUE))
            .iter()
            .any(|h| matches!(h.sense, Sense::Verb(_) | Sense::Cue(..)) && h.clitics.is_empty());
        if !relative && verb && i > from {
            return None;
        }
        i += 1;
    }
    said
}

/// Whether a verb of the future stands before the word at token `at` in its clause.
fn to_come(doc: &Doc<'_, '_>, at: usize) -> bool {
    let start = doc.sentence(at).start.max(at.saturating_sub(ACT));
    let near = (start..at).rev().take_while(|&i| !doc.is_comma(i));
    near.into_iter().any(|i| doc.clitics(i).will || doc.any_particle(i, &[Particle::Future]))
}

/// How far before "in spite of" or "during" the act may stand, in tokens.
const ACT: usize = 12;

/// Whether an act took place in spite of what the word at token `at` brings in: "an attack that went on despite the
/// truce".
fn in_spite(doc: &Doc<'_, '_>, at: usize) -> bool {
    let breach = |i: usize, kind: BreachKind| {
        doc.hits_of(i, Kinds::BREACH)
            .iter()
            .any(|h| matches!(h.sense, Sense::Breach(b, _) if doc.lexicon.breach(b).kind == kind))
    };
    let start = doc.sentence(at).start.max(at.saturating_sub(ACT));
    breach(at, BreachKind::Despite) && (start..at).any(|i| breach(i, BreachKind::Act))
}

/// What a clause says that "but it" opens behind the comma at token `at`: "but it collapsed within days".
fn turned(doc: &Doc<'_, '_>, kind: ArrangementKind, at: usize, end: usize) -> Option<(Phase, usize)> {
    let but = at + 1;
    if !doc.is_comma(at) || !doc.any_particle(but, &[Particle::But]) {
        return None;
    }
    // Behind another subject the verb tells of that.
    (but + 1..end.min(but + 4)).take_while(|&i| !doc.is_definite(i)).find_map(|i| {
        words(doc, i, kind).find_map(|(_, word, aspect)| {
            let finite = matches!(aspect, Aspect::Past | Aspect::Present);
            let phase = word.phase.filter(|_| finite && word.grip.after)?;
            Some((if negated(doc, i, but) { opposite(phase) } else { phase }, i))
        })
    })
}
