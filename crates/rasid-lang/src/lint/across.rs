//! Checks of words that stand in several tables and must not.

use super::{Check, Fault, Sheet};
use crate::table::Row;
use rasid_text::fold;
use rustc_hash::FxHashMap;

/// Words of a table: the columns, and in which rows.
struct Side {
    file: &'static str,
    columns: &'static [&'static str],
    /// A column and the words that it may hold; all rows where there are none.
    only: Option<(&'static str, &'static [&'static str])>,
}

const fn all(file: &'static str, columns: &'static [&'static str]) -> Side {
    Side { file, columns, only: None }
}

/// Words that no row of one side may share with a row of the other.
struct Clash {
    check: Check,
    left: &'static [Side],
    right: &'static [Side],
    /// What a word of the right side is.
    is: &'static str,
    hint: &'static str,
}

const NAMES: &[Side] = &[
    all("persons.tsv", &["names", "short"]),
    all("states.tsv", &["names", "capitals"]),
    all("groups.tsv", &["names", "marked"]),
    all("bodies.tsv", &["names"]),
    all("outlets.tsv", &["names"]),
    all("places.tsv", &["names"]),
];

const CLASHES: &[Clash] = &[
    Clash {
        check: Check::NameIsWord,
        left: NAMES,
        right: &[
            all("particles.tsv", &["form"]),
            all("cues.tsv", &["past"]),
            all("verbs.tsv", &["past"]),
            all("numbers.tsv", &["forms"]),
        ],
        is: "a common word",
        hint: "give only longer forms of the name, or every such word would be read as it",
    },
    Clash {
        check: Check::CueIsParticle,
        left: &[Side { file: "cues.tsv", columns: &["past"], only: Some(("kind", &["phrase", "noun"])) }],
        right: &[all("particles.tsv", &["form"])],
        is: "a word of grammar",
        hint: "take it out of one of the tables",
    },
    Clash {
        check: Check::VerbIsCue,
        left: &[all("verbs.tsv", &["past"])],
        right: &[Side { file: "cues.tsv", columns: &["past"], only: Some(("kind", &["verb"])) }],
        is: "a reporting verb",
        hint: "take it out of verbs.tsv, which holds the other verbs",
    },
    Clash {
        check: Check::WeekdayIsNumber,
        left: &[
            Side { file: "timewords.tsv", columns: &["forms"], only: Some(("kind", &["weekday"])) },
            Side { file: "months.tsv", columns: &["names"], only: Some(("needs", &["nothing", "context"])) },
        ],
        right: &[all("numbers.tsv", &["forms"])],
        is: "a number word",
        hint: "a day of the week has its article, a number has none; take it out of one of the tables",
    },
];

/// Where a word stands.
#[derive(Clone, Copy)]
struct Place<'a, 't> {
    sheet: &'a Sheet<'t>,
    row: Row<'a, 't>,
    column: usize,
}

impl Place<'_, '_> {
    fn is_told(&self) -> bool {
        self.row.line <= self.sheet.until
    }

    fn at(&self) -> String {
        let key = self.row.cells().first().and_then(|cell| cell.split('|').next()).unwrap_or("");
        format!("{} ({key})", self.sheet.schema.file)
    }
}

/// What is wrong between the words of tables.
pub(super) fn check(sheets: &[Sheet<'_>]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for clash in CLASHES {
        let mut right: FxHashMap<String, Place<'_, '_>> = FxHashMap::default();
        for (place, word) in clash.right.iter().flat_map(|side| words(sheets, side)) {
            right.entry(fold(word)).or_insert(place);
        }
        for (left, word) in clash.left.iter().flat_map(|side| words(sheets, side)) {
            let Some(right) = right.get(&fold(word)) else { continue };
            let (told, other) = if left.is_told() { (&left, right) } else { (right, &left) };
            if told.is_told() {
                let message =
                    format!("\u{201C}{word}\u{201D} is also in {}, so that it would be {}", other.at(), clash.is);
                faults.push(told.sheet.fault(clash.check, &told.row, told.column, message, clash.hint));
            }
        }
    }
    faults.extend(names(sheets));
    faults.extend(identifiers(sheets));
    faults
}

/// Full names that belong to two actors or places.
fn names(sheets: &[Sheet<'_>]) -> Vec<Fault> {
    let full = NAMES.iter().map(|side| Side { columns: &["names"], ..*side });
    let mut places: Vec<(Place<'_, '_>, &str)> =
        full.flat_map(|side| words(sheets, &side).collect::<Vec<_>>()).collect();
    // Of two of the same name that whose fault is told comes behind the other.
    places.sort_by_key(|(place, _)| place.is_told());
    let mut seen: FxHashMap<String, Place<'_, '_>> = FxHashMap::default();
    let mut faults = Vec::new();
    for (place, word) in places {
        let first = *seen.entry(fold(word)).or_insert(place);
        if place.is_told() && first.row.get("id") != place.row.get("id") {
            let message = format!("\u{201C}{word}\u{201D} is also a name in {}", first.at());
            faults.push(place.sheet.fault(
                Check::NameTwice,
                &place.row,
                place.column,
                message,
                "a full name belongs to one of them",
            ));
        }
    }
    faults
}

/// Identifiers that stand in two tables.
fn identifiers(sheets: &[Sheet<'_>]) -> Vec<Fault> {
    let mut rows: Vec<Place<'_, '_>> = sheets
        .iter()
        .filter(|sheet| NAMES.iter().any(|side| side.file == sheet.schema.file))
        .flat_map(|sheet| sheet.table.rows().map(move |row| Place { sheet, row, column: 0 }))
        .collect();
    rows.sort_by_key(Place::is_told);
    let mut seen: FxHashMap<&str, &str> = FxHashMap::default();
    let mut faults = Vec::new();
    for place in rows {
        let (id, file) = (place.row.get("id"), place.sheet.schema.file);
        let first = *seen.entry(id).or_insert(file);
        if place.is_told() && first != file {
            let message = format!("\u{201C}{id}\u{201D} is also an identifier in {first}");
            faults.push(place.sheet.fault(Check::IdTwice, &place.row, 0, message, "choose another one"));
        }
    }
    faults
}

/// The words of a side, with their places.
fn words<'a, 't>(sheets: &'a [Sheet<'t>], side: &Side) -> impl Iterator<Item = (Place<'a, 't>, &'t str)> + use<'a, 't> {
    let (file, columns, only) = (side.file, side.columns, side.only);
    let of_file = sheets.iter().filter(move |sheet| sheet.schema.file == file);
    of_file.flat_map(move |sheet| {
        let rows =
            sheet.table.rows().filter(move |row| only.is_none_or(|(column, words)| words.contains(&row.get(column))));
        rows.flat_map(move |row| {
            let columns = sheet.schema.columns.iter().enumerate().filter(move |(_, c)| columns.contains(&c.name));
            columns.flat_map(move |(column, c)| row.list(c.name).map(move |word| (Place { sheet, row, column }, word)))
        })
    })
}
