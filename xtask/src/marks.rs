//! Tables of events marked by hand: which report, and a line for each event. Spans are code points of the report's text.

use rasid_record::{Aux, EventType};
use std::collections::BTreeMap;
use std::ops::Range;

/// Somebody in an event.
pub struct Who<'t> {
    /// Their words; none where nothing in the text names them.
    pub words: Option<Range<usize>>,
    /// Identifier.
    pub id: &'t str,
}

/// A line: type, mode, aux, trigger, actors, recipients.
pub struct Row<'t> {
    /// PLOVER's type.
    pub kind: EventType,
    /// Its mode.
    pub mode: Option<&'t str>,
    /// How it is told.
    pub aux: Option<Aux>,
    /// The words that show it.
    pub trigger: Range<usize>,
    /// Who does it.
    pub actors: Vec<Who<'t>>,
    /// To whom.
    pub recipients: Vec<Who<'t>>,
}

/// The lines of each report, without its identifier; none where a report has no event.
pub fn by_report(table: &str) -> BTreeMap<&str, Vec<&str>> {
    let mut rows: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let (id, event) = line.split_once('\t').unwrap_or((line, ""));
        rows.entry(id).or_default().extend(Some(event).filter(|event| !event.is_empty()));
    }
    rows
}

impl<'t> Row<'t> {
    /// Reads a line without its identifier; none where it has another form.
    pub fn read(line: &'t str) -> Option<Self> {
        let cells: Vec<&str> = line.split('\t').collect();
        let [kind, mode, aux, trigger, actors, recipients] = *cells else { return None };
        let people = |cell: &'t str| -> Option<Vec<Who<'t>>> {
            let of = cell.split(';').filter(|who| !who.is_empty());
            of.map(|who| {
                let (words, id) = who.split_once('=')?;
                let words = if words.is_empty() { None } else { Some(span(words)?) };
                Some(Who { words, id })
            })
            .collect()
        };
        Some(Row {
            kind: EventType::parse(kind)?,
            mode: Some(mode).filter(|mode| !mode.is_empty()),
            aux: if aux.is_empty() { None } else { Some(Aux::parse(aux)?) },
            trigger: span(trigger)?,
            actors: people(actors)?,
            recipients: people(recipients)?,
        })
    }
}

/// `start-end`.
fn span(range: &str) -> Option<Range<usize>> {
    let (start, end) = range.split_once('-')?;
    let range = start.parse().ok()?..end.parse().ok()?;
    (range.start < range.end).then_some(range)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_read_and_one_of_another_form_is_not() {
        let row = Row::read("ASSAULT\taerial\tnegated\t0-3\t4-9=SYR:mil\t10-13=x;=grp:y").expect("the row is sound");
        assert_eq!((row.kind, row.mode, row.aux), (EventType::Assault, Some("aerial"), Some(Aux::Negated)));
        assert_eq!((row.trigger, row.actors[0].words.clone()), (0..3, Some(4..9)));
        assert_eq!((row.recipients.len(), row.recipients[1].words.clone(), row.recipients[1].id), (2, None, "grp:y"));
        for bad in ["ATTACK\t\t\t0-3\t\t", "ASSAULT\t\tmaybe\t0-3\t\t", "ASSAULT\t\t\t3-0\t\t", "ASSAULT\t\t"] {
            assert!(Row::read(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn a_report_without_events_is_one_all_the_same() {
        let rows = by_report("# head\na\tASSAULT\t\t\t0-3\t\t\nb\na\tACCUSE\t\t\t5-9\t\t\n");
        assert_eq!((rows["a"].len(), rows["b"].len()), (2, 0));
    }
}
