//! In which of PLOVER's modes an event is done, where no entry of a table says so.

use super::event_signs::{kind, of_type, part};
use super::sink::{Named, Sink, Sums};
use super::told::told;
use super::{Seen, Weigher};
use crate::events::Draft;
use crate::trace::Trace;
use rasid_lang::tables::triggers::{MODES, modes};
use rasid_lang::weights::{Choice, Part};
use rasid_record::EventType;

/// Classes of [`Choice::Mode`] besides "none": the modes in the order of [`MODES`].
const CLASSES: usize = Choice::Mode.classes() - 1;
/// How far before and behind the word its neighbours are looked at, in tokens.
const BEFORE: usize = 6;
const BEHIND: usize = 10;
/// How far before it a verb may stand that governs it.
const GOVERNED: usize = 6;

/// Whether PLOVER has no event of a type without a mode.
fn needs_mode(kind: EventType) -> bool {
    matches!(
        kind,
        EventType::Accuse
            | EventType::Coerce
            | EventType::Mobilize
            | EventType::Protest
            | EventType::Retreat
            | EventType::Sanction
    )
}

impl Weigher<'_, '_, '_, '_> {
    /// Chooses the mode of `draft` where it has none.
    pub(super) fn choose_mode<T: Trace>(&self, draft: &mut Draft, seen: &Seen<'_>, trace: &mut T) {
        let own = modes(draft.kind);
        if own.is_empty() {
            return;
        }
        if T::LEARNS {
            let mut signs = Named::default();
            self.mode_signs(draft, seen, &mut signs);
            trace.mode(signs.0);
            return;
        }
        let weights = &self.ground.doc.lexicon.weights().modes;
        if draft.mode.is_some() || weights.is_empty() {
            return;
        }
        let mut sums: Sums<'_, CLASSES> = Sums::new(weights);
        self.mode_signs(draft, seen, &mut sums);
        let classes = MODES.iter().enumerate().filter(|(_, mode)| own.contains(mode));
        let Some((class, mode)) = classes.max_by_key(|&(class, _)| sums.of(class)) else { return };
        if sums.of(class) <= 0 && !needs_mode(draft.kind) {
            return;
        }
        draft.mode = Some((*mode).to_owned());
        if T::ON {
            let what = ((*mode).to_owned(), class, sums.likely()[class]);
            trace.weighed(told(weights, what, (draft.span, draft.span), |told| self.mode_signs(draft, seen, told)));
        }
    }

    /// The signs of the mode of `draft`.
    fn mode_signs(&self, draft: &Draft, seen: &Seen<'_>, sink: &mut impl Sink) {
        let (ground, doc) = (self.ground, self.ground.doc);
        let i = draft.at;
        let end = seen.candidate.map_or(i + 1, |c| c.end);
        let sentence = doc.sentence(i);
        let (act, bone, aspect) = (of_type(draft.kind), doc.skeleton(i), self.aspect(i, seen));
        sink.put(part!("act"), &[act]);
        sink.put(part!("act|a"), &[act, aspect]);
        sink.put(part!("k"), &[act, bone]);
        sink.put(part!("m"), &[act, doc.meaning(i).class()]);
        if end > i + 1 {
            sink.put(part!("phrase"), &[act, doc.skeleton(end - 1)]);
        }
        for (sense, _) in seen.candidate.iter().flat_map(|c| &c.senses) {
            let Some(trigger) = doc.lexicon.trigger(*sense).event().filter(|t| t.kind == draft.kind) else { continue };
            sink.put(part!("sense"), &[act, Part::new(trigger.mode.as_deref().unwrap_or("-"))]);
        }
        let bones = |n: isize| self.bone_beside(i, n, &sentence);
        sink.put(part!("p1"), &[act, bones(-1)]);
        sink.put(part!("p2"), &[act, bones(-2)]);
        sink.put(part!("n1"), &[act, bones(1)]);
        sink.put(part!("n2"), &[act, bones(2)]);
        sink.put(part!("k|n"), &[act, bone, bones(1)]);
        for k in i.saturating_sub(BEFORE).max(sentence.start)..i {
            sink.put(part!("p+"), &[act, doc.skeleton(k)]);
            ground.topics_at(k).for_each(|t| sink.put(part!("t-"), &[act, doc.lexicon.topic_part(t)]));
        }
        for k in end..(end + BEHIND).min(sentence.end) {
            sink.put(part!("n+"), &[act, doc.skeleton(k)]);
            sink.put(part!("m+"), &[act, self.class_of(k)]);
            ground.topics_at(k).for_each(|t| sink.put(part!("t+"), &[act, doc.lexicon.topic_part(t)]));
        }
        let verb = self.verb_above(i, GOVERNED, &sentence);
        sink.put(part!("gv"), &[act, verb.map_or(part!("-"), |k| doc.skeleton(k))]);
        if let Some(cue) = ground.statements.by_cue(i).next() {
            sink.put(part!("cue"), &[act, Part::new(ground.statements[cue].stance.as_str())]);
        }
        let stance = ground.statement_at(i).map_or(part!("-"), |n| Part::new(ground.statements[n].stance.as_str()));
        sink.put(part!("in"), &[act, stance]);
        let first = |of: &[crate::events::Member]| of.first().map_or(part!("-"), |m| kind(m.kind));
        sink.put(part!("actor"), &[act, first(&draft.actors)]);
        sink.put(part!("whom"), &[act, first(&draft.recipients)]);
    }
}
