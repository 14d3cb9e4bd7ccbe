//! Reporting verbs, participles and nouns: from the cue to the words that bring in its content.

use super::{Draft, content, speaker};
use crate::doc::Doc;
use crate::names::{Kind, Names};
use crate::trace::Trace;
use rasid_lang::inflect::{Aspect, VerbForm};
use rasid_lang::tables::cues::{Cue, CueKind, Takes};
use rasid_lang::{Particle, Sense};
use rasid_text::Span;
use std::ops::Range;

/// A cue that stands in a sentence.
#[derive(Clone, Debug)]
pub(super) struct Found<'l> {
    /// First token.
    pub at: usize,
    /// One past its last token.
    pub end: usize,
    /// The entry.
    pub cue: &'l Cue,
    /// The form that was met.
    pub form: VerbForm,
    /// Whether a conjunction is written to it.
    pub and: bool,
    /// Whether a pronoun hangs on it.
    pub pronoun: bool,
    /// Its span.
    pub span: Span,
}

/// What brings in the content, and where the content begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Opening {
    /// Token that brings it in; the first of the content where nothing does.
    pub by: usize,
    /// First token of the content.
    pub start: usize,
    /// Folded bytes of that token to leave out (a preposition written to it).
    pub cut: u8,
    /// What it is.
    pub takes: Takes,
    /// Whether the content stands in quotation marks that open here.
    pub quoted: bool,
}

/// How far behind a cue its content may begin, in tokens: a long title and an apposition fit.
const REACH: usize = 45;

/// All cues of a sentence, in order.
pub(super) fn in_sentence<'l>(doc: &Doc<'_, 'l>, names: &Names, sentence: Range<usize>) -> Vec<Found<'l>> {
    let mut out: Vec<Found<'l>> = Vec::new();
    for i in sentence {
        if out.last().is_some_and(|f| i < f.end) {
            continue;
        }
        let Some((hit, (cue, form))) = doc.longest(i, |h| match h.sense {
            Sense::Cue(c, form) => Some((doc.lexicon.cue(c), form)),
            _ => None,
        }) else {
            continue;
        };
        // A longer entry of another table takes the words: a title, a mechanism.
        let longer = doc.hits(i).iter().any(|h| h.end > hit.end && !matches!(h.sense, Sense::Cue(..)));
        let in_name = names.mention_at(i).is_some_and(|m| m.end > i + 1 || m.kind == Kind::Person);
        if longer || in_name {
            continue;
        }
        out.push(Found {
            at: i,
            end: hit.end,
            cue,
            form,
            and: hit.clitics.and || hit.clitics.so,
            pronoun: hit.pronoun.is_some(),
            span: doc.hit_span(hit),
        });
    }
    out
}

/// Reads the statement of a verb, participle or noun.
pub(super) fn read<T: Trace>(
    doc: &Doc<'_, '_>,
    names: &Names,
    found: &Found<'_>,
    all: &[Found<'_>],
    trace: &mut T,
) -> Option<Draft> {
    let rule = match found.form.aspect {
        Aspect::Participle => "statement/participle",
        Aspect::Noun => "statement/noun",
        _ => "statement/verb",
    };
    let sentence = doc.sentence(found.at);
    if found.form.aspect == Aspect::Noun && !noun_has_source(doc, names, found) {
        trace.near(rule, found.span, "the noun has no source behind it");
        return None;
    }
    let Some(opening) = opening(doc, names, found, all, sentence.end) else {
        trace.near(rule, found.span, "nothing brings in what is said");
        return None;
    };
    let who = speaker::of(doc, names, found, &opening);
    let content = content::extent(doc, found, &opening, all, sentence.end);
    if content.range.is_empty() {
        trace.near(rule, found.span, "the content is empty");
        return None;
    }
    let negated = found.at > sentence.start && doc.any_particle(found.at - 1, &[Particle::Negation]);
    Some(Draft {
        rule,
        cue: found.at,
        cue_span: cue_span(doc, found, &opening),
        speaker: who.span,
        speaker_id: who.id,
        content: Some(content.range),
        content_span: Some(content.span),
        form: content.form,
        addressee: who.addressee,
        via: who.via,
        stance: found.cue.stance,
        negated,
    })
}

/// A preposition right behind the cue belongs to it ("drew attention to").
fn cue_span(doc: &Doc<'_, '_>, found: &Found<'_>, opening: &Opening) -> Span {
    let word = matches!(opening.takes, Takes::On | Takes::Toward | Takes::About);
    if word && opening.by == found.end { found.span.join(doc.tokens[opening.by].span) } else { found.span }
}

/// A verbal noun is a cue only where its source stands right behind it or hangs on it.
fn noun_has_source(doc: &Doc<'_, '_>, names: &Names, found: &Found<'_>) -> bool {
    if found.cue.kind == CueKind::Noun {
        return true;
    }
    if found.form.definite {
        return false;
    }
    found.pronoun
        || names.mention_at(found.end).is_some_and(|m| m.first == found.end && m.is_actor() && m.kind != Kind::People)
        || names.role_at(found.end).is_some_and(|r| r.first == found.end)
            && !doc.any_particle(found.end, &[Particle::Preposition])
}

/// Finds what brings in the content behind a cue.
fn opening(doc: &Doc<'_, '_>, names: &Names, found: &Found<'_>, all: &[Found<'_>], end: usize) -> Option<Opening> {
    let takes = &found.cue.takes;
    let limit = end.min(found.end + REACH);
    let finite = matches!(found.form.aspect, Aspect::Past | Aspect::Present);
    let strict = found.cue.strict;
    let mut i = found.end;
    while i < limit {
        // Another finite cue before anything was brought in: this one has no content of its own.
        if i > found.end && all.iter().any(|o| o.at == i && matches!(o.form.aspect, Aspect::Past | Aspect::Present)) {
            break;
        }
        if let Some(after) = doc.particle(i, Particle::That)
            && takes.contains(&Takes::That)
            && doc.clitics(i).to == false
        {
            return Some(after_that(doc, i, after));
        }
        if doc.quotes.opened_at(i).is_some() && quote_is_speech(doc, found, i) {
            let takes_quote = takes.contains(&Takes::Quote) || takes.contains(&Takes::That);
            if takes_quote {
                return Some(Opening { by: i, start: i + 1, cut: 0, takes: Takes::Quote, quoted: true });
            }
        }
        if doc.is_sign(i, ":") && (takes.contains(&Takes::Quote) || takes.contains(&Takes::That)) {
            let quoted = doc.quotes.opened_at(i + 1).is_some();
            return Some(Opening { by: i, start: i + 1 + quoted as usize, cut: 0, takes: Takes::Quote, quoted });
        }
        if let Some(opening) = preposition(doc, names, found, i, takes) {
            return Some(opening);
        }
        i += 1;
    }
    if takes.contains(&Takes::Object) && (finite || found.form.aspect != Aspect::Past) && !strict {
        return object(doc, names, found, end);
    }
    None
}

