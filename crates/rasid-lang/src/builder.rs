//! Gathers the rows of all tables into a lexicon.

use crate::calendar::Hijri;
use crate::dictionary::Dictionary;
use crate::gazetteer::Point;
use crate::origin::Origin;
use crate::senses::Sense;
use crate::table::{Cursor, Table, TableError};
use crate::tables::actors::{Actor, Office, Organ, Party, Place, PlaceNoun, Title};
use crate::tables::cues::Cue;
use crate::tables::figures::Counted;
use crate::tables::mechanisms::{BreachWord, Mechanism, PhaseWord, Undertaking};
use crate::tables::namewords::NameWord;
use crate::tables::triggers::Entry;
use rustc_hash::FxHashMap;
use std::sync::atomic::Ordering;

/// A lexicon in the making. Loaders of tables push their rows and insert their forms.
#[derive(Debug, Default)]
pub struct Builder {
    pub(crate) dictionary: Dictionary,
    pub(crate) actors: Vec<Actor>,
    pub(crate) actor_by_id: FxHashMap<String, u32>,
    pub(crate) offices: Vec<Office>,
    pub(crate) organs: Vec<Organ>,
    pub(crate) titles: Vec<Title>,
    pub(crate) parties: Vec<Party>,
    pub(crate) places: Vec<Place>,
    pub(crate) place_by_id: FxHashMap<String, u32>,
    pub(crate) points: FxHashMap<String, Point>,
    pub(crate) place_nouns: FxHashMap<String, PlaceNoun>,
    pub(crate) cues: Vec<Cue>,
    pub(crate) counted: Vec<Counted>,
    pub(crate) hijri: Hijri,
    pub(crate) triggers: Vec<Entry>,
    pub(crate) topics: Vec<String>,
    pub(crate) mechanisms: Vec<Mechanism>,
    pub(crate) phases: Vec<PhaseWord>,
    pub(crate) breaches: Vec<BreachWord>,
    pub(crate) undertakings: Vec<Undertaking>,
    pub(crate) name_words: FxHashMap<String, NameWord>,
    /// Where entries come from: every row of every table, in the order of loading.
    pub(crate) origins: Vec<Origin>,
    /// How many lines at the head of the next table are a team's own.
    pub(crate) own_lines: usize,
    /// The row that is being loaded, and the number of rows of the tables before its own.
    cursor: Cursor,
    base: usize,
}

impl Builder {
    /// Opens a table.
    pub(crate) fn table<'t>(
        &mut self,
        file: &'t str,
        text: &'t str,
        columns: &[&str],
    ) -> Result<Table<'t>, TableError> {
        let mut table = Table::parse(file, text, columns)?;
        self.base = self.origins.len();
        let own_lines = self.own_lines;
        self.origins.extend(table.rows().map(|row| Origin::new(file, &row, row.line <= own_lines)));
        self.cursor.store(0, Ordering::Relaxed);
        table.follow(&self.cursor);
        Ok(table)
    }

    /// Adds a form to the dictionary.
    pub(crate) fn insert(&mut self, phrase: &str, sense: Sense) {
        let row = match self.cursor.load(Ordering::Relaxed) {
            // What a loader adds before the first row is in no table.
            0 => Origin::NOWHERE,
            nth => (self.base + nth - 1) as u32,
        };
        self.dictionary.insert(phrase, sense, row);
    }
}
