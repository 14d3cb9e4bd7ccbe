//! What brings in the content behind a cue: "that", a quotation, a colon, a preposition the
//! cue takes, its object, or the words before a relative clause.

use super::cues::Found;
use super::{ahead, speaker, subject};
use crate::doc::Doc;
use crate::names::Names;
use rasid_lang::inflect::{Aspect, looks_like_verbal_noun};
use rasid_lang::tables::cues::Takes;
use rasid_lang::{Kinds, Particle, Sense};

/// What brings in the content, and where the content is.
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
    /// One past the last token, where the content stands before the cue.
    pub before: Option<usize>,
}

/// How far behind a cue "that" or a quotation may stand, in tokens: a long title and an
/// apposition fit.
const REACH: usize = 45;
/// How far behind its speaker a preposition may stand: an adverb or an addressee fits.
const NEAR: usize = 12;
/// Most words of a quoted name.
const NAME_WORDS: usize = 4;
/// Fewest quoted words that are speech and no name.
const QUOTED_WORDS: usize = 3;

/// Finds what brings in the content of `found`; `next` is the next finite cue of the sentence.
pub(super) fn find(
    doc: &Doc<'_, '_>,
    names: &Names,
    found: &Found<'_>,
    next: Option<usize>,
    end: usize,
) -> Option<Opening> {
    let takes = &found.cue.takes;
    let relative = found.pronoun && found.is_finite() && !takes.is_empty();
    if relative && doc.any_particle(found.at - usize::from(found.at > 0), &[Particle::What]) {
        return Some(what(doc, names, found, end));
    }
    let subject = subject_end(doc, names, found);
    let reach = if relative { NEAR } else { REACH };
    let limit = end.min(found.end + reach).min(next.unwrap_or(end).max(found.end));
    // Whom somebody asks or warns may be told at length before the preposition.
    let reach_near = if found.cue.addressee { 2 * NEAR } else { NEAR };
    let mut near = true;
    let mut i = found.end + usize::from(speaker::is_noun_from(doc, found));
    // "Said, announcing the withdrawal: …": behind a participle with an object of its own the colon is another's.
    if let Some(opening) = own_object(doc, names, found, end) {
        return Some(opening);
    }
    if let Some(opening) = act_behind(doc, names, found, subject, end) {
        return Some(opening);
    }
    while i < limit {
        // "Voiced, according to the agency, its hope": what is put in between does not count.
        if let Some(after) = inserted(doc, i, limit).or_else(|| when_inserted(doc, i, limit)) {
            i = after;
            continue;
        }
        let speech = takes.contains(&Takes::That) || takes.contains(&Takes::Quote);
        // Quotation marks and chance words inside a name (the newspaper "…") bring in nothing.
        let in_name = names.mention_at(i).is_some_and(|m| m.first < i);
        if takes.contains(&Takes::That)
            && !in_name
            && let Some(after) = doc.particle(i, Particle::That)
            && !doc.clitics(i).to
            && !doc.clitics(i).and
            && (near || !doc.clitics(i).by)
            && !(i > found.end && (other_preposition(doc, found, i - 1) || is_before_that(doc, i)))
        {
            return Some(Opening { by: i, start: after, ..quotation(doc, after, Takes::That) });
        }
        if speech
            && !in_name
            && let Some(opening) = spoken(doc, found, i)
        {
            return Some(opening);
        }
        // "Refuses the proposal, saying that": the participle has a statement of its own.
        let other = takes.contains(&Takes::Object)
            && i > found.end
            && doc.is_comma(i - 1)
            && doc
                .hits_of(i, Kinds::CUE)
                .iter()
                .any(|h| matches!(h.sense, Sense::Cue(_, f) if f.aspect == Aspect::Participle));
        if other || doc.any_particle(i, &[Particle::Aside]) && takes.contains(&Takes::Object) {
            break;
        }
        near = near && i <= subject + reach_near && !(i > subject && has_verb(doc, i) && !describes(doc, i));
        if relative && doc.is_comma(i) {
            break;
        }
        if near
            && i + 1 > subject
            && let Some(opening) = preposition(doc, names, found, i)
        {
            return Some(opening);
        }
        i += 1;
    }
    if relative {
        return antecedent(doc, found);
    }
    // "Did not mention the date": what is not said is told as an object.
    let unsaid = found.is_finite() && found.at > 0 && doc.any_particle(found.at - 1, &[Particle::Negation]);
    if !takes.contains(&Takes::Object) || found.cue.strict && !unsaid {
        return None;
    }
    object(doc, names, subject, found, end)
}

