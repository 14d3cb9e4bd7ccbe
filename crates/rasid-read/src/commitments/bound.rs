//! Verbs whose complement is to be done (pledged to, agreed to, ordered, threatened to), and
//! mechanisms that somebody announces or extends.

use super::{Found, Ground, Side, extent, side};
use crate::arrangements::{self, Phrase};
use crate::order;
use rasid_lang::tables::mechanisms::{Binding, Weight};
use rasid_lang::{Kinds, Particle, Sense};
use rasid_record::{ArrangementKind, Class, CommitmentKind, Phase, Stance};

/// Rule `commitment/verb`: a verb whose complement is to be done by the speaker's side: pledged, agreed, ordered,
/// proposed, threatened, hopes. A demand on others binds nobody. Tables: undertakings, mechanisms, cues.
const VERB: &str = "commitment/verb";
/// Rule `commitment/announced`: a concluded agreement on a mechanism binds those it names as its parties, an amnesty who
/// declares it. Tables:
/// mechanisms, phases.
const ANNOUNCED: &str = "commitment/announced";
/// Rule `commitment/extended`: who extends a mechanism is bound by it: "the president extended the pause". Tables:
/// mechanisms, phases.
const EXTENDED: &str = "commitment/extended";

/// How far into a content the mechanism that it announces may stand, in tokens.
const HEAD: usize = 4;
/// How far before a mechanism its verb and subject may stand.
const BEFORE: usize = 12;

/// The things that the cue of statement `n` binds its speaker to.
pub(super) fn of_statement(ground: &Ground<'_, '_, '_>, n: usize) -> Vec<Found> {
    let doc = ground.doc;
    let statement = &ground.statements[n];
    let (Some(content), Some((_, word))) = (statement.content.clone(), ground.word(statement.cue, &[Binding::Verb]))
    else {
        return Vec::new();
    };
    let Some(class) = word.class else { return Vec::new() };
    // "May announce" binds nobody.
    if statement.cue > 0 && doc.any_particle(statement.cue - 1, &[Particle::May]) {
        let past = doc.hits_of(statement.cue, Kinds::CUE).iter().any(|h| match h.sense {
            Sense::Cue(_, f) => f.aspect == rasid_lang::inflect::Aspect::Past,
            _ => false,
        });
        if !past {
            return Vec::new();
        }
    }
    let Some(speaker) = side::of_speaker(ground, n).filter(|s| !all_did(ground, s, statement.cue)) else {
        return Vec::new();
    };
    // A verb of "will" is read by itself.
    if doc.clitics(content.start).will || rasid_lang::inflect::will_cut(doc.folded(content.start)).is_some() {
        return Vec::new();
    }
    // "What Russia announced about the corridors" only speaks of them.
    if content.start > 0 && arrangements::is_about(doc, content.start - 1) {
        return Vec::new();
    }
    let head = content.start..content.end.min(content.start + HEAD);
    let pointing = doc.any_particle(content.start, &[Particle::Demonstrative]);
    let phrase = order::within(ground.phrases, head).next().filter(|_| !pointing).map(|p| &ground.phrases[p]);
    let clause =
        is_present(ground, content.start) && doc.any_particle(content.start.saturating_sub(1), &[Particle::That]);
    let names_agreement = ground.core_at(content.start).is_some_and(names);
    // What is announced may have happened; leaving is what its announcer does.
    let thing = |i: usize| ground.word(i, &[Binding::Thing]).and_then(|(_, u)| u.kind);
    let announces = thing(statement.cue) == Some(CommitmentKind::Statement);
    let leaves = thing(content.start) == Some(CommitmentKind::Withdrawal);
    let act = is_act(ground, content.start) && !pointing && !names_agreement && (!announces || leaves);
    let accepted = |p: &Phrase| {
        binds(p)
            || statement.stance == Stance::Accept && p.kind == ArrangementKind::Agreement && p.first == content.start
    };
    let admitted = match class {
        Class::Undertaking
            if statement.stance == Stance::Promise
                || statement.stance == Stance::Accept
                || statement.stance == Stance::Demand =>
        {
            phrase.is_some_and(accepted)
                || clause && statement.stance == Stance::Promise
                || act && matches!(statement.stance, Stance::Promise | Stance::Accept)
        }
        Class::Threat => !clause,
        Class::Offer => phrase.is_some_and(binds) || act,
        Class::Target => clause && !other_subject(ground, content.start) || phrase.is_some() || act,
        _ => false,
    };
    if !admitted {
        return Vec::new();
    }
    // A mechanism before the cue is only spoken of again: "the truce that it announced".
    if content.start < statement.cue {
        return Vec::new();
    }
    let mut out = Vec::new();
    // Things joined by "and" are promised each for itself.
    let things = extent::joined(ground, content.start, content.end);
    let several = class == Class::Undertaking || class == Class::Offer;
    for (at, limit) in things.into_iter().take(if several { 3 } else { 1 }) {
        // "Promised not to wake him": what will not be done stands behind the negation.
        let negative = doc.any_particle(at, &[Particle::Negation]) && at + 1 < limit;
        if negative {
            out.push(Found {
                rule: VERB,
                side: speaker.clone(),
                first: at + 1,
                cut: 0,
                limit,
                class,
                negative,
                said_in: Some(n),
            });
            continue;
        }
        let word = doc.span(at, doc.cut(at), at + 1);
        let inside = statement.content_span.is_some_and(|c| c.start >= word.start) || at > content.start;
        let cut = if inside { doc.cut(at).max(rasid_lang::inflect::joined_cut(doc.folded(at)) as u8) } else { 0 };
        out.push(Found {
            rule: VERB,
            side: speaker.clone(),
            first: at,
            cut,
            limit,
            class,
            negative: false,
            said_in: Some(n),
        });
    }
    out
}

