//! What is to be explained: a record, a stretch of the text, or words.

use crate::style::words;
use rasid_record::{List, Reading};
use rasid_source::shown;
use rasid_text::{CharIndex, Folded, Span, fold};

/// What is to be explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The whole report.
    Whole,
    /// A record, counted from 0 in its list.
    Record(List, usize),
    /// A stretch, in bytes, and in how many other places the same words stand.
    Words(Span, usize),
}

impl Place {
    /// What `given` means for `reading`; where it means nothing, a sentence that says so.
    pub fn find(given: &str, reading: &Reading) -> Result<Self, String> {
        let text = &reading.report.text;
        if let Some(record) = record(given, reading) {
            return record;
        }
        if let Some((start, end)) = given.split_once("..").and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?))) {
            let chars = CharIndex::new(text);
            let (from, to): (u32, u32) = (start, end);
            let length = chars.chars_before(text.len());
            if from >= to || to > length {
                return Err(format!("{from}..{to} is no stretch of the text, which has {length} code points."));
            }
            return Ok(Place::Words(Span::new(chars.byte_of(from), chars.byte_of(to)), 0));
        }
        let all = occurrences(text, given);
        match all.first() {
            Some(first) => Ok(Place::Words(*first, all.len() - 1)),
            None => Err(format!(
                "{} is neither a record such as statements:0, nor code points such as 120..140, nor words of the text.",
                words(given)
            )),
        }
    }
}

/// A record such as `statements:0`, also as the addresses of the desk have it.
fn record(given: &str, reading: &Reading) -> Option<Result<Place, String>> {
    let (name, index) = given.split_once([':', '-'])?;
    let (list, index) = (List::parse(name)?, index.parse::<usize>().ok()?);
    let count = reading.len_of(list);
    Some(if index < count {
        Ok(Place::Record(list, index))
    } else {
        let there = match count {
            0 => format!("the report has no {list}"),
            1 => format!("the report has only {list}:0"),
            _ => format!("the report has {list}:0 to {list}:{}", count - 1),
        };
        Err(format!("There is no {}; {there}.", shown(given)))
    })
}

/// Where words stand in the text, whatever marks and spellings either has.
fn occurrences(text: &str, given: &str) -> Vec<Span> {
    let bare = given.trim().trim_matches(['"', '\u{AB}', '\u{BB}', '\u{201C}', '\u{201D}']);
    let wanted = fold(bare);
    if wanted.trim().is_empty() {
        return Vec::new();
    }
    let folded = Folded::new(text, 0);
    let spans = folded.text.match_indices(&wanted).map(|(at, found)| (at, at + found.len()));
    spans.map(|(start, end)| Span::new(folded.origin(start), folded.origin(end))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rasid_record::Report;

    fn find(given: &str) -> Result<Place, String> {
        let text = "قالت الهُدنة، ثم الهدنة".to_owned();
        Place::find(given, &Reading::empty(Report { text, ..Report::default() }))
    }

    #[test]
    fn words_are_found_in_any_spelling_and_counted() {
        let text = "قالت الهُدنة";
        let span = Span::new(text.find('ا').unwrap() + "الت ".len(), text.len());
        assert_eq!(find("«الهدنه»"), Ok(Place::Words(span, 1)));
        assert_eq!(find("5..12"), Ok(Place::Words(span, 0)));
    }

    #[test]
    fn what_means_nothing_is_told() {
        assert!(find("statements:0").unwrap_err().contains("the report has no statements"));
        assert!(find("7..3").unwrap_err().contains("23 code points"));
        assert!(find("سلام").unwrap_err().contains("neither a record"));
        assert!(find("").is_err());
    }
}
