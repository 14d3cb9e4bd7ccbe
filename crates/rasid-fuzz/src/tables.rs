//! Targets: files that a team writes itself: tables of words, gazetteers, agreements, lists of sources.

use crate::{Target, seeds};
use rasid_lang::{Gazetteer, Lexicon, lint};
use rasid_record::Agreement;
use rasid_source::{SourceList, host, is_unsafe_to_show, resolve};
use std::time::Duration;

pub(crate) const TARGETS: [Target; 5] = [
    Target { name: "lexicon", seeds: table_seeds, words: CELLS, run: lexicon },
    Target { name: "lint", seeds: table_seeds, words: CELLS, run: own },
    Target { name: "gazetteer", seeds: gazetteer_seeds, words: CELLS, run: gazetteer },
    Target { name: "agreement", seeds: agreement_seeds, words: AGREED, run: agreement },
    Target { name: "sources", seeds: source_seeds, words: LISTED, run: sources },
];

const CELLS: &[&str] = &[
    "\t", "|", "\n", "# ", "# table:", "-", "SYR", "ar", ":", "+", "1", "180.5", "-91", "NaN", "inf", "1e400", "a|b|c",
    ";", ",", "\u{feff}",
];
const AGREED: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    "\"clauses\":",
    "\"no\":",
    "\"id\":",
    "\"\"",
    "null",
    "\"duty\":",
    "\"until\":",
    "9999",
    "\"2018-02-30\"",
];

const LISTED: &[&str] = &[
    "[[source]]\n",
    "name = ",
    "url = ",
    "every = ",
    "link_every = ",
    "delay = ",
    "timeout = ",
    "longest_wait = ",
    "private = [",
    "pages = false\n",
    "outlet = ",
    "\"1m\"\n",
    "\"0s\"\n",
    "\"99999999999999999999d\"\n",
    "\"https://a.example/feed\"\n",
    "\"http://[::1]:1/\"\n",
    "\"\"\"",
    "'''",
    "\\u0000",
    "[",
    "{",
    "}",
    "a.b.c = ",
    "0x",
    "1979-05-27",
    "\n",
    "#",
];

/// A table of words: its file name, a line end, and what it says.
fn table_seeds() -> Vec<Vec<u8>> {
    let table = |(file, text): &(&str, &str)| {
        let lines: Vec<&str> = text.lines().collect();
        let head = lines.iter().take(8);
        let some = lines.iter().skip(8).step_by(1 + lines.len() / 12);
        let text: Vec<&str> = head.chain(some).copied().collect();
        format!("{file}\n{}\n", text.join("\n")).into_bytes()
    };
    Lexicon::tables().iter().map(table).collect()
}

fn gazetteer_seeds() -> Vec<Vec<u8>> {
    seeds::bytes("examples", ".tsv")
}

fn agreement_seeds() -> Vec<Vec<u8>> {
    seeds::bytes("examples/agreements", ".json")
}

fn parts(bytes: &[u8]) -> Option<(String, String)> {
    let text = String::from_utf8_lossy(bytes);
    text.split_once('\n').map(|(file, text)| (file.to_owned(), text.to_owned()))
}

/// One table, compiled by itself.
fn lexicon(bytes: &[u8]) {
    let Some((file, text)) = parts(bytes) else { return };
    let (_, faults) = Lexicon::from_tables(&[(&file, &text)]);
    for fault in faults {
        assert!(
            fault.line >= 1 && fault.line <= text.lines().count().max(1) + 1,
            "line {} of {}",
            fault.line,
            text.lines().count()
        );
    }
}

/// A table of a team, looked over as `rasid lint` does.
fn own(bytes: &[u8]) {
    if let Some((file, text)) = parts(bytes) {
        drop(lint::own(&[(&file, &text)]));
    }
}

/// Both kinds of gazetteers: that of teams, and the open one.
fn gazetteer(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    drop(Gazetteer::read(&text));
    let (mut lexicon, _) = Lexicon::from_tables(&[]);
    drop(lexicon.add_gazetteer("own.tsv", &text));
}

/// An agreement that somebody hands over, and what is said where it is none.
fn agreement(bytes: &[u8]) {
    let Ok(agreement) = serde_json::from_slice::<Agreement>(bytes) else { return };
    if let Err(bad) = agreement.check() {
        let _ = bad.to_string().contains(is_unsafe_to_show);
        return;
    }
    let written = serde_json::to_vec(&agreement).expect("an agreement can be written");
    let again: Agreement = serde_json::from_slice(&written).expect("and read again");
    assert!(again == agreement, "an agreement that is written and read again is another");
    assert!(again.check().is_ok());
}

/// A list of sources, with everything that can be said in it.
fn source_seeds() -> Vec<Vec<u8>> {
    let one = "[[source]]\nname = \"a\"\nurl = \"https://a.example/feed\"\n";
    let whole = format!(
        "every = \"15m\"\ndelay = \"5s\"\ntimeout = \"60s\"\nlongest_wait = \"6h\"\nlink_every = \"10m\"\ncontact = \"x\"\n\
         private = [\"b.example:8080\"]\n\n{one}every = \"90s\"\npages = false\n\n[[source]]\nname = \"b\"\n\
         url = \"http://b.example:8080/x?y=z\"\nevery = \"1s\"\noutlet = \"c\" # why\n"
    );
    vec![one.as_bytes().to_vec(), whole.into_bytes()]
}

/// A list of sources: what is taken keeps what docs/watch.md promises to servers, and what is not is said in words.
fn sources(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let list = match SourceList::parse(&text) {
        Ok(list) => list,
        Err(sentence) => {
            assert!(!sentence.trim().is_empty(), "a list is refused without a word");
            return;
        }
    };
    assert!(!list.sources.is_empty(), "a list of nothing is none");
    let longest = Duration::from_secs(30 * 24 * 60 * 60);
    for source in &list.sources {
        assert!(resolve(&source.url, "").is_some(), "{:?} is no address", source.url);
        let own = host(&source.url).is_some_and(|host| list.private.iter().any(|named| named.starts_with(&host)));
        let every = list.every_of(source);
        assert!(every >= Duration::from_secs(if own { 1 } else { 60 }), "{:?} is asked every {every:?}", source.url);
        assert!(every <= longest && list.delay <= longest && list.longest_wait <= longest);
    }
}
