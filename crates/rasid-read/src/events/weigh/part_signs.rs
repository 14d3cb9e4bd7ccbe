//! What speaks for and against somebody's doing an act, or suffering it.

use super::Weigher;
use super::event_signs::{class, few, kind, of_type, part, state};
use super::parties::Guest;
use super::sink::Sink;
use crate::events::Draft;
use crate::events::clause::Clause;
use crate::names::Kind;
use rasid_lang::Particle;
use rasid_lang::meanings::Meaning;
use rasid_lang::weights::Part;
use rasid_record::EventType;
use std::ops::Range;

/// Nobody with lower odds after the first signs (as a logarithm) takes part: the rest is not asked.
const SETTLED: f32 = -4.6;

/// The same after the signs of what stands beside them.
const BESIDE: f32 = -4.2;

/// What is asked of an event for everybody who may take part in it.
pub(super) struct Known<'d> {
    /// PLOVER's type as a part of signs.
    pub act: Part<'static>,
    /// What the forms of the trigger share.
    pub bone: Part<'d>,
    /// What it means in news.
    pub meaning: Meaning,
    /// The tokens of its sentence.
    pub sentence: Range<usize>,
    /// What the forms of the word before it share, and of the one behind it.
    pub bones: [Part<'d>; 2],
    /// The classes of both.
    pub classes: [Part<'static>; 2],
    /// The statement that it stands in, and the one whose cue it is.
    pub statements: [Option<usize>; 2],
    /// Who does it as far as rules tell, else who says it or what stands around it, else the subject of its verb.
    pub doer: Option<&'d str>,
}

impl Known<'_> {
    /// Whether its word is a cue, or stands in what is said, as a part of signs.
    pub fn said(&self) -> Part<'static> {
        match self.statements {
            [_, Some(_)] => part!("cue"),
            [Some(_), _] => part!("said"),
            _ => part!("-"),
        }
    }
}

/// What is known of the event whose participants are chosen.
pub(super) struct Scene<'d> {
    /// Token of the trigger.
    pub at: usize,
    /// One past its last.
    pub end: usize,
    /// PLOVER's type.
    pub kind: EventType,
    /// What is asked of it for everybody.
    pub known: Known<'d>,
    /// Tense or nature.
    pub aspect: Part<'static>,
    /// What rules read there.
    pub drawn: Option<&'d Draft>,
    /// Subject and object.
    pub clause: &'d Clause,
    /// The event before it.
    pub last: Option<&'d Draft>,
    /// Everybody who may take part.
    pub guests: &'d [Guest],
    /// The events that rules read in its sentence.
    pub here: &'d [Draft],
    /// Where the sentence begins, and which of its tokens are finite verbs.
    pub verbs: (usize, &'d [bool]),
}

impl Scene<'_> {
    fn is_verb(&self, k: usize) -> bool {
        k.checked_sub(self.verbs.0).and_then(|n| self.verbs.1.get(n)).copied().unwrap_or(false)
    }
}

