//! The columns of the eight lists, once: filling the tables, asking them and writing them out all
//! go by these.

use rasid_record::List;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A text.
    Text,
    /// A whole number.
    Int,
    /// A number with decimals.
    Real,
    /// Yes or no, as 1 or 0.
    Flag,
    /// Several texts, as a JSON array; nothing where there are none.
    Many,
}

/// A column of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    /// Its name in the table.
    pub(crate) name: &'static str,
    /// What it holds.
    pub(crate) kind: Kind,
    /// The column with the identifier of whom its words name, so that private persons' can be left out.
    pub(crate) names: Option<&'static str>,
}

const fn column(name: &'static str, kind: Kind) -> Column {
    Column { name, kind, names: None }
}

const fn text(name: &'static str) -> Column {
    column(name, Kind::Text)
}

const fn flag(name: &'static str) -> Column {
    column(name, Kind::Flag)
}

const fn many(name: &'static str) -> Column {
    column(name, Kind::Many)
}

const fn naming(name: &'static str, kind: Kind, id: &'static str) -> Column {
    Column { name, kind, names: Some(id) }
}

/// The columns with which every list begins.
pub(crate) const FIRST: &[Column] = &[
    text("report_id"),
    column("idx", Kind::Int),
    text("published"),
    column("start", Kind::Int),
    column("end", Kind::Int),
    text("text"),
];

/// The column with which every list ends.
pub(crate) const LAST: &[Column] = &[text("rule")];

const BY_STATEMENT: Column = column("by_statement", Kind::Int);
const CLAIMANT_ID: Column = text("claimant_id");
const CLAIMANT: Column = naming("claimant", Kind::Text, "claimant_id");
const VIA: Column = many("via");

/// The columns of `list` between the first and the last ones.
pub(crate) fn own(list: List) -> &'static [Column] {
    match list {
        List::Times => const { &[text("kind"), text("value"), text("mod"), flag("anchored")] },
        List::Figures => {
            const {
                &[
                    column("low", Kind::Real),
                    column("high", Kind::Real),
                    flag("approx"),
                    text("counted"),
                    text("measure"),
                    text("who"),
                    text("scope"),
                    text("from_value"),
                    text("from_words"),
                    text("until_value"),
                    text("until_words"),
                    BY_STATEMENT,
                    CLAIMANT_ID,
                    CLAIMANT,
                    VIA,
                    flag("carried"),
                ]
            }
        }
        List::Statements => {
            const {
                &[
                    flag("has_content"),
                    naming("speaker", Kind::Text, "speaker_id"),
                    naming("speaker_name", Kind::Text, "speaker_id"),
                    text("speaker_id"),
                    text("cue"),
                    text("form"),
                    text("addressee"),
                    VIA,
                    text("stance"),
                    flag("negated"),
                ]
            }
        }
        List::Events => {
            const {
                &[
                    text("type"),
                    text("mode"),
                    many("actors"),
                    naming("actor_words", Kind::Many, "actors"),
                    many("recipients"),
                    naming("recipient_words", Kind::Many, "recipients"),
                    text("when_value"),
                    text("when_words"),
                    text("place"),
                    text("aux"),
                    BY_STATEMENT,
                    CLAIMANT_ID,
                    CLAIMANT,
                    VIA,
                    flag("carried"),
                ]
            }
        }
        List::Commitments => {
            const {
                &[
                    text("by_id"),
                    naming("by_words", Kind::Text, "by_id"),
                    text("to_words"),
                    text("class"),
                    flag("negative"),
                    text("kind"),
                    text("from_value"),
                    text("from_words"),
                    text("until_value"),
                    text("until_words"),
                    text("condition"),
                    BY_STATEMENT,
                    CLAIMANT_ID,
                    CLAIMANT,
                    VIA,
                ]
            }
        }
        List::Arrangements => {
            const {
                &[
                    text("kind"),
                    text("phase"),
                    text("place"),
                    many("parties"),
                    text("beneficiaries"),
                    text("from_value"),
                    text("from_words"),
                    text("until_value"),
                    text("until_words"),
                    BY_STATEMENT,
                    CLAIMANT_ID,
                    CLAIMANT,
                    VIA,
                ]
            }
        }
        List::Breaches => {
            const {
                &[
                    column("arrangement_idx", Kind::Int),
                    text("arrangement"),
                    text("arrangement_kind"),
                    many("accused"),
                    many("against"),
                    text("act"),
                    text("figure"),
                    text("from_value"),
                    text("from_words"),
                    text("until_value"),
                    text("until_words"),
                    text("place"),
                    text("answer"),
                    BY_STATEMENT,
                    CLAIMANT_ID,
                    CLAIMANT,
                    VIA,
                    flag("carried"),
                ]
            }
        }
        List::Naming => const { &[text("actor_id"), text("kind"), text("voice")] },
    }
}

/// All columns of `list`, in the order of its table.
pub(crate) fn all(list: List) -> impl Iterator<Item = &'static Column> {
    FIRST.iter().chain(own(list)).chain(LAST)
}

/// The columns with the first and the second word of `list`, by which records are sorted out.
pub(crate) fn words(list: List) -> (&'static str, &'static str) {
    match list {
        List::Times => ("kind", "mod"),
        List::Figures => ("measure", "who"),
        List::Statements => ("stance", "form"),
        List::Events => ("type", "mode"),
        List::Commitments => ("kind", "class"),
        List::Arrangements => ("kind", "phase"),
        List::Breaches => ("act", "answer"),
        List::Naming => ("kind", "voice"),
    }
}

/// All columns of `list` for a statement, each before `prefix`: `x.report_id, x.idx, …`.
pub(crate) fn select(list: List, prefix: &str) -> String {
    all(list).map(|c| format!("{prefix}\"{}\"", c.name)).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Store;
    use crate::open::tests::scratch;

    #[test]
    fn the_tables_have_exactly_these_columns_in_this_order() {
        let folder = scratch("columns");
        let store = Store::open(&folder.join("r.rasid")).unwrap();
        for &list in List::ALL {
            let table = store.db().columns(list.as_str()).unwrap();
            assert_eq!(table, all(list).map(|c| c.name).collect::<Vec<_>>(), "{list}");
            let (kind, detail) = words(list);
            assert!(table.iter().any(|c| c == kind) && table.iter().any(|c| c == detail), "{list}");
        }
    }

    #[test]
    fn words_that_name_somebody_stand_beside_the_identifier() {
        for &list in List::ALL {
            for id in all(list).filter_map(|c| c.names) {
                assert!(all(list).any(|c| c.name == id), "{list} has no {id}");
            }
        }
    }
}
