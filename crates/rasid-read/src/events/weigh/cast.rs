//! Who of those who may take part in an event does it, and who suffers it.

use super::event_signs::{cast_of, part};
use super::part_signs::Scene;
use super::parties::Guest;
use super::sink::{Named, Sink, Sums};
use super::told::told;
use super::{Seen, Sentence, Weigher};
use crate::events::{Draft, Member};
use crate::trace::Trace;
use rasid_lang::inflect::Aspect;
use rasid_lang::weights::{Choice, Part};

/// Classes of [`Choice::Part`] besides "takes no part": who does it, to whom it is done.
const PARTS: usize = Choice::Part.classes() - 1;
/// The class of who does it, among those.
const ACTOR: usize = 0;
/// The class of whom it is done to.
const RECIPIENT: usize = 1;
/// From this likelihood on somebody takes part beside those who are likeliest; less is enough where rules say so.
const ALSO: f32 = 0.5;
const ALSO_BY_RULE: f32 = 0.3;
/// How much more speaks for nobody than was learned, in steps: most reports were marked quickly, and there in one event of
/// seven somebody is written whom careful marks leave open. Of a third of the gold left out, with the rest as it is, 0, 16,
/// 32 and 48 gave 0.536, 0.545, 0.578 and 0.558 of events with both sides right.
const LEFT_OPEN: i32 = 24;
/// From so many on, how many may take part says nothing more.
const MANY: usize = 6;

impl Weigher<'_, '_, '_, '_> {
    /// Chooses who takes part in `draft`.
    pub(super) fn choose<T: Trace>(
        &self,
        draft: &mut Draft,
        rule: Option<&Draft>,
        seen: &Seen<'_>,
        sentence: &Sentence<'_>,
        before: &[Draft],
        trace: &mut T,
    ) {
        let ground = self.ground;
        let end = seen.candidate.map_or(draft.at + 1, |c| c.end);
        let clause = match seen.candidate {
            Some(c) if c.is_finite() => ground.clause(c.at, c.end, c.pronoun.is_some(), c.form.person),
            Some(c) if c.form.aspect == Aspect::Participle => ground.participle_clause(c.at, c.end),
            Some(_) => Default::default(),
            None => match ground.verb_at(draft.at) {
                Some((end, person, pronoun, _)) => ground.clause(draft.at, end, pronoun, person),
                None => Default::default(),
            },
        };
        let subject = clause.subject.as_ref().filter(|s| s.first >= end).map(|s| s.end);
        let pronoun = seen.candidate.map_or_else(|| ground.doc.pronoun(draft.at), |c| c.pronoun);
        let guests = self.guests((draft.at, end), (draft.kind, pronoun), subject, &sentence.guests, rule, before);
        let scene = Scene {
            at: draft.at,
            end,
            kind: draft.kind,
            known: self.known((draft.at, end), draft.kind, rule, &clause),
            aspect: self.aspect(draft.at, seen),
            drawn: rule,
            clause: &clause,
            last: before.last(),
            guests: &guests,
            here: sentence.here,
            verbs: (sentence.start, &sentence.verbs),
        };
        if T::LEARNS {
            let mut signs = Named::default();
            self.nobody_signs(&scene, &mut signs);
            trace.nobody(signs.0);
            let mut marked: [Vec<usize>; 2] = Default::default();
            for (n, guest) in guests.iter().enumerate() {
                let mut signs = Named::default();
                self.part_signs(&scene, n, &mut signs);
                if let Some(actor) = trace.part(&guest.member.id, guest.member.span, signs.0) {
                    marked[usize::from(!actor)].push(n);
                }
            }
            let [actors, recipients] = marked.map(|of| people(&guests, of.into_iter()));
            (draft.actors, draft.recipients) = (actors, recipients);
            return;
        }
        let weights = ground.doc.lexicon.weights();
        let sums: Vec<Sums<'_, PARTS>> = (0..guests.len())
            .map(|n| {
                let mut sums = Sums::new(&weights.parts);
                self.part_signs(&scene, n, &mut sums);
                sums
            })
            .collect();
        let mut nobody: Sums<'_, PARTS> = Sums::new(&weights.nobody);
        self.nobody_signs(&scene, &mut nobody);
        let read = |class: usize| rule.map_or(&[][..], |r| if class == ACTOR { &r.actors } else { &r.recipients });
        // Where rules have read somebody, nobody was left open.
        let open = [ACTOR, RECIPIENT].map(|class| if read(class).is_empty() { LEFT_OPEN } else { 0 });
        let (actor, recipient) = likeliest(&sums, (&nobody, open), &guests);
        let likely: Vec<[f32; PARTS]> = sums.iter().map(Sums::likely).collect();
        let other = |n: usize, not: Option<usize>| not.is_none_or(|m| guests[m].member.id != guests[n].member.id);
        let enough = |n: usize, class: usize| match read(class).iter().any(|m| m.id == guests[n].member.id) {
            true => ALSO_BY_RULE,
            false => ALSO,
        };
        let of = |class: usize, first: Option<usize>, not: Option<usize>| {
            let also = |&n: &usize| first.is_some() && Some(n) != first && likely[n][class] > enough(n, class);
            let also = (0..guests.len()).filter(also);
            people(&guests, first.into_iter().chain(also.filter(|&n| other(n, not))))
        };
        draft.actors = of(ACTOR, actor, recipient);
        draft.recipients = of(RECIPIENT, recipient, actor);
        let actors = &draft.actors;
        draft.recipients.retain(|r| actors.iter().all(|a| a.id != r.id));
        if T::ON {
            for (n, guest) in guests.iter().enumerate() {
                let is = |of: &[Member]| of.iter().any(|m| m.span == guest.member.span);
                let (what, class) = match (is(&draft.actors), is(&draft.recipients)) {
                    (true, _) => ("actor", ACTOR),
                    (_, true) => ("recipient", RECIPIENT),
                    _ => continue,
                };
                let what = (what.to_owned(), class, likely[n][class]);
                let spans = (guest.member.span, draft.span);
                trace.weighed(told(&weights.parts, what, spans, |told| self.part_signs(&scene, n, told)));
            }
        }
    }

