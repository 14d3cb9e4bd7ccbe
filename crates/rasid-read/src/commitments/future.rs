//! What somebody says they will do: verbs with "will" inside a statement.

use super::{Found, Ground, Side, side};
use crate::order;
use rasid_lang::inflect::{Aspect, Person, VerbForm, will_cut};
use rasid_lang::tables::mechanisms::Binding;
use rasid_lang::{Particle, Sense};
use rasid_record::{Class, CommitmentKind, Stance};
use std::rc::Rc;

/// Rule `commitment/will`: a verb with "will" inside what somebody says, done by the speaker's own side: "we will
/// withdraw". What another side will do, by the speaker's word, binds nobody. Tables: undertakings, mechanisms, cues.
pub(super) const WILL: &str = "commitment/will";
/// Rule `commitment/will-be`: the same in the passive: "a corridor will be opened", said by those who will open it.
/// Tables: undertakings, mechanisms, cues.
const PASSIVE: &str = "commitment/will-be";

/// Rule `commitment/planned`: what is told as planned, by the one who is named behind its verb: "it is planned that
/// the president will visit". Tables: undertakings.
const PLANNED: &str = "commitment/planned";

/// How far behind the verb of what is planned its subject may begin, titles before it, in tokens.
const PLANNED_SUBJECT: usize = 6;

/// How far before a verb its subject may stand, in tokens.
const SUBJECT: usize = 12;

/// The things that the speaker of statement `n` says will be done by their own side.
pub(super) fn of_statement(ground: &Ground<'_, '_, '_>, n: usize) -> Vec<Found> {
    let doc = ground.doc;
    let statement = &ground.statements[n];
    let Some(content) = statement.content.clone() else { return Vec::new() };
    let class = match statement.stance {
        Stance::Promise
        | Stance::Inform
        | Stance::Accept
        | Stance::Accuse
        | Stance::Urge
        | Stance::Demand
        | Stance::Reject => Class::Undertaking,
        Stance::Threaten => Class::Threat,
        // "Announced that it will seek": to seek is what will be done. "Hopes that it will" binds nobody.
        Stance::Hope => Class::Undertaking,
        _ => return Vec::new(),
    };
    let mut out = Vec::new();
    for i in content.clone() {
        // Behind the last word of all, "will" has no verb.
        let Some((verb, negative)) = will(ground, i).filter(|(verb, _)| *verb < content.end) else { continue };
        let span = doc.span(verb, 0, verb + 1);
        if ground.statements.innermost(span) != Some(n) {
            continue;
        }
        if ground.word(verb, &[Binding::State]).is_some() {
            continue;
        }
        if statement.stance == Stance::Hope && !aims(ground, verb) {
            continue;
        }
        let told = side::of_speaker(ground, n);
        let passive = ground.word(verb, &[Binding::Passive]).is_some();
        // "Would have given", "things will go well": no act to come.
        let would =
            (verb.saturating_sub(4).max(content.start)..verb).any(|k| ground.word(k, &[Binding::State]).is_some());
        if would || passive && doc.clitics(verb + 1).by {
            continue;
        }
        // Who has no side of their own, a paper or a source, only reports what others will do.
        let bound = match &told {
            Some(speaker) => bound(ground, content.start, verb, speaker, passive, statement.stance),
            None => told_subject(ground, clause_start(ground, content.start, i), i).filter(|_| !passive),
        };
        let Some(bound) = bound else { continue };
        let (first, cut) = if passive && doc.is_word(verb + 1) {
            (verb + 1, doc.cut(verb + 1))
        } else {
            (verb, doc.cut(verb).max(will_cut(doc.folded(verb)).unwrap_or(0) as u8))
        };
        let class = if negative && conditional(ground, verb, content.end) { Class::Precondition } else { class };
        out.push(Found {
            rule: if passive { PASSIVE } else { WILL },
            side: bound,
            first,
            cut,
            limit: content.end,
            class,
            negative,
            said_in: Some(n),
        });
    }
    out
}

/// Whether the verb at token `i` is one of aiming.
fn aims(ground: &Ground<'_, '_, '_>, i: usize) -> bool {
    ground.word(i, &[Binding::Verb]).is_some_and(|(_, u)| u.class == Some(Class::Target))
}

