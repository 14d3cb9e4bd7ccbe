//! `rasid add`, `rasid open` and `rasid desk`: a record, and the pages on which it is read.

use crate::args::{Add, Desk, Listen, Open};
use crate::chance;
use crate::clock;
use crate::exit::Exit;
use crate::facts;
use crate::faults;
use crate::keep;
use crate::linking;
use crate::progress::Messages;
use crate::rules::{Own, Rules};
use rasid_desk::{Config, DeskError, Intake, Lang, Services, check_accounts, check_listen, serve};
use rasid_lang::Lexicon;
use rasid_lang::display::Tongue;
use rasid_read::Reader;
use rasid_record::{Anchor, Note, Reading, Report};
use rasid_source::{reports_from_bytes, shown};
use rasid_store::Store;
use std::cell::Cell;
use std::fs;
use std::io::Write;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};

/// Where the desk listens when nothing is said.
const PORT: u16 = 8137;
/// The most reports that are taken from one file at the desk; what is compressed may be far larger
/// than it looks. More than that is work for `rasid add`.
const UPLOAD_REPORTS: usize = 5_000;
/// The most bytes of text that are taken from one file at the desk.
const UPLOAD_BYTES: usize = 64 * 1024 * 1024;

/// Does what `rasid add` says, by the tables of `own` too.
pub fn add(args: &Add, own: Own<'_>) -> Exit {
    let mut messages = Messages::new(false);
    let rules = match Rules::for_command(own, &messages) {
        Ok(rules) => rules,
        Err(exit) => return exit,
    };
    match keep::keep(&rules, &args.inputs, &args.record, &args.work, args.even_deleted, &mut messages) {
        Ok(kept) => kept.exit,
        Err(error) => keep::failed(&messages, &error),
    }
}

/// Does what `rasid open` says, by the tables of `own` too.
pub fn open(args: &Open, own: Own<'_>) -> Exit {
    let mut messages = Messages::new(false);
    let record = args.record.clone().unwrap_or_else(|| record_for(&args.inputs.inputs));
    if let Err(exit) = can_listen(&args.listen, &record, &messages) {
        return exit;
    }
    let rules = match Rules::for_command(own, &messages) {
        Ok(rules) => rules,
        Err(exit) => return exit,
    };
    match keep::keep(&rules, &args.inputs, &record, &args.work, false, &mut messages) {
        Err(error) => keep::failed(&messages, &error),
        Ok(keep::Kept { store: None, exit }) => exit,
        Ok(keep::Kept { store: Some(store), exit }) => match show(store, rules, &args.listen, &messages) {
            Exit::Done => exit,
            other => other,
        },
    }
}

/// Does what `rasid desk` says; what is added there is read by the tables of `own` too.
pub fn desk(args: &Desk, own: Own<'_>) -> Exit {
    let messages = Messages::new(false);
    if let Err(exit) = can_listen(&args.listen, &args.record, &messages) {
        return exit;
    }
    let rules = match Rules::for_command(own, &messages) {
        Ok(rules) => rules,
        Err(exit) => return exit,
    };
    let linked = Store::open_existing(&args.record).and_then(|mut store| {
        linking::refresh(&mut store, &messages)?;
        Ok(store)
    });
    match linked {
        Ok(store) => show(store, rules, &args.listen, &messages),
        Err(error) => keep::failed(&messages, &error),
    }
}

/// The record for inputs when no other is named: in this folder, called after the input.
fn record_for(inputs: &[PathBuf]) -> PathBuf {
    let stem = match inputs {
        [input] if input != Path::new("-") => {
            // The name of `.` or of a path that ends in `..` is known to the system only.
            let whole = fs::canonicalize(input).unwrap_or_else(|_| input.clone());
            let name = whole.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if whole.is_dir() { name } else { without_endings(&name).to_owned() }
        }
        _ => String::new(),
    };
    PathBuf::from(format!("{}.rasid", if stem.is_empty() { "record" } else { &stem }))
}