    /// The signs that nobody does what a scene tells, or that it is done to nobody.
    fn nobody_signs(&self, scene: &Scene<'_>, sink: &mut impl Sink) {
        let known = &scene.known;
        let (act, bone, aspect) = (known.act, known.bone, scene.aspect);
        let cast = scene.drawn.map_or(part!("none"), cast_of);
        let said = known.said();
        sink.put(part!("b"), &[part!("")]);
        sink.put(part!("act"), &[act]);
        sink.put(part!("a"), &[aspect]);
        sink.put(part!("act|a"), &[act, aspect]);
        sink.put(part!("k"), &[bone]);
        sink.put(part!("cast"), &[cast]);
        sink.put(part!("cast|act"), &[cast, act]);
        sink.put(part!("cast|k"), &[cast, bone]);
        sink.put(part!("cast|a"), &[cast, aspect]);
        sink.put(part!("in|act"), &[said, act]);
        sink.put(part!("in|a"), &[said, aspect]);
        sink.put(part!("guests"), &[COUNTS[scene.guests.len().min(MANY)]]);
        let [before, next] = known.bones;
        let (class, frame) = (known.meaning.class(), known.meaning.frame);
        for (alone, with, value) in [
            (part!("m"), part!("m|a"), class),
            (part!("f"), part!("f|a"), frame),
            (part!("tp"), part!("tp|a"), before),
            (part!("tn"), part!("tn|a"), next),
        ] {
            sink.put(alone, &[value]);
            sink.put(with, &[value, aspect]);
        }
    }
}

/// Numbers up to [`MANY`] as parts of signs.
const COUNTS: [Part<'static>; MANY + 1] =
    [part!("0"), part!("1"), part!("2"), part!("3"), part!("4"), part!("5"), part!("6")];

/// Guests as members, each once, in the order of the text.
fn people(guests: &[Guest], of: impl Iterator<Item = usize>) -> Vec<Member> {
    let mut members: Vec<Member> = Vec::new();
    for guest in of.map(|n| &guests[n]) {
        if members.iter().all(|m| m.id != guest.member.id) {
            members.push(guest.member.clone());
        }
    }
    members.sort_by_key(|m| m.span.start);
    members
}

/// Who most likely does it and who suffers it, both chosen together: nobody is both. `open` is what speaks for nobody
/// besides its signs.
fn likeliest(
    sums: &[Sums<'_, PARTS>],
    (nobody, open): (&Sums<'_, PARTS>, [i32; PARTS]),
    guests: &[Guest],
) -> (Option<usize>, Option<usize>) {
    let speaks = |n: Option<usize>, class: usize| match n {
        Some(n) => sums[n].of(class),
        None => nobody.of(class) + open[class],
    };
    let all = || (0..sums.len()).map(Some).chain([None]);
    let differ =
        |a: Option<usize>, r: Option<usize>| a.zip(r).is_none_or(|(a, r)| guests[a].member.id != guests[r].member.id);
    all()
        .flat_map(|a| all().map(move |r| (a, r)))
        .filter(|&(a, r)| differ(a, r))
        .max_by_key(|&(a, r)| speaks(a, ACTOR) + speaks(r, RECIPIENT))
        .unwrap_or((None, None))
}
