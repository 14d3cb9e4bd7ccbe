//! "According to": a phrase that names the source of the clause beside it.

use super::cues::Found;
use super::{Draft, content, identity, speaker, subject};
use crate::doc::Doc;
use crate::names::{Kind, Names};
use rasid_lang::Particle;
use rasid_lang::inflect::Aspect;
use rasid_lang::tables::cues::Takes;
use std::rc::Rc;

/// Words that begin another clause of the outlet.
const BORDERS: [Particle; 6] =
    [Particle::Meanwhile, Particle::But, Particle::Aside, Particle::Via, Particle::Despite, Particle::That];
/// Words that stand for the verb of a main clause.
const MAIN: [Particle; 2] = [Particle::Negation, Particle::Auxiliary];

/// Rule `statement/according-to`: "according to" and the like, with the source behind it; what is said is the clause
/// beside it. Between a reporting verb and its content the phrase only tells by which way the words came. Tables: cues,
/// outlets, titles.
const RULE: &str = "statement/according-to";

/// Reads the statement of a phrase: the source behind it, the clause before or behind it.
pub(super) fn read(doc: &Doc<'_, '_>, names: &Names, found: &Found<'_>, all: &[Found<'_>]) -> Option<Draft> {
    let sentence = doc.sentence(found.at);
    let (end, id): (usize, Rc<str>) = source(doc, names, found)?;
    // Between another cue and what it brings in, the phrase only tells the way it came.
    let inserted = all.iter().any(|c| c.at < found.at && c.opening.is_some_and(|o| o.by > found.at));
    if inserted {
        return None;
    }
    let outlet = names.mention_at(found.end).is_some_and(|m| m.kind == Kind::Outlet);
    let heads = found.at <= sentence.start + 1;
    // Behind a statement of somebody else an outlet is only the way it came.
    if outlet && !heads && all.iter().any(|c| c.at < found.at && c.opening.is_some()) {
        return None;
    }
    let range = if heads {
        let start = end + doc.is_comma(end) as usize;
        let start = doc.particle(start, Particle::That).unwrap_or(start);
        start..sentence.end
    } else {
        let last = found.at - doc.is_comma(found.at - 1) as usize;
        let before = all.iter().rev().find(|c| c.at < found.at && c.and);
        // Of "and added that", what is said.
        let said = before
            .and_then(|c| c.opening)
            .filter(|o| o.before.is_none() && matches!(o.takes, Takes::That | Takes::Quote) && o.start < found.at);
        let cut = said.map_or_else(|| before.map_or(sentence.start, |c| c.at), |o| o.start);
        // "… and left 17 dead, according to": the last clause that "and" joins with a verb of its own.
        let joined = |&i: &usize| doc.clitics(i).and && super::opening::has_verb(doc, i) && last > i + 2;
        let cut = (cut + 1..last).rev().find(joined).unwrap_or(cut);
        match goes_on(doc, all, end, sentence.end) {
            Some(further) => cut..further,
            None => cut..last,
        }
    };
    let extent = content::trimmed(doc, range);
    (!extent.range.is_empty()).then(|| Draft {
        rule: RULE,
        cue: found.at,
        cue_span: found.span,
        speaker: Some(doc.span(found.end, doc.cut(found.end), end)),
        speaker_id: Some(id),
        content: Some(extent.range),
        content_span: Some(extent.span),
        form: extent.form,
        addressee: None,
        via: Vec::new(),
        stance: found.cue.stance,
        negated: false,
    })
}

/// The end of the clause that goes on behind a source at `end` ("has worsened, according to the agency, in the
/// east"); none where nothing or another clause follows.
fn goes_on(doc: &Doc<'_, '_>, all: &[Found<'_>], end: usize, to: usize) -> Option<usize> {
    let first = end + usize::from(doc.is_comma(end));
    // "… dead, according to the centre, and of a series": what "and" joins without a comma is another's.
    let joined = first == end && doc.clitics(first).and;
    if !doc.is_word(first) || joined || doc.any_particle(first, &BORDERS) {
        return None;
    }
    // "… and denied", "…, adding that", "…, which": another clause.
    let clause = |i: usize| {
        doc.clitics(i).and && (super::opening::has_verb(doc, i) || doc.any_particle(i, &MAIN))
            || doc.any_particle(i, &BORDERS)
            || all.iter().any(|c| c.at == i && !matches!(c.form.aspect, Aspect::Noun) && c.opening.is_some())
    };
    let other = doc.any_particle(first, &[Particle::Relative])
        || super::opening::has_verb(doc, first)
        || doc.is_definite(first) && doc.is_comma(end);
    if other || clause(first) {
        return None;
    }
    let border = (first + 1..to).find(|&i| clause(i) || doc.quotes.opened_at(i).is_some_and(|p| p.close >= to));
    Some(border.map_or(to, |i| i - usize::from(doc.is_comma(i - 1))))
}

/// The source that begins at token `at`: a role, an actor, or a definite phrase.
fn source(doc: &Doc<'_, '_>, names: &Names, found: &Found<'_>) -> Option<(usize, Rc<str>)> {
    let at = found.end;
    // "According to the standards of": a norm speaks nothing.
    if doc.bare_name_word(at).norm {
        return None;
    }
    let sentence = doc.sentence(at);
    // At the head of a sentence the source fills the gap up to the comma.
    // "According to this body, 2,500": a comma, or "that" with "so".
    let so = |i: usize| doc.particle(i, Particle::That).is_some() && doc.clitics(i).so;
    let comma = (at..sentence.end).find(|&i| doc.is_comma(i) || so(i));
    if found.at <= sentence.start + 1
        && let Some(comma) = comma
        && let Some((first, end)) = subject::between(doc, names, at, comma)
        && end == comma
        && (first..end).all(|i| !super::opening::has_present(doc, i))
    {
        return Some((end, identity::identify(doc, names, first, end)));
    }
    let joined = |end: usize, id: Rc<str>| -> (usize, Rc<str>) {
        match names.actor_from(end) {
            Some((other, further)) if doc.clitics(end).and => (further, format!("{id}+{other}").into()),
            _ => (end, id),
        }
    };
    if let Some(role) = names.role_at(at).filter(|r| r.first == at) {
        // "According to remarks that the agency carried": no source but the way it came.
        let unnamed =
            role.id.starts_with("anon:") && !doc.is_definite(at) && doc.is_word(role.end) && found.end == found.at + 1;
        return (!unnamed).then(|| joined(role.end, role.id.clone()));
    }
    if let Some(mention) = names.mention_at(at).filter(|m| m.first == at && m.is_actor()) {
        return Some(joined(mention.end, mention.id.clone()));
    }
    // A phrase in construct that ends the sentence: "as was said by the union of medical charities".
    let last = || {
        let end = subject::closed_end(doc, names, at, sentence.end);
        let ends = end >= sentence.end || !doc.is_word(end);
        (end > at + 1 && ends && !doc.is_time(at)).then_some((at, end))
    };
    let (first, end) = speaker::phrase_from(doc, names, at, doc.sentence(at).end).or_else(last)?;
    // A phrase with a verb of its own ("as was said by") takes any source.
    let sure = found.end > found.at + 1 || doc.is_definite(end - 1);
    sure.then(|| (end, identity::identify(doc, names, first, end)))
}
