//! Web archives and feeds as files: what becomes a report, what is said of the rest.

use crate::templates;
use flate2::Compression;
use flate2::write::GzEncoder;
use rasid_record::{Basis, Received, Way};
use rasid_source::{Fetched, InputError, again, feed_from_bytes, reports_from_bytes};
use std::io::Write;

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A record with the answer of a server, in a member of its own.
fn record(url: &str, head: &str, body: &[u8]) -> Vec<u8> {
    let answer = [format!("HTTP/1.1 {head}\r\n\r\n").as_bytes(), body].concat();
    let head = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2019-05-06T07:08:09Z\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n",
        answer.len()
    );
    packed(&[head.as_bytes(), &answer, b"\r\n\r\n"].concat())
}

fn read(name: &str, bytes: Vec<u8>) -> (Vec<Received>, Vec<InputError>) {
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for found in reports_from_bytes(name, bytes) {
        match found {
            Ok(received) => good.push(received),
            Err(error) => bad.push(error),
        }
    }
    (good, bad)
}

#[test]
fn pages_of_an_archive_are_reports_and_the_rest_is_counted() {
    let (one, two) = (templates::page(0, 1), templates::page(7, 2));
    let chunked: Vec<u8> = {
        let bytes = packed(two.html.as_bytes());
        let mut out = Vec::new();
        for chunk in bytes.chunks(1000) {
            write!(out, "{:x}\r\n", chunk.len()).unwrap();
            out.extend_from_slice(chunk);
            out.extend_from_slice(b"\r\n");
        }
        [&out[..], b"0\r\n\r\n"].concat()
    };
    let html = "200 OK\r\nContent-Type: text/html; charset=utf-8";
    let mut file = record(&one.url, html, one.html.as_bytes());
    file.extend(record("https://a.example/x.png", "200 OK\r\nContent-Type: image/png", b"PNG"));
    file.extend(record("https://a.example/", html, b"<ul><li><a href=/1>one</a></ul>"));
    file.extend(record(&two.url, &format!("{html}\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip"), &chunked));
    let whole = file.len();
    file.extend(record("https://a.example/cut", html, one.html.as_bytes()));
    file.truncate(whole + 200);
    let (good, bad) = read("news.warc.gz", file);
    assert_eq!(good.len(), 2);
    for (received, sample) in good.iter().zip([&one, &two]) {
        let (report, capture) = (&received.report, &received.capture);
        assert_eq!((report.url.as_ref(), report.title.as_ref()), (Some(&sample.url), Some(&sample.title)));
        assert_eq!(
            (capture.way, capture.name.as_str(), capture.container.as_deref()),
            (Way::Archive, &*sample.url, Some("news.warc.gz"))
        );
        assert_eq!(
            (&*capture.bytes, capture.fetched_at.as_deref()),
            (sample.html.as_bytes(), Some("2019-05-06T07:08:09Z"))
        );
        assert_eq!(again(capture).is_of(&report.clone().complete()), Some(true));
    }
    assert_eq!(bad.len(), 2, "{bad:?}");
    assert!(bad[0].to_string().starts_with("news.warc.gz: the"), "{}", bad[0]);
    assert!(!bad[0].is_warning() && bad[1].is_warning());
    assert_eq!(
        bad[1].to_string(),
        "news.warc.gz: 1 records are no pages and 1 pages hold no article; they were passed over."
    );
}

#[test]
fn a_page_without_a_date_was_published_no_later_than_it_was_fetched() {
    let sample = templates::page(4, 1);
    let html = sample.html.replace("الخميس", "").replace("20", "xx");
    let (good, _) = read("a.warc", record("https://a.example/1", "200 OK\r\nContent-Type: text/html", html.as_bytes()));
    let report = &good[0].report;
    assert_eq!(
        (report.published.as_deref(), report.published_basis),
        (Some("2019-05-06T07:08:09Z"), Some(Basis::Inferred))
    );
}

#[test]
fn whole_entries_of_a_feed_are_reports_and_the_others_are_links() {
    let text = templates::page(0, 5).body.join("</p><p>");
    let feed = format!(
        "<rss><channel><title>وكالة المسار</title><item><title>خبر</title><link>https://a.example/1</link>\
         <content:encoded><![CDATA[<p>{text}</p>]]></content:encoded></item><item><title>رابط</title><link>https://a.example/2</link></item></channel></rss>"
    );
    let (good, bad) = read("feed.xml", feed.clone().into_bytes());
    let (report, capture) = (&good[0].report, &good[0].capture);
    assert_eq!(
        (report.text.as_str(), report.outlet.as_deref()),
        (&*text.replace("</p><p>", "\n\n"), Some("وكالة المسار"))
    );
    let start = capture.offset.unwrap() as usize;
    assert_eq!(&*capture.bytes, &feed.as_bytes()[start..start + capture.bytes.len()]);
    assert_eq!(again(capture).is_of(&report.clone().complete()), Some(true));
    assert_eq!(bad.len(), 1);
    assert_eq!(
        bad[0].to_string(),
        "feed.xml: 1 entries hold only a link and are not read; rasid watch fetches such pages."
    );

    // In another charset the entry is no piece of what was received, so all of that is kept.
    let bytes = encoding_rs::WINDOWS_1256.encode(&feed).0.into_owned();
    let fetched = Fetched { url: "https://a.example/feed", media_type: "text/xml; charset=windows-1256", encoding: "" };
    let entries = feed_from_bytes(bytes.clone(), fetched).unwrap().entries;
    let whole = entries[0].whole.as_ref().unwrap();
    assert_eq!((&*whole.capture.bytes, &whole.report), (&*bytes, report));
    assert_eq!(again(&whole.capture).is_of(&whole.report.clone().complete()), Some(true));
    assert!(entries[1].whole.is_none());
}

#[test]
fn what_is_no_feed_and_what_is_no_archive_says_so() {
    let of =
        |name: &str, bytes: &[u8]| read(name, bytes.to_vec()).1.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(of("a.xml", b"<page>"), ["a.xml: this is no feed; RSS, Atom and JSON Feed are read."]);
    assert_eq!(of("a.warc", b""), ["a.warc: it is empty."]);
    assert_eq!(of("a.html", b""), ["a.html: it is empty."]);
    assert_eq!(
        of("a.warc", b"<html>"),
        ["a.warc: the record of the archive is damaged (no record of a web archive begins where one should)."]
    );
}
