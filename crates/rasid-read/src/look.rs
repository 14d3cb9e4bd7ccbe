//! Times and numbers of a text by themselves, for asking what an expression means.

use crate::doc::Doc;
use crate::trace::Silent;
use crate::{Reader, counts, times};
use rasid_lang::Lexicon;
use rasid_record::reading::Number;
use rasid_record::{Anchor, Time};

/// The expressions of time in `text`, as they would be read in a report published at `published`
/// (an ISO 8601 date, or date with time); without it relative ones have no value.
pub fn times_of(text: &str, published: Option<&str>, lexicon: &Lexicon) -> Vec<Time> {
    Reader::new(lexicon).times(text, published)
}

/// The numbers in `text`, in digits and words, with their values; vague plurals count by the least
/// that they can mean. Numbers inside expressions of time are there too.
pub fn numbers_of(text: &str, lexicon: &Lexicon) -> Vec<(Anchor, Number)> {
    Reader::new(lexicon).times_and_numbers(text, None).1
}

impl Reader<'_> {
    /// [`times_of`] for many texts: words that were met are remembered.
    pub fn times(&mut self, text: &str, published: Option<&str>) -> Vec<Time> {
        let doc = Doc::new(text, published, self.lexicon, &mut self.forms);
        let times = times(&doc);
        self.forms.room = doc.done();
        times
    }

    /// [`times_of`] and [`numbers_of`] for many texts, each of which is prepared once.
    pub fn times_and_numbers(&mut self, text: &str, published: Option<&str>) -> (Vec<Time>, Vec<(Anchor, Number)>) {
        let doc = Doc::new(text, published, self.lexicon, &mut self.forms);
        let found = (times(&doc), numbers(&doc));
        self.forms.room = doc.done();
        found
    }
}

fn times(doc: &Doc<'_, '_>) -> Vec<Time> {
    times::find(doc, &mut Silent).iter().map(|draft| times::publish(doc, draft)).collect()
}

fn numbers(doc: &Doc<'_, '_>) -> Vec<(Anchor, Number)> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < doc.len() {
        match counts::number_at(doc, i) {
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

    #[test]
    fn one_reader_for_many_texts_finds_what_each_alone_has() {
        let lexicon = Lexicon::builtin();
        let mut reader = Reader::new(&lexicon);
        for text in ["أمس الثلاثاء قتل ثلاثة مدنيين", "بعد يومين من الهدنة", "أمس الثلاثاء", ""]
        {
            let (times, numbers) = reader.times_and_numbers(text, Some("2016-07-27"));
            assert_eq!(times, times_of(text, Some("2016-07-27"), &lexicon), "{text}");
            assert_eq!(numbers, numbers_of(text, &lexicon), "{text}");
            assert_eq!(reader.times(text, Some("2016-07-27")), times, "{text}");
        }
    }
}
