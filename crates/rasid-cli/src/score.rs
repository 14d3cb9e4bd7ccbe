//! `rasid score`: readings compared with hand-made ones, with the figures and the layout of the judge.

mod input;
mod misses;

use crate::args::Score;
use crate::exit::Exit;
use crate::output::Output;
use crate::progress::Messages;
use input::{gold, least, readings};
use rasid_record::{List, Reading};
use rasid_score::{Measure, Report, score};
use rasid_source::shown;
use serde::Serialize;
use serde_json::ser::{PrettyFormatter, Serializer};
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// Does what `args` say.
pub fn run(args: &Score) -> Exit {
    let messages = Messages::new(false);
    let errors = match wanted(&args.errors) {
        Ok(errors) => errors,
        Err(sentence) => {
            messages.say(&sentence);
            return Exit::Arguments;
        }
    };
    match scored(args, errors) {
        Ok((text, good)) => match Output::print(&text, &messages) {
            Some(exit) => exit,
            None if good => Exit::Done,
            None => Exit::SomeWrong,
        },
        Err(sentence) => {
            messages.say(&shown(&sentence));
            Exit::SomeWrong
        }
    }
}

/// The list whose errors are wanted, and how many of them.
fn wanted(given: &[String]) -> Result<Option<(List, usize)>, String> {
    let Some((name, rest)) = given.split_first() else { return Ok(None) };
    let list = List::parse(name).ok_or_else(|| {
        let lists: Vec<&str> = List::ALL.iter().map(|list| list.as_str()).collect();
        format!("\"{}\" is no list; there are {}.", shown(name), lists.join(", "))
    })?;
    let most = match rest.first() {
        None => usize::MAX,
        Some(n) => n.parse().map_err(|_| format!("\"{}\" is no number of errors.", shown(n)))?,
    };
    Ok(Some((list, most)))
}

/// What is printed, and whether all least values are reached.
fn scored(args: &Score, errors: Option<(List, usize)>) -> Result<(String, bool), String> {
    let gold = gold(&args.gold)?;
    let mut readings = readings(&args.readings)?;
    let gold = only_reviewed(gold, &mut readings);
    let least = args.min.as_deref().map(least).transpose()?;
    misses::check_words(&gold, &readings)?;
    let report = score(&gold, &readings);
    let mut text = String::new();
    if let Some((list, most)) = errors {
        text.push_str(&misses::lines(&gold, &readings, &report, list, most));
    }
    text.push_str(&if args.json { as_json(&report)? } else { as_table(&report) });
    let missing = !report.missing.is_empty();
    if missing {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "no reading for: {}", shown(&report.missing.join(", ")));
    }
    let Some(least) = least else { return Ok((text, true)) };
    let mut below = Vec::new();
    for (name, value) in least {
        let (measure, side) = name.split_once(':').unwrap_or((&name, "f1"));
        let found = report.measure(measure).and_then(|m| side_of(m, side));
        let found = found.ok_or_else(|| format!("there is no measure {name} among those of --min."))?;
        if found < value {
            below.push(format!("{name} {found:.3} < {value}"));
        }
    }
    let good = below.is_empty() && !missing;
    if !good {
        let _ = writeln!(text, "below: {}", below.join("; "));
    }
    Ok((text, good))
}

/// The gold readings, and from the readings whatever a gold reading of the same report says nothing about.
fn only_reviewed(gold: Vec<(Reading, Vec<List>)>, readings: &mut [Reading]) -> Vec<Reading> {
    for (wanted, unsaid) in gold.iter().filter(|(_, unsaid)| !unsaid.is_empty()) {
        for reading in readings.iter_mut().filter(|reading| reading.report.id == wanted.report.id) {
            unsaid.iter().for_each(|&list| reading.clear(list));
        }
    }
    gold.into_iter().map(|(reading, _)| reading).collect()
}

fn side_of(measure: &Measure, side: &str) -> Option<f64> {
    Some(match side {
        "gold" => measure.gold as f64,
        "found" => measure.found as f64,
        "p" => measure.precision(),
        "r" => measure.recall(),
        "f1" => measure.f1(),
        _ => return None,
    })
}

fn as_table(report: &Report) -> String {
    let mut text = format!("{:20}{:>6}{:>7}{:>8}{:>8}{:>8}\n", "measure", "gold", "found", "P", "R", "F1");
    for m in &report.measures {
        let (p, r, f1) = (m.precision(), m.recall(), m.f1());
        let _ = writeln!(text, "{:20}{:6}{:7}{p:8.3}{r:8.3}{f1:8.3}", m.name, m.gold, m.found);
    }
    text
}

fn as_json(report: &Report) -> Result<String, String> {
    let figures =
        |m: &Measure| json!({"gold": m.gold, "found": m.found, "p": m.precision(), "r": m.recall(), "f1": m.f1()});
    let all: Map<String, Value> = report.measures.iter().map(|m| (m.name.to_owned(), figures(m))).collect();
    let mut bytes = Vec::new();
    let mut serializer = Serializer::with_formatter(&mut bytes, PrettyFormatter::with_indent(b" "));
    all.serialize(&mut serializer).map_err(|error| format!("the figures cannot be written ({error})."))?;
    bytes.push(b'\n');
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
