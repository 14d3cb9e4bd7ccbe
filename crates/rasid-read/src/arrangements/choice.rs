//! Which mentions are recorded: those that surely name a mechanism, once for each distinct
//! claim of mechanism, phase and claimant.

use super::matter::Subject;
use super::phase::{Claim, talked_over};
use super::phrase::Phrase;
use crate::doc::Doc;
use crate::names::Names;
use crate::statements::Statements;
use crate::trace::Trace;
use rasid_lang::tables::mechanisms::{Part, Weight};
use rasid_lang::{Kinds, Sense};
use rasid_record::{ArrangementKind, Phase};
use rasid_text::Span;
use rustc_hash::FxHashSet;
use std::rc::Rc;

/// A mention that may be recorded.
#[derive(Clone, Debug)]
pub(super) struct Candidate<'p> {
    /// Its phrase.
    pub phrase: &'p Phrase,
    /// What its clause claims.
    pub claim: Claim,
    /// Its span.
    pub span: Span,
    /// The statement it stands in.
    pub by: Option<usize>,
}

/// How near those who are bound must be named for a loose word, in tokens.
const NEAR: usize = 10;

/// Whether a phrase surely names a mechanism of the matter; else why not.
pub(super) fn admits(
    doc: &Doc<'_, '_>,
    names: &Names,
    subject: Subject,
    phrases: &[Phrase],
    n: usize,
    claim: &Claim,
) -> Result<(), &'static str> {
    let phrase = &phrases[n];
    match (subject, phrase.weight) {
        (Subject::Other, Weight::Weak | Weight::Loose) => return Err("the report is about another matter"),
        (Subject::Open, Weight::Weak)
            if matches!(
                phrase.kind,
                ArrangementKind::Agreement | ArrangementKind::Cooperation | ArrangementKind::Ceasefire
            ) =>
        {
            return Err("the report is not surely about a conflict");
        }
        (Subject::Open, Weight::Loose) => return Err("the report is not surely about a conflict"),
        _ => {}
    }
    let sentence = doc.sentence(phrase.first);
    let actors = names
        .within(phrase.first.saturating_sub(NEAR).max(sentence.start)..(phrase.end + NEAR).min(sentence.end))
        .iter()
        .filter(|m| m.is_actor())
        .count();
    if is_purpose(doc, phrase) && !talked_over(doc, phrases, n) {
        return Err("it is only the purpose of something else");
    }
    // "His talks" are only a meeting of which more may be told.
    let own = |h: &crate::doc::Hit| matches!(h.sense, Sense::Mechanism(_)) && h.pronoun.is_some();
    if phrase.kind == ArrangementKind::Talks && phrase.core == phrase.first && doc.hits(phrase.core).iter().any(own) {
        return Err("the talks of somebody are only a meeting");
    }
    if provision(doc, phrases, n) {
        return Err("it is what an agreement provides for");
    }
    match phrase.weight {
        Weight::Loose if claim.rule != "arrangement/touching" && claim.rule != "arrangement/adjective" => {
            Err("nothing that touches a word that may mean much says a phase")
        }
        Weight::Loose if actors == 0 => Err("nobody is named beside a word that may mean much"),
        Weight::Weak if claim.rule == "arrangement/stance" && (!described(phrase) || is_vague(phrase)) => {
            Err("only the statement says something of it")
        }
        Weight::Strong
            if claim.rule == "arrangement/mention"
                && matches!(phrase.kind, ArrangementKind::Evacuation | ArrangementKind::Aid) =>
        {
            Err("nothing is said of it")
        }
        Weight::Weak
            if claim.phase == Phase::Mentioned
                && (subject < Subject::Conflict
                    || !(telling(phrase, claim) || claim.rule == "arrangement/touching" && described(phrase))) =>
        {
            Err("nothing is said of it")
        }
        _ => Ok(()),
    }
}

