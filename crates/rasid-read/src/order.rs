//! Lists in order of the text (phrases of mechanisms, expressions of time, drafts of records): finding what stands at some
//! words, and leaving some out.
//!
//! Looking through the whole list at each word would take a time that grows with the square of the text.

use crate::arrangements::Phrase;
use crate::times;
use std::ops::Range;

/// What takes up tokens.
pub(crate) trait Stretch {
    /// Its first token.
    fn first(&self) -> usize;
    /// One past its last token.
    fn end(&self) -> usize;
}

impl Stretch for Range<usize> {
    fn first(&self) -> usize {
        self.start
    }

    fn end(&self) -> usize {
        self.end
    }
}

impl Stretch for Phrase {
    fn first(&self) -> usize {
        self.first
    }

    fn end(&self) -> usize {
        self.end
    }
}

impl Stretch for times::Draft {
    fn first(&self) -> usize {
        self.first
    }

    fn end(&self) -> usize {
        self.end
    }
}

/// The numbers of those that begin within `range`.
pub(crate) fn within<S: Stretch>(list: &[S], range: Range<usize>) -> Range<usize> {
    let from = list.partition_point(|s| s.first() < range.start);
    from..list.partition_point(|s| s.first() < range.end).max(from)
}

/// The number of the one that begins at token `i`.
pub(crate) fn from<S: Stretch>(list: &[S], i: usize) -> Option<usize> {
    within(list, i..i + 1).next()
}

/// The number of the one around token `i`.
pub(crate) fn around<S: Stretch>(list: &[S], i: usize) -> Option<usize> {
    let number = list.partition_point(|s| s.end() <= i);
    list.get(number).filter(|s| s.first() <= i).map(|_| number)
}

/// The number of the last one that ends before token `i` or at it.
pub(crate) fn before<S: Stretch>(list: &[S], i: usize) -> Option<usize> {
    list.partition_point(|s| s.end() <= i).checked_sub(1)
}

/// Leaves out of a list what is marked, all at once: taking one after the other out would move all behind it each time.
pub(crate) fn leave_out<T>(list: &mut Vec<T>, marked: &[bool]) {
    let mut marked = marked.iter();
    list.retain(|_| !marked.next().is_some_and(|marked| *marked));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_at_some_tokens_are_found() {
        let list = [1..3, 3..4, 7..9];
        assert_eq!(within(&list, 0..4), 0..2);
        assert_eq!(within(&list, 4..7), 2..2);
        assert_eq!((from(&list, 3), from(&list, 2), from(&list, 9)), (Some(1), None, None));
        assert_eq!(
            (around(&list, 2), around(&list, 3), around(&list, 5), around(&list, 8)),
            (Some(0), Some(1), None, Some(2))
        );
        assert_eq!((before(&list, 0), before(&list, 3), before(&list, 6)), (None, Some(0), Some(1)));
        let (end, start) = (2, 5);
        assert!(within(&list, start..end).is_empty(), "nothing begins in no tokens");
    }

    #[test]
    fn what_is_marked_is_left_out_and_the_rest_keeps_its_order() {
        let mut list = vec!['a', 'b', 'c', 'd'];
        leave_out(&mut list, &[false, true, false]);
        assert_eq!(list, ['a', 'c', 'd']);
    }
}