/// The content after "that": quotation marks right behind belong to it only if they close it.
fn after_that(doc: &Doc<'_, '_>, by: usize, after: usize) -> Opening {
    let quoted = doc.quotes.opened_at(after).is_some();
    Opening { by, start: after, cut: 0, takes: Takes::That, quoted }
}

/// Quoted words are speech where they stand right behind the cue or its speaker, not inside a name.
fn quote_is_speech(doc: &Doc<'_, '_>, found: &Found<'_>, open: usize) -> bool {
    let Some(pair) = doc.quotes.opened_at(open) else { return false };
    let words = (pair.open + 1..=pair.close).filter(|&i| doc.is_word(i)).count();
    words >= 3 || open == found.end
}

/// A preposition that the cue takes, as a word or written to the next word.
fn preposition(doc: &Doc<'_, '_>, names: &Names, found: &Found<'_>, i: usize, takes: &[Takes]) -> Option<Opening> {
    let word = doc.hits(i).iter().find_map(|h| match h.sense {
        Sense::Takes(t, pronoun) if takes.contains(&t) && h.clitics.is_empty() => Some((t, pronoun)),
        _ => None,
    });
    // Inside the phrase of a role a preposition belongs to the role.
    if i > found.end && names.role_at(i).is_some_and(|r| r.first < i) {
        return None;
    }
    if let Some((t, pronoun)) = word {
        if pronoun {
            return None;
        }
        let mut start = i + 1;
        if let Some(after) = doc.particle(start, Particle::That) {
            start = after;
        }
        let quoted = doc.quotes.opened_at(start).is_some();
        return Some(Opening { by: i, start, cut: 0, takes: t, quoted });
    }
    let clitics = doc.clitics(i);
    let written = (clitics.by && takes.contains(&Takes::By)) || (clitics.to && takes.contains(&Takes::To));
    if written && doc.any_particle(i, &[Particle::Adverb]) {
        return None;
    }
    if written {
        if let Some(after) = doc.particle(i, Particle::That) {
            return Some(after_that(doc, i, after));
        }
        let takes = if clitics.by { Takes::By } else { Takes::To };
        return Some(Opening { by: i, start: i, cut: doc.cut(i), takes, quoted: false });
    }
    None
}

/// The object of a verb: behind its subject where one follows it, else right behind the verb.
fn object(doc: &Doc<'_, '_>, names: &Names, found: &Found<'_>, end: usize) -> Option<Opening> {
    let after_subject = speaker::subject_end(doc, names, found.end);
    let start = match after_subject {
        Some(after) if after < end => after,
        Some(_) => return None,
        None => found.end,
    };
    let start = start + doc.is_comma(start) as usize;
    if start >= end || !doc.is_word(start) && doc.quotes.opened_at(start).is_none() {
        return None;
    }
    let blocked = [Particle::Preposition, Particle::Locative, Particle::Relative, Particle::And, Particle::Subordinate];
    if doc.any_particle(start, &blocked) {
        return None;
    }
    let quoted = doc.quotes.opened_at(start).is_some();
    Some(Opening { by: start, start, cut: 0, takes: Takes::Object, quoted })
}
