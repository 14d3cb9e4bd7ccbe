//! Whether an event is told as happened, or as to come, only possible, negated, or long past.

use super::event_signs::{few, of_type, part};
use super::sink::{Named, Sink, Sums};
use super::told::told;
use super::{Seen, Weigher, within};
use crate::events::Draft;
use crate::times;
use crate::trace::Trace;
use rasid_lang::Particle;
use rasid_lang::calendar::Day;
use rasid_lang::weights::{Choice, Part};
use rasid_record::Aux;

/// Classes of [`Choice::Aux`] besides "told as happened": the values of [`Aux`] in their order.
const AUXES: usize = Choice::Aux.classes() - 1;
/// How many times likelier another value must be than one that the rules have read: those who marked quickly often left it out.
const OTHER: f32 = 4.0;
/// How far before and behind the word its neighbours are looked at, in tokens.
const BEFORE: usize = 6;
const BEHIND: usize = 4;
/// How far before it words of grammar are looked at.
const FAR: usize = 20;
/// How far before it a verb may stand that governs it.
const GOVERNED: usize = 8;
/// Words of grammar that make something less than a fact.
const GRAMMAR: [(Particle, Part<'static>); 8] = [
    (Particle::If, part!("if")),
    (Particle::May, part!("may")),
    (Particle::Negation, part!("not")),
    (Particle::Future, part!("will")),
    (Particle::That, part!("that")),
    (Particle::Relative, part!("who")),
    (Particle::Auxiliary, part!("was")),
    (Particle::Subordinate, part!("when")),
];

impl Weigher<'_, '_, '_, '_> {
    /// Chooses how `draft` is told.
    pub(super) fn choose_aux<T: Trace>(
        &self,
        draft: &mut Draft,
        seen: &Seen<'_>,
        before: Option<&Draft>,
        times: &[times::Draft],
        trace: &mut T,
    ) {
        if T::LEARNS {
            let mut signs = Named::default();
            self.aux_signs(draft, seen, before, times, &mut signs);
            draft.aux = trace.aux(signs.0);
            return;
        }
        let weights = &self.ground.doc.lexicon.weights().auxes;
        if weights.is_empty() {
            return;
        }
        let mut sums: Sums<'_, AUXES> = Sums::new(weights);
        self.aux_signs(draft, seen, before, times, &mut sums);
        let likely = sums.likely();
        let fact = 1.0 - likely.iter().sum::<f32>();
        let of = |aux: Option<Aux>| aux.map_or(fact, |aux| likely[aux as usize]);
        let all = Aux::ALL.iter().copied().map(Some).chain([None]);
        let best = all.max_by(|a, b| of(*a).total_cmp(&of(*b))).flatten();
        let bar = if draft.aux.is_some() { OTHER } else { 1.0 };
        if of(best) > bar * of(draft.aux) {
            if let Some(aux) = best.filter(|_| T::ON) {
                let what = (aux.as_str().to_owned(), aux as usize, likely[aux as usize]);
                trace.weighed(told(weights, what, (draft.span, draft.span), |told| {
                    self.aux_signs(draft, seen, before, times, told);
                }));
            }
            draft.aux = best;
        }
    }

    /// The signs of how `draft` is told; `draft.aux` is what the rules say, `before` the event before it.
    fn aux_signs(
        &self,
        draft: &Draft,
        seen: &Seen<'_>,
        before: Option<&Draft>,
        times: &[times::Draft],
        sink: &mut impl Sink,
    ) {
        let (ground, doc) = (self.ground, self.ground.doc);
        let i = draft.at;
        let end = seen.candidate.map_or(i + 1, |c| c.end);
        let sentence = doc.sentence(i);
        let aspect = self.aspect(i, seen);
        let (act, bone) = (of_type(draft.kind), doc.skeleton(i));
        let rule = draft.aux.map_or(part!("-"), |a| Part::new(a.as_str()));
        sink.put(part!("b"), &[part!("")]);
        sink.put(part!("k"), &[bone]);
        sink.put(part!("k|a"), &[bone, aspect]);
        sink.put(part!("a"), &[aspect]);
        sink.put(part!("act"), &[act]);
        sink.put(part!("act|a"), &[act, aspect]);
        sink.put(part!("aux"), &[rule]);
        sink.put(part!("aux|a"), &[rule, aspect]);
        sink.put(part!("aux|act"), &[rule, act]);
        sink.put(part!("aux|k"), &[rule, bone]);
        sink.put(part!("name|aux"), &[Part::new(draft.rule), rule]);
        let definite = if doc.is_definite(i) { part!("d") } else { part!("i") };
        sink.put(part!("def|a"), &[definite, aspect]);
        sink.put(part!("def|act"), &[definite, act]);
        // The words beside it.
        let bones = |n: isize| self.bone_beside(i, n, &sentence);
        sink.put(part!("p1"), &[bones(-1)]);
        sink.put(part!("p2"), &[bones(-2)]);
        sink.put(part!("n1"), &[bones(1)]);
        sink.put(part!("n2"), &[bones(2)]);
        sink.put(part!("p1|a"), &[bones(-1), aspect]);
        sink.put(part!("p1|act"), &[bones(-1), act]);
        sink.put(part!("p1|p2"), &[bones(-1), bones(-2)]);
        let near = i.saturating_sub(BEFORE).max(sentence.start)..i;
        for k in near.clone() {
            sink.put(part!("p+"), &[doc.skeleton(k)]);
            let class = self.class_of(k);
            sink.put(part!("m-"), &[class]);
            sink.put(part!("m-|a"), &[class, aspect]);
            ground.topics_at(k).for_each(|t| sink.put(part!("t-"), &[doc.lexicon.topic_part(t)]));
        }
        for k in end..(end + BEHIND).min(sentence.end) {
            sink.put(part!("n+"), &[doc.skeleton(k)]);
            ground.topics_at(k).for_each(|t| sink.put(part!("t+"), &[doc.lexicon.topic_part(t)]));
        }
        let clitics = doc.clitics(i);
        let letters = match () {
            () if clitics.will => part!("will"),
            () if clitics.to => part!("to"),
            () if clitics.by => part!("by"),
            () if clitics.and => part!("and"),
            () => part!("-"),
        };
        sink.put(part!("cl"), &[letters]);
        sink.put(part!("cl|a"), &[letters, aspect]);
        // Words of grammar before it, in its clause and further off.
        for k in i.saturating_sub(FAR).max(sentence.start)..i {
            let far = if near.contains(&k) { part!("near") } else { part!("far") };
            for (particle, name) in GRAMMAR {
                if doc.any_particle(k, &[particle]) {
                    sink.put(part!("g"), &[name, far]);
                    sink.put(part!("g|a"), &[name, far, aspect]);
                }
            }
        }
        // The verb that governs it.
        let verb = self.verb_above(i, GOVERNED, &sentence);
        let above = verb.map_or(part!("-"), |k| doc.skeleton(k));
        let class = verb.map_or(part!("-"), |k| doc.meaning(k).class());
        let tense = verb.map_or(part!("-"), |k| match () {
            () if doc.clitics(k).will || k > 0 && doc.any_particle(k - 1, &[Particle::Future]) => part!("will"),
            () if k > 0 && doc.any_particle(k - 1, &[Particle::May]) => part!("may"),
            () if ground.is_past(k) => part!("past"),
            () => part!("present"),
        });
        sink.put(part!("gv"), &[above]);
        sink.put(part!("gv|a"), &[above, aspect]);
        sink.put(part!("mv"), &[class]);
        sink.put(part!("mv|a"), &[class, aspect]);
        sink.put(part!("tense"), &[tense, aspect]);
        sink.put(part!("tense|mv"), &[tense, class]);
        sink.put(part!("tense|act"), &[tense, act]);
        // What is said.
        let stance = ground.statement_at(i).map_or(part!("-"), |n| Part::new(ground.statements[n].stance.as_str()));
        sink.put(part!("in"), &[stance]);
        sink.put(part!("in|a"), &[stance, aspect]);
        sink.put(part!("in|act"), &[stance, act]);
        if let Some(cue) = ground.statements.by_cue(i).next() {
            sink.put(part!("cue"), &[Part::new(ground.statements[cue].stance.as_str()), act]);
        }
        // When.
        let own = draft.when.map_or(part!("-"), |n| self.age(&times[n]));
        sink.put(part!("when"), &[own]);
        sink.put(part!("when|a"), &[own, aspect]);
        sink.put(part!("when|act"), &[own, act]);
        let mut ages: Vec<Part<'static>> =
            within(times, sentence, |t| t.first).iter().map(|time| self.age(time)).collect();
        ages.sort_unstable_by_key(|age| age.text);
        ages.dedup_by_key(|age| age.text);
        for age in &ages {
            sink.put(part!("day"), &[*age]);
            sink.put(part!("day|a"), &[*age, aspect]);
        }
        let actors = few(draft.actors.len().min(1));
        sink.put(part!("cast"), &[actors, aspect]);
        let part = match doc.sentence_of(i) {
            0 => part!("title"),
            _ => part!("body"),
        };
        sink.put(part!("pos|a"), &[part, aspect]);
        // How the event before it is told.
        if let Some(last) = before {
            let near = if doc.sentence_of(last.at) == doc.sentence_of(i) { part!("here") } else { part!("there") };
            let was = last.aux.map_or(part!("-"), |a| Part::new(a.as_str()));
            sink.put(part!("last"), &[was, near]);
            sink.put(part!("last|aux"), &[was, near, rule]);
            sink.put(part!("last|a"), &[was, near, aspect]);
            sink.put(part!("last|acts"), &[of_type(last.kind), near, act]);
        }
    }

    /// How long before or after the report a time lies.
    fn age(&self, time: &times::Draft) -> Part<'static> {
        let Some(now) = self.ground.doc.published.and_then(Day::parse) else {
            return part!("?");
        };
        let Some(day) = time.when.first_day() else { return part!("open") };
        match now.number() - day.number() {
            ..0 => part!("to come"),
            0..=1 => part!("now"),
            2..=31 => part!("month"),
            32..=330 => part!("year"),
            331..=700 => part!("last year"),
            _ => part!("years"),
        }
    }
}
