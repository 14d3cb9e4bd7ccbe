//! Reporting verbs, participles and nouns: which words of a sentence are cues, and the
//! statement that each makes.

use super::opening::{self, Opening};
use super::{Draft, carried, content, speaker};
use crate::doc::Doc;
use crate::names::{Kind, Names};
use crate::trace::Trace;
use rasid_lang::clitics::Enclitic;
use rasid_lang::inflect::{Aspect, VerbForm};
pub(super) use rasid_lang::tables::cues::CueKind;
use rasid_lang::tables::cues::{Cue, Takes};
use rasid_lang::{Kinds, Particle, Sense};
use rasid_record::Stance;
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
    /// What brings in its content.
    pub opening: Option<Opening>,
}

impl Found<'_> {
    /// Whether it is a verb with a person, not a participle, noun or phrase.
    pub fn is_finite(&self) -> bool {
        matches!(self.form.aspect, Aspect::Past | Aspect::Present)
    }
}

/// Who speaks in reports of which no source is named.
pub(super) const UNNAMED: &str = "anon:reports";

/// The letter of an indefinite accusative.
const ACCUSATIVE: char = '\u{0627}';

/// All cues of a sentence, in order, with what brings in their contents.
pub(super) fn in_sentence<'l>(doc: &Doc<'_, 'l>, names: &Names, sentence: Range<usize>) -> Vec<Found<'l>> {
    let mut out: Vec<Found<'l>> = Vec::new();
    for i in sentence.clone() {
        if out.last().is_some_and(|f| i < f.end) {
            continue;
        }
        // Behind a preposition stands no verb of the past: "at a request from".
        let governed = i > sentence.start
            && doc.hits_of(i - 1, Kinds::TAKES).iter().any(|h| matches!(h.sense, Sense::Takes(_, false)) && h.end == i)
            && !doc.has(i - 1, Kinds::CUE);
        let no_verb = |h: &crate::doc::Hit, form: VerbForm| {
            matches!(form.aspect, Aspect::Past | Aspect::Present) && h.clitics.is_preposition()
                || form.aspect == Aspect::Past && governed
        };
        let Some((hit, (cue, form))) = doc.longest_of(i, Kinds::CUE, |h| match h.sense {
            Sense::Cue(c, form) if !no_verb(h, form) && !is_predicate(doc, h, form, sentence.start) => {
                Some((doc.lexicon.cue(c), form))
            }
            _ => None,
        }) else {
            continue;
        };
        // A longer entry of another table takes the words: a title, a mechanism.
        let longer =
            doc.hits(i).iter().any(|h| h.end > hit.end && !matches!(h.sense, Sense::Cue(..) | Sense::Stance(_)));
        let in_name = names.mention_at(i).is_some_and(|m| m.end > i + 1 || m.kind == Kind::Person)
            || doc.name_word(i).called && names.role_at(i).is_some();
        // "We followed" is the speaker's own, or the site's: no report.
        let ours = form.aspect == Aspect::Past && hit.pronoun == Some(Enclitic::Us);
        // What will be said is not said yet.
        let later = matches!(form.aspect, Aspect::Past | Aspect::Present) && hit.clitics.will;
        // "Belonging to" is spelled as "he followed it".
        let adjective = doc.any_particle(i, &[Particle::Allegiance, Particle::Modifier]) && !hit.clitics.and;
        // "For accusing them": the pronoun is of those who are accused.
        let accused = form.aspect == Aspect::Noun
            && hit.pronoun.is_some()
            && hit.clitics.is_preposition()
            && cue.stance == Stance::Accuse
            && cue.addressee;
        // "News agencies": the noun behind another that it describes.
        let described = cue.kind == CueKind::Noun && names.role_at(i).is_some_and(|r| r.first < i);
        // "Reports said that": the noun behind a verb of speech is who speaks.
        let subject = cue.kind == CueKind::Noun && out.last().is_some_and(|f| f.end == i && f.is_finite());
        // "If they refuse it": nothing was said yet.
        let supposed = i > sentence.start
            && matches!(form.aspect, Aspect::Past | Aspect::Present)
            && doc.any_particle(i - 1, &[Particle::If]);
        // "Exposed to", "a naming", "half": nouns that are spelled as verbs; "several books", "the movement of hope":
        // what stands before tells that a noun follows.
        let before = [Particle::Quantifier, Particle::GroupNoun];
        let fixed = |h: &crate::doc::Hit| h.sense == Sense::Particle(Particle::Fixed) && h.pronoun.is_none();
        let noun = doc.hits(i).iter().any(fixed)
            || i > sentence.start
                && form.aspect == Aspect::Past
                && hit.clitics.is_empty()
                && doc.particle_before(i, &before).is_some();
        if adjective || longer || accused || described || in_name || ours || later || subject || noun || supposed {
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
            opening: None,
        });
    }
    // "Whom it did not name": a clause about the speaker that says nothing.
    let says_nothing = |f: &Found<'_>| {
        let negated = f.at > 1 && doc.any_particle(f.at - 1, &[Particle::Negation]);
        negated && (f.pronoun || doc.any_particle(f.at - 2, &[Particle::Relative]))
    };
    // A relative clause about the speaker does not end the search ("the official who asked not to be named: …"), but one
    // that tells what another said does ("the man of whom the movement said that …").
    let in_relative = |f: &Found<'_>| {
        let tells = f.cue.stance == Stance::Inform && f.cue.takes.contains(&Takes::That);
        says_nothing(f) || f.at > 0 && doc.any_particle(f.at - 1, &[Particle::Relative]) && !tells
    };
    for n in 0..out.len() {
        // "In remarks that the agency carried, that": the verb describes what is spoken in.
        let of_occasion = |f: &&Found<'_>| f.pronoun && f.at > 0 && doc.bare_name_word(f.at - 1).occasion;
        // A verb that is spelled as a preposition ("before", "through") is mostly that.
        let preposition = |f: &&Found<'_>| doc.any_particle(f.at, &[Particle::Preposition, Particle::Locative]);
        let next = out[n + 1..]
            .iter()
            .find(|f| f.is_finite() && !in_relative(f) && !preposition(f) && !of_occasion(f))
            .map(|f| f.at);
        out[n].opening = match out[n].form.aspect {
            Aspect::Fixed => None,
            Aspect::Noun if !noun_has_source(doc, names, &out[n]) => None,
            _ => opening::find(doc, names, &out[n], next, sentence.end),
        };
    }
    // "Carried from him his saying that": the noun of speech is the cue.
    for n in 0..out.len() {
        let by = out[n].opening.map_or(0, |o| o.by);
        let speech = |f: &Found<'_>| f.form.aspect == Aspect::Noun && f.pronoun && f.at < by;
        if out[n].cue.kind == CueKind::Carry && out[n + 1..].iter().any(speech) {
            out[n].opening = None;
        }
    }
    // What is said is said once: of two cues with one opening the first speaks ("added his saying").
    for n in 1..out.len() {
        let by = out[n].opening.filter(|o| o.before.is_none()).map(|o| o.by);
        if by.is_some()
            && let Some(first) = out[..n].iter().position(|f| f.opening.map(|o| o.by) == by)
        {
            // What a clause about the speaker seems to bring in is what the speaker says.
            let other = if says_nothing(&out[first]) { first } else { n };
            out[other].opening = None;
        }
    }
    out
}

