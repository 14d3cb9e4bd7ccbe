//! Marked-up text cut into tokens: HTML as it is found, and the XML of feeds, which is as often broken.
//!
//! One pass, no tree, no recursion: what is nested a million deep costs what it is long.

mod entities;
mod names;
mod tokens;

pub(crate) use entities::decode;
pub(crate) use tokens::{Language, Token, Tokens};