/// Whether "we agreed" stands at token `i`, said for a state: all who sat there did.
fn all_did(ground: &Ground<'_, '_, '_>, speaker: &Side, i: usize) -> bool {
    let we = |h: &crate::doc::Hit| matches!(h.sense, Sense::Undertaking(_, f) if f.person == rasid_lang::inflect::Person::We);
    side::is_state(&speaker.id) && ground.doc.hits_of(i, Kinds::UNDERTAKING).iter().any(we)
}

/// Whether the verbal noun of an act stands at token `i`.
pub(super) fn is_act(ground: &Ground<'_, '_, '_>, i: usize) -> bool {
    use rasid_lang::inflect::{Aspect, looks_like_verbal_noun};
    let doc = ground.doc;
    if !doc.is_word(i) || ground.names.mention_at(i).is_some() || doc.is_time(i) {
        return false;
    }
    let known =
        doc.hits_of(i, Kinds::TRIGGER.with(Kinds::PHASE).with(Kinds::UNDERTAKING)).iter().any(|h| match h.sense {
            Sense::Trigger(_, f) | Sense::Phase(_, f) | Sense::Undertaking(_, f) => f.aspect == Aspect::Noun,
            _ => false,
        });
    known || looks_like_verbal_noun(doc.bare(i))
}

/// Whether a subject of its own stands behind the verb at token `i`.
fn other_subject(ground: &Ground<'_, '_, '_>, i: usize) -> bool {
    let doc = ground.doc;
    let next = i + 1;
    doc.is_word(next)
        && doc.clitics(next).is_empty()
        && !doc.any_particle(next, &[Particle::Preposition, Particle::Locative, Particle::Adverb])
        && order::from(ground.phrases, next).is_none()
        && order::from(ground.times, next).is_none()
}

