//! Checks of tables of words: everything that is wrong in them, each fault with its place and
//! what to do. The strict reader stops at the first fault of a table; this finds all.

mod across;
mod cells;
mod refs;
mod rows;

use crate::Lexicon;
use crate::builder::Builder;
use crate::lexicon;
use crate::own;
use crate::schema::Schema;
use crate::table::{Row, Shape, Table, TableError, header_value};
use rustc_hash::FxHashSet;
use std::fmt;

/// Defines the checks: identifier, what must hold, and whether a fault keeps a table from being used.
macro_rules! checks {
    ($($(#[$doc:meta])* $name:ident = $id:literal, $stops:literal, $about:literal;)+) => {
        /// A check of the tables.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Check { $(#[doc = $about] $name),+ }

        impl Check {
            /// Every check.
            pub const ALL: &'static [Check] = &[$(Check::$name),+];

            /// Its identifier.
            pub fn id(self) -> &'static str {
                match self { $(Check::$name => $id),+ }
            }

            /// What must hold.
            pub fn about(self) -> &'static str {
                match self { $(Check::$name => $about),+ }
            }

            /// Whether a table with such a fault must not be used; others only make its upkeep harder.
            pub fn stops(self) -> bool {
                match self { $(Check::$name => $stops),+ }
            }
        }
    };
}

checks! {
    UnknownTable = "unknown-table", true, "The file is called after a table.";
    Header = "header", true, "The header gives table, language, licence, source and reviewer, and the table is that of the file's name.";
    Columns = "columns", true, "The line of column names is that of the table.";
    Cells = "cells", true, "Each row has as many cells as there are columns.";
    WhiteSpace = "white-space", true, "Cells and their words have no white space at their borders, none twice, and no control characters.";
    EmptyWord = "empty-word", true, "No alternative in a cell is empty.";
    NotNfc = "not-nfc", true, "All text is in Unicode's normal form C.";
    Marks = "marks", true, "Words are written without vowel marks, tatweel, invisible marks and presentation forms.";
    Variant = "variant", false, "No alternative in a cell is a spelling of another one that folding makes the same.";
    NoKey = "no-key", true, "Each row has something in its key.";
    KeyTwice = "key-twice", true, "No two rows of a table have the same key.";
    Unsorted = "unsorted", false, "Rows stand in the order of their first column.";
    Vocabulary = "vocabulary", true, "Cells of a vocabulary hold words or values that it has.";
    Identifier = "identifier", true, "Identifiers are a country code, a country code and a role, or small letters, digits and signs.";
    IdTwice = "id-twice", true, "No two actors or places in different tables have the same identifier.";
    UnknownCountry = "unknown-country", true, "Country codes are in states.tsv.";
    UnknownSide = "unknown-side", true, "A side belongs to a state, group, body or outlet of the tables.";
    UnknownPerson = "unknown-person", true, "Offices belong to persons in persons.tsv.";
    UnknownOffice = "unknown-office", true, "An office belongs to a state, group or body of the tables and has a role.";
    Date = "date", true, "Days are dates of the form 2016-07-27.";
    Term = "term", true, "A term ends after it begins.";
    TermOverlap = "term-overlap", true, "An office that one person holds is held by one at a time; only spokespersons are several.";
    NameTwice = "name-twice", true, "A full name belongs to one actor or place.";
    NameIsWord = "name-is-word", true, "A name is no word of grammar, reporting verb, common verb or number.";
    CueIsParticle = "cue-is-particle", true, "A reporting phrase or noun is no word of grammar.";
    VerbIsCue = "verb-is-cue", true, "A verb of verbs.tsv is no reporting verb.";
    WeekdayIsNumber = "weekday-is-number", true, "A day of the week or month is no number word.";
}

/// Something wrong in a table, and by which check it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The check.
    pub check: Check,
    /// Place, what is wrong, and what to do.
    pub at: TableError,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} [{}]", self.at, self.check.id())
    }
}

/// Everything that is wrong in the tables that come with the program.
pub fn builtin() -> Vec<Fault> {
    let whole = |(file, text): &(&str, &str)| Some((Schema::find(file)?, (*text).to_owned(), usize::MAX));
    check(Lexicon::tables(), &Lexicon::tables().iter().filter_map(whole).collect::<Vec<_>>())
}

/// Everything that is wrong in the tables of a team, given by file name and contents, by
/// themselves and together with those that come with the program.
pub fn own(own: &[(&str, &str)]) -> Vec<Fault> {
    let whole = |(file, builtin): &(&str, &str)| {
        let schema = Schema::find(file)?;
        Some(match own.iter().find(|(name, _)| name == file) {
            Some((_, text)) => (schema, own::merged(schema, text, builtin), text.lines().count()),
            None => (schema, (*builtin).to_owned(), 0),
        })
    };
    check(own, &Lexicon::tables().iter().filter_map(whole).collect::<Vec<_>>())
}

