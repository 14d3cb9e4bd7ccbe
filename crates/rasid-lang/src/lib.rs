//! Arabic: letters, clitics, inflection, numbers, calendar, and every table of words.
//!
//! What a word is, or means for the record, is here and nowhere else; how records are made of
//! it is in `rasid-read`. Tables are TSV files in `data/ar` with a strict reader.

pub mod analysis;
mod builder;
pub mod calendar;
pub mod clitics;
mod dateline;
pub mod dictionary;
pub mod display;
pub mod gazetteer;
pub mod inflect;
mod lexicon;
pub mod lint;
pub mod meanings;
pub mod nouns;
pub mod numbers;
mod origin;
mod own;
pub mod schema;
pub mod senses;
mod sites;
pub mod skeleton;
pub mod stem;
pub mod table;
pub mod tables;
pub mod translit;
pub mod weights;

pub use dateline::dateline;
pub use gazetteer::{Gazetteer, Governorate, Point};
pub use lexicon::Lexicon;
pub use origin::Origin;
pub use senses::{Kinds, NameForm, Particle, Particles, Sense};
pub use sites::is_shielded_site;
pub use stem::search_terms;
