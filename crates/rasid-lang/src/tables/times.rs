//! Words of time.

/// What a word of time is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimeWord {
    /// Not filled in yet.
    Unknown,
}
