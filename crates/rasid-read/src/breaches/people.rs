//! Who is accused of a breach, and who suffered it.

use super::{Ground, Mark};
use crate::doc::Hit;
use crate::names::Mention;
use crate::order;
use rasid_lang::inflect::Aspect;
use rasid_lang::tables::mechanisms::BreachKind;
use rasid_lang::{Particle, Sense};
use rasid_record::EventType;
use std::ops::Range;
use std::rc::Rc;

/// How far behind a verb its subject may stand, in tokens.
const SUBJECT_BEHIND: usize = 3;
/// How far before it.
const SUBJECT_BEFORE: usize = 10;
/// Words of grammar behind which a noun stands.
const IN: [Particle; 2] = [Particle::Preposition, Particle::Locative];

/// Who is said to have done it: the subject of the verb, the agent behind the noun, or whom
/// the statement accuses.
pub(super) fn accused(ground: &Ground<'_, '_, '_>, mark: &Mark, by: Option<usize>) -> Vec<Rc<str>> {
    if let Some(found) = by_agent(ground, mark) {
        return found;
    }
    // "434 breaches", "in a breach": noun and verb are written alike.
    let noun = ground.count(mark).is_some() || mark.word > 0 && ground.doc.any_particle(mark.word - 1, &IN);
    let finite = matches!(mark.aspect, Aspect::Past | Aspect::Present) && !noun;
    let behind = subject_behind(ground, mark);
    if finite {
        return behind
            .or_else(|| subject_before(ground, mark, by))
            .or_else(|| of_statement(ground, by))
            .unwrap_or_default();
    }
    let found = behind
        .or_else(|| of_deed(ground, mark, by))
        .or_else(|| of_statement(ground, by))
        .or_else(|| blamed_before(ground, mark));
    found.or_else(|| of_sentence(ground, mark)).unwrap_or_default()
}

/// Whether an actor is named right behind the noun, as whose breach it is.
pub(super) fn named(ground: &Ground<'_, '_, '_>, mark: &Mark) -> bool {
    subject_behind(ground, mark).is_some()
}

/// The subject of the sentence that an act is told in: "the army took the farms in an attack that went on despite the
/// truce".
fn of_sentence(ground: &Ground<'_, '_, '_>, mark: &Mark) -> Option<Vec<Rc<str>>> {
    let doc = ground.doc;
    let start = doc.sentence(mark.word).start;
    let first = ground.names.within(start..mark.word).iter().find(|m| m.is_actor())?;
    let opens = first.first <= start + 2 && !doc.clitics(first.first).is_preposition();
    (mark.act.is_some() && opens).then(|| listed(ground, first.first, mark.word))
}

/// Who did what is called a breach behind it: "the rebels shelled positions of the army, in a breach of the truce".
fn of_deed(ground: &Ground<'_, '_, '_>, mark: &Mark, by: Option<usize>) -> Option<Vec<Rc<str>>> {
    let doc = ground.doc;
    let comma = mark.word.checked_sub(2).filter(|&i| doc.is_comma(i))?;
    doc.any_particle(mark.word - 1, &IN).then_some(())?;
    let content = by.and_then(|n| ground.statements[n].content.clone()).filter(|c| c.contains(&comma));
    let start = content.map_or(0, |c| c.start).max(doc.sentence(mark.word).start);
    let first = ground.names.within(start..comma).iter().find(|m| m.is_actor())?;
    let opens = first.first <= start + 2 && !doc.clitics(first.first).is_preposition();
    opens.then(|| listed(ground, first.first, comma))
}

/// Those behind "by, on the part of".
fn by_agent(ground: &Ground<'_, '_, '_>, mark: &Mark) -> Option<Vec<Rc<str>>> {
    let sentence = ground.doc.sentence(mark.word);
    let at = (mark.word..(mark.word + 12).min(sentence.end)).find_map(|i| ground.word(i, &[BreachKind::Agent]))?.0;
    let found = listed(ground, at, sentence.end);
    (!found.is_empty()).then_some(found)
}

/// Actors from token `at` on, joined by "and".
fn listed(ground: &Ground<'_, '_, '_>, at: usize, end: usize) -> Vec<Rc<str>> {
    let mut out: Vec<Rc<str>> = Vec::new();
    let mut last = at;
    for m in ground.names.within(at..end) {
        let joined = out.is_empty() && m.first <= at + 1
            || !out.is_empty() && ground.doc.clitics(m.first).and && m.first <= last + 1;
        if !joined || !m.is_actor() {
            break;
        }
        out.push(m.id.clone());
        last = m.end;
    }
    out
}

