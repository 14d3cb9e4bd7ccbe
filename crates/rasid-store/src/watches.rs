//! What people watch: a party, a place or an arrangement, each for themselves.

use crate::review::checks;
use crate::{Store, StoreError};

/// What kind of thing is watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WatchKind {
    /// A party or person.
    Party,
    /// A place.
    Place,
    /// An arrangement through time.
    Arrangement,
}

impl WatchKind {
    /// All of them.
    pub const ALL: [WatchKind; 3] = [WatchKind::Party, WatchKind::Place, WatchKind::Arrangement];

    /// The word in the table.
    pub fn as_str(self) -> &'static str {
        match self {
            WatchKind::Party => "party",
            WatchKind::Place => "place",
            WatchKind::Arrangement => "arrangement",
        }
    }

    /// The kind of that word.
    pub fn parse(word: &str) -> Option<Self> {
        WatchKind::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// Something that is watched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watch {
    /// What kind of thing.
    pub kind: WatchKind,
    /// Identifier of the party or place; of an arrangement the report of one of its mentions.
    pub id: String,
    /// Index of that mention among the arrangements of the report; else 0.
    pub idx: usize,
}

/// How many things one person may watch.
const MOST: usize = 200;

impl Store {
    /// What a person watches, the latest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn watches(&self, person: &str) -> Result<Vec<Watch>, StoreError> {
        let sql = "SELECT kind, id, idx FROM watches WHERE person = ?1 ORDER BY made_at DESC, kind, id LIMIT ?2";
        self.db().all(sql, &[person.into(), MOST.into()], |c| {
            Ok(Watch { kind: c.word(WatchKind::parse)?, id: c.text()?, idx: c.count()? })
        })
    }

    /// Has a person watch something from `at` on (ISO 8601, UTC).
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn watch(&mut self, person: &str, watch: &Watch, at: &str) -> Result<(), StoreError> {
        let sql = "INSERT INTO watches (person, kind, id, idx, made_at) SELECT ?1, ?2, ?3, ?4, ?5
                   WHERE (SELECT COUNT(*) FROM watches WHERE person = ?1) < ?6 ON CONFLICT DO NOTHING";
        self.db().whole(|db| {
            let cells = [
                person.into(),
                watch.kind.as_str().into(),
                watch.id.as_str().into(),
                watch.idx.into(),
                at.into(),
                MOST.into(),
            ];
            if db.exec(sql, &cells)? > 0 { checks::sum_watch(db, &key(person, watch), &cells[..5]) } else { Ok(()) }
        })
    }

    /// Has a person watch something no more.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn unwatch(&mut self, person: &str, watch: &Watch) -> Result<(), StoreError> {
        let sql = "DELETE FROM watches WHERE person = ?1 AND kind = ?2 AND id = ?3 AND idx = ?4";
        let values = [person.into(), watch.kind.as_str().into(), watch.id.as_str().into(), watch.idx.into()];
        self.db().whole(|db| {
            db.exec(sql, &values)?;
            checks::forget_watch(db, &key(person, watch))
        })
    }
}

/// What a watch goes by among the sums.
fn key(person: &str, watch: &Watch) -> String {
    format!("{person} {} {} {}", watch.kind.as_str(), watch.id, watch.idx)
}
