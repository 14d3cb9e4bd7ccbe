//! What the meanings of words say for and against an event, and for and against somebody's part in it: signs that hold for
//! words which the marked reports never used.

use super::Weigher;
use super::event_signs::{few, kind, of_type, part};
use super::part_signs::Scene;
use super::parties::Guest;
use super::sink::Sink;
use rasid_lang::meanings::FIELDS;
use rasid_lang::weights::Part;
use std::ops::Range;

/// How many words behind a word are looked at together.
const BEHIND: usize = 5;
/// In how many words good and bad ones are counted.
const JUDGED: usize = 14;

/// How far around a word it is asked what the sentence is about.
const FIELD: usize = 10;

impl Weigher<'_, '_, '_, '_> {
    /// The class of the word at token `k`; what is named there where it is part of a name.
    pub(super) fn class_of(&self, k: usize) -> Part<'static> {
        match self.ground.names.mention_at(k) {
            Some(mention) => kind(mention.kind),
            None if self.ground.doc.is_word(k) => self.ground.doc.meaning(k).class(),
            None => part!(","),
        }
    }

    /// The class of the word `n` tokens from `i`, inside its sentence.
    pub(super) fn class_beside(&self, i: usize, n: isize, sentence: &Range<usize>) -> Part<'static> {
        i.checked_add_signed(n).filter(|k| sentence.contains(k)).map_or(part!("^"), |k| self.class_of(k))
    }

    /// What the forms of that word share.
    pub(super) fn bone_beside(&self, i: usize, n: isize, sentence: &Range<usize>) -> Part<'_> {
        let k = i.checked_add_signed(n).filter(|k| sentence.contains(k));
        k.map_or(part!("^"), |k| self.ground.doc.skeleton(k))
    }

    /// The finite verb nearest before token `i`, at most `reach` tokens away in its sentence.
    pub(super) fn verb_above(&self, i: usize, reach: usize, sentence: &Range<usize>) -> Option<usize> {
        (i.saturating_sub(reach).max(sentence.start)..i).rev().find(|&k| self.ground.finite(k))
    }

    /// What the word at token `i` itself means.
    pub(super) fn own_meaning(&self, i: usize, aspect: Part<'static>, reason: Part<'static>, sink: &mut impl Sink) {
        let meaning = self.ground.doc.meaning(i);
        let class = meaning.class();
        sink.put(part!("m"), &[class]);
        sink.put(part!("m|a"), &[class, aspect]);
        sink.put(part!("m|why"), &[class, reason]);
        sink.put(part!("m|f"), &[class, meaning.frame]);
        for (n, told) in meaning.types().enumerate() {
            let told = of_type(told);
            let nth = if n == 0 { part!("1") } else { part!("2") };
            sink.put(part!("mt"), &[told, nth]);
            sink.put(part!("mt|a"), &[told, aspect]);
            sink.put(part!("mt|why"), &[told, reason]);
            sink.put(part!("mt|m"), &[told, class]);
        }
    }

    /// What the words beside the one at tokens `i..end` mean.
    pub(super) fn meanings_beside(&self, (i, end): (usize, usize), sentence: &Range<usize>, sink: &mut impl Sink) {
        let doc = self.ground.doc;
        let meaning = doc.meaning(i);
        let class = meaning.class();
        let told = meaning.types().next().map_or(part!("-"), of_type);
        let [before, before2] = [-1, -2].map(|n| self.class_beside(i, n, sentence));
        let [behind, behind2] = [0, 1].map(|n| self.class_beside(end, n, sentence));
        sink.put(part!("mp"), &[before]);
        sink.put(part!("mp2"), &[before2]);
        sink.put(part!("mn"), &[behind]);
        sink.put(part!("mn2"), &[behind2]);
        sink.put(part!("m|mp"), &[class, before]);
        sink.put(part!("m|mn"), &[class, behind]);
        sink.put(part!("m|mn2"), &[class, behind2]);
        sink.put(part!("mt|mp"), &[told, before]);
        sink.put(part!("mt|mn"), &[told, behind]);
        sink.put(part!("mn|mn2"), &[behind, behind2]);
        sink.put(part!("mp|mp2"), &[before, before2]);
        let bone = doc.skeleton(i);
        sink.put(part!("k|mn"), &[bone, behind]);
        sink.put(part!("k|mp"), &[bone, before]);
    }

    /// What the words around the one at tokens `i..end` mean: the verb above it, the words behind it, how good and bad they are.
    pub(super) fn meanings_around(
        &self,
        (i, end): (usize, usize),
        verb: Option<usize>,
        (aspect, rule): (Part<'static>, Part<'_>),
        sentence: &Range<usize>,
        sink: &mut impl Sink,
    ) {
        let doc = self.ground.doc;
        let meaning = doc.meaning(i);
        let class = meaning.class();
        let told = meaning.types().next().map_or(part!("-"), of_type);
        let above = verb.map_or(part!("-"), |k| doc.meaning(k).class());
        sink.put(part!("mv"), &[above]);
        sink.put(part!("mv|a"), &[above, aspect]);
        sink.put(part!("mv|m"), &[above, class]);
        sink.put(part!("mv|mt"), &[above, told]);
        for k in end..(end + BEHIND).min(sentence.end) {
            let behind = self.class_of(k);
            sink.put(part!("m+"), &[behind]);
            sink.put(part!("m+|m"), &[behind, class]);
        }
        let mut fields = [0_usize; FIELDS.len()];
        for k in i.saturating_sub(FIELD).max(sentence.start)..(end + FIELD).min(sentence.end) {
            if let Some(field) = usize::from(doc.meaning(k).field).checked_sub(1) {
                fields[field] += 1;
            }
        }
        for ((field, _), words) in FIELDS.iter().zip(fields).filter(|(_, words)| *words > 0) {
            let many = few(words.min(2));
            sink.put(part!("about"), &[*field, many]);
            sink.put(part!("about|m"), &[*field, many, class]);
            sink.put(part!("about|rule"), &[*field, many, rule]);
        }
        let (mut good, mut bad) = (0_usize, 0_usize);
        for k in end..(end + JUDGED).min(sentence.end) {
            match doc.meaning(k).valence {
                1 => good += 1,
                -1 => bad += 1,
                _ => {}
            }
        }
        let (good, bad) = (few(good), few(bad));
        sink.put(part!("v"), &[good, bad]);
        sink.put(part!("v|m"), &[good, bad, class]);
        sink.put(part!("v|k"), &[good, bad, doc.skeleton(i)]);
        if let Some(cue) = self.ground.statements.by_cue(i).next().map(|n| &self.ground.statements[n]) {
            let stance = Part::new(cue.stance.as_str());
            sink.put(part!("v|cue"), &[good, bad, stance]);
        }
    }

    /// What the meanings of the trigger and of the words around `guest` say of the part that they take.
    pub(super) fn part_meanings(
        &self,
        scene: &Scene<'_>,
        guest: &Guest,
        (side, link, far, place): (Part<'static>, Part<'_>, Part<'static>, Part<'static>),
        sink: &mut impl Sink,
    ) {
        let doc = self.ground.doc;
        let known = &scene.known;
        let (act, class, frame) = (known.act, known.meaning.class(), known.meaning.frame);
        sink.put(part!("m|side"), &[class, side]);
        sink.put(part!("m|side|far"), &[class, side, far]);
        sink.put(part!("m|link"), &[class, link, side]);
        sink.put(part!("m|place"), &[class, place]);
        sink.put(part!("m|act|side"), &[class, act, side]);
        sink.put(part!("f|side|a"), &[frame, side, scene.aspect]);
        sink.put(part!("f|side|far|a"), &[frame, side, far, scene.aspect]);
        sink.put(part!("f|link|a"), &[frame, link, side, scene.aspect]);
        sink.put(part!("f|place"), &[frame, place]);
        sink.put(part!("f|act|side"), &[frame, act, side]);
        if side.text == "out" {
            return;
        }
        let head = doc.meaning(guest.first).class();
        sink.put(part!("hm|act"), &[head, act]);
        sink.put(part!("hm|act|side"), &[head, act, side]);
        sink.put(part!("hm|link"), &[head, link, side]);
        sink.put(part!("hm|m"), &[head, class, side]);
        let before = self.class_beside(guest.first, -1, &known.sentence);
        sink.put(part!("bm"), &[before, side]);
        sink.put(part!("bm|act"), &[before, act, side]);
        sink.put(part!("bm|a"), &[before, scene.aspect, side, far]);
        let [last, next] = known.classes;
        sink.put(part!("nm"), &[next, side, far]);
        sink.put(part!("nm|a"), &[next, scene.aspect, side, link]);
        sink.put(part!("lm"), &[last, side, far]);
        sink.put(part!("lm|a"), &[last, scene.aspect, side, link]);
    }
}