/// A table as it will be used, and the line up to which its rows are looked at.
type Whole = (&'static Schema, String, usize);

fn check(tables: &[(&str, &str)], whole: &[Whole]) -> Vec<Fault> {
    let mut faults: Vec<Fault> = tables.iter().flat_map(|(file, text)| alone(file, text, whole)).collect();
    faults.extend(together(whole));
    in_order(faults)
}

/// Table by table and line by line.
fn in_order(mut faults: Vec<Fault>) -> Vec<Fault> {
    let cell = |fault: &Fault| (fault.at.file.clone(), fault.at.line, fault.at.column);
    let of_checks = faults.iter().filter(|fault| fault.check != Check::Vocabulary).map(cell).collect::<FxHashSet<_>>();
    // What a loader says of a cell is said better by the check that is made for it.
    faults.retain(|fault| fault.check != Check::Vocabulary || !of_checks.contains(&cell(fault)));
    let place = |name: &str| Lexicon::tables().iter().position(|(file, _)| *file == name);
    faults.sort_by_cached_key(|f| (place(&f.at.file), f.at.file.clone(), f.at.line, f.at.column, f.check));
    faults.dedup();
    faults
}

/// A table with what is known of its kind.
pub(crate) struct Sheet<'t> {
    schema: &'static Schema,
    table: Table<'t>,
    /// Only rows up to this line are looked at; those behind it are only context.
    until: usize,
}

impl<'t> Sheet<'t> {
    /// The rows whose faults are told.
    fn rows<'a>(&'a self) -> impl Iterator<Item = Row<'a, 't>> {
        self.table.rows().filter(|row| row.line <= self.until)
    }

    /// A fault of the cell in column number `column` of `row`, counted from 0.
    fn fault(&self, check: Check, row: &Row<'_, '_>, column: usize, message: String, hint: impl Into<String>) -> Fault {
        let (file, hint) = (self.schema.file.to_owned(), hint.into());
        Fault { check, at: TableError { file, line: row.line, column: column + 1, message, hint } }
    }
}

/// What is wrong in a table by itself.
fn alone(file: &str, text: &str, whole: &[Whole]) -> Vec<Fault> {
    let at = |line, message: String, hint: &str| TableError {
        file: file.to_owned(),
        line,
        column: 0,
        message,
        hint: hint.to_owned(),
    };
    let Some(schema) = Schema::find(file) else {
        let error = at(1, "no table of this name is known".to_owned(), "see docs/lexicon.md for the tables");
        return vec![Fault { check: Check::UnknownTable, at: error }];
    };
    let (table, shape) = Table::read(schema.file, text, &schema.names());
    let mut faults: Vec<Fault> = shape.into_iter().map(|(shape, at)| Fault { check: of_shape(shape), at }).collect();
    let name = file.trim_end_matches(".tsv");
    if let Some(given) = header_value(text, "table").filter(|given| *given != name) {
        let message = format!("the header says that this is the table \u{201C}{given}\u{201D}");
        faults.push(Fault { check: Check::Header, at: at(1, message, &format!("write # table: {name}")) });
    }
    let bad_lines: Vec<usize> = faults.iter().filter(|f| f.at.column > 0).map(|f| f.at.line).collect();
    let loadable = !faults.iter().any(|f| matches!(f.check, Check::Columns | Check::Header));
    let sheet = Sheet { schema, table, until: usize::MAX };
    faults.extend(cells::check(&sheet));
    faults.extend(rows::check(&sheet));
    if loadable {
        faults.extend(loaded(schema, text, bad_lines, whole));
    }
    faults
}

fn of_shape(shape: Shape) -> Check {
    match shape {
        Shape::Header => Check::Header,
        Shape::Columns => Check::Columns,
        Shape::Cells => Check::Cells,
        Shape::Space => Check::WhiteSpace,
    }
}

/// What is wrong between tables.
fn together(whole: &[Whole]) -> Vec<Fault> {
    let sheets: Vec<Sheet<'_>> = whole
        .iter()
        .map(|(schema, text, until)| {
            let table = Table::read(schema.file, text, &schema.names()).0;
            Sheet { schema, table, until: *until }
        })
        .collect();
    let mut faults = refs::check(&sheets);
    faults.extend(across::check(&sheets));
    faults
}

/// So many faults of one table are told.
const MOST: usize = 100;

/// What the loader of the table says, line by line: a line that it refuses is left out and the
/// table is loaded again.
fn loaded(schema: &Schema, text: &str, bad_lines: Vec<usize>, whole: &[Whole]) -> Vec<Fault> {
    let mut lines: Vec<&str> = text.lines().collect();
    for line in bad_lines {
        lines[line - 1] = "";
    }
    // The table that this one refers to.
    let before = match schema.file {
        "offices.tsv" => "persons.tsv",
        "triggers.tsv" => "topics.tsv",
        _ => "",
    };
    let before = whole.iter().find(|(schema, ..)| schema.file == before);
    let mut faults = Vec::new();
    while faults.len() < MOST {
        let mut builder = Builder::default();
        if let Some((schema, text, _)) = before {
            // Its own faults are told beside it.
            let _ = lexicon::load(&mut builder, schema.file, text);
        }
        let Err(at) = lexicon::load(&mut builder, schema.file, &lines.join("\n")) else { break };
        let again = lines.get_mut(at.line - 1).filter(|line| !line.is_empty());
        // A year of a calendar that is left out makes all years behind it wrong.
        let stop = schema.whole || again.map(|line| *line = "").is_none();
        faults.push(Fault { check: Check::Vocabulary, at });
        if stop {
            break;
        }
    }
    faults
}