/// A bare "agreement" is the one that was named with its mechanism before, or what it is said
/// to provide for.
pub(super) fn resolve_agreements(doc: &Doc<'_, '_>, phrases: &mut [Phrase]) {
    let mut last = None;
    let mut known: Vec<ArrangementKind> = Vec::new();
    for n in 0..phrases.len() {
        let phrase = &phrases[n];
        if phrase.kind == ArrangementKind::Agreement {
            if phrase.weight == Weight::Strong {
                last = None;
            } else if phrase.core == phrase.first && doc.hits(phrase.first).iter().any(|h| is_wrap(doc, h.sense)) {
                let provided = provides(doc, phrases, n);
                // An agreement on leaving that is not spoken of as known is another one.
                let same = |kind: &ArrangementKind| {
                    !described(phrase) && (*kind != ArrangementKind::Evacuation || doc.is_definite(phrase.first))
                };
                if let Some(kind) = provided.or(last.filter(same)) {
                    phrases[n].kind = kind;
                    last = Some(kind);
                    known.push(kind);
                }
            }
        } else if phrase.wrapped && resolves(phrase.kind) || is_departure(doc, phrase) {
            last = Some(phrase.kind);
            if phrase.agreed || doc.hits(phrase.first).iter().any(|h| is_agreement(doc, h.sense)) {
                known.push(phrase.kind);
            }
        }
    }
    // Where all agreements of a report are on leaving, so is one that is told before what it is about.
    let kind = ArrangementKind::Evacuation;
    if known.is_empty() || known.iter().any(|&k| k != kind) {
        return;
    }
    let strong = phrases.iter().any(|p| p.kind == ArrangementKind::Agreement && p.weight == Weight::Strong);
    for phrase in phrases.iter_mut().filter(|p| p.kind == ArrangementKind::Agreement && !strong) {
        if phrase.core == phrase.first
            && phrase.weight == Weight::Weak
            && (doc.is_definite(phrase.first) || in_headline(doc, phrase.first))
            && doc.hits(phrase.first).iter().any(|h| is_wrap(doc, h.sense))
        {
            phrase.kind = kind;
        }
    }
}

/// A word for a truce that does not say how long it lasts means the limited one of which the report speaks.
pub(super) fn resolve_truces(doc: &Doc<'_, '_>, phrases: &mut [Phrase]) {
    let short = |i: usize| {
        doc.hits_of(i, Kinds::MECHANISM)
            .iter()
            .any(|h| matches!(h.sense, Sense::Mechanism(m) if doc.lexicon.mechanism(m).part == Part::Short))
    };
    let limits = |p: &Phrase| p.length.is_some() || (p.first..p.end).any(short);
    let limited = phrases.iter().any(|p| p.kind == ArrangementKind::Pause && limits(p));
    // With the article it is one that everybody knows, and those that are spoken of so have an end.
    for phrase in phrases.iter_mut().filter(|p| p.bare_truce && (limited || doc.is_definite(p.first))) {
        phrase.kind = ArrangementKind::Pause;
    }
}

/// Whether a bare "agreement" may stand for this kind.
fn resolves(kind: ArrangementKind) -> bool {
    matches!(kind, ArrangementKind::Ceasefire | ArrangementKind::Pause | ArrangementKind::Evacuation)
}

/// Whether the phrase names an agreement on evacuation by itself.
fn is_departure(doc: &Doc<'_, '_>, phrase: &Phrase) -> bool {
    phrase.kind == ArrangementKind::Evacuation && doc.hits(phrase.first).iter().any(|h| is_wrap(doc, h.sense))
}

/// Whether the entry is a word for an agreement.
fn is_agreement(doc: &Doc<'_, '_>, sense: Sense) -> bool {
    matches!(sense, Sense::Mechanism(m) if {
        let m = doc.lexicon.mechanism(m);
        m.part == Part::Wrap && m.kind == Some(ArrangementKind::Agreement)
    })
}

fn is_wrap(doc: &Doc<'_, '_>, sense: Sense) -> bool {
    matches!(sense, Sense::Mechanism(m) if doc.lexicon.mechanism(m).part == Part::Wrap)
}

