//! The forms in which a record is written out, and what holds for each.

use super::changes::Shape;

/// In which form the record is written out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A folder: `reports.csv` and one file for each list, UTF-8 with a byte order mark. Texts
    /// that a spreadsheet would take for a formula begin with an apostrophe.
    Csv,
    /// One file: a workbook with a sheet for the reports and one for each list.
    Xlsx,
    /// A folder: `reports.parquet` and one file for each list.
    Parquet,
    /// One file: the readings as in `docs/formats.md`, one a line.
    Jsonl,
    /// One file: dated events as PLOVER has them, one a line.
    Plover,
    /// One file: the same in the columns of POLECAT.
    Polecat,
    /// One file: dated and placed incidents in the columns of ACLED.
    Acled,
    /// One file: those with a death in the columns of UCDP GED.
    Ucdp,
    /// One file: dated and placed incidents as points.
    Geojson,
    /// One file: every record as a note on the words of its report (W3C Web Annotation).
    Annotations,
    /// One file: ceasefires and pauses in the style of ETH/PRIO.
    Ceasefires,
    /// One file: claims that arrangements were broken, as monitoring missions keep them.
    Violations,
}

impl Format {
    /// Every form.
    pub const ALL: &'static [Format] = &[
        Format::Csv,
        Format::Xlsx,
        Format::Parquet,
        Format::Jsonl,
        Format::Violations,
        Format::Ceasefires,
        Format::Plover,
        Format::Polecat,
        Format::Acled,
        Format::Ucdp,
        Format::Geojson,
        Format::Annotations,
    ];

    /// The word for it on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Format::Jsonl => "jsonl",
            Format::Csv => "csv",
            Format::Xlsx => "xlsx",
            Format::Parquet => "parquet",
            Format::Plover => "plover",
            Format::Polecat => "polecat",
            Format::Acled => "acled",
            Format::Ucdp => "ucdp",
            Format::Geojson => "geojson",
            Format::Annotations => "annotations",
            Format::Ceasefires => "ceasefires",
            Format::Violations => "violations",
        }
    }

    /// The form that is spelled `word`.
    pub fn parse(word: &str) -> Option<Self> {
        Format::ALL.iter().copied().find(|format| format.as_str() == word)
    }

    /// Whether it makes a folder rather than one file.
    pub fn is_folder(self) -> bool {
        matches!(self, Format::Csv | Format::Parquet)
    }

    /// What stands after the name of the record in the name of the export.
    pub fn ending(self) -> &'static str {
        match self {
            Format::Jsonl => ".jsonl",
            Format::Csv => "-csv",
            Format::Xlsx => ".xlsx",
            Format::Parquet => "-parquet",
            Format::Plover => ".plover.jsonl",
            Format::Polecat => ".polecat.tsv",
            Format::Acled => ".acled.csv",
            Format::Ucdp => ".ucdp.csv",
            Format::Geojson => ".geojson",
            Format::Annotations => ".annotations.jsonld",
            Format::Ceasefires => ".ceasefires.csv",
            Format::Violations => ".violations.csv",
        }
    }

    /// The type of the file for browsers; of the packed folder where it is one.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Csv | Format::Parquet => "application/zip",
            Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Format::Jsonl | Format::Plover => "application/jsonl; charset=utf-8",
            Format::Polecat => "text/tab-separated-values; charset=utf-8",
            Format::Acled | Format::Ucdp | Format::Ceasefires | Format::Violations => "text/csv; charset=utf-8",
            Format::Geojson => "application/geo+json",
            Format::Annotations => "application/ld+json",
        }
    }

    /// Whether the texts of the reports can be in it.
    pub fn may_hold_text(self) -> bool {
        matches!(self, Format::Csv | Format::Xlsx | Format::Parquet | Format::Jsonl | Format::Plover)
    }

    /// Whether it holds records as rules made them unless it is asked for as people decided them
    /// ([`decided`](super::Export::decided)); all others always are as people decided.
    pub fn may_be_decided(self) -> bool {
        matches!(self, Format::Csv | Format::Xlsx | Format::Parquet | Format::Jsonl)
    }

    /// Whether it can be compared with an earlier export.
    pub fn has_changes(self) -> bool {
        self.shape().is_some()
    }

    /// How its rows are parted, where it has one kind of row.
    pub(super) fn shape(self) -> Option<Shape> {
        let table = |delimiter, id| Some(Shape::Table { delimiter, id });
        match self {
            Format::Csv | Format::Xlsx | Format::Parquet | Format::Jsonl => None,
            Format::Plover | Format::Geojson | Format::Annotations => Some(Shape::Lines { id: "id" }),
            Format::Polecat => table(b'\t', "Event ID"),
            Format::Acled => table(b',', "event_id_cnty"),
            Format::Ucdp | Format::Violations => table(b',', "id"),
            Format::Ceasefires => table(b',', "uniq_id"),
        }
    }
}
