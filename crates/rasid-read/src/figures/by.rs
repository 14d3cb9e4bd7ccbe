//! Who says a figure: the innermost statement around it, or the one that its sentence continues.

use crate::doc::Doc;
use crate::statements::Statements;
use rasid_text::Span;
use std::ops::Range;

/// No account goes on for more sentences than this.
const SENTENCES: usize = 60;

/// The statement that `span` of tokens `range` stands in or continues, and whether it continues.
pub(crate) fn by(doc: &Doc<'_, '_>, drafts: &Statements, span: Span, range: &Range<usize>) -> (Option<usize>, bool) {
    if let Some(n) = drafts.innermost(span) {
        return (Some(n), false);
    }
    let carried = continued(doc, drafts, range.start);
    (carried, carried.is_some())
}

/// A sentence without a cue, in the same paragraph, that "and" joins to one in which a source was
/// speaking to the end, goes on with that source's account.
fn continued(doc: &Doc<'_, '_>, drafts: &Statements, i: usize) -> Option<usize> {
    let mut sentence = doc.sentence(i);
    for _ in 0..SENTENCES {
        let first = sentence.start;
        let joined = doc.clitics(first).and || doc.is_and(first) || doc.clitics(first).so;
        let own = drafts.by_cues(sentence.clone()).next().is_some();
        if !joined || own || first == 0 || doc.tokens[first].lines_before > 0 {
            return None;
        }
        let before = doc.sentence(first - 1);
        let to_the_end =
            |n: &usize| !drafts[*n].negated && drafts[*n].content.as_ref().is_some_and(|c| c.end + 1 >= before.end);
        let speaking = drafts.by_cues(before.clone()).filter(to_the_end);
        let speaking = speaking.max_by_key(|&n| drafts[n].content.as_ref().map_or(0, |c| c.len()));
        if speaking.is_some() {
            return speaking;
        }
        sentence = before;
    }
    None
}