/// The kind of what the agreement `phrases[n]` is said to provide for: "an agreement by which the
/// fighters leave".
fn provides(doc: &Doc<'_, '_>, phrases: &[Phrase], n: usize) -> Option<ArrangementKind> {
    let phrase = &phrases[n];
    let next = phrases.get(n + 1).filter(|p| resolves(p.kind) && p.first < phrase.end + PROVIDES)?;
    if !doc.together(phrase.first, next.first) {
        return None;
    }
    // "An agreement to evacuate them".
    let purpose = next.first == phrase.end && doc.clitics(next.first).to;
    let said = purpose
        || (phrase.end..next.first).any(|i| {
            doc.hits_of(i, Kinds::MECHANISM)
                .iter()
                .any(|h| matches!(h.sense, Sense::Mechanism(m) if doc.lexicon.mechanism(m).part == Part::Provide))
        });
    said.then_some(next.kind)
}

/// How far behind an agreement what it provides for may begin, in tokens.
const PROVIDES: usize = 16;
/// How far a list of what it provides for may go on.
const PROVISIONS: usize = 28;

/// Whether `phrases[n]` only tells what an agreement provides for, which is one mechanism: "an agreement by which the
/// fighters leave", "these agreements provide for a halt of the fighting and the entry of aid".
fn provision(doc: &Doc<'_, '_>, phrases: &[Phrase], n: usize) -> bool {
    let phrase = &phrases[n];
    let sentence = doc.sentence(phrase.first);
    let said = |i: usize| {
        doc.hits_of(i, Kinds::MECHANISM)
            .iter()
            .any(|h| matches!(h.sense, Sense::Mechanism(m) if doc.lexicon.mechanism(m).part == Part::Provide))
    };
    let start = sentence.start.max(phrase.first.saturating_sub(PROVISIONS));
    let Some(at) = (start..phrase.first).rev().find(|&i| said(i)) else { return false };
    // The agreement stands right before the word, or between it and what it provides for.
    let agreement = |p: &Phrase| {
        !p.wrapped
            && doc.hits(p.core).iter().any(|h| is_wrap(doc, h.sense))
            && (p.end <= at && at <= p.end + SUBJECT || p.first > at && p.first <= at + SUBJECT)
    };
    phrases[..n].iter().rev().take_while(|p| p.first >= start).any(agreement)
}

/// How far from what it provides for an agreement may be named, in tokens.
const SUBJECT: usize = 3;

/// Whether token `i` is in a headline: a line of its own that ends without a full stop.
pub(crate) fn in_headline(doc: &Doc<'_, '_>, i: usize) -> bool {
    let breaks = |k: usize| doc.tokens.get(k).is_some_and(|t| t.lines_before > 0);
    let near = i.saturating_sub(HEADLINE)..=i;
    let Some(first) = near.rev().find(|&k| k == 0 || breaks(k)) else { return false };
    let Some(end) = (i + 1..=first + HEADLINE).find(|&k| breaks(k)) else { return false };
    !doc.is_sign(end - 1, ".")
}

/// Most tokens of a headline.
const HEADLINE: usize = 20;

/// Whether a mention only gives the purpose of something else: "a corridor for the leaving of civilians".
fn is_purpose(doc: &Doc<'_, '_>, phrase: &Phrase) -> bool {
    let clitics = doc.clitics(phrase.first);
    let ready = |i: usize| doc.has(i, Kinds::PHASE.with(Kinds::CUE));
    matches!(phrase.kind, ArrangementKind::Aid | ArrangementKind::Evacuation)
        && clitics.to
        && !phrase.first.checked_sub(1).is_some_and(ready)
}

/// Whether a mechanism is of a kind that much may be said about without its being one that is told from others: a
/// transition, and talks of nobody named.
fn is_vague(phrase: &Phrase) -> bool {
    phrase.kind == ArrangementKind::Transition || phrase.kind == ArrangementKind::Talks && phrase.end == phrase.own_end
}

/// Whether more than one word names the mechanism, so that it is one that is told from others.
fn described(phrase: &Phrase) -> bool {
    phrase.end > phrase.first + 1
}

/// Whether the phrase by itself tells of a mechanism of the matter, so that a mention counts.
fn telling(phrase: &Phrase, claim: &Claim) -> bool {
    match phrase.kind {
        ArrangementKind::Agreement => described(phrase),
        ArrangementKind::Talks | ArrangementKind::Cooperation | ArrangementKind::Sanctions => {
            phrase.end > phrase.own_end && phrase.length.is_none() && !claim.aside
        }
        ArrangementKind::Transition
        | ArrangementKind::Monitoring
        | ArrangementKind::Corridor
        | ArrangementKind::Amnesty => false,
        _ => true,
    }
}

