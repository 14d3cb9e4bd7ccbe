//! The lexicon: all tables read and compiled, ready to be shared between threads.

use crate::builder::Builder;
use crate::calendar::Hijri;
use crate::dictionary::{Dictionary, Node};
use crate::gazetteer::{Gazetteer, Point};
use crate::meanings::{Meaning, Meanings};
use crate::origin::Origin;
use crate::own;
use crate::schema::Schema;
use crate::senses::Sense;
use crate::table::TableError;
use crate::tables::actors::{self, Actor, ActorKind, Office, Organ, Party, Place, PlaceNoun, Title, TitleClass};
use crate::tables::cues::{self, Cue};
use crate::tables::figures::{self, Counted};
use crate::tables::mechanisms::{self, BreachWord, Mechanism, PhaseWord, Undertaking};
use crate::tables::namewords::{self, NameWord};
use crate::tables::topics::{self, Topic};
use crate::tables::triggers;
use crate::tables::{grammar, times};
use crate::weights::{Hash, Part, Weights};
use std::sync::OnceLock;

/// Every table of words, compiled. Immutable once made.
#[derive(Debug)]
pub struct Lexicon {
    tables: Builder,
    /// Read when it is first asked for, since many commands ask for no place.
    gazetteer: OnceLock<Gazetteer>,
    /// Read when a report is first read.
    weights: OnceLock<Weights>,
    /// Read when an event is first weighed.
    meanings: OnceLock<Meanings>,
    /// Of the names of classes of words.
    topic_hashes: Vec<Hash>,
}

/// The tables that come with the program: file name and contents, in the order of loading.
macro_rules! builtin {
    ($($file:literal),+ $(,)?) => {
        &[$(($file, include_str!(concat!("../data/ar/", $file)))),+]
    };
}

const BUILTIN: &[(&str, &str)] = builtin!(
    "persons.tsv",
    "offices.tsv",
    "states.tsv",
    "groups.tsv",
    "bodies.tsv",
    "outlets.tsv",
    "organs.tsv",
    "titles.tsv",
    "parties.tsv",
    "places.tsv",
    "points.tsv",
    "placenouns.tsv",
    "belongings.tsv",
    "cues.tsv",
    "stances.tsv",
    "particles.tsv",
    "verbs.tsv",
    "namewords.tsv",
    "months.tsv",
    "hijri.tsv",
    "timewords.tsv",
    "numbers.tsv",
    "counted.tsv",
    "measures.tsv",
    "mechanisms.tsv",
    "phases.tsv",
    "breaches.tsv",
    "undertakings.tsv",
    "matter.tsv",
    "topics.tsv",
    "triggers.tsv",
);

/// Reads one table by its file name.
pub(crate) fn load(builder: &mut Builder, file: &str, text: &str) -> Result<(), TableError> {
    match file {
        "persons.tsv" => actors::load_persons(builder, text),
        "offices.tsv" => actors::load_offices(builder, text),
        "states.tsv" => actors::load_states(builder, text),
        "groups.tsv" => actors::load_groups(builder, text),
        "bodies.tsv" => {
            actors::load_named(builder, file, text, &["id", "names", "english", "alliance", "note"], ActorKind::Body)
        }
        "outlets.tsv" => {
            actors::load_named(builder, file, text, &["id", "names", "english", "country"], ActorKind::Outlet)
        }
        "organs.tsv" => actors::load_organs(builder, text),
        "titles.tsv" => actors::load_titles(builder, text),
        "parties.tsv" => actors::load_parties(builder, text),
        "places.tsv" => actors::load_places(builder, text),
        "points.tsv" => actors::load_points(builder, text),
        "placenouns.tsv" => actors::load_place_nouns(builder, text),
        "belongings.tsv" => grammar::load_belongings(builder, text),
        "cues.tsv" => cues::load(builder, text),
        "stances.tsv" => cues::load_stances(builder, text),
        "particles.tsv" => grammar::load_particles(builder, text),
        "verbs.tsv" => grammar::load_verbs(builder, text),
        "namewords.tsv" => namewords::load(builder, text),
        "months.tsv" => times::load_months(builder, text),
        "hijri.tsv" => times::load_hijri(builder, text),
        "timewords.tsv" => times::load_words(builder, text),
        "numbers.tsv" => figures::load_numbers(builder, text),
        "counted.tsv" => figures::load_counted(builder, text),
        "measures.tsv" => figures::load_measures(builder, text),
        "mechanisms.tsv" => mechanisms::load(builder, text),
        "phases.tsv" => mechanisms::load_phases(builder, text),
        "breaches.tsv" => mechanisms::load_breaches(builder, text),
        "undertakings.tsv" => mechanisms::load_undertakings(builder, text),
        "matter.tsv" => mechanisms::load_matter(builder, text),
        "topics.tsv" => topics::load(builder, text),
        "triggers.tsv" => triggers::load(builder, text),
        _ => Err(TableError {
            file: file.to_owned(),
            line: 1,
            column: 0,
            message: "no table of this name is known".to_owned(),
            hint: "see docs/lexicon.md for the tables".to_owned(),
        }),
    }
}

