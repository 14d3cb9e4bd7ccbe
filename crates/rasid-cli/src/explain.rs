//! `rasid explain`: why a record was made, or what is read at some words, as a tree.

mod found;
mod place;
mod tree;

use crate::args::Explain;
use crate::exit::Exit;
use crate::faults;
use crate::output::Output;
use crate::progress::Messages;
use crate::rules::{Own, Rules};
use crate::style::{Style, bare};
use place::Place;
use rasid_read::Reader;
use rasid_record::Report;
use rasid_source::shown_path;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

/// Does what `args` say, by the tables of `own` too.
pub fn run(args: &Explain, own: Own<'_>) -> Exit {
    let messages = Messages::new(false);
    let rules = match Rules::for_command(own, &messages) {
        Ok(rules) => rules,
        Err(exit) => return exit,
    };
    match explained(args, &rules, &messages) {
        Ok(text) => Output::print(&text, &messages).unwrap_or(Exit::Done),
        Err((exit, sentence)) => {
            messages.say(&sentence);
            exit
        }
    }
}

/// How the command ends where it cannot be done, and the sentence for it.
type Failure = (Exit, String);

fn explained(args: &Explain, rules: &Rules, messages: &Messages) -> Result<String, Failure> {
    let report = report(args, messages)?;
    let fault = |fault| (Exit::SomeWrong, format!("The report was not read because of a fault in Rasid ({fault})."));
    let explanation = faults::guard(|| Reader::new(&rules.lexicon).explain(report)).map_err(fault)?;
    let style = Style::of(std::io::stdout().is_terminal());
    let place = match &args.record {
        None => Place::Whole,
        Some(given) => Place::find(given, &explanation.reading).map_err(|sentence| (Exit::Arguments, sentence))?,
    };
    Ok(found::tree(&explanation, &place).render(style))
}

/// The report that is meant.
fn report(args: &Explain, messages: &Messages) -> Result<Report, Failure> {
    let (path, id) = split(&args.report, args.id.as_deref());
    let mut reports = Vec::new();
    let mut failed = None;
    for found in rasid_source::open([&path]).with_dates(rasid_lang::dateline) {
        match found {
            Ok(received) => {
                let report = received.report.complete();
                if id.as_deref().is_some_and(|id| id == report.id) {
                    return Ok(report);
                }
                // Many are not kept: only the first ones are told.
                if reports.len() <= TOLD {
                    reports.push(report);
                }
            }
            Err(error) if error.is_warning() => messages.say(&error.to_string()),
            Err(error) => failed = failed.or(Some(error.to_string())),
        }
    }
    let some = || reports.iter().take(TOLD).map(|report| bare(&report.id)).collect::<Vec<_>>().join(", ");
    let path = shown_path(&path);
    match (id, reports.len()) {
        (_, 0) => Err((Exit::SomeWrong, failed.unwrap_or_else(|| format!("{path}: there is no report in it.")))),
        (Some(id), _) => Err((
            Exit::Arguments,
            format!("{path}: there is no report {}; some that there are: {}.", bare(&id), some()),
        )),
        (None, 1) => Ok(reports.remove(0)),
        (None, _) => {
            let sentence = format!("{path}: there are several reports; name one with --id: {} …", some());
            Err((Exit::Arguments, sentence))
        }
    }
}

/// So many identifiers are told.
const TOLD: usize = 10;

/// The file and the identifier of the report, which may stand behind the file's name.
fn split(given: &Path, id: Option<&str>) -> (PathBuf, Option<String>) {
    let name = given.to_string_lossy();
    match name.rsplit_once('#') {
        // A file may have the sign in its name.
        Some((path, inside)) if id.is_none() && !given.exists() => (PathBuf::from(path), Some(inside.to_owned())),
        _ => (given.to_owned(), id.map(str::to_owned)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_stands_behind_the_last_sign() {
        let split = |given: &str, id| split(Path::new(given), id);
        assert_eq!(split("a#b.jsonl#c", None), (PathBuf::from("a#b.jsonl"), Some("c".to_owned())));
        assert_eq!(split("a.jsonl", None), (PathBuf::from("a.jsonl"), None));
        assert_eq!(split("a#b.jsonl", Some("c")), (PathBuf::from("a#b.jsonl"), Some("c".to_owned())));
    }
}
