//! What speaks for and against a word's showing an event of a type.

use super::sink::Sink;
use super::{EVENTS, Seen, Weigher};
use crate::events::Draft;
use crate::names::Kind;
use rasid_lang::Kinds;
use rasid_lang::inflect::{Aspect, Person};
use rasid_lang::weights::Part;
use rasid_record::EventType;

/// How far around a word classes of words are looked at.
const BEFORE: usize = 4;
const BEHIND: usize = 7;
/// How many names of a sentence are looked at.
const NAMES: usize = 60;
/// How far back a verb is looked for that governs a noun.
const GOVERNED: usize = 6;
/// Where no rule has read an event, the rest is not asked when the odds for one are below these (as logarithms): after the
/// word itself, the words beside it, the classes of words around it, and what else is known of its sentence. Of 2,771
/// events found in 1,500 reports fewer than one in a hundred were below one of them, of 96,633 words that were none, nine
/// in ten.
const FIRST: f32 = -1.0;
const BESIDE: f32 = -0.5;
const AROUND: f32 = -0.3;
const SENTENCE: f32 = -1.1;

/// A sign's template or value known by name.
macro_rules! part {
    ($text:literal) => {{
        const PART: Part<'static> = Part::new($text);
        PART
    }};
}
pub(super) use part;

