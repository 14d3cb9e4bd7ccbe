//! One report to its reading. Pure and total: no clock, no input or output, no panic.

use rasid_lang::Lexicon;
use rasid_record::{Reading, Report};

/// Reads reports; remembers the words it has analysed. One for each thread.
pub struct Reader<'l> {
    _lexicon: &'l Lexicon,
}

impl<'l> Reader<'l> {
    /// A reader with nothing remembered yet.
    pub fn new(lexicon: &'l Lexicon) -> Self {
        Reader { _lexicon: lexicon }
    }

    /// Reads `report`.
    pub fn read(&mut self, report: Report) -> Reading {
        Reading::empty(report.complete())
    }
}
