//! What comes back: "daily", "every minute", "every 48 hours".

use super::finder::{Finder, Found};
use super::when::When;
use rasid_lang::tables::times::{TimeWord, Unit};

/// Rule `time/set`: what comes back: "daily", "every minute", "every 48 hours". Tables: timewords, numbers.
pub(super) fn read(finder: &Finder<'_, '_, '_>, i: usize) -> Option<Found> {
    let found = |end, cut, count, unit| Found {
        first: i,
        end,
        cut,
        when: When::Every(count, unit),
        modifier: None,
        anchored: false,
        rule: "time/set",
    };
    if let Some((hit, (count, unit))) = finder.word(i, |w| match w {
        TimeWord::Set(count, unit) => Some((count, unit)),
        _ => None,
    }) {
        return (!names_day(finder, hit.end) && finder.month(hit.end).is_none())
            .then(|| found(hit.end, hit.cut, f64::from(count), unit));
    }
    let (hit, ()) = finder.word(i, |w| (w == TimeWord::Every).then_some(()))?;
    if let Some((end, ())) =
        finder.inner(hit.end, |w| matches!(w, TimeWord::Weekday(_) | TimeWord::BareWeekday(_)).then_some(()))
    {
        return Some(found(end, hit.cut, 1.0, Unit::Week));
    }
    if finder.doc.is_definite(hit.end) {
        return None;
    }
    let length = finder.length(hit.end).filter(|l| l.cut == 0 && !l.directed)?;
    Some(found(length.end, hit.cut, length.count?, length.unit))
}

/// "on the days Thursday and Friday" is written like "daily".
fn names_day(finder: &Finder<'_, '_, '_>, i: usize) -> bool {
    finder.inner(i, |w| matches!(w, TimeWord::Weekday(_) | TimeWord::BareWeekday(_)).then_some(())).is_some()
}
