//! Words in their surroundings: what a claim about many reports rests on, as it is written in each.

use crate::lists::fetch_one;
use crate::{Row, Store, StoreError};
use rasid_record::Reference;

/// How many letters on each side of the words are read.
const ROOM: usize = 160;

/// A record with the text around its words.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// The record.
    pub row: Row,
    /// The text before its words, from the middle of a sentence as it comes.
    pub before: String,
    /// The text after them.
    pub after: String,
}

impl Store {
    /// The records at these places with the text around them, in this order. What is not there any more,
    /// because reports were read anew since they were linked, is left out.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn quotes(&self, places: &[Reference]) -> Result<Vec<Quote>, StoreError> {
        self.db().steady(|db| {
            let mut quotes = Vec::new();
            for Reference(report, list, idx) in places {
                let Some(row) = fetch_one(db, *list, report, *idx)? else { continue };
                let (start, end) = (row.at.start as usize, row.at.end as usize);
                let from = start.saturating_sub(ROOM);
                // Letters are counted from 1 here.
                let sql = "SELECT substr(t.text, ?2, ?3), substr(t.text, ?4, ?5)
                           FROM reports r JOIN texts t ON t.text_id = r.text_id WHERE r.id = ?1";
                let around = db.first(
                    sql,
                    &[report.as_str().into(), (from + 1).into(), (start - from).into(), (end + 1).into(), ROOM.into()],
                    |c| Ok((c.text()?, c.text()?)),
                )?;
                let (before, after) = around.unwrap_or_default();
                quotes.push(Quote { row, before, after });
            }
            Ok(quotes)
        })
    }
}