/// The noun of an act right behind the subject of a verb that takes it as its object: what is quoted or told with "that"
/// further on is another's ("announced in a statement the withdrawal, adding that").
fn act_behind(doc: &Doc<'_, '_>, names: &Names, found: &Found<'_>, subject: usize, end: usize) -> Option<Opening> {
    let takes = &found.cue.takes;
    if !found.is_finite()
        || found.pronoun
        || found.cue.strict
        || !takes.contains(&Takes::Object)
        || subject == found.end
    {
        return None;
    }
    let opening = object(doc, names, subject, found, end)?;
    let i = opening.start;
    let act = doc.hits_of(i, Kinds::TRIGGER).iter().any(|h| match h.sense {
        Sense::Trigger(_, f) => f.aspect == Aspect::Noun,
        _ => false,
    }) || doc.hits(i).is_empty() && looks_like_verbal_noun(doc.folded(i));
    let said = doc.any_particle(i, &[Particle::That]) || doc.is_quote(i) || doc.is_definite(i);
    (act && !said && !doc.clitics(i).is_preposition()).then_some(opening)
}

/// The object right behind a participle that takes one and whose subject never follows.
fn own_object(doc: &Doc<'_, '_>, names: &Names, found: &Found<'_>, end: usize) -> Option<Opening> {
    let takes = &found.cue.takes;
    if found.form.aspect != Aspect::Participle || !takes.contains(&Takes::Object) || found.cue.strict {
        return None;
    }
    let i = found.end;
    let other = doc.is_quote(i) || doc.particle(i, Particle::That).is_some() || doc.has(i, Kinds::TAKES);
    if other { None } else { object(doc, names, i, found, end) }
}

/// One past the comma that closes a date or an occasion between commas at `i`: "called, on the first of May, for".
fn when_inserted(doc: &Doc<'_, '_>, i: usize, limit: usize) -> Option<usize> {
    let noun = i + 1 + usize::from(doc.any_particle(i + 1, &[Particle::Locative, Particle::Preposition]));
    if !doc.is_comma(i) || !doc.is_time(noun) && subject::occasion(doc, i + 1).is_none() {
        return None;
    }
    let plain = |k: usize| doc.is_word(k) || !doc.digits(k).is_empty() || doc.is_sign(k, "/");
    let close = (noun..limit.min(i + NEAR)).find(|&k| !plain(k))?;
    doc.is_comma(close).then_some(close + 1)
}

/// One past the comma that closes what is put in between commas at `i` and names a source.
fn inserted(doc: &Doc<'_, '_>, i: usize, limit: usize) -> Option<usize> {
    let source = |h: &crate::doc::Hit| matches!(h.sense, Sense::Cue(_, f) if f.aspect == Aspect::Fixed);
    if !doc.is_comma(i) || !doc.hits(i + 1).iter().any(source) {
        return None;
    }
    (i + 2..limit).find(|&k| doc.is_comma(k)).map(|k| k + 1)
}

/// Whether the verb at `i` describes what one speaks in or who speaks, and is no verb of the clause: "a statement it
/// issued", "the spokesman, who visits the city".
fn describes(doc: &Doc<'_, '_>, i: usize) -> bool {
    let before = i - 1;
    doc.any_particle(before, &[Particle::Relative])
        || doc.hits(i).iter().any(|h| h.pronoun.is_some())
        || doc.any_particle(before, &[Particle::Modifier])
        || doc.bare_name_word(before).occasion
}