/// Mechanisms that are one unless an ordinal tells them apart.
fn group(kind: ArrangementKind) -> ArrangementKind {
    match kind {
        ArrangementKind::Ceasefire => ArrangementKind::Pause,
        other => other,
    }
}

/// Keeps one candidate for each distinct claim, and mere mentions only of what nothing else is said.
pub(super) fn distinct<'p, T: Trace>(
    doc: &Doc<'_, '_>,
    statements: &Statements,
    candidates: Vec<Candidate<'p>>,
    trace: &mut T,
) -> Vec<Candidate<'p>> {
    let speaker = |c: &Candidate<'_>| -> Option<Rc<str>> { c.by.and_then(|s| statements[s].speaker_id.clone()) };
    let mut kept: Vec<Candidate<'p>> = Vec::new();
    for c in candidates {
        let same = kept.iter().position(|k| {
            group(k.phrase.kind) == group(c.phrase.kind)
                && k.claim.phase == c.claim.phase
                && (speaker(k) == speaker(&c) || bare(c.phrase) && !said(&c.claim))
                && ordinal(doc, k.phrase) == ordinal(doc, c.phrase)
        });
        match same {
            Some(n) => {
                // The clearest mention has a length or stands outside of a headline.
                let clarity =
                    |k: &Candidate<'_>| (!k.claim.aside, !in_headline(doc, k.phrase.first), k.phrase.length.is_some());
                if clarity(&c) > clarity(&kept[n]) {
                    kept[n] = c;
                } else {
                    trace.near(c.claim.rule, c.span, "the same claim stands before");
                }
            }
            None => kept.push(c),
        }
    }
    // What only sums up, only dates, or only names a mechanism is left where more is said of it.
    let minor =
        |k: &Candidate<'_>| k.claim.phase == Phase::Mentioned || k.claim.aside || in_headline(doc, k.phrase.first);
    let mut said: Vec<(ArrangementKind, Option<Rc<str>>)> =
        kept.iter().filter(|k| !minor(k)).map(|k| (group(k.phrase.kind), speaker(k))).collect();
    let mut words: FxHashSet<(ArrangementKind, &str)> = FxHashSet::default();
    for k in kept.iter().filter(|k| !minor(k)) {
        words.extend((k.phrase.first..k.phrase.end).map(|i| (group(k.phrase.kind), doc.bare(i))));
    }
    kept.retain(|k| {
        // One that is told by words of its own is another: "earlier agreements", "the defence agreement".
        let own_words = described(k.phrase)
            && telling(k.phrase, &k.claim)
            && !k.claim.aside
            && !in_headline(doc, k.phrase.first)
            && (k.phrase.first..k.phrase.end).any(|i| words.insert((group(k.phrase.kind), doc.bare(i))));
        let plain = k.claim.rule == "arrangement/mention" && telling(k.phrase, &k.claim);
        let own = speaker(k).filter(|_| plain && !in_headline(doc, k.phrase.first) && !k.claim.aside);
        let keep = !minor(k)
            || own_words
            || !said.iter().any(|(kind, by)| *kind == group(k.phrase.kind) && (own.is_none() || *by == own));
        said.push((group(k.phrase.kind), speaker(k)));
        if !keep {
            trace.near(k.claim.rule, k.span, "a bare mention of what is spoken of elsewhere");
        }
        keep
    });
    kept.sort_by_key(|k| (k.span.start, k.span.end));
    kept
}

/// Whether the clause of the mechanism itself says its phase.
fn said(claim: &Claim) -> bool {
    matches!(claim.rule, "arrangement/touching" | "arrangement/predicate")
}

/// Whether the phrase is a single word that may mean much, which only speaks of what was named.
fn bare(phrase: &Phrase) -> bool {
    phrase.weight < Weight::Strong && !described(phrase)
}

/// The ordinal of a mechanism as folded letters.
fn ordinal<'d>(doc: &'d Doc<'_, '_>, phrase: &Phrase) -> &'d str {
    phrase.ordinal.map_or("", |i| doc.folded(i))
}
