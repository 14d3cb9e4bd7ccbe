//! How far people who code alone agree: Cohen's kappa, over blind double coding and nothing else.

use crate::{Store, StoreError};
use rasid_record::{Act, Review, Standing};
use std::collections::{BTreeMap, HashSet};

/// Agreement of two people beyond chance.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kappa {
    /// Records that both coded.
    pub records: usize,
    /// Those on which they agree.
    pub agreed: usize,
    /// How often which word of the first met which of the second.
    pub table: BTreeMap<(String, String), usize>,
}

impl Kappa {
    fn count(&mut self, first: &str, second: &str) {
        self.records += 1;
        self.agreed += usize::from(first == second);
        *self.table.entry((first.to_owned(), second.to_owned())).or_default() += 1;
    }

    /// Share of records on which they agree, from 0 to 1; nothing where there are none.
    pub fn observed(&self) -> Option<f64> {
        (self.records > 0).then(|| self.agreed as f64 / self.records as f64)
    }

    /// Cohen's kappa: 1 where they always agree, 0 where no more often than by chance. Nothing where there are no
    /// records, or where both used one and the same word throughout, so that chance alone would make them agree.
    pub fn kappa(&self) -> Option<f64> {
        let observed = self.observed()?;
        let (mut firsts, mut seconds) = (BTreeMap::<&str, f64>::new(), BTreeMap::<&str, f64>::new());
        for ((first, second), &count) in &self.table {
            *firsts.entry(first).or_default() += count as f64;
            *seconds.entry(second).or_default() += count as f64;
        }
        let all = self.records as f64;
        let chance: f64 = firsts.iter().map(|(word, n)| n / all * seconds.get(word).unwrap_or(&0.0) / all).sum();
        (chance < 1.0).then(|| (observed - chance) / (1.0 - chance))
    }
}

/// Two people, and how far they agree.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coders {
    /// Who.
    pub first: String,
    /// And who, later in the alphabet.
    pub second: String,
    /// On whether the reading is right: accepted, corrected, rejected.
    pub readings: Kappa,
    /// On whether the claim holds, where both said.
    pub claims: Kappa,
    /// Records that are still to be coded by one of them or both.
    pub open: usize,
}

impl Store {
    /// Everybody who was given the same records to code blind, in pairs. Only the first verdict that each made blind
    /// counts, on records that all who were given them have coded; decisions between them made later do not.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn agreement(&self) -> Result<Vec<Coders>, StoreError> {
        self.db().steady(|db| {
            let mut pairs = BTreeMap::<(String, String), Coders>::new();
            let sql = "SELECT DISTINCT no FROM review_log WHERE what = 'assign' AND no IS NOT NULL ORDER BY no";
            for no in db.all(sql, &[], |c| c.count())? {
                let entries = super::derive::entries(db, no)?;
                let undone: HashSet<u64> = super::state::undone(entries.iter().map(|entry| {
                    (entry.seq, if let Act::Undo { undoes } = entry.review.act { Some(undoes) } else { None })
                }));
                let standing: Vec<&Review> =
                    entries.iter().filter(|e| !undone.contains(&e.seq)).map(|e| &e.review).collect();
                let mut coders: Vec<String> = Vec::new();
                for review in &standing {
                    if let Act::Assign { to, blind } = &review.act {
                        coders = if *blind { to.clone() } else { coders };
                    }
                }
                coders.sort();
                coders.dedup();
                let blind: Vec<&Review> = standing.into_iter().filter(|review| review.blind).collect();
                let verdict = |who: &str| {
                    let mut own = blind.iter().filter(|review| review.by == who);
                    own.find_map(|review| review.act.standing()).map(Standing::as_str)
                };
                let claim = |who: &str| {
                    let mut own = blind.iter().filter(|review| review.by == who);
                    own.find_map(|review| if let Act::Claim { status } = &review.act { status.clone() } else { None })
                };
                let is_done = coders.iter().all(|who| verdict(who).is_some());
                for (at, first) in coders.iter().enumerate() {
                    for second in &coders[at + 1..] {
                        let pair = pairs.entry((first.clone(), second.clone())).or_insert_with(|| Coders {
                            first: first.clone(),
                            second: second.clone(),
                            ..Coders::default()
                        });
                        match (verdict(first), verdict(second)) {
                            (Some(a), Some(b)) if is_done => pair.readings.count(a, b),
                            _ => pair.open += 1,
                        }
                        if let (true, Some(a), Some(b)) = (is_done, claim(first), claim(second)) {
                            pair.claims.count(&a, &b);
                        }
                    }
                }
            }
            Ok(pairs.into_values().collect())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kappa_is_agreement_beyond_chance() {
        let mut kappa = Kappa::default();
        // The table of Cohen's measure as textbooks have it: 20 and 15 agree, 5 and 10 do not.
        for (first, second, times) in [("yes", "yes", 20), ("yes", "no", 5), ("no", "yes", 10), ("no", "no", 15)] {
            (0..times).for_each(|_| kappa.count(first, second));
        }
        assert_eq!((kappa.records, kappa.agreed), (50, 35));
        assert!((kappa.kappa().unwrap() - 0.4).abs() < 1e-9);
        assert_eq!(Kappa::default().kappa(), None);
        let mut same = Kappa::default();
        same.count("yes", "yes");
        assert_eq!((same.observed(), same.kappa()), (Some(1.0), None));
    }
}
