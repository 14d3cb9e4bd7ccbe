//! The pages, one file each: the view that a template shows, the handler that fills it, tests.

pub(crate) mod add;
pub(crate) mod arrangement;
pub(crate) mod arrangements;
pub(crate) mod asof;
pub(crate) mod commitments;
pub(crate) mod disagreements;
pub(crate) mod figure;
pub(crate) mod figures;
pub(crate) mod lang;
pub(crate) mod list;
pub(crate) mod name;
pub(crate) mod overview;
pub(crate) mod people;
pub(crate) mod person;
pub(crate) mod position;
pub(crate) mod positions;
pub(crate) mod report;
pub(crate) mod reports;
pub(crate) mod search;
pub(crate) mod since;
pub(crate) mod watch;
