//! Events of reports that neither rules nor weights were made with, scored beside the gold: how well others are read.

use crate::{Result, place, program};
use rasid_record::{Reading, Report};
use rasid_score::Measure;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

/// The marks, in the layout of those that are learned from.
const MARKS: &str = "xtask/data/aside.tsv";
/// The corpus that they are about, in the folder with gold and corpus.
const CORPUS: &str = "data/news-2018-h1.jsonl.gz";
/// What such marks can say; who claims an event is not marked.
const MEASURES: [&str; 3] = ["events.type", "events.who", "events.full"];

/// Reads the reports and gives the measures.
pub fn measure(binary: &Path) -> Result<Vec<Measure>> {
    let table = place::read(&place::root()?.join(MARKS))?;
    let mut rows: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let (id, event) = line.split_once('\t').unwrap_or((line, ""));
        rows.entry(id).or_default().extend(Some(event).filter(|event| !event.is_empty()));
    }
    let (mut gold, mut lines) = (Vec::with_capacity(rows.len()), String::new());
    for report in crate::events::corpus(&place::shared(CORPUS)?)? {
        let Some(events) = rows.remove(&*report.id) else { continue };
        lines += &serde_json::to_string(&report).map_err(|e| e.to_string())?;
        lines.push('\n');
        gold.push(marked(report, &events)?);
    }
    if let Some(missing) = rows.keys().next() {
        return Err(format!("The corpus has no report {missing}, of which {MARKS} has marks."));
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
    let cells: Vec<&str> = row.split('\t').collect();
    let [kind, mode, aux, trigger, actors, recipients] = *cells else { return None };
    let span = |range: &str| {
        let (start, end) = range.split_once('-')?;
        let (start, end): (usize, usize) = (start.parse().ok()?, end.parse().ok()?);
        let text: String = letters.get(start..end)?.iter().collect();
        Some(json!({ "start": start, "end": end, "text": text }))
    };
    let people = |cell: &str| -> Option<Vec<Value>> {
        let of = cell.split(';').filter(|who| !who.is_empty()).map(|who| who.split_once('='));
        of.map(|who| who.and_then(|(at, id)| Some(json!({ "span": span(at)?, "id": id })))).collect()
    };
    let some = |cell: &str| Some(cell.to_owned()).filter(|cell| !cell.is_empty());
    Some(json!({
        "type": kind, "mode": some(mode), "aux": some(aux), "trigger": span(trigger)?,
        "actors": people(actors)?, "recipients": people(recipients)?,
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