impl Weigher<'_, '_, '_, '_> {
    /// The signs of the word at token `i`.
    pub(super) fn event_signs(&self, i: usize, seen: &Seen<'_>, sink: &mut impl Sink) {
        let (ground, doc) = (self.ground, self.ground.doc);
        let sentence = doc.sentence(i);
        let word = doc.bare_part(i);
        let bone = doc.skeleton(i);
        let end = seen.candidate.map_or(i + 1, |c| c.end);
        let aspect = self.aspect(i, seen);
        let rule = seen.rule.map_or(part!("-"), |d| of_type(d.kind));
        let reason = match (seen.rule, seen.reason) {
            (Some(_), _) => part!("read"),
            (None, Some(reason)) => Part::new(reason),
            (None, None) if seen.candidate.is_some() => part!("taken"),
            (None, None) => part!("unknown"),
        };
        sink.put(part!("b"), &[part!("")]);
        sink.put(part!("w"), &[word]);
        sink.put(part!("k"), &[bone]);
        sink.put(part!("k|a"), &[bone, aspect]);
        sink.put(part!("why"), &[reason]);
        sink.put(part!("why|a"), &[reason, aspect]);
        sink.put(part!("why|k"), &[reason, bone]);
        sink.put(part!("a"), &[aspect]);
        self.own_meaning(i, aspect, reason, sink);
        if seen.rule.is_none() && sink.is_below(FIRST) {
            return;
        }
        if let Some(draft) = seen.rule {
            let cast = cast_of(draft);
            sink.put(part!("rule"), &[rule]);
            sink.put(part!("rule|k"), &[rule, bone]);
            sink.put(part!("rule|cast"), &[rule, cast]);
            let aux = draft.aux.map_or(part!("-"), |a| Part::new(a.as_str()));
            sink.put(part!("rule|aux"), &[rule, aux]);
            let actor = draft.actors.first().map_or(part!("-"), |m| kind(m.kind));
            sink.put(part!("rule|actor"), &[rule, actor]);
            sink.put(part!("rule|name"), &[rule, Part::new(draft.rule)]);
        }
        if end > i + 1 {
            // A set phrase is known by its last word.
            let last = doc.skeleton(end - 1);
            sink.put(part!("phrase"), &[last]);
            sink.put(part!("phrase|k"), &[bone, last]);
        }
        if let Some(candidate) = seen.candidate {
            let mut known = 0_u32;
            for &(sense, _) in &candidate.senses {
                let Some(trigger) = doc.lexicon.trigger(sense).event() else { continue };
                let bit = 1 << trigger.kind as u32;
                if known & bit == 0 {
                    known |= bit;
                    let sense = of_type(trigger.kind);
                    sink.put(part!("sense"), &[sense]);
                    sink.put(part!("sense|why"), &[sense, reason]);
                    sink.put(part!("sense|a"), &[sense, aspect]);
                }
            }
        }
        // The words beside it.
        let at = |n: isize| {
            let k = i.checked_add_signed(n).filter(|k| sentence.contains(k));
            k.map_or(part!("^"), |k| if doc.is_word(k) { doc.bare_part(k) } else { part!(",") })
        };
        let bones = |n: isize| self.bone_beside(i, n, &sentence);
        sink.put(part!("p1"), &[at(-1)]);
        sink.put(part!("p2"), &[at(-2)]);
        sink.put(part!("n1"), &[at(1)]);
        sink.put(part!("n2"), &[at(2)]);
        sink.put(part!("pk"), &[bones(-1)]);
        sink.put(part!("nk"), &[bones(1)]);
        sink.put(part!("k|p"), &[bone, bones(-1)]);
        sink.put(part!("k|n"), &[bone, bones(1)]);
        self.meanings_beside((i, end), &sentence, sink);
        if seen.rule.is_none() && sink.is_below(BESIDE) {
            return;
        }
        // Prepositions and clitics of its own.
        let clitics = doc.clitics(i);
        let before = match () {
            () if clitics.by => part!("by"),
            () if clitics.to => part!("to"),
            () if clitics.like => part!("like"),
            () if clitics.will => part!("will"),
            () if clitics.and => part!("and"),
            () if clitics.so => part!("so"),
            () => part!("-"),
        };
        let definite = if doc.is_definite(i) { part!("d") } else { part!("i") };
        sink.put(part!("cl"), &[before]);
        sink.put(part!("cl|a"), &[before, aspect]);
        sink.put(part!("def|a"), &[definite, aspect]);
        sink.put(part!("def|k"), &[definite, bone]);
        if seen.rule.is_some() {
            sink.put(part!("def|rule"), &[definite, rule]);
        }
        sink.put(part!("k|cl"), &[bone, before]);
        // Classes of words around it.
        let topics = |k: usize| ground.topics_at(k).map(|t| doc.lexicon.topic_part(t));
        for k in i.saturating_sub(BEFORE).max(sentence.start)..i {
            topics(k).for_each(|t| sink.put(part!("t-"), &[t]));
        }
        topics(i).for_each(|t| sink.put(part!("t"), &[t]));
        for k in end..(end + BEHIND).min(sentence.end) {
            for topic in topics(k) {
                sink.put(part!("t+"), &[topic]);
                sink.put(part!("k|t+"), &[bone, topic]);
            }
        }
        if seen.rule.is_none() && sink.is_below(AROUND) {
            return;
        }
        // What is said, and whether it is the word that says so.
        if let Some(cue) = ground.statements.by_cue(i).next().map(|n| &ground.statements[n]) {
            let stance = Part::new(cue.stance.as_str());
            sink.put(part!("cue"), &[stance]);
            if seen.rule.is_some() {
                sink.put(part!("cue|rule"), &[stance, rule]);
            }
            sink.put(part!("cue|k"), &[stance, bone]);
            sink.put(part!("cue|by"), &[stance, cue.speaker_id.as_deref().map_or(part!("none"), class)]);
        }
        let inside = ground.statement_at(i).map_or(part!("-"), |n| Part::new(ground.statements[n].stance.as_str()));
        sink.put(part!("in"), &[inside]);
        sink.put(part!("in|a"), &[inside, aspect]);
        if seen.rule.is_some() {
            sink.put(part!("in|rule"), &[inside, rule]);
        }
        // Where in the report.
        let part = match doc.sentence_of(i) {
            0 => part!("title"),
            1 | 2 => part!("lead"),
            _ => part!("body"),
        };
        sink.put(part!("pos"), &[part]);
        if seen.rule.is_some() {
            sink.put(part!("pos|rule"), &[part, rule]);
        }
        // Mechanisms, figures, names.
        if doc.has(i, Kinds::MECHANISM) {
            sink.put(part!("mech"), &[aspect]);
        }
        if doc.has(i, Kinds::PHASE) {
            sink.put(part!("phase"), &[aspect]);
        }
        let from = self.figures.partition_point(|f| f.range.start < sentence.start);
        let figures = self.figures[from..].iter().take_while(|f| f.range.start < sentence.end);
        for figure in figures.take(2) {
            sink.put(part!("fig"), &[Part::new(figure.measure.as_str())]);
        }
        let named = ground.names.within(sentence.clone()).iter().take(NAMES).filter(|m| m.is_actor()).count();
        let many = few(named);
        sink.put(part!("many"), &[many]);
        sink.put(part!("many|why"), &[many, reason]);
        if seen.rule.is_none() && sink.is_below(SENTENCE) {
            return;
        }
        // Who stands right before and behind it.
        let next = ground.party(end).map_or(part!("-"), |p| kind(p.members[0].kind));
        let last = ground.ending(i).map_or(part!("-"), |p| kind(p.members[0].kind));
        sink.put(part!("np|a"), &[next, aspect]);
        sink.put(part!("pp|a"), &[last, aspect]);
        sink.put(part!("k|np"), &[bone, next]);
        sink.put(part!("k|pp"), &[bone, last]);
        let aux = ground
            .aux(i, matches!(aspect.text, "past" | "present"), clitics.will)
            .map_or(part!("-"), |a| Part::new(a.as_str()));
        sink.put(part!("aux"), &[aux]);
        sink.put(part!("aux|a"), &[aux, aspect]);
        sink.put(part!("aux|k"), &[aux, bone]);
        // The verb that governs it, and the acts told just before.
        let verb = self.verb_above(i, GOVERNED, &sentence);
        self.meanings_around((i, end), verb, (aspect, rule), &sentence, sink);
        let verb = verb.map_or(part!("-"), |k| doc.skeleton(k));
        sink.put(part!("gv"), &[verb]);
        sink.put(part!("gv|a"), &[verb, aspect]);
        if let Some((kind, at)) = seen.last {
            let far = match i.saturating_sub(at) {
                0..=3 => part!("near"),
                4..=9 => part!("mid"),
                _ => part!("far"),
            };
            let kind = of_type(kind);
            sink.put(part!("last"), &[kind, far]);
            if seen.rule.is_some() {
                sink.put(part!("last|rule"), &[kind, far, rule]);
            }
            sink.put(part!("last|why"), &[kind, far, reason]);
            sink.put(part!("last|k"), &[kind, bone]);
        }
    }