/// A file's name without what says of which kind it is.
fn without_endings(name: &str) -> &str {
    let name = name.strip_suffix(".gz").unwrap_or(name);
    [".txt", ".jsonl", ".json", ".ndjson"].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name)
}

/// Refuses an address, or a desk that nobody may log in to, before any work is done.
fn can_listen(listen: &Listen, record: &Path, messages: &Messages) -> Result<(), Exit> {
    let config = config(listen, listen.listen.unwrap_or_else(usual));
    let checked = check_listen(&config).and_then(|()| check_accounts(&config, record));
    checked.map(drop).map_err(|error| failed(&error, messages))
}

fn failed(error: &DeskError, messages: &Messages) -> Exit {
    messages.say(&shown(&error.to_string()));
    match error {
        DeskError::NotLoopback(_) | DeskError::NoAccounts(_) | DeskError::NoHost(_) | DeskError::Listen(..) => {
            Exit::Arguments
        }
        _ => Exit::Record,
    }
}

/// Where the desk listens when nothing is said.
fn usual() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], PORT))
}

/// How the desk listens at an address.
fn config(listen: &Listen, address: SocketAddr) -> Config {
    // Whoever reaches it from elsewhere, or by a name that leads here, is not at this computer.
    let is_far = !address.ip().is_loopback() || !listen.host.is_empty();
    let has_accounts = listen.accounts || listen.tls || is_far;
    Config { address, hosts: listen.host.clone(), is_tls: listen.tls, has_accounts }
}

/// Shows the record until the program is interrupted.
fn show(store: Store, rules: Rules, listen: &Listen, messages: &Messages) -> Exit {
    let address = listen.listen.unwrap_or_else(|| {
        // Where another desk is open already, any free port will do.
        if TcpListener::bind(usual()).is_ok() { usual() } else { SocketAddr::from(([127, 0, 0, 1], 0)) }
    });
    let config = config(listen, address);
    let is_far = config.has_accounts && !address.ip().is_loopback();
    let ready = |address: SocketAddr| {
        messages.say(match is_far {
            false => "Open this address in a browser of this computer; Ctrl-C ends the desk.",
            true => "The desk listens at this address; passwords are safe on the way only behind a proxy that speaks TLS (docs/accounts.md). Ctrl-C ends the desk.",
        });
        let mut out = std::io::stdout();
        // Where standard output is closed the address is of no use to anybody.
        let _ = writeln!(out, "http://{address}/").and_then(|()| out.flush());
    };
    match serve(services(store, rules), config, ready) {
        Ok(()) => Exit::Done,
        Err(error) => failed(&error, messages),
    }
}

/// What the desk needs and must not know how to do.
fn services(store: Store, rules: Rules) -> Services {
    // The desk runs until the program ends, and so does its lexicon.
    let lexicon: &'static Lexicon = Box::leak(Box::new(rules.lexicon));
    Services {
        store,
        rules_version: rules.version,
        read: Box::new(move |report| read(lexicon, report)),
        link: Box::new(relink),
        terms: Box::new(rasid_lang::search_terms),
        reports_from_bytes: Box::new(intake),
        now: Box::new(clock::now),
        random: Box::new(chance::fill),
        actor_name: Box::new(move |id, lang| actor_name(lexicon, id, lang)),
        facts: facts::of(lexicon),
    }
}

/// Links the record anew after reports were added at the desk.
fn relink(record: &Path) {
    let messages = Messages::new(true);
    let linked = Store::open_existing(record).and_then(|mut store| linking::refresh(&mut store, &messages));
    if let Err(error) = linked {
        messages.say(&shown(&error.to_string()));
    }
}

thread_local! {
    /// The reader of this thread: it remembers words, so it is kept from one report to the next.
    static READER: Cell<Option<Reader<'static>>> = const { Cell::new(None) };
}

