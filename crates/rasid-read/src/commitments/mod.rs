//! Commitments: what somebody binds, offers, threatens or aims to do, so far as time can check it.
//!
//! [`future`] reads "will" verbs, [`clause`] what a concluded agreement provides for, [`ready`] offers and resolve, [`bound`] verbs whose
//! complement is to be done and mechanisms that are announced, [`extent`] where the thing to
//! be done ends and its condition, [`side`] who is bound.

mod bound;
mod clause;
mod extent;
mod future;
mod ready;
mod side;

use crate::arrangements::{self, Phrase};
use crate::doc::Doc;
use crate::names::Names;
use crate::order;
use crate::statements::Statements;
use crate::trace::Trace;
use rasid_lang::tables::mechanisms::{Binding, Part, Undertaking};
use rasid_lang::{Kinds, Sense};
use rasid_record::{ArrangementKind, Class, Commitment, CommitmentKind};
use rasid_text::Span;
use std::ops::Range;
use std::rc::Rc;

/// A commitment in the making.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    /// The rule that found it.
    pub rule: &'static str,
    /// Who is bound.
    pub by_id: Rc<str>,
    /// Who is named.
    pub by: Option<Span>,
    /// Who it is owed to.
    pub to: Option<Span>,
    /// The thing to be done.
    pub what: Span,
    /// How firmly.
    pub class: Class,
    /// Whether it is not to do something.
    pub negative: bool,
    /// What it is about.
    pub kind: CommitmentKind,
    /// Index of the time when it begins.
    pub from: Option<usize>,
    /// Index of the time when it falls due or runs out.
    pub until: Option<usize>,
    /// A stated condition.
    pub condition: Option<Span>,
    /// Index of the statement.
    pub said_in: Option<usize>,
}

/// What the rules look at.
pub(crate) struct Ground<'g, 't, 'l> {
    /// The report.
    pub doc: &'g Doc<'t, 'l>,
    /// Its names.
    pub names: &'g Names,
    /// Its statements.
    pub statements: &'g Statements,
    /// Its phrases of mechanisms.
    pub phrases: &'g [Phrase],
    /// Its arrangements, in the order in which they are published.
    pub arranged: &'g [arrangements::Draft],
    /// What it is about.
    pub subject: arrangements::Subject,
    /// Tokens of its times.
    pub times: &'g [Range<usize>],
}

/// Somebody who is bound.
#[derive(Clone, Debug)]
struct Side {
    id: Rc<str>,
    span: Option<Span>,
}

/// A commitment before its surroundings are read: tokens of what is to be done.
#[derive(Clone, Debug)]
struct Found {
    rule: &'static str,
    side: Side,
    /// First token of what is to be done.
    first: usize,
    /// Folded bytes of it that are left out.
    cut: u8,
    /// No further than this token.
    limit: usize,
    class: Class,
    negative: bool,
    said_in: Option<usize>,
}

