//! Targets: everything that makes reports of bytes.

use crate::{Target, seeds};
use rasid_record::{LIMIT_TEXT, Received};
use rasid_source::charset;
use rasid_source::{Again, InputError, again, is_unsafe_to_show, open, reports_from_bytes};
use std::cell::RefCell;
use std::path::PathBuf;

pub(crate) const TARGETS: [Target; 6] = [
    Target { name: "text", seeds: text_seeds, words: &[], run: |b| file("a.txt", b) },
    Target { name: "json", seeds: json_seeds, words: JSON, run: |b| file("a.json", b) },
    Target { name: "jsonl", seeds: line_seeds, words: JSON, run: |b| file("a.jsonl", b) },
    Target { name: "gzip", seeds: gzip_seeds, words: &["\x1f\u{8b}"], run: |b| file("a.jsonl.gz", b) },
    Target { name: "index", seeds: index_seeds, words: TABLE, run: index },
    Target { name: "charset", seeds: charset_seeds, words: CHARSETS, run: decode },
];

const JSON: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    "{\"text\":",
    "\"",
    "\\u0000",
    "\\ud800",
    "null",
    ",",
    ":",
    "\"text\": \"x\"",
    "\"published\": \"2018\"",
    "1e999",
    "-",
    "true",
    "\\",
    "\"id\": 5",
];
const TABLE: &[&str] =
    &[",", "\"", "\"\"", "\n", "\r", "file", "..", "/", "a.txt", ";", "\t", "index.csv", "../a.txt", "\\"];
const CHARSETS: &[&str] = &[
    "<meta charset=",
    "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=",
    "<?xml encoding=\"",
    "windows-1256",
    "utf-16le",
    "iso-8859-6",
    "utf-7",
    "x-user-defined",
    "hz-gb-2312",
    "iso-2022-kr",
    "replacement",
    "?>",
    "\0",
];

fn text_seeds() -> Vec<Vec<u8>> {
    seeds::texts()
}

fn json_seeds() -> Vec<Vec<u8>> {
    let articles = seeds::articles();
    let mut all: Vec<Vec<u8>> = articles.iter().map(|one| one.as_bytes().to_vec()).collect();
    all.push(format!("[{}]", articles.join(",\n")).into_bytes());
    all.push(articles.join("\n").into_bytes());
    all
}

fn line_seeds() -> Vec<Vec<u8>> {
    vec![
        seeds::articles().join("\n").into_bytes(),
        b"{\"text\": \"x\"}\n{\"text\": \"y\", \"published\": \"2018-02-26\"}\r\n\n{}\n[]\n".to_vec(),
        b"\xef\xbb\xbf{\"text\": \"x\", \"title\": \"t\", \"published\": \"1/2/2018\"}".to_vec(),
    ]
}

fn gzip_seeds() -> Vec<Vec<u8>> {
    let lines = seeds::articles().join("\n");
    let bomb = format!("{{\"text\": \"{}\"}}\n", "x".repeat(3_000_000));
    let two = [seeds::gz(b"{\"text\": \"x\"}\n"), seeds::gz(b"{\"text\": \"y\"}")].concat();
    vec![seeds::gz(lines.as_bytes()), seeds::gz(bomb.as_bytes()), two]
}

fn index_seeds() -> Vec<Vec<u8>> {
    let mut all = seeds::bytes("examples", "index.csv");
    all.push(
        b"file,outlet,published,url,title,more\na.txt,o,2018-02-26,https://example.org,\"t, \"\"u\"\"\",x\n".to_vec(),
    );
    all.push(b"\xef\xbb\xbffile;outlet\r\na.txt;o\r\n".to_vec());
    all
}

