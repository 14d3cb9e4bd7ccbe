//! Times and numbers of a text by themselves, for asking what an expression means.

use crate::doc::{Doc, Forms};
use crate::trace::Silent;
use crate::{counts, times};
use rasid_lang::Lexicon;
use rasid_record::reading::Number;
use rasid_record::{Anchor, Time};

/// The expressions of time in `text`, as they would be read in a report published at `published`
/// (an ISO 8601 date, or date with time); without it relative ones have no value.
pub fn times_of(text: &str, published: Option<&str>, lexicon: &Lexicon) -> Vec<Time> {
    let mut forms = Forms::default();
    let doc = Doc::new(text, published, lexicon, &mut forms);
    times::find(&doc, &mut Silent).iter().map(|draft| times::publish(&doc, draft)).collect()
}

/// The numbers in `text`, in digits and words, with their values; vague plurals count by the least
/// that they can mean. Numbers inside expressions of time are there too.
pub fn numbers_of(text: &str, lexicon: &Lexicon) -> Vec<(Anchor, Number)> {
    let mut forms = Forms::default();
    let doc = Doc::new(text, None, lexicon, &mut forms);
    let mut out = Vec::new();
    let mut i = 0;
    while i < doc.len() {
        match counts::number_at(&doc, i) {
            Some(count) => {
                out.push((doc.anchor(doc.span(i, count.cut, count.end)), Number(count.number.value)));
                i = count.end.max(i + 1);
            }
            None => i += 1,
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_is_read_alone() {
        let lexicon = Lexicon::builtin();
        let times = times_of("أمس الثلاثاء", Some("2016-07-27"), &lexicon);
        assert_eq!(times.len(), 1);
        assert_eq!(times[0].value.as_deref(), Some("2016-07-26"));
        assert_eq!(times_of("أمس الثلاثاء", None, &lexicon)[0].value, None);
    }

    #[test]
    fn numbers_are_read_alone() {
        let lexicon = Lexicon::builtin();
        let numbers = numbers_of("ثلاثة آلاف وخمسمائة، ثم 12.8 ألف", &lexicon);
        let values: Vec<f64> = numbers.iter().map(|(_, n)| n.0).collect();
        assert_eq!(values, [3500.0, 12_800.0]);
        assert_eq!(numbers[1].0.text, "12.8 ألف");
    }
}
