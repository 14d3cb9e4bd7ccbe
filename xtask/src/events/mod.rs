//! Learns from reports marked by hand how much each sign speaks for an event and for a part in it, and keeps the weights as
//! `weights.tsv`. It learns from the marks of our own in `xtask/data/events.tsv`, from the cases of events, and from sections
//! of the news that nobody marked, and from the shared gold, whose marks are the most careful. So how well it does must be
//! measured on reports that were left out of learning.

mod casts;
mod fit;
mod marks;

pub use marks::corpus;

use crate::{Options, Outcome, Result, place};
use casts::{Cast, Guest};
use fit::{Choice, Signs, fit};
use marks::{AboutCast, AboutEvent, AboutManner, AboutPart, Learned, Marked, Teacher};
use rasid_lang::Lexicon;
use rasid_lang::weights::{Choice as What, Weights};
use rasid_read::Reader;
use rasid_record::{EventType, Report};
use std::collections::{BTreeSet, HashMap};
use std::fmt::Write;
use std::path::Path;

/// Where the weights are kept.
const TABLE: &str = "crates/rasid-lang/data/ar/weights.tsv";
/// Most bytes that they may have.
const LIMIT: usize = 8 << 20;
/// Our own marks.
const MARKS: &str = "xtask/data/events.tsv";
/// Others of our own, marked by readers who had practised on the gold, and how many times each is taught.
const CAREFUL: &str = "xtask/data/careful.tsv";
const CAREFUL_TAUGHT: usize = 3;
/// Sentences of our own, each with what rules read in it.
const CASES: &str = "cases/ar/events";
/// How many times each is taught: once is too seldom for what it says to hold beside all the reports.
const TAUGHT: usize = 8;
/// Reports marked with the greatest care, and how many times each is taught, so that they hold beside the many that were
/// marked quickly: of one third of them left out, taught so the others give the best answers.
const GOLD: &str = "gold";
const GOLD_TAUGHT: usize = 2;
/// Sections of the news where acts are seldom told, of which nobody marked reports.
const QUIET: [&str; 4] = ["sport", "culture", "economy", "technology"];
/// How many reports of each are taken.
const EACH: usize = 450;
/// The corpus that they are about, in the folder with gold and corpus.
const CORPUS: &str = "data/news-2018-h1.jsonl.gz";
/// A sign must be met so often to have a weight.
const OFTEN: u32 = 12;
/// A word that no table holds must tell events so often to be looked at, and once in so many times that it is met.
const SEED: u32 = 2;
const RARE: u32 = 100;
/// Weights nearer to zero than this are left out, and signs of which none is further from zero than that.
const LEAST: f64 = 0.04;
const LEAST_OF_SIGN: f64 = 0.08;
/// The precision of the normal prior of a weight, by what held best for reports left out of learning: of a word, of somebody
/// in an event, of nobody.
const EVENT_PRIOR: f64 = 5.0;
const PART_PRIORS: [f64; 2] = [20.0, 10.0];
/// The same of how an event is told.
const AUX_PRIOR: f64 = 5.0;
/// The same of its mode.
const MODE_PRIOR: f64 = 5.0;

const HEAD: &str = "\
# table: weights
# language: ar
# licence: CC0-1.0
# source: learned by `cargo run --release -p xtask -- learn-events --write` from reports marked by hand; see docs/weights.md
# reviewer: made by the program, by nobody looked through
# choice\tsign\tclass:weight for each class that the sign speaks for (above zero) or against; class 0 is \"none\"
";