/// Who is named right before "will" at token `i` and opens the clause from `start` on: there alone it is surely they who
/// will act, and not what they do or own.
fn told_subject(ground: &Ground<'_, '_, '_>, start: usize, i: usize) -> Option<Side> {
    let doc = ground.doc;
    if ground.names.mention_at(i).is_some() {
        return None;
    }
    let named = ground.names.mention_at(i.checked_sub(1)?).filter(|m| m.end == i && m.is_actor())?;
    let title = |k: usize| doc.is_sign(k, "#") || doc.hits(k).iter().any(|h| matches!(h.sense, Sense::Title(_)));
    let opens = (start..named.first).all(title);
    let side = side::named_one(ground, named);
    (opens && !side.id.starts_with("grp:")).then_some(side)
}

/// The first token of the clause of the verb at token `verb`, not before `start`.
fn clause_start(ground: &Ground<'_, '_, '_>, start: usize, verb: usize) -> usize {
    let doc = ground.doc;
    let floor = start.max(verb.saturating_sub(SUBJECT));
    // A comma right before the verb closes an apposition to its subject.
    let apposed = verb > floor && doc.is_comma(verb - 1);
    (floor..verb)
        .rev()
        .find(|&i| doc.is_comma(i) && !apposed || doc.any_particle(i, &[Particle::That]))
        .map_or(floor, |i| i + 1)
}

/// Whether a condition follows the verb within its clause.
fn conditional(ground: &Ground<'_, '_, '_>, verb: usize, end: usize) -> bool {
    (verb..end)
        .take_while(|&i| !ground.doc.is_sign(i, "."))
        .any(|i| super::extent::is_condition(ground, i) || ground.word(i, &[Binding::Before]).is_some())
}

/// The verb of "will" that begins at token `i`, and whether it will not be done.
fn will(ground: &Ground<'_, '_, '_>, i: usize) -> Option<(usize, bool)> {
    let doc = ground.doc;
    if doc.any_particle(i, &[Particle::Future]) {
        return Some((i + 1 + doc.is_quote(i + 1) as usize, false));
    }
    if ground.word(i, &[Binding::Never]).is_some() {
        return Some((i + 1, true));
    }
    // Nouns that begin like "will" are none: the release, the mocking one.
    // A verb or noun that only begins like "will" is none: to take control.
    let other = |h: &crate::doc::Hit| !h.clitics.will && h.end == i + 1 && matches!(h.sense, Sense::Trigger(..));
    if doc.hits(i).iter().any(other) {
        return None;
    }
    let known =
        doc.hits(i).iter().any(|h| h.clitics.will && form(h.sense).is_some_and(|f| f.aspect == Aspect::Present));
    (known || doc.is_word(i) && will_cut(doc.folded(i)).is_some()).then_some((i, false))
}

/// Who is bound by the verb: its subject before it where that is the speaker's side, the
/// speaker where there is none or where they say "we".
fn bound(
    ground: &Ground<'_, '_, '_>,
    start: usize,
    verb: usize,
    speaker: &Side,
    passive: bool,
    stance: Stance,
) -> Option<Side> {
    let doc = ground.doc;
    let firm = matches!(stance, Stance::Promise | Stance::Threaten);
    let they = person(ground, verb) == Some(Person::They);
    if person(ground, verb).is_some_and(|p| matches!(p, Person::We | Person::I)) {
        return Some(speaker.clone());
    }
    let clause = clause_start(ground, start, verb);
    // "His country will": the side of who speaks.
    if (clause..verb).any(|i| doc.any_particle(i, &[Particle::Homeland])) {
        return Some(Side { id: speaker.id.clone(), span: None });
    }
    // "The government will act" with its subject behind the verb.
    let behind = ground
        .names
        .mention_at(verb + 1)
        .filter(|m| m.first == verb + 1 && m.is_actor() && !passive && !doc.clitics(m.first).is_preposition());
    if let Some(m) = behind
        && verb + 1 < doc.sentence(verb).end
        && side::same(&side::of_id(ground, &m.id), &speaker.id)
    {
        return Some(Side { id: narrower(&side::of_id(ground, &m.id), &speaker.id), span: Some(m.span) });
    }
    let named =
        side::named_last(ground, clause..verb).or_else(|| side::adjectives(ground, clause..verb)).filter(|_| !passive);
    match named {
        Some(named) if side::same(&named.id, &speaker.id) => {
            Some(Side { id: narrower(&named.id, &speaker.id), span: named.span })
        }
        // A visit or meeting of others is announced by their hosts as well.
        Some(named) if stance == Stance::Promise || meets(ground, verb) => Some(named),
        Some(_) => None,
        // A subject that is no actor binds nobody, unless it is a mechanism: "the truce will be daily".
        None => {
            let words = (clause..verb)
                .filter(|&i| doc.is_word(i) && !doc.any_particle(i, &[Particle::Future, Particle::Pronoun]))
                .count();
            let mechanism = !order::within(ground.phrases, clause..verb).is_empty();
            // "He will": the pronoun or the bare verb takes up who speaks.
            // "I think that they will": others than the one who says it.
            if they && side::is_state(&speaker.id) && !speaker.id.contains('+') {
                return None;
            }
            let own = words == 0 && !passive && !firm && stance != Stance::Accept;
            let free = passive || words == 0 || mechanism;
            (own || firm && free).then(|| Side { id: speaker.id.clone(), span: None })
        }
    }
}

