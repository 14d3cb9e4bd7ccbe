//! Which part of a long answer is wanted, and that part with the length of the whole.

/// A part of a long answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// How many rows at most.
    pub limit: usize,
    /// How many rows to leave out before the first.
    pub offset: usize,
}

impl Page {
    /// The part with number `number`, counted from 0, where each part has `size` rows.
    pub fn numbered(number: usize, size: usize) -> Self {
        Page { limit: size, offset: number.saturating_mul(size) }
    }
}

impl Default for Page {
    /// The first fifty rows.
    fn default() -> Self {
        Page { limit: 50, offset: 0 }
    }
}

/// One part of a long answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Paged<T> {
    /// The rows of this part, in the order of the whole answer.
    pub rows: Vec<T>,
    /// How many rows the whole answer has.
    pub total: usize,
}

impl<T> Default for Paged<T> {
    fn default() -> Self {
        Paged { rows: Vec::new(), total: 0 }
    }
}
