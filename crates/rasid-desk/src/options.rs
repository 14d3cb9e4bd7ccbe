//! What filters offer: the words of the vocabularies, list by list, and outlets.

use crate::i18n::Lang;
use crate::shown;
use rasid_record::{
    Answer, ArrangementKind, Class, CommitmentKind, EventType, Form, List, Measure, NamingKind, Phase, Stance,
    TimeKind, TimeMod, Voice, Who,
};

/// One option of a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) label: String,
    pub(crate) selected: bool,
}

/// A choice with its label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Select {
    pub(crate) name: &'static str,
    pub(crate) label: &'static str,
    /// The option that chooses nothing.
    pub(crate) all: &'static str,
    pub(crate) choices: Vec<Choice>,
}

/// What a field of a query holds; nothing where it is not there.
pub(crate) fn text(value: &Option<String>) -> String {
    value.clone().unwrap_or_default()
}

/// A value to filter by: a field that a browser sends empty chooses nothing.
pub(crate) fn chosen(value: &str) -> Option<String> {
    (!value.is_empty()).then(|| value.to_owned())
}

/// The same of a field of a query.
pub(crate) fn filled(value: &Option<String>) -> Option<String> {
    value.as_deref().and_then(chosen)
}

/// The names of a vocabulary's values, with the prefix of their labels.
type Words = (&'static str, Vec<&'static str>);

macro_rules! words {
    ($prefix:literal, $vocabulary:ident) => {
        Some(($prefix, $vocabulary::ALL.iter().map(|w| w.as_str()).collect()))
    };
}

/// What `kind` and `detail` of a list's filter choose from.
fn vocabularies(list: List) -> [Option<Words>; 2] {
    match list {
        List::Times => [words!("timekind", TimeKind), words!("timemod", TimeMod)],
        List::Figures => [words!("measure", Measure), words!("who", Who)],
        List::Statements => [words!("stance", Stance), words!("form", Form)],
        // Modes are PLOVER's, and too many to choose from.
        List::Events => [words!("event", EventType), None],
        List::Commitments => [words!("commitment", CommitmentKind), words!("class", Class)],
        List::Arrangements => [words!("arrangement", ArrangementKind), words!("phase", Phase)],
        List::Breaches => [words!("event", EventType), words!("answer", Answer)],
        List::Naming => [words!("naming", NamingKind), words!("voice", Voice)],
    }
}

/// The choices by which a list is filtered.
pub(crate) fn of_list(lang: Lang, list: List, kind: &str, detail: &str) -> Vec<Select> {
    let asked = [("kind", kind), ("detail", detail)];
    vocabularies(list)
        .into_iter()
        .zip(asked)
        .filter_map(|(words, (name, chosen))| {
            let (prefix, words) = words?;
            Some(of_words(lang, name, prefix, words, chosen))
        })
        .collect()
}

/// The choice of a word of the vocabulary whose labels begin with `prefix`.
pub(crate) fn of_words(
    lang: Lang,
    name: &'static str,
    prefix: &'static str,
    words: impl IntoIterator<Item = &'static str>,
    chosen: &str,
) -> Select {
    let choices = words
        .into_iter()
        .map(|w| Choice { value: w.to_owned(), label: lang.word(prefix, w), selected: w == chosen })
        .collect();
    Select { name, label: lang.t(&format!("vocabulary.{prefix}")), all: lang.t("lists.all"), choices }
}

/// The choice of an outlet.
pub(crate) fn of_outlets(lang: Lang, outlets: &[String], chosen: &str) -> Select {
    let choices = outlets
        .iter()
        .map(|o| Choice { value: o.clone(), label: shown::shortened(o, 60), selected: o == chosen })
        .collect();
    Select { name: "outlet", label: lang.t("reports.outlet"), all: lang.t("reports.outlet.all"), choices }
}
