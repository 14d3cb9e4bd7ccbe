//! Who says a figure: the innermost statement around it, or the one that its sentence continues.

use crate::doc::Doc;
use crate::statements::{self, Draft};
use rasid_text::Span;
use std::ops::Range;

/// The statement that `span` of tokens `range` stands in or continues, and whether it continues.
pub(crate) fn by(doc: &Doc<'_, '_>, drafts: &[Draft], span: Span, range: &Range<usize>) -> (Option<usize>, bool) {
    if let Some(n) = statements::innermost(drafts, span) {
        return (Some(n), false);
    }
    let carried = continued(doc, drafts, range.start);
    (carried, carried.is_some())
}

/// A sentence without a cue, in the same paragraph, that "and" joins to one in which a source was
/// speaking to the end, goes on with that source's account.
fn continued(doc: &Doc<'_, '_>, drafts: &[Draft], i: usize) -> Option<usize> {
    let mut sentence = doc.sentence(i);
    loop {
        let first = sentence.start;
        let joined = doc.clitics(first).and || doc.is_and(first) || doc.clitics(first).so;
        let own = drafts.iter().any(|d| sentence.contains(&d.cue));
        if !joined || own || first == 0 || doc.tokens[first].lines_before > 0 {
            return None;
        }
        let before = doc.sentence(first - 1);
        let speaking = drafts
            .iter()
            .enumerate()
            .filter(|(_, d)| {
                !d.negated && before.contains(&d.cue) && d.content.as_ref().is_some_and(|c| c.end + 1 >= before.end)
            })
            .max_by_key(|(_, d)| d.content.as_ref().map_or(0, |c| c.len()));
        if let Some((n, _)) = speaking {
            return Some(n);
        }
        sentence = before;
    }
}
