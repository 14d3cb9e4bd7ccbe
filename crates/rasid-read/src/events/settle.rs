//! What remains of the events once they are seen together: no event twice, the dead as
//! recipients of the act that killed them, nothing at all in reports of sport or culture.

use super::ground::Ground;
use super::{Draft, JOINED, Member};
use crate::names::Kind;
use crate::{figures, order};
use rasid_lang::tables::actors::ActorKind;
use rasid_lang::tables::topics::Topic;
use rasid_record::{EventType, Measure, Scope};
use std::ops::Range;
use std::rc::Rc;

/// Words of sport or culture from which a report counts as one.
const FEW: usize = 4;
/// One such word in so many tokens is enough.
const RARE: usize = 50;
/// How far behind a call the truce that it calls for may stand.
const TRUCE: usize = 14;
/// How far behind a verb the act that it brings in may stand.
const MEANS: usize = 8;

impl Ground<'_, '_, '_> {
    /// Whether the report is about sport, film or fashion: such words outnumber one in fifty, and
    /// the names of those who make politics. A report on the Nobel Prize of a president is not.
    pub fn is_elsewhere(&self) -> bool {
        let count =
            (0..self.doc.len()).filter(|&i| self.any_topic(i, &[Topic::SPORT, Topic::CULTURE, Topic::SCIENCE])).count();
        if count < FEW || count * RARE <= self.doc.len() {
            return false;
        }
        let politics = self.names.mentions.iter().filter(|m| match m.kind {
            Kind::Person => self.doc.lexicon.actor_by_id(&m.id).is_some(),
            Kind::Organ | Kind::Group | Kind::Party => true,
            _ => false,
        });
        count >= politics.count()
    }
}

/// A truce called for by a party to the fighting is its own offer: AGREE.
pub(super) fn own_truces(ground: &Ground<'_, '_, '_>, drafts: &mut [Draft]) {
    let side = |id: &str| -> String {
        let country = ground
            .doc
            .lexicon
            .actor_by_id(id)
            .filter(|a| a.kind == ActorKind::Person)
            .and_then(|a| a.country.as_deref());
        country.unwrap_or_else(|| id.split(':').next().unwrap_or(id)).to_owned()
    };
    let fighting: Vec<String> = drafts
        .iter()
        .filter(|d| d.kind == EventType::Assault && d.aux.is_none())
        .flat_map(|d| d.actors.iter().filter(|m| !m.id.starts_with("grp:")).map(|m| side(&m.id)))
        .collect();
    for draft in drafts.iter_mut().filter(|d| d.kind == EventType::Request && d.mode.as_deref() == Some("yield")) {
        let behind = draft.at + 1..(draft.at + TRUCE).min(ground.doc.sentence(draft.at).end);
        let own = !draft.actors.is_empty() && draft.actors.iter().all(|m| fighting.contains(&side(&m.id)));
        if own && draft.recipients.is_empty() && ground.topic_within(behind, &[Topic::TRUCE]) {
            (draft.kind, draft.mode) = (EventType::Agree, None);
        }
    }
}

/// "Was hit by a bombing": the verb only brings in the act, which is named behind it with its
/// preposition. Whom it hit suffers the act.
pub(super) fn merge_means(ground: &Ground<'_, '_, '_>, drafts: &mut Vec<Draft>) {
    let (mut n, mut brought) = (0, vec![false; drafts.len()]);
    while n + 1 < drafts.len() {
        let (verb, act) = (&drafts[n], &drafts[n + 1]);
        let same = verb.kind == EventType::Assault
            && act.kind == EventType::Assault
            && verb.finite
            && !act.finite
            && act.at <= verb.at + MEANS
            && ground.doc.sentence_of(act.at) == ground.doc.sentence_of(verb.at)
            && ground.doc.clitics(act.at).by;
        if !same {
            n += 1;
            continue;
        }
        let (verb, act) = drafts.split_at_mut(n + 1);
        let (verb, act) = (&mut verb[n], &mut act[0]);
        brought[n] = true;
        n += 1;
        let hit = if verb.recipients.is_empty() {
            std::mem::take(&mut verb.actors)
        } else {
            std::mem::take(&mut verb.recipients)
        };
        if act.actors.is_empty() {
            act.actors = std::mem::take(&mut verb.actors);
        }
        for member in hit.into_iter().filter(|m| act.actors.iter().all(|a| a.id != m.id)) {
            if act.recipients.iter().all(|r| r.id != member.id) {
                act.recipients.push(member);
            }
        }
    }
    order::leave_out(drafts, &brought);
}

/// The numbers of the drafts whose triggers stand no more than `far` tokens from token `at`; they are in order of the text.
fn near(drafts: &[Draft], at: usize, far: usize) -> Range<usize> {
    drafts.partition_point(|d| d.at + far < at)..drafts.partition_point(|d| d.at <= at + far)
}

/// How far from the act that killed them those killed may be told, in tokens.
const OUTCOME: usize = 24;

/// Gives those killed to the act that killed them, where one is told in the same sentence.
pub(super) fn merge_outcomes(ground: &Ground<'_, '_, '_>, drafts: &mut Vec<Draft>) {
    let mut told = vec![false; drafts.len()];
    for n in 0..drafts.len() {
        let draft = &drafts[n];
        if !draft.outcome {
            continue;
        }
        let sentence = ground.doc.sentence_of(draft.at);
        let act = near(drafts, draft.at, OUTCOME).find(|&n| {
            let d = &drafts[n];
            d.kind == EventType::Assault
                && !d.outcome
                // "The abduction and killing of": what is joined is an act of its own.
                && !(d.at + 1 == draft.at && ground.doc.clitics(draft.at).and)
                && ground.doc.sentence_of(d.at) == sentence
        });
        let Some(act) = act else { continue };
        told[n] = true;
        let dead = std::mem::take(&mut drafts[n].recipients);
        let Draft { actors, recipients, .. } = &mut drafts[act];
        for member in dead.into_iter().filter(|m| actors.iter().all(|a| a.id != m.id)) {
            if !recipients.iter().any(|m| m.id == member.id) {
                recipients.push(member);
            }
        }
    }
    order::leave_out(drafts, &told);
}