/// Whether the cue says what something is called, and not what happened.
fn takes_label(found: &Found<'_>) -> bool {
    found.cue.takes.contains(&Takes::Object) && !found.cue.takes.contains(&Takes::That)
}

/// "What the ministry announced about the corridors", "what he called a crime": the content stands behind a preposition, or
/// nothing is told of it.
fn what(doc: &Doc<'_, '_>, names: &Names, found: &Found<'_>, end: usize) -> Opening {
    let subject = subject_end(doc, names, found);
    let nothing =
        Opening { by: subject, start: subject, cut: 0, takes: Takes::Object, quoted: false, before: Some(subject) };
    if subject >= end {
        return nothing;
    }
    // "What he called terror": what something is called stands right behind.
    let labels = takes_label(found) && !doc.preposition(found.end).0.is_preposition();
    let word = doc
        .hits_of(subject, Kinds::TAKES)
        .iter()
        .any(|h| h.sense == Sense::Takes(Takes::About, false) && h.clitics.is_empty());
    let by = doc.preposition(subject);
    if labels && !by.0.by && doc.quotes.opened_at(found.end).is_some() {
        Opening { by: found.end, quoted: true, ..quotation(doc, found.end + 1, Takes::Quote) }
    } else if labels && !by.0.by && doc.is_word(found.end) {
        Opening { by: found.end, ..quotation(doc, found.end, Takes::Object) }
    } else if word {
        Opening { by: subject, ..quotation(doc, subject + 1, Takes::About) }
    } else if by.0.by && found.cue.takes.contains(&Takes::By) {
        match doc.particle(subject, Particle::That) {
            // What stands in quotation marks is what it was called, and no more.
            Some(after) if doc.quotes.opened_at(after).is_some() => {
                Opening { by: subject, quoted: true, ..quotation(doc, after + 1, Takes::Quote) }
            }
            Some(after) => Opening { by: subject, ..quotation(doc, after, Takes::Object) },
            None => Opening { by: subject, start: subject, cut: by.1, takes: Takes::By, quoted: false, before: None },
        }
    } else {
        nothing
    }
}

/// Whether a preposition stands at `i` that the cue does not take: "on condition that" brings in
/// no content of "refused".
fn other_preposition(doc: &Doc<'_, '_>, found: &Found<'_>, i: usize) -> bool {
    doc.hits_of(i, Kinds::TAKES)
        .iter()
        .any(|h| matches!(h.sense, Sense::Takes(t, false) if !found.cue.takes.contains(&t)))
}

/// Whether "that" at `i` belongs to "before", "after", "is expected": it brings in another clause.
fn is_before_that(doc: &Doc<'_, '_>, i: usize) -> bool {
    let covers = [Particle::Subordinate, Particle::Impersonal];
    doc.particle_before(i + 1, &covers).is_some_and(|first| first < i)
}

/// The end of the subject behind the cue; the cue's own end where the subject stands before it.
fn subject_end(doc: &Doc<'_, '_>, names: &Names, found: &Found<'_>) -> usize {
    if found.form.aspect == Aspect::Participle || ahead::is_ahead(doc, names, found) {
        return found.end;
    }
    speaker::subject_end(doc, names, found.end).unwrap_or(found.end)
}

/// Whether a finite verb of any table stands at token `i`.
pub(super) fn has_verb(doc: &Doc<'_, '_>, i: usize) -> bool {
    doc.hits_of(i, Kinds::CUE.with(Kinds::TRIGGER).with(Kinds::VERB)).iter().any(|h| match h.sense {
        Sense::Cue(_, f) | Sense::Trigger(_, f) | Sense::Verb(f) if !h.clitics.is_preposition() => {
            f.aspect == Aspect::Present || f.aspect == Aspect::Past && !doc.is_definite(i)
        }
        _ => false,
    }) && !doc.has(i, Kinds::PARTICLE.with(Kinds::TITLE))
}

