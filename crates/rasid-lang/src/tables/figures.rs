//! Words of figures.

/// What a word of figures is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FigureWord {
    /// Not filled in yet.
    Unknown,
}