/// "It said that it agreed to": a verb of binding at the head of what its own speaker says.
pub(super) fn of_content(ground: &Ground<'_, '_, '_>, n: usize) -> Option<Found> {
    let doc = ground.doc;
    let statement = &ground.statements[n];
    let content = statement.content.clone()?;
    let at = content.start;
    let (end, _) = ground.word(at, &[Binding::Verb]).filter(|(_, u)| u.class == Some(Class::Undertaking))?;
    if ground.statements.has_cue(at) || doc.clitics(at).will {
        return None;
    }
    let speaker = side::of_speaker(ground, n).filter(|s| !all_did(ground, s, at))?;
    let takes = doc.hits_of(end, Kinds::TAKES).iter().any(|h| matches!(h.sense, Sense::Takes(_, false)));
    let first = if takes { end + 1 } else { end };
    let phrase = &ground.phrases[order::from(ground.phrases, first)?];
    let touches = takes || doc.clitics(first).by;
    (touches && binds(phrase) && first < content.end).then_some(Found {
        rule: VERB,
        side: speaker,
        first,
        cut: doc.cut(first),
        limit: content.end,
        class: Class::Undertaking,
        negative: false,
        said_in: Some(n),
    })
}

/// How far into what somebody aims at its mechanism may stand, in tokens.
const AIMED: usize = 6;
/// How far before a verb its subject may be named, in tokens.
const SUBJECT: usize = 6;

/// "A source said that the militia agreed to withdraw": verbs of binding that are no cues, each with its subject named
/// beside it.
pub(super) fn told(ground: &Ground<'_, '_, '_>) -> Vec<Found> {
    use rasid_lang::inflect::{Aspect, Person};
    let doc = ground.doc;
    let mut out = Vec::new();
    for i in 0..doc.len() {
        let told = |h: &crate::doc::Hit| match h.sense {
            // "We agreed" is said, and nobody who is named beside it did it.
            Sense::Undertaking(_, f) if matches!(f.person, Person::We | Person::I) => false,
            Sense::Undertaking(u, f) => match doc.lexicon.undertaking(u).class {
                Some(Class::Undertaking | Class::Offer | Class::Threat) => f.aspect == Aspect::Past,
                // What somebody aims at is told of the present too.
                Some(Class::Target) => matches!(f.aspect, Aspect::Past | Aspect::Present),
                _ => false,
            },
            _ => false,
        };
        if !doc.hits_of(i, Kinds::UNDERTAKING).iter().any(told) || ground.statements.has_cue(i) {
            continue;
        }
        let Some((end, word)) = ground.word(i, &[Binding::Verb]) else { continue };
        let sentence = doc.sentence(i);
        let announces = ground.word(i, &[Binding::Thing]).is_some();
        let denied = i > sentence.start && doc.any_particle(i - 1, &[Particle::Negation, Particle::May, Particle::If]);
        if announces || denied {
            continue;
        }
        let behind = ground
            .names
            .mention_at(end)
            .filter(|m| m.first == end && end < sentence.end && m.is_actor() && !doc.clitics(end).is_preposition());
        let start = (sentence.start.max(i.saturating_sub(SUBJECT))..i)
            .rev()
            .find(|&k| doc.is_comma(k) || doc.any_particle(k, &[Particle::That]))
            .map_or(sentence.start.max(i.saturating_sub(SUBJECT)), |k| k + 1);
        let aims = word.class == Some(Class::Target);
        // Operations have aims as well: whose aim it is stands right beside the verb.
        let beside = |s: &Side| !aims || s.span.is_some_and(|s| doc.token_at(s.end) >= i);
        let side = behind
            .map(|m| Side { id: side::of_id(ground, &m.id), span: Some(m.span) })
            .or_else(|| side::named_last(ground, start..i).filter(beside));
        let at = behind.map_or(end, |m| m.end);
        let takes = doc.hits_of(at, Kinds::TAKES).iter().any(|h| matches!(h.sense, Sense::Takes(_, false)))
            && !doc.any_particle(at, &[Particle::Locative]);
        let first = if takes { at + 1 } else { at };
        let brought = takes || doc.clitics(first).by || aims && doc.preposition(first).0.to;
        // "Agreed on the need to": that something must be binds nobody.
        let need = doc.hits_of(first, Kinds::PHASE).iter().any(|h| {
            matches!(h.sense, Sense::Phase(p, f) if f.aspect == Aspect::Noun && doc.lexicon.phase(p).phase == Some(Phase::Proposed))
        });
        if need {
            continue;
        }
        let phrase = order::from(ground.phrases, first).is_some_and(|p| binds(&ground.phrases[p]));
        let agreement = ground.core_at(first).is_some_and(names);
        let aimed = !aims || !order::within(ground.phrases, first..sentence.end.min(first + AIMED)).is_empty();
        if first >= sentence.end || !aimed || !brought || !(phrase || is_act(ground, first) && !agreement) {
            continue;
        }
        let Some(side) = side else { continue };
        let said_in = ground.statements.innermost(doc.span(i, doc.cut(i), end));
        out.push(Found {
            rule: VERB,
            side,
            first,
            cut: if takes { doc.cut(first) } else { doc.preposition(first).1.max(doc.cut(first)) },
            limit: sentence.end,
            class: word.class.unwrap_or(Class::Undertaking),
            negative: false,
            said_in,
        });
    }
    out
}

