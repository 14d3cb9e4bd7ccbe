//! What rules leave open is weighed: whether a word shows an event at all and of which type, and who of those named takes
//! part as what.
//!
//! Rules see each sign by itself: a condition holds or it does not. Here all signs are summed, with the weights that were
//! learned from reports marked by hand (`weights.tsv`); what the rules found is among the signs, and the strongest.
//! [`event_signs`] and [`part_signs`] say which signs there are, [`parties`] who may take part, [`cast`] who of them does,
//! [`sink`] where signs go.

mod cast;
mod event_signs;
mod meaning_signs;
mod modality_signs;
mod mode_signs;
mod part_signs;
mod parties;
mod sink;
mod told;

#[cfg(test)]
mod tests;

use super::ground::Ground;
use super::triggers::Candidate;
use super::{Draft, Member};
use crate::names::Kind;
use crate::trace::Trace;
use crate::{figures, times};
use parties::Guest;
use rasid_lang::weights::Choice;
use rasid_record::{Aux, EventType};
use rustc_hash::FxHashMap;
use sink::{Named, Sums};
use std::cmp::Reverse;
use std::ops::Range;
use std::rc::Rc;
use told::told;

/// Classes of [`Choice::Event`] besides "none": PLOVER's types in their order.
const EVENTS: usize = Choice::Event.classes() - 1;
/// How likely an event must be that no rule has read.
const FOUND: f32 = 0.75;
/// How likely its type must be.
const ONE: f32 = 0.5;
/// How likely one must be that a rule has read.
const KEPT: f32 = 0.2;
/// How many times likelier another type must be than the one that a rule has read.
const RETYPED: f32 = 8.0;
/// How many of those named most may take part in any event.
const MOST: usize = 2;

/// What is needed to weigh.
pub(super) struct Weigher<'g, 'a, 't, 'l> {
    pub ground: &'g Ground<'a, 't, 'l>,
    pub figures: &'g [figures::Draft],
    /// How often each identifier is named.
    pub named: FxHashMap<Rc<str>, usize>,
    /// Who is named most.
    pub most: Vec<Member>,
}

impl<'g, 'a, 't, 'l> Weigher<'g, 'a, 't, 'l> {
    fn new(ground: &'g Ground<'a, 't, 'l>, figures: &'g [figures::Draft]) -> Self {
        let mut named: FxHashMap<Rc<str>, usize> = FxHashMap::default();
        for mention in &ground.names.mentions {
            *named.entry(mention.id.clone()).or_default() += 1;
        }
        let most = most_named(ground, &named);
        Weigher { ground, figures, named, most }
    }
}

/// The actors whom a report names most, outlets aside; of those named as often, who is named first.
fn most_named(ground: &Ground<'_, '_, '_>, named: &FxHashMap<Rc<str>, usize>) -> Vec<Member> {
    let mut actors: Vec<_> = ground.names.mentions.iter().filter(|m| m.is_actor() && m.kind != Kind::Outlet).collect();
    actors.sort_by_cached_key(|m| (Reverse(named.get(&m.id).copied()), m.span.start));
    let mut most: Vec<Member> = Vec::new();
    for mention in actors {
        if most.iter().all(|known| known.id != mention.id) {
            most.push(Member { span: mention.span, id: mention.id.clone(), kind: mention.kind });
        }
        if most.len() == MOST {
            break;
        }
    }
    most
}

/// What was seen at a word before it is weighed.
pub(super) struct Seen<'d> {
    /// The event that rules read there.
    pub rule: Option<&'d Draft>,
    /// The entries of tables.
    pub candidate: Option<&'d Candidate>,
    /// Why rules left it.
    pub reason: Option<&'static str>,
    /// Type and token of the event before it in its sentence.
    pub last: Option<(EventType, usize)>,
}

/// What is asked of a sentence again and again.
struct Sentence<'d> {
    number: usize,
    start: usize,
    guests: Vec<Guest>,
    verbs: Vec<bool>,
    here: &'d [Draft],
}

/// Whether acts of a type are against somebody: PLOVER's two quadrants of conflict.
fn is_hostile(kind: EventType) -> bool {
    kind as usize >= EventType::Request as usize
}

/// A word that rules looked at.
pub(super) struct Word {
    /// The entries of tables.
    pub candidate: Candidate,
    /// Why rules left it, where they did.
    pub reason: Option<&'static str>,
}

