//! Few, without a number: duals (two rockets), one person killed or held, and a number behind a
//! definite noun (the fifteen members).

use super::counted::{self, Noun};
use super::quantity::Quantity;
use super::{Found, measure};
use crate::counts;
use crate::doc::Doc;
use rasid_lang::tables::figures::{Counted, CountedClass, FigureWord};
use rasid_lang::tables::times::Count;
use rasid_lang::{Kinds, Sense};
use rasid_record::Measure;

fn exactly(cut: u8, end: usize, value: f64) -> Quantity {
    Quantity {
        cut,
        end,
        low: Some(value),
        high: Some(value),
        approx: false,
        vague: false,
        several: false,
        definite: false,
        plain_digits: false,
    }
}

/// The counted noun at token `i` in the given number of its form.
fn noun<'l>(doc: &Doc<'_, 'l>, i: usize, wanted: Count) -> Option<(usize, u8, &'l Counted)> {
    // The form must not be a plural of another noun, nor begin a name.
    let (hit, counted) = doc.longest_of(i, Kinds::FIGURE, |h| match h.sense {
        Sense::Figure(FigureWord::Counted(n, count)) if count == wanted && h.pronoun.is_none() => {
            Some(doc.lexicon.counted(n))
        }
        _ => None,
    })?;
    let longer = doc.hits(i).iter().any(|h| h.end > hit.end && !matches!(h.sense, Sense::Figure(_)));
    (!longer).then_some((hit.end, hit.cut, counted))
}

/// Rule `figure/dual`: two of something that fighting news counts, by the dual form of its noun: "two rockets". Tables:
/// counted.
pub(super) fn dual(doc: &Doc<'_, '_>, i: usize) -> Option<Found> {
    let (end, cut, counted) = noun(doc, i, Count::Two)?;
    let counts = matches!(counted.class, CountedClass::People | CountedClass::Attack | CountedClass::Aid)
        || counted.class == CountedClass::Thing && counted.measure.is_some();
    // A dual in the oblique case of a noun with a sound plural is written like that plural.
    let plural = doc
        .hits_of(i, Kinds::FIGURE)
        .iter()
        .any(|h| matches!(h.sense, Sense::Figure(FigureWord::Counted(_, Count::Many))));
    let name = doc.hits(i).iter().any(|h| h.sense.is_name());
    if !counts || plural || name || doc.is_definite(i) {
        return None;
    }
    let found = counted::known(doc, i)?;
    let _ = end;
    Some(Found { end: found.end, quantity: exactly(cut, end, 2.0), noun: Some(found), rule: "figure/dual" })
}

/// Rule `figure/one`: one person killed, hurt, held or missing, right behind the word that says so: "the killing of a
/// civilian". Tables: counted, measures.
pub(super) fn one(doc: &Doc<'_, '_>, i: usize) -> Option<Found> {
    let person: Noun = counted::known(doc, i).filter(|n| n.class == CountedClass::People)?;
    let many = |s: &Sense| {
        matches!(s, Sense::Figure(FigureWord::Counted(_, Count::Many | Count::Two)) | Sense::Nationality(_, true))
    };
    let plural = doc.hits(i).iter().any(|h| many(&h.sense)) || rasid_lang::inflect::is_sound_plural(doc.folded(i));
    let cut = doc.cut(i);
    if plural || cut > 0 || doc.is_definite(i) || doc.is_definite(person.end - 1) && person.end > i + 1 {
        return None;
    }
    let before = i.checked_sub(1).filter(|b| doc.together(*b, i))?;
    // "That a child was killed": the noun in the accusative stands before its verb.
    let accusative = doc.folded(i).ends_with('\u{0627}') && !doc.hits(i).iter().any(|h| h.sense.is_name());
    let verb_behind =
        || measure::measure_at(doc, person.end).filter(|_| accusative && doc.clitics(person.end).is_empty());
    let said = measure::measure_at(doc, before).or_else(verb_behind)?;
    let victim = matches!(said, Measure::Killed | Measure::Injured | Measure::Detained | Measure::Missing);
    // A construct ("the killing of a leader of …") names somebody; a bare person is counted.
    let named = doc.is_word(person.end) && doc.is_definite(person.end) && doc.clitics(person.end).is_empty();
    let indefinite_noun = doc.hits(i).iter().any(|h| h.end > i + 1 && !matches!(h.sense, Sense::Figure(_)));
    if !victim || named || indefinite_noun || person.measure.is_some() {
        return None;
    }
    let one = |w: FigureWord| matches!(w, FigureWord::Number(rasid_lang::numbers::NumberWord::Unit(1)));
    let end = super::quantity::word(doc, person.end, |w| one(w).then_some(()))
        .filter(|(_, cut, ())| *cut == 0)
        .map_or(person.end, |(end, ..)| end);
    Some(Found { end, quantity: exactly(0, end, 1.0), noun: Some(person), rule: "figure/one" })
}

/// Rule `figure/definite`: a number behind its noun, both with the article: "the fifteen members of the council".
/// Tables: numbers, counted.
pub(super) fn definite(doc: &Doc<'_, '_>, i: usize) -> Option<Found> {
    let (noun, at) = counted::before_number(doc, i)?;
    let count =
        counts::number_at(doc, at).filter(|c| c.definite && c.cut == 0 && !c.number.vague && c.number.value >= 2.0)?;
    let cut = doc.cut(i);
    Some(Found {
        end: count.end,
        quantity: exactly(cut, count.end, count.number.value),
        noun: Some(noun),
        rule: "figure/definite",
    })
}
