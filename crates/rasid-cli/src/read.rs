//! `rasid read`: reports in, readings out.

use crate::args::{Format, Read};
use crate::exit::Exit;
use crate::output::Output;
use crate::pipeline::{self, Tally};
use crate::progress::Messages;
use crate::rules::{Own, Rules};
use crate::style::Style;
use crate::summary;
use rasid_read::Reader;
use rasid_record::{Reading, Received};
use rasid_source::shown_path;
use std::fs;
use std::path::Path;

/// Does what `args` say, by the tables of `own` too.
pub fn run(args: &Read, own: Own<'_>) -> Exit {
    let mut messages = Messages::new(false);
    if let Some(out) = &args.out
        && let Some(input) = args.inputs.inputs.iter().find(|input| is_same_file(input, out))
    {
        messages.say(&format!("{}: the output would replace this input; choose another name.", shown_path(input)));
        return Exit::Arguments;
    }
    let rules = match Rules::for_command(own, &messages) {
        Ok(rules) => rules,
        Err(exit) => return exit,
    };
    let mut output = match Output::open(args.out.as_deref()) {
        Ok(output) => output,
        Err(error) => return error.told(&messages),
    };
    if output.is_terminal() {
        messages = Messages::new(true);
    }
    let style = Style::of(output.is_terminal());
    let work = |reader: &mut Reader<'_>, received: Received| {
        let reading = reader.read(received.report);
        match args.format {
            Format::Jsonl => line(&reading),
            Format::Text => summary::summary(&reading, style).into_bytes(),
        }
    };
    let reports = args.inputs.reports();
    let jobs = (args.work.jobs(), 0);
    let tally = pipeline::run(&rules.lexicon, reports, jobs, &mut messages, || work, |bytes| output.write(&bytes));
    match tally.and_then(|tally| output.finish().map(|()| tally)) {
        Ok(tally) => conclude(&messages, tally),
        Err(error) => error.told(&messages),
    }
}

/// A reading as a line of JSON.
pub fn line(reading: &Reading) -> Vec<u8> {
    // Every type of a reading has a JSON form; a failure here is a fault, and caught like one.
    let mut line = serde_json::to_vec(reading).expect("a reading can be written as JSON");
    line.push(b'\n');
    line
}

/// The last word, where something went wrong: after many messages it is easily lost what became of the rest.
pub fn conclude(messages: &Messages, Tally { read, failed }: Tally) -> Exit {
    if failed == 0 {
        return Exit::Done;
    }
    let count = |n: u64, one: &str, many: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {many}") };
    messages.say(&format!(
        "{} read; {} could not be read.",
        count(read, "report was", "reports were"),
        count(failed, "input or article", "inputs or articles")
    ));
    Exit::SomeWrong
}

/// Whether both are one file.
pub fn is_same_file(a: &Path, b: &Path) -> bool {
    matches!((fs::canonicalize(a), fs::canonicalize(b)), (Ok(a), Ok(b)) if a == b && a.is_file())
}