/// Whether the verb at token `i` tells of a visit or meeting.
fn meets(ground: &Ground<'_, '_, '_>, i: usize) -> bool {
    ground.word(i, &[Binding::Thing]).is_some_and(|(_, u)| u.kind == Some(CommitmentKind::Meeting))
}

/// What is said to be planned, wherever it stands.
pub(super) fn of_outlet(ground: &Ground<'_, '_, '_>) -> Vec<Found> {
    let doc = ground.doc;
    let mut out = Vec::new();
    for i in 0..doc.len() {
        let planned = ground.word(i, &[Binding::Planned]);
        let Some((verb, negative)) = planned.map(|(verb, _)| (verb, false)).or_else(|| will(ground, i)) else {
            continue;
        };
        let sentence = doc.sentence(i);
        if verb >= sentence.end || ground.word(verb, &[Binding::State, Binding::Passive]).is_some() {
            continue;
        }
        let said_in = ground.statements.innermost(doc.span(verb, 0, verb + 1));
        // What is said to be done in a statement is read with its speaker.
        if planned.is_none() && said_in.is_some() {
            continue;
        }
        // "Was to meet": it did not come to that.
        if planned.is_some() && i > sentence.start && doc.any_particle(i - 1, &[Particle::Auxiliary]) {
            continue;
        }
        let reach = if planned.is_some() { PLANNED_SUBJECT } else { 2 };
        let behind = ground.names.within(verb + 1..(verb + reach).min(sentence.end));
        let after = behind.first().filter(|m| m.is_actor() && !doc.clitics(m.first).is_preposition());
        let before = ground.names.mention_at(i.saturating_sub(1)).filter(|m| m.is_actor() && m.end == i);
        // Behind a verb inside a clause stands its object: "talks that will give the North its due".
        let opens = planned.is_some() || i == sentence.start || doc.clitics(i).and || doc.is_comma(i - 1);
        let Some(subject) = after.filter(|_| opens).or(before.filter(|_| planned.is_none())) else { continue };
        let side = if planned.is_some() { side::named_from(ground, subject) } else { side::named_one(ground, subject) };
        let cut = if planned.is_some() { 0 } else { will_cut(doc.folded(verb)).unwrap_or(0) as u8 };
        out.push(Found {
            rule: if planned.is_some() { PLANNED } else { WILL },
            side,
            first: verb,
            cut: doc.cut(verb).max(cut),
            limit: sentence.end,
            class: planned.map_or(Some(Class::Undertaking), |(_, u)| u.class).unwrap_or(Class::Target),
            negative,
            said_in,
        });
    }
    out
}

fn narrower(named: &Rc<str>, speaker: &Rc<str>) -> Rc<str> {
    if named.contains('+') || named.len() <= speaker.len() { named.clone() } else { speaker.clone() }
}

/// The person that the form of the verb shows.
fn person(ground: &Ground<'_, '_, '_>, i: usize) -> Option<Person> {
    ground.doc.hits(i).iter().find_map(|h| form(h.sense)).map(|f| f.person)
}

/// The form of a verb that an entry shows.
fn form(sense: Sense) -> Option<VerbForm> {
    match sense {
        Sense::Verb(form)
        | Sense::Cue(_, form)
        | Sense::Trigger(_, form)
        | Sense::Phase(_, form)
        | Sense::Undertaking(_, form) => Some(form),
        _ => None,
    }
}