fn charset_seeds() -> Vec<Vec<u8>> {
    let page = b"<!doctype html><html><head><meta charset=\"windows-1256\"><title>\xc3\xd8\xe3</title>";
    let utf16: Vec<u8> = "\u{627}\u{644} \u{623} x\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut all = vec![
        page.to_vec(),
        b"<?xml version=\"1.0\" encoding=\"iso-8859-6\"?><a>\xc7\xe4</a>".to_vec(),
        b"<meta http-equiv='Content-Type' content='text/html; charset=cp1256'>".to_vec(),
        [b"\xff\xfe".to_vec(), utf16.clone()].concat(),
        utf16.repeat(20),
        b"\xc7\xe1\xcd\xdf\xe6\xe3\xc9 \xc7\xe1\xe3\xcf\xed\xe4\xc9".repeat(4),
    ];
    all.extend(seeds::texts().into_iter().take(5));
    all
}

/// The reports of a file that was handed over.
pub(crate) fn file(name: &str, bytes: &[u8]) {
    // Far more than can stand in an input that is no bomb; those must be bounded by whoever asks.
    reports_from_bytes(name, bytes.to_vec()).take(20_000).for_each(check);
}

/// What holds of everything that a source gives.
fn check(found: Result<Received, InputError>) {
    match found {
        Err(error) => {
            let sentence = error.to_string();
            assert!(!sentence.contains(is_unsafe_to_show), "a sentence that is unsafe to show: {sentence:?}");
            assert!(sentence.len() < 64 * 1024, "a sentence of {} bytes", sentence.len());
        }
        Ok(received) => {
            let (report, capture) = (received.report, received.capture);
            assert!(!report.text.trim().is_empty(), "a report without a text");
            assert!(report.text.len() <= LIMIT_TEXT, "a text of {} bytes", report.text.len());
            let again = again(&capture);
            assert!(again != Again::Unknown, "the extractor {} is not known", capture.extractor);
            let complete = report.clone().complete();
            assert_eq!(again.is_of(&complete), Some(true), "the bytes of a capture give another text: {again:?}");
            assert!(!complete.id.is_empty() && complete.text.ends_with(&report.text));
            assert_eq!(complete.clone().complete(), complete, "completing twice is completing once");
        }
    }
}

thread_local! {
    /// A folder of this thread with a text in it.
    static FOLDER: RefCell<Option<PathBuf>> = const { RefCell::new(None) };
}

/// `index.csv` of a folder.
fn index(bytes: &[u8]) {
    let folder = FOLDER.with_borrow_mut(|folder| {
        let made = || {
            let name = format!("rasid-fuzz-{}-{:?}", std::process::id(), std::thread::current().id());
            let folder = std::env::temp_dir().join(name);
            std::fs::create_dir_all(&folder).expect("there is a place for temporary files");
            std::fs::write(folder.join("a.txt"), "x y").expect("it can be written to");
            folder
        };
        folder.get_or_insert_with(made).clone()
    });
    std::fs::write(folder.join("index.csv"), bytes).expect("it can be written to");
    open([&folder]).take(20_000).for_each(check);
}

/// Charsets: any bytes are some text, and a declaration never makes it another twice.
fn decode(bytes: &[u8]) {
    let declared = charset::declared_in_markup(bytes);
    for label in
        [None, declared, Some("windows-1256"), Some("utf-16"), std::str::from_utf8(&bytes[..bytes.len().min(20)]).ok()]
    {
        let decoded = charset::decode(bytes, label, Some("news.example.eg"));
        assert!(decoded.text.len() <= bytes.len() * 3 + 3, "{} bytes became {}", bytes.len(), decoded.text.len());
        assert_eq!(decoded, charset::decode(bytes, label, Some("news.example.eg")));
        if decoded.replaced == 0
            && std::str::from_utf8(bytes).is_ok_and(|text| !text.contains('\0') && !text.starts_with('\u{feff}'))
        {
            assert_eq!(decoded.text.as_bytes(), bytes, "valid UTF-8 stays as it is");
        }
    }
    let _ = charset::declared_in_media_type(&String::from_utf8_lossy(bytes));
}
