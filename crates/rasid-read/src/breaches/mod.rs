//! Breaches: claims that an arrangement was broken, or that an act took place in spite of it.
//! The record says who accuses whom, never who is guilty.
//!
//! [`words`] reads words of breaking and of not keeping, [`acts`] acts during or against a
//! mechanism, [`people`] who is accused and who suffered.

mod acts;
mod people;
mod words;

use crate::arrangements::{self, Phrase};
use crate::doc::Doc;
use crate::names::{Kind, Names};
use crate::order;
use crate::statements::Statements;
use crate::trace::Trace;
use rasid_lang::inflect::Aspect;
use rasid_lang::tables::mechanisms::{BreachKind, BreachWord, Part, Weight};
use rasid_lang::{Kinds, Sense};
use rasid_record::{Answer, ArrangementKind, Breach, EventType, Stance};
use rasid_text::Span;
use std::ops::Range;
use std::rc::Rc;

/// A breach in the making.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    /// The rule that found it.
    pub rule: &'static str,
    /// The words that show it.
    pub span: Span,
    /// Index of the arrangement.
    pub arrangement: Option<usize>,
    /// Who is said to have broken it.
    pub accused: Vec<Rc<str>>,
    /// Who suffered it.
    pub against: Vec<Rc<str>>,
    /// Type of what was done.
    pub act: Option<EventType>,
    /// Index of the count.
    pub figure: Option<usize>,
    /// Index of the time from which.
    pub from: Option<usize>,
    /// Index of the time until which.
    pub until: Option<usize>,
    /// Where.
    pub place: Option<Span>,
    /// Index of the statement of who claims it.
    pub by: Option<usize>,
    /// What the accused answers.
    pub answer: Option<Answer>,
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
    /// Tokens of its figures.
    pub figures: &'g [Range<usize>],
}

/// Words that show a breach.
#[derive(Clone, Debug)]
struct Mark {
    rule: &'static str,
    /// Tokens of the words.
    first: usize,
    end: usize,
    /// Token of the verb or noun, for finding who did it.
    word: usize,
    aspect: Aspect,
    /// Index of the phrase of the mechanism, where it stands beside the words.
    phrase: Option<usize>,
    act: Option<EventType>,
}

/// How far behind the words their count, times and place may stand, in tokens.
const BEHIND: usize = 24;
/// How far before a word the number of breaches begins.
const COUNTED: usize = 4;

/// All breaches of a report, in order of the text.
pub(crate) fn find<T: Trace>(ground: &Ground<'_, '_, '_>, trace: &mut T) -> Vec<Draft> {
    let mut out: Vec<Draft> = Vec::new();
    if ground.phrases.is_empty() {
        return out;
    }
    let mut taken = 0;
    for i in 0..ground.doc.len() {
        if i < taken {
            continue;
        }
        let Some(mark) = words::at(ground, i).or_else(|| acts::at(ground, i)) else { continue };
        let span = ground.doc.span(mark.first, ground.doc.cut(mark.first), mark.end);
        let by = ground.statements.innermost(span);
        // "The breaches of the army must stop": whose breaches are named is said to have committed them.
        let named = mark.aspect == Aspect::Noun && people::named(ground, &mark);
        if by.is_some_and(|s| wishes(ground.statements[s].stance)) && !named {
            trace.near(mark.rule, span, "somebody wants it or promises it, it is not said to have happened");
            continue;
        }
        // "The army denies thirty breaches": who denies a count claims none. Who denies that they did it are accused of it.
        let denier = by.map(|n| &ground.statements[n]).filter(|s| s.stance == Stance::Deny);
        let denies = denier.and_then(|s| s.speaker_id.as_deref());
        if denier.is_some() && (denies.is_none() || ground.count(&mark).is_some()) {
            trace.near(mark.rule, span, "it is denied, not claimed");
            continue;
        }
        taken = mark.end;
        trace.fired(mark.rule, span);
        let mut draft = ground.draft(&mark, span, by);
        if let Some(id) = denies {
            draft.accused = vec![id.into()];
            draft.against.retain(|of| **of != *id);
            draft.answer = Some(Answer::Denied);
        }
        out.push(draft);
    }
    out
}

fn is_finite(aspect: Aspect) -> bool {
    matches!(aspect, Aspect::Past | Aspect::Present)
}

fn wishes(stance: Stance) -> bool {
    matches!(stance, Stance::Demand | Stance::Urge | Stance::Promise | Stance::Hope | Stance::Threaten)
}

impl<'l> Ground<'_, '_, 'l> {
    /// A word of breach of one of `kinds` at token `i`: its end, the entry, its form.
    fn word(&self, i: usize, kinds: &[BreachKind]) -> Option<(usize, &'l BreachWord, Aspect)> {
        let lexicon = self.doc.lexicon;
        let (hit, (word, aspect)) = self.doc.longest_of(i, Kinds::BREACH, |h| match h.sense {
            // Behind a preposition stands a noun, though a verb be spelt like it.
            Sense::Breach(_, form) if h.clitics.is_preposition() && is_finite(form.aspect) => None,
            Sense::Breach(b, form) => Some((lexicon.breach(b), form.aspect)).filter(|(b, _)| kinds.contains(&b.kind)),
            _ => None,
        })?;
        Some((hit.end, word, aspect))
    }

