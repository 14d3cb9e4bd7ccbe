//! How telling a word stem is: one that few reports use says more than one that all use.
//!
//! The table is counted once over a corpus (`cargo run -p xtask -- frequencies`) and frozen in the
//! release, so that what two reports have in common does not depend on which others were read.

use rustc_hash::FxHashMap;

const TABLE: &str = include_str!("../data/frequencies.tsv");
/// A stem that a greater share of all reports has says nothing, and is most of the work.
const EVERYWHERE: f64 = 0.3;
/// In how many reports a stem that is not in the table is taken to occur.
const UNKNOWN: f64 = 2.0;

/// The number that stands for a term; the same on every machine.
pub(crate) type Term = u32;

/// The number of a word: FNV-1a with a final mix.
pub(crate) fn term(word: &str) -> Term {
    let hash =
        word.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3));
    let mixed = (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 32) as Term
}

/// The table.
pub(crate) struct Frequencies {
    weights: FxHashMap<Term, f32>,
    unknown: f32,
}

impl Frequencies {
    /// The table of this release.
    pub fn builtin() -> Self {
        let reports = TABLE.lines().find_map(|line| line.strip_prefix("# reports: ")?.trim().parse::<f64>().ok());
        let reports = reports.unwrap_or(1.0);
        let weight = |count: f64| {
            if count > EVERYWHERE * reports { 0.0 } else { ((reports + 1.0) / (count + 1.0)).ln() as f32 }
        };
        let rows = TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
        let weights = rows.filter_map(|(stem, count)| Some((term(stem), weight(count.parse().ok()?)))).collect();
        Frequencies { weights, unknown: weight(UNKNOWN) }
    }

    /// The weight of a term: the logarithm of how rare it is; zero for what is everywhere.
    pub fn weight(&self, term: Term) -> f32 {
        self.weights.get(&term).copied().unwrap_or(self.unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_whole_and_rare_stems_weigh_more() {
        let table = Frequencies::builtin();
        let rows = TABLE.lines().filter(|line| !line.starts_with('#')).count() - 1;
        assert_eq!(table.weights.len(), rows, "two stems have one number, or a row is broken");
        let common = table.weights.values().copied().fold(f32::MAX, f32::min);
        assert!(common >= 0.0 && table.unknown > table.weights.values().copied().fold(0.0, f32::max));
    }
}
