//! Targets: reading, which must be total: any text has a reading, at once, with its spans inside.

use crate::clock::Clock;
use crate::{Target, seeds};
use rasid_lang::Lexicon;
use rasid_read::Reader;
use rasid_record::{Reading, Report};
use serde_json::Value;
use std::cell::RefCell;
use std::sync::LazyLock;
use std::time::Duration;

pub(crate) const TARGETS: [Target; 2] = [
    Target { name: "read", seeds: seeds::texts, words: WORDS, run: read },
    Target { name: "look", seeds: seeds::texts, words: WORDS, run: look },
];

const WORDS: &[&str] = &[
    "\u{ab}",
    "\u{bb}",
    "\"",
    "(",
    ")",
    "[",
    "]",
    "\u{60c} ",
    ". ",
    ": ",
    "\n\n",
    " \u{648}",
    "\u{201c}",
    "\u{201d}",
    "12",
    "2018",
    "/",
    "-",
    "\u{661}\u{662}",
    " \u{623}\u{646} ",
    "1/2/2018",
    "10:30",
    "%",
    "\u{640}\u{640}",
    "\u{64e}\u{651}",
    "http://a.example/",
];

/// The tables of words, compiled once.
pub(crate) static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::builtin);
/// What reading an input may take at most: a thousand times what it takes.
const MOST: Duration = Duration::from_secs(if cfg!(debug_assertions) { 100 } else { 5 });

thread_local! {
    static READER: RefCell<(Reader<'static>, u64)> = RefCell::new((Reader::new(&LEXICON), 0));
}

/// Dates of publication, good and bad ones.
const PUBLISHED: [Option<&str>; 6] = [
    Some("2018-02-26T14:05:00+03:00"),
    None,
    Some("0001-01-01"),
    Some("9999-12-31T23:59:60Z"),
    Some("2018-02-30"),
    Some("x"),
];

fn read(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let published = PUBLISHED[bytes.len() % PUBLISHED.len()].map(str::to_owned);
    let report = Report { text, published, ..Report::default() };
    let clock = Clock::start();
    let reading = READER.with_borrow_mut(|(reader, _)| reader.read(report.clone()));
    let took = clock.elapsed();
    assert!(took < MOST, "reading {} bytes took {took:?}", bytes.len());
    check(&report, &reading);
    // What a reader remembers must not change what it reads. A new one is dear, so now and then.
    let often = READER.with_borrow_mut(|(_, times)| {
        *times += 1;
        *times
    });
    if often.is_multiple_of(16) {
        assert!(Reader::new(&LEXICON).read(report) == reading, "another reader reads otherwise");
    }
}

/// The times and numbers of a text by themselves.
fn look(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let letters: Vec<char> = text.chars().collect();
    for published in PUBLISHED {
        for time in rasid_read::times_of(&text, published, &LEXICON) {
            inside(&letters, time.at.start, time.at.end, &time.at.text);
        }
    }
    for (at, _) in rasid_read::numbers_of(&text, &LEXICON) {
        inside(&letters, at.start, at.end, &at.text);
    }
}

fn inside(letters: &[char], start: u32, end: u32, words: &str) {
    let span = letters.get(start as usize..end as usize);
    assert!(span.is_some_and(|span| span.iter().copied().eq(words.chars())), "{start}..{end} is not {words:?}");
}

/// What holds of every reading: the text is what it was, spans hold the words that they give, places in lists exist.
pub(crate) fn check(report: &Report, reading: &Reading) {
    assert_eq!(reading.report.text, report.clone().complete().text);
    let letters: Vec<char> = reading.report.text.chars().collect();
    let whole = serde_json::to_value(reading).expect("a reading can be written as JSON");
    let counts = |list: &str| whole[list].as_array().map_or(0, Vec::len);
    let lists = [
        ("by", "statements"),
        ("said_in", "statements"),
        ("when", "times"),
        ("from", "times"),
        ("until", "times"),
        ("arrangement", "arrangements"),
        ("figure", "figures"),
    ]
    .map(|(key, list)| (key, list, counts(list)));
    let mut left = vec![&whole];
    while let Some(value) = left.pop() {
        match value {
            Value::Array(all) => left.extend(all),
            Value::Object(fields) => {
                if let (Some(start), Some(end), Some(words)) = (
                    fields.get("start").and_then(Value::as_u64),
                    fields.get("end").and_then(Value::as_u64),
                    fields.get("text"),
                ) {
                    let words = words.as_str().unwrap_or_default();
                    inside(&letters, start as u32, end as u32, words);
                }
                for (key, list, count) in lists {
                    if let Some(index) = fields.get(key).and_then(Value::as_u64) {
                        assert!(index < count as u64, "{key} is {index}, but there are {count} {list}");
                    }
                }
                left.extend(fields.values());
            }
            _ => (),
        }
    }
    let again: Reading = serde_json::from_value(whole).expect("a reading can be read again");
    assert!(again == *reading, "a reading that is written and read again is another");
}