    /// The phrase of a mechanism that begins within `range`, the first one.
    fn phrase_in(&self, range: Range<usize>) -> Option<usize> {
        order::within(self.phrases, range).next()
    }

    /// Whether the mechanism of phrase `p` binds parties, so that it can be broken; one that may
    /// mean much counts only in a report about a conflict.
    fn breakable(&self, p: usize) -> bool {
        let phrase = &self.phrases[p];
        let binds = !matches!(
            phrase.kind,
            ArrangementKind::Talks
                | ArrangementKind::Sanctions
                | ArrangementKind::Cooperation
                | ArrangementKind::Monitoring
        );
        binds && (phrase.weight == Weight::Strong || self.subject == arrangements::Subject::Conflict)
    }

    /// Whether `kind` is a truce or what only holds while one does.
    fn is_truce(kind: ArrangementKind) -> bool {
        matches!(kind, ArrangementKind::Ceasefire | ArrangementKind::Pause | ArrangementKind::Corridor)
    }

    fn draft(&self, mark: &Mark, span: Span, by: Option<usize>) -> Draft {
        let doc = self.doc;
        let sentence = doc.sentence(mark.first);
        let behind = mark.end..(mark.end + BEHIND).min(sentence.end);
        let accused = people::accused(self, mark, by);
        let (from, until) = self.bounds(behind.clone());
        Draft {
            rule: mark.rule,
            span,
            arrangement: self.arrangement(mark),
            against: people::victims(self, behind.clone(), &accused),
            act: mark.act,
            figure: self.count(mark).or_else(|| order::within(self.figures, behind.clone()).next()),
            from,
            until,
            place: self.names.within(behind).iter().find(|m| m.kind == Kind::Place || m.as_place).map(|m| m.span),
            by,
            answer: self.answer(&accused),
            accused,
        }
    }

    /// The number of breaches that stands before the word: "434 breaches".
    fn count(&self, mark: &Mark) -> Option<usize> {
        let near = mark.first.saturating_sub(COUNTED)..mark.end;
        order::within(self.figures, near).find(|&n| {
            let range = &self.figures[n];
            range.contains(&mark.word) || range.end == mark.first
        })
    }

    /// The times that "since" and "until" bring in.
    fn bounds(&self, range: Range<usize>) -> (Option<usize>, Option<usize>) {
        let brought = |part: Part| {
            order::within(self.times, range.clone()).find(|&n| {
                let t = &self.times[n];
                (t.start.saturating_sub(2)..=t.start).any(|i| {
                    self.doc
                        .hits(i)
                        .iter()
                        .any(|h| matches!(h.sense, Sense::Mechanism(m) if self.doc.lexicon.mechanism(m).part == part))
                })
            })
        };
        (brought(Part::Since), brought(Part::Until))
    }

    /// The arrangement that was broken: that of the phrase beside the words, else the truce
    /// spoken of last.
    fn arrangement(&self, mark: &Mark) -> Option<usize> {
        let group = |k: ArrangementKind| if k == ArrangementKind::Ceasefire { ArrangementKind::Pause } else { k };
        if let Some(p) = mark.phrase {
            let phrase = &self.phrases[p];
            let same = self.arranged.iter().position(|a| a.core == phrase.core);
            return same.or_else(|| self.last(mark.first, |k| group(k) == group(phrase.kind)));
        }
        self.last(mark.first, Self::is_truce).or_else(|| self.last(mark.first, |k| k == ArrangementKind::Agreement))
    }

    /// The arrangement of a kind that stands last before token `at`, else the first behind it.
    fn last(&self, at: usize, kind: impl Fn(ArrangementKind) -> bool) -> Option<usize> {
        let before = self.arranged.iter().rposition(|a| a.first <= at && kind(a.kind));
        before.or_else(|| self.arranged.iter().position(|a| kind(a.kind)))
    }

    /// Whether one of the accused denies something in the article.
    fn answer(&self, accused: &[Rc<str>]) -> Option<Answer> {
        let same = |a: &str, b: &str| {
            a == b || (a.len() >= 3 && a.get(..3) == b.get(..3) && a.as_bytes()[..3].iter().all(u8::is_ascii_uppercase))
        };
        let denies = self.statements.iter().any(|s| {
            s.stance == Stance::Deny && s.speaker_id.as_deref().is_some_and(|id| accused.iter().any(|a| same(a, id)))
        });
        denies.then_some(Answer::Denied)
    }
}

/// A breach in the form that goes outside.
pub(crate) fn publish(doc: &Doc<'_, '_>, draft: &Draft) -> Breach {
    let ids = |list: &[Rc<str>]| list.iter().map(|id| id.to_string()).collect();
    Breach {
        at: doc.anchor(draft.span),
        arrangement: draft.arrangement,
        accused: ids(&draft.accused),
        against: ids(&draft.against),
        act: draft.act,
        figure: draft.figure,
        from: draft.from,
        until: draft.until,
        place: draft.place.map(|s| doc.anchor(s)),
        by: draft.by,
        carried: false,
        answer: draft.answer,
        rule: draft.rule.to_owned(),
    }
}
