//! `rasid lint`: what is wrong in tables of words.

use crate::args::Lint;
use crate::exit::Exit;
use crate::output::Output;
use crate::progress::Messages;
use crate::rules::{Tables, line};
use rasid_lang::lint;
use rasid_source::shown_path;
use std::path::Path;

/// Does what `args` say; `own` is the folder of `--lexicon`, which means the same as naming it.
pub fn run(args: &Lint, own: Option<&Path>) -> Exit {
    let messages = Messages::new(false);
    let folder = match (&args.folder, own) {
        (Some(_), Some(_)) => {
            messages.say("name the folder once: rasid lint DIR.");
            return Exit::Arguments;
        }
        (folder, own) => folder.as_deref().or(own),
    };
    let faults = match folder.map(Tables::read).transpose() {
        Ok(Some(tables)) => lint::own(&tables.borrowed()),
        Ok(None) => lint::builtin(),
        Err(error) => {
            messages.say(&error.to_string());
            return Exit::Arguments;
        }
    };
    let text: String = faults.iter().map(|fault| line(folder, fault) + "\n").collect();
    if let Some(exit) = Output::print(&text, &messages) {
        return exit;
    }
    let of = folder.map_or_else(|| "the tables of this program".to_owned(), shown_path);
    match faults.len() {
        0 => {
            messages.say(&format!("{of}: no fault was found."));
            Exit::Done
        }
        1 => {
            messages.say(&format!("{of}: 1 fault was found."));
            Exit::SomeWrong
        }
        n => {
            messages.say(&format!("{of}: {n} faults were found."));
            Exit::SomeWrong
        }
    }
}