impl Lexicon {
    /// The tables that come with the program. A test holds that they are in order; a table
    /// with a fault is left out of the lexicon rather than ending the program.
    pub fn builtin() -> Self {
        Self::from_tables(BUILTIN).0
    }

    /// Compiles tables given by file name and contents, with the faults that were found.
    pub fn from_tables(tables: &[(&str, &str)]) -> (Self, Vec<TableError>) {
        let mut builder = Builder::default();
        let faults = tables.iter().filter_map(|(file, text)| load(&mut builder, file, text).err()).collect();
        (Lexicon::of(builder), faults)
    }

    /// Compiles the tables of a team, given by file name and contents, over those that come with
    /// the program: a row is added, or takes the place of the built-in rows with the same key. The
    /// faults that were found come beside; [`crate::lint`] finds all of them.
    pub fn with_own(own: &[(&str, &str)]) -> (Self, Vec<TableError>) {
        let mut builder = Builder::default();
        let mut faults = Vec::new();
        for (file, builtin) in BUILTIN {
            let ours = own.iter().find(|(name, _)| name == file).zip(Schema::find(file));
            let merged = ours.map(|((_, text), schema)| own::merged(schema, text, builtin));
            builder.own_lines = ours.map_or(0, |((_, text), _)| text.lines().count());
            faults.extend(load(&mut builder, file, merged.as_deref().unwrap_or(builtin)).err());
        }
        (Lexicon::of(builder), faults)
    }

    /// Adds a team's gazetteer: places that no other table holds, and points of known ones.
    ///
    /// # Errors
    ///
    /// The first fault of the table.
    pub fn add_gazetteer(&mut self, file: &str, text: &str) -> Result<(), TableError> {
        actors::load_gazetteer(&mut self.tables, file, text)
    }

    /// The open gazetteer.
    pub fn gazetteer(&self) -> &Gazetteer {
        self.gazetteer.get_or_init(Gazetteer::builtin)
    }

    fn of(tables: Builder) -> Self {
        let topic_hashes = tables.topics.iter().map(|name| Hash::of(name)).collect();
        Lexicon {
            tables,
            gazetteer: OnceLock::new(),
            weights: OnceLock::new(),
            meanings: OnceLock::new(),
            topic_hashes,
        }
    }

