//! `rasid link`: readings in, links out; or the readings of a record, linked in it.

use crate::args::Link;
use crate::exit::Exit;
use crate::faults;
use crate::keep::failed;
use crate::linking;
use crate::output::Output;
use crate::progress::Messages;
use crate::read::is_same_file;
use crate::style::bare;
use crate::time::{is_date, not_a_date};
use flate2::bufread::MultiGzDecoder;
use rasid_link::{Across, Linker, Merges};
use rasid_record::{LIMIT_LINE, Link as ReportLink, OfMany, Reading};
use rasid_source::{shown, shown_path};
use rasid_store::Store;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// The longest line: a reading repeats the words of its text, so it is longer than its article.
const LIMIT: u64 = 4 * LIMIT_LINE as u64;
const BUFFER: usize = 256 * 1024;
/// Bytes of readings that are linked together.
const WAITING: usize = 8 * 1024 * 1024;

/// Does what `args` say.
pub fn run(args: &Link) -> Exit {
    let messages = Messages::new(false);
    if let Some(record) = &args.record {
        let linked = Store::open_existing(record).and_then(|mut store| linking::refresh(&mut store, &messages));
        return match linked {
            Ok(true) => Exit::Done,
            Ok(false) => Exit::SomeWrong,
            Err(error) => failed(&messages, &error),
        };
    }
    if let Some(out) = &args.out
        && let Some(input) = args.readings.iter().find(|input| is_same_file(input, out))
    {
        messages.say(&format!("{}: the output would replace these readings; choose another name.", shown_path(input)));
        return Exit::Arguments;
    }
    if let Some(given) = args.as_of.as_deref().filter(|given| !is_date(given)) {
        return not_a_date(given, &messages);
    }
    let merges = match args.merges.as_deref().map_or_else(|| Ok(Merges::default()), merges) {
        Ok(merges) => merges,
        Err(sentences) => {
            sentences.iter().for_each(|sentence| messages.say(sentence));
            return Exit::Arguments;
        }
    };
    let mut output = match Output::open(args.out.as_deref()) {
        Ok(output) => output,
        Err(error) => return error.told(&messages),
    };
    let mut taken = Taken { linker: Linker::new(), merges, waiting: Vec::new(), wrong: 0, messages: &messages };
    for path in &args.readings {
        if let Err(error) = taken.file(path) {
            taken.say(&format!("{}: the readings cannot be read ({error}).", shown_input(path)));
        }
    }
    let Taken { linker, wrong, .. } = taken;
    // Readings are untrusted; a fault that they lead to must not end in a trace of the program's inside.
    let (links, across) = match faults::guard(|| linker.finish(args.as_of.as_deref())) {
        Ok(made) => made,
        Err(fault) => {
            messages.say(&format!(
                "The readings were not linked because of a fault in Rasid; please tell its makers ({}).",
                bare(&fault)
            ));
            return Exit::SomeWrong;
        }
    };
    for line in lines(links, across) {
        if let Err(error) = output.write(&line) {
            return error.told(&messages);
        }
    }
    match output.finish() {
        Ok(()) if wrong == 0 => Exit::Done,
        Ok(()) => Exit::SomeWrong,
        Err(error) => error.told(&messages),
    }
}

/// All lines: one for each report, then those about many. Each is made when it is written.
fn lines(links: Vec<ReportLink>, across: Across) -> impl Iterator<Item = Vec<u8>> {
    let Across { arrangements, commitments, disagreements, .. } = across;
    let links = links.into_iter().map(|link| line(&link));
    let arrangements = arrangements.into_iter().map(|course| line(&OfMany::new(course)));
    let commitments = commitments.into_iter().map(|course| line(&OfMany::new(course)));
    let disagreements = disagreements.into_iter().map(|found| line(&OfMany::new(found)));
    links.chain(arrangements).chain(commitments).chain(disagreements)
}

/// A line of JSON.
fn line(what: &impl serde::Serialize) -> Vec<u8> {
    // What is linked has a JSON form always.
    let mut line = serde_json::to_vec(what).expect("links can be written as JSON");
    line.push(b'\n');
    line
}