    /// Tense or nature of the word at token `i`.
    pub(super) fn aspect(&self, i: usize, seen: &Seen<'_>) -> Part<'static> {
        let form = seen.candidate.map(|c| (c.form.aspect, c.form.person)).or_else(|| {
            self.ground.verb_at(i).filter(|_| self.ground.finite(i)).map(|(_, person, _, aspect)| (aspect, person))
        });
        match form {
            Some((Aspect::Past, _)) => part!("past"),
            Some((Aspect::Present, Person::We | Person::I)) => part!("we"),
            Some((Aspect::Present, _)) => part!("present"),
            Some((Aspect::Passive, _)) => part!("passive"),
            Some((Aspect::Participle, _)) => part!("participle"),
            Some((Aspect::Noun, _)) => part!("noun"),
            Some((Aspect::Fixed, _)) => part!("phrase"),
            None => part!("-"),
        }
    }
}

/// PLOVER's types as parts of signs, in their order.
const TYPES: [Part<'static>; EVENTS] = {
    let mut parts = [part!(""); EVENTS];
    let mut n = 0;
    while n < EVENTS {
        parts[n] = Part::new(EventType::ALL[n].as_str());
        n += 1;
    }
    parts
};

/// A type as a part of signs.
pub(super) fn of_type(kind: EventType) -> Part<'static> {
    TYPES[kind as usize]
}

/// Which participants rules have found, as a part of signs.
pub(super) fn cast_of(draft: &Draft) -> Part<'static> {
    match (draft.actors.is_empty(), draft.recipients.is_empty()) {
        (true, true) => part!("00"),
        (true, false) => part!("0r"),
        (false, true) => part!("a0"),
        (false, false) => part!("ar"),
    }
}

/// A number as a part of signs: above three all are alike.
pub(super) fn few(n: usize) -> Part<'static> {
    [part!("0"), part!("1"), part!("2"), part!("3")][n.min(3)]
}

/// The code of the state that an identifier belongs to.
pub(super) fn state(id: &str) -> Option<&str> {
    id.get(..3).filter(|code| code.bytes().all(|b| b.is_ascii_uppercase()))
}

/// The name of a kind of actor.
pub(super) fn kind(kind: Kind) -> Part<'static> {
    match kind {
        Kind::Person => part!("person"),
        Kind::State => part!("state"),
        Kind::Capital => part!("capital"),
        Kind::Organ => part!("organ"),
        Kind::Group => part!("group"),
        Kind::Body => part!("body"),
        Kind::Outlet => part!("outlet"),
        Kind::Party => part!("party"),
        Kind::People => part!("people"),
        Kind::Place => part!("place"),
    }
}

/// What kind of identifier this is.
pub(super) fn class(id: &str) -> Part<'static> {
    match id.split_once(':') {
        Some((_, "mil")) => part!("mil"),
        Some(("anon", _)) => part!("anon"),
        Some(("grp", _)) => part!("grp"),
        Some(("media", _)) => part!("media"),
        _ if state(id).is_some() => part!("state"),
        _ if !id.is_ascii() => part!("words"),
        _ => part!("name"),
    }
}