/// Whether a present verb stands at token `i`, which looks like no noun.
pub(super) fn has_present(doc: &Doc<'_, '_>, i: usize) -> bool {
    let present = |h: &crate::doc::Hit| matches!(h.sense, Sense::Cue(_, f) | Sense::Trigger(_, f) | Sense::Verb(f) if f.aspect == Aspect::Present);
    has_verb(doc, i) && doc.hits(i).iter().any(present)
}

/// An opening at `start` that tells whether quotation marks open there.
fn quotation(doc: &Doc<'_, '_>, start: usize, takes: Takes) -> Opening {
    Opening { by: start, start, cut: 0, takes, quoted: doc.quotes.opened_at(start).is_some(), before: None }
}

/// A quotation or a colon.
fn spoken(doc: &Doc<'_, '_>, found: &Found<'_>, i: usize) -> Option<Opening> {
    if let Some(pair) = doc.quotes.opened_at(i) {
        let words = (pair.open + 1..=pair.close).filter(|&w| doc.is_word(w)).count();
        // "Ordered "with a pause": the preposition stands inside the marks.
        let (first, _) = doc.preposition(i + 1);
        if first.by && found.cue.takes.contains(&Takes::By) || first.to && found.cue.takes.contains(&Takes::To) {
            return None;
        }
        // Quotation marks around the name of an outlet or company, with what it said behind them.
        let that_follows =
            (pair.close..doc.sentence(i).end.min(pair.close + NEAR)).any(|k| doc.particle(k, Particle::That).is_some());
        let named = i > 0 && doc.any_particle(i - 1, &[Particle::GroupNoun]);
        if words <= NAME_WORDS && (that_follows || named) {
            return None;
        }
        let speech = words >= QUOTED_WORDS || i == found.end;
        return speech.then_some(Opening {
            by: i,
            start: i + 1,
            cut: 0,
            takes: Takes::Quote,
            quoted: true,
            before: None,
        });
    }
    if doc.is_sign(i, ":") {
        let quoted = doc.quotes.opened_at(i + 1).is_some();
        return Some(Opening {
            by: i,
            start: i + 1 + quoted as usize,
            cut: 0,
            takes: Takes::Quote,
            quoted,
            before: None,
        });
    }
    None
}

/// A preposition that the cue takes, as a word or written to the next word.
fn preposition(doc: &Doc<'_, '_>, names: &Names, found: &Found<'_>, i: usize) -> Option<Opening> {
    let takes = &found.cue.takes;
    // "At least": the preposition belongs to a longer entry.
    let longer = doc.hits(i).iter().any(|h| {
        h.end > i + 1
            && match h.sense {
                Sense::Particle(p) => p == Particle::Adverb,
                Sense::Figure(_) | Sense::Time(_) => true,
                _ => false,
            }
    });
    if longer {
        return None;
    }
    let word = doc.hits_of(i, Kinds::TAKES).iter().find_map(|h| match h.sense {
        Sense::Takes(t, pronoun) if takes.contains(&t) && h.clitics.is_empty() => Some((t, pronoun)),
        _ => None,
    });
    // Inside the phrase of a role a preposition belongs to the role.
    if i > found.end && names.role_at(i).is_some_and(|r| r.first < i) {
        return None;
    }
    if let Some((t, pronoun)) = word {
        if pronoun {
            return antecedent(doc, found);
        }
        let that = doc.particle(i + 1, Particle::That);
        let (start, t) = that.map_or((i + 1, t), |start| (start, Takes::That));
        return Some(Opening { by: i, ..quotation(doc, start, t) });
    }
    // "Denounced what he called": the preposition is written to "what".
    let what = match doc.folded(i) {
        "\u{0628}\u{0645}\u{0627}" => Some(Takes::By),
        "\u{0644}\u{0645}\u{0627}" => Some(Takes::To),
        _ => None,
    };
    if let Some(t) = what.filter(|t| takes.contains(t) && doc.any_particle(i, &[Particle::What])) {
        return Some(Opening { by: i, start: i, cut: 2, takes: t, quoted: false, before: None });
    }
    // A preposition typed apart before a quotation mark.
    let alone = match doc.folded(i) {
        "\u{0628}" => Some(Takes::By),
        "\u{0644}" => Some(Takes::To),
        _ => None,
    };
    if let Some(t) = alone.filter(|t| takes.contains(t)) {
        return Some(Opening { by: i, ..quotation(doc, i + 1, t) });
    }
    let (clitics, cut) = doc.preposition(i);
    let t = match clitics {
        c if c.by && takes.contains(&Takes::By) && !has_object(doc, found, names) => Takes::By,
        c if c.to && takes.contains(&Takes::To) => Takes::To,
        _ => return None,
    };
    if doc.any_particle(i, &[Particle::Adverb]) {
        return None;
    }
    if let Some(after) = doc.particle(i, Particle::That) {
        return Some(Opening { by: i, ..quotation(doc, after, Takes::That) });
    }
    // "Confined himself to saying that": what is said follows the noun.
    let saying = |h: &crate::doc::Hit| matches!(h.sense, Sense::Cue(_, f) if f.aspect == Aspect::Noun && f.definite);
    if doc.hits(i).iter().any(saying) {
        if let Some(after) = doc.particle(i + 1, Particle::That) {
            return Some(Opening { by: i, ..quotation(doc, after, Takes::That) });
        }
        if let Some(opening) = spoken(doc, found, i + 1) {
            return Some(Opening { by: i, ..opening });
        }
    }
    Some(Opening { by: i, start: i, cut, takes: t, quoted: false, before: None })
}

