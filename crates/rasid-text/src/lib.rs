//! The text of a report and what can be said of it without knowing a word of any language.
//!
//! The text never changes. Every position inside the program is a byte span into it
//! ([`Span`]); code points are made only at the border ([`CharIndex`]). What is found in the
//! folded view ([`fold::Folded`]) points back at the original letters, never the other way.
//!
//! This crate knows scripts (letters, marks, digits, punctuation); it knows no word.

pub mod chars;
pub mod fold;
pub mod quotes;
pub mod sentences;
pub mod span;
pub mod tokens;

pub use chars::CharIndex;
pub use fold::{Folded, fold};
pub use quotes::{Quotation, Quotes};
pub use sentences::sentences;
pub use span::Span;
pub use tokens::{Token, TokenKind, tokenize};
