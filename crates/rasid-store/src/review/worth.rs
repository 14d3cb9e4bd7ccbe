//! How much hangs on a record, and how doubtful it is: what the queue of review goes by. Both are sums of signs
//! that `docs/review.md` lists, from 0 to 100; neither says what is true.

use rasid_record::{
    Anchor, ArrangementKind, Aux, Basis, Class, EventType, List, Measure, Participant, Phase, Reading, Scope, Stance,
    Who,
};

/// What is put into the queue for a record; nothing for what is reached from its report alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Worth {
    pub(crate) weight: u32,
    pub(crate) doubt: u32,
}

/// Notes that are looked at: more of them say nothing new.
const NOTES: usize = 200;

/// The worth of record `idx` of `list`.
pub(crate) fn worth(reading: &Reading, list: List, idx: usize) -> Option<Worth> {
    let weight = weight(reading, list, idx)?;
    Some(Worth { weight: weight.min(100), doubt: doubt(reading, list, idx).min(100) })
}

fn weight(reading: &Reading, list: List, idx: usize) -> Option<u32> {
    Some(match list {
        List::Times | List::Naming => return None,
        List::Breaches => {
            let x = reading.breaches.get(idx)?;
            60 + if x.figure.is_some() { 10 } else { 0 } + if x.answer.is_some() { 10 } else { 0 }
        }
        List::Arrangements => {
            let x = reading.arrangements.get(idx)?;
            let truce = matches!(x.kind, ArrangementKind::Ceasefire | ArrangementKind::Pause);
            let phase = match x.phase {
                Phase::Violated | Phase::Failed | Phase::Ended | Phase::Refused | Phase::Suspended => 60,
                Phase::Announced | Phase::Agreed | Phase::InForce | Phase::Extended => 55,
                Phase::Proposed | Phase::Negotiated => 40,
                Phase::Mentioned => 10,
            };
            phase + if truce { 10 } else { 0 }
        }
        List::Commitments => {
            let x = reading.commitments.get(idx)?;
            let class = match x.class {
                Class::Undertaking => 45,
                Class::Threat => 40,
                Class::Precondition | Class::Offer => 35,
                Class::Target => 25,
                Class::Forecast => 20,
            };
            class + if x.until.is_some() { 10 } else { 0 }
        }
        List::Figures => {
            let x = reading.figures.get(idx)?;
            let people = matches!(x.who, Some(Who::Civilian | Who::Child | Who::Medical));
            let measure = match x.measure {
                Measure::Killed => 50,
                Measure::Injured | Measure::Missing | Measure::Detained | Measure::Displaced => 40,
                Measure::Besieged | Measure::Evacuated | Measure::Breach | Measure::Attack => 40,
                Measure::Present | Measure::Aid | Measure::Money => 25,
                Measure::Other => 10,
            };
            measure + if people { 10 } else { 0 } - if x.scope == Scope::Total { 5 } else { 0 }
        }
        List::Events => {
            let x = reading.events.get(idx)?;
            use EventType::{Agree, Aid, Assault, Coerce, Concede, Mobilize, Retreat, Sanction, Threaten};
            let kind = match x.kind {
                Assault => 35,
                Coerce | Retreat | Concede | Agree | Aid => 30,
                Sanction | Mobilize | Threaten => 25,
                _ => 15,
            };
            kind - if matches!(x.aux, None | Some(Aux::Negated)) { 0 } else { 10 }
        }
        List::Statements => match reading.statements.get(idx)?.stance {
            Stance::Accuse | Stance::Deny | Stance::Threaten | Stance::Reject | Stance::Promise => 20,
            Stance::Demand | Stance::Urge | Stance::Accept | Stance::Doubt | Stance::Hope => 12,
            Stance::Inform => return None,
        },
    })
}

fn doubt(reading: &Reading, list: List, idx: usize) -> u32 {
    let mut doubt = 0;
    let mut sign = |holds: bool, points: u32| doubt += if holds { points } else { 0 };
    let Some(at) = reading.anchor(list, idx) else { return 0 };
    let touches = |other: &Anchor| other.start < at.end && at.start < other.end;
    sign(reading.notes.iter().take(NOTES).any(|note| touches(&note.at)), 30);
    // Lists are sorted by their words, so what overlaps is near.
    let near = [idx.checked_sub(1), idx.checked_add(1)];
    sign(near.into_iter().flatten().any(|other| reading.anchor(list, other).is_some_and(touches)), 15);
    let unknown =
        |time: Option<usize>| time.and_then(|i| reading.times.get(i)).is_some_and(|time| time.value.is_none());
    let anchored = |time: Option<usize>| time.and_then(|i| reading.times.get(i)).is_some_and(|time| time.anchored);
    let undated = reading.report.published.is_none() || reading.report.published_basis == Some(Basis::Inferred);
    let (mut times, mut by, mut carried) = ([None, None], None, false);
    match list {
        List::Times | List::Naming => {}
        List::Figures => {
            let x = &reading.figures[idx];
            (times, by, carried) = ([x.from, x.until], x.by, x.carried);
            sign(x.low.is_none() && x.high.is_none(), 25);
            sign(x.approx, 5);
        }
        List::Statements => {
            let x = &reading.statements[idx];
            sign(x.speaker_id.is_none(), 20);
            sign(x.speaker_id.as_deref().is_some_and(is_local), 5);
            sign(x.negated, 15);
        }
        List::Events => {
            let x = &reading.events[idx];
            (times, by, carried) = ([x.when, None], x.by, x.carried);
            let nobody = |people: &[Participant]| people.is_empty();
            sign(nobody(&x.actors), 10);
            sign(nobody(&x.actors) && nobody(&x.recipients), 15);
            sign(x.actors.iter().chain(&x.recipients).any(|p| is_local(&p.id)), 5);
            sign(x.aux == Some(Aux::Negated), 10);
        }
        List::Commitments => {
            let x = &reading.commitments[idx];
            (times, by) = ([x.from, x.until], x.said_in);
            sign(is_local(&x.by_id), 10);
            sign(x.condition.is_some(), 5);
            sign(x.negative, 10);
        }
        List::Arrangements => {
            let x = &reading.arrangements[idx];
            (times, by) = ([x.from, x.until], x.by);
            sign(x.parties.is_empty() && x.phase != Phase::Mentioned, 10);
        }
        List::Breaches => {
            let x = &reading.breaches[idx];
            (times, by, carried) = ([x.from, x.until], x.by, x.carried);
            sign(x.accused.is_empty(), 25);
            sign(x.arrangement.is_none(), 10);
        }
    }
    sign(times.into_iter().any(unknown), 20);
    sign(undated && times.into_iter().any(anchored), 15);
    sign(carried, 15);
    let speaker = by.and_then(|i| reading.statements.get(i)).map(|s| s.speaker_id.as_deref());
    sign(speaker.is_some_and(|id| id.is_none_or(is_local)), 10);
    doubt
}

/// Whether an identifier holds inside one report only.
fn is_local(id: &str) -> bool {
    !crate::is_shared(id)
}
