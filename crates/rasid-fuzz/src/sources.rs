//! Targets: everything that makes reports of bytes.

use crate::{Target, made, seeds};
use rasid_record::{LIMIT_TEXT, Received};
use rasid_source::charset;
use rasid_source::{Again, InputError, again, is_unsafe_to_show, open, reports_from_bytes};
use std::cell::RefCell;
use std::path::PathBuf;

pub(crate) const TARGETS: [Target; 18] = [
    Target { name: "text", seeds: text_seeds, words: &[], run: |b| file("a.txt", b) },
    Target { name: "json", seeds: json_seeds, words: JSON, run: |b| file("a.json", b) },
    Target { name: "jsonl", seeds: line_seeds, words: JSON, run: |b| file("a.jsonl", b) },
    Target { name: "gzip", seeds: gzip_seeds, words: &["\x1f\u{8b}"], run: |b| file("a.jsonl.gz", b) },
    Target { name: "index", seeds: index_seeds, words: TABLE, run: index },
    Target { name: "charset", seeds: charset_seeds, words: CHARSETS, run: decode },
    Target { name: "html", seeds: html_seeds, words: TAGS, run: |b| file("a.html", b) },
    Target { name: "warc", seeds: warc_seeds, words: HEADERS, run: |b| file("a.warc", b) },
    Target { name: "feed", seeds: feed_seeds, words: TAGS, run: |b| file("a.xml", b) },
    Target { name: "telegram", seeds: made::telegram, words: JSON, run: |b| file("result.json", b) },
    Target { name: "whatsapp", seeds: made::whatsapp, words: CHAT, run: |b| file("WhatsApp Chat with o.txt", b) },
    Target { name: "csv", seeds: made::tables, words: TABLE, run: |b| file("a.csv", b) },
    Target { name: "docx", seeds: made::docx, words: DOCUMENT, run: |b| file("a.docx", b) },
    Target {
        name: "docx-xml",
        seeds: made::document_parts,
        words: DOCUMENT,
        run: |b| file("a.docx", &made::zip(&[("word/document.xml", b.to_vec())])),
    },
    Target { name: "pdf", seeds: made::pdf, words: PDF, run: |b| file("a.pdf", b) },
    Target { name: "eml", seeds: made::mails, words: MAIL, run: |b| file("a.eml", b) },
    Target { name: "mbox", seeds: made::mailbox, words: MAIL, run: |b| file("a.mbox", b) },
    Target { name: "zip", seeds: made::archives, words: ARCHIVE, run: |b| file("a.zip", b) },
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

const TAGS: &[&str] = &[
    "<",
    ">",
    "</",
    "/>",
    "<!--",
    "-->",
    "--!>",
    "<![CDATA[",
    "]]>",
    "<!DOCTYPE x [<!ENTITY a \"aaaa\">]>",
    "&a;",
    "&#x110000;",
    "&#0;",
    "&amp",
    "<div>",
    "</div>",
    "<p>",
    "<article>",
    "<table><tr><td>",
    "<svg><math>",
    "<template>",
    "<script>",
    "</script>",
    "<style>",
    "<textarea>",
    "<title>",
    "<plaintext>",
    "<meta property=\"og:title\" content=\"",
    "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"articleBody\":\"",
    "<time datetime=\"2018-02-30T25:61\">",
    "<item>",
    "<entry>",
    "<description>",
    "<pubDate>Mon, 31 Feb 2018 25:00:00 +9999</pubDate>",
    "<link href=",
    "<content type=\"xhtml\">",
    " a=\"",
    "'",
    "=",
    "\0",
];
const HEADERS: &[&str] = &[
    "WARC/1.0\r\n",
    "WARC-Type: response\r\n",
    "Content-Length: 99999999999999999999\r\n",
    "Content-Length: -1\r\n",
    "Content-Length: 0\r\n",
    "\r\n\r\n",
    "HTTP/1.1 200 OK\r\n",
    "Transfer-Encoding: chunked\r\n",
    "ffffffffffffffff\r\n",
    "0\r\n\r\n",
    "Content-Encoding: gzip\r\n",
    "Content-Type: text/html; charset=utf-16\r\n",
    "WARC-Target-URI: http://a.example/\r\n",
    "WARC-Date: 2018-99-99T99:99:99Z\r\n",
    ":",
    "\n",
];

const CHAT: &[&str] = &[
    "26/02/2018, 14:05 - ",
    "[26/02/2018, 14:05:00] ",
    "\u{200e}",
    "\u{202a}+967\u{202c}",
    ": ",
    " - ",
    "\n",
    "99/99/9999, 99:99 - a: ",
    "\u{661}/\u{662}/\u{662}\u{660}",
    "\u{645}",
    "\u{202f}PM",
];
const DOCUMENT: &[&str] = &[
    "<w:p>",
    "</w:p>",
    "<w:t>",
    "<w:tbl>",
    "<w:tr>",
    "<w:tc>",
    "<w:del>",
    "<w:txbxContent>",
    "<mc:AlternateContent>",
    "<w:br/>",
    "&#0;",
    "<!DOCTYPE x [<!ENTITY a \"b\">]>",
    "PK\x01\x02",
    "PK\x05\x06",
    "\0\0\0\0",
    "word/document.xml",
];
const PDF: &[&str] = &[
    "obj",
    "endobj",
    "stream\n",
    "endstream",
    "xref\n",
    "trailer",
    "startxref\n",
    "/Kids [2 0 R 3 0 R]",
    "/Parent 3 0 R",
    "/Contents [4 0 R 4 0 R]",
    "/Length 4 0 R",
    "/Length -1",
    "/Length 99999999999",
    "/Filter [/FlateDecode /FlateDecode]",
    "/Filter /ASCIIHexDecode",
    "/Filter /LZWDecode",
    "/DecodeParms << /Predictor 15 /Columns 99999999 >>",
    "/Encrypt 1 0 R",
    "/Prev 0",
    "/Type /ObjStm",
    "/Type /XRef",
    "/W [1 99 8]",
    "<<",
    ">>",
    "[",
    "]",
    "(",
    ")",
    "<ffff>",
    "1 0 R",
    "/Count 999999999",
    "beginbfrange <0000> <ffff> <0000> endbfrange",
    "BT",
    "ET",
    "Tj",
    "/F1 1e38 Tf",
    "%PDF-1.7",
];
const MAIL: &[&str] = &[
    "\r\n\r\n",
    "Content-Type: multipart/mixed; boundary=\"b1\"\r\n",
    "--b1\r\n",
    "--b1--\r\n",
    "Content-Transfer-Encoding: base64\r\n",
    "Content-Transfer-Encoding: x-uuencode\r\n",
    "=?utf-8?B?",
    "=?iso-8859-6?Q?",
    "?=",
    "Content-Type: message/rfc822\r\n\r\n",
    "From a@b Mon Feb 26 14:05:00 2018\n",
    "Date: Thu, 99 Zzz 99999 99:99:99 +9999\r\n",
    "charset=utf-16",
    "filename*0*=",
    "=\r\n",
    "=XX",
    " ",
    "\t",
    "boundary=\"\"",
    "Subject: ",
];
const ARCHIVE: &[&str] = &[
    "PK\x03\x04",
    "PK\x01\x02",
    "PK\x05\x06",
    "PK\x06\x06",
    "PK\x07\x08",
    "\0\0\0\0",
    "../",
    "a.txt",
    "index.csv",
    "\u{202e}",
    "\x7f\x7f\x7f\x7f",
];

/// A saved page with all that pages have of an article around a text.
fn page(text: &str) -> String {
    let paragraphs: String =
        text.lines().filter(|line| !line.trim().is_empty()).map(|line| format!("<p>{line}</p>\n")).collect();
    format!(
        "<!DOCTYPE html><html lang=\"ar\" dir=\"rtl\"><head><meta charset=\"utf-8\"><title>t | o</title>\
         <meta property=\"og:title\" content=\"t\"><meta property=\"article:published_time\" content=\"2018-02-26T14:05:00+03:00\">\
         <link rel=\"canonical\" href=\"https://example.org/2018/02/26/a\">\
         <script type=\"application/ld+json\">{{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\"headline\":\"t\",\"datePublished\":\"2018-02-26\",\
         \"publisher\":{{\"@type\":\"Organization\",\"name\":\"o\"}}}}</script><style>p{{}}</style></head>\
         <body><nav><ul><li><a href=\"/\">x</a></li></ul></nav><article><h1>t</h1><time datetime=\"2018-02-26\">26</time>{paragraphs}\
         <aside><a href=\"/b\">more</a></aside></article><footer>&copy; 2018</footer></body></html>"
    )
}

fn strings(seeds: impl IntoIterator<Item = Vec<u8>>) -> impl Iterator<Item = String> {
    seeds.into_iter().filter_map(|text| String::from_utf8(text).ok())
}

fn html_seeds() -> Vec<Vec<u8>> {
    let mut all: Vec<Vec<u8>> =
        strings(seeds::bytes("examples", ".txt")).map(|text| page(&text).into_bytes()).collect();
    all.push(
        b"<html><head><meta charset=windows-1256><title>\xc3</title></head><body><p>\xc7\xe1\xcd\xdf\xe6\xe3\xc9"
            .to_vec(),
    );
    all
}

fn warc_record(kind: &str, media: &str, payload: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://example.org/a\r\nWARC-Date: 2018-02-26T14:05:00Z\r\n\
         WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: {media}\r\nContent-Length: {}\r\n\r\n",
        payload.len()
    );
    [head.as_bytes(), payload, b"\r\n\r\n"].concat()
}

