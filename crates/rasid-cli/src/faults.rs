//! A fault of the program in one report must not lose the others: it is caught, and said in a sentence.

use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe};

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    static FAULT: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps faults inside [`guard`] off the terminal; all others are shown as ever.
pub fn install() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if GUARDED.get() {
            let place = info.location().map_or_else(|| "unknown place".to_owned(), ToString::to_string);
            let words = info.payload_as_str().unwrap_or("no message");
            FAULT.set(Some(format!("{place}: {words}")));
        } else {
            usual(info);
        }
    }));
}

/// Does `work`. Where it panics, the error says where in the program and with which message.
///
/// What `work` has changed may be half done afterwards; the caller throws it away.
pub fn guard<R>(work: impl FnOnce() -> R) -> Result<R, String> {
    GUARDED.set(true);
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(false);
    done.map_err(|_| FAULT.take().unwrap_or_else(|| "unknown place".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_caught_with_its_place_and_words() {
        install();
        assert_eq!(guard(|| 5), Ok(5));
        let fault = guard(|| panic!("too deep")).unwrap_err();
        assert!(fault.contains("faults.rs:") && fault.ends_with("too deep"), "{fault}");
    }
}
