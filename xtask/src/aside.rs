//! Events of reports that neither rules nor weights were made with, scored beside the gold: how well others are read.

use crate::marks::{Row, Who, by_report};
use crate::{Result, place, program};
use rasid_record::{Reading, Report};
use rasid_score::Measure;
use serde_json::{Value, json};
use std::ops::Range;
use std::path::Path;

/// A table of marks, in the layout of those that are learned from.
pub struct Set {
    /// Where the marks are, from the root of the repository.
    pub marks: &'static str,
    /// Where the measures are kept.
    pub scores: &'static str,
    /// Which reports they are.
    pub what: &'static str,
}

/// All of them.
pub const SETS: [Set; 3] = [
    Set {
        marks: "xtask/data/aside.tsv",
        scores: "scores/aside.tsv",
        what: "Twenty reports set aside, of which only events are marked",
    },
    Set {
        marks: "xtask/data/practised.tsv",
        scores: "scores/practised.tsv",
        what: "Twenty-four others, marked by readers who had practised on the gold",
    },
    Set {
        marks: "xtask/data/war.tsv",
        scores: "scores/war.tsv",
        what: "276 reports of war, truces and talks, marked by readers who had practised on the gold",
    },
];
/// The corpus that they are about, in the folder with gold and corpus.
const CORPUS: &str = "data/news-2018-h1.jsonl.gz";
/// What such marks can say; who claims an event is not marked.
const MEASURES: [&str; 3] = ["events.type", "events.who", "events.full"];

/// The corpus.
pub fn corpus() -> Result<Vec<Report>> {
    crate::events::corpus(&place::shared(CORPUS)?)
}

/// Reads the reports of a set and gives the measures.
pub fn measure(binary: &Path, set: &Set, corpus: &[Report]) -> Result<Vec<Measure>> {
    let table = place::read(&place::root()?.join(set.marks))?;
    let mut rows = by_report(&table);
    let (mut gold, mut lines) = (Vec::with_capacity(rows.len()), String::new());
    for report in corpus {
        let Some(events) = rows.remove(&*report.id) else { continue };
        lines += &serde_json::to_string(report).map_err(|e| e.to_string())?;
        lines.push('\n');
        gold.push(marked(report.clone(), &events)?);
    }
    if let Some(missing) = rows.keys().next() {
        return Err(format!("The corpus has no report {missing}, of which {} has marks.", set.marks));
    }
    let file = place::target()?.join("scores/aside.jsonl");
    place::write(&file, lines.as_bytes())?;
    let readings = program::read(binary, &file)?;
    let readings: Vec<Reading> =
        readings.lines().map(|line| serde_json::from_str(line).map_err(|e| e.to_string())).collect::<Result<_>>()?;
    let mut measures = rasid_score::score(&gold, &readings).measures;
    measures.retain(|measure| MEASURES.contains(&measure.name));
    Ok(measures)
}

/// A report with the events marked in it.
fn marked(report: Report, rows: &[&str]) -> Result<Reading> {
    let letters: Vec<char> = report.text.chars().collect();
    let events: Option<Vec<Value>> = rows.iter().map(|row| event(row, &letters)).collect();
    let bad = || format!("A mark of {} cannot be read.", report.id);
    let events = serde_json::from_value(Value::Array(events.ok_or_else(bad)?)).map_err(|e| format!("{} {e}", bad()))?;
    Ok(Reading { events, ..Reading::empty(report) })
}

/// An event of a row in the layout of docs/formats.md.
fn event(row: &str, letters: &[char]) -> Option<Value> {
    let row = Row::read(row)?;
    let span = |range: &Range<usize>| {
        let text: String = letters.get(range.clone())?.iter().collect();
        Some(json!({ "start": range.start, "end": range.end, "text": text }))
    };
    let people = |of: &[Who<'_>]| -> Option<Vec<Value>> {
        of.iter().map(|who| Some(json!({ "span": span(who.words.as_ref()?)?, "id": who.id }))).collect()
    };
    Some(json!({
        "type": row.kind.as_str(), "mode": row.mode, "aux": row.aux.map(|aux| aux.as_str()),
        "trigger": span(&row.trigger)?, "actors": people(&row.actors)?, "recipients": people(&row.recipients)?,
        "when": null, "where": null, "by": null, "carried": false,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_becomes_an_event_and_a_broken_one_is_refused() {
        let report = || Report { id: "r".into(), text: "قصف الجيش حلب".into(), ..Report::default() };
        let reading = marked(report(), &["ASSAULT\t\t\t0-3\t4-9=SYR:mil\t10-13=grp:x"]).expect("the row is sound");
        let event = &reading.events[0];
        assert_eq!((event.actors.len(), &*event.recipients[0].id), (1, "grp:x"));
        assert_eq!(event.recipients[0].span.text, "حلب");
        assert!(marked(report(), &["ASSAULT\t\t\t0-3\t=x\t"]).is_err());
        assert!(marked(report(), &["ASSAULT\t\t\t0-99\t\t"]).is_err());
        assert!(marked(report(), &["ATTACK\t\t\t0-3\t\t"]).is_err());
        assert!(marked(report(), &["ASSAULT\t\t"]).is_err());
    }
}