/// Whether a participle is the predicate of a clause ("the government is committed to") and no
/// report: it stands behind a noun, not in the accusative, and brings in no speech.
fn is_predicate(doc: &Doc<'_, '_>, hit: &crate::doc::Hit, form: VerbForm, start: usize) -> bool {
    let i = hit.first;
    form.aspect == Aspect::Participle
        && !doc.folded(i).ends_with(ACCUSATIVE)
        && !hit.clitics.and
        && i > start
        && doc.is_word(i - 1)
        && doc.particle(hit.end, Particle::That).is_none()
        && !doc.is_sign(hit.end, ":")
        && doc.quotes.opened_at(hit.end).is_none()
}

/// Reads the statement of a verb, participle or noun.
///
/// Rule `statement/verb`: a reporting verb with what it brings in (that, a colon, quotation marks, a topic). Where its
/// clause writes no speaker, it is the one who spoke last. What will be said is not said yet. Tables: cues, stances,
/// particles.
///
/// Rule `statement/participle`: a reporting participle that goes on with what a speaker says: "adding that",
/// "stressing". A participle that is the predicate of a clause is none. Tables: cues, stances, particles.
///
/// Rule `statement/noun`: a noun of speech with its source right behind it or as a pronoun on it: "the announcement of
/// the ministry that", "reports from". One that only points back is none. Tables: cues, stances, particles.
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
    let Some(opening) = found.opening else {
        trace.near(rule, found.span, "nothing brings in what is said, or nobody says it");
        return None;
    };
    let who = if found.cue.kind == CueKind::Carry {
        carried::of(doc, names, found, &opening)?
    } else {
        speaker::of(doc, names, found, &opening)
    };
    // "Amid reports of": where they come from is not told.
    let who = if found.cue.kind == CueKind::Noun && who.span.is_none() {
        speaker::Who { id: Some(UNNAMED.into()), ..who }
    } else {
        who
    };
    let content = content::extent(doc, found, &opening, all, sentence.end);
    // "What the ministry announced": something was said, and not what.
    let told = opening.before != Some(opening.start);
    if content.range.is_empty() && told {
        trace.near(rule, found.span, "the content is empty");
        return None;
    }
    // "A wary calm": an adjective that is spelled as a verb, with nobody beside it.
    let noun_before = found.at > sentence.start
        && doc.is_word(found.at - 1)
        && doc.hits(found.at - 1).is_empty()
        && doc.clitics(found.at - 1).is_empty();
    if found.is_finite()
        && !found.and
        && who.span.is_none()
        && noun_before
        && !found.pronoun
        && opening.takes != Takes::That
    {
        trace.near(rule, found.span, "nobody speaks, and a noun stands before it");
        return None;
    }
    // "Is regarded as a haven": the same letters in the passive, where nobody is known to regard it.
    let known = who.span.is_some_and(|span| {
        let at = doc.token_at(span.start);
        names.role_at(at).is_some() || names.mention_at(at).is_some_and(crate::names::Mention::is_actor)
    });
    let regarded = found.form.aspect == Aspect::Present
        && opening.takes == Takes::Object
        && found.cue.takes.contains(&Takes::That)
        && found.cue.stance == Stance::Accuse
        && !known;
    if regarded {
        trace.near(rule, found.span, "nobody is known to hold it: the verb may be in the passive");
        return None;
    }
    let negated = found.at > sentence.start && doc.any_particle(found.at - 1, &[Particle::Negation]);
    Some(Draft {
        rule,
        cue: found.at,
        cue_span: cue_span(doc, found, &opening),
        speaker: who.span,
        speaker_id: who.id,
        content: told.then_some(content.range),
        content_span: told.then_some(content.span),
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
    if word && opening.by == found.end && opening.before.is_none() {
        found.span.join(doc.tokens[opening.by].span)
    } else {
        found.span
    }
}

/// A verbal noun is a cue only where its source stands right behind it or hangs on it.
fn noun_has_source(doc: &Doc<'_, '_>, names: &Names, found: &Found<'_>) -> bool {
    if found.cue.kind == CueKind::Noun {
        return true;
    }
    if found.form.definite {
        return false;
    }
    // "A request from the council": the source stands behind a preposition.
    if super::speaker::is_noun_from(doc, found) {
        return names.actor_from(found.end + 1).is_some_and(|(id, _)| !id.starts_with("anon:"))
            && !names.mention_at(found.end + 1).is_some_and(|m| m.kind == Kind::People);
    }
    let behind = |at: usize| {
        names.mention_at(at).is_some_and(|m| m.first == at && m.is_actor() && m.kind != Kind::People)
            || names.role_at(at).is_some_and(|r| r.first == at)
    };
    found.pronoun || behind(found.end) && !doc.clitics(found.end).is_preposition()
}
