//! The date above an article: "الخميس 13 كانون الأول/ديسمبر 2018", as a day.
//!
//! This is for pages of the web that say their date in no other way. It knows days of the Gregorian calendar with
//! a year, by the names of `months.tsv`; what a date in running text means is read elsewhere.

use crate::calendar::Day;
use crate::table::Table;
use rasid_text::fold::fold;
use std::sync::OnceLock;

/// The longest line that is looked at, in bytes.
const LONGEST: usize = 1024;

/// The day, as `YYYY-MM-DD`, that a short line names with a month in words; nothing where it names none.
pub fn dateline(line: &str) -> Option<String> {
    if line.len() > LONGEST {
        return None;
    }
    let folded = fold(line);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    (0..words.len()).find_map(|at| {
        let (month, length) = month(&words[at..])?;
        let mut after = at + length;
        // Many name the month once more as other countries call it.
        if let Some((other, length)) = words.get(after..).and_then(self::month)
            && other == month
        {
            after += length;
        }
        let number = |at: Option<usize>| words.get(at?)?.parse::<u16>().ok();
        let day = |at| number(at).and_then(|day| u8::try_from(day).ok());
        let of = |year: Option<u16>, day: Option<u8>| {
            let year = year.filter(|year| (1900..2100).contains(year))?;
            Day::new(i32::from(year), month, day?)
        };
        let before = at.checked_sub(1);
        of(number(Some(after)), day(before))
            .or_else(|| of(number(Some(after + 1)), day(Some(after))))
            .map(|day| day.to_string())
    })
}

/// The Gregorian month that `words` begin with, and of how many words its name is.
fn month(words: &[&str]) -> Option<(u8, usize)> {
    names().iter().find(|(name, _)| words.starts_with(name)).map(|(name, month)| (*month, name.len()))
}

/// Names of Gregorian months, word by word, with their numbers.
fn names() -> &'static [(Vec<&'static str>, u8)] {
    static NAMES: OnceLock<Vec<(Vec<&'static str>, u8)>> = OnceLock::new();
    NAMES.get_or_init(|| {
        let text = include_str!("../data/ar/months.tsv");
        // The strict reader of tables has found all faults of this one where the lexicon is built.
        let Ok(table) = Table::parse("months.tsv", text, &["calendar", "month", "names", "needs", "note"]) else {
            return Vec::new();
        };
        let rows = table.rows().filter(|row| row.get("calendar") == "gregorian");
        let named = rows
            .filter_map(|row| Some((row.get("month").parse().ok()?, row.list("names").map(fold).collect::<Vec<_>>())));
        named
            .flat_map(|(month, names)| names.into_iter().map(move |name| (name, month)))
            .map(|(name, month)| (&*Box::leak(name.into_boxed_str()), month))
            .map(|(name, month)| (name.split(' ').collect(), month))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::dateline;

    #[test]
    fn months_of_all_countries_are_known() {
        for (line, expected) in [
            ("الخميس 13 كانون الأول 2018 - العدد 4821", "2018-12-13"),
            ("13 ديسمبر/كانون الأول 2018", "2018-12-13"),
            ("نُشر يوم ١٣ كانون الأول (ديسمبر) ٢٠١٨، الساعة 10:30", "2018-12-13"),
            ("آب 5, 2019", "2019-08-05"),
            ("1 فيفري 2017", "2017-02-01"),
            ("6 ربيع الثاني 1440 - 13 ديسمبر 2018", "2018-12-13"),
        ] {
            assert_eq!(dateline(line).as_deref(), Some(expected), "{line}");
        }
    }

    #[test]
    fn what_is_no_whole_date_is_none() {
        for line in ["", "كانون الأول 2018", "13 كانون الأول", "31 شباط 2018", "6 ربيع الثاني 1440", "13 12 2018"]
        {
            assert_eq!(dateline(line), None, "{line}");
        }
    }
}
