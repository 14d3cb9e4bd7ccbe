//! Targets: linking, which must be total over any readings, also such as no reading is: spans outside, places in lists
//! that do not exist, times that are none.

use crate::clock::Clock;
use crate::{Target, reading, seeds};
use rasid_link::{Linker, Merges};
use rasid_read::Reader;
use rasid_record::{Link, Reading, Report};
use std::time::Duration;

pub(crate) const TARGETS: [Target; 3] = [
    Target { name: "link", seeds: reading_seeds, words: WORDS, run: link },
    Target { name: "links", seeds: link_seeds, words: WORDS, run: links },
    Target {
        name: "merges",
        seeds: merge_seeds,
        words: &["merge\t", "split\t", "report:", "outlet:", "\t", "\n", "+", "a"],
        run: merges,
    },
];

const WORDS: &[&str] = &[
    "\"by\":0",
    "\"by\":99",
    "\"from\":7",
    "\"until\":4294967296",
    "\"when\":3",
    "\"arrangement\":1",
    "null",
    "[]",
    "{}",
    "\"published\":\"2018-02-26\"",
    "\"published\":\"\"",
    "\"value\":\"2018-02-30\"",
    "\"value\":\"PT999999999999H\"",
    "\"value\":\"-9999-W99\"",
    "\"start\":4000000000",
    "\"end\":0",
    "1e308",
    "-1",
];
/// What an input may take at most.
const MOST: Duration = Duration::from_secs(if cfg!(debug_assertions) { 200 } else { 10 });

/// Readings of the examples, a line each, and of some cases.
fn reading_seeds() -> Vec<Vec<u8>> {
    let mut reader = Reader::new(&reading::LEXICON);
    let texts = seeds::texts();
    let mut line = |(nth, text): (usize, &Vec<u8>)| {
        let report = Report {
            id: format!("r{nth}"),
            text: String::from_utf8_lossy(text).into_owned(),
            outlet: Some(format!("o{}", nth % 3)),
            published: Some(format!("2018-12-{:02}", nth % 28 + 1)),
            ..Report::default()
        };
        serde_json::to_string(&reader.read(report)).unwrap_or_default()
    };
    let examples: Vec<String> = texts.iter().enumerate().take(13).map(&mut line).collect();
    let short: Vec<String> = texts.iter().enumerate().skip(13).step_by(9).map(&mut line).collect();
    let mut all: Vec<Vec<u8>> = short.chunks(4).map(|lines| lines.join("\n").into_bytes()).collect();
    all.extend(examples.chunks(3).map(|lines| lines.join("\n").into_bytes()));
    all
}

fn link_seeds() -> Vec<Vec<u8>> {
    vec![b"{\"id\":\"a\",\"copy_of\":null,\"event\":\"e1\",\"story\":\"s1\"}\n{\"id\":\"b\",\"copy_of\":\"a\",\"event\":\"e1\",\"story\":\"s1\"}".to_vec()]
}

fn merge_seeds() -> Vec<Vec<u8>> {
    vec![
        b"merge\ta\tb\nsplit\ta\tc\treport:r1\nmerge\tc\ta\n# note\nsplit\ta\td\toutlet:o\n".to_vec(),
        b"\xef\xbb\xbfdecision\tid\tother\twhere\nmerge\tb\tc\nmerge\ta\tb\n".to_vec(),
    ]
}

fn lines(bytes: &[u8]) -> impl Iterator<Item = Reading> {
    bytes.split(|&b| b == b'\n').filter_map(|line| serde_json::from_slice(line).ok())
}

fn link(bytes: &[u8]) {
    let readings: Vec<Reading> = lines(bytes).take(200).collect();
    let clock = Clock::start();
    let mut linker = Linker::new();
    let kept = readings.iter().filter(|reading| linker.add(reading)).count();
    assert_eq!(linker.links().len(), kept);
    let numbered = linker.numbered_links();
    assert_eq!(numbered.len(), kept);
    let ids: std::collections::HashSet<&str> = readings.iter().map(|reading| reading.report.id.as_str()).collect();
    for link in &numbered {
        assert!(ids.contains(link.id.as_str()) && link.copy_of.as_deref().is_none_or(|id| ids.contains(id)));
    }
    for as_of in [None, Some("2018-03-01"), Some("x"), Some("0000-00-00"), Some("9999-12-31")] {
        let across = linker.across(as_of);
        for course in &across.arrangements {
            serde_json::to_string(course).expect("a course can be written");
        }
        for course in &across.commitments {
            serde_json::to_string(course).expect("a commitment can be written");
        }
        for found in &across.disagreements {
            serde_json::to_string(found).expect("a disagreement can be written");
        }
    }
    serde_json::to_string(&linker.positions()).expect("positions can be written");
    drop(linker.figures());
    // The order in which readings come changes no cluster: links are a function of what there is.
    let took = clock.elapsed();
    assert!(took < MOST, "linking {kept} readings in {} bytes took {took:?}", bytes.len());
}

fn links(bytes: &[u8]) {
    for line in bytes.split(|&b| b == b'\n') {
        if let Ok(link) = serde_json::from_slice::<Link>(line) {
            let written = serde_json::to_vec(&link).expect("a link can be written");
            assert_eq!(serde_json::from_slice::<Link>(&written).ok(), Some(link));
        }
    }
}

fn merges(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let clock = Clock::start();
    match Merges::read(&text) {
        Err(errors) => assert!(!errors.is_empty()),
        Ok(merges) => {
            let mut reading = Reading::empty(Report { id: "r1".into(), text: "x".into(), ..Report::default() });
            merges.apply(&mut reading);
        }
    }
    assert!(clock.elapsed() < MOST, "{} bytes took {:?}", bytes.len(), clock.elapsed());
}
