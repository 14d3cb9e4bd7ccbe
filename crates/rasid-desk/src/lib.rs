//! The desk: the web pages on which people read a record, in Arabic and in English.
//!
//! One file a page under `pages` (view, handler, tests), its template beside the others in
//! `templates/`. The desk knows no SQL, no rule and no word of the reports' language: how to
//! read, fold and name is handed in as [`Services`]. Pages work without scripts.
//!
//! Without accounts it answers on loopback only ([`check_listen`]), to the host names of loopback only; it takes
//! changes only from its own pages (see `guard`). With accounts everybody logs in (see `door`).

mod actors;
mod api;
mod assets;
mod attested;
mod briefing;
mod card;
mod card_fields;
mod compare;
mod connections;
mod course_line;
mod desk;
mod door;
mod download;
mod failure;
mod figure_chart;
mod format;
mod gate;
mod guard;
mod i18n;
mod links;
mod map;
mod marks;
mod news_lines;
mod options;
mod others;
mod outlines;
mod pager;
mod pages;
pub mod password;
mod past;
mod quoted;
mod review;
mod rows_line;
mod seen;
mod sent;
mod sentence;
mod serve;
mod shown;
mod signed;
mod stretch;
mod tiles;
mod timeline;
mod visit;
mod watching;
mod weave;
mod who;

#[cfg(test)]
mod testing;
// The sample that tests share with the example names this crate as the example does.
#[cfg(test)]
extern crate self as rasid_desk_under_test;

pub use desk::{Intake, Services};
pub use i18n::Lang;
pub use serve::{Config, DeskError, check_accounts, check_listen, router, serve};
pub use who::Role;

/// The largest body of a request, in bytes: 16 MiB.
pub const LIMIT_UPLOAD: usize = 16 * 1024 * 1024;
