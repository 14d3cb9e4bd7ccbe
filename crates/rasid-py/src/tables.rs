//! The tables of words, once for the whole process, and a reader for each thread.

use rasid_lang::Lexicon;
use rasid_read::Reader;
use rasid_record::{Reading, Report};
use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::OnceLock;

static LEXICON: OnceLock<Lexicon> = OnceLock::new();

thread_local! {
    /// Remembers the words it has analysed from one report to the next.
    static READER: RefCell<Option<Reader<'static>>> = const { RefCell::new(None) };
}

/// Reads `report`. A fault of the program is the sentence that says so.
pub fn read(report: Report) -> Result<Reading, String> {
    READER.with_borrow_mut(|kept| {
        let mut reader = kept.take().unwrap_or_else(|| Reader::new(LEXICON.get_or_init(Lexicon::builtin)));
        let reading = guarded(|| reader.read(report))?;
        // After a fault what the reader remembers may be half made, and it is not kept.
        *kept = Some(reader);
        Ok(reading)
    })
}

/// Does `work`; a fault of the program in it is a sentence.
pub fn guarded<R>(work: impl FnOnce() -> R) -> Result<R, String> {
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|payload| {
        let words = payload.downcast_ref::<String>().map(String::as_str);
        let words = words.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("no message");
        format!("this was not done because of a fault in Rasid; please tell its makers ({words}).")
    })
}