/// Whether announcing the mechanism binds who announces it.
fn binds(phrase: &Phrase) -> bool {
    !matches!(
        phrase.kind,
        ArrangementKind::Talks
            | ArrangementKind::Transition
            | ArrangementKind::Agreement
            | ArrangementKind::Sanctions
            | ArrangementKind::Monitoring
    )
}

/// Whether the phrase names a mechanism that is no act of one side: an agreement, talks.
fn names(phrase: &Phrase) -> bool {
    !binds(phrase) && phrase.weight > Weight::Loose
}

fn is_present(ground: &Ground<'_, '_, '_>, i: usize) -> bool {
    use rasid_lang::inflect::Aspect;
    ground.doc.hits_of(i, Kinds::VERB.with(Kinds::CUE).with(Kinds::UNDERTAKING).with(Kinds::TRIGGER)).iter().any(|h| {
        match h.sense {
            Sense::Verb(f) | Sense::Cue(_, f) | Sense::Undertaking(_, f) | Sense::Trigger(_, f) => {
                f.aspect == Aspect::Present
            }
            _ => false,
        }
    })
}

/// Mechanisms that somebody extends, and agreements that are concluded, as the outlet or a
/// statement tells them.
pub(super) fn of_outlet(ground: &Ground<'_, '_, '_>) -> Vec<Found> {
    let doc = ground.doc;
    let mut out = Vec::new();
    for arranged in ground.arranged {
        let Some(phrase) = ground.core_at(arranged.core) else { continue };
        if !binds(phrase) {
            continue;
        }
        let found = |rule, side: Side| Found {
            rule,
            side,
            first: phrase.core,
            cut: doc.cut(phrase.core),
            limit: doc.sentence(phrase.core).end,
            class: Class::Undertaking,
            negative: false,
            said_in: arranged.by,
        };
        match arranged.phase {
            Phase::Extended => {
                let start = doc.sentence(phrase.first).start.max(phrase.first.saturating_sub(BEFORE));
                out.extend(side::named_last(ground, start..phrase.first).map(|s| found(EXTENDED, s)));
            }
            // An amnesty binds who declares it, also where "for" brings in what the statement is about.
            Phase::Announced if phrase.kind == ArrangementKind::Amnesty => {
                let speaker = arranged.by.and_then(|n| side::of_speaker(ground, n));
                out.extend(speaker.map(|s| found(ANNOUNCED, s)));
            }
            Phase::Agreed if phrase.wrapped && arranged.parties.len() > 1 => {
                let id = arranged.parties.iter().map(|p| &**p).collect::<Vec<_>>().join("+");
                out.push(found(ANNOUNCED, Side { id: id.into(), span: None }));
            }
            _ => {}
        }
    }
    out
}