/// How far apart acts that are joined by "and" may stand.
const AND: usize = 9;

/// "In clashes with the army and in raids": acts that are joined hit the same, where only one says whom.
pub(super) fn share_hits(ground: &Ground<'_, '_, '_>, drafts: &mut [Draft]) {
    for n in 1..drafts.len() {
        let (before, after) = drafts.split_at_mut(n);
        let (Some(first), Some(second)) = (before.last_mut(), after.first_mut()) else { continue };
        let joined = first.kind == EventType::Assault
            && second.kind == EventType::Assault
            && !first.finite
            && !second.finite
            && second.at <= first.at + AND
            && ground.doc.clitics(second.at).and
            && ground.doc.sentence_of(first.at) == ground.doc.sentence_of(second.at)
            && (first.at + 1..second.at).all(|i| !ground.only_verb(i));
        if !joined {
            continue;
        }
        let (from, to) = if first.recipients.is_empty() { (second, first) } else { (first, second) };
        if to.recipients.is_empty() {
            let hit = from.recipients.iter().filter(|r| to.actors.iter().all(|a| a.id != r.id)).cloned();
            to.recipients = hit.collect();
        }
    }
}

/// How far from an act the count of those it killed or hurt may stand, in tokens.
const TOLL: usize = 30;

/// Gives those who are counted as killed or hurt to the act of their sentence that struck nobody else: "the shelling left
/// seven civilians dead".
pub(super) fn give_tolls(ground: &Ground<'_, '_, '_>, drafts: &mut [Draft], figures: &[figures::Draft]) {
    let victims = |f: &&figures::Draft| {
        matches!(f.measure, Measure::Killed | Measure::Injured) && f.scope == Scope::Incident && !f.part
    };
    for toll in figures.iter().filter(victims).filter(|f| !ground.is_tally(f.range.start)) {
        let sentence = ground.doc.sentence_of(toll.range.start);
        let open = |d: &Draft| {
            d.kind == EventType::Assault
                && ground.doc.sentence_of(d.at) == sentence
                && d.by == toll.by
                && d.at.abs_diff(toll.range.start) <= TOLL
                && !d.actors.iter().any(|a| a.span.touches(toll.span))
        };
        let around = near(drafts, toll.range.start, TOLL);
        if drafts[around.clone()].iter().any(|d| open(d) && d.recipients.iter().any(|r| r.span.touches(toll.span))) {
            continue;
        }
        // "Five were killed in a raid": what they were killed in, rather than what stands before.
        let means = |d: &Draft| d.at > toll.range.start && ground.is_means(d.at);
        let nearest = around
            .filter(|&n| open(&drafts[n]) && !drafts[n].outcome)
            .min_by_key(|&n| (!means(&drafts[n]), drafts[n].at.abs_diff(toll.range.start)));
        let Some(act) = nearest.filter(|&n| drafts[n].recipients.is_empty()) else { continue };
        let counted = toll.counted.map_or("", |s| s.of(ground.doc.text));
        // "12 of the forces of the government": a side that is named suffers it.
        let side = (toll.range.clone())
            .find_map(|i| ground.named(i).filter(|(.., k)| *k != Kind::People))
            .or_else(|| whole_side(ground, toll.range.start))
            .or_else(|| ground.side_of_people(toll.range.end))
            .or_else(|| ground.in_ranks(toll.range.end))
            .or_else(|| ground.group_adjective(toll.range.end).map(|(id, end)| (id, end, Kind::Group)))
            .or_else(|| ground.group_adjective(toll.range.end - 1).map(|(id, end)| (id, end, Kind::Group)));
        let (id, kind) = side
            .map_or_else(|| (ground.people_id(&rasid_text::fold(counted)), Kind::People), |(id, _, kind)| (id, kind));
        let member = Member { span: toll.span, id, kind };
        // "The raids and the shelling left forty dead": both did.
        let joined = |a: &Draft, b: &Draft| {
            open(a) && open(b) && !a.finite && !b.finite && b.at <= a.at + JOINED && ground.doc.clitics(b.at).and
        };
        for other in [act.wrapping_sub(1), act + 1] {
            let (first, second) = (other.min(act), other.max(act));
            if second < drafts.len()
                && joined(&drafts[first], &drafts[second])
                && !drafts[other].outcome
                && drafts[other].recipients.is_empty()
            {
                drafts[other].recipients.push(member.clone());
            }
        }
        drafts[act].recipients.push(member);
    }
}

/// The army or group that those counted from token `at` on are of: "two Egyptian soldiers", "eight of the men of the
/// movement".
fn whole_side(ground: &Ground<'_, '_, '_>, at: usize) -> Option<(Rc<str>, usize, Kind)> {
    let party = ground.party(at)?;
    let [member] = party.members.as_slice() else { return None };
    let known = !member.id.starts_with("grp:") && !member.id.starts_with("anon:");
    (known && member.kind == Kind::People).then(|| (member.id.clone(), party.end, Kind::People))
}
