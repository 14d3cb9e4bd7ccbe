//! All statements of a report, with what is asked of them at one word after the other: which is the innermost there, and
//! which has its cue there. Looking through the list each time would take a time that grows with its square.

use super::Draft;
use rasid_text::Span;
use std::cmp::Reverse;
use std::ops::{Deref, Range};

/// The statements of a report, in order of the text.
pub(crate) struct Statements {
    drafts: Vec<Draft>,
    /// The tokens of cues, each with the number of its statement, in order.
    cues: Vec<(usize, usize)>,
    /// The contents of those that are not negated.
    contents: Contents,
}

impl Deref for Statements {
    type Target = [Draft];

    fn deref(&self) -> &[Draft] {
        &self.drafts
    }
}

impl Statements {
    /// Those of a report, none of which will change any more.
    pub fn new(drafts: Vec<Draft>) -> Self {
        let mut cues: Vec<(usize, usize)> = drafts.iter().enumerate().map(|(n, d)| (d.cue, n)).collect();
        cues.sort_unstable();
        let contents = Contents::new(&drafts, |d| !d.negated);
        Statements { drafts, cues, contents }
    }

    /// The innermost statement whose content covers `span`, its own cue left out; of equals the last.
    pub fn innermost(&self, span: Span) -> Option<usize> {
        let length = |n: usize| self.drafts[n].content.as_ref().map_or(0, Range::len);
        self.contents.around(span).into_iter().min_by_key(|&n| (length(n), Reverse(n)))
    }

    /// Those whose cues begin before this byte.
    pub fn before(&self, at: u32) -> &[Draft] {
        &self.drafts[..self.drafts.partition_point(|d| d.cue_span.start < at)]
    }

    /// The numbers of the statements whose cue is among these tokens, in order of their cues.
    pub fn by_cues(&self, tokens: Range<usize>) -> impl Iterator<Item = usize> + '_ {
        let from = self.cues.partition_point(|(cue, _)| *cue < tokens.start);
        self.cues[from..].iter().take_while(move |(cue, _)| *cue < tokens.end).map(|(_, number)| *number)
    }

    /// The numbers of the statements whose cue is token `at`, in order.
    pub fn by_cue(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        self.by_cues(at..at + 1)
    }

    /// Whether token `at` is the cue of a statement.
    pub fn has_cue(&self, at: usize) -> bool {
        self.by_cue(at).next().is_some()
    }
}

/// Contents of statements, to be found by what they cover.
pub(super) struct Contents {
    /// Each with the number of its statement, by where they begin.
    spans: Vec<(Span, usize)>,
    /// A tree that lies in a row: for each half of `spans`, at its middle, where its last content ends.
    last: Vec<u32>,
}

impl Contents {
    /// The contents of those of `drafts` that are `wanted`.
    pub fn new(drafts: &[Draft], wanted: impl Fn(&Draft) -> bool) -> Self {
        let wanted = drafts.iter().enumerate().filter(|(_, d)| wanted(d));
        let mut spans: Vec<(Span, usize)> = wanted.filter_map(|(n, d)| Some((d.content_span?, n))).collect();
        spans.sort_by_key(|(span, number)| (span.start, *number));
        let mut last = vec![0; spans.len()];
        note_last(&spans, &mut last);
        Contents { spans, last }
    }

    /// The numbers of the statements whose contents cover `span`, in no order. It takes a time that grows with how many
    /// they are, and with the logarithm of how many there are.
    pub fn around(&self, span: Span) -> Vec<usize> {
        let mut found = Vec::new();
        self.look(0..self.spans.len(), span, &mut found);
        found
    }

    fn look(&self, part: Range<usize>, span: Span, found: &mut Vec<usize>) {
        let middle = part.start + part.len() / 2;
        if part.is_empty() || self.last[middle] < span.end {
            return;
        }
        self.look(part.start..middle, span, found);
        let (content, number) = self.spans[middle];
        if content.start <= span.start {
            found.extend(content.contains(span).then_some(number));
            self.look(middle + 1..part.end, span, found);
        }
    }
}

/// Notes at the middle of each half where its last content ends, and gives that of the whole.
fn note_last(spans: &[(Span, usize)], last: &mut [u32]) -> u32 {
    let middle = spans.len() / 2;
    let Some((span, _)) = spans.get(middle) else { return 0 };
    let (before, rest) = last.split_at_mut(middle);
    let (here, after) = rest.split_at_mut(1);
    here[0] = note_last(&spans[..middle], before).max(span.end).max(note_last(&spans[middle + 1..], after));
    here[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A statement with this content, and nothing else that is looked at.
    fn draft((cue, content): (usize, Range<usize>), negated: bool) -> Draft {
        Draft {
            rule: "statement/verb",
            cue,
            cue_span: Span::new(cue, cue + 1),
            speaker: None,
            speaker_id: None,
            content_span: Some(Span::new(content.start, content.end)),
            content: Some(content),
            form: rasid_record::Form::Indirect,
            addressee: None,
            via: Vec::new(),
            stance: rasid_record::Stance::Inform,
            negated,
        }
    }

    #[test]
    fn what_is_found_around_words_is_what_the_whole_list_holds() {
        // Contents of all sorts: beside one another, inside one another, twice the same, across one another.
        let mut drafts = Vec::new();
        for n in 0..60 {
            let start = (n * 37) % 50;
            drafts.push(draft((n, start..start + 1 + (n * n) % 23), n % 11 == 3));
        }
        drafts.push(draft((60, 0..80), false));
        let statements = Statements::new(drafts.clone());
        for start in 0..80 {
            for end in start..(start + 12).min(82) {
                let span = Span::new(start, end);
                let plainly = drafts
                    .iter()
                    .enumerate()
                    .filter(|(_, d)| !d.negated && d.content_span.is_some_and(|c| c.contains(span)))
                    .min_by_key(|(n, d)| (d.content.as_ref().map_or(0, Range::len), Reverse(*n)))
                    .map(|(n, _)| n);
                assert_eq!(statements.innermost(span), plainly, "{start}..{end}");
            }
        }
        assert!(statements.has_cue(60) && !statements.has_cue(61));
        assert_eq!(statements.by_cues(3..6).collect::<Vec<_>>(), [3, 4, 5]);
        assert_eq!(Statements::new(Vec::new()).innermost(Span::new(0, 1)), None);
    }
}
