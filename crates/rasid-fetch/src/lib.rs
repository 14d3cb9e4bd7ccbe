//! The only crate that opens connections to other computers: for `rasid watch`, and for nothing else.
//!
//! It is polite: robots.txt is asked and kept, one request at a time goes to a host and the next waits, answers that
//! did not change are not sent again, `Retry-After` is heeded. It is careful: only public addresses are connected to
//! (looked at when the connection is made, so that a name cannot point elsewhere in between), answers are bounded in
//! size and time, redirects in number. It knows nothing of feeds, reports or records.

mod client;
mod date;
mod pace;
mod public;
mod robots;
mod visit;

pub use client::{Ask, Body, FetchError, Settings};
pub use pace::Stop;
pub use robots::Robots;
pub use visit::{Visit, Visitor};