/// Whether the cue takes an object and one stands behind its subject ("described the situation as").
fn has_object(doc: &Doc<'_, '_>, found: &Found<'_>, names: &Names) -> bool {
    if found.pronoun || !found.cue.takes.contains(&Takes::Object) {
        return false;
    }
    let end = doc.sentence(found.at).end;
    object(doc, names, subject_end(doc, names, found), found, end).is_some()
}

/// The object of a verb or noun: right behind its subject.
fn object(doc: &Doc<'_, '_>, names: &Names, subject: usize, found: &Found<'_>, end: usize) -> Option<Opening> {
    if found.form.aspect == Aspect::Noun && subject == found.end && !found.pronoun {
        return None;
    }
    let mut start = subject;
    // When and on what occasion stands between: "asked, in an earlier letter, the committee".
    while start < end
        && let Some(after) = inserted(doc, start, end).or_else(|| between(doc, start, subject))
    {
        start = after;
    }
    // "Asked of the council the sending": of whom it is asked.
    if found.cue.addressee
        && let Some(after) = asked(doc, names, start)
    {
        start = after;
    }
    // The comma that closes an apposition of the subject.
    // A comma typed behind the subject before a noun of an act ("the army announced, the killing of").
    let act = |i: usize| {
        let known = doc.hits_of(i, Kinds::TRIGGER.with(Kinds::MECHANISM)).iter().any(|h| match h.sense {
            Sense::Trigger(_, f) => f.aspect == Aspect::Noun,
            Sense::Mechanism(_) => true,
            _ => false,
        });
        (known || doc.hits(i).is_empty() && looks_like_verbal_noun(doc.folded(i)))
            && !doc
                .hits_of(i, Kinds::CUE)
                .iter()
                .any(|h| matches!(h.sense, Sense::Cue(_, f) if f.aspect == Aspect::Participle))
    };
    if doc.is_comma(start)
        && start == subject
        && ((found.end..start).any(|i| doc.is_comma(i)) || subject > found.end && act(start + 1))
    {
        start += 1;
    }
    // "Denied in it any part": what it was said in.
    if start == found.end && doc.hits_of(start, Kinds::TAKES).iter().any(|h| h.sense == Sense::Takes(Takes::In, true)) {
        start += 1;
    }
    while doc.any_particle(start, &[Particle::Adverb]) || start == found.end && found.is_finite() && doc.is_comma(start)
    {
        start += 1;
    }
    let quoted = doc.quotes.opened_at(start).is_some();
    let number = !doc.digits(start).is_empty();
    if start >= end || !doc.is_word(start) && !quoted && !number {
        return None;
    }
    let blocked = [
        Particle::Preposition,
        Particle::Locative,
        Particle::Relative,
        Particle::And,
        Particle::Subordinate,
        Particle::That,
        Particle::Meanwhile,
        Particle::But,
    ];
    if doc.is_time(start)
        || doc.any_particle(start, &blocked)
        || doc.clitics(start).is_preposition()
        || doc.preposition(start).0.by && found.cue.takes.contains(&Takes::By)
        || doc.clitics(start).and
    {
        return None;
    }
    Some(quotation(doc, start, Takes::Object))
}