    /// The name of a class of words, as a part of signs.
    #[inline]
    pub fn topic_part(&self, topic: Topic) -> Part<'_> {
        let known = self.tables.topics.get(topic.number()).zip(self.topic_hashes.get(topic.number()));
        known.map_or(Part::new(""), |(name, hash)| Part::kept(name, *hash))
    }

    /// The learned weights of events.
    pub fn weights(&self) -> &Weights {
        self.weights.get_or_init(Weights::builtin)
    }

    /// What a folded word without what is cut off before it means in news.
    pub fn meaning(&self, word: &str) -> Meaning {
        self.meanings.get_or_init(Meanings::builtin).of(word)
    }

    /// The same tables with other weights, as those who learn them need.
    pub fn with_weights(self, weights: Weights) -> Self {
        Lexicon { weights: OnceLock::from(weights), ..self }
    }

    /// The place with this identifier.
    pub fn place_by_id(&self, id: &str) -> Option<&Place> {
        self.tables.place_by_id.get(id).map(|&index| self.place(index))
    }

    /// Where the place with this identifier is, by the table of points that comes with the program.
    pub fn known_point(&self, id: &str) -> Option<Point> {
        self.tables.points.get(id).copied()
    }

    /// What a folded word says of the place whose name follows.
    pub fn place_noun(&self, folded: &str) -> Option<PlaceNoun> {
        self.tables.place_nouns.get(folded).copied()
    }

    /// The tables that come with the program, by file name and contents.
    pub fn tables() -> &'static [(&'static str, &'static str)] {
        BUILTIN
    }

    /// The row of a table that `sense` of the phrase that ends at `node` comes from; nothing for
    /// the few words that are in no table. Looks through everything: for explanations.
    pub fn origin(&self, node: Node, sense: &Sense) -> Option<&Origin> {
        self.tables.origins.get(self.dictionary().row(node, sense)? as usize)
    }

    /// The trie of all words and phrases.
    pub fn dictionary(&self) -> &Dictionary {
        &self.tables.dictionary
    }

    /// Actor number `index`.
    pub fn actor(&self, index: u32) -> &Actor {
        &self.tables.actors[index as usize]
    }

    /// The actor with this identifier.
    pub fn actor_by_id(&self, id: &str) -> Option<&Actor> {
        self.tables.actor_by_id.get(id).map(|&index| self.actor(index))
    }

    /// All actors, in the order of the tables.
    pub fn actors(&self) -> impl Iterator<Item = &Actor> {
        self.tables.actors.iter()
    }

    /// All parties without a proper name.
    pub fn parties(&self) -> impl Iterator<Item = &Party> {
        self.tables.parties.iter()
    }

    /// All titles.
    pub fn titles(&self) -> impl Iterator<Item = &Title> {
        self.tables.titles.iter()
    }

    /// Organ number `index`.
    pub fn organ(&self, index: u32) -> &Organ {
        &self.tables.organs[index as usize]
    }

    /// Title number `index`.
    pub fn title(&self, index: u32) -> &Title {
        &self.tables.titles[index as usize]
    }

    /// The English gloss of the document that the folded word names by itself: a resolution, a report.
    #[must_use]
    pub fn document(&self, folded: &str) -> Option<&str> {
        let dictionary = self.dictionary();
        let node = dictionary.step(Dictionary::ROOT, dictionary.word(folded)?)?;
        dictionary.senses(node).iter().find_map(|sense| match sense {
            Sense::Title(t) => {
                Some(self.title(*t)).filter(|t| t.class == TitleClass::Document).map(|t| t.gloss.as_str())
            }
            _ => None,
        })
    }

    /// Party number `index`.
    pub fn party(&self, index: u32) -> &Party {
        &self.tables.parties[index as usize]
    }

    /// Place number `index`.
    pub fn place(&self, index: u32) -> &Place {
        &self.tables.places[index as usize]
    }

    /// Entry number `index` of the triggers and of the classes of words beside them.
    pub fn trigger(&self, index: u32) -> &triggers::Entry {
        &self.tables.triggers[index as usize]
    }

    /// Cue number `index`.
    pub fn cue(&self, index: u32) -> &Cue {
        &self.tables.cues[index as usize]
    }

    /// Word number `index` of the phrases of mechanisms.
    pub fn mechanism(&self, index: u32) -> &Mechanism {
        &self.tables.mechanisms[index as usize]
    }

    /// Word of phase number `index`.
    pub fn phase(&self, index: u32) -> &PhaseWord {
        &self.tables.phases[index as usize]
    }

    /// Word of breach number `index`.
    pub fn breach(&self, index: u32) -> &BreachWord {
        &self.tables.breaches[index as usize]
    }

    /// Word of undertakings number `index`.
    pub fn undertaking(&self, index: u32) -> &Undertaking {
        &self.tables.undertakings[index as usize]
    }

    /// Counted noun number `index`.
    pub fn counted(&self, index: u32) -> &Counted {
        &self.tables.counted[index as usize]
    }

    /// What a folded word says of proper names.
    pub fn name_word(&self, folded: &str) -> NameWord {
        self.tables.name_words.get(folded).copied().unwrap_or_default()
    }

    /// The Umm al-Qura calendar.
    pub fn hijri(&self) -> &Hijri {
        &self.tables.hijri
    }

    /// Whether the actor with this identifier ever held an office whose name begins with `office`.
    pub fn has_office(&self, id: &str, office: &str) -> bool {
        let held = |o: &&Office| o.office.starts_with(office);
        self.tables.offices.iter().filter(held).any(|o| self.actor(o.person).id == id)
    }

    /// Who held `office` on `day` (ISO 8601; a longer form is cut to its day).
    pub fn holder(&self, office: &str, day: &str) -> Option<&Actor> {
        let day = day.get(..10).unwrap_or(day);
        self.tables
            .offices
            .iter()
            .find(|o| {
                o.office == office
                    && o.from.as_deref().is_none_or(|from| from <= day)
                    && o.to.as_deref().is_none_or(|to| day <= to)
            })
            .map(|o: &Office| self.actor(o.person))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_that_come_with_the_program_are_in_order() {
        let faults = Lexicon::from_tables(BUILTIN).1;
        assert!(faults.is_empty(), "{}", faults.iter().map(|f| f.to_string()).collect::<Vec<_>>().join("\n"));
    }

    #[test]
    fn every_point_is_of_a_place_or_of_the_capital_of_a_state() {
        let lexicon = Lexicon::builtin();
        let strangers: Vec<&String> = lexicon
            .tables
            .points
            .keys()
            .filter(|id| lexicon.place_by_id(id).is_none() && lexicon.actor_by_id(id).is_none())
            .collect();
        assert!(strangers.is_empty() && lexicon.known_point("geneva").is_some(), "{strangers:?}");
    }

    #[test]
    fn a_teams_gazetteer_adds_places_and_says_where_known_ones_are() {
        let mut lexicon = Lexicon::builtin();
        let head = "# table: gazetteer\n# language: ar\n# licence: CC0-1.0\n# source: ours\n# reviewer: us\n\
            id\tnames\tkind\tcountry\tenglish\tlat\tlon\n";
        let mut add =
            |rows: &str| lexicon.add_gazetteer("ours.tsv", &format!("{head}{rows}")).map_err(|e| (e.line, e.column));
        assert_eq!(
            add("bridge-x\tجسر الشقوق\troad\tSYR\tX\t36.1\t37.2\ndouma\tدوما البلد\ttown\tSYR\tDouma\t33.57\t36.4\n"),
            Ok(())
        );
        assert_eq!(add("other\tدوما البلد\ttown\tSYR\tX\t\t\n"), Err((7, 2)), "a name is of one place");
        assert_eq!(add("north\tنقطة\ttown\tSYR\tX\t91\t0\n"), Err((7, 6)));
        assert_eq!(add("kind\tنقطة\tbridge\tSYR\tX\t9\t0\n"), Err((7, 3)));
        for (name, id) in [("جسر الشقوق", "bridge-x"), ("دوما البلد", "douma"), ("دوما", "douma")]
        {
            let found = lexicon.dictionary().lookup(name).iter().find_map(|sense| match sense {
                Sense::Place(place) => Some(lexicon.place(*place)),
                _ => None,
            });
            assert!(found.is_some_and(|place| place.id == id && place.point.is_some()), "{name}");
        }
    }

    #[test]
    fn an_office_is_held_for_its_term() {
        let lexicon = Lexicon::builtin();
        assert_eq!(lexicon.holder("USA:mfa", "2016-07-27T11:50").unwrap().id, "john-kerry");
        assert_ne!(lexicon.holder("USA:mfa", "2018-06-01").unwrap().id, "john-kerry");
        assert!(matches!(lexicon.dictionary().lookup("وزارة الخارجية")[0], Sense::Organ(_)));
    }
}
