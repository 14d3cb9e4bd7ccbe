//! The tables of words: a file for each group, with the types of its rows and its loader.

pub mod actors;
pub mod cues;
pub mod figures;
pub mod grammar;
pub mod mechanisms;
pub mod namewords;
pub mod times;
pub mod topics;
pub mod triggers;
