//! Large texts of one kind: what takes four times as long for four times the text is well, what takes sixteen times
//! as long is a way to stop the program.
//!
//! Two sizes are compared in one run, by what the thread computed, and what looks slow is measured again: how fast the
//! machine is, and what else it does, is in both.

use crate::clock::Clock;
use crate::{reading, seeds, sources};
use rasid_read::Reader;
use rasid_record::Report;
use std::collections::BTreeSet;
use std::time::Duration;

/// The smaller of two sizes that are compared, in bytes.
pub const SMALL: usize = 48 * 1024;
/// How often the larger text holds the smaller.
pub const TIMES: usize = 4;
/// Reading four times the text may take so many times as long: half-way between growing with the length and with its square.
const GROWTH: f64 = 9.0;
/// What takes less is not compared: it is noise.
const NOISE: Duration = Duration::from_millis(200);
/// So often it is measured what looks slow; the least of each size counts.
const AGAIN: usize = 3;
/// The smaller size for whole reports one after the other: the larger is near the bound of a text.
pub const REPORTS: usize = 960 * 1024;

/// Pieces that mean something to whoever parts a text: repeated, they make the depth, the length and the number of things
/// that rules walk over. Words are not among them; those come from the case files.
const SIGNS: [(&str, &str); 38] = [
    ("opening quotation marks", "\u{ab}"),
    ("closing quotation marks", "\u{bb}"),
    ("straight quotation marks", "\""),
    ("curly quotation marks", "\u{201c}"),
    ("quoted letters", "\u{ab}x\u{bb} "),
    ("opening brackets", "("),
    ("closing brackets", ")"),
    ("spaced brackets", "( "),
    ("empty brackets", "() "),
    ("square brackets", "["),
    ("one token of letters", "\u{628}"),
    ("one token of digits", "7"),
    ("grouped digits", "1,"),
    ("decimal points", "1."),
    ("numbers", "12 "),
    ("Arabic numbers", "\u{661}\u{662} "),
    ("days", "12/2/2018 "),
    ("slashes", "1/"),
    ("times of day", "10:30 "),
    ("colons", "x: "),
    ("ends of sentences", ". "),
    ("dots", "."),
    ("dashes", "\u{2013} "),
    ("commas", "\u{60c} "),
    ("ends of lines", "\n"),
    ("short lines", "\u{628}\n"),
    ("spaces", " "),
    ("marks on nothing", "\u{64e}\u{651}"),
    ("marked letters", "\u{628}\u{64e}\u{651}"),
    ("combining marks", "\u{301}"),
    ("lengthening strokes", "\u{640}"),
    ("ligatures of many letters", "\u{fdfa}"),
    ("joiners", "\u{200d}\u{200f}"),
    ("conjunctions", "\u{648} "),
    ("joined conjunctions", "\u{648}"),
    ("articles", "\u{627}\u{644}"),
    ("Latin words", "word "),
    ("addresses", "http://a.example/b "),
];

/// Pieces to repeat: each a name for it, and the piece. Signs first; then the text of each case, the same without ends of
/// sentences, and each word of them.
pub fn pieces() -> Vec<(String, String)> {
    let texts: Vec<String> = seeds::texts().into_iter().filter_map(|text| String::from_utf8(text).ok()).collect();
    let signs = SIGNS.iter().map(|(name, sign)| ((*name).to_owned(), (*sign).to_owned()));
    let whole = texts.iter().map(|text| (format!("the text {text:.60}"), format!("{text}\n")));
    let joined = texts.iter().map(|text| {
        let ends = ['.', '!', '?', '\u{61f}', '\n', '\u{ab}', '\u{bb}', '"', ':'];
        (format!("one sentence of {text:.60}"), text.replace(ends, " ") + " ")
    });
    let words: BTreeSet<&str> = texts.iter().flat_map(|text| text.split_whitespace()).collect();
    let words = words.into_iter().map(|word| (format!("the word {word}"), format!("{word} ")));
    signs.chain(whole).chain(joined).chain(words).collect()
}

