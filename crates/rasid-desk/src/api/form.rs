//! What operations are made of: parameters, answers, and the sorts of values that may be asked for.

use super::{Answer, MANY};
use rasid_store::Format;
use serde_json::Value;

/// What may be asked for.
#[derive(Clone)]
pub(crate) enum Sort {
    /// Any text.
    Text,
    /// One of these words.
    Words(Vec<&'static str>),
    /// A whole number.
    Count {
        /// The least.
        least: usize,
        /// The most.
        most: usize,
    },
    /// `true` or `false`.
    Flag,
    /// A day, `2018-02-26`.
    Day,
}

/// A part of the path or of the query.
#[derive(Clone)]
pub(crate) struct Param {
    pub(crate) name: &'static str,
    pub(crate) in_path: bool,
    pub(crate) about: &'static str,
    pub(crate) sort: Sort,
}

impl Param {
    /// A sentence that says what is wrong with a value, if anything is.
    pub(crate) fn check(&self, value: &str) -> Result<(), String> {
        let name = self.name;
        match &self.sort {
            Sort::Text => Ok(()),
            Sort::Words(words) if words.contains(&value) => Ok(()),
            Sort::Words(words) => Err(format!("{name} is one of: {}.", words.join(", "))),
            Sort::Count { least, most } => match value.parse::<usize>() {
                Ok(n) if (*least..=*most).contains(&n) => Ok(()),
                _ => Err(format!("{name} is a whole number from {least} to {most}.")),
            },
            Sort::Flag if matches!(value, "true" | "false") => Ok(()),
            Sort::Flag => Err(format!("{name} is true or false.")),
            Sort::Day if crate::format::day_number(value).is_some() => Ok(()),
            Sort::Day => Err(format!("{name} is a day of the form 2018-02-26.")),
        }
    }
}

/// What an operation answers.
pub(super) enum Answers {
    /// JSON of this schema.
    Json(Value),
    /// A file.
    File,
}

/// An operation, always a GET.
pub(super) struct Operation {
    /// After the root of the API.
    pub(super) path: &'static str,
    pub(super) id: &'static str,
    pub(super) summary: &'static str,
    pub(super) params: Vec<Param>,
    pub(super) answers: Answers,
    /// Nothing where another handler answers it.
    pub(super) answer: Option<Answer>,
}

pub(super) fn part(name: &'static str, about: &'static str, sort: Sort) -> Param {
    Param { name, in_path: true, about, sort }
}

pub(super) fn query(name: &'static str, about: &'static str, sort: Sort) -> Param {
    Param { name, in_path: false, about, sort }
}

pub(super) fn texts(name: &'static str, about: &'static str) -> Param {
    query(name, about, Sort::Text)
}

macro_rules! words {
    ($vocabulary:ty) => {
        Sort::Words(<$vocabulary>::ALL.iter().map(|word| word.as_str()).collect())
    };
}

/// The parameters of a page of a list.
pub(super) fn page() -> [Param; 2] {
    [
        query("limit", "How many rows at most.", Sort::Count { least: 1, most: MANY }),
        query("offset", "How many rows to leave out before the first.", Sort::Count { least: 0, most: 1_000_000_000 }),
    ]
}

pub(super) fn paged_by(params: impl IntoIterator<Item = Param>) -> Vec<Param> {
    params.into_iter().chain(page()).collect()
}

pub(super) fn mention() -> [Param; 2] {
    [
        part("report", "Identifier of a report.", Sort::Text),
        part("idx", "Index in the list of its reading.", Sort::Count { least: 0, most: 1_000_000 }),
    ]
}

/// The parameters of an export that is fetched.
pub(crate) fn export_params() -> Vec<Param> {
    vec![
        part("format", "The format.", Sort::Words(Format::ALL.iter().map(|format| format.as_str()).collect())),
        query("with_text", "Whether the texts of reports are in it, where the format can hold them.", Sort::Flag),
        query(
            "decided",
            "Whether csv, xlsx, parquet and jsonl hold records as people decided them; the other formats always do.",
            Sort::Flag,
        ),
    ]
}

pub(super) fn operation(
    path: &'static str,
    id: &'static str,
    summary: &'static str,
    params: Vec<Param>,
    schema: Value,
    answer: Answer,
) -> Operation {
    Operation { path, id, summary, params, answers: Answers::Json(schema), answer: Some(answer) }
}

pub(super) use words;
