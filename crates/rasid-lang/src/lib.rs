//! Arabic: letters, clitics, inflection, numbers, calendar, and every table of words.

/// Every table of words, compiled.
#[derive(Debug, Default)]
pub struct Lexicon {}

impl Lexicon {
    /// The tables that come with the program.
    pub fn builtin() -> Self {
        Lexicon::default()
    }
}

/// Folded, lightly stemmed words of `text`, separated by spaces: what full-text search indexes and asks for.
pub fn search_terms(text: &str) -> String {
    rasid_text::fold(text)
}