/// All texts, one after the other: what a long report is like.
pub fn reports() -> String {
    let texts = seeds::texts().into_iter().filter_map(|text| String::from_utf8(text).ok());
    texts.map(|text| text + "\n\n").collect()
}

/// How many pieces are signs.
pub fn signs() -> usize {
    SIGNS.len()
}

/// Reads a piece repeated to two sizes; the sentence that says what is wrong where time grows faster than the text.
pub fn compare(name: &str, piece: &str, small: usize) -> Option<String> {
    grown(name, small, |size| took(piece, size))
}

/// Makes reports of a file in which a piece is repeated to two sizes; the sentence that says what is wrong.
pub fn compare_file(file: &Repeated, small: usize) -> Option<String> {
    let took = |size: usize| {
        let middle = file.piece.repeat(size / file.piece.len() + 1);
        let bytes = [file.before, &middle, file.after].concat().into_bytes();
        let clock = Clock::start();
        sources::file(file.name, &bytes);
        clock.elapsed()
    };
    grown(&format!("{} with {:?} over and over", file.name, file.piece), small, took)
}

/// A file in which something is repeated.
pub struct Repeated {
    /// Its name, which tells its kind.
    pub name: &'static str,
    before: &'static str,
    /// What is repeated.
    pub piece: &'static str,
    after: &'static str,
}