/// An actor right behind the word, before its mechanism.
fn subject_behind(ground: &Ground<'_, '_, '_>, mark: &Mark) -> Option<Vec<Rc<str>>> {
    let doc = ground.doc;
    let from = mark.word + 1;
    let until = (from + SUBJECT_BEHIND).min(doc.sentence(mark.word).end);
    let noun = !matches!(mark.aspect, Aspect::Past | Aspect::Present);
    // A resolution of the Council that was violated does not make the Council the accused.
    let until = (from..until).find(|&i| ground.word(i, &[BreachKind::Pledge]).is_some()).unwrap_or(until);
    let first = ground.names.within(from..until).iter().find(|m| m.is_actor())?;
    let between = |i: usize| {
        doc.is_comma(i)
            || order::around(ground.phrases, i).is_some()
            || noun && doc.any_particle(i, &[Particle::Preposition])
    };
    let clear = !(from..first.first).any(between);
    let bound = doc.clitics(first.first).by || doc.clitics(first.first).and;
    (clear && !bound).then(|| listed(ground, first.first, doc.sentence(mark.word).end))
}

/// The actor that stands last before the word in its clause. Who says it is none: "the ministry said that these threats
/// blow up the agreement".
fn subject_before(ground: &Ground<'_, '_, '_>, mark: &Mark, by: Option<usize>) -> Option<Vec<Rc<str>>> {
    let doc = ground.doc;
    let said = by.and_then(|n| ground.statements[n].content.clone());
    // Where the content begins with the verb, its subject stands before it ("that the country 'violated the truce'"),
    // and so does whose fighters they are.
    let own = |c: &Range<usize>| {
        let taken_up = |i: usize| doc.hits(i).iter().any(|h| h.pronoun.is_some());
        c.contains(&mark.word) && (c.start..mark.word).any(|i| doc.is_word(i)) && !(c.start..mark.word).any(taken_up)
    };
    let said = said.filter(own);
    let start = doc.sentence(mark.word).start.max(mark.word.saturating_sub(SUBJECT_BEFORE));
    let start = start.max(said.map_or(0, |c| c.start));
    let mentions: Vec<&Mention> = ground.names.within(start..mark.word).iter().filter(|m| m.is_actor()).collect();
    let last = mentions.last()?;
    let mut ids = vec![last.id.clone()];
    let mut first = last.first;
    for m in mentions.iter().rev().skip(1) {
        if m.end < first || !doc.clitics(first).and {
            break;
        }
        ids.insert(0, m.id.clone());
        first = m.first;
    }
    Some(ids)
}

/// Whom an accusation is made against: those between its cue and what is said.
fn of_statement(ground: &Ground<'_, '_, '_>, by: Option<usize>) -> Option<Vec<Rc<str>>> {
    let statement = &ground.statements[by?];
    let content = statement.content.clone()?;
    let range: Range<usize> = statement.cue + 1..content.start;
    let speaker = statement.speaker;
    let speaks = |m: &Mention| statement.speaker_id.as_deref() == Some(&*m.id);
    let first = ground
        .names
        .within(range.clone())
        .iter()
        .find(|m| m.is_actor() && !speaker.is_some_and(|s| s.touches(m.span)) && !speaks(m));
    let Some(first) = first else {
        // "Accusing it of": the pronoun takes up whoever was named last.
        let start = ground.doc.sentence(statement.cue).start;
        let near = ground.names.within(start..statement.cue).iter().rfind(|m| m.is_actor())?;
        let pronoun = (statement.cue..content.start).any(|i| ground.word(i, &[BreachKind::It]).is_some());
        return (pronoun && statement.speaker_id.as_deref() != Some(&*near.id)).then(|| vec![near.id.clone()]);
    };
    Some(listed(ground, first.first, content.start))
}

/// Whom the words before a noun blame: "laid the collapse at the opposition's door".
fn blamed_before(ground: &Ground<'_, '_, '_>, mark: &Mark) -> Option<Vec<Rc<str>>> {
    let doc = ground.doc;
    let start = mark.word.saturating_sub(3).max(doc.sentence(mark.word).start);
    let last = ground.names.within(start..mark.word).iter().rfind(|m| m.is_actor())?;
    // "The army counted twelve breaches": who counts them is not blamed for them, who committed them is.
    let before = last.first.checked_sub(1).filter(|&b| b >= doc.sentence(mark.word).start);
    let counts = |b: usize| {
        let verb = |h: &Hit| matches!(h.sense, Sense::Verb(f) if matches!(f.aspect, Aspect::Past | Aspect::Present));
        let commits = |h: &Hit| matches!(h.sense, Sense::Trigger(t, _) if doc.lexicon.trigger(t).event().is_some_and(|e| e.kind == EventType::Accuse));
        doc.hits(b).iter().any(verb) && !doc.hits(b).iter().any(commits)
    };
    (!before.is_some_and(counts)).then(|| vec![last.id.clone()])
}

/// Those behind "against".
pub(super) fn victims(ground: &Ground<'_, '_, '_>, range: Range<usize>, accused: &[Rc<str>]) -> Vec<Rc<str>> {
    let Some(at) = range.clone().find_map(|i| ground.word(i, &[BreachKind::Victim])).map(|(end, ..)| end) else {
        return Vec::new();
    };
    listed(ground, at, range.end).into_iter().filter(|id| !accused.contains(id)).collect()
}
