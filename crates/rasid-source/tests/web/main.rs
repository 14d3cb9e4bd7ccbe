//! Saved pages, web archives and feeds, over templates of pages that are our own.

mod archives;
mod pages;
mod templates;
