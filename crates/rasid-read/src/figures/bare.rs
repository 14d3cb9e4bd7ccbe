//! What a figure is of, where the number stands alone or its noun leaves it open: the tally that
//! is told of, the verb that governs it, the figure before it.

use super::counted::Noun;
use super::{Draft, Found, measure, quantity};
use crate::doc::Doc;
use rasid_lang::tables::figures::{CountedClass, FigureWord};
use rasid_record::{Measure, Who};
use std::ops::Range;

/// What a figure measures, and which people.
#[derive(Clone, Copy, Debug)]
pub(super) struct What {
    pub measure: Measure,
    pub who: Option<Who>,
}

/// The noun of the total that a bare number is: "the number of displaced … to 160 thousand".
pub(super) fn tallied(doc: &Doc<'_, '_>, i: usize, found: &Found) -> Option<Noun> {
    // The number must be what the tally comes to, not part of what it counts.
    let noun = measure::tally(doc, i)?;
    found.noun.is_none_or(|n| n.class == CountedClass::People).then_some(noun)
}

/// Whether the words between `last` and token `first` make what follows a part of it.
pub(super) fn is_part(doc: &Doc<'_, '_>, first: usize, last: Option<&Draft>) -> bool {
    let among = |l: &Draft| (l.range.end..first).any(|i| quantity::is(doc, i, FigureWord::Among).is_some());
    last.is_some_and(|l| doc.together(l.range.start, first) && among(l))
}

/// What the figure measures, or nothing where a bare number has neither noun nor measure.
pub(super) fn what(
    doc: &Doc<'_, '_>,
    range: &Range<usize>,
    found: &Found,
    noun: Option<Noun>,
    tally: Option<Noun>,
    last: Option<&Draft>,
) -> Option<What> {
    let (first, end) = (range.start, range.end);
    let among = last.filter(|_| is_part(doc, first, last));
    let Some(noun) = noun else { return bare(doc, range, found) };
    if noun.others {
        let measure = measure::of_people(doc, first, end).or(last.map(|l| l.measure)).unwrap_or(Measure::Other);
        let who = last.and_then(|l| l.who).unwrap_or(Who::Unknown);
        return Some(What { measure, who: Some(who) });
    }
    if noun.times {
        let measure = measure::of_times(doc, first)?;
        return Some(What { measure, who: None });
    }
    Some(match noun.class {
        CountedClass::People => {
            // One person is counted for what the word right before says.
            let around = || match found.rule {
                "figure/one" => measure::measure_at(doc, first.checked_sub(1)?),
                _ => measure::of_people(doc, first, end).or(tally.and_then(|t| t.measure)),
            };
            let measure = match noun.measure {
                Some(m @ (Measure::Killed | Measure::Injured | Measure::Missing)) => m,
                Some(own) => around()
                    .filter(|m| {
                        matches!(m, Measure::Killed | Measure::Injured | Measure::Evacuated | Measure::Detained)
                    })
                    .unwrap_or(own),
                None => match among {
                    Some(l) => l.measure,
                    None => around().unwrap_or_else(|| standing(noun.who)),
                },
            };
            let measure = settle(doc, range, measure, noun.who);
            // Two people of whom nothing is said are no figure.
            if found.rule == "figure/dual" && matches!(measure, Measure::Other | Measure::Present) {
                return None;
            }
            // Of members and delegates nothing is said but how many.
            let who = noun.who.or((measure != Measure::Other).then_some(Who::Unknown));
            What { measure, who }
        }
        CountedClass::Attack => What { measure: noun.measure.unwrap_or(Measure::Attack), who: None },
        CountedClass::Aid
            if noun.measure == Some(Measure::Aid) || measure::said_in_sentence(doc, first, Measure::Aid) =>
        {
            What { measure: Measure::Aid, who: None }
        }
        CountedClass::Aid => What { measure: Measure::Other, who: None },
        CountedClass::Money => What { measure: Measure::Money, who: None },
        CountedClass::Thing | CountedClass::None => {
            What { measure: measure::of_thing(doc, first).unwrap_or(Measure::Other), who: None }
        }
    })
}

/// What the rest of the sentence adds: people in a place that is besieged are besieged, people who
/// need aid are counted for it.
fn settle(doc: &Doc<'_, '_>, range: &Range<usize>, measure: Measure, who: Option<Who>) -> Measure {
    match measure {
        Measure::Present
            if who != Some(Who::Combatant) && measure::said_in_sentence(doc, range.start, Measure::Besieged) =>
        {
            Measure::Besieged
        }
        Measure::Other if measure::said_behind(doc, range.end, Measure::Aid) => Measure::Aid,
        other => other,
    }
}

/// Fighters of whom nothing is said are where they are.
fn standing(who: Option<Who>) -> Measure {
    if who == Some(Who::Combatant) { Measure::Present } else { Measure::Other }
}

/// A number without a noun counts people where a word right beside it says for what.
fn bare(doc: &Doc<'_, '_>, range: &Range<usize>, found: &Found) -> Option<What> {
    const NEAR: usize = 3;
    let sentence = doc.sentence(range.start);
    let people = |m: &Measure| !matches!(m, Measure::Attack | Measure::Breach | Measure::Aid | Measure::Present);
    let behind = measure::measure_at(doc, range.end).filter(people);
    let before = (sentence.start.max(range.start.saturating_sub(NEAR))..range.start)
        .rev()
        .find_map(|i| measure::measure_at(doc, i).filter(people));
    // "tens of thousands gathered": a vague plural before a verb of many is of people.
    let many = || found.quantity.vague && acts_of_many(doc, range.end);
    let measure = behind
        .or(before)
        .or_else(|| many().then(|| measure::of_people(doc, range.start, range.end).unwrap_or(Measure::Present)))?;
    // Digits alone are more often something else.
    let clear = !found.quantity.plain_digits
        || behind.is_some()
        || range.start > 0 && measure::measure_at(doc, range.start - 1).is_some();
    clear.then_some(What { measure, who: Some(Who::Unknown) })
}

/// Whether the word at token `i` is a verb of the past whose subject is many people.
fn acts_of_many(doc: &Doc<'_, '_>, i: usize) -> bool {
    doc.is_word(i) && doc.folded(i).ends_with("\u{0648}\u{0627}") && doc.clitics(i).is_empty()
}