fn warc_seeds() -> Vec<Vec<u8>> {
    let texts: Vec<String> = strings(seeds::bytes("examples", ".txt")).take(3).collect();
    let mut records = vec![warc_record("warcinfo", "application/warc-fields", b"software: x\r\n")];
    for (nth, text) in texts.iter().enumerate() {
        let page = page(text);
        let (more, body) = match nth {
            0 => (format!("Content-Length: {}\r\n", page.len()), page.into_bytes()),
            1 => (
                "Transfer-Encoding: chunked\r\n".to_owned(),
                format!("{:x}\r\n{page}\r\n0\r\n\r\n", page.len()).into_bytes(),
            ),
            _ => ("Content-Encoding: gzip\r\n".to_owned(), seeds::gz(page.as_bytes())),
        };
        let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{more}\r\n");
        records.push(warc_record("response", "application/http; msgtype=response", &[head.as_bytes(), &body].concat()));
    }
    let whole = records.concat();
    let parted: Vec<u8> = records.iter().flat_map(|record| seeds::gz(record)).collect();
    [vec![whole, parted], records].concat()
}

fn feed_seeds() -> Vec<Vec<u8>> {
    let text = strings(seeds::bytes("examples", ".txt")).next().unwrap_or_default();
    let escaped = page(&text).replace('&', "&amp;").replace('<', "&lt;");
    vec![
        format!("<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>o</title><link>https://example.org/</link>\
                 <item><title>t</title><link>https://example.org/a</link><guid>1</guid><pubDate>Mon, 26 Feb 2018 14:05:00 +0300</pubDate><description>{escaped}</description></item>\
                 <item><title>u</title><content:encoded><![CDATA[<p>{text}</p>]]></content:encoded></item></channel></rss>").into_bytes(),
        format!("<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><title>o</title><entry><id>1</id><title>t</title><updated>2018-02-26T14:05:00Z</updated>\
                 <link href=\"https://example.org/a\"/><content type=\"html\">{escaped}</content></entry></feed>").into_bytes(),
        serde_json::json!({"version": "https://jsonfeed.org/version/1.1", "title": "o", "items": [{"id": "1", "title": "t", "content_text": text, "date_published": "2018-02-26"},
            {"id": 2, "content_html": "<p>x</p>"}]}).to_string().into_bytes(),
    ]
}

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
