//! Gathers the rows of all tables into a lexicon.

use crate::calendar::Hijri;
use crate::dictionary::Dictionary;
use crate::senses::Sense;
use crate::table::{Table, TableError};
use crate::tables::actors::{Actor, Office, Organ, Party, Place, Title};
use crate::tables::cues::Cue;
use crate::tables::figures::Counted;
use crate::tables::mechanisms::{BreachWord, Mechanism, PhaseWord, Undertaking};
use crate::tables::triggers::Entry;
use rustc_hash::FxHashMap;

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
    pub(crate) cues: Vec<Cue>,
    pub(crate) counted: Vec<Counted>,
    pub(crate) hijri: Hijri,
    pub(crate) triggers: Vec<Entry>,
    pub(crate) topics: Vec<String>,
    pub(crate) mechanisms: Vec<Mechanism>,
    pub(crate) phases: Vec<PhaseWord>,
    pub(crate) breaches: Vec<BreachWord>,
    pub(crate) undertakings: Vec<Undertaking>,
}

impl Builder {
    /// Opens a table.
    pub(crate) fn table<'t>(&self, file: &'t str, text: &'t str, columns: &[&str]) -> Result<Table<'t>, TableError> {
        Table::parse(file, text, columns)
    }

    /// Adds a form to the dictionary.
    pub(crate) fn insert(&mut self, phrase: &str, sense: Sense) {
        self.dictionary.insert(phrase, sense);
    }
}
