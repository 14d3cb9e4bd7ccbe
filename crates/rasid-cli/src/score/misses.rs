//! Records that were missed or found wrongly, each on a line with its words.

use rasid_record::{Anchor, List, Reading};
use rasid_score::{Item, Report};
use rasid_source::{is_unsafe_to_show, shown};

/// Code points of a record's words that are shown.
const SHOWN: usize = 110;

/// Looks whether the words that readings give are those of the text.
pub fn check_words(gold: &[Reading], readings: &[Reading]) -> Result<(), String> {
    for wanted in gold {
        let Some(got) = of(readings, &wanted.report.id) else { continue };
        for anchor in anchors(got).into_iter().filter(|anchor| !anchor.text.is_empty()) {
            let words = cut(&wanted.report.text, anchor);
            if words != anchor.text {
                let Anchor { start, end, text } = anchor;
                let (id, words, text) = (&wanted.report.id, quoted(&words), quoted(text));
                return Err(format!("{id}: the span {start}..{end} is {words}, not {text}."));
            }
        }
    }
    Ok(())
}

/// A line for each record of `list` that was missed or should not be there, at most `most`.
pub fn lines(gold: &[Reading], readings: &[Reading], report: &Report, list: List, most: usize) -> String {
    let mut lines = Vec::new();
    for wanted in gold {
        let id = &wanted.report.id;
        let of_report = |item: &&Item| item.report == *id && item.list == list && !item.hit;
        for item in report.items.iter().filter(of_report) {
            lines.push(format!("{} missed  {}", shown(id), record(wanted, list, item.index, &wanted.report.text)));
        }
        let Some(got) = of(readings, id) else { continue };
        for item in report.found.iter().filter(of_report) {
            lines.push(format!("{} wrong   {}", shown(id), record(got, list, item.index, &wanted.report.text)));
        }
    }
    lines.truncate(most);
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// The reading of the report `id` that counts: the last one.
fn of<'r>(readings: &'r [Reading], id: &str) -> Option<&'r Reading> {
    readings.iter().rev().find(|reading| reading.report.id == id)
}

/// A record: its words and what it says.
fn record(reading: &Reading, list: List, index: usize, text: &str) -> String {
    let none = || "None".to_owned();
    let optional = |word: Option<&str>| word.map_or_else(none, str::to_owned);
    let number = |n: Option<rasid_record::reading::Number>| n.map_or_else(none, |n| n.to_string());
    let ids = |ids: Vec<&str>| format!("[{}]", ids.iter().map(|id| quoted(id)).collect::<Vec<_>>().join(", "));
    let says = match list {
        List::Times => reading
            .times
            .get(index)
            .map(|t| format!("{} {}", optional(t.value.as_deref()), optional(t.modifier.map(|m| m.as_str())))),
        List::Figures => reading.figures.get(index).map(|f| format!("{}..{}", number(f.low), number(f.high))),
        List::Statements => {
            reading.statements.get(index).map(|s| format!("{} {}", optional(s.speaker_id.as_deref()), s.stance))
        }
        List::Events => reading.events.get(index).map(|e| {
            let side = |of: &[rasid_record::Participant]| ids(of.iter().map(|p| p.id.as_str()).collect());
            format!("{} {} -> {}", e.kind, side(&e.actors), side(&e.recipients))
        }),
        List::Commitments => reading.commitments.get(index).map(|c| format!("{} {}", c.by_id, c.class)),
        List::Arrangements => reading.arrangements.get(index).map(|a| format!("{} {}", a.kind, a.phase)),
        List::Breaches => reading.breaches.get(index).map(|b| ids(b.accused.iter().map(String::as_str).collect())),
        List::Naming => reading.naming.get(index).map(|n| n.id.clone()),
    };
    let words = reading.anchor(list, index).map(|anchor| cut(text, anchor)).unwrap_or_default();
    let words: String = words.chars().take(SHOWN).collect();
    format!("{}  {}", quoted(&words), shown(&says.unwrap_or_default()))
}

/// The spans whose words must be those of the text.
fn anchors(reading: &Reading) -> Vec<&Anchor> {
    let mut all: Vec<&Anchor> = Vec::new();
    all.extend(reading.times.iter().map(|x| &x.at));
    all.extend(reading.figures.iter().map(|x| &x.at));
    for statement in &reading.statements {
        all.push(&statement.cue);
        all.extend(statement.speaker.iter().chain(&statement.content));
    }
    all.extend(reading.events.iter().map(|x| &x.trigger));
    all.extend(reading.commitments.iter().map(|x| &x.what));
    all.extend(reading.arrangements.iter().map(|x| &x.at));
    all.extend(reading.breaches.iter().map(|x| &x.at));
    all.extend(reading.naming.iter().map(|x| &x.at));
    all
}

/// The code points of `text` that `anchor` covers.
fn cut(text: &str, anchor: &Anchor) -> String {
    let length = anchor.end.saturating_sub(anchor.start);
    text.chars().skip(anchor.start as usize).take(length as usize).collect()
}

/// `text` in quotation marks on one line, with what could harm a terminal written out.
fn quoted(text: &str) -> String {
    let mark = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut out = String::from(mark);
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\\' => out.push_str("\\\\"),
            c if c == mark => out.extend(['\\', c]),
            c if is_unsafe_to_show(c) => out.push_str(&shown(c.encode_utf8(&mut [0; 4]))),
            c => out.push(c),
        }
    }
    out.push(mark);
    out
}