/// Weighs all words of a report: `drafts` are what rules read, `words` what they looked at.
pub(super) fn revise<T: Trace>(
    ground: &Ground<'_, '_, '_>,
    mut drafts: Vec<Draft>,
    words: &[Word],
    times: &[times::Draft],
    figures: &[figures::Draft],
    trace: &mut T,
) -> Vec<Draft> {
    let weights = ground.doc.lexicon.weights();
    if weights.is_empty() && !T::LEARNS {
        return drafts;
    }
    let doc = ground.doc;
    let weigher = Weigher::new(ground, figures);
    // By their words, which may stand behind the beginning of their spans.
    drafts.sort_by_key(|d| (d.at, d.span.start));
    let mut out: Vec<Draft> = Vec::with_capacity(drafts.len());
    let mut rules = drafts.iter().peekable();
    let (mut covered, mut looked) = (0, 0);
    let mut about = Sentence { number: usize::MAX, start: 0, guests: Vec::new(), verbs: Vec::new(), here: &[] };
    for i in 0..doc.len() {
        while words.get(looked).is_some_and(|w| w.candidate.at < i) {
            looked += 1;
        }
        let rule = rules.next_if(|d| d.at == i);
        // One event for each word.
        while rules.next_if(|d| d.at == i).is_some() {}
        if rule.is_none() && (i < covered || !doc.is_word(i)) {
            continue;
        }
        let word = words.get(looked).filter(|w| w.candidate.at == i);
        let candidate = word.map(|w| &w.candidate);
        let known = rule.is_some() || candidate.is_some();
        // A word of a name tells nothing by itself.
        if !known && (!(T::LEARNS || weights.is_seed(doc.skeleton(i))) || ground.names.mention_at(i).is_some()) {
            continue;
        }
        let reason = word.and_then(|w| w.reason);
        let sentence = doc.sentence_of(i);
        let last = out.last().filter(|d| doc.sentence_of(d.at) == sentence).map(|d| (d.kind, d.at));
        let seen = Seen { rule, candidate, reason, last };
        let span = rule.map_or_else(|| doc.span(i, doc.cut(i), candidate.map_or(i + 1, |c| c.end)), |d| d.span);
        let kind = if T::LEARNS {
            let mut signs = Named::default();
            weigher.event_signs(i, &seen, &mut signs);
            trace.event(span, signs.0, known)
        } else {
            let mut sums: Sums<'_, EVENTS> = Sums::new(&weights.events);
            weigher.event_signs(i, &seen, &mut sums);
            let likely = sums.likely();
            let kind = decide(&likely, rule.map(|d| d.kind));
            if let Some(shown) = kind.or(rule.map(|d| d.kind)).filter(|_| T::ON) {
                let class = shown as usize;
                let what = (shown.as_str().to_owned(), class, likely[class]);
                trace.weighed(told(&weights.events, what, (span, span), |told| weigher.event_signs(i, &seen, told)));
            }
            kind
        };
        let Some(kind) = kind else {
            if let Some(draft) = rule {
                trace.near(draft.rule, draft.span, "what stands around it speaks against it");
            }
            continue;
        };
        covered = candidate.map_or(i + 1, |c| c.end);
        if about.number != sentence {
            let range = doc.sentence(i);
            about = Sentence {
                number: sentence,
                start: range.start,
                guests: weigher.guests_of(range.clone()),
                verbs: weigher.verbs_of(range.clone()),
                here: within(&drafts, range, |d| d.at),
            };
        }
        let mut draft = match rule {
            Some(draft) if draft.kind == kind => draft.clone(),
            _ => weigher.fresh(i, kind, candidate, span, times),
        };
        weigher.choose(&mut draft, rule, &seen, &about, &out, trace);
        weigher.choose_aux(&mut draft, &seen, out.last(), times, trace);
        weigher.choose_mode(&mut draft, &seen, trace);
        if !T::LEARNS && rule.is_none_or(|r| r.kind != kind) {
            if let Err(reason) = ground.may_stand(&draft) {
                trace.near(draft.rule, draft.span, reason);
                continue;
            }
            trace.fired(draft.rule, draft.span);
        }
        out.push(draft);
    }
    out.sort_by_key(|d| (d.span.start, d.span.end));
    out
}

/// Those at these tokens, of what stands in the order of the tokens that `at` gives.
fn within<D>(drafts: &[D], tokens: Range<usize>, at: impl Fn(&D) -> usize) -> &[D] {
    let from = drafts.partition_point(|d| at(d) < tokens.start);
    let to = drafts.partition_point(|d| at(d) < tokens.end);
    &drafts[from..to.max(from)]
}

/// The type that is likeliest, where an event is likely enough; less is enough where `rule` has read one.
fn decide(likely: &[f32; EVENTS], rule: Option<EventType>) -> Option<EventType> {
    let (class, most) = likely.iter().copied().enumerate().max_by(|a, b| a.1.total_cmp(&b.1))?;
    let best = EventType::ALL.get(class).copied()?;
    let any: f32 = likely.iter().sum();
    match rule {
        Some(kind) if most < RETYPED * likely[kind as usize] => (any >= KEPT).then_some(kind),
        Some(_) => (any >= KEPT).then_some(best),
        None => (any >= FOUND && most >= ONE).then_some(best),
    }
}

impl Weigher<'_, '_, '_, '_> {
    /// An event that rules did not read, without its participants.
    ///
    /// Rule `event/weighed`: what rules leave open: a word of which no entry's conditions are fulfilled, or that no table
    /// holds, where all signs together, by weights learned from reports marked by hand, speak for an event. Tables:
    /// weights, triggers, topics.
    fn fresh(
        &self,
        at: usize,
        kind: EventType,
        candidate: Option<&Candidate>,
        span: rasid_text::Span,
        times: &[times::Draft],
    ) -> Draft {
        let ground = self.ground;
        let doc = ground.doc;
        let entries = candidate.iter().flat_map(|c| &c.senses).filter_map(|(s, _)| doc.lexicon.trigger(*s).event());
        let entry = entries.clone().find(|t| t.kind == kind);
        let finite = candidate.map_or_else(|| ground.finite(at), Candidate::is_finite);
        let will = candidate.map_or(doc.clitics(at).will, |c| c.will);
        let aux = ground.aux(at, finite, will).filter(|aux| match kind {
            EventType::Accuse => false,
            EventType::Threaten | EventType::Request => *aux == Aux::Negated,
            _ => true,
        });
        let by = match (candidate, entry) {
            (Some(candidate), Some(entry)) => ground.attribution(candidate, entry),
            _ => ground.statement_at(at),
        };
        let end = candidate.map_or(at + 1, |c| c.end);
        Draft {
            rule: "event/weighed",
            kind,
            mode: entry
                .map(|t| &t.mode)
                .filter(|mode| entries.clone().all(|t| t.kind != kind || t.mode == **mode))
                .cloned()
                .flatten(),
            at,
            span,
            actors: Vec::new(),
            recipients: Vec::new(),
            when: ground.when(at, times),
            place: ground.place(end),
            aux,
            by,
            carried: false,
            finite,
            outcome: false,
        }
    }
}