/// Learns, and compares with the table or writes it. `RASID_LEAVE` names a file with identifiers, one a line, of reports
/// that are left out, and `RASID_WEIGHTS` a file for the weights in place of the table, to see how well they hold for others.
pub fn learn(options: &Options) -> Result<Outcome> {
    let (corpus, gold) = match place::shared(CORPUS).and_then(|corpus| Ok((corpus, place::shared(GOLD)?))) {
        Ok(both) => both,
        Err(reason) => return Ok(Outcome::Skipped(format!("nothing was learnt, since {reason}"))),
    };
    let left = match std::env::var_os("RASID_LEAVE") {
        Some(file) => place::read(Path::new(&file))?,
        None => String::new(),
    };
    let left: BTreeSet<&str> = left.lines().collect();
    let corpus = marks::corpus(&corpus)?;
    let mut marked = marks::own(&place::root()?.join(MARKS), &corpus)?;
    let careful = marks::own(&place::root()?.join(CAREFUL), &corpus)?;
    (0..CAREFUL_TAUGHT).for_each(|_| marked.extend(careful.iter().cloned()));
    let rules = Lexicon::builtin().with_weights(Weights::default());
    let mut reader = Reader::new(&rules);
    for section in QUIET {
        marked.append(&mut marks::quiet(&corpus, section, EACH, &mut reader)?);
    }
    let cases = marks::cases(&place::root()?.join(CASES), &mut reader)?;
    (0..TAUGHT).for_each(|_| marked.extend(cases.iter().cloned()));
    let gold = marks::gold(&gold)?;
    (0..GOLD_TAUGHT).for_each(|_| marked.extend(gold.iter().cloned()));
    marked.retain(|m| !left.contains(&*m.report.id));
    let table = table(&marked);
    if let Some(file) = std::env::var_os("RASID_WEIGHTS") {
        place::write(Path::new(&file), table.as_bytes())?;
        return Ok(Outcome::Passed);
    }
    place::keep_table(options, TABLE, &table, LIMIT, "the marks give")
}

/// Reads the reports on standard input by the weights in the file that `RASID_WEIGHTS` names, one reading a line.
pub fn read() -> Result<Outcome> {
    let file = std::env::var_os("RASID_WEIGHTS").ok_or("RASID_WEIGHTS names no file with weights.")?;
    let lexicon = Lexicon::builtin().with_weights(Weights::read(&place::read(Path::new(&file))?));
    let mut reader = Reader::new(&lexicon);
    for line in std::io::stdin().lines() {
        let line = line.map_err(|e| format!("Standard input cannot be read: {e}."))?;
        let report: Report = serde_json::from_str(&line).map_err(|e| format!("A line is no report: {e}."))?;
        println!("{}", serde_json::to_string(&reader.read(report)).map_err(|e| e.to_string())?);
    }
    Ok(Outcome::Passed)
}

/// A word that was looked at.
struct Word {
    choice: Choice,
    /// What its forms share, where no table holds it.
    unknown: Option<String>,
}

/// What was met in all reports. Signs are numbered as they come: their names would fill the memory.
#[derive(Default)]
struct Met {
    signs_of_events: Signs,
    events: Vec<Word>,
    signs_of_guests: Signs,
    signs_of_nobody: Signs,
    casts: Vec<Cast>,
    signs_of_auxes: Signs,
    auxes: Vec<Choice>,
    signs_of_modes: Signs,
    modes: Vec<Choice>,
}

impl Met {
    fn event(&mut self, about: AboutEvent) {
        let unknown = (!about.known).then(|| skeleton(&about.signs).to_owned());
        let choice = Choice { signs: self.signs_of_events.numbers(about.signs), class: about.class };
        self.events.push(Word { choice, unknown });
    }

    fn cast(&mut self, about: AboutCast) {
        let mut guest =
            |part: AboutPart| Guest { signs: self.signs_of_guests.numbers(part.signs), class: part.class, is: part.is };
        let guests = about.parts.into_iter().map(&mut guest).collect();
        let nobody = self.signs_of_nobody.numbers(about.nobody);
        self.casts.push(Cast { nobody, marked: about.marked, guests });
    }
}

