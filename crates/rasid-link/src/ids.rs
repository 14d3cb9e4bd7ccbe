//! Identifiers, each kept once: those of states, parties and agencies come back in nearly every report.

use rustc_hash::FxHashSet;
use std::cell::RefCell;
use std::sync::Arc;

/// An identifier of which there is one copy.
pub(crate) type Id = Arc<str>;

/// All that were met.
#[derive(Default)]
pub(crate) struct Ids(RefCell<FxHashSet<Id>>);

impl Ids {
    /// The one copy of `id`.
    pub fn of(&self, id: &str) -> Id {
        let mut known = self.0.borrow_mut();
        if let Some(known) = known.get(id) {
            return known.clone();
        }
        let new = Id::from(id);
        known.insert(new.clone());
        new
    }

    /// Those of several, in their order.
    pub fn all<'i>(&self, ids: impl IntoIterator<Item = &'i String>) -> Box<[Id]> {
        ids.into_iter().map(|id| self.of(id)).collect()
    }
}
