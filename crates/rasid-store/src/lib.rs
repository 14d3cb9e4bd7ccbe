//! One record: a single SQLite file, or a schema of a PostgreSQL server, with texts, reports, readings, links,
//! search and the ledger of decisions, behind typed questions and answers.
//!
//! Links ([`Lines`]) are handed over made, as readings are: [`Store::readings`] gives what they are made
//! from, [`Store::keep_links`] replaces them, [`Store::linking`] says whether they are those of all readings.
//!
//! A [`Store`] is one connection. Whoever serves several people opens one for each thread
//! ([`Store::reader`]): both databases let many read while one writes. Nothing here reads a clock, knows
//! a language or a rule: times, words to search for and salts are handed in.
//!
//! People may query the record with any tool for its database; the tables and views say what they hold in
//! comments that `.schema` or `\\d+` shows (`migrations/0001.sql`).
//!
//! ```no_run
//! use rasid_store::{Entry, ListFilter, Page, Stamp, Store};
//! # fn main() -> Result<(), rasid_store::StoreError> {
//! # let reading = rasid_record::Reading::empty(Default::default());
//! let mut store = Store::open("talks.rasid".as_ref())?;
//! let stamp = Stamp { rules_version: "1", at: "2018-02-26T14:05:00Z" };
//! let added = store.add_batch(&[Entry::of(&reading, "")], &stamp)?;
//! println!("{} new, {} already there", added.new, added.known);
//! let latest = store.list(rasid_record::List::Breaches, &ListFilter::default(), Page::default())?;
//! # Ok(()) }
//! ```

mod accounts;
mod actors;
mod add;
mod agreements;
mod body;
mod briefings;
mod captures;
mod clause_links;
mod columns;
mod copying;
mod courses;
mod db;
mod derive;
mod error;
mod evidence;
pub mod export;
mod figure_courses;
mod ledger;
mod links;
mod lists;
mod logins;
mod logins_copy;
mod logins_sums;
mod news;
mod open;
mod outlets;
mod overview;
mod page;
mod past;
mod places;
mod positions;
mod promises;
mod quotes;
mod redact;
mod reports;
mod review;
mod row;
mod row_read;
mod schema;
mod search;
mod served;
mod tally;
mod timeline;
mod tombstones;
mod watches;

pub use accounts::{Account, Accounts};
pub use actors::{Actor, ActorRow, OutletNaming, Role, RoleCount, is_private, is_shared};
pub use add::{Added, Entry, Stamp};
pub use agreements::{AgreementVersion, Entered, KeptAgreement};
pub use body::Written;
pub use briefings::{Backing, Brief, BriefFilter, KeptBriefing, Told};
pub use captures::{Captured, Packed, sha256};
pub use clause_links::{Attached, ClauseCount, Fits, Suggested, Words};
pub use copying::Copied;
pub use courses::{CourseFilter, CourseOrder, CourseRow};
pub use error::{ErrorKind, StoreError};
pub use evidence::{BundleFile, zipped};
pub use export::{ActorKind, Export, Exported, Facts, Format, Known, export, export_packed, hide_persons};
pub use figure_courses::{FigureFilter, Figured};
pub use ledger::{Decision, LedgerCheck, LedgerFault};
pub use links::{Lines, LinkStamp, Linked, Linking};
pub use lists::{ListFilter, Order};
pub use logins::{Login, Logins};
pub use news::{News, NewsFilter, NewsKind, Since, in_order};
pub use open::Store;
pub use outlets::{Outlet, OwnWords};
pub use overview::{DayCount, ListCount, OutletCount, Overview, PhaseCount, PhaseMark, Speaker};
pub use page::{Page, Paged};
pub use past::{Cutoff, PastBy, PastSize};
pub use places::{Bounds, Place, PlaceFilter, PlaceMention, PlaceRow, PlaceWay};
pub use positions::{PositionFilter, Stances};
pub use promises::{Disputed, PromiseFilter, Promised, Tallied};
pub use quotes::Quote;
pub use redact::{Redaction, Redactor, Wider, without_sketch};
pub use reports::{KeptReport, ReportFilter, ReportRow};
pub use review::{
    By, Checks, Coders, Entry as ReviewEntry, Kappa, LedgerFilter, LedgerLine, Made, QueueFilter, QueueKey, Queued,
    RecordReview, ReviewState, RowFault, Verified,
};
pub use row::{
    ArrangementRow, BreachRow, Claim, CommitmentRow, EventRow, Fields, FigureRow, NamingRow, Party, ReportRef, Row,
    StatementRow, TimeRef, TimeRow,
};
pub use search::SearchHit;
pub use timeline::{Due, EventsOn, Stretch, StretchFilter};
pub use tombstones::{Burial, Buried, Deletion, Tombstone};
pub use watches::{Watch, WatchKind};