impl Weigher<'_, '_, '_, '_> {
    /// What is asked of the event at tokens `at..end` for everybody.
    pub(super) fn known<'d>(
        &'d self,
        (at, end): (usize, usize),
        kind: EventType,
        drawn: Option<&'d Draft>,
        clause: &'d Clause,
    ) -> Known<'d> {
        let (ground, doc) = (self.ground, self.ground.doc);
        let sentence = doc.sentence(at);
        let bone = |k: Option<usize>| k.filter(|k| sentence.contains(k)).map_or(part!("^"), |k| doc.skeleton(k));
        let [innermost, cue] = [ground.statement_at(at), ground.statements.by_cue(at).next()];
        let speaker = || cue.or(innermost).and_then(|n| ground.statements[n].speaker_id.as_deref());
        let first = |of: &'d [crate::events::Member]| of.first().map(|m| &*m.id);
        let subject = || clause.subject.as_ref().and_then(|p| first(&p.members));
        Known {
            act: of_type(kind),
            bone: doc.skeleton(at),
            meaning: doc.meaning(at),
            bones: [bone(at.checked_sub(1)), bone(Some(end))],
            classes: [self.class_beside(at, -1, &sentence), self.class_beside(end, 0, &sentence)],
            statements: [innermost, cue],
            doer: drawn.and_then(|d| first(&d.actors)).or_else(speaker).or_else(subject),
            sentence,
        }
    }

    /// The signs of guest `n` of a scene.
    pub(super) fn part_signs(&self, scene: &Scene<'_>, n: usize, sink: &mut impl Sink) {
        let (ground, doc) = (self.ground, self.ground.doc);
        let guest = &scene.guests[n];
        let known = &scene.known;
        let (act, bone, aspect) = (known.act, known.bone, scene.aspect);
        let inside = matches!(guest.from.text, "party" | "adjective" | "noun");
        let behind = guest.first >= scene.end;
        let gap = if behind { guest.first - scene.end } else { scene.at.saturating_sub(guest.end) };
        let side = match (inside, behind) {
            (false, _) => part!("out"),
            (true, true) => part!("behind"),
            (true, false) => part!("before"),
        };
        let far = match gap {
            0 => part!("0"),
            1 => part!("1"),
            2 => part!("2"),
            3..=4 => part!("4"),
            5..=8 => part!("8"),
            9..=15 => part!("15"),
            _ => part!("more"),
        };
        // The word that brings them in.
        let clitics = doc.clitics(guest.first);
        let link = match () {
            () if !inside => guest.from,
            () if guest.nth > 0 => part!("joined"),
            () if guest.from.text == "adjective" => part!("adjective"),
            () if clitics.by => part!("by"),
            () if clitics.to => part!("to"),
            () if clitics.like => part!("like"),
            () if clitics.and => part!("and"),
            () if guest.first == doc.sentence(guest.first).start => part!("start"),
            () if !doc.is_word(guest.first - 1) => part!(","),
            () if ground.is_preposition(guest.first - 1) || doc.any_particle(guest.first - 1, &LINKS) => {
                Part::new(doc.folded(guest.first - 1))
            }
            () if scene.is_verb(guest.first - 1) => part!("verb"),
            () => part!("noun"),
        };
        let who = kind(guest.member.kind);
        let what = class(&guest.member.id);
        // What rules say.
        let is = |members: &[crate::events::Member]| members.iter().any(|m| m.id == guest.member.id);
        let rule = match scene.drawn {
            None => part!("none"),
            Some(draft) => match (is(&draft.actors), is(&draft.recipients)) {
                (true, _) => part!("actor"),
                (_, true) => part!("recipient"),
                _ => match (draft.actors.is_empty(), draft.recipients.is_empty()) {
                    (true, true) => part!("-00"),
                    (true, false) => part!("-0r"),
                    (false, true) => part!("-a0"),
                    (false, false) => part!("-ar"),
                },
            },
        };
        sink.put(part!("b"), &[part!("")]);
        sink.put(part!("act"), &[act]);
        sink.put(part!("rule"), &[rule]);
        sink.put(part!("rule|act"), &[rule, act]);
        sink.put(part!("rule|side"), &[rule, side]);
        sink.put(part!("rule|link"), &[rule, link]);
        sink.put(part!("rule|who"), &[rule, who]);
        sink.put(part!("rule|what|act"), &[rule, what, act]);
        sink.put(part!("rule|k"), &[rule, bone]);
        sink.put(part!("rule|far"), &[rule, side, far]);
        if let Some(draft) = scene.drawn {
            sink.put(part!("rule|name"), &[rule, Part::new(draft.rule)]);
        }
        sink.put(part!("side|far"), &[side, far]);
        sink.put(part!("side|far|a"), &[side, far, aspect]);
        sink.put(part!("side|act"), &[side, act]);
        sink.put(part!("side|act|a"), &[side, act, aspect]);
        sink.put(part!("link|side"), &[link, side]);
        sink.put(part!("link|side|act"), &[link, side, act]);
        sink.put(part!("link|side|far"), &[link, side, far]);
        sink.put(part!("link|side|k"), &[link, side, bone]);
        sink.put(part!("link|side|a"), &[link, side, aspect]);
        sink.put(part!("k|side"), &[bone, side]);
        sink.put(part!("k|side|far"), &[bone, side, far]);
        sink.put(part!("who|act"), &[who, act]);
        sink.put(part!("who|act|side"), &[who, act, side]);
        sink.put(part!("what|act"), &[what, act]);
        sink.put(part!("who|link"), &[who, link, side]);
        sink.put(part!("from"), &[guest.from]);
        if guest.meant.text != "-" {
            sink.put(part!("meant"), &[guest.meant, side]);
            sink.put(part!("meant|a"), &[guest.meant, aspect]);
            sink.put(part!("meant|act"), &[guest.meant, act]);
            sink.put(part!("meant|rule"), &[guest.meant, rule]);
        }
        sink.put(part!("from|act"), &[guest.from, act]);
        sink.put(part!("from|a"), &[guest.from, aspect]);
        if sink.is_below(SETTLED) {
            return;
        }
        let head = doc.skeleton(guest.first);
        if matches!(guest.member.kind, Kind::People | Kind::Party) || what.text == "anon" {
            sink.put(part!("h|act"), &[head, act]);
            sink.put(part!("h|act|side"), &[head, act, side]);
        }
        sink.put(part!("after"), &[doc.skeleton(guest.end), side]);
        let [before, next] = known.bones;
        sink.put(part!("tp|side"), &[before, side]);
        sink.put(part!("tn|side|far"), &[next, side, far]);
        // Subject and object.
        let same = |party: &Option<crate::events::Party>| {
            party.as_ref().is_some_and(|p| p.members.iter().any(|m| m.id == guest.member.id))
        };
        let place = match (same(&scene.clause.subject), same(&scene.clause.object), scene.clause.carried) {
            (true, _, false) => part!("subject"),
            (true, _, true) => part!("carried"),
            (_, true, _) => part!("object"),
            _ => part!("-"),
        };
        sink.put(part!("place"), &[place]);
        sink.put(part!("place|act"), &[place, act]);
        sink.put(part!("place|a"), &[place, aspect]);
        sink.put(part!("place|k"), &[place, bone]);
        sink.put(part!("place|rule"), &[place, rule]);
        self.part_meanings(scene, guest, (side, link, far, place), sink);
        if sink.is_below(BESIDE) {
            return;
        }
        // Who speaks and who is spoken to.
        let [innermost, cue] = known.statements;
        let speaks =
            |n: Option<usize>| n.is_some_and(|n| ground.statements[n].speaker_id.as_deref() == Some(&*guest.member.id));
        let heard = |n: Option<usize>| {
            n.and_then(|n| ground.statements[n].addressee)
                .is_some_and(|s| s.start < guest.member.span.end && guest.member.span.start < s.end)
        };
        let voice = match () {
            () if speaks(cue) => part!("cue"),
            () if heard(cue) => part!("told"),
            () if speaks(innermost) => part!("speaker"),
            () if heard(innermost) => part!("hearer"),
            () => part!("-"),
        };
        let said = known.said();
        sink.put(part!("voice|act"), &[voice, act, said]);
        sink.put(part!("voice|rule"), &[voice, rule]);
        sink.put(part!("voice|a"), &[voice, aspect, said]);
        // What stands between, inside the sentence.
        if inside {
            let (low, high) = if behind { (scene.end, guest.first) } else { (guest.end, scene.at) };
            let between = low.min(high).max(high.saturating_sub(LONG))..high;
            let verbs = between.clone().filter(|&k| scene.is_verb(k)).count();
            let commas = between.clone().filter(|&k| doc.is_comma(k)).count();
            let others = scene
                .guests
                .iter()
                .filter(|g| g.from.text == "party" && g.first >= between.start && g.end <= between.end && g.nth == 0)
                .count();
            let [verbs, commas, others] = [verbs, commas, others].map(few);
            sink.put(part!("verbs"), &[verbs, side]);
            sink.put(part!("commas"), &[commas, side]);
            sink.put(part!("others"), &[others, side]);
            sink.put(part!("others|link"), &[others, side, link]);
            sink.put(part!("others|act"), &[others, side, act]);
            sink.put(part!("others|a"), &[others, side, aspect]);
            sink.put(part!("others|verbs|a"), &[others, verbs, side, aspect]);
            let that = between.clone().any(|k| doc.any_particle(k, &[Particle::That, Particle::Relative]));
            sink.put(part!("that"), &[if that { part!("1") } else { part!("0") }, side, aspect]);
            if guest.first > 0 && !doc.is_definite(guest.first) {
                sink.put(part!("noun"), &[doc.skeleton(guest.first - 1), side, act]);
            }
            let nth = scene.guests.iter().take_while(|g| g.first < guest.first).filter(|g| g.nth == 0).count();
            sink.put(part!("nth"), &[few(nth), side, aspect]);
        }
        // The event before.
        if let Some(last) = scene.last {
            let was = match (is(&last.actors), is(&last.recipients)) {
                (true, _) => part!("actor"),
                (_, true) => part!("recipient"),
                _ => part!("-"),
            };
            let near = if ground.doc.sentence_of(last.at) == ground.doc.sentence_of(scene.at) {
                part!("here")
            } else {
                part!("there")
            };
            sink.put(part!("last"), &[was, near, side]);
            sink.put(part!("last|acts"), &[was, near, act, of_type(last.kind)]);
            sink.put(part!("last|rule"), &[was, near, rule]);
            sink.put(part!("last|a"), &[was, near, aspect]);
        }
        // What the same person is in the other events that rules read in this sentence.
        for other in scene.here.iter().filter(|d| d.at != scene.at) {
            let was = match (is(&other.actors), is(&other.recipients)) {
                (true, _) => part!("actor"),
                (_, true) => part!("recipient"),
                _ => continue,
            };
            let order = if other.at < scene.at { part!("before") } else { part!("behind") };
            sink.put(part!("other|act"), &[was, order, act, of_type(other.kind)]);
            sink.put(part!("other|side"), &[was, order, side]);
        }
        let quadrant = if super::is_hostile(scene.kind) { part!("hostile") } else { part!("friendly") };
        // Whether they belong to the state of who does it or says it.
        let kin = match (known.doer, state(&guest.member.id)) {
            (None, _) => part!("-"),
            (Some(other), _) if *other == *guest.member.id => part!("self"),
            (Some(other), Some(own)) => match state(other) {
                Some(theirs) if theirs == own => part!("same"),
                Some(_) => part!("other"),
                None => part!("?"),
            },
            (Some(_), None) => part!("none"),
        };
        sink.put(part!("kin|act"), &[kin, act, side]);
        sink.put(part!("kin|rule"), &[kin, rule]);
        sink.put(part!("kin|what"), &[kin, what, quadrant]);
        // How much the report is about them.
        let times = [part!("0"), part!("1"), part!("2"), part!("3"), part!("4")][guest.times.min(4)];
        sink.put(part!("times"), &[times, side]);
        sink.put(part!("times|rule"), &[times, rule]);
    }
}

/// So many tokens are looked at between a word and somebody: what is further off is far anyway.
const LONG: usize = 60;

/// Words of grammar that may bring somebody in.
const LINKS: [Particle; 6] =
    [Particle::That, Particle::But, Particle::And, Particle::Quantifier, Particle::Relative, Particle::Auxiliary];
