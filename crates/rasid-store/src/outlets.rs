//! Outlets: what they publish, which words they use in their own voice, and whose wording they repeat. None is judged.

use crate::{OutletCount, Page, Paged, Store, StoreError};
use rasid_record::NamingKind;

/// Words that an outlet uses for a party in its own voice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnWords {
    /// The party.
    pub actor: String,
    /// The words.
    pub words: String,
    /// What kind of words.
    pub kind: NamingKind,
    /// How often.
    pub times: usize,
}

/// An outlet with what is counted of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlet {
    /// Its reports.
    pub reports: usize,
    /// The day of the first report that has one, or nothing.
    pub first_day: String,
    /// The day of the last.
    pub last_day: String,
    /// The words that it uses in its own voice, the most frequent first; at most six hundred.
    pub words: Vec<OwnWords>,
    /// Whose wording its reports repeat, itself perhaps among them.
    pub copies_of: Vec<OutletCount>,
    /// Who repeats its wording.
    pub copied_by: Vec<OutletCount>,
}

impl Store {
    /// The outlets of the record, those with most reports first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn outlets(&self, page: Page) -> Result<Paged<OutletCount>, StoreError> {
        let mut all = crate::overview::outlets(self.db())?;
        let total = all.len();
        let rows = all.drain(..).skip(page.offset).take(page.limit).collect();
        Ok(Paged { rows, total })
    }

    /// One outlet (the empty string stands for reports that say none), or nothing where it has no report.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn outlet(&self, name: &str) -> Result<Option<Outlet>, StoreError> {
        self.db().steady(|db| {
            let sql = "SELECT COUNT(*), COALESCE(MIN(NULLIF(day, '')), ''), COALESCE(MAX(day), '')
                       FROM report_tallies WHERE outlet = ?1";
            let found = db.first(sql, &[name.into()], |c| Ok((c.count()?, c.text()?, c.text()?)))?;
            let Some((reports, first_day, last_day)) = found.filter(|found| found.0 > 0) else { return Ok(None) };
            let sql = "SELECT actor_id, words, kind, times FROM naming_counts WHERE outlet = ?1 AND voice = 'outlet'
                       ORDER BY times DESC, actor_id, words LIMIT 600";
            let words = db.all(sql, &[name.into()], |c| {
                Ok(OwnWords { actor: c.text()?, words: c.text()?, kind: c.word(NamingKind::parse)?, times: c.count()? })
            })?;
            let copies = |mine: &str, other: &str| {
                let sql = format!(
                    "SELECT {other}, reports FROM copy_counts WHERE {mine} = ?1 ORDER BY reports DESC, {other}"
                );
                db.all(&sql, &[name.into()], |c| {
                    Ok(OutletCount { outlet: Some(c.text()?).filter(|o| !o.is_empty()), reports: c.count()? })
                })
            };
            let (copies_of, copied_by) = (copies("outlet", "of_outlet")?, copies("of_outlet", "outlet")?);
            Ok(Some(Outlet { reports, first_day, last_day, words, copies_of, copied_by }))
        })
    }

    /// The words that all other outlets use most for a party in their own voice.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn words_elsewhere(&self, actor: &str, outlet: &str, most: usize) -> Result<Vec<(String, usize)>, StoreError> {
        let sql =
            "SELECT words, SUM(times) FROM naming_counts WHERE actor_id = ?1 AND outlet <> ?2 AND voice = 'outlet'
                   GROUP BY words ORDER BY SUM(times) DESC, words LIMIT ?3";
        self.db().all(sql, &[actor.into(), outlet.into(), most.into()], |c| Ok((c.text()?, c.count()?)))
    }
}