/// The readings that were taken, and how many were not.
struct Taken<'m> {
    linker: Linker,
    /// What people decided about who is who.
    merges: Merges,
    /// Readings that are not linked yet, each with the number of its line. They are linked together: what is
    /// kept of each would else lie between what is thrown away, and memory would be in pieces.
    waiting: Vec<(u64, Reading)>,
    wrong: u64,
    messages: &'m Messages,
}

impl Taken<'_> {
    /// Takes the readings of one input.
    fn file(&mut self, path: &Path) -> io::Result<()> {
        let taken = open(path).and_then(|mut input| self.lines(path, &mut *input));
        self.link(path);
        taken
    }

    fn lines(&mut self, path: &Path, input: &mut dyn BufRead) -> io::Result<()> {
        let (mut line, mut bytes) = (Vec::new(), 0);
        for number in 1_u64.. {
            line.clear();
            if (&mut *input).take(LIMIT).read_until(b'\n', &mut line)? == 0 {
                break;
            }
            if line.len() as u64 == LIMIT && line.last() != Some(&b'\n') {
                self.name(path, number, &format!("the line is longer than {} MiB and was left out.", LIMIT >> 20));
                skip_line(input)?;
            } else if !line.trim_ascii().is_empty() {
                match serde_json::from_slice(&line) {
                    Ok(reading) => self.waiting.push((number, reading)),
                    Err(error) => {
                        self.name(
                            path,
                            number,
                            &format!("this is not a reading in the layout of docs/formats.md ({error})."),
                        );
                    }
                }
                bytes += line.len();
            }
            if bytes > WAITING {
                self.link(path);
                bytes = 0;
            }
        }
        Ok(())
    }

    /// Links the readings that wait, which are of `path`.
    fn link(&mut self, path: &Path) {
        let waiting = std::mem::take(&mut self.waiting);
        for (number, mut reading) in waiting {
            self.merges.apply(&mut reading);
            if !self.linker.add(&reading) {
                let id = &reading.report.id;
                let message = format!("there is a reading with the identifier {id} before; this one was left out.");
                self.name(path, number, &message);
            }
        }
    }

    /// Names what is wrong with a line.
    fn name(&mut self, path: &Path, number: u64, message: &str) {
        self.say(&format!("{}, line {number}: {}", shown_input(path), shown(message)));
    }

    /// Says what is wrong.
    fn say(&mut self, message: &str) {
        self.wrong += 1;
        self.messages.say(message);
    }
}

/// Reads a table of decisions, or says what is wrong with it.
fn merges(path: &Path) -> Result<Merges, Vec<String>> {
    let named = |sentence: &dyn std::fmt::Display| format!("{}: {}", shown_path(path), shown(&sentence.to_string()));
    let mut text = String::new();
    File::open(path)
        .and_then(|file| file.take(LIMIT).read_to_string(&mut text))
        .map_err(|error| vec![named(&format!("the table cannot be read ({error})."))])?;
    Merges::read(&text).map_err(|errors| errors.iter().map(|error| named(error)).collect())
}

/// The name of an input for people.
fn shown_input(path: &Path) -> String {
    if path == Path::new("-") { "standard input".to_owned() } else { shown_path(path) }
}

/// Opens a file of readings, also a compressed one, or standard input.
fn open(path: &Path) -> io::Result<Box<dyn BufRead>> {
    let mut input: Box<dyn BufRead> = if path == Path::new("-") {
        Box::new(BufReader::with_capacity(BUFFER, io::stdin()))
    } else {
        Box::new(BufReader::with_capacity(BUFFER, File::open(path)?))
    };
    let compressed = input.fill_buf()?.starts_with(&[0x1f, 0x8b]);
    Ok(if compressed { Box::new(BufReader::with_capacity(BUFFER, MultiGzDecoder::new(input))) } else { input })
}

/// Reads on to the end of the line.
fn skip_line(input: &mut dyn BufRead) -> io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        let (used, done) = match buffer.iter().position(|byte| *byte == b'\n') {
            Some(at) => (at + 1, true),
            None => (buffer.len(), buffer.is_empty()),
        };
        input.consume(used);
        if done {
            return Ok(());
        }
    }
}
