//! `rasid time`: the times and numbers in a text that somebody types.

use crate::args::{Format, Time};
use crate::exit::Exit;
use crate::output::Output;
use crate::progress::Messages;
use crate::rules::{Own, Rules};
use crate::style::Style;
use crate::summary;
use rasid_lang::Lexicon;
use rasid_read::{numbers_of, times_of};
use rasid_record::reading::Number;
use rasid_record::{Anchor, Reading, Report};
use rasid_source::{Details, report_from_text, shown};
use serde_json::{Value, json};
use std::io::{self, BufRead, Read};

/// Whether this is a date as reports may have it.
pub fn is_date(given: &str) -> bool {
    let details = Details { published: Some(given.to_owned()), ..Details::default() };
    report_from_text("x".to_owned(), details).is_ok()
}

/// Says that an argument is no date.
pub fn not_a_date(given: &str, messages: &Messages) -> Exit {
    messages.say(&format!("\"{}\" is not a date; write it as 2016-07-27 or 2016-07-27T11:50.", shown(given)));
    Exit::Arguments
}

/// Does what `args` say, by the tables of `own` too.
pub fn run(args: &Time, own: Own<'_>) -> Exit {
    let messages = Messages::new(false);
    let details = Details { published: args.published.clone(), ..Details::default() };
    if let Some(given) = args.published.as_deref().filter(|given| !is_date(given)) {
        return not_a_date(given, &messages);
    }
    let rules = match Rules::for_command(own, &messages) {
        Ok(rules) => rules,
        Err(exit) => return exit,
    };
    let mut output = match Output::open(None) {
        Ok(output) => output,
        Err(error) => return error.told(&messages),
    };
    let style = Style::of(output.is_terminal());
    let mut exit = Exit::Done;
    for text in texts(&args.text) {
        let report = text.and_then(|text| {
            report_from_text(text, details.clone()).map(|received| received.report).map_err(|e| e.problem().to_string())
        });
        let report = match report {
            Ok(report) => report.complete(),
            Err(problem) => {
                exit = Exit::SomeWrong;
                messages.say(&format!("A text was not read: {problem}"));
                continue;
            }
        };
        let (reading, numbers) = look(report, &rules.lexicon);
        let written = match args.format {
            Format::Jsonl => line(&reading, &numbers),
            Format::Text => summary::times(&reading, &numbers, style),
        };
        if let Err(error) = output.write(written.as_bytes()) {
            return error.told(&messages);
        }
    }
    match output.finish() {
        Ok(()) => exit,
        Err(error) => error.told(&messages),
    }
}

/// A reading of the times alone, and the numbers outside of them.
fn look(report: Report, lexicon: &Lexicon) -> (Reading, Vec<(Anchor, Number)>) {
    let mut numbers = numbers_of(&report.text, lexicon);
    let times = times_of(&report.text, report.published.as_deref(), lexicon);
    numbers.retain(|(n, _)| !times.iter().any(|time| time.at.start < n.end && n.start < time.at.end));
    (Reading { times, ..Reading::empty(report) }, numbers)
}

/// The longest line of standard input, in bytes.
const LONGEST: u64 = 4 * 1024 * 1024;

/// The text that was given, or those on the lines of standard input.
fn texts(given: &str) -> Box<dyn Iterator<Item = Result<String, String>>> {
    if given != "-" {
        return Box::new(std::iter::once(Ok(given.to_owned())));
    }
    let mut input = io::stdin().lock();
    let mut ended = false;
    Box::new(std::iter::from_fn(move || {
        let mut line = String::new();
        if ended {
            return None;
        }
        match input.by_ref().take(LONGEST).read_line(&mut line) {
            Ok(0) => None,
            Ok(_) => Some(Ok(line.trim_end_matches(['\n', '\r']).to_owned())),
            Err(error) => {
                ended = true;
                Some(Err(format!("standard input cannot be read ({error}).")))
            }
        }
    }))
}

/// What was found, as a line of JSON; times are as in a reading.
fn line(reading: &Reading, numbers: &[(Anchor, Number)]) -> String {
    let Reading { report, times, .. } = reading;
    let number =
        |(at, value): &(Anchor, Number)| json!({"start": at.start, "end": at.end, "text": at.text, "value": value});
    let numbers: Vec<Value> = numbers.iter().map(number).collect();
    let found = json!({"text": report.text, "published": report.published, "times": times, "numbers": numbers});
    format!("{found}\n")
}