/// Files in which something is repeated: nesting, items, attributes, escapes, ends that are missing.
pub fn files() -> Vec<Repeated> {
    const TAGS: [&str; 26] = [
        "<div>",
        "</div>",
        "<p>",
        "<b>",
        "<a href=x>",
        "<li>",
        "<table>",
        "<tr><td>",
        "<svg>",
        "<select><option>",
        "<template>",
        "<",
        "<a ",
        "<!--",
        "<![CDATA[",
        "&",
        "&amp",
        "&#1",
        "<p>x</p>\n",
        "<p>x <a href=y>z</a>, w.</p>",
        "<br>",
        "<script>",
        "<title>",
        "<meta property=og:title content=x>",
        "<time datetime=2018-01-01>x</time>",
        "<h1>x</h1>",
    ];
    const XML: [&str; 8] = [
        "<item>",
        "<item><title>x</title></item>",
        "<entry>",
        "<description>",
        "<![CDATA[x]]>",
        "&lt;p&gt;",
        "<a:b xmlns:a='c'>",
        "<!DOCTYPE x>",
    ];
    const LINES: [&str; 6] = [
        "WARC/1.0\r\n",
        "WARC/1.0\r\nContent-Length: 0\r\n\r\n\r\n\r\n",
        "a: b\r\n",
        "\r\n",
        " ",
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 19\r\n\r\nHTTP/1.1 200 OK\r\n\r\n\r\n\r\n",
    ];
    let page = TAGS.iter().map(|piece| Repeated { name: "a.html", before: "<html><body><h1>t</h1>", piece, after: "" });
    let word = Repeated { name: "a.html", before: "<html><body><p>", piece: "x ", after: "</p></body></html>" };
    let attribute =
        Repeated { name: "a.html", before: "<html><body><p ", piece: "a=b ", after: ">x</p></body></html>" };
    let told =
        Repeated { name: "a.html", before: "<script type=application/ld+json>", piece: "[", after: "</script><p>x" };
    let feed = XML.iter().map(|piece| Repeated { name: "a.xml", before: "<rss><channel>", piece, after: "" });
    let archive = LINES.iter().map(|piece| Repeated { name: "a.warc", before: "WARC/1.0\r\n", piece, after: "" });
    let table = ["a,", "\"", "\"\"", "a,b\n", "\n", ";", "\"\n"];
    let table = table.iter().map(|piece| Repeated { name: "a.csv", before: "text,title\n", piece, after: "" });
    let part = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n";
    let mail = [
        " a\r\n",
        "=?utf-8?B?YQ==?= ",
        "\r\n--b\r\n",
        part,
        "a: b\r\n",
        "=41",
        "Content-Type: message/rfc822\r\n\r\n",
        ";a=b",
        "<p>",
    ];
    let mail = mail.iter().map(|piece| Repeated {
        name: "a.eml",
        before: "From: a\r\nContent-Type: multipart/mixed; boundary=b\r\nSubject: ",
        piece,
        after: "",
    });
    let mailbox = ["From a\n\n", "\nFrom a\nSubject: x\n\ny\n", ">From \n"];
    let mailbox = mailbox.iter().map(|piece| Repeated { name: "a.mbox", before: "From a\n", piece, after: "" });
    let chat = ["26/02/2018, 14:05 - a: x\n", "26/02/2018, ", "[26/02/2018, 14:05:00] ", "\u{200e}", "a: ", "1/"];
    let chat = chat.iter().map(|piece| Repeated {
        name: "WhatsApp Chat.txt",
        before: "26/02/2018, 14:05 - a: x\n26/02/2018, 14:05 - a: x\n",
        piece,
        after: "",
    });
    let pdf = [
        "[",
        "<<",
        "(",
        "1 0 obj\n",
        "1 0 R ",
        "<< /Kids [1 0 R] >>\n",
        "stream\n",
        "%",
        "xref\n0 1\n",
        "endobj\n",
        "<",
        "/A",
    ];
    let pdf = pdf.iter().map(|piece| Repeated { name: "a.pdf", before: "%PDF-1.7\n1 0 obj\n", piece, after: "" });
    let archive_of = ["PK\u{3}\u{4}", "PK\u{5}\u{6}", "PK\u{1}\u{2}", "\0"];
    let packed = archive_of.iter().map(|piece| Repeated { name: "a.zip", before: "PK\u{3}\u{4}", piece, after: "" });
    let documents = table.chain(mail).chain(mailbox).chain(chat).chain(pdf).chain(packed);
    let json = ["[", "{\"a\":", "{}", "\\u0000", "\"", "{\"text\":\"x\"},", "\n"];
    let json =
        json.iter().map(|piece| Repeated { name: "a.json", before: "[{\"text\": \"x\", \"a\": ", piece, after: "" });
    let lines = ["{\"text\":\"x\"}\n", "[\n", "{\n", "\n"].iter().map(|piece| Repeated {
        name: "a.jsonl",
        before: "",
        piece,
        after: "",
    });
    page.chain([word, attribute, told]).chain(feed).chain(archive).chain(json).chain(lines).chain(documents).collect()
}

/// Compares two sizes; the sentence that says what is wrong.
fn grown(name: &str, small: usize, took: impl Fn(usize) -> Duration) -> Option<String> {
    let (mut first, mut second) = (took(small), took(small * TIMES));
    for _ in 1..AGAIN {
        if second < NOISE || second < first.mul_f64(GROWTH) {
            return None;
        }
        (first, second) = (first.min(took(small)), second.min(took(small * TIMES)));
    }
    let is_slow = second >= NOISE && second >= first.mul_f64(GROWTH);
    is_slow
        .then(|| format!("{name}: {} KB take {first:.1?}, {} KB take {second:.1?}", small / 1024, small * TIMES / 1024))
}

/// How long a reader that has read nothing computes over a piece repeated to this size.
pub fn took(piece: &str, size: usize) -> Duration {
    let mut text = piece.repeat(size / piece.len() + 1);
    text.truncate(text.floor_char_boundary(size));
    let report = Report { text, published: Some("2018-02-26".into()), ..Report::default() };
    let mut reader = Reader::new(&reading::LEXICON);
    let clock = Clock::start();
    let reading = reader.read(report.clone());
    let took = clock.elapsed();
    if size <= SMALL {
        reading::check(&report, &reading);
    }
    took
}