/// The end of "of" with whom something is asked of at `at`.
pub(super) fn asked(doc: &Doc<'_, '_>, names: &Names, at: usize) -> Option<usize> {
    let of = doc.hits_of(at, Kinds::TAKES).iter().any(|h| h.sense == Sense::Takes(Takes::Of, false) && h.end == at + 1);
    names.actor_from(at + 1).filter(|_| of).map(|(_, end)| end)
}

/// The end of a date or an occasion at `at`, behind a subject that ends before it.
fn between(doc: &Doc<'_, '_>, at: usize, subject: usize) -> Option<usize> {
    if let Some(end) = subject::occasion(doc, at) {
        return Some(end);
    }
    let at = at + usize::from(doc.is_comma(at));
    let preposition = at + usize::from(doc.any_particle(at, &[Particle::Locative]));
    let mut end = preposition;
    while doc.is_time(end) {
        end += 1;
    }
    (end > preposition && at >= subject).then(|| end + usize::from(doc.is_comma(end)))
}

/// The noun phrase before a relative clause: "the truce that the movement announced (it)".
fn antecedent(doc: &Doc<'_, '_>, found: &Found<'_>) -> Option<Opening> {
    let sentence = doc.sentence(found.at);
    let mut last = found.at;
    if last > sentence.start && doc.any_particle(last - 1, &[Particle::Relative]) {
        last -= 1;
    } else if last > sentence.start && (doc.is_definite(last - 1) || !doc.is_word(last - 1)) && found.pronoun {
        // Without a relative pronoun only an indefinite noun is described by the clause.
        return None;
    }
    // "What it announced", "did not deny it": names nothing.
    if last > sentence.start && doc.any_particle(last - 1, &[Particle::Negation]) {
        return None;
    }
    if last > sentence.start && doc.folded(last - 1).chars().count() < 3 {
        return None;
    }
    while last > sentence.start && (doc.is_comma(last - 1) || doc.is_quote(last - 1)) {
        last -= 1;
    }
    let stops = |i: usize| {
        !doc.is_word(i) && !doc.written(i).chars().any(char::is_numeric)
            || has_verb(doc, i)
            || doc.any_particle(
                i,
                &[
                    Particle::That,
                    Particle::Preposition,
                    Particle::Locative,
                    Particle::Meanwhile,
                    Particle::But,
                    Particle::Relative,
                ],
            )
    };
    let mut first = last;
    while first > sentence.start && last - first < NEAR && !stops(first - 1) {
        first -= 1;
        if first > sentence.start && (doc.clitics(first).and || doc.clitics(first).by) {
            break;
        }
    }
    // Of a longer phrase the mechanism is what was announced ("the start of the truce that …").
    let mechanism = |i: usize| {
        doc.hits_of(i, Kinds::MECHANISM).iter().any(|h| matches!(h.sense, Sense::Mechanism(_)) && h.end == last)
    };
    first = (first..last).find(|&i| mechanism(i)).unwrap_or(first);
    (first < last).then(|| Opening {
        by: found.end,
        start: first,
        cut: doc.cut(first),
        takes: Takes::Object,
        quoted: false,
        before: Some(last),
    })
}
