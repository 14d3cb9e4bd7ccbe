//! What the pages of review share: the fields of a record as people read and write them, badges, and how a
//! decision is kept.

pub(crate) mod act;
pub(crate) mod badges;
pub(crate) mod decide;
pub(crate) mod fields;
pub(crate) mod form;
pub(crate) mod told;
