//! The eight lists with their counts, each the way to the list.

use crate::i18n::Lang;
use crate::{format, links};
use rasid_record::List;

/// The order in which the desk shows the lists: what happened to the truce first, what the
/// reading is made of last.
pub(crate) const ORDER: [List; 8] = [
    List::Statements,
    List::Commitments,
    List::Arrangements,
    List::Breaches,
    List::Events,
    List::Figures,
    List::Times,
    List::Naming,
];

/// The number of records in a list.
pub(crate) struct Tile {
    pub(crate) list: List,
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    pub(crate) count: String,
    pub(crate) href: String,
}

/// All eight.
pub(crate) fn tiles(lang: Lang, count: impl Fn(List) -> usize) -> Vec<Tile> {
    ORDER
        .iter()
        .map(|&list| Tile {
            list,
            name: lang.t(&format!("list.{list}")),
            about: lang.t(&format!("about.{list}")),
            count: format::whole(count(list) as u64),
            href: links::list(list, &[]),
        })
        .collect()
}