/// The table that the marks give.
fn table(marked: &[Marked]) -> String {
    let lexicon = Lexicon::builtin().with_weights(Weights::default());
    let mut reader = Reader::new(&lexicon);
    let mut met = Met::default();
    for report in marked {
        let mut teacher = Teacher::new(report);
        reader.read_traced(report.report.clone(), &mut teacher);
        let Learned { events, casts, auxes, modes } = teacher.learned();
        events.into_iter().for_each(|about| met.event(about));
        casts.into_iter().for_each(|about| met.cast(about));
        met.auxes.extend(auxes.into_iter().map(|about| numbered(about, &mut met.signs_of_auxes)));
        met.modes.extend(modes.into_iter().map(|about| numbered(about, &mut met.signs_of_modes)));
    }
    let mut text = HEAD.to_owned();
    let seeds = seeds(&met.events);
    for seed in &seeds {
        let _ = writeln!(text, "seed\t{seed}");
    }
    let looked_at = |word: &Word| word.choice.class > 0 || word.unknown.as_ref().is_none_or(|k| seeds.contains(k));
    let choices = met.events.into_iter().filter(looked_at).map(|word| word.choice).collect();
    write_choices(&mut text, What::Event, met.signs_of_events, choices, EVENT_PRIOR);
    write_casts(&mut text, (met.signs_of_guests, met.signs_of_nobody), met.casts);
    write_choices(&mut text, What::Aux, met.signs_of_auxes, met.auxes, AUX_PRIOR);
    write_choices(&mut text, What::Mode, met.signs_of_modes, met.modes, MODE_PRIOR);
    text
}

/// A choice whose signs are numbered.
fn numbered(about: AboutManner, signs: &mut Signs) -> Choice {
    Choice { signs: signs.numbers(about.signs), class: about.class }
}

/// What the forms of a word share, among its signs.
fn skeleton(signs: &[String]) -> &str {
    signs.iter().find_map(|sign| sign.strip_prefix("k=")).unwrap_or_default()
}

/// Skeletons of words that no table holds and that tell events often enough to be looked at.
fn seeds(words: &[Word]) -> BTreeSet<String> {
    let mut met: HashMap<&str, (u32, u32)> = HashMap::new();
    for word in words {
        let Some(unknown) = word.unknown.as_deref() else { continue };
        let (told, all) = met.entry(unknown).or_default();
        *told += u32::from(word.choice.class > 0);
        *all += 1;
    }
    let enough = |told: u32, all: u32| told >= SEED && told * RARE >= all;
    met.into_iter().filter(|(k, (told, all))| !k.is_empty() && enough(*told, *all)).map(|(k, _)| k.to_owned()).collect()
}

/// Learns one choice and writes the lines of that.
fn write_choices(text: &mut String, what: What, signs: Signs, mut choices: Vec<Choice>, prior: f64) {
    let names = signs.often(OFTEN, choices.iter_mut().map(|choice| &mut choice.signs));
    let weights = fit(&choices, names.len(), what.classes(), prior);
    write(text, what, &names, &weights, 0);
    println!("{}: {} choices, {} signs", what.as_str(), choices.len(), names.len());
}

/// Learns who takes part and writes the lines of that.
fn write_casts(text: &mut String, (signs, nobody): (Signs, Signs), mut casts: Vec<Cast>) {
    let names = signs.often(OFTEN, casts.iter_mut().flat_map(|c| &mut c.guests).map(|guest| &mut guest.signs));
    let empty = nobody.often(OFTEN, casts.iter_mut().map(|cast| &mut cast.nobody));
    let (of_guests, of_nobody) = casts::fit(&casts, (names.len(), empty.len()), PART_PRIORS);
    write(text, What::Part, &names, &of_guests, 0);
    write(text, What::Nobody, &empty, &of_nobody, 1);
    println!("part: {} events, {} signs, {} of nobody", casts.len(), names.len(), empty.len());
}

/// Writes the lines of one choice; `first` is the first class that has weights.
fn write(text: &mut String, what: What, names: &[String], weights: &[f64], first: usize) {
    for (name, row) in names.iter().zip(weights.chunks(what.classes() - first)) {
        if row.iter().all(|weight| weight.abs() < LEAST_OF_SIGN) {
            continue;
        }
        let cells = row.iter().enumerate().filter(|(_, weight)| weight.abs() >= LEAST);
        let cells: Vec<String> = cells.map(|(class, weight)| format!("{}:{weight:.2}", class + first)).collect();
        let _ = writeln!(text, "{}\t{name}\t{}", what.as_str(), cells.join(" "));
    }
}

/// The class of an event.
fn class(kind: EventType) -> u8 {
    EventType::ALL.iter().position(|k| *k == kind).map_or(0, |n| n as u8 + 1)
}