/// All commitments of a report, in order of the text.
pub(crate) fn find<T: Trace>(ground: &Ground<'_, '_, '_>, trace: &mut T) -> Vec<Draft> {
    if ground.subject == arrangements::Subject::Other {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (n, statement) in ground.statements.iter().enumerate() {
        if statement.negated {
            continue;
        }
        found.extend(bound::of_statement(ground, n));
        found.extend(bound::of_content(ground, n));
        found.extend(future::of_statement(ground, n));
    }
    found.extend(bound::told(ground));
    found.extend(clause::find(ground));
    found.extend(ready::find(ground));
    found.extend(future::of_outlet(ground));
    found.extend(bound::of_outlet(ground));
    // A headline only sums up what the text says in full.
    found.retain(|f| !arrangements::in_headline(ground.doc, f.first));
    let mut drafts: Vec<Draft> = Vec::new();
    for f in found {
        if !side::is_known(ground, &f.side.id) {
            continue;
        }
        let mut draft = ground.draft(&f);
        // What somebody says outright they will do is no threat without "if" or "when".
        let unbound = draft.condition.is_none() && draft.from.is_none() && draft.until.is_none();
        if draft.class == Class::Threat && unbound && f.rule == future::WILL {
            draft.class = Class::Undertaking;
        }
        // "If they do not keep their promises, we will act".
        if draft.class == Class::Undertaking && f.rule == future::WILL && extent::is_warned(ground, &f) {
            draft.class = Class::Threat;
        }
        if draft.kind == CommitmentKind::Other && ground.subject < arrangements::Subject::Conflict {
            trace.near(f.rule, draft.what, "the report is not surely about a conflict");
            continue;
        }
        if draft.class == Class::Threat && draft.condition.is_none() && draft.from.is_none() && draft.until.is_none() {
            trace.near(f.rule, draft.what, "a threat without a condition or a time");
            continue;
        }
        // What two rules find is one; so is the same thing told again.
        let same = drafts.iter().position(|d| {
            d.what.start < draft.what.end && draft.what.start < d.what.end
                || d.by_id == draft.by_id
                    && same_kind(d.kind, draft.kind)
                    && d.class == draft.class
                    && draft.kind != CommitmentKind::Other
                    && d.said_in != draft.said_in
        });
        match same {
            Some(_) => trace.near(f.rule, draft.what, "the same thing is recorded already"),
            None => drafts.push(draft),
        }
    }
    drafts.sort_by_key(|d| (d.what.start, d.what.end));
    drafts.iter().for_each(|d| trace.fired(d.rule, d.what));
    drafts
}

impl<'l> Ground<'_, '_, 'l> {
    /// A word of undertaking of one of `bindings` at token `i`: one past its last token, the entry.
    fn word(&self, i: usize, bindings: &[Binding]) -> Option<(usize, &'l Undertaking)> {
        let lexicon = self.doc.lexicon;
        let (hit, word) = self.doc.longest_of(i, Kinds::UNDERTAKING, |h| match h.sense {
            Sense::Undertaking(u, _) => Some(lexicon.undertaking(u)).filter(|u| bindings.contains(&u.binding)),
            _ => None,
        })?;
        Some((hit.end, word))
    }

    /// The phrase whose innermost noun is token `i`.
    fn core_at(&self, i: usize) -> Option<&Phrase> {
        order::around(self.phrases, i).map(|p| &self.phrases[p]).filter(|p| p.core == i)
    }

    fn draft(&self, found: &Found) -> Draft {
        let doc = self.doc;
        // "Will not talk before they withdraw": what must come first is no part of it.
        let before = |i: &usize| self.word(*i, &[Binding::Before]).is_some();
        let limit = (found.first + 1..found.limit).find(before).filter(|_| found.negative).unwrap_or(found.limit);
        let end = extent::end(self, found.first, limit);
        let sentence = doc.sentence(found.first);
        let condition = extent::condition(self, end, sentence.end).or_else(|| extent::condition_before(self, found));
        let (from, until) = self.bounds(found.first..sentence.end.min(end + 12));
        let kind = self.kind(found.first..end);
        Draft {
            rule: found.rule,
            by_id: self.bound_id(found, kind),
            by: found.side.span,
            to: None,
            what: doc.span(found.first, found.cut, end),
            class: found.class,
            negative: found.negative,
            kind,
            from,
            until,
            condition,
            said_in: found.said_in,
        }
    }

    /// Who is bound: a visit of an envoy binds the envoy alone, not the body.
    fn bound_id(&self, found: &Found, kind: CommitmentKind) -> Rc<str> {
        let speaker = found.said_in.and_then(|n| self.statements[n].speaker_id.clone());
        let own = speaker.filter(|id| found.side.span.is_none() && side::of_id(self, id) == found.side.id);
        match own {
            Some(id) if kind == CommitmentKind::Meeting && !side::is_state(&found.side.id) => id,
            _ => found.side.id.clone(),
        }
    }

    /// What the words `range` are about: the mechanism in them, else the words themselves.
    fn kind(&self, range: Range<usize>) -> CommitmentKind {
        let mechanism = order::within(self.phrases, range.clone()).next().map(|p| match self.phrases[p].kind {
            ArrangementKind::Ceasefire => CommitmentKind::Ceasefire,
            ArrangementKind::Pause => CommitmentKind::Pause,
            ArrangementKind::Corridor => CommitmentKind::Corridor,
            ArrangementKind::Evacuation => CommitmentKind::Evacuation,
            ArrangementKind::Aid => CommitmentKind::Aid,
            ArrangementKind::Amnesty => CommitmentKind::Amnesty,
            ArrangementKind::Exchange => CommitmentKind::Release,
            ArrangementKind::Talks => CommitmentKind::Talks,
            ArrangementKind::Cooperation => CommitmentKind::Cooperation,
            ArrangementKind::Sanctions => CommitmentKind::Sanctions,
            ArrangementKind::Transition | ArrangementKind::Monitoring | ArrangementKind::Agreement => {
                CommitmentKind::Other
            }
        });
        let head = range.start..range.end.min(range.start + 5);
        let thing = || head.into_iter().find_map(|i| self.word(i, &[Binding::Thing])).and_then(|(_, u)| u.kind);
        mechanism.filter(|k| *k != CommitmentKind::Other).or_else(thing).or(mechanism).unwrap_or(CommitmentKind::Other)
    }

    /// The times within `range`: one behind "since, from" begins it, any other is when it is due.
    fn bounds(&self, range: Range<usize>) -> (Option<usize>, Option<usize>) {
        let (mut from, mut until) = (None, None);
        for n in order::within(self.times, range) {
            let t = &self.times[n];
            let since = t.start > 0
                && self.doc.hits(t.start - 1).iter().any(
                    |h| matches!(h.sense, Sense::Mechanism(m) if self.doc.lexicon.mechanism(m).part == Part::Since),
                );
            let slot = if since { &mut from } else { &mut until };
            slot.get_or_insert(n);
        }
        (from, until)
    }
}

/// Whether two things to be done are of one kind; a truce is the same whether its length is told or not.
fn same_kind(a: CommitmentKind, b: CommitmentKind) -> bool {
    let truce = |k| matches!(k, CommitmentKind::Ceasefire | CommitmentKind::Pause);
    a == b || truce(a) && truce(b)
}

/// A commitment in the form that goes outside.
pub(crate) fn publish(doc: &Doc<'_, '_>, draft: &Draft) -> Commitment {
    Commitment {
        by_id: draft.by_id.to_string(),
        by: draft.by.map(|s| doc.anchor(s)),
        to: draft.to.map(|s| doc.anchor(s)),
        what: doc.anchor(draft.what),
        class: draft.class,
        negative: draft.negative,
        kind: draft.kind,
        from: draft.from,
        until: draft.until,
        condition: draft.condition.map(|s| doc.anchor(s)),
        said_in: draft.said_in,
        rule: draft.rule.to_owned(),
    }
}