/// Reads a report. Where the program has a fault, it is kept with a note instead of a reading.
fn read(lexicon: &'static Lexicon, report: Report) -> Reading {
    let mut reader = READER.take().unwrap_or_else(|| Reader::new(lexicon));
    match faults::guard(|| reader.read(report.clone())) {
        Ok(reading) => {
            READER.set(Some(reader));
            reading
        }
        Err(fault) => {
            let mut reading = Reading::empty(report.complete());
            let message =
                format!("The report was not read because of a fault in Rasid; please tell its makers ({fault}).");
            reading.notes.push(Note { at: Anchor::default(), kind: "fault".to_owned(), message });
            reading
        }
    }
}

/// The reports in a file that was handed over at the desk.
fn intake(name: &str, bytes: &[u8]) -> Intake {
    let mut intake = Intake::default();
    let mut size = 0;
    for found in reports_from_bytes(name, bytes.to_vec()).with_dates(rasid_lang::dateline) {
        match found {
            Ok(mut received) => {
                size += received.report.text.len() + received.capture.bytes.len();
                if intake.reports.len() >= UPLOAD_REPORTS || size > UPLOAD_BYTES {
                    intake.refused.push(format!(
                        "{}: only the first {} reports were taken; add larger files with `rasid add`.",
                        shown(name),
                        intake.reports.len()
                    ));
                    break;
                }
                received.report = received.report.complete();
                intake.reports.push(received);
            }
            Err(error) if error.is_warning() => intake.doubts.push(error.to_string()),
            Err(error) => intake.refused.push(error.to_string()),
        }
    }
    intake
}

/// The names of an actor, or of several that are joined with `+`.
fn actor_name(lexicon: &Lexicon, id: &str, lang: Lang) -> Option<String> {
    lexicon.display_name(id, if lang == Lang::Ar { Tongue::Arabic } else { Tongue::English })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_called_after_its_input() {
        let of = |names: &[&str]| record_for(&names.iter().map(PathBuf::from).collect::<Vec<_>>());
        assert_eq!(of(&["no/where/news-2018.jsonl.gz"]), Path::new("news-2018.rasid"));
        assert_eq!(of(&["src"]), Path::new("src.rasid"));
        assert_eq!(of(&["."]), Path::new("rasid-cli.rasid"));
        assert_eq!(of(&["-"]), Path::new("record.rasid"));
        assert_eq!(of(&["a.txt", "b.txt"]), Path::new("record.rasid"));
    }

    #[test]
    fn a_file_at_the_desk_is_taken_as_far_as_it_can_be_read() {
        let intake = intake("n.jsonl", b"{\"text\": \"x\"}\n{\"text\n{\"text\": \"y\"}");
        assert_eq!(intake.reports.iter().map(|r| r.report.text.as_str()).collect::<Vec<_>>(), ["x", "y"]);
        assert!(intake.reports.iter().all(|received| !received.report.id.is_empty()));
        assert_eq!(intake.refused, ["n.jsonl, line 2: the JSON is cut off: it ends in the middle of the article."]);
    }

    #[test]
    fn what_is_only_doubtful_is_not_said_to_be_refused() {
        let chat = "3/4/2021, 09:00 - X: خبر أول\n3/4/2021, 09:01 - X: خبر ثان\n";
        let intake = intake("WhatsApp Chat with Watch.txt", chat.as_bytes());
        assert_eq!((intake.reports.len(), intake.doubts.len(), intake.refused.len()), (2, 1, 0));
        assert_eq!(intake.reports[0].report.outlet.as_deref(), Some("Watch"));
    }

    #[test]
    fn a_file_at_the_desk_has_a_limit() {
        let intake = intake("n.jsonl", "{\"text\": \"x\"}\n".repeat(UPLOAD_REPORTS + 5).as_bytes());
        assert_eq!((intake.reports.len(), intake.refused.len()), (UPLOAD_REPORTS, 1));
    }
}
