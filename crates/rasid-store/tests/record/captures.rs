//! What was received is kept byte for byte, once, and never changed.

use crate::place::{Tool, is_served, record};
use crate::three;
use rasid_record::{Capture, CharsetBy, Reading, Way};
use rasid_store::{Entry, Packed, Stamp, Store, sha256};

const STAMP: Stamp<'_> = Stamp { rules_version: "1", at: "2018-03-01T00:00:00Z" };

fn keep(store: &mut Store, reading: &Reading, capture: &Capture) {
    let packed = Packed::of(capture, &reading.report.text);
    store.add_batch(&[Entry::of(reading, "w").from(&packed)], &STAMP).unwrap();
}

#[test]
fn what_was_received_comes_back_byte_for_byte_with_its_hashes_and_facts() {
    let mut store = Store::open(&record("captured")).unwrap();
    let readings = three();
    let mut page = Capture::new("<p>".repeat(5000).into_bytes(), "https://example.org/a", "html/1");
    page.container = Some("pages.warc.gz".into());
    page.offset = Some(4711);
    page.way = Way::Archive;
    page.media_type = "text/html".into();
    page.charset = "windows-1256".into();
    page.charset_by = CharsetBy::Declared;
    page.fetched_at = Some("2018-02-28T10:00:00Z".into());
    let same = Capture::new(readings[1].report.text.as_bytes(), "b.txt", "text/1");
    let noise = Capture::new(vec![0x81, 7, 0xFE], "c", "text/1");
    for (reading, capture) in readings.iter().zip([&page, &same, &noise]) {
        keep(&mut store, reading, capture);
        let kept = store.captures(&reading.report.id).unwrap();
        assert_eq!(kept.len(), 1);
        assert_eq!(store.captured_bytes(&kept[0]).unwrap(), &*capture.bytes);
        assert_eq!(kept[0].sha256, sha256(&capture.bytes));
        assert_eq!(kept[0].blake3, blake3_of(&capture.bytes));
        assert_eq!((kept[0].size, kept[0].acquired_at.as_str()), (capture.bytes.len(), STAMP.at));
        assert_eq!(kept[0].capture, Capture { bytes: Vec::new().into(), ..capture.clone() });
    }
    assert_eq!(
        sha256("راصد".as_bytes()),
        "16c76a58b02a60713410a068598d3329a0a549e9e8eb713ba87dc78b85ff6993",
        "as sha256sum writes it"
    );
}

fn blake3_of(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

#[test]
fn bytes_are_kept_once_and_a_report_added_again_has_the_capture_that_it_had() {
    let mut store = Store::open(&record("captured-once")).unwrap();
    let readings = three();
    let capture = Capture::new("one page of two reports".as_bytes(), "a.html", "html/1");
    keep(&mut store, &readings[0], &capture);
    keep(&mut store, &readings[1], &capture);
    keep(&mut store, &readings[1], &Capture::new("other bytes".as_bytes(), "b.html", "html/1"));
    let mut tool = Tool::at(store.path());
    let mut count = |table: &str| tool.count(&format!("SELECT COUNT(*) FROM {table}"));
    assert_eq!((count("captured"), count("captures")), (1, 2));
}

#[test]
fn a_report_from_before_evidence_was_kept_gets_its_capture_when_it_is_added_again() {
    let mut store = Store::open(&record("late-capture")).unwrap();
    let readings = three();
    store.add_batch(&[Entry::of(&readings[0], "w")], &STAMP).unwrap();
    assert!(!store.is_captured(&readings[0].report.id).unwrap());
    keep(&mut store, &readings[0], &Capture::new("bytes".as_bytes(), "a", "text/1"));
    assert!(store.is_captured(&readings[0].report.id).unwrap());
}

#[test]
fn what_was_received_can_be_neither_changed_nor_deleted_nor_replaced() {
    let mut store = Store::open(&record("captured-fixed")).unwrap();
    let readings = three();
    keep(&mut store, &readings[0], &Capture::new("bytes".as_bytes(), "a", "text/1"));
    let mut tool = Tool::at(store.path());
    let replacing = match is_served() {
        false => [
            "INSERT OR REPLACE INTO captured SELECT blake3, sha256, size, packing, text_id, x'00' FROM captured",
            "INSERT OR REPLACE INTO captures SELECT * FROM captures",
        ],
        true => [
            "TRUNCATE captured",
            "INSERT INTO captures SELECT * FROM captures ON CONFLICT (seq) DO UPDATE SET name = 'x'",
        ],
    };
    for sql in replacing.into_iter().chain([
        "UPDATE captured SET sha256 = ''",
        "DELETE FROM captured",
        "UPDATE captures SET name = 'other'",
        "DELETE FROM captures",
    ]) {
        assert!(tool.run(sql).is_err(), "{sql}");
    }
}
